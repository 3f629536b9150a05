//! Quantile functions tabulated once per law, so that a column of draws costs a few nanoseconds a value.
//!
//! The idea is UNU.RAN's (Derflinger, Hörmann & Leydold 2010, *ACM TOMACS* 20(4)): invert the CDF at a few
//! hundred nodes and interpolate, with the error known in advance. Here a piece is a polynomial of degree 7 that
//! meets value and three derivatives at both of its ends; pieces follow the binary exponent and four mantissa
//! bits of the nearer tail's probability, so that both tails keep their relative accuracy. The few draws that a
//! table does not hold, deep in a tail or at a kink, go to [`Law::quantile`] itself.

mod exponential;
mod pieces;
mod score;
mod steps;

pub use score::{NormalScoreTable, fill_normal_quantile, fill_normal_quantile_on, prepare_normal_quantile};

use super::law::{Family, Law};
use super::smooth::{Side, Smooth};
use super::special::Chance;
use super::triangular::Triangular;
use crate::block::Column;
use crate::kernel::{Baseline, Instructions};
use pieces::{Piece, Pieces, Plan};
use steps::StepTable;

/// A law's quantile function, ready to turn a column of uniforms into a column of draws.
///
/// Non-decreasing in u up to the last bits of a value, and the same bits on every machine.
#[derive(Debug, Clone)]
pub struct QuantileTable {
    law: Law,
    kind: Kind,
}

/// The way in which a law is evaluated.
#[derive(Debug, Clone)]
enum Kind {
    Constant(f64),
    Line { min: f64, max: f64 },
    Triangle(Triangular),
    Steps(StepTable),
    Pieces(Box<Pieces<ROWS>>),
}

/// Rows of a table: 256 for each side of the median.
const ROWS: usize = 512;

/// Rows on one side: 16 binary exponents of 16 rows.
const SIDE_ROWS: usize = 256;

/// Smallest binary exponent in the table: below 2⁻¹⁷ (and in the first row above) draws are inverted directly,
/// one in 60,000.
const LOWEST_EXPONENT: i64 = -17;

/// Sign, exponent and four mantissa bits of 2^LOWEST_EXPONENT.
const FIRST_ROW: u64 = ((1023 + LOWEST_EXPONENT) << 4) as u64;

/// 2^LOWEST_EXPONENT.
const LOWEST_TAIL: f64 = f64::from_bits(FIRST_ROW << 48);

/// The mantissa of a double.
const MANTISSA: u64 = (1 << 52) - 1;

/// The bits of 1.0.
const ONE: u64 = 1023 << 52;

impl QuantileTable {
    /// Tabulates the quantile function of `law`.
    pub fn build(law: &Law) -> QuantileTable {
        let kind = match &law.family {
            Family::Fixed(value) => Kind::Constant(*value),
            Family::Uniform(uniform) => Kind::Line { min: uniform.min, max: uniform.max },
            Family::Triangular(triangular) => Kind::Triangle(triangular.clone()),
            Family::Steps(steps) => Kind::Steps(StepTable::new(steps)),
            family => match family.smooth() {
                Some(smooth) => Kind::Pieces(Box::new(tabulate(smooth))),
                None => Kind::Constant(law.median()),
            },
        };
        QuantileTable { law: law.clone(), kind }
    }

    /// The law that is tabulated.
    pub fn law(&self) -> &Law {
        &self.law
    }

    /// Draws by inversion: `out[i]` is the quantile at `u[i]`, 0 < u < 1.
    #[inline(always)]
    pub fn fill(&self, u: &Column, out: &mut Column) {
        self.fill_on(Baseline, u, out);
    }

    /// The same, on an instruction set.
    #[inline(always)]
    pub fn fill_on(&self, isa: impl Instructions, u: &Column, out: &mut Column) {
        match &self.kind {
            Kind::Constant(value) => *out = [*value; crate::block::BLOCK],
            Kind::Line { min, max } => {
                let width = max - min;
                for (x, &u) in out.iter_mut().zip(u) {
                    *x = if u < 0.5 { min + u * width } else { max - (1.0 - u) * width };
                }
            }
            Kind::Triangle(triangle) => triangle.fill(u, out),
            Kind::Steps(steps) => steps.fill(u, out),
            Kind::Pieces(pieces) => {
                if !pieces.fill(isa, u, out, place) {
                    self.invert_missing(u, out);
                }
            }
        }
    }

