//! A walk over the key table: for every key a use that is understood, and one that is refused with its finding.

use std::collections::BTreeSet;

use vendepunkt::distribution::FAMILIES;
use vendepunkt::scenario::keys::{KEYS, REMOVE, Section};
use vendepunkt::scenario::{format, schema};

use crate::support::{Case, MOVING, content, edit, rendered, snapshot, text};

/// A scenario that uses every kind of table.
const FULL: &str = r#"
format = 1
title = "T"
currency = "DKK"
price_year = 2015
horizon = 10

[discount]
steps = [{ from = 0, rate = 0.03 }, { from = 4, rate = 0.02 }]
timing = "end"

[payers]
a = { label = "A", public = true }
b = { label = "B", public = true }

[perspectives.all]
label = "All"
payers = ["a", "b"]
tax_distortion = 0.1
taxed = ["a"]

[inputs.x]
label = "An x"
beta = { mean = 0.4, sd = 0.1 }
unit = "share"
source = "S"
evidence = "trial"
includes_relapse = false
average_price = false
optimism = 0.9

[inputs.v]
gamma = { mean = 3, sd = 2 }
varies = "scenario"
source = "S"
evidence = "trial"

[inputs.y]
beta = { mean = 0.3, sd = 0.1 }
source = "S"
evidence = "trial"

[inputs.z]
fixed = 3
source = "S"
evidence = "trial"

[inputs.f]
formula = "z + 1"

[inputs.d]
dirichlet = { mean = { p = 0.25, q = 0.75 }, n = 10 }
source = "S"
evidence = "trial"

[correlations.c]
inputs = ["x", "y"]
spearman = 0.3

[cohort]
intake = [10, 20]
start = 1
dropout = 0.1
dropout_cost_share = 0.5

[outcomes.o]
label = "An o"
rate = "x"
counterfactual = 0.1
rate_of = "participants"
onset = 1
relapse = 0.0
icc = 0.01

[costs.c]
label = "A c"
amount = 100
per = "caseworker"
caseload = 10
years = { from = 0, to = 1 }
paid_by = { a = 1 }

[effects.e]
label = "An e"
outcome = "o"
amount = 1000
years = { from = 1, to = 5 }
shares = [{ from = 1, shares = { a = 1 } }, { from = 2, shares = { b = 1 } }]
fade = 0.1
growth = 0.01
cashable = 0.9

[payments.p]
label = "A p"
from = "a"
to = "b"
years = 2
amount = "0.5 * saved.a"

[require.r]
label = "An r"
metric = "net_benefit.p5"
perspective = "all"
at_least = 0

[report]
perspective = "all"
note = "N"

[prices]
index = { 2014 = 98.0, 2015 = 100.0 }
"#;

/// One key: a replacement that is understood and changes the scenario, and one that is refused.
struct Row {
    section: Section,
    key: &'static str,
    from: &'static str,
    good: &'static str,
    bad: &'static str,
}

fn row(
    section: Section,
    key: &'static str,
    from: &'static str,
    good: &'static str,
    bad: &'static str,
) -> Row {
    Row { section, key, from, good, bad }
}

