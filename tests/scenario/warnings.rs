//! Warnings about valid scenarios: each is found, and one step that it asks for makes it go away.

use vendepunkt::scenario::codes::Group;
use vendepunkt::scenario::{Code, Severity};
use vendepunkt::summary::Settings;
use vendepunkt::summary::results::WarningRecord;

use crate::common::results;
use crate::support::{BASE, Case, add, edit, moving, rendered, snapshot, text};

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

/// A second outcome with an effect.
const HALF_WAY: &str = r#"[outcomes.half_way]
rate = 0.3
counterfactual = 0.2

[effects.half]
outcome = "half_way"
amount = "saving / 2"
shares = { state = 1.0 }
"#;

/// The base with a requirement of the public payers.
fn requiring(name: &'static str, metric: &str, bound: &str) -> Case {
    add(name, &format!("[require.a]\nmetric = \"{metric}\"\nperspective = \"public\"\n{bound}\n"))
}

/// An input of the base with a source, and what else it says.
fn input(name: &str, says: &str) -> String {
    format!("[inputs.{name}]\n{says}\nsource = \"x\"\nevidence = \"expert\"\n")
}

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
            "unreachable-state",
            moving("unreachable", "[states.dead]", "[states.street]\n\n[states.dead]"),
            "[states.street]\n",
            "[states.street]\nstock = 3\n",
        ),
        slip(
            "no-difference",
            moving(
                "no-difference",
                "with = { home = \"faster\" }",
                "with = { dead = \"moves.dead\" }\n# faster",
            )
            .edit("amount = \"support\"", "amount = \"support * faster\""),
            "with = { dead = \"moves.dead\" }",
            "with = { home = \"faster\" }",
        ),
        slip(
            "literal-zero-row",
            moving("from-nothing", "without = \"moves\"", "without = { dead = \"moves.dead\" }"),
            "without = { dead = \"moves.dead\" }",
            "without = { dead = \"moves.dead\", home = \"moves.home\" }",
        ),
        slip(
            "uncounted-state",
            moving(
                "uncounted",
                "per = \"person_year\"\nstates = [\"home\"]",
                "per = \"move\"\nleaving = [\"shelter\"]",
            )
            .edit("leaving = [\"home\"]\n", ""),
            "leaving = [\"shelter\"]",
            "leaving = [\"shelter\"]\nentering = [\"home\"]",
        ),
        slip(
            "never-left",
            moving(
                "never-left",
                "[transitions.home]\nwithout = [{ from = 0, row = { shelter = \"back\" } }, { from = 3, row = { shelter = \"back / 2\" } }]\n",
                "",
            )
            .edit("amount = \"support\"", "amount = \"support * (1 + back)\""),
            "[transitions.start]",
            "[transitions.home]\nwithout = {}\n\n[transitions.start]",
        ),
        slip(
            "late-step",
            moving("late-step", "{ from = 3, row", "{ from = 7, row"),
            "{ from = 7, row",
            "{ from = 6, row",
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
        slip(
            "thousands-point",
            edit("thousands", "mean = 179_167, sd = 18_000", "mean = 179.167, sd = 18.000"),
            "mean = 179.167, sd = 18.000",
            "mean = 179_167, sd = 18_000",
        ),
        slip(
            "negative-cost",
            edit("negative", "lognormal = { mean = 179_167, sd = 18_000 }", "fixed = -179_167"),
            "fixed = -179_167",
            "fixed = 179_167",
        ),
        slip("steep-rate", edit("steep", "rate = 0.035", "rate = 3.5"), "rate = 3.5", "rate = 0.035"),
        slip("wide-amount", edit("wide", "sd = 18_000", "sd = 180_000"), "sd = 180_000", "sd = 18_000"),
        slip(
            "cases-as-doubt",
            edit(
                "cases",
                "pert = { low = 100_000, mode = 129_000, high = 160_000 }",
                "empirical = { values = [1, 2, 3, 4, 5] }",
            ),
            "4, 5] }",
            "4, 5] }\nvaries = \"person\"",
        ),
        slip(
            "total-per-person",
            edit("total", "source = \"a register\"", "unit = \"DKK in all\"\nsource = \"a register\""),
            "amount = \"course_cost\"",
            "amount = \"course_cost / 24\"",
        ),
        slip(
            "effect-ends-early",
            edit("early", "horizon = 6", "horizon = 10"),
            "horizon = 10",
            "horizon = 6",
        ),
        slip(
            "exclusive-effects",
            edit("two", "counterfactual = 0.1", "counterfactual = 0.1\nexclusive = true").add(HALF_WAY),
            "counterfactual = 0.2",
            "counterfactual = 0.2\nexclusive = true",
        ),
        slip(
            "idle-requirement",
            requiring("idle", "probability_break_even", "at_least = 0.0"),
            "at_least = 0.0",
            "at_least = 0.5",
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
    let amount = |name: &'static str, law: &str| {
        let input = format!("[inputs.{name}]\n{law}\nsource = \"x\"\nevidence = \"expert\"\n");
        edit(name, "amount = \"saving\"", &format!("amount = \"{name}\"")).add(&input)
    };
    // One draw in 1,000: four of 4,096.
    let rare = amount("rare", "discrete = { values = [0, 1e7], weights = [0.999, 0.001] }");
    // More than there are.
    let fee = add(
        "unseen",
        "[payments.fee]\nfrom = \"state\"\nto = \"municipality\"\nyears = 2\namount = \"if(additional.turned_around > 24, 500_000, 0)\"\n",
    );
    let heavy = amount("heavy", "student_t = { mean = 100_000, scale = 10_000, df = 2.5 }");
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
            code: "few-draws-decide",
            heeded: rare.clone(),
            case: rare,
            draws: 4096,
            precision: None,
            enough: 100_000,
        },
        Run {
            code: "no-finite-error",
            heeded: heavy.clone().edit("df = 2.5", "df = 5"),
            case: heavy,
            draws: 10_000,
            precision: None,
            enough: 10_000,
        },
        Run {
            code: "rates-clamped",
            heeded: stays,
            case: leaves,
            draws: 10_000,
            precision: None,
            enough: 10_000,
        },
        Run {
            code: "payment-unseen",
            heeded: fee.clone().edit("additional.turned_around > 24", "additional.turned_around > 2"),
            case: fee,
            draws: 1000,
            precision: None,
            enough: 1000,
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
        // Where an intake begins is what it was chosen for.
        moving(
            "begin-at-home",
            "without = { shelter = \"rest\" }",
            "without = { shelter = \"rest\" }\nwith = { home = \"faster\" }",
        ),
        // Who stays in a state that nobody leaves is counted or not.
        moving("nobody-leaves", "with = { home = \"faster\" }", "with = { home = \"faster\", dead = 0 }"),
    ] {
        let loaded = case.valid();
        assert!(loaded.warnings.is_empty(), "{}: {}", case.name, rendered(&Ok(loaded)));
    }
}

