//! Warnings about valid scenarios: each is found, and one step that it asks for makes it go away.

use vendepunkt::scenario::codes::Group;
use vendepunkt::scenario::{Code, Severity};
use vendepunkt::summary::Settings;
use vendepunkt::summary::results::WarningRecord;

use crate::common::results;
use crate::support::{BASE, Case, add, edit, rendered, snapshot, text};

/// A code, a scenario with the warning, and the one step that heeds it.
struct Slip {
    code: &'static str,
    case: Case,
    step: (&'static str, &'static str),
}

fn slip(code: &'static str, case: Case, from: &'static str, to: &'static str) -> Slip {
    Slip { code, case, step: (from, to) }
}

/// Edits about the input `saving`, whose lines follow its family.
const SAVING: &str = "high = 160_000 }";

/// Warnings that reading gives, in the order of [`Code::ALL`].
fn of_scenarios() -> Vec<Slip> {
    let extra = "[inputs.extra]\nfixed = 3\nsource = \"x\"\nevidence = \"expert\"\n";
    let average = "high = 160_000 }\naverage_price = true";
    let contains = "high = 160_000 }\nincludes_relapse = true";
    let old = "high = 160_000 }\nprice_year = 2012";
    let law = "pert = { low = 100_000, mode = 129_000, high = 160_000 }";
    vec![
        slip("unused-input", add("unused", extra), "amount = \"saving\"", "amount = \"saving + extra\""),
        slip(
            "no-source",
            edit("no-source", "source = \"a study\"\n", ""),
            "sd = 0.08 }\n",
            "sd = 0.08 }\nsource = \"a study\"\n",
        ),
        slip(
            "no-evidence",
            edit("no-evidence", "evidence = \"register\"\n", ""),
            "source = \"a register\"\n",
            "source = \"a register\"\nevidence = \"register\"\n",
        ),
        slip(
            "literal-zero-counterfactual",
            edit("literal-zero", "counterfactual = 0.1", "counterfactual = 0.0"),
            "counterfactual = 0.0",
            "rate_is_net = true",
        ),
        slip(
            "before-after-rate",
            edit("before-after", "evidence = \"expert\"", "evidence = \"before-after\"")
                .edit("counterfactual = 0.1", "rate_is_net = true"),
            "rate_is_net = true",
            "counterfactual = 0.1",
        ),
        slip(
            "undiscounted-horizon",
            edit("undiscounted", "rate = 0.035", "rate = 0"),
            "rate = 0\n",
            "rate = 0.01\n",
        ),
        slip("effect-beyond-horizon", edit("beyond", "to = 6", "to = 8"), "horizon = 6", "horizon = 8"),
        slip(
            "relapse-counted-twice",
            edit("twice", SAVING, contains)
                .edit("counterfactual = 0.1", "counterfactual = 0.1\nrelapse = 0.05"),
            "relapse = 0.05",
            "relapse = 0",
        ),
        slip(
            "average-price-cashable",
            edit("average", SAVING, average),
            "amount = \"saving\"",
            "amount = \"saving\"\ncashable = 0.6",
        ),
        slip("mixed-price-years", edit("mixed", SAVING, old), "price_year = 2012", "price_year = 2015"),
        slip(
            "infinite-mean",
            edit("infinite", law, "student_t = { mean = 1, scale = 2, df = 1 }"),
            "df = 1 }",
            "df = 1 }\nmin = 0\nmax = 9",
        ),
    ]
}

/// A warning that a run gives: the scenario, the draws, and the scenario and draws that heed it.
struct Run {
    code: &'static str,
    case: Case,
    draws: u64,
    precision: Option<f64>,
    heeded: Case,
    enough: u64,
}

