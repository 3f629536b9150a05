//! A scenario and results made up by hand, for tests of the reports.

use std::collections::BTreeMap;

use crate::distribution::Law;
use crate::scenario::formula::Expr;
use crate::scenario::{
    Code, Cohort, Counterfactual, Definition, Discount, Evidence, Identity, Input, Outcome, Payer, Quantity,
    RateOf, RateStep, Scenario, Timing,
};
use crate::summary::results::*;

/// A figure whose 95 % interval is ± 1.96 se.
pub fn estimate(value: f64, se: f64) -> Estimate {
    Estimate { value, se, lo: value - 1.96 * se, hi: value + 1.96 * se }
}

fn exact(value: f64) -> Estimate {
    estimate(value, 0.0)
}

fn quantity(expr: Expr) -> Quantity {
    Quantity { expr, path: String::new(), place: None }
}

fn number(value: f64) -> Quantity {
    quantity(Expr::Number(value))
}

/// U-turn, with a name that needs care everywhere: quotes, a comma, a pipe, æøå, a leading equals sign.
pub fn scenario() -> Scenario {
    let payer = |label: &str| Payer { label: label.to_owned(), public: true };
    let input = |written: &str, unit: &str, evidence, source: Option<&str>| Input {
        definition: Definition::Law(Law::fixed(1.0)),
        unit: Some(unit.to_owned()),
        source: source.map(str::to_owned),
        evidence,
        price_year: None,
        includes_relapse: false,
        average_price: false,
        optimism: None,
        written: written.to_owned(),
        place: None,
    };
    Scenario {
        title: "=U-turn: treatment for \"young\" people | with drug misuse, København".to_owned(),
        currency: "DKK".to_owned(),
        price_year: 2015,
        horizon: 6,
        discount: Discount { steps: vec![RateStep { from: 0, rate: number(0.035) }], timing: Timing::End },
        payers: BTreeMap::from([
            ("municipality".to_owned(), payer("Københavns Kommune")),
            ("region".to_owned(), payer("Region Hovedstaden")),
            ("state".to_owned(), payer("Staten")),
        ]),
        perspectives: BTreeMap::new(),
        inputs: BTreeMap::from([
            (
                "course_cost".to_owned(),
                input(
                    "lognormal(mean = 179_167, sd = 18_000)",
                    "DKK per participant",
                    Some(Evidence::Register),
                    Some("Dansk Socialrådgiverforening: 4.3 m DKK for 24 courses"),
                ),
            ),
            (
                "success_rate".to_owned(),
                input("beta(mean = 0.42, sd = 0.08)", "share of participants", None, None),
            ),
        ]),
        correlations: BTreeMap::new(),
        cohort: Some(Cohort {
            intakes: vec![number(24.0)],
            start: 0,
            dropout: number(0.0),
            dropout_cost_share: number(1.0),
        }),
        outcomes: BTreeMap::from([(
            "turned_around".to_owned(),
            Outcome {
                rate: quantity(Expr::Input("success_rate".to_owned())),
                counterfactual: Counterfactual::Rate(number(0.0)),
                rate_of: RateOf::Participants,
                onset: 1,
                relapse: number(0.0),
                icc: 0.0,
            },
        )]),
        costs: BTreeMap::new(),
        effects: BTreeMap::new(),
        requirements: BTreeMap::new(),
    }
}

