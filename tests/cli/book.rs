//! Workbooks, read back by another reader of their format.

use std::path::Path;

use calamine::{Data, Range, Reader, Xlsx, open_workbook};
use serde_json::Value;

use crate::call::Desk;
use crate::common::file;

type Sheet = Range<Data>;

/// The values of a sheet, and its formulas.
fn sheet(path: &Path, name: &str) -> (Sheet, Range<String>) {
    let mut book: Xlsx<_> = open_workbook(path).unwrap();
    (book.worksheet_range(name).unwrap(), book.worksheet_formula(name).unwrap())
}

fn text(sheet: &Sheet, row: u32, column: u32) -> String {
    sheet.get_value((row, column)).map(ToString::to_string).unwrap_or_default()
}

fn number(sheet: &Sheet, row: u32, column: u32) -> f64 {
    match sheet.get_value((row, column)) {
        Some(Data::Float(x)) => *x,
        Some(Data::Int(x)) => *x as f64,
        other => panic!("{other:?} at {row}, {column}"),
    }
}

/// The row whose first cell says this, from some row on.
fn row_of(sheet: &Sheet, label: &str, from: u32) -> u32 {
    let end = sheet.end().unwrap().0;
    (from..=end).find(|row| text(sheet, *row, 0) == label).unwrap_or_else(|| panic!("no row {label}"))
}

fn run(desk: &Desk, arguments: &str) {
    let answer = desk.call(arguments);
    assert!(answer.code != Some(1) && answer.code != Some(2) && answer.code != Some(3), "{answer:?}");
}

#[test]
fn every_figure_of_a_workbook_is_that_of_json() {
    let desk = Desk::new();
    for (name, language, [summary, by_year, requirements, mean]) in [
        ("u-turn", "en", ["Summary", "Payers by year", "Requirements", "Mean"]),
        ("families-alcohol", "da", ["Overblik", "Kasser år for år", "Krav", "Gennemsnit"]),
        ("peterborough", "da", ["Overblik", "Kasser år for år", "Krav", "Gennemsnit"]),
    ] {
        let scenario = file(&format!("scenarios/{name}.toml"));
        let call = format!("run {} --draws 2000", scenario.display());
        run(&desk, &format!("{call} --lang {language} -o r.xlsx"));
        run(&desk, &format!("{call} -o r.json"));
        let json: Value = serde_json::from_str(&desk.read("r.json")).unwrap();
        let results = &json[0];
        let labels = &results["scenario"]["labels"];
        let label = |of: &str| {
            // Who has no name of its own is called as the language does.
            if of == "public" && labels["perspectives"]["public"] == "Public" {
                return if language == "da" { "Det offentlige" } else { "Public" }.to_owned();
            }
            let of = labels["payers"].get(of).or_else(|| labels["perspectives"].get(of));
            of.and_then(Value::as_str).unwrap().to_owned()
        };
        let (sheet_of_figures, _) = sheet(&desk.path("r.xlsx"), summary);
        let first = row_of(&sheet_of_figures, mean, 0);
        let (years, _) = sheet(&desk.path("r.xlsx"), by_year);
        let same = |found: f64, of: &Value, what: &str| {
            assert_eq!(found, of["value"].as_f64().unwrap(), "{name}: {what}");
        };
        for (perspective, of) in results["perspectives"].as_object().unwrap() {
            let label = label(perspective);
            let column = (1..60).find(|column| text(&sheet_of_figures, first - 1, *column) == label);
            let column = column.unwrap_or_else(|| panic!("{name}: no column {label}"));
            let net = &of["net_benefit"];
            let rows = ["mean", "p5", "p10", "p25", "p50", "p75", "p90", "p95", "sd"];
            for (at, figure) in rows.iter().enumerate() {
                same(number(&sheet_of_figures, first + at as u32, column), &net[figure], figure);
            }
            let chance = &of["probability_break_even"];
            same(number(&sheet_of_figures, first + 9, column), chance, "break-even");
            let error = number(&sheet_of_figures, first + 9, column + 1);
            let of_chance =
                |end: &str| (chance[end].as_f64().unwrap() - chance["value"].as_f64().unwrap()).abs();
            assert_eq!(error, of_chance("lo").max(of_chance("hi")), "{name}");
            let base = &results["base_case"]["net_benefit"][perspective];
            assert_eq!(number(&sheet_of_figures, first + 13, column), base.as_f64().unwrap(), "{name}");
            let from = row_of(&years, &label, 0);
            for (year, back) in of["break_even_year"]["by_year"].as_array().unwrap().iter().enumerate() {
                let row = from + year as u32;
                assert_eq!((text(&years, row, 0), number(&years, row, 1)), (label.clone(), year as f64));
                for (at, flow) in
                    ["undiscounted", "cumulative_undiscounted", "cumulative_discounted"].iter().enumerate()
                {
                    same(number(&years, row, 2 + 2 * at as u32), &of["cash_flow"][flow][year], flow);
                }
                same(number(&years, row, 8), back, "back");
            }
        }
        let (verdicts, _) = sheet(&desk.path("r.xlsx"), requirements);
        let required = results["requirements"].as_array().unwrap();
        for requirement in required {
            let label = labels["require"][requirement["name"].as_str().unwrap()].as_str().unwrap();
            same(number(&verdicts, row_of(&verdicts, label, 0), 3), &requirement["estimate"], label);
        }
    }
}

