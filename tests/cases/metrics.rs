//! The table of figures: every row against a scenario whose figures are known, and the page that lists them.

use std::collections::BTreeSet;
use std::fs;

use vendepunkt::analysis::compare::judging::unknown_limit;
use vendepunkt::analysis::compare::limits::Limit;
use vendepunkt::analysis::compare::{Questions, Side, compare};
use vendepunkt::engine::Unwatched;
use vendepunkt::model::Detail;
use vendepunkt::sampling::{Sampling, Sharing};
use vendepunkt::scenario::Loaded;
use vendepunkt::scenario::metrics::{
    BESIDE, JOINT, Kind, Metric, OUTCOME, PARTS, PERSPECTIVE, Part, Row, STATE,
};
use vendepunkt::summary::Settings;
use vendepunkt::summary::metrics::{Reading, every, read};
use vendepunkt::summary::results::{Threshold, Verdict};

use crate::common::{blessed, file, load, pool, results};

/// Names that are parts of results or words of paths. `outcomes` sees money that is certain, `state` x, uniform on 0–100,
/// and `region` the luck of ten people.
const SCENARIO: &str = r#"
format = 1
title = "Every figure"
currency = "DKK"
price_year = 2020
horizon = 2
discount = { rate = 1 }
cohort = { participants = 10 }
[payers]
outcomes = "Outcomes"
state = "State"
region = "Region"
fund = { label = "Fund", public = false }
bank = { label = "Bank", public = false }
[perspectives.joint]
payers = ["outcomes", "state"]
[inputs.x]
uniform = { min = 0, max = 100 }
[outcomes.work]
rate = 0.5
counterfactual = 0.3
[costs.probability_training]
amount = 100
per = "participant"
paid_by = { outcomes = 1 }
[costs.advance]
amount = "x"
per = "programme"
paid_by = { state = 1 }
[costs.office]
amount = 150
per = "programme"
paid_by = { region = 1 }
[effects.joint_saving]
per = "programme"
amount = 3200
cashable = 0.5
years = { from = 1, to = 2 }
shares = { outcomes = 1 }
[effects.repaid]
per = "programme"
amount = "4 * x"
years = 1
shares = { state = 1 }
[effects.tax]
outcome = "work"
amount = 200
years = 1
shares = { region = 1 }
[payments.interest]
from = "fund"
to = "bank"
years = 1
amount = 10
"#;

/// People who move between states: ten in a shelter, of whom some leave for good each year.
const SITUATIONS: &str = include_str!("../pathways/two-states.toml");

/// Whether a row is of people who move between states.
fn is_of_states(pattern: &str) -> bool {
    pattern.starts_with("states.") || pattern.contains(".arms.")
}

/// What a figure is known to be, and how far off the draws may leave it; `None` where it is null.
type Known = Option<(f64, f64)>;

const fn exactly(value: f64) -> Known {
    Some((value, 1e-9))
}

const fn about(value: f64, error: f64) -> Known {
    Some((value, error))
}

