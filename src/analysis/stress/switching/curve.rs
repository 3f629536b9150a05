//! The chance of break-even along the values of an assumption: what the search saw on its way.

use serde::{Deserialize, Serialize};

use super::points::Gap;
use crate::summary::results::Estimate;

/// Points of a curve, about: what is nearer to a neighbour than this part of the stretch is left out.
const POINTS: f64 = 32.0;

/// The chance of break-even against an assumption, all others being as drawn.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Curve {
    /// The first draws, on which values are tried.
    pub draws: u64,
    /// Values that were tried between where it stands, what is plausible and where the chance turns, and the next beyond, ascending.
    pub points: Vec<CurvePoint>,
}

/// What the chance of break-even is at a value of an assumption.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct CurvePoint {
    /// The value, before any optimism.
    pub at: f64,
    /// P(net benefit ≥ 0) on these draws.
    pub probability: f64,
    /// Its standard error.
    pub se: f64,
}

/// What a search saw on its first draws: a probability at each value that it tried, ascending.
#[derive(Debug, Clone)]
pub(super) struct Tried {
    pub draws: u64,
    pub all: Vec<(f64, Estimate)>,
}

impl Tried {
    /// The stretch of it that tells where the chance turns; none where fewer than two values were tried. `near` is what is plausible, or
    /// nothing where the assumption has no law; then as much again is shown to either side of where it stands and turns.
    pub fn curve(&self, median: Option<f64>, near: Option<[f64; 2]>, roots: &[f64]) -> Option<Curve> {
        let (first, last) = (self.all.first()?.0, self.all.last()?.0);
        if first >= last {
            return None;
        }
        let marks = near.into_iter().flatten().chain(median).chain(roots.iter().copied());
        let shown = marks.fold(None, |shown: Option<Gap>, at| {
            let Gap { low, high } = shown.unwrap_or(Gap { low: at, high: at });
            Some(Gap { low: if at < low { at } else { low }, high: if at > high { at } else { high } })
        });
        let shown = match shown {
            Some(gap) if near.is_none() => Gap { low: gap.low - gap.width(), high: gap.high + gap.width() },
            Some(gap) => gap,
            None => Gap { low: first, high: last },
        };
        // Where nothing spreads and nothing turns, all that was tried.
        let shown = if shown.width() > 0.0 { shown } else { Gap { low: first, high: last } };
        let from = self.all.iter().rposition(|(at, _)| *at <= shown.low).unwrap_or(0);
        let to = self.all.iter().position(|(at, _)| *at >= shown.high).unwrap_or(self.all.len() - 1);
        let stretch = &self.all[from..=to];
        // A little less than even steps have, which rounding moves.
        let step = 0.999 * shown.width() / POINTS;
        let mut points: Vec<CurvePoint> = Vec::new();
        for (place, (at, chance)) in stretch.iter().enumerate() {
            let is_last = place + 1 == stretch.len();
            if is_last && points.len() > 1 && points.last().is_some_and(|known| at - known.at < step) {
                points.pop();
            }
            if is_last || points.last().is_none_or(|known| at - known.at >= step) {
                points.push(CurvePoint { at: *at, probability: chance.value, se: chance.se });
            }
        }
        Some(Curve { draws: self.draws, points })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tried(values: impl IntoIterator<Item = f64>) -> Tried {
        let all = values.into_iter().map(|at| (at, Estimate::exact(at / 100.0))).collect();
        Tried { draws: 16_384, all }
    }

    fn values(curve: Option<Curve>) -> Vec<f64> {
        curve.map(|curve| curve.points.into_iter().map(|point| point.at).collect()).unwrap_or_default()
    }

    #[test]
    fn it_goes_from_what_is_plausible_to_where_the_chance_turns_and_one_value_further() {
        let tried = tried((0..=100).map(f64::from));
        let shown = values(tried.curve(Some(42.0), Some([30.5, 50.5]), &[20.0]));
        assert_eq!((shown[0], shown[shown.len() - 1], shown.len()), (20.0, 51.0, 32));
    }

    #[test]
    fn of_a_number_without_a_law_it_goes_as_far_beyond_where_it_stands_and_turns() {
        let tried = tried((0..=100).map(f64::from));
        let shown = values(tried.curve(Some(40.0), None, &[50.0]));
        assert_eq!((shown[0], shown[shown.len() - 1]), (30.0, 60.0));
    }

    #[test]
    fn where_nothing_turns_and_nothing_spreads_all_that_was_tried_is_shown() {
        let shown = values(tried((0..=10).map(f64::from)).curve(Some(4.0), None, &[]));
        assert_eq!((shown[0], shown[shown.len() - 1], shown.len()), (0.0, 10.0, 11));
        assert!(values(tried([3.0]).curve(Some(3.0), None, &[])).is_empty());
    }

    #[test]
    fn crowded_values_are_thinned_and_the_ends_stay() {
        let crowded = (0..=1000).map(|at| f64::from(at) / 10.0);
        let shown = values(tried(crowded).curve(None, Some([0.0, 100.0]), &[]));
        assert!(shown.len() <= 34, "{}", shown.len());
        assert_eq!((shown[0], shown[shown.len() - 1]), (0.0, 100.0));
        assert!(shown.windows(2).all(|pair| pair[1] - pair[0] > 3.0), "{shown:?}");
    }
}
