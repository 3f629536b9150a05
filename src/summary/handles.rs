//! Handles: what stands for a figure between a plan that wants it and a reader that gives it.

use crate::model::column::Value;

/// A quantity: a value of a reading, or made of several.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Quantity {
    /// A value.
    Value(Value),
    /// Made of several, while blocks go by.
    Made(Made),
}

impl From<Value> for Quantity {
    fn from(value: Value) -> Quantity {
        Quantity::Value(value)
    }
}

/// Handle of a quantity that is made of several.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Made(pub(super) usize);

/// Handle of sums of powers: a mean, and what else follows from them.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Moments(pub(super) Sums);

/// Where sums of powers are.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Sums {
    /// The quantity does not vary.
    Constant(f64),
    /// From `at` on; of every draw, or of groups of draws.
    At { at: usize, grouped: bool },
}

/// Handle of Σ of a product of two quantities' deviations; `None` where either does not vary.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Product(pub(super) Option<usize>);

/// Handle of the split of a drawn amount into its expectation and the luck around it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Split {
    pub(super) at: usize,
    pub(super) extremes: usize,
}

/// Where what was gathered of a quantity is, in a list of the plan; or what the quantity is, where it does not vary.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Found {
    Constant(f64),
    At(usize),
}

/// Handle of a quantity's quantiles; an index is one into `Plan::followed`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Quantiles(pub(super) Found);

/// Handle of a quantity's quantiles, and of the mean of its lowest draws.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Lowest(pub(super) Quantiles);

impl Lowest {
    /// The quantiles alone.
    pub fn quantiles(self) -> Quantiles {
        self.0
    }
}

/// Handle of how often a value was each whole number; an index is one into `Plan::tables`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Table(pub(super) Found);

/// Handle of a quantity's order, however it is known.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Ranked {
    /// By its quantiles.
    Quantiles(Quantiles),
    /// By how often it was each whole number.
    Table(Table),
}

impl From<Quantiles> for Ranked {
    fn from(quantiles: Quantiles) -> Ranked {
        Ranked::Quantiles(quantiles)
    }
}

impl From<Lowest> for Ranked {
    fn from(lowest: Lowest) -> Ranked {
        Ranked::Quantiles(lowest.0)
    }
}

impl From<Table> for Ranked {
    fn from(table: Table) -> Ranked {
        Ranked::Table(table)
    }
}

/// Handle of an event's share of the draws.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Share(pub(super) Happens);

/// In which draws an event happens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Happens {
    /// In all or in none, which is certain.
    Surely(bool),
    /// In those that are counted: index into `Plan::events`.
    Counted(usize),
}

/// Handle of the years in which draws turn.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Turning(pub(super) Turns);

/// Where the years in which draws turn are.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Turns {
    /// Every draw goes from one year to another, over so many years.
    Surely { from: f64, to: f64, years: usize },
    /// Index into `Plan::turns`.
    Counted(usize),
}

/// Handle of how several columns spread over common cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spreads(pub(super) usize);

/// Handle of the largest draw of a quantity; an index is one into `Plan::largest`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Largest(pub(super) Found);