/// One figure of each row at least: the row's whole path, a figure of it, and what it is.
const KNOWN: &[(&str, &str, Known)] = &[
    ("perspectives.<p>.net_benefit.mean", "outcomes.net_benefit.mean", exactly(200.0)),
    ("perspectives.<p>.net_benefit.mean", "joint.net_benefit.mean", about(250.0, 0.1)),
    ("perspectives.<p>.net_benefit.sd", "joint.net_benefit.sd", about(28.8675, 0.05)),
    ("perspectives.<p>.net_benefit.p5", "joint.net_benefit.p5", about(205.0, 0.1)),
    ("perspectives.<p>.net_benefit.p10", "state.net_benefit.p10", about(10.0, 0.1)),
    ("perspectives.<p>.net_benefit.p25", "state.net_benefit.p25", about(25.0, 0.1)),
    ("perspectives.<p>.net_benefit.p50", "state.net_benefit.p50", about(50.0, 0.1)),
    ("perspectives.<p>.net_benefit.p75", "state.net_benefit.p75", about(75.0, 0.1)),
    ("perspectives.<p>.net_benefit.p90", "state.net_benefit.p90", about(90.0, 0.1)),
    ("perspectives.<p>.net_benefit.p95", "state.net_benefit.p95", about(95.0, 0.1)),
    ("perspectives.<p>.per_participant", "outcomes.per_participant", exactly(20.0)),
    ("perspectives.<p>.probability_break_even", "outcomes.probability_break_even", exactly(1.0)),
    ("perspectives.<p>.probability_loss", "outcomes.probability_loss", exactly(0.0)),
    ("perspectives.<p>.break_even_year.by_year.<t>", "outcomes.break_even_year.by_year.1", exactly(0.0)),
    ("perspectives.<p>.break_even_year.by_year.<t>", "outcomes.break_even_year.by_year.2", exactly(1.0)),
    ("perspectives.<p>.break_even_year.never", "outcomes.break_even_year.never", exactly(0.0)),
    ("perspectives.<p>.break_even_year.median", "outcomes.break_even_year.median", exactly(2.0)),
    ("perspectives.<p>.benefit_cost_ratio", "outcomes.benefit_cost_ratio", exactly(1.2)),
    ("perspectives.<p>.return_on_investment", "outcomes.return_on_investment", exactly(0.2)),
    ("perspectives.<p>.expected_shortfall_5", "state.expected_shortfall_5", about(2.5, 0.1)),
    ("perspectives.<p>.peak_funding_need.mean", "outcomes.peak_funding_need.mean", exactly(1000.0)),
    ("perspectives.<p>.peak_funding_need.p50", "state.peak_funding_need.p50", about(50.0, 0.1)),
    ("perspectives.<p>.peak_funding_need.p95", "state.peak_funding_need.p95", about(95.0, 0.1)),
    ("perspectives.<p>.variance.parameter_share", "joint.variance.parameter_share", exactly(1.0)),
    ("perspectives.<p>.variance.parameter_share", "outcomes.variance.parameter_share", None),
    ("perspectives.<p>.variance.cohort_luck_share", "region.variance.cohort_luck_share", exactly(1.0)),
    ("perspectives.<p>.cash_flow.undiscounted.<t>", "outcomes.cash_flow.undiscounted.1", exactly(1600.0)),
    (
        "perspectives.<p>.cash_flow.cumulative_undiscounted.<t>",
        "outcomes.cash_flow.cumulative_undiscounted.2",
        exactly(2200.0),
    ),
    (
        "perspectives.<p>.cash_flow.cumulative_discounted.<t>",
        "outcomes.cash_flow.cumulative_discounted.1",
        exactly(-200.0),
    ),
    (
        "perspectives.<p>.cash_flow.undiscounted.<t>.p5",
        "state.cash_flow.undiscounted.0.p5",
        about(-95.0, 0.1),
    ),
    (
        "perspectives.<p>.cash_flow.undiscounted.<t>.p25",
        "state.cash_flow.undiscounted.0.p25",
        about(-75.0, 0.1),
    ),
    (
        "perspectives.<p>.cash_flow.undiscounted.<t>.p50",
        "state.cash_flow.undiscounted.0.p50",
        about(-50.0, 0.1),
    ),
    (
        "perspectives.<p>.cash_flow.undiscounted.<t>.p75",
        "state.cash_flow.undiscounted.1.p75",
        about(300.0, 0.4),
    ),
    (
        "perspectives.<p>.cash_flow.undiscounted.<t>.p95",
        "state.cash_flow.undiscounted.1.p95",
        about(380.0, 0.4),
    ),
    (
        "perspectives.<p>.cash_flow.cumulative_undiscounted.<t>.p5",
        "state.cash_flow.cumulative_undiscounted.1.p5",
        about(15.0, 0.3),
    ),
    (
        "perspectives.<p>.cash_flow.cumulative_undiscounted.<t>.p25",
        "state.cash_flow.cumulative_undiscounted.1.p25",
        about(75.0, 0.3),
    ),
    (
        "perspectives.<p>.cash_flow.cumulative_undiscounted.<t>.p50",
        "state.cash_flow.cumulative_undiscounted.1.p50",
        about(150.0, 0.3),
    ),
    (
        "perspectives.<p>.cash_flow.cumulative_undiscounted.<t>.p75",
        "state.cash_flow.cumulative_undiscounted.1.p75",
        about(225.0, 0.3),
    ),
    (
        "perspectives.<p>.cash_flow.cumulative_undiscounted.<t>.p95",
        "state.cash_flow.cumulative_undiscounted.1.p95",
        about(285.0, 0.3),
    ),
    (
        "perspectives.<p>.cash_flow.cumulative_discounted.<t>.p5",
        "state.cash_flow.cumulative_discounted.1.p5",
        about(5.0, 0.1),
    ),
    (
        "perspectives.<p>.cash_flow.cumulative_discounted.<t>.p25",
        "state.cash_flow.cumulative_discounted.1.p25",
        about(25.0, 0.1),
    ),
    (
        "perspectives.<p>.cash_flow.cumulative_discounted.<t>.p50",
        "state.cash_flow.cumulative_discounted.2.p50",
        about(50.0, 0.1),
    ),
    (
        "perspectives.<p>.cash_flow.cumulative_discounted.<t>.p75",
        "state.cash_flow.cumulative_discounted.2.p75",
        about(75.0, 0.1),
    ),
    (
        "perspectives.<p>.cash_flow.cumulative_discounted.<t>.p95",
        "state.cash_flow.cumulative_discounted.2.p95",
        about(95.0, 0.1),
    ),
    ("perspectives.<p>.lines.costs.NAME", "outcomes.lines.costs.probability_training", exactly(1000.0)),
    ("perspectives.<p>.lines.payments.NAME", "bank.lines.payments.interest", exactly(5.0)),
    ("perspectives.<p>.lines.effects.NAME", "joint.lines.effects.joint_saving", exactly(1200.0)),
    (
        "perspectives.<p>.outcomes.<o>.successes_to_break_even",
        "region.outcomes.work.successes_to_break_even",
        exactly(2.0),
    ),
    (
        "perspectives.<p>.outcomes.<o>.probability_reaching_it",
        "region.outcomes.work.probability_reaching_it",
        about(0.624_190, 0.003),
    ),
    (
        "perspectives.<p>.outcomes.<o>.cost_per_additional_success",
        "outcomes.outcomes.work.cost_per_additional_success",
        exactly(500.0),
    ),
    ("outcomes.<o>.with.mean", "outcomes.work.with.mean", exactly(5.0)),
    ("outcomes.<o>.without.mean", "outcomes.work.without.mean", exactly(3.0)),
    ("outcomes.<o>.additional.mean", "outcomes.work.additional.mean", exactly(2.0)),
    ("outcomes.<o>.additional.sd", "outcomes.work.additional.sd", about(1.264_911, 0.01)),
    ("outcomes.<o>.additional.p5", "outcomes.work.additional.p5", exactly(0.0)),
    ("outcomes.<o>.additional.p50", "outcomes.work.additional.p50", exactly(2.0)),
    ("outcomes.<o>.additional.p95", "outcomes.work.additional.p95", exactly(4.0)),
    ("perspectives.<p>.arms.with.total", "public.arms.with.total", exactly(2_383_360.0)),
    ("perspectives.<p>.arms.without.total", "municipality.arms.without.total", exactly(3_288_085.937_5)),
    ("perspectives.<p>.arms.with.lines.NAME", "public.arms.with.lines.shelter", exactly(2_383_360.0)),
    (
        "perspectives.<p>.arms.without.lines.NAME",
        "public.arms.without.lines.shelter",
        exactly(3_288_085.937_5),
    ),
    ("perspectives.<p>.arms.with.states.<s>", "public.arms.with.states.home", exactly(0.0)),
    (
        "perspectives.<p>.arms.without.states.<s>",
        "public.arms.without.states.shelter",
        exactly(3_288_085.937_5),
    ),
    ("states.<s>.with.person_years", "states.shelter.with.person_years", exactly(23.8336)),
    ("states.<s>.with.entered", "states.home.with.entered", exactly(9.2224)),
    ("states.<s>.with.by_year.<t>", "states.shelter.with.by_year.2", exactly(3.6)),
    ("states.<s>.without.person_years", "states.shelter.without.person_years", exactly(32.880_859_375)),
    ("states.<s>.without.entered", "states.home.without.entered", exactly(7.626_953_125)),
    ("states.<s>.without.by_year.<t>", "states.home.without.by_year.1", exactly(2.5)),
    (
        "states.<s>.additional.person_years.mean",
        "states.shelter.additional.person_years.mean",
        exactly(-9.047_259_375),
    ),
    (
        "states.<s>.additional.person_years.sd",
        "states.shelter.additional.person_years.sd",
        about(4.716_444_02, 0.15),
    ),
    ("states.<s>.additional.person_years.p5", "states.shelter.additional.person_years.p5", about(-17.5, 1.0)),
    ("states.<s>.additional.person_years.p50", "states.home.additional.person_years.p50", about(9.0, 1.0)),
    ("states.<s>.additional.person_years.p95", "states.home.additional.person_years.p95", about(17.5, 1.0)),
    ("states.<s>.additional.by_year.<t>", "states.home.additional.by_year.1", exactly(1.5)),
    ("joint.all_payers_gain", "joint.all_payers_gain", about(0.624_190, 0.003)),
    ("joint.public_gains_and_<payer>_loses", "joint.public_gains_and_region_loses", about(0.375_810, 0.003)),
    ("base_case.net_benefit.<p>", "base_case.net_benefit.outcomes", exactly(200.0)),
    ("base_case.gap_to_mean.<p>", "base_case.gap_to_mean.joint", about(0.0, 0.1)),
    ("unadjusted.<p>.net_benefit_mean", "unadjusted.outcomes.net_benefit_mean", exactly(1400.0)),
    ("unadjusted.<p>.probability_break_even", "unadjusted.joint.probability_break_even", exactly(1.0)),
];

