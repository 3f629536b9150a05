//! Where the losses are: planted boxes, noise, and scenarios.

use vendepunkt::analysis::stress::{Discovery, End, NoBox, Part, Points, Reason, Stress, Stresses, search};
use vendepunkt::sampling::Sampling;
use vendepunkt::scenario::Loaded;
use vendepunkt::summary::Settings;

use crate::cases::{programme, read, settings, shipped, try_stressed, usual};

/// Uniform numbers by Steele, Lea & Flood's SplitMix64 (2014).
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) >> 11) as f64 * (-53f64).exp2()
    }
}

/// Points with a chance of loss.
fn points(seed: u64, draws: usize, inputs: usize, chance: impl Fn(&[f64]) -> f64) -> Points {
    let mut numbers = Numbers(seed);
    let mut points = Points { coordinates: vec![Vec::new(); inputs], lost: Vec::new() };
    for _ in 0..draws {
        let at: Vec<f64> = (0..inputs).map(|_| numbers.next()).collect();
        points.lost.push(numbers.next() < chance(&at));
        points.coordinates.iter_mut().zip(at).for_each(|(column, x)| column.push(x));
    }
    points
}

/// Losses in nine of ten draws where x2 < 0.5 and x7 > 0.5, and in one of ten elsewhere.
#[test]
fn a_planted_box_is_found_and_nothing_else() {
    let mut worst: f64 = 0.0;
    for seed in 0..10 {
        let planted = |x: &[f64]| if x[2] < 0.5 && x[7] > 0.5 { 0.9 } else { 0.1 };
        let found = search(&points(seed, 20_000, 10, planted));
        let bounds: Vec<(usize, End)> = found.bounds.iter().map(|bound| (bound.input, bound.end)).collect();
        assert_eq!(bounds, [(2, End::High), (7, End::Low)], "seed {seed}: {:?}", found.bounds);
        for bound in &found.bounds {
            worst = worst.max((bound.at - 0.5).abs());
            assert!(bound.p < 1e-100, "{bound:?}");
        }
        assert!((found.inside.rate() - 0.9).abs() < 0.03, "{:?}", found.inside);
    }
    println!("worst error of a bound: {worst:.4}");
    assert!(worst < 0.03, "{worst}");
}

/// A box with three sides, at which losses are half as likely.
#[test]
fn a_box_with_both_sides_of_an_input_is_found() {
    let planted = |x: &[f64]| if x[0] > 0.3 && x[0] < 0.7 && x[3] < 0.4 { 0.6 } else { 0.05 };
    let found = search(&points(5, 20_000, 5, planted));
    let bounds: Vec<(usize, End)> = found.bounds.iter().map(|bound| (bound.input, bound.end)).collect();
    assert_eq!(bounds, [(0, End::Low), (0, End::High), (3, End::High)], "{:?}", found.bounds);
    for (bound, at) in found.bounds.iter().zip([0.3, 0.7, 0.4]) {
        assert!((bound.at - at).abs() < 0.03, "{bound:?}");
    }
}

#[test]
fn noise_has_no_box() {
    let boxes = |draws: usize, inputs: usize, rate: f64| {
        let has_box = |seed: &u64| !search(&points(*seed, draws, inputs, |_| rate)).bounds.is_empty();
        (0..100u64).filter(has_box).count()
    };
    for (draws, inputs, rate) in [(20_000, 10, 0.3), (2_000, 5, 0.1), (2_000, 2, 0.5), (1_000, 1, 0.02)] {
        let found = boxes(draws, inputs, rate);
        println!("{inputs} inputs, {draws} draws, {rate} losses: {found} boxes of 100");
        assert!(found <= 2, "{found}");
    }
}

