//! JSON Schema (draft-07) of a scenario file, for editors, from the key table.
//!
//! A file that extends another, and a variant, list only what differs; so the schema asks for no key in an entry,
//! and at the top level only where nothing is extended. What must be there is checked when the scenario is read.

use serde_json::{Map, Value, json};

use crate::distribution::{FAMILIES, FamilyKeys, KeyKind};

use super::formula::Function;
use super::keys::{FILE_KEYS, Key, Kind, Presence, REMOVE, Range, Section, VARIANT_KEYS};
use super::limits;
use super::spelling::quoted_list;

/// The schema as indented JSON text that ends with a newline.
pub fn json_schema() -> String {
    let mut definitions = Map::new();
    for section in Section::ALL {
        if section != Section::Scenario {
            definitions.insert(definition(section), section_schema(section));
        }
    }
    for family in FAMILIES.iter().filter(|family| family.name != "fixed") {
        definitions.insert(format!("family_{}", family.name), family_schema(family));
    }
    definitions.insert("part".to_owned(), part_schema());
    definitions.insert("variant".to_owned(), variant_schema());
    definitions.insert("name".to_owned(), name_schema());
    let mut schema = scenario_schema(&VARIANT_KEYS);
    let required: Vec<&str> = Section::Scenario
        .keys()
        .filter(|key| key.presence == Presence::Required)
        .map(|key| key.name)
        .collect();
    schema["$schema"] = json!("http://json-schema.org/draft-07/schema#");
    schema["title"] = json!("Vendepunkt scenario, format 1");
    // Inline tables over several lines, which the reader takes; Tombi, a language server, refuses them otherwise.
    schema["x-tombi-toml-version"] = json!("v1.1.0");
    schema["anyOf"] = json!([{ "required": ["extends"] }, { "required": required }]);
    schema["definitions"] = Value::Object(definitions);
    let text = serde_json::to_string_pretty(&schema).unwrap_or_default();
    text + "\n"
}

fn definition(section: Section) -> String {
    let name = match section {
        Section::Scenario => "scenario",
        Section::Report => "report",
        Section::Prices => "prices",
        Section::Discount => "discount",
        Section::RateStep => "rate_step",
        Section::Payer => "payer",
        Section::Perspective => "perspective",
        Section::Input => "input",
        Section::Dirichlet => "dirichlet",
        Section::Correlation => "correlation",
        Section::Cohort => "cohort",
        Section::Outcome => "outcome",
        Section::State => "state",
        Section::Transition => "transition",
        Section::RowStep => "row_step",
        Section::Cost => "cost",
        Section::Effect => "effect",
        Section::ShareStep => "share_step",
        Section::Payment => "payment",
        Section::Years => "years",
        Section::Requirement => "requirement",
    };
    name.to_owned()
}

fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/definitions/{name}") })
}

fn scenario_schema(without: &[&str]) -> Value {
    let keys = Section::Scenario.keys().filter(|key| !without.contains(&key.name));
    let properties: Map<String, Value> = keys.map(|key| (key.name.to_owned(), key_schema(key))).collect();
    json!({ "type": "object", "properties": properties, "additionalProperties": false })
}

/// A variant changes what it names; in a file that extends another it may be deleted.
fn variant_schema() -> Value {
    let mut schema = scenario_schema(&FILE_KEYS);
    schema["description"] = json!("What the variant changes, by the keys of a scenario file.");
    schema["properties"][REMOVE.name] = key_schema(&REMOVE);
    schema
}

fn section_schema(section: Section) -> Value {
    let mut properties: Map<String, Value> =
        section.keys().map(|key| (key.name.to_owned(), key_schema(key))).collect();
    let mut rivals: Vec<Vec<String>> = Vec::new();
    let mut pairs = |group: &[String]| {
        for (i, one) in group.iter().enumerate() {
            rivals.extend(group[i + 1..].iter().map(|other| vec![one.clone(), other.clone()]));
        }
    };
    if section == Section::Input {
        for family in FAMILIES.iter().filter(|family| family.name != "fixed") {
            properties.insert(family.name.to_owned(), reference(&format!("family_{}", family.name)));
        }
    } else {
        let mut groups: Vec<&[&str]> = section
            .keys()
            .filter_map(|key| match key.presence {
                Presence::OneOf(group) => Some(group),
                _ => None,
            })
            .collect();
        groups.dedup();
        groups.iter().for_each(|group| pairs(&group.iter().map(|&name| name.to_owned()).collect::<Vec<_>>()));
    }
    if section.is_entry() {
        properties.insert(REMOVE.name.to_owned(), key_schema(&REMOVE));
    }
    let mut schema = json!({
        "type": "object",
        "description": section.doc(),
        "properties": properties,
        "additionalProperties": false,
    });
    // Steps and years are replaced whole when scenarios are merged, so they are always complete.
    if !section.is_entry() {
        let required: Vec<&str> =
            section.keys().filter(|key| key.presence == Presence::Required).map(|key| key.name).collect();
        schema["required"] = json!(required);
    }
    if !rivals.is_empty() {
        let both: Vec<Value> = rivals.iter().map(|pair| json!({ "required": pair })).collect();
        schema["not"] = json!({ "anyOf": both });
    }
    schema
}

