//! Intervals where a formula for many independent draws would say too much.

use vendepunkt::analysis::compare::comparison::{Gate, Pair};
use vendepunkt::sampling::Sampling;
use vendepunkt::summary::results::Verdict;

use crate::call::{Desk, U_TURN};
use crate::common::load;
use crate::pairs::{each_seed, limited, linear, linear_text, normal_cdf, pair, public, questions};

/// Draws that all break even, or all but a few, are no proof that their probability is 1.
#[test]
fn a_rare_event_is_not_decided_by_not_being_seen() {
    // 1 − Φ(4.2) is 0.0000133: too much for the requirement, too little to be seen in the first 16,384 draws.
    let base = linear_text(&[("x", 4.3, 1.0)]);
    let required =
        "[require.sure]\nmetric = \"probability_break_even\"\nperspective = \"public\"\nat_least = 0.99999\n";
    let other = load(&(linear_text(&[("x", 4.2, 1.0)]) + required));
    let base = load(&base);
    for sampling in [Sampling::Random, Sampling::Latin, Sampling::Sobol] {
        let gates = each_seed(20, |seed| {
            let mut asked = questions(65_536, seed);
            asked.settings.sampling = sampling;
            asked.until_conclusive = true;
            gate(pair(&base, &other, &asked))
        });
        for (seed, gate) in (1..).zip(gates) {
            let estimate = gate.estimate.expect("a probability");
            assert_ne!(gate.verdict, Verdict::Pass, "{sampling}, seed {seed}: {estimate:?}");
            assert!(estimate.hi <= 1.0 && estimate.lo < 1.0, "{sampling}, seed {seed}: {estimate:?}");
        }
    }
}

/// A need that was seen in no draw of either side may have changed by as much as each may be.
#[test]
fn the_change_of_a_need_that_was_never_seen_is_not_known_to_be_nothing() {
    let (base, other) = (linear(&[("x", 6.0, 1.0)]), linear(&[("x", 5.9, 1.0)]));
    for sampling in [Sampling::Random, Sampling::Latin, Sampling::Sobol] {
        let mut asked = questions(20_000, 1);
        asked.settings.sampling = sampling;
        let pair = pair(&base, &other, &asked);
        let (was, is) = (public(&pair).was.peak_funding_need, public(&pair).is.peak_funding_need);
        let change = public(&pair).peak_funding_need.mean;
        assert_eq!([was.value, is.value, change.value], [0.0; 3], "{sampling}");
        assert!(was.hi > 0.0 && is.hi > 0.0, "{sampling}: {was:?}, {is:?}");
        assert_eq!([change.lo, change.hi], [-was.hi, is.hi], "{sampling}");
    }
}

/// One flip says no more than none, and few flips are too few for the spread between replicates.
#[test]
fn few_flips_of_even_draws_have_intervals_that_hold() {
    for (sampling, draws) in [(Sampling::Sobol, 2048), (Sampling::Latin, 16_384)] {
        let mut width = [None; 2];
        for expected in [0.4, 1.5, 4.0, 12.0] {
            // The density of N(0.5, 1) at 0; an input of its own, so that even draws have luck in them.
            let density = 0.352_065;
            let shift = expected / draws as f64 / density;
            let base = linear(&[("x", 0.5, 0.8), ("y", 0.0, 0.6)]);
            let other = linear(&[("x", 0.5 + shift, 0.8), ("y", 0.0, 0.6)]);
            let exact = normal_cdf(0.5 + shift) - normal_cdf(0.5);
            let seeds = 200;
            let found = each_seed(seeds, |seed| {
                let mut asked = questions(draws, seed);
                asked.settings.sampling = sampling;
                public(&pair(&base, &other, &asked)).probability_break_even
            });
            let held = found.iter().filter(|e| e.lo <= exact && exact <= e.hi).count() as f64 / seeds as f64;
            println!("{sampling}, {expected} flips expected: {:.1} % held", held * 100.0);
            assert!(held >= 0.93, "{sampling}, {expected} flips expected: {held}");
            for e in found {
                assert!(e.lo >= -1.0 && e.hi <= 1.0);
                let flips = (e.value * draws as f64).round() as usize;
                if let Some(width) = width.get_mut(flips) {
                    *width = Some(e.hi - e.lo);
                }
            }
        }
        let [Some(none), Some(one)] = width else { panic!("{sampling}: {width:?}") };
        assert!(one > none, "{sampling}: {one} with one flip, {none} with none");
    }
}

fn gate(mut pair: Pair) -> Gate {
    pair.gates.remove(0)
}

#[test]
fn errors_from_batches_are_those_of_as_many_draws_as_were_made() {
    let base = linear(&[("x", 0.5, 1.0)]);
    let other = linear(&[("x", 0.3, 1.2), ("y", 0.0, 1.0)]);
    let error = |draws: u64| {
        let errors: f64 = (1..=10)
            .map(|seed| {
                let asked = limited(draws, seed, &[("public.net_benefit.p50", 1.0)], false);
                gate(pair(&base, &other, &asked)).estimate.expect("a change").se
            })
            .sum();
        errors / 10.0
    };
    let (few, many) = (error(200), error(3200));
    // Sixteen times the draws, a quarter of the error.
    assert!((3.0..5.0).contains(&(few / many)), "{few} of 200 draws, {many} of 3,200");
}

