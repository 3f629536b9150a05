//! Rising values, with how often each came.

use serde::{Deserialize, Serialize};

/// A value, and how often it came.
pub type Run = (f64, u64);

/// Rising values, no two of them equal, with how often each came. Where none came twice, which is usual, the values
/// are all there is.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(from = "Vec<(u64, u64)>", into = "Vec<(u64, u64)>")]
pub struct Runs {
    values: Vec<f64>,
    /// Empty where every value came once.
    counts: Vec<u64>,
}

impl Runs {
    /// Takes rising values; equal ones become one.
    pub fn of(values: Vec<f64>) -> Runs {
        if values.windows(2).all(|pair| pair[0] != pair[1]) {
            return Runs { values, counts: Vec::new() };
        }
        let mut runs = Runs::default();
        values.into_iter().for_each(|value| runs.put((value, 1)));
        runs
    }

    /// No values yet, with room for some.
    fn with_room(values: usize) -> Runs {
        // What is not used of it is never touched.
        Runs { values: Vec::with_capacity(values), counts: Vec::new() }
    }

    /// Adds a value that is not below any other.
    #[inline]
    pub fn put(&mut self, (value, count): Run) {
        if let Some(last) = self.values.last()
            && *last == value
        {
            self.number();
            if let Some(n) = self.counts.last_mut() {
                *n = n.saturating_add(count);
            }
            return;
        }
        if count != 1 {
            self.number();
        }
        if count != 1 || !self.counts.is_empty() {
            self.counts.push(count);
        }
        self.values.push(value);
    }

    /// Writes down how often each value came.
    fn number(&mut self) {
        if self.counts.is_empty() {
            self.counts.reserve(self.values.capacity());
            self.counts.resize(self.values.len(), 1);
        }
    }

    /// How many different values there are.
    pub fn len(&self) -> usize {
        self.values.len()
    }

    /// How many values there are, equal ones too.
    pub fn total(&self) -> u64 {
        if self.counts.is_empty() { self.len() as u64 } else { self.counts.iter().sum() }
    }

    /// The value at a place among the different ones.
    pub fn get(&self, place: usize) -> Option<Run> {
        let count = self.counts.get(place).copied().unwrap_or(1);
        self.values.get(place).map(|value| (*value, count))
    }

    /// Values with their counts, rising.
    pub fn iter(&self) -> impl Iterator<Item = Run> + '_ {
        let count = |place: usize| self.counts.get(place).copied().unwrap_or(1);
        self.values.iter().enumerate().map(move |(place, value)| (*value, count(place)))
    }

    /// The value of a rank, from 0.
    pub fn at_rank(&self, rank: u64) -> Option<f64> {
        if self.counts.is_empty() {
            return self.values.get(rank as usize).copied();
        }
        let mut before = 0;
        let place = self.counts.iter().position(|count| {
            before += count;
            rank < before
        })?;
        Some(self.values[place])
    }

    /// How many values are at most `value`.
    pub fn at_most(&self, value: f64) -> u64 {
        let places = self.values.partition_point(|own| *own <= value);
        if self.counts.is_empty() { places as u64 } else { self.counts[..places].iter().sum() }
    }

    /// How many values lie below `low`, and those from `low` to `high`.
    pub fn cut(&self, low: f64, high: f64) -> (u64, Runs) {
        let from = self.values.partition_point(|value| *value < low);
        let to = self.values.partition_point(|value| *value <= high);
        let values = self.values[from..to].to_vec();
        if self.counts.is_empty() {
            return (from as u64, Runs { values, counts: Vec::new() });
        }
        let below = self.counts[..from].iter().fold(0, |sum: u64, count| sum.saturating_add(*count));
        let counts = &self.counts[from..to];
        let is_plain = counts.iter().all(|count| *count == 1);
        (below, Runs { values, counts: if is_plain { Vec::new() } else { counts.to_vec() } })
    }

    /// The values of both.
    pub fn merge(&self, other: &Runs) -> Runs {
        let mut merged = Runs::with_room(self.len() + other.len());
        let mut mine = self.iter().peekable();
        for run in other.iter() {
            while let Some(known) = mine.next_if(|known| known.0 <= run.0) {
                merged.put(known);
            }
            merged.put(run);
        }
        mine.for_each(|run| merged.put(run));
        if merged.values.len() < merged.values.capacity() / 2 {
            merged.values.shrink_to_fit();
            merged.counts.shrink_to_fit();
        }
        merged
    }
}

/// As they are written to files: the bits of each value, and its count.
impl From<Runs> for Vec<(u64, u64)> {
    fn from(runs: Runs) -> Vec<(u64, u64)> {
        runs.iter().map(|(value, count)| (value.to_bits(), count)).collect()
    }
}

impl From<Vec<(u64, u64)>> for Runs {
    fn from(all: Vec<(u64, u64)>) -> Runs {
        let mut runs = Runs::with_room(all.len());
        all.into_iter().for_each(|(bits, count)| runs.put((f64::from_bits(bits), count)));
        runs
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    /// Some whole numbers of which few, some or none are equal, as a tally of them has them.
    fn numbers(from: u64, count: u64, kinds: u64) -> (Runs, BTreeMap<i64, u64>) {
        let mut values: Vec<i64> = (from..from + count)
            .map(|i| (i.wrapping_mul(0x9E37_79B9_7F4A_7C15) % kinds) as i64 - 50)
            .collect();
        let mut tally = BTreeMap::new();
        values.iter().for_each(|value| *tally.entry(*value).or_insert(0) += 1);
        values.sort_unstable();
        (Runs::of(values.into_iter().map(|value| value as f64).collect()), tally)
    }

    #[test]
    fn runs_are_what_a_tally_holds() {
        for kinds in [1, 7, 1_000, 1 << 40] {
            for (left, right) in [(0, 0), (0, 5), (200, 0), (100, 300), (1, 1)] {
                let ((a, mut tally), (b, more)) = (numbers(0, left, kinds), numbers(left, right, kinds));
                more.into_iter().for_each(|(value, count)| *tally.entry(value).or_insert(0) += count);
                let both = a.merge(&b);
                let listed: Vec<Run> = tally.iter().map(|(value, count)| (*value as f64, *count)).collect();
                assert_eq!(both.iter().collect::<Vec<_>>(), listed);
                assert_eq!((both.len(), both.total()), (listed.len(), left + right));
                let all: Vec<f64> =
                    listed.iter().flat_map(|(value, count)| (0..*count).map(|_| *value)).collect();
                for rank in 0..=all.len() {
                    assert_eq!(both.at_rank(rank as u64), all.get(rank).copied());
                }
                for place in 0..=listed.len() {
                    assert_eq!(both.get(place), listed.get(place).copied());
                }
                for (low, high) in [(-50.0, -50.0), (-49.0, -45.0), (3.5, 400.0), (f64::NEG_INFINITY, 1e300)]
                {
                    let (below, part) = both.cut(low, high);
                    assert_eq!(below, all.iter().filter(|value| **value < low).count() as u64);
                    assert_eq!(part.total(), all.iter().filter(|v| **v >= low && **v <= high).count() as u64);
                    assert!(part.iter().all(|run| listed.contains(&run)));
                    assert_eq!(Runs::from(Vec::from(part.clone())), part);
                }
                let written: Vec<(u64, u64)> = both.clone().into();
                assert_eq!(Runs::from(written), both);
            }
        }
    }
}
