//! The same figures by another way, to the last bit.

use vendepunkt::analysis::stress::{Alternative, Assumption, Axis, Part, Stresses, stress};
use vendepunkt::engine::{Pool, Unwatched};
use vendepunkt::sampling::Sampling;
use vendepunkt::scenario::Loaded;
use vendepunkt::summary::{Settings, run};

use crate::cases::{
    is_certain, is_within, programme, public, read, row, settings, shipped, stressed, try_stressed,
};
use crate::common::is_the_same_everywhere;

/// A stress test and a run of what a setting stands for say the same.
fn is_as_set(loaded: &Loaded, input: &str, set: impl Fn(&str) -> Loaded) {
    let stress = stressed(loaded, 20_000);
    let row = row(&stress, input);
    for setting in [&row.low, &row.central, &row.high] {
        let set = set(&format!("inputs.{input}.fixed={:?}", setting.at));
        let alone = &stressed(&set, 20_000).base.perspectives;
        let pool = Pool::new(1).expect("a thread can be started");
        let results = run(&set, "text", None, &pool, &settings(20_000), &Unwatched).expect("it runs");
        for (name, seen) in &setting.perspectives {
            assert_eq!(seen.net_benefit.mean, alone[name].net_benefit.mean, "{input}, {name}");
            assert_eq!(seen.probability_break_even, alone[name].probability_break_even, "{input}, {name}");
            let result = &results.perspectives[name];
            assert_eq!(seen.net_benefit.mean, result.net_benefit.mean, "{input}, {name}: run");
            assert_eq!(seen.probability_break_even, result.probability_break_even, "{input}, {name}: run");
        }
    }
}

#[test]
fn a_setting_is_the_scenario_with_that_set() {
    let u_turn = |set: &str| shipped("u-turn.toml", &[set.to_owned()]);
    for input in ["success_rate", "saving", "course_cost"] {
        is_as_set(&shipped("u-turn.toml", &[]), input, u_turn);
    }
    // An input of a formula, with optimism beside it.
    let text = |x: &str| {
        let x = format!("{x}\noptimism = 0.8");
        let inputs =
            [("x", x.as_str()), ("y", "normal = { mean = 1, sd = 2 }"), ("z", "formula = \"x * y + x ^ 2\"")];
        read(&programme("z + y - 4", &inputs))
    };
    let fixed = |set: &str| text(&set.replace("inputs.x.", "").replace('=', " = "));
    is_as_set(&text("gamma = { mean = 2, sd = 1 }"), "x", fixed);
    // The long way round: every input of the largest shipped scenario that is in no group.
    for input in ["success_rate", "dropout", "long_run_fade"] {
        is_as_set(&shipped("cannabis.toml", &[]), input, |set| shipped("cannabis.toml", &[set.to_owned()]));
    }
}

/// What is set is a what-if, not news about what it is correlated with.
#[test]
fn correlated_partners_stay_where_they_are() {
    let normal = "normal = { mean = 1, sd = 1 }";
    let text = programme("x + 10 * y", &[("x", normal), ("y", normal)])
        + "[correlations.both]\ninputs = [\"x\", \"y\"]\nspearman = 0.9\n";
    let stress = stressed(&read(&text), 50_000);
    for (input, weight) in [("x", 1.0), ("y", 10.0)] {
        let row = row(&stress, input);
        is_within(4.0, public(&row.high).net_benefit.mean, row.high.at * weight + 11.0 - weight);
        is_certain(row.width, weight * (row.high.at - row.low.at));
        // What changes is x alone, draw by draw; its sd is 1.
        let error = public(&row.high).net_benefit.change.se;
        assert!((error / weight * 50_000f64.sqrt() - 1.0).abs() < 0.05, "{error}");
    }
    assert_eq!(row(&stress, "x").correlated_with, ["y"]);
}

#[test]
fn who_is_not_touched_sees_exactly_nothing() {
    let stress = stressed(&shipped("u-turn.toml", &[]), 10_000);
    let row = row(&stress, "course_cost");
    for payer in ["region", "state"] {
        let swing = &row.swing.perspectives[payer];
        let settings = [&row.low, &row.central, &row.high].map(|setting| &setting.perspectives[payer]);
        let changes = settings.map(|seen| [seen.net_benefit.change, seen.probability_break_even_change]);
        for change in changes.into_iter().flatten().chain([swing.net_benefit, swing.probability_break_even]) {
            assert_eq!([change.value, change.se, change.lo, change.hi], [0.0; 4], "{payer}");
        }
        for seen in settings {
            assert_eq!(seen.net_benefit.mean, stress.base.perspectives[payer].net_benefit.mean);
        }
    }
}

#[test]
fn figures_of_every_part_are_the_same_on_any_threads_and_instruction_set() {
    let loaded = shipped("cannabis.toml", &[]);
    let dear = shipped("cannabis.toml", &["inputs.course_cost.fixed=80000".to_owned()]);
    let axis = |input: &str, at| Axis { of: Assumption::Input(input.to_owned()), at };
    let asked = Stresses {
        variants: vec![Alternative { name: "dear".to_owned(), loaded: Ok(dear) }],
        grid: Some([axis("success_rate", None), axis("course_cost", Some(vec![30_000.0, 60_000.0]))]),
        ..Stresses::default()
    };
    is_the_same_everywhere(|sampling, pool| {
        let drawn = Settings { sampling, ..settings(17_000) };
        stress(&loaded, "text", None, pool, &drawn, &asked, &Unwatched).expect("it can be put under stress")
    });
}

/// Every part looks at the same draws, however these are spread: a success that is worth nothing more leaves the chance of break-even as it
/// is, and no agreement lets all break even more often than the public as a whole does.
#[test]
fn every_part_plays_the_same_draws() {
    let asked = Stresses { parts: [Part::Payers, Part::Worth].into(), ..Stresses::default() };
    for name in ["u-turn-one-third.toml", "job-refusion.toml", "cannabis.toml", "one-child-in-five.toml"] {
        for sampling in [Sampling::Random, Sampling::Latin, Sampling::Sobol] {
            let settings = Settings { sampling, ..settings(16_384) };
            let stress =
                try_stressed(&shipped(name, &[]), &settings, &asked).expect("it can be put under stress");
            let base = stress.base.perspectives["public"].probability_break_even.value;
            for worth in stress.worth.values().filter(|worth| !worth.curve.is_empty()) {
                assert_eq!(worth.curve[0].probability_break_even.value, base, "{name}, {sampling}");
            }
            let Some(payers) = stress.payers.filter(|payers| payers.all_public) else { continue };
            assert_eq!(payers.bound.value, base, "{name}, {sampling}");
            for agreements in payers.agreements.values() {
                let all = agreements.cofinancing.iter().chain(agreements.per_success.values());
                for of in all.chain([&agreements.transfer]) {
                    assert!(of.joint.best.probability.value <= base, "{name}, {sampling}: {:?}", of.joint);
                }
            }
        }
    }
}
