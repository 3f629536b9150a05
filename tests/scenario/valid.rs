//! What valid scenarios are read as: defaults, formulas, shipped files, the committed schema and reference.

use std::path::PathBuf;

use vendepunkt::scenario::formula::{BinaryOp, Expr, Function};
use vendepunkt::scenario::formula_parser::parse;
use vendepunkt::scenario::{
    CostPer, Counterfactual, Definition, EffectPer, RateOf, Request, Timing, codes, format, load, schema,
};

use crate::common::{BASE, blessed, shipped_files};
use crate::support::{add, edit, rendered, text};

#[test]
fn defaults_are_those_of_the_format() {
    let scenario = edit("defaults", "years = { from = 1, to = 6 }\n", "")
        .add("[perspectives]\nsociety = { payers = [\"state\", \"citizens\"] }\n")
        .edit(
            "state = \"The State\"",
            "state = \"The State\"\ncitizens = { label = \"Citizens\", public = false }",
        )
        .add("[costs.office]\namount = 1000\nper = \"programme\"\npaid_by = { state = 1 }\n")
        .add("[effects.quiet]\nper = \"participant\"\namount = -5\nshares = { citizens = 1 }\n")
        .edit("participants = 24", "participants = 24\nstart = 2")
        .valid()
        .scenario;
    let zero = Expr::Number(0.0);
    let one = Expr::Number(1.0);
    assert_eq!(scenario.discount.timing, Timing::End);
    assert_eq!(scenario.discount.steps.len(), 1);
    assert_eq!(scenario.discount.steps[0].from, 0);
    let cohort = scenario.cohort.as_ref().expect("there is a cohort");
    assert_eq!((cohort.start, &cohort.dropout.expr, &cohort.dropout_cost_share.expr), (2, &zero, &one));
    let outcome = &scenario.outcomes["turned_around"];
    assert_eq!((outcome.onset, outcome.rate_of.clone(), outcome.icc), (1, RateOf::Participants, 0.0));
    assert_eq!(outcome.relapse.expr, zero);
    assert_eq!(scenario.costs["treatment"].years, (0, 0));
    // Per programme the years are calendar years, so that the default is the year of the first intake.
    assert_eq!(scenario.costs["office"].years, (2, 2));
    let effect = &scenario.effects["public_saving"];
    assert_eq!(effect.years, (1, 6));
    assert_eq!((&effect.fade.expr, &effect.growth.expr, &effect.cashable.expr), (&zero, &zero, &one));
    assert_eq!(effect.shares.len(), 1);
    assert_eq!(effect.shares[0].0, 1);
    assert_eq!(scenario.effects["quiet"].years, (0, 6));
    assert_eq!(scenario.perspectives["public"].payers, ["municipality", "region", "state"]);
    assert_eq!(scenario.perspectives["society"].taxed, ["state"]);
    assert_eq!(scenario.perspectives["society"].tax_distortion.expr, zero);
    assert!(outcome.relapse.place.is_none() && outcome.rate.place.is_some());
}

