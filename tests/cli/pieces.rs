//! Runs in pieces, and the draws in a table.

use crate::call::{Answer, Desk};

#[test]
fn pieces_in_files_merge_into_the_report_of_the_whole_run() {
    let desk = Desk::new();
    desk.put("other.toml", &crate::call::requiring(0.99));
    for number in 1..=3 {
        let call = format!("run u-turn.toml other.toml --shard {number}/3 --output part{number}");
        desk.call(&call).exits(0);
    }
    for format in ["text", "json", "csv", "markdown"] {
        let whole = desk.call(&format!("run u-turn.toml other.toml --format {format}"));
        let merged = desk.call(&format!("merge part3 part1 part2 --format {format}"));
        // A requirement is judged once the run is whole.
        whole.exits(4);
        merged.exits(4);
        assert_eq!(merged.out, whole.out);
    }
}

/// A page shows what is beside the run, too, which no piece holds.
#[test]
fn pieces_merge_into_the_page_of_the_whole_run() {
    let desk = Desk::new();
    desk.put(
        "doubt.toml",
        &crate::call::U_TURN.replace("fixed = 155_000", "normal = { mean = 155_000, sd = 20_000 }"),
    );
    for number in 1..=2 {
        let call = format!("run doubt.toml --shard {number}/2 --output part{number}");
        desk.call(&call).exits(0);
    }
    for language in ["en", "da"] {
        let whole = desk.call(&format!("run doubt.toml --format html --lang {language}"));
        let merged = desk.call(&format!("merge part2 part1 --format html --lang {language}"));
        assert!(whole.exits(0).out.contains("<h2"), "{}", whole.out);
        assert!(merged.exits(0).out == whole.out, "the page of the pieces is another one");
    }
}

#[test]
fn what_does_not_merge_is_named_with_its_file() {
    let desk = Desk::new();
    for number in 1..=3 {
        desk.call(&format!("run u-turn.toml --shard {number}/3 --output part{number}")).exits(0);
    }
    desk.call("run u-turn.toml --shard 2/3 --seed 7 --output foreign").exits(0);
    desk.call("run u-turn.toml u-turn.toml --shard 2/3 --output two").exits(0);
    desk.put("cut", &desk.read("part2")[..900]);
    for (files, error) in [
        ("part1 part3", "u-turn.toml: of 3 pieces 1 is missing: 2/3; make it with `run --shard`"),
        ("part1 part2 part2 part3", "piece 2/3 (part2, part2) was given twice: name each piece once"),
        (
            "part1 foreign part3",
            "piece 2/3 (foreign) is not of this run: its seed is 7, that of the others 1",
        ),
        (
            "part1 two part3",
            "two holds pieces of 2 scenarios, the first file of 1: make all with the same call",
        ),
        ("part1 cut part3", "cut is not a piece of a run: "),
        ("u-turn.toml", "u-turn.toml is not a piece of a run: "),
        ("nowhere", "cannot read nowhere: "),
    ] {
        let answer = desk.call(&format!("merge {files} --output report"));
        answer.exits(3);
        assert!(answer.err.starts_with(&format!("error: {error}")), "{files}: {}", answer.err);
    }
    assert!(!desk.names().contains(&"report".to_owned()));
}

#[test]
fn schedulers_are_told_what_is_missing_and_no_verdict() {
    let desk = Desk::new();
    desk.put("strict.toml", &crate::call::requiring(0.99));
    let with = |call: &str, variables: &[(&str, &str)]| {
        let mut program = desk.program();
        let call = program.args(call.split_whitespace()).envs(variables.iter().copied());
        Answer::of(call.output().expect("it runs"))
    };
    let make = |number: u64| {
        let id = number.to_string();
        let variables = [("SLURM_ARRAY_TASK_ID", id.as_str()), ("JOB_COMPLETION_INDEX", "0")];
        let call = format!("run u-turn.toml strict.toml --draws 20000 --shard env/9 --output part{number}");
        with(&call, &variables).exits(0);
    };
    for number in [1, 2, 4, 5, 6] {
        make(number);
    }
    let missing = desk.call("merge part1 part2 part4 part5 part6 --missing");
    assert_eq!(missing.exits(0).out, "3,7-9\n");
    for number in [3, 7, 8, 9] {
        make(number);
    }
    let all = "merge part1 part2 part3 part4 part5 part6 part7 part8 part9";
    assert_eq!(desk.call(&format!("{all} --missing")).exits(0).out, "\n");
    let whole = desk.call("run u-turn.toml strict.toml --draws 20000 --format json");
    for call in [all.to_owned(), format!("{all} --no-verdict")] {
        let merged = desk.call(&format!("{call} --format json"));
        merged.exits(if call == all { 4 } else { 0 });
        assert_eq!(merged.out, whole.out);
    }
    // Under no scheduler, and under one that does not say of how many.
    let none = desk.call("run u-turn.toml --shard env");
    assert!(none.exits(2).err.contains("SLURM_ARRAY_TASK_ID"), "{}", none.err);
    let open = with("run u-turn.toml --shard env", &[("HQ_TASK_ID", "2")]);
    assert!(open.exits(2).err.contains("write env/N"), "{}", open.err);
}

