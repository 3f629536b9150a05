//! Which rows there are, and in which order.

use vendepunkt::analysis::stress::Stresses;

use crate::cases::{
    is_certain, programme, public, read, row, settings, shipped, stressed, try_stressed, usual,
};

fn names(stress: &vendepunkt::analysis::stress::Stress) -> Vec<&str> {
    stress.tornado.iter().map(|row| row.input.as_str()).collect()
}

/// The same law four times, at other scales, so that rounding makes a difference.
#[test]
fn the_widest_stands_first_and_ties_go_by_name() {
    let inputs = [
        ("d", "normal = { mean = 0.1, sd = 1 }"),
        ("c", "normal = { mean = 0.3, sd = 3 }"),
        ("b", "normal = { mean = 2.1, sd = 21 }"),
        ("a", "normal = { mean = 3, sd = 30 }"),
        ("wide", "normal = { mean = 0, sd = 10 }"),
    ];
    let stress = stressed(&read(&programme("0.1 * a + b / 7 + c + 3 * d + wide", &inputs)), 5_000);
    assert_eq!(names(&stress), ["wide", "a", "b", "c", "d"]);
    let widths: Vec<f64> = stress.tornado[1..].iter().map(|row| row.width.value).collect();
    assert!(widths.iter().all(|width| (width / widths[0] - 1.0).abs() < 1e-12), "{widths:?}");
    assert!(widths.windows(2).any(|pair| pair[0] < pair[1]), "rounding made no difference: {widths:?}");
}

#[test]
fn a_row_crosses_where_the_mean_changes_its_sign() {
    let inputs = [("much", "normal = { mean = 2, sd = 2 }"), ("little", "normal = { mean = 0, sd = 1 }")];
    let stress = stressed(&read(&programme("much + little", &inputs)), 20_000);
    assert!(row(&stress, "much").crosses && !row(&stress, "little").crosses);
    // An even bet: what comes back is what was paid, whatever that is. And one that is even at an end of its range.
    assert!(!stressed(&shipped("one-child-in-five.toml", &[]), 20_000).tornado.iter().any(|row| row.crosses));
    let bet = "discrete = { values = [0.3, 0.7], weights = [0.5, 0.5] }";
    let even = stressed(&read(&programme("3 * x - 0.9", &[("x", bet)])), 1_000);
    let mean = public(&row(&even, "x").low).net_benefit.mean.value;
    assert!(mean < 0.0 && mean > -1e-12 && !row(&even, "x").crosses, "{mean}");
}

#[test]
fn inputs_that_move_nothing_are_named() {
    let inputs = [
        ("x", "normal = { mean = 2, sd = 2 }"),
        ("y", "normal = { mean = 2, sd = 2 }"),
        ("aside", "uniform = { min = 0, max = 1 }"),
        ("half", "formula = \"aside / 2\""),
        ("point", "uniform = { min = 2, max = 2.000001 }"),
        ("fixed", "fixed = 4"),
    ];
    let text =
        programme("x + fixed", &inputs) + "[correlations.both]\ninputs = [\"x\", \"y\"]\nspearman = 0.9\n";
    let stress = stressed(&read(&text), 1_000);
    assert_eq!(names(&stress), ["x"]);
    assert_eq!(stress.unread, ["aside", "point", "y"]);
    let certain = read(&programme("x", &[("x", "fixed = 4")]));
    let stress = stressed(&certain, 1_000);
    assert!(stress.tornado.is_empty() && stress.unread.is_empty());
    is_certain(stress.base.perspectives["public"].probability_break_even, 1.0);
}

#[test]
fn a_law_with_atoms_is_set_to_its_ends() {
    let atoms = "discrete = { values = [0, 4], weights = [0.95, 0.05] }";
    let tail =
        "mixture = { parts = [{ fixed = 0 }, { exponential = { mean = 1 } }], weights = [0.95, 0.05] }";
    let inputs = [
        ("atoms", atoms),
        ("tail", tail),
        ("plain", "discrete = { values = [1, 2, 3], weights = [0.3, 0.4, 0.3] }"),
    ];
    let stress = stressed(&read(&programme("atoms + tail + plain", &inputs)), 20_000);
    let ends = |name| {
        let row = row(&stress, name);
        (row.widened, [row.low.at, row.central.at, row.high.at])
    };
    assert_eq!(ends("atoms"), (true, [0.0, 0.0, 4.0]));
    assert_eq!(ends("plain"), (false, [1.0, 2.0, 3.0]));
    // P(X > x) = 0.05 e⁻ˣ: P99 is ln 5.
    let (widened, [low, central, high]) = ends("tail");
    assert!(widened && low == 0.0 && central == 0.0 && (high - 5f64.ln()).abs() < 1e-12, "{high}");
}

#[test]
fn a_cut_law_has_the_ends_of_what_is_left() {
    let inputs = [("x", "normal = { mean = 0, sd = 1 }\nmin = 0"), ("y", "uniform = { min = 0, max = 1 }")];
    let loaded = read(&programme("x + y", &inputs));
    let ends = Stresses { ends: [0.25, 0.6], ..usual() };
    let stress = try_stressed(&loaded, &settings(1_000), &ends).expect("it can be put under stress");
    let (x, y) = (row(&stress, "x"), row(&stress, "y"));
    // 2Φ(x) − 1 is the chance.
    for (at, expected) in [(x.low.at, 0.318_639_363_964_375_2), (x.high.at, 0.841_621_233_572_914_2)] {
        assert!((at - expected).abs() < 1e-12, "{at}");
    }
    assert_eq!([y.low.at, y.high.at], [0.25, 0.6]);
    assert_eq!(stress.ends, [0.25, 0.6]);
}

#[test]
fn rows_are_in_the_order_of_the_perspective_in_question() {
    let loaded = shipped("u-turn.toml", &[]);
    let of = |name: &str| {
        let asked = Stresses { perspective: name.to_owned(), ..usual() };
        try_stressed(&loaded, &settings(20_000), &asked).expect("it can be put under stress")
    };
    let (city, state) = (of("municipality"), of("state"));
    // The city pays for the courses, and sees less than half of the saving.
    assert_eq!(names(&city), ["success_rate", "course_cost", "saving"]);
    assert_eq!(names(&state), ["success_rate", "saving", "course_cost"]);
    assert_eq!((city.label.as_str(), state.label.as_str()), ("City of Copenhagen", "The State"));
    is_certain(row(&state, "course_cost").width, 0.0);
    let row = row(&city, "saving");
    let means =
        [&row.low, &row.high].map(|setting| setting.perspectives["municipality"].net_benefit.mean.value);
    assert!((row.width.value / (means[1] - means[0]) - 1.0).abs() < 1e-9);
    // Figures do not depend on who asks.
    assert_eq!(public(&row.low), public(&state.tornado[1].low));
}