#[test]
fn everything_that_is_written_arrives() {
    let scenario = text(
        "everything",
        r#"
format = 1
title = "Æblegård"
currency = "DKK"
price_year = 2024
horizon = 40

[discount]
steps = [{ from = 0, rate = 0.035 }, { from = 36, rate = "low_rate" }]
timing = "mid"

[payers]
a = "A"
b = { label = "B", public = false }

[perspectives]
all = { payers = ["a", "b"], tax_distortion = "distortion", taxed = ["a", "b"] }
public = { payers = ["b"] }

[inputs]
low_rate = { fixed = 0.025 }
distortion = { fixed = 0.1 }
caution = { fixed = 0.8 }

[inputs.people]
pert = { low = 10, mode = 20, high = 40 }

[inputs.rate]
beta = { successes = 19, trials = 24 }
optimism = "caution"
includes_relapse = true
price_year = 2020

[inputs.price]
normal = { mean = 10, sd = 2 }
average_price = true
unit = "DKK"

[inputs.total]
formula = "people * price"

[correlations.both]
inputs = ["rate", "price"]
spearman = [[1, 0.5], [0.5, 1]]

[cohort]
intake = ["people", 30]
start = 1
dropout = 0.1
dropout_cost_share = 0.5

[outcomes.good]
rate = "rate"
counterfactual = 0.2
rate_of = "completers"
onset = 0
relapse = 0.05
icc = 0.02

[outcomes.better]
rate = 0.1
rate_is_net = true
rate_of = "completers"
icc = 0.02

[costs.workers]
amount = "price"
per = "caseworker"
caseload = 20
years = { from = 0, to = 3 }
paid_by = { a = 0.25, b = 0.75 }

[costs.course]
amount = 3
per = "completer"
years = 1
paid_by = { a = 1 }

[effects.money]
outcome = "good"
amount = "total"
growth = 0.02
cashable = 0.5
shares = [{ from = 1, shares = { a = 1 } }, { from = 3, shares = { b = 1 } }]

[effects.more]
per = "programme"
amount = 3
fade = 0.1
years = 7
shares = { a = 1 }

[require.soon]
metric = "break_even_year.by_year.3"
perspective = "all"
at_least = 0.5

[require.safe]
metric = "outcomes.good.probability_reaching_it"
perspective = "b"
at_most = 1
"#,
    )
    .valid()
    .scenario;
    assert_eq!(scenario.discount.steps[1].from, 36);
    assert_eq!(scenario.discount.steps[1].rate.expr, Expr::Input("low_rate".into()));
    assert_eq!(scenario.discount.timing, Timing::Mid);
    assert_eq!(scenario.perspectives["public"].payers, ["b"]);
    assert_eq!(scenario.perspectives["all"].taxed, ["a", "b"]);
    let rate = &scenario.inputs["rate"];
    assert_eq!(rate.optimism.as_ref().map(|o| &o.expr), Some(&Expr::Input("caution".into())));
    assert_eq!((rate.includes_relapse, rate.average_price, rate.price_year), (true, false, Some(2020)));
    assert_eq!(rate.written, "beta(successes = 19, trials = 24)");
    assert!(matches!(scenario.inputs["total"].definition, Definition::Formula(Expr::Chain(..))));
    assert_eq!(scenario.correlations["both"].spearman, [[1.0, 0.5], [0.5, 1.0]]);
    assert_eq!(scenario.cohort.as_ref().map(|c| c.intakes.len()), Some(2));
    let good = &scenario.outcomes["good"];
    assert_eq!((good.onset, good.rate_of.clone(), good.icc), (0, RateOf::Completers, 0.02));
    assert!(matches!(scenario.outcomes["better"].counterfactual, Counterfactual::RateIsNet));
    assert!(matches!(scenario.costs["workers"].per, CostPer::Caseworker { .. }));
    assert_eq!(scenario.costs["course"].years, (1, 1));
    let money = &scenario.effects["money"];
    assert_eq!(money.per, EffectPer::Outcome("good".into()));
    assert_eq!(money.years, (0, 40));
    assert_eq!(money.shares.iter().map(|s| s.0).collect::<Vec<_>>(), [1, 3]);
    assert_eq!(scenario.requirements["soon"].metric.as_str(), "break_even_year.by_year.3");
}

#[test]
fn a_matrix_may_be_one_number() {
    let scenario = add(
        "pairs",
        "[correlations.all]\ninputs = [\"saving\", \"course_cost\", \"success_rate\"]\nspearman = -0.3\n",
    )
    .valid()
    .scenario;
    let matrix = &scenario.correlations["all"].spearman;
    assert_eq!(matrix[0], [1.0, -0.3, -0.3]);
    assert_eq!(matrix[2], [-0.3, -0.3, 1.0]);
}

/// Evaluates with every input at 2; the reference for what a formula means.
fn value(expr: &Expr) -> f64 {
    match expr {
        Expr::Number(x) => *x,
        Expr::Input(_) => 2.0,
        Expr::Negate(x) => -value(x),
        Expr::Chain(first, rest) => rest.iter().fold(value(first), |a, (op, b)| {
            let b = value(b);
            match op {
                BinaryOp::Add => a + b,
                BinaryOp::Subtract => a - b,
                BinaryOp::Multiply => a * b,
                BinaryOp::Divide => a / b,
            }
        }),
        Expr::Power(a, b) => value(a).powf(value(b)),
        Expr::If(_) | Expr::Tier(..) | Expr::Known(_) | Expr::Part { .. } => {
            unreachable!("no formula here has one")
        }
        Expr::Call(function, arguments) => {
            let list: Vec<f64> = arguments.iter().map(value).collect();
            match function {
                Function::Min => list.iter().copied().fold(f64::INFINITY, f64::min),
                Function::Max => list.iter().copied().fold(f64::NEG_INFINITY, f64::max),
                Function::Abs => list[0].abs(),
                Function::Exp => list[0].exp(),
                Function::Ln => list[0].ln(),
                Function::Sqrt => list[0].sqrt(),
            }
        }
    }
}

#[test]
fn formulas_mean_what_they_say() {
    let cases = [
        ("1 + 2 * 3", 7.0),
        ("(1 + 2) * 3", 9.0),
        ("8 - 4 - 2", 2.0),
        ("8 / 4 / 2", 1.0),
        ("2 ^ 3 ^ 2", 512.0),
        ("-2 ^ 2", -4.0),
        ("(-2) ^ 2", 4.0),
        ("2 ^ -1", 0.5),
        ("2 ^ -x ^ 2", 0.0625),
        ("--2", 2.0),
        ("2 - -2", 4.0),
        ("2 * -x", -4.0),
        ("-x * 3 + 1", -5.0),
        ("1_000.5e-1 + .5", 100.55),
        ("min(3, x, 5) + max(1, x)", 4.0),
        ("abs(-x) + sqrt(x * 8) + ln(exp(x))", 8.0),
        ("price * (1 + overhead)", 6.0),
        ("  x\t*\n2  ", 4.0),
    ];
    for (text, expected) in cases {
        let formula = parse(text).unwrap_or_else(|e| panic!("{text}: {}", e.message));
        let value = value(&formula.expr);
        assert!((value - expected).abs() < 1e-12, "{text} is {value}, not {expected}");
    }
}

