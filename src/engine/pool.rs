//! The threads that a simulation runs on, and the instruction set that they use. Neither changes a figure.

use std::thread::available_parallelism;
use std::{fmt, io};

use rayon::{ThreadPool, ThreadPoolBuildError, ThreadPoolBuilder};

use crate::kernel::Isa;

/// Some threads and an instruction set.
#[derive(Debug)]
pub struct Pool {
    threads: ThreadPool,
    isa: Isa,
}

impl Pool {
    /// Some new threads, 0 for as many as there are cores, with the best instruction set of this machine.
    ///
    /// # Errors
    /// Where the threads cannot be started.
    pub fn new(threads: usize) -> Result<Pool, NoThreads> {
        Ok(Pool::of(builder(threads).build()?))
    }

    /// The same, where the calling thread is one of them for as long as the pool lives: the others start meanwhile, and work
    /// need not change over to a thread whose caches are cold. A thread can be so once in its life; later, all are new.
    ///
    /// # Errors
    /// Where the threads cannot be started.
    pub fn along(threads: usize) -> Result<Pool, NoThreads> {
        match builder(threads).use_current_thread().build() {
            Ok(along) => Ok(Pool::of(along)),
            Err(_) => Pool::new(threads),
        }
    }

    fn of(threads: ThreadPool) -> Pool {
        Pool { threads, isa: Isa::detect() }
    }

    /// The same threads with another instruction set.
    #[must_use]
    pub fn with_isa(self, isa: Isa) -> Pool {
        Pool { isa, ..self }
    }

    /// The instruction set.
    pub fn isa(&self) -> Isa {
        self.isa
    }

    /// How many threads there are.
    pub fn threads(&self) -> usize {
        self.threads.current_num_threads()
    }

    /// Works on these threads; at once, where the calling one is one of them.
    pub fn install<T: Send>(&self, work: impl FnOnce() -> T + Send) -> T {
        self.threads.install(work)
    }
}

fn builder(threads: usize) -> ThreadPoolBuilder {
    ThreadPoolBuilder::new().num_threads(thread_count(threads))
}

/// As many threads as are wanted; 0 wants as many as there are cores.
fn thread_count(wanted: usize) -> usize {
    match wanted {
        0 => available_parallelism().map_or(1, usize::from),
        threads => threads,
    }
}

/// Threads could not be started: why, in the system's words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoThreads(String);

impl fmt::Display for NoThreads {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the threads could not be started: {}", self.0)
    }
}

impl std::error::Error for NoThreads {}

impl From<ThreadPoolBuildError> for NoThreads {
    fn from(error: ThreadPoolBuildError) -> NoThreads {
        NoThreads(error.to_string())
    }
}

impl From<io::Error> for NoThreads {
    fn from(error: io::Error) -> NoThreads {
        NoThreads(error.to_string())
    }
}
