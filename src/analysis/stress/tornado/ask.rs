//! What a tornado wants: each doubtful input at its ends and its median, held against the scenario as it is.

use std::collections::BTreeMap;

use crate::analysis::stress::standing::{ChangeAsked, StandingAsked, moved};
use crate::analysis::stress::stresses::{Part, Stresses};
use crate::distribution::Law;
use crate::model::column::Tails;
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
    /// From which power on expected net benefit has no mean.
    pub orders: Vec<f64>,
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
    /// Low to high; nothing where an end cannot be played.
    pub swing: Vec<ChangeAsked>,
    /// How far the mean in question moves between any two of the settings.
    pub moves: Vec<Moments>,
}

/// An input at a value.
pub(super) struct Setting {
    pub at: f64,
    pub held: Tried,
    /// The same if it is learned; `None` for an input that is in no correlation.
    pub learned: Option<Tried>,
}

/// A reading, each perspective with its change against the scenario as it is; or why it cannot be played.
pub(super) type Tried = Result<(Look, Vec<(StandingAsked, ChangeAsked)>), String>;

/// Which of the settings of an input: low, central or high; and whether it is learned.
pub(super) type Which = (String, usize, bool);

/// Settings that cannot be played, and why.
pub(super) type Unplayed = BTreeMap<Which, String>;

impl Asked {
    /// Which setting a reading is.
    pub fn which(&self, look: Look) -> Option<Which> {
        let is_it = |tried: &Tried| matches!(tried, Ok((known, _)) if *known == look);
        let of_row = |row: &Row| {
            let of = |(end, setting): (usize, &Setting)| match &setting.learned {
                _ if is_it(&setting.held) => Some((end, false)),
                Some(learned) if is_it(learned) => Some((end, true)),
                _ => None,
            };
            let (end, learned) = row.settings.iter().enumerate().find_map(of)?;
            Some((row.input.clone(), end, learned))
        };
        self.rows.iter().find_map(of_row)
    }
}

/// Asks for the tornado of a reading; settings that are known to be unplayable are left out.
///
/// # Errors
/// Where it has no model, or no such perspective.
pub(super) fn ask<'s>(
    reading: &Reading<'s>,
    stresses: &Stresses,
    unplayed: &Unplayed,
) -> Result<(Question<'s>, Asked), Failure> {
    let (mut question, horizon) = (Question::default(), reading.scenario.horizon);
    let base = question.read(reading.clone()).map_err(Failure::Model)?;
    let (perspectives, before): (Vec<String>, Vec<Headline>) = question.headlines(base).into_iter().unzip();
    let unknown = || Failure::NoPerspective { perspective: stresses.perspective.clone() };
    let main = perspectives.iter().position(|name| *name == stresses.perspective).ok_or_else(unknown)?;
    let orders = question.tails(before.iter().map(|h| h.expected)).into_iter().map(Tails::order).collect();
    let standing = before.iter().map(|h| StandingAsked::of(&mut question, h, horizon)).collect();
    let (mut rows, mut unread) = (Vec::new(), Vec::new());
    for (input, definition) in &reading.scenario.inputs {
        if ![Part::Tornado, Part::Together].iter().any(|part| stresses.parts.contains(part)) {
            break;
        }
        let Definition::Law(law) = &definition.definition else { continue };
        let Some((values, widened)) = settings(law, stresses.ends) else { continue };
        let mut read = |end: usize, learned: bool| -> Result<(Look, Vec<Headline>), String> {
            if let Some(reason) = unplayed.get(&(input.clone(), end, learned)) {
                return Err(reason.clone());
            }
            let p = [stresses.ends[0], 0.5, stresses.ends[1]][end];
            let set = match learned {
                true => reading.clone().learned(input, values[end], p),
                false => reading.clone().pinned(input, values[end]),
            };
            let look = question.read(set).map_err(|error| error.message)?;
            Ok((look, question.headlines(look).into_iter().map(|(_, headline)| headline).collect()))
        };
        let held = [0, 1, 2].map(|end| read(end, false));
        if held.iter().all(|held| matches!(held, Ok((_, after)) if *after == before)) {
            unread.push(input.clone());
            continue;
        }
        // Where there are no rows to show, their ends are all that is needed.
        let is_correlated = stresses.parts.contains(&Part::Tornado)
            && reading.scenario.correlations.values().any(|group| group.inputs.contains(input));
        let learned = [0, 1, 2].map(|end| is_correlated.then(|| read(end, true)));
        question.next_stage();
        let plan: &mut Plan = &mut question;
        let played = |end: usize| held[end].as_ref().ok().map(|(_, headlines)| headlines);
        let pairs = [(0, 2), (0, 1), (1, 2)].into_iter().filter_map(|(a, b)| played(a).zip(played(b)));
        let moves = pairs.map(|(from, to)| moved(plan, &from[main], &to[main])).collect();
        let ends = played(0).zip(played(2)).into_iter().flat_map(|(low, high)| low.iter().zip(high));
        let swing = ends.map(|(low, high)| ChangeAsked::of(plan, low, high, horizon)).collect();
        let mut tried = |read: Result<(Look, Vec<Headline>), String>| -> Tried {
            let (look, after) = read?;
            let both =
                |(was, is)| (StandingAsked::of(plan, is, horizon), ChangeAsked::of(plan, was, is, horizon));
            Ok((look, before.iter().zip(&after).map(both).collect()))
        };
        let ([low, central, high], [a, b, c], [d, e, f]) = (values, held, learned);
        let settings = [(low, a, d), (central, b, e), (high, c, f)].map(|(at, held, learned)| Setting {
            at,
            held: tried(held),
            learned: learned.map(&mut tried),
        });
        rows.push(Row { input: input.clone(), widened, settings, swing, moves });
    }
    Ok((question, Asked { perspectives, base, standing, orders, rows, unread }))
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
