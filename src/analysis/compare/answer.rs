//! What is said of a pair: from figures to the structs of a comparison.

use std::collections::{BTreeMap, BTreeSet};

use super::ask::{Between, Paired, QUANTILES};
use super::comparison::{
    Assumption, Change, Correlation, Gate, NetBenefitChange, OneSided, PeakChange, Standing, YearChange,
};
use crate::scenario::document::Perspective;
use crate::scenario::warning::ComparisonWarning;
use crate::scenario::{Restated, Scenario, Warning};
use crate::summary::Reader;
use crate::summary::first_outlay;
use crate::summary::quantiles::Missed;
use crate::summary::results::{Estimate, PerspectiveResults, Perspectives, Results, WarningRecord};

/// Where a perspective of a scenario stands.
pub(super) fn standing(scenario: &Scenario, name: &str, results: &PerspectiveResults) -> Standing {
    Standing {
        first_outlay: first_outlay(scenario, name, results),
        net_benefit: results.net_benefit.mean,
        probability_break_even: results.probability_break_even,
        break_even_year: results.break_even_year.median,
        peak_funding_need: results.peak_funding_need.mean,
    }
}

/// The change of every perspective that both have. Without anything `paired` the two are one model.
///
/// # Errors
/// [`Missed`] where a quantile was not kept.
pub(super) fn changes(
    results: [&Results; 2],
    paired: Option<&[Paired]>,
    reader: &Reader<'_>,
    scenarios: [&Scenario; 2],
) -> Result<BTreeMap<String, Change>, Missed> {
    let scenario = scenarios[1];
    let base = &results[0].perspectives;
    let Some(paired) = paired else {
        let unchanged = |(name, was): (&String, _)| (name.clone(), no_change(scenario, name, was));
        return Ok(base.iter().map(unchanged).collect());
    };
    let read = |Paired { name, between }: &Paired| {
        let Some(between) = between else {
            return Ok((name.clone(), no_change(scenario, name, &base[name])));
        };
        let standings = [0, 1].map(|side| standing(scenarios[side], name, &results[side].perspectives[name]));
        Ok((name.clone(), change(scenario.label(name), between, reader, standings)?))
    };
    paired.iter().map(read).collect()
}

fn change(
    label: String,
    p: &Between,
    reader: &Reader<'_>,
    [was, is]: [Standing; 2],
) -> Result<Change, Missed> {
    let [p5, p50, p95] = reader.quantiles(p.quantiles, QUANTILES)?;
    // Of what has no finite error on a side, the change has none either.
    let known = |of: fn(&Standing) -> &Estimate, change: Estimate| {
        let is_open = [&was, &is].into_iter().any(|side| of(side).lo == f64::NEG_INFINITY);
        if is_open { Estimate::of_unknown_error(change.value) } else { change }
    };
    let [mean, sd] = [reader.mean(p.expected), reader.sd(p.net_benefit)]
        .map(|change| known(|side| &side.net_benefit, change));
    let peak = reader.change_of_rare(p.peak, [was.peak_funding_need, is.peak_funding_need]);
    let peak = known(|side| &side.peak_funding_need, peak);
    let net_benefit = NetBenefitChange { mean, sd, p5, p50, p95 };
    let [expected, drawn] = p.across.map(|(base, other, product)| reader.correlation(base, other, product));
    Ok(Change {
        label,
        was,
        is,
        net_benefit,
        probability_better: reader.share(p.order[0]),
        probability_equal: reader.share_of_none(&p.order),
        probability_worse: reader.share(p.order[1]),
        probability_break_even: reader.change(p.break_even),
        break_even_year: YearChange { by_year: reader.turning(p.years) },
        peak_funding_need: PeakChange { mean: peak },
        correlation: Correlation { expected, drawn },
    })
}