/// The same slips by other roads.
#[test]
fn slips_are_found_by_whatever_road_they_come() {
    let cost = "amount = \"course_cost\"";
    let saving = "pert = { low = 100_000, mode = 129_000, high = 160_000 }";
    let unit = "source = \"an expert\"";
    let of_saving = |name, says: &str| edit(name, saving, says);
    let by_rate = |name, key: &str, says: &str| {
        edit(name, "amount = \"saving\"", &format!("amount = \"saving\"\n{key} = \"pace\""))
            .add(&input("pace", says))
    };
    for (code, case) in [
        // States and rows: any step of any row, and what a cost is made of.
        ("before-after-rate", moving("seen-after", "evidence = \"trial\"", "evidence = \"before-after\"")),
        (
            "literal-zero-row",
            moving("stated-zero", "without = \"moves\"", "without = { dead = \"moves.dead\", home = 0 }"),
        ),
        (
            "average-price-cashable",
            moving("average-cost", "high = 600_000 }", "high = 600_000 }\naverage_price = true"),
        ),
        (
            "thousands-point",
            moving("cost", "cost = \"place\"", "cost = 500.000")
                .edit("amount = \"support\"", "amount = \"support + place\""),
        ),
        ("thousands-point", moving("stock", "stock = 60", "stock = 1.000")),
        // Danish thousands: literals, formulas, lists, people, thresholds, `--set`; by unit, use and neighbours.
        ("thousands-point", edit("literal", cost, "amount = 129.000")),
        ("thousands-point", edit("term", cost, "amount = \"course_cost + 129.500\"")),
        ("thousands-point", edit("factor", cost, "amount = \"course_cost + 129.000 * success_rate\"")),
        ("thousands-point", edit("people", "participants = 24", "participants = 1.000")),
        ("thousands-point", edit("intake", "participants = 24", "intake = [24, 1.200]")),
        ("thousands-point", requiring("threshold", "net_benefit.mean", "at_least = 100.000")),
        ("thousands-point", of_saving("use", "fixed = 129.000")),
        ("thousands-point", of_saving("minus", "fixed = -129.000")),
        (
            "thousands-point",
            of_saving("list", "discrete = { values = [100.000, 129.000], weights = [0.5, 0.5] }"),
        ),
        (
            "thousands-point",
            of_saving(
                "part",
                "mixture = { parts = [{ fixed = 129.000 }, { fixed = 3 }], weights = [0.5, 0.5] }",
            ),
        ),
        ("thousands-point", of_saving("cut", "normal = { mean = 129, sd = 10 }\nmin = 100.000")),
        ("thousands-point", of_saving("formula", "formula = \"129.000 * 0.5\"")),
        (
            "thousands-point",
            of_saving("unit", "fixed = 129.000")
                .edit(unit, "unit = \"kr. pr. person\"\nsource = \"x\"")
                .edit("amount = \"saving\"", "amount = \"saving * success_rate\""),
        ),
        (
            "thousands-point",
            of_saving("neighbour", "uniform = { min = 1.000, max = 160_000 }")
                .edit("amount = \"saving\"", "amount = \"saving * success_rate\""),
        ),
        (
            "thousands-point",
            of_saving("column", "empirical = { file = \"thousands.csv\", column = \"saving\" }"),
        ),
        (
            "thousands-point",
            of_saving("column-unit", "empirical = { file = \"thousands.csv\", column = \"saving\" }")
                .edit(unit, "unit = \"kr. pr. person\"\nsource = \"x\"")
                .edit("amount = \"saving\"", "amount = \"saving * success_rate\""),
        ),
        ("thousands-point", edit("set", "horizon = 6", "horizon = 6").set("inputs.saving.fixed=129.000")),
        // Costs below 0 by a literal, a sum, a law.
        ("negative-cost", edit("literal", cost, "amount = -5000")),
        ("negative-cost", edit("sum", cost, "amount = \"min(course_cost, 1) - 2\"")),
        (
            "negative-cost",
            edit("law", "lognormal = { mean = 179_167, sd = 18_000 }", "uniform = { min = -3, max = -1 }"),
        ),
        // Percentages as shares.
        ("steep-rate", edit("fade", "amount = \"saving\"", "amount = \"saving\"\nfade = 0.35")),
        ("steep-rate", edit("growth", "amount = \"saving\"", "amount = \"saving\"\ngrowth = 2")),
        (
            "steep-rate",
            edit("steps", "rate = 0.035", "steps = [{ from = 0, rate = 0.035 }, { from = 3, rate = 2.5 }]"),
        ),
        ("steep-rate", by_rate("input", "growth", "fixed = 2\nunit = \"per cent per year\"")),
        ("steep-rate", by_rate("law", "fade", "uniform = { min = 0.3, max = 0.5 }")),
        ("steep-rate", edit("formula", "rate = 0.035", "rate = \"3.5 + max(0, success_rate)\"")),
        // Spread: a gamma, a normal cut off at 0, a part of a mixture.
        ("wide-amount", of_saving("gamma", "gamma = { mean = 100_000, sd = 120_000 }")),
        ("wide-amount", of_saving("cut", "normal = { mean = 100_000, sd = 120_000 }\nmin = 0")),
        (
            "wide-amount",
            of_saving(
                "part",
                "mixture = { parts = [{ gamma = { mean = 1, sd = 2 } }, { fixed = 3 }], weights = [0.5, 0.5] }",
            ),
        ),
        // Totals of effects, of inputs behind formulas, by number.
        ("total-per-person", of_saving("effect", "fixed = 1\nunit = \"DKK, total\"")),
        (
            "total-per-person",
            of_saving("behind", "formula = \"all - 3\"")
                .add(&input("all", "fixed = 9\nunit = \"kr. i alt\"")),
        ),
        ("total-per-person", of_saving("number", "fixed = 1\nunit = \"DKK for 24 courses\"")),
        // A horizon that was raised by an override.
        ("effect-ends-early", edit("set", "horizon = 6", "horizon = 6").set("horizon=10")),
        // Thresholds that cannot be missed, or met.
        ("idle-requirement", requiring("most", "probability_loss", "at_most = 1")),
        ("idle-requirement", requiring("spread", "net_benefit.sd", "at_least = 0")),
        ("idle-requirement", requiring("year", "break_even_year.median", "at_least = 20")),
    ] {
        let name = case.name;
        // Some are refused besides, as 1.2 people are.
        let said = rendered(&case.load());
        assert!(said.contains(&format!("warning[{code}]")), "{name}: {code}: {said}");
    }
    let column = of_saving("column", "empirical = { file = \"thousands.csv\", column = \"saving\" }").valid();
    assert!(rendered(&Ok(column)).contains("write 129000 for thousands, or 129.0 if it is 129"));
    // A law that cannot be is explained by the number that is not what it looks like.
    let invalid = edit("mode", "mode = 129_000", "mode = 129.000").invalid();
    assert!(rendered(&Err(invalid)).contains("`129.000` in `inputs.saving.pert.mode` is 129"));
}

