//! Ties of figures (MODEL §3): how large what a figure is made of is, and so how much of it is rounding.

use super::estimate::Estimate;
use super::metrics::{Reading, read, read_below};
use super::results::{PerspectiveResults, Results};
use crate::model::TIE;
use crate::scenario::metrics::{Figure, Flow, Kind, Metric};

/// Size of a probability. Its counts are exact and only their division is rounded, so that what counts as nothing (1e-15)
/// is less than one draw in any run.
const PROBABILITY: f64 = 1e-6;

/// Size of what a figure of results is made of, in the figure's own unit: [`TIE`] times this is nothing.
pub fn size(results: &Results, metric: &Metric) -> f64 {
    if let Some(p) = metric.perspective.as_ref().and_then(|name| results.perspectives.get(name)) {
        return made_of(p, metric, read(results, metric).flatten());
    }
    let state = metric.name.as_ref().and_then(|name| results.states.get(name));
    match (metric.kind(), metric.name.as_ref().and_then(|name| results.outcomes.get(name))) {
        (Kind::Probability, _) => PROBABILITY,
        (Kind::PersonYears, _) => {
            state.map_or(0.0, |state| state.with.person_years.value + state.without.person_years.value)
        }
        (_, Some(outcome)) => outcome.with.mean.value.abs() + outcome.without.mean.value.abs(),
        _ => 0.0,
    }
}

/// Size of what a figure of a perspective is made of, as [`size`].
pub(super) fn size_below(p: &PerspectiveResults, metric: &Metric) -> f64 {
    made_of(p, metric, read_below(p, metric).flatten())
}

fn made_of(p: &PerspectiveResults, metric: &Metric, figure: Option<Reading>) -> f64 {
    let value = figure.map_or(0.0, |figure| figure.estimate().value);
    // Σ|PV of each effect| + Σ|PV of each cost|, of their means.
    let amounts = p.lines.values().map(|line| line.value.abs()).sum::<f64>();
    let costs = p.lines.iter().filter(|(name, _)| name.starts_with("costs.")).map(|(_, line)| line.value);
    // A ratio of means is as much larger than what it is made of as its denominator is smaller than 1.
    let (net, costs) = (p.net_benefit.mean.value, costs.sum::<f64>());
    let over = |denominator: f64| if denominator == 0.0 { 0.0 } else { amounts / denominator.abs() };
    let made_of = match metric.figure() {
        Figure::BenefitCostRatio | Figure::ReturnOnInvestment => over(costs),
        Figure::PerParticipant if value != 0.0 => over(net / value),
        Figure::CostPerAdditionalSuccess if value != 0.0 => over(costs / value),
        // Money that is not discounted weighs more than its present value.
        Figure::PeakMean | Figure::PeakP50 | Figure::PeakP95 => amounts + undiscounted(p),
        Figure::FlowMean(of)
        | Figure::FlowP5(of)
        | Figure::FlowP25(of)
        | Figure::FlowP50(of)
        | Figure::FlowP75(of)
        | Figure::FlowP95(of)
            if of != Flow::CumulativeDiscounted =>
        {
            amounts + undiscounted(p)
        }
        _ => match metric.kind() {
            Kind::Money => amounts,
            Kind::Share => 1.0,
            Kind::Probability => return PROBABILITY,
            // Counted in whole numbers.
            Kind::Year | Kind::People | Kind::PersonYears | Kind::Ratio | Kind::MoneyPerPerson => 0.0,
        },
    };
    // A rare draw may be many times as large as the mean of all.
    if value.abs() > made_of { value.abs() } else { made_of }
}

fn undiscounted(p: &PerspectiveResults) -> f64 {
    p.cash_flow.undiscounted.iter().map(|year| year.mean.value.abs()).sum()
}

/// What is no further from 0 than rounding is, as 0.
pub fn untied(e: Estimate, size: f64) -> Estimate {
    let untied = |x: f64| if x.abs() <= TIE * size { 0.0 } else { x };
    Estimate { value: untied(e.value), se: untied(e.se), lo: untied(e.lo), hi: untied(e.hi) }
}
