//! Switching values, against closed forms, quadrature and runs.

use vendepunkt::analysis::stress::{Holds, NamedInput, Part, Stress, Stresses, Switching};
use vendepunkt::sampling::Sampling;
use vendepunkt::summary::results::Estimate;
use vendepunkt::summary::{Failure, Settings};

use crate::cases::{chances, is_within, means, only, programme, read, settings, shipped, try_stressed};

/// Switching values, and nothing else.
fn asked() -> Stresses {
    Stresses { parts: [Part::Switching].into(), ..Stresses::default() }
}

fn switched(text: &str, draws: u64) -> Stress {
    try_stressed(&read(text), &settings(draws), &asked()).expect("it can be put under stress")
}

fn row<'s>(stress: &'s Stress, input: &str) -> &'s Switching {
    let is_it = |row: &&Switching| row.name() == input;
    stress.switching.iter().find(is_it).unwrap_or_else(|| panic!("no row of {input}"))
}

/// The figures of u-turn.toml by quadrature over its three laws: 8 within 4 standard errors each, and errors no fatter than a tenth more than the
/// slope of the figure at its root makes of that of the figure.
#[test]
fn the_switching_values_of_u_turn_are_the_published_ones() {
    let stress = try_stressed(&shipped("u-turn.toml", &[]), &settings(1_000_000), &asked()).expect("it runs");
    for (input, mean, chance, holds) in [
        ("success_rate", 0.259_978_994_4, 0.350_099_4, Holds::Above),
        ("success_without", 0.160_021_005_6, 0.045_036_7, Holds::Below),
        ("saving", 80_057.02, 109_550.1, Holds::Above),
        ("course_cost", 289_447.00, 210_377.8, Holds::Below),
    ] {
        let row = row(&stress, input);
        for (root, exact) in [(only(means(row)), mean), (only(chances(row)), chance)] {
            println!("{input}: {exact} {:?} z {:.2}", root.value, (root.value.value - exact) / root.value.se);
            is_within(4.0, root.value, exact);
            assert!(
                root.value.lo < root.value.value && root.value.value < root.value.hi,
                "{input}: {root:?}"
            );
            assert!(root.value.se < 1e-3 * exact.max(0.2), "{input}: {root:?}");
            assert_eq!(root.holds, holds, "{input}");
            assert_eq!(root.clamped, 0.0);
        }
    }
    // What "now" is: the law's median; and how far away the values are.
    let rate = row(&stress, "success_rate");
    let root = only(means(rate));
    let median = rate.median.expect("it has one");
    assert_eq!(root.change_from_median, Some((root.value.value - median) / median));
    assert!(
        root.quantile.is_some_and(|p| (p - 0.0188).abs() < 1e-4) && root.plausible == Some(true),
        "{root:?}"
    );
    assert_eq!(rate.range.searched, Some([0.0, 1.0]));
    // A course would have to cost more than the file holds possible.
    assert_eq!(only(means(row(&stress, "course_cost"))).plausible, Some(false));
    // A fixed input has neither a law nor a range.
    let fixed = row(&stress, "success_without");
    assert_eq!((fixed.median, fixed.range.plausible, only(means(fixed)).quantile), (Some(0.0), None, None));
    assert!(stress.tornado.is_empty() && stress.unread.is_empty());
}

