//! Correlated inputs are as correlated, in ranks, as the scenario says.

use vendepunkt::sampling::Sampling;

use crate::common::{load, shipped};
use crate::inputs;

/// Rank of each value, from 0. Values are continuous: there are no ties.
fn ranks(values: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|a, b| values[*a].total_cmp(&values[*b]));
    let mut ranks = vec![0.0; values.len()];
    for (rank, i) in order.into_iter().enumerate() {
        ranks[i] = rank as f64;
    }
    ranks
}

/// Spearman's rank correlation.
fn spearman(a: &[f64], b: &[f64]) -> f64 {
    let n = a.len() as f64;
    let squares: f64 = a.iter().zip(b).map(|(a, b)| (a - b) * (a - b)).sum();
    1.0 - 6.0 * squares / (n * (n * n - 1.0))
}

/// Its standard error: Bonett & Wright (2000), "Sample size requirements for estimating Pearson, Kendall and Spearman
/// correlations", Psychometrika 65(1), eq. 3, on Fisher's scale.
fn score(found: f64, wanted: f64, n: usize) -> f64 {
    let se = ((1.0 + wanted * wanted / 2.0) / (n as f64 - 3.0)).sqrt();
    (found.atanh() - wanted.atanh()) / se
}

#[test]
fn two_inputs_of_unlike_families_have_the_rank_correlation_asked_for() {
    for wanted in [0.5, 0.8, -0.6] {
        let loaded = load(&format!(
            "format = 1\ntitle = \"Two\"\ncurrency = \"DKK\"\nprice_year = 2020\nhorizon = 1\n[discount]\nrate = 0\n\
             [payers]\nstate = \"State\"\n[inputs.a]\nlognormal = {{ mean = 10, sd = 12 }}\n[inputs.b]\n\
             beta = {{ alpha = 0.7, beta = 3 }}\n[correlations.ab]\ninputs = [\"a\", \"b\"]\nspearman = {wanted}\n\
             [effects.gain]\nper = \"programme\"\namount = \"a * b\"\nyears = 0\nshares = {{ state = 1 }}\n"
        ));
        let all = inputs(&loaded, Sampling::Random, 4, 100);
        let (a, b) = (ranks(&all["inputs.a"]), ranks(&all["inputs.b"]));
        let z = score(spearman(&a, &b), wanted, a.len());
        assert!(z.abs() < 4.0, "{wanted}: z = {z}");
    }
}

/// The 50 inputs of the reference workload: 1,225 pairs, each within 5 standard errors (7e-4 for the family).
#[test]
fn fifty_inputs_have_the_correlation_matrix_asked_for() {
    let loaded = shipped("benches/scenarios/large.toml");
    let group = loaded.scenario.correlations.values().next().expect("a correlation");
    let all = inputs(&loaded, Sampling::Random, 4, 40);
    let ranked: Vec<Vec<f64>> =
        (group.inputs.iter()).map(|name| ranks(&all[&format!("inputs.{name}")])).collect();
    assert_eq!(ranked.len(), 50);
    for i in 0..50 {
        for j in 0..i {
            let wanted = 0.4 * 0.9f64.powi((i - j) as i32);
            let z = score(spearman(&ranked[i], &ranked[j]), wanted, ranked[i].len());
            assert!(z.abs() < 5.0, "{} and {}: z = {z}", group.inputs[i], group.inputs[j]);
        }
    }
}
