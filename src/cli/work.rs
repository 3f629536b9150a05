//! The work of a call: every source loaded, its scenarios run, and the results handed on in the call's order.

use std::sync::{Mutex, PoisonError};

use super::dump::Dump;
use super::output::Outputs;
use super::progress::Progress;
use super::refusal::Refusal;
use super::scenario_options::Selection;
use super::selection::{Found, file_name, load_all, name};
use super::spread::{is_shared_out, spread};
use super::store::Store;
use super::stress::perspective;
use crate::engine::{Pool, Watch};
use crate::sampling::CONTRACT_VERSION;
use crate::scenario::{Loaded, Request, Scenario, Severity, Source};
use crate::summary::draws::DrawSink;
use crate::summary::results::Results;
use crate::summary::{self, Piece, Settings, Shard};

/// Works on one source at a time.
pub struct Worker<'a> {
    /// What to make of a source.
    pub selection: &'a Selection,
    /// The perspectives that reports are to speak of, the first one first; every scenario must have them all.
    pub perspectives: &'a [String],
    /// Where to simulate.
    pub pool: &'a Pool,
    /// How to simulate.
    pub settings: Settings,
    /// Which piece of each run to make; the whole where there is none.
    pub piece: Option<Piece>,
    /// Where results are kept one by one, if they are.
    pub store: Option<&'a Store>,
    /// Where the draws of the only scenario go, until they are there.
    pub dump: Mutex<Option<Dump<'a>>>,
    /// What the call writes, which is nothing that a scenario reads.
    pub outputs: &'a Outputs,
    /// Who looks on.
    pub progress: &'a Progress,
}

/// What came of a scenario.
pub struct Worked {
    /// Which scenario it is; `None` for a source that could not be read.
    pub request: Option<Request>,
    /// What was made of it, or why nothing was.
    pub made: Result<Made, Refusal>,
}

/// What is made of a scenario.
pub enum Made {
    /// The scenario and its results.
    Results(Box<Scenario>, Box<Results>),
    /// The same, as they were stored by an earlier call.
    Stored(Box<Scenario>, Box<Results>),
    /// A piece of its run.
    Shard(Box<Shard>),
}

/// Works on all sources, several at once where there are many, and hands on what comes of them in their order,
/// each as soon as those before it are done. No figure depends on how many work at once.
///
/// # Errors
/// The first error of `take`; the work that is left is given up. Where threads cannot be started.
pub fn in_order(
    worker: &Worker,
    sources: Vec<Result<Source, Refusal>>,
    mut take: impl FnMut(Worked) -> Result<(), Refusal>,
) -> Result<(), Refusal> {
    worker.progress.expect(worker.settings.draws * sources.len() as u64);
    if !is_shared_out(sources.len(), worker.pool) {
        return sources.into_iter().flat_map(|source| worker.work(source, worker.pool)).try_for_each(take);
    }
    let work = |source: &Result<Source, Refusal>, alone: &Pool| {
        worker.work(source.clone(), alone).collect::<Vec<_>>()
    };
    spread(&sources, worker.pool, work, |worked| {
        let taken = worked.into_iter().try_for_each(&mut take);
        if taken.is_err() {
            worker.progress.cancel();
        }
        taken
    })
}

impl Worker<'_> {
    /// Loads a source and runs it as the call wants it, one after the other: itself, a variant, or all variants.
    fn work<'w>(
        &'w self,
        source: Result<Source, Refusal>,
        pool: &'w Pool,
    ) -> Box<dyn Iterator<Item = Worked> + 'w> {
        let found = match source {
            Ok(source) => load_all(source, self.selection),
            Err(refusal) => {
                self.progress.share(self.settings.draws).end();
                return Box::new(std::iter::once(Worked { request: None, made: Err(refusal) }));
            }
        };
        self.progress.expect(self.settings.draws * (found.len() as u64 - 1));
        Box::new(found.into_iter().map(|found| self.run(found, pool)))
    }

    fn run(&self, (request, loaded): Found, pool: &Pool) -> Worked {
        self.progress.start(&name(&request));
        let share = self.progress.share(self.settings.draws);
        let read = match &loaded {
            Ok(loaded) => &loaded.read,
            Err(invalid) => &invalid.read,
        };
        let made = self.outputs.spare(read).and_then(|()| match loaded {
            Ok(loaded) => self.make(&request, loaded, pool, &share),
            Err(mut invalid) => {
                invalid.findings.retain(|finding| finding.severity == Severity::Error);
                Err(invalid.into())
            }
        });
        share.end();
        Worked { request: Some(request), made }
    }

    /// What is wanted of a scenario: found where it was stored, or made.
    fn make(
        &self,
        request: &Request,
        mut loaded: Loaded,
        pool: &Pool,
        watch: &dyn Watch,
    ) -> Result<Made, Refusal> {
        let settings = &self.settings;
        for name in self.perspectives.iter().rev() {
            loaded.scenario.report.perspective = perspective(Some(name), &loaded.scenario)?;
        }
        let (file, variant) = (file_name(request), request.variant.as_deref());
        let place = match self.store {
            Some(store) => {
                let path = store.claim(request)?;
                store.spare(&path, &loaded.read)?;
                self.outputs.spare([&path])?;
                if let Some(results) = store.find(&path, request, &loaded, settings) {
                    return Ok(Made::Stored(Box::new(loaded.scenario), Box::new(results)));
                }
                Some((store, path))
            }
            None => None,
        };
        let mut dump = self.dump.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(dump) = &mut dump {
            dump.note("title", &loaded.scenario.title);
            dump.note("file", &file);
            dump.note("variant", variant.unwrap_or_default());
            dump.note("sha256", &loaded.sha256);
            dump.note("seed", settings.seed);
            dump.note("sampling", settings.sampling);
            dump.note("contract_version", CONTRACT_VERSION);
        }
        let made = match self.piece {
            Some(piece) => summary::run_shard(&loaded, &file, variant, pool, settings, piece, watch)
                .map(|shard| Made::Shard(Box::new(shard))),
            None => {
                let sink = dump.as_mut().map(|dump| dump as &mut dyn DrawSink);
                summary::run_showing(&loaded, &file, variant, pool, settings, sink, watch)
                    .map(|results| Made::Results(Box::new(loaded.scenario), Box::new(results)))
            }
        };
        let made = made.map_err(|failure| Refusal::failed(&failure, &file, loaded.files))?;
        if let (Some((store, path)), Made::Results(scenario, results)) = (&place, &made) {
            store.keep(path, scenario, results)?;
        }
        dump.map_or(Ok(()), Dump::finish).map(|()| made)
    }
}
