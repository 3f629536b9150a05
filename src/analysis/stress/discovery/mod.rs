//! When does it lose? A box of assumptions in which the losses lie (scenario discovery; Bryant & Lempert, 2010, "Thinking inside the box: a
//! participatory, computer-assisted approach to scenario discovery", Technol. Forecast. Soc. Change 77:34).

mod found;
mod peel;
mod points;
mod polish;
mod search;

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::call::Call;
use crate::analysis::doubtful::{Doubtful, Seen, doubtful};
use crate::engine::Noticed;
use crate::model::column::Value;
use crate::summary::interval::Confidence;
use crate::summary::plan::Plan;
use crate::summary::question::Question;
use crate::summary::results::Estimate;
use crate::summary::{Columns, Failure, Prepared, Reader, Settings};
pub use found::{Discovery, Interval, Limit, NoBox, Reason, Step};
pub use peel::Passed;
pub use points::{Bounds, Count, End, Points};
pub use search::{Bound, Found, search};

/// Draws that are looked at, the first ones.
const MOST_DRAWS: u64 = 20_000;

/// Searches the draws for a box of assumptions in which the losses lie.
///
/// # Errors
/// Where the scenario comes to nothing.
pub(super) fn discovery(call: &Call<'_>) -> Result<Result<Discovery, NoBox>, Failure> {
    // Draws are the same however many there are, for each way to spread them.
    let all = call.settings.sampling.round_up(call.settings.draws);
    let draws = if all < MOST_DRAWS { all } else { MOST_DRAWS };
    let settings = Settings { draws, ..call.settings.clone() };
    let first = Call { settings: &settings, ..call.clone() };
    let mut question = Question::default();
    let look = question.read(call.reading.clone()).map_err(Failure::Model)?;
    let headlines = question.headlines(look);
    let perspective = &call.stresses.perspective;
    let unknown = || Failure::NoPerspective { perspective: perspective.clone() };
    let at = headlines.iter().position(|(name, _)| name == perspective).ok_or_else(unknown)?;
    let (_, main) = &headlines[at];
    let twin = question.twins(look).map_err(Failure::Model)?[at];
    let twins = twin.map(|twin| {
        let lives = [main.expected, twin.expected];
        twin.in_doubt.then(|| Plan::twins(&mut question, lives, main.net_benefit))
    });
    let year = question.keep(main.break_even_year);
    let split = question.split(main.expected, main.net_benefit);
    let every: Vec<Value> = headlines.iter().flat_map(|(_, h)| [h.net_benefit, h.expected]).collect();
    let seen = Seen { look, scenario: call.reading.scenario, sharing: &call.reading.sharing };
    let (inputs, _) = doubtful(&mut question, &[seen], &every);
    let mut read =
        |reader: &Reader<'_>, _: &Prepared<'_>, _: &Noticed| Ok(reader.split(split, twins).cohort_luck_share);
    let (luck, columns) = first.keep(question, &mut read)?;
    let horizon = call.reading.scenario.horizon as f64;
    let coordinates = inputs.par_iter().map(|input| {
        columns.column(input.column)[..draws as usize]
            .iter()
            .map(|x| input.law.mid_cdf(*x))
            .collect::<Vec<f64>>()
    });
    let points = Points {
        coordinates: coordinates.collect(),
        lost: (0..draws as usize).map(|draw| columns.at(year, draw) > horizon).collect(),
    };
    Ok(Searched { inputs: &inputs, columns: &columns, points: &points }.answer(luck))
}

/// Points that are searched, and what they are draws of.
struct Searched<'a> {
    inputs: &'a [Doubtful],
    columns: &'a Columns,
    points: &'a Points,
}

impl Searched<'_> {
    fn answer(&self, cohort_luck_share: Option<Estimate>) -> Result<Discovery, NoBox> {
        let share = |hits: u64, of: u64| Confidence::USUAL.probability(hits, of);
        let [train, _] = self.points.halves();
        let none = |reason| {
            let Count { size, hits } = self.points.all();
            NoBox { reason, loss_rate: share(hits, size), cohort_luck_share }
        };
        match train.all() {
            _ if self.inputs.is_empty() => return Err(none(Reason::NothingDoubtful)),
            Count { hits: 0, .. } => return Err(none(Reason::NoLosses)),
            Count { size, hits } if hits == size => return Err(none(Reason::OnlyLosses)),
            Count { .. } => {}
        }
        let found = search(self.points);
        if found.bounds.is_empty() {
            return Err(none(Reason::NoneFound));
        }
        let mut bounds: BTreeMap<String, Interval> = BTreeMap::new();
        for bound in &found.bounds {
            let interval = bounds.entry(self.inputs[bound.input].name.clone()).or_default();
            let limit = Some(self.limit(bound));
            *if bound.end == End::Low { &mut interval.min } else { &mut interval.max } = limit;
        }
        let correlated =
            self.inputs.iter().filter(|input| input.group.is_some() && bounds.contains_key(&input.name));
        let correlated = correlated.map(|input| input.name.clone()).collect();
        let Found { inside, all, passed, .. } = found;
        let whole = passed[0].inside;
        let step = |Passed { bounds, inside }: &Passed| Step {
            coverage: inside.hits as f64 / whole.hits as f64,
            density: inside.rate(),
            mass: inside.size as f64 / whole.size as f64,
            bounds: bounds.all().len(),
        };
        Ok(Discovery {
            bounds,
            density: share(inside.hits, inside.size),
            coverage: share(inside.hits, all.hits),
            mass: share(inside.size, all.size),
            loss_rate: share(all.hits, all.size),
            cohort_luck_share,
            correlated,
            trajectory: passed.iter().map(step).collect(),
        })
    }

    /// A bound as a value of its input.
    fn limit(&self, bound: &Bound) -> Limit {
        let Doubtful { law, column, .. } = &self.inputs[bound.input];
        let is_in = |u: f64| if bound.end == End::Low { u > bound.at } else { u < bound.at };
        let at = law.quantile(bound.at);
        let is_atom = law.mid_cdf(at) != law.cdf(at);
        let value = match is_atom && !is_in(law.mid_cdf(at)) {
            false => at,
            // The single value lies outside: the next one inside counts.
            true => {
                let coordinates = &self.points.coordinates[bound.input];
                let drawn = (0..coordinates.len()).filter(|draw| is_in(coordinates[*draw]));
                let nearer = |a: f64, b: f64| if (bound.end == End::Low) == (a < b) { a } else { b };
                drawn.map(|draw| self.columns.column(*column)[draw]).reduce(nearer).unwrap_or(at)
            }
        };
        let quantile = match bound.end {
            End::Low => 2.0 * law.mid_cdf(value) - law.cdf(value),
            End::High => law.cdf(value),
        };
        Limit { value, quantile, p: bound.p }
    }
}