/// Results that fit [`scenario`] in shape, with figures of a plausible size.
pub fn results() -> Results {
    let perspectives = BTreeMap::from([
        ("municipality".to_owned(), perspective(-1.61e6, 0.9e6, 0.036, 0.45, None)),
        ("public".to_owned(), perspective(1.903e6, 2.21e6, 0.829_43, 1.0, Some(4))),
        ("region".to_owned(), perspective(0.620e6, 0.2e6, 0.9997, 0.1, Some(1))),
        ("state".to_owned(), perspective(2.79e6, 0.8e6, 1.0, 0.45, Some(1))),
    ]);
    let base =
        perspectives.iter().map(|(name, p)| (name.clone(), p.net_benefit.mean.value - 12_000.0)).collect();
    let gap = perspectives.keys().map(|name| (name.clone(), estimate(12_000.0, 1_700.0))).collect();
    Results {
        schema_version: SCHEMA_VERSION,
        scenario: Identity {
            title: scenario().title,
            file: "scenarios/u-turn.toml".to_owned(),
            variant: Some("one_third".to_owned()),
            sha256: "3f2a9c00d1e2".repeat(5) + "abcd",
            currency: "DKK".to_owned(),
            price_year: 2015,
            horizon: 6,
            resolved: Some("format = 1\n".to_owned()),
        },
        run: RunInfo {
            draws: 1_000_000,
            seed: 1,
            sampling: "random".to_owned(),
            outputs: "headline".to_owned(),
            contract_version: 1,
            program_version: "0.1.0".to_owned(),
        },
        perspectives,
        outcomes: BTreeMap::from([(
            "turned_around".to_owned(),
            OutcomeResults {
                with: MeanOnly { mean: estimate(10.08, 0.002) },
                without: MeanOnly { mean: exact(0.0) },
                additional: Additional {
                    mean: estimate(10.08, 0.002),
                    sd: estimate(3.05, 0.002),
                    p5: exact(5.0),
                    p50: exact(10.0),
                    p95: exact(15.0),
                },
            },
        )]),
        joint: Joint {
            all_payers_gain: estimate(0.036, 0.0002),
            public_gains_and_payer_loses: BTreeMap::from([
                ("public_gains_and_municipality_loses".to_owned(), estimate(0.7934, 0.0004)),
                (
                    "public_gains_and_region_loses".to_owned(),
                    Estimate { value: 0.0, se: 0.0, lo: 0.0, hi: 4e-6 },
                ),
                (
                    "public_gains_and_state_loses".to_owned(),
                    Estimate { value: 0.0, se: 0.0, lo: 0.0, hi: 4e-6 },
                ),
            ]),
        },
        base_case: BaseCase { net_benefit: base, gap_to_mean: gap },
        unadjusted: None,
        requirements: vec![
            requirement("public_break_even", "probability_break_even", 0.829_43, 0.75, Verdict::Pass),
            requirement("bad_year", "net_benefit.p5", -1.73e6, -1.0e6, Verdict::Fail),
            requirement("soon", "break_even_year.by_year.4", 0.5003, 0.5, Verdict::Inconclusive),
        ],
        warnings: vec![WarningRecord::new(
            Code::LiteralZeroCounterfactual,
            "outcomes.turned_around.counterfactual is a literal 0: nobody is assumed to turn around by \
                      themselves"
                .to_owned(),
            "make it an input with a source, or set rate_is_net = true if the rate is already an effect",
        )],
    }
}

fn requirement(name: &str, metric: &str, value: f64, threshold: f64, verdict: Verdict) -> RequirementResult {
    RequirementResult {
        name: name.to_owned(),
        metric: metric.to_owned(),
        perspective: "public".to_owned(),
        estimate: Some(estimate(value, value.abs() * 0.001)),
        threshold: Threshold::AtLeast(threshold),
        verdict,
    }
}

