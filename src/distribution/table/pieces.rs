//! Pieces of degree 7 that meet value and three derivatives at both ends, and the kernel that evaluates them.

use super::super::smooth::{Distance, Jet, Side, Smooth};
use super::super::special::{Chance, Neighbour};
use super::exponential::exp;
use crate::block::Column;
use crate::kernel::{Coefficients, Instructions, STRETCH, Stretch};

/// Coefficients of a piece by rising power of t, 0 ≤ t ≤ 1.
type Row = Coefficients;

/// A row that the table does not hold: its draws come out as NaN and are inverted directly.
const MISSING: Row = [f64::NAN; 8];

/// Where an argument falls: its row, and how far into it.
#[derive(Debug, Clone, Copy)]
pub struct Piece {
    pub row: u64,
    pub t: f64,
}

/// Rows that each lie in one cache line.
#[derive(Debug, Clone)]
#[repr(align(64))]
struct Rows<const N: usize>([Row; N]);

/// N rows, the first half below the median and the second above.
#[derive(Debug, Clone)]
pub struct Pieces<const N: usize> {
    rows: Box<Rows<N>>,
    /// The rows that hold a logarithm, by side; `None` where none does.
    logarithms: Option<[Logarithm; 2]>,
}

/// The rows from `first` to before `end` hold y in x = at + sign · e^y.
#[derive(Debug, Clone, Copy)]
struct Logarithm {
    at: f64,
    sign: f64,
    first: u64,
    end: u64,
}

impl Logarithm {
    const NONE: Logarithm = Logarithm { at: 0.0, sign: 1.0, first: 0, end: 0 };
}

/// A law and the size against which errors in its values are measured (MODEL §6).
pub struct Plan<'a> {
    law: &'a dyn Smooth,
    /// The least size; 0 for laws that start at 0.
    scale: f64,
}

/// A node: v at a probability, and v as a function of the variable of the table.
#[derive(Debug, Clone, Copy)]
pub struct Node {
    v: Jet,
    chance: Chance,
}

impl Node {
    /// This node as a neighbour of the one at a distance `step` further.
    pub fn ahead(&self, step: f64) -> Neighbour {
        let Jet { value, first, second, third } = self.v;
        let guess = value + step * (first + step * (second / 2.0 + step * (third / 6.0)));
        Neighbour { v: value, chance: self.chance, guess }
    }
}

impl<'a> Plan<'a> {
    pub fn new(law: &'a dyn Smooth) -> Plan<'a> {
        let scale = if law.starts_at_zero() {
            0.0
        } else {
            law.sd().unwrap_or_else(|| {
                let quartile = |below| law.value(law.solve(Chance { below, above: 1.0 - below }, None)).value;
                0.5 * (quartile(0.75) - quartile(0.25))
            })
        };
        Plan { law, scale }
    }

    /// The node at a probability; the variable of the table is the tail probability itself, which rises with x
    /// for `direction` 1 and falls for −1: v′ = ±1/g, v″ = −g₁ v′², v‴ = (2 g₁² − g₂) v′³, with g the density
    /// in v and g₁, g₂ the derivatives of its logarithm.
    pub fn invert(&self, chance: Chance, near: Option<Neighbour>, direction: f64) -> Node {
        let v = self.law.solve(chance, near);
        let g = self.law.density(v);
        let first = direction / g.value;
        let square = first * first;
        Node {
            v: Jet {
                value: v,
                first,
                second: -g.log_first * square,
                third: (2.0 * g.log_first * g.log_first - g.log_second) * square * first,
            },
            chance,
        }
    }

    /// The node at a standard score z, which is the variable of the table: with φ the normal density, v′ = φ/g,
    /// v″ = v′ (−z − g₁ v′), v‴ = v″ (−z − g₁ v′) + v′ (−1 − g₂ v′² − g₁ v″).
    pub fn invert_score(&self, z: f64, phi: f64, chance: Chance, near: Option<Neighbour>) -> Node {
        let v = self.law.solve(chance, near);
        let g = self.law.density(v);
        let first = phi / g.value;
        let bend = -z - g.log_first * first;
        let second = first * bend;
        let third = second * bend + first * (-1.0 - g.log_second * first * first - g.log_first * second);
        Node { v: Jet { value: v, first, second, third }, chance }
    }

    fn size(&self, x: f64) -> f64 {
        if x.abs() > self.scale { x.abs() } else { self.scale }
    }
}

impl<const N: usize> Pieces<N> {
    /// The rows that the table does not hold.
    #[cfg(test)]
    pub fn missing(&self) -> Vec<usize> {
        (0..N).filter(|&row| self.rows.0[row][0].is_nan()).collect()
    }

    /// A table that holds nothing yet.
    pub fn empty() -> Pieces<N> {
        Pieces { rows: Box::new(Rows([MISSING; N])), logarithms: None }
    }