/// Warnings about runs, in the order of [`Code::ALL`].
fn of_runs() -> Vec<Run> {
    // The probability is near 0.63: half of the interval of 1,000 draws is 0.03.
    let near = add(
        "near",
        "[require.half]\nmetric = \"probability_break_even\"\nperspective = \"public\"\nat_least = 0.63\n",
    );
    // A formula that leaves 0 to 1 where the law lies above 0.62: in one draw in 200.
    let leaves = edit("leaves", "rate = \"success_rate\"", "rate = \"success_rate + 0.37\"");
    let stays = leaves.clone().edit("success_rate + 0.37", "min(success_rate + 0.37, 1)");
    let plain = text("plain", BASE);
    vec![
        Run {
            code: "requirement-inside-error",
            heeded: near.clone().edit("at_least = 0.63", "at_least = 0.01"),
            case: near,
            draws: 1000,
            precision: None,
            enough: 1000,
        },
        Run {
            code: "too-few-draws",
            heeded: plain.clone(),
            case: plain.clone(),
            draws: 1000,
            precision: None,
            enough: 100_000,
        },
        Run {
            code: "rates-clamped",
            heeded: stays,
            case: leaves,
            draws: 10_000,
            precision: None,
            enough: 10_000,
        },
        // Looked at after 16,384 and 32,768 draws; the second look finds what the first misses.
        Run {
            code: "precision-cap",
            heeded: plain.clone(),
            case: plain,
            draws: 20_000,
            precision: Some(0.01),
            enough: 100_000,
        },
    ]
}

fn warnings(case: &Case, draws: u64, precision: Option<f64>) -> Vec<WarningRecord> {
    let settings = Settings { draws, precision, ..Settings::default() };
    results(&case.valid(), &settings).warnings
}

#[test]
fn each_is_found_and_one_step_heeds_it() {
    let mut sections = Vec::new();
    for Slip { code, case, step: (from, to) } in of_scenarios() {
        let found = case.valid();
        assert!(found.warnings.iter().any(|w| w.code == code), "{code} is not found in {}", case.name);
        let heeded = case.edit(from, to).valid();
        assert!(heeded.warnings.is_empty(), "{code}: {}", rendered(&Ok(heeded)));
        sections.push((code.to_owned(), rendered(&Ok(found))));
    }
    for Run { code, case, draws, precision, heeded, enough } in of_runs() {
        let found = warnings(&case, draws, precision);
        let found = found.iter().find(|w| w.code == code);
        let found = found.unwrap_or_else(|| panic!("{code} is not found in {}", case.name));
        let left = warnings(&heeded, enough, precision);
        assert!(left.iter().all(|w| w.code != code), "{code} is found in {}: {left:?}", heeded.name);
        sections.push((code.to_owned(), format!("{}\n= help: {}", found.message, found.help)));
    }
    snapshot("warnings.txt", &sections);
}

/// Some things look like a slip and are none.
#[test]
fn what_is_no_slip_is_not_warned_of() {
    for case in [
        // A comparison group makes a before-after rate a rate.
        edit("compared", "evidence = \"expert\"", "evidence = \"before-after\""),
        edit("short", "rate = 0.035", "rate = 0").edit("horizon = 6", "horizon = 5").edit("to = 6", "to = 5"),
        // A default is no statement.
        edit("default-years", "years = { from = 1, to = 6 }\n", "")
            .edit("participants = 24", "intake = [12, 12]"),
        edit("relapse", "counterfactual = 0.1", "counterfactual = 0.1\nrelapse = 0.05"),
    ] {
        let loaded = case.valid();
        assert!(loaded.warnings.is_empty(), "{}: {}", case.name, rendered(&Ok(loaded)));
    }
}

#[test]
fn all_are_tried() {
    let tried = of_scenarios()
        .iter()
        .map(|slip| slip.code)
        .chain(of_runs().iter().map(|run| run.code))
        .collect::<Vec<_>>();
    let known: Vec<&str> = Code::ALL
        .iter()
        .filter(|code| matches!(code.group(), Group::ScenarioWarning | Group::RunWarning))
        .map(|code| code.text())
        .collect();
    assert_eq!(tried, known);
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
