//! The same figures by another way, to the last bit.

use vendepunkt::analysis::sensitivity::{Sensing, sensitivity};
use vendepunkt::{Sampling, Settings, Unwatched, run};

use super::{common, sensed, settings};

#[test]
fn figures_are_the_same_on_any_threads_and_instruction_set() {
    let loaded = common::shipped("scenarios/cannabis.toml");
    let sensing = Sensing { points: 2048, ..Sensing::default() };
    common::is_the_same_everywhere(|sampling, pool| {
        let drawn = Settings { sampling, ..settings(17_000) };
        sensitivity(&loaded, "text", None, pool, &drawn, &sensing, &Unwatched).unwrap()
    });
}

/// What is luck is what a run says it is; totals do not hang on how the other draws are spread.
#[test]
fn the_share_of_luck_is_that_of_a_run() {
    let loaded = common::shipped("scenarios/u-turn.toml");
    for sampling in [Sampling::Random, Sampling::Latin, Sampling::Sobol] {
        let drawn = Settings { sampling, ..settings(20_000) };
        let found = sensed(&loaded, &drawn, &Sensing::default());
        let results = run(&loaded, "case", None, &common::pool(2), &drawn, &Unwatched).unwrap();
        for (name, of) in &found.perspectives {
            assert_eq!(of.variance, results.perspectives[name].variance, "{sampling}, {name}");
        }
        let random = sensed(&loaded, &settings(20_000), &Sensing::default());
        for (name, of) in &found.perspectives {
            for (a, b) in of.factors.iter().zip(&random.perspectives[name].factors) {
                assert_eq!(a, b, "{sampling}, {name}");
            }
        }
    }
}
