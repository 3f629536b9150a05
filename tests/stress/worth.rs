//! What a success would have to be worth: against an effect that is written into the scenario, closed forms and enumeration.

use vendepunkt::analysis::stress::{Part, Stress, Stresses, Worth};
use vendepunkt::sampling::Sampling;
use vendepunkt::summary::Settings;
use vendepunkt::summary::results::Estimate;

use crate::cases::{is_certain, is_within, programme, read, settings, try_stressed};

fn asked(target: f64) -> Stresses {
    Stresses { parts: [Part::Worth].into(), target, ..Stresses::default() }
}

fn stressed(text: &str, drawn: &Settings, asked: &Stresses) -> Stress {
    try_stressed(&read(text), drawn, asked).expect("it can be put under stress")
}

fn worth(text: &str, draws: u64, target: f64) -> Worth {
    stressed(text, &settings(draws), &asked(target)).worth["done"].clone()
}

/// Two intakes, relapse, two payers and a second outcome; without the effect that is to be found.
fn text(more: &str) -> String {
    format!(
        "format = 1\ntitle = \"Worth\"\ncurrency = \"DKK\"\nprice_year = 2020\nhorizon = 4\ndiscount = {{ rate = 0.04 }}\n\
         payers = {{ city = \"City\", state = \"State\" }}\ncohort = {{ intake = [14, 9] }}\n\
         [inputs.p]\nbeta = {{ mean = 0.35, sd = 0.08 }}\n[inputs.y]\nlognormal = {{ mean = 900, sd = 300 }}\n\
         [outcomes.done]\nrate = \"p\"\ncounterfactual = 0.1\nonset = 1\nrelapse = 0.2\n\
         [outcomes.half]\nrate = 0.2\ncounterfactual = 0.15\nonset = 2\n\
         [costs.course]\nper = \"participant\"\namount = 1000\nyears = 0\npaid_by = {{ city = 1 }}\n\
         [effects.saved]\noutcome = \"done\"\namount = \"y\"\nyears = {{ from = 1, to = 3 }}\nshares = {{ city = 0.6, state = 0.4 }}\n\
         [effects.other]\noutcome = \"half\"\namount = \"y\"\nshares = {{ state = 1 }}\n{more}"
    )
}

/// Whose draws are the same but for the line, so that break-even is to the last draw what the curve says.
#[test]
fn it_is_as_if_an_effect_stood_in_the_scenario() {
    let drawn = settings(20_000);
    let found = stressed(&text(""), &drawn, &asked(0.8));
    let nothing = Stresses { parts: [].into(), ..Stresses::default() };
    for (outcome, onset) in [("done", 1), ("half", 2)] {
        let worth = &found.worth[outcome];
        let line = |amount: f64| {
            let line = format!(
                "[effects.found]\noutcome = \"{outcome}\"\namount = {amount:?}\nyears = {onset}\nshares = {{ city = 1 }}\n"
            );
            stressed(&text(&line), &drawn, &nothing).base.perspectives["public"].clone()
        };
        assert_eq!(worth.curve.len(), 21);
        for point in worth.curve.iter().step_by(5) {
            assert_eq!(
                point.probability_break_even,
                line(point.worth).probability_break_even,
                "{outcome} {point:?}"
            );
        }
        let enough = worth.probability.map(|e| e.value);
        if let Some(enough) = enough {
            assert!(line(enough * (1.0 + 1e-9)).probability_break_even.value >= 0.8);
            assert!(line(enough * (1.0 - 1e-6)).probability_break_even.value < 0.8);
            assert!((worth.curve[20].worth / enough - 2.0).abs() < 1e-12);
        }
        let mean = worth.mean.expect("on average more succeed");
        let at_mean = line(mean.value).net_benefit.mean;
        assert!(mean.value > 0.0 && at_mean.value.abs() < 1e-6, "{at_mean:?}");
    }
    assert!(found.worth["done"].probability.is_some());
}

/// One person who succeeds with chance p ~ U(0, 1), so in half of the draws, at a cost c ~ Exp(mean 2): w saves the day where c ≤ w.
fn one_person() -> String {
    "format = 1\ntitle = \"One\"\ncurrency = \"DKK\"\nprice_year = 2020\nhorizon = 1\ndiscount = { rate = 0.25 }\n\
     payers = { city = \"City\" }\ncohort = { participants = 1 }\n\
     [inputs.p]\nuniform = { min = 0, max = 1 }\n[inputs.c]\nexponential = { mean = 2 }\n\
     [outcomes.done]\nrate = \"p\"\ncounterfactual = 0\nonset = 1\n\
     [effects.seen]\noutcome = \"done\"\namount = 0\nshares = { city = 1 }\n\
     [costs.all]\nper = \"programme\"\namount = \"c\"\nyears = 0\npaid_by = { city = 1 }\n"
        .to_owned()
}

