//! Figures that are known: published, or in closed form.

use vendepunkt::sampling::Sampling;
use vendepunkt::summary::Settings;

use crate::cases::{
    is_certain, is_within, programme, public, read, row, settings, shipped, stressed, try_stressed, usual,
};

/// Φ⁻¹(0.9).
const Z_90: f64 = 1.281_551_565_544_600_4;

/// The figures of u-turn.toml by quadrature over its three laws. 16 figures within 4 standard errors each: by Bonferroni's
/// inequality a right program fails for about one seed in 1,000.
#[test]
fn the_tornado_of_u_turn_is_the_published_one() {
    let stress = stressed(&shipped("u-turn.toml", &[]), 1_000_000);
    let base = &stress.base.perspectives["public"];
    // 24 people, 42 % of whom save a mean of 776,000/6 in each of six years at 3.5 %.
    let years: f64 = (1..=6).map(|year| 1.035f64.powi(-year)).sum();
    is_within(4.0, base.net_benefit.mean, 24.0 * (0.42 * 776_000.0 / 6.0 * years - 179_167.0));
    for (input, means, chances) in [
        ("success_rate", [952_540.0, 4_372_674.0], [0.702_253, 0.992_364]),
        ("saving", [1_833_629.0, 3_466_177.0], [0.826_784, 0.927_434]),
        ("course_cost", [3_183_912.0, 2_081_938.0], [0.931_760, 0.823_694]),
    ] {
        let row = row(&stress, input);
        for (at, setting) in [&row.low, &row.high].into_iter().enumerate() {
            let seen = public(setting);
            is_within(4.0, seen.net_benefit.mean, means[at]);
            is_within(4.0, seen.probability_break_even, chances[at]);
            // What a run of the scenario itself leaves open is the measure: an input set to a number takes no part in it, and
            // others weigh up to a twentieth more.
            assert!(seen.net_benefit.mean.se < 1.05 * base.net_benefit.mean.se, "{input}");
            let luck = (chances[at] * (1.0 - chances[at]) / 1e6).sqrt();
            assert!(seen.probability_break_even.se < 1.01 * luck, "{input}");
        }
        is_within(4.0, row.swing.perspectives["public"].probability_break_even, chances[1] - chances[0]);
    }
    let order: Vec<&str> = stress.tornado.iter().map(|row| row.input.as_str()).collect();
    assert_eq!(order, ["success_rate", "saving", "course_cost"]);
    assert!(stress.unread.is_empty() && stress.warnings.is_empty());
}

/// 20 people of whom x succeed, each of whom saves 100; 30 a head. x ~ Beta(2, 3), whose distribution function is the
/// polynomial 6x² − 8x³ + 3x⁴.
#[test]
fn a_rate_at_its_ends_leaves_the_luck_of_the_people() {
    let text = "format = 1\ntitle = \"Beta\"\ncurrency = \"DKK\"\nprice_year = 2020\nhorizon = 1\n\
                discount = { rate = 0 }\npayers = { city = \"City\" }\ncohort = { participants = 20 }\n\
                [inputs.x]\nbeta = { alpha = 2, beta = 3 }\n\
                [outcomes.done]\nrate = \"x\"\ncounterfactual = 0\nonset = 0\n\
                [effects.gain]\noutcome = \"done\"\namount = 100\nyears = 0\nshares = { city = 1 }\n\
                [costs.all]\nper = \"participant\"\namount = 30\nyears = 0\npaid_by = { city = 1 }\n";
    let stress = stressed(&read(text), 400_000);
    let row = row(&stress, "x");
    is_within(4.0, stress.base.perspectives["public"].net_benefit.mean, 20.0 * 0.4 * 100.0 - 600.0);
    for (setting, p) in [(&row.low, 0.1), (&row.central, 0.5), (&row.high, 0.9)] {
        let x = setting.at;
        assert!((x * x * (6.0 - 8.0 * x + 3.0 * x * x) - p).abs() < 1e-12, "{x} at {p}");
        is_certain(public(setting).net_benefit.mean, 2000.0 * x - 600.0);
        is_within(4.0, public(setting).net_benefit.change, 2000.0 * (x - 0.4));
        // Six successes pay for all.
        let mut term = (1.0 - x).powi(20);
        let mut below = 0.0;
        for k in 0..6 {
            below += term;
            term *= f64::from(20 - k) / f64::from(k + 1) * x / (1.0 - x);
        }
        is_within(4.0, public(setting).probability_break_even, 1.0 - below);
    }
    is_certain(row.width, 2000.0 * (row.high.at - row.low.at));
    is_certain(row.swing.perspectives["public"].net_benefit, row.width.value);
}

