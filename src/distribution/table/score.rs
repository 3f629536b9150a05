//! Quantile functions tabulated in the standard score z, for inputs that move together.

use std::sync::OnceLock;

use super::super::special::{Neighbour, normal};
use super::QuantileTable;
use super::pieces::{Node, Piece, Pieces, Plan};
use crate::block::{BLOCK, Column};
use crate::distribution::law::{Family, Law};
use crate::distribution::normal::Normal;
use crate::distribution::smooth::Side;
use crate::kernel::{Baseline, Instructions};

/// z at the first row, rows per unit, and rows.
const FIRST: f64 = -16.0;
const PER_UNIT: f64 = 8.0;
const ROWS: usize = 256;

/// Rows are filled for |z| up to this; beyond it, one draw in 10¹⁶, draws are inverted directly.
const REACH: f64 = 8.375;

/// 1.5 · 2⁵²: adding it rounds to a whole number that can be read off the low bits.
const ROUNDING: f64 = 6_755_399_441_055_744.0;

/// A law's quantile function of the standard score: x = F⁻¹(Φ(z)).
#[derive(Debug, Clone)]
pub struct NormalScoreTable {
    law: Law,
    kind: ScoreKind,
}

#[derive(Debug, Clone)]
enum ScoreKind {
    Constant(f64),
    Pieces(Box<Pieces<ROWS>>),
    /// Laws that a table in z would not serve: Φ(z) first.
    Direct,
}

impl NormalScoreTable {
    /// Tabulates the quantile function of `law` in z.
    pub fn build(law: &Law) -> NormalScoreTable {
        let kind = match law.is_fixed() {
            Some(value) => ScoreKind::Constant(value),
            None => match law.family.smooth() {
                Some(smooth) => ScoreKind::Pieces(Box::new(tabulate(&Plan::new(smooth)))),
                None => ScoreKind::Direct,
            },
        };
        NormalScoreTable { law: law.clone(), kind }
    }

    /// The law that is tabulated.
    pub fn law(&self) -> &Law {
        &self.law
    }

    /// Each number of `out` is the quantile at Φ(z).
    #[inline(always)]
    pub fn fill(&self, z: &Column, out: &mut Column) {
        self.fill_on(Baseline, z, out);
    }

    /// The same, on an instruction set.
    #[inline(always)]
    pub fn fill_on(&self, isa: impl Instructions, z: &Column, out: &mut Column) {
        match &self.kind {
            ScoreKind::Constant(value) => *out = [*value; BLOCK],
            ScoreKind::Pieces(pieces) => {
                if !pieces.fill(isa, z, out, place) {
                    self.invert_missing(z, out);
                }
            }
            ScoreKind::Direct => {
                *out = [f64::NAN; BLOCK];
                self.invert_missing(z, out);
            }
        }
    }

    /// Inverts the draws that the table does not hold.
    #[cold]
    #[inline(never)]
    fn invert_missing(&self, z: &Column, out: &mut Column) {
        for (x, &z) in out.iter_mut().zip(z) {
            if x.is_nan() {
                *x = self.law.quantile_at(normal::tails(z));
            }
        }
    }
}

/// Row of z and place in it.
#[inline(always)]
fn place(z: f64) -> Piece {
    let rows = (z - FIRST) * PER_UNIT;
    let rows = if rows > 0.0 { rows } else { 0.0 };
    let rows = if rows < (ROWS - 1) as f64 { rows } else { (ROWS - 1) as f64 };
    // Whole numbers may fall to the end of the row before: the pieces meet there.
    let shifted = (rows - 0.5) + ROUNDING;
    Piece { row: shifted.to_bits() & (ROWS as u64 - 1), t: rows - (shifted - ROUNDING) }
}

