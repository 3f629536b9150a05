//! Stochastic dominance: whether one spread of net benefit is better than another whatever one's taste (first
//! order), or for all who dislike risk (second order).

use serde::{Deserialize, Serialize};

use crate::summary::interval::Confidence;
use crate::summary::results::Estimate;
use crate::summary::spread::{Grid, Spread};

/// Share of both scenarios' draws in one cell from which on the cells are too coarse to tell.
const MOST_IN_A_CELL: f64 = 0.05;

/// Relative size of a difference that is rounding and nothing else.
const CRUMBS: f64 = 1e-12;

/// Whether one dominates the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
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

/// Whether the first of two spreads dominates the second in the first and in the second order, from `n` draws each.
///
/// First order: F ≤ G everywhere; second order: ∫F ≤ ∫G everywhere, where ∫F(x) = E(x − X)⁺ (Hadar & Russell, 1969,
/// "Rules for ordering uncertain prospects", AER 59, theorems 1 and 2; Rothschild & Stiglitz, 1970, J. Econ. Theory
/// 2). Looked at in some 512 cells, with Bonferroni's correction; errors as if draws were independent, which for paired
/// draws is wide. Where a cell holds much of both, what happens within it is not seen, and nothing is claimed. Beyond the
/// outermost edges either order asks for a lowest value that is no lower, and for a mean that is no lower: `behind` is
/// how far the first's mean lies below the second's.
pub fn dominates(grid: &Grid, first: &Spread, second: &Spread, n: u64, behind: &Estimate) -> [Dominates; 2] {
    let size = n as f64;
    let z = Confidence::missing(Confidence::USUAL.alpha / grid.cells() as f64).z;
    let (mut in_first, mut in_second) = (Weighed::default(), Weighed::default());
    let (mut f, mut g) = (Below::default(), Below::default());
    for (cell, &edge) in grid.edges().iter().enumerate() {
        f.add(first.cells[cell] as f64 / size, grid.middle(cell));
        g.add(second.cells[cell] as f64 / size, grid.middle(cell));
        in_first.weigh(f.share, g.share, z * ((f.share_variance() + g.share_variance()) / size).sqrt());
        let (a, b) = (f.shortfall(edge), g.shortfall(edge));
        in_second.weigh(a.0, b.0, z * ((a.1 + b.1) / size).sqrt());
    }
    let holds_much = |cell: usize| {
        let much = |spread: &Spread| spread.cells[cell] as f64 > MOST_IN_A_CELL * size;
        much(first) && much(second) && !grid.is_atom(cell)
    };
    let is_coarse = (0..grid.cells()).any(holds_much);
    let is_refuted = behind.lo > 0.0;
    let is_lower = first.lowest < second.lowest - CRUMBS * (first.lowest.abs() + second.lowest.abs());
    let is_open = is_coarse || behind.value > 0.0 || is_lower;
    [in_first, in_second].map(|weighed| match weighed.verdict() {
        _ if is_refuted => Dominates::No,
        Dominates::Yes if is_open => Dominates::WithinNoise,
        verdict => verdict,
    })
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
        let difference = first - second;
        let crumbs = CRUMBS * (first.abs() + second.abs());
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
    use crate::block::{BLOCK, HeapColumn, new_column};
    use crate::distribution::fill_normal_quantile;
    use crate::sampling::{StreamKey, fill_uniforms};

    /// Draws of mean + sd · Z, from a stream of its own.
    fn draws(stream: &str, mean: f64, sd: f64) -> Vec<HeapColumn> {
        let (mut u, mut columns) = (new_column(), Vec::new());
        for block in 0..200 {
            let mut x = new_column();
            fill_uniforms(StreamKey::new(5, stream), block, &mut u);
            fill_normal_quantile(&u, &mut x);
            x.iter_mut().for_each(|x| *x = mean + sd * *x);
            columns.push(x);
        }
        columns
    }

    fn grid_for<'d>(all: impl IntoIterator<Item = &'d Vec<HeapColumn>>) -> Grid {
        let pilot = all.into_iter().flat_map(|draws| &draws[..16]);
        Grid::of(pilot.flat_map(|column| column.iter().copied()).collect())
    }

    /// Whether the second dominates the first, and the first the second.
    fn both_ways(
        grid: &Grid,
        first: &[HeapColumn],
        second: &[HeapColumn],
    ) -> ([Dominates; 2], [Dominates; 2]) {
        let spread = |draws: &[HeapColumn]| {
            let mut spread = Spread::empty(grid.cells());
            draws.iter().for_each(|column| spread.count(grid, column, BLOCK));
            spread
        };
        let n = 200 * BLOCK as u64;
        // How far the mean of one lies below that of the other, from draws that are no pairs.
        let behind = |low: &[HeapColumn], high: &[HeapColumn]| {
            let moments = |draws: &[HeapColumn]| {
                let all = || draws.iter().flat_map(|column| column.iter());
                let mean = all().sum::<f64>() / n as f64;
                (mean, all().map(|x| (x - mean) * (x - mean)).sum::<f64>() / n as f64)
            };
            let ((low, a), (high, b)) = (moments(low), moments(high));
            Confidence::USUAL.around(high - low, ((a + b) / n as f64).sqrt())
        };
        let (ahead, back) = (behind(second, first), behind(first, second));
        let (first, second) = (spread(first), spread(second));
        (dominates(grid, &second, &first, n, &ahead), dominates(grid, &first, &second, n, &back))
    }

    use Dominates::{No, WithinNoise, Yes};

    #[test]
    fn normal_laws_dominate_as_theory_says() {
        let a = draws("a", 0.0, 1.0);
        let compare = |mean: f64, sd: f64| {
            let b = draws("b", mean, sd);
            both_ways(&grid_for([&a, &b]), &a, &b)
        };
        // Higher and as wide: in both orders. The tails are too thin to tell apart, but nowhere does it lose.
        let (better, worse) = compare(0.5, 1.0);
        assert_eq!((better, worse), ([Yes, Yes], [No, No]));
        // A little higher and narrower: in the second order alone.
        let (better, worse) = compare(0.2, 0.5);
        assert_eq!((better, worse), ([No, Yes], [No, No]));
        // As high and narrower: the means tell nothing.
        let (better, worse) = compare(0.0, 0.5);
        assert_eq!((better[0], worse), (No, [No, No]));
        assert_ne!(better[1], No);
        // Higher and wider: in neither.
        let (better, worse) = compare(0.5, 2.0);
        assert_eq!((better, worse), ([No, No], [No, No]));
        // The same law, other draws.
        let (better, worse) = compare(0.0, 1.0);
        assert_eq!((better[0], worse[0]), (WithinNoise, WithinNoise));
        // Far apart: no cell holds both.
        let (better, worse) = compare(100.0, 1.0);
        assert_eq!((better, worse), ([Yes, Yes], [No, No]));
    }

    /// Beyond the outermost edges no cell tells one from the other; the lowest value and the mean do.
    #[test]
    fn rare_losses_and_rare_gains_are_seen() {
        let a = draws("a", 0.0, 1.0);
        let rarely = |mean: f64, sd: f64, value: f64| {
            let mut b = draws("b", mean, sd);
            b.iter_mut().flat_map(|column| column.iter_mut()).step_by(2000).for_each(|x| *x = value);
            b
        };
        // Higher and narrower, but one draw in 2,000 loses more than the other ever does.
        let safe = rarely(1.1, 0.5, 1.1);
        let risky = rarely(1.1, 0.5, -20.0);
        assert_eq!(both_ways(&grid_for([&a, &safe]), &a, &safe).0[1], Yes);
        assert_eq!(both_ways(&grid_for([&a, &risky]), &a, &risky).0[1], WithinNoise);
        // Lower throughout, but one draw in 2,000 gains so much that the mean is higher.
        let lottery = rarely(-0.2, 1.0, 1e4);
        assert_eq!(both_ways(&grid_for([&a, &lottery]), &lottery, &a).0, [No, No]);
    }

    #[test]
    fn a_third_that_lies_wide_swallows_nothing() {
        let [a, wide, b] = [draws("a", 0.0, 1.0), draws("wide", 0.0, 1500.0), draws("b", 0.5, 2.0)];
        assert_eq!(both_ways(&grid_for([&a, &wide, &b]), &a, &b), ([No, No], [No, No]));
        // Where a cell holds much of both, nothing is claimed, not even what is so.
        let b = draws("b", 0.5, 1.0);
        assert_eq!(both_ways(&grid_for([&a, &wide, &b]), &a, &b).0, [Yes, Yes]);
        let coarse = both_ways(&grid_for([&wide]), &a, &b).0;
        assert!(!coarse.contains(&Yes), "{coarse:?}");
    }

    #[test]
    fn a_spread_neither_dominates_itself_nor_loses() {
        let a = draws("a", 0.0, 1.0);
        assert_eq!(both_ways(&grid_for([&a]), &a, &a), ([WithinNoise; 2], [WithinNoise; 2]));
    }
}
