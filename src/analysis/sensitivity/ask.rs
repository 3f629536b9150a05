//! What a sensitivity analysis wants of the draws as they are: every draw of each doubtful input and of what each
//! perspective comes to.

pub(super) use crate::analysis::doubtful::Doubtful;

use crate::analysis::doubtful::{Seen, doubtful};
use crate::model::Reading;
use crate::model::column::{Tails, Value};
use crate::summary::plan::{Plan, Split};
use crate::summary::question::{Look, Question};
use crate::summary::twins::Twins;
use crate::summary::{Failure, Kept};

/// Handles of everything that is wanted.
pub(super) struct Asked {
    pub look: Look,
    /// In name order.
    pub perspectives: Vec<Perspective>,
    pub doubtful: Vec<Doubtful>,
    /// Doubtful inputs on which nobody's expected net benefit depends.
    pub unread: Vec<String>,
}

/// A perspective.
pub(super) struct Perspective {
    pub name: String,
    pub split: Split,
    /// A second life, where payments touch the perspective; none where no input is in doubt.
    pub twins: Option<Option<Twins>>,
    /// Expected net benefit given the inputs.
    pub expected: Kept,
    /// Year from which the money is back.
    pub year: Kept,
    /// The last year.
    pub horizon: f64,
    /// From which power on the expectation has no mean; ∞ where every one has.
    pub order: f64,
    /// By doubtful input: whether the expectation depends on it, or on what it is correlated with.
    pub hangs_on: Vec<bool>,
}

/// Asks for the sensitivity of a reading.
///
/// # Errors
/// Where it has no model, or there is no such perspective.
pub(super) fn ask<'s>(reading: &Reading<'s>, perspective: &str) -> Result<(Question<'s>, Asked), Failure> {
    let mut question = Question::default();
    let look = question.read(reading.clone()).map_err(Failure::Model)?;
    let headlines = question.headlines(look);
    let twins = question.twins(look).map_err(Failure::Model)?;
    if headlines.iter().all(|(name, _)| name != perspective) {
        return Err(Failure::NoPerspective { perspective: perspective.to_owned() });
    }
    let expected: Vec<Value> = headlines.iter().map(|(_, h)| h.expected).collect();
    let seen = Seen { look, scenario: reading.scenario, sharing: &reading.sharing };
    let (doubtful, unread) = doubtful(&mut question, &[seen], &expected);
    let tails = question.tails(expected);
    let mut perspectives = Vec::new();
    for (((name, h), tails), twin) in headlines.into_iter().zip(tails).zip(twins) {
        let reached = question.reached(&[h.expected]);
        let depends = |input: &Doubtful| reached.contains(&input.node);
        let together = |a: &Doubtful, b: &Doubtful| a.group.is_some() && a.group == b.group;
        let hangs = |input: &Doubtful| {
            depends(input) || doubtful.iter().any(|other| together(input, other) && depends(other))
        };
        perspectives.push(Perspective {
            hangs_on: doubtful.iter().map(hangs).collect(),
            split: question.split(h.expected, h.net_benefit),
            twins: twin.map(|twin| {
                let lives = [h.expected, twin.expected];
                twin.in_doubt.then(|| Plan::twins(&mut question, lives, h.net_benefit))
            }),
            expected: question.keep(h.expected),
            year: question.keep(h.break_even_year),
            horizon: reading.scenario.horizon as f64,
            order: Tails::order(tails),
            name,
        });
    }
    Ok((question, Asked { look, perspectives, doubtful, unread }))
}
