//! What is wanted of which quantities: a plan of typed handles, made before anything is drawn.
//!
//! Every want gives a handle, by which a [`super::reader::Reader`] later finds the figure. What is wanted twice is
//! gathered once, whoever wants it.

use std::collections::HashMap;

use super::events::{Event, Sign};
use super::handles::{Found, Happens, Sums, Turns};
pub use super::handles::{
    Largest, Lowest, Made, Moments, Product, Quantiles, Quantity, Ranked, Share, Split, Spreads, Table,
    Turning,
};
use super::quantiles::{BRACKET_WIDTH, PILOT};
use super::quantity::{Recipe, untied};
use crate::model::Scaled;
use crate::model::column::{NodeId, Root, Value, Wanted};

/// Where a summed quantity comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Source {
    /// A column.
    Column(NodeId),
    /// Sums of groups of draws, as an asker has them.
    Grouped(u32, NodeId),
    /// A quantity that is made of several.
    Made(Made),
}

/// What is summed of which quantities. Sums of later powers include those of earlier ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Summed {
    /// Σd, Σd².
    Two(Source),
    /// Σd … Σd⁴.
    Four(Source),
    /// Σde.
    Product(Source, Source),
}

/// A sum, or several in a row, from `at` on, in a stage.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sum {
    pub summed: Summed,
    pub at: usize,
    pub stage: usize,
}

/// The sums of a split: of the expectation a (a number where it does not vary) and of the luck b: Σa … Σa⁴, Σb … Σb⁴,
/// Σab, Σa²b, Σab², Σa²b².
#[derive(Debug, Clone, Copy)]
pub(super) struct SplitSums {
    pub expected: Value,
    pub drawn: Value,
    pub at: usize,
    pub stage: usize,
}

/// A column whose quantiles are followed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Followed {
    pub source: Source,
    pub probabilities: &'static [f64],
    /// Whether the mean of the values below the first quantile is wanted.
    pub tail: bool,
    pub stage: usize,
}

/// A column of whole numbers that are counted.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Counted {
    pub column: NodeId,
    pub from: i64,
    pub to: i64,
    pub stage: usize,
}

/// How an event is seen.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Seen {
    Event(Event<Value>),
    Sign(Made, Sign),
}

/// A value that is shown draw by draw.
#[derive(Debug, Clone, PartialEq)]
pub struct Shown {
    /// Its name.
    pub name: String,
    /// The value.
    pub value: Scaled,
    /// The last year, where it is a year and later ones are none.
    pub last_year: Option<f64>,
}

/// What is told apart in batches of independent draws, so that errors are read off the spread between them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Batched {
    /// Nothing.
    #[default]
    Nothing,
    /// The sums that correlations are made of.
    Sums,
    /// What is counted and ranked too.
    Everything,
}

/// Everything that is wanted.
#[derive(Debug, Default)]
pub struct Plan {
    /// Who asks. How a mean is found depends on what the same asker wants besides, and on nobody else.
    pub(super) asker: u32,
    /// What is asked now is read in this stage.
    pub(super) stage: usize,
    pub(super) roots: Vec<Root>,
    pub(super) sums: Vec<Sum>,
    pub(super) splits: Vec<SplitSums>,
    /// How many sums there are.
    pub(super) width: usize,
    known: HashMap<Summed, usize>,
    pub(super) made: Vec<(Recipe<Value>, usize)>,
    pub(super) followed: Vec<Followed>,
    pub(super) tables: Vec<Counted>,
    pub(super) events: Vec<(Seen, usize)>,
    /// Followed columns of which there is a picture.
    pub(super) pictures: Vec<usize>,
    pub(super) turns: Vec<([Value; 2], usize, usize)>,
    /// Orders that spread over common cells, each with its value.
    pub(super) spreads: Vec<(Vec<(Quantiles, Value)>, usize)>,
    pub(super) largest: Vec<Made>,
    /// Columns whose first draws are kept.
    pub(super) leading: Vec<NodeId>,
    pub(super) shown: Vec<Shown>,
    pub(super) batched: Batched,
    /// The sums that are told apart in batches, where not all are.
    pub(super) correlated: Vec<usize>,
}

const SPLIT_WIDTH: usize = 12;

