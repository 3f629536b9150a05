//! Stochastic dominance: whether one spread of net benefit is better than another whatever one's taste (first
//! order), or for all who dislike risk (second order).

use serde::Serialize;

use crate::summary::confidence::Confidence;
use crate::units::{Column, Operand};

/// Cells in which net benefit is counted.
const CELLS: usize = 512;

/// Whether one dominates the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Dominates {
    /// It does, and somewhere by more than the simulation error.
    Yes,
    /// It does not: somewhere it is worse by more than the simulation error.
    No,
    /// What tells them apart lies within the simulation error.
    WithinNoise,
}

/// Edges of equal cells, common to all that are compared. What lies outside is counted at the ends.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Grid {
    from: f64,
    width: f64,
}

impl Grid {
    /// A grid around values from `low` to `high`, with room for what the rest of the draws may bring.
    pub fn around(low: f64, high: f64) -> Grid {
        let range = high - low;
        let range = if range > 0.0 { range } else { 1.0 + low.abs() * 1e-6 };
        Grid { from: low - range / 2.0, width: 2.0 * range / CELLS as f64 }
    }

    fn cell(&self, value: f64) -> usize {
        // A negative number becomes 0.
        let cell = ((value - self.from) / self.width) as usize;
        if cell < CELLS { cell } else { CELLS - 1 }
    }

    fn middle(&self, cell: usize) -> f64 {
        self.from + (cell as f64 + 0.5) * self.width
    }
}

/// How many draws fall into each cell.
#[derive(Debug, Clone, PartialEq)]
pub struct Spread(Vec<u64>);

impl Spread {
    /// No draw yet.
    pub fn empty() -> Spread {
        Spread(vec![0; CELLS])
    }

    /// Counts the first `valid` draws of a column.
    pub fn count(&mut self, grid: Grid, values: &Column, valid: usize) {
        for &value in &values[..valid] {
            self.0[grid.cell(value)] += 1;
        }
    }

    /// Adds another's counts.
    pub fn join(&mut self, other: &Spread) {
        for (sum, count) in self.0.iter_mut().zip(&other.0) {
            *sum += count;
        }
    }
}

/// Smallest and largest of the first `valid` numbers.
pub fn ends(values: Operand<'_>, valid: usize) -> (f64, f64) {
    let mut ends = (f64::INFINITY, f64::NEG_INFINITY);
    for i in 0..valid {
        let [x] = values.lanes::<1>(i);
        ends = (if x < ends.0 { x } else { ends.0 }, if x > ends.1 { x } else { ends.1 });
    }
    ends
}

/// Whether the first of two spreads dominates the second in the first and in the second order, from `n` draws each.
///
/// First order: F ≤ G everywhere; second order: ∫F ≤ ∫G everywhere, where ∫F(x) = E(x − X)⁺ (Hadar & Russell, 1969,
/// "Rules for ordering uncertain prospects", AER 59, theorems 1 and 2; Rothschild & Stiglitz, 1970, J. Econ. Theory
/// 2). Looked at in 512 cells, with Bonferroni's correction; errors as if draws were independent, which for paired
/// draws is wide.
pub fn dominates(grid: Grid, first: &Spread, second: &Spread, n: u64) -> [Dominates; 2] {
    let size = n as f64;
    let z = Confidence::missing(Confidence::USUAL.alpha / CELLS as f64).z;
    let (mut in_first, mut in_second) = (Weighed::default(), Weighed::default());
    let (mut f, mut g) = (Below::default(), Below::default());
    for cell in 0..CELLS - 1 {
        let edge = grid.from + (cell as f64 + 1.0) * grid.width;
        f.add(first.0[cell] as f64 / size, grid.middle(cell));
        g.add(second.0[cell] as f64 / size, grid.middle(cell));
        in_first.weigh(f.share, g.share, z * ((f.share_variance() + g.share_variance()) / size).sqrt());
        let (a, b) = (f.shortfall(edge), g.shortfall(edge));
        in_second.weigh(a.0, b.0, z * ((a.1 + b.1) / size).sqrt());
    }
    [in_first.verdict(), in_second.verdict()]
}

