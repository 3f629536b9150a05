//! Keys of the families: the mean of the law where a formula gives it, else a quantile or the spread of the draws.

use vendepunkt::scenario::keys::Section as S;

use super::inputs::FUND;
use super::{Place, Row, at, row};

/// The mean of the law: the base case of a payer who gains one draw of it.
const MEAN: &str = "base_case.net_benefit.fund";
const SD: &str = "perspectives.fund.net_benefit.sd";
const P5: &str = "perspectives.fund.net_benefit.p5";
const P50: &str = "perspectives.fund.net_benefit.p50";
const P95: &str = "perspectives.fund.net_benefit.p95";

/// The 95 % point of the standard normal law, and the log-odds of 90 %.
const Z95: f64 = 1.644_853_626_951_472_2;
const LOGIT90: f64 = 2.197_224_577_336_219_6;

/// A row about one key of a family: the law before and after the change.
fn law(family: &'static str, key: &'static str, before: &str, after: &str) -> Row {
    assert!(before.starts_with(family) && after.starts_with(family));
    at(Place::Family(family, key), key)
        .with(FUND)
        .given("a + b + c", "x")
        .given("[inputs.a]\nnormal = { mean = 100, sd = 3 }", &format!("[inputs.x]\n{before}"))
        .change(before, after)
}

/// The 95 % point of a logit-normal law with median 0.5.
fn logit_normal_95(sd: f64) -> f64 {
    1.0 / (1.0 + (-Z95 * sd).exp())
}

/// The point below which a metalog law has the share `u`, through 10, 20, 40 with these bounds (Keelin 2016, equations 7, 11, 14).
fn metalog_at(u: f64, low: Option<f64>, high: Option<f64>) -> f64 {
    let score = |x: f64| match (low, high) {
        (None, None) => x,
        (Some(low), None) => (x - low).ln(),
        (None, Some(high)) => -(high - x).ln(),
        (Some(low), Some(high)) => ((x - low) / (high - x)).ln(),
    };
    let [y10, y50, y90] = [10.0, 20.0, 40.0].map(score);
    let a2 = (y90 - y10) / (2.0 * LOGIT90);
    let a3 = (y90 + y10 - 2.0 * y50) / (0.8 * LOGIT90);
    let y = y50 + a2 * (u / (1.0 - u)).ln() + a3 * (u - 0.5) * (u / (1.0 - u)).ln();
    match (low, high) {
        (None, None) => y,
        (Some(low), None) => low + y.exp(),
        (None, Some(high)) => high - (-y).exp(),
        (Some(low), Some(high)) => (low + high * y.exp()) / (1.0 + y.exp()),
    }
}

pub fn rows() -> Vec<Row> {
    let mut rows = three_points();
    rows.extend(mean_and_spread());
    rows.extend(shares());
    rows.extend(one_whole());
    rows.extend(lists());
    rows.extend(two_quantiles());
    rows
}