/// Without losses, or with nothing else, and with next to nothing to search.
#[test]
fn searches_that_cannot_find_anything() {
    assert!(search(&points(1, 1_000, 3, |_| 0.0)).bounds.is_empty());
    assert!(search(&points(1, 1_000, 3, |_| 1.0)).bounds.is_empty());
    assert!(search(&points(1, 3, 1, |x| f64::from(x[0] < 0.5))).bounds.is_empty());
    assert!(search(&points(1, 0, 2, |_| 0.5)).bounds.is_empty());
    assert!(search(&points(1, 1_000, 0, |_| 0.5)).bounds.is_empty());
    // All points in one place.
    let mut still = points(1, 1_000, 2, |_| 0.5);
    still.coordinates = vec![vec![0.5; 1_000]; 2];
    assert!(search(&still).bounds.is_empty());
    // Neighbouring numbers, between which there is none.
    let mut close = points(1, 4_000, 1, |x| f64::from(x[0] < 0.5));
    for x in &mut close.coordinates[0] {
        *x = if *x < 0.5 { 0.5 } else { 0.5f64.next_up() };
    }
    let found = search(&close);
    assert_eq!((found.bounds.len(), found.inside.hits), (1, found.inside.size), "{found:?}");
}

fn discovered(loaded: &Loaded, settings: &Settings) -> Stress {
    let asked = Stresses { parts: [Part::Discovery].into(), ..usual() };
    try_stressed(loaded, settings, &asked).expect("it can be put under stress")
}

fn found(stress: &Stress) -> &Discovery {
    stress.discovery.as_ref().unwrap_or_else(|| panic!("no box: {:?}", stress.no_box))
}

fn reason(stress: &Stress) -> Reason {
    let NoBox { reason, .. } = stress.no_box.as_ref().expect("there is no box");
    assert!(stress.discovery.is_none());
    *reason
}

/// x − y with both uniform: it loses where x is below y. Whatever the box, its share of losses is that of the law inside, in closed form.
#[test]
fn the_density_of_a_box_is_that_of_the_law_inside() {
    let inputs = [("x", "uniform = { min = 0, max = 10 }"), ("y", "uniform = { min = 0, max = 10 }")];
    let loaded = read(&programme("x - y", &inputs));
    for sampling in [Sampling::Random, Sampling::Latin, Sampling::Sobol] {
        let stress = discovered(&loaded, &Settings { sampling, ..settings(100_000) });
        let seen = found(&stress);
        let (high, low) = (seen.bounds["x"].max.expect("a bound"), seen.bounds["y"].min.expect("a bound"));
        assert!(
            (high.value / 10.0 - high.quantile).abs() < 1e-12
                && (low.value / 10.0 - low.quantile).abs() < 1e-12
        );
        let (a, b) = (high.quantile, low.quantile);
        // P(x < y | x < a, y > b), a > b: one less the triangle at the corner (a, b).
        let exact = if a > b { 1.0 - (a - b) * (a - b) / (2.0 * a * (1.0 - b)) } else { 1.0 };
        let z = (seen.density.value - exact) / seen.density.se;
        assert!(z.abs() < 4.0, "{sampling}: {:?} against {exact}", seen.density);
        assert!((seen.mass.value - a * (1.0 - b)).abs() < 0.02 && (seen.loss_rate.value - 0.5).abs() < 0.02);
        let inside = seen.coverage.value * seen.loss_rate.value;
        assert!((inside - seen.density.value * seen.mass.value).abs() < 1e-12);
        let first = &seen.trajectory[0];
        assert_eq!((first.coverage, first.mass, first.bounds), (1.0, 1.0, 0));
        assert!(seen.trajectory.windows(2).all(|pair| pair[1].mass < pair[0].mass));
    }
}

/// It loses exactly where the discrete input is 3 or more; the bound is that value, and its quantile what is below it.
#[test]
fn bounds_of_single_values_are_values_inside() {
    let values = "discrete = { values = [1, 2, 3, 4], weights = [0.5, 0.2, 0.2, 0.1] }";
    let mixed =
        "mixture = { parts = [{ fixed = 0 }, { uniform = { min = 0, max = 1 } }], weights = [0.7, 0.3] }";
    let stress = discovered(&read(&programme("2.5 - x", &[("x", values)])), &settings(10_000));
    let min = found(&stress).bounds["x"].min.expect("a bound");
    assert_eq!((min.value, found(&stress).bounds["x"].max), (3.0, None));
    assert!((min.quantile - 0.7).abs() < 1e-12, "{min:?}");
    assert_eq!((found(&stress).density.value, found(&stress).coverage.value), (1.0, 1.0));
    let stress = discovered(&read(&programme("x - 2.5", &[("x", values)])), &settings(10_000));
    let max = found(&stress).bounds["x"].max.expect("a bound");
    assert!(max.value == 2.0 && (max.quantile - 0.7).abs() < 1e-12, "{max:?}");
    // An atom and a density beside it.
    let stress = discovered(&read(&programme("x - 1e-9", &[("x", mixed)])), &settings(10_000));
    let max = found(&stress).bounds["x"].max.expect("a bound");
    assert!(max.value >= 0.0 && max.value < 0.01 && max.quantile < 0.71, "{max:?}");
    let stress = discovered(&read(&programme("1e-9 - x", &[("x", mixed)])), &settings(10_000));
    let min = found(&stress).bounds["x"].min.expect("a bound");
    assert!(min.value > 0.0 && min.value < 0.01 && (min.quantile - 0.7).abs() < 0.01, "{min:?}");
    assert_eq!(found(&stress).coverage.value, 1.0);
}