/// What is written plainly is not asked about again, and what looks alike is no slip.
#[test]
fn what_is_said_plainly_is_not_warned_of() {
    let cost = "amount = \"course_cost\"";
    let saving = "pert = { low = 100_000, mode = 129_000, high = 160_000 }";
    let of_saving = |name, says: &str| edit(name, saving, says);
    let by_rate = |name, key: &str, says: &str| {
        edit(name, "amount = \"saving\"", &format!("amount = \"saving\"\n{key} = \"pace\""))
            .add(&input("pace", says))
    };
    for case in [
        edit("decimals", cost, "amount = \"course_cost + 129.0 + 129.5\""),
        edit("growth", cost, "amount = \"course_cost * 1.035 / 1.125\""),
        edit("days", cost, "amount = \"course_cost * (1.035 + 30.417)\""),
        edit("shares", "mean = 0.42, sd = 0.08", "mean = 0.425, sd = 0.125"),
        of_saving("millions", "fixed = 1.179\nunit = \"m DKK\"")
            .edit("amount = \"saving\"", "amount = \"saving * 1e6\""),
        of_saving("months", "fixed = 3.125\nunit = \"months per person\"")
            .edit("amount = \"saving\"", "amount = \"saving * 7500\""),
        of_saving("measured", "empirical = { file = \"thousands.csv\", column = \"measured\" }"),
        of_saving("shape", "gamma = { shape = 2.125, scale = 40_000 }"),
        requiring("ratio", "benefit_cost_ratio", "at_least = 1.125"),
        // A minus before an input says that the cost is one less.
        edit("less", cost, "amount = \"-course_cost\""),
        edit("less-times", cost, "amount = \"-course_cost * 2\""),
        edit("either", "lognormal = { mean = 179_167, sd = 18_000 }", "normal = { mean = -3, sd = 9 }"),
        by_rate("fast", "fade", "fixed = 0.35\nunit = \"share lost per year\""),
        by_rate("hurtig", "fade", "fixed = 0.35\nunit = \"andel pr. år\""),
        edit("fifth", "amount = \"saving\"", "amount = \"saving\"\ngrowth = 0.2"),
        of_saving("skewed", "lognormal = { p50 = 2, p95 = 26 }"),
        of_saving("signed", "normal = { mean = 100_000, sd = 120_000 }"),
        of_saving("each", "fixed = 9\nunit = \"DKK per person in all\""),
        edit("fades", "horizon = 6", "horizon = 10")
            .edit("amount = \"saving\"", "amount = \"saving\"\nfade = 0.1"),
        edit("relapses", "horizon = 6", "horizon = 10")
            .edit("counterfactual = 0.1", "counterfactual = 0.1\nrelapse = 0.1"),
        edit("one-carries", "horizon = 6", "horizon = 6")
            .add(HALF_WAY)
            .edit("outcome = \"half_way\"", "per = \"participant\""),
        requiring("sound", "probability_break_even", "at_least = 0.001"),
        requiring("soon", "break_even_year.median", "at_most = 6"),
    ] {
        let loaded = case.valid();
        assert!(loaded.warnings.is_empty(), "{}: {}", case.name, rendered(&Ok(loaded)));
    }
}

