//! What it is worth to know several inputs for certain.
//!
//! By regression on probes: the model once more in every draw, with all inputs outside the group at one point. Net benefit
//! given the group is a sum of products of functions of the group with means over the rest, and so lies in the span of a
//! few such probes wherever the model is a sum of products; fitted values take the place of conditional means (Strong, Oakley &
//! Brennan, 2014, "Estimating multiparameter partial expected value of perfect information from a probabilistic sensitivity
//! analysis sample: a nonparametric regression approach", Med. Decis. Making 34:311).

use std::ops::ControlFlow;

use crate::analysis::compare::side::Side;
use crate::analysis::doubtful::name_of;
use crate::block::new_column;
use crate::engine::{Noticed, Pool, Watch};
use crate::model::Reading;
use crate::sampling::{StreamKey, fill_uniforms};
use crate::scenario::{Definition, part_name};
use crate::summary::question::Question;
use crate::summary::results::Estimate;
use crate::summary::strata::Strata;
use crate::summary::{Columns, Failed, Failure, Kept, Moment, Prepared, Reader, Settings};

/// Points at which the inputs outside a group are put.
pub(super) const PROBES: usize = 9;

/// Pivots below this share of the diagonal are dropped.
const NO_PIVOT: f64 = 1e-9;

/// Some inputs that are known together.
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    /// Its name.
    pub name: String,
    /// The inputs.
    pub inputs: Vec<String>,
}

/// Expected net benefit of a perspective at every probe, by option and probe. Where it does not vary, a number.
pub(super) struct Probed {
    columns: Columns,
    places: Vec<Vec<Kept>>,
}

impl Probed {
    /// Plays the probes of a group out, over the draws of the options themselves.
    ///
    /// # Errors
    /// Where the model comes to nothing at a probe.
    pub(super) fn play(
        sides: &[Side<'_>],
        perspective: &str,
        group: &Group,
        pool: &Pool,
        settings: &Settings,
        options: &Prepared<'_>,
        watch: &dyn Watch,
    ) -> Result<Probed, Failure> {
        let mut question = Question::default();
        let mut places = Vec::new();
        for side in sides {
            let mut of_side = Vec::new();
            for probe in 0..PROBES {
                let reading = elsewhere(side, group, probe, settings.seed);
                let look = question.read(reading).map_err(Failure::Model)?;
                let headlines = question.headlines(look);
                let (_, headline) = headlines
                    .into_iter()
                    .find(|(name, _)| name == perspective)
                    .ok_or_else(|| Failure::NoPerspective { perspective: perspective.to_owned() })?;
                of_side.push(question.keep(headline.expected));
            }
            places.push(of_side);
        }
        let drawing = settings.drawing();
        let (prepared, block_0) = Prepared::beside(question, options, drawing, pool.isa());
        let mut columns = Columns::of(drawing.sampling.round_up(drawing.draws));
        let mut visit = |_: &Reader<'_>, _: &Noticed, _: Moment| Ok(ControlFlow::Break(()));
        let played = prepared.answer(block_0, false, Some(&mut columns), watch, &mut visit);
        played.map_err(|(_, failure): Failed| failure)?;
        Ok(Probed { columns, places })
    }

    fn at(&self, option: usize, probe: usize, draw: usize) -> f64 {
        match self.places.get(option).map(|of_side| of_side[probe]) {
            Some(kept) => self.columns.at(kept, draw),
            // Nothing brings nothing.
            None => 0.0,
        }
    }
}

/// The scenario with all inputs outside the group at a point: at their means, or at a draw of them.
fn elsewhere<'s>(side: &Side<'s>, group: &Group, probe: usize, seed: u64) -> Reading<'s> {
    let mut reading = side.reading();
    let is_known = |input: &str| group.inputs.contains(&name_of(&side.sharing, input));
    let mut uniforms = new_column();
    for (name, input) in &reading.scenario.inputs {
        if is_known(name) {
            continue;
        }
        let mut uniform = |number: &str| {
            let stream = format!("probe/{probe}/{}", name_of(&side.sharing, number));
            fill_uniforms(StreamKey::new(seed, &stream), 0, &mut uniforms);
            uniforms[0]
        };
        if let Definition::Dirichlet(shares) = &input.definition {
            for part in shares.parts() {
                let (number, Some(taken)) = (part_name(name, &part.name), &part.taken) else { continue };
                let u = uniform(&number);
                let at = if probe == 0 { taken.mean() } else { None };
                reading.pins.insert(number, at.unwrap_or_else(|| taken.quantile(u)));
            }
        }
        let Definition::Law(law) = &input.definition else { continue };
        if law.is_fixed().is_some() {
            continue;
        }
        let u = uniform(name);
        let correlated = reading.scenario.correlations.values().find(|known| known.inputs.contains(name));
        let moves = correlated.is_some_and(|known| known.inputs.iter().any(|other| is_known(other)));
        match (moves, probe) {
            // What the group says about it stays; what else it is stands still.
            (true, 0) => reading.residuals.insert(name.clone(), 0.5),
            (true, _) => reading.residuals.insert(name.clone(), u),
            (false, 0) => reading.pins.insert(name.clone(), law.mean().unwrap_or_else(|| law.median())),
            (false, _) => reading.pins.insert(name.clone(), law.quantile(u)),
        };
    }
    reading
}

