//! What a tornado wants: each doubtful input at its ends and its median, held against the scenario as it is.

use super::Stresses;
use crate::distribution::Law;
use crate::model::{Headline, ModelError, Reading};
use crate::scenario::Definition;
use crate::summary::events::Event;
use crate::summary::plan::{Moments, Plan, Ranked, Share};
use crate::summary::quantity::Recipe;
use crate::summary::question::{Look, Question};
use crate::summary::run::ask::year;

/// Handles of everything that is wanted.
pub(super) struct Asked {
    pub perspectives: Vec<String>,
    pub base: Look,
    /// By perspective.
    pub standing: Vec<Standing>,
    pub rows: Vec<Row>,
    /// Doubtful inputs that no figure depends on.
    pub unread: Vec<String>,
}

/// Where a perspective stands.
pub(super) struct Standing {
    pub mean: Moments,
    pub year: Ranked,
    pub horizon: usize,
}

/// What lies between two readings for a perspective: of the mean, and draws in which break-even turns, up and down.
pub(super) struct Change {
    pub mean: Moments,
    pub break_even: [Share; 2],
}

/// A doubtful input: low, central and high.
pub(super) struct Row {
    pub input: String,
    pub widened: bool,
    pub settings: [Setting; 3],
    /// By perspective, from each setting to the next: low to central, central to high, low to high.
    pub between: [Vec<Change>; 3],
}

/// An input at a value.
pub(super) struct Setting {
    pub at: f64,
    pub look: Look,
    /// By perspective, with the change against the scenario as it is.
    pub perspectives: Vec<(Standing, Change)>,
}

/// Asks for the tornado of a reading.
///
/// # Errors
/// Where it has no model, as it is or with an input set.
pub(super) fn ask<'s>(
    reading: Reading<'s>,
    stresses: &Stresses,
) -> Result<(Question<'s>, Asked), ModelError> {
    let (mut question, horizon) = (Question::default(), reading.scenario.horizon);
    let base = question.read(reading.clone())?;
    let before = question.headlines(base);
    let standing = before.iter().map(|(_, h)| stand(&mut question, h, horizon)).collect();
    let (mut rows, mut unread) = (Vec::new(), Vec::new());
    for (input, definition) in &reading.scenario.inputs {
        let Definition::Law(law) = &definition.definition else { continue };
        if law.is_fixed().is_some() {
            continue;
        }
        let (values, widened) = settings(law, stresses.ends);
        let mut read = |at| {
            let look = question.read(reading.clone().pinned(input, at))?;
            Ok((look, question.headlines(look)))
        };
        let [low, central, high] = values.map(&mut read);
        let readings = [low?, central?, high?];
        if readings.iter().all(|(_, after)| *after == before) {
            unread.push(input.clone());
            continue;
        }
        question.next_stage();
        let plan: &mut Plan = &mut question;
        let mut changes = |from: &[(String, Headline)], to: &[(String, Headline)]| -> Vec<Change> {
            from.iter().zip(to).map(|((_, from), (_, to))| change(plan, [from, to], horizon)).collect()
        };
        let [low, central, high] = readings.each_ref().map(|(_, headlines)| headlines.as_slice());
        let between = [changes(low, central), changes(central, high), changes(low, high)];
        let against = readings.each_ref().map(|(_, after)| changes(&before, after));
        let mut against = against.into_iter();
        let settings = std::array::from_fn(|i| {
            let (look, after) = &readings[i];
            let standing = after.iter().map(|(_, h)| stand(&mut question, h, horizon));
            let perspectives = standing.zip(against.next().into_iter().flatten()).collect();
            Setting { at: values[i], look: *look, perspectives }
        });
        rows.push(Row { input: input.clone(), widened, settings, between });
    }
    let perspectives = before.into_iter().map(|(name, _)| name).collect();
    Ok((question, Asked { perspectives, base, standing, rows, unread }))
}

fn stand(plan: &mut Plan, h: &Headline, horizon: usize) -> Standing {
    Standing { mean: plan.moments(h.expected), year: year(plan, h.break_even_year, horizon), horizon }
}

fn change(plan: &mut Plan, [from, to]: [&Headline; 2], horizon: usize) -> Change {
    let (of, tolerances) = ([to.expected, from.expected], [to.tolerance, from.tolerance]);
    let mean = plan.make(Recipe::Difference { of, tolerances });
    let [before, after] = [from, to].map(|h| (h.break_even_year, horizon as f64));
    let turned = [(after, before), (before, after)];
    let break_even = turned.map(|(first, second)| plan.share(Event::FirstOnly(first, second)));
    Change { mean: plan.moments(mean), break_even }
}

/// Low, central and high, and whether the ends had to be those of the whole range: of a law with atoms both quantiles may be
/// one value.
fn settings(law: &Law, [low, high]: [f64; 2]) -> ([f64; 3], bool) {
    let ends = (law.quantile(low), law.quantile(high));
    if ends.0 < ends.1 {
        return ([ends.0, law.median(), ends.1], false);
    }
    let (from, to) = law.support();
    let low = if from.is_finite() { from } else { law.quantile(0.01) };
    let high = if to.is_finite() { to } else { law.quantile(0.99) };
    ([low, law.median(), high], true)
}
