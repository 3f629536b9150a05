//! Every field of the JSON result, computed once more: from the draws that `--dump` writes, by plain loops, to 1e-9
//! of the size of the numbers. A field that nothing here computes fails; so does one that never changes.

mod draws;
mod figures;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use serde_json::Value;
use vendepunkt::scenario::{Code, Definition, Loaded};

use super::program::vendepunkt;
use crate::common::{file, load_file};
use draws::Draws;
use figures::{Leaf, Stated, level, recompute, successes};

/// Neither a multiple of 20 nor of 1,024: ranks lie between draws, and the last block is not full.
const DRAWS: &str = "3001";

/// Enough where nothing that is read varies.
const FEWEST: &str = "100";

/// Rounding of a figure, relative to the numbers that it is made of.
const TOLERANCE: f64 = 1e-9;

/// What the shipped scenarios do not have together: exclusive outcomes, one of them in completers' years, drop-out, intakes of
/// uncertain size, luck shared by a site, a distortion of some payers, optimism, correlation, a line that loses money.
const MANY: &str = r#"
format = 1
title = "Everything at once"
currency = "DKK"
price_year = 2024
horizon = 6
discount = { steps = [{ from = 0, rate = 0.035 }, { from = 3, rate = 0.02 }], timing = "mid" }

[payers]
city = "City"
state = "State"
people = { label = "People", public = false }

[perspectives.society]
payers = ["city", "state", "people"]
tax_distortion = 0.2
taxed = ["city", "state"]

[inputs]
size = { normal = { mean = 20, sd = 4 }, min = 5 }
work = { beta = { mean = 0.4, sd = 0.08 } }
study = { beta = { mean = 0.2, sd = 0.05 } }
leave = { beta = { mean = 0.2, sd = 0.05 } }
price = { lognormal = { mean = 30, sd = 8 }, optimism = 0.8 }
fee = { gamma = { mean = 25, sd = 4 } }
released = { uniform = { min = 0.5, max = 0.9 } }

[correlations.money]
inputs = ["price", "fee"]
spearman = 0.4

[cohort]
intake = ["size", 12]
dropout = "leave"
dropout_cost_share = 0.5

[outcomes.in_work]
rate = "work"
counterfactual = 0.15
rate_of = "completers"
relapse = 0.1
icc = 0.05

[outcomes.in_study]
rate = "study"
counterfactual = 0.22
rate_of = "completers"
onset = 2
icc = 0.05

[costs.course]
amount = "fee"
per = "participant"
years = { from = 0, to = 1 }
paid_by = { city = 0.8, state = 0.2 }

[costs.office]
amount = 60
per = "programme"
paid_by = { city = 1 }

[costs.workers]
amount = 40
per = "caseworker"
caseload = 9
paid_by = { city = 1 }

[effects.benefits]
outcome = "in_work"
amount = "price"
cashable = "released"
growth = 0.01
shares = [{ from = 1, shares = { city = 0.6, state = 0.4 } }, { from = 2, shares = { city = 0.8, state = 0.2 } }]

[effects.wages]
outcome = "in_study"
amount = "2 * price"
fade = 0.1
shares = { state = 0.5, people = 0.5 }

[effects.travel]
per = "participant"
amount = -2
years = { from = 0, to = 1 }
shares = { people = 1 }

[require.back]
metric = "probability_break_even"
perspective = "public"
at_least = 0.5

[require.deep]
metric = "peak_funding_need.p95"
perspective = "city"
at_most = 500

[require.rare]
metric = "probability_loss"
perspective = "state"
at_most = 0.4

[require.each]
metric = "lines.effects.benefits"
perspective = "city"
at_least = 5
"#;

/// A scenario to be recomputed, and how it is run.
struct Case {
    name: &'static str,
    arguments: Vec<String>,
}

/// What came of a run.
struct Outcome {
    json: Value,
    draws: Draws,
}

impl Case {
    fn run(&self, folder: &Path, draws: &str, more: &[String]) -> Outcome {
        let dump = folder.join("draws.csv");
        let dump = dump.to_str().expect("a path in UTF-8");
        let mut call: Vec<&str> = vec![
            "run",
            "--quiet",
            "--format",
            "json",
            "--outputs",
            "yearly",
            "--dump",
            dump,
            "--dump-columns",
            "*",
            "--draws",
            draws,
        ];
        call.extend(self.arguments.iter().chain(more).map(String::as_str));
        let output = vendepunkt(&call);
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(matches!(output.status.code(), Some(0 | 4 | 5)), "{call:?}: {errors}");
        let mut results: Value = serde_json::from_slice(&output.stdout).expect("JSON on standard output");
        let draws = Draws::read(&fs::read_to_string(dump).expect("the dump is there"));
        Outcome { json: results[0].take(), draws }
    }

