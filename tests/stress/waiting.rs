//! The price of waiting: against scenarios that are written out with the later beginning, and in closed form.

use vendepunkt::analysis::stress::{Part, Stress, Stresses};
use vendepunkt::sampling::Sampling;
use vendepunkt::summary::Settings;

use crate::cases::{is_certain, is_within, programme, read, settings, shipped, try_stressed};

fn waiting(wait: usize) -> Stresses {
    Stresses { parts: [Part::Waiting].into(), wait, ..Stresses::default() }
}

fn waited(text: &str, wait: usize, drawn: &Settings) -> Stress {
    try_stressed(&read(text), drawn, &waiting(wait)).expect("it can be put under stress")
}

/// Every kind of line, with intakes, steps of shares, growth, fade, relapse and two rates of discount.
fn of_every_kind(start: usize) -> String {
    let years = |from: usize, to: usize| format!("{{ from = {}, to = {} }}", start + from, start + to);
    let (first, some, all, paid) = (years(0, 0), years(1, 3), years(0, 5), years(1, 2));
    format!(
        "format = 1\ntitle = \"Every kind\"\ncurrency = \"DKK\"\nprice_year = 2020\nhorizon = 5\n\
         [discount]\nsteps = [{{ from = 0, rate = 0.035 }}, {{ from = 3, rate = 0.02 }}]\n\
         [payers]\ncity = \"City\"\nstate = \"State\"\n\
         [inputs.p]\nbeta = {{ mean = 0.4, sd = 0.1 }}\n[inputs.y]\nlognormal = {{ mean = 900, sd = 300 }}\n\
         [cohort]\nintake = [12, 8]\nstart = {start}\ndropout = 0.2\n\
         [outcomes.done]\nrate = \"p\"\ncounterfactual = 0.15\nonset = 1\nrelapse = 0.1\n\
         [costs.course]\nper = \"participant\"\namount = 300\nyears = 0\npaid_by = {{ city = 1 }}\n\
         [costs.workers]\nper = \"caseworker\"\ncaseload = 7\namount = 500\nyears = {{ from = 0, to = 1 }}\n\
         paid_by = {{ city = 1 }}\n\
         [costs.house]\nper = \"programme\"\namount = 2000\nyears = {first}\npaid_by = {{ city = 0.5, state = 0.5 }}\n\
         [costs.rent]\nper = \"programme\"\namount = 70\nyears = {some}\npaid_by = {{ state = 1 }}\n\
         [effects.saved]\noutcome = \"done\"\namount = \"y\"\ngrowth = 0.02\nyears = {{ from = 1, to = 9 }}\n\
         shares = [{{ from = 1, shares = {{ city = 1 }} }}, {{ from = 2, shares = {{ city = 0.4, state = 0.6 }} }}]\n\
         [effects.calm]\nper = \"participant\"\namount = \"y / 10\"\nshares = {{ state = 1 }}\n\
         [effects.known]\nper = \"programme\"\namount = \"y / 3\"\nfade = 0.2\ngrowth = 0.01\nyears = {all}\n\
         shares = [{{ from = 1, shares = {{ city = 1 }} }}, {{ from = 3, shares = {{ state = 1 }} }}]\n\
         [payments.fee]\nfrom = \"state\"\nto = \"city\"\nyears = {paid}\n\
         amount = \"min(900, 0.1 * saved.state + 40 * achieved.done) + if(additional.done < 2, 0, 70)\"\n"
    )
}

