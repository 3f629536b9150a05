//! Warnings about valid scenarios: each is found, and not found in the scenario that heeds it.

use vendepunkt::scenario::{Severity, Warning};

use crate::support::{BASE, Case, add, edit, rendered, snapshot, text};

/// The code, a scenario with the warning, and one that heeds it.
fn cases() -> Vec<(&'static str, Case, Case)> {
    let average = "source = \"an expert\"\nevidence = \"expert\"\naverage_price = true";
    let contains = "source = \"an expert\"\nevidence = \"expert\"\nincludes_relapse = true";
    let saving = "source = \"an expert\"\nevidence = \"expert\"";
    let extra = "[inputs.extra]\nfixed = 3\nsource = \"x\"\nevidence = \"expert\"\n";
    vec![
        (
            "unused-input",
            add("unused-input", extra),
            add("used-input", extra).edit("amount = \"saving\"", "amount = \"saving + extra\""),
        ),
        ("no-source", edit("no-source", "source = \"a study\"\n", ""), text("sourced", BASE)),
        ("no-evidence", edit("no-evidence", "evidence = \"register\"\n", ""), text("evident", BASE)),
        (
            "literal-zero-counterfactual",
            edit("literal-zero", "counterfactual = 0.1", "counterfactual = 0.0"),
            edit("net", "counterfactual = 0.1", "rate_is_net = true"),
        ),
        (
            "before-after-rate",
            edit("before-after", "evidence = \"expert\"", "evidence = \"before-after\"")
                .edit("counterfactual = 0.1", "rate_is_net = true"),
            edit("before-after-compared", "evidence = \"expert\"", "evidence = \"before-after\""),
        ),
        (
            "undiscounted-horizon",
            edit("undiscounted", "rate = 0.035", "rate = 0"),
            edit("short", "rate = 0.035", "rate = 0").edit("horizon = 6", "horizon = 5").edit("to = 6", "to = 5"),
        ),
        (
            "effect-beyond-horizon",
            edit("beyond", "to = 6", "to = 8"),
            edit("later-intakes", "years = { from = 1, to = 6 }\n", "").edit("participants = 24", "intake = [12, 12]"),
        ),
        (
            "relapse-counted-twice",
            edit("twice", saving, contains)
                .edit("pert = { low = 100_000, mode = 129_000, high = 160_000 }\nsource = \"an expert\"\nevidence = \"expert\"", "pert = { low = 100_000, mode = 129_000, high = 160_000 }\nsource = \"an expert\"\nevidence = \"expert\"\nincludes_relapse = true")
                .edit("counterfactual = 0.1", "counterfactual = 0.1\nrelapse = 0.05"),
            edit("once", "counterfactual = 0.1", "counterfactual = 0.1\nrelapse = 0.05"),
        ),
        (
            "average-price-cashable",
            edit("average", saving, average),
            edit("cashable", saving, average).edit("amount = \"saving\"", "amount = \"saving\"\ncashable = 0.6"),
        ),
        (
            "mixed-price-years",
            edit("mixed", saving, "source = \"an expert\"\nevidence = \"expert\"\nprice_year = 2012"),
            edit("same", saving, "source = \"an expert\"\nevidence = \"expert\"\nprice_year = 2015"),
        ),
        (
            "infinite-mean",
            edit("infinite", "pert = { low = 100_000, mode = 129_000, high = 160_000 }", "student_t = { mean = 1, scale = 2, df = 1 }"),
            edit("finite", "pert = { low = 100_000, mode = 129_000, high = 160_000 }", "student_t = { mean = 1, scale = 2, df = 3 }"),
        ),
    ]
    .into_iter()
    .map(|(code, mut with, without)| {
        // The replacement for the saving must hit the saving, not the first input with the same lines.
        if matches!(code, "relapse-counted-twice") {
            with = edit("twice", saving, saving)
                .edit("high = 160_000 }", "high = 160_000 }\nincludes_relapse = true")
                .edit("counterfactual = 0.1", "counterfactual = 0.1\nrelapse = 0.05");
        }
        (code, with, without)
    })
    .collect()
}

#[test]
fn each_is_found_and_can_be_heeded() {
    let mut sections = Vec::new();
    for (code, with, without) in cases() {
        let found = with.valid();
        assert!(found.warnings.iter().any(|w| w.code == code), "{code} is not found in {}", with.name);
        let heeded = without.valid();
        assert!(heeded.warnings.iter().all(|w| w.code != code), "{code} is found in {}", without.name);
        sections.push((code.to_owned(), rendered(&Ok(found))));
    }
    snapshot("warnings.txt", &sections);
}

#[test]
fn all_static_ones_are_tried() {
    let tried: Vec<&str> = cases().iter().map(|(code, ..)| *code).collect();
    assert_eq!(tried, Warning::CODES[..tried.len()]);
    // The other four are about runs.
    assert_eq!(Warning::CODES.len() - tried.len(), 4);
}

#[test]
fn strictness_asks_for_sources() {
    assert!(text("base", BASE).strict().load().is_err(), "the counterfactual is a number");
    let sourced = edit("sourced", "counterfactual = 0.1", "counterfactual = \"base_rate\"")
        .add("[inputs.base_rate]\nfixed = 0.1\nsource = \"x\"\nevidence = \"expert\"\n");
    assert!(sourced.clone().strict().valid().warnings.is_empty());
    for (from, to) in [
        ("source = \"a study\"\n", ""),
        ("evidence = \"register\"\n", ""),
        ("amount = \"saving\"", "amount = 100"),
        ("participants = 24", "participants = 24\ndropout = 0.1"),
        ("rate = \"success_rate\"", "rate = 0.3"),
        ("counterfactual = \"base_rate\"", "counterfactual = \"base_rate\"\nrelapse = 0.1"),
    ] {
        let case = sourced.clone().edit(from, to);
        let lenient = case.clone().valid();
        assert!(lenient.warnings.iter().all(|w| w.severity == Severity::Warning));
        assert!(case.strict().load().is_err(), "{from} -> {to}");
    }
    let formula = sourced
        .edit("counterfactual = \"base_rate\"", "counterfactual = \"derived\"")
        .add("[inputs.derived]\nformula = \"base_rate / 2\"\n");
    formula.strict().valid();
}