    /// Fills the rows between neighbouring nodes of one side, from `first_row` on: as values where the error
    /// allows it; from the tail up to the last row where it does not, as logarithms if the law has them. `chance` gives the
    /// probability part of the way from a node to the next one, for errors to be measured where their estimate is in doubt.
    pub fn set_side(
        &mut self,
        plan: &Plan,
        side: Side,
        first_row: usize,
        nodes: &[Node],
        width: impl Fn(usize) -> f64,
        chance: Option<&dyn Fn(usize, f64) -> Chance>,
    ) {
        // v part of the way; nothing where a few measurements would not tell.
        let kinks: Vec<f64> = plan.law.kinks().into_iter().map(|x| plan.law.locate(x)).collect();
        let is_smooth = |i: usize| {
            let (low, high) = (nodes[i].v.value, nodes[i + 1].v.value);
            plan.law.knows_its_kinks() && !kinks.iter().any(|kink| low <= *kink && *kink <= high)
        };
        let solve = |i: usize, t: f64| {
            let chance = chance.filter(|_| is_smooth(i))?(i, t);
            Some(plan.law.solve(chance, Some(nodes[i].ahead(t * width(i)))))
        };
        let values: Vec<Jet> = nodes.iter().map(|node| plan.law.value(node.v.value).after(node.v)).collect();
        for (i, ends) in values.windows(2).enumerate() {
            let (row, error) = hermite(ends[0], ends[1], width(i));
            let allowed = plan.law.tolerance() * smaller(plan.size(ends[0].value), plan.size(ends[1].value));
            if is_fine(&row, error, |error| error <= allowed, |t| Some(plan.law.value(solve(i, t)?).value)) {
                self.rows.0[first_row + i] = row;
            }
        }
        let missing = |row: &Row| row[0].is_nan();
        // On the lower side the tail comes first; rows of the upper side are ordered from the tail too, or (in z)
        // from the median: either way the logarithm serves from the tail to the last row that needs it.
        let rows = first_row..first_row + nodes.len() - 1;
        let tail_first = side == Side::Lower || width(0) < width(nodes.len() - 2);
        let (from, to) = if tail_first {
            let Some(last) = rows.clone().rev().find(|&row| missing(&self.rows.0[row])) else { return };
            (first_row, last + 1)
        } else {
            let Some(first) = rows.clone().find(|&row| missing(&self.rows.0[row])) else { return };
            (first, rows.end)
        };
        let distance = |v: f64| plan.law.distance(side, v);
        let Some(start) = distance(nodes[from - first_row].v.value) else { return };
        let is_of_start = |end: &Distance| (end.at, end.sign) == (start.at, start.sign);
        for row in from..to {
            let i = row - first_row;
            let ends = [nodes[i].v, nodes[i + 1].v];
            let [Some(left), Some(right)] = ends.map(|v| distance(v.value)) else { continue };
            let (coefficients, error) = hermite(left.log.after(ends[0]), right.log.after(ends[1]), width(i));
            let is_allowed = |error: f64| {
                [left, right].iter().all(|end| {
                    // An error in y is one of x in proportion to the distance.
                    let distance = libm::exp(end.log.value);
                    let size = plan.size(start.at + start.sign * distance);
                    // Near x = 0 far from the point of reference it is the rounding that counts.
                    (error + f64::EPSILON) * distance <= plan.law.tolerance() * size
                })
            };
            let exact =
                |t: f64| distance(solve(i, t)?).filter(is_of_start).map(|distance| distance.log.value);
            let fine =
                [left, right].iter().all(is_of_start) && is_fine(&coefficients, error, is_allowed, exact);
            self.rows.0[row] = if fine { coefficients } else { MISSING };
        }
        let logarithms = self.logarithms.get_or_insert([Logarithm::NONE; 2]);
        logarithms[usize::from(side == Side::Upper)] =
            Logarithm { at: start.at, sign: start.sign, first: from as u64, end: to as u64 };
    }