#[test]
fn options_that_cannot_be_meant_are_refused() {
    let desk = Desk::new();
    for call in [
        "run u-turn.toml --shard 0/3",
        "run u-turn.toml --shard 4/3",
        "run u-turn.toml --shard 1",
        "run u-turn.toml --shard 1/99999999",
        "run u-turn.toml --shard 1/3 --precision 0.01",
        "run u-turn.toml --shard 1/3 --dump draws.csv",
        "run u-turn.toml --draws -5",
        "run u-turn.toml --shard -1/3",
        "run u-turn.toml --precision 0",
        "run u-turn.toml --precision 100%",
        "run u-turn.toml --precision nan",
        "run u-turn.toml --precision 1",
        "run u-turn.toml --sampling halton",
        "run u-turn.toml u-turn.toml --dump draws.csv",
        "run u-turn.toml --dump -",
        "merge",
    ] {
        desk.call(call).exits(2);
    }
    assert_eq!(desk.names(), ["u-turn.toml"]);
}

#[test]
fn what_is_read_is_not_overwritten() {
    let desk = Desk::new();
    desk.call("run u-turn.toml --shard 1/1 --output part").exits(0);
    for (call, file) in [
        ("run u-turn.toml --output u-turn.toml", "u-turn.toml"),
        ("run u-turn.toml --output ./u-turn.toml", "u-turn.toml"),
        ("run . --dump u-turn.toml", "u-turn.toml"),
        ("merge part --output part", "part"),
        ("run u-turn.toml --dump new.csv --output new.csv", "u-turn.toml"),
    ] {
        let before = desk.read(file);
        desk.call(call).exits(2);
        assert_eq!(desk.read(file), before, "{call}");
    }
    assert_eq!(desk.names(), ["part", "u-turn.toml"]);
}

#[test]
fn every_draw_is_a_row_of_the_dump() {
    let desk = Desk::new();
    let report = desk.call("run u-turn.toml --draws 3000 --seed 5");
    let dumped = desk.call("run u-turn.toml --draws 3000 --seed 5 --dump draws.csv --dump-columns *");
    dumped.exits(0);
    assert_eq!(dumped.out, report.out);
    assert_eq!(desk.names(), ["draws.csv", "u-turn.toml"]);
    let table = desk.read("draws.csv");
    let mut lines = table.lines();
    let header: Vec<&str> = lines.next().expect("a header").split(',').collect();
    for column in ["draw", "inputs.saving", "entrants", "perspectives.state.net_benefit"] {
        assert!(header.contains(&column), "{column}");
    }
    let mut rows = 0;
    for (number, line) in lines.enumerate() {
        let cells: Vec<&str> = line.split(',').collect();
        assert_eq!((cells.len(), cells[0]), (header.len(), number.to_string().as_str()));
        rows += 1;
    }
    assert_eq!(rows, 3000);
    // To standard output, while the report goes elsewhere.
    let piped = desk.call("run u-turn.toml --draws 3000 --seed 5 --dump - --output report --dump-columns *");
    piped.exits(0);
    assert_eq!(piped.out, table);
    // What is not said is an assumption and what it comes to; what is said has to be there.
    let header = |columns: &str| {
        let piped = desk.call(&format!("run u-turn.toml --draws 100 --dump - --output report{columns}"));
        piped.exits(0).out.lines().next().expect("a header").to_owned()
    };
    let usual = header("");
    assert!(
        usual.contains(",inputs.saving,") && usual.contains(",perspectives.public.net_benefit,"),
        "{usual}"
    );
    assert!(!usual.contains("expected_net_benefit") && !usual.contains("entrants"), "{usual}");
    assert_eq!(
        header(" --dump-columns entrants,draw,perspectives.*.break_even_year,inputs.s*g"),
        "draw,inputs.saving,entrants,perspectives.municipality.break_even_year,perspectives.public.break_even_year,\
         perspectives.state.break_even_year"
    );
    let gone = desk.call("run u-turn.toml --dump new.csv --dump-columns inputs.savings");
    assert!(gone.exits(2).err.contains("no column of the draws is called `inputs.savings`"), "{}", gone.err);
    assert!(!desk.names().contains(&"new.csv".to_owned()));
    desk.call("run u-turn.toml --dump-columns inputs.saving").exits(2);
}

#[test]
fn a_dump_that_cannot_be_written_is_refused_before_anything_is_run() {
    let desk = Desk::new();
    let answer = desk.call("run u-turn.toml --draws 1e12 --dump nowhere/draws.csv");
    answer.exits(1);
    assert_eq!(
        answer.err,
        "error: cannot write nowhere/draws.csv: the folder nowhere does not exist; create it first\n"
    );
    // An invalid scenario has no draws: an older table stays as it is.
    desk.put("draws.csv", "old");
    desk.call("run missing.toml --dump draws.csv").exits(3);
    assert_eq!(desk.read("draws.csv"), "old");
    assert_eq!(desk.names(), ["draws.csv", "u-turn.toml"]);
}
