//! The oracle itself, against closed forms: an oracle that errs with the program is none.

use super::agreement::{mean, sd};
use super::evaluator::{Evaluation, evaluate};
use crate::common::load;

const DRAWS: usize = 40_000;

/// A site whose additional people are worth 1 each.
fn site(cohort: &str, rate: f64, counterfactual: f64, outcome: &str) -> Evaluation {
    let text = format!(
        "format = 1\ntitle = \"site\"\ncurrency = \"DKK\"\nprice_year = 2020\nhorizon = 3\n\
         [discount]\nrate = 0.0\n[payers]\ncity = \"City\"\n\
         [inputs.rate]\nfixed = {rate}\n[inputs.without]\nfixed = {counterfactual}\n\
         [cohort]\n{cohort}\n\
         [outcomes.better]\nrate = \"rate\"\ncounterfactual = \"without\"\nonset = 0\n{outcome}\n\
         [effects.gain]\noutcome = \"better\"\namount = 1\nyears = 0\nshares = {{ city = 1 }}\n"
    );
    let loaded = load(&text);
    evaluate(&loaded.scenario, &text.parse().unwrap(), DRAWS, 7)
}

/// Mean and sd of the additional people, each within 4 of its errors (those of a roughly normal law).
fn assert_additional(evaluation: &Evaluation, expected_mean: f64, expected_sd: f64) {
    let additional = &evaluation.outcomes["better"].additional;
    let (mean, sd) = (mean(additional), sd(additional));
    let n = DRAWS as f64;
    assert!((mean - expected_mean).abs() < 4.0 * expected_sd / n.sqrt(), "mean {mean}, not {expected_mean}");
    assert!(
        (sd - expected_sd).abs() < 4.0 * expected_sd / (2.0 * n).sqrt() * 1.2,
        "sd {sd}, not {expected_sd}"
    );
}

#[test]
fn people_are_coupled_between_the_arms() {
    let evaluation = site("participants = 24", 0.42, 0.20, "");
    assert_additional(&evaluation, 24.0 * 0.22, (24.0_f64 * 0.22 * 0.78).sqrt());
    assert!((mean(&evaluation.outcomes["better"].with) - 24.0 * 0.42).abs() < 0.05);
    assert!((mean(&evaluation.outcomes["better"].without) - 24.0 * 0.20).abs() < 0.05);
}

#[test]
fn harm_is_the_mirror_image() {
    let evaluation = site("participants = 24", 0.20, 0.42, "");
    assert_additional(&evaluation, -24.0 * 0.22, (24.0_f64 * 0.22 * 0.78).sqrt());
}

/// Beta-binomial: variance n q (1 − q) (1 + (n − 1) ρ), and two intakes of one site are one of their sum.
#[test]
fn one_site_shares_its_luck() {
    for cohort in ["participants = 24", "intake = [10, 14]"] {
        let evaluation = site(cohort, 0.42, 0.20, "icc = 0.1");
        let sd = (24.0_f64 * 0.22 * 0.78 * (1.0 + 23.0 * 0.1)).sqrt();
        assert_additional(&evaluation, 24.0 * 0.22, sd);
    }
}

/// A drop-out fares as without: the chance of making a difference is multiplied by 1 − δ.
#[test]
fn drop_outs_fare_as_without() {
    let evaluation = site("participants = 24\ndropout = 0.25", 0.42, 0.20, "rate_of = \"completers\"");
    let chance: f64 = 0.22 * 0.75;
    assert_additional(&evaluation, 24.0 * chance, (24.0 * chance * (1.0 - chance)).sqrt());
}
