//! The work of a call: every source loaded, its scenarios run, and the results handed on in the call's order.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError, mpsc};
use std::thread;

use super::arguments::Selection;
use super::dump::Dump;
use super::output::Outputs;
use super::progress::Progress;
use super::refusal::Refusal;
use super::selection::{Found, file_name, load_all, name};
use super::stress::perspective;
use crate::engine::{NoThreads, Pool};
use crate::sampling::CONTRACT_VERSION;
use crate::scenario::{Invalid, Loaded, Request, Scenario, Severity, Source};
use crate::summary::draws::DrawSink;
use crate::summary::results::Results;
use crate::summary::{self, Piece, Settings, Shard};

/// Sources for each thread from which on every scenario is run on a thread of its own: then no thread waits for
/// another, and the last ones to end leave little idle.
const ENOUGH_PER_THREAD: usize = 4;

/// Works on one source at a time.
pub struct Worker<'a> {
    /// What to make of a source.
    pub selection: &'a Selection,
    /// The perspective that reports are to speak of first.
    pub perspective: Option<&'a str>,
    /// Where to simulate.
    pub pool: &'a Pool,
    /// How to simulate.
    pub settings: Settings,
    /// Which piece of each run to make; the whole where there is none.
    pub piece: Option<Piece>,
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

/// Whether `count` scenarios are worked on several at once, each by one thread; or by all threads, one after the other.
pub(super) fn is_shared_out(count: usize, pool: &Pool) -> bool {
    pool.threads() > 1 && count >= pool.threads() * ENOUGH_PER_THREAD
}

/// Works on as many things at once as the pool has threads, each on one thread, and hands on what comes of them in
/// their order.
///
/// # Errors
/// The first error of `take`; the work that is left is given up. Where threads cannot be started.
pub(super) fn spread<T: Sync, R: Send>(
    things: &[T],
    pool: &Pool,
    work: impl Fn(&T, &Pool) -> R + Sync,
    mut take: impl FnMut(R) -> Result<(), Refusal>,
) -> Result<(), Refusal> {
    let next = AtomicUsize::new(0);
    let (sender, receiver) = mpsc::channel();
    thread::scope(|scope| {
        for _ in 0..pool.threads() {
            let (sender, next, work) = (sender.clone(), &next, &work);
            let worker = move || match Pool::along(1) {
                Ok(alone) => {
                    let alone = alone.with_isa(pool.isa());
                    while let Some((place, thing)) = {
                        let place = next.fetch_add(1, Ordering::Relaxed);
                        things.get(place).map(|thing| (place, thing))
                    } {
                        // Nobody listens any more once an error has ended the call.
                        if sender.send(Ok((place, work(thing, &alone)))).is_err() {
                            break;
                        }
                    }
                }
                Err(error) => drop(sender.send(Err(error))),
            };
            thread::Builder::new().spawn_scoped(scope, worker).map_err(NoThreads::from)?;
        }
        drop(sender);
        let mut waiting: BTreeMap<usize, R> = BTreeMap::new();
        let mut turn = 0;
        for done in receiver {
            let (place, worked) = done?;
            waiting.insert(place, worked);
            while let Some(worked) = waiting.remove(&turn) {
                turn += 1;
                take(worked)?;
            }
        }
        Ok(())
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

    /// The scenario with the perspective of which the call wants to hear first.
    fn spoken_of(&self, mut loaded: Result<Loaded, Invalid>) -> Result<Result<Loaded, Invalid>, Refusal> {
        if let (Ok(loaded), Some(name)) = (&mut loaded, self.perspective) {
            loaded.scenario.report.perspective = perspective(Some(name), &loaded.scenario)?;
        }
        Ok(loaded)
    }

    fn run(&self, (request, loaded): Found, pool: &Pool) -> Worked {
        let settings = &self.settings;
        self.progress.start(&name(&request));
        let share = self.progress.share(settings.draws);
        let read = match &loaded {
            Ok(loaded) => &loaded.read,
            Err(invalid) => &invalid.read,
        };
        let loaded = self.outputs.spare(read).and_then(|()| self.spoken_of(loaded));
        let made = match loaded {
            Err(refusal) => Err(refusal),
            Ok(Ok(loaded)) => {
                let (file, variant) = (file_name(&request), request.variant.as_deref());
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
                    Some(piece) => summary::run_shard(&loaded, &file, variant, pool, settings, piece, &share)
                        .map(|shard| Made::Shard(Box::new(shard))),
                    None => {
                        let sink = dump.as_mut().map(|dump| dump as &mut dyn DrawSink);
                        summary::run_showing(&loaded, &file, variant, pool, settings, sink, &share)
                            .map(|results| Made::Results(Box::new(loaded.scenario), Box::new(results)))
                    }
                };
                made.map_err(|failure| Refusal::failed(&failure, &file, loaded.files))
                    .and_then(|made| dump.map_or(Ok(()), Dump::finish).map(|()| made))
            }
            Ok(Err(mut invalid)) => {
                invalid.findings.retain(|finding| finding.severity == Severity::Error);
                Err(invalid.into())
            }
        };
        share.end();
        Worked { request: Some(request), made }
    }
}
