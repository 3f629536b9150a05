//! Runs that end when they are precise enough, and runs that go on where others ended.

use vendepunkt::sampling::Sampling;
use vendepunkt::summary::Settings;

use crate::common::{pool, results, results_on, shipped};
use crate::{WAYS, bytes, inputs};

#[test]
fn a_run_to_a_precision_ends_at_the_same_draw_for_any_number_of_threads() {
    let loaded = shipped("scenarios/u-turn.toml");
    for (sampling, precision) in
        [(Sampling::Random, 0.004), (Sampling::Latin, 0.002), (Sampling::Sobol, 0.001)]
    {
        let of = |threads| {
            let precision = Some(precision);
            let cap = 100_000_000;
            let settings = Settings { draws: cap, sampling, precision, ..Settings::default() };
            results_on(&pool(threads), &loaded, &settings)
        };
        let one = of(1);
        assert_eq!(bytes(&one), bytes(&of(2)));
        assert_eq!(bytes(&one), bytes(&of(7)));
        assert!((one.run.draws / 16_384).is_power_of_two(), "{}", one.run.draws);
        let half = |e: vendepunkt::summary::results::Estimate| (e.hi - e.lo) / 2.0;
        for p in one.perspectives.values() {
            assert!(half(p.probability_break_even) <= precision);
            assert!(half(p.net_benefit.mean) <= precision * p.net_benefit.sd.value);
        }
        // It is the run of that many draws, and half as many would not have been precise enough.
        let whole = results(&loaded, &Settings { draws: one.run.draws, sampling, ..Settings::default() });
        assert_eq!(bytes(&one), bytes(&whole));
        let draws = one.run.draws / 2;
        let shorter = results(&loaded, &Settings { draws, sampling, ..Settings::default() });
        assert!(shorter.perspectives.values().any(|p| {
            half(p.probability_break_even) > precision
                || half(p.net_benefit.mean) > precision * p.net_benefit.sd.value
        }));
    }
}

#[test]
fn a_precision_that_is_not_reached_is_said() {
    let loaded = shipped("scenarios/u-turn.toml");
    let settings = Settings { draws: 50_000, precision: Some(1e-5), ..Settings::default() };
    let found = results(&loaded, &settings);
    assert_eq!(found.run.draws, 50_000);
    assert!(found.warnings.iter().any(|w| w.code == "precision-cap"), "{:?}", found.warnings);
}

#[test]
fn draws_are_rounded_up_and_reported() {
    let loaded = shipped("scenarios/u-turn.toml");
    for (sampling, draws, made) in [
        (Sampling::Random, 1_001, 1_001),
        (Sampling::Latin, 1_001, 16 * 1_024),
        (Sampling::Latin, 16 * 1_024 + 1, 17 * 1_024),
        (Sampling::Sobol, 100, 128),
        (Sampling::Sobol, 1_001, 1_024),
        (Sampling::Sobol, 1_025, 2_048),
    ] {
        let found = results(&loaded, &Settings { draws, sampling, ..Settings::default() });
        assert_eq!(found.run.draws, made, "{sampling} {draws}");
        assert_eq!(found.run.sampling, sampling.to_string());
        for p in found.perspectives.values() {
            assert!(p.net_benefit.mean.se > 0.0 && p.net_benefit.p5.lo <= p.net_benefit.p5.value);
        }
    }
}

/// A longer run begins with the draws of a shorter one: block by block the inputs are the same.
#[test]
fn longer_runs_extend_shorter_ones() {
    let loaded = shipped("scenarios/u-turn.toml");
    for sampling in WAYS {
        // Latin hypercubes have at least 16 blocks.
        for ((name, long), (_, short)) in
            inputs(&loaded, sampling, 3, 64).iter().zip(inputs(&loaded, sampling, 3, 16))
        {
            assert_eq!(long[..short.len()], short, "{sampling} {name}");
        }
    }
}