impl Plan {
    /// Whoever asks next is somebody else.
    pub fn next_asker(&mut self) {
        self.asker += 1;
    }

    /// What is asked next is read in a stage of its own, in which columns of earlier stages may be overwritten.
    pub fn next_stage(&mut self) {
        self.stage += 1;
    }

    /// Wants a correlation with its error ([`super::reader::Reader::correlation`]): its sums in batches.
    pub fn correlation(&mut self, a: Value, b: Value) -> (Moments, Moments, Product) {
        let found = (self.moments(a), self.moments(b), self.product(a, b));
        for moments in [found.0, found.1] {
            if let Sums::At { at, .. } = moments.0 {
                self.correlated.extend([at, at + 1]);
            }
        }
        self.correlated.extend(found.2.0);
        self.batched = self.batched.max(Batched::Sums);
        found
    }

    /// Wants everything in batches ([`super::reader::Reader::of_batch`]).
    pub fn batch_everything(&mut self) {
        self.batched = Batched::Everything;
    }

    fn root(&mut self, value: Value, wanted: Wanted) {
        let root = Root { value, wanted, asker: self.asker, stage: self.stage };
        self.roots.push(root);
    }

    fn column(&mut self, value: Value) -> Option<Source> {
        self.root(value, Wanted::Drawn);
        match value {
            Value::Const(_) => None,
            Value::Column(id) => Some(Source::Column(id)),
        }
    }

    fn source(&mut self, quantity: Quantity) -> Result<Source, f64> {
        match quantity {
            Quantity::Made(made) => Ok(Source::Made(made)),
            Quantity::Value(value) => self.column(value).ok_or(value.constant().unwrap_or_default()),
        }
    }

    fn sum(&mut self, summed: Summed, width: usize) -> usize {
        let (next, stage) = (self.width, self.stage);
        let at = *self.known.entry(summed).or_insert(next);
        if at == next {
            self.width += width;
            self.sums.push(Sum { summed, at, stage });
        }
        at
    }

    /// A quantity that is made of several values.
    pub fn make(&mut self, recipe: Recipe<Value>) -> Quantity {
        Quantity::Made(self.made_of(recipe))
    }

    fn made_of(&mut self, recipe: Recipe<Value>) -> Made {
        Made(self.made.iter().position(|(made, _)| *made == recipe).unwrap_or_else(|| {
            recipe.values().into_iter().for_each(|value| self.root(value, Wanted::Drawn));
            self.made.push((recipe, self.stage));
            self.made.len() - 1
        }))
    }

    /// The first of two amounts less the second, draw by draw and by the tie rule; certain where both are one value, or numbers.
    pub fn difference(&mut self, of: [Value; 2], tolerances: [Value; 2]) -> Quantity {
        if of[0] == of[1] {
            return Quantity::Value(Value::ZERO);
        }
        match (of.map(Value::constant), tolerances.map(Value::constant)) {
            ([Some(a), Some(b)], [Some(s), Some(t)]) => Quantity::Value(Value::Const(untied(a, b, s + t))),
            _ => self.make(Recipe::Difference { of, tolerances }),
        }
    }

    /// A quantity as one that is made, or the number that it is.
    fn made(&mut self, quantity: Quantity) -> Result<Made, f64> {
        match quantity {
            Quantity::Made(made) => Ok(made),
            Quantity::Value(Value::Const(c)) => Err(c),
            Quantity::Value(value) => {
                let (of, tolerances) = ([value, Value::ZERO], [Value::ZERO; 2]);
                Ok(self.made_of(Recipe::Difference { of, tolerances }))
            }
        }
    }

    /// The mean and variance of every draw.
    pub fn moments(&mut self, quantity: impl Into<Quantity>) -> Moments {
        let source = match self.source(quantity.into()) {
            Ok(source) => source,
            Err(constant) => return Moments(Sums::Constant(constant)),
        };
        let at = match self.known.get(&Summed::Four(source)) {
            Some(at) => *at,
            None => self.sum(Summed::Two(source), 2),
        };
        Moments(Sums::At { at, grouped: false })
    }

