//! Which way the people happen to go, against closed forms.

use serde_json::Value;

use super::exact::{beta_binomial_reaches, binomial_reaches};
use super::program::{assert_estimate, assert_exact, figure, run_text};

/// A cohort that costs `cost` and gains 1 for every additional person in the outcome.
fn cohort(people: u32, rate: &str, counterfactual: &str, cost: f64) -> String {
    format!(
        "format = 1\ntitle = \"luck\"\ncurrency = \"DKK\"\nprice_year = 2020\nhorizon = 1\n\
         [discount]\nrate = 0.0\n[payers]\ncity = \"City\"\n\
         [inputs.rate]\n{rate}\n[inputs.without]\n{counterfactual}\n\
         [cohort]\nparticipants = {people}\n\
         [outcomes.better]\nrate = \"rate\"\ncounterfactual = \"without\"\nonset = 0\n\
         [costs.all]\namount = \"{cost:?} / {people}\"\nper = \"participant\"\npaid_by = {{ city = 1 }}\n\
         [effects.gain]\noutcome = \"better\"\namount = 1\nyears = 0\nshares = {{ city = 1 }}\n"
    )
}

fn shares(result: &Value) -> (f64, f64) {
    let share = |name: &str| figure(result, &format!("perspectives.public.variance.{name}.value"));
    (share("parameter_share"), share("cohort_luck_share"))
}

/// People are coupled between the arms, not counts: 24 people at .42 against .20 have Binomial(24, .22)
/// additional successes. (One uniform for both counts would give an sd of 0.63, two independent ones 3.11.)
#[test]
fn people_are_coupled_between_the_arms() {
    let result = run_text(&cohort(24, "fixed = 0.42", "fixed = 0.20", 4.5), &[]);
    assert_estimate(&result, "outcomes.better.additional.sd", (24.0_f64 * 0.22 * 0.78).sqrt());
    assert_exact(&result, "outcomes.better.additional.mean.value", 24.0 * 0.22);
    assert_exact(&result, "perspectives.public.outcomes.better.successes_to_break_even", 5.0);
    let reaching = binomial_reaches(24, 0.22, 5);
    assert!((reaching - 0.634).abs() < 0.0005);
    assert_estimate(&result, "perspectives.public.outcomes.better.probability_reaching_it", reaching);
    assert_estimate(&result, "perspectives.public.probability_break_even", reaching);
}

/// An intervention that does harm: the same luck, the other way round.
#[test]
fn a_rate_below_the_counterfactual_loses_people() {
    let result = run_text(&cohort(24, "fixed = 0.20", "fixed = 0.42", -4.5), &[]);
    assert_exact(&result, "outcomes.better.additional.mean.value", -24.0 * 0.22);
    assert_estimate(&result, "outcomes.better.additional.sd", (24.0_f64 * 0.22 * 0.78).sqrt());
    // 4.5 are given; at most 4 people may be lost.
    let kept = 1.0 - binomial_reaches(24, 0.22, 5);
    assert_estimate(&result, "perspectives.public.probability_break_even", kept);
}

#[test]
fn with_a_fixed_rate_all_variance_is_luck() {
    let result = run_text(&cohort(24, "fixed = 0.3", "fixed = 0.0", 5.5), &["--draws", "200000"]);
    assert_eq!(shares(&result), (0.0, 1.0));
    let sd = (24.0_f64 * 0.3 * 0.7).sqrt();
    assert_estimate(&result, "perspectives.public.net_benefit.sd", sd);
}

/// Law of total variance with p ~ Beta(mean m, sd s): Var(NB) = n E[p (1 − p)] + n² s², the first term luck.
fn luck_share(people: f64, m: f64, s: f64) -> f64 {
    let luck = people * (m * (1.0 - m) - s * s);
    luck / (luck + people * people * s * s)
}

#[test]
fn in_a_huge_cohort_luck_vanishes() {
    let rate = "beta = { mean = 0.42, sd = 0.08 }";
    let result = run_text(&cohort(1_000_000, rate, "fixed = 0.0", 400_000.5), &["--draws", "100000"]);
    let (parameters, luck) = shares(&result);
    assert!(luck < 1e-4 && (parameters + luck - 1.0).abs() < 1e-12, "{parameters} and {luck}");
    assert_estimate(
        &result,
        "perspectives.public.variance.cohort_luck_share",
        luck_share(1_000_000.0, 0.42, 0.08),
    );
}

/// Both at once: the additional people are beta-binomial.
#[test]
fn an_uncertain_rate_and_a_small_cohort_share_the_variance() {
    let (m, s) = (0.42, 0.08);
    let rate = format!("beta = {{ mean = {m}, sd = {s} }}");
    let result = run_text(&cohort(24, &rate, "fixed = 0.0", 7.5), &[]);
    let expected = luck_share(24.0, m, s);
    assert!(0.4 < expected && expected < 0.8);
    assert_estimate(&result, "perspectives.public.variance.cohort_luck_share", expected);
    assert_estimate(&result, "perspectives.public.variance.parameter_share", 1.0 - expected);
    let n = m * (1.0 - m) / (s * s) - 1.0;
    let reaching = beta_binomial_reaches(24, m * n, (1.0 - m) * n, 8);
    assert_estimate(&result, "perspectives.public.probability_break_even", reaching);
    let sd = (24.0 * (m * (1.0 - m) - s * s) + 576.0 * s * s).sqrt();
    assert_estimate(&result, "perspectives.public.net_benefit.sd", sd);
}