fn perspective(mean: f64, sd: f64, chance: f64, share: f64, year: Option<usize>) -> PerspectiveResults {
    let se = sd / 1000.0;
    let quantile = |z: f64| estimate(mean + z * sd, 2.0 * se);
    let paid = if share == 0.1 { 0.0 } else { 4.3e6 * if share == 0.45 && mean > 0.0 { 0.0 } else { 1.0 } };
    let probability = |value: f64| {
        let se = libm::sqrt(value * (1.0 - value) / 1e6);
        let hi = value + 1.96 * se + 1e-6;
        Estimate { value, se, lo: value - 1.96 * se, hi: if hi > 1.0 { 1.0 } else { hi } }
    };
    let flow = |value: f64| YearFlow { mean: estimate(value, value.abs() / 4000.0), quantiles: None };
    let spread = |value: f64| {
        let at = |z: f64| estimate(value + z * sd, 2.0 * se);
        let quantiles =
            YearQuantiles { p5: at(-1.645), p25: at(-0.674), p50: at(0.0), p75: at(0.674), p95: at(1.645) };
        YearFlow { quantiles: Some(quantiles), ..flow(value) }
    };
    let yearly = 1.3e6 * share;
    let net: Vec<f64> = (0..=6).map(|t| if t == 0 { -paid } else { yearly }).collect();
    let running: Vec<f64> = (0..=6).map(|t| net[..=t].iter().sum()).collect();
    PerspectiveResults {
        net_benefit: NetBenefit {
            mean: estimate(mean, se),
            sd: estimate(sd, se),
            p5: quantile(-1.645),
            p10: quantile(-1.282),
            p25: quantile(-0.674),
            p50: quantile(0.0),
            p75: quantile(0.674),
            p90: quantile(1.282),
            p95: quantile(1.645),
            histogram: (share == 1.0).then(|| histogram(mean, sd)),
        },
        per_participant: Some(estimate(mean / 24.0, se / 24.0)),
        probability_break_even: probability(chance),
        probability_loss: probability(1.0 - chance),
        break_even_year: BreakEvenYear {
            by_year: (0..=6)
                .map(|t| probability(chance * [0.0, 0.0, 0.01, 0.17, 0.63, 0.88, 1.0][t]))
                .collect(),
            never: probability(1.0 - chance),
            median: year.map(|value| YearEstimate { value, se: Some(0.0), lo: value, hi: Some(value) }),
        },
        benefit_cost_ratio: (paid > 0.0).then(|| estimate(1.0 + mean / 4.3e6, 0.0004)),
        return_on_investment: (paid > 0.0).then(|| estimate(mean / 4.3e6, 0.0004)),
        expected_shortfall_5: quantile(-2.06),
        peak_funding_need: PeakFundingNeed {
            mean: estimate(paid, 0.0),
            p50: estimate(paid, 300.0),
            p95: estimate(paid * 1.1, 800.0),
        },
        variance: VarianceShares {
            parameter_share: Some(estimate(0.4123, 0.0008)),
            cohort_luck_share: Some(estimate(0.5877, 0.0008)),
        },
        cash_flow: CashFlow {
            undiscounted: net.iter().map(|&value| flow(value)).collect(),
            cumulative_undiscounted: running.iter().map(|&value| flow(value)).collect(),
            cumulative_discounted: running.iter().map(|&value| spread(value * 0.9)).collect(),
        },
        lines: BTreeMap::from([
            ("costs.treatment".to_owned(), estimate(paid, paid / 10_000.0)),
            ("effects.public_saving".to_owned(), estimate(mean + paid, se)),
        ]),
        outcomes: BTreeMap::from([(
            "turned_around".to_owned(),
            PerspectiveOutcome {
                successes_to_break_even: (paid > 0.0 || mean > 0.0).then_some(if paid > 0.0 { 7 } else { 0 }),
                probability_reaching_it: Some(probability(chance)),
                cost_per_additional_success: Some(estimate(paid / 10.08, 80.0)),
            },
        )]),
    }
}

/// Counts of a bell curve, with break-even on the edge of a bin.
fn histogram(mean: f64, sd: f64) -> Histogram {
    let width = 50_000.0;
    let from = libm::floor((mean - 4.0 * sd) / width) * width;
    let bins = libm::ceil(8.0 * sd / width) as usize;
    let density = |bin: usize| {
        let z = (from + (bin as f64 + 0.5) * width - mean) / sd;
        (1e6 * width / sd * 0.3989 * libm::exp(-0.5 * z * z)) as u64
    };
    Histogram { from, width, counts: (0..bins).map(density).collect() }
}