/// 3x − 5 with x lognormal: at a number of x nothing is left to chance.
#[test]
fn a_single_amount_at_its_ends_is_certain() {
    let (mean, sd) = (2.0f64, 1.5f64);
    let law = format!("lognormal = {{ mean = {mean:?}, sd = {sd:?} }}");
    let stress = stressed(&read(&programme("3 * x - 5", &[("x", &law)])), 100_000);
    let row = row(&stress, "x");
    let spread = (1.0 + sd * sd / (mean * mean)).ln().sqrt();
    let middle = mean.ln() - spread * spread / 2.0;
    is_within(4.0, stress.base.perspectives["public"].net_benefit.mean, 3.0 * mean - 5.0);
    for (setting, z) in [(&row.low, -Z_90), (&row.central, 0.0), (&row.high, Z_90)] {
        let x = (middle + spread * z).exp();
        assert!((setting.at / x - 1.0).abs() < 1e-12);
        let seen = public(setting);
        is_certain(seen.net_benefit.mean, 3.0 * x - 5.0);
        is_certain(seen.probability_break_even, if 3.0 * x >= 5.0 { 1.0 } else { 0.0 });
    }
    is_certain(row.swing.perspectives["public"].probability_break_even, 1.0);
    assert!(row.crosses);
}

/// xy − 5 with x lognormal and y exponential: what is left is y, in closed form. With even draws too, which have errors of their
/// own between replicates, known to a sixth only.
#[test]
fn what_is_not_set_is_as_drawn() {
    let inputs = [("x", "lognormal = { mean = 2, sd = 1 }"), ("y", "exponential = { mean = 2.5 }")];
    let loaded = read(&programme("x * y - 5", &inputs));
    let mut errors = Vec::new();
    for (sampling, most) in [(Sampling::Random, 4.0), (Sampling::Latin, 5.0), (Sampling::Sobol, 5.0)] {
        let drawn = Settings { sampling, ..settings(65_536) };
        let stress = try_stressed(&loaded, &drawn, &usual()).expect("it can be put under stress");
        let row = row(&stress, "x");
        for setting in [&row.low, &row.central, &row.high] {
            let (x, seen) = (setting.at, public(setting));
            is_within(most, seen.net_benefit.change, 2.5 * (x - 2.0));
            is_within(most, seen.net_benefit.mean, 2.5 * x - 5.0);
            is_within(most, seen.probability_break_even, (-2.0 / x).exp());
        }
        errors.push(public(&row.high).net_benefit.mean.se);
    }
    assert!(errors[1] < errors[0] / 10.0 && errors[2] < errors[0] / 10.0, "{errors:?}");
}

/// The change has the error of paired differences, not that of two runs.
#[test]
fn common_draws_make_changes_sharp() {
    let stress = stressed(&shipped("u-turn.toml", &[]), 100_000);
    for row in &stress.tornado {
        let swing = &row.swing.perspectives["public"];
        let apart = |a: f64, b: f64, change: f64| a.hypot(b) / change;
        let (low, high) = (public(&row.low), public(&row.high));
        let mean = apart(low.net_benefit.mean.se, high.net_benefit.mean.se, swing.net_benefit.se);
        let (low, high) = (low.probability_break_even.se, high.probability_break_even.se);
        let chance = apart(low, high, swing.probability_break_even.se);
        println!("{}: mean {mean:.1} times sharper, probability {chance:.1} times", row.input);
        assert!(mean > 3.0 && chance > 1.0, "{}: {mean} {chance}", row.input);
    }
}

/// (x − m)², with both ends on one side of the median: the row is as wide as the centre is away from them.
#[test]
fn an_input_with_both_ends_on_one_side_is_not_lost() {
    let inputs = [
        ("w", "lognormal = { mean = 1, sd = 0.2 }"),
        ("x", "normal = { mean = 7, sd = 1 }"),
        ("y", "normal = { mean = 0, sd = 0.5 }"),
    ];
    let stress = stressed(&read(&programme("w * (x - 7) ^ 2 + y - 0.9", &inputs)), 200_000);
    let row = row(&stress, "x");
    is_within(4.0, row.width, Z_90 * Z_90);
    assert!(row.swing.perspectives["public"].net_benefit.value.abs() < 1e-6);
    is_within(4.0, public(&row.central).net_benefit.mean, -0.9);
    assert!(row.crosses, "a loss at the median alone is a loss");
    assert_eq!(stress.tornado[0].input, "x");
}