/// False alarms on the shipped scenarios and their variants: none.
#[test]
fn shipped_scenarios_have_none_of_the_slips() {
    let slips: Vec<&str> =
        of_scenarios().iter().map(|slip| slip.code).skip_while(|code| *code != "thousands-point").collect();
    assert_eq!(slips.len(), 9);
    let mut looked_at = 0;
    for path in crate::common::shipped_files() {
        let plain = crate::common::load_file(&path, None, &[]);
        let variants = plain.variants.iter().map(|name| crate::common::load_file(&path, Some(name), &[]));
        for loaded in std::iter::once(plain.clone()).chain(variants) {
            looked_at += 1;
            let found: Vec<_> = loaded.warnings.iter().filter(|w| slips.contains(&w.code)).collect();
            assert!(found.is_empty(), "{}: {found:?}", path.display());
        }
    }
    assert!(looked_at > 30, "{looked_at}");
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
        // Of what only `value`, `sensitivity` and `stress` ask; their tests try them.
        .filter(|code| !matches!(code, Code::GroupNotValued | Code::PaymentsNotLinear | Code::PartsLeftOut))
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
    // An amount of 0, as in a year of a list or of one payer, is no figure; one of 1 is.
    let listed = |first: &str| {
        let amounts = format!("amounts = {{ state = [{first}, \"saving\"], region = {first} }}");
        let case =
            sourced.clone().edit("amount = \"saving\"\nyears = { from = 1, to = 6 }", "years = { from = 1 }");
        case.edit("shares = { municipality = 0.45, region = 0.10, state = 0.45 }", &amounts).strict()
    };
    listed("0").valid();
    assert!(listed("1").load().is_err());
    let formula = sourced
        .edit("counterfactual = \"base_rate\"", "counterfactual = \"derived\"")
        .add("[inputs.derived]\nformula = \"base_rate / 2\"\n");
    formula.strict().valid();
}