/// What lies below an edge: how much, and its first two moments.
#[derive(Default)]
struct Below {
    share: f64,
    sum: f64,
    squares: f64,
}

impl Below {
    fn add(&mut self, share: f64, middle: f64) {
        self.share += share;
        self.sum += share * middle;
        self.squares += share * middle * middle;
    }

    fn share_variance(&self) -> f64 {
        self.share * (1.0 - self.share)
    }

    /// E(x − X)⁺ and the variance of (x − X)⁺.
    fn shortfall(&self, x: f64) -> (f64, f64) {
        let mean = self.share * x - self.sum;
        let second = self.share * x * x - 2.0 * x * self.sum + self.squares;
        let variance = second - mean * mean;
        (mean, if variance > 0.0 { variance } else { 0.0 })
    }
}

#[derive(Default)]
struct Weighed {
    worse: bool,
    surely_worse: bool,
    surely_better: bool,
}

impl Weighed {
    /// Less is better.
    fn weigh(&mut self, first: f64, second: f64, error: f64) {
        // Rounding is no difference.
        let difference = first - second;
        let crumbs = 1e-12 * (first.abs() + second.abs());
        self.worse |= difference > crumbs;
        self.surely_worse |= difference > error + crumbs;
        self.surely_better |= -difference > error + crumbs;
    }

    fn verdict(&self) -> Dominates {
        match () {
            () if self.surely_worse => Dominates::No,
            () if self.surely_better && !self.worse => Dominates::Yes,
            () => Dominates::WithinNoise,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::distribution::fill_normal_quantile;
    use crate::sampling::{StreamKey, fill_uniforms};
    use crate::units::{BLOCK, new_column};

    /// Draws of mean + sd · Z, from a stream of its own or from a common one.
    fn spread(grid: Grid, stream: &str, mean: f64, sd: f64) -> Spread {
        let mut spread = Spread::empty();
        let (mut u, mut x) = (new_column(), new_column());
        for block in 0..200 {
            fill_uniforms(StreamKey::new(5, stream), block, &mut u);
            fill_normal_quantile(&u, &mut x);
            for x in x.iter_mut() {
                *x = mean + sd * *x;
            }
            spread.count(grid, &x, BLOCK);
        }
        spread
    }

    #[test]
    fn normal_laws_dominate_as_theory_says() {
        let grid = Grid::around(-4.0, 5.0);
        let n = 200 * BLOCK as u64;
        let base = spread(grid, "a", 0.0, 1.0);
        let compare = |mean: f64, sd: f64| {
            let other = spread(grid, "b", mean, sd);
            (dominates(grid, &other, &base, n), dominates(grid, &base, &other, n))
        };
        use Dominates::{No, WithinNoise, Yes};
        // Higher and as wide: in both orders. The tails are too thin to tell apart, but nowhere does it lose.
        let (better, worse) = compare(0.5, 1.0);
        assert_eq!((better, worse), ([Yes, Yes], [No, No]));
        // As high and narrower: in the second order alone.
        let (better, worse) = compare(0.0, 0.5);
        assert_eq!(better[0], No);
        assert_ne!(better[1], No);
        assert_eq!(worse, [No, No]);
        // Higher and wider: in neither.
        let (better, worse) = compare(0.5, 2.0);
        assert_eq!((better, worse), ([No, No], [No, No]));
        // The same law, other draws.
        let (better, worse) = compare(0.0, 1.0);
        assert_eq!((better[0], worse[0]), (WithinNoise, WithinNoise));
    }

    #[test]
    fn a_spread_neither_dominates_itself_nor_loses() {
        let grid = Grid::around(-4.0, 5.0);
        let a = spread(grid, "a", 0.0, 1.0);
        assert_eq!(dominates(grid, &a, &a, 1000), [Dominates::WithinNoise; 2]);
    }
}