/// The figures of the other sheets do not follow what is changed in the base case.
#[test]
fn the_summary_says_when_numbers_were_changed() {
    let desk = Desk::new();
    run(&desk, "run u-turn.toml --draws 2000 -o r.xlsx");
    let (base, formulas) = sheet(&desk.path("r.xlsx"), "Base case");
    let counted = row_of(&base, "Numbers were changed", 0);
    assert!(formulas.get_value((counted, 1)).unwrap().starts_with("SUMPRODUCT("));
    let (_, formulas) = sheet(&desk.path("r.xlsx"), "Summary");
    let cell = format!("'Base case'!$B${}", counted + 1);
    let says =
        (0..20).filter_map(|row| formulas.get_value((row, 0))).find(|says| says.contains("do not follow"));
    let says = says.expect("a cell says so");
    assert!(says.starts_with(&format!("IF({cell}>0,")) && says.ends_with(",\"\")"), "{says}");
}

#[test]
fn the_sheet_of_assumptions_says_when_money_runs_and_whose_it_is() {
    let desk = Desk::new();
    run(&desk, "run u-turn.toml --draws 2000 --lang da -o r.xlsx");
    let (assumptions, _) = sheet(&desk.path("r.xlsx"), "Forudsætninger");
    let rows = 0..=assumptions.end().unwrap().0;
    for (path, says) in [
        (
            "outcomes.turned_around",
            "Success_rate af deltagerne, without uden indsatsen; nås i år 1 efter start.",
        ),
        ("costs.treatment", "I år 0 efter start; betales af Københavns Kommune."),
        (
            "effects.public_saving",
            "I årene 1 til 5 efter start; tilfalder Københavns Kommune 50 % og Staten 50 %.",
        ),
    ] {
        let row = rows.clone().find(|row| text(&assumptions, *row, 8) == path).unwrap();
        assert_eq!(text(&assumptions, row, 1).replace('\u{a0}', " "), says);
    }
}

