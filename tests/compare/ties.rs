//! Figures that lie exactly on their threshold on paper, and beside it in binary.
//!
//! Every case is made of whole øre, which are no fractions of 2, and comes out even in decimal: what it must come to is known
//! without any arithmetic in binary.

use serde_json::{Value, json};
use vendepunkt::analysis::compare::Questions;
use vendepunkt::analysis::compare::comparison::Gate;
use vendepunkt::analysis::compare::limits::Limit;
use vendepunkt::summary::Settings;
use vendepunkt::summary::results::{Results, Verdict};

use crate::call::{Desk, U_TURN};
use crate::command::uncertain;
use crate::common::{load, results};
use crate::pairs::{pair, questions};

const CASES: u64 = 60;

/// Numbers in 0 … `below` − 1, the same in every run of a case.
struct Dice(u64);

impl Dice {
    fn of(case: u64) -> Dice {
        Dice(case.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ 15)
    }

    /// SplitMix64 (Steele, Lea & Flood, 2014, "Fast splittable pseudorandom number generators", OOPSLA, fig. 17).
    fn roll(&mut self, below: u64) -> i64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % below) as i64
    }
}

/// Thousandths as a decimal number.
fn decimal(thousandths: i64) -> String {
    let sign = if thousandths < 0 { "-" } else { "" };
    format!("{sign}{}.{:03}", thousandths.abs() / 1000, thousandths.abs() % 1000)
}

/// A scenario whose net benefit comes to `net` thousandths, of costs and effects that fall in several years, besides a `luck`
/// that is another amount in every draw.
fn coming_to(net: i64, dice: &mut Dice, luck: &str) -> String {
    let participants = 1 + dice.roll(9);
    let mut text = format!(
        "format = 1\ntitle = \"Even\"\ncurrency = \"DKK\"\nprice_year = 2020\nhorizon = 4\ndiscount = {{ rate = 0 }}\n\
         payers = {{ city = \"City\" }}\ncohort = {{ participants = {participants} }}\n"
    );
    let mut rest = net;
    for cost in 0..1 + dice.roll(4) {
        let (amount, year) = (1 + dice.roll(40_000_000), dice.roll(3));
        text.push_str(&format!(
            "[costs.c{cost}]\nper = \"participant\"\namount = {}\nyears = {year}\npaid_by = {{ city = 1 }}\n",
            decimal(amount)
        ));
        rest += amount * participants;
    }
    for effect in 0..1 + dice.roll(3) {
        let (amount, last) = (1 + dice.roll(40_000_000), dice.roll(4));
        text.push_str(&format!(
            "[effects.e{effect}]\nper = \"programme\"\namount = {}\nyears = {{ from = 0, to = {last} }}\n\
             shares = {{ city = 1 }}\n",
            decimal(amount)
        ));
        rest -= amount * (last + 1);
    }
    text.push_str(&format!(
        "[effects.rest]\nper = \"programme\"\namount = {}\nyears = 0\nshares = {{ city = 1 }}\n",
        decimal(rest)
    ));
    if !luck.is_empty() {
        text.push_str(&format!(
            "[inputs.luck]\n{luck}\n[effects.luck]\nper = \"programme\"\namount = \"luck\"\nyears = 0\nshares = {{ city = 1 }}\n"
        ));
    }
    text
}

/// Figures that are the net benefit where nothing is uncertain.
const LEVELS: [&str; 6] = [
    "net_benefit.mean",
    "net_benefit.p5",
    "net_benefit.p50",
    "net_benefit.p95",
    "expected_shortfall_5",
    "cash_flow.cumulative_undiscounted.4",
];

fn required(text: &str, bounds: &[(&str, &str, String)]) -> Results {
    let mut text = text.to_owned();
    for (number, (metric, bound, x)) in bounds.iter().enumerate() {
        text.push_str(&format!(
            "[require.r{number}]\nmetric = \"{metric}\"\nperspective = \"public\"\n{bound} = {x}\n"
        ));
    }
    results(&load(&text), &Settings { draws: 200, ..Settings::default() })
}

/// Says of each case how the requirements came out.
fn count(cases: impl Iterator<Item = (String, Verdict)>, wanted: Verdict) {
    let wrong: Vec<String> = cases.filter(|(_, verdict)| *verdict != wanted).map(|(of, _)| of).collect();
    assert!(wrong.is_empty(), "{} are not {wanted:?}: {:?}", wrong.len(), &wrong[..wrong.len().min(8)]);
}

