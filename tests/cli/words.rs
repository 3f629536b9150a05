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
    assert!(alone[..60].contains("no evidence stated · no source"), "{alone}");
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
    assert!(flat(text).contains("It is back by year 2 in > 99.9% of draws"), "{text}");
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
        text.contains("The public pays nothing, and loses nothing with a probability of > 99.9%"),
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
        assert!(table.contains("Municipality, DKK k") && table.contains("The State, DKK m"), "{table}");
    }
    let payers = section(&text, "WHO PAYS, WHO GAINS");
    let row = payers.lines().find(|line| line.contains("Municipality")).unwrap();
    assert!(row.contains("60.0"), "{row}");
    let lines = flat(section(&text, "COSTS AND GAINS BY PAYER"));
    assert!(lines.contains("each column in its own unit") && lines.contains("60.0"), "{lines}");
    desk.put("more.toml", &programme(input, &effects.replace("5 * gain", "6 * gain")));
    let text = desk.call("compare p.toml more.toml --draws 200000").out;
    let row = text.lines().find(|line| line.trim().starts_with("Municipality")).unwrap();
    assert!(row.contains("60.0k"), "{text}");
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
    assert!(row.ends_with("DKK +3.00"), "{row}");
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
    let rows: Vec<&str> = payers.lines().filter(|line| line.contains("%  ")).collect();
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

/// `[report] perspective` and `--perspective`, which wins, choose whom a report speaks of first; they change no figure.
#[test]
fn a_report_speaks_first_of_whom_the_scenario_or_the_call_names() {
    let desk = Desk::new();
    let doubtful = U_TURN.replace("fixed = 0.3333333333333333", "beta = { mean = 0.333, sd = 0.05 }");
    let spoken =
        doubtful.clone() + "[report]\nperspective = \"municipality\"\nnote = \"Only a draft – *kladde*.\"\n";
    desk.put("plain.toml", &doubtful);
    desk.put("spoken.toml", &spoken);
    for (call, first, heading) in [
        ("plain.toml", "The public money comes back", "NET BENEFIT, PUBLIC"),
        ("spoken.toml", "Københavns Kommune breaks even", "NET BENEFIT, KØBENHAVNS KOMMUNE"),
        ("spoken.toml --perspective state", "Staten pays nothing", "NET BENEFIT, STATEN"),
        (
            "plain.toml --perspective municipality",
            "Københavns Kommune breaks even",
            "NET BENEFIT, KØBENHAVNS KOMMUNE",
        ),
        ("spoken.toml --perspective public", "The public money comes back", "NET BENEFIT, PUBLIC"),
    ] {
        let text = report(&desk, call);
        assert!(text.contains(first) && text.contains(heading), "{call}: {text}");
        assert_eq!(text.contains("Only a draft – *kladde*."), call.starts_with("spoken"), "{call}: {text}");
    }
    // No figure differs.
    let json = |call: &str| desk.call(&format!("run {call} --format json")).exits(0).json()[0].clone();
    let (mut plain, mut said) = (json("plain.toml"), json("spoken.toml"));
    assert_eq!(said["scenario"]["perspective"], "municipality");
    assert_eq!(said["scenario"]["note"], "Only a draft – *kladde*.");
    assert!(plain["scenario"].get("perspective").is_none() && plain["scenario"].get("note").is_none());
    for json in [&mut plain, &mut said] {
        json["scenario"] = serde_json::Value::Null;
        json["explained"] = serde_json::Value::Null;
    }
    assert_eq!(plain, said);
    // Pieces know whom the call wanted to hear first.
    for number in 1..=2 {
        desk.call(&format!("run spoken.toml --perspective state --shard {number}/2 --output part{number}"))
            .exits(0);
    }
    let whole = desk.call("run spoken.toml --perspective state");
    assert_eq!(desk.call("merge part1 part2").out, whole.out);
    // What several scenarios come to is said of each one's own.
    let text = report(&desk, "plain.toml spoken.toml");
    assert!(
        text.contains("BOTH SCENARIOS")
            && text.contains("plain.toml")
            && text.contains(" Københavns Kommune"),
        "{text}"
    );
    // Elsewhere too.
    for command in ["stress --only tornado", "sensitivity", "value"] {
        let text = flat(&desk.call(&format!("{command} spoken.toml")).exits(0).out);
        assert!(text.contains("Københavns Kommune") && text.contains("Only a draft"), "{command}: {text}");
        let text = flat(&desk.call(&format!("{command} spoken.toml --perspective public")).exits(0).out);
        assert!(text.contains("the public"), "{command}: {text}");
    }
    let dear =
        spoken.replace("179_166.66666666666", "200_000").replace("municipality\"\nnote", "state\"\nnote");
    desk.put("dear.toml", &dear);
    for (call, whose) in [
        ("spoken.toml dear.toml", "Net benefit of Københavns Kommune falls by"),
        ("plain.toml dear.toml", "Net benefit of the public falls by"),
        ("plain.toml dear.toml --perspective municipality", "Net benefit of Københavns Kommune falls by"),
    ] {
        let text = flat(&desk.call(&format!("compare {call}")).exits(0).out);
        assert!(text.contains(whose) && text.contains("Only a draft"), "{call}: {text}");
    }
    desk.put("more.toml", &dear);
    let text = flat(&desk.call("compare spoken.toml dear.toml plain.toml").exits(0).out);
    assert!(
        text.contains("RANKING") && text.contains("KØBENHAVNS KOMMUNE, BY MEAN")
            || text.contains("Københavns Kommune, by mean net benefit"),
        "{text}"
    );
    for call in ["run spoken.toml plain.toml", "compare spoken.toml dear.toml", "value spoken.toml"] {
        let refused = desk.call(&format!("{call} --perspective munipality"));
        refused.exits(2);
        assert!(flat(&refused.err).contains("`munipality`"), "{refused:?}");
    }
    let text = flat(&desk.call("explain spoken.toml --draw 3").exits(0).out);
    assert!(text.contains("Reports speak first of Københavns Kommune."), "{text}");
    assert!(text.contains("present value to Københavns Kommune"), "{text}");
    let text = flat(&desk.call("explain plain.toml --draw 3").exits(0).out);
    assert!(text.contains("present value to the public") && !text.contains("speak first"), "{text}");
}