    /// The mean, variance and fourth moment of every draw.
    pub fn four_moments(&mut self, quantity: impl Into<Quantity>) -> Moments {
        match self.source(quantity.into()) {
            Ok(source) => Moments(Sums::At { at: self.sum(Summed::Four(source), 4), grouped: false }),
            Err(constant) => Moments(Sums::Constant(constant)),
        }
    }

    /// The mean of a value of which nothing else is wanted.
    pub fn mean(&mut self, value: Value) -> Moments {
        self.root(value, Wanted::Mean);
        match value {
            Value::Const(c) => Moments(Sums::Constant(c)),
            Value::Column(id) => {
                let at = self.sum(Summed::Two(Source::Grouped(self.asker, id)), 2);
                Moments(Sums::At { at, grouped: true })
            }
        }
    }

    /// Σ of the product of two values, of both of which every draw is wanted.
    pub fn product(&mut self, a: Value, b: Value) -> Product {
        let (a, b) = (self.column(a), self.column(b));
        self.product_of(a, b)
    }

    /// Σ of the product of two values, of both of which only means are wanted.
    pub fn product_of_means(&mut self, a: Value, b: Value) -> Product {
        let asker = self.asker;
        let [a, b] = [a, b].map(|value| match value {
            Value::Const(_) => None,
            Value::Column(id) => {
                self.root(value, Wanted::Mean);
                Some(Source::Grouped(asker, id))
            }
        });
        self.product_of(a, b)
    }

    fn product_of(&mut self, a: Option<Source>, b: Option<Source>) -> Product {
        let (Some(a), Some(b)) = (a, b) else { return Product(None) };
        if let Some(at) = self.known.get(&Summed::Product(b, a)) {
            return Product(Some(*at));
        }
        Product(Some(self.sum(Summed::Product(a, b), 1)))
    }

    /// The split of a drawn amount into its expectation and luck.
    pub fn split(&mut self, expected: Value, drawn: Value) -> Split {
        let key = (expected, drawn);
        let known = self.splits.iter().position(|s| (s.expected, s.drawn) == key);
        let index = known.unwrap_or_else(|| {
            let at = self.width;
            self.width += SPLIT_WIDTH;
            let (expected_column, drawn_column) = (self.column(expected), self.column(drawn));
            if let (Some(expected), Some(_)) = (expected_column, drawn_column) {
                // Its first sums are the powers of the expectation.
                self.known.entry(Summed::Four(expected)).or_insert(at);
            }
            self.splits.push(SplitSums { expected, drawn, at, stage: self.stage });
            self.splits.len() - 1
        });
        Split { at: self.splits[index].at, extremes: index }
    }

    /// Quantiles at rising probabilities.
    pub fn quantiles(&mut self, quantity: impl Into<Quantity>, probabilities: &'static [f64]) -> Quantiles {
        self.follow(quantity.into(), probabilities, false)
    }

    /// Quantiles at rising probabilities, and the mean of what lies below the first.
    pub fn lowest(&mut self, quantity: impl Into<Quantity>, probabilities: &'static [f64]) -> Lowest {
        Lowest(self.follow(quantity.into(), probabilities, true))
    }

    fn follow(&mut self, quantity: Quantity, probabilities: &'static [f64], tail: bool) -> Quantiles {
        let source = match self.source(quantity) {
            Ok(source) => source,
            Err(constant) => return Quantiles(Found::Constant(constant)),
        };
        let same = |f: &Followed| (f.source, f.probabilities, f.tail) == (source, probabilities, tail);
        Quantiles(Found::At(self.followed.iter().position(same).unwrap_or_else(|| {
            self.followed.push(Followed { source, probabilities, tail, stage: self.stage });
            self.followed.len() - 1
        })))
    }

    /// Bytes that the kept draws of all followed quantiles take together, at most. The first draws are all kept, twice while they
    /// are sorted; later on those within the brackets, whose number grows as the root of the draws.
    pub fn bytes(&self, draws: u64) -> u64 {
        let first = if draws < PILOT { draws } else { PILOT };
        let followed = |f: &Followed| {
            let spread: f64 = f.probabilities.iter().map(|p| (p * (1.0 - p)).sqrt()).sum();
            // Between two narrowings the draws double, and the brackets with them.
            let bracketed = 2.0 * BRACKET_WIDTH * spread * (2.0 * draws as f64).sqrt();
            2 * first + bracketed as u64
        };
        self.followed.iter().map(followed).sum::<u64>() * size_of::<f64>() as u64
    }