    fn loaded(&self) -> Loaded {
        let value = |key: &str| {
            let at = self.arguments.iter().position(|argument| argument == key)?;
            self.arguments.get(at + 1).cloned()
        };
        load_file(&file(&self.arguments[0]), value("--variant").as_deref(), &[])
    }

    /// What the scenario says, the base case from a run with every input at its mean.
    fn stated(&self, loaded: &Loaded, folder: &Path) -> Stated {
        let scenario = &loaded.scenario;
        let mut at_means: Vec<String> =
            scenario.correlations.keys().map(|name| format!("correlations.{name}.remove=true")).collect();
        for (name, input) in &scenario.inputs {
            if let Definition::Law(law) = &input.definition {
                let mean = law.mean().unwrap_or_else(|| law.median());
                at_means.push(format!("inputs.{name}.fixed={mean:?}"));
            }
        }
        let set = |changes: &[String]| -> Vec<String> {
            changes.iter().flat_map(|change| ["--set".to_owned(), change.clone()]).collect()
        };
        let base = self.run(folder, FEWEST, &set(&at_means)).draws;
        let perspectives: Vec<String> = base.between("perspectives.", ".expected_net_benefit");
        let worth =
            |draws: &Draws, name: &str| level(draws, &format!("perspectives.{name}.expected_net_benefit"));
        let mut needed = BTreeMap::new();
        for (outcome, of) in &scenario.outcomes {
            let mut nobody = at_means.clone();
            nobody.push(format!("outcomes.{outcome}.rate_is_net=true"));
            nobody.push(format!("outcomes.{outcome}.rate=0"));
            let without = self.run(folder, FEWEST, &set(&nobody)).draws;
            let cohort = scenario.cohort.as_ref().expect("outcomes need people");
            let last = cohort.start + cohort.intakes.len() - 1 + of.onset;
            assert!(last <= scenario.horizon, "{}: every onset is within the horizon", self.name);
            for name in &perspectives {
                let size = |what: &str| level(&base, &format!("perspectives.{name}.{what}")).abs();
                let scale = size("expected_effects") + size("expected_costs");
                let expected = level(&base, &format!("outcomes.{outcome}.expected_additional"));
                let most = level(&base, "entrants");
                let found = successes(worth(&without, name), worth(&base, name), expected, most, scale);
                needed.insert((name.clone(), outcome.clone()), found);
            }
        }
        let document: toml::Table = loaded.resolved.parse().expect("the resolved text is TOML");
        let requirements = document.get("require").and_then(|table| table.as_table());
        let requirements = requirements.into_iter().flatten().map(|(name, of)| {
            let text = |key: &str| of[key].as_str().expect("text").to_owned();
            let bound =
                ["at_least", "at_most"].into_iter().find(|key| of.get(*key).is_some()).expect("a bound");
            let threshold =
                of[bound].as_float().or(of[bound].as_integer().map(|x| x as f64)).expect("a number");
            (name.clone(), text("metric"), text("perspective"), bound.to_owned(), threshold)
        });
        Stated {
            horizon: scenario.horizon,
            payers: scenario.payers.iter().map(|(name, payer)| (name.clone(), payer.public)).collect(),
            base_case: perspectives.iter().map(|name| (name.clone(), worth(&base, name))).collect(),
            successes: needed,
            requirements: requirements.collect(),
            adjusted: loaded.resolved.contains("optimism") || loaded.resolved.contains("cashable"),
        }
    }
}

/// Every leaf below a value, by its path.
fn leaves(value: &Value, path: &str, all: &mut BTreeMap<String, Value>) {
    let below = |step: &str| if path.is_empty() { step.to_owned() } else { format!("{path}/{step}") };
    match value {
        Value::Array(list) => {
            list.iter().enumerate().for_each(|(i, value)| leaves(value, &below(&i.to_string()), all));
        }
        Value::Object(table) => table.iter().for_each(|(key, value)| match key.as_str() {
            // What the keys are differs from warning to warning.
            "details" => {
                all.insert(below(key), Value::String(value.to_string()));
            }
            _ => leaves(value, &below(key), all),
        }),
        leaf => {
            all.insert(path.to_owned(), leaf.clone());
        }
    }
}