fn requirements(results: Results, of: &str) -> Vec<(String, Verdict)> {
    let says = |r: vendepunkt::summary::results::RequirementResult| {
        let estimate = r.estimate.expect("it has a value").value;
        (format!("{of}: {} {estimate:e}, {:?}", r.metric, r.threshold), r.verdict)
    };
    results.requirements.into_iter().map(says).collect()
}

#[test]
fn what_is_met_exactly_is_met() {
    for net in [0, 300] {
        let all = (0..CASES).flat_map(|case| {
            let text = coming_to(net, &mut Dice::of(case), "");
            let both = |metric| ["at_least", "at_most"].map(|bound| (metric, bound, decimal(net)));
            let bounds: Vec<_> = LEVELS.into_iter().flat_map(both).collect();
            let results = required(&text, &bounds);
            assert_eq!(results.perspectives["public"].probability_break_even.value, 1.0, "case {case}");
            requirements(results, &format!("case {case}"))
        });
        count(all, Verdict::Pass);
    }
}

#[test]
fn what_is_missed_by_an_oere_is_missed() {
    let all = (0..CASES).flat_map(|case| {
        let text = coming_to(300, &mut Dice::of(case), "");
        let bounds = LEVELS.map(|metric| (metric, "at_least", decimal(310)));
        requirements(required(&text, &bounds), &format!("case {case}"))
    });
    count(all, Verdict::Fail);
    let all = (0..CASES).flat_map(|case| {
        let text = coming_to(300, &mut Dice::of(case), "");
        let bounds = LEVELS.map(|metric| (metric, "at_most", decimal(290)));
        requirements(required(&text, &bounds), &format!("case {case}"))
    });
    count(all, Verdict::Fail);
}

/// Three times 12,447.20 is 37,341.60, which binary does not know.
#[test]
fn exact_break_even_costs_nothing() {
    let text = "format = 1\ntitle = \"Even\"\ncurrency = \"DKK\"\nprice_year = 2020\nhorizon = 1\n\
         discount = { rate = 0 }\npayers = { city = \"City\" }\n\
         [costs.a]\nper = \"programme\"\namount = 12_447.20\npaid_by = { city = 1 }\n\
         [costs.b]\nper = \"programme\"\namount = 12_447.20\npaid_by = { city = 1 }\n\
         [costs.c]\nper = \"programme\"\namount = 12_447.20\npaid_by = { city = 1 }\n\
         [effects.gain]\nper = \"programme\"\namount = 37_341.60\nyears = 0\nshares = { city = 1 }\n";
    let bounds = [
        ("net_benefit.mean", "at_least", "0".to_owned()),
        ("net_benefit.p5", "at_least", "0".to_owned()),
        ("return_on_investment", "at_least", "0".to_owned()),
        ("benefit_cost_ratio", "at_least", "1".to_owned()),
        ("peak_funding_need.mean", "at_most", "0".to_owned()),
        ("peak_funding_need.p95", "at_most", "0".to_owned()),
    ];
    count(requirements(required(text, &bounds), "").into_iter(), Verdict::Pass);
}

/// Ratios of means: effects are 1.3 times the costs of so many people, and each costs 0.3 of it less than it brings.
#[test]
fn ratios_that_are_met_exactly_are_met() {
    let all = (0..CASES).flat_map(|case| {
        let mut dice = Dice::of(case);
        let (people, cost, parts) = (1 + dice.roll(30), 10 * (1 + dice.roll(4_000_000)), 1 + dice.roll(9));
        let mut text = format!(
            "format = 1\ntitle = \"Ratio\"\ncurrency = \"DKK\"\nprice_year = 2020\nhorizon = 1\ndiscount = {{ rate = 0 }}\n\
             payers = {{ city = \"City\" }}\ncohort = {{ participants = {people} }}\n\
             [costs.all]\nper = \"participant\"\namount = {}\npaid_by = {{ city = 1 }}\n",
            decimal(cost)
        );
        let mut rest = cost / 10 * 13 * people;
        for part in 0..parts {
            let amount = if part + 1 == parts { rest } else { dice.roll(cost as u64) };
            rest -= amount;
            text.push_str(&format!(
                "[effects.e{part}]\nper = \"programme\"\namount = {}\nyears = 0\nshares = {{ city = 1 }}\n",
                decimal(amount)
            ));
        }
        let bounds = [
            ("benefit_cost_ratio", "at_least", "1.3".to_owned()),
            ("benefit_cost_ratio", "at_most", "1.3".to_owned()),
            ("return_on_investment", "at_least", "0.3".to_owned()),
            ("return_on_investment", "at_most", "0.3".to_owned()),
            ("per_participant", "at_least", decimal(cost / 10 * 3)),
            ("per_participant", "at_most", decimal(cost / 10 * 3)),
        ];
        requirements(required(&text, &bounds), &format!("case {case}"))
    });
    count(all, Verdict::Pass);
}