#[rustfmt::skip]
fn three_points() -> Vec<Row> {
    let triangular = "triangular = { low = 0, mode = 3, high = 9 }";
    let pert = "pert = { low = 0, mode = 3, high = 9 }";
    let metalog = "metalog = { p10 = 10, p50 = 20, p90 = 40 }";
    vec![
        law("uniform", "min", "uniform = { min = 0, max = 10 }", "uniform = { min = 4, max = 10 }").exact(MEAN, 5.0, 7.0),
        law("uniform", "max", "uniform = { min = 0, max = 10 }", "uniform = { min = 0, max = 20 }").exact(MEAN, 5.0, 10.0),
        // (low + mode + high) / 3.
        law("triangular", "low", triangular, "triangular = { low = -3, mode = 3, high = 9 }").exact(MEAN, 4.0, 3.0),
        law("triangular", "mode", triangular, "triangular = { low = 0, mode = 6, high = 9 }").exact(MEAN, 4.0, 5.0),
        law("triangular", "high", triangular, "triangular = { low = 0, mode = 3, high = 12 }").exact(MEAN, 4.0, 5.0),
        // (low + λ mode + high) / (λ + 2), λ = 4.
        law("pert", "low", pert, "pert = { low = -3, mode = 3, high = 9 }").exact(MEAN, 3.5, 3.0),
        law("pert", "mode", pert, "pert = { low = 0, mode = 6, high = 9 }").exact(MEAN, 3.5, 5.5),
        law("pert", "high", pert, "pert = { low = 0, mode = 3, high = 12 }").exact(MEAN, 3.5, 4.0),
        law("pert", "lambda", "pert = { low = 0, mode = 3, high = 9, lambda = 4 }", "pert = { low = 0, mode = 3, high = 9, lambda = 1 }")
            .exact(MEAN, 3.5, 4.0),
        // The mean without bounds is p50 + (p10 + p90 − 2 p50) / (1.6 ln 9): E[(u − ½) logit u] = ½.
        law("metalog", "p10", metalog, "metalog = { p10 = 0, p50 = 20, p90 = 40 }").exact(MEAN, 20.0 + 10.0 / (1.6 * LOGIT90), 20.0),
        law("metalog", "p50", metalog, "metalog = { p10 = 10, p50 = 25, p90 = 40 }").exact(MEAN, 20.0 + 10.0 / (1.6 * LOGIT90), 25.0),
        law("metalog", "p90", metalog, "metalog = { p10 = 10, p50 = 20, p90 = 30 }").exact(MEAN, 20.0 + 10.0 / (1.6 * LOGIT90), 20.0),
        law("metalog", "min", "metalog = { p10 = 10, p50 = 20, p90 = 40, min = -60 }", "metalog = { p10 = 10, p50 = 20, p90 = 40, min = 9 }")
            .drawn(P5, metalog_at(0.05, Some(-60.0), None), metalog_at(0.05, Some(9.0), None)),
        law("metalog", "max", "metalog = { p10 = 10, p50 = 20, p90 = 40, min = 0, max = 50 }", "metalog = { p10 = 10, p50 = 20, p90 = 40, min = 0, max = 200 }")
            .drawn(P95, metalog_at(0.95, Some(0.0), Some(50.0)), metalog_at(0.95, Some(0.0), Some(200.0))),
        law("metalog", "max", "metalog = { p10 = 10, p50 = 20, p90 = 40, max = 50 }", "metalog = { p10 = 10, p50 = 20, p90 = 40, max = 200 }")
            .drawn(P95, metalog_at(0.95, None, Some(50.0)), metalog_at(0.95, None, Some(200.0))),
    ]
}