    /// How often a value is each of the whole numbers that it can be.
    pub fn table(&mut self, value: Value, from: i64, to: i64) -> Table {
        let column = match self.column(value) {
            Some(Source::Column(column)) => column,
            _ => return Table(Found::Constant(value.constant().unwrap_or_default())),
        };
        let same = |t: &Counted| (t.column, t.from, t.to) == (column, from, to);
        Table(Found::At(self.tables.iter().position(same).unwrap_or_else(|| {
            self.tables.push(Counted { column, from, to, stage: self.stage });
            self.tables.len() - 1
        })))
    }

    /// In how many draws an event happens.
    pub fn share(&mut self, event: Event<Value>) -> Share {
        event.values().into_iter().for_each(|value| self.root(value, Wanted::Drawn));
        self.seen(Seen::Event(event))
    }

    /// In how many draws a quantity has a sign.
    pub fn share_of_sign(&mut self, quantity: Quantity, sign: Sign) -> Share {
        match self.made(quantity) {
            Ok(made) => self.seen(Seen::Sign(made, sign)),
            Err(constant) => Share(Happens::Surely(sign.is_of(constant))),
        }
    }

    /// In which draws a year comes to lie within its horizon from one reading to another, and in which it ceases to.
    pub fn turned(&mut self, [before, after]: [(Value, f64); 2]) -> [Share; 2] {
        let is_within = |(year, horizon): (Value, f64)| year.constant().map(|year| year <= horizon);
        match [before, after].map(is_within) {
            _ if before == after => [Share(Happens::Surely(false)); 2],
            [Some(was), Some(is)] => [is && !was, was && !is].map(|turns| Share(Happens::Surely(turns))),
            _ => [(after, before), (before, after)].map(|(on, off)| self.share(Event::FirstOnly(on, off))),
        }
    }

    fn seen(&mut self, seen: Seen) -> Share {
        let known = self.events.iter().position(|(known, _)| *known == seen);
        Share(Happens::Counted(known.unwrap_or_else(|| {
            self.events.push((seen, self.stage));
            self.events.len() - 1
        })))
    }

    /// A picture of a column whose quantiles are wanted: counts in bins of equal width.
    pub fn picture(&mut self, of: impl Into<Ranked>) {
        if let Ranked::Quantiles(Quantiles(Found::At(index))) = of.into()
            && !self.pictures.contains(&index)
        {
            self.pictures.push(index);
        }
    }

    /// In which of `years` draws turn from the first break-even year to the second.
    pub fn turning(&mut self, of: [Value; 2], years: usize) -> Turning {
        let surely = |from, to| Turning(Turns::Surely { from, to, years });
        match of {
            [before, after] if before == after => surely(0.0, 0.0),
            [Value::Const(before), Value::Const(after)] => surely(before, after),
            _ => {
                of.into_iter().for_each(|value| self.root(value, Wanted::Drawn));
                self.turns.push((of, years, self.stage));
                Turning(Turns::Counted(self.turns.len() - 1))
            }
        }
    }

    /// How several values spread over common cells; their quantiles are wanted too.
    pub fn spreads(&mut self, of: Vec<(Quantiles, Value)>) -> Spreads {
        of.iter().for_each(|(_, value)| self.root(*value, Wanted::Drawn));
        self.spreads.push((of, self.stage));
        Spreads(self.spreads.len() - 1)
    }

    /// The largest draw of a quantity, or 0 where that is larger.
    pub fn largest(&mut self, quantity: Quantity) -> Largest {
        Largest(match self.made(quantity) {
            Ok(made) => {
                self.largest.push(made);
                Found::At(self.largest.len() - 1)
            }
            Err(constant) => Found::Constant(if constant > 0.0 { constant } else { 0.0 }),
        })
    }

    /// How many values are shown.
    pub fn shown(&self) -> usize {
        self.shown.len()
    }

    /// A value to be shown draw by draw, which no figure depends on. Gives its place among those that are.
    pub fn show(&mut self, shown: Shown) -> usize {
        self.root(shown.value.base, Wanted::Shown);
        self.shown.push(shown);
        self.shown.len() - 1
    }
}