    /// Evaluates a column; false where a draw met a row that the table does not hold and came out as NaN.
    #[inline(always)]
    pub fn fill(
        &self,
        isa: impl Instructions,
        arguments: &Column,
        out: &mut Column,
        place: impl Fn(f64) -> Piece,
    ) -> bool {
        let mut missing = 0;
        let stretches = arguments.as_chunks::<STRETCH>().0;
        for (arguments, out) in stretches.iter().zip(out.as_chunks_mut::<STRETCH>().0) {
            let mut row_of = [0; STRETCH];
            let mut t_of = [0.0; STRETCH];
            for i in 0..STRETCH {
                let piece = place(arguments[i]);
                row_of[i] = piece.row;
                t_of[i] = piece.t;
            }
            isa.polynomials(&self.rows.0, &row_of, &t_of, out);
            for y in &*out {
                missing |= u64::from(y.is_nan());
            }
            if let Some(logarithms) = &self.logarithms {
                exponentiate(logarithms, &row_of, (N / 2) as u64, out);
            }
        }
        missing == 0
    }
}

/// Replaces what comes from rows of logarithms by the value that is meant.
#[inline(always)]
fn exponentiate([lower, upper]: &[Logarithm; 2], rows: &[u64; STRETCH], middle: u64, out: &mut Stretch) {
    let is_logarithm = |row: u64| {
        let side = if row < middle { lower } else { upper };
        (row >= side.first) & (row < side.end)
    };
    // Often only the far tails are held as logarithms.
    let mut any = 0;
    for &row in rows {
        any |= u64::from(is_logarithm(row));
    }
    if any == 0 {
        return;
    }
    for i in 0..STRETCH {
        let side = if rows[i] < middle { lower } else { upper };
        let value = side.at + side.sign * exp(out[i]);
        out[i] = if is_logarithm(rows[i]) { value } else { out[i] };
    }
}

/// Where in a piece its error is measured: in the middle first, where that of a smooth law is largest.
const PROBES: [f64; 7] = [0.5, 0.25, 0.75, 0.375, 0.625, 0.125, 0.875];

/// An estimate is up to some hundred times too large where one of the last coefficients happens to be near 0 (of Φ, at
/// every zero of a derivative), and errors were seen at four times theirs. Between these multiples of what is allowed it is
/// in doubt.
const IN_DOUBT: [f64; 2] = [1.0 / 8.0, 1e3];

/// Whether the error of a piece is allowed: by its estimate, or, where that is in doubt and the `exact` function is at hand, by
/// three quarters of that where it is measured.
fn is_fine(
    row: &Row,
    estimate: f64,
    is_allowed: impl Fn(f64) -> bool,
    exact: impl Fn(f64) -> Option<f64>,
) -> bool {
    let [from, to] = IN_DOUBT;
    if is_allowed(estimate / from) || !is_allowed(estimate / to) {
        return is_allowed(estimate);
    }
    for t in PROBES {
        let Some(exact) = exact(t) else { return is_allowed(estimate) };
        if !is_allowed((polynomial(row, t) - exact).abs() / 0.75) {
            return false;
        }
    }
    true
}

fn polynomial(row: &Row, t: f64) -> f64 {
    row.iter().rev().fold(0.0, |sum, c| sum * t + c)
}

/// The smaller of two sizes.
fn smaller(a: f64, b: f64) -> f64 {
    if b < a { b } else { a }
}

/// The polynomial in t = (m − left)/width that meets value and three derivatives at both ends, and its error.
///
/// With p the Taylor polynomial at 0 and s = t − 1, the rest is t⁴ D(t), where D is r(s)(1 + s)⁻⁴ cut after s³
/// and r is what p leaves of the Taylor polynomial at 1 (Hermite interpolation; Davis 1975, *Interpolation and
/// Approximation*, ch. 2). Its error is x⁽⁸⁾ w⁸ (t(1−t))⁴/8!, at most 1/256 of the next coefficient.
fn hermite(left: Jet, right: Jet, width: f64) -> (Row, f64) {
    let taylor = |jet: Jet| {
        let first = width * jet.first;
        let second = width * width * jet.second / 2.0;
        let third = width * width * width * jet.third / 6.0;
        [jet.value, first, second, third]
    };
    let c = taylor(left);
    let q = taylor(right);
    let r = [
        q[0] - c[0] - (c[1] + c[2] + c[3]),
        q[1] - (c[1] + 2.0 * c[2] + 3.0 * c[3]),
        q[2] - (c[2] + 3.0 * c[3]),
        q[3] - c[3],
    ];
    let e = [
        r[0],
        r[1] - 4.0 * r[0],
        r[2] - 4.0 * r[1] + 10.0 * r[0],
        r[3] - 4.0 * r[2] + 10.0 * r[1] - 20.0 * r[0],
    ];
    let d = [e[0] - e[1] + e[2] - e[3], e[1] - 2.0 * e[2] + 3.0 * e[3], e[2] - 3.0 * e[3], e[3]];
    let row = [c[0], c[1], c[2], c[3], d[0], d[1], d[2], d[3]];
    // Coefficients fall like a geometric series; the ratio is taken from the last three.
    let size = |k: usize| row[k].abs();
    let mut ratio = 1.0 / 32.0;
    for k in [6, 7] {
        let next = size(k) / size(k - 1);
        if next > ratio {
            ratio = next;
        }
    }
    if ratio > 1.0 {
        ratio = 1.0;
    }
    let last = if size(7) > size(6) * ratio { size(7) } else { size(6) * ratio };
    let error = last * ratio / 256.0;
    (row, if error.is_finite() && row.iter().all(|c| c.is_finite()) { error } else { f64::INFINITY })
}