/// Every point of a curve is what a run with the number there says, and the line passes the target where the search does.
#[test]
fn the_curve_of_a_search_is_that_of_runs() {
    let (draws, target) = (16_384, 0.8);
    let stress = try_stressed(&shipped("u-turn.toml", &[]), &settings(draws), &asked()).expect("it runs");
    for input in ["success_rate", "success_without", "course_cost"] {
        let row = row(&stress, input);
        let curve = row.curve.as_ref().expect("it was searched");
        assert_eq!(curve.draws, draws);
        assert!(curve.points.windows(2).all(|pair| pair[0].at < pair[1].at), "{input}: {curve:?}");
        assert!(curve.points.len() > 5 && curve.points.len() <= 35, "{input}: {}", curve.points.len());
        for point in [curve.points[0], curve.points[curve.points.len() / 2]] {
            let set = format!("inputs.{input}.fixed={:?}", point.at);
            let stresses = Stresses { parts: [Part::Waiting].into(), ..Stresses::default() };
            let run = try_stressed(&shipped("u-turn.toml", &[set]), &settings(draws), &stresses);
            let there = run.expect("it runs").base.perspectives["public"].probability_break_even;
            assert_eq!((point.probability, point.se), (there.value, there.se), "{input} at {}", point.at);
        }
        let at = only(chances(row)).value.value;
        let next = curve.points.iter().position(|point| point.at >= at).expect("it goes beyond");
        let around = [curve.points[next - 1].probability, curve.points[next].probability];
        let is_between = (around[0] - target) * (around[1] - target) <= 0.0;
        assert!(is_between, "{input}: {around:?} around {at}");
    }
}

/// One person is in a shelter and leaves with chance p, or 0.2 without the intervention; then 100 are saved, for 50. On average the money is back
/// at 0.7; and in p − 0.2 of the draws the person leaves with it alone, which is half of them at 0.7, too.
#[test]
fn a_chance_of_moving_turns_where_it_must() {
    let text = "format = 1\ntitle = \"T\"\ncurrency = \"DKK\"\nprice_year = 2020\nhorizon = 1\n\
                discount = { rate = 0 }\npayers = { city = \"City\" }\n[inputs.p]\nbeta = { alpha = 2, beta = 2 }\n\
                [states.shelter]\nstock = 1\n[states.home]\n[transitions.shelter]\n\
                without = { home = 0.2 }\nwith = { home = \"p\" }\n\
                [effects.shelter]\nper = \"person_year\"\nstates = [\"shelter\"]\ncost = 100\nshares = { city = 1 }\n\
                [costs.all]\nper = \"programme\"\namount = 50\npaid_by = { city = 1 }\n";
    let half = Stresses { target: 0.5, ..asked() };
    let stress = try_stressed(&read(text), &settings(20_000), &half).expect("it can be put under stress");
    let row = row(&stress, "p");
    let mean = only(means(row));
    assert!((mean.value.value - 0.7).abs() < 1e-8 && mean.holds == Holds::Above, "{mean:?}");
    let chance = only(chances(row));
    is_within(4.0, chance.value, 0.7);
    assert!(chance.value.se > 0.0 && chance.holds == Holds::Above, "{chance:?}");
}

/// 4100 p − 2550 = 0 at p = 51/82, without any error.
#[test]
fn a_certain_figure_turns_at_a_certain_value() {
    let text = "format = 1\ntitle = \"T\"\ncurrency = \"DKK\"\nprice_year = 2020\nhorizon = 1\n\
                discount = { rate = 0 }\npayers = { city = \"City\" }\n[inputs.p]\nbeta = { alpha = 2, beta = 2 }\n\
                [cohort]\nparticipants = 1\n[outcomes.done]\nrate = \"p\"\ncounterfactual = 0\nonset = 0\n\
                [effects.gain]\noutcome = \"done\"\namount = 4100\nyears = 0\nshares = { city = 1 }\n\
                [costs.all]\nper = \"participant\"\namount = 2550\nyears = 0\npaid_by = { city = 1 }\n";
    let stress = switched(text, 10_000);
    let row = row(&stress, "p");
    let root = only(means(row));
    assert!((root.value.value - 51.0 / 82.0).abs() < 1e-8 && root.holds == Holds::Above, "{root:?}");
    assert!(root.value.se < 1e-8 && root.value.lo <= root.value.value && root.value.value <= root.value.hi);
    // One person succeeds in a share p of the draws: 80 % at 0.8.
    is_within(4.0, only(chances(row)).value, 0.8);
}

