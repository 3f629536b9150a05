//! What is kept of a column, and how what was kept of other draws of it is added.

use serde::{Deserialize, Serialize};

use super::bracket::Bracket;
use super::missed::Missed;
use super::tail::Tail;

/// What is kept of a column.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Kept {
    /// Draws seen.
    pub(super) total: u64,
    /// Rising and apart from each other.
    pub(super) brackets: Vec<Bracket>,
    /// Values below the lowest bracket, where their mean is wanted.
    pub(super) tail: Option<Tail>,
}

impl Kept {
    /// Sorts it.
    pub(super) fn settle(&mut self) {
        self.brackets.iter_mut().for_each(Bracket::settle);
    }

    /// What is kept, rising, with how often each value came.
    pub fn runs(&self) -> impl Iterator<Item = (f64, u64)> + '_ {
        self.brackets.iter().flat_map(|bracket| bracket.runs().iter())
    }

    /// The values from `low` to `high`, both inside one bracket, those left of them counted.
    pub(super) fn cut(&self, low: f64, high: f64) -> Option<Bracket> {
        let old = self.brackets.iter().find(|old| old.low <= low && high <= old.high)?;
        Some(old.part(low, high))
    }

    /// Adds what was kept of other draws of the same column. Their brackets may be others: only what both keep
    /// stays.
    ///
    /// # Errors
    /// [`Missed`] where the lowest brackets are so unlike that the tail is lost.
    pub(super) fn join(self, other: Kept) -> Result<Kept, Missed> {
        let mut brackets: Vec<Bracket> = Vec::new();
        for mine in &self.brackets {
            for theirs in &other.brackets {
                let low = if mine.low > theirs.low { mine.low } else { theirs.low };
                let high = if mine.high < theirs.high { mine.high } else { theirs.high };
                if low <= high {
                    let mut both = mine.part(low, high);
                    both.join(theirs.part(low, high));
                    brackets.push(both);
                }
            }
        }
        let first = brackets.first().ok_or(Missed)?.low;
        let tail = match (self.tail, other.tail) {
            (Some(mut mine), Some(mut theirs)) => {
                if first > self.brackets[0].high || first > other.brackets[0].high {
                    return Err(Missed);
                }
                // A scale that is not set yet: everything is kept.
                mine.measure = if mine.measure.scale == 0.0 { theirs.measure } else { mine.measure };
                theirs.measure = mine.measure;
                mine.drop_below(first, &self.brackets);
                theirs.drop_below(first, &other.brackets);
                for (sum, more) in mine.sums.iter_mut().zip(&theirs.sums) {
                    sum.join(more);
                }
                Some(mine)
            }
            (tail, _) => tail,
        };
        Ok(Kept { total: self.total + other.total, brackets, tail })
    }
}