/// Whether a leaf holds what it should.
fn holds(leaf: &Leaf, found: &Value) -> bool {
    match leaf {
        Leaf::Null => found.is_null(),
        Leaf::Text(text) => found == text.as_str(),
        Leaf::Within(from, to) => found.as_f64().is_some_and(|found| (*from..=*to).contains(&found)),
        Leaf::Number(wanted, scale, other) => {
            let close = |x: f64| {
                found.as_f64().is_some_and(|found| (found - x).abs() <= TOLERANCE * scale.max(x.abs()))
            };
            close(*wanted) || other.is_some_and(close)
        }
    }
}

/// Fields that are not figures: what was run, and how.
fn head(json: &Value, loaded: &Loaded, case: &Case) -> BTreeMap<String, Leaf> {
    let text = |text: &str| Leaf::Text(text.to_owned());
    let number = |x: f64| Leaf::Number(x, 1.0, None);
    let scenario = &loaded.scenario;
    let resolved = json["scenario"]["resolved"].as_str().expect("text");
    let hash: String = {
        use sha2::Digest;
        sha2::Sha256::digest(resolved.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
    };
    let mut head = BTreeMap::from([
        ("schema_version".to_owned(), number(1.0)),
        ("scenario/title".to_owned(), text(&scenario.title)),
        ("scenario/file".to_owned(), text(&case.arguments[0])),
        ("scenario/sha256".to_owned(), text(&hash)),
        ("scenario/currency".to_owned(), text(&scenario.currency)),
        ("scenario/price_year".to_owned(), number(f64::from(scenario.price_year))),
        ("scenario/horizon".to_owned(), number(scenario.horizon as f64)),
        ("scenario/resolved".to_owned(), text(&loaded.resolved)),
        ("run/draws".to_owned(), number(DRAWS.parse().expect("a number"))),
        ("run/seed".to_owned(), number(1.0)),
        ("run/sampling".to_owned(), text("random")),
        ("run/outputs".to_owned(), text("yearly")),
        ("run/contract_version".to_owned(), number(f64::from(vendepunkt::sampling::CONTRACT_VERSION))),
        ("run/program_version".to_owned(), text(env!("CARGO_PKG_VERSION"))),
    ]);
    if let Some(at) = case.arguments.iter().position(|argument| argument == "--variant") {
        head.insert("scenario/variant".to_owned(), text(&case.arguments[at + 1]));
    }
    let mut order = Vec::new();
    // Labels as the text states them, else names in words; `public` and variants are not in the text.
    let document: toml::Table = resolved.parse().expect("TOML");
    let in_words = |name: &str| name[..1].to_uppercase() + &name[1..].replace('_', " ");
    let mut label = |table: &str, name: &str, stated: Option<&toml::Value>| {
        let label = stated.and_then(toml::Value::as_str).map_or_else(|| in_words(name), str::to_owned);
        head.insert(format!("scenario/labels/{table}/{name}"), text(&label));
    };
    for table in ["payers", "perspectives", "inputs", "outcomes", "states", "costs", "effects", "require"] {
        for (name, entry) in document.get(table).and_then(toml::Value::as_table).into_iter().flatten() {
            label(table, name, entry.get("label"));
        }
    }
    // Every name has its place; that the places are those of the file, tests/cli/words.rs holds.
    for (table, names) in json["scenario"]["order"].as_object().into_iter().flatten() {
        let names: Vec<&str> =
            names.as_array().into_iter().flatten().map(|name| name.as_str().expect("a name")).collect();
        if let Some(stated) = document.get(table).and_then(toml::Value::as_table) {
            let (stated, placed): (BTreeSet<&str>, BTreeSet<&str>) =
                (stated.keys().map(String::as_str).collect(), names.iter().copied().collect());
            assert!(stated.is_subset(&placed) && placed.len() == names.len(), "{table}: {names:?}");
        }
        for (i, name) in names.iter().enumerate() {
            order.push((format!("scenario/order/{table}/{i}"), text(name)));
        }
    }
    if document.get("perspectives").is_none_or(|all| all.get("public").is_none()) {
        label("perspectives", "public", None);
    }
    loaded.variants.iter().for_each(|name| label("variants", name, None));
    head.extend(order);
    // `tests/cli/trace.rs` says what these are.
    for (i, changed) in json["scenario"]["changed"].as_array().into_iter().flatten().enumerate() {
        assert_eq!(changed["by"], "variant", "nothing was set");
        assert_ne!(changed["was"], changed["is"]);
        for field in ["path", "by", "was", "is"] {
            let said = changed[field].as_str().expect("text");
            head.insert(format!("scenario/changed/{i}/{field}"), text(said));
        }
    }
    for (i, path) in json["scenario"]["outdated"].as_array().into_iter().flatten().enumerate() {
        head.insert(format!("scenario/outdated/{i}"), text(path.as_str().expect("text")));
    }
    for (i, warning) in json["warnings"].as_array().expect("a list").iter().enumerate() {
        let code = warning["code"].as_str().expect("text");
        assert!(Code::ALL.iter().any(|known| known.text() == code), "{code}");
        for field in ["code", "message", "help"] {
            let said = warning[field].as_str().expect("text");
            assert!(!said.is_empty(), "{code} has no {field}");
            head.insert(format!("warnings/{i}/{field}"), text(said));
        }
        // Of the scenario, what reading it found; of the run, what makes the message.
        let details = match loaded.warnings.get(i) {
            Some(finding) => finding.warning.as_deref().cloned().expect("a warning has details"),
            None => serde_json::from_value(warning["details"].clone()).expect("it is read back"),
        };
        assert_eq!(
            (details.code().text(), details.message()),
            (code, warning["message"].as_str().unwrap().to_owned())
        );
        let details = serde_json::to_value(details).expect("it is plain data");
        head.insert(format!("warnings/{i}/details"), text(&details.to_string()));
    }
    head
}

/// What inputs explain, roughly: the variance of the means of expected net benefit in twenty parts of the draws in the order of
/// an input. (`tests/sensitivity` holds it against closed forms.)
fn explained(json: &Value, draws: &Draws, loaded: &Loaded) -> BTreeMap<String, Leaf> {
    const PARTS: usize = 20;
    let expected = draws.column("perspectives.public.expected_net_benefit");
    let n = draws.n as f64;
    let mean = expected.iter().sum::<f64>() / n;
    let variance = expected.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / n;
    let mut found = BTreeMap::new();
    for (i, of) in json["explained"]["public"].as_array().into_iter().flatten().enumerate() {
        let path = format!("explained/public/{i}");
        let name = of["input"].as_str().expect("text");
        assert!(matches!(loaded.scenario.inputs[name].definition, Definition::Law(_)), "{name}");
        found.insert(format!("{path}/input"), Leaf::Text(name.to_owned()));
        let column = draws.column(&format!("inputs.{name}"));
        let mut order: Vec<usize> = (0..draws.n).collect();
        order.sort_by(|a, b| column[*a].total_cmp(&column[*b]));
        let between = order.chunks(draws.n.div_ceil(PARTS)).map(|part| {
            let own = part.iter().map(|draw| expected[*draw]).sum::<f64>() / part.len() as f64;
            part.len() as f64 / n * (own - mean).powi(2)
        });
        let share = between.sum::<f64>() / variance;
        let first = |part: &str| of["first"][part].as_f64().expect("a number");
        let [value, se] = ["value", "se"].map(first);
        for (part, from, to) in [
            ("value", share - 0.12, share + 0.12),
            ("se", 0.0, 0.1),
            ("lo", value - 4.0 * se, value),
            ("hi", value, value + 4.0 * se),
        ] {
            found.insert(format!("{path}/first/{part}"), Leaf::Within(from, to));
        }
    }
    found
}

/// The scenarios: one of everything, and shipped ones with ties, without people, with luck alone, and with a variant.
fn cases(folder: &Path) -> Vec<Case> {
    let many = folder.join("many.toml");
    fs::write(&many, MANY).expect("room for a scenario");
    let many = many.to_str().expect("a path in UTF-8").to_owned();
    let case = |name: &'static str, more: &[&str]| Case {
        name,
        arguments: std::iter::once(format!("scenarios/{name}.toml"))
            .chain(more.iter().map(|argument| (*argument).to_owned()))
            .collect(),
    };
    vec![
        Case { name: "many", arguments: vec![many] },
        case("u-turn", &["--variant", "one_in_ten_anyway"]),
        case("register-model", &[]),
        case("one-child-in-five", &[]),
        case("temporary-housing", &[]),
        case("u-turn-one-third", &[]),
        case("caseload", &["--variant", "paid_each_year"]),
        case("job", &[]),
        Case { name: "two-states", arguments: vec!["tests/pathways/two-states.toml".to_owned()] },
        case("homeless-home-first", &[]),
    ]
}

