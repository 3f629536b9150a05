//! JSON Schema (draft-07) of a scenario file, for editors, from the key table.
//!
//! A file that extends another, and a variant, list only what differs; so the schema asks for no key in an entry,
//! and at the top level only where nothing is extended. What must be there is checked when the scenario is read.

use serde_json::{Map, Value, json};

use crate::distribution::{FAMILIES, FamilyKeys, KeyKind};

use super::formula::Function;
use super::keys::{FILE_KEYS, Key, Kind, Presence, REMOVE, Range, Section};

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
    definitions.insert("variant".to_owned(), scenario_schema(&FILE_KEYS));
    definitions.insert("name".to_owned(), name_schema());
    let mut schema = scenario_schema(&[]);
    let required: Vec<&str> = Section::Scenario
        .keys()
        .filter(|key| key.presence == Presence::Required)
        .map(|key| key.name)
        .collect();
    schema["$schema"] = json!("http://json-schema.org/draft-07/schema#");
    schema["title"] = json!("Vendepunkt scenario, format 1");
    schema["anyOf"] = json!([{ "required": ["extends"] }, { "required": required }]);
    schema["definitions"] = Value::Object(definitions);
    let text = serde_json::to_string_pretty(&schema).unwrap_or_default();
    text + "\n"
}

fn definition(section: Section) -> String {
    let name = match section {
        Section::Scenario => "scenario",
        Section::Discount => "discount",
        Section::RateStep => "rate_step",
        Section::Payer => "payer",
        Section::Perspective => "perspective",
        Section::Input => "input",
        Section::Correlation => "correlation",
        Section::Cohort => "cohort",
        Section::Outcome => "outcome",
        Section::Cost => "cost",
        Section::Effect => "effect",
        Section::ShareStep => "share_step",
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
    let mut schema = kind_schema(key.kind, &key.range);
    let unit = if key.unit.is_empty() { String::new() } else { format!(" Unit: {}.", key.unit) };
    schema["description"] = json!(format!("{}{unit}", key.doc));
    if let Presence::Default(default) = key.presence
        && let Ok(default) = serde_json::from_str::<Value>(default)
    {
        schema["default"] = default;
    }
    schema
}

fn kind_schema(kind: Kind, range: &Range) -> Value {
    let text = || json!({ "type": "string", "minLength": 1 });
    let list = |items: Value| json!({ "type": "array", "items": items });
    let shares = || json!({ "type": "object", "additionalProperties": { "type": "number", "minimum": 0, "maximum": 1 } });
    match kind {
        Kind::Text | Kind::Formula | Kind::Metric | Kind::Path => text(),
        Kind::Choice(words) => json!({ "enum": words }),
        Kind::Boolean => json!({ "type": "boolean" }),
        Kind::Whole => bounded("integer", range),
        Kind::Number => bounded("number", range),
        Kind::Quantity => json!({ "anyOf": [bounded("number", range), text()] }),
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
                Section::Payer => json!({ "anyOf": [text(), reference(&definition(section))] }),
                _ => reference(&definition(section)),
            };
            json!({ "type": "object", "propertyNames": reference("name"), "additionalProperties": entry })
        }
    }
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
        schema["description"] = json!(key.doc);
        properties.insert(key.name.to_owned(), schema);
    }
    let mut schema = json!({
        "type": "object",
        "description": family.doc,
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

/// Quantiles and intervals. For TOML a point divides keys: an editor sees `p2.5 = 0.1` as a table `p2` with a key `5`.
fn percentages() -> Value {
    let split = |value: &Value| json!({ "type": "object", "minProperties": 1, "patternProperties": { "^[0-9]{1,6}$": value }, "additionalProperties": false });
    let number = json!({ "type": "number" });
    json!({
        "^p0$": split(&number),
        "^p[1-9][0-9]?$": { "anyOf": [number, split(&number)] },
        "^p(0|[1-9][0-9]?)\\.[0-9]{1,6}$": number,
        "^ci[5-9][0-9]$": { "anyOf": [interval(), split(&interval())] },
        "^ci[5-9][0-9]\\.[0-9]{1,6}$": interval(),
    })
}

fn part_schema() -> Value {
    let mut properties = Map::new();
    for family in FAMILIES.iter().filter(|family| family.name != "fixed") {
        properties.insert(family.name.to_owned(), reference(&format!("family_{}", family.name)));
    }
    for name in ["fixed", "min", "max"] {
        properties.insert(name.to_owned(), json!({ "type": "number" }));
    }
    json!({
        "type": "object",
        "description": "One family table, and `min` or `max` beside it.",
        "properties": properties,
        "additionalProperties": false,
    })
}