#[test]
fn a_rate_that_is_clamped_now_and_then_is_compared_all_the_same() {
    let desk = Desk::new();
    // Below 0 in 0.9 % of the draws.
    let text = |mean: f64| {
        let spread =
            format!("formula = \"spread * 1\"\n[inputs.spread]\nnormal = {{ mean = {mean}, sd = 0.169 }}");
        U_TURN.replace("fixed = 0.3333333333333333", &spread)
    };
    desk.put("base.toml", &text(0.4));
    desk.put("other.toml", &text(0.401));
    desk.call("compare base.toml other.toml --max-drop public.net_benefit.sd=1e9").exits(0);
}

/// A scenario of which half the draws are back in year 0, and a requirement on when half are.
fn near_half(mean: f64) -> String {
    linear_text(&[("x", mean, 1.0)])
        + "[require.soon]\nmetric = \"break_even_year.median\"\nperspective = \"public\"\nat_most = 1\n"
}

#[test]
fn a_median_year_that_may_be_null_is_undecided() {
    let desk = Desk::new();
    desk.put("half.toml", &near_half(0.0));
    let mut kinds = [0, 0];
    for seed in 1..=12 {
        let answer = desk.call(&format!("run half.toml --draws 1000 --seed {seed} --format json"));
        let requirement = answer.exits(5).json()[0]["requirements"][0].clone();
        assert_eq!(requirement["verdict"], "inconclusive", "seed {seed}");
        let estimate = &requirement["estimate"];
        assert!(estimate.is_null() || estimate["hi"].is_null(), "seed {seed}: {requirement}");
        kinds[usize::from(estimate.is_null())] += 1;
    }
    assert!(kinds[0] > 0 && kinds[1] > 0, "{kinds:?}");
    desk.put("never.toml", &near_half(-5.0));
    desk.call("run never.toml --draws 1000").exits(4);
    desk.put("soon.toml", &near_half(5.0));
    desk.call("run soon.toml --draws 1000").exits(0);
    // A limit on it: never is later than any year, and from never to never nothing changes.
    desk.put("base.toml", &linear_text(&[("x", 5.0, 1.0)]));
    desk.put("worse.toml", &linear_text(&[("x", -5.0, 1.0)]));
    desk.put("worst.toml", &linear_text(&[("x", -5.1, 1.0)]));
    let call =
        |files: &str| desk.call(&format!("compare {files} --max-rise public.break_even_year.median=1"));
    assert!(call("base.toml worse.toml").exits(4).out.contains("0 → never"));
    assert!(call("worse.toml base.toml").exits(0).out.contains("never → 0"));
    call("worse.toml worst.toml").exits(0);
    for (format, says) in [
        ("markdown", "never → 0 "),
        ("junit", "holds: never → 0, limit ≤ 1"),
        ("github", "1 limit or requirement holds"),
    ] {
        let answer = call(&format!("worse.toml base.toml --format {format}"));
        assert!(answer.exits(0).out.replace('\u{a0}', " ").contains(says), "{}", answer.out);
    }
    let mirrored = call("base.toml worse.toml --format github");
    assert!(mirrored.exits(4).out.contains("is crossed: 0 → never, limit ≤ 1"), "{}", mirrored.out);
    let json = call("worse.toml base.toml --format json").json();
    let gate = &json["pairs"][0]["gates"][0];
    assert!(gate["estimate"].is_null() && gate["verdict"] == "pass", "{gate}");
    assert_eq!(gate["years"], serde_json::json!([null, 0]));
    // That it comes earlier is what a limit on a fall forbids.
    desk.call("compare worse.toml base.toml --max-drop public.break_even_year.median=1").exits(4);
    desk.call("compare base.toml worse.toml --max-drop public.break_even_year.median=1").exits(0);
    // Where either may be the other, that is open.
    desk.put("open.toml", &linear_text(&[("x", 0.0, 1.0)]));
    call("worse.toml open.toml --draws 1000").exits(0);
    call("open.toml worse.toml --draws 1000").exits(5);
}

/// A mean of a law without a variance has no error that draws could tell, nor has its change: no limit on it is decided, and
/// more draws are not asked for.
#[test]
fn a_change_without_a_finite_error_decides_nothing() {
    let desk = Desk::new();
    let text = "format = 1\ntitle = \"T\"\ncurrency = \"DKK\"\nprice_year = 2020\nhorizon = 1\ndiscount = { rate = 0 }\n\
                payers = { city = \"City\" }\n[inputs.x]\nstudent_t = { df = 1.8, mean = 0, scale = 1 }\n\
                [effects.gain]\nper = \"programme\"\namount = \"x\"\nyears = 0\nshares = { city = 1 }\n";
    desk.put("a.toml", text);
    desk.put("b.toml", &text.replace("amount = \"x\"", "amount = \"x - 100\""));
    for more in ["--draws 20000", "--draws 2000000 --until-conclusive"] {
        let call = format!("compare a.toml b.toml --max-drop public.net_benefit.mean=1 {more} --format json");
        let json = desk.call(&call).exits(5).json();
        let pair = &json["pairs"][0];
        assert!(pair["gates"][0]["estimate"]["se"].is_null(), "{pair:#}");
        assert!(pair["perspectives"]["public"]["net_benefit"]["mean"]["se"].is_null(), "{pair:#}");
        assert!(pair["draws"].as_u64().is_none_or(|draws| draws <= 20_000), "{}", pair["draws"]);
    }
}