#[rustfmt::skip]
fn rows() -> Vec<Row> {
    use Section::*;
    vec![
        row(Scenario, "title", "title = \"T\"", "title = \"U\"", "title = 3"),
        row(Scenario, "currency", "currency = \"DKK\"", "currency = \"SEK\"", "currency = \"\""),
        row(Scenario, "price_year", "price_year = 2015\nhorizon", "price_year = 2016\nhorizon", "price_year = 15\nhorizon"),
        row(Scenario, "horizon", "horizon = 10", "horizon = 11", "horizon = 201"),
        row(Scenario, "report", "note = \"N\"", "note = \"M\"", "notes = \"N\""),
        row(Report, "perspective", "perspective = \"all\"\nnote", "perspective = \"b\"\nnote", "perspective = \"al\"\nnote"),
        row(Report, "note", "note = \"N\"", "note = \"M\"", "note = 3"),
        row(Scenario, "prices", "2014 = 98.0", "2014 = 97.0", "2014 = 0"),
        row(Prices, "index", "2015 = 100.0", "2015 = 100.0, 2016 = 101", "2015 = 100.0, 20165 = 101"),
        row(Scenario, "discount", "timing = \"end\"", "timing = \"mid\"", "timin = \"mid\""),
        row(Scenario, "payers", "a = { label = \"A\", public = true }", "a = \"AA\"", "a = 3"),
        row(Scenario, "perspectives", "[perspectives.all]", "[perspectives.public]\npayers = [\"a\"]\n[perspectives.all]", "[perspectives.all.x]"),
        row(Scenario, "inputs", "[inputs.z]", "[inputs.more]\nfixed = 1\n[inputs.z]", "[[inputs.z]]"),
        row(Scenario, "correlations", "[correlations.c]", "[correlations.d]", "[correlations.D]"),
        row(Scenario, "cohort", "start = 1", "start = 2", "strat = 2"),
        row(Scenario, "outcomes", "[cohort]", "[outcomes.p]\nrate = 0.1\nrate_is_net = true\nicc = 0.01\n[cohort]", "[outcomes.none]\nrate = 0.1\nrate_is_net = true\nicc = 0.01\n[cohort]"),
        row(Scenario, "costs", "[cohort]", "[costs.d]\namount = 1\nper = \"programme\"\npaid_by = { a = 1 }\n[cohort]", "[costs]\nd = 3\n[cohort]"),
        row(Scenario, "effects", "[cohort]", "[effects.d]\namount = 1\nper = \"programme\"\nshares = { a = 1 }\n[cohort]", "[effects.d]\n[cohort]"),
        row(Scenario, "require", "[require.r]", "[require.s]", "[require.exp]"),
        row(Discount, "rate", "steps = [{ from = 0, rate = 0.03 }, { from = 4, rate = 0.02 }]", "rate = \"x / 10\"", "rate = -2"),
        row(Discount, "steps", "{ from = 4, rate = 0.02 }", "{ from = 5, rate = 0.02 }", "{ from = 0, rate = 0.02 }"),
        row(Discount, "timing", "timing = \"end\"", "timing = \"start\"", "timing = \"ende\""),
        row(RateStep, "from", "from = 4", "from = 5", "from = 1.5"),
        row(RateStep, "rate", "rate = 0.02", "rate = 0.01", "rate = true"),
        row(Payer, "label", "label = \"A\"", "label = \"Å\"", "label = [\"A\"]"),
        row(Payer, "public", "\"B\", public = true", "\"B\", public = false", "\"B\", public = 1"),
        row(Perspective, "label", "label = \"All\"", "label = \"Alle\"", "label = 3"),
        row(Input, "label", "label = \"An x\"", "label = \"Et æ\"", "label = \"\""),
        row(Outcome, "label", "label = \"An o\"", "label = \"Et ø\"", "label = [\"An o\"]"),
        row(Cost, "label", "label = \"A c\"", "label = \"Et å\"", "labels = \"A c\""),
        row(Effect, "label", "label = \"An e\"", "label = \"Et é\"", "label = true"),
        row(Requirement, "label", "label = \"An r\"", "label = \"Et ü\"", "label = \" \""),
        row(Perspective, "payers", "payers = [\"a\", \"b\"]", "payers = [\"a\"]", "payers = [\"a\", \"c\"]"),
        row(Perspective, "tax_distortion", "tax_distortion = 0.1", "tax_distortion = \"y\"", "tax_distortion = -0.1"),
        row(Perspective, "taxed", "taxed = [\"a\"]", "taxed = [\"a\", \"b\"]", "taxed = \"a\""),
        row(Input, "fixed", "fixed = 3", "fixed = 4", "fixed = \"4\""),
        row(Input, "formula", "formula = \"z + 1\"", "formula = \"z + 2\"", "formula = \"z +\""),
        row(Input, "dirichlet", "{ mean = { p = 0.25, q = 0.75 }, n = 10 }", "{ alpha = { p = 2.5, q = 7 } }", "3"),
        row(Dirichlet, "counts", "mean = { p = 0.25, q = 0.75 }, n = 10", "counts = { p = 0, q = 3 }", "counts = { p = -1, q = 3 }"),
        row(Dirichlet, "alpha", "mean = { p = 0.25, q = 0.75 }, n = 10", "alpha = { p = 0.5, q = 3 }", "alpha = { p = 0, q = 3 }"),
        row(Dirichlet, "mean", "p = 0.25, q = 0.75", "p = 0.5, q = 0.5", "p = 0.5, q = 0.6"),
        row(Dirichlet, "n", "n = 10 }", "n = 20 }", "n = 0 }"),
        row(Input, "min", "beta = { mean = 0.3, sd = 0.1 }", "beta = { mean = 0.3, sd = 0.1 }\nmin = 0.1", "beta = { mean = 0.3, sd = 0.1 }\nmin = \"0\""),
        row(Input, "max", "beta = { mean = 0.3, sd = 0.1 }", "beta = { mean = 0.3, sd = 0.1 }\nmax = 0.9", "beta = { mean = 0.3, sd = 0.1 }\nmax = []"),
        row(Input, "unit", "unit = \"share\"", "unit = \"chance\"", "unit = 1"),
        row(Input, "source", "source = \"S\"", "source = \"R\"", "source = \"\""),
        row(Input, "evidence", "evidence = \"trial\"", "evidence = \"expert\"", "evidence = \"trail\""),
        row(Input, "price_year", "fixed = 3", "fixed = 3\nprice_year = 2014", "fixed = 3\nprice_year = \"2014\""),
        row(Input, "includes_relapse", "includes_relapse = false", "includes_relapse = true", "includes_relapse = \"true\""),
        row(Input, "varies", "varies = \"scenario\"", "varies = \"person\"", "varies = \"people\""),
        row(Input, "average_price", "average_price = false", "average_price = true", "average_price = 0"),
        row(Input, "optimism", "optimism = 0.9", "optimism = \"z\"", "optimism = \"z * 2\""),
        row(Correlation, "inputs", "inputs = [\"x\", \"y\"]", "inputs = [\"y\", \"x\"]", "inputs = [\"x\", \"z\"]"),
        row(Correlation, "spearman", "spearman = 0.3", "spearman = [[1, 0.4], [0.4, 1]]", "spearman = [[1, 2], [2, 1]]"),
        row(Cohort, "participants", "intake = [10, 20]", "participants = 30", "participants = -1"),
        row(Cohort, "intake", "intake = [10, 20]", "intake = [10, \"z\"]", "intake = 10"),
        row(Cohort, "start", "start = 1", "start = 0", "start = 11"),
        row(Cohort, "dropout", "dropout = 0.1", "dropout = \"y\"", "dropout = 1.01"),
        row(Cohort, "dropout_cost_share", "dropout_cost_share = 0.5", "dropout_cost_share = 1", "dropout_cost_share = 50"),
        row(Outcome, "rate", "rate = \"x\"", "rate = \"y\"", "rate = \"z\""),
        row(Outcome, "counterfactual", "counterfactual = 0.1", "counterfactual = 0.2", "counterfactual = \"x y\""),
        row(Outcome, "rate_is_net", "counterfactual = 0.1", "rate_is_net = true", "rate_is_net = 1"),
        row(Outcome, "rate_of", "rate_of = \"participants\"", "rate_of = \"completers\"", "rate_of = \"all\""),
        row(Outcome, "onset", "onset = 1", "onset = 2", "onset = -1"),
        row(Outcome, "relapse", "relapse = 0.0\nicc = 0.01", "relapse = 0\nicc = 0.02", "relapse = 2\nicc = 0.01"),
        row(Outcome, "icc", "icc = 0.01", "icc = 0", "icc = \"y\""),
        row(Outcome, "events", "relapse = 0.0\nicc = 0.01", "events = true", "icc = 0.01\nevents = true"),
        row(Outcome, "years", "onset = 1\nrelapse = 0.0\nicc = 0.01", "events = true\nyears = { from = 1, to = 2 }", "years = 1"),
        row(Outcome, "group", "icc = 0.01", "icc = 0.01\ngroup = \"work\"", "icc = 0.01\ngroup = \"Work, full time\""),
        row(Outcome, "exclusive", "icc = 0.01", "icc = 0.01\nexclusive = true", "icc = 0.01\nexclusive = 1"),
        row(Cost, "amount", "amount = 100\n", "amount = \"100 * z\"\n", "amount = \"100 z\"\n"),
        row(Cost, "amounts", "amount = 100\nper = \"caseworker\"\ncaseload = 10\nyears = { from = 0, to = 1 }\npaid_by = { a = 1 }", "amounts = { a = 100, b = [\"z\", 5] }\nper = \"completer\"\nyears = { from = 0, to = 1 }", "amounts = { a = 100, b = [\"z\", 5] }\nper = \"completer\"\nyears = { from = 0, to = 2 }"),
        row(Cost, "per", "per = \"caseworker\"\ncaseload = 10", "per = \"completer\"", "per = \"completer\"\ncaseload = 10"),
        row(Cost, "caseload", "caseload = 10", "caseload = 11", "caseload = 0"),
        row(Cost, "years", "years = { from = 0, to = 1 }", "years = 1", "years = \"1\""),
        row(Cost, "paid_by", "paid_by = { a = 1 }", "paid_by = { a = 0.5, b = 0.5 }", "paid_by = { a = 0.5 }"),
        row(Effect, "outcome", "outcome = \"o\"", "outcome = \"o\"\n# The same outcome.", "outcome = \"p\""),
        row(Effect, "per", "outcome = \"o\"", "per = \"participant\"", "per = \"caseworker\""),
        row(Effect, "amount", "amount = 1000", "amount = -1000", "amount = nan"),
        row(Effect, "amounts", "amount = 1000\nyears = { from = 1, to = 5 }\nshares = [{ from = 1, shares = { a = 1 } }, { from = 2, shares = { b = 1 } }]", "amounts = { a = [1, 2, 3], b = [\"z\", 5, 6] }", "amounts = { a = [1, 2, 3], b = [\"z\", 5] }"),
        row(Effect, "years", "years = { from = 1, to = 5 }", "years = { from = 1, to = 6 }", "years = [1, 5]"),
        row(Effect, "shares", "shares = [{ from = 1, shares = { a = 1 } }, { from = 2, shares = { b = 1 } }]", "shares = { b = 1 }", "shares = { a = 1, b = 1 }"),
        row(Effect, "fade", "fade = 0.1", "fade = 0.2", "fade = -0.2"),
        row(Effect, "growth", "growth = 0.01", "growth = -0.01", "growth = -1"),
        row(Effect, "cashable", "cashable = 0.9", "cashable = \"y\"", "cashable = 90"),
        row(ShareStep, "from", "from = 2", "from = 3", "from = 0"),
        row(ShareStep, "shares", "shares = { b = 1 }", "shares = { a = 0.5, b = 0.5 }", "shares = { b = \"all\" }"),
        row(Years, "from", "from = 1, to = 5", "from = 2, to = 5", "from = 6, to = 5"),
        row(Years, "to", "from = 1, to = 5", "from = 1, to = 4", "from = 1"),
        row(Scenario, "payments", "[cohort]", "[payments.q]\nfrom = \"b\"\nto = \"a\"\nyears = 3\namount = 5\n[cohort]", "[payments]\nq = 5\n[cohort]"),
        row(Payment, "label", "label = \"A p\"", "label = \"Et p\"", "label = 3"),
        row(Payment, "from", "from = \"a\"\nto = \"b\"", "from = \"b\"\nto = \"a\"", "from = \"c\"\nto = \"b\""),
        row(Payment, "to", "from = \"a\"\nto = \"b\"", "from = \"b\"\nto = \"a\"", "from = \"a\"\nto = \"a\""),
        row(Payment, "years", "years = 2\namount = \"0.5", "years = { from = 2, to = 10 }\namount = \"0.5", "years = { from = 2, to = 11 }\namount = \"0.5"),
        row(Payment, "amount", "amount = \"0.5 * saved.a\"", "amount = \"min(z, additional.o)\"", "amount = [1, 2]"),
        row(Requirement, "metric", "metric = \"net_benefit.p5\"", "metric = \"cash_flow.undiscounted.3\"", "metric = \"net_benfit.p5\""),
        row(Requirement, "perspective", "perspective = \"all\"", "perspective = \"public\"", "perspective = \"al\""),
        row(Requirement, "at_least", "at_least = 0", "at_least = 1", "at_least = inf"),
        row(Requirement, "at_most", "at_least = 0", "at_most = 0", "at_most = \"0\""),
    ]
}

