//! Payments by results under stress.

use vendepunkt::analysis::stress::{Part, Stresses};
use vendepunkt::engine::{Pool, Unwatched};
use vendepunkt::summary::run;

use crate::cases::{means, settings, shipped, try_stressed};

fn mean_of(set: &[String], perspective: &str) -> vendepunkt::Estimate {
    let pool = Pool::new(2).expect("threads can be started");
    let loaded = shipped("essex-edge-of-care.toml", set);
    let results = run(&loaded, "text", None, &pool, &settings(20_000), &Unwatched);
    results.expect("it can be run").perspectives[perspective].net_benefit.mean
}

/// With payments as they are drawn, as a run has them; where an input turns the mean a run with it there has a mean of nothing.
#[test]
fn means_and_switching_values_are_those_of_runs() {
    let loaded = shipped("essex-edge-of-care.toml", &[]);
    let parts = [Part::Tornado, Part::Switching, Part::Discovery, Part::Together].into();
    let asked = Stresses { parts, perspective: "investors".to_owned(), ..Stresses::default() };
    let stress = try_stressed(&loaded, &settings(20_000), &asked).expect("it can be put under stress");
    for (name, base) in &stress.base.perspectives {
        assert_eq!(base.net_benefit.mean, mean_of(&[], name), "{name}");
    }
    let sd = 1_485_897.0;
    let mut turned = 0;
    for row in stress.switching.iter().filter(|row| row.mean.is_some()) {
        let Some(input) = &row.input else { continue };
        for root in means(row) {
            let mean = mean_of(&[format!("inputs.{input}.fixed={:?}", root.value.value)], "investors");
            assert!(mean.value.abs() < 1e-4 * sd, "{input} at {:?}: {mean:?}", root.value);
            turned += 1;
        }
    }
    assert!(turned >= 3, "{turned} values turn the mean");
}
