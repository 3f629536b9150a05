//! What an input says together with all others: the share of the variance that would be left on average if everything else
//! were known.
//!
//! From pairs of points that differ in one factor alone (Jansen, 1999, "Analysis of variance designs for model output", Comput.
//! Phys. Commun. 117:35), evaluated on the expectation path. Inputs are factors where they are independent; correlated ones are
//! one factor together, and so are the parts of one input.

use std::collections::BTreeSet;
use std::ops::ControlFlow;

use super::ask::Asked;
use crate::analysis::doubtful::Together;
use crate::engine::{Noticed, Pool, Watch};
use crate::model::Reading;
use crate::sampling::Sampling;
use crate::summary::function::again_but;
use crate::summary::plan::{Moments, Plan};
use crate::summary::question::Question;
use crate::summary::results::Estimate;
use crate::summary::{Drawing, Failed, Failure, Moment, Prepared, Reader};

/// The factors of a scenario: places of doubtful inputs, those of a correlation group together, in the order of the first.
pub(super) fn factors(asked: &Asked) -> Vec<Vec<usize>> {
    let mut factors: Vec<Vec<usize>> = Vec::new();
    for (at, input) in asked.doubtful.iter().enumerate() {
        let same = |factor: &&mut Vec<usize>| {
            input.group.is_some() && asked.doubtful[factor[0]].group == input.group
        };
        match factors.iter_mut().find(same) {
            Some(factor) => factor.push(at),
            None => factors.push(vec![at]),
        }
    }
    factors
}

/// Goes on where another watch has been told of some draws.
struct After<'w> {
    watch: &'w dyn Watch,
    draws: u64,
}

impl Watch for After<'_> {
    fn progressed(&self, done: u64, total: u64) {
        self.watch.progressed(self.draws + done, self.draws + total);
    }

    fn cancelled(&self) -> bool {
        self.watch.cancelled()
    }
}

/// The total share of every factor, by perspective and factor; `None` where nothing varies.
///
/// # Errors
/// Where the model comes to nothing at a point.
pub(super) fn totals(
    reading: &Reading<'_>,
    asked: &Asked,
    factors: &[Vec<usize>],
    (points, seed, draws): (u64, u64, u64),
    pool: &Pool,
    watch: &dyn Watch,
) -> Result<Vec<Vec<Option<Estimate>>>, Failure> {
    let mut question = Question::default();
    let base = question.read(reading.clone()).map_err(Failure::Model)?;
    let base = question.headlines(base);
    let of: Vec<Moments> = base.iter().map(|(_, h)| question.moments(h.expected)).collect();
    let mut differences: Vec<Vec<Moments>> = vec![Vec::new(); base.len()];
    for factor in factors {
        let again: BTreeSet<&str> = factor.iter().map(|at| asked.doubtful[*at].whole()).collect();
        let group = factor.first().and_then(|at| asked.doubtful[*at].group.as_ref());
        // Members on which nothing depends move with the others: what depends on these hangs on their uniforms.
        let members = match group {
            Some(Together::Correlated(group)) => reading.scenario.correlations.get(group),
            _ => None,
        };
        let moves = |name: &String| {
            again.contains(name.as_str()) || members.is_some_and(|members| members.inputs.contains(name))
        };
        let kept = reading.scenario.inputs.keys().filter(|name| !moves(name)).cloned();
        let look = question.read(reading.clone().sharing(again_but(kept))).map_err(Failure::Model)?;
        let headlines = question.headlines(look);
        question.next_stage();
        let plan: &mut Plan = &mut question;
        for (differences, ((_, was), (_, is))) in differences.iter_mut().zip(base.iter().zip(&headlines)) {
            let difference =
                plan.difference([was.expected, is.expected], [crate::model::column::Value::ZERO; 2]);
            differences.push(plan.moments(difference));
        }
    }
    let drawing = Drawing { draws: points, seed, sampling: Sampling::Sobol };
    let (prepared, block_0) = Prepared::new(question, drawing, pool.isa());
    let mut shares = Vec::new();
    let mut visit = |reader: &Reader<'_>, _: &Noticed, _: Moment| {
        let share = |(of, differences): (&Moments, &Vec<Moments>)| {
            differences.iter().map(|difference| reader.total_share(*difference, *of)).collect()
        };
        shares = of.iter().zip(&differences).map(share).collect();
        Ok(ControlFlow::Break(()))
    };
    let watch = After { watch, draws };
    prepared.answer(block_0, false, None, &watch, &mut visit).map_err(|(_, failure): Failed| failure)?;
    Ok(shares)
}
