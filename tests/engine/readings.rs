//! Many readings of one graph: each is what it is by itself.

use std::ops::ControlFlow;

use serde::Serialize;
use vendepunkt::analysis::compare::comparison::Standing;
use vendepunkt::analysis::compare::{Questions, Side, compare_all};
use vendepunkt::engine::{Noticed, Unwatched};
use vendepunkt::model::column::Value;
use vendepunkt::model::{Detail, Reading};
use vendepunkt::sampling::{Sampling, Sharing};
use vendepunkt::scenario::{Loaded, Scenario};
use vendepunkt::summary::events::{Event, Sign};
use vendepunkt::summary::question::Question;
use vendepunkt::summary::results::{PerspectiveResults, Results};
use vendepunkt::summary::{Figures, Moment, Prepared, Reader, Settings, ask, first_outlay};

use crate::common::{load, load_with, pool, results, shipped};
use crate::{SCENARIO, edited};

/// Past the pilot, and with a last block that is not full.
const DRAWS: u64 = 20_001;

/// Asks for the figures of readings together; those of each.
fn figures(readings: &[Reading<'_>], staged: bool, settings: &Settings) -> Vec<Figures> {
    let mut question = Question::default();
    let mut all = Vec::new();
    for reading in readings {
        let horizon = reading.scenario.horizon;
        let asked = ask(&mut question, reading.clone(), settings.detail).expect("a model");
        asked.picture(&mut question);
        all.push((asked, horizon));
        if staged {
            question.next_stage();
        }
    }
    let pool = pool(0);
    pool.install(|| {
        let (prepared, block_0) = Prepared::new(question, settings.drawing(), pool.isa());
        let mut read = Vec::new();
        let mut visit = |reader: &Reader<'_>, _: &Noticed, _: Moment| {
            read = all
                .iter()
                .map(|(asked, horizon)| asked.figures(reader, *horizon))
                .collect::<Result<_, _>>()?;
            Ok(ControlFlow::Break(()))
        };
        prepared.answer(block_0, false, None, &Unwatched, &mut visit).expect("nothing stops it");
        read
    })
}

/// The bytes of something that is written: they tell −0 from 0.
fn bytes(of: impl Serialize) -> String {
    serde_json::to_string(&of).expect("figures are plain data")
}

fn bytes_of(f: &Figures) -> String {
    bytes((&f.perspectives, &f.outcomes, &f.joint, &f.base_case, &f.unadjusted))
}

fn bytes_of_run(r: &Results) -> String {
    bytes((&r.perspectives, &r.outcomes, &r.joint, &r.base_case, &r.unadjusted))
}

/// Scenarios that have most of their model in common with [`SCENARIO`], one line more, and nothing.
fn scenarios() -> Vec<(&'static str, Loaded)> {
    let line = "\n[costs.rent]\namount = 250_000\nper = \"programme\"\npaid_by = { state = 1 }\n";
    let other_law =
        edited(&SCENARIO, &[("beta = { mean = 0.42, sd = 0.08 }", "uniform = { min = 0.2, max = 0.7 }")]);
    vec![
        ("itself", load(&SCENARIO)),
        ("another law of the same name", load(&other_law)),
        ("another price", load(&edited(&SCENARIO, &[("sd = 18_000", "sd = 36_000")]))),
        ("one line more", load(&(SCENARIO.clone() + line))),
        ("a longer horizon", load(&edited(&SCENARIO, &[("horizon = 6", "horizon = 9")]))),
        ("nothing in common", shipped("scenarios/temporary-housing.toml")),
        ("no people", shipped("scenarios/register-model.toml")),
    ]
}

/// Each of two or three readings has the figures of its own run, to the last bit, in one stage and in several.
#[test]
fn a_reading_among_others_is_its_own_run() {
    let all = scenarios();
    for sampling in [Sampling::Random, Sampling::Latin] {
        let settings = Settings { draws: DRAWS, sampling, ..Settings::default() };
        let alone: Vec<String> =
            all.iter().map(|(_, loaded)| bytes_of_run(&results(loaded, &settings))).collect();
        let pairs = (1..all.len()).map(|other| vec![0, other]);
        for group in pairs.chain([vec![5, 6], vec![1, 0, 3], vec![0, 5, 1], vec![0, 1, 2, 3, 4, 5, 6]]) {
            let readings: Vec<_> = group.iter().map(|&at| Reading::of(&all[at].1.scenario)).collect();
            for staged in [false, true] {
                for (&at, found) in group.iter().zip(figures(&readings, staged, &settings)) {
                    assert!(
                        bytes_of(&found) == alone[at],
                        "{}, {sampling}, staged {staged}, of {group:?}",
                        all[at].0
                    );
                }
            }
        }
    }
}

/// Even where draws are shown year by year, and where Sobol points have the dimensions of both.
#[test]
fn stages_change_no_byte() {
    let all = scenarios();
    let readings: Vec<_> = all.iter().map(|(_, loaded)| Reading::of(&loaded.scenario)).collect();
    for sampling in [Sampling::Random, Sampling::Sobol] {
        let settings = Settings { draws: 3_000, sampling, detail: Detail::Yearly, ..Settings::default() };
        let of = |staged| figures(&readings, staged, &settings).iter().map(bytes_of).collect::<Vec<_>>();
        assert!(of(false) == of(true), "{sampling}");
    }
}