/// w (x − 3)(x − 5) with E w = 1 turns at 3 and at 5, and with all else certain its probability turns there too.
#[test]
fn there_may_be_two_values_and_each_side_holds() {
    let law = "uniform = { min = 2, max = 5.5 }";
    let stress = switched(&programme("x ^ 2 - 8 * x + 15", &[("x", law)]), 5_000);
    let both = row(&stress, "x");
    for roots in [means(both), chances(both)] {
        let [low, high] = roots else { panic!("{roots:?}") };
        assert!((low.value.value - 3.0).abs() < 1e-6 && low.holds == Holds::Below, "{low:?}");
        assert!((high.value.value - 5.0).abs() < 1e-6 && high.holds == Holds::Above, "{high:?}");
    }
    // With a second input the roots of the mean stay: E[w (x − 3)(x − 5) + y] with E y = 0.
    let inputs =
        [("w", "gamma = { mean = 1, sd = 0.5 }"), ("x", law), ("y", "normal = { mean = 0, sd = 0.3 }")];
    let stress = switched(&programme("w * (x ^ 2 - 8 * x + 15) + y", &inputs), 100_000);
    let both = row(&stress, "x");
    let [low, high] = means(both) else { panic!("{both:?}") };
    is_within(4.0, low.value, 3.0);
    is_within(4.0, high.value, 5.0);
    // An error of y's mean of 0.3/√n, over a slope of 2.
    for root in [low, high] {
        assert!((root.value.se / (0.15 / 100_000f64.sqrt()) - 1.0).abs() < 0.05, "{root:?}");
    }
}

/// What never turns within the range says whether it holds.
#[test]
fn what_never_turns_holds_always_or_never() {
    let inputs = [("x", "uniform = { min = 1, max = 2 }"), ("y", "normal = { mean = 0, sd = 1 }")];
    for (formula, holds) in [("100 + x + y", true), ("y - x - 100", false), ("100 + 0 * x + y", true)] {
        let stress = switched(&programme(formula, &inputs), 20_000);
        if formula.contains('*') {
            // Nothing depends on it, which is said.
            assert_eq!(stress.unread, ["x"]);
            continue;
        }
        let x = row(&stress, "x");
        for turns in [&x.mean, &x.probability] {
            let turns = turns.as_ref().expect("it was searched");
            assert!(turns.roots.is_empty() && turns.always == Some(holds), "{formula}: {turns:?}");
        }
        // The law has no mass below 0, so nothing is searched there.
        assert_eq!(x.range.searched.expect("it was searched")[0], 0.0);
    }
}

/// At an end of the range: a chance of exactly 1, or of exactly 0, turns the answer.
#[test]
fn a_value_at_the_end_of_the_range_is_found() {
    let rate = |amount: &str, cost: &str| {
        format!(
            "format = 1\ntitle = \"T\"\ncurrency = \"DKK\"\nprice_year = 2020\nhorizon = 1\n\
             discount = {{ rate = 0 }}\npayers = {{ city = \"City\" }}\n[inputs.p]\nbeta = {{ alpha = 2, beta = 2 }}\n\
             [cohort]\nparticipants = 4\n[outcomes.done]\nrate = \"p\"\ncounterfactual = 0\nonset = 0\n\
             [effects.gain]\noutcome = \"done\"\namount = {amount}\nyears = 0\nshares = {{ city = 1 }}\n\
             [costs.all]\nper = \"participant\"\namount = {cost}\nyears = 0\npaid_by = {{ city = 1 }}\n"
        )
    };
    // 4 (100 p − 100) is 0 at 1 alone; −400 p is 0 at 0 alone.
    for (amount, cost, at, holds) in [("100", "100", 1.0, Holds::Above), ("-100", "0", 0.0, Holds::Below)] {
        let stress = switched(&rate(amount, cost), 2_000);
        let root = only(means(row(&stress, "p")));
        assert!((root.value.value - at).abs() < 1e-9 && root.holds == holds, "{root:?}");
        let chance = only(chances(row(&stress, "p")));
        assert_eq!(chance.holds, holds);
        // All four succeed in 80 % of the draws at p⁴ = 0.8, none at (1 − p)⁴ = 0.8.
        let exact = if holds == Holds::Above { 0.8f64.powf(0.25) } else { 1.0 - 0.8f64.powf(0.25) };
        is_within(4.0, chance.value, exact);
    }
    // An interval that reaches beyond the range is open there: y's mean is 0 ± 1/√n, and x is searched from 0.
    let inputs = [("x", "uniform = { min = 0, max = 1 }"), ("y", "normal = { mean = -0.001, sd = 1 }")];
    let stress = switched(&programme("x + y", &inputs), 20_000);
    let x = row(&stress, "x");
    if let [root] = means(x) {
        assert!(root.value.lo == f64::NEG_INFINITY && root.value.se == f64::INFINITY, "{root:?}");
    } else {
        assert_eq!(x.mean.as_ref().expect("it was searched").always, Some(true));
    }
}

