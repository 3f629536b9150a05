//! One table over many scenarios and their variants.

use crate::call::{Desk, U_TURN};

fn desk() -> Desk {
    let desk = Desk::new();
    let variants =
        "\n[variants.high]\nlabel = \"High success\"\n[variants.high.inputs.success_rate]\nfixed = 0.5\n";
    desk.put("u-turn.toml", &format!("{U_TURN}{variants}"));
    desk
}

#[test]
fn a_table_has_a_row_for_each_scenario_and_variant_in_each_layout() {
    let desk = desk();
    let call = "run u-turn.toml --all-variants --draws 2000 --format";
    let text = desk.call(&format!("{call} table")).exits(0).out.clone();
    assert!(text.starts_with("2 scenarios and variants"), "{text}");
    assert!(text.contains("u-turn, variant High success") && text.contains("year 4"), "{text}");
    let markdown = desk.call(&format!("{call} table-markdown")).exits(0).out.clone();
    let rows = markdown.lines().filter(|line| line.starts_with("| u-turn")).count();
    assert_eq!(rows, 2, "{markdown}");
    // The ending of the file says the layout.
    for (file, begins) in [
        ("t.md", "# 2 scenarios"),
        ("t.csv", "scenario,variant"),
        ("t.html", "<!DOCTYPE"),
        ("t.txt", "2 scen"),
    ] {
        desk.call(&format!("{call} table -o {file}")).exits(0);
        assert!(desk.read(file).starts_with(begins), "{file}: {}", desk.read(file));
    }
    assert!(desk.call(&format!("{call} table -o t.json")).exits(2).err.contains("add `--format json`"));
}

#[test]
fn a_table_for_spreadsheets_has_the_figures_of_the_results() {
    let desk = desk();
    let call = "run u-turn.toml --all-variants --draws 2000 --format";
    let json = desk.call(&format!("{call} json")).exits(0).json();
    let csv = desk.call(&format!("{call} table-csv --perspective public,municipality")).exits(0).out.clone();
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let heads = reader.headers().expect("there is a head").clone();
    for (row, results) in
        reader.records().map(|row| row.expect("a row")).zip(json.as_array().expect("an array"))
    {
        let cell = |name: &str| {
            row[heads.iter().position(|head| head == name).expect("the column is there")].to_owned()
        };
        for perspective in ["public", "municipality"] {
            let of = &results["perspectives"][perspective];
            for figure in ["mean", "p5", "p95"] {
                let value = of["net_benefit"][figure]["value"].to_string();
                assert_eq!(cell(&format!("{perspective}.net_benefit.{figure}")), value);
            }
            let chance = of["probability_break_even"]["value"].to_string();
            assert_eq!(cell(&format!("{perspective}.probability_break_even")), chance);
        }
    }
    // A slip in any of the names is told, not in the first alone.
    for names in ["public,municipalty", "municipalty,public"] {
        let refused = desk.call(&format!("{call} table --perspective {names}"));
        assert!(refused.exits(2).err.contains("no payer or perspective `municipalty`"), "{}", refused.err);
        assert_eq!(refused.out, "");
    }
    // One report speaks of one first.
    let refused = desk.call("run u-turn.toml --draws 2000 --perspective public,municipality");
    assert!(refused.exits(2).err.contains("several are for --format table"), "{}", refused.err);
}
