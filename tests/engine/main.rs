//! The engine as a whole: the same bytes whatever the threads, the instruction set and the file's order.

// Tests compare with what the platform computes; figures may not use it (clippy.toml).
#![allow(clippy::disallowed_methods)]

#[path = "../common/mod.rs"]
mod common;
mod payments;
mod people;
mod readings;
mod site;
mod tails;

use std::sync::{LazyLock, mpsc};
use std::time::Duration;

use vendepunkt::engine::Pool;
use vendepunkt::kernel::Isa;
use vendepunkt::model::Detail;
use vendepunkt::summary::Settings;
use vendepunkt::summary::results::Results;

use common::columns::draws as draws_of;
use common::{BASE, load, pool, results, results_on};

/// People who come, leave and relapse, and an amount that is a formula.
static SCENARIO: LazyLock<String> = LazyLock::new(|| {
    let inputs = "[inputs.without]\nuniform = { min = 0.1, max = 0.5 }\n\n[inputs.relapse]\nbeta = { mean = 0.1, sd = 0.03 }\n\n\
                  [inputs.leave]\ntriangular = { low = 0.0, mode = 0.1, high = 0.3 }\n\n";
    let cohort = "[cohort]\nintake = [24, 12]\ndropout = \"leave\"\ndropout_cost_share = 0.5";
    edited(
        BASE,
        &[
            ("[cohort]\nparticipants = 24", &format!("{inputs}{cohort}")),
            ("counterfactual = 0.1", "counterfactual = \"without\"\nrelapse = \"relapse\""),
            ("amount = \"saving\"", "amount = \"saving * (1 + 0.1 * success_rate)\""),
        ],
    )
});

/// A text with replacements, each of which is found.
fn edited(text: &str, edits: &[(&str, &str)]) -> String {
    edits.iter().fold(text.to_owned(), |text, (from, to)| {
        assert!(text.contains(from), "{from}");
        text.replace(from, to)
    })
}

/// Everything but the scenario's own text, as bytes.
fn figures(mut results: Results) -> String {
    results.scenario.resolved = None;
    results.scenario.sha256.clear();
    results.scenario.labels = Default::default();
    results.scenario.order = Default::default();
    results.warnings.clear();
    serde_json::to_string(&results).expect("results are plain data")
}

#[test]
fn threads_and_instruction_sets_change_no_byte() {
    // Past the pilot, past a narrowing, and with a last block that is not full.
    let base = Settings { draws: 70_001, seed: 9, ..Settings::default() };
    let expected = figures(results_on(&pool(1).with_isa(Isa::Baseline), &load(&SCENARIO), &base));
    for threads in [1, 2, 7] {
        for isa in [Isa::Baseline, Isa::Avx2, Isa::Avx512] {
            for detail in [Detail::Headline, Detail::Yearly] {
                let pool = pool(threads).with_isa(isa);
                let mut other = results_on(&pool, &load(&SCENARIO), &Settings { detail, ..base.clone() });
                // The yearly figures come on top; what both have is the same.
                other.run.outputs = "headline".to_owned();
                for p in other.perspectives.values_mut() {
                    let flow = &mut p.cash_flow;
                    let years = flow.undiscounted.iter_mut().chain(&mut flow.cumulative_undiscounted);
                    years.chain(&mut flow.cumulative_discounted).for_each(|year| year.quantiles = None);
                }
                assert_eq!(figures(other), expected, "{threads} threads, {isa}, {detail:?}");
            }
        }
    }
}

