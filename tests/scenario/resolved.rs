//! The merged scenario as canonical text.

use crate::support::{BASE, Case, MOVING, add, content, edit, moving, text};

fn round_trip(case: &Case) -> String {
    let first = case.valid();
    let again = text("resolved", &first.resolved).valid();
    assert_eq!(again.resolved, first.resolved, "{}", case.name);
    assert_eq!(again.sha256, first.sha256);
    assert_eq!(content(&again.scenario), content(&first.scenario), "{}", case.name);
    first.resolved
}

#[test]
fn it_reads_back_to_the_same_scenario() {
    let cases = [
        text("plain", BASE),
        edit(
            "steps",
            "rate = 0.035",
            "steps = [{ from = 0, rate = 0.035 }, { from = 5, rate = \"success_rate / 10\" }]",
        ),
        edit(
            "strings",
            "\"A small scenario\"",
            "\"Æ \\\"quoted\\\" \\\\ \\u0007 line\\nbreak, = [x] # {y}\\ttab\"",
        ),
        edit("numbers", "participants = 24", "intake = [24, 2_4, 0x18]")
            .edit("0.035", "3.5e-2")
            .edit("129_000", "1.29e5"),
        add("variant", "[variants.low]\nhorizon = 6\ntitle = \"Low\"\n")
            .variant("low")
            .set("cohort.intake=[1,2]"),
        text("moving", MOVING),
        moving(
            "moving-steps",
            "with = { home = \"faster\" }",
            "with = [{ from_year = 0, row = \"moves\" }, { from_year = 2, row = {} }]",
        ),
        add(
            "perspectives",
            "[perspectives]\nall = { payers = [\"state\", \"region\"], tax_distortion = 0.1 }\n",
        ),
    ];
    for case in &cases {
        round_trip(case);
    }
}

#[test]
fn it_is_the_same_text_however_the_scenario_is_written() {
    let resolved = round_trip(&text("one", BASE));
    let reordered: Vec<&str> = BASE.split("\n\n").collect();
    let (head, tables) = reordered.split_first().expect("a head");
    let mut tables = tables.to_vec();
    tables.reverse();
    let reordered = format!("# A comment.\n{head}\n\n{}\n", tables.join("\n\n# Another.\n"));
    assert_eq!(text("two", &reordered).valid().resolved, resolved);
    assert_eq!(text("crlf", &BASE.replace('\n', "\r\n")).valid().resolved, resolved);
    assert!(resolved.starts_with("format = 1\ncurrency = \"DKK\"\nhorizon = 6\n"));
    assert!(!resolved.contains('#') && !resolved.contains("extends"));
}

#[test]
fn its_hash_is_that_of_the_text() {
    let loaded = text("one", "format = 1\n").load();
    assert!(loaded.is_err());
    let loaded = text("one", BASE).valid();
    // SHA-256 of "abc" is published; the text's own must differ with every change.
    assert_eq!(
        vendepunkt::scenario::resolved::sha256("abc"),
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    );
    assert_ne!(loaded.sha256, edit("two", "0.035", "0.034").valid().sha256);
}
