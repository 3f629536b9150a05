//! Published figures, and figures in closed form.

use vendepunkt::analysis::value::{Group, Seen, Sizes, Study, Valuation, Valuing, value};
use vendepunkt::{Estimate, Sampling, Settings, Sharing, Side, Unwatched};

use super::{common, known, scenario, settings, usual, valued};

/// Within so many standard errors, with a standard error no larger than stated.
#[track_caller]
fn is_within(e: Estimate, exact: f64, most_se: f64) {
    assert!((e.value - exact).abs() <= 4.0 * e.se + 1e-9 * exact.abs(), "{e:?} for {exact}");
    assert!(e.se <= most_se, "{e:?}: an error of at most {most_se} is due");
}

fn study(name: &str, arms: &[(&str, Seen)]) -> Study {
    let arms = arms.iter().map(|(input, seen)| ((*input).to_owned(), *seen)).collect();
    Study { name: name.to_owned(), arms }
}

fn sized(of: &Valuation, study: &str, n: u32) -> Estimate {
    of.perspectives["public"].as_ref().unwrap().evsi[study].iter().find(|sized| sized.n == n).unwrap().value
}

const TWO_NORMAL: &str =
    "[inputs.p1]\nnormal = { mean = 1, sd = 1 }\n[inputs.p2]\nnormal = { mean = 0, sd = 2 }\n";

/// p1 − p2 with p1 ~ N(1, 1) and p2 ~ N(0, 2). With X ~ N(m, s): E max(0, X) − m = s φ(m/s) − m Φ(−m/s), s the sd of what is
/// known, and of the part of p1 that n people with an error of 1 show: 1/√(1 + 1/n).
#[test]
fn a_difference_of_two_normal_inputs() {
    let valuing = Valuing {
        studies: vec![study("p1", &[("p1", Seen::Normal(1.0))])],
        sizes: Sizes::These(vec![1, 10, 100, 1000]),
        groups: vec![Group { name: "all".to_owned(), inputs: vec!["p1".to_owned(), "p2".to_owned()] }],
        ..usual()
    };
    let of = valued(&scenario(TWO_NORMAL, "\"p1\"", "\"p2\""), &settings(1_000_000), &valuing);
    let public = of.perspectives["public"].as_ref().unwrap();
    is_within(public.evpi, 0.479_810_706_3, 0.0010);
    is_within(known(&of, &["p1"]), 0.083_315_470_6, 0.0009);
    is_within(known(&of, &["p2"]), 0.395_593_114_8, 0.0009);
    is_within(known(&of, &["p1", "p2"]), 0.479_810_706_3, 0.0010);
    for (n, exact) in
        [(1, 0.025_127_270_8), (10, 0.072_325_120_3), (100, 0.082_117_605_6), (1000, 0.083_194_606_1)]
    {
        is_within(sized(&of, "p1", n), exact, 0.0009);
    }
}

/// Even draws see the same inputs in every probe of a group: knowing all there is comes to the value of everything.
#[test]
fn a_group_of_everything_is_everything_however_draws_are_spread() {
    let inputs = vec!["p1".to_owned(), "p2".to_owned()];
    let valuing = Valuing { groups: vec![Group { name: "all".to_owned(), inputs }], ..usual() };
    for sampling in [Sampling::Random, Sampling::Latin, Sampling::Sobol] {
        let settings = Settings { sampling, ..settings(65_536) };
        let of = valued(&scenario(TWO_NORMAL, "\"p1\"", "\"p2\""), &settings, &valuing);
        let (all, evpi) = (known(&of, &["p1", "p2"]), of.perspectives["public"].as_ref().unwrap().evpi);
        assert!((all.value - evpi.value).abs() < 1e-9 && all.se > 0.0, "{sampling}: {all:?} for {evpi:?}");
        is_within(all, 0.479_810_706_3, 0.005);
    }
}

/// The same about a mean of 0: a tie between the two options.
#[test]
fn a_sum_that_is_as_likely_to_gain_as_to_lose() {
    let inputs = TWO_NORMAL.replace("mean = 1", "mean = 0");
    let of = valued(&scenario(&inputs, "\"p1 + p2\"", "0"), &settings(1_000_000), &usual());
    is_within(of.perspectives["public"].as_ref().unwrap().evpi, 0.892_062_058_1, 0.01);
    is_within(known(&of, &["p1"]), 0.398_942_280_4, 0.01);
    is_within(known(&of, &["p2"]), 0.797_884_560_8, 0.01);
}

/// A rate of Beta(2, 8) against a cost of 0.18. A study of n people has a beta-binomial result; the sum over it was done
/// exactly elsewhere.
#[test]
fn a_rate_that_is_studied() {
    let valuing = Valuing {
        studies: vec![study("p", &[("p", Seen::Binomial)])],
        sizes: Sizes::These(vec![1, 10, 50, 200, 1000]),
        ..usual()
    };
    let loaded = scenario("[inputs.p]\nbeta = { alpha = 2, beta = 8 }\n", "\"p\"", "0.18");
    let of = valued(&loaded, &settings(1_000_000), &valuing);
    for (n, exact) in [
        (1, 0.0),
        (10, 0.024_272_445_8),
        (50, 0.033_515_517_9),
        (200, 0.036_512_565_9),
        (1000, 0.037_424_497_8),
    ] {
        let e = sized(&of, "p", n);
        // Net benefit is the rate itself, and hardly any error is left; the cells of its law are 1e-4 of the value off.
        assert!((e.value - exact).abs() <= 4.0 * e.se + 1e-4 * exact && e.se < 0.0002, "{e:?} for {exact}");
    }
}