#[test]
fn every_field_is_what_the_draws_say() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut faults = Vec::new();
    // The values that each field took, names and years left out of its path.
    let mut seen: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for case in cases(folder.path()) {
        let loaded = case.loaded();
        let Outcome { json, draws } = case.run(folder.path(), DRAWS, &[]);
        let mut wanted = recompute(&draws, &case.stated(&loaded, folder.path())).0;
        wanted.extend(head(&json, &loaded, &case));
        wanted.extend(explained(&json, &draws, &loaded));
        let mut found = BTreeMap::new();
        leaves(&json, "", &mut found);
        for (path, value) in &found {
            // A figure that does not exist has no parts that could change.
            if !value.is_null() {
                seen.entry(field(path)).or_default().insert(value.to_string());
            }
            match wanted.get(path) {
                None => faults.push(format!("{}: nothing computes {path}", case.name)),
                Some(leaf) if !holds(leaf, value) => {
                    faults.push(format!("{}: {path} is {value}, should be {leaf:?}", case.name));
                }
                Some(_) => {}
            }
        }
        let missing = wanted.keys().filter(|path| !found.contains_key(*path));
        faults.extend(missing.map(|path| format!("{}: {path} is missing", case.name)));
    }
    assert!(faults.is_empty(), "{} faults\n{}", faults.len(), faults[..faults.len().min(40)].join("\n"));
    // What is measured differs from case to case, and so does every field, except those that say what program
    // this is and how it was called.
    let same = seen.iter().filter(|(_, values)| values.len() < 2).map(|(field, _)| field.as_str());
    // Many a name stands in one case alone.
    let same: Vec<_> = same
        .filter(|field| !["scenario/labels/", "scenario/order/"].iter().any(|names| field.starts_with(names)))
        .collect();
    let fixed = [
        "run/contract_version",
        "run/draws",
        "run/outputs",
        "run/program_version",
        "run/sampling",
        "run/seed",
        "scenario/changed/*/by",
        "scenario/currency",
        "schema_version",
    ];
    assert_eq!(same, fixed, "fields that never change");
}

