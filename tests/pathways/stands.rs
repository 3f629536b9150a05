//! What must be nothing is exactly nothing, in every draw.

use vendepunkt::analysis::compare::{Questions, Side, compare};
use vendepunkt::engine::Unwatched;
use vendepunkt::sampling::Sharing;
use vendepunkt::scenario::Loaded;
use vendepunkt::summary::Settings;
use vendepunkt::summary::results::Estimate;

use super::{case, figure};
use crate::common::columns::draws;
use crate::common::{load, load_file, pool};

fn settings() -> Settings {
    Settings { draws: 20_000, seed: 5, ..Settings::default() }
}

/// Where death comes alike with and without the intervention, nobody dies in one life alone, though more people are still where they could.
#[test]
fn nobody_dies_in_one_life_alone() {
    let loaded = case("homeless-home-first", Some("point"));
    let (results, drawn) = draws(&loaded, &settings(), "states.dead.");
    let additional = &drawn["states.dead.additional_person_years"];
    assert!(additional.iter().all(|years| *years == 0.0));
    assert_eq!(figure(&results, "states.dead.additional.person_years.sd").value, 0.0);
    // Elsewhere the lives differ.
    assert!(figure(&results, "states.home.additional.person_years.sd").value > 1.0);
}

#[test]
fn children_grow_up_in_both_lives() {
    let (_, drawn) = draws(&case("placements-caseload", None), &settings(), "states.adult.");
    assert!(drawn["states.adult.additional_person_years"].iter().all(|years| *years == 0.0));
}

/// A file without what differs: every effect is 0 in every draw, and only costs are left.
#[test]
fn equal_rows_bring_exactly_nothing() {
    for name in
        ["temporary-housing-flow", "homeless-home-first", "alcohol-twelve-years", "placements-caseload"]
    {
        let text = std::fs::read_to_string(crate::common::file(&format!("scenarios/{name}.toml")));
        let text = text.expect("the case is there");
        // `with` says the same as `without` in another way: a list of steps that say nothing.
        let mut is_skipped = false;
        let without: Vec<&str> = text
            .lines()
            .take_while(|line| !line.starts_with("[variants"))
            .filter(|line| {
                let begins = line.starts_with("with = ");
                is_skipped = (begins && line.ends_with('[')) || is_skipped;
                let skip = begins || is_skipped;
                is_skipped = is_skipped && *line != "]";
                !skip
            })
            .collect();
        // Costs of the people with the intervention are costs of what happens anyway.
        let loaded = load(&without.join("\n"));
        let (results, drawn) = draws(&loaded, &settings(), "");
        for (column, draws) in &drawn {
            let is_effect = column.contains("expected_effects") || column.contains("additional_person_years");
            assert!(!is_effect || draws.iter().all(|x| *x == 0.0), "{name}: {column}");
        }
        let public = &results.perspectives["public"];
        assert_eq!(
            public
                .lines
                .iter()
                .filter(|(line, of)| line.starts_with("effects.") && **of != Estimate::exact(0.0))
                .count(),
            0
        );
        let arms = public.arms.as_ref().expect("people are followed through states");
        assert_eq!(arms.with, arms.without, "{name}");
        assert!(arms.with.total.value > 0.0, "{name}");
    }
}

/// An edit that says nothing: every difference is exactly 0.
#[test]
fn an_edit_that_says_nothing_changes_nothing() {
    let base = case("temporary-housing-flow", None);
    let file = crate::common::file("scenarios/temporary-housing-flow.toml");
    let set = ["states.temporary.label=\"Midlertidig bolig\"", "inputs.faster.unit=\"times\""];
    let edited = load_file(&file, None, &set.map(str::to_owned));
    let questions = Questions { settings: settings(), limits: Vec::new(), until_conclusive: false };
    let pair = compare("pair", [&side(&base), &side(&edited)], &pool(0), &questions, &Unwatched);
    let pair = pair.unwrap_or_else(|failure| panic!("{failure:?}"));
    assert!(pair.unchanged);
    for (name, of) in &pair.perspectives {
        assert_eq!(of.net_benefit.mean, Estimate::exact(0.0), "{name}");
    }
    assert_eq!(pair.states.len(), 6);
    for (name, of) in &pair.states {
        assert_eq!(of.change, Estimate::exact(0.0), "{name}");
        assert_eq!(of.was, of.is, "{name}");
    }
}

/// What an edit of the chances moves of where people are is what lies between both sides, with an error of its own.
#[test]
fn where_people_are_is_held_against_where_they_were() {
    let base = case("temporary-housing-flow", None);
    let file = crate::common::file("scenarios/temporary-housing-flow.toml");
    let edited = load_file(&file, None, &["inputs.needs_no_more.fixed=0.2".to_owned()]);
    let questions = Questions { settings: settings(), limits: Vec::new(), until_conclusive: false };
    let pair = compare("pair", [&side(&base), &side(&edited)], &pool(0), &questions, &Unwatched);
    let pair = pair.unwrap_or_else(|failure| panic!("{failure:?}"));
    for (name, of) in &pair.states {
        let [was, is] = [&of.was, &of.is].map(|side| {
            assert!((side.with.value - side.without.value - side.additional.value).abs() < 1e-9, "{name}");
            side.additional.value
        });
        assert!((is - was - of.change.value).abs() < 1e-9, "{name}: {of:?}");
    }
    // Who needs no more is out of the own home in either life, and those are more with the intervention.
    assert!(pair.states["own_home"].change.hi < 0.0 && pair.states["free"].change.lo > 0.0);
}

fn side(loaded: &Loaded) -> Side<'_> {
    Side::new(loaded, "text", None, Sharing::Everything)
}
