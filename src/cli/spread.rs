//! Many things worked on at once, and what comes of them handed on in their order.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Condvar, Mutex, PoisonError, mpsc};
use std::thread;

use super::refusal::Refusal;
use crate::engine::{NoThreads, Pool};

/// Sources for each thread from which on every scenario is run on a thread of its own: then no thread waits for
/// another, and the last ones to end leave little idle.
const ENOUGH_PER_THREAD: usize = 4;

/// How far work runs ahead of the first thing that is not done: what is done waits for it in memory.
const AHEAD: usize = 256;

/// Whether `count` scenarios are worked on several at once, each by one thread; or by all threads, one after the other.
pub fn is_shared_out(count: usize, pool: &Pool) -> bool {
    pool.threads() > 1 && count >= pool.threads() * ENOUGH_PER_THREAD
}

/// Works on as many things at once as the pool has threads, each on one thread, and hands on what comes of them in
/// their order.
///
/// # Errors
/// The first error of `take`; the work that is left is given up. Where threads cannot be started.
pub fn spread<T: Sync, R: Send>(
    things: &[T],
    pool: &Pool,
    work: impl Fn(&T, &Pool) -> R + Sync,
    mut take: impl FnMut(R) -> Result<(), Refusal>,
) -> Result<(), Refusal> {
    let (next, gate) = (AtomicUsize::new(0), Gate::default());
    let (sender, receiver) = mpsc::channel();
    thread::scope(|scope| {
        for _ in 0..pool.threads() {
            let (sender, next, work, gate) = (sender.clone(), &next, &work, &gate);
            let worker = move || match Pool::along(1) {
                Ok(alone) => {
                    let alone = alone.with_isa(pool.isa());
                    // Should a thread fail, nobody waits for its turn to pass.
                    let _left = Left(gate);
                    while let Some((place, thing)) = {
                        let place = next.fetch_add(1, Ordering::Relaxed);
                        things.get(place).map(|thing| (place, thing))
                    } {
                        gate.wait_for(place.saturating_sub(AHEAD));
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
        // Who leaves with an error lets the others go.
        let _left = Left(&gate);
        let mut waiting: BTreeMap<usize, R> = BTreeMap::new();
        let mut turn = 0;
        for done in receiver {
            let (place, worked) = done?;
            waiting.insert(place, worked);
            while let Some(worked) = waiting.remove(&turn) {
                turn += 1;
                take(worked)?;
                gate.pass(turn);
            }
        }
        Ok(())
    })
}

/// How many things are taken, for who may not run too far ahead.
#[derive(Default)]
struct Gate {
    taken: Mutex<usize>,
    passed: Condvar,
}

impl Gate {
    /// Waits until so many are taken.
    fn wait_for(&self, count: usize) {
        let taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        drop(self.passed.wait_while(taken, |taken| *taken < count));
    }

    fn pass(&self, count: usize) {
        let mut taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        *taken = (*taken).max(count);
        self.passed.notify_all();
    }
}

/// Opens the gate for good once it is left, by whatever way.
struct Left<'g>(&'g Gate);

impl Drop for Left<'_> {
    fn drop(&mut self) {
        self.0.pass(usize::MAX);
    }
}
