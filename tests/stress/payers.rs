//! Who should pay: against published figures, closed forms and plain enumeration.

use vendepunkt::analysis::stress::{Agreement, Part, Payers, Range, Stresses};
use vendepunkt::sampling::Sampling;
use vendepunkt::scenario::Loaded;
use vendepunkt::summary::results::Estimate;
use vendepunkt::summary::{Failure, Settings};

use crate::cases::{is_certain, is_within, read, settings, shipped, try_stressed};

fn asked() -> Stresses {
    Stresses { parts: [Part::Payers].into(), ..Stresses::default() }
}

fn try_paid(loaded: &Loaded, drawn: &Settings, asked: &Stresses) -> Option<Payers> {
    try_stressed(loaded, drawn, asked).expect("it can be put under stress").payers
}

fn paid(text: &str, draws: u64, asked: &Stresses) -> Payers {
    try_paid(&read(text), &settings(draws), asked).expect("there are two payers")
}

fn ends(agreement: &Agreement) -> [Estimate; 2] {
    let Some(Range { from: Some(from), to: Some(to) }) = agreement.joint.range else {
        panic!("{:?} has no range", agreement.joint)
    };
    [from, to]
}

/// 17 figures within 4 errors.
#[test]
fn what_the_state_could_pay_the_municipality_of_u_turn_is_published() {
    let payers =
        try_paid(&shipped("u-turn.toml", &[]), &settings(1_000_000), &asked()).expect("three payers");
    assert!(payers.funder == "state" && payers.chosen && payers.all_public);
    let city = &payers.agreements["municipality"];
    let costs = city.cofinancing.as_ref().expect("it pays for the course");
    let success = &city.per_success["turned_around"];
    for (agreement, [mean, needed, affordable]) in [
        (&city.transfer, [185_505.0, 331_498.0, 359_021.0]),
        (costs, [0.273_018_2, 0.476_390_9, 0.523_609_1]),
        (success, [120_543.0, 285_647.0, 295_118.0]),
    ] {
        for (estimate, exact) in
            [(agreement.mean, mean), (agreement.needed, needed), (agreement.affordable, affordable)]
        {
            let estimate = estimate.expect("there is such an amount");
            is_within(4.0, estimate, exact);
            println!("{exact}: {estimate:?}, z {:.2}", (estimate.value - exact) / estimate.se);
        }
    }
    let [from, to] = ends(costs);
    is_within(4.0, from, 0.476_390_9);
    is_within(4.0, to, 0.523_609_1);
    let best = &costs.joint.best;
    is_within(4.0, best.probability, 0.829_096);
    let at = best.amount.expect("a share is best");
    assert!(at.lo < 0.5 && at.hi > 0.5 && at.hi - at.lo < 0.05, "{at:?}");
    println!("best {best:?}, yearly {:?}, per success {:?}", city.transfer.joint, success.joint);
    // Shared costs leave each a fixed part of the whole: both gain where the public does, and that bounds every agreement.
    assert!((payers.bound.value - 0.829_096).abs() > 0.01 && payers.bound.value > best.probability.value);
    assert!(city.transfer.joint.range.is_none());
    // Who has no costs can share none.
    assert!(payers.agreements["region"].cofinancing.is_none());
}

/// The city pays 5 and gains 0.3 y, the state gains 0.7 y, y lognormal. Years are worth 1 + 0.8 + 0.64.
fn lognormal() -> String {
    "format = 1\ntitle = \"Two\"\ncurrency = \"DKK\"\nprice_year = 2020\nhorizon = 2\ndiscount = { rate = 0.25 }\n\
     payers = { city = \"City\", state = \"State\" }\n[inputs.y]\nlognormal = { mean = 10, sd = 6 }\n\
     [costs.all]\nper = \"programme\"\namount = 5\nyears = 0\npaid_by = { city = 1 }\n\
     [effects.gain]\nper = \"programme\"\namount = \"y\"\nyears = 0\nshares = { city = 0.3, state = 0.7 }\n"
        .to_owned()
}

/// Its quantiles, at the standard score z.
fn quantile(z: f64) -> f64 {
    let spread = 1.36f64.ln();
    (10f64.ln() - spread / 2.0 + spread.sqrt() * z).exp()
}

/// Φ⁻¹(0.2), and P(y ≥ 5).
const Z_20: f64 = -0.841_621_233_572_914_4;
const ABOVE_5: f64 = 0.834_662_238_437_866_4;