/// 100,000 in 2012 are 125,000 in 2020: of an input, and of all money of a scenario beside another.
#[test]
fn money_of_other_years_is_converted_where_there_is_an_index_and_says_so() {
    let desk = Desk::new();
    let index = "[prices]\nindex = { 2012 = 80, 2020 = 100.0 }\n";
    let now =
        U_TURN.replace("price_year = 2015", "price_year = 2020").replace("179_166.66666666666", "100_000");
    let then = now.replace("price_year = 2020", "price_year = 2012");
    desk.put("plain.toml", &now.replace("fixed = 100_000", "fixed = 125_000"));
    let own = now.replace("fixed = 100_000", "fixed = 100_000\nprice_year = 2012") + index;
    desk.put("own.toml", &own);
    let mean = |call: &str| {
        let json = desk.call(&format!("run {call} --format json")).exits(0).json();
        json[0]["perspectives"]["municipality"]["net_benefit"]["mean"]["value"].as_f64().unwrap()
    };
    assert_eq!(mean("own.toml"), mean("plain.toml"));
    // What is set is in the input's own prices.
    assert_eq!(
        mean("own.toml --set inputs.course_cost.fixed=80_000"),
        mean("plain.toml --set inputs.course_cost.fixed=100_000")
    );
    let text = report(&desk, "own.toml");
    assert!(text.contains("100,000 in 2012 prices = 125,000 in 2020 prices"), "{text}");
    let law = own.replace("fixed = 100_000", "uniform = { min = 80_000, max = 120_000 }");
    desk.put("law.toml", &law);
    let text = report(&desk, "law.toml");
    assert!(text.contains("in 2012 prices · nine times in ten 102k to 148k in 2020 prices"), "{text}");
    let text = flat(&desk.call("explain own.toml").exits(0).out);
    assert!(
        text.contains("`course_cost` is stated in 2012 prices and counts 1.25 times in 2020 prices."),
        "{text}"
    );
    let stressed = desk.call("stress law.toml --only tornado --format json").exits(0).json();
    let row =
        stressed["tornado"].as_array().unwrap().iter().find(|row| row["input"] == "course_cost").unwrap();
    assert_eq!(row["low"]["at"], 84_000.0);

    // A scenario of 2012 beside one of 2020: all its money counts 1.25 times, its people do not.
    let required =
        "[require.worth]\nmetric = \"net_benefit.mean\"\nperspective = \"public\"\nat_least = 3_000_000\n";
    desk.put("base.toml", &(now.clone() + index));
    desk.put("then.toml", &(then.clone() + required));
    desk.put("dear.toml", &now.replace("100_000", "125_000").replace("155_000", "193_750"));
    let pair = |call: &str| desk.call(&format!("compare {call} --format json")).json()["pairs"][0].clone();
    let (restated, dear) = (pair("base.toml then.toml"), pair("base.toml dear.toml"));
    assert_eq!(restated["other"]["price_year"], 2020);
    assert_eq!(restated["other"]["restated"], serde_json::json!({ "price_year": 2012, "factor": 1.25 }));
    for of in ["public", "municipality", "state"] {
        let near = |path: [&str; 3]| {
            let [a, b] = [&restated, &dear].map(|pair| {
                path.iter().fold(&pair["perspectives"][of], |value, key| &value[*key]).as_f64().unwrap()
            });
            assert!((a - b).abs() <= 1e-9 * b.abs().max(1.0), "{of} {path:?}: {a}, {b}");
        };
        near(["is", "net_benefit", "value"]);
        near(["is", "peak_funding_need", "value"]);
        near(["is", "probability_break_even", "value"]);
    }
    assert_eq!(
        restated["gates"][0]["threshold"]["bound"]
            .as_f64()
            .or(restated["gates"][0]["threshold"]["at_least"].as_f64()),
        Some(3_750_000.0),
        "{}",
        restated["gates"][0]
    );
    let codes: Vec<&str> =
        restated["warnings"].as_array().unwrap().iter().map(|w| w["code"].as_str().unwrap()).collect();
    assert!(codes.contains(&"restated-prices"), "{codes:?}");
    for format in ["text", "markdown"] {
        let text = flat(&desk.call(&format!("compare base.toml then.toml --format {format}")).out);
        assert!(text.contains("the other is in 2012 prices"), "{text}");
    }
    // Without an index in the base, or without a year in it, they cannot be compared.
    for base in ["plain.toml", "short.toml"] {
        desk.put("short.toml", &(now.clone() + "[prices]\nindex = { 2015 = 80, 2020 = 100.0 }\n"));
        let refused = desk.call(&format!("compare {base} then.toml"));
        refused.exits(3);
        assert!(refused.err.contains("price year"), "{refused:?}");
    }
}

