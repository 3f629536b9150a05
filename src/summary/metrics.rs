//! Reading a figure off results.

use super::estimate::Estimate;
use super::results::{
    ArmResults, InState, PerspectiveResults, Results, StateResults, YearEstimate, YearFlow, YearQuantiles,
};
use crate::scenario::Arm;
use crate::scenario::metrics::{Figure, Flow, Metric, PARTS, Slots};

/// A figure as it stands in the results.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Reading {
    /// With its simulation error.
    Estimate(Estimate),
    /// A year with its simulation error.
    Year(YearEstimate),
    /// A whole number without one.
    Count(u64),
    /// A number without one.
    Exact(f64),
}

impl Reading {
    /// The figure with its error. A year that may be never has no upper end.
    pub fn estimate(self) -> Estimate {
        match self {
            Reading::Estimate(estimate) => estimate,
            Reading::Year(year) => year.estimate(),
            Reading::Count(count) => Estimate::exact(count as f64),
            Reading::Exact(value) => Estimate::exact(value),
        }
    }
}

/// Reads a figure: `None` where the results have no such figure, `Some(None)` where it is null.
pub fn read(results: &Results, metric: &Metric) -> Option<Option<Reading>> {
    let name = || metric.name.as_deref();
    let sure = |estimate: Estimate| Some(Some(Reading::Estimate(estimate)));
    let state = || results.states.get(name()?);
    let unadjusted = || results.unadjusted.as_ref()?.get(metric.perspective.as_deref()?);
    match metric.figure() {
        Figure::With => sure(results.outcomes.get(name()?)?.with.mean),
        Figure::Without => sure(results.outcomes.get(name()?)?.without.mean),
        Figure::AdditionalMean => sure(results.outcomes.get(name()?)?.additional.mean),
        Figure::AdditionalSd => sure(results.outcomes.get(name()?)?.additional.sd),
        Figure::AdditionalP5 => sure(results.outcomes.get(name()?)?.additional.p5),
        Figure::AdditionalP50 => sure(results.outcomes.get(name()?)?.additional.p50),
        Figure::AdditionalP95 => sure(results.outcomes.get(name()?)?.additional.p95),
        Figure::PersonYears(arm) => sure(in_arm(state()?, arm).person_years),
        Figure::Entered(arm) => sure(in_arm(state()?, arm).entered),
        Figure::PersonYearsIn(arm) => sure(*in_arm(state()?, arm).by_year.get(metric.year?)?),
        Figure::AdditionalYearsMean => sure(state()?.additional.person_years.mean),
        Figure::AdditionalYearsSd => sure(state()?.additional.person_years.sd),
        Figure::AdditionalYearsP5 => sure(state()?.additional.person_years.p5),
        Figure::AdditionalYearsP50 => sure(state()?.additional.person_years.p50),
        Figure::AdditionalYearsP95 => sure(state()?.additional.person_years.p95),
        Figure::AdditionalYearsIn => sure(*state()?.additional.by_year.get(metric.year?)?),
        Figure::AllPayersGain => sure(results.joint.all_payers_gain),
        Figure::PublicGainsAndPayerLoses => {
            let event = format!("public_gains_and_{}_loses", name()?);
            sure(*results.joint.public_gains_and_payer_loses.get(&event)?)
        }
        Figure::BaseCase => {
            let value = results.base_case.net_benefit.get(metric.perspective.as_deref()?)?;
            Some(Some(Reading::Exact(*value)))
        }
        Figure::GapToMean => sure(*results.base_case.gap_to_mean.get(metric.perspective.as_deref()?)?),
        Figure::UnadjustedMean => sure(unadjusted()?.net_benefit_mean),
        Figure::UnadjustedBreakEven => sure(unadjusted()?.probability_break_even),
        _ => read_below(results.perspectives.get(metric.perspective.as_deref()?)?, metric),
    }
}

/// A state in one arm.
fn in_arm(state: &StateResults, arm: Arm) -> &InState {
    match arm {
        Arm::With => &state.with,
        Arm::Without => &state.without,
    }
}