#[test]
fn a_lognormal_gain_is_shared_as_in_closed_form() {
    let (low, years) = (quantile(Z_20), 2.44);
    let mut errors = Vec::new();
    for (sampling, most) in [(Sampling::Random, 4.0), (Sampling::Latin, 5.0), (Sampling::Sobol, 5.0)] {
        let drawn = Settings { sampling, ..settings(65_536) };
        let payers = try_paid(&read(&lognormal()), &drawn, &asked()).expect("two payers");
        assert!(payers.funder == "state");
        is_within(most, payers.bound, ABOVE_5);
        let city = &payers.agreements["city"];
        let costs = city.cofinancing.as_ref().expect("it has costs");
        for (agreement, per) in [(&city.transfer, years), (costs, 5.0)] {
            is_within(most, agreement.mean.expect("a mean"), (5.0 - 3.0) / per);
            is_within(most, agreement.needed.expect("enough"), (5.0 - 0.3 * low) / per);
            is_within(most, agreement.affordable.expect("not too much"), 0.7 * low / per);
            let [from, to] = ends(agreement);
            is_within(most, from, (5.0 - 0.3 * low) / per);
            is_within(most, to, 0.7 * low / per);
            // Where both are at 0 for the same y.
            is_within(most, agreement.joint.best.probability, ABOVE_5);
            let at = agreement.joint.best.amount.expect("an amount");
            assert!(at.lo < 3.5 / per && at.hi > 3.5 / per && at.hi - at.lo < 0.3, "{at:?}");
        }
        assert!(city.per_success.is_empty());
        errors.push(city.transfer.needed.expect("enough").se);
    }
    assert!(errors[1] < errors[0] / 3.0 && errors[2] < errors[0] / 3.0, "{errors:?}");
}

/// Intervals of 95 % miss about one time in twenty: of 200 seeds 22 or more with a chance of 1 in 4,000.
#[test]
fn intervals_of_amounts_cover() {
    let (loaded, low) = (read(&lognormal()), quantile(Z_20));
    let exact = [(5.0 - 3.0) / 2.44, (5.0 - 0.3 * low) / 2.44, 0.7 * low / 2.44, (5.0 - 0.3 * low) / 2.44];
    let mut missed = [0; 4];
    for seed in 1..=200 {
        let drawn = Settings { seed, ..settings(2_000) };
        let transfer = &try_paid(&loaded, &drawn, &asked()).expect("two payers").agreements["city"].transfer;
        let [from, _] = ends(transfer);
        let found = [transfer.mean.unwrap(), transfer.needed.unwrap(), transfer.affordable.unwrap(), from];
        for ((missed, e), exact) in missed.iter_mut().zip(found).zip(exact) {
            *missed += usize::from(!(e.lo <= exact && exact <= e.hi));
        }
    }
    println!("missed of 200: {missed:?}");
    assert!(missed.iter().all(|missed| (1..22).contains(missed)), "{missed:?}");
}

/// Fails unless an amount is this but for what counts as 0, and rounding.
#[track_caller]
fn is_exact(amount: Option<Estimate>, exact: f64) {
    let amount = amount.expect("there is such an amount");
    assert!((amount.value - exact).abs() <= 1e-8 * exact.abs().max(1.0), "{amount:?} is not {exact}");
}

/// Two people, whom a course as often helps as harms: additional people are 2, 1, 0, −1, −2 with chances
/// 0.096, 0.288, 0.36, 0.192, 0.064. The city loses 4 and the state gains 6, come what may.
fn harmful() -> String {
    "format = 1\ntitle = \"Harm\"\ncurrency = \"DKK\"\nprice_year = 2020\nhorizon = 1\ndiscount = { rate = 0 }\n\
     payers = { city = \"City\", state = \"State\" }\ncohort = { participants = 2 }\n\
     [inputs.p]\ndiscrete = { values = [0.9, 0.1], weights = [0.6, 0.4] }\n\
     [outcomes.done]\nrate = \"p\"\ncounterfactual = 0.5\nonset = 0\n\
     [effects.seen]\noutcome = \"done\"\namount = 0\nshares = { city = 1 }\n\
     [costs.all]\nper = \"programme\"\namount = 4\nyears = 0\npaid_by = { city = 1 }\n\
     [effects.gain]\nper = \"programme\"\namount = 6\nyears = 0\nshares = { state = 1 }\n"
        .to_owned()
}

#[test]
fn what_harms_is_paid_for_the_other_way_round() {
    let at = |target: f64| {
        let asked = Stresses { target, ..asked() };
        paid(&harmful(), 40_000, &asked).agreements["city"].per_success["done"].clone()
    };
    let often = at(0.3);
    // −4 for one success more in 0.16 on average.
    is_within(4.0, often.mean.expect("on average it helps"), 25.0);
    // Below 0 it would pay to harm; from 4 on both one and two successes are enough.
    is_exact(often.needed, 4.0);
    assert!(often.affordable.is_none(), "with whom nobody or fewer succeed it can afford any: {often:?}");
    assert!(often.joint.range.is_none());
    is_exact(often.joint.best.amount, 4.0);
    is_within(4.0, often.joint.best.probability, 0.288);
    assert!(at(0.4).needed.is_none());
    is_exact(at(0.8).affordable, 6.0);
    is_exact(at(0.95).affordable, 3.0);
    let [from, to] = ends(&at(0.28));
    is_exact(Some(from), 4.0);
    is_exact(Some(to), 6.0);
}

