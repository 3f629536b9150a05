//! What a report says in words, as a council reads it: each sentence against a case of which it is true.

use crate::call::{Desk, U_TURN};

/// Text without the breaks of its lines.
fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<&str>>().join(" ")
}

fn report(desk: &Desk, call: &str) -> String {
    flat(&desk.call(&format!("run {call}")).out)
}

/// The text below a heading, to the next.
fn section<'t>(text: &'t str, heading: &str) -> &'t str {
    let at = text.find(heading).unwrap_or_else(|| panic!("no {heading} in {text}"));
    let rest = &text[at + heading.len()..];
    let end = rest.find("\n\n").unwrap_or(rest.len());
    &rest[..end]
}

/// A programme that costs 100 in year `paid`, and what comes back.
fn programme(inputs: &str, effects: &str) -> String {
    format!(
        "format = 1
title = \"A programme\"
currency = \"DKK\"
price_year = 2020
horizon = 6
discount = {{ rate = 0.0 }}
payers = {{ municipality = \"Municipality\", state = \"The State\" }}
{inputs}
[costs.it]
amount = 100_000_000
per = \"programme\"
years = 2
paid_by = {{ state = 1 }}
{effects}
"
    )
}

#[test]
fn the_range_of_an_input_is_that_of_what_is_used() {
    let desk = Desk::new();
    // Uniform on 0–1: nine tenths lie between 0.05 and 0.95; at half of it between 0.025 and 0.475.
    let rate = "uniform = { min = 0, max = 1 }";
    let with = |optimism: &str, factor: &str| {
        U_TURN.replace("fixed = 0.3333333333333333", &format!("{rate}\noptimism = {optimism}"))
            + &format!("[inputs.factor]\n{factor}\n")
    };
    for (name, optimism, factor, said) in [
        ("none", "1", "fixed = 1", "nine times in ten 0.05 to 0.95"),
        ("number", "0.5", "fixed = 1", "nine times in ten 0.03 to 0.47"),
        ("input", "\"factor\"", "fixed = 0.5", "nine times in ten 0.03 to 0.47"),
        ("of", "\"factor\"", "fixed = 1\noptimism = 0.5", "nine times in ten 0.03 to 0.47"),
        (
            "open",
            "\"factor\"",
            "uniform = { min = 0.4, max = 0.6 }",
            "nine times in ten 0.05 to 0.95 before the factor, which is uncertain",
        ),
    ] {
        desk.put("o.toml", &with(optimism, factor));
        let text = report(&desk, "o.toml");
        let rate = text.split("success_rate = uniform").nth(1).unwrap();
        let rate = &rate[..rate.find("without =").unwrap()];
        assert!(rate.contains(said), "{name}: {rate}");
        assert!(said.contains("before") || !rate.contains("before the factor"), "{name}: {rate}");
    }
    // A stress test sets the number that the factor multiplies, and says so.
    let text = flat(&desk.call("stress o.toml").out);
    assert!(
        text.contains("Success rate×") && text.contains("×: the values are those before its optimism"),
        "{text}"
    );
    desk.put("fixed.toml", &U_TURN.replace("fixed = 0.3333333333333333", "fixed = 0.6\noptimism = 0.5"));
    assert!(
        report(&desk, "fixed.toml")
            .contains("success_rate = fixed(0.6) × 0.5 (optimism) share of participants · 0.30 in use")
    );
}

#[test]
fn a_formula_has_the_sources_of_what_it_reads() {
    let desk = Desk::new();
    desk.put(
        "f.toml",
        &(U_TURN.replace("amount = \"saving\"", "amount = \"net\"")
            + "[inputs.net]\nformula = \"saving * (1 - 0 * success_rate)\"\n[inputs.alone]\nformula = \"2 * 3\"\n"),
    );
    let text = report(&desk, "f.toml");
    assert!(text.contains("follows from saving and success_rate, and has their sources"), "{text}");
    // A formula that reads nothing is a number like any other.
    let alone = text.split("alone =").nth(1).unwrap();
    assert!(
        alone[..alone.find("course_cost").unwrap()].contains("no evidence stated · no source"),
        "{alone}"
    );
}

#[test]
fn a_mean_against_the_majority_is_said_where_it_stands() {
    let desk = Desk::new();
    // −100 and 120 in four of five draws: 20 most often, but 0.8 · 120 − 100 = −4 on average; and the mirror.
    for (values, weights, said) in [
        ("[120_000_000, 0]", "[0.8, 0.2]", "gains more often than not, but loses on average"),
        ("[80_000_000, 220_000_000]", "[0.8, 0.2]", "loses more often than not, but gains on average"),
    ] {
        let input = format!("[inputs.gain]\ndiscrete = {{ values = {values}, weights = {weights} }}\n");
        let effect =
            "[effects.gain]\namount = \"gain\"\nper = \"programme\"\nyears = 3\nshares = { state = 1 }\n";
        desk.put("p.toml", &programme(&input, effect));
        let text = report(&desk, "p.toml");
        for said in [format!("It {said}: what is rarer is larger."), format!("Public (The State) {said}.")] {
            // The Municipality is untouched, so `public` is not the same as one payer by its definition.
            let said = said.replace("Public (The State)", "The State");
            assert!(text.contains(&said), "{said} in {text}");
        }
        assert!(!text.contains("mostly gains") && !text.contains("mostly loses"), "{text}");
    }
}

#[test]
fn who_pays_nothing_has_nothing_back_and_money_is_back_no_earlier_than_it_is_out() {
    let desk = Desk::new();
    let input = "[inputs.gain]\nuniform = { min = 20_000_000, max = 40_000_000 }\n";
    // The State pays 100 m in year 2 and has 150 m in that very year: no running sum is ever below 0.
    let effects = "[effects.gain]
amount = \"5 * gain\"
per = \"programme\"
years = 2
shares = { state = 1 }
[effects.small]
amount = \"gain / 1000\"
per = \"programme\"
years = { from = 3, to = 4 }
shares = { municipality = 1 }
";
    desk.put("p.toml", &programme(input, effects));
    let answer = desk.call("run p.toml");
    let text = &answer.out;
    assert!(flat(text).contains("It is back by year 2 in > 99.9 % of draws"), "{text}");
    let by_year = section(text, "BACK BY YEAR");
    assert!(
        by_year.contains("year 2") && !by_year.contains("year 0") && !by_year.contains("year 1"),
        "{by_year}"
    );
    let payers = section(text, "WHO PAYS, WHO GAINS");
    let row = |label: &str| payers.lines().find(|line| line.trim().starts_with(label)).unwrap();
    assert!(
        row("Municipality").contains("pays nothing") && row("Municipality").ends_with("gains"),
        "{payers}"
    );
    assert!(row("The State").contains("year 2"), "{payers}");
    // Alone, it has no outlay to wait for.
    let only = "payers = { municipality = \"Municipality\" }";
    let alone = programme(
        input,
        "[effects.small]\namount = \"gain\"\nper = \"programme\"\nyears = 3\nshares = { municipality = 1 }",
    )
    .replace("payers = { municipality = \"Municipality\", state = \"The State\" }", only);
    let start = alone.find("[costs.it]").unwrap();
    let end = alone.find("[effects.small]").unwrap();
    desk.put("alone.toml", &(alone[..start].to_owned() + &alone[end..]));
    let text = report(&desk, "alone.toml");
    assert!(
        text.contains("The public pays nothing, and loses nothing with a probability of > 99.9 %"),
        "{text}"
    );
    assert!(!text.contains("back by year") && !text.contains("BACK BY YEAR"), "{text}");
    // A comparison says so too.
    desk.put("more.toml", &programme(input, &effects.replace("5 * gain", "6 * gain")));
    let text = desk.call("compare p.toml more.toml").out;
    let chances = &text[text.find("Break-even and funding").unwrap()..];
    let row = chances.lines().find(|line| line.trim().starts_with("Municipality")).unwrap();
    assert_eq!(row.matches("pays nothing").count(), 2, "{row}");
}

#[test]
fn where_nothing_is_uncertain_there_is_no_probability() {
    let desk = Desk::new();
    let effect = |amount: &str| {
        format!(
            "[effects.gain]\namount = {amount}\nper = \"programme\"\nyears = 3\nshares = {{ state = 1 }}\n"
        )
    };
    let why = "every input is fixed and nothing is left to luck.";
    for (amount, said, when) in [
        ("150_000_000", "The public money comes back: ", "It is back by year 3."),
        (
            "50_000_000",
            "The public money does not come back: ",
            "It is not back by year 6, the last one counted.",
        ),
    ] {
        desk.put("p.toml", &programme("", &effect(amount)));
        let text = report(&desk, "p.toml");
        for said in [format!("{said}{why}"), when.to_owned(), format!("Net benefit does not vary: {why}")] {
            assert!(text.contains(&said), "{said} in {text}");
        }
        for never in ["times in 100", "probability", "of draws", "base case", "chance of break-even", "P95"] {
            assert!(!text.contains(never), "{never} in {text}");
        }
    }
    // An input that does not bear on it is uncertain all the same.
    let other = "[inputs.idle]\nuniform = { min = 1, max = 2 }\n";
    desk.put("p.toml", &programme(other, &effect("150_000_000")));
    assert!(report(&desk, "p.toml").contains("no uncertain input and nobody's luck bears on it."));
}

#[test]
fn payers_of_different_size_keep_their_digits() {
    let desk = Desk::new();
    let input = "[inputs.gain]\nuniform = { min = 20_000_000, max = 40_000_000 }\n";
    // Mean 30 m: the State has 150 m less 100 m, the municipality 30 k in each of two years.
    let effects = "[effects.gain]
amount = \"5 * gain\"
per = \"programme\"
years = 3
shares = { state = 1 }
[effects.small]
amount = \"gain / 1000\"
per = \"programme\"
years = { from = 3, to = 4 }
shares = { municipality = 1 }
";
    desk.put("p.toml", &programme(input, effects));
    let text = desk.call("run p.toml --draws 200000").out;
    for heading in ["WHO PAYS, WHO GAINS", "MONEY BY YEAR"] {
        let table = section(&text, heading);
        assert!(table.contains("each row in its own unit"), "{table}");
        assert!(table.contains("Municipality, k DKK") && table.contains("The State, m DKK"), "{table}");
    }
    let payers = section(&text, "WHO PAYS, WHO GAINS");
    let row = payers.lines().find(|line| line.contains("Municipality")).unwrap();
    assert!(row.contains("60.0"), "{row}");
    let lines = flat(section(&text, "COSTS AND GAINS BY PAYER"));
    assert!(lines.contains("each column in its own unit") && lines.contains("60.0"), "{lines}");
    desk.put("more.toml", &programme(input, &effects.replace("5 * gain", "6 * gain")));
    let text = desk.call("compare p.toml more.toml --draws 200000").out;
    let row = text.lines().find(|line| line.trim().starts_with("Municipality")).unwrap();
    assert!(row.contains("60.0 k"), "{text}");
}

#[test]
fn years_that_are_left_out_or_joined_are_said() {
    let desk = Desk::new();
    desk.put("long.toml", &U_TURN.replace("horizon = 5", "horizon = 40"));
    let text = desk.call("run long.toml").out;
    let by_year = section(&text, "BACK BY YEAR");
    assert!(
        by_year.contains("Before year ") && by_year.contains("Years that are not shown lie between"),
        "{by_year}"
    );
    let flows = flat(section(&text, "MONEY BY YEAR"));
    assert!(flows.contains("are added up; “so far” is at the end of the last of them."), "{flows}");
    // Where every year stands there is nothing to say.
    let text = desk.call("run u-turn.toml").out;
    assert!(!text.contains("added up") && !text.contains("not shown"), "{text}");
    let markdown = desk.call("run long.toml --format markdown").out;
    assert!(flat(&markdown).contains("are added up; “so far”"), "{markdown}");
}

#[test]
fn heads_of_columns_are_words_and_a_change_has_its_unit() {
    let desk = Desk::new();
    let text = report(&desk, "u-turn.toml");
    for said in ["half of all", "draws back", "chance that", "so many", "chance of", "low (P5)"] {
        assert!(text.contains(said), "{said} in {text}");
    }
    desk.put("dear.toml", &U_TURN.replace("179_166.66666666666", "179_166.79166666666"));
    let text = desk.call("compare u-turn.toml dear.toml").out;
    let chances = &text[text.find("Break-even and funding").unwrap()..];
    let row = chances.lines().find(|line| line.trim().starts_with("public")).unwrap();
    // 24 courses at 0.125 more.
    assert!(row.ends_with("+3.00 DKK"), "{row}");
}

#[test]
fn what_is_bad_is_avoided() {
    let desk = Desk::new();
    // Of 24 people 60 % would be convicted, with the intervention 45.4 %: 3.5 fewer.
    let convicted = U_TURN
        .replace("outcomes.turned_around", "outcomes.convicted")
        .replace("outcome = \"turned_around\"", "outcome = \"convicted\"")
        .replace("fixed = 0.3333333333333333", "fixed = 0.4541666666666667")
        .replace("fixed = 0.0\n", "fixed = 0.6\n")
        .replace("fixed = 155_000", "fixed = -155_000");
    desk.put("c.toml", &convicted);
    let text = desk.call("run c.toml").out;
    let people = flat(section(&text, "AVOIDED: CONVICTED"));
    assert!(
        people.starts_with(
            "Expected: 3.50 fewer people convicted than without the intervention, of 24 who start; nine"
        ),
        "{people}"
    );
    assert!(people.contains("fewer (10.9 with it, 14.4 without)."), "{people}");
    assert!(!people.contains("needed") && !text.contains("SUCCESSES"), "{people}");
    // Fewer of what is good is a harm, and no success is avoided.
    desk.put("harm.toml", &convicted.replace("fixed = -155_000", "fixed = 155_000"));
    let text = desk.call("run harm.toml").out;
    let people = flat(section(&text, "SUCCESSES NEEDED: CONVICTED"));
    assert!(people.contains("3.50 fewer people convicted"), "{people}");
    // A step of a draw speaks the same way, in both languages.
    let fewer = |lang: &str| flat(&desk.call(&format!("explain c.toml --draw 3 --lang {lang}")).exits(0).out);
    let (english, danish) = (fewer("en"), fewer("da"));
    assert!(english.contains(" fewer of those of year 0 are in `convicted` than without"), "{english}");
    assert!(danish.contains(" færre af dem fra år 0 er i `convicted`"), "{danish}");
    assert!(!english.contains("−3 more") && !danish.contains("−3 flere"));
}

#[test]
fn one_public_payer_and_the_public_are_shown_once() {
    let desk = Desk::new();
    let one = U_TURN
        .replace("state = \"Staten\"", "citizens = { label = \"Borgere\", public = false }")
        .replace("shares = { municipality = 0.5, state = 0.5 }", "shares = { municipality = 1.0 }");
    desk.put("one.toml", &one);
    let text = desk.call("run one.toml").out;
    let payers = section(&text, "WHO PAYS, WHO GAINS");
    let rows: Vec<&str> = payers.lines().filter(|line| line.contains(" %  ")).collect();
    assert_eq!(rows.len(), 2, "{payers}");
    assert!(rows[0].contains("Public (Københavns Kommune)") && rows[1].contains("Borgere"), "{payers}");
    // Two public payers are two, and so is one whose money is counted otherwise.
    let distorted = one + "[perspectives.society]\npayers = [\"municipality\"]\ntax_distortion = 0.1\n";
    desk.put("two.toml", &distorted);
    let text = desk.call("run two.toml").out;
    let payers = section(&text, "WHO PAYS, WHO GAINS");
    assert!(payers.contains("  Society "), "{payers}");
    desk.put("dear.toml", &distorted.replace("179_166.66666666666", "200_000"));
    let text = desk.call("compare two.toml dear.toml").out;
    let rows = text.lines().filter(|line| line.contains("Københavns Kommune")).count();
    assert_eq!(rows, 2, "in each of two tables once: {text}");
    assert!(text.contains("public (Københavns Kommune)"), "{text}");
    // In JSON both stand.
    let json = desk.call("run one.toml --format json").exits(0).json();
    assert!(json[0]["perspectives"]["municipality"].is_object());
}

#[test]
fn assumptions_are_not_crowned() {
    let desk = Desk::new();
    let text = format!(
        "{U_TURN}\n[variants.low_rate.inputs.success_rate]\nfixed = 0.2\n[variants.high_rate.inputs.success_rate]\nfixed = 0.5\n"
    );
    desk.put("v.toml", &text);
    for format in ["text", "markdown"] {
        let said =
            desk.call(&format!("compare v.toml --variants --format {format}")).exits(0).out.to_lowercase();
        assert!(said.contains("under which assumption"), "{said}");
        let order = ["high rate", "as the file stands", "low rate"].map(|row| said.find(row).expect(row));
        assert!(order.is_sorted(), "{said}");
        for never in ["ranking", "regret", "minimax", "dominance", "1. "] {
            assert!(!said.contains(never), "{never} in {said}");
        }
    }
    let json = desk.call("compare v.toml --variants --format json").exits(0).json();
    assert!(json["ranking"].is_null());
    for choice in ["--rank", "--programmes"] {
        let call = format!("compare v.toml --variants {choice}");
        let said = desk.call(&call).exits(0).out.clone();
        assert!(said.contains("RANKING") && said.contains("regret"), "{said}");
        assert!(!said.contains("UNDER WHICH ASSUMPTION"), "{said}");
        assert!(desk.call(&format!("{call} --format json")).exits(0).json()["ranking"].is_object());
    }
    desk.call("compare u-turn.toml v.toml --rank").exits(2);
}

#[test]
fn names_call_nobody_and_turn_no_text_around() {
    let desk = Desk::new();
    let named = U_TURN
        .replace("U-turn, one third", "ask @octocat, see #12 \u{202e}niag\u{202c}")
        .replace("Staten", "@state")
        .replace("\"derived\"", "\"@someone/team \u{2066}x\u{2069}\"");
    desk.put("n.toml", &named);
    desk.put("m.toml", &named.replace("179_166.66666666666", "200_000"));
    for call in ["run n.toml", "compare n.toml m.toml", "stress n.toml", "explain n.toml"] {
        for format in ["text", "markdown"] {
            if call.starts_with("explain") && format == "markdown" {
                continue;
            }
            let format =
                if call.starts_with("explain") { String::new() } else { format!("--format {format}") };
            let said = desk.call(&format!("{call} {format}")).exits(0).out.clone();
            let marks = |c: char| matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
            assert!(!said.contains(marks), "{call} {format}: {said}");
            if format.ends_with("markdown") {
                let mentions =
                    said.match_indices('@').filter(|(at, _)| !said[at + 1..].starts_with("&#8203;"));
                assert_eq!(mentions.count(), 0, "{said}");
                assert!(!said.contains("#12"), "{said}");
            }
        }
    }
    let markdown = desk.call("run n.toml --format markdown").out;
    assert!(markdown.contains("\\\\u\\{202e\\}niag") && markdown.contains("@&#8203;octocat"), "{markdown}");
}