/// Reads a figure of a perspective, as [`read`] does.
pub fn read_below(p: &PerspectiveResults, metric: &Metric) -> Option<Option<Reading>> {
    let sure = |estimate: Estimate| Some(Some(Reading::Estimate(estimate)));
    let maybe = |estimate: Option<Estimate>| Some(estimate.map(Reading::Estimate));
    let net = &p.net_benefit;
    let line = |section: &str| p.lines.get(&format!("{section}.{}", metric.name.as_deref()?));
    let outcome = || p.outcomes.get(metric.name.as_deref()?);
    let arm = |arm: Arm| -> Option<&ArmResults> {
        let arms = p.arms.as_ref()?;
        Some(match arm {
            Arm::With => &arms.with,
            Arm::Without => &arms.without,
        })
    };
    let flow = |flow: Flow| -> Option<&YearFlow> {
        let flows = match flow {
            Flow::Undiscounted => &p.cash_flow.undiscounted,
            Flow::CumulativeUndiscounted => &p.cash_flow.cumulative_undiscounted,
            Flow::CumulativeDiscounted => &p.cash_flow.cumulative_discounted,
        };
        flows.get(metric.year?)
    };
    let drawn =
        |of: Flow, quantile: fn(&YearQuantiles) -> Estimate| sure(quantile(flow(of)?.quantiles.as_ref()?));
    match metric.figure() {
        Figure::NetBenefitMean => sure(net.mean),
        Figure::NetBenefitSd => sure(net.sd),
        Figure::NetBenefitP5 => sure(net.p5),
        Figure::NetBenefitP10 => sure(net.p10),
        Figure::NetBenefitP25 => sure(net.p25),
        Figure::NetBenefitP50 => sure(net.p50),
        Figure::NetBenefitP75 => sure(net.p75),
        Figure::NetBenefitP90 => sure(net.p90),
        Figure::NetBenefitP95 => sure(net.p95),
        Figure::PerParticipant => maybe(p.per_participant),
        Figure::ProbabilityBreakEven => sure(p.probability_break_even),
        Figure::ProbabilityLoss => sure(p.probability_loss),
        Figure::BreakEvenBy => sure(*p.break_even_year.by_year.get(metric.year?)?),
        Figure::BreakEvenNever => sure(p.break_even_year.never),
        Figure::BreakEvenMedian => Some(p.break_even_year.median.map(Reading::Year)),
        Figure::BenefitCostRatio => maybe(p.benefit_cost_ratio),
        Figure::ReturnOnInvestment => maybe(p.return_on_investment),
        Figure::ExpectedShortfall => sure(p.expected_shortfall_5),
        Figure::PeakMean => sure(p.peak_funding_need.mean),
        Figure::PeakP50 => sure(p.peak_funding_need.p50),
        Figure::PeakP95 => sure(p.peak_funding_need.p95),
        Figure::ParameterShare => maybe(p.variance.parameter_share),
        Figure::CohortLuckShare => maybe(p.variance.cohort_luck_share),
        Figure::FlowMean(of) => sure(flow(of)?.mean),
        Figure::FlowP5(of) => drawn(of, |q| q.p5),
        Figure::FlowP25(of) => drawn(of, |q| q.p25),
        Figure::FlowP50(of) => drawn(of, |q| q.p50),
        Figure::FlowP75(of) => drawn(of, |q| q.p75),
        Figure::FlowP95(of) => drawn(of, |q| q.p95),
        Figure::CostLine => sure(*line("costs")?),
        Figure::EffectLine => sure(*line("effects")?),
        Figure::PaymentLine => sure(*line("payments")?),
        Figure::ArmTotal(of) => sure(arm(of)?.total),
        Figure::ArmLine(of) => sure(*arm(of)?.lines.get(metric.name.as_deref()?)?),
        Figure::ArmState(of) => sure(*arm(of)?.states.get(metric.name.as_deref()?)?),
        Figure::SuccessesToBreakEven => {
            let successes = outcome()?.successes_to_break_even;
            Some(successes.map(Reading::Count))
        }
        Figure::ProbabilityReachingIt => maybe(outcome()?.probability_reaching_it),
        Figure::CostPerAdditionalSuccess => maybe(outcome()?.cost_per_additional_success),
        Figure::With
        | Figure::Without
        | Figure::AdditionalMean
        | Figure::AdditionalSd
        | Figure::AdditionalP5
        | Figure::AdditionalP50
        | Figure::AdditionalP95
        | Figure::PersonYears(_)
        | Figure::Entered(_)
        | Figure::PersonYearsIn(_)
        | Figure::AdditionalYearsMean
        | Figure::AdditionalYearsSd
        | Figure::AdditionalYearsP5
        | Figure::AdditionalYearsP50
        | Figure::AdditionalYearsP95
        | Figure::AdditionalYearsIn
        | Figure::AllPayersGain
        | Figure::PublicGainsAndPayerLoses
        | Figure::BaseCase
        | Figure::GapToMean
        | Figure::UnadjustedMean
        | Figure::UnadjustedBreakEven => None,
    }
}

