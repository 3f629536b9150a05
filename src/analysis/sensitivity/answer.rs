//! The answer, put together from what each method found.

use rayon::prelude::*;

use super::ask::{Asked, Doubtful, Perspective};
use super::ranks::Correlated;
use super::response::Parted;
use super::sensitive::{Factor, InputSensitivity, PerspectiveSensitivity, Tenth};
use crate::sampling::Sampling;
use crate::summary::Columns;
use crate::summary::cell_sums::Placed;
use crate::summary::results::{Estimate, VarianceShares};

/// What each method found, by perspective.
pub(super) struct Found {
    pub variance: Vec<VarianceShares>,
    /// What of the variance of each expectation path is doubt.
    pub doubt: Vec<f64>,
    /// Of every factor.
    pub totals: Vec<Vec<Option<Estimate>>>,
    /// Of every doubtful input, like the rest.
    pub ranks: Vec<Vec<Correlated>>,
    pub cells: Vec<Vec<OfCells>>,
}

/// What the draws sorted by an input show of a perspective.
pub(super) struct OfCells {
    first: Option<Estimate>,
    response: Vec<Tenth>,
}

/// First-order shares and responses, by perspective and input.
pub(super) fn of_cells(
    asked: &Asked,
    columns: &Columns,
    varies: &[bool],
    sampling: Sampling,
) -> Vec<Vec<OfCells>> {
    let input = |input: &Doubtful| -> Vec<OfCells> {
        let placed = Placed::new(&input.law, columns.column(input.column));
        let parted = Parted::new(input, columns);
        let of = |(of, varies): (&Perspective, &bool)| OfCells {
            first: varies.then(|| placed.first(|draw| columns.at(of.expected, draw), sampling)).flatten(),
            response: parted.response(of, columns, sampling),
        };
        asked.perspectives.iter().zip(varies).map(of).collect()
    };
    let mut by_input: Vec<_> =
        asked.doubtful.par_iter().map(input).collect::<Vec<_>>().into_iter().map(Vec::into_iter).collect();
    let next = |by_input: &mut Vec<std::vec::IntoIter<OfCells>>| {
        by_input.iter_mut().filter_map(Iterator::next).collect()
    };
    asked.perspectives.iter().map(|_| next(&mut by_input)).collect()
}

/// What there is to say of every perspective.
pub(super) fn perspectives(
    asked: &Asked,
    factors: &[Vec<usize>],
    found: Found,
) -> impl Iterator<Item = (String, PerspectiveSensitivity)> {
    let Found { variance, doubt, totals, ranks, cells } = found;
    let found = variance.into_iter().zip(doubt).zip(totals).zip(ranks.into_iter().zip(cells));
    asked.perspectives.iter().zip(found).map(move |(of, (((variance, doubt), totals), (ranks, cells)))| {
        let total = |at: usize| {
            let alone = factors.iter().position(|factor| factor.as_slice() == [at]);
            alone.and_then(|factor| totals[factor])
        };
        // Of what it does not hang on an expectation is independent for certain.
        let known = |at: usize, e: Option<Estimate>| {
            e.map(|e| if of.hangs_on[at] { e } else { Estimate::exact(0.0) })
        };
        let input = |(at, (ranks, cells)): (usize, (Correlated, OfCells))| InputSensitivity {
            input: asked.doubtful[at].name.clone(),
            correlated_with: partners(asked, at),
            // A share of the variance asks for its existence, and the error of one for that of fourth powers.
            first: known(at, cells.first).map(|e| of_doubt(e, doubt).where_finite(of.order, 4.0)),
            total: total(at).map(|e| e.where_finite(of.order, 4.0)),
            spearman: known(at, ranks.spearman),
            prcc: known(at, ranks.partial),
            response: cells.response,
        };
        let mut inputs: Vec<(usize, InputSensitivity)> =
            ranks.into_iter().zip(cells).enumerate().map(|all| (all.0, input(all))).collect();
        let size = |input: &InputSensitivity| input.first.map_or(f64::NEG_INFINITY, |e| e.value);
        inputs.sort_by(|(_, a), (_, b)| size(b).total_cmp(&size(a)));
        let place = |factor: &[usize]| inputs.iter().position(|(at, _)| factor.contains(at));
        let mut ordered: Vec<usize> = (0..factors.len()).collect();
        ordered.sort_by_key(|factor| place(&factors[*factor]));
        let factor = |factor: usize| Factor {
            inputs: factors[factor].iter().map(|at| asked.doubtful[*at].name.clone()).collect(),
            total: totals[factor].map(|e| e.where_finite(of.order, 4.0)),
        };
        let factors = ordered.into_iter().map(factor).collect();
        let inputs = inputs.into_iter().map(|(_, input)| input).collect();
        (of.name.clone(), PerspectiveSensitivity { variance, inputs, factors })
    })
}

/// A share of a variance as one of what of it is doubt.
fn of_doubt(e: Estimate, doubt: f64) -> Estimate {
    if doubt == 1.0 { e } else { e.scaled(1.0 / doubt) }
}

fn partners(asked: &Asked, at: usize) -> Vec<String> {
    let own = &asked.doubtful[at];
    let others = asked.doubtful.iter().filter(|other| own.group.is_some() && other.group == own.group);
    others.filter(|other| other.name != own.name).map(|other| other.name.clone()).collect()
}
