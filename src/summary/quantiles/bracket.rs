//! A closed interval of values that are kept, group by group.

use serde::{Deserialize, Serialize};

use super::runs::Runs;
use super::sort::sorted;
use crate::summary::batches::Each;
use crate::summary::bits;

/// Loose values are worth sorting and counting together when they are this many.
const LOOSE: usize = 1 << 16;

/// What is kept of one group of draws.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Group {
    /// Values below the bracket.
    pub below: u64,
    /// Kept values, sorted.
    pub runs: Runs,
    /// Kept values that are not sorted yet, in some lists.
    #[serde(skip)]
    loose: Vec<Vec<f64>>,
    /// How many these are.
    #[serde(skip)]
    loose_count: usize,
}

impl Group {
    fn settle(&mut self) {
        if std::mem::take(&mut self.loose_count) == 0 {
            return;
        }
        let loose = Runs::of(sorted(std::mem::take(&mut self.loose)));
        self.runs = if self.runs.len() == 0 { loose } else { self.runs.merge(&loose) };
    }

    /// Takes in values that lie inside the bracket.
    pub fn keep(&mut self, values: Vec<f64>) {
        self.loose_count += values.len();
        match self.loose.last_mut() {
            // Many short lists would each take memory.
            Some(last) if last.capacity() - last.len() >= values.len() => last.extend(values),
            _ => self.loose.push(values),
        }
    }

    /// Takes in the only value of a bracket, which came so often.
    pub fn count(&mut self, value: f64, times: u64) {
        if times > 0 {
            self.runs.put((value, times));
        }
    }

    /// Sorts and counts loose values where they are many.
    pub fn tidy(&mut self) {
        if self.loose_count >= LOOSE {
            self.settle();
        }
    }
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
    pooled: Runs,
}

impl Bracket {
    /// An empty bracket.
    pub fn new(low: f64, high: f64, groups: usize) -> Bracket {
        Bracket { low, high, groups: vec![Group::default(); groups], pooled: Runs::default() }
    }

    /// Whether it keeps every value.
    #[inline(always)]
    pub fn is_open(&self) -> bool {
        self.low == f64::NEG_INFINITY && self.high == f64::INFINITY
    }

    /// Whether it holds one value.
    #[inline(always)]
    pub fn is_point(&self) -> bool {
        self.low == self.high
    }

    /// Sorts what is kept.
    pub fn settle(&mut self) {
        self.groups.iter_mut().for_each(Group::settle);
        if self.groups.len() > 1 {
            self.pooled = self.groups.iter().fold(Runs::default(), |all, group| all.merge(&group.runs));
        }
    }

    /// Kept values of all groups, rising.
    pub fn runs(&self) -> &Runs {
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
        self.runs().total()
    }

    /// The value of a rank (from 0 over all draws), if it is kept.
    pub fn at_rank(&self, rank: u64) -> Option<f64> {
        self.runs().at_rank(rank.checked_sub(self.below())?)
    }

    /// The part of this bracket from `low` to `high`, both inside it: with its values, those left of it counted.
    pub fn part(&self, low: f64, high: f64) -> Bracket {
        let mut part = Bracket::new(low, high, self.groups.len());
        for (part, group) in part.groups.iter_mut().zip(&self.groups) {
            let (below, runs) = group.runs.cut(low, high);
            part.below = group.below.saturating_add(below);
            part.runs = runs;
        }
        part.settle();
        part
    }

    /// Adds the values of a bracket with the same ends.
    pub fn join(&mut self, other: Bracket) {
        for (group, other) in self.groups.iter_mut().zip(other.groups) {
            group.below = group.below.saturating_add(other.below);
            group.runs = group.runs.merge(&other.runs);
        }
        self.settle();
    }

    /// Values of each replicate below the bracket.
    pub fn below_each(&self) -> Each {
        std::array::from_fn(|g| self.groups[g].below as f64)
    }

    /// How many values of each group are at most `value`, which the bracket holds.
    pub fn at_most_each(&self, value: f64) -> Each {
        std::array::from_fn(|g| (self.groups[g].below + self.groups[g].runs.at_most(value)) as f64)
    }

    /// How many values of each replicate are at most each kept value, rising.
    pub fn cumulative(&self) -> impl Iterator<Item = (f64, Each)> + '_ {
        let mut counts = self.below_each();
        let mut next = [0; crate::sampling::REPLICATES];
        self.runs().iter().map(move |(value, _)| {
            for (g, group) in self.groups.iter().enumerate() {
                if let Some((own, count)) = group.runs.get(next[g])
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
