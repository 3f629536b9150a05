//! Shares of one whole: their moments, their laws one by one, and that they leave all other inputs where they are.

use std::collections::BTreeMap;

use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use rand_distr::{Distribution, Gamma};
use vendepunkt::distribution::{Law, Spec};
use vendepunkt::sampling::Sampling;
use vendepunkt::scenario::Loaded;
use vendepunkt::summary::Settings;

use crate::common::{load, results};
use crate::{WAYS, inputs};

/// Standard errors by which a moment may be off. With 28 of them for each of three laws, one seed in 180 has one beyond it.
const BOUND: f64 = 4.0;

/// Blocks of draws.
const BLOCKS: u64 = 200;

/// A programme of the State's with these inputs.
fn programme(inputs: &str, amount: &str) -> Loaded {
    load(&format!(
        "format = 1\ntitle = \"Shares\"\ncurrency = \"DKK\"\nprice_year = 2020\nhorizon = 1\ndiscount = {{ rate = 0 }}\n\
         payers = {{ state = \"State\" }}\n{inputs}\n\
         [effects.gain]\nper = \"programme\"\namount = \"{amount}\"\nyears = 0\nshares = {{ state = 1 }}\n"
    ))
}

/// The laws that are looked at: how they are stated, and the α of each part in name order.
fn stated() -> [(&'static str, Vec<(&'static str, f64)>); 3] {
    [
        (
            "counts = { temporary = 55, own_home = 16, long_term = 8, dead = 1 }",
            vec![("dead", 1.5), ("long_term", 8.5), ("own_home", 16.5), ("temporary", 55.5)],
        ),
        ("alpha = { a = 0.3, b = 2, c = 0.7, d = 5 }", vec![("a", 0.3), ("b", 2.0), ("c", 0.7), ("d", 5.0)]),
        (
            "mean = { d = 0.4, a = 0.2, b = 0.3, c = 0.1 }, n = 40",
            vec![("a", 8.0), ("b", 12.0), ("c", 4.0), ("d", 16.0)],
        ),
    ]
}

/// Every draw of the parts, in name order.
fn drawn(says: &str, alphas: &[(&str, f64)], sampling: Sampling, seed: u64) -> Vec<Vec<f64>> {
    let law = format!("[inputs.m]\ndirichlet = {{ {says} }}\n");
    let all: Vec<String> = alphas.iter().map(|(name, _)| format!("m.{name}")).collect();
    let columns = inputs(&programme(&law, &all.join(" + ")), sampling, seed, BLOCKS);
    assert_eq!(columns.len(), alphas.len());
    all.iter().map(|name| columns[&format!("inputs.{name}")].clone()).collect()
}

fn mean(values: impl Iterator<Item = f64>, n: usize) -> f64 {
    values.sum::<f64>() / n as f64
}

#[test]
fn parts_have_the_moments_of_a_dirichlet_law_and_sum_to_one() {
    for (seed, (says, alphas)) in (7..).zip(stated()) {
        let all: f64 = alphas.iter().map(|(_, alpha)| alpha).sum();
        let parts = drawn(says, &alphas, Sampling::Random, seed);
        let n = parts[0].len();
        for draw in 0..n {
            let sum: f64 = parts.iter().map(|part| part[draw]).sum();
            assert!((sum - 1.0).abs() < 1e-12, "{says}: {sum} in draw {draw}");
        }
        let is_within = |what: &str, products: &[f64], wanted: f64| {
            let found = mean(products.iter().copied(), n);
            let variance = mean(products.iter().map(|x| (x - found) * (x - found)), n);
            let z = (found - wanted) / (variance / n as f64).sqrt();
            assert!(z.abs() <= BOUND, "{says}: {what} is {found}, {z} standard errors off {wanted}");
        };
        for (i, (name, alpha)) in alphas.iter().enumerate() {
            is_within(&format!("mean of {name}"), &parts[i], alpha / all);
            for (j, (other, beta)) in alphas.iter().enumerate().take(i + 1) {
                // About the means that are known, products are unbiased.
                let products: Vec<f64> = parts[i]
                    .iter()
                    .zip(&parts[j])
                    .map(|(x, y)| (x - alpha / all) * (y - beta / all))
                    .collect();
                let scale = all * all * (all + 1.0);
                let wanted = if i == j { alpha * (all - alpha) / scale } else { -alpha * beta / scale };
                is_within(&format!("covariance of {name} and {other}"), &products, wanted);
            }
        }
    }
}

/// The beta law with these shapes.
fn beta(alpha: f64, beta: f64) -> Law {
    let numbers = BTreeMap::from([("alpha".to_owned(), alpha), ("beta".to_owned(), beta)]);
    Spec { family: "beta".to_owned(), numbers, ..Spec::default() }.law().expect("a law")
}