/// The same for the keys of people who move.
#[rustfmt::skip]
fn rows_of_moving() -> Vec<Row> {
    use Section::*;
    let steps = "[{ from = 0, row = { shelter = \"back\" } }, { from = 3, row";
    vec![
        row(Scenario, "states", "[states.dead]", "[states.gone]\n\n[states.dead]", "[states.rest]\n\n[states.dead]"),
        row(Scenario, "transitions", "[transitions.home]", "[transitions.dead]\nwithout = {}\n\n[transitions.home]", "[transitions.hom]\nwithout = {}\n\n[transitions.home]"),
        row(Cohort, "half_cycle", "half_cycle = true", "half_cycle = false", "half_cycle = 1"),
        row(State, "label", "label = \"A shelter\"", "label = \"Shelter\"", "label = 3"),
        row(State, "stock", "stock = 60", "stock = \"support / 1000\"", "stock = -1"),
        row(Transition, "without", "without = \"moves\"", "without = { home = \"back\", dead = 0.01 }", "without = \"move\""),
        row(Transition, "with", "with = { home = \"faster\" }", "with = { home = 0.4, dead = \"rest\" }", "with = { home = 1.4 }"),
        row(RowStep, "from", "from = 3", "from = 2", "from = 0"),
        row(RowStep, "from_year", steps, "[{ from_year = 0, row = { shelter = \"back\" } }, { from_year = 3, row", "[{ from = 0, row = { shelter = \"back\" } }, { from_year = 3, row"),
        row(RowStep, "row", "row = { shelter = \"back / 2\" }", "row = {}", "row = \"back\""),
        row(Cost, "states", "states = [\"home\"]", "states = [\"home\", \"dead\"]", "states = []"),
        row(Cost, "leaving", "per = \"person_year\"\nstates = [\"home\"]", "per = \"move\"\nleaving = [\"start\"]", "per = \"move\"\nleaving = [\"stat\"]"),
        row(Cost, "entering", "per = \"person_year\"\nstates = [\"home\"]", "per = \"move\"\nentering = [\"home\"]", "per = \"move\"\nentering = [\"start\"]"),
        row(Effect, "states", "states = [\"shelter\"]", "states = [\"dead\", \"shelter\"]", "states = [\"shelter\", \"shelter\"]"),
        row(Effect, "leaving", "leaving = [\"home\"]\n", "leaving = [\"home\", \"start\"]\n", "leaving = []\n"),
        row(Effect, "entering", "entering = [\"shelter\"]", "entering = [\"shelter\", \"dead\"]", "entering = \"shelter\""),
        row(Effect, "cost", "cost = \"place\"", "cost = 1000", "cost = \"place\"\namount = 1000"),
    ]
}

