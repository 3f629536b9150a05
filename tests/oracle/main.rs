//! An independent, naive evaluation of the model (docs/model.md): one person at a time, plain loops,
//! `rand_distr` for sampling, nothing of the program but its reader and, for the base case, its laws' means.

#![allow(clippy::disallowed_methods)]
// Plain loops over draws, as the model page states them.
#![allow(clippy::needless_range_loop)]

mod agreement;
mod base_case;
mod closed_forms;
#[path = "../common/mod.rs"]
mod common;
mod evaluator;
mod generated;
mod money;
mod moving;
mod parameters;
mod pathways;
mod payments;
mod people;
mod worked;

use std::collections::BTreeSet;

use rayon::prelude::*;
use vendepunkt::distribution::FAMILIES;
use vendepunkt::model::Detail;
use vendepunkt::scenario::Loaded;
use vendepunkt::scenario::keys::KEYS;
use vendepunkt::summary::Settings;

use agreement::{Agreement, Comparison};
use common::{load_file, results, shipped_files};

/// Draws of the program, which are cheap.
const DRAWS: u64 = 100_000;

/// Draws of the oracle, which are not.
const ORACLE_DRAWS: usize = 20_000;

/// The same where everybody is followed twice, year by year.
const ORACLE_DRAWS_OF_MOVES: usize = 2_000;

/// Runs the program and the oracle on one scenario and compares every figure.
fn compare(name: &str, loaded: &Loaded, seed: u64, oracle_draws: usize) -> Vec<Comparison> {
    let settings = Settings { draws: DRAWS, seed, detail: Detail::Yearly, ..Settings::default() };
    let results = results(loaded, &settings);
    let document: toml::Table = loaded.resolved.parse().expect("the resolved text is TOML");
    let evaluation = evaluator::evaluate(&loaded.scenario, &document, oracle_draws, seed);
    Agreement::of(name, &results, &evaluation, &base_case::base_case(&loaded.scenario, &document))
}

/// Fails where one comparison of the family is less likely than 1 % / m.
fn assert_agreement(family: &[Comparison]) {
    let bound = 0.01 / family.len() as f64;
    let apart: Vec<String> = family
        .iter()
        .filter(|comparison| comparison.p_value < bound)
        .map(|c| format!("{}: {} against {} (p = {:e})", c.figure, c.values.0, c.values.1, c.p_value))
        .collect();
    assert!(apart.is_empty(), "{} of {} figures differ:\n{}", apart.len(), family.len(), apart.join("\n"));
}

#[test]
fn shipped_scenarios_agree() {
    let compared = shipped_files().into_par_iter().enumerate().map(|(seed, path)| {
        let name = path.file_stem().unwrap().to_str().unwrap();
        // One person after the other, and what happens to each day by day: so many are too many here.
        let fewer = match name {
            "rikers-able" => Some("cohort.participants=20"),
            "peterborough" => Some("cohort.intake=[20, 0, 20]"),
            "troubled-families" => Some("cohort.intake=[21, 20, 20]"),
            _ => None,
        };
        let set: Vec<String> = fewer.into_iter().map(str::to_owned).collect();
        let loaded = load_file(&path, None, &set);
        // Those of few people take no fewer draws: what is rare there is seen in many only.
        let draws = match name {
            "alcohol-twelve-years" | "placements-caseload" | "temporary-housing-flow" => {
                ORACLE_DRAWS_OF_MOVES
            }
            _ => ORACLE_DRAWS,
        };
        compare(name, &loaded, 100 + seed as u64, draws)
    });
    assert_agreement(&compared.collect::<Vec<_>>().concat());
}

/// Names of all keys in a table and below.
fn collect_keys(value: &toml::Value, keys: &mut BTreeSet<String>) {
    match value {
        toml::Value::Table(table) => {
            for (key, value) in table {
                keys.insert(key.clone());
                collect_keys(value, keys);
            }
        }
        toml::Value::Array(list) => list.iter().for_each(|value| collect_keys(value, keys)),
        _ => {}
    }
}

/// The generated scenarios would prove less if a key were missing from all of them.
#[test]
fn generated_scenarios_use_every_key() {
    let mut used = BTreeSet::new();
    for text in (0..moving::COUNT).map(moving::scenario) {
        collect_keys(&toml::Value::Table(text.parse().unwrap()), &mut used);
    }
    for index in 0..generated::COUNT {
        let generated = generated::scenario(index);
        for text in [Some(generated.text), generated.base].into_iter().flatten() {
            collect_keys(&toml::Value::Table(text.parse().unwrap()), &mut used);
        }
    }
    let families = FAMILIES.iter().flat_map(|family| {
        let parametrised = family.parametrisations.iter().flat_map(|keys| keys.iter());
        parametrised.chain(family.optional).copied().chain([family.name])
    });
    let all = KEYS.iter().map(|key| key.name).chain(families);
    let missing: BTreeSet<&str> = all.filter(|key| !used.contains(*key)).collect();
    assert!(missing.is_empty(), "no generated scenario uses {missing:?}");
}

#[test]
fn generated_scenarios_agree() {
    let compared = (0..generated::COUNT).into_par_iter().map(|index| {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("scenario.toml");
        let generated = generated::scenario(index);
        std::fs::write(&path, generated.text).unwrap();
        std::fs::write(folder.path().join("data.csv"), generated::DATA).unwrap();
        if let Some(base) = generated.base {
            std::fs::write(folder.path().join("base.toml"), base).unwrap();
        }
        let loaded = load_file(&path, generated.variant, &[]);
        compare(&format!("generated {index}"), &loaded, 200 + index as u64, ORACLE_DRAWS)
    });
    assert_agreement(&compared.collect::<Vec<_>>().concat());
}

/// People who move between states; family-wise 1 % as the others.
#[test]
fn generated_pathways_agree() {
    let mut family = Vec::new();
    for index in 0..moving::COUNT {
        let loaded = common::load(&moving::scenario(index));
        family.extend(compare(
            &format!("moving {index}"),
            &loaded,
            300 + index as u64,
            ORACLE_DRAWS_OF_MOVES,
        ));
    }
    assert_agreement(&family);
}
