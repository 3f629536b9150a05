//! A closed interval of values that are kept, group by group.

use serde::{Deserialize, Serialize};

use crate::summary::bits;
use crate::summary::replicates::Each;

/// Loose values are worth sorting and counting together when they are this many.
const LOOSE: usize = 1 << 16;

/// A value, and how often it came.
pub type Run = (f64, u64);

/// What is kept of one group of draws.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Group {
    /// Values below the bracket.
    pub below: u64,
    /// Kept values, sorted, with how often each came.
    #[serde(with = "bits::runs")]
    pub runs: Vec<Run>,
    /// Places of kept values that are not sorted yet: whole numbers are sorted twice as fast.
    #[serde(skip)]
    loose: Vec<i64>,
}

/// The place of a number in the order of all: rises with it, and gives it back.
#[inline(always)]
fn place(value: f64) -> i64 {
    // −0 and 0 are one value: which came first must not show.
    let bits = (value + 0.0).to_bits() as i64;
    // Negative numbers rise as their bits fall.
    bits ^ ((bits >> 63) as u64 >> 1) as i64
}

/// The number at a place.
fn at_place(place: i64) -> f64 {
    f64::from_bits((place ^ ((place >> 63) as u64 >> 1) as i64) as u64)
}

impl Group {
    fn settle(&mut self) {
        if self.loose.is_empty() {
            return;
        }
        self.loose.sort_unstable();
        let loose = self.loose.iter().map(|&place| (at_place(place), 1));
        self.runs = merge(std::mem::take(&mut self.runs).into_iter(), loose);
        self.loose.clear();
    }

    /// Makes room for values to come.
    pub fn expect(&mut self, values: usize) {
        self.loose.reserve_exact(values);
    }

    /// Takes in values that lie inside the bracket.
    pub fn keep(&mut self, values: &[f64]) {
        self.loose.extend(values.iter().map(|value| place(*value)));
    }

    /// Sorts and counts loose values where they are many.
    pub fn tidy(&mut self) {
        if self.loose.len() >= LOOSE {
            self.settle();
        }
    }
}

/// Merges two sorted lists of runs.
fn merge(a: impl Iterator<Item = Run>, b: impl Iterator<Item = Run>) -> Vec<Run> {
    // What is not used of it is never touched.
    let mut merged: Vec<Run> = Vec::with_capacity(a.size_hint().0 + b.size_hint().0);
    let mut put = |(value, count): Run| match merged.last_mut() {
        Some((last, n)) if *last == value => *n = n.saturating_add(count),
        _ => merged.push((value, count)),
    };
    let mut a = a.peekable();
    for run in b {
        while let Some(known) = a.next_if(|known| known.0 <= run.0) {
            put(known);
        }
        put(run);
    }
    a.for_each(put);
    if merged.len() < merged.capacity() / 2 {
        merged.shrink_to_fit();
    }
    merged
}

/// A closed interval of values that are kept.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Bracket {
    /// Its lower end, −∞ where everything is kept.
    #[serde(with = "bits")]
    pub low: f64,
    /// Its upper end.
    #[serde(with = "bits")]
    pub high: f64,
    /// By group.
    pub groups: Vec<Group>,
    /// All groups' runs together, where there are several.
    #[serde(skip)]
    pooled: Vec<Run>,
    /// Whether no kept value came twice: then a rank is a place. Known once all is sorted.
    #[serde(skip)]
    distinct: bool,
}

impl Bracket {
    /// An empty bracket.
    pub fn new(low: f64, high: f64, groups: usize) -> Bracket {
        Bracket { low, high, groups: vec![Group::default(); groups], pooled: Vec::new(), distinct: false }
    }

    /// Whether it keeps every value.
    #[inline(always)]
    pub fn is_open(&self) -> bool {
        self.low == f64::NEG_INFINITY && self.high == f64::INFINITY
    }

    /// Sorts what is kept.
    pub fn settle(&mut self) {
        self.groups.iter_mut().for_each(Group::settle);
        if self.groups.len() > 1 {
            let none: Vec<Run> = Vec::new();
            self.pooled = (self.groups.iter())
                .fold(none, |all, group| merge(all.into_iter(), group.runs.iter().copied()));
        }
        self.distinct = self.kept() == self.runs().len() as u64;
    }

    /// Kept values of all groups, rising.
    pub fn runs(&self) -> &[Run] {
        match &self.groups[..] {
            [only] => &only.runs,
            _ => &self.pooled,
        }
    }

    /// Values of all groups below the bracket.
    pub fn below(&self) -> u64 {
        self.groups.iter().map(|group| group.below).sum()
    }

    /// How many values of all groups are kept.
    pub fn kept(&self) -> u64 {
        self.runs().iter().map(|(_, count)| count).sum()
    }

    /// The value of a rank (from 0 over all draws), if it is kept.
    pub fn at_rank(&self, rank: u64) -> Option<f64> {
        let mut before = self.below();
        if rank < before {
            return None;
        }
        if self.distinct {
            return self.runs().get((rank - before) as usize).map(|(value, _)| *value);
        }
        for &(value, count) in self.runs() {
            before += count;
            if rank < before {
                return Some(value);
            }
        }
        None
    }

    /// The part of this bracket from `low` to `high`, both inside it: with its values, those left of it counted.
    pub fn part(&self, low: f64, high: f64) -> Bracket {
        let mut part = Bracket::new(low, high, self.groups.len());
        for (part, group) in part.groups.iter_mut().zip(&self.groups) {
            let from = group.runs.partition_point(|(value, _)| *value < low);
            let to = group.runs.partition_point(|(value, _)| *value <= high);
            part.below =
                group.runs[..from].iter().fold(group.below, |sum, (_, count)| sum.saturating_add(*count));
            part.runs = group.runs[from..to].to_vec();
        }
        part.settle();
        part
    }

    /// Adds the values of a bracket with the same ends.
    pub fn join(&mut self, other: Bracket) {
        for (group, other) in self.groups.iter_mut().zip(other.groups) {
            group.below = group.below.saturating_add(other.below);
            group.runs = merge(std::mem::take(&mut group.runs).into_iter(), other.runs.into_iter());
        }
        self.settle();
    }

    /// Values of each replicate below the bracket.
    pub fn below_each(&self) -> Each {
        std::array::from_fn(|g| self.groups[g].below as f64)
    }

    /// How many values of each replicate are at most each kept value, rising.
    pub fn cumulative(&self) -> impl Iterator<Item = (f64, Each)> + '_ {
        let mut counts = self.below_each();
        let mut next = [0; crate::sampling::REPLICATES];
        self.runs().iter().map(move |&(value, _)| {
            for (g, group) in self.groups.iter().enumerate() {
                if let Some(&(own, count)) = group.runs.get(next[g])
                    && own == value
                {
                    counts[g] += count as f64;
                    next[g] += 1;
                }
            }
            (value, counts)
        })
    }
}