#[test]
fn names_in_formulas_keep_their_places() {
    let formula = parse("savings * (1 + max(a_1, savings))").expect("a formula");
    let names: Vec<_> = formula.names.iter().map(|(name, span)| (name.as_str(), span.start)).collect();
    assert_eq!(names, [("savings", 0), ("a_1", 19), ("savings", 24)]);
    assert_eq!(formula.expr.inputs().into_iter().collect::<Vec<_>>(), ["a_1", "savings"]);
}

#[test]
fn formulas_have_limits() {
    let deep = format!("{}1{}", "(".repeat(4_000), ")".repeat(4_000));
    let minus = format!("{}1", "-".repeat(9_000));
    let powers = vec!["1"; 4_000].join("^");
    let calls = format!("{}1{}", "abs(".repeat(1_500), ")".repeat(1_500));
    for text in [deep, minus, powers, calls] {
        assert!(parse(&text).expect_err("too deep").message.contains("200 levels"));
    }
    let long = "1 + 1 ".repeat(2_000);
    assert!(parse(&long).expect_err("too long").message.contains("10000 characters"));
    // A flat sum has one level, however long; so has a product of sums two.
    for (op, terms) in [("+", 201), ("*", 201), ("-", 5_000)] {
        assert_eq!(parse(&vec!["x"; terms].join(op)).expect("a long chain").expr.depth(), 2, "{op}");
    }
    let product = vec!["(x + x / 2)"; 500].join("*");
    assert_eq!(parse(&product).expect("a long product").expr.depth(), 4);
}

#[test]
fn every_shipped_scenario_loads_in_every_variant() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("scenarios");
    let mut seen = 0;
    for entry in std::fs::read_dir(&folder).expect("there are scenarios").flatten() {
        let path = entry.path();
        if path.extension().is_none_or(|extension| extension != "toml") {
            continue;
        }
        seen += 1;
        let request = Request::path(&path);
        let loaded = load(&request);
        let Ok(loaded) = loaded else { panic!("{}:\n{}", path.display(), rendered(&loaded)) };
        for variant in loaded.variants {
            let request = Request { variant: Some(variant.clone()), ..request.clone() };
            let loaded = load(&request);
            assert!(loaded.is_ok(), "{} ({variant}):\n{}", path.display(), rendered(&loaded));
        }
    }
    assert!(seen >= 3, "{seen} scenarios under {}", folder.display());
}

/// Shipped scenarios, variants and all, and what an editor must underline in them.
#[test]
fn shipped_scenarios_hold_to_the_schema_and_slips_do_not() {
    let (mut schemas, mut compiler) = (boon::Schemas::new(), boon::Compiler::new());
    let schema = serde_json::from_str(&schema::json_schema()).expect("a schema is JSON");
    compiler.add_resource("http://example.org/scenario", schema).expect("a resource");
    let index = compiler.compile("http://example.org/scenario", &mut schemas).expect("the schema is one");
    let object = |text: &str| toml::from_str::<serde_json::Value>(text).expect("it is TOML");
    let texts = shipped_files().into_iter().map(|path| std::fs::read_to_string(path).expect("a text"));
    for text in texts {
        let object = object(&text);
        schemas.validate(&object, index).unwrap_or_else(|error| panic!("{error:#}"));
        let mut slip = object.clone();
        slip["horizn"] = 3.into();
        assert!(schemas.validate(&slip, index).is_err());
    }
    let whole = BASE;
    for (right, wrong) in [
        ("evidence = \"expert\"", "evidence = \"experts\""),
        ("beta = {", "betta = {"),
        ("per = \"participant\"", "per = \"participants\""),
        ("participants = 24", "participants = -1"),
        ("rate = 0.035", "rate = 0.035\ntiming = \"begin\""),
        ("horizon = 6", "horizon = 6.5"),
    ] {
        assert!(whole.contains(right), "{right}");
        schemas.validate(&object(whole), index).unwrap_or_else(|error| panic!("{error:#}"));
        assert!(schemas.validate(&object(&whole.replacen(right, wrong, 1)), index).is_err(), "{wrong}");
    }
}

#[test]
fn the_committed_schema_and_reference_are_those_of_the_key_table() {
    blessed("schemas/scenario.schema.json", &schema::json_schema());
    blessed("docs/format.md", &format::reference());
    blessed("docs/codes.md", &codes::reference());
}
