//! Settings at which the model is at its limits, or beyond.

use vendepunkt::analysis::stress::Stresses;
use vendepunkt::summary::Failure;

use crate::cases::{
    is_certain, is_within, programme, public, read, row, settings, stressed, try_stressed, usual,
};

/// Rates that a formula makes of an input, for 10 people who gain 1 each if they succeed.
fn rates(rate: &str, law: &str) -> String {
    format!(
        "format = 1\ntitle = \"Rates\"\ncurrency = \"DKK\"\nprice_year = 2020\nhorizon = 1\ndiscount = {{ rate = 0 }}\n\
         payers = {{ city = \"City\" }}\ncohort = {{ participants = 10 }}\n[inputs.x]\n{law}\n\
         [outcomes.done]\nrate = \"{rate}\"\ncounterfactual = 0\nonset = 0\n\
         [effects.gain]\noutcome = \"done\"\namount = 1\nyears = 0\nshares = {{ city = 1 }}\n"
    )
}

/// A rate that stands outside 0–1 in every draw of a setting is clamped and said; that of the scenario itself is refused.
#[test]
fn a_rate_beyond_one_is_clamped_and_counted() {
    let law = "discrete = { values = [0.5, 0.9], weights = [0.995, 0.005] }";
    let stress = stressed(&read(&rates("x * 1.2", law)), 20_000);
    let row = row(&stress, "x");
    assert!(row.widened);
    assert_eq!(row.clamped, 1.0);
    is_certain(public(&row.low).net_benefit.mean, 6.0);
    is_certain(public(&row.high).net_benefit.mean, 10.0);
    // Of the scenario as it is, in one draw of 200, and of the setting.
    let clamped: Vec<&str> =
        stress.warnings.iter().filter(|w| w.code == "rates-clamped").map(|w| w.message.as_str()).collect();
    let [as_it_is, set] = clamped[..] else { panic!("{:?}", stress.warnings) };
    assert!(as_it_is.starts_with("`outcomes.done.rate` leaves 0 to 1 in 0.4"), "{as_it_is}");
    assert!(set.starts_with("with `x` at 0.9, `outcomes.done.rate` leaves 0 to 1 in 100 %"), "{set}");
    let always = read(&rates("x * 1.2", "fixed = 0.9"));
    assert!(matches!(try_stressed(&always, &settings(1_000), &usual()), Err(Failure::Model(_))));
    let often = read(&rates("x * 1.2", "uniform = { min = 0.5, max = 1 }"));
    assert!(matches!(try_stressed(&often, &settings(1_000), &usual()), Err(Failure::OutsideUnit { .. })));
}

/// An input is set before its optimism applies.
#[test]
fn optimism_applies_to_what_is_set() {
    let law = "uniform = { min = 0, max = 1 }\noptimism = 0.5";
    let stress = stressed(&read(&rates("x", law)), 20_000);
    let row = row(&stress, "x");
    assert_eq!(row.high.at, 0.9);
    is_certain(public(&row.high).net_benefit.mean, 4.5);
    is_within(4.0, public(&row.high).net_benefit.change, 2.0);
}

/// ln(z − x + 3) exists wherever x and z move together, and not where x alone is high.
#[test]
fn a_setting_without_a_model_is_named() {
    let normal = "normal = { mean = 0, sd = 1 }";
    let text = programme("ln(z - x + 3)", &[("x", normal), ("z", normal)])
        + "[correlations.both]\ninputs = [\"x\", \"z\"]\nspearman = 0.99\n";
    match try_stressed(&read(&text), &settings(1_000), &usual()) {
        Err(Failure::Set { input, at, failure }) => {
            assert!(input == "x" && (at - 1.281_551_565_544_6).abs() < 1e-12, "{input} {at}");
            assert!(matches!(*failure, Failure::OutOfBounds { .. }), "{failure:?}");
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_perspective_that_is_not_there_is_refused() {
    let asked = Stresses { perspective: "county".to_owned(), ..usual() };
    let loaded = read(&programme("x", &[("x", "uniform = { min = 0, max = 1 }")]));
    let refused = try_stressed(&loaded, &settings(1_000), &asked);
    assert_eq!(refused, Err(Failure::NoPerspective { perspective: "county".to_owned() }));
}
