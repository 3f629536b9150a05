//! Settings at which the model is at its limits, or beyond.

use vendepunkt::analysis::stress::{NamedNumber, Part, Stresses};
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
    assert!(set.starts_with("with `x` at 0.9, `outcomes.done.rate` leaves 0 to 1 in 100%"), "{set}");
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

/// ln(z − x + 3.7) exists wherever x and z move together, and not where x alone is high.
#[test]
fn a_setting_that_cannot_be_played_is_named_and_the_rest_stands() {
    let normal = "normal = { mean = 0, sd = 1 }";
    let text = programme("ln(z - x + 3.7) + y", &[("x", normal), ("y", normal), ("z", normal)])
        + "[correlations.both]\ninputs = [\"x\", \"z\"]\nspearman = 0.99\n";
    let loaded = read(&text);
    let stress = stressed(&loaded, 1_000);
    let (x, y, z) = (row(&stress, "x"), row(&stress, "y"), row(&stress, "z"));
    for (setting, other) in [(&x.high, &x.low), (&z.low, &z.high)] {
        let reason = setting.untried.as_ref().expect("it cannot be played");
        assert!(
            reason.starts_with("`effects.gain.amount` is not a number that can be used in draw "),
            "{reason}"
        );
        assert!(setting.perspectives.is_empty());
        // If it is learned, its partner goes along.
        let learned = setting.together.as_ref().expect("it is correlated");
        assert!(learned.untried.is_none() && learned.perspectives.len() == 2, "{learned:?}");
        assert!(other.untried.is_none() && !other.perspectives.is_empty());
    }
    for row in [x, z] {
        assert!(row.swing.perspectives.is_empty());
        let other = if row.input == "x" { &row.low } else { &row.high };
        let means = [other, &row.central].map(|setting| public(setting).net_benefit.mean.value);
        assert!((row.width.value - (means[0] - means[1]).abs()).abs() < 1e-9, "{row:?}");
    }
    assert!(y.low.untried.is_none() && y.high.untried.is_none() && !y.swing.perspectives.is_empty());
    // What no run takes, no setting is; the scenario as it is fails as ever.
    let nowhere = read(&programme("ln(x)", &[("x", normal)]));
    assert!(matches!(try_stressed(&nowhere, &settings(1_000), &usual()), Err(Failure::OutOfBounds { .. })));
    // A setting that is no number as soon as it is compiled.
    let text = programme("ln(max(0.1 - x, x - 0.1))", &[("x", "uniform = { min = 0, max = 1 }")]);
    let stress = stressed(&read(&text), 1_000);
    let x = row(&stress, "x");
    assert!(x.low.untried.is_some() && x.central.untried.is_none() && x.high.untried.is_none(), "{x:?}");
}

#[test]
fn a_perspective_that_is_not_there_is_refused() {
    let asked = Stresses { perspective: "county".to_owned(), ..usual() };
    let loaded = read(&programme("x", &[("x", "uniform = { min = 0, max = 1 }")]));
    let refused = try_stressed(&loaded, &settings(1_000), &asked);
    assert_eq!(refused, Err(Failure::NoPerspective { perspective: "county".to_owned() }));
}

/// Parts of one whole have no end by themselves: they are left out, and that is said; a number of their law can be searched.
#[test]
fn parts_of_one_whole_are_left_out_and_said() {
    let text = programme("100 * m.p + y - 30", &[("y", "normal = { mean = 0, sd = 4 }")])
        + "[inputs.m]\ndirichlet = { counts = { p = 3, q = 6 } }\n";
    let loaded = read(&text);
    let parts = [Part::Tornado, Part::Switching, Part::Discovery].into();
    let numbers = vec![NamedNumber { path: "inputs.m.dirichlet.counts.p".to_owned(), range: [0.0, 12.0] }];
    let stresses = Stresses { parts, numbers, ..usual() };
    let stress = try_stressed(&loaded, &settings(4_000), &stresses).unwrap();
    let rows: Vec<&str> = stress.tornado.iter().map(|row| row.input.as_str()).collect();
    assert_eq!(rows, ["y"]);
    assert!(stress.switching.iter().all(|row| row.input.as_deref() != Some("m")));
    let said = stress.warnings.iter().find(|warning| warning.code == "parts-left-out").expect("it is said");
    assert!(said.message.starts_with("`m` has parts that share one whole"), "{}", said.message);
    assert!(stress.unread.is_empty(), "{:?}", stress.unread);
    // A box of assumptions names a part.
    assert!(
        stress
            .discovery
            .is_none_or(|found| found.bounds.keys().all(|name| name.starts_with("m.") || name == "y"))
    );
    let is_count = |number: &Option<String>| number.as_ref().is_some_and(|path| path.ends_with("counts.p"));
    let row = stress.switching.iter().find(|row| is_count(&row.number)).expect("it is searched");
    // (p + ½)/(p + 7) = 0.3 where p = 16/7.
    let [turn] = &row.mean.as_ref().expect("net benefit turns").roots[..] else { panic!("{row:?}") };
    assert!((turn.value.value - 16.0 / 7.0).abs() < 4.0 * turn.value.se + 1e-6, "{turn:?}");
}