/// x y − 5 with x lognormal and y exponential of mean 2.5: E = 2.5 x − 5, P(y ≥ 5/x) = exp(−2/x). With even draws too, which have errors of their own.
#[test]
fn products_turn_where_closed_forms_have_it() {
    let inputs = [("x", "lognormal = { mean = 2, sd = 1 }"), ("y", "exponential = { mean = 2.5 }")];
    let loaded = read(&programme("x * y - 5", &inputs));
    let mut errors = Vec::new();
    for (sampling, most) in [(Sampling::Random, 4.0), (Sampling::Latin, 5.0), (Sampling::Sobol, 5.0)] {
        let drawn = Settings { sampling, ..settings(65_536) };
        let asked = Stresses { target: 0.5, ..asked() };
        let stress = try_stressed(&loaded, &drawn, &asked).expect("it can be put under stress");
        let x = row(&stress, "x");
        is_within(most, only(means(x)).value, 2.0);
        is_within(most, only(chances(x)).value, 2.0 / 2f64.ln());
        errors.push([only(means(x)).value.se, only(chances(x)).value.se]);
    }
    println!("{errors:?}");
    for even in &errors[1..] {
        assert!(even[0] < errors[0][0] / 10.0 && even[1] < errors[0][1] / 2.0, "{errors:?}");
    }
    // The figure's own error over its slope: sd 5 of 2 y, slope 2.5; √¼ over 2/x² · ½.
    let n = 65_536f64.sqrt();
    let slope = 2f64.ln().powi(2) / 4.0;
    assert!(
        (errors[0][0] * n / 2.0 - 1.0).abs() < 0.05 && (errors[0][1] * n * slope / 0.5 - 1.0).abs() < 0.05
    );
}

/// Discrete, truncated, correlated and formula inputs, and such as have optimism: E[a + b + …] is linear in each.
#[test]
fn whatever_the_input_is_its_value_is_found() {
    let inputs = [
        ("d", "discrete = { values = [1, 3], weights = [0.5, 0.5] }"),
        ("e", "normal = { mean = 2, sd = 1 }\noptimism = 0.5"),
        ("f", "formula = \"d + t - 2\""),
        ("t", "normal = { mean = 0, sd = 1 }\nmin = -1\nmax = 1"),
        ("u", "normal = { mean = 0, sd = 1 }"),
        ("v", "normal = { mean = 0, sd = 1 }"),
    ];
    let text = programme("f + e + u + v + 2.2", &inputs)
        + "[correlations.both]\ninputs = [\"u\", \"v\"]\nspearman = 0.7\n";
    let named = vec![
        NamedInput { name: "f".to_owned(), range: None },
        NamedInput { name: "u".to_owned(), range: Some([-5.0, 0.0]) },
    ];
    let asked = Stresses { inputs: named, ..asked() };
    let stress = try_stressed(&read(&text), &settings(100_000), &asked).expect("it can be put under stress");
    // E d = 2, E e = 1 after its optimism, all others 0, f too: 3.2 in all.
    for (input, exact) in [("d", -1.2), ("e", -4.4), ("f", -3.2), ("t", -3.2), ("u", -3.2), ("v", -3.2)] {
        let row = row(&stress, input);
        // A law without mass below 0 is not searched there.
        if input == "d" {
            assert!(means(row).is_empty(), "{row:?}");
            continue;
        }
        is_within(4.0, only(means(row)).value, exact);
        assert_eq!(only(means(row)).holds, Holds::Above);
    }
    assert_eq!(row(&stress, "u").range.searched, Some([-5.0, 0.0]));
    let f = row(&stress, "f");
    assert!(f.median.is_some() && f.range.plausible.is_some() && only(means(f)).quantile.is_some(), "{f:?}");
    assert_eq!(row(&stress, "u").correlated_with, ["v"]);
    let set = &only(means(row(&stress, "u"))).set;
    assert_eq!(set[0], "correlations.both.remove=true");
    assert!(row(&stress, "e").adjusted && !row(&stress, "f").adjusted);
    let unknown =
        Stresses { inputs: vec![NamedInput { name: "q".to_owned(), range: None }], ..asked.clone() };
    let refused = try_stressed(&read(&text), &settings(1_000), &unknown);
    assert_eq!(refused, Err(Failure::NoInput { input: "q".to_owned() }));
}