#[rustfmt::skip]
fn mean_and_spread() -> Vec<Row> {
    vec![
        law("normal", "mean", "normal = { mean = 10, sd = 2 }", "normal = { mean = 12, sd = 2 }").exact(MEAN, 10.0, 12.0),
        law("normal", "sd", "normal = { mean = 10, sd = 2 }", "normal = { mean = 10, sd = 3 }").drawn(SD, 2.0, 3.0),
        // Mean and sd are those of the quantity, not of its logarithm.
        law("lognormal", "mean", "lognormal = { mean = 10, sd = 2 }", "lognormal = { mean = 12, sd = 2 }").exact(MEAN, 10.0, 12.0),
        law("lognormal", "sd", "lognormal = { mean = 10, sd = 2 }", "lognormal = { mean = 10, sd = 3 }").drawn(SD, 2.0, 3.0),
        law("gamma", "mean", "gamma = { mean = 10, sd = 2 }", "gamma = { mean = 12, sd = 2 }").exact(MEAN, 10.0, 12.0),
        law("gamma", "sd", "gamma = { mean = 10, sd = 2 }", "gamma = { mean = 10, sd = 3 }").drawn(SD, 2.0, 3.0),
        law("gamma", "shape", "gamma = { shape = 4, scale = 3 }", "gamma = { shape = 5, scale = 3 }").exact(MEAN, 12.0, 15.0),
        law("gamma", "scale", "gamma = { shape = 4, scale = 3 }", "gamma = { shape = 4, scale = 2 }").exact(MEAN, 12.0, 8.0),
        // scale · Γ(1 + 1 / shape): Γ(2) = 1, Γ(3) = 2.
        law("weibull", "shape", "weibull = { shape = 1, scale = 3 }", "weibull = { shape = 0.5, scale = 3 }").exact(MEAN, 3.0, 6.0),
        law("weibull", "scale", "weibull = { shape = 1, scale = 3 }", "weibull = { shape = 1, scale = 4 }").exact(MEAN, 3.0, 4.0),
        law("exponential", "mean", "exponential = { mean = 3 }", "exponential = { mean = 4 }").exact(MEAN, 3.0, 4.0),
        law("student_t", "mean", "student_t = { mean = 10, scale = 1, df = 4 }", "student_t = { mean = 12, scale = 1, df = 4 }").exact(MEAN, 10.0, 12.0),
        // 95 % points of Student's t: 2.131847 with 4 degrees of freedom; (2u − 1) / √(2u (1 − u)) with 2.
        law("student_t", "scale", "student_t = { mean = 0, scale = 1, df = 4 }", "student_t = { mean = 0, scale = 2, df = 4 }")
            .drawn(P95, 2.131_846_786, 2.0 * 2.131_846_786),
        law("student_t", "df", "student_t = { mean = 0, scale = 1, df = 4 }", "student_t = { mean = 0, scale = 1, df = 2 }")
            .drawn(P95, 2.131_846_786, 0.9 / 0.095_f64.sqrt()),
    ]
}

#[rustfmt::skip]
fn shares() -> Vec<Row> {
    vec![
        law("beta", "mean", "beta = { mean = 0.4, sd = 0.1 }", "beta = { mean = 0.5, sd = 0.1 }").exact(MEAN, 0.4, 0.5),
        law("beta", "sd", "beta = { mean = 0.4, sd = 0.1 }", "beta = { mean = 0.4, sd = 0.2 }").drawn(SD, 0.1, 0.2),
        law("beta", "alpha", "beta = { alpha = 2, beta = 6 }", "beta = { alpha = 4, beta = 6 }").exact(MEAN, 0.25, 0.4),
        law("beta", "beta", "beta = { alpha = 2, beta = 6 }", "beta = { alpha = 2, beta = 2 }").exact(MEAN, 0.25, 0.5),
        // Jeffreys: (successes + ½) / (trials + 1).
        law("beta", "successes", "beta = { successes = 7, trials = 24 }", "beta = { successes = 12, trials = 24 }").exact(MEAN, 0.3, 0.5),
        law("beta", "trials", "beta = { successes = 7, trials = 24 }", "beta = { successes = 7, trials = 14 }").exact(MEAN, 0.3, 0.5),
        // √(m (1 − m) / (n + 1)).
        law("beta", "n", "beta = { mean = 0.5, n = 24 }", "beta = { mean = 0.5, n = 99 }").drawn(SD, 0.1, 0.05),
        law("logit_normal", "median", "logit_normal = { median = 0.4, sd = 0.5 }", "logit_normal = { median = 0.5, sd = 0.5 }").drawn(P50, 0.4, 0.5),
        law("logit_normal", "sd", "logit_normal = { median = 0.5, sd = 0.5 }", "logit_normal = { median = 0.5, sd = 1 }")
            .drawn(P95, logit_normal_95(0.5), logit_normal_95(1.0)),
    ]
}

/// A row about one key of the family with parts: what its part p comes to.
fn whole(place: Row, before: &str, after: &str) -> Row {
    place
        .with(FUND)
        .given("a + b + c", "x.p")
        .given(
            "[inputs.a]\nnormal = { mean = 100, sd = 3 }",
            &format!("[inputs.x]\ndirichlet = {{ {before} }}"),
        )
        .change(before, after)
}

