//! From points to the box that explains the losses: peel, choose, prune and polish, and test on points that took no part in it.

use super::peel::{Passed, by_coordinate, is_better, peel};
use super::points::{Bounds, Count, End, Points};
use super::polish::{polish, prune};
use crate::summary::interval::at_least;

/// Chance with which one bound or another of pure noise may pass.
const BY_CHANCE: f64 = 0.05;

/// What a search comes to.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// The boxes that peeling passed, from the one that holds everything on, with what is in them of the points that were searched.
    pub passed: Vec<Passed>,
    /// The bounds that stand, each with the chance that chance alone would do as well.
    pub bounds: Vec<Bound>,
    /// What is in the box of the points that took no part in the search.
    pub inside: Count,
    /// All of those.
    pub all: Count,
}

/// A bound of a box.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bound {
    /// Index of the input.
    pub input: usize,
    /// On which side of it.
    pub end: End,
    /// Where.
    pub at: f64,
    /// Chance of as many losses in the box if this bound explained nothing.
    pub p: f64,
}

/// Searches the points at even places for a box that holds many of the losses and little else, and tests it on those at odd places
/// (PRIM: Friedman & Fisher, 1999, Stat. Comput. 9:123; for scenarios: Bryant & Lempert, 2010, "Thinking inside the box", Technol.
/// Forecast. Soc. Change 77:34). Coordinates are best probabilities, so that a bound midway between two points is midway in them.
///
/// There is no bound where all or none of the points that are searched are losses, or where none passes the test.
pub fn search(points: &Points) -> Found {
    let [train, test] = points.halves();
    let (inputs, losses) = (points.coordinates.len(), train.all().hits);
    let mut bounds = Bounds::none(inputs);
    let mut passed = vec![Passed { bounds: bounds.clone(), inside: train.all() }];
    if losses > 0 && losses < train.all().size {
        let sorted = by_coordinate(&train);
        passed = peel(&train, &sorted);
        let mut best = &passed[0];
        for other in &passed {
            if is_better(other.inside, best.inside, losses) {
                best = other;
            }
        }
        bounds = best.bounds.clone();
        for _ in 0..2 {
            bounds = polish(&train, &sorted, prune(&train, bounds, losses), losses);
        }
    }
    let (bounds, chances) = stand(&test, bounds);
    let bound = |((input, end), p): ((usize, End), f64)| {
        bounds.within[input][end as usize].map(|at| Bound { input, end, at, p })
    };
    let of = bounds.all().into_iter().zip(chances).filter_map(bound).collect();
    Found { passed, bounds: of, inside: test.within(&bounds), all: test.all() }
}

/// Drops bounds that chance alone might have made, the likeliest first, and gives the chance of each that is left.
fn stand(test: &Points, bounds: Bounds) -> (Bounds, Vec<f64>) {
    let mut bounds = bounds;
    let most = BY_CHANCE / (2 * bounds.within.len()) as f64;
    loop {
        let inside = test.within(&bounds);
        let chance = |bound: &(usize, End)| {
            let without = test.within(&bounds.clone().with(*bound, None));
            at_least(inside.hits, inside.size, without.rate())
        };
        let all = bounds.all();
        let chances: Vec<f64> = all.iter().map(chance).collect();
        let mut worst: Option<(f64, (usize, End))> = None;
        for (p, bound) in chances.iter().zip(all) {
            if *p > most && worst.is_none_or(|(known, _)| *p > known) {
                worst = Some((*p, bound));
            }
        }
        match worst {
            Some((_, bound)) => bounds = bounds.with(bound, None),
            None => return (bounds, chances),
        }
    }
}