/// Nothing is uncertain: amounts are exact, below 0 where the payer could give, above the whole costs where it loses more than these.
#[test]
fn certain_amounts_are_exact() {
    let text = |gain: f64| {
        format!(
            "format = 1\ntitle = \"Sure\"\ncurrency = \"DKK\"\nprice_year = 2020\nhorizon = 1\ndiscount = {{ rate = 0 }}\n\
             payers = {{ city = \"City\", state = \"State\" }}\n\
             [costs.all]\nper = \"programme\"\namount = 5\nyears = 0\npaid_by = {{ city = 1 }}\n\
             [effects.own]\nper = \"programme\"\namount = {gain:?}\nyears = 0\nshares = {{ city = 1 }}\n\
             [effects.state]\nper = \"programme\"\namount = 30\nyears = 0\nshares = {{ state = 1 }}\n"
        )
    };
    for (gain, cofinancing) in [(-8.0, 2.6), (2.0, 0.6), (7.0, -0.4)] {
        let payers = paid(&text(gain), 200, &asked());
        let city = &payers.agreements["city"];
        for (agreement, needed, most) in [
            (city.cofinancing.as_ref().unwrap(), cofinancing, 6.0),
            (&city.transfer, 2.5 * cofinancing, 15.0),
        ] {
            is_certain(agreement.mean.unwrap(), needed);
            is_exact(agreement.needed, needed);
            is_exact(agreement.affordable, most);
            let [from, to] = ends(agreement);
            is_exact(Some(from), needed);
            is_exact(Some(to), most);
            is_exact(agreement.joint.best.amount, needed);
            assert_eq!(agreement.joint.best.probability.value, 1.0);
        }
    }
    // Without costs there are none to share.
    let free = text(-8.0).replace("[costs.all]", "[effects.all]").replace("amount = 5", "amount = -5");
    let free = free.replace("paid_by", "shares");
    let payers = paid(&free, 200, &asked());
    assert!(payers.agreements["city"].cofinancing.is_none());
    is_exact(payers.agreements["city"].transfer.needed, 6.5);
}

/// A third public payer that always loses; and one that is not public.
#[test]
fn every_other_public_payer_has_to_gain_too() {
    let third = |public: bool| {
        lognormal().replace(
            "state = \"State\" }",
            &format!("state = \"State\", third = {{ label = \"Third\", public = {public} }} }}"),
        ) + "[costs.third]\nper = \"programme\"\namount = 1\nyears = 0\npaid_by = { third = 1 }\n"
    };
    let payers = paid(&third(true), 10_000, &asked());
    let city = &payers.agreements["city"];
    assert!(city.transfer.joint.range.is_none() && city.transfer.joint.best.amount.is_none());
    assert_eq!(city.transfer.joint.best.probability.value, 0.0);
    let of_two = paid(&lognormal(), 10_000, &asked());
    assert_eq!(city.transfer.needed, of_two.agreements["city"].transfer.needed);
    let payers = paid(&third(false), 10_000, &asked());
    assert!(!payers.all_public);
    assert_eq!(payers.agreements["city"], of_two.agreements["city"]);
}

#[test]
fn the_funder_is_the_public_payer_likeliest_to_gain() {
    let funder = |name: &str| try_paid(&shipped(name, &[]), &settings(20_000), &asked()).map(|p| p.funder);
    assert_eq!(funder("job-refusion.toml").as_deref(), Some("state"));
    assert_eq!(funder("u-turn.toml").as_deref(), Some("state"));
    // Young people who pay nothing are no purse.
    assert_ne!(funder("register-model.toml").as_deref(), Some("citizens"));
    assert_eq!(funder("job.toml"), None);
    let named = Stresses { funder: Some("city".to_owned()), ..asked() };
    let payers = paid(&lognormal(), 1_000, &named);
    assert!(payers.funder == "city" && !payers.chosen && payers.agreements.contains_key("state"));
    let unknown = Stresses { funder: Some("county".to_owned()), ..asked() };
    let refused = try_stressed(&read(&lognormal()), &settings(1_000), &unknown);
    assert_eq!(refused, Err(Failure::NoPerspective { perspective: "county".to_owned() }));
    // Nobody is asked where it was not wanted.
    let unasked = Stresses { parts: [Part::Tornado].into(), ..Stresses::default() };
    assert_eq!(try_paid(&read(&lognormal()), &settings(1_000), &unasked), None);
}
