//! Switching values of numbers of the file: published and closed forms, enumerations, and runs with the number set.

use vendepunkt::analysis::stress::{Holds, NamedNumber, Part, Stress, Stresses, Switching};
use vendepunkt::engine::{Pool, Unwatched};
use vendepunkt::summary::results::Estimate;
use vendepunkt::summary::run;

use crate::cases::{chances, is_within, means, only, read, settings, shipped, try_stressed};

/// Switching values of some numbers besides the usual ones.
fn asked(numbers: &[(&str, [f64; 2])]) -> Stresses {
    let numbers = numbers.iter().map(|(path, range)| NamedNumber { path: (*path).to_owned(), range: *range });
    Stresses { parts: [Part::Switching].into(), numbers: numbers.collect(), ..Stresses::default() }
}

fn switched(text: &str, draws: u64, numbers: &[(&str, [f64; 2])]) -> Stress {
    try_stressed(&read(text), &settings(draws), &asked(numbers)).expect("it can be put under stress")
}

fn row<'s>(stress: &'s Stress, path: &str) -> &'s Switching {
    let is_it = |row: &&Switching| row.number.as_deref() == Some(path);
    stress.switching.iter().find(is_it).unwrap_or_else(|| panic!("no row of {path}"))
}

/// A programme for so many people: what it costs and what follows, in these lines.
fn people(participants: u32, lines: &str) -> String {
    format!(
        "format = 1\ntitle = \"T\"\ncurrency = \"DKK\"\nprice_year = 2020\nhorizon = 3\ndiscount = {{ rate = 0 }}\n\
         payers = {{ city = \"City\" }}\n[cohort]\nparticipants = {participants}\n{lines}"
    )
}

/// The internal rate of return of the mean flows of u-turn.toml, by bisection in 50 digits: .2033109531.
#[test]
fn the_internal_rate_of_return_of_u_turn_is_the_published_one() {
    let stress = try_stressed(&shipped("u-turn.toml", &[]), &settings(1_000_000), &asked(&[]));
    let stress = stress.expect("it can be put under stress");
    let rate = row(&stress, "discount.rate");
    let root = only(means(rate));
    is_within(4.0, root.value, 0.203_310_953_1);
    assert!(root.value.se < 4e-4 && root.holds == Holds::Below, "{root:?}");
    assert_eq!((rate.median, rate.range.searched, rate.share), (Some(0.035), Some([0.0, 0.25]), true));
    assert_eq!(root.set, [format!("discount.rate={:?}", root.value.value)]);
    assert!(root.quantile.is_none() && root.plausible.is_none() && rate.input.is_none());
    // The mean grows with the people, and never turns.
    assert_eq!(row(&stress, "cohort.participants").mean.as_ref().expect("it is searched").always, Some(true));
}

/// A rate that changes over the years becomes one rate: −100 now, 60 in years 1 and 2 return (3 + √69)/10 − 1 a year.
#[test]
fn steps_of_the_discount_rate_become_one() {
    let text = people(
        1,
        "[effects.gain]\nper = \"programme\"\namount = 60\nyears = { from = 1, to = 2 }\nshares = { city = 1 }\n\
                          [costs.all]\nper = \"programme\"\namount = 100\npaid_by = { city = 1 }\n",
    );
    let steps = "discount = { steps = [{ from = 0, rate = 0.04 }, { from = 2, rate = 0.02 }] }";
    let stress = switched(&text.replace("discount = { rate = 0 }", steps), 1_000, &[]);
    let rate = row(&stress, "discount.rate");
    let root = only(means(rate));
    assert!((root.value.value - ((3.0 + 69f64.sqrt()) / 10.0 - 1.0)).abs() < 1e-8, "{root:?}");
    assert_eq!(rate.median, None);
    // Nobody's number changes anything: the same people or more, and nothing after year 2.
    assert!(stress.switching.iter().all(|row| row.number.as_deref() != Some("cohort.participants")));
}

/// 1,000 once and a gain of 70 for each: 15 people are needed, 14 are too few. One caseworker for each 5 at 300 on top of that: 5 × 70 pays 300 when
/// a caseworker is full, so the balance −100 + 70 N − 300 ⌈N/5⌉ goes up and down.
#[test]
fn whole_numbers_turn_between_neighbours() {
    let gain = "[effects.gain]\nper = \"participant\"\namount = 70\nyears = 0\nshares = { city = 1 }\n";
    let once = "[costs.once]\nper = \"programme\"\namount = 1000\npaid_by = { city = 1 }\n";
    let stress = switched(&people(10, &format!("{gain}{once}")), 1_000, &[]);
    let rows = row(&stress, "cohort.participants");
    assert_eq!((rows.range.searched, rows.median, rows.whole), (Some([1.0, 40.0]), Some(10.0), true));
    for roots in [means(rows), chances(rows)] {
        let root = only(roots);
        let Estimate { value, se, lo, hi } = root.value;
        assert_eq!([value, se, lo, hi, root.clamped], [15.0, 0.0, 15.0, 15.0, 0.0]);
        assert_eq!((root.holds, &root.set[..]), (Holds::Above, &["cohort.participants=15".to_owned()][..]));
    }
    let workers = "[costs.once]\nper = \"programme\"\namount = 100\npaid_by = { city = 1 }\n\
                   [costs.workers]\nper = \"caseworker\"\namount = 300\ncaseload = 5\npaid_by = { city = 1 }\n";
    let stress = switched(&people(10, &format!("{gain}{workers}")), 1_000, &[]);
    let balance = |n: i64| -100 + 70 * n - 300 * ((n + 4) / 5);
    let turns: Vec<(f64, Holds)> = (1..40)
        .filter_map(|n| match (balance(n) >= 0, balance(n + 1) >= 0) {
            (false, true) => Some(((n + 1) as f64, Holds::Above)),
            (true, false) => Some((n as f64, Holds::Below)),
            _ => None,
        })
        .collect();
    assert!(turns.len() > 5, "{turns:?}");
    for roots in [means(row(&stress, "cohort.participants")), chances(row(&stress, "cohort.participants"))] {
        let found: Vec<(f64, Holds)> = roots.iter().map(|root| (root.value.value, root.holds)).collect();
        assert_eq!(found, turns);
    }
}