/// A scenario with states has a sheet of where people are, whose numbers are those of the results; in the base case what it counts are values.
#[test]
fn where_people_are_is_that_of_json() {
    let desk = Desk::new();
    let call = format!("run {} --draws 2000", file("scenarios/temporary-housing-flow.toml").display());
    run(&desk, &format!("{call} --lang da -o r.xlsx"));
    run(&desk, &format!("{call} -o r.json"));
    let json: Value = serde_json::from_str(&desk.read("r.json")).unwrap();
    let (people, _) = sheet(&desk.path("r.xlsx"), "Hvor borgerne er");
    let states = json[0]["states"].as_object().unwrap();
    let label = |name: &str| json[0]["scenario"]["labels"]["states"][name].as_str().unwrap().to_owned();
    for (name, of) in states {
        let first = row_of(&people, &label(name), 0);
        for (column, figure) in [
            (1, &of["with"]["person_years"]),
            (3, &of["without"]["person_years"]),
            (5, &of["additional"]["person_years"]["mean"]),
            (9, &of["additional"]["person_years"]["p95"]),
        ] {
            assert_eq!(number(&people, first, column), figure["value"].as_f64().unwrap(), "{name}");
        }
        let mut row = first;
        for life in ["with", "without", "additional"] {
            row = row_of(&people, &label(name), row + 1);
            for (year, figure) in of[life]["by_year"].as_array().unwrap().iter().enumerate() {
                let found = number(&people, row, 1 + year as u32);
                assert_eq!(found, figure["value"].as_f64().unwrap(), "{name}, {life}, {year}");
            }
        }
    }
    let (cells, _) = sheet(&desk.path("r.xlsx"), "Grundberegning");
    let notes: Vec<String> = (0..=cells.end().unwrap().0).map(|row| text(&cells, row, 3)).collect();
    let says = |what: &str| notes.iter().filter(|note| note.starts_with(what)).count();
    // What moves people says so, and every line has its person-years or moves as values.
    assert!(says("ændrer intet i dette ark") > 0, "{notes:?}");
    let lines = json[0]["perspectives"]["public"]["arms"]["with"]["lines"].as_object().unwrap().len();
    assert!(lines > 0 && says("en værdi; den følger ikke en ændring") >= lines, "{notes:?}");
}

#[test]
fn the_base_case_in_cells_comes_to_what_the_program_says() {
    let desk = Desk::new();
    run(&desk, &format!("run {} --draws 1000 -o r.xlsx", file("tests/workbook/edges.toml").display()));
    let (live, formulas) = sheet(&desk.path("r.xlsx"), "Base case");
    let mut checked = 0;
    for row in 7..21 {
        assert_eq!(text(&live, row, 3), "agrees", "row {row}: {}", text(&live, row, 0));
        let (here, program) = (number(&live, row, 1), number(&live, row, 2));
        assert!((here - program).abs() <= 1e-9 * program.abs().max(1e9), "{here} against {program}");
        checked += 1;
    }
    assert_eq!(checked, 14, "twelve payers, the public and society");
    // No formula is stored without what it comes to.
    for (row, column, formula) in formulas.used_cells() {
        let (row, column) =
            (row as u32 + formulas.start().unwrap().0, column as u32 + formulas.start().unwrap().1);
        let stored = live.get_value((row, column));
        assert!(
            matches!(stored, Some(Data::Float(_) | Data::Int(_) | Data::String(_))),
            "{formula}: {stored:?}"
        );
    }
}