/// What it is worth to know a group: `gains` are what each other option brings more than option `decision`.
pub(super) fn knowing(
    probed: &Probed,
    gains: &[(usize, &[f64])],
    decision: usize,
    settings: &Settings,
) -> Estimate {
    let draws = gains.first().map_or(0, |(_, gain)| gain.len());
    let mut fits = Vec::new();
    for (option, gain) in gains {
        let basis = |draw: usize| -> [f64; PROBES] {
            std::array::from_fn(|probe| probed.at(*option, probe, draw) - probed.at(decision, probe, draw))
        };
        fits.push(fit(gain, basis));
    }
    // Best option of each draw by what is fitted to all, and by what is fitted to the other half.
    let mut values = vec![0.0; draws];
    for (draw, value) in values.iter_mut().enumerate() {
        let (mut most, mut taken) = ([0.0; 2], [0.0; 2]);
        for ((option, gain), fits) in gains.iter().zip(&fits) {
            let basis = std::array::from_fn(|probe| {
                probed.at(*option, probe, draw) - probed.at(decision, probe, draw)
            });
            for (judge, half) in [2, 1 - draw % 2].into_iter().enumerate() {
                let fitted = fits[half].at(&basis);
                if fitted > most[judge] {
                    (most[judge], taken[judge]) = (fitted, gain[draw]);
                }
            }
        }
        *value = 0.5 * taken[0] + 0.5 * taken[1];
    }
    Strata::new(&vec![0; draws], 1, None, &[&values], settings.sampling).weighted(&[1.0])
}

/// A fitted linear function of the probes.
#[derive(Debug, Clone, PartialEq)]
struct Fit {
    centre: [f64; PROBES],
    base: f64,
    slopes: [f64; PROBES],
}

impl Fit {
    fn at(&self, basis: &[f64; PROBES]) -> f64 {
        let mut sum = self.base;
        for ((x, centre), slope) in basis.iter().zip(&self.centre).zip(&self.slopes) {
            sum += (x - centre) * slope;
        }
        sum
    }
}

/// Least squares on even draws, odd draws and all of them.
fn fit(of: &[f64], basis: impl Fn(usize) -> [f64; PROBES]) -> [Fit; 3] {
    const ROW: usize = PROBES + 1;
    let centre = basis(0);
    let middle = of[0];
    // Σ of the row (1, probes, value) with itself, about the first draw.
    let mut sums = [[[0.0; ROW + 1]; ROW + 1]; 3];
    for (draw, value) in of.iter().enumerate() {
        let x = basis(draw);
        let row: [f64; ROW + 1] = std::array::from_fn(|at| match at {
            0 => 1.0,
            ROW => value - middle,
            at => x[at - 1] - centre[at - 1],
        });
        for (a, sums) in sums[draw % 2].iter_mut().enumerate() {
            for (b, sum) in sums.iter_mut().enumerate().skip(a) {
                *sum += row[a] * row[b];
            }
        }
    }
    for a in 0..=ROW {
        for b in a..=ROW {
            sums[2][a][b] = sums[0][a][b] + sums[1][a][b];
        }
    }
    sums.map(|sums| {
        let n = sums[0][0];
        let mean = |at: usize| if n > 0.0 { sums[0][at] / n } else { 0.0 };
        let covariance = |a: usize, b: usize| sums[a.min(b)][a.max(b)] - n * mean(a) * mean(b);
        let matrix = std::array::from_fn(|a| std::array::from_fn(|b| covariance(a + 1, b + 1)));
        let right = std::array::from_fn(|a| covariance(a + 1, ROW));
        let slopes = solve(matrix, right);
        let centre = std::array::from_fn(|at| centre[at] + mean(at + 1));
        Fit { centre, base: middle + mean(ROW), slopes }
    })
}

/// Solves the normal equations by elimination with the largest pivot first, scaled to a unit diagonal; what depends on the
/// others is left out.
fn solve(mut matrix: [[f64; PROBES]; PROBES], mut right: [f64; PROBES]) -> [f64; PROBES] {
    let scale: [f64; PROBES] =
        std::array::from_fn(|at| if matrix[at][at] > 0.0 { 1.0 / matrix[at][at].sqrt() } else { 0.0 });
    for a in 0..PROBES {
        right[a] *= scale[a];
        for b in 0..PROBES {
            matrix[a][b] *= scale[a] * scale[b];
        }
    }
    let mut used = Vec::new();
    for _ in 0..PROBES {
        let free = (0..PROBES).filter(|at| !used.contains(at));
        let Some(pivot) = free.max_by(|&a, &b| matrix[a][a].total_cmp(&matrix[b][b])) else { break };
        if !(matrix[pivot][pivot] > NO_PIVOT) {
            break;
        }
        used.push(pivot);
        for row in 0..PROBES {
            if row != pivot {
                let factor = matrix[row][pivot] / matrix[pivot][pivot];
                for column in 0..PROBES {
                    matrix[row][column] -= factor * matrix[pivot][column];
                }
                right[row] -= factor * right[pivot];
            }
        }
    }
    std::array::from_fn(|at| if used.contains(&at) { right[at] / matrix[at][at] * scale[at] } else { 0.0 })
}