/// Every figure that the results have, in the order of their paths.
pub fn every(results: &Results) -> Vec<(Metric, Option<Reading>)> {
    let years: Vec<String> = (0..=results.scenario.horizon).map(|year| year.to_string()).collect();
    let mut found = Vec::new();
    for part in PARTS {
        for row in part.rows {
            let pattern = part.pattern(row);
            let open = |place: &str| pattern.contains(place);
            let perspectives = places(open("<p>"), results.perspectives.keys().map(String::as_str));
            for perspective in perspectives {
                let names: Vec<&str> = match row.figure {
                    Figure::CostLine => lines(results, perspective, "costs."),
                    Figure::EffectLine => lines(results, perspective, "effects."),
                    Figure::PaymentLine => lines(results, perspective, "payments."),
                    Figure::PublicGainsAndPayerLoses => results
                        .joint
                        .public_gains_and_payer_loses
                        .keys()
                        .filter_map(|event| event.strip_prefix("public_gains_and_")?.strip_suffix("_loses"))
                        .collect(),
                    _ if open("<s>") => results.states.keys().map(String::as_str).collect(),
                    Figure::ArmLine(_) => arm_lines(results, perspective),
                    _ => results.outcomes.keys().map(String::as_str).collect(),
                };
                let is_named = open("<o>") || open("<s>") || open("<payer>") || open("NAME");
                for name in places(is_named, names.into_iter()) {
                    for year in places(open("<t>"), years.iter().map(String::as_str)) {
                        let metric = Metric::of(part, row, Slots { perspective, name, year });
                        found.extend(read(results, &metric).map(|reading| (metric, reading)));
                    }
                }
            }
        }
    }
    // Years follow each other as numbers do.
    found.sort_by_cached_key(|(metric, _)| {
        let step =
            |step: &str| if step.parse::<usize>().is_ok() { format!("{step:0>6}") } else { step.to_owned() };
        metric.as_str().split('.').map(step).collect::<Vec<String>>()
    });
    found
}

/// What fills an open place, or nothing once where there is none.
fn places<'a>(is_open: bool, fillings: impl Iterator<Item = &'a str>) -> Vec<Option<&'a str>> {
    if is_open { fillings.map(Some).collect() } else { vec![None] }
}

/// Names of a perspective's lines of one section.
fn lines<'r>(results: &'r Results, perspective: Option<&str>, section: &str) -> Vec<&'r str> {
    let lines = perspective.and_then(|name| results.perspectives.get(name)).map(|p| &p.lines);
    lines.into_iter().flatten().filter_map(|(name, _)| name.strip_prefix(section)).collect()
}

/// Names of the effects of which it is known what they cost in each arm.
fn arm_lines<'r>(results: &'r Results, perspective: Option<&str>) -> Vec<&'r str> {
    let arms = perspective.and_then(|name| results.perspectives.get(name)).and_then(|p| p.arms.as_ref());
    arms.into_iter().flat_map(|arms| arms.with.lines.keys()).map(String::as_str).collect()
}