fn settings() -> Settings {
    let (sampling, detail) = (Sampling::Sobol, Detail::Yearly);
    Settings { draws: 8_192, sampling, detail, ..Settings::default() }
}

fn rows() -> impl Iterator<Item = (String, &'static Row)> {
    PARTS.into_iter().flat_map(|part: &'static Part| part.rows.iter().map(|row| (part.pattern(row), row)))
}

#[test]
fn every_row_is_known_of_a_scenario() {
    let both = [SCENARIO, SITUATIONS].map(|text| results(&load(text), &settings()));
    let of = |pattern: &str| &both[usize::from(is_of_states(pattern))];
    for (pattern, row) in rows() {
        assert!(KNOWN.iter().any(|(known, ..)| *known == pattern), "no figure of `{pattern}` is known");
        let is_read = every(of(&pattern)).iter().any(|(metric, _)| metric.row() == row);
        assert!(is_read, "{pattern}");
    }
    for (pattern, path, known) in KNOWN {
        let metric = Metric::within(path).unwrap_or_else(|wrong| panic!("{path}: {wrong:?}"));
        let row = rows().find(|(own, _)| own == pattern).expect("a row").1;
        assert_eq!(metric.row(), row, "{path}");
        let found = read(of(pattern), &metric).unwrap_or_else(|| panic!("no figure at {path}"));
        match (found.map(Reading::estimate), known) {
            (None, None) => {}
            (Some(found), Some((value, error))) => {
                assert!((found.value - value).abs() <= *error, "{path} is {found:?}, not {value}");
            }
            (found, known) => panic!("{path} is {found:?}, not {known:?}"),
        }
    }
}

#[test]
fn every_figure_below_a_perspective_can_be_required() {
    for (text, of_states) in [(SCENARIO, false), (SITUATIONS, true)] {
        // Variants stand last.
        let text = text.split("[variants").next().expect("a text");
        can_be_required(text, &|pattern| is_of_states(pattern) == of_states);
    }
}

fn can_be_required(text: &str, is_there: &dyn Fn(&str) -> bool) {
    let mut text = text.to_owned();
    let mut asked = 0;
    for (pattern, path, known) in KNOWN.iter().filter(|(pattern, ..)| is_there(pattern)) {
        let row = rows().find(|(own, _)| own == pattern).expect("a row").1;
        let Some((value, error)) = known else { continue };
        if !PERSPECTIVE.rows.contains(row) || row.yearly {
            continue;
        }
        let (perspective, metric) = path.split_once('.').expect("a perspective");
        // The bounds lie beyond the simulation error.
        let is_share = Metric::within(path).unwrap().kind().is_share();
        for (word, bound) in [("least", value - 30.0 * error - 1e-6), ("most", value + 30.0 * error + 1e-6)] {
            let bound = if is_share { bound.clamp(0.0, 1.0) } else { bound };
            text.push_str(&format!(
                "[require.r{asked}]\nmetric = \"{metric}\"\nperspective = \"{perspective}\"\nat_{word} = {bound:?}\n"
            ));
            asked += 1;
        }
    }
    let judged = results(&load(&text), &settings()).requirements;
    assert_eq!(judged.len(), asked);
    for requirement in judged {
        assert_eq!(requirement.verdict, Verdict::Pass, "{requirement:?}");
    }
}

#[test]
fn every_figure_can_be_limited() {
    let edited = |text: &str, from: &str, to: &str| {
        assert!(text.contains(from), "{from}");
        [load(text), load(&text.replace(from, to))]
    };
    let cheaper = edited(SITUATIONS, "cost = 100_000", "cost = 99_999");
    can_be_limited(cheaper, &|pattern| is_of_states(pattern));
    let cheaper = edited(SCENARIO, "amount = \"x\"", "amount = \"0.9 * x\"");
    can_be_limited(cheaper, &|pattern| !is_of_states(pattern));
}

fn can_be_limited([base, other]: [Loaded; 2], is_there: &dyn Fn(&str) -> bool) {
    let limits: Vec<Limit> = KNOWN
        .iter()
        .filter(|(pattern, path, _)| !path.contains("variance") && is_there(pattern))
        .map(|(_, path, _)| {
            let most = match Metric::within(path).unwrap().kind() {
                kind if kind.is_share() => 0.5,
                Kind::Year => 100.0,
                _ => 1000.0,
            };
            Limit::max_drop(&format!("{path}={most}")).unwrap_or_else(|wrong| panic!("{path}: {wrong}"))
        })
        .collect();
    let settings = Settings { draws: 2_048, ..settings() };
    let questions = Questions { settings, limits, until_conclusive: false };
    let side = |loaded| Side::new(loaded, "text", None, Sharing::Everything);
    for other in [&other, &base] {
        let pair =
            compare("pair", [&side(&base), &side(other)], &pool(1), &questions, &Unwatched).expect("a pair");
        assert_eq!(pair.gates.len(), questions.limits.len());
        for gate in &pair.gates {
            assert_eq!(gate.verdict, Verdict::Pass, "{gate:?}");
        }
        assert!(unknown_limit(&questions, &vec![pair].into()).is_none());
    }
}

#[test]
fn limits_are_of_the_kind_of_their_figure() {
    // Words of other figures in a name make no probability of an amount.
    for path in [
        "joint.net_benefit.mean",
        "outcomes.lines.costs.probability_training",
        "x.outcomes.by_year.cost_per_additional_success",
    ] {
        let limit = Limit::max_drop(&format!("{path}=1000")).expect("a limit");
        assert_eq!(limit.threshold(), Threshold::AtLeast(-1000.0));
    }
    for path in [
        "joint.all_payers_gain",
        "outcomes.outcomes.work.probability_reaching_it",
        "joint.variance.parameter_share",
    ] {
        let wrong = Limit::max_drop(&format!("{path}=2")).expect_err("no probability goes that far");
        assert!(wrong.contains("2 percentage points are 0.02"), "{wrong}");
    }
}

/// The table of a part in `docs/metrics.md`.
fn table(part: &Part, columns: &[&str]) -> String {
    let mut text = format!("| {} |\n|{}\n", columns.join(" | "), "---|".repeat(columns.len()));
    let said: Vec<&Row> = part.rows.iter().filter(|row| !row.yearly).collect();
    // Figures that mean the same stand in one row.
    for same in said.chunk_by(|a, b| (a.meaning, a.reading) == (b.meaning, b.reading)) {
        let distinct = |of: fn(&Row) -> &'static str| {
            let mut all: Vec<&str> = same.iter().map(|row| of(row)).collect();
            all.dedup();
            all.join(", ")
        };
        let paths: Vec<String> = same.iter().map(|row| format!("`{}`", row.path)).collect();
        let cell = |column: &&str| match *column {
            "path" => paths.join(", "),
            "unit" => distinct(|row| row.kind.unit()),
            "definition" => distinct(|row| row.meaning),
            "error" => distinct(|row| row.error),
            _ => distinct(|row| row.reading),
        };
        let cells: Vec<String> = columns.iter().map(cell).collect();
        text.push_str(&format!("| {} |\n", cells.join(" | ").trim_end()));
    }
    text
}

#[test]
fn the_page_lists_the_table() {
    let page = fs::read_to_string(file("docs/metrics.md")).unwrap();
    let all = ["path", "unit", "definition", "error", "how to read it"];
    let mut expected = page;
    for (heading, part, columns) in [
        ("## By perspective", &PERSPECTIVE, &all[..]),
        ("## Outcomes", &OUTCOME, &all[..4]),
        ("## Where people are", &STATE, &all[..4]),
        ("## Several payers", &JOINT, &all[..]),
        ("## Beside the simulation", &BESIDE, &[all[0], all[1], all[2], all[4]][..]),
    ] {
        let section = expected.find(heading).expect("the heading");
        let from = section + expected[section..].find("\n| path").expect("a table") + 1;
        let to = from + expected[from..].find("\n\n").expect("an end") + 1;
        expected.replace_range(from..to, &table(part, columns));
    }
    blessed("docs/metrics.md", &expected);
}

#[test]
fn patterns_are_told_apart() {
    let patterns: BTreeSet<String> = rows().map(|(pattern, _)| pattern).collect();
    assert_eq!(patterns.len(), rows().count());
    assert_eq!(KNOWN.iter().filter(|(pattern, ..)| !patterns.contains(*pattern)).count(), 0);
}