/// ln(x) exists above 0 alone, which its law never leaves; the search does, and ends where there is no model.
#[test]
fn a_search_ends_where_the_model_does() {
    let inputs = [("x", "normal = { mean = 10, sd = 1 }"), ("y", "normal = { mean = 0, sd = 0.1 }")];
    let stress = switched(&programme("ln(x) - 2 + y", &inputs), 20_000);
    let x = row(&stress, "x");
    is_within(4.0, only(means(x)).value, 2f64.exp());
    let [from, to] = x.range.searched.expect("it was searched");
    assert!((0.0..7.0).contains(&from) && to > 60.0, "{:?}", x.range);
}

/// Where the answer turns there is no model: about x = 5 the logarithm is of what is below 0. Nothing is found there, and nothing fails.
#[test]
fn a_turn_without_a_model_is_none() {
    // Of what is drawn nothing lies there.
    let x = "normal = { mean = 6, sd = 0.5 }\nmin = 5.1";
    let inputs = [("x", x), ("y", "normal = { mean = 0, sd = 0.1 }")];
    for of_x in ["x - 5", "1000 * (x - 5)^3", "1000 * (x - 5) * abs(x - 5)"] {
        let text = programme(&format!("{of_x} + y + 0 * ln(abs(x - 5) - 0.02)"), &inputs);
        let asked = Stresses { target: 0.5, ..asked() };
        for draws in [2_000, 40_000] {
            let stress =
                try_stressed(&read(&text), &settings(draws), &asked).expect("it can be put under stress");
            for turns in [&row(&stress, "x").mean, &row(&stress, "x").probability] {
                let turns = turns.as_ref().expect("it is searched");
                assert!(turns.roots.is_empty(), "{of_x}, {draws}: {turns:?}");
            }
        }
    }
}

/// A rate that a value takes beyond 1 is clamped there, and it is said. E[min(1.2 x, 1)] reaches 1 at x = 1/1.2.
#[test]
fn a_rate_that_is_clamped_at_a_value_is_said() {
    let text = "format = 1\ntitle = \"T\"\ncurrency = \"DKK\"\nprice_year = 2020\nhorizon = 1\n\
                discount = { rate = 0 }\npayers = { city = \"City\" }\n[inputs.x]\nuniform = { min = 0.2, max = 0.6 }\n\
                [inputs.y]\nuniform = { min = 0, max = 0.2 }\n\
                [cohort]\nparticipants = 10\n[outcomes.done]\nrate = \"x + y\"\ncounterfactual = 0\nonset = 0\n\
                [effects.gain]\noutcome = \"done\"\namount = 100\nyears = 0\nshares = { city = 1 }\n\
                [costs.all]\nper = \"participant\"\namount = 99.5\nyears = 0\npaid_by = { city = 1 }\n";
    let stress = switched(text, 20_000);
    let root = only(means(row(&stress, "x")));
    // E min(x + y, 1) = 0.995: of y uniform on 0–0.2, (x + y − 1)⁺ takes (x − 0.8)²/0.4 from x + 0.1, at x = 1 − √0.002.
    is_within(4.0, root.value, 1.0 - 0.002f64.sqrt());
    let beyond = 1.0 - 0.002f64.sqrt() / 0.2;
    assert!((root.clamped - beyond).abs() < 0.02, "{root:?}");
    let said: Vec<&str> = stress.warnings.iter().map(|warning| warning.message.as_str()).collect();
    assert!(
        said.iter().any(|said| said.starts_with("with `x` at 0.95") && said.contains("leaves 0 to 1")),
        "{said:?}"
    );
}