/// On the calling thread and one beside it, on new threads beside those, and on one thread: the same figures.
#[test]
fn a_thread_that_works_along_changes_no_byte() {
    let settings = Settings { draws: 20_000, ..Settings::default() };
    let apart = figures(results_on(&pool(2), &load(&SCENARIO), &settings));
    std::thread::scope(|scope| {
        let along = scope.spawn(|| {
            let along = Pool::along(2).expect("threads can be started");
            let (one, three) = (pool(1), pool(3));
            let all =
                [&one, &along, &three].map(|pool| figures(results_on(pool, &load(&SCENARIO), &settings)));
            // The other threads help, and new ones do once those are gone.
            let (here, who) = (std::thread::current().id(), || std::thread::current().id());
            assert_eq!(along.install(who), here);
            assert_eq!(along.threads(), 2);
            [&along, &three].into_iter().for_each(meet);
            let again = || Pool::along(2).expect("threads can be started");
            let beside = again();
            drop(along);
            for pool in [beside, again()] {
                assert_ne!(pool.install(who), here, "a thread works along once");
                assert_eq!(pool.threads(), 2);
                meet(&pool);
            }
            all
        });
        assert_eq!(along.join().expect("no panic"), [apart.as_str(); 3]);
    });
}

/// Has two jobs on some threads wait for each other.
fn meet(pool: &Pool) {
    let ((to_b, from_a), (to_a, from_b)) = (mpsc::channel(), mpsc::channel());
    let wait = Duration::from_secs(60);
    let met = pool.install(|| {
        rayon::join(
            move || to_b.send(()).is_ok() && from_b.recv_timeout(wait).is_ok(),
            move || to_a.send(()).is_ok() && from_a.recv_timeout(wait).is_ok(),
        )
    });
    assert_eq!(met, (true, true));
}

#[test]
fn unused_inputs_and_the_order_of_tables_change_no_figure() {
    let settings = Settings { draws: 20_000, ..Settings::default() };
    let expected = figures(results(&load(&SCENARIO), &settings));
    let unused = format!("{}\n[inputs.aaa_unused]\nnormal = {{ mean = 1, sd = 2 }}\n", *SCENARIO);
    assert_eq!(figures(results(&load(&unused), &settings)), expected);
    let tables: Vec<&str> = SCENARIO.split("\n[").collect();
    let mut reordered = tables[0].to_owned();
    for table in tables[1..].iter().rev() {
        reordered.push_str("\n[");
        reordered.push_str(table);
    }
    assert_eq!(figures(results(&load(&reordered), &settings)), expected);
}

#[test]
fn renaming_payers_and_lines_changes_no_figure_beyond_rounding() {
    let settings = Settings { draws: 20_000, ..Settings::default() };
    let before = results(&load(&SCENARIO), &settings);
    let renamed = SCENARIO
        .replace("municipality", "zz_town")
        .replace("costs.treatment", "costs.z")
        .replace("effects.public_saving", "effects.a");
    let after = results(&load(&renamed), &settings);
    for (a, b) in [("public", "public"), ("municipality", "zz_town"), ("state", "state")] {
        let (a, b) = (&before.perspectives[a].net_benefit, &after.perspectives[b].net_benefit);
        for (x, y) in [(a.mean, b.mean), (a.sd, b.sd), (a.p5, b.p5), (a.p50, b.p50), (a.p95, b.p95)] {
            assert!((x.value - y.value).abs() <= 1e-12 * (a.sd.value + x.value.abs()), "{x:?} {y:?}");
        }
    }
}

#[test]
fn a_longer_run_extends_a_shorter_one() {
    let loaded = load(&SCENARIO);
    let public = |draws| {
        let settings = Settings { draws, ..Settings::default() };
        let (_, mut all) = draws_of(&loaded, &settings, "perspectives.public.net_benefit");
        all.remove("perspectives.public.net_benefit").expect("public is always there")
    };
    let long = public(20_000);
    for draws in [1_000, 2_000, 17_000] {
        assert_eq!(public(draws), long[..draws as usize]);
    }
    // And the summary is that of exactly these draws.
    let summary = results(&loaded, &Settings { draws: 2_000, ..Settings::default() });
    let mut sorted = long[..2_000].to_vec();
    sorted.sort_by(f64::total_cmp);
    let net = &summary.perspectives["public"].net_benefit;
    assert_eq!(net.p50.value, sorted[999] + 0.5 * (sorted[1000] - sorted[999]));
    let mean = sorted.iter().sum::<f64>() / 2_000.0;
    let sd = (sorted.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>() / 1_999.0).sqrt();
    assert!((net.sd.value - sd).abs() < 1e-9 * sd);
    let hits = sorted.iter().filter(|x| **x >= 0.0).count();
    assert_eq!(summary.perspectives["public"].probability_break_even.value, hits as f64 / 2_000.0);
}