#[test]
fn text_that_begins_as_a_formula_stays_text() {
    let desk = Desk::new();
    run(&desk, &format!("run {} --draws 1000 -o r.xlsx", file("tests/workbook/edges.toml").display()));
    let mut book: Xlsx<_> = open_workbook(desk.path("r.xlsx")).unwrap();
    let names = book.sheet_names();
    assert_eq!(names.len(), 9);
    for name in &names {
        assert!(
            name.encode_utf16().count() <= 31 && !name.contains(['[', ']', ':', '*', '?', '/', '\\']),
            "{name}"
        );
        let formulas = book.worksheet_formula(name).unwrap();
        let foreign =
            formulas.used_cells().find(|(.., formula)| formula.contains("HYPERLINK") || *formula == "1+1");
        // The summary has one, which says whether numbers were changed.
        let own = match name.as_str() {
            "Base case" | "Changes" => usize::MAX,
            "Summary" => 1,
            _ => 0,
        };
        assert!(foreign.is_none() && formulas.used_cells().count() <= own, "{name}");
    }
    let summary = book.worksheet_range("Summary").unwrap();
    assert!(text(&summary, 0, 0).starts_with("=HYPERLINK(\"x\") & <edges>"), "{}", text(&summary, 0, 0));
    let years = book.worksheet_range("Payers by year").unwrap();
    for payer in ["=1+1", "+payer", "-payer", "@payer", "Payer / with: [every] * sign? \\ that sheets refuse"]
    {
        assert_eq!(number(&years, row_of(&years, payer, 0) + 200, 1), 200.0);
    }
    let assumptions = book.worksheet_range("Assumptions").unwrap();
    let row = row_of(&assumptions, "A", 0);
    let said = (text(&assumptions, row, 5), text(&assumptions, row, 7), text(&assumptions, row, 8));
    assert_eq!(said, ("=unit".to_owned(), "=source".to_owned(), "inputs.a.normal.mean".to_owned()));
    assert_eq!(number(&assumptions, row, 2), -3.0);
}

#[test]
fn draws_of_a_workbook_are_those_of_the_dump() {
    let desk = Desk::new();
    let scenario = file("scenarios/u-turn.toml");
    for sampling in ["random", "sobol"] {
        let call = format!("run {} --draws 4096 --sampling {sampling} --dump d.csv", scenario.display());
        run(&desk, &format!("{call} -o r.xlsx"));
        let (draws, _) = sheet(&desk.path("r.xlsx"), "Draws");
        let dump = desk.read("d.csv");
        let mut lines = dump.lines().map(|line| line.split(',').collect::<Vec<&str>>());
        let header = lines.next().unwrap();
        let place = |name: &str| header.iter().position(|column| *column == name).unwrap();
        let places = [place("draw"), place("inputs.success_rate"), place("perspectives.state.net_benefit")];
        let heading = row_of(&draws, "Draw", 0);
        let column = |label: &str| (0..20).find(|column| text(&draws, heading, *column) == label).unwrap();
        let columns = [0, column("Success rate"), column("Net benefit, The State")];
        for draw in 0..1_000 {
            let dumped = lines.next().unwrap();
            for (place, column) in places.iter().zip(columns) {
                let (dumped, shown) =
                    (dumped[*place].parse::<f64>().unwrap(), number(&draws, heading + 1 + draw, column));
                assert!(
                    (dumped - shown).abs() <= 1e-9 * dumped.abs().max(1.0),
                    "{sampling} {draw}: {dumped} {shown}"
                );
            }
        }
    }
}

#[test]
fn a_workbook_is_the_same_bytes_each_time_and_holds_one_scenario() {
    let desk = Desk::new();
    for name in ["a.xlsx", "b.xlsx"] {
        run(&desk, &format!("run u-turn.toml --draws 1000 -o {name}"));
    }
    let read = |name: &str| std::fs::read(desk.path(name)).unwrap();
    assert_eq!(read("a.xlsx"), read("b.xlsx"));
    desk.put("other.toml", &desk.read("u-turn.toml"));
    for call in [
        "run u-turn.toml other.toml -o c.xlsx",
        "run u-turn.toml --all-variants -o c.xlsx",
        "run . --format xlsx",
    ] {
        let answer = desk.call(call);
        answer.exits(2);
        assert!(answer.err.contains("a workbook holds one scenario"), "{call}: {}", answer.err);
    }
    assert!(!desk.names().contains(&"c.xlsx".to_owned()));
    // A broken scenario leaves what was there.
    desk.put("broken.toml", "format = 1");
    desk.call("run broken.toml -o a.xlsx").exits(3);
    assert_eq!(read("a.xlsx"), read("b.xlsx"));
    let piped =
        desk.program().args(["run", "u-turn.toml", "--draws", "1000", "--format", "xlsx"]).output().unwrap();
    assert_eq!(piped.stdout, read("a.xlsx"), "with the same words in it, but for the command");
}

