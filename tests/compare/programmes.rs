//! Different programmes: luck of their own, shared inputs, and which to choose.

use vendepunkt::analysis::compare::Side;
use vendepunkt::analysis::ranking::Placed;
use vendepunkt::analysis::ranking::dominance::Dominates;
use vendepunkt::sampling::{Sampling, Sharing};
use vendepunkt::scenario::Loaded;
use vendepunkt::summary::Settings;

use crate::call::{Desk, requiring};
use crate::command::uncertain;
use crate::common::load;
use crate::pairs::{linear, linear_text, ranked};

/// The public's order of programmes, each by itself.
fn order(programmes: &[Loaded], sampling: Sampling) -> vendepunkt::analysis::ranking::Order {
    let names: Vec<String> = (0..programmes.len()).map(|n| n.to_string()).collect();
    let sides: Vec<Side<'_>> = programmes
        .iter()
        .zip(&names)
        .map(|(loaded, name)| {
            let sharing = Sharing::Programme { name: name.clone(), shared: ["common".to_owned()].into() };
            Side::new(loaded, name, None, sharing)
        })
        .collect();
    let settings = Settings { draws: 200_000, seed: 4, sampling, ..Settings::default() };
    ranked(&names, &sides, settings).perspectives.remove("public").unwrap()
}

#[test]
fn three_alike_are_each_the_best_a_third_of_the_time() {
    let programmes = [(); 3].map(|()| linear(&[("x", 0.0, 1.0), ("common", 5.0, 3.0)]));
    for sampling in [Sampling::Random, Sampling::Sobol] {
        let order = order(&programmes, sampling);
        for placed in &order.places {
            let near =
                |e: vendepunkt::summary::results::Estimate, exact: f64| (e.value - exact).abs() < 5.0 * e.se;
            assert!(near(placed.probability_best, 1.0 / 3.0), "{placed:?}");
            // The mean of the largest of three standard normal numbers is 3/(2√π): what is common does not count.
            assert!(near(placed.expected_regret, 1.5 / std::f64::consts::PI.sqrt()), "{placed:?}");
        }
        assert!(order.places[1].within_noise && order.places[2].within_noise);
        assert!(order.dominance.iter().all(|pair| pair.first_order == Dominates::WithinNoise));
    }
}

/// A tolerance is that of the two that are compared: one of immense sums does not make the others alike.
#[test]
fn regret_is_tied_by_the_two_it_lies_between() {
    let fixed = |amount: f64, immense: f64| {
        let text = linear_text(&[("x", amount, 1e-9)]);
        let more = format!(
            "[effects.plus]\nper = \"programme\"\namount = {immense:?}\nyears = 0\nshares = {{ city = 1 }}\n\
             [costs.minus]\nper = \"programme\"\namount = {immense:?}\nyears = 0\npaid_by = {{ city = 1 }}\n"
        );
        load(&(text + &more))
    };
    let order = order(&[fixed(0.0, 1.0), fixed(100.0, 1.0), fixed(50.0, 1e12)], Sampling::Random);
    let regret =
        |name: &str| order.places.iter().find(|placed| placed.name == name).unwrap().expected_regret.value;
    assert!((regret("0") - 100.0).abs() < 1e-6, "{}", regret("0"));
    assert_eq!((regret("1"), regret("2")), (0.0, 0.0));
}

#[test]
fn a_wide_programme_hides_no_difference_of_the_others() {
    let programmes = [linear(&[("x", 0.0, 1.0)]), linear(&[("y", 0.5, 2.0)]), linear(&[("z", 0.0, 1200.0)])];
    let order = order(&programmes, Sampling::Random);
    let claimed = order.dominance.iter().filter(|pair| {
        [pair.first_order, pair.second_order].contains(&Dominates::Yes)
            && pair.dominant != "2"
            && pair.dominated != "2"
    });
    assert_eq!(claimed.count(), 0, "{:?}", order.dominance);
}

#[test]
fn the_better_programme_is_named_and_dominates() {
    let programmes = [linear(&[("x", 0.0, 1.0)]), linear(&[("y", 1.0, 1.0)]), linear(&[("z", 0.0, 3.0)])];
    let order = order(&programmes, Sampling::Random);
    assert_eq!(order.places[0].name, "1");
    let behind = |placed: &Placed| placed.behind.expect("not the first");
    assert!((behind(&order.places[1]).value - 1.0).abs() < 5.0 * behind(&order.places[1]).se);
    assert!(!order.places[1].within_noise && order.places[2].within_noise);
    let dominance =
        |a: &str, b: &str| order.dominance.iter().find(|pair| pair.dominant == a && pair.dominated == b);
    assert_eq!(dominance("1", "0").expect("higher and as wide").first_order, Dominates::Yes);
    // Higher on average and narrower: better for all who dislike risk.
    let second = dominance("1", "2").expect("the narrower");
    assert_eq!((second.first_order, second.second_order), (Dominates::No, Dominates::Yes));
    assert!(dominance("2", "0").is_none());
    // The wide one can be far below the best.
    assert_ne!(order.minimax_regret, "2");
}

