//! The work of a call: every source loaded, its scenarios run, and the results handed on in the call's order.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::thread;

use super::arguments::Selection;
use super::exit::Exit;
use super::failure::describe;
use super::progress::Progress;
use super::selection::{Found, file_name, load_all, name};
use crate::engine::{WorkAlong, thread_count};
use crate::scenario::{Diagnostic, Loaded, Request, Scenario, Source, SourceFile};
use crate::summary::results::Results;
use crate::summary::{self, Failure, Piece, Settings, Shard};

/// Sources for each thread from which on every scenario is run on a thread of its own: then no thread waits for
/// another, and the last ones to end leave little idle.
const ENOUGH_PER_THREAD: usize = 4;

/// Works on one source at a time.
pub struct Worker<'a> {
    /// What to make of a source.
    pub selection: &'a Selection,
    /// How to simulate.
    pub settings: Settings,
    /// Which piece of each run to make; the whole where there is none.
    pub piece: Option<Piece>,
    /// Who looks on.
    pub progress: &'a Progress,
}

/// What came of a scenario.
pub struct Worked {
    /// Which scenario it is; `None` for a source that could not be read.
    pub request: Option<Request>,
    /// What came of it.
    pub outcome: Outcome,
}

/// Results, or why there are none.
pub enum Outcome {
    /// The scenario and its results.
    Results(Box<Scenario>, Box<Results>),
    /// A piece of its run.
    Shard(Box<Shard>),
    /// What is wrong with it, in which files, and how the program is to exit.
    Findings(Exit, Vec<SourceFile>, Vec<Diagnostic>),
    /// The source could not be read: why.
    Unread(String),
}

/// Works on all sources, several at once where there are many, and hands on what comes of them in their order,
/// each as soon as those before it are done. No figure depends on how many work at once.
///
/// # Errors
/// The first error of `take`; the work that is left is given up.
pub fn in_order(
    worker: &Worker,
    sources: Vec<Result<Source, String>>,
    mut take: impl FnMut(Worked) -> Result<(), String>,
) -> Result<(), String> {
    worker.progress.expect(worker.settings.draws * sources.len() as u64);
    let threads = at_once(worker.settings.threads, sources.len());
    if threads == 1 {
        let _along = WorkAlong::start(worker.settings.threads);
        return sources
            .into_iter()
            .flat_map(|source| worker.work(source, &worker.settings))
            .try_for_each(take);
    }
    let alone = Settings { threads: 1, ..worker.settings.clone() };
    let work = |source: &Result<Source, String>| worker.work(source.clone(), &alone).collect::<Vec<_>>();
    spread(&sources, threads, work, |worked| {
        let taken = worked.into_iter().try_for_each(&mut take);
        if taken.is_err() {
            worker.progress.cancel();
        }
        taken
    })
}

/// How many of `count` scenarios are worked on at once, each by one thread; 1 where all `wanted` threads work on one
/// after the other. 0 wants as many threads as there are cores.
pub(super) fn at_once(wanted: usize, count: usize) -> usize {
    let threads = thread_count(wanted);
    if count < threads * ENOUGH_PER_THREAD { 1 } else { threads }
}

/// Works on several things at once and hands on what comes of them in their order.
///
/// # Errors
/// The first error of `take`; the work that is left is given up.
pub(super) fn spread<T: Sync, R: Send>(
    things: &[T],
    threads: usize,
    work: impl Fn(&T) -> R + Sync,
    mut take: impl FnMut(R) -> Result<(), String>,
) -> Result<(), String> {
    let next = AtomicUsize::new(0);
    let (sender, receiver) = mpsc::channel();
    thread::scope(|scope| {
        for _ in 0..threads {
            let (sender, next, work) = (sender.clone(), &next, &work);
            scope.spawn(move || {
                let _along = WorkAlong::start(1);
                while let Some((place, thing)) = {
                    let place = next.fetch_add(1, Ordering::Relaxed);
                    things.get(place).map(|thing| (place, thing))
                } {
                    // Nobody listens any more once an error has ended the call.
                    if sender.send((place, work(thing))).is_err() {
                        break;
                    }
                }
            });
        }
        drop(sender);
        let mut waiting: BTreeMap<usize, R> = BTreeMap::new();
        let mut turn = 0;
        for (place, worked) in receiver {
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
        source: Result<Source, String>,
        settings: &'w Settings,
    ) -> Box<dyn Iterator<Item = Worked> + 'w> {
        let found = match source {
            Ok(source) => load_all(source, self.selection),
            Err(message) => {
                self.progress.share(settings.draws).end();
                let unread = Worked { request: None, outcome: Outcome::Unread(message) };
                return Box::new(std::iter::once(unread));
            }
        };
        self.progress.expect(settings.draws * (found.len() as u64 - 1));
        Box::new(found.into_iter().map(|found| self.run(found, settings)))
    }

    fn run(&self, (request, loaded): Found, settings: &Settings) -> Worked {
        self.progress.start(&name(&request));
        let share = self.progress.share(settings.draws);
        let outcome = match loaded {
            Ok(loaded) => {
                let (file, variant) = (file_name(&request), request.variant.as_deref());
                let made = match self.piece {
                    Some(piece) => summary::run_shard(&loaded, &file, variant, settings, piece, &share)
                        .map(|shard| Outcome::Shard(Box::new(shard))),
                    None => summary::run(&loaded, &file, variant, settings, &share).map(|results| {
                        Outcome::Results(Box::new(loaded.scenario.clone()), Box::new(results))
                    }),
                };
                made.unwrap_or_else(|failure| failed(&failure, &file, loaded))
            }
            Err(invalid) => Outcome::Findings(Exit::Invalid, invalid.files, invalid.findings),
        };
        share.end();
        Worked { request: Some(request), outcome }
    }
}

fn failed(failure: &Failure, file: &str, loaded: Loaded) -> Outcome {
    let exit = match failure {
        Failure::Threads(_) => Exit::Unexpected,
        Failure::Cancelled => Exit::Interrupted,
        _ => Exit::Invalid,
    };
    let finding = describe(failure, file, &loaded.files);
    Outcome::Findings(exit, loaded.files, vec![finding])
}