/// Nothing is uncertain, and there are no inputs at all.
#[test]
fn fixed_inputs_turn_certain_figures_and_literals_none() {
    let stress = switched(&programme("x - 4", &[("x", "fixed = 10")]), 1_000);
    let x = row(&stress, "x");
    assert!((only(means(x)).value.value - 4.0).abs() < 1e-8 && x.range.searched == Some([0.0, 100.0]));
    assert_eq!(only(means(x)).change_from_median.map(|c| (c * 1e6).round()), Some(-6e5));
    // At 0 there is no telling how far to look, unless it is said.
    let zero = read(&programme("x - 4", &[("x", "fixed = 0"), ("unused", "fixed = 1")]));
    let stress = try_stressed(&zero, &settings(1_000), &asked()).expect("it can be put under stress");
    assert_eq!((row(&stress, "x").mean.as_ref(), row(&stress, "x").range.searched), (None, None));
    assert!(stress.unread.is_empty());
    let named = ["x", "unused"].map(|name| NamedInput { name: name.to_owned(), range: Some([0.0, 10.0]) });
    let stress = try_stressed(&zero, &settings(1_000), &Stresses { inputs: named.into(), ..asked() });
    let stress = stress.expect("it can be put under stress");
    assert!((only(means(row(&stress, "x"))).value.value - 4.0).abs() < 1e-8);
    assert_eq!(stress.unread, ["unused"]);
    // Nor does what no number of the file changes turn at any.
    assert!(switched(&programme("4", &[]), 1_000).switching.is_empty());
}

/// A value set by what is printed reaches the target within its interval: mean net benefit of 0, or P(break-even) of 80 %.
#[test]
fn what_is_printed_to_be_set_turns_the_answer() {
    let u_turn = shipped("u-turn.toml", &[]);
    let stress = try_stressed(&u_turn, &settings(50_000), &asked()).expect("it can be put under stress");
    let stands = |estimate: Estimate, target: f64| estimate.lo <= target && target <= estimate.hi;
    for row in stress.switching.iter().filter(|row| row.input.is_some()) {
        for (root, target) in [(only(means(row)), None), (only(chances(row)), Some(0.8))] {
            let alone = try_stressed(
                &shipped("u-turn.toml", &root.set),
                &settings(50_000),
                &Stresses { parts: [].into(), ..asked() },
            );
            let base = alone.expect("it can be put under stress").base;
            let public = &base.perspectives["public"];
            // The very draws: on the side where it holds, by a hair.
            match target {
                None => {
                    let mean = public.net_benefit.mean;
                    assert!(
                        mean.value >= 0.0 && mean.value < 1e-3 * mean.se && stands(mean, 0.0),
                        "{row:?}: {mean:?}"
                    );
                }
                Some(target) => {
                    let chance = public.probability_break_even;
                    assert!(chance.value >= target && chance.value < target + 2e-4, "{row:?}: {chance:?}");
                }
            }
        }
    }
}

