//! `--set-from`: changes that a file lists.

use crate::call::{Desk, U_TURN};

#[test]
fn a_file_of_changes_is_as_good_as_the_same_set_one_by_one() {
    let desk = Desk::new();
    // As Excel saves the sheet of changes in Danish: what was not changed is an empty row.
    desk.put(
        "changes.csv",
        "\u{feff}key;value\r\n;\r\ninputs.saving.fixed;140000,0000\r\n;\r\ncohort.participants;30,0000\r\n",
    );
    let set = "--set inputs.saving.fixed=140_000 --set cohort.participants=30";
    for command in ["run", "value", "stress", "sensitivity"] {
        let listed =
            desk.call(&format!("{command} u-turn.toml --draws 2000 --format json --set-from changes.csv"));
        let stated = desk.call(&format!("{command} u-turn.toml --draws 2000 --format json {set}"));
        assert!((listed.code, &listed.out) == (stated.code, &stated.out), "{command}: {}", listed.err);
    }
    for call in ["compare u-turn.toml u-turn.toml --draws 2000", "check u-turn.toml", "explain u-turn.toml"] {
        let listed = desk.call(&format!("{call} --set-from changes.csv"));
        let stated = desk.call(&format!("{call} {set}"));
        assert!((listed.code, &listed.out) == (stated.code, &stated.out), "{call}: {}", listed.err);
    }
    desk.put("whole.csv", "key,value\nhorizon,8.0000\n");
    let listed = desk.call("run u-turn.toml --draws 2000 --format json --set-from whole.csv");
    let stated = desk.call("run u-turn.toml --draws 2000 --format json --set horizon=8");
    assert!((listed.code, &listed.out) == (stated.code, &stated.out), "{}", listed.err);
    let report =
        desk.call("run u-turn.toml --draws 2000 --set-from changes.csv --set cohort.participants=40").out;
    let said = report.lines().find(|line| line.contains("Changed for this run")).unwrap_or_default();
    assert!(said.contains("cohort.participants") && said.contains("40"), "{said}");
}

#[test]
fn what_is_wrong_with_a_change_is_said_at_its_place_in_the_file() {
    let desk = Desk::new();
    let told = |text: &str, says: &[&str], code: i32| {
        desk.put("changes.csv", text);
        let answer = desk.call("run u-turn.toml --draws 1000 --set-from changes.csv");
        answer.exits(code);
        for says in says {
            assert!(answer.err.contains(says), "{text:?}: {}", answer.err);
        }
        assert_eq!(answer.out, "");
    };
    told(
        "key;value\n\ninputs.saving.fixed;12,345\n",
        &["changes.csv:3:21:", "write 12345 if these are thousands"],
        2,
    );
    told("key;value\ninputs.saving.fixed;1;2\n", &["changes.csv:2:21:", "3 fields"], 2);
    told("PK\u{3}\u{4}", &["it is a workbook"], 2);
    told("key;value\n;\ninputs.savin.fixed;140000\n", &["changes.csv:3:", "inputs.savin", "saving"], 3);
    told("inputs_saving;many\nhorizon;8\n", &["--> changes.csv:1", "inputs_saving"], 3);
    told("horizon;8\nhorizon;9\n", &["changes.csv:2:1:", "in line 1 already"], 2);
    told("key;value\ninputs.saving.fixed;many\n", &["--> changes.csv:2:21"], 3);
    let answer = desk.call("run u-turn.toml --draws 1000 --set-from none.csv");
    answer.exits(2);
    assert!(
        answer.err.contains("none.csv") && answer.err.contains("there is no such file"),
        "{}",
        answer.err
    );
    desk.put("changes.csv", "inputs.saving.fixed;140000\n");
    let answer = desk.call("run u-turn.toml --draws 1000 --format csv --set-from changes.csv -o changes.csv");
    answer.exits(2);
    assert_eq!(desk.read("changes.csv"), "inputs.saving.fixed;140000\n");
}

/// A workbook says `.fixed` where it has no other key, and that takes away what was in doubt.
#[test]
fn a_file_that_makes_a_doubtful_number_certain_is_told_so() {
    let desk = Desk::new();
    desk.put("doubt.toml", &U_TURN.replace("fixed = 155_000", "uniform = { min = 140_000, max = 160_000 }"));
    desk.put("changes.csv", "key;value\ninputs.saving.fixed;150000\ninputs.success_rate.fixed;0.5\n");
    for command in ["run", "stress --only switching"] {
        let told = desk.call(&format!("{command} doubt.toml --draws 2000 --set-from changes.csv"));
        let says = "changes.csv:2: `inputs.saving` is certain now, and was in doubt (uniform";
        assert_eq!(told.err.matches(says).count(), 1, "{command}: {}", told.err);
        // What was certain before, and what the call sets itself, is nobody's surprise.
        assert!(!told.err.contains("success_rate"), "{command}: {}", told.err);
    }
    let set = desk.call("run doubt.toml --draws 2000 --set inputs.saving.fixed=150000");
    assert!(!set.err.contains("certain now"), "{}", set.err);
}