fn full(name: &'static str, from: &str, to: &str) -> Case {
    text(name, FULL).edit(from, to)
}

#[test]
fn every_key_is_understood_and_refused() {
    let plain = content(&text("full", FULL).valid().scenario);
    let mut sections = Vec::new();
    let mut walked = BTreeSet::new();
    let moved = content(&text("moving", MOVING).valid().scenario);
    let of_full = rows().into_iter().map(|row| (row, FULL, &plain));
    for (row, base, plain) in of_full.chain(rows_of_moving().into_iter().map(|row| (row, MOVING, &moved))) {
        let name = format!("{}.{}", row.section.heading(), row.key);
        let good = text("good", base).edit(row.from, row.good);
        let changed = content(&good.valid().scenario) != *plain;
        assert!(changed || row.key == "outcome", "{name}: {} says nothing", row.good);
        let bad = text("bad", base).edit(row.from, row.bad);
        let invalid = bad.load();
        assert!(invalid.is_err(), "{name}: {} is not refused", row.bad);
        sections.push((name, rendered(&invalid)));
        walked.insert((row.section, row.key));
    }
    // These belong to files and layers, and say nothing in a scenario that is read whole; `figures` shows what they do.
    for (key, from, bad) in [
        ("format", "format = 1", "format = 2"),
        ("extends", "format = 1", "format = 1\nextends = \"no_such_file.toml\""),
        ("label", "format = 1", "format = 1\nlabel = \"L\""),
        ("variants", "[require.r]", "[variants.more]\nformat = 1\n[require.r]"),
        ("remove", "[cohort]", "[cohort]\nremove = \"yes\""),
    ] {
        let bad = full("bad", from, bad);
        sections.push((format!("{}.{key}", Section::Scenario.heading()), rendered(&bad.load())));
        assert!(bad.load().is_err(), "{key}");
        walked.insert((Section::Scenario, key));
    }
    snapshot("keys.txt", &sections);
    let keys: BTreeSet<_> = KEYS.iter().chain([&REMOVE]).map(|key| (key.section, key.name)).collect();
    assert_eq!(walked, keys);
}