/// What has a label is called by it in every report; lists are in the order of the file; JSON keeps names and holds the labels.
#[test]
fn labels_are_said_everywhere_and_lists_follow_the_file() {
    let desk = Desk::new();
    let labelled = U_TURN
        .replace(
            "fixed = 0.3333333333333333",
            "label = \"Andel, der lykkes\"\nbeta = { mean = 0.333, sd = 0.05 }",
        )
        .replace(
            "[inputs.saving]\nfixed = 155_000",
            "[inputs.saving]\nlabel = \"Årlig gevinst\"\nlognormal = { mean = 155_000, sd = 20_000 }",
        )
        .replace("[outcomes.turned_around]", "[outcomes.turned_around]\nlabel = \"På ret køl\"")
        .replace("[costs.treatment]", "[costs.treatment]\nlabel = \"Forløb | U-turn\"")
        .replace("[effects.public_saving]", "[effects.public_saving]\nlabel = \"Færre udgifter\"")
        .replace(
            "municipality = \"Københavns Kommune\"\nstate = \"Staten\"",
            "state = \"Staten\"\nmunicipality = \"Københavns Kommune\"",
        )
        + "[perspectives.society]\nlabel = \"Hele samfundet\"\npayers = [\"state\"]\ntax_distortion = 0.1\n\
           [effects.a_small_one]\nper = \"programme\"\namount = 1000\nshares = { state = 1 }\n\
           [require.back]\nlabel = \"Pengene igen\"\nmetric = \"probability_break_even\"\nperspective = \"society\"\nat_least = 0.1\n\
           [variants.dear]\nlabel = \"Dyrere\"\ninputs.course_cost.fixed = 200_000\n";
    desk.put("a.toml", &labelled);
    let at = |text: &str, what: &str| text.find(what).unwrap_or_else(|| panic!("no {what} in {text}"));
    for format in ["text", "markdown"] {
        let text = flat(&desk.call(&format!("run a.toml --format {format}")).exits(0).out).replace('\\', "");
        for label in [
            "Andel, der lykkes",
            "Årlig gevinst",
            "Forløb | U-turn",
            "Færre udgifter",
            "Pengene igen",
            "Hele samfundet",
            "A small one",
            "(success_rate) =",
        ] {
            at(&text, label);
        }
        assert!(text.to_lowercase().contains("successes needed: på ret køl"), "{text}");
        // The state stands before the municipality in this file, and the saving before the small one.
        assert!(at(&text, "Færre udgifter") < at(&text, "A small one"), "{text}");
        assert!(at(&text, "(success_rate) =") < text.rfind("course_cost").unwrap(), "{text}");
        let payers = &text[at(&text.to_lowercase(), "who pays, who gains")..];
        assert!(at(payers, "Staten") < at(payers, "Københavns Kommune"), "{payers}");
    }
    let text = flat(&desk.call("compare a.toml --variants --draws 2000").exits(0).out);
    let payers = &text[at(&text, "Break-even and funding")..];
    assert!(at(payers, "Staten") < at(payers, "Københavns Kommune"), "{payers}");
    assert!(at(payers, "Københavns Kommune") < at(payers, "Hele samfundet"), "{payers}");
    let three = labelled
        .replace("state = \"Staten\"", "state = \"Staten\"\nregion = \"Regionen\"")
        .replace("shares = { municipality", "shares = { region = 0.0, municipality");
    desk.put("three.toml", &three);
    let stress = "stress three.toml --only payers --funder state --target 0.9 --draws 2000";
    let text = flat(&desk.call(stress).exits(0).out);
    let payers = &text[at(&text, "WHO SHOULD PAY")..];
    assert!(at(payers, "Regionen") < at(payers, "Københavns Kommune"), "{payers}");
    let json = desk.call("run a.toml --format json").exits(0).json();
    let labels = &json[0]["scenario"]["labels"];
    for (table, name, label) in [
        ("inputs", "success_rate", "Andel, der lykkes"),
        ("inputs", "course_cost", "Course cost"),
        ("outcomes", "turned_around", "På ret køl"),
        ("costs", "treatment", "Forløb | U-turn"),
        ("effects", "a_small_one", "A small one"),
        ("payers", "state", "Staten"),
        ("perspectives", "society", "Hele samfundet"),
        ("perspectives", "public", "Public"),
        ("require", "back", "Pengene igen"),
        ("variants", "dear", "Dyrere"),
    ] {
        assert_eq!(labels[table][name], label, "{table}.{name}");
    }
    assert!(json[0]["outcomes"]["turned_around"].is_object());
    let csv = desk.call("run a.toml --format csv").exits(0).out.clone();
    for (start, label) in [
        ("a.toml,,state,net_benefit.mean,", "Staten"),
        ("a.toml,,society,net_benefit.mean,", "Hele samfundet"),
        ("a.toml,,state,lines.costs.treatment,", "Forløb | U-turn"),
        ("a.toml,,,outcomes.turned_around.with.mean,", "På ret køl"),
    ] {
        let row =
            csv.lines().find(|row| row.starts_with(start)).unwrap_or_else(|| panic!("no {start} in {csv}"));
        assert!(row.ends_with(&format!(",{label}")), "{row}");
    }
    for (call, said) in [
        ("stress a.toml", vec!["Andel, der lykkes", "Årlig gevinst", "Dyrere"]),
        ("sensitivity a.toml", vec!["Andel, der lykkes", "Årlig gevinst"]),
        ("value a.toml", vec!["Andel, der lykkes"]),
        (
            "explain a.toml --draw 2",
            vec![
                "Andel, der lykkes = ",
                "`På ret køl`",
                "`Forløb | U-turn`",
                "`Færre udgifter`",
                "Hele samfundet adds up",
                "`Pengene igen`",
            ],
        ),
        ("run a.toml --variant dear", vec!["variant Dyrere"]),
        ("run a.toml --perspective society", vec!["Hele samfundet"]),
        ("compare a.toml --variants", vec!["Hele samfundet"]),
    ] {
        let text = flat(&desk.call(call).exits(0).out);
        for said in said {
            at(&text, said);
        }
        assert!(!text.contains("success_rate =") && !text.contains("success rate"), "{call}: {text}");
    }
    // Pieces know labels and order.
    for number in 1..=2 {
        desk.call(&format!("run a.toml --shard {number}/2 --output part{number}")).exits(0);
    }
    for format in ["text", "json", "csv"] {
        let whole = desk.call(&format!("run a.toml --format {format}")).out;
        assert_eq!(desk.call(&format!("merge part1 part2 --format {format}")).out, whole, "{format}");
    }
}
