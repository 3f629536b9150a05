//! What a call changed of a scenario stands in whatever it prints.

use vendepunkt::summary::results::Results;

use crate::call::{Desk, U_TURN};

const SET: &str = "--set inputs.success_rate.fixed=0.9";

/// Text without the breaks of its lines.
fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<&str>>().join(" ")
}

/// The scenario with variants: one with a number alone, one with a number and its source.
fn with_variants() -> String {
    format!(
        "{U_TURN}
[variants.hopeful.inputs]
success_rate = {{ fixed = 0.5 }}
[variants.sourced]
title = \"U-turn, one half\"
inputs.success_rate = {{ fixed = 0.5, source = \"another report\", evidence = \"trial\" }}
[variants.other]
horizon = 6
effects.public_saving.remove = true
effects.gain = {{ outcome = \"turned_around\", amount = \"saving\", shares = {{ state = 1.0 }} }}
"
    )
}

#[test]
fn a_value_that_was_set_stands_below_the_title_of_every_report() {
    let desk = Desk::new();
    desk.put("other.toml", &U_TURN.replace("horizon = 5", "horizon = 4"));
    let told = "inputs.success_rate is fixed = 0.9, was fixed = 0.3333333333333333.";
    for call in ["run u-turn.toml", "stress u-turn.toml"] {
        let text = flat(&desk.call(&format!("{call} {SET}")).exits(0).out);
        assert!(text.contains(&format!("Changed for this run: {told}")), "{text}");
        let markdown = desk.call(&format!("{call} {SET} --format markdown"));
        let markdown = markdown.exits(0).out.replace('\\', "");
        assert!(
            markdown.contains(&format!("**Changed for this run:** **inputs.success_rate**{}", &told[19..])),
            "{markdown}"
        );
        assert!(!desk.call(call).out.contains("Changed"));
    }
    let danish = flat(&desk.call(&format!("explain u-turn.toml --lang da {SET}")).exits(0).out);
    let told_in_danish = "inputs.success_rate: fast(0,9) (før fast(0,3333333333333333)).";
    assert!(danish.contains(&format!("Ændret for denne kørsel: {told_in_danish}")), "{danish}");
    let json = desk.call(&format!("run u-turn.toml {SET} --format json")).exits(0).json();
    let changed = serde_json::json!([{
        "path": "inputs.success_rate", "by": "set", "was": "fixed = 0.3333333333333333", "is": "fixed = 0.9"
    }]);
    assert_eq!(json[0]["scenario"]["changed"], changed);
    let csv = desk.call(&format!("run u-turn.toml {SET} --format csv"));
    let rows: Vec<&str> = csv.exits(0).out.lines().collect();
    assert!(rows[0].ends_with(",hi,changed,label"));
    let cell = format!(",\"{}\",", told.trim_end_matches('.'));
    assert!(rows[1..].iter().all(|row| row.contains(&cell)), "{}", rows[1]);
    let bare = desk.call("run u-turn.toml --format csv").out;
    assert!(bare.lines().skip(1).all(|row| row.split(',').nth(9) == Some("")));
    // A comparison says it for both sides, and a verdict does not pass for one on the files.
    let set = "inputs.success_rate.fixed=0.9";
    for format in ["text", "markdown", "junit", "github", "json"] {
        let answer = desk.call(&format!("compare u-turn.toml other.toml {SET} --format {format}"));
        let said = answer.exits(0).out.replace('\\', "").replace(" = ", "=");
        let needle = if format == "github" { "1 value set by the call" } else { set };
        assert!(said.contains(needle), "{format}: {said}");
    }
}

#[test]
fn results_with_changes_read_back_and_pieces_keep_them() {
    let desk = Desk::new();
    desk.put("v.toml", &with_variants());
    let options = format!("--variant other {SET}");
    let whole = desk.call(&format!("run v.toml {options} --format json"));
    let read: Vec<Results> = serde_json::from_str(&whole.exits(0).out).unwrap();
    let paths: Vec<&str> = read[0].scenario.changed.iter().map(|changed| changed.path.as_str()).collect();
    assert_eq!(paths, ["effects.gain", "effects.public_saving", "horizon", "inputs.success_rate"]);
    assert_eq!(read[0].scenario.outdated, ["inputs.success_rate.evidence", "inputs.success_rate.source"]);
    let again: Vec<Results> = serde_json::from_str(&serde_json::to_string(&read).unwrap()).unwrap();
    assert_eq!(again, read);
    for number in 1..=2 {
        desk.call(&format!("run v.toml {options} --shard {number}/2 --output part{number}")).exits(0);
    }
    for format in ["json", "text", "markdown", "csv"] {
        let whole = desk.call(&format!("run v.toml {options} --format {format}")).out;
        assert_eq!(desk.call(&format!("merge part2 part1 --format {format}")).exits(0).out, whole);
    }
    // The same model by another road is no piece of this run.
    desk.put("v.toml", &with_variants().replace("fixed = 0.3333333333333333", "fixed = 0.9"));
    desk.call("run v.toml --variant other --shard 2/2 --output foreign").exits(0);
    let merged = desk.call("merge part1 foreign");
    assert!(merged.exits(3).err.contains("its list of changed values is"), "{}", merged.err);
    // A stored result is compared as what it is.
    desk.put("stored.json", &whole.out);
    let json = desk.call("compare stored.json v.toml --format json").exits(0).json();
    assert_eq!(json["pairs"][0]["base"]["changed"].as_array().unwrap().len(), 4);
}

#[test]
fn what_a_variant_changed_is_told_apart_from_what_was_set() {
    let desk = Desk::new();
    desk.put("v.toml", &with_variants());
    let text = flat(&desk.call("run v.toml --variant other --set horizon=8").exits(0).out);
    let gone = "effects.public_saving is left out, was { amount = \"saving\", outcome = \"turned_around\", shares = { \
                municipality = 0.5, state = 0.5 } }";
    for said in ["Changed by the variant other: effects.gain is { ", gone, "; horizon is 6, was 5."] {
        assert!(text.contains(said), "{said} in {text}");
    }
    assert!(text.contains("Changed for this run: horizon is 8, was 6."), "{text}");
    let text = flat(&desk.call("run v.toml --variant sourced").exits(0).out);
    let said = "Changed by the variant sourced: inputs.success_rate is fixed = 0.5, was fixed = 0.3333333333333333; and \
                in words inputs.success_rate.evidence, inputs.success_rate.source, title.";
    assert!(text.contains(said), "{text}");
}

#[test]
fn a_source_speaks_for_no_number_but_its_own() {
    let desk = Desk::new();
    desk.put("v.toml", &with_variants());
    let child = "extends = \"v.toml\"\n[inputs.success_rate]\nfixed = 0.5\n";
    desk.put("child.toml", child);
    desk.put(
        "grandchild.toml",
        "extends = \"child.toml\"\n[inputs.success_rate]\nsource = \"a new report\"\n",
    );
    let replaced = "no evidence stated · no source · source of the number that was replaced: expert · Dansk \
                    Socialrådgiverforening";
    for call in [
        "u-turn.toml --set inputs.success_rate.fixed=0.9",
        "u-turn.toml --set inputs.success_rate.min=0.1 --set inputs.success_rate.uniform={min=0,max=1}",
        "v.toml --variant hopeful",
        "child.toml",
        "grandchild.toml --variant hopeful --set inputs.success_rate.fixed=0.2",
    ] {
        let text = flat(&desk.call(&format!("run {call}")).out);
        let replaced = if call.starts_with("grandchild") {
            replaced.replace("Dansk Socialrådgiverforening", "a new report")
        } else {
            replaced.to_owned()
        };
        assert!(text.contains(&replaced), "{call}: {text}");
    }
    // Whoever states a number with its source, in whatever order, or the same number again, is believed.
    for (call, said) in [
        ("u-turn.toml", "expert · Dansk Socialrådgiverforening"),
        ("v.toml --variant sourced", "trial · another report"),
        ("u-turn.toml --set inputs.success_rate.source=new --set inputs.success_rate.fixed=0.9", "new"),
        ("u-turn.toml --set inputs.success_rate.fixed=0.3333333333333333", "expert · Dansk"),
        ("grandchild.toml", "· a new report"),
    ] {
        let text = flat(&desk.call(&format!("run {call}")).out);
        let rate = text.split("success_rate = fixed(").nth(1).unwrap();
        let rate = &rate[..rate.find("without =").unwrap()];
        assert!(rate.contains(said), "{call}: {rate}");
        assert!(!rate.contains("source of the number that was replaced"), "{call}: {rate}");
    }
    // A comparison does not lend the new number the old source either.
    let text = flat(&desk.call("compare v.toml --variants").exits(0).out);
    let said = "(variant hopeful) · source of the number that was replaced: Dansk Socialrådgiverforening";
    assert!(text.contains(said), "{text}");
    assert!(text.contains("(variant sourced) · another report"), "{text}");
}