    /// Inverts the draws that the table does not hold.
    #[cold]
    #[inline(never)]
    fn invert_missing(&self, u: &Column, out: &mut Column) {
        for (x, &u) in out.iter_mut().zip(u) {
            if x.is_nan() {
                *x = self.law.quantile(u);
            }
        }
    }
}

/// Row of u, place in the row (0–1), and the probability by which rows are ordered on their side.
#[inline(always)]
fn place(u: f64) -> Piece {
    let upper = u >= 0.5;
    let tail = if upper { 1.0 - u } else { u };
    // Below the first row it is the first. A tail of exactly ½ wraps round to row 0 too.
    let inside = if tail < LOWEST_TAIL { LOWEST_TAIL } else { tail };
    let row = ((inside.to_bits() >> 48) - FIRST_ROW) & (SIDE_ROWS as u64 - 1);
    Piece {
        row: row | if upper { SIDE_ROWS as u64 } else { 0 },
        t: f64::from_bits((tail.to_bits() << 4) & MANTISSA | ONE) - 1.0,
    }
}

/// The tail probability at the start of a row.
fn row_start(row: usize) -> f64 {
    let exponent = LOWEST_EXPONENT + (row / 16) as i64;
    f64::from_bits(((1023 + exponent) as u64) << 52 | ((row % 16) as u64) << 48)
}

/// Tabulates a law with a density.
fn tabulate(law: &dyn Smooth) -> Pieces<ROWS> {
    let mut pieces = Pieces::empty();
    let plan = Plan::new(law);
    for (side, offset, direction) in [(Side::Lower, 0, 1.0), (Side::Upper, SIDE_ROWS, -1.0)] {
        let mut near = None;
        let nodes: Vec<_> = (1..=SIDE_ROWS)
            .map(|row| {
                let tail = row_start(row);
                let chance = match side {
                    Side::Lower => Chance::from_below(tail),
                    Side::Upper => Chance::from_above(tail),
                };
                let node = plan.invert(chance, near, direction);
                near = Some(node.ahead(row_start(row + 1) - tail));
                node
            })
            .collect();
        let width = |row: usize| row_start(row + 1) - row_start(row);
        pieces.set_side(&plan, side, offset + 1, &nodes, |i| width(i + 1), None);
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::distribution::Spec;

    pub(super) fn law(family: &str, numbers: &[(&str, f64)]) -> Law {
        let numbers = numbers.iter().map(|(key, x)| (key.to_string(), *x)).collect();
        Spec { family: family.to_string(), numbers, ..Spec::default() }.law().expect("a law")
    }

    /// Share of draws that a table leaves to direct inversion.
    fn missing_share(family: &str, numbers: &[(&str, f64)]) -> f64 {
        let Kind::Pieces(pieces) = QuantileTable::build(&law(family, numbers)).kind else { return 0.0 };
        let missing = pieces.missing();
        println!("{family} {missing:?}");
        let width = |row: usize| row_start(row % SIDE_ROWS + 1) - row_start(row % SIDE_ROWS);
        2.0 * row_start(0) + missing.into_iter().map(width).sum::<f64>()
    }

    #[test]
    fn tables_hold_nearly_all_draws() {
        let unavoidable = 4.0 * row_start(1) - 2.0 * row_start(0);
        for (family, numbers) in [
            ("normal", [("mean", 3.0), ("sd", 1.0)]),
            ("lognormal", [("mean", 179_167.0), ("sd", 18_000.0)]),
            ("lognormal", [("mean", 1.0), ("sd", 2.0)]),
            ("beta", [("mean", 0.42), ("sd", 0.08)]),
            ("beta", [("alpha", 0.3), ("beta", 0.6)]),
            ("beta", [("alpha", 1.0), ("beta", 20.0)]),
            ("beta", [("alpha", 2e6), ("beta", 20.0)]),
            ("gamma", [("mean", 2.0), ("sd", 2.0)]),
            ("gamma", [("shape", 0.01), ("scale", 1.0)]),
            ("gamma", [("shape", 0.3), ("scale", 1.0)]),
            ("gamma", [("shape", 1e6), ("scale", 1.0)]),
        ] {
            let share = missing_share(family, &numbers);
            assert!(share <= unavoidable, "{family} {numbers:?}: {share:e}");
        }
        let share = missing_share("beta", &[("alpha", 0.01), ("beta", 0.01)]);
        assert!(share < 0.2, "beta with tiny shapes: {share}");
    }
}
