//! `stress --box`: the corner in which a scenario loses, as a file to run.

use serde_json::Value;

use crate::call::Desk;
use crate::stress::{desk, words};

fn number(json: &Value, path: &str) -> f64 {
    json.pointer(path).and_then(Value::as_f64).unwrap_or_else(|| panic!("no {path} in {json:#}"))
}

/// The share of losses when the file is run is that of the draws inside, and the file says what it is.
fn is_the_density(desk: &Desk, stress: &str, file: &str, more: &str) -> Value {
    let seen = desk.call(&format!("{stress} --only discovery --format json --box {file}")).exits(0).json();
    let run = desk.call(&format!("run {file} {more} --format json --draws 200000"));
    let run: Value = serde_json::from_str(&run.out).expect("it runs");
    let loss = number(&run, "/0/perspectives/public/probability_loss/value");
    let density = number(&seen, "/discovery/density/value");
    let error = number(&seen, "/discovery/density/se")
        .hypot(number(&run, "/0/perspectives/public/probability_loss/se"));
    assert!((loss - density).abs() < 4.0 * error, "{loss} against {density} ± {error}\n{}", desk.read(file));
    seen
}

#[test]
fn the_file_loses_as_often_as_the_draws_inside() {
    let desk = desk();
    let seen = is_the_density(&desk, "stress doubt.toml", "corner.toml", "");
    let text = desk.read("corner.toml");
    assert!(
        text.contains("extends = \"doubt.toml\"") && text.starts_with("# Where U-turn, one third loses.\n"),
        "{text}"
    );
    for (input, bounds) in seen["discovery"]["box"].as_object().expect("bounds") {
        assert!(text.contains(&format!("[inputs.{input}]\n")), "{text}");
        for end in ["min", "max"].into_iter().filter(|end| !bounds[*end].is_null()) {
            let line = format!("{end} = {:?}", number(&bounds[end], "/value"));
            assert!(text.contains(&line), "{line}: {text}");
        }
    }
    // What the call itself sets is not in the file, and said.
    let call = "stress doubt.toml --variant dear --set inputs.saving.fixed=155000";
    let more = "--variant dear --set inputs.saving.fixed=155000";
    is_the_density(&desk, call, "dear.toml", more);
    let text = desk.read("dear.toml");
    assert!(text.contains("with --variant dear --set 'inputs.saving.fixed=155000'"), "{text}");
    // From a folder above, and with an input of single values that leaves one.
    desk.put(
        "below/doubt.toml",
        &desk.read("doubt.toml").replace(
            "pert = { low = 100_000, mode = 129_000, high = 200_000 }",
            "discrete = { values = [80_000, 150_000, 200_000], weights = [0.3, 0.4, 0.3] }",
        ),
    );
    let seen = is_the_density(&desk, "stress below/doubt.toml", "above.toml", "");
    assert!(desk.read("above.toml").contains("extends = \"below/doubt.toml\""));
    assert!(!seen["discovery"]["box"]["saving"].is_null(), "{seen:#}");
}

#[test]
fn the_report_says_when_it_loses() {
    let desk = desk();
    let text = words(&desk.call("stress doubt.toml").exits(0).out);
    for says in [
        "Losses are especially frequent where ",
        " of the draws there, against ",
        " of all losses lie there.",
        "WHEN IT LOSES",
        "VARIANTS",
        "Dear ",
    ] {
        assert!(text.contains(says), "{says}: {text}");
    }
    desk.put(
        "sure.toml",
        &desk.read("doubt.toml").replace("pert = { low = 100_000", "pert = { low = 100_001"),
    );
    let none =
        words(&desk.call("stress sure.toml --set inputs.course_cost.fixed=0 --only discovery").exits(0).out);
    assert!(none.contains("No draw that was searched is a loss"), "{none}");
    let all = words(
        &desk.call("stress sure.toml --set inputs.course_cost.fixed=1e7 --only discovery").exits(0).out,
    );
    assert!(all.contains("Every draw that was searched is a loss"), "{all}");
    // Nothing is left but luck with people.
    let law = "beta = { mean = 0.3, sd = 0.08 }";
    desk.put(
        "luck.toml",
        &desk.read("doubt.toml").replace(law, "uniform = { min = 0.333, max = 0.33300001 }"),
    );
    let set = "--set inputs.course_cost.fixed=179167 --set inputs.saving.fixed=145000";
    let luck = words(&desk.call(&format!("stress luck.toml {set} --only discovery")).exits(0).out);
    assert!(
        luck.contains("No corner of the assumptions explains the losses: luck with 24 people does."),
        "{luck}"
    );
}