/// Gates of a base and another that is lower by `fall` thousandths, with limits on a fall by `most`.
fn gates(case: u64, luck: &str, fall: i64, most: i64, paths: &[&str]) -> Vec<Gate> {
    let net = Dice::of(case + 1000).roll(100_000_000) - 50_000_000;
    let text = |net| load(&coming_to(net, &mut Dice::of(case), luck));
    // A last 0 more: three decimals of which the last is 0 could be thousands.
    let limit = |path: &&str| Limit::max_drop(&format!("public.{path}={}0", decimal(most))).expect("a limit");
    let asked = Questions { limits: paths.iter().map(limit).collect(), ..questions(1_600, case + 1) };
    pair(&text(net), &text(net - fall), &asked).gates
}

fn drops(luck: &str, paths: &[&str], over: i64, wanted: Verdict) {
    let all = (0..CASES).flat_map(|case| {
        let fall = 1 + Dice::of(case + 2000).roll(3_000_000);
        let says = |gate: Gate| {
            let estimate = gate.estimate.expect("a change");
            (format!("case {case}, {} {estimate:?}, {:?}", gate.path, gate.threshold), gate.verdict)
        };
        gates(case, luck, fall + over, fall, paths).into_iter().map(says).collect::<Vec<_>>()
    });
    count(all, wanted);
}

#[test]
fn a_fall_of_just_as_much_as_is_allowed_is_allowed() {
    drops("fixed = 0.1", &LEVELS, 0, Verdict::Pass);
    drops("uniform = { min = 0, max = 4000 }", &LEVELS, 0, Verdict::Pass);
}

#[test]
fn a_fall_of_an_oere_more_is_not() {
    drops("fixed = 0.1", &LEVELS, 10, Verdict::Fail);
    drops("uniform = { min = 0, max = 4000 }", &LEVELS, 10, Verdict::Fail);
}

/// Factors in another order are another product in binary, by the last bit.
#[test]
fn factors_in_another_order_change_nothing() {
    let text = |product: &str| {
        format!(
            "format = 1\ntitle = \"Product\"\ncurrency = \"DKK\"\nprice_year = 2020\nhorizon = 2\n\
             discount = {{ rate = 0.035 }}\npayers = {{ city = \"City\" }}\n\
             [inputs.a]\nuniform = {{ min = 0.1, max = 0.7 }}\n[inputs.b]\nnormal = {{ mean = 3, sd = 0.7 }}\n\
             [inputs.c]\nlognormal = {{ mean = 11.7, sd = 3 }}\n\
             [costs.c]\nper = \"programme\"\namount = 13.3\npaid_by = {{ city = 1 }}\n\
             [effects.e]\nper = \"programme\"\namount = \"{product}\"\nyears = {{ from = 0, to = 2 }}\n\
             shares = {{ city = 1 }}\n"
        )
    };
    let desk = Desk::new();
    desk.put("a.toml", &text("a * b * c"));
    desk.put("b.toml", &text("c * b * a"));
    let figures = [
        "net_benefit.mean",
        "net_benefit.sd",
        "net_benefit.p5",
        "net_benefit.p50",
        "net_benefit.p95",
        "expected_shortfall_5",
        "peak_funding_need.mean",
        "peak_funding_need.p95",
        "probability_break_even",
        "benefit_cost_ratio",
        "return_on_investment",
        "cash_flow.undiscounted.1",
        "cash_flow.cumulative_discounted.2",
        "lines.effects.e",
    ];
    for (files, option) in [("a.toml b.toml", "--max-drop"), ("b.toml a.toml", "--max-rise")] {
        let limits: Vec<String> = figures.iter().map(|of| format!("{option} public.{of}=0")).collect();
        let call = format!("compare {files} --draws 20000 {}", limits.join(" "));
        let answer = desk.call(&call);
        let text = answer.out.clone();
        let json = desk.call(&format!("{call} --format json")).json();
        for gate in json["pairs"][0]["gates"].as_array().unwrap_or_else(|| panic!("{json}")) {
            let path = gate["path"].as_str().expect("a path");
            // The models differ, so that no flip is no proof.
            if path.ends_with("probability_break_even") {
                assert_eq!(gate["verdict"], "inconclusive", "{gate}");
                continue;
            }
            assert_eq!(gate["verdict"], "pass", "{files}: {gate}\n{text}");
            assert_eq!(gate["estimate"]["value"], 0.0, "{files}: {gate}");
        }
        assert!(!text.contains("fails"), "{text}");
        assert!(text.lines().any(|line| line.contains("net_benefit.p5") && line.contains("holds")), "{text}");
    }
}

