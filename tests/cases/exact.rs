//! Exact answers in plain arithmetic: what the published cases come to.

/// P(X = k) for X ~ Binomial(n, p), by the recurrence from P(X = 0).
fn binomial(n: u32, p: f64) -> Vec<f64> {
    let mut term = (1.0 - p).powi(n as i32);
    let mut terms = vec![term];
    for k in 0..n {
        term *= f64::from(n - k) / f64::from(k + 1) * p / (1.0 - p);
        terms.push(term);
    }
    terms
}

/// P(X ≥ k) for X ~ Binomial(n, p).
pub fn binomial_reaches(n: u32, p: f64, k: usize) -> f64 {
    binomial(n, p)[k..].iter().sum()
}

/// P(X ≥ k) for X ~ beta-binomial: a Binomial(n, p) whose p is Beta(alpha, beta).
pub fn beta_binomial_reaches(n: u32, alpha: f64, beta: f64, k: usize) -> f64 {
    // P(X = 0) = B(alpha, n + beta) / B(alpha, beta) as a product, the rest by recurrence.
    let steps = (0..n).map(|i| (beta + f64::from(i)) / (alpha + beta + f64::from(i)));
    let mut term: f64 = steps.product();
    let mut terms = vec![term];
    for x in 0..n {
        let (x, n) = (f64::from(x), f64::from(n));
        term *= (n - x) / (x + 1.0) * (alpha + x) / (beta + n - x - 1.0);
        terms.push(term);
    }
    terms[k..].iter().sum()
}

/// Worth of 1 a year for `years` years, paid at the end of each.
pub fn annuity(rate: f64, years: i32) -> f64 {
    (1..=years).map(|year| (1.0 + rate).powi(-year)).sum()
}

/// Sanity of this file itself: the published golden values.
#[test]
fn exact_answers_are_the_published_ones() {
    let close = |a: f64, b: f64| assert!((a - b).abs() <= 1e-12 * b.abs(), "{a} is not {b}");
    close(binomial_reaches(24, 1.0 / 3.0, 6), 0.8617464958710984);
    // 1 − (1 + 24 + 276 + 2,024 + 10,626 + 42,504) / 2^24
    close(binomial_reaches(24, 0.5, 6), 1.0 - 55_455.0 / 16_777_216.0);
    close(binomial_reaches(24, 1.0 / 3.0, 7), 0.7368178702619503);
    close(binomial_reaches(5, 0.2, 1), 0.67232);
    close(binomial_reaches(25, 0.2, 5), 0.5793256907478694);
    close(annuity(0.02, 6), 5.601430890690398);
    close(annuity(0.025, 6) * 1.025_f64.sqrt(), 5.576551902730835);
    close(annuity(0.03, 6) * 1.03, 5.579707187194534);
}