fn key_schema(key: &Key) -> Value {
    let mut schema = kind_schema(key.kind, &key.widest());
    schema["description"] = json!(description(key));
    if let Presence::Default(default) = key.presence
        && let Ok(default) = serde_json::from_str::<Value>(default)
    {
        schema["default"] = default;
    }
    schema
}

/// What an editor shows of a key: what it means, and what may be written where the schema's own words leave that open.
fn description(key: &Key) -> String {
    let mut text = key.doc.to_owned();
    let mut say = |more: &str| text.extend([" ", &sentence(more)]);
    match key.kind {
        // Editors show the words of a choice, the bounds of a plain number, and that something is text or true or false; and
        // what is said of the others by their keys need not be said again.
        Kind::Text | Kind::Choice(_) | Kind::Boolean | Kind::Whole | Kind::Number | Kind::Path => {}
        Kind::Metric | Kind::Formula | Kind::Table(_) => {}
        Kind::Entries(Section::Scenario) => {}
        Kind::Entries(section) => say(&format!("Each is `{}`: {}", section.heading(), lower(section.doc()))),
        _ => say(&key.expected()),
    }
    if !key.unit.is_empty() {
        say(&format!("unit: {}", key.unit));
    }
    match key.presence {
        Presence::Required => say("required"),
        Presence::Default(default) if serde_json::from_str::<Value>(default).is_err() => {
            say(&format!("if not stated: {default}"));
        }
        Presence::OneOf(_) if key.section == Section::Input => {}
        Presence::OneOf(group) => say(&format!("state one of {}", quoted_list(group, "and"))),
        Presence::When(case) => say(&format!("required with `{case}`, and allowed only there")),
        Presence::Default(_) | Presence::Optional => {}
    }
    text
}

/// A phrase as a sentence.
fn sentence(phrase: &str) -> String {
    let mut letters = phrase.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).chain(['.']).collect()
}

/// A sentence to follow a colon.
fn lower(sentence: &str) -> String {
    let mut letters = sentence.trim_end_matches('.').chars();
    letters.next().into_iter().flat_map(char::to_lowercase).chain(letters).collect()
}

fn kind_schema(kind: Kind, range: &Range) -> Value {
    let text = || json!({ "type": "string", "minLength": 1 });
    let list = |items: Value| json!({ "type": "array", "items": items });
    let shares = || json!({ "type": "object", "additionalProperties": { "type": "number", "minimum": 0, "maximum": 1 } });
    match kind {
        Kind::Text | Kind::Formula | Kind::Metric | Kind::Path => text(),
        Kind::Choice(words) => json!({ "enum": words }),
        Kind::ChoiceOrName(words, _) => json!({ "anyOf": [{ "enum": words }, reference("name")] }),
        Kind::Boolean => json!({ "type": "boolean" }),
        Kind::Whole => bounded("integer", range),
        Kind::Number => bounded("number", range),
        Kind::Quantity => json!({ "anyOf": [bounded("number", range), text()] }),
        Kind::Amount => amount(range),
        Kind::Amounts => {
            json!({ "type": "object", "minProperties": 1, "propertyNames": reference("name"), "additionalProperties": amount(range) })
        }
        Kind::NumberOrInput => json!({ "anyOf": [bounded("number", range), reference("name")] }),
        Kind::Quantities => {
            let mut schema = list(json!({ "anyOf": [bounded("number", range), text()] }));
            schema["minItems"] = json!(1);
            schema
        }
        Kind::Name(_) => json!({ "allOf": [reference("name")] }),
        Kind::NameList(_) => list(reference("name")),
        Kind::Shares => shares(),
        Kind::SharesOrSteps => {
            json!({ "anyOf": [shares(), list(reference(&definition(Section::ShareStep)))] })
        }
        Kind::Years => {
            json!({ "anyOf": [bounded("integer", range), reference(&definition(Section::Years))] })
        }
        Kind::Index => json!({
            "type": "object",
            "minProperties": 1,
            "propertyNames": { "pattern": "^(19|2[01])[0-9]{2}$|^2200$" },
            "additionalProperties": bounded("number", range),
        }),
        Kind::Parts => json!({
            "type": "object",
            "minProperties": 1,
            "maxProperties": limits::DIRICHLET_PARTS,
            "propertyNames": reference("name"),
            "additionalProperties": bounded("number", range),
        }),
        Kind::Row => json!({ "anyOf": [row(range), reference("name")] }),
        Kind::Rows => json!({ "anyOf": [row(range), reference("name"), {
            "type": "array",
            "items": reference(&definition(Section::RowStep)),
            "minItems": 1,
        }] }),
        Kind::Spearman => {
            json!({ "anyOf": [bounded("number", range), list(list(bounded("number", range)))] })
        }
        Kind::Table(section) => json!({ "allOf": [reference(&definition(section))] }),
        Kind::Steps(section) => {
            let mut schema = list(reference(&definition(section)));
            schema["minItems"] = json!(1);
            schema
        }
        Kind::Entries(section) => {
            let entry = match section {
                Section::Scenario => reference("variant"),
                Section::Payer => {
                    json!({ "description": section.doc(), "anyOf": [text(), reference(&definition(section))] })
                }
                _ => reference(&definition(section)),
            };
            json!({ "type": "object", "propertyNames": reference("name"), "additionalProperties": entry })
        }
    }
}