#[test]
fn why_there_is_no_box_is_said() {
    let uniform = "uniform = { min = 0, max = 1 }";
    let why = |formula: &str, inputs: &[(&str, &str)]| {
        reason(&discovered(&read(&programme(formula, inputs)), &settings(4_000)))
    };
    assert_eq!(why("x + 1", &[("x", uniform)]), Reason::NoLosses);
    assert_eq!(why("x - 2", &[("x", uniform)]), Reason::OnlyLosses);
    assert_eq!(why("x - 2", &[("x", "fixed = 1")]), Reason::NothingDoubtful);
    assert_eq!(why("3 - 2", &[("x", uniform)]), Reason::NothingDoubtful);
    // What is read and plays no part: the luck of 24 people decides.
    let text = "format = 1\ntitle = \"Luck\"\ncurrency = \"DKK\"\nprice_year = 2020\nhorizon = 1\ndiscount = { rate = 0 }\n\
                payers = { city = \"City\" }\ncohort = { participants = 24 }\n\
                [inputs.x]\nuniform = { min = 1, max = 1.000002 }\n\
                [outcomes.done]\nrate = 0.5\ncounterfactual = 0\nonset = 0\n\
                [effects.gain]\noutcome = \"done\"\namount = \"x\"\nyears = 0\nshares = { city = 1 }\n\
                [costs.all]\nper = \"participant\"\namount = 0.48\nyears = 0\npaid_by = { city = 1 }\n";
    let stress = discovered(&read(text), &settings(20_000));
    assert_eq!((reason(&stress), stress.people), (Reason::NoneFound, Some(24.0)));
    let luck = stress.no_box.expect("there is none").cohort_luck_share.expect("something varies");
    assert!(luck.value > 0.99, "{luck:?}");
}

/// Inputs that move together are named, since a scenario cannot be conditioned on them.
#[test]
fn correlated_bounds_are_named() {
    let normal = "normal = { mean = 0, sd = 1 }";
    let text = programme("x + y - z", &[("x", normal), ("y", normal), ("z", normal)])
        + "[correlations.both]\ninputs = [\"x\", \"y\"]\nspearman = 0.6\n";
    let stress = discovered(&read(&text), &settings(20_000));
    let seen = found(&stress);
    assert!(seen.bounds.contains_key("z"), "{:?}", seen.bounds);
    let both: Vec<&str> = ["x", "y"].into_iter().filter(|name| seen.bounds.contains_key(*name)).collect();
    assert!(!both.is_empty() && seen.correlated == both, "{seen:?}");
}

/// More draws, another number of threads or other instructions change nothing: the first 20,000 are looked at.
#[test]
fn the_box_is_that_of_the_first_draws() {
    let loaded = shipped("u-turn.toml", &[]);
    let asked = Stresses { parts: [Part::Discovery].into(), ..Stresses::default() };
    for sampling in [Sampling::Random, Sampling::Latin, Sampling::Sobol] {
        let of = |draws| {
            let drawn = Settings { sampling, ..settings(draws) };
            let stress = try_stressed(&loaded, &drawn, &asked).expect("it can be put under stress");
            (stress.discovery, stress.no_box)
        };
        assert_eq!(of(65_536), of(32_768), "{sampling}");
    }
}
