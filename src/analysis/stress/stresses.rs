//! What a stress test is asked for.

use std::collections::BTreeSet;

/// A part of a stress test.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// Each doubtful input by itself.
    Tornado,
    /// What it costs to begin later.
    Waiting,
}

impl Part {
    /// All of them, in the order of the report.
    pub const ALL: [Part; 2] = [Part::Tornado, Part::Waiting];

    /// What it is called.
    pub fn name(self) -> &'static str {
        match self {
            Part::Tornado => "tornado",
            Part::Waiting => "waiting",
        }
    }
}

/// What to put under stress.
#[derive(Debug, Clone, PartialEq)]
pub struct Stresses {
    /// Which parts are wanted.
    pub parts: BTreeSet<Part>,
    /// Probabilities of the two ends that each input is set to, the first below ½ and the second above.
    pub ends: [f64; 2],
    /// The perspective in question: rows are in its order.
    pub perspective: String,
    /// Up to how many years later the programme begins.
    pub wait: usize,
}

impl Default for Stresses {
    fn default() -> Stresses {
        Stresses { parts: Part::ALL.into(), ends: [0.1, 0.9], perspective: "public".to_owned(), wait: 3 }
    }
}