/// Chances by state; a text is a formula, or `rest`.
fn row(range: &Range) -> Value {
    let chance = json!({ "anyOf": [bounded("number", range), { "type": "string", "minLength": 1 }] });
    json!({ "type": "object", "propertyNames": reference("name"), "additionalProperties": chance })
}

fn amount(range: &Range) -> Value {
    let one = || json!({ "anyOf": [bounded("number", range), { "type": "string", "minLength": 1 }] });
    json!({ "anyOf": [bounded("number", range), { "type": "string", "minLength": 1 }, { "type": "array", "items": one(), "minItems": 1, "maxItems": limits::LISTED }] })
}

fn bounded(kind: &str, range: &Range) -> Value {
    let mut schema = json!({ "type": kind });
    if range.low.is_finite() {
        schema[if range.low_open { "exclusiveMinimum" } else { "minimum" }] = number(range.low);
    }
    if range.high.is_finite() {
        schema[if range.high_open { "exclusiveMaximum" } else { "maximum" }] = number(range.high);
    }
    schema
}

/// A whole number without a decimal point, where it is one.
fn number(x: f64) -> Value {
    if x.fract() == 0.0 && x.abs() < 1e15 { json!(x as i64) } else { json!(x) }
}

fn name_schema() -> Value {
    let functions = Function::ALL.map(Function::name);
    json!({ "type": "string", "pattern": "^[a-z][a-z0-9_]*$", "not": { "enum": functions } })
}

fn family_schema(family: &FamilyKeys) -> Value {
    let mut properties = Map::new();
    for key in family.keys {
        let mut schema = match key.kind {
            KeyKind::Number => json!({ "type": "number" }),
            KeyKind::Numbers => json!({ "type": "array", "items": { "type": "number" }, "minItems": 1 }),
            KeyKind::Interval => interval(),
            KeyKind::Text => json!({ "type": "string", "minLength": 1 }),
            KeyKind::Families => json!({ "type": "array", "items": reference("part"), "minItems": 1 }),
        };
        schema["description"] = json!(sentence(key.doc));
        properties.insert(key.name.to_owned(), schema);
    }
    let mut schema = json!({
        "type": "object",
        "description": format!("{} State it by {}.", family.doc, family.ways()),
        "properties": properties,
        "additionalProperties": false,
    });
    if family.beside_quantiles.is_some() {
        schema["patternProperties"] = percentages();
    }
    schema
}

fn interval() -> Value {
    json!({ "type": "array", "items": { "type": "number" }, "minItems": 2, "maxItems": 2 })
}

const QUANTILE: &str = "The value that so many per cent stay below, as p5 = 0.3 or p97.5 = 0.6.";
const INTERVAL: &str = "The ends of an interval that so many per cent lie in, as ci95 = [0.3, 0.6]; as many lie below it as above.";

/// Quantiles and intervals. For TOML a point divides keys: an editor sees `p2.5 = 0.1` as a table `p2` with a key `5`.
fn percentages() -> Value {
    let split = |value: &Value| json!({ "type": "object", "minProperties": 1, "patternProperties": { "^[0-9]{1,6}$": value }, "additionalProperties": false });
    let described = |mut schema: Value, text: &str| {
        schema["description"] = json!(text);
        schema
    };
    let number = described(json!({ "type": "number" }), QUANTILE);
    let interval = described(interval(), INTERVAL);
    json!({
        "^p0$": described(split(&number), QUANTILE),
        "^p[1-9][0-9]?$": described(json!({ "anyOf": [number, split(&number)] }), QUANTILE),
        "^p(0|[1-9][0-9]?)\\.[0-9]{1,6}$": number,
        "^ci[5-9][0-9]$": described(json!({ "anyOf": [interval, split(&interval)] }), INTERVAL),
        "^ci[5-9][0-9]\\.[0-9]{1,6}$": interval,
    })
}

fn part_schema() -> Value {
    let mut properties = Map::new();
    for family in FAMILIES.iter().filter(|family| family.name != "fixed") {
        properties.insert(family.name.to_owned(), reference(&format!("family_{}", family.name)));
    }
    for key in ["fixed", "min", "max"].into_iter().filter_map(|name| Section::Input.key(name)) {
        properties.insert(key.name.to_owned(), key_schema(key));
    }
    json!({
        "type": "object",
        "description": "One family table, and `min` or `max` beside it.",
        "properties": properties,
        "additionalProperties": false,
    })
}
