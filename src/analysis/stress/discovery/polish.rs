//! Mending a box that peeling has left: bounds that hardly matter go, and each of the others moves to where it is best.

use super::peel::{balance, between, is_better};
use super::points::{Bounds, Count, End, Points};

/// A bound whose loss costs less than this share of the balance between density and coverage goes.
const HARDLY: f64 = 0.02;

/// Rounds of moves.
const ROUNDS: usize = 20;

/// Drops bounds, the least first, while that costs hardly anything.
pub(super) fn prune(points: &Points, bounds: Bounds, losses: u64) -> Bounds {
    let mut bounds = bounds;
    loop {
        let now = balance(points.within(&bounds), losses);
        let mut best: Option<(f64, Bounds)> = None;
        for bound in bounds.all() {
            let without = bounds.clone().with(bound, None);
            let then = balance(points.within(&without), losses);
            if best.as_ref().is_none_or(|(known, _)| then > *known) {
                best = Some((then, without));
            }
        }
        match best {
            Some((then, without)) if then > (1.0 - HARDLY) * now => bounds = without,
            _ => return bounds,
        }
    }
}

/// Moves each bound to the cut between two points that is best while the others stand, until none moves.
///
/// In place of pasting (Friedman & Fisher, 1999, §8.2), which only moves bounds outwards by whole strips.
pub(super) fn polish(points: &Points, sorted: &[Vec<u32>], bounds: Bounds, losses: u64) -> Bounds {
    let mut bounds = bounds;
    for _ in 0..ROUNDS {
        let mut moved = false;
        for bound in bounds.all() {
            let now = points.within(&bounds);
            let (count, at) = best_cut(points, &sorted[bound.0], &bounds, bound, losses);
            if is_better(count, now, losses) {
                bounds = bounds.with(bound, Some(at));
                moved = true;
            }
        }
        if !moved {
            break;
        }
    }
    bounds
}

/// The best of all cuts between different values, the others held: what is then in the box, and where it is.
fn best_cut(
    points: &Points,
    order: &[u32],
    bounds: &Bounds,
    (input, end): (usize, End),
    losses: u64,
) -> (Count, f64) {
    let others = bounds.clone().with((input, end), None);
    let column = &points.coordinates[input];
    let mut best = (Count::default(), 0.0);
    // From the far end on: what has been passed is in the box.
    let (mut inside, mut before) = (Count::default(), None);
    for rank in 0..order.len() {
        let point = order[if end == End::High { rank } else { order.len() - 1 - rank }] as usize;
        if !others.holds(|input| points.coordinates[input][point]) {
            continue;
        }
        if let Some(before) = before
            && before != column[point]
            && is_better(inside, best.0, losses)
        {
            best = (inside, between(column[point], before));
        }
        inside.size += 1;
        inside.hits += u64::from(points.lost[point]);
        before = Some(column[point]);
    }
    best
}
