//! What the program tells whoever started it: the exit codes, all of them, in one place.

use std::process::ExitCode;

use crate::summary::results::Verdict;

/// How a call ended. The numbers are part of the program's interface.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[repr(u8)]
pub enum Exit {
    /// 0: everything is fine.
    #[default]
    Fine = 0,
    /// 1: something unexpected: a file that cannot be written, a mistake of the program's own.
    Unexpected = 1,
    /// 2: the call was not understood.
    Usage = 2,
    /// 3: a scenario is invalid.
    Invalid = 3,
    /// 4: a requirement or a comparison failed.
    Failed = 4,
    /// 5: a threshold lies inside the simulation error.
    Inconclusive = 5,
    /// 130: interrupted from outside.
    Interrupted = 130,
}

impl Exit {
    /// The exit of a batch of two: the worse one, in the order 130, 2, 1, 3, 4, 5, 0.
    #[must_use]
    pub fn or_worse(self, other: Exit) -> Exit {
        if other.rank() < self.rank() { other } else { self }
    }

    fn rank(self) -> u8 {
        match self {
            Exit::Interrupted => 0,
            Exit::Usage => 1,
            Exit::Unexpected => 2,
            Exit::Invalid => 3,
            Exit::Failed => 4,
            Exit::Inconclusive => 5,
            Exit::Fine => 6,
        }
    }
}

impl From<Verdict> for Exit {
    fn from(verdict: Verdict) -> Exit {
        match verdict {
            Verdict::Pass => Exit::Fine,
            Verdict::Fail => Exit::Failed,
            Verdict::Inconclusive => Exit::Inconclusive,
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> ExitCode {
        ExitCode::from(exit as u8)
    }
}

#[cfg(test)]
mod tests {
    use super::Exit::*;

    #[test]
    fn a_batch_exits_with_the_worst() {
        let order = [Unexpected, Invalid, Failed, Inconclusive, Fine];
        for (place, worse) in order.iter().enumerate() {
            for better in &order[place..] {
                assert_eq!(worse.or_worse(*better), *worse);
                assert_eq!(better.or_worse(*worse), *worse);
            }
        }
    }
}