/// The same figures from draws that are spread evenly; their errors come from replicates.
#[test]
fn figures_are_the_same_however_draws_are_spread() {
    let folder = tempfile::tempdir().expect("a folder");
    for case in cases(folder.path()).iter().filter(|case| ["many", "caseload"].contains(&case.name)) {
        let loaded = case.loaded();
        let stated = case.stated(&loaded, folder.path());
        type Replicate = fn(usize) -> usize;
        let spreads: [(&str, Replicate); 2] =
            [("latin", |draw| draw / 1024 % 16), ("sobol", |draw| draw % 16)];
        for (sampling, replicate) in spreads {
            let Outcome { json, mut draws } =
                case.run(folder.path(), DRAWS, &["--sampling".to_owned(), sampling.to_owned()]);
            assert_eq!(json["run"]["sampling"], sampling);
            assert_eq!(json["run"]["draws"], draws.n);
            draws.replicate = Some(replicate);
            let mut found = BTreeMap::new();
            leaves(&json, "", &mut found);
            let wanted = recompute(&draws, &stated).0;
            let values =
                wanted.iter().filter(|(path, _)| path.ends_with("/value") && !path.ends_with("median/value"));
            for (path, leaf) in values {
                let value = found.get(path).unwrap_or(&Value::Null);
                assert!(
                    holds(leaf, value),
                    "{}, {sampling}: {path} is {value}, should be {leaf:?}",
                    case.name
                );
            }
        }
    }
}

/// A leaf's path without the names of the scenario and the numbers of years.
fn field(path: &str) -> String {
    let steps: Vec<&str> = path.split('/').collect();
    let is_name = |i: usize| match steps[..i] {
        ["perspectives" | "outcomes" | "states" | "unadjusted"] => true,
        ["perspectives", _, "arms", _, _] => true,
        ["base_case", _] | ["perspectives", _, "outcomes"] | ["joint"] => steps[i] != "all_payers_gain",
        ["perspectives", _, "lines"] => true,
        _ => steps[i].bytes().all(|b| b.is_ascii_digit()),
    };
    let plain = |i: usize| if is_name(i) { "*" } else { steps[i] };
    (0..steps.len()).map(plain).collect::<Vec<_>>().join("/")
}
