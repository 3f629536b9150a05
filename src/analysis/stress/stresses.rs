//! What a stress test is asked for.

use std::collections::BTreeSet;

use crate::scenario::Loaded;

/// A part of a stress test.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// Each doubtful input by itself.
    Tornado,
    /// All of them at once.
    Together,
    /// The variants of its file.
    Variants,
    /// Where the losses are.
    Discovery,
    /// What it costs to begin later.
    Waiting,
}

impl Part {
    /// All of them, in the order of the report.
    pub const ALL: [Part; 5] =
        [Part::Tornado, Part::Together, Part::Variants, Part::Discovery, Part::Waiting];

    /// What it is called.
    pub fn name(self) -> &'static str {
        match self {
            Part::Tornado => "tornado",
            Part::Together => "together",
            Part::Variants => "variants",
            Part::Discovery => "discovery",
            Part::Waiting => "waiting",
        }
    }
}

/// What to put under stress.
#[derive(Debug, Clone)]
pub struct Stresses {
    /// Which parts are wanted.
    pub parts: BTreeSet<Part>,
    /// Probabilities of the two ends that each input is set to, the first below ½ and the second above.
    pub ends: [f64; 2],
    /// The perspective in question: rows are in its order.
    pub perspective: String,
    /// Up to how many years later the programme begins.
    pub wait: usize,
    /// Variants of the scenario's file, by name.
    pub variants: Vec<Alternative>,
}

/// A variant of a scenario.
#[derive(Debug, Clone)]
pub struct Alternative {
    /// Its name.
    pub name: String,
    /// The scenario, or what is wrong with it.
    pub loaded: Result<Loaded, String>,
}

impl Default for Stresses {
    fn default() -> Stresses {
        Stresses {
            parts: Part::ALL.into(),
            ends: [0.1, 0.9],
            perspective: "public".to_owned(),
            wait: 3,
            variants: Vec::new(),
        }
    }
}
