//! Intervals and verdicts over many seeds: what is said to hold in 95 of 100 does.

use vendepunkt::summary::results::Verdict;

use crate::pairs::{each_seed, limited, linear, normal_cdf, pair, public, questions};

const SEEDS: u64 = 1000;

/// Net benefit N(0.5, 1) against N(mean, sd) on the same draws.
fn intervals(mean: f64, sd: f64, draws: u64) -> (f64, f64) {
    let (base, other) = (linear(&[("x", 0.5, 1.0)]), linear(&[("x", mean, sd)]));
    let exact_chance = normal_cdf(mean / sd) - normal_cdf(0.5);
    let held = each_seed(SEEDS, |seed| {
        let pair = pair(&base, &other, &questions(draws, seed));
        let change = public(&pair);
        let (m, p) = (change.net_benefit.mean, change.probability_break_even);
        let holds = |lo: f64, x: f64, hi: f64| lo <= x && x <= hi;
        (holds(m.lo, mean - 0.5, m.hi), holds(p.lo, exact_chance, p.hi))
    });
    let share =
        |of: fn(&(bool, bool)) -> bool| held.iter().filter(|held| of(held)).count() as f64 / SEEDS as f64;
    (share(|held| held.0), share(|held| held.1))
}

#[test]
fn intervals_hold_the_truth_as_often_as_they_say() {
    // Shifts of the mean with a change of spread; from a handful of flips to hundreds.
    for (mean, sd, draws, flips_are_many) in [
        (0.503, 1.01, 2000, false),
        (0.52, 1.02, 2000, false),
        (0.6, 1.1, 5000, true),
        (0.9, 1.3, 2000, true),
    ] {
        let (means, chances) = intervals(mean, sd, draws);
        println!("N({mean}, {sd}): {:.1} % of means, {:.1} % of changes", means * 100.0, chances * 100.0);
        assert!((0.929..=0.971).contains(&means), "N({mean}, {sd}): {means} of the means");
        assert!(chances >= 0.929, "N({mean}, {sd}): {chances} of the changes");
        assert!(!flips_are_many || chances <= 0.971, "N({mean}, {sd}): {chances} of the changes");
    }
}

/// Shares of pass and fail over so many seeds.
fn verdicts(path: &str, most: f64, draws: u64, until_conclusive: bool, seeds: u64) -> (f64, f64) {
    let (base, other) = (linear(&[("x", 0.5, 1.0)]), linear(&[("x", 0.3, 1.2)]));
    let found = each_seed(seeds, |seed| {
        pair(&base, &other, &limited(draws, seed, path, most, until_conclusive)).gates[0].verdict
    });
    let share = |verdict| found.iter().filter(|v| **v == verdict).count() as f64 / seeds as f64;
    (share(Verdict::Pass), share(Verdict::Fail))
}

/// The mean falls by 0.2, the probability by Φ(0.5) − Φ(0.25).
const MEAN: (&str, f64) = ("public.net_benefit.mean", 0.2);

fn chance() -> (&'static str, f64) {
    ("public.probability_break_even", normal_cdf(0.5) - normal_cdf(0.25))
}

#[test]
fn at_the_limit_few_verdicts_are_given() {
    for (path, exact) in [MEAN, chance()] {
        let (pass, fail) = verdicts(path, exact, 2000, false, 2000);
        println!("{path} at its limit, 2,000 draws: {:.2} % pass, {:.2} % fail", pass * 100.0, fail * 100.0);
        assert!((0.035..=0.065).contains(&(pass + fail)), "{path}: {pass} + {fail}");
    }
}

#[test]
fn looking_again_and_again_gives_no_more_verdicts() {
    for (path, exact) in [MEAN, chance()] {
        let (pass, fail) = verdicts(path, exact, 32_768, true, 2000);
        println!(
            "{path} at its limit, until conclusive: {:.2} % pass, {:.2} % fail",
            pass * 100.0,
            fail * 100.0
        );
        assert!(pass + fail <= 0.065, "{path}: {pass} + {fail}");
    }
}

#[test]
fn six_errors_from_the_limit_the_verdict_is_right() {
    // The paired difference has an sd of 0.2; that of the flips is √(u + d − (u − d)²), all of them down.
    let (path, exact) = MEAN;
    let chance = chance();
    for (draws, until_conclusive) in [(2000, false), (32_768, true)] {
        let size = f64::sqrt(draws as f64);
        for (path, exact, sd) in
            [(path, exact, 0.2), (chance.0, chance.1, (chance.1 - chance.1 * chance.1).sqrt())]
        {
            let away = 6.0 * sd / size;
            let (pass, _) = verdicts(path, exact + away, draws, until_conclusive, 500);
            let (_, fail) = verdicts(path, exact - away, draws, until_conclusive, 500);
            println!("{path}, six errors away of {draws} draws: {pass} pass, {fail} fail");
            assert!(pass >= 0.95 && fail >= 0.95, "{path}: {pass}, {fail}");
        }
    }
}
