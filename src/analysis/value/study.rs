//! What a study is worth: some people are followed, their result is seen, and only then is the decision taken.
//!
//! The value is Σ_r max_d Σ_cells P(cell) E[NB_d | cell] P(r | cell) − max_d E[NB_d], summed over all results r: no data are
//! simulated, and any law is a prior (Ades, Lu & Claxton, 2004, "Expected value of sample information calculations in medical
//! decision modeling", Med. Decis. Making 24:207, with the sum over results done exactly).

use crate::distribution::special::normal;
use crate::distribution::{Cells, Law};
use crate::summary::results::Estimate;
use crate::summary::strata::{Half, Strata};

/// Cells of the law of one input that is studied, and of each of two.
const CELLS: [usize; 2] = [1024, 48];

/// Draws that a cell should have on average: hardly ever is one then without any.
const FEWEST: f64 = 16.0;

/// Slices of the mean of a normal study.
const SLICES: usize = 400;

/// Chances below this share of the largest are left out.
const NOTHING: f64 = 1e-18;

/// What is seen of a person who is followed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Seen {
    /// Whether it comes about; the input is its chance.
    Binomial,
    /// The input and a normal error with this standard deviation.
    Normal(f64),
}

/// P(result | cell): from a first result on.
struct Row {
    first: usize,
    chances: Vec<f64>,
}

/// An input that is studied.
pub(super) struct Arm<'a> {
    pub cells: &'a Cells,
    pub seen: Seen,
}

impl Arm<'_> {
    /// How many results `n` people can have.
    fn results(&self, n: u32) -> usize {
        match self.seen {
            Seen::Binomial => n as usize + 1,
            Seen::Normal(_) => SLICES,
        }
    }

    /// By cell, the chances of the results.
    fn rows(&self, n: u32) -> Vec<Row> {
        let points = self.cells.points();
        match self.seen {
            Seen::Binomial => {
                points.iter().map(|points| mixed(points.map(|(p, w)| (binomial(n, p), w)))).collect()
            }
            Seen::Normal(sd) => {
                let se = sd / f64::from(n).sqrt();
                let ends = |end: fn(f64, f64) -> f64, from: f64| {
                    points.iter().flatten().fold(from, |e, (x, _)| end(e, *x))
                };
                let low = ends(|a, b| if b < a { b } else { a }, f64::INFINITY) - 6.0 * se;
                let high = ends(|a, b| if b > a { b } else { a }, f64::NEG_INFINITY) + 6.0 * se;
                let edge = |slice: usize| low + (high - low) * slice as f64 / SLICES as f64;
                let row = |x: f64| normal_row(|slice| (edge(slice) - x) / se);
                points.iter().map(|points| mixed(points.map(|(x, w)| (row(x), w)))).collect()
            }
        }
    }
}

/// P(count of n) for those counts that matter.
fn binomial(n: u32, p: f64) -> Row {
    let p = p.clamp(0.0, 1.0);
    let mode = ((f64::from(n) + 1.0) * p) as usize;
    let mode = if mode > n as usize { n as usize } else { mode };
    let odds = p / (1.0 - p);
    // From the mode outwards by the ratio of neighbours, then divided by the sum.
    let ratio = |k: usize| (n as usize - k) as f64 / (k + 1) as f64 * odds;
    let (mut up, mut down) = (vec![1.0], Vec::new());
    while mode + up.len() <= n as usize && up[up.len() - 1] > NOTHING {
        up.push(up[up.len() - 1] * ratio(mode + up.len() - 1));
    }
    let mut last = 1.0;
    while down.len() < mode && last > NOTHING {
        last /= ratio(mode - down.len() - 1);
        down.push(last);
    }
    let first = mode - down.len();
    let mut chances: Vec<f64> = down.into_iter().rev().chain(up).collect();
    let sum: f64 = chances.iter().sum();
    chances.iter_mut().for_each(|chance| *chance /= sum);
    Row { first, chances }
}

/// P(slice); the outer slices hold all that lies beyond.
fn normal_row(score: impl Fn(usize) -> f64) -> Row {
    let below = |slice: usize| match slice {
        0 => 0.0,
        SLICES => 1.0,
        _ => normal::tails(score(slice)).below,
    };
    let mut chances = Vec::with_capacity(SLICES);
    let mut before = 0.0;
    for slice in 1..=SLICES {
        let next = below(slice);
        chances.push(next - before);
        before = next;
    }
    Row { first: 0, chances }
}