#[rustfmt::skip]
fn one_whole() -> Vec<Row> {
    let even = "mean = { p = 0.5, q = 0.25, r = 0.25 }, n = 24";
    vec![
        // (count + ½) / (all + K/2).
        whole(row(S::Input, "dirichlet"), "counts = { p = 7, q = 16 }", "alpha = { p = 2, q = 6 }").exact(MEAN, 0.3125, 0.25),
        whole(row(S::Dirichlet, "counts"), "counts = { p = 7, q = 16, r = 0 }", "counts = { p = 12, q = 16, r = 0 }")
            .exact(MEAN, 7.5 / 24.5, 12.5 / 29.5),
        whole(row(S::Dirichlet, "alpha"), "alpha = { p = 2, q = 5, r = 1 }", "alpha = { p = 4, q = 5, r = 1 }").exact(MEAN, 0.25, 0.4),
        whole(row(S::Dirichlet, "mean"), even, "mean = { p = 0.25, q = 0.5, r = 0.25 }, n = 24").exact(MEAN, 0.5, 0.25),
        // √(m (1 − m) / (n + 1)).
        whole(row(S::Dirichlet, "n"), even, "mean = { p = 0.5, q = 0.25, r = 0.25 }, n = 99").drawn(SD, 0.1, 0.05),
    ]
}

#[rustfmt::skip]
fn lists() -> Vec<Row> {
    let discrete = "discrete = { values = [1, 5], weights = [0.75, 0.25] }";
    let mixture = "mixture = { parts = [{ uniform = { min = 0, max = 2 } }, { fixed = 5 }], weights = [0.75, 0.25] }";
    let column = "empirical = { file = \"columns.csv\", column = \"share\" }";
    vec![
        law("discrete", "values", discrete, "discrete = { values = [1, 9], weights = [0.75, 0.25] }").exact(MEAN, 2.0, 3.0),
        law("discrete", "weights", discrete, "discrete = { values = [1, 5], weights = [0.25, 0.75] }").exact(MEAN, 2.0, 4.0),
        law("empirical", "values", "empirical = { values = [1, 2, 6] }", "empirical = { values = [1, 2, 6, 7] }").exact(MEAN, 3.0, 4.0),
        // (0.4 + 0.45 + 0.38) / 3; the other file holds twice as much, the other column years.
        law("empirical", "file", column, "empirical = { file = \"columns_doubled.csv\", column = \"share\" }").exact(MEAN, 0.41, 0.82),
        law("empirical", "column", column, "empirical = { file = \"columns.csv\", column = \"year\" }").exact(MEAN, 0.41, 2014.0),
        law("mixture", "parts", mixture, "mixture = { parts = [{ uniform = { min = 0, max = 2 } }, { fixed = 9 }], weights = [0.75, 0.25] }").exact(MEAN, 2.0, 3.0),
        law("mixture", "weights", mixture, "mixture = { parts = [{ uniform = { min = 0, max = 2 } }, { fixed = 5 }], weights = [0.25, 0.75] }").exact(MEAN, 2.0, 4.0),
    ]
}

/// Where two quantiles state a law, its draws have those quantiles.
fn two_quantiles() -> Vec<Row> {
    let families =
        ["uniform", "normal", "lognormal", "beta", "gamma", "weibull", "logit_normal", "student_t"];
    let of = |family: &'static str| {
        let df = if family == "student_t" { ", df = 5" } else { "" };
        let with = |keys: &str| format!("{family} = {{ {keys}{df} }}");
        let stated = |p5: f64, p95: f64| format!("{family} = {{ p5 = {p5:?}, p95 = {p95:?}{df} }}");
        [
            law(family, "p5", &stated(0.3, 0.7), &stated(0.4, 0.7)).drawn(P5, 0.3, 0.4),
            law(family, "p95", &stated(0.3, 0.7), &stated(0.3, 0.8)).drawn(P95, 0.7, 0.8),
            law(family, "ci90", &stated(0.3, 0.7), &with("ci90 = [0.4, 0.8]"))
                .drawn(P5, 0.3, 0.4)
                .drawn(P95, 0.7, 0.8),
        ]
    };
    families.into_iter().flat_map(of).collect()
}
