//! What a tornado wants: each doubtful input at its ends and its median, held against the scenario as it is.

use crate::analysis::stress::standing::{ChangeAsked, StandingAsked, moved};
use crate::analysis::stress::stresses::{Part, Stresses};
use crate::distribution::Law;
use crate::model::{Headline, Reading};
use crate::scenario::Definition;
use crate::summary::Failure;
use crate::summary::plan::{Moments, Plan};
use crate::summary::question::{Look, Question};

/// Handles of everything that is wanted; lists are by perspective, in name order.
pub(super) struct Asked {
    pub perspectives: Vec<String>,
    pub base: Look,
    pub standing: Vec<StandingAsked>,
    pub rows: Vec<Row>,
    /// Doubtful inputs on which nobody's net benefit depends.
    pub unread: Vec<String>,
}

/// A doubtful input.
pub(super) struct Row {
    pub input: String,
    pub widened: bool,
    /// Low, central and high.
    pub settings: [Setting; 3],
    /// Low to high.
    pub swing: Vec<ChangeAsked>,
    /// How far the mean in question moves from low to central, and from central to high.
    pub halves: [Moments; 2],
}

/// An input at a value.
pub(super) struct Setting {
    pub at: f64,
    pub look: Look,
    /// Each with its change against the scenario as it is.
    pub perspectives: Vec<(StandingAsked, ChangeAsked)>,
}

/// Asks for the tornado of a reading.
///
/// # Errors
/// Where it has no model, as it is or with an input set; or no such perspective.
pub(super) fn ask<'s>(reading: &Reading<'s>, stresses: &Stresses) -> Result<(Question<'s>, Asked), Failure> {
    let (mut question, horizon) = (Question::default(), reading.scenario.horizon);
    let base = question.read(reading.clone()).map_err(Failure::Model)?;
    let (perspectives, before): (Vec<String>, Vec<Headline>) = question.headlines(base).into_iter().unzip();
    let unknown = || Failure::NoPerspective { perspective: stresses.perspective.clone() };
    let main = perspectives.iter().position(|name| *name == stresses.perspective).ok_or_else(unknown)?;
    let standing = before.iter().map(|h| StandingAsked::of(&mut question, h, horizon)).collect();
    let (mut rows, mut unread) = (Vec::new(), Vec::new());
    for (input, definition) in &reading.scenario.inputs {
        if !stresses.parts.contains(&Part::Tornado) {
            break;
        }
        let Definition::Law(law) = &definition.definition else { continue };
        let Some((values, widened)) = settings(law, stresses.ends) else { continue };
        let mut read = |at| {
            let set = reading.clone().pinned(input, at);
            let look = question.read(set.clone()).map_err(|error| Failure::Model(error).with(&set))?;
            Ok((at, look, question.headlines(look).into_iter().map(|(_, headline)| headline).collect()))
        };
        let [low, central, high] = values.map(&mut read);
        let readings: [(f64, Look, Vec<Headline>); 3] = [low?, central?, high?];
        if readings.iter().all(|(_, _, after)| *after == before) {
            unread.push(input.clone());
            continue;
        }
        question.next_stage();
        let plan: &mut Plan = &mut question;
        let [low, central, high] = readings.each_ref().map(|(_, _, headlines)| headlines);
        let halves = [(low, central), (central, high)];
        let halves = halves.map(|(from, to)| moved(plan, &from[main], &to[main]));
        let swing =
            low.iter().zip(high).map(|(low, high)| ChangeAsked::of(plan, low, high, horizon)).collect();
        let settings = readings.each_ref().map(|(at, look, after)| {
            let both =
                |(was, is)| (StandingAsked::of(plan, is, horizon), ChangeAsked::of(plan, was, is, horizon));
            Setting { at: *at, look: *look, perspectives: before.iter().zip(after).map(both).collect() }
        });
        rows.push(Row { input: input.clone(), widened, settings, swing, halves });
    }
    Ok((question, Asked { perspectives, base, standing, rows, unread }))
}

/// Low, central and high, and whether the ends are those of the whole range, as both quantiles of a law with atoms may be one
/// value. `None` where the law is a single point.
fn settings(law: &Law, [low, high]: [f64; 2]) -> Option<([f64; 3], bool)> {
    let (from, to) = law.support();
    let narrow = [law.quantile(low), law.quantile(high)];
    let widened = narrow[0] == narrow[1];
    let within = |end: f64, p| if end.is_finite() { end } else { law.quantile(p) };
    let [low, high] = if widened { [within(from, 0.01), within(to, 0.99)] } else { narrow };
    (from < to).then(|| ([low, law.median(), high], widened))
}