/// A mixture of rows.
fn mixed(parts: [(Row, f64); 3]) -> Row {
    let first = parts.iter().map(|(row, _)| row.first).min().unwrap_or(0);
    let end = parts.iter().map(|(row, _)| row.first + row.chances.len()).max().unwrap_or(0);
    let mut chances = vec![0.0; end - first];
    for (row, weight) in parts {
        for (to, chance) in chances[row.first - first..].iter_mut().zip(row.chances) {
            *to += weight * chance;
        }
    }
    Row { first, chances }
}

/// The cells of a law, where so many are studied. By score: where a decision hardly ever turns, all depends on a tail.
pub(super) fn cells(law: &Law, arms: usize, draws: u64) -> Cells {
    let chance = FEWEST / draws as f64;
    law.cells_by_score(CELLS[arms - 1], if arms == 1 { chance } else { chance.sqrt() })
}

/// What it is worth to see `n` people in each arm. The strata are the cells of the one arm, or of both, the second's within
/// the first's; their columns are what each other option brings more than the decision as it is.
pub(super) fn worth(strata: &Strata, columns: usize, arms: &[Arm<'_>], n: u32) -> Estimate {
    let seen = strata.seen();
    let weigh = |cell: usize, column: usize| seen.chance(cell) * seen.mean(Half::Both, cell, column);
    let rows: Vec<Vec<Row>> = arms.iter().map(|arm| arm.rows(n)).collect();
    let mut weights = vec![0.0; strata.cells() * columns];
    // All results of the first arm, for each of the second; a single arm has one "result" of a second.
    let single = [Row { first: 0, chances: vec![1.0] }];
    let (first, second, others) = match arms {
        [_, second] => (&rows[0], rows[1].as_slice(), second.results(n)),
        _ => (&rows[0], single.as_slice(), 1),
    };
    let results = arms[0].results(n);
    let inner = second.len();
    // By column, first cell and second result: what is taken from the cells, and what the second arm makes of it.
    let mut partial = vec![0.0; columns * first.len() * others];
    for cell in 0..strata.cells() {
        let (a, row) = (cell / inner, &second[cell % inner]);
        for column in 0..columns {
            let amount = weigh(cell, column);
            let to = &mut partial[(column * first.len() + a) * others..][..others];
            for (to, chance) in to[row.first..].iter_mut().zip(&row.chances) {
                *to += amount * chance;
            }
        }
    }
    let mut totals = vec![0.0; columns * results];
    let mut taken = vec![0.0; columns * first.len()];
    for other in 0..others {
        totals.fill(0.0);
        for column in 0..columns {
            let totals = &mut totals[column * results..][..results];
            for (a, row) in first.iter().enumerate() {
                let amount = partial[(column * first.len() + a) * others + other];
                for (to, chance) in totals[row.first..].iter_mut().zip(&row.chances) {
                    *to += amount * chance;
                }
            }
        }
        // Which column is taken at each result, and how likely that is from each cell of the first arm.
        taken.fill(0.0);
        let taking: Vec<Option<usize>> = (0..results)
            .map(|result| {
                let better = |best: Option<(usize, f64)>, column: usize| {
                    let total = totals[column * results + result];
                    if total > best.map_or(0.0, |(_, most)| most) { Some((column, total)) } else { best }
                };
                (0..columns).fold(None, better).map(|(column, _)| column)
            })
            .collect();
        for (a, row) in first.iter().enumerate() {
            for (column, chance) in taking[row.first..].iter().zip(&row.chances) {
                if let Some(column) = column {
                    taken[column * first.len() + a] += chance;
                }
            }
        }
        for cell in 0..strata.cells() {
            let (a, row) = (cell / inner, &second[cell % inner]);
            let chance =
                other.checked_sub(row.first).and_then(|at| row.chances.get(at)).copied().unwrap_or(0.0);
            for column in 0..columns {
                weights[cell * columns + column] += chance * taken[column * first.len() + a];
            }
        }
    }
    strata.weighted(&weights)
}