#[test]
fn a_file_that_could_not_be_run_is_refused() {
    let desk = desk();
    desk.put("below/doubt.toml", &desk.read("doubt.toml"));
    let text = desk.read("doubt.toml");
    for (call, says) in [
        ("stress doubt.toml --box doubt.toml", "would be overwritten"),
        ("stress doubt.toml --box out.toml -o out.toml", "would be written twice"),
        ("stress doubt.toml --box -", "name a file"),
        ("stress doubt.toml --box corner.txt", "end its name in .toml"),
        ("stress doubt.toml --box nowhere/corner.toml", "create it first"),
        ("stress doubt.toml --box below/corner.toml", "write it beside that, or say --allow-outside"),
        ("stress doubt.toml --only tornado --box corner.toml", "--only leaves out the part `discovery`"),
    ] {
        let answer = desk.call(call);
        assert!(answer.code != Some(0) && answer.err.contains(says), "{call}: {}", answer.err);
        assert_eq!(answer.out, "", "{call}");
    }
    assert_eq!(desk.read("doubt.toml"), text);
    let piped = desk.call_with_input("stress - --box corner.toml", &text);
    assert!(piped.exits(2).err.contains("no file can extend that"), "{}", piped.err);
    // Nothing is written where there is no corner; elsewhere it is allowed if said.
    let none =
        desk.call("stress doubt.toml --set inputs.course_cost.fixed=0 --only discovery --box corner.toml");
    assert!(none.exits(0).err.contains("corner.toml is not written: no corner"), "{}", none.err);
    assert!(!desk.path("corner.toml").exists());
    desk.call("stress doubt.toml --only discovery --allow-outside --box below/corner.toml").exits(0);
    desk.call("run below/corner.toml --allow-outside --draws 1000 --format json").exits(0);
}

/// Variants that are wrong are named with what is wrong, and the rest of the report stands.
#[test]
fn an_invalid_variant_does_not_end_the_test() {
    let desk = desk();
    desk.put(
        "doubt.toml",
        &(desk.read("doubt.toml") + "[variants.wrong]\ninputs.success_rate.fixed = 1.5\n"),
    );
    let answer = desk.call("stress doubt.toml --only variants");
    let text = words(&answer.exits(0).out);
    assert!(text.contains("Variant wrong has no figures: ") && text.contains("Dear −"), "{text}");
    let json = desk.call("stress doubt.toml --only variants --format json").exits(0).json();
    let names: Vec<&Value> =
        json["variants"].as_array().expect("a list").iter().map(|v| &v["name"]).collect();
    assert_eq!(names, ["dear", "wrong"]);
    let compared = desk.call("compare doubt.toml --variants --format json");
    let compared: Value = serde_json::from_str(&compared.out).expect("it compares");
    let pair = compared["pairs"].as_array().expect("pairs").first().expect("a pair").clone();
    let seen = &json["variants"][0]["perspectives"]["public"];
    let change = &pair["perspectives"]["public"];
    for (ours, theirs) in [
        ("/net_benefit/change", "/net_benefit/mean"),
        ("/probability_break_even_change", "/probability_break_even"),
    ] {
        let (ours, theirs) = (seen.pointer(ours), change.pointer(theirs));
        assert!(ours.is_some() && ours == theirs, "{ours:?}\n{theirs:?}\n{change:#}");
    }
    let one = desk.call("stress doubt.toml --variant dear --only variants --format json").exits(0).json();
    assert_eq!(one["variants"], Value::Array(Vec::new()));
}
