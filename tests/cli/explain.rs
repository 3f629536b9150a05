//! `explain`, `new` and `schema`.

use crate::call::Desk;

#[test]
fn explain_says_who_pays_what_follows_and_where_values_came_from() {
    let desk = Desk::new();
    desk.put("dearer.toml", "extends = \"u-turn.toml\"\n[inputs.course_cost]\nfixed = 200_000\n");
    let answer = desk.call("explain dearer.toml --set cohort.participants=30");
    answer.exits(0);
    let text = answer.out.split_whitespace().collect::<Vec<_>>().join(" ");
    for sentence in [
        "30 people enter in year 0.",
        "`turned_around`: 33.3333% (success_rate) of those who start reach it with the intervention, 1 year after entry; without it 0% (without) would.",
        "`treatment` costs DKK 200k (course_cost) for each participant in year 0 from entry, paid by Københavns Kommune.",
        "Københavns Kommune 50% and Staten 50%.",
        "inputs.course_cost.fixed = 200_000 dearer.toml:3, replacing u-turn.toml:",
        "cohort.participants = 30 --set cohort.participants=30",
    ] {
        assert!(text.contains(sentence), "`{sentence}` is not in:\n{text}");
    }
    let danish = desk.call("explain dearer.toml --lang da");
    danish.exits(0);
    assert!(danish.out.contains("24 personer begynder i år 0."), "{}", danish.out);
    desk.call("explain nowhere.toml").exits(3);
}

/// The steps of a draw add up: the numbers on the page are those of the model.
#[test]
fn a_draw_is_walked_step_by_step() {
    let desk = Desk::new();
    let answer = desk.call("explain u-turn.toml --draw 7 --seed 3");
    answer.exits(0);
    let text = answer.out;
    let number = |before: &str, after: &str| -> f64 {
        let rest = text.split(before).nth(1).unwrap_or_else(|| panic!("`{before}` is not in:\n{text}"));
        let word = rest.split(after).next().expect("a split has a first part").trim();
        word.replace(',', "").replace('−', "-").parse().unwrap_or_else(|_| panic!("`{word}` is no number"))
    };
    let more = number("  year 1: ", " more of those");
    let net = number("net benefit of the public: DKK ", "m");
    // Each success saves 155,000 in each of five years; 24 courses cost 4.3 m. The page shows millions.
    let expected = (more * 5.0 * 155_000.0 - 4_300_000.0) / 1e6;
    assert!((net - expected).abs() < 0.006, "{net} {expected}\n{text}");
    // The people come before the money, and the money before what it comes to.
    let walk = text.split("STEP BY STEP").nth(1).expect("the walk has a heading");
    let at = |words: &str| walk.find(words).unwrap_or_else(|| panic!("`{words}` is not in:\n{walk}"));
    assert!(at("success_rate =") < at("people enter") && at("people enter") < at("more of those"));
    assert!(
        at("more of those") < at("year 0: Københavns")
            && at("costs.treatment:") < at("net benefit of the public")
    );
    let danish = desk.call("explain u-turn.toml --draw 7 --seed 3 --lang da").out;
    let shown = format!("{net:.2}").replace('.', ",").replace('-', "−");
    assert!(danish.contains(&format!("nettoresultat for det offentlige: {shown} mio. kr.")), "{danish}");
    // Another draw is another story.
    assert_ne!(desk.call("explain u-turn.toml --draw 8 --seed 3").out, text);
}

#[test]
fn a_new_scenario_is_valid_and_runs_and_nothing_is_overwritten() {
    let desk = Desk::new();
    desk.call("new tidlig-hjælp").exits(0);
    // What `new` writes in the place of a source is no source.
    let check = desk.call("check --strict tidlig-hjælp.toml");
    assert_eq!(check.exits(3).err.matches("[placeholder-source]").count(), 6, "{}", check.err);
    assert_eq!(desk.call("check tidlig-hjælp.toml").exits(0).err, "tidlig-hjælp.toml: valid\n");
    desk.put("sourced.toml", &desk.read("tidlig-hjælp.toml").replace("\"replace: ", "\"made up: "));
    desk.call("check --strict sourced.toml").exits(0);
    let answer = desk.call("run tidlig-hjælp.toml --draws 1000 --format json");
    answer.exits(0);
    assert_eq!(answer.json()[0]["scenario"]["title"], "tidlig-hjælp");
    let before = std::fs::read(desk.path("u-turn.toml")).expect("the file is there");
    desk.call("new u-turn").exits(1);
    assert_eq!(std::fs::read(desk.path("u-turn.toml")).expect("the file is there"), before);
    desk.call("new nowhere/x").exits(1);
}

#[test]
fn a_new_pathway_is_valid_and_strict_but_for_its_sources() {
    let desk = Desk::new();
    desk.call("new flow --pathway").exits(0);
    let check = desk.call("check --strict flow.toml");
    assert_eq!(check.exits(3).err.matches("[placeholder-source]").count(), 11, "{}", check.err);
    assert_eq!(desk.call("check flow.toml").exits(0).err, "flow.toml: valid\n");
    desk.put("sourced.toml", &desk.read("flow.toml").replace("\"replace: ", "\"made up: "));
    desk.call("check --strict sourced.toml").exits(0);
}

#[test]
fn the_committed_schema_is_the_one_that_is_printed() {
    let committed = concat!(env!("CARGO_MANIFEST_DIR"), "/schemas/scenario.schema.json");
    let committed = std::fs::read_to_string(committed).expect("the schema is committed");
    assert_eq!(Desk::new().call("schema").out, committed);
}

