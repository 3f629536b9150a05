//! All assumptions at once, and assumptions whose partners go along.

use vendepunkt::analysis::stress::{Corner, Part, Stress, Stresses};
use vendepunkt::sampling::Sampling;
use vendepunkt::scenario::Loaded;
use vendepunkt::summary::Settings;

use crate::cases::{
    is_certain, is_within, programme, read, row, settings, shipped, stressed, try_stressed, usual,
};

/// Φ⁻¹(0.9).
const Z_90: f64 = 1.281_551_565_544_600_4;

fn at_once(loaded: &Loaded, draws: u64) -> Stress {
    let asked = Stresses { parts: [Part::Together].into(), ..usual() };
    try_stressed(loaded, &settings(draws), &asked).expect("it can be put under stress")
}

fn mean(corner: &Corner) -> f64 {
    corner.perspectives["public"].net_benefit.mean.value
}

/// The figures of u-turn.toml by quadrature.
#[test]
fn u_turn_at_its_worst_and_best() {
    let stress = at_once(&shipped("u-turn.toml", &[]), 1_000_000);
    let together = stress.together.expect("there are doubtful inputs");
    for (corner, exact) in
        [(&together.worst, -227_035.0), (&together.central, 2_639_993.0), (&together.best, 5_932_921.0)]
    {
        assert!((mean(corner) - exact).abs() < 0.5, "{} is not {exact}", mean(corner));
        assert_eq!(corner.perspectives["public"].net_benefit.mean.se, 0.0);
    }
    let t = together.break_even_quantile.expect("the mean changes its sign");
    assert!((t - 0.121_253_198_677).abs() < 1e-12, "{t}");
    assert!(together.at_median.is_empty() && stress.tornado.is_empty() && stress.warnings.is_empty());
    assert_eq!(together.worst.inputs.len(), 3);
    assert_eq!(stress.parts, ["together"]);
    let below = [&together.worst, &together.central, &together.best].map(|corner| corner.probability_below);
    let below = below.map(|below| below.expect("it was played").value);
    assert!(below[0] < 0.03 && (below[1] - 0.5).abs() < 0.1 && below[2] > 0.97, "{below:?}");
}

/// x − y with x ~ N(1, 1), y ~ N(0, 2): at probability t counted from the bad side x is 1 + Φ⁻¹(t) and y is −2 Φ⁻¹(t), so that the case
/// breaks even where Φ⁻¹(t) = −1/3. x − y is N(1, √5).
#[test]
fn two_normal_assumptions_in_closed_form() {
    let inputs = [("x", "normal = { mean = 1, sd = 1 }"), ("y", "normal = { mean = 0, sd = 2 }")];
    for sampling in [Sampling::Random, Sampling::Latin, Sampling::Sobol] {
        let asked = Stresses { parts: [Part::Together].into(), ..usual() };
        let drawn = Settings { sampling, ..settings(65_536) };
        let loaded = read(&programme("x - y", &inputs));
        let stress = try_stressed(&loaded, &drawn, &asked).expect("it can be put under stress");
        let together = stress.together.expect("there are doubtful inputs");
        // Φ(−1/3), and of the corners Φ(∓3z/√5).
        let t = together.break_even_quantile.expect("the mean changes its sign");
        assert!((t - 0.369_441_340_181_763_6).abs() < 1e-12, "{t}");
        for (corner, z, below) in [
            (&together.worst, -Z_90, 0.042_772_432_420_459_854),
            (&together.central, 0.0, 0.5),
            (&together.best, Z_90, 1.0 - 0.042_772_432_420_459_854),
        ] {
            let seen = &corner.perspectives["public"];
            is_certain(seen.net_benefit.mean, 1.0 + 3.0 * z);
            is_certain(seen.probability_break_even, if 1.0 + 3.0 * z >= 0.0 { 1.0 } else { 0.0 });
            is_within(5.0, corner.probability_below.expect("it was played"), below);
            assert!((corner.inputs["x"] - 1.0 - z).abs() < 1e-12);
            assert!((corner.inputs["y"] + 2.0 * z).abs() < 1e-12);
        }
    }
}

