//! Parameters of every size: a family table is refused or gives a law that behaves.

use std::time::{Duration, Instant};

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use vendepunkt::block::new_column;
use vendepunkt::distribution::{FAMILIES, FamilyKeys, KeyKind, NormalScoreTable, QuantileTable, Spec};

/// A number of any size: ordinary ones half of the time, else up to 1e±100, now and then an exact special one.
fn number(rng: &mut ChaCha8Rng) -> f64 {
    let sign = if rng.random_range(0..5) == 0 { -1.0 } else { 1.0 };
    match rng.random_range(0..12) {
        0 => [0.0, 1.0, 0.5, -0.0, f64::NAN, f64::INFINITY, 1e-320, 1e100][rng.random_range(0..8)],
        1 | 2 => sign * 10f64.powf(rng.random_range(-100.0..100.0)),
        3..=5 => sign * 10f64.powf(rng.random_range(-6.0..9.0)),
        6..=8 => rng.random_range(0.0..1.0),
        _ => sign * rng.random_range(0.0..100.0),
    }
}

/// A family table with the keys of one way to state it, and now and then limits.
fn table(family: &FamilyKeys, depth: usize, rng: &mut ChaCha8Rng) -> Spec {
    let mut spec = Spec { family: family.name.to_string(), ..Spec::default() };
    let ways = family.parametrisations.len() + usize::from(family.beside_quantiles.is_some());
    let way = rng.random_range(0..ways);
    if let Some(keys) = family.parametrisations.get(way) {
        let optional: Vec<_> = family.optional.iter().filter(|_| rng.random_range(0..2) == 0).collect();
        for &name in keys.iter().chain(optional) {
            let Some(key) = family.keys.iter().find(|key| key.name == name) else { continue };
            match key.kind {
                KeyKind::Number => {
                    spec.numbers.insert(name.to_string(), number(rng));
                }
                KeyKind::Numbers if name == "weights" => {
                    spec.lists.insert(name.to_string(), vec![0.25, 0.5, 0.25]);
                }
                KeyKind::Numbers => {
                    spec.lists.insert(name.to_string(), (0..3).map(|_| number(rng)).collect());
                }
                KeyKind::Families if depth < 2 => {
                    for _ in 0..3 {
                        let any = &FAMILIES[rng.random_range(0..FAMILIES.len())];
                        spec.parts.push(table(any, depth + 1, rng));
                    }
                }
                _ => {}
            }
        }
    } else {
        for _ in 0..2 {
            spec.numbers.insert(format!("p{}", rng.random_range(1..100)), number(rng));
        }
        if family.keys.iter().any(|key| key.name == "df") {
            spec.numbers.insert("df".to_string(), number(rng));
        }
    }
    // Rising numbers are accepted more often.
    if rng.random_range(0..4) > 0 {
        let mut values: Vec<f64> = spec.numbers.values().copied().collect();
        values.sort_by(f64::total_cmp);
        if !["beta", "gamma", "normal", "lognormal"].contains(&family.name) {
            let order = ["low", "p10", "min", "mode", "p50", "high", "p90", "max"];
            let mut keys: Vec<String> = spec.numbers.keys().cloned().collect();
            keys.sort_by_key(|key| order.iter().position(|k| k == key).unwrap_or(0));
            spec.numbers = keys.into_iter().zip(values).collect();
        }
    }
    if rng.random_range(0..4) == 0 {
        spec.min = Some(number(rng));
    }
    if rng.random_range(0..4) == 0 {
        spec.max = Some(number(rng));
    }
    spec
}

#[test]
fn laws_behave_for_parameters_of_every_size() {
    let mut rng = ChaCha8Rng::seed_from_u64(1);
    let us =
        [2f64.powi(-53), 1e-9, 1e-4, 0.01, 0.2, 0.5, 0.7, 0.99, 1.0 - 1e-4, 1.0 - 1e-9, 1.0 - 2f64.powi(-53)];
    let (mut laws, mut slowest) = (0, (Duration::ZERO, String::new()));
    for round in 0..6000 {
        let family = &FAMILIES[round % FAMILIES.len()];
        let spec = table(family, 0, &mut rng);
        let start = Instant::now();
        let Ok(law) = spec.law() else { continue };
        laws += 1;
        let (low, high) = law.support();
        assert!(low <= high, "{spec:?}: support {low} to {high}");
        for figure in [law.mean(), law.sd()].into_iter().flatten() {
            assert!(figure.is_finite(), "{spec:?}: mean {:?}, sd {:?}", law.mean(), law.sd());
        }
        let (mut u, mut z, mut x, mut y) = (new_column(), new_column(), new_column(), new_column());
        u.fill(0.5);
        u[..us.len()].copy_from_slice(&us);
        vendepunkt::distribution::fill_normal_quantile(&u, &mut z);
        QuantileTable::build(&law).fill(&u, &mut x);
        NormalScoreTable::build(&law).fill(&z, &mut y);
        let size = law.sd().unwrap_or_else(|| law.quantile(0.75) - law.quantile(0.25));
        let mut last = f64::NEG_INFINITY;
        for (i, &u) in us.iter().enumerate() {
            let exact = law.quantile(u);
            let inside = exact >= low && exact <= high && exact.is_finite();
            assert!(inside, "{spec:?}: quantile {exact} at {u:e}, support {low} to {high}");
            assert!(exact >= last - 1e-13 * exact.abs(), "{spec:?}: {last} before {exact} at {u:e}");
            last = exact;
            assert!(
                (x[i] - exact).abs() <= 1e-9 * exact.abs().max(size),
                "{spec:?}: {} for {exact} at {u:e}",
                x[i]
            );
            assert!(y[i].is_finite(), "{spec:?} in z: {} for {exact} at {u:e}", y[i]);
            let chance = law.tails(exact);
            assert!(
                (0.0..=1.0).contains(&chance.below) && (0.0..=1.0).contains(&chance.above),
                "{spec:?}: {chance:?}"
            );
        }
        let elapsed = start.elapsed();
        if elapsed > slowest.0 {
            slowest = (elapsed, format!("{spec:?}"));
        }
    }
    println!("{laws} laws, slowest {slowest:?}");
    assert!(laws > 1500, "{laws} laws");
    assert!(slowest.0 < Duration::from_secs(30), "{slowest:?}");
}