#[test]
fn a_run_in_pieces_makes_the_same_workbook() {
    let desk = Desk::new();
    for piece in ["1/2", "2/2"] {
        let number = &piece[..1];
        run(&desk, &format!("run u-turn.toml --draws 4096 --shard {piece} -o {number}.json"));
    }
    run(&desk, "merge 1.json 2.json -o merged.xlsx");
    run(&desk, "run u-turn.toml --draws 4096 -o whole.xlsx");
    let read = |name: &str| std::fs::read(desk.path(name)).unwrap();
    assert_eq!(read("merged.xlsx"), read("whole.xlsx"));
}

/// Every estimate's value below a place of a JSON.
fn estimates(json: &Value, all: &mut Vec<f64>) {
    match json {
        Value::Object(fields) => {
            all.extend(fields.get("value").filter(|_| fields.contains_key("se")).and_then(Value::as_f64));
            fields.values().for_each(|value| estimates(value, all));
        }
        Value::Array(items) => items.iter().for_each(|value| estimates(value, all)),
        _ => {}
    }
}

#[test]
fn tables_of_other_reports_are_sheets_with_the_figures_of_json() {
    let desk = Desk::new();
    let scenario = file("scenarios/u-turn.toml").display().to_string();
    let half = file("scenarios/u-turn-half.toml").display().to_string();
    for (call, least) in [
        (format!("stress {scenario} --draws 2000"), 15),
        (format!("value {scenario} --draws 2000"), 2),
        (format!("compare {scenario} {half} --draws 2000"), 8),
        (format!("sensitivity {scenario} --draws 2000"), 2),
    ] {
        run(&desk, &format!("{call} -o r.xlsx"));
        run(&desk, &format!("{call} --lang da -o again.xlsx"));
        run(&desk, &format!("{call} -o r.json"));
        let mut expected = Vec::new();
        estimates(&serde_json::from_str(&desk.read("r.json")).unwrap(), &mut expected);
        let mut book: Xlsx<_> = open_workbook(desk.path("r.xlsx")).unwrap();
        let names = book.sheet_names();
        assert!(names.len() > 1 && names.iter().all(|name| name.encode_utf16().count() <= 31), "{names:?}");
        let mut shown = Vec::new();
        for name in &names {
            let sheet = book.worksheet_range(name).unwrap();
            shown.extend(sheet.used_cells().filter_map(|(.., cell)| match cell {
                Data::Float(x) => Some(*x),
                _ => None,
            }));
        }
        let found = shown.iter().filter(|x| **x != x.trunc() && expected.contains(x)).count();
        assert!(found >= least, "{call}: {found} of {} figures are those of {}", shown.len(), expected.len());
    }
    let answer = desk.call("stress u-turn.toml u-turn.toml --draws 2000 -o r2.xlsx");
    answer.exits(2);
    assert!(answer.err.contains("a workbook holds one scenario"), "{}", answer.err);
}

#[test]
fn workbooks_of_other_reports_have_charts_of_their_own() {
    let desk = Desk::new();
    let [scenario, half] = ["u-turn", "u-turn-half"].map(|name| file(&format!("scenarios/{name}.toml")));
    let (scenario, half) = (scenario.display(), half.display());
    for (call, charts) in [
        (format!("stress {scenario}"), 1),
        (format!("value {scenario}"), 1),
        (format!("sensitivity {scenario}"), 1),
        (format!("compare {scenario} {half}"), 1),
    ] {
        run(&desk, &format!("{call} --draws 2000 -o r.xlsx"));
        let bytes = std::fs::read(desk.path("r.xlsx")).unwrap();
        // Names of parts are stored as they are.
        let is_part = |number: usize| {
            let name = format!("xl/charts/chart{number}.xml");
            bytes.windows(name.len()).any(|part| part == name.as_bytes())
        };
        assert_eq!((1..9).filter(|number| is_part(*number)).count(), charts, "{call}");
    }
}
