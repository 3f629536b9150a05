//! The figures of a pair against what is known exactly, and against what they say of their own error.

use vendepunkt::sampling::Sampling;
use vendepunkt::scenario::Loaded;
use vendepunkt::summary::results::Estimate;

use crate::common::load;
use crate::pairs::{linear, normal_cdf, pair, public, questions, u_turn};

/// Rejection samplers give −1 here: the same seed, other draws.
#[test]
fn neighbouring_laws_move_together() {
    let law = |text: &str| u_turn(&[format!("inputs.success_rate.{text}")]);
    for (name, base, other) in [
        ("beta", "beta={ alpha = 49, beta = 51 }", "beta={ alpha = 51, beta = 49 }"),
        ("pert", "pert={ low = 0, mode = 0.49, high = 1 }", "pert={ low = 0, mode = 0.51, high = 1 }"),
    ] {
        let pair = pair(&law(base), &law(other), &questions(100_000, 1));
        let correlation = &public(&pair).correlation;
        let (expected, drawn) = (correlation.expected.unwrap(), correlation.drawn.unwrap());
        println!("{name}: correlation {} of the expectations, {} of draws", expected.value, drawn.value);
        assert!(expected.value > 0.999, "{name}: {expected:?}");
        assert!(drawn.value > 0.98, "{name}: {drawn:?}");
    }
}

#[test]
fn a_small_edit_is_seen_far_more_sharply_than_by_independent_runs() {
    let base = u_turn(&[]);
    let set = |texts: &[&str]| u_turn(&texts.iter().map(|text| format!("inputs.{text}")).collect::<Vec<_>>());
    for (name, other) in [
        ("success_rate", set(&["success_rate.beta.mean=0.4242"])),
        ("course_cost", set(&["course_cost.lognormal.mean=180958.67"])),
        ("saving", set(&["saving.pert={ low = 101000, mode = 130290, high = 161600 }"])),
    ] {
        let pair = pair(&base, &other, &questions(100_000, 1));
        let change = public(&pair);
        let apart = |was: &Estimate, is: &Estimate| was.se.hypot(is.se);
        let mean = apart(&change.was.net_benefit, &change.is.net_benefit) / change.net_benefit.mean.se;
        let chance = apart(&change.was.probability_break_even, &change.is.probability_break_even)
            / change.probability_break_even.se;
        println!(
            "{name} + 1 %: error of the mean {mean:.0} times smaller, of the probability {chance:.1} times"
        );
        assert!(mean >= 100.0, "{name}: mean {mean}");
        assert!(chance >= 4.0, "{name}: probability {chance}");
    }
}

/// X ~ N(1, 2) against X' + Y, X' ~ N(1.3, 2.5) on the same draws, Y ~ N(0.2, 0.4) on its own: the difference is
/// N(0.5, √(0.5² + 0.4²)).
#[test]
fn linear_normal_pairs_meet_their_closed_forms() {
    let base = linear(&[("x", 1.0, 2.0)]);
    let other = linear(&[("x", 1.3, 2.5), ("y", 0.2, 0.4)]);
    let sd = f64::hypot(0.5, 0.4);
    let chance = |mean: f64, sd: f64| normal_cdf(mean / sd);
    for sampling in [Sampling::Random, Sampling::Latin, Sampling::Sobol] {
        let mut questions = questions(200_000, 3);
        questions.settings.sampling = sampling;
        let pair = pair(&base, &other, &questions);
        let change = public(&pair);
        let quantile = |z: f64| 0.5 + z * sd;
        let is_change = chance(1.5, f64::hypot(2.5, 0.4)) - chance(1.0, 2.0);
        for (name, estimate, exact) in [
            ("mean", change.net_benefit.mean, 0.5),
            ("sd", change.net_benefit.sd, sd),
            ("p5", change.net_benefit.p5, quantile(-1.644_853_626_951_472_2)),
            ("p50", change.net_benefit.p50, quantile(0.0)),
            ("p95", change.net_benefit.p95, quantile(1.644_853_626_951_472_2)),
            ("better", change.probability_better, chance(0.5, sd)),
            ("worse", change.probability_worse, 1.0 - chance(0.5, sd)),
            ("break-even", change.probability_break_even, is_change),
        ] {
            let z = (estimate.value - exact) / estimate.se;
            // Between 16 replicates the error itself is only known to a sixth.
            let most = if sampling == Sampling::Random { 4.0 } else { 5.0 };
            assert!(z.abs() < most, "{sampling}, {name}: {estimate:?} against {exact}, z = {z}");
        }
        assert_eq!(change.probability_equal.value, 0.0);
    }
}

#[test]
fn a_payer_who_is_not_touched_sees_exactly_nothing() {
    let base = u_turn(&[]);
    // The split between two payers changes; the third is where it was, to rounding.
    let other = u_turn(&[
        "effects.public_saving.shares={ municipality = 0.40, region = 0.10, state = 0.50 }".to_owned(),
    ]);
    let pair = pair(&base, &other, &questions(20_000, 1));
    for untouched in ["region", "public"] {
        let change = &pair.perspectives[untouched];
        assert_eq!(change.probability_equal.value, 1.0, "{untouched}");
        assert_eq!((change.net_benefit.mean.value, change.net_benefit.mean.se), (0.0, 0.0), "{untouched}");
        assert_eq!(change.probability_break_even.value, 0.0, "{untouched}");
        // Their flows are the same values, so that no flip is not by chance.
        assert_eq!(change.probability_break_even.hi, 0.0, "{untouched}");
    }
    assert!(pair.perspectives["state"].net_benefit.mean.lo > 0.0);
}

/// A programme that gains by one part of a whole and loses by another.
fn moves(counts: &str, more: &str) -> Loaded {
    load(&format!(
        "format = 1\ntitle = \"Moves\"\ncurrency = \"DKK\"\nprice_year = 2020\nhorizon = 1\ndiscount = {{ rate = 0 }}\n\
         payers = {{ city = \"City\" }}\n[inputs.m]\ndirichlet = {{ counts = {{ {counts} }} }}\n{more}\
         [effects.gain]\nper = \"programme\"\namount = \"100 * m.home - 20 * m.gone - 40\"\nyears = 0\nshares = {{ city = 1 }}\n"
    ))
}

/// Shares of one whole are the same draws on both sides: what says the same changes nothing, and a small edit little.
#[test]
fn shares_of_one_whole_move_together_in_edits() {
    let base = moves("home = 16, away = 5, gone = 2", "");
    let same = moves(
        "gone = 2, home = 16.0, away = 5",
        "label = \"Moves\"\n# The same.\n[inputs.other]\ndirichlet = { alpha = { a = 1, b = 2 } }\n",
    );
    let change = &pair(&base, &same, &questions(20_000, 1)).perspectives["city"];
    assert_eq!((change.net_benefit.mean.value, change.net_benefit.mean.se), (0.0, 0.0));
    assert_eq!((change.net_benefit.sd.value, change.probability_equal.value), (0.0, 1.0));
    let edit = moves("home = 17, away = 5, gone = 2", "");
    let change = &pair(&base, &edit, &questions(20_000, 1)).perspectives["city"];
    let mean = |home: f64, all: f64| 100.0 * home / all - 20.0 * 2.5 / all;
    let exact = mean(17.5, 25.5) - mean(16.5, 24.5);
    assert!((change.net_benefit.mean.value - exact).abs() <= 4.0 * change.net_benefit.mean.se, "{change:?}");
    // Of independent runs the difference would spread by √2 times 10.
    assert!(change.net_benefit.sd.value < 0.5, "{:?}", change.net_benefit.sd);
}
