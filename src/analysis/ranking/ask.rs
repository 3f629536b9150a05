//! What a ranking wants of its readings: regrets, and what lies between each two.

use crate::model::Headline;
use crate::summary::events::Sign;
use crate::summary::plan::{Largest, Moments, Plan, Quantiles, Share, Spreads};
use crate::summary::quantity::Recipe;
use crate::summary::run::ask::NET_BENEFIT_QUANTILES;

/// Probability of the quantile of regret.
pub(super) const REGRET_QUANTILE: [f64; 1] = [0.95];

/// What is wanted of a perspective that all readings have.
pub struct Asked {
    pub(super) name: String,
    /// By reading.
    pub(super) places: Vec<Place>,
    /// Mean of the first less the second, by pair of readings.
    pub(super) leads: Vec<((usize, usize), Moments)>,
    pub(super) spreads: Spreads,
}

/// What is wanted of one reading among the others.
pub(super) struct Place {
    pub expected: Moments,
    pub regret: Moments,
    pub regret_quantiles: Quantiles,
    pub best: Share,
    pub largest: Largest,
}

/// Asks for the order of some readings, whose perspectives are given.
pub fn ask(plan: &mut Plan, readings: &[Vec<(String, Headline)>]) -> Vec<Asked> {
    let mut all = Vec::new();
    for (name, _) in readings.first().into_iter().flatten() {
        let of = |reading: &Vec<(String, Headline)>| {
            reading.iter().find(|(known, _)| known == name).map(|(_, headline)| *headline)
        };
        if let Some(headlines) = readings.iter().map(of).collect::<Option<Vec<Headline>>>() {
            all.push(perspective(plan, name, &headlines));
        }
    }
    plan.next_asker();
    all
}

fn perspective(plan: &mut Plan, name: &str, readings: &[Headline]) -> Asked {
    let amounts: Vec<_> = readings.iter().map(|h| (h.net_benefit, h.tolerance)).collect();
    let mut place = |of: usize| {
        let regret = plan.make(Recipe::Regret { all: amounts.clone(), of });
        Place {
            expected: plan.moments(readings[of].expected),
            regret: plan.moments(regret),
            regret_quantiles: plan.quantiles(regret, &REGRET_QUANTILE),
            best: plan.share_of_sign(regret, Sign::Zero),
            largest: plan.largest(regret),
        }
    };
    let places = (0..readings.len()).map(&mut place).collect();
    let pairs = (0..readings.len()).flat_map(|a| (a + 1..readings.len()).map(move |b| (a, b)));
    let mut lead = |(a, b): (usize, usize)| {
        let [first, second] = [&readings[a], &readings[b]];
        let tolerances = [first.tolerance, second.tolerance];
        let lead = plan.difference([first.expected, second.expected], tolerances);
        ((a, b), plan.moments(lead))
    };
    let leads = pairs.map(&mut lead).collect();
    let mut order =
        |h: &Headline| (plan.lowest(h.net_benefit, &NET_BENEFIT_QUANTILES).quantiles(), h.net_benefit);
    let ordered = readings.iter().map(&mut order).collect();
    Asked { name: name.to_owned(), places, leads, spreads: plan.spreads(ordered) }
}