/// Sentences carry the numbers of the inputs that they name, and a formula those of the inputs it rests on.
#[test]
fn sentences_say_what_their_inputs_come_to() {
    let desk = Desk::new();
    desk.put(
        "doubt.toml",
        "extends = \"u-turn.toml\"\n[inputs.course_cost]\nlognormal = { p5 = 150_000, p95 = 210_000 }\n[inputs.overhead]\nfixed = 0.1\n\
         [inputs.price]\nformula = \"course_cost * (1 + overhead)\"\n[costs.treatment]\namount = \"price\"\n[effects.public_saving]\namount = \"course_cost\"\n",
    );
    let said = |call: &str| desk.call(call).exits(0).out.split_whitespace().collect::<Vec<_>>().join(" ");
    let english = said("explain doubt.toml");
    for sentence in [
        "`treatment` costs price (course_cost 178k, nine times in ten 150k–210k; overhead 0.1) for each participant",
        "`public_saving` brings DKK 178k (course_cost; nine times in ten 150k–210k) a year",
    ] {
        assert!(english.contains(sentence), "`{sentence}` is not in:\n{english}");
    }
    let danish = said("explain doubt.toml --lang da");
    let sentence =
        "`public_saving` giver 178.000 kr. (course_cost; ni ud af ti gange 150.000–210.000) om året";
    assert!(danish.contains(sentence), "`{sentence}` is not in:\n{danish}");
}

/// A part of a whole is named in formulas, shown in a draw, and a column of its own; as one number it is refused.
#[test]
fn parts_of_one_whole_are_said_by_their_names() {
    let desk = Desk::new();
    let text = "format = 1\ntitle = \"Moves\"\ncurrency = \"DKK\"\nprice_year = 2020\nhorizon = 2\n[discount]\nrate = 0.03\n\
        [payers]\ncity = \"City\"\n[inputs.moves]\nlabel = \"Moves in a year\"\n\
        dirichlet = { counts = { temporary = 55, own_home = 16, dead = 1 } }\nunit = \"share a year\"\nsource = \"a count\"\n\
        evidence = \"register\"\n[cohort]\nparticipants = 20\n[outcomes.home]\nrate = \"min(0.9, moves.own_home * 2)\"\n\
        counterfactual = \"moves.own_home\"\n[effects.home]\noutcome = \"home\"\namount = 1000\nshares = { city = 1 }\n\
        [costs.team]\nper = \"programme\"\namount = 1500\npaid_by = { city = 1 }\n";
    desk.put("moves.toml", text);
    let flat = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let answer = desk.call("explain moves.toml --draw 3");
    answer.exits(0);
    let said = flat(&answer.out);
    for sentence in [
        "several chances that exclude each other and sum to 1 in every draw: moves.dead, moves.own_home and moves.temporary.",
        "min(0.9, moves.own_home × 2)",
        "moves.own_home = 0.",
        "share a year",
    ] {
        assert!(said.contains(sentence), "`{sentence}` is not in:\n{}", answer.out);
    }
    let danish = desk.call("explain moves.toml --lang da");
    danish.exits(0);
    let danish = flat(&danish.out);
    assert!(danish.contains("moves.dead, moves.own_home og moves.temporary."), "{danish}");
    let report = desk.call("run moves.toml --draws 2000");
    report.exits(0);
    let said = flat(&report.out).replace('\u{a0}', " ");
    assert!(
        said.contains(
            "Moves in a year (moves) = dirichlet(counts = { dead = 1, own_home = 16, temporary = 55 })"
        ),
        "{said}"
    );
    assert!(said.contains("nine times in ten dead 0."), "{said}");
    desk.call("run moves.toml --draws 100 --dump draws.csv").exits(0);
    let dumped = desk.read("draws.csv");
    let head = dumped.lines().next().expect("a header");
    assert!(head.contains("inputs.moves.dead,inputs.moves.own_home,inputs.moves.temporary"), "{head}");
    for call in [
        "stress moves.toml --input moves=0:1",
        "stress moves.toml --input moves.own_home=0:1",
        "stress moves.toml --grid moves,discount.rate=0:0.1:3",
    ] {
        let refused = desk.call(call);
        assert!(refused.err.contains("shares one whole with other parts"), "{call}: {}", refused.err);
    }
    let stress = desk.call("stress moves.toml --draws 2000");
    stress.exits(0);
    assert!(flat(&stress.out).contains("parts that share one whole"), "{}", stress.out);
    for call in [
        "value moves.toml --draws 4000",
        "sensitivity moves.toml --draws 4000",
        "run moves.toml --draws 2000 --lang da",
    ] {
        let answer = desk.call(call);
        assert!(answer.err.is_empty() || !answer.err.contains("error"), "{call}: {}", answer.err);
    }
    assert!(flat(&desk.call("value moves.toml --draws 4000").out).contains("Moves in a year"));
    // Its source and its evidence are asked for once, for all of its parts.
    let bare = text.replace("source = \"a count\"\n", "").replace("evidence = \"register\"\n", "");
    desk.put("bare.toml", &bare);
    let strict = desk.call("check bare.toml --strict");
    for code in ["error[no-source]", "error[no-evidence]"] {
        assert_eq!(strict.err.matches(code).count() + strict.out.matches(code).count(), 1, "{}", strict.err);
    }
}