/// A private payer's cost: the public sees nothing of it, and that is certain.
#[test]
fn a_perspective_that_an_edit_does_not_touch_does_not_change() {
    let text = |cost: &str| {
        let text = format!(
            "{}\n[costs.own]\namount = {cost}\nper = \"participant\"\npaid_by = {{ firm = 1 }}\n",
            uncertain(12.0)
        );
        text.replace("[payers]\n", "[payers]\nfirm = { label = \"A firm\", public = false }\n")
    };
    let desk = Desk::new();
    desk.put("a.toml", &text("1000"));
    desk.put("b.toml", &text("1500.7"));
    let untouched = [
        "probability_break_even",
        "probability_loss",
        "break_even_year.by_year.3",
        "net_benefit.p5",
        "benefit_cost_ratio",
    ];
    let limits: Vec<String> =
        untouched.iter().map(|of| format!("--max-drop public.{of}=0 --max-rise state.{of}=0")).collect();
    for sampling in ["random", "latin", "sobol"] {
        let call = format!("compare a.toml b.toml --draws 4000 --sampling {sampling} --format json");
        let answer =
            desk.call(&format!("{call} --max-drop public.probability_break_even=0.001 {}", limits.join(" ")));
        let pair = &answer.exits(0).json()["pairs"][0];
        assert_eq!(pair["unchanged"], false);
        let exact = |value: f64| json!({ "value": value, "se": 0.0, "lo": value, "hi": value });
        for gate in pair["gates"].as_array().expect("gates") {
            assert_eq!(gate["estimate"], exact(0.0), "{sampling}: {gate}");
        }
        for name in ["public", "state", "municipality"] {
            let change = &pair["perspectives"][name];
            for path in [
                "/probability_break_even",
                "/probability_better",
                "/net_benefit/mean",
                "/net_benefit/p95",
                "/break_even_year/by_year/2",
                "/peak_funding_need/mean",
            ] {
                assert_eq!(change.pointer(path), Some(&exact(0.0)), "{sampling}, {name}: {path}");
            }
            assert_eq!(change["probability_equal"], exact(1.0), "{sampling}, {name}");
        }
        // 24 people cost 500.70 more each.
        let lost = pair
            .pointer("/perspectives/firm/net_benefit/mean/value")
            .and_then(Value::as_f64)
            .expect("a mean");
        assert!((lost + 24.0 * 500.7).abs() < 1e-9, "{lost}");
        desk.call(&format!("compare a.toml b.toml --draws 4000 --sampling {sampling} --no-loser firm"))
            .exits(4);
    }
}

/// Where nothing is uncertain on either side, neither is what lies between them.
#[test]
fn the_change_between_two_certainties_is_certain() {
    let text = |net: i64| load(&coming_to(net, &mut Dice::of(7), ""));
    let change = pair(&text(1000), &text(-1000), &questions(1_000, 1)).perspectives["public"].clone();
    let exact = vendepunkt::Estimate::exact;
    assert_eq!(change.probability_break_even, exact(-1.0));
    assert_eq!(
        (change.probability_worse, change.probability_equal, change.probability_better),
        (exact(1.0), exact(0.0), exact(0.0))
    );
    assert_eq!(change.break_even_year.by_year.last(), Some(&exact(-1.0)));
}

/// The same model, of whose inputs one has lost its source: what its own file warns of is said.
#[test]
fn an_unchanged_pair_keeps_the_warnings_of_the_other() {
    let desk = Desk::new();
    desk.put("base.toml", U_TURN);
    desk.put("other.toml", &U_TURN.replace("source = \"derived\"\n", ""));
    let pair = &desk.call("compare base.toml other.toml --format json").exits(0).json()["pairs"][0];
    assert_eq!(pair["unchanged"], true);
    let codes: Vec<&str> =
        pair["warnings"].as_array().expect("warnings").iter().filter_map(|w| w["code"].as_str()).collect();
    assert_eq!(codes, ["no-source"], "{pair}");
    let swapped = &desk.call("compare other.toml base.toml --format json").exits(0).json()["pairs"][0];
    assert_eq!(swapped["warnings"], json!([]));
}
