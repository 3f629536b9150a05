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
    /// Where each input turns the answer.
    Switching,
    /// Two inputs at several values each, where the call names them.
    Grid,
    /// The variants of its file.
    Variants,
    /// Where the losses are.
    Discovery,
    /// What it costs to begin later.
    Waiting,
    /// Who should pay whom how much.
    Payers,
    /// What a success would have to be worth.
    Worth,
}

impl Part {
    /// All of them, in the order of the report.
    pub const ALL: [Part; 9] = [
        Part::Tornado,
        Part::Together,
        Part::Switching,
        Part::Grid,
        Part::Variants,
        Part::Discovery,
        Part::Waiting,
        Part::Payers,
        Part::Worth,
    ];

    /// What it is called.
    pub fn name(self) -> &'static str {
        match self {
            Part::Tornado => "tornado",
            Part::Together => "together",
            Part::Switching => "switching",
            Part::Grid => "grid",
            Part::Variants => "variants",
            Part::Discovery => "discovery",
            Part::Waiting => "waiting",
            Part::Payers => "payers",
            Part::Worth => "worth",
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
    /// The probability of break-even that is aimed at, in (0, 1).
    pub target: f64,
    /// The payer that pays others; where none is named, the public one that is likeliest to break even.
    pub funder: Option<String>,
    /// Up to which worth of a success the acceptability curve goes; as far as it is of interest where that is not said.
    pub worth_to: Option<f64>,
    /// Variants of the scenario's file, by name.
    pub variants: Vec<Alternative>,
    /// Inputs of which switching values are wanted besides those that are searched anyway, or between other values.
    pub inputs: Vec<NamedInput>,
    /// Numbers of the file of which switching values are wanted besides those that are searched anyway, or between other values.
    pub numbers: Vec<NamedNumber>,
    /// Two assumptions that are set to several values each, the first by row and the second by column.
    pub grid: Option<[Axis; 2]>,
}

/// What can be put at a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Assumption {
    /// An input, by name.
    Input(String),
    /// Another number of the file, by its key path, as `discount.rate`: any that an override can state.
    Number(String),
}

impl Assumption {
    /// The input's name or the number's path.
    pub fn name(&self) -> &str {
        match self {
            Assumption::Input(name) | Assumption::Number(name) => name,
        }
    }

    /// The input of this name, if there is one.
    pub fn input(&self) -> Option<&str> {
        match self {
            Assumption::Input(name) => Some(name),
            Assumption::Number(_) => None,
        }
    }

    /// The path of this number, if it is one.
    pub fn number(&self) -> Option<&str> {
        match self {
            Assumption::Input(_) => None,
            Assumption::Number(path) => Some(path),
        }
    }
}

/// An assumption at several values.
#[derive(Debug, Clone, PartialEq)]
pub struct Axis {
    /// The assumption.
    pub of: Assumption,
    /// The values; of an input its quantiles at 0.1, 0.25, 0.5, 0.75 and 0.9 where none are said.
    pub at: Option<Vec<f64>>,
}

/// An input that is named to be searched.
#[derive(Debug, Clone, PartialEq)]
pub struct NamedInput {
    /// Its name.
    pub name: String,
    /// Between which values, the first below the second; the usual ones where none are said.
    pub range: Option<[f64; 2]>,
}

/// A number of the file that is named to be searched.
#[derive(Debug, Clone, PartialEq)]
pub struct NamedNumber {
    /// Its key path.
    pub path: String,
    /// Between which values, the first below the second; one that counts something takes the whole ones.
    pub range: [f64; 2],
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
            target: 0.8,
            funder: None,
            worth_to: None,
            variants: Vec::new(),
            inputs: Vec::new(),
            numbers: Vec::new(),
            grid: None,
        }
    }
}
