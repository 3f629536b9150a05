//! Variants of the file beside it.

use vendepunkt::analysis::stress::{Alternative, Part, Stress, Stresses};
use vendepunkt::sampling::Sampling;
use vendepunkt::scenario::Loaded;
use vendepunkt::summary::Settings;

use crate::cases::{is_within, programme, read, settings, shipped, stressed, try_stressed, usual};

fn beside(loaded: &Loaded, variants: Vec<(&str, Result<Loaded, String>)>, settings: &Settings) -> Stress {
    let variants = variants.into_iter();
    let variants = variants.map(|(name, loaded)| Alternative { name: name.to_owned(), loaded }).collect();
    let asked = Stresses { parts: [Part::Variants].into(), variants, ..usual() };
    try_stressed(loaded, settings, &asked).expect("it can be put under stress")
}

/// What a variant comes to is what it comes to by itself, to the last bit, and its change is paired.
#[test]
fn a_variant_is_the_scenario_with_that_changed() {
    let base = shipped("u-turn.toml", &[]);
    let set = shipped("u-turn.toml", &["horizon=4".to_owned(), "inputs.course_cost.fixed=150000".to_owned()]);
    for sampling in [Sampling::Random, Sampling::Sobol] {
        let drawn = Settings { sampling, ..settings(16_384) };
        let stress = beside(&base, vec![("short", Ok(set.clone())), ("same", Ok(base.clone()))], &drawn);
        let alone = try_stressed(&set, &drawn, &Stresses { parts: [].into(), ..usual() }).expect("it runs");
        let [short, same] = &stress.variants[..] else { panic!("{:?}", stress.variants) };
        for (name, seen) in &short.perspectives {
            if sampling == Sampling::Random {
                assert_eq!(seen.net_benefit.mean, alone.base.perspectives[name].net_benefit.mean);
                let chance = alone.base.perspectives[name].probability_break_even;
                assert_eq!(seen.probability_break_even, chance, "{name}");
            }
            let base = &stress.base.perspectives[name];
            let change = seen.net_benefit.mean.value - base.net_benefit.mean.value;
            assert!((seen.net_benefit.change.value - change).abs() <= 1e-9 * change.abs().max(1.0));
            let change = seen.probability_break_even.value - base.probability_break_even.value;
            assert!((seen.probability_break_even_change.value - change).abs() < 1e-12, "{name}");
        }
        for seen in same.perspectives.values() {
            let changes = [seen.net_benefit.change, seen.probability_break_even_change];
            assert!(changes.iter().all(|change| [change.value, change.se, change.lo, change.hi] == [0.0; 4]));
        }
    }
}

/// A normal law moved by 1, and twice as wide.
#[test]
fn changes_of_two_normal_laws_in_closed_form() {
    let of = |law: &str| read(&programme("x", &[("x", law)]));
    let stress = beside(
        &of("normal = { mean = 1, sd = 1 }"),
        vec![
            ("moved", Ok(of("normal = { mean = 2, sd = 1 }"))),
            ("wide", Ok(of("normal = { mean = 1, sd = 2 }"))),
        ],
        &settings(200_000),
    );
    let seen = |at: usize| &stress.variants[at].perspectives["public"];
    assert!((seen(0).net_benefit.change.value - 1.0).abs() < 1e-9);
    // Φ(2) − Φ(1), and Φ(1/2) − Φ(1).
    is_within(4.0, seen(0).probability_break_even_change, 0.977_249_868 - 0.841_344_746);
    is_within(4.0, seen(1).probability_break_even_change, 0.691_462_461 - 0.841_344_746);
    is_within(4.0, seen(1).net_benefit.change, 0.0);
}

/// What is wrong with a variant is said, and the others stand.
#[test]
fn an_invalid_variant_is_named_with_its_error() {
    let of = |formula: &str, law: &str| read(&programme(formula, &[("x", law)]));
    let base = of("x", "normal = { mean = 1, sd = 1 }");
    let mut euro = base.clone();
    euro.scenario.currency = "EUR".to_owned();
    let stress = beside(
        &base,
        vec![
            ("broken", Err("text:3: there is no payer `x`".to_owned())),
            ("euro", Ok(euro)),
            ("logarithm", Ok(of("ln(x)", "normal = { mean = 1, sd = 1 }"))),
            ("good", Ok(of("x + 1", "normal = { mean = 1, sd = 1 }"))),
        ],
        &settings(1_000),
    );
    let [broken, euro, logarithm, good] = &stress.variants[..] else { panic!("{:?}", stress.variants) };
    let says = |variant: &vendepunkt::analysis::stress::Variant, what: &str| {
        let error = variant.error.as_deref().unwrap_or_default();
        assert!(error.contains(what) && variant.perspectives.is_empty(), "{variant:?}");
    };
    says(broken, "no payer `x`");
    says(euro, "the currency of the base is `DKK`, that of the other `EUR`");
    says(logarithm, "`effects.gain.amount`");
    assert!(good.error.is_none() && good.perspectives.len() == 2, "{good:?}");
    assert_eq!(stressed(&base, 1_000).variants, []);
}
