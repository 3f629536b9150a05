//! Even ways to draw give the same figures with less noise.

use vendepunkt::sampling::Sampling;
use vendepunkt::summary::Settings;
use vendepunkt::summary::results::{Estimate, PerspectiveResults};

use crate::common::{pool, results_on, shipped};
use crate::{WAYS, over_seeds};

/// Reads a figure off a perspective.
type Figure = fn(&PerspectiveResults) -> Estimate;

/// Variance of the mean of U-turn's net benefit over 50 seeds of 2¹⁴ draws: at least 30 times smaller with Sobol
/// points, 5 times with Latin hypercubes; and the means over all seeds agree within 4 standard errors.
#[test]
fn even_draws_cut_the_variance_of_the_mean() {
    let loaded = shipped("scenarios/u-turn.toml");
    let repeats = 50;
    let mut found = Vec::new();
    for sampling in WAYS {
        let figures = over_seeds(0..repeats, |seed| {
            let settings = Settings { draws: 1 << 14, seed, sampling, ..Settings::default() };
            let p = &results_on(&pool(1), &loaded, &settings).perspectives["public"];
            (p.net_benefit.mean.value, p.probability_break_even.value)
        });
        let n = repeats as f64;
        let moments = |of: fn(&(f64, f64)) -> f64| {
            let mean = figures.iter().map(of).sum::<f64>() / n;
            let squares = figures.iter().map(|f| (of(f) - mean) * (of(f) - mean)).sum::<f64>();
            (mean, squares / (n - 1.0))
        };
        found.push((sampling, moments(|f| f.0), moments(|f| f.1)));
    }
    let (_, random, random_p) = found[0];
    for (sampling, mean, p) in &found[1..] {
        let gain = random.1 / mean.1;
        println!("{sampling}: variance of the mean {gain:.0} times smaller, of P {:.1}", random_p.1 / p.1);
        assert!(gain >= if *sampling == Sampling::Sobol { 30.0 } else { 5.0 }, "{sampling}: {gain}");
        for (a, b) in [(random, *mean), (random_p, *p)] {
            let z = (a.0 - b.0) / ((a.1 + b.1) / repeats as f64).sqrt();
            assert!(z.abs() < 4.0, "{sampling}: z = {z}");
        }
    }
}

/// Every way states, run by run, the error that runs really have: the mean square of stated standard errors is the
/// variance over the seeds (a chi-square of 49 degrees of freedom lies within a factor of 2.2 but once in 10⁵ times).
#[test]
fn stated_errors_are_those_seen_between_seeds() {
    let loaded = shipped("scenarios/u-turn.toml");
    for sampling in WAYS {
        let runs = over_seeds(100..150, |seed| {
            let settings = Settings { draws: 1 << 14, seed, sampling, ..Settings::default() };
            results_on(&pool(1), &loaded, &settings)
        });
        let figures: [(&str, Figure); 5] = [
            ("mean", |p| p.net_benefit.mean),
            ("sd", |p| p.net_benefit.sd),
            ("benefit-cost ratio", |p| p.benefit_cost_ratio.expect("costs")),
            ("parameter share", |p| p.variance.parameter_share.expect("a variance")),
            ("shortfall", |p| p.expected_shortfall_5),
        ];
        for (name, figure) in figures {
            let seen: Vec<_> = runs.iter().map(|r| figure(&r.perspectives["public"])).collect();
            let n = seen.len() as f64;
            let mean = seen.iter().map(|e| e.value).sum::<f64>() / n;
            let variance = seen.iter().map(|e| (e.value - mean) * (e.value - mean)).sum::<f64>() / (n - 1.0);
            let stated = seen.iter().map(|e| e.se * e.se).sum::<f64>() / n;
            let factor = stated / variance;
            println!("{sampling} {name}: stated variance {factor:.2} times that seen");
            assert!((1.0 / 2.2..2.2).contains(&factor), "{sampling}: {name}: {factor}");
        }
    }
}