/// Nothing lies between a model and itself, and that is certain.
fn no_change(scenario: &Scenario, name: &str, results: &PerspectiveResults) -> Change {
    let zero = Estimate::exact(0.0);
    let varies = results.net_benefit.sd.value > 0.0;
    let varies_in_expectation = results.net_benefit.mean.se > 0.0;
    Change {
        label: scenario.label(name),
        was: standing(scenario, name, results),
        is: standing(scenario, name, results),
        net_benefit: NetBenefitChange { mean: zero, sd: zero, p5: zero, p50: zero, p95: zero },
        probability_better: zero,
        probability_equal: Estimate::exact(1.0),
        probability_worse: zero,
        probability_break_even: zero,
        break_even_year: YearChange { by_year: vec![zero; results.break_even_year.by_year.len()] },
        peak_funding_need: PeakChange { mean: zero },
        correlation: Correlation {
            expected: varies_in_expectation.then(|| Estimate::exact(1.0)),
            drawn: varies.then(|| Estimate::exact(1.0)),
        },
    }
}

/// Where every perspective stands that only one side has.
pub(super) fn one_sided(
    [base, other]: [&Perspectives; 2],
    scenarios: [&Scenario; 2],
) -> BTreeMap<String, OneSided> {
    let gone = base.iter().filter(|(name, _)| !other.contains_key(*name)).map(|(name, results)| {
        let label = scenarios[0].label(name);
        (name.clone(), OneSided { label, was: Some(standing(scenarios[0], name, results)), is: None })
    });
    let come = other.iter().filter(|(name, _)| !base.contains_key(*name)).map(|(name, results)| {
        let label = scenarios[1].label(name);
        (name.clone(), OneSided { label, was: None, is: Some(standing(scenarios[1], name, results)) })
    });
    gone.chain(come).collect()
}

/// What results speak of by name.
pub(super) fn named(scenario: &Scenario) -> BTreeSet<String> {
    let payers = scenario.payers.keys().map(|name| format!("payers.{name}"));
    let perspectives = scenario.perspectives.keys().map(|name| format!("perspectives.{name}"));
    let outcomes = scenario.outcomes.keys().map(|name| format!("outcomes.{name}"));
    let states = scenario.pathways.iter().flat_map(|pathways| pathways.states.keys());
    let states = states.map(|name| format!("states.{name}"));
    payers.chain(perspectives).chain(outcomes).chain(states).collect()
}

/// What makes the two less comparable, and what the other's run warns of that the base's does not.
pub(super) fn warnings(
    [base, other]: [&Scenario; 2],
    results: [&Results; 2],
    assumptions: &[Assumption],
    gates: &[Gate],
) -> Vec<WarningRecord> {
    let mut warnings = Vec::new();
    let mut warn = |warning: ComparisonWarning| {
        warnings.push(WarningRecord::from(&Warning::Comparison(warning)));
    };
    if base.horizon != other.horizon {
        warn(ComparisonWarning::Horizon { base: base.horizon, other: other.horizon });
    }
    if let Some(Restated { price_year, factor }) = other.restated {
        warn(ComparisonWarning::Prices { price_year, shown: other.price_year, factor });
    }
    if assumptions.iter().any(|a| a.path.starts_with("discount.")) {
        warn(ComparisonWarning::Discount);
    }
    let payers = |scenario: &Scenario| -> Vec<(String, bool)> {
        scenario.payers.iter().map(|(name, payer)| (name.clone(), payer.public)).collect()
    };
    if payers(base) != payers(other) {
        warn(ComparisonWarning::Payers);
    }
    for (name, was) in &base.perspectives {
        let purses = |p: &Perspective| [&p.payers, &p.taxed].map(|names| BTreeSet::from_iter(names.clone()));
        let distortion = format!("perspectives.{name}.tax_distortion");
        let is_redefined = |is: &Perspective| {
            purses(was) != purses(is) || assumptions.iter().any(|assumption| assumption.path == distortion)
        };
        let is_said = name == "public" && payers(base) != payers(other);
        if !is_said && other.perspectives.get(name).is_some_and(is_redefined) {
            warn(ComparisonWarning::Perspective { perspective: name.clone() });
        }
    }
    for gate in gates.iter().filter(|gate| gate.weakened) {
        let requirement = gate.name.trim_end_matches(" (of the base)").to_owned();
        warn(ComparisonWarning::WeakerRequirement { requirement });
    }
    let known = &results[0].warnings;
    warnings.extend(results[1].warnings.iter().filter(|warning| !known.contains(warning)).cloned());
    warnings
}