#[test]
fn one_name_may_stand_for_two_laws() {
    // By itself, and within a correlation.
    let correlated = SCENARIO.clone()
        + "\n[correlations.pair]\ninputs = [\"success_rate\", \"course_cost\"]\nspearman = 0.5\n";
    for text in [SCENARIO.clone(), correlated] {
        let one = load(&text);
        let two = load_with(&text, &["inputs.success_rate.uniform={ min = 0.1, max = 0.3 }"]);
        let settings = Settings { draws: DRAWS, ..Settings::default() };
        let readings = [&one, &two].map(|loaded| Reading::of(&loaded.scenario));
        let found = figures(&readings, false, &settings);
        let means = [0, 1].map(|at: usize| found[at].outcomes["turned_around"].with.mean.value);
        assert!(means[1] < 0.7 * means[0], "{means:?}");
        for (loaded, found) in [&one, &two].into_iter().zip(&found) {
            assert!(bytes_of(found) == bytes_of_run(&results(loaded, &settings)));
        }
    }
}

/// What a comparison says of where each side stands is what its own run says.
#[test]
fn a_side_of_a_comparison_is_its_own_run() {
    let all = scenarios();
    let names: Vec<String> = all[..4].iter().map(|(name, _)| (*name).to_owned()).collect();
    let side = |at: usize| Side::new(&all[at].1, "test.toml", None, Sharing::Everything);
    let sides = [side(0), side(1), side(2), side(3)];
    for sampling in [Sampling::Random, Sampling::Latin] {
        let settings = Settings { draws: DRAWS, sampling, ..Settings::default() };
        let questions = Questions { settings: settings.clone(), limits: Vec::new(), until_conclusive: false };
        let others: Vec<_> = (1..4).map(|at| (names[at].as_str(), &sides[at])).collect();
        let alone: Vec<Results> = all[..4].iter().map(|(_, loaded)| results(loaded, &settings)).collect();
        for ranked in [None, Some(&names[..])] {
            let compared = compare_all(&sides[0], &others, ranked, &pool(0), &questions, &Unwatched);
            assert_eq!(compared.ranking.is_some(), ranked.is_some());
            for (at, pair) in compared.pairs.into_iter().enumerate() {
                let pair = pair.expect("every pair can be compared");
                for (perspective, change) in &pair.perspectives {
                    let standing = |of: usize| {
                        let results = &alone[of].perspectives[perspective];
                        bytes(standing(&all[of].1.scenario, perspective, results))
                    };
                    assert_eq!(bytes(&change.was), standing(0), "{perspective}, {sampling}");
                    assert_eq!(bytes(&change.is), standing(at + 1), "{perspective}, {sampling}");
                }
            }
        }
    }
}

fn standing(scenario: &Scenario, perspective: &str, of: &PerspectiveResults) -> Standing {
    Standing {
        first_outlay: first_outlay(scenario, perspective, of),
        net_benefit: of.net_benefit.mean,
        probability_break_even: of.probability_break_even,
        break_even_year: of.break_even_year.median,
        peak_funding_need: of.peak_funding_need.mean,
    }
}

/// A pinned input is one that is fixed: a rate, an amount, a chance to leave, a formula, and one that formulas name.
#[test]
fn a_pinned_input_is_one_that_is_fixed() {
    let text = edited(
        &SCENARIO,
        &[
            ("[cohort]", "[inputs.worth]\nformula = \"saving * success_rate\"\n\n[cohort]"),
            ("* (1 + 0.1 * success_rate)\"", "+ 0.1 * worth\""),
        ],
    );
    let loaded = load(&text);
    for sampling in [Sampling::Random, Sampling::Latin] {
        let settings = Settings { draws: DRAWS, sampling, ..Settings::default() };
        for (input, at) in [
            ("success_rate", 0.31),
            ("course_cost", 150_000.5),
            ("saving", 111_111.1),
            ("leave", 0.0),
            ("worth", 40_000.0),
        ] {
            let fixed = load_with(&text, &[&format!("inputs.{input}.fixed={at:?}")]);
            let fixed = results(&fixed, &settings);
            let plain = Reading::of(&loaded.scenario);
            let found = &figures(&[plain.clone(), plain.pinned(input, at)], true, &settings)[1];
            for (name, p) in &found.perspectives {
                let of = |p: &PerspectiveResults| {
                    bytes((&p.net_benefit, &p.break_even_year, &p.peak_funding_need, &p.lines, &p.cash_flow))
                };
                assert!(of(p) == of(&fixed.perspectives[name]), "{input}, {name}, {sampling}");
            }
            assert_eq!(bytes(&found.outcomes), bytes(&fixed.outcomes), "{input}, {sampling}");
        }
    }
}