#[test]
fn every_key_that_is_left_out_is_missed_or_has_a_default() {
    use vendepunkt::scenario::keys::Presence;
    for key in KEYS.iter().filter(|key| key.section != Section::Scenario) {
        // Take the key's own line, or its place in an inline table, out of the full scenario.
        let heading = match key.section {
            Section::RateStep | Section::RowStep | Section::ShareStep | Section::Years | Section::Payer => {
                continue;
            }
            // Its keys go together or not at all.
            Section::Dirichlet => continue,
            section => section.heading().replace("NAME]", "").replace(']', ""),
        };
        assert!(FULL.contains(&heading) || MOVING.contains(&heading), "{heading} is in no full scenario");
        let in_base = |base: &'static str| {
            let start = base.find(&heading)?;
            let body = &base[start..base[start..].find("\n\n").map_or(base.len(), |i| start + i)];
            let line = body.lines().find(|line| line.starts_with(&format!("{} = ", key.name)))?;
            Some((base, body, line))
        };
        let Some((base, body, line)) = in_base(FULL).or_else(|| in_base(MOVING)) else { continue };
        let without = base.replacen(body, &body.replace(&format!("\n{line}"), ""), 1);
        let result = text("without", &without).load();
        let optional = matches!(key.presence, Presence::Optional | Presence::Default(_));
        assert_eq!(
            result.is_ok(),
            optional,
            "{:?} without `{}`:\n{}",
            key.section,
            key.name,
            rendered(&result)
        );
    }
}

