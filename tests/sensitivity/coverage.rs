//! How often intervals hold.

use vendepunkt::Settings;
use vendepunkt::analysis::sensitivity::Sensing;
use vendepunkt::analysis::sensitivity::sensitive::InputSensitivity;

use super::{input, scenario, sensed, settings};

/// Over so many seeds, the shares of those in which each figure's interval holds the exact one: XY + Z, with means 2, 1 and 0 and
/// variances 1, 1/3 and 1 (the variance is 8/3 + 1).
fn held(seeds: u64, draws: u64) -> Vec<(&'static str, f64)> {
    let inputs = "[inputs.x]\nnormal = { mean = 2, sd = 1 }\n[inputs.y]\nuniform = { min = 0, max = 2 }\n\
                  [inputs.z]\nnormal = { mean = 0, sd = 1 }\n[inputs.idle]\nnormal = { mean = 0, sd = 1 }\n";
    let loaded = scenario(inputs, "\"x * y + z + 1e-9 * idle\"");
    let all = 8.0 / 3.0 + 1.0;
    type Of = fn(&InputSensitivity) -> vendepunkt::Estimate;
    let first: Of = |input| input.first.unwrap();
    let total: Of = |input| input.total.unwrap();
    let exact: [(&str, &str, Of, f64); 6] = [
        ("first of x", "x", first, 1.0 / all),
        ("first of y", "y", first, 4.0 / 3.0 / all),
        ("first of z", "z", first, 1.0 / all),
        ("first of nothing", "idle", first, 0.0),
        ("total of x", "x", total, 4.0 / 3.0 / all),
        ("total of y", "y", total, 5.0 / 3.0 / all),
    ];
    let mut hits = [0; 6];
    for seed in 1..=seeds {
        let drawn = Settings { seed, ..settings(draws) };
        let sensing = Sensing { points: 4096, ..Sensing::default() };
        let found = sensed(&loaded, &drawn, &sensing);
        let of = &found.perspectives["public"];
        for (hits, (_, name, figure, exact)) in hits.iter_mut().zip(&exact) {
            let e = figure(input(of, name));
            *hits += u64::from(e.lo <= *exact && *exact <= e.hi);
        }
    }
    exact.iter().zip(hits).map(|((what, ..), hits)| (*what, hits as f64 / seeds as f64)).collect()
}

/// With 60 seeds 95 % has a standard error of 2.8 %; `docs/sensitivity.md` has more of them.
#[test]
fn intervals_hold() {
    for (what, share) in held(60, 5000) {
        assert!(share >= 0.87, "{what}: {share}");
    }
}

#[test]
#[ignore = "takes minutes: what docs/sensitivity.md states"]
fn how_often_intervals_hold() {
    for draws in [2000, 20_000] {
        for (what, share) in held(500, draws) {
            println!("{draws} draws, {what}: {:.1} %", share * 100.0);
        }
    }
}