/// Inputs that move with a pinned one stay where they were, draw by draw.
#[test]
fn the_partners_of_a_pinned_input_stay_where_they_were() {
    let text = "format = 1\ntitle = \"Two\"\ncurrency = \"DKK\"\nprice_year = 2020\nhorizon = 1\n[discount]\nrate = 0\n\
                [payers]\nstate = \"State\"\n[inputs.a]\nlognormal = { mean = 10, sd = 12 }\n[inputs.b]\n\
                beta = { alpha = 0.7, beta = 3 }\n[correlations.ab]\ninputs = [\"a\", \"b\"]\nspearman = 0.8\n\
                [effects.gain]\nper = \"programme\"\namount = \"a * b\"\nyears = 0\nshares = { state = 1 }\n";
    let loaded = load(text);
    for (pinned, partner) in [("a", "b"), ("b", "a")] {
        let mut question = Question::default();
        let plain = question.read(Reading::of(&loaded.scenario)).expect("a model");
        let look = question.read(Reading::of(&loaded.scenario).pinned(pinned, 0.25)).expect("a model");
        let value =
            |look, name: &str| question.inputs(look).find(|(known, _)| *known == name).expect("an input").1;
        assert_eq!(value(look, pinned), Value::Const(0.25));
        assert_eq!(value(look, partner), value(plain, partner));
        // And what follows from them does: a · b with the number in its place.
        let written = load(&text.replace("a * b", &format!("0.25 * {partner}")));
        let settings = Settings { draws: DRAWS, ..Settings::default() };
        let found = figures(&[Reading::of(&loaded.scenario).pinned(pinned, 0.25)], false, &settings);
        assert_eq!(
            bytes(&found[0].perspectives),
            bytes(&results(&written, &settings).perspectives),
            "{pinned}"
        );
    }
}

/// Signs and largest draws may be asked of values and of numbers, not only of what is made of several.
#[test]
fn signs_and_largest_draws_are_those_of_any_quantity() {
    let loaded = load(&SCENARIO);
    let mut question = Question::default();
    let look = question.read(Reading::of(&loaded.scenario)).expect("a model");
    let (_, public) =
        question.headlines(look).into_iter().find(|(name, _)| name == "public").expect("it is there");
    let back =
        question.share(Event::AllWithin(vec![(public.break_even_year, loaded.scenario.horizon as f64)]));
    let signs = [Sign::Above, Sign::Below, Sign::Zero];
    let of_value = signs.map(|sign| question.share_of_sign(public.net_benefit.into(), sign));
    let of_number = signs.map(|sign| question.share_of_sign(Value::Const(-2.5).into(), sign));
    let of_nothing = question.difference([public.net_benefit; 2], [public.tolerance; 2]);
    let of_nothing = signs.map(|sign| question.share_of_sign(of_nothing, sign));
    let largest = [public.net_benefit, Value::Const(-2.5), Value::Const(2.5)];
    let largest = largest.map(|value| question.largest(value.into()));
    let p99 = question.quantiles(public.net_benefit, &[0.99]);
    let pool = pool(1);
    let settings = Settings { draws: DRAWS, ..Settings::default() };
    pool.install(|| {
        let (prepared, block_0) = Prepared::new(question, settings.drawing(), pool.isa());
        let mut visit = |reader: &Reader<'_>, _: &Noticed, _: Moment| {
            let [above, below, zero] = of_value.map(|share| reader.share(share).value);
            assert_eq!(above + zero, reader.share(back).value);
            assert!(above > 0.0 && below > 0.0 && above + below + zero == 1.0, "{above}, {below}, {zero}");
            let exact = |shares: [f64; 3]| shares.map(vendepunkt::Estimate::exact);
            assert_eq!(of_number.map(|share| reader.share(share)), exact([0.0, 1.0, 0.0]));
            assert_eq!(of_nothing.map(|share| reader.share(share)), exact([0.0, 0.0, 1.0]));
            let [most, nothing, number] = largest.map(|largest| reader.largest(largest));
            assert!(most > reader.quantile(p99, 0.99)?.value && nothing == 0.0 && number == 2.5);
            Ok(ControlFlow::Break(()))
        };
        prepared.answer(block_0, false, None, &Unwatched, &mut visit).expect("nothing stops it");
    });
}

/// Shares of one whole are the same bytes on any number of threads and for every instruction set, in pieces too.
#[test]
fn shares_of_one_whole_are_the_same_everywhere() {
    let text = edited(
        crate::common::BASE,
        &[
            (
                "[cohort]",
                "[inputs.moves]\ndirichlet = { counts = { home = 9, away = 0, gone = 4 } }\n\n[cohort]",
            ),
            ("rate = \"success_rate\"", "rate = \"moves.home * (1 - 0.1 * success_rate)\""),
            ("counterfactual = 0.1", "counterfactual = \"0.5 * moves.gone\""),
        ],
    );
    let loaded = load(&text);
    crate::common::is_the_same_everywhere(|sampling, pool| {
        let settings = Settings { draws: 40_000, seed: 8, sampling, ..Settings::default() };
        crate::common::results_on(pool, &loaded, &settings)
    });
}