#[test]
fn every_parameter_of_every_family_is_asked_for_a_number() {
    for family in FAMILIES.iter().filter(|family| family.name != "fixed") {
        for key in family.keys {
            let table = format!("{} = {{ {} = true }}", family.name, key.name);
            let invalid = edit("family", "beta = { mean = 0.42, sd = 0.08 }", &table).invalid();
            let at = format!("inputs.success_rate.{}.{}", family.name, key.name);
            assert!(
                invalid.findings.iter().any(|f| f.code == "wrong-type" && f.message.contains(&at)),
                "{table}: {:?}",
                invalid.findings
            );
        }
        let table = format!("{} = {{ strange = 1 }}", family.name);
        let invalid = edit("family", "beta = { mean = 0.42, sd = 0.08 }", &table).invalid();
        assert!(invalid.findings.iter().any(|f| f.code == "unknown-key"), "{table}");
        let table = format!("{} = {{}}", family.name);
        let invalid = edit("family", "beta = { mean = 0.42, sd = 0.08 }", &table).invalid();
        assert!(
            invalid.findings.iter().any(|f| f.code == "parametrisation"),
            "{table}: {:?}",
            invalid.findings
        );
    }
}

/// Fails where an editor would have nothing to say of a key, or a law, or a pattern of keys.
fn explained(schema: &serde_json::Value, path: &str) {
    for (name, inside) in schema.as_object().into_iter().flatten() {
        let path = format!("{path}/{name}");
        if ["properties", "patternProperties"].contains(&name.as_str()) {
            for (key, schema) in inside.as_object().expect("keys") {
                let of = |schema: &serde_json::Value| schema["description"].as_str().map(str::to_owned);
                let referred = schema["$ref"].as_str().and_then(|path| path.rsplit('/').next());
                let is_said = referred.is_some()
                    || of(schema).is_some_and(|text| text.len() > 8 && text.ends_with('.'));
                assert!(is_said, "{path}/{key}: {schema}");
            }
        }
        explained(inside, &path);
    }
    schema.as_array().into_iter().flatten().for_each(|part| explained(part, path));
}

#[test]
fn the_schema_and_the_reference_name_every_key() {
    let schema = schema::json_schema();
    let reference = format::reference();
    let parsed: serde_json::Value = serde_json::from_str(&schema).expect("valid JSON");
    assert_eq!(parsed["$schema"], "http://json-schema.org/draft-07/schema#");
    assert_eq!(parsed["x-tombi-toml-version"], "v1.1.0");
    for key in KEYS {
        assert!(schema.contains(&format!("\"{}\": {{", key.name)), "{}", key.name);
        assert!(reference.contains(&format!("| `{}` |", key.name)), "{}", key.name);
        assert!(reference.contains(key.doc), "{}", key.name);
    }
    for family in FAMILIES.iter().filter(|family| family.name != "fixed") {
        assert!(parsed["definitions"][format!("family_{}", family.name)].is_object(), "{}", family.name);
        assert!(reference.contains(&format!("| `{}` |", family.name)), "{}", family.name);
    }
    explained(&parsed, "");
    // No cell of a table may hold a bare pipe.
    for line in reference.lines().filter(|line| line.starts_with("| ")) {
        let cells = line.replace("\\|", "").matches('|').count();
        assert!(cells == 5 || cells == 4, "{line}");
    }
}