/// A correlated input is taken out of its group, whose others go on; the figures are then those of other draws.
#[test]
fn what_is_printed_for_a_correlated_input_can_be_run() {
    let normal = "normal = { mean = 1, sd = 1 }";
    for group in ["inputs = [\"x\", \"y\"]\nspearman = 0.6", "inputs = [\"x\", \"y\", \"z\"]\nspearman = 0.6"]
    {
        let text = |set: &str| {
            programme("x + y + z - 1", &[("x", normal), ("y", normal), ("z", normal)])
                + &format!("[correlations.all]\n{group}\n{set}")
        };
        let stress = switched(&text(""), 20_000);
        for root in [only(means(row(&stress, "x"))), only(chances(row(&stress, "x")))] {
            let (name, folder) = ("text".to_owned(), std::path::PathBuf::from("."));
            let source = vendepunkt::scenario::Source::Text { name, text: text("").into_bytes(), folder };
            let request = vendepunkt::scenario::Request {
                set: root.set.clone(),
                ..vendepunkt::scenario::Request::new(source)
            };
            let set = vendepunkt::scenario::load(&request)
                .unwrap_or_else(|e| panic!("{:?}: {:?}", root.set, e.findings));
            let quick = Stresses { parts: [].into(), ..asked() };
            let base =
                try_stressed(&set, &settings(20_000), &quick).expect("it can be put under stress").base;
            let public = &base.perspectives["public"];
            let (mean, chance) = (public.net_benefit.mean, public.probability_break_even);
            // Draws of partners that have lost theirs are others: two errors, of which each 95 % interval is about one.
            let near = |e: Estimate, target: f64| (e.value - target).abs() < 4.0 * 2f64.sqrt() * e.se;
            assert!(near(mean, 0.0) || near(chance, 0.8), "{root:?}: {mean:?} {chance:?}");
        }
    }
}

/// Over 40 seeds the interval of about 38 holds the value; a right program fails for fewer than one seed in 10,000 of this test's: P(Bin(40, 0.95) < 32).
#[test]
fn intervals_hold_the_value() {
    let loaded = shipped("u-turn.toml", &[]);
    let mut held = [0; 2];
    for seed in 1..=40 {
        let stress = try_stressed(&loaded, &Settings { seed, ..settings(4_000) }, &asked()).expect("it runs");
        let rate = row(&stress, "success_rate");
        for (held, (root, exact)) in
            held.iter_mut().zip([(only(means(rate)), 0.259_978_994_4), (only(chances(rate)), 0.350_099_4)])
        {
            *held += usize::from(root.value.lo <= exact && exact <= root.value.hi);
        }
    }
    println!("held: {held:?}");
    assert!(held.iter().all(|held| *held >= 32), "{held:?}");
}

/// The same over 500 seeds of 20,000 draws, by hand: `cargo test --test stress switching::coverage -- --ignored --nocapture`.
#[test]
#[ignore = "it takes minutes"]
fn coverage() {
    let exact = [
        ("success_rate", 0.259_978_994_4, 0.350_099_4),
        ("success_without", 0.160_021_005_6, 0.045_036_7),
        ("saving", 80_057.02, 109_550.1),
        ("course_cost", 289_447.00, 210_377.8),
    ];
    let loaded = shipped("u-turn.toml", &[]);
    for sampling in [Sampling::Random, Sampling::Latin, Sampling::Sobol] {
        let mut held = [[0; 2]; 4];
        for seed in 1..=500 {
            let settings = Settings { seed, sampling, ..settings(20_000) };
            let stress = try_stressed(&loaded, &settings, &asked()).expect("it runs");
            for (held, (input, mean, chance)) in held.iter_mut().zip(exact) {
                let row = row(&stress, input);
                for (held, (roots, exact)) in
                    held.iter_mut().zip([(means(row), mean), (chances(row), chance)])
                {
                    let value = only(roots).value;
                    *held += usize::from(value.lo <= exact && exact <= value.hi);
                }
            }
        }
        println!("{sampling}: {:?}", held.map(|held| held.map(|held| f64::from(held as u32) / 5.0)));
    }
}