/// Tabulates a law with a density.
fn tabulate(plan: &Plan) -> Pieces<ROWS> {
    let mut pieces = Pieces::empty();
    let step = 1.0 / PER_UNIT;
    let count = (REACH / step) as usize;
    let node =
        |z: f64, near: Option<Neighbour>| plan.invert_score(z, normal::density(z), normal::tails(z), near);
    // From each tail towards the middle, each node starting from its neighbour.
    let side_nodes = |sign: f64| {
        let mut near = None;
        let mut nodes: Vec<Node> = (0..=count)
            .rev()
            .map(|k| {
                let node = node(sign * k as f64 * step, near);
                near = Some(node.ahead(-sign * step));
                node
            })
            .collect();
        if sign > 0.0 {
            nodes.reverse();
        }
        nodes
    };
    let middle = ROWS / 2;
    let chance = |from: f64| move |i: usize, t: f64| normal::tails(from + (i as f64 + t) * step);
    let lowest = -(count as f64) * step;
    pieces.set_side(plan, Side::Lower, middle - count, &side_nodes(-1.0), |_| step, Some(&chance(lowest)));
    pieces.set_side(plan, Side::Upper, middle, &side_nodes(1.0), |_| step, Some(&chance(0.0)));
    pieces
}

/// Standard normal quantiles: each number of `out` is Φ⁻¹(u), 0 < u < 1, within 1e-13.
#[inline(always)]
pub fn fill_normal_quantile(u: &Column, out: &mut Column) {
    fill_normal_quantile_on(Baseline, u, out);
}

/// The same, on an instruction set.
#[inline(always)]
pub fn fill_normal_quantile_on(isa: impl Instructions, u: &Column, out: &mut Column) {
    standard_normal().fill_on(isa, u, out);
}

/// Builds the table of the standard normal law, which is otherwise built when a score is first wanted.
pub fn prepare_normal_quantile() {
    standard_normal();
}

/// The table of the standard normal law, built once.
fn standard_normal() -> &'static QuantileTable {
    static TABLE: OnceLock<QuantileTable> = OnceLock::new();
    TABLE.get_or_init(|| QuantileTable::build(&Law { family: Family::of(Normal { mean: 0.0, sd: 1.0 }) }))
}

#[cfg(test)]
mod tests {
    use super::super::tests::law;
    use super::*;

    /// Share of draws that a table leaves to direct inversion.
    fn missing_share(family: &str, numbers: &[(&str, f64)]) -> f64 {
        let ScoreKind::Pieces(pieces) = NormalScoreTable::build(&law(family, numbers)).kind else {
            return 1.0;
        };
        let start = |row: usize| FIRST + row as f64 / PER_UNIT;
        let mass = |row: usize| normal::tails(start(row + 1)).below - normal::tails(start(row)).below;
        pieces.missing().into_iter().map(mass).sum()
    }

    #[test]
    fn tables_hold_nearly_all_draws() {
        for (family, numbers) in [
            ("uniform", [("min", 0.0), ("max", 1.0)]),
            ("uniform", [("min", 0.1), ("max", 0.5)]),
            ("uniform", [("min", -1.0), ("max", 1.0)]),
            ("beta", [("mean", 0.42), ("sd", 0.08)]),
            ("weibull", [("shape", 1.5), ("scale", 2.0)]),
            ("weibull", [("shape", 0.7), ("scale", 2.0)]),
            ("gamma", [("shape", 0.3), ("scale", 1.0)]),
            ("gamma", [("shape", 3.0), ("scale", 1.0)]),
            ("lognormal", [("mean", 2.0), ("sd", 1.0)]),
        ] {
            let share = missing_share(family, &numbers);
            assert!(share < 1e-15, "{family} {numbers:?}: {share:e}");
        }
        let share = missing_share("exponential", &[("mean", 2.0)]);
        assert!(share < 1e-15, "exponential: {share:e}");
        // But for the row with the kink at the mode.
        let share = missing_share("triangular", &[("low", 0.0), ("mode", 0.3), ("high", 1.0)]);
        assert!(share < 0.05, "triangular: {share:e}");
    }
}