/// Kolmogorov's statistics, that of a sample against a law and that of two samples: each is above the bound once in a million.
#[test]
fn each_part_is_beta_and_follows_an_independent_library() {
    let bound = (2e6_f64.ln() / 2.0).sqrt();
    let mut rng = ChaCha8Rng::seed_from_u64(2_026);
    for (seed, (says, alphas)) in (17..).zip(stated()) {
        let all: f64 = alphas.iter().map(|(_, alpha)| alpha).sum();
        let mut parts = drawn(says, &alphas, Sampling::Random, seed);
        let n = parts[0].len();
        // Gamma numbers with one scale, divided by their sum.
        let mut theirs: Vec<Vec<f64>> = vec![Vec::new(); alphas.len()];
        for _ in 0..n {
            let gammas: Vec<f64> =
                alphas.iter().map(|(_, alpha)| Gamma::new(*alpha, 1.0).unwrap().sample(&mut rng)).collect();
            let sum: f64 = gammas.iter().sum();
            theirs.iter_mut().zip(gammas).for_each(|(of, gamma)| of.push(gamma / sum));
        }
        for (((name, alpha), ours), theirs) in alphas.iter().zip(&mut parts).zip(&mut theirs) {
            ours.sort_by(f64::total_cmp);
            theirs.sort_by(f64::total_cmp);
            let law = beta(*alpha, all - alpha);
            let (mut worst, mut apart) = (0.0_f64, 0.0_f64);
            for (i, x) in ours.iter().enumerate() {
                let (below, rank) = (law.cdf(*x), i as f64 / n as f64);
                worst = worst.max((below - rank).abs()).max((below - rank - 1.0 / n as f64).abs());
                let among = theirs.partition_point(|y| y <= x) as f64 / n as f64;
                apart = apart.max((among - rank - 1.0 / n as f64).abs());
            }
            let (one, two) = (worst * (n as f64).sqrt(), apart * (n as f64 / 2.0).sqrt());
            assert!(one <= bound, "{says}: {name} is not beta: {one}");
            assert!(two <= bound, "{says}: {name} is not as rand_distr has it: {two}");
        }
    }
}

/// However draws are spread, the parts share one whole, and no other input moves for them.
#[test]
fn no_other_input_moves_for_shares() {
    let others = "[inputs.a]\nnormal = { mean = 1, sd = 2 }\n[inputs.z]\nbeta = { mean = 0.4, sd = 0.1 }\n";
    let shares = "[inputs.m]\ndirichlet = { counts = { p = 3, q = 0, r = 4 } }\n";
    let with = programme(&format!("{others}{shares}"), "a * z + m.q - 2 * m.r");
    let without = programme(others, "a * z");
    for sampling in WAYS {
        let [with, without] = [&with, &without].map(|loaded| inputs(loaded, sampling, 5, 16));
        for name in ["inputs.a", "inputs.z"] {
            assert_eq!(with[name], without[name], "{sampling}: {name}");
        }
        let [p, q, r] = ["p", "q", "r"].map(|part| &with[&format!("inputs.m.{part}")]);
        for ((p, q), r) in p.iter().zip(q).zip(r) {
            let sum = p + q + r;
            assert!((sum - 1.0).abs() < 1e-12, "{sampling}: {sum}");
        }
    }
}

/// 20 people, each of whom ends in one of four places. Their numbers are Dirichlet-multinomial: n p_i (1 − p_i) w and −n p_i p_j w with
/// w = 1 + (n − 1)/(α₀ + 1) (Johnson, Kotz & Balakrishnan 1997, *Discrete Multivariate Distributions*, ch. 35). A home is worth 1,000, a
/// place for good costs 400, the programme 2,000.
#[test]
fn outcomes_at_the_rates_of_one_whole_come_to_what_is_worked_out_by_hand() {
    let outcome = |name: &str, amount: &str| {
        format!(
            "[outcomes.{name}]\nrate = \"moves.{name}\"\ncounterfactual = 0\nonset = 0\ngroup = \"place\"\n\
             [effects.{name}]\noutcome = \"{name}\"\namount = {amount}\nyears = 0\nshares = {{ city = 1 }}\n"
        )
    };
    let loaded = load(&format!(
        "format = 1\ntitle = \"Moves\"\ncurrency = \"DKK\"\nprice_year = 2020\nhorizon = 1\ndiscount = {{ rate = 0 }}\n\
         payers = {{ city = \"City\" }}\ncohort = {{ participants = 20 }}\n\
         [inputs.moves]\ndirichlet = {{ counts = {{ temporary = 55, own_home = 16, long_term = 8, dead = 1 }} }}\n\
         {}{}[costs.team]\nper = \"programme\"\namount = 2_000\npaid_by = {{ city = 1 }}\n",
        outcome("own_home", "1_000"),
        outcome("long_term", "-400")
    ));
    let (n, all) = (20.0_f64, 82.0_f64);
    let (home, long) = (16.5 / all, 8.5 / all);
    let mean = 1_000.0 * n * home - 400.0 * n * long - 2_000.0;
    let per_person =
        1e6 * home * (1.0 - home) + 1.6e5 * long * (1.0 - long) + 2.0 * 1_000.0 * 400.0 * home * long;
    let sd = (n * per_person * (1.0 + (n - 1.0) / (all + 1.0))).sqrt();
    let results = results(&loaded, &Settings { draws: 400_000, seed: 3, ..Settings::default() });
    assert!((results.base_case.net_benefit["city"] - mean).abs() < 1e-9 * mean.abs());
    let found = &results.perspectives["city"].net_benefit;
    assert!((found.mean.value - mean).abs() <= BOUND * found.mean.se, "{:?} for {mean}", found.mean);
    assert!((found.sd.value - sd).abs() <= BOUND * found.sd.se, "{:?} for {sd}", found.sd);
}
