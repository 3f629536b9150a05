//! What the draws of a piece gave, as it is written, and how pieces are put together.

use serde::{Deserialize, Serialize};

use super::bits;
use super::extremes::Extremes;
use super::quantiles::{Kept, Missed};
use super::results::Histogram;
use super::tally::Tally;
use super::tower::Tower;
use crate::engine::Noticed;

/// What the draws of a shard gave.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Pieces {
    sums: Tower,
    kept: Vec<Kept>,
    tables: Vec<Vec<u64>>,
    events: Vec<Vec<u64>>,
    extremes: Vec<Extremes>,
    /// The largest draws by their bits.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    largest: Vec<u64>,
    pictures: Vec<Option<Bins>>,
    clamped: Vec<u64>,
    pub draws: u64,
}

/// A histogram whose bins are told by their bits: pieces have the very same.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Bins {
    #[serde(with = "bits")]
    from: f64,
    #[serde(with = "bits")]
    width: f64,
    counts: Vec<u64>,
}

impl From<Histogram> for Bins {
    fn from(Histogram { from, width, counts }: Histogram) -> Bins {
        Bins { from, width, counts }
    }
}

impl From<Bins> for Histogram {
    fn from(Bins { from, width, counts }: Bins) -> Histogram {
        Histogram { from, width, counts }
    }
}

impl Pieces {
    /// What a tally has gathered.
    pub fn of(mut tally: Tally<'_>, noticed: Noticed) -> Pieces {
        tally.settle();
        Pieces {
            kept: tally.quantiles.iter().map(|quantiles| quantiles.kept().clone()).collect(),
            tables: tally.tables.iter().map(|table| table.counts().to_vec()).collect(),
            sums: tally.sums,
            events: tally.events,
            extremes: tally.extremes,
            largest: tally.largest.into_iter().map(f64::to_bits).collect(),
            pictures: tally.pictures.into_iter().map(|picture| picture.map(Bins::from)).collect(),
            clamped: noticed.clamped,
            draws: tally.draws,
        }
    }

    /// Puts a piece after those that the tally has; `None` where it does not fit.
    pub fn join_to(self, tally: &mut Tally<'_>, clamped: &mut [u64]) -> Option<Result<(), Missed>> {
        let width = tally.sums_width();
        let lengths = [
            (self.kept.len(), tally.quantiles.len()),
            (self.tables.len(), tally.tables.len()),
            (self.events.len(), tally.events.len()),
            (self.extremes.len(), tally.extremes.len()),
            (self.largest.len(), tally.largest.len()),
            (self.pictures.len(), tally.pictures.len()),
            (self.clamped.len(), clamped.len()),
        ];
        if lengths.iter().any(|(a, b)| a != b) || !self.sums.has_width(width) {
            return None;
        }
        let is_first = tally.draws == 0;
        tally.draws += self.draws;
        tally.sums.extend(self.sums);
        for (table, counts) in tally.tables.iter_mut().zip(&self.tables) {
            table.add(counts)?;
        }
        for (event, counts) in tally.events.iter_mut().zip(self.events) {
            (event.len() == counts.len()).then_some(())?;
            event.iter_mut().zip(counts).for_each(|(sum, count)| *sum = sum.saturating_add(count));
        }
        for (all, more) in tally.extremes.iter_mut().zip(&self.extremes) {
            all.join(more);
        }
        for (all, more) in tally.largest.iter_mut().zip(self.largest) {
            let more = f64::from_bits(more);
            *all = if more > *all { more } else { *all };
        }
        for (all, more) in tally.pictures.iter_mut().zip(self.pictures) {
            match (all, more.map(Histogram::from)) {
                (Some(all), Some(more)) if all.has_bins_of(&more) => {
                    let counts = all.counts.iter_mut().zip(more.counts);
                    counts.for_each(|(sum, count)| *sum = sum.saturating_add(count));
                }
                (all @ None, Some(more)) if is_first => *all = Some(more),
                (None, None) => {}
                _ => return None,
            }
        }
        clamped.iter_mut().zip(self.clamped).for_each(|(sum, count)| *sum = sum.saturating_add(count));
        let mut joined = Ok(());
        for (quantiles, kept) in tally.quantiles.iter_mut().zip(self.kept) {
            joined = joined.and(quantiles.join(kept));
        }
        Some(joined)
    }
}