/// What only enters through its mean is summed by group: the same means as from the draws themselves, and the variance
/// between the groups, draw i of a block belonging to group i mod 128.
#[test]
fn means_by_group_are_those_of_the_draws() {
    // Less than a block, a block, and more.
    [300, 1024, 3 * 1024 + 300].into_iter().for_each(means_are_those_of_the_draws);
}

fn means_are_those_of_the_draws(draws: u64) {
    let settings = Settings { draws, ..Settings::default() };
    let loaded = load(&SCENARIO);
    let (shown, mut columns) = draws_of(&loaded, &settings, "perspectives.public.expected_");
    let found = results(&loaded, &settings);
    assert_eq!(shown, found, "no figure depends on what is shown");
    let found = &found.perspectives["public"];
    let mut drawn = |name: &str| -> Vec<f64> {
        let name = format!("perspectives.public.expected_{name}");
        columns.remove(&name).unwrap_or_else(|| panic!("no column {name}"))
    };
    let mut pairs: Vec<_> = found.lines.iter().map(|(name, line)| (drawn(name), *line)).collect();
    for t in 1..=6 {
        let flows = &found.cash_flow;
        for (view, years) in [
            ("undiscounted", &flows.undiscounted),
            ("cumulative_undiscounted", &flows.cumulative_undiscounted),
            ("cumulative_discounted", &flows.cumulative_discounted),
        ] {
            pairs.push((drawn(&format!("cash_flow.{view}.{t}")), years[t].mean));
        }
    }
    for (x, estimate) in pairs {
        let n = x.len() as f64;
        let mean = x.iter().sum::<f64>() / n;
        let (mut squares, mut groups) = (0.0, 0.0);
        for block in x.chunks(1024) {
            for j in 0..128.min(block.len()) {
                let group: Vec<f64> = block[j..].iter().copied().step_by(128).collect();
                let size = group.len() as f64;
                let deviation = group.iter().sum::<f64>() - size * mean;
                squares += deviation * deviation / size;
                groups += 1.0;
            }
        }
        let se = (squares / (groups - 1.0) / n).sqrt();
        assert!((estimate.value - mean).abs() < 1e-10 * se, "{estimate:?}: mean {mean}");
        assert!((estimate.se - se).abs() < 1e-9 * se, "{estimate:?}: standard error {se}");
        // About 500 groups: their variance is within 5 standard errors of that of the draws.
        let variance = x.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>() / (n - 1.0);
        let z = (se * se * n / variance - 1.0) / f64::sqrt(2.0 / groups);
        assert!(z.abs() < 5.0, "{estimate:?}: {z}");
    }
    let (costs, effects) = (drawn("costs"), drawn("effects"));
    let ratio = effects.iter().sum::<f64>() / costs.iter().sum::<f64>();
    let found = found.benefit_cost_ratio.expect("there are costs");
    assert!((found.value - ratio).abs() < 1e-12 * ratio);
    // The error of the ratio by the delta method, from the draws: within a sixth of that by groups.
    let n = costs.len() as f64;
    let mean = costs.iter().sum::<f64>() / n;
    let residual: f64 = effects.iter().zip(&costs).map(|(e, c)| (e - ratio * c) * (e - ratio * c)).sum();
    let se = (residual / (n - 1.0) / n).sqrt() / mean;
    assert!((found.se / se - 1.0).abs() < 1.0 / 6.0, "{found:?}: {se}");
}
