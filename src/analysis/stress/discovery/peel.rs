//! Peeling: strip by strip off the box, always the one with the fewest losses (Friedman & Fisher, 1999, "Bump hunting in high-dimensional
//! data", Stat. Comput. 9:123, §8).

use super::points::{Bounds, Count, End, Points};

/// Of the points in the box, one in so many is peeled off at a time.
const PATIENCE: usize = 20;

/// Smallest share of all points that a box may hold: one in so many.
const SMALLEST: u64 = 50;

/// A box that was passed, and what is in it.
#[derive(Debug, Clone, PartialEq)]
pub struct Passed {
    /// The box.
    pub bounds: Bounds,
    /// Points and losses in it.
    pub inside: Count,
}

/// Whether `a` is better than `b`: by the harmonic mean of density, hits/size, and coverage, hits/losses, in which density weighs more
/// (F of β = ½: F = (1 + β²) hits/(size + β² losses); van Rijsbergen, 1979, Information Retrieval, ch. 7).
pub(super) fn is_better(a: Count, b: Count, losses: u64) -> bool {
    let weighed = |count: Count| u128::from(4 * count.size + losses);
    u128::from(a.hits) * weighed(b) > u128::from(b.hits) * weighed(a)
}

/// F of a box.
pub(super) fn balance(count: Count, losses: u64) -> f64 {
    1.25 * count.hits as f64 / (count.size as f64 + 0.25 * losses as f64)
}

/// A strip at an end of the box.
struct Strip {
    input: usize,
    end: End,
    /// Its points.
    count: Count,
    /// Where the box ends without it.
    bound: f64,
}

/// All boxes from the one that holds everything to the smallest.
pub(super) fn peel(points: &Points, sorted: &[Vec<u32>]) -> Vec<Passed> {
    let mut sorted = sorted.to_vec();
    let mut passed = vec![Passed { bounds: Bounds::none(sorted.len()), inside: points.all() }];
    loop {
        let Passed { bounds, inside } = &passed[passed.len() - 1];
        let Some(strip) = weakest(points, &sorted, *inside) else { return passed };
        let (size, hits) = (inside.size - strip.count.size, inside.hits - strip.count.hits);
        if size * SMALLEST < points.lost.len() as u64 {
            return passed;
        }
        let bounds = bounds.clone().with((strip.input, strip.end), Some(strip.bound));
        let column = &points.coordinates[strip.input];
        let is_in = |point: &u32| {
            let x = column[*point as usize];
            if strip.end == End::Low { x > strip.bound } else { x < strip.bound }
        };
        sorted.iter_mut().for_each(|order| order.retain(is_in));
        passed.push(Passed { bounds, inside: Count { size, hits } });
    }
}

/// The strip with the lowest share of losses, the first of equals; `None` where each would leave nothing.
fn weakest(points: &Points, sorted: &[Vec<u32>], inside: Count) -> Option<Strip> {
    let cut = inside.size as usize / PATIENCE;
    let cut = if cut > 0 { cut } else { 1 };
    let mut weakest: Option<Strip> = None;
    for (input, order) in sorted.iter().enumerate() {
        let at = |rank: usize| points.coordinates[input][order[rank] as usize];
        for end in End::BOTH {
            let from_end = |rank: usize| if end == End::Low { rank } else { order.len() - 1 - rank };
            // Equal ones go together.
            let last = at(from_end(cut - 1));
            let mut size = cut;
            while size < order.len() && at(from_end(size)) == last {
                size += 1;
            }
            if size == order.len() {
                continue;
            }
            let bound = between(last, at(from_end(size)));
            let hits = (0..size).filter(|rank| points.lost[order[from_end(*rank)] as usize]).count();
            let count = Count { size: size as u64, hits: hits as u64 };
            let is_weaker = |known: &Strip| count.hits * known.count.size < known.count.hits * count.size;
            if weakest.as_ref().is_none_or(is_weaker) {
                weakest = Some(Strip { input, end, count, bound });
            }
        }
    }
    weakest
}

/// Midway between a point outside and another one inside; where no number lies between, at the one outside.
pub(super) fn between(outside: f64, inside: f64) -> f64 {
    let middle = 0.5 * outside + 0.5 * inside;
    if middle == inside { outside } else { middle }
}

/// For each input the points by rising coordinate.
pub(super) fn by_coordinate(points: &Points) -> Vec<Vec<u32>> {
    let order = |column: &Vec<f64>| {
        let mut order: Vec<u32> = (0..column.len() as u32).collect();
        order.sort_by(|a, b| column[*a as usize].total_cmp(&column[*b as usize]));
        order
    };
    points.coordinates.iter().map(order).collect()
}
