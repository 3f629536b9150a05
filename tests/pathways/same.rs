//! The same bytes whatever the threads, the instruction set and the pieces, and the same people whatever else a file says.

use vendepunkt::engine::Unwatched;
use vendepunkt::sampling::Sampling;
use vendepunkt::scenario::Loaded;
use vendepunkt::summary::results::Results;
use vendepunkt::summary::{Piece, Settings, Shard, merge, run_shard};

use super::case;
use crate::common::{is_the_same_everywhere, load, pool, results, results_on};

fn settings(sampling: Sampling) -> Settings {
    Settings { draws: 20_000, seed: 9, sampling, ..Settings::default() }
}

#[test]
fn threads_and_instruction_sets_change_no_byte() {
    for name in ["temporary-housing-flow", "placements-caseload"] {
        let loaded = case(name, None);
        is_the_same_everywhere(|sampling, pool| results_on(pool, &loaded, &settings(sampling)));
    }
}

#[test]
fn pieces_merge_into_the_bytes_of_the_whole_run() {
    let loaded = case("alcohol-twelve-years", None);
    let piece = |settings: &Settings, number: u64| -> Shard {
        let piece = Piece { number, of: 3 };
        let shard = run_shard(&loaded, "test.toml", None, &pool(0), settings, piece, &Unwatched);
        let text = serde_json::to_string(&shard.unwrap_or_else(|failure| panic!("{failure:?}")));
        serde_json::from_str(&text.expect("a piece can be written")).expect("and read back")
    };
    for sampling in [Sampling::Random, Sampling::Latin, Sampling::Sobol] {
        let settings = settings(sampling);
        let shards = (1..=3).rev().map(|number| piece(&settings, number)).collect();
        let (_, merged) = merge(shards, &pool(0), &Unwatched).unwrap_or_else(|error| panic!("{error:?}"));
        assert_eq!(bytes(&merged), bytes(&results(&loaded, &settings)), "{sampling}");
    }
}

fn bytes(results: &Results) -> String {
    serde_json::to_string(results).expect("results can be written")
}

/// What both have that does not stand in the text.
fn figures(loaded: &Loaded) -> String {
    let Results { perspectives, states, .. } = results(loaded, &settings(Sampling::Random));
    serde_json::to_string(&(perspectives, states)).expect("results can be written")
}

/// A single intake has the same luck however late a line or a row still changes, and intakes of nobody change nothing.
#[test]
fn what_changes_when_nobody_is_there_changes_no_draw() {
    let text = include_str!("two-states.toml");
    let base = figures(&load(text));
    let step = "with = [{ from = 0, row = { home = 0.40 } }, { from = 5, row = { home = 0.9 } }]";
    // Nobody moves out of the last year.
    let late = text.replace("with = { home = 0.40 }", step);
    assert_ne!(late, text);
    assert_eq!(figures(&load(&late)), base);
    let unread = text
        .replace("[states.home]", "[states.home]\n[states.zoo]\n[transitions.zoo]\nwithout = { home = 0.5 }");
    // What nobody comes to costs nothing, and is said so.
    let of = |text: &str| {
        let Results { mut perspectives, .. } = results(&load(text), &settings(Sampling::Random));
        perspectives.values_mut().for_each(|p| p.arms = None);
        serde_json::to_string(&perspectives).expect("they can be written")
    };
    assert!(of(&unread) == of(text));
}