/// The largest of k standard normal numbers: 1/√π, 3/(2√π) and so on (Harter, 1961, "Expected values of normal order
/// statistics", Biometrika 48).
#[test]
fn options_that_are_normal() {
    let loaded = scenario("[inputs.x]\nnormal = { mean = 0, sd = 1 }\n", "\"x\"", "0");
    let exact = [0.564_189_583_5, 0.846_284_375_3, 1.029_375_373_0, 1.162_964_473_6];
    for (k, exact) in (2..).zip(exact) {
        let names: Vec<String> = (0..k).map(|at| format!("option {at}")).collect();
        let sharing = |name: &String| Sharing::Programme { name: name.clone(), shared: Default::default() };
        let sides: Vec<Side<'_>> =
            names.iter().map(|name| Side::new(&loaded, name, None, sharing(name))).collect();
        let of = value(&sides, &common::pool(2), &settings(1_000_000), &usual(), &Unwatched).unwrap();
        let public = of.perspectives["public"].as_ref().unwrap();
        // The decision is the one that came out best by chance.
        let best = public.expected[&public.decision];
        let evpi = public.evpi.shifted(best.value);
        is_within(evpi, exact, 0.003);
        assert_eq!(public.evppi.len(), k);
    }
}

/// Figures of u-turn.toml by quadrature over its laws.
#[test]
fn u_turn() {
    let valuing = Valuing {
        studies: vec![study("success_rate", &[("success_rate", Seen::Binomial)])],
        sizes: Sizes::These(vec![50, 200, 1000]),
        groups: vec![Group {
            name: "both".to_owned(),
            inputs: vec!["saving".to_owned(), "success_rate".to_owned()],
        }],
        ..usual()
    };
    let of = valued(&common::shipped("scenarios/u-turn.toml"), &settings(1_000_000), &valuing);
    let public = of.perspectives["public"].as_ref().unwrap();
    assert_eq!(public.decision, "case");
    is_within(public.evpi, 16_229.6, 200.0);
    is_within(known(&of, &["success_rate"]), 7_457.2, 150.0);
    for other in ["saving", "course_cost"] {
        assert_eq!(known(&of, &[other]).value, 0.0, "{other}");
    }
    is_within(known(&of, &["saving", "success_rate"]), 10_784.8, 200.0);
    for (n, exact) in [(50, 387.5), (200, 3_665.2), (1000, 6_469.9)] {
        is_within(sized(&of, "success_rate", n), exact, 150.0);
    }
}

/// Gains 100 for each hundredth of p and 40 for one of q, a cost of 37: all that is in doubt is one input with three parts, which is worth
/// what certainty is. A study of people who each end in p or elsewhere tells of p alone.
#[test]
fn parts_of_one_whole_are_known_together() {
    let shares = "[inputs.m]\ndirichlet = { alpha = { p = 2, q = 3, r = 4 } }\nevidence = \"register\"\n\
                  [inputs.x]\nnormal = { mean = 0, sd = 5 }\nevidence = \"register\"\n";
    let alone = scenario(shares, "\"100 * m.p + 40 * m.q\"", "37");
    let of = valued(&alone, &settings(200_000), &usual());
    let public = of.perspectives["public"].as_ref().unwrap();
    assert_eq!(public.evppi.len(), 1, "{:?}", public.evppi);
    let (whole, evpi) = (known(&of, &["m"]), public.evpi);
    assert!((whole.value - evpi.value).abs() < 1e-9 && whole.se > 0.0, "{whole:?} for {evpi:?}");
    assert_eq!(of.unread, ["x"]);
    // Beside a normal number: each by itself, and both in the group of their evidence.
    let both = scenario(shares, "\"100 * m.p + 40 * m.q + x\"", "37");
    let valuing = Valuing {
        studies: vec![study("p", &[("m.p", Seen::Binomial)])],
        sizes: Sizes::These(vec![1, 100]),
        ..usual()
    };
    let of = valued(&both, &settings(200_000), &valuing);
    let public = of.perspectives["public"].as_ref().unwrap();
    let names: Vec<&[String]> = public.evppi.iter().map(|known| known.inputs.as_slice()).collect();
    assert_eq!(names, [&["m".to_owned()][..], &["x".to_owned()], &["m".to_owned(), "x".to_owned()]]);
    let all = known(&of, &["m", "x"]);
    assert!((all.value - public.evpi.value).abs() < 1e-9, "{all:?} for {:?}", public.evpi);
    // 100 p + 40 q is known: its worth is that of the first scenario.
    let of_whole = known(&of, &["m"]);
    let apart = (of_whole.value - evpi.value).abs();
    assert!(apart <= 4.0 * (of_whole.se + evpi.se), "{of_whole:?} for {evpi:?}");
    let [few, many] = [1, 100].map(|n| sized(&of, "p", n));
    assert!(few.value <= many.value && many.value <= public.evpi.value, "{few:?} {many:?}");
    // A part alone is no member of a group, and the whole is.
    let group = |inputs: [&str; 2]| Valuing {
        groups: vec![Group { name: "both".to_owned(), inputs: inputs.map(str::to_owned).to_vec() }],
        ..usual()
    };
    let side = Side::new(&both, "case", None, Sharing::Everything);
    let refused = value(&[side], &common::pool(2), &settings(1_000), &group(["m.p", "x"]), &Unwatched);
    assert!(format!("{refused:?}").contains("name `m`"), "{refused:?}");
    assert!(valued(&both, &settings(1_000), &group(["m", "x"])).unread.is_empty());
}