/// The mean is a step in a discrete input: the smallest probability at which it is no loss is that at which it steps.
#[test]
fn quantiles_with_steps_and_without_a_change_of_sign() {
    let steps = "discrete = { values = [1, 2, 3], weights = [0.3, 0.4, 0.3] }";
    let quantile = |formula: &str, law: &str| {
        let stress = at_once(&read(&programme(formula, &[("x", law)])), 1_000);
        stress.together.expect("there is a doubtful input").break_even_quantile
    };
    // 2 from 0.3 on; counted from above 2 down from 0.3 on, and 1 from 0.7.
    assert!((quantile("x - 2", steps).expect("it steps") - 0.3).abs() < 1e-12);
    assert!((quantile("1 - x", steps).expect("it steps") - 0.7).abs() < 1e-12);
    assert_eq!(quantile("x - 1", steps), None);
    assert_eq!(quantile("x - 4", steps), None);
    // Even at the end of what is looked at, from where on the mean is no number.
    assert_eq!(quantile("ln(x)", "uniform = { min = 0.5, max = 0.9 }"), None);
    // Nothing is uncertain.
    let certain = at_once(&read(&programme("x", &[("x", "fixed = 4")])), 1_000);
    assert_eq!(certain.together, None);
}

/// Each end can be played by itself, and not both at once: ln 0.
#[test]
fn a_corner_that_cannot_be_played_is_named() {
    let uniform = "uniform = { min = 0, max = 1 }";
    let text =
        programme("ln(max(0.9 - x, x - 0.9) + max(0.9 - y, y - 0.9))", &[("x", uniform), ("y", uniform)]);
    let together = at_once(&read(&text), 2_000).together.expect("there are doubtful inputs");
    let reason = together.worst.untried.as_ref().expect("it cannot be played");
    assert!(reason.contains("`effects.gain.amount` is"), "{reason}");
    assert!(together.worst.perspectives.is_empty() && together.worst.probability_below.is_none());
    assert_eq!(together.worst.inputs["x"], 0.9);
    assert!((mean(&together.best) - 1.6f64.ln()).abs() < 1e-12 && together.best.untried.is_none());
    assert!((mean(&together.central) - 0.8f64.ln()).abs() < 1e-12);
}

/// Neither can be high while the other is as drawn.
#[test]
fn an_input_of_which_an_end_cannot_be_played_stands_at_its_median() {
    let uniform = "uniform = { min = 0, max = 1 }";
    let inputs = [("w", "normal = { mean = 0, sd = 1 }"), ("x", uniform), ("y", uniform)];
    let text = programme("ln(1.75 - x - y) + w", &inputs)
        + "[correlations.both]\ninputs = [\"x\", \"y\"]\nspearman = -0.99\n";
    let together = at_once(&read(&text), 200).together.expect("there are doubtful inputs");
    assert_eq!(together.at_median, ["x", "y"]);
    assert_eq!([together.worst.inputs["x"], together.best.inputs["y"]], [0.5, 0.5]);
    assert!((mean(&together.best) - 0.75f64.ln() - Z_90).abs() < 1e-12);
    let t = together.break_even_quantile.expect("w turns the sign");
    assert!((t - normal(-(0.75f64.ln()))).abs() < 1e-12, "{t}");
}

