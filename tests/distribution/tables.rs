//! The tables against the laws that they tabulate, and against the references.

use std::collections::BTreeMap;

use vendepunkt::block::{BLOCK, new_column};
use vendepunkt::distribution::special::Chance;
use vendepunkt::distribution::special::normal;
use vendepunkt::distribution::{Law, NormalScoreTable, QuantileTable, fill_normal_quantile};

use crate::reference::{Reference, bound, law, references, relative_error};

/// The laws of the reference file with their quantiles.
fn laws() -> BTreeMap<String, (Law, Vec<(f64, Reference)>)> {
    let mut laws = BTreeMap::new();
    for reference in references() {
        let entry = laws.entry(reference.written.clone()).or_insert_with(|| (law(&reference), Vec::new()));
        if let Ok(u) = reference.what.parse() {
            entry.1.push((u, reference));
        }
    }
    laws
}

#[test]
fn tables_keep_the_digits_of_the_references() {
    let mut failures = Vec::new();
    for (written, (law, quantiles)) in laws() {
        let (table, scores) = (QuantileTable::build(&law), NormalScoreTable::build(&law));
        let (mut u, mut z, mut x, mut y) = (new_column(), new_column(), new_column(), new_column());
        u.fill(0.3);
        for (u, (stated, _)) in u.iter_mut().zip(&quantiles) {
            *u = *stated;
        }
        for (z, &u) in z.iter_mut().zip(u.iter()) {
            *z = normal::quantile(Chance::from_below(u));
        }
        table.fill(&u, &mut x);
        scores.fill(&z, &mut y);
        for (i, (u, reference)) in quantiles.iter().enumerate() {
            for (which, drawn) in [("in u", x[i]), ("in z", y[i])] {
                let error = relative_error(reference, &law, drawn, reference.value);
                // A score of 53 bits cannot say more of u than this.
                let allowed = bound(reference, *u);
                if !(error <= allowed) {
                    failures.push(format!(
                        "{written} {which} at {u:e}: {drawn} for {}, {error:.1e}",
                        reference.value
                    ));
                }
            }
        }
    }
    assert!(failures.is_empty(), "{} failures:\n{}", failures.len(), failures.join("\n"));
}

/// u by rising size: every row of a table many times, both tails down to 2⁻⁵³.
fn scan() -> Vec<f64> {
    let mut tails = Vec::new();
    let mut tail = 2f64.powi(-53);
    while tail < 0.5 {
        tails.push(tail);
        tail *= if tail < 1e-6 { 1.7 } else { 1.0037 };
    }
    let upper: Vec<f64> = tails.iter().rev().map(|tail| 1.0 - tail).filter(|&u| u < 1.0).collect();
    tails.extend(upper);
    tails
}

#[test]
fn tables_follow_their_laws_and_never_fall() {
    let mut failures = Vec::new();
    for (written, (law, quantiles)) in laws() {
        let allowed = bound(&quantiles[0].1, 0.5);
        let table = QuantileTable::build(&law);
        let (mut u, mut x) = (new_column(), new_column());
        let mut last = f64::NEG_INFINITY;
        for part in scan().chunks(BLOCK) {
            u[..part.len()].copy_from_slice(part);
            table.fill(&u, &mut x);
            for i in 0..part.len() {
                let error = relative_error(&quantiles[0].1, &law, x[i], law.quantile(u[i]));
                if !(error <= allowed) {
                    failures.push(format!(
                        "{written} at {:e}: {} for {}, {error:.1e}",
                        u[i],
                        x[i],
                        law.quantile(u[i])
                    ));
                }
                // Steps of 1.0037 in the tail probability are far above the rounding of a value.
                assert!(x[i] >= last, "{written} falls at {:e} from {last} to {}", u[i], x[i]);
                last = x[i];
            }
        }
    }
    assert!(
        failures.is_empty(),
        "{} failures:\n{}",
        failures.len(),
        failures.iter().take(60).cloned().collect::<Vec<_>>().join("\n")
    );
}

/// Every row of the tables in z many times, up to where u still says enough of the upper tail.
#[test]
fn tables_in_z_follow_their_laws() {
    let scores: Vec<f64> = (0..11 * 256 + 1).map(|i| -8.0 + f64::from(i) / 256.0).collect();
    let mut failures = Vec::new();
    for (written, (law, quantiles)) in laws() {
        let allowed = bound(&quantiles[0].1, 0.5);
        let table = NormalScoreTable::build(&law);
        let (mut z, mut x) = (new_column(), new_column());
        for part in scores.chunks(BLOCK) {
            z[..part.len()].copy_from_slice(part);
            table.fill(&z, &mut x);
            for i in 0..part.len() {
                let exact = law.quantile(normal::tails(z[i]).below);
                let error = relative_error(&quantiles[0].1, &law, x[i], exact);
                if !(error <= allowed) {
                    failures.push(format!("{written} at z = {}: {} for {exact}, {error:.1e}", z[i], x[i]));
                }
            }
        }
    }
    let shown: Vec<String> = failures.iter().take(40).cloned().collect();
    assert!(failures.is_empty(), "{} failures:\n{}", failures.len(), shown.join("\n"));
}

#[test]
fn normal_quantiles_keep_their_digits() {
    let (mut u, mut z) = (new_column(), new_column());
    for part in scan().chunks(BLOCK) {
        u[..part.len()].copy_from_slice(part);
        fill_normal_quantile(&u, &mut z);
        for i in 0..part.len() {
            let exact = normal::quantile(Chance::from_below(u[i]));
            let size = if exact.abs() > 1.0 { exact.abs() } else { 1.0 };
            assert!((z[i] - exact).abs() <= 1e-13 * size, "{} for {exact} at {:e}", z[i], u[i]);
        }
    }
}