/// To the last bit, luck and all: what differs between the two files is when it begins, and nothing else.
#[test]
fn waiting_is_the_scenario_written_with_a_later_beginning() {
    // With `sobol` the luck of another file has other dimensions.
    for sampling in [Sampling::Random, Sampling::Latin] {
        let drawn = Settings { sampling, ..settings(20_000) };
        let now = waited(&of_every_kind(0), 3, &drawn);
        for wait in &now.waiting {
            // The last year in which the line with the latest beginning still has one.
            let later = waited(&of_every_kind(wait.years), 1, &drawn);
            for (name, waited) in &wait.perspectives {
                let waited = waited.as_ref().expect("both intakes enter within the horizon");
                let (was, is) = (&now.base.perspectives[name], &later.base.perspectives[name]);
                assert_eq!(waited.net_benefit.mean, is.net_benefit.mean, "{name}, {}", wait.years);
                assert_eq!(waited.probability_break_even, is.probability_break_even);
                let price = was.net_benefit.mean.value - is.net_benefit.mean.value;
                assert!((waited.price.value - price).abs() < 1e-6, "{name}: {:?} {price}", waited.price);
                assert!(waited.price.value == -waited.net_benefit.change.value);
                let change = is.probability_break_even.value - was.probability_break_even.value;
                assert!((waited.probability_break_even_change.value - change).abs() < 1e-12);
                assert!(waited.price.value != 0.0, "{name}");
            }
        }
        assert_eq!(now.waiting.iter().map(|wait| wait.years).collect::<Vec<_>>(), [1, 2, 3]);
    }
}

#[test]
fn a_year_of_u_turn_costs_what_is_published() {
    let stress = try_stressed(&shipped("u-turn.toml", &[]), &settings(1_000_000), &waiting(3));
    let stress = stress.expect("it can be put under stress");
    let year = stress.waiting[0].perspectives["public"].as_ref().expect("a year later there are five left");
    is_within(4.0, year.price, 1_114_183.0);
    // E[saved in a year] = 24 · 0.42 · 776,000/6; k years later costs come in year k and 6 − k years are left.
    let saved = 24.0 * 0.42 * 776_000.0 / 6.0;
    let mean = |k: i32| {
        let years: f64 = (k + 1..=6).map(|t| 1.035f64.powi(-t)).sum();
        saved * years - 24.0 * 179_167.0 * 1.035f64.powi(-k)
    };
    for (wait, k) in stress.waiting.iter().zip(1..) {
        let public = wait.perspectives["public"].as_ref().expect("it begins within the horizon");
        is_within(4.0, public.price, mean(0) - mean(k));
        is_within(4.0, public.net_benefit.mean, mean(k));
    }
}

/// y a year for four years, y exponential, the first undiscounted: each year's waiting costs as much as the
/// first years are worth today, since those that are left stand where they stood.
#[test]
fn a_programme_of_lines_alone_ends_with_its_first_line() {
    let text = programme("3", &[("y", "exponential = { mean = 5 }")])
        .replace("horizon = 1", "horizon = 3")
        .replace("amount = \"3\"\nyears = 0", "amount = \"y\"")
        .replace("rate = 0", "rate = 0.25");
    let stress = waited(&text, 5, &settings(50_000));
    let city = |years: usize| stress.waiting[years - 1].perspectives["city"].as_ref();
    for years in 1..=3usize {
        let lost: f64 = (0..years as i32).map(|k| 0.8f64.powi(k)).sum();
        is_within(4.0, city(years).expect("the first line is within the horizon").price, 5.0 * lost);
    }
    assert!(city(4).is_none() && city(5).is_none());
    // Nothing is uncertain: the price is exact.
    let certain = waited(&text.replace("exponential = { mean = 5 }", "fixed = 5"), 1, &settings(1_000));
    is_certain(certain.waiting[0].perspectives["public"].as_ref().expect("it begins").price, 5.0);
}

#[test]
fn an_intake_after_the_horizon_ends_it() {
    let stress = waited(&of_every_kind(3), 3, &settings(1_000));
    let is_there: Vec<bool> =
        stress.waiting.iter().map(|wait| wait.perspectives.values().all(Option::is_some)).collect();
    assert_eq!(is_there, [true, false, false]);
    let unasked = Stresses { parts: [Part::Tornado].into(), ..Stresses::default() };
    assert!(try_stressed(&read(&of_every_kind(0)), &settings(1_000), &unasked).unwrap().waiting.is_empty());
}