/// Scores of correlation r: given x at z*, y is N(r z*, 1 − r²). The partner keeps what is its own: the change is exact draw by draw.
#[test]
fn what_is_learned_moves_its_partners() {
    let spearman: f64 = 0.7;
    let r = 2.0 * (std::f64::consts::PI * spearman / 6.0).sin();
    let inputs = [("x", "normal = { mean = 1, sd = 1 }"), ("y", "normal = { mean = 0, sd = 2 }")];
    let text = programme("x + y", &inputs)
        + &format!("[correlations.both]\ninputs = [\"x\", \"y\"]\nspearman = {spearman:?}\n");
    for sampling in [Sampling::Random, Sampling::Latin, Sampling::Sobol] {
        let drawn = Settings { sampling, ..settings(65_536) };
        let stress = try_stressed(&read(&text), &drawn, &usual()).expect("it can be put under stress");
        let row = row(&stress, "x");
        for (setting, z) in [(&row.low, -Z_90), (&row.central, 0.0), (&row.high, Z_90)] {
            let learned = &setting.together.as_ref().expect("it is correlated").perspectives["public"];
            let (mean, sd) = (1.0 + z + 2.0 * r * z, 2.0 * (1.0 - r * r).sqrt());
            is_within(5.0, learned.net_benefit.mean, mean);
            is_within(5.0, learned.probability_break_even, normal(mean / sd));
            if sampling == Sampling::Random {
                let error = sd / 65_536f64.sqrt();
                assert!((learned.net_benefit.mean.se / error - 1.0).abs() < 0.02, "{learned:?}");
            }
        }
    }
}

/// Not normal: y lognormal, x uniform, and a third that goes along by halves. Given x at its p-quantile, ln y is normal.
#[test]
fn what_is_learned_moves_each_partner_by_its_own_law() {
    let inputs = [
        ("w", "exponential = { mean = 3 }"),
        ("x", "uniform = { min = 0, max = 10 }"),
        ("y", "lognormal = { mean = 2, sd = 1.5 }"),
    ];
    let text = programme("y - x + 0 * w", &inputs)
        + "[correlations.all]\ninputs = [\"y\", \"x\", \"w\"]\n\
           spearman = [[1, -0.6, 0.3], [-0.6, 1, 0.2], [0.3, 0.2, 1]]\n";
    let stress = stressed(&read(&text), 400_000);
    let row = row(&stress, "x");
    let r = 2.0 * (std::f64::consts::PI * -0.6 / 6.0).sin();
    let s2 = (1.0f64 + 1.5 * 1.5 / 4.0).ln();
    let (middle, s) = (2f64.ln() - s2 / 2.0, s2.sqrt());
    for (setting, z) in [(&row.low, -Z_90), (&row.high, Z_90)] {
        let learned = &setting.together.as_ref().expect("it is correlated").perspectives["public"];
        let (given, left) = (middle + s * r * z, s * (1.0 - r * r).sqrt());
        is_within(4.0, learned.net_benefit.mean, (given + left * left / 2.0).exp() - setting.at);
        let above = normal((given - setting.at.ln()) / left);
        is_within(4.0, learned.probability_break_even, above);
    }
}

/// Φ by its own series, to 12 digits.
fn normal(z: f64) -> f64 {
    let (mut term, mut sum, mut k) = (z, z, 1.0);
    while term.abs() > 1e-17 {
        term *= z * z / (2.0 * k + 1.0);
        sum += term;
        k += 1.0;
    }
    0.5 + sum * (-z * z / 2.0).exp() / (2.0 * std::f64::consts::PI).sqrt()
}

/// A corner is the scenario with every one of its inputs set, to the last bit.
#[test]
fn a_corner_is_the_scenario_with_all_of_that_set() {
    for file in ["u-turn.toml", "job-refusion.toml"] {
        let together = at_once(&shipped(file, &[]), 20_000).together.expect("there are doubtful inputs");
        for corner in [&together.worst, &together.central, &together.best] {
            let set: Vec<String> =
                corner.inputs.iter().map(|(input, at)| format!("inputs.{input}.fixed={at:?}")).collect();
            let alone = at_once(&shipped(file, &set), 20_000);
            assert_eq!(alone.together, None);
            for (name, seen) in &corner.perspectives {
                let alone = &alone.base.perspectives[name];
                assert_eq!(seen.net_benefit.mean, alone.net_benefit.mean, "{file}, {name}");
                assert_eq!(seen.probability_break_even, alone.probability_break_even, "{file}, {name}");
            }
        }
    }
}
