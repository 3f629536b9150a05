//! Cases at the edges, and what must hold of every answer.

use vendepunkt::analysis::sensitivity::{Sensing, sensitivity};
use vendepunkt::{Estimate, Failure, Sampling, Settings, Unwatched};

use super::{common, input, is_within, public, scenario, sensed, settings};

#[test]
fn nothing_uncertain_has_no_shares() {
    let found = sensed(&scenario("[inputs.x]\nfixed = 3\n", "\"x\""), &settings(1000), &Sensing::default());
    let of = &found.perspectives["public"];
    assert!(of.inputs.is_empty() && of.factors.is_empty() && of.variance.parameter_share.is_none());
    // What nothing reads is named as such, and where all is luck no assumption has a share.
    let text = std::fs::read_to_string(common::file("scenarios/u-turn-one-third.toml")).unwrap();
    let idle = "\n[inputs.idle]\nuniform = { min = 0, max = 1 }\nsource = \"none\"\nevidence = \"expert\"\n";
    let found = sensed(&common::load(&(text + idle)), &settings(1000), &Sensing::default());
    let of = &found.perspectives["public"];
    assert_eq!((found.unread.as_slice(), of.inputs.len()), (&["idle".to_owned()][..], 0));
    assert_eq!(of.variance.cohort_luck_share, Some(Estimate::exact(1.0)));
}

/// Of what it does not hang on a perspective is independent for certain.
#[test]
fn who_does_not_pay_a_cost_does_not_see_it() {
    let found = sensed(&common::shipped("scenarios/u-turn.toml"), &settings(20_000), &Sensing::default());
    let state = &found.perspectives["state"];
    let cost = input(state, "course_cost");
    let nothing = Some(Estimate::exact(0.0));
    assert_eq!([cost.first, cost.total, cost.spearman, cost.prcc], [nothing; 4]);
    assert_eq!(state.inputs[2].input, "course_cost");
}

/// A law without a variance has no shares of one, and one without a fourth moment none with an error; ranks do not mind.
#[test]
fn what_does_not_exist_is_not_said() {
    let of_freedom = |df: f64| {
        let inputs = format!(
            "[inputs.x]\nstudent_t = {{ df = {df}, mean = 0, scale = 1 }}\n[inputs.y]\nnormal = {{ mean = 0, sd = 1 }}\n"
        );
        sensed(&scenario(&inputs, "\"x + y\""), &settings(20_000), &Sensing::default())
    };
    let none = of_freedom(1.9);
    for name in ["x", "y"] {
        let of = input(&none.perspectives["public"], name);
        assert_eq!([of.first, of.total], [None; 2]);
        assert!(of.spearman.unwrap().lo > 0.5 && of.prcc.unwrap().lo > 0.8, "{of:?}");
    }
    assert!(none.warnings.iter().any(|warning| warning.code == "no-finite-error"), "{:?}", none.warnings);
    let open = of_freedom(3.0);
    let x = input(&open.perspectives["public"], "x");
    assert!([x.first, x.total].iter().all(|e| e.unwrap().se == f64::INFINITY), "{x:?}");
    assert!(x.spearman.unwrap().se < 0.01, "{x:?}");
    assert!(open.warnings.iter().any(|warning| warning.message.contains("shares of its variance")));
}

/// Few draws, fewer than cells: still figures, with an error that says so.
#[test]
fn few_draws_are_enough_for_an_answer() {
    let inputs = "[inputs.x]\nnormal = { mean = 0, sd = 1 }\n[inputs.y]\nnormal = { mean = 0, sd = 1 }\n\
                  [inputs.z]\ndiscrete = { values = [0, 1], weights = [0.999, 0.001] }\n";
    for sampling in [Sampling::Random, Sampling::Latin, Sampling::Sobol] {
        let drawn = Settings { sampling, ..settings(100) };
        let sensing = Sensing { points: 256, ..Sensing::default() };
        let found = sensed(&scenario(inputs, "\"x + y + z\""), &drawn, &sensing);
        let of = &found.perspectives["public"];
        for name in ["x", "y"] {
            is_within(input(of, name).first, 0.5, 0.3);
            is_within(input(of, name).total, 0.5, 0.1);
            is_within(input(of, name).spearman, 0.69, 0.15);
        }
        let z = input(of, "z");
        assert_eq!(z.response.len(), 2);
        // No draw may have been there.
        assert_eq!(z.response[1].net_benefit.is_none(), z.response[1].probability_break_even.is_none());
    }
}

/// Where one input is another one, neither can be held while the other moves.
#[test]
fn inputs_of_one_order_have_no_partial_correlation() {
    let inputs = "[inputs.x]\nnormal = { mean = 0, sd = 1 }\n[inputs.y]\nuniform = { min = 0, max = 1 }\n\
                  [correlations.both]\ninputs = [\"x\", \"y\"]\nspearman = 0.9999999999\n";
    let of = public(&scenario(inputs, "\"x + y\""), 20_000);
    for name in ["x", "y"] {
        assert_eq!(input(&of, name).prcc, None);
        assert!(input(&of, name).spearman.unwrap().value > 0.999);
    }
}

#[test]
fn a_perspective_that_is_not_there_is_no_answer() {
    let sensing = Sensing { perspective: "nobody".to_owned(), ..Sensing::default() };
    let loaded = common::shipped("scenarios/u-turn.toml");
    let found = sensitivity(&loaded, "case", None, &common::pool(1), &settings(1000), &sensing, &Unwatched);
    assert_eq!(found, Err(Failure::NoPerspective { perspective: "nobody".to_owned() }));
}
