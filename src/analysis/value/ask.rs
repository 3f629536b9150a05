//! What the value of information wants: every draw of each option's expected net benefit and of each doubtful input.

use super::valuing::{Unvalued, Valuing};
use crate::analysis::compare::side::Side;
use crate::analysis::doubtful::{Doubtful, Seen, doubtful};
use crate::analysis::ranking;
use crate::model::Headline;
use crate::model::column::{Tails, Value};
use crate::scenario::spelling::meant;
use crate::summary::plan::{Lowest, Moments, Plan, Table};
use crate::summary::quantity::Recipe;
use crate::summary::question::{Look, Question};
use crate::summary::run::ask::{NET_BENEFIT_QUANTILES, year};
use crate::summary::{Failure, Kept};

/// Handles of everything that is wanted.
pub(super) struct Asked {
    /// By scenario.
    pub looks: Vec<Look>,
    /// Those that all scenarios have, in name order.
    pub perspectives: Vec<Perspective>,
    pub doubtful: Vec<Doubtful>,
    /// Doubtful inputs on which nobody's expected net benefit depends.
    pub unread: Vec<String>,
    /// Which option is the best of several, by perspective.
    pub ranking: Vec<ranking::Asked>,
}

/// A perspective; lists are by option, nothing last.
pub(super) struct Perspective {
    pub name: String,
    /// Whether payments touch it in one of the options.
    pub is_touched: bool,
    pub expected: Vec<Moments>,
    /// What of it counts as 0.
    pub tolerances: Vec<Moments>,
    /// By how much the best of the expectations is better.
    pub regrets: Vec<Moments>,
    /// Column of the expectation, or what it always is.
    pub columns: Vec<Kept>,
    /// From which power on some expectation has no mean; ∞ where every one has.
    pub order: f64,
    /// Quantiles of drawn net benefit and the break-even year, where options are ranked.
    pub spread: Vec<(Lowest, Table)>,
}

/// Asks for the value of information about a choice between scenarios, one of which may be nothing.
///
/// # Errors
/// Where one of the scenarios has no model, or there is no such perspective.
pub(super) fn ask<'s>(sides: &[Side<'s>], valuing: &Valuing) -> Result<(Question<'s>, Asked), Unvalued> {
    let mut question = Question::default();
    let (mut looks, mut readings, mut horizons) = (Vec::new(), Vec::new(), Vec::new());
    for side in sides {
        let look = question
            .read(side.reading())
            .map_err(|error| Unvalued::Failed(Some(looks.len()), Failure::Model(error)))?;
        looks.push(look);
        readings.push(question.headlines(look));
        horizons.push(side.loaded.scenario.horizon);
    }
    let common =
        |name: &String| readings.iter().all(|reading| reading.iter().any(|(known, _)| known == name));
    let names: Vec<String> = readings[0].iter().map(|(name, _)| name.clone()).filter(common).collect();
    if !names.contains(&valuing.perspective) {
        let known: Vec<&str> = names.iter().map(String::as_str).collect();
        return Err(Unvalued::Asked(format!(
            "there is no payer or perspective `{}` that all scenarios have; {}",
            valuing.perspective,
            meant(&valuing.perspective, &known)
        )));
    }
    if valuing.has_nothing(sides.len()) {
        readings.push(names.iter().map(|name| (name.clone(), NOTHING)).collect());
        horizons.push(0);
    }
    let is_choice = readings.len() > 2;
    let of = |name: &String| -> Vec<Headline> {
        let found = readings.iter().flat_map(|reading| reading.iter().find(|(known, _)| known == name));
        found.map(|(_, headline)| *headline).collect()
    };
    let headlines: Vec<Vec<Headline>> = names.iter().map(of).collect();
    let seen: Vec<Seen<'_>> = sides
        .iter()
        .zip(&looks)
        .map(|(side, look)| Seen { look: *look, scenario: &side.loaded.scenario, sharing: &side.sharing })
        .collect();
    let expected: Vec<Value> = headlines.iter().flatten().map(|h| h.expected).collect();
    let (doubtful, unread) = doubtful(&mut question, &seen, &expected);
    let mut perspectives = Vec::new();
    for (name, options) in names.into_iter().zip(&headlines) {
        perspectives.push(perspective(&mut question, name, options, &horizons, is_choice));
    }
    let ranking = if is_choice { ranking::ask(&mut question, &readings) } else { Vec::new() };
    Ok((question, Asked { looks, perspectives, doubtful, unread, ranking }))
}

/// What the option to do nothing comes to.
const NOTHING: Headline = Headline {
    net_benefit: Value::ZERO,
    break_even_year: Value::ZERO,
    peak_need: Value::ZERO,
    tolerance: Value::ZERO,
    expected: Value::ZERO,
    effects: Value::ZERO,
    costs: Value::ZERO,
    is_touched: false,
};

fn perspective(
    question: &mut Question<'_>,
    name: String,
    options: &[Headline],
    horizons: &[usize],
    is_choice: bool,
) -> Perspective {
    let tails = question.tails(options.iter().map(|h| h.expected));
    let order = tails.into_iter().map(Tails::order).fold(f64::INFINITY, |a, b| if b < a { b } else { a });
    let plan: &mut Plan = question;
    let amounts: Vec<_> = options.iter().map(|h| (h.expected, h.tolerance)).collect();
    let mut regret = |of: usize| {
        let regret = plan.make(Recipe::Regret { all: amounts.clone(), of });
        plan.moments(regret)
    };
    let regrets = (0..options.len()).map(&mut regret).collect();
    let expected = options.iter().map(|h| plan.moments(h.expected)).collect();
    let tolerances = options.iter().map(|h| plan.moments(h.tolerance)).collect();
    let columns = options.iter().map(|h| plan.keep(h.expected)).collect();
    let mut spread = |(h, horizon): (&Headline, &usize)| {
        (plan.lowest(h.net_benefit, &NET_BENEFIT_QUANTILES), year(plan, h.break_even_year, *horizon))
    };
    let spread = if is_choice { options.iter().zip(horizons).map(&mut spread).collect() } else { Vec::new() };
    let is_touched = options.iter().any(|h| h.is_touched);
    Perspective { name, is_touched, expected, tolerances, regrets, columns, spread, order }
}
