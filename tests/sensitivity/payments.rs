//! Payments by results: the split of a run, and no share together with others of whom they touch.

use vendepunkt::analysis::sensitivity::Sensing;
use vendepunkt::{Sampling, Settings, Unwatched, run};

use super::{common, input, sensed, settings};

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

/// Where one assumption alone is in doubt it explains all that is not luck, however much luck there is in what is paid.
#[test]
fn shares_are_of_what_is_not_luck() {
    let loaded = common::load(
        "format = 1\ntitle = \"Capped\"\ncurrency = \"DKK\"\nprice_year = 2020\nhorizon = 1\ndiscount = { rate = 0 }\n\
         [payers]\ncity = \"City\"\nfund = { label = \"Fund\", public = false }\n\
         [inputs.chance]\nbeta = { mean = 0.4, sd = 0.1 }\n[cohort]\nparticipants = 20\n\
         [outcomes.well]\nrate = \"chance\"\ncounterfactual = 0\n\
         [effects.saving]\noutcome = \"well\"\namount = 7\nshares = { city = 1 }\n\
         [payments.fee]\nfrom = \"city\"\nto = \"fund\"\nyears = 1\namount = \"min(90, 10 * additional.well)\"\n\
         [report]\nperspective = \"fund\"\n",
    );
    let sensing = Sensing { perspective: "fund".to_owned(), points: 2048 };
    let found = sensed(&loaded, &settings(100_000), &sensing);
    let fund = &found.perspectives["fund"];
    // More than a third of it is luck.
    assert!(fund.variance.cohort_luck_share.unwrap().value > 0.3);
    let first = input(fund, "chance").first.unwrap();
    assert!((first.value - 1.0).abs() < 0.03, "{first:?}");
    let results = run(&loaded, "case", None, &common::pool(2), &settings(100_000), &Unwatched).unwrap();
    let explained = &results.explained["fund"][0].first;
    assert!((explained.value - 1.0).abs() < 0.05, "{explained:?}");
}
