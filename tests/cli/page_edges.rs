//! What pages say at the edges: nobody loses, everybody does, exactly half, one of a thing, none, and nothing uncertain.

use crate::call::{Desk, U_TURN};
use crate::common::blessed;
use crate::html::{attributes, elements, text};

/// An input that varies without moving the answer's side.
const DOUBT: &str = "uniform = { min = 150_000, max = 160_000 }";

/// The scenario with other words in it.
fn with(changes: &[(&str, &str)]) -> String {
    changes.iter().fold(U_TURN.to_owned(), |scenario, (from, to)| {
        assert!(scenario.contains(from), "the scenario has no `{from}`");
        scenario.replace(from, to)
    })
}

/// Without luck: everyone succeeds.
const SURE: [(&str, &str); 2] =
    [("fixed = 0.3333333333333333", "fixed = 1.0"), ("fixed = 0.0\n", "fixed = 0\n")];

fn sure(changes: &[(&str, &str)]) -> String {
    with(&[&SURE[..], changes].concat())
}

fn payers(count: usize) -> String {
    let named: String = (1..=count).map(|n| format!("kasse{n} = \"Kasse {n}\"\n")).collect();
    let share = |n: usize| format!("kasse{n} = {}", if n < count { "0.08" } else { "0.12" });
    let shares: Vec<String> = (1..=count).map(share).collect();
    let shares = format!("{{ {} }}", shares.join(", "));
    with(&[
        ("municipality = \"Københavns Kommune\"\nstate = \"Staten\"\n", &named),
        ("{ municipality = 1.0 }", &shares),
        ("{ municipality = 0.5, state = 0.5 }", &shares),
    ])
}

fn cases() -> Vec<(&'static str, String)> {
    let one_payer = [
        ("state = \"Staten\"\n", ""),
        ("shares = { municipality = 0.5, state = 0.5 }", "shares = { municipality = 1.0 }"),
    ];
    let without_costs = {
        let (before, rest) = U_TURN.split_once("[costs.treatment]").expect("it costs");
        let (_, after) = rest.split_once("[effects").expect("it has effects");
        format!("{before}[effects{after}").replace("fixed = 155_000", DOUBT)
    };
    let without_outcomes = {
        let (before, rest) = U_TURN.split_once("[outcomes.turned_around]").expect("it has outcomes");
        let (_, after) = rest.split_once("[costs").expect("it costs");
        format!("{before}[costs{after}")
            .replace("outcome = \"turned_around\"", "per = \"programme\"")
            .replace("fixed = 155_000", "normal = { mean = 1_000_000, sd = 200_000 }")
    };
    vec![
        ("never", with(&[("fixed = 155_000", "uniform = { min = 1_000, max = 1_100 }")])),
        (
            "always",
            with(&[
                ("fixed = 155_000", "uniform = { min = 5_000_000, max = 5_100_000 }"),
                ("fixed = 0.3333333333333333", "fixed = 0.99"),
            ]),
        ),
        (
            "half",
            sure(&[("fixed = 155_000", "discrete = { values = [30_000, 40_000], weights = [0.5, 0.5] }")]),
        ),
        ("one payer", with(&one_payer)),
        ("twelve payers", payers(12)),
        ("one year", with(&[("horizon = 5", "horizon = 1")])),
        ("no cost", without_costs),
        ("no cost, certain", {
            let (before, rest) = U_TURN.split_once("[costs.treatment]").expect("it costs");
            let (_, after) = rest.split_once("[effects").expect("it has effects");
            format!("{before}[effects{after}").replace("fixed = 0.3333333333333333", "fixed = 1.0")
        }),
        ("no outcome", without_outcomes),
        ("certain gain", sure(&[])),
        ("certain loss", sure(&[("fixed = 155_000", "fixed = 20_000")])),
        (
            "certain wrong pocket",
            sure(&[("municipality = 0.5, state = 0.5", "municipality = 0.1, state = 0.9")]),
        ),
        (
            "exactly nothing",
            sure(&[
                ("fixed = 155_000", "fixed = 35_000"),
                ("fixed = 179_166.66666666666", "fixed = 175_000"),
            ]),
        ),
        ("one participant", with(&[("participants = 24", "participants = 1"), ("fixed = 155_000", DOUBT)])),
        (
            "doubt in one, and one without grounds",
            with(&[("fixed = 155_000", DOUBT), ("evidence = \"register\"\n", "")]),
        ),
        (
            "no grounds at all",
            with(&[
                ("evidence = \"register\"\n", ""),
                ("evidence = \"expert\"\n", ""),
                ("evidence = \"assumption\"\n", ""),
            ]),
        ),
        (
            "measured",
            with(&[
                ("evidence = \"expert\"", "evidence = \"trial\""),
                ("evidence = \"assumption\"", "evidence = \"trial\""),
            ]),
        ),
        (
            "both pay and lose",
            with(&[
                ("fixed = 155_000", "uniform = { min = 60_000, max = 70_000 }"),
                ("{ municipality = 1.0 }", "{ municipality = 0.5, state = 0.5 }"),
            ]),
        ),
        ("required", crate::call::requiring(0.8)),
    ]
}