#[test]
fn closed_forms_of_one_person() {
    for (sampling, most) in [(Sampling::Random, 4.0), (Sampling::Latin, 5.0), (Sampling::Sobol, 5.0)] {
        let drawn = Settings { sampling, ..settings(131_072) };
        let worth = stressed(&one_person(), &drawn, &asked(0.3)).worth["done"].clone();
        // ½ (1 − exp(−0.8 w/2)) = 0.3.
        is_within(most, worth.probability.expect("enough"), -2.5 * 0.4f64.ln());
        is_within(most, worth.mean.expect("a mean"), 2.0 / 0.4);
        is_within(most, worth.ceiling, 0.5);
        for point in worth.curve.iter().skip(2) {
            is_within(most + 0.5, point.probability_break_even, 0.5 * (1.0 - (-0.4 * point.worth).exp()));
        }
    }
    // Nobody can have more than succeed.
    let never = worth(&one_person(), 20_000, 0.6);
    assert!(never.probability.is_none() && never.mean.is_some());
    // Then the curve goes to twice the mean, or as far as is said.
    assert!((never.curve[20].worth - 2.0 * never.mean.unwrap().value).abs() < 1e-9);
    let named = Stresses { worth_to: Some(8.0), ..asked(0.6) };
    let named = stressed(&one_person(), &settings(20_000), &named).worth["done"].clone();
    assert_eq!(named.curve.iter().map(|point| point.worth).collect::<Vec<_>>()[..3], [0.0, 0.4, 0.8]);
    assert_eq!(named.curve[20].worth, 8.0);
}

#[test]
fn where_none_is_needed_it_is_nothing() {
    let gaining = one_person().replace("amount = \"c\"", "amount = -1");
    let found = worth(&gaining, 1_000, 0.8);
    is_certain(found.probability.unwrap(), 0.0);
    is_certain(found.mean.unwrap(), 0.0);
    assert_eq!(found.ceiling.value, 1.0);
    assert!(found.curve.is_empty(), "there are no costs to measure it by: {:?}", found.curve);
    // A gain of 3 at a cost of 1: the curve goes to the costs of a success.
    let costs = one_person().replace("amount = \"c\"", "amount = 1")
        + "[effects.gain]\nper = \"programme\"\namount = 3\nyears = 0\nshares = { city = 1 }\n";
    let found = worth(&costs, 50_000, 0.8);
    is_certain(found.probability.unwrap(), 0.0);
    assert!((found.curve[20].worth - 2.5).abs() < 0.05, "{:?}", found.curve[20]);
    assert!(found.curve.iter().all(|point| point.probability_break_even.value == 1.0));
}

/// A course after which fewer succeed: no worth of a success makes up for it, and the more it is worth the worse.
#[test]
fn what_harms_is_never_worth_more() {
    let harms = one_person().replace("counterfactual = 0\n", "counterfactual = 1\n");
    let found = worth(&harms, 20_000, 0.6);
    assert!(found.mean.is_none() && found.probability.is_none() && found.curve.is_empty());
    // Nobody more succeeds, and nobody gains.
    assert_eq!(found.ceiling.value, 0.0);
}

#[test]
fn without_an_outcome_there_is_none() {
    let text = programme("x", &[("x", "uniform = { min = 0, max = 1 }")]);
    assert!(stressed(&text, &settings(1_000), &asked(0.8)).worth.is_empty());
    let unasked = Stresses { parts: [Part::Tornado].into(), ..Stresses::default() };
    assert!(stressed(&one_person(), &settings(1_000), &unasked).worth.is_empty());
}

/// Of 200 seeds 22 or more miss with a chance of 1 in 4,000.
#[test]
fn its_interval_covers() {
    let (loaded, exact) = (read(&one_person()), -2.5 * 0.4f64.ln());
    let misses = |e: Estimate| !(e.lo <= exact && exact <= e.hi);
    let missed = (1..=200).filter(|seed| {
        let drawn = Settings { seed: *seed, ..settings(2_000) };
        let stress = try_stressed(&loaded, &drawn, &asked(0.3)).expect("it can be put under stress");
        misses(stress.worth["done"].probability.expect("enough"))
    });
    let missed = missed.count();
    println!("missed {missed} of 200");
    assert!((1..22).contains(&missed), "{missed}");
}