/// More numbers than are tried one by one: 1,234,567 / 100 people are needed, among up to 80,000.
#[test]
fn among_many_whole_numbers_the_very_one_is_found() {
    let lines = "[inputs.x]\nnormal = { mean = 0, sd = 1000 }\n\
                 [effects.gain]\nper = \"participant\"\namount = 100\nyears = 0\nshares = { city = 1 }\n\
                 [costs.once]\nper = \"programme\"\namount = \"1234567 + x\"\npaid_by = { city = 1 }\n";
    let stress = switched(&people(20_000, lines), 40_000, &[]);
    let people = row(&stress, "cohort.participants");
    let root = only(means(people));
    // The mean of x is 0 ± 5, a 20th of what a person gains.
    assert_eq!(root.value.value, 12_346.0);
    // P(100 N ≥ 1234567 + x) = 0.8 at N = 12345.67 + 10 · 0.8416: within the row of numbers that cannot be told from it.
    let chance = only(chances(people)).value;
    assert!(
        (chance.value - 12_354.086).abs() < 1.0 && chance.lo <= chance.value && chance.value <= chance.hi,
        "{chance:?}"
    );
    assert!(chance.hi - chance.lo < 3.0, "{chance:?}");
}

/// What the horizon turns is where the cumulative discounted flow does; and values that the file cannot state are named.
#[test]
fn a_horizon_turns_where_the_flows_have_come_back() {
    let u_turn = shipped("u-turn.toml", &[]);
    let numbers = [("outcomes.turned_around.onset", [0.0, 10.0])];
    let stress =
        try_stressed(&u_turn, &settings(50_000), &asked(&numbers)).expect("it can be put under stress");
    let horizon = row(&stress, "horizon");
    let pool = Pool::new(1).expect("a thread can be started");
    let mean = |years: f64| {
        let set = [format!("horizon={years}")];
        let loaded = shipped("u-turn.toml", &set);
        run(&loaded, "text", None, &pool, &settings(50_000), &Unwatched).expect("it runs").perspectives["public"].clone()
    };
    let (at, chance) = (only(means(horizon)).value.value, only(chances(horizon)).value.value);
    assert!(mean(at).net_benefit.mean.value >= 0.0 && mean(at - 1.0).net_benefit.mean.value < 0.0);
    assert!(mean(chance).probability_break_even.value >= 0.8);
    assert!(mean(chance - 1.0).probability_break_even.value < 0.8);
    // No outcome is reached after the last year of the saving, which is year 6.
    let onset = row(&stress, "outcomes.turned_around.onset");
    let [refused] = onset.range.refused.as_slice() else { panic!("{onset:?}") };
    assert_eq!((refused.from, refused.to), (7.0, 10.0));
    assert!(refused.code == "before-onset" && refused.reason.contains("public_saving"), "{refused:?}");
    assert_eq!(only(means(onset)).holds, Holds::Below);
}

/// Any number that an override takes: growth of an effect, within what the file may state; with an interval that a run bears out.
#[test]
fn any_number_of_the_file_can_be_searched() {
    let numbers =
        [("effects.public_saving.growth", [-1.5, 0.1]), ("inputs.saving.pert.mode", [100_000.0, 160_000.0])];
    let u_turn = shipped("u-turn.toml", &[]);
    let stress =
        try_stressed(&u_turn, &settings(20_000), &asked(&numbers)).expect("it can be put under stress");
    let growth = row(&stress, "effects.public_saving.growth");
    assert!(growth.range.refused[0].to < -0.99 && growth.range.searched.expect("it is searched")[0] > -1.05);
    // A parameter of a law is a number of the file too: no mode that the law can have turns the mean.
    let mode = row(&stress, "inputs.saving.pert.mode");
    assert_eq!(mode.mean.as_ref().expect("it is searched").always, Some(true));
    assert_eq!(only(chances(mode)).holds, Holds::Above);
    let pool = Pool::new(1).expect("a thread can be started");
    for (root, is_mean) in [(only(means(growth)), true), (only(chances(growth)), false)] {
        let loaded = shipped("u-turn.toml", &root.set);
        let alone = run(&loaded, "text", None, &pool, &settings(20_000), &Unwatched).expect("it runs");
        let public = &alone.perspectives["public"];
        let (figure, target) =
            if is_mean { (public.net_benefit.mean, 0.0) } else { (public.probability_break_even, 0.8) };
        assert!(figure.value >= target - 1e-9 && figure.lo <= target && target <= figure.hi, "{figure:?}");
        assert!(root.value.lo < root.value.value && root.value.value < root.value.hi, "{root:?}");
    }
}