/// Every text that a reader sees or hears, by where it stands.
fn texts(page: &str) -> Vec<String> {
    let seen = ["title", "h1", "h2", "p", "li", "dt", "dd", "th", "td", "caption", "text"];
    let seen = seen.iter().flat_map(|name| elements(page, name)).map(text);
    let seen = seen.filter(|text| !text.is_empty());
    seen.chain(attributes(page, "aria-label")).collect()
}

/// Numbers with the noun that goes with others.
const PLURALS: [&str; 16] = [
    "participants",
    "payers",
    "people",
    "years",
    "outcomes",
    "assumptions",
    "requirements",
    "draws",
    "times",
    "deltagere",
    "kasser",
    "personer",
    "forudsætninger",
    "gange",
    "scenarier",
    "more payers",
];

fn slips(said: &str) -> Vec<String> {
    let said = said.replace('\u{a0}', " ");
    let mut found: Vec<String> = [
        "..",
        ",,",
        "  ",
        " ,",
        " .",
        " ;",
        " :",
        ". .",
        "()",
        "NaN",
        "inf ",
        "\u{a0}\u{a0}",
        "««",
        "1 of 1 ",
        "1 af 1 ",
    ]
    .iter()
    .filter(|slip| said.contains(**slip))
    .map(|slip| (*slip).to_owned())
    .collect();
    let is_alone = |at: usize| {
        !said[..at].ends_with(|c: char| c.is_alphanumeric() || matches!(c, '.' | ',' | '−' | '–'))
    };
    for noun in PLURALS {
        let counted = format!("1 {noun}");
        found.extend(
            said.match_indices(&counted).filter(|(at, _)| is_alone(*at)).map(|(_, text)| text.to_owned()),
        );
    }
    if said.matches('(').count() != said.matches(')').count() {
        found.push("( without )".to_owned());
    }
    if said.trim().is_empty() || said.starts_with([',', ';', ':', '.']) && said.len() > 1 {
        found.push("nothing is said".to_owned());
    }
    found
}

#[test]
fn findings_hold_at_their_edges_in_both_languages() {
    let desk = Desk::new();
    let mut all = String::new();
    for (case, scenario) in cases() {
        desk.put("case.toml", &scenario);
        for language in ["en", "da"] {
            let sampling = if case == "half" { "--sampling latin" } else { "" };
            let call = format!("run case.toml --draws 2000 --format html --lang {language} {sampling}");
            let answer = desk.call(&call);
            assert!(matches!(answer.code, Some(0 | 4)), "{case}: {}", answer.err);
            let page = &answer.out;
            for said in texts(page) {
                assert!(slips(&said).is_empty(), "{case}, {language}: {:?} in `{said}`", slips(&said));
            }
            all += &format!("{case}, {language}\n");
            let seen = [elements(page, "p"), elements(page, "h2"), elements(page, "li")];
            let [paragraphs, findings, facts] =
                seen.map(|all| all.into_iter().map(text).collect::<Vec<String>>());
            // The answer stands below the kicker.
            let said = paragraphs[1..2].iter().chain(&facts).chain(&findings);
            all.extend(said.map(|said| format!("  {}\n", said.replace('\u{a0}', " "))));
        }
    }
    blessed("tests/cli/pages/edges.txt", &all);
}

#[test]
fn a_slip_is_found() {
    for said in ["det er 4 kr..", "1\u{a0}deltagere", "in 1 years", "a , b", "(a", ": 4", "  "] {
        assert!(!slips(said).is_empty(), "{said}");
    }
    for said in ["det er 4 kr.", "1\u{a0}deltager", "11 years", "0,1 personer", "−1 gange"] {
        assert!(slips(said).is_empty(), "{said}");
    }
}

/// On paper the first page is all that many see.
#[test]
fn the_head_says_in_short_what_the_questions_further_on_find() {
    let desk = Desk::new();
    for (case, scenario) in [("as it is", U_TURN.to_owned()), ("sure", sure(&[]))] {
        desk.put("case.toml", &scenario);
        for language in ["en", "da"] {
            let call = format!("run case.toml --draws 2000 --format html --lang {language}");
            let page = desk.call(&call).out.clone();
            let list = page.split("<ul class=\"ahead\">").nth(1).and_then(|rest| rest.split("</ul>").next());
            let ahead: Vec<String> = elements(list.expect("a list"), "li").into_iter().map(text).collect();
            assert_eq!(ahead.len(), 3, "{case}");
            let answered: Vec<bool> = ahead
                .iter()
                .map(|said| {
                    let found = elements(&page, "section").into_iter().find_map(|section| {
                        let [ask, finding] = ["p", "h2"].map(|name| text(elements(section, name)[0]));
                        said.starts_with(&ask).then_some((ask, finding))
                    });
                    match found {
                        Some((ask, finding)) => {
                            assert!(said.starts_with(&format!("{ask} {finding}")), "{case}: {said}");
                            true
                        }
                        None => false,
                    }
                })
                .collect();
            // Where nothing spreads there is nothing to split between doubt and luck.
            assert_eq!(
                answered,
                if case == "sure" { [true, false, true] } else { [true; 3] },
                "{case}: {ahead:?}"
            );
        }
    }
}
