//! What is written for programs reads back to what it was.

use vendepunkt::analysis::compare::Side;
use vendepunkt::analysis::compare::comparison::{Comparison, Pair};
use vendepunkt::analysis::ranking::Ranking;
use vendepunkt::model::Detail;
use vendepunkt::sampling::Sharing;
use vendepunkt::summary::Settings;
use vendepunkt::summary::results::Results;

use crate::awkward::{GATES, desk};
use crate::command::uncertain;
use crate::common::{load, load_file, pool, results_on, shipped_files};
use crate::pairs::{limited, linear, linear_text, pair, questions, ranked};

#[test]
fn results_of_every_shipped_scenario_read_back() {
    let pool = pool(1);
    for path in shipped_files() {
        let loaded = load_file(&path, None, &[]);
        for detail in [Detail::Headline, Detail::Yearly] {
            let settings = Settings { draws: 2_000, detail, ..Settings::default() };
            let results = results_on(&pool, &loaded, &settings);
            let text = serde_json::to_string_pretty(&results).unwrap();
            assert_eq!(serde_json::from_str::<Results>(&text).unwrap(), results, "{}", path.display());
        }
    }
}

#[test]
fn a_pair_whose_year_may_be_never_reads_back() {
    let required =
        "[require.soon]\nmetric = \"break_even_year.median\"\nperspective = \"public\"\nat_most = 1\n";
    let other = load(&(linear_text(&[("x", 0.02, 1.0)]) + required));
    let limits = limited(1_000, 1, &[("public.break_even_year.median", 1.0)], false);
    let pair = pair(&linear(&[("x", 0.03, 1.0)]), &other, &limits);
    let ends: Vec<f64> = pair.gates.iter().filter_map(|gate| gate.estimate).map(|e| e.hi).collect();
    assert!(ends.contains(&f64::INFINITY), "{ends:?}");
    let text = serde_json::to_string(&pair).unwrap();
    assert_eq!(serde_json::from_str::<Pair>(&text).unwrap(), pair);
}

#[test]
fn a_ranking_reads_back() {
    let scenarios = [1.0, 0.5, -0.2].map(|mean| linear(&[("x", mean, 1.0)]));
    let sides = scenarios.each_ref().map(|loaded| Side::new(loaded, "text", None, Sharing::Everything));
    let names = ["a", "b", "c"].map(str::to_owned);
    let settings = questions(2_000, 1).settings;
    let ranking = ranked(&names, &sides, settings);
    assert!(ranking.perspectives.values().any(|order| !order.dominance.is_empty()));
    let text = serde_json::to_string(&ranking).unwrap();
    assert_eq!(serde_json::from_str::<Ranking>(&text).unwrap(), ranking);
}

#[test]
fn comparisons_read_back_to_the_same_text() {
    let desk = desk();
    desk.put("before/gone.toml", &uncertain(9.0));
    desk.put("after/come.toml", &uncertain(10.0));
    desk.put("after/broken.toml", "format = 1\n");
    desk.put("third.toml", &uncertain(9.0));
    desk.put("base.toml", &uncertain(12.0));
    let all = desk.call(&format!("compare before after --format json {GATES}")).exits(3).out.clone();
    let ranked = desk.call("compare u-turn.toml base.toml third.toml --format json").exits(0).out.clone();
    for text in [&all, &ranked] {
        let comparison: Comparison = serde_json::from_str(text).unwrap();
        assert_eq!(serde_json::to_string_pretty(&comparison).unwrap() + "\n", *text);
    }
    let comparison: Comparison = serde_json::from_str(&all).unwrap();
    let has_all = [&comparison.removed.len(), &comparison.added.len(), &comparison.failed.len()];
    assert!(has_all.iter().all(|count| **count > 0), "{has_all:?}");
    assert!(serde_json::from_str::<Comparison>(&ranked).unwrap().ranking.is_some());
}

/// What came to nothing has no place in an order, be it the base or another.
#[test]
fn a_scenario_that_comes_to_nothing_is_not_ranked() {
    let desk = desk();
    let above_one = uncertain(12.0).replace("rate = \"success_rate\"", "rate = \"success_rate * 3\"");
    desk.put("above-one.toml", &above_one);
    desk.put("base.toml", &uncertain(12.0));
    desk.put("third.toml", &uncertain(9.0));
    for (call, failed) in [
        ("compare base.toml third.toml above-one.toml", 1),
        ("compare above-one.toml base.toml third.toml", 2),
    ] {
        let out = desk.call(&format!("{call} --format json")).exits(3).out.clone();
        let comparison: Comparison = serde_json::from_str(&out).unwrap();
        assert_eq!(comparison.failed.len(), failed, "{call}");
        assert!(comparison.ranking.is_none(), "{call}");
    }
}
