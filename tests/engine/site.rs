//! Shared luck of a site (icc): the engine against exact beta-binomial values.

use vendepunkt::summary::Settings;

use crate::common::{load, pool, results};

/// One outcome at `rate`, `icc`; each success brings 1, the programme costs `cost`: net benefit ≥ 0 exactly
/// where at least `cost` people succeed.
fn scenario(cohort: &str, rate: f64, icc: f64, cost: f64) -> String {
    format!(
        "format = 1\ntitle = \"Site\"\ncurrency = \"DKK\"\nprice_year = 2020\nhorizon = 3\n[discount]\nrate = 0\n\
         [payers]\nstate = \"State\"\n[inputs.rate]\nfixed = {rate}\n[cohort]\n{cohort}\n[outcomes.done]\n\
         rate = \"rate\"\ncounterfactual = 0\nonset = 1\nicc = {icc}\n[costs.all]\namount = {cost}\n\
         per = \"programme\"\npaid_by = {{ state = 1 }}\n[effects.gain]\noutcome = \"done\"\namount = 1\n\
         years = {{ from = 1, to = 1 }}\nshares = {{ state = 1 }}\n"
    )
}

/// P(X ≥ least) for X ~ BetaBinomial(n, α, β), by the masses themselves.
fn tail(n: u64, alpha: f64, beta: f64, least: u64) -> f64 {
    let ln_beta = |a: f64, b: f64| libm::lgamma(a) + libm::lgamma(b) - libm::lgamma(a + b);
    let ln_choose =
        |n: f64, k: f64| libm::lgamma(n + 1.0) - libm::lgamma(k + 1.0) - libm::lgamma(n - k + 1.0);
    (least..=n)
        .map(|k| {
            let (n, k) = (n as f64, k as f64);
            libm::exp(ln_choose(n, k) + ln_beta(k + alpha, n - k + beta) - ln_beta(alpha, beta))
        })
        .sum()
}

/// Eight statistics, each within 4 of its own standard errors: a chance of 5e-4 of a false alarm in all, and the
/// seed is fixed. Without the site's luck the standard deviations would be 25 standard errors away; with a site for
/// each intake those of two intakes would be 60.
#[test]
fn people_of_one_site_share_their_luck() {
    let (rate, icc) = (0.3, 0.15);
    let concentration = (1.0 - icc) / icc;
    let (alpha, beta) = (rate * concentration, (1.0 - rate) * concentration);
    for (cohort, people, least) in [
        ("participants = 24", 24, 10),
        // Two intakes of one site are, together, one large intake of that site (Pólya's urn).
        ("intake = [12, 12]", 24, 13),
        ("intake = [4, 10, 30]", 44, 20),
        // Large enough for the other way to start the sum.
        ("participants = 5000", 5000, 2200),
    ] {
        let text = scenario(cohort, rate, icc, least as f64);
        let found = results(&load(&text), &Settings { draws: 200_000, seed: 5, ..Settings::default() });
        let n = people as f64;
        let sd = (n * rate * (1.0 - rate) * (1.0 + (n - 1.0) * icc)).sqrt();
        let additional = &found.outcomes["done"].additional;
        assert_eq!(additional.mean.value, n * rate, "{cohort}");
        let z = (additional.sd.value - sd) / additional.sd.se;
        assert!(z.abs() < 4.0, "{cohort}: sd {} against {sd}, z = {z}", additional.sd.value);
        let p = &found.perspectives["public"].probability_break_even;
        let exact = tail(people, alpha, beta, least);
        let z = (p.value - exact) / p.se;
        assert!(z.abs() < 4.0, "{cohort}: P(X ≥ {least}) {} against {exact}, z = {z}", p.value);
    }
}

#[test]
fn a_formula_that_is_not_finite_names_its_draw_and_inputs() {
    use vendepunkt::engine::Unwatched;
    use vendepunkt::summary::{Failure, run};
    let text = scenario("participants = 5", 0.3, 0.0, 2.0)
        .replace("amount = 1\n", "amount = \"1 / max(0, x - 0.001)\"\n")
        .replace("[cohort]", "[inputs.x]\nuniform = { min = 0, max = 1 }\n[cohort]");
    let failure = run(
        &load(&text),
        "-",
        None,
        &pool(0),
        &Settings { draws: 20_000, ..Settings::default() },
        &Unwatched,
    );
    let Err(Failure::OutOfBounds { site, draw, inputs }) = failure else { panic!("{failure:?}") };
    assert_eq!(site.path, "effects.gain.amount");
    let x = inputs.iter().find(|(name, _)| name == "x").expect("every input is named").1;
    assert!(x <= 0.001, "in draw {draw} x was {x}");
    // The draw is the first such: the uniforms of a stream are public.
    let key = vendepunkt::sampling::StreamKey::new(1, "input/x");
    let mut column = [0.0; vendepunkt::block::BLOCK];
    let first = (0..20).find_map(|block| {
        vendepunkt::sampling::fill_uniforms(key, block, &mut column);
        column.iter().position(|u| *u <= 0.001).map(|i| block * 1024 + i as u64)
    });
    assert_eq!(Some(draw), first);
}