/// The score of a correlated input is made of its own stream and of those before it: shared alone it would hardly be
/// the same.
#[test]
fn correlated_inputs_are_shared_together() {
    let desk = Desk::new();
    let text = uncertain(12.0).replace("fixed = 155_000", "normal = { mean = 155_000, sd = 20_000 }")
        + "\n[correlations.both]\ninputs = [\"saving\", \"success_rate\"]\nspearman = 0.9\n";
    desk.put("a.toml", &text);
    desk.put("b.toml", &text);
    let call =
        |share: &str| desk.call(&format!("compare a.toml b.toml --programmes --share {share} --format json"));
    for one in ["saving", "success_rate"] {
        assert!(call(one).exits(2).err.contains("share both or neither"), "{one}");
    }
    let json = call("saving,success_rate").exits(0).json();
    let correlation = &json["pairs"][0]["perspectives"]["public"]["correlation"]["expected"]["value"];
    assert!(correlation.as_f64().unwrap() > 0.999_999, "{correlation}");
}

#[test]
fn programmes_share_only_what_is_named() {
    let desk = Desk::new();
    desk.put("a.toml", &uncertain(12.0));
    desk.put("b.toml", &uncertain(12.0));
    let correlation = |share: &str| {
        let json =
            desk.call(&format!("compare a.toml b.toml --programmes {share} --format json")).exits(0).json();
        assert_eq!(json["pairs"][0]["unchanged"], false);
        let correlation = &json["pairs"][0]["perspectives"]["public"]["correlation"];
        (correlation["expected"]["value"].as_f64().unwrap(), correlation["drawn"]["value"].as_f64().unwrap())
    };
    let (expected, drawn) = correlation("");
    assert!(expected.abs() < 0.05 && drawn.abs() < 0.05, "{expected} {drawn}");
    let (expected, drawn) = correlation("--share success_rate");
    // The rate is common, the people's luck is not.
    assert!(expected > 0.999_999 && (0.2..0.8).contains(&drawn), "{expected} {drawn}");
    assert!(
        desk.call("compare a.toml b.toml --programmes --share nothing")
            .exits(2)
            .err
            .contains("no programme has")
    );
    assert!(desk.call("compare a.toml ./a.toml --programmes").exits(2).err.contains("named twice"));
    // However the path is typed, the luck is the same; files of the same name have luck of their own.
    let figures = |files: &str| {
        let json = desk.call(&format!("compare {files} --programmes --format json")).exits(0).json();
        json["pairs"][0]["perspectives"].clone()
    };
    assert_eq!(figures("a.toml b.toml"), figures("./a.toml ./b.toml"));
    desk.put("below/a.toml", &uncertain(12.0));
    assert!(
        figures("a.toml below/a.toml")["public"]["correlation"]["drawn"]["value"].as_f64().unwrap() < 0.05
    );
    desk.call("compare a.toml b.toml --share success_rate").exits(2);
    let report = desk.call("compare a.toml b.toml u-turn.toml --programmes").exits(0).out.clone();
    for said in ["RANKING", "best in", "may as well change places", "minimax"] {
        assert!(report.contains(said), "{said}: {report}");
    }
}

/// Three programmes have one base: what it requires is told and counted once. That nearly every key differs is no news.
#[test]
fn the_base_of_programmes_is_asked_once_and_what_differs_is_left_out() {
    let desk = Desk::new();
    desk.put("a.toml", &requiring(0.9));
    desk.put("b.toml", &uncertain(12.0));
    desk.put("c.toml", &uncertain(11.0));
    let call =
        |format: &str| desk.call(&format!("compare a.toml b.toml c.toml --programmes --format {format}"));
    let json = call("json").exits(4).json();
    let gates = json["pairs"].as_array().unwrap().iter().flat_map(|pair| pair["gates"].as_array().unwrap());
    assert_eq!(gates.filter(|gate| gate["of"] == "base").count(), 1);
    assert!(!json["pairs"][1]["assumptions"].as_array().unwrap().is_empty());
    for format in ["text", "markdown"] {
        let out = call(format).exits(4).out.clone();
        assert!(out.contains("1 of 1 limit or requirement crossed"), "{out}");
        assert!(!out.contains("What differs") && out.contains("differ in every key"), "{out}");
    }
    let out = call("github").exits(4).out.clone();
    assert!(!out.contains(" was "), "{out}");
}
