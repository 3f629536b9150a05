//! Payments by results: the split of a run, and no share together with others of whom they touch.

use vendepunkt::analysis::sensitivity::Sensing;
use vendepunkt::{Sampling, Settings, Unwatched, run};

use super::{common, sensed, settings};

#[test]
fn the_split_is_that_of_a_run_and_totals_are_of_whom_payments_do_not_touch() {
    let both = "perspectives.both.payers=[\"council\", \"investors\"]".to_owned();
    let loaded = common::load_file(&common::file("scenarios/essex-edge-of-care.toml"), None, &[both]);
    let sensing = Sensing { perspective: "investors".to_owned(), points: 2048 };
    for sampling in [Sampling::Random, Sampling::Latin, Sampling::Sobol] {
        let drawn = Settings { sampling, ..settings(20_000) };
        let found = sensed(&loaded, &drawn, &sensing);
        let results = run(&loaded, "case", None, &common::pool(2), &drawn, &Unwatched).unwrap();
        for (name, of) in &found.perspectives {
            assert_eq!(of.variance, results.perspectives[name].variance, "{sampling}, {name}");
            assert!(of.factors.iter().all(|factor| factor.total.is_some() == (name == "both")), "{name}");
            assert!(of.inputs.iter().all(|input| input.first.is_some()), "{name}");
        }
        assert!(found.warnings.iter().any(|warning| warning.code == "payments-not-linear"));
    }
}
