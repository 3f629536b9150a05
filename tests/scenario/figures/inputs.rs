//! Keys of inputs and of their correlations.

use vendepunkt::scenario::keys::Section as S;

use super::{PLAIN, PUBLIC, Row, row};

/// A payer of its own who gains a + b + c, normal numbers with sd 3, 4 and 12: 13 together.
pub const FUND: &str = "[payers.fund]\nlabel = \"Fund\"\npublic = false\n\
    [inputs.a]\nnormal = { mean = 100, sd = 3 }\nsource = \"made up\"\nevidence = \"assumption\"\n\
    [inputs.b]\nnormal = { mean = 100, sd = 4 }\nsource = \"made up\"\nevidence = \"assumption\"\n\
    [inputs.c]\nnormal = { mean = 100, sd = 12 }\nsource = \"made up\"\nevidence = \"assumption\"\n\
    [effects.gift]\namount = \"a + b + c\"\nper = \"programme\"\nyears = 0\nshares = { fund = 1 }\n";

const SD: &str = "perspectives.fund.net_benefit.sd";

/// The correlation of normal numbers whose rank correlation is `spearman`.
pub fn pearson(spearman: f64) -> f64 {
    2.0 * (std::f64::consts::PI * spearman / 6.0).sin()
}

/// Mean net benefit where the price has this mean.
fn at_price(mean: f64) -> f64 {
    5.0 * mean * 2.3616 - 4000.0
}

/// The base case, where every input is at its mean.
const BASE_CASE: &str = "base_case.net_benefit.public";

#[rustfmt::skip]
pub fn rows() -> Vec<Row> {
    let source = "fixed = 1000\nsource = \"made up\"";
    let correlated = "[correlations.both]\ninputs = [\"a\", \"b\"]\nspearman = 0.5\n";
    vec![
        row(S::Input, "fixed").change("fixed = 1000", "fixed = 2000").exact(PUBLIC, PLAIN, at_price(2000.0)),
        row(S::Input, "formula")
            .given("fixed = 1000", "formula = \"2000 * chance\"")
            .change("2000 * chance", "3000 * chance")
            .exact(PUBLIC, PLAIN, at_price(1500.0)),
        // What is left of a uniform law is uniform.
        row(S::Input, "min")
            .given("fixed = 1000", "uniform = { min = 0, max = 2000 }")
            .change("max = 2000 }", "max = 2000 }\nmin = 1000")
            .exact(BASE_CASE, PLAIN, at_price(1500.0)),
        row(S::Input, "max")
            .given("fixed = 1000", "uniform = { min = 0, max = 2000 }")
            .change("max = 2000 }", "max = 2000 }\nmax = 1500")
            .exact(BASE_CASE, PLAIN, at_price(750.0)),
        row(S::Input, "unit")
            .given("fixed = 1000", "fixed = 1000\nunit = \"DKK a year\"")
            .change("DKK a year", "DKK and person")
            .said("fixed(1000) DKK a year", "fixed(1000) DKK and person"),
        row(S::Input, "source").change(source, "fixed = 1000\nsource = \"a register\"").said("", "a register"),
        row(S::Input, "evidence")
            .given(source, "fixed = 1000\nsource = \"a study\"")
            .given("\"a study\"\nevidence = \"assumption\"", "\"a study\"\nevidence = \"expert\"")
            .change("evidence = \"expert\"", "evidence = \"trial\"")
            .said("expert · a study", "trial · a study"),
        // What 5 people are worth on average, each 1,000 with a variance of 2,000²/12, of 20 with a chance of 0.25: one price for all of them has
        // E[x²] E[w²] − (5,000)², prices of their own 5 Var(x) + 3.75 · 1,000².
        row(S::Input, "varies")
            .given("fixed = 1000", "uniform = { min = 0, max = 2000 }\nvaries = \"scenario\"")
            .change("varies = \"scenario\"", "varies = \"person\"")
            .drawn(
                "perspectives.public.net_benefit.sd",
                2.3616 * ((1e6 + 4e6 / 12.0) * 28.75 - 25e6_f64).sqrt(),
                2.3616 * (5.0 * 4e6 / 12.0 + 3.75e6_f64).sqrt(),
            ),
        // Above 1,000 half is refunded, of each person by themselves: on average a quarter of what is above, not nothing.
        row(S::Input, "varies")
            .given("fixed = 1000", "uniform = { min = 0, max = 2000 }")
            .given("[cohort]", "[inputs.kept]\nformula = \"price - 0.5 * max(0, price - 1000)\"\n\n[cohort]")
            .given("amount = \"price\"", "amount = \"kept\"")
            .change("max = 2000 }", "max = 2000 }\nvaries = \"person\"")
            .exact(BASE_CASE, PLAIN, at_price(875.0)),
        row(S::Input, "price_year")
            .change(source, "fixed = 1000\nsource = \"made up\"\nprice_year = 2018")
            .said("", "input `price` is in 2018 prices")
            .warned("mixed-price-years"),
        row(S::Input, "includes_relapse")
            .given("counterfactual = 0.25", "counterfactual = 0.25\nrelapse = 0.5")
            .change(source, "fixed = 1000\nsource = \"made up\"\nincludes_relapse = true")
            .warned("relapse-counted-twice"),
        row(S::Input, "average_price")
            .change(source, "fixed = 1000\nsource = \"made up\"\naverage_price = true")
            .warned("average-price-cashable"),
        row(S::Input, "optimism")
            .change("fixed = 1000", "fixed = 1000\noptimism = 0.5")
            .exact(PUBLIC, PLAIN, at_price(500.0))
            .brings("unadjusted.public.net_benefit_mean.value", PLAIN),
        row(S::Input, "optimism")
            .given("fixed = 1000", "fixed = 1000\noptimism = 0.8")
            .change("optimism = 0.8", "optimism = \"chance\"")
            .exact(PUBLIC, at_price(800.0), at_price(500.0)),
        // The variance of the sum is 9 + 16 + 144, and twice the covariance of the pair that moves together.
        row(S::Correlation, "inputs").with(FUND).with(correlated)
            .change("inputs = [\"a\", \"b\"]", "inputs = [\"a\", \"c\"]")
            .drawn(SD, (169.0 + 24.0 * pearson(0.5)).sqrt(), (169.0 + 72.0 * pearson(0.5)).sqrt()),
        row(S::Correlation, "spearman").with(FUND).with(correlated)
            .change("spearman = 0.5", "spearman = -0.9")
            .drawn(SD, (169.0 + 24.0 * pearson(0.5)).sqrt(), (169.0 + 24.0 * pearson(-0.9)).sqrt()),
        row(S::Correlation, "spearman").with(FUND)
            .with("[correlations.all]\ninputs = [\"a\", \"b\", \"c\"]\nspearman = [[1, 0, 0.3], [0, 1, 0], [0.3, 0, 1]]\n")
            .change("[[1, 0, 0.3], [0, 1, 0], [0.3, 0, 1]]", "[[1, 0, 0], [0, 1, 0.8], [0, 0.8, 1]]")
            .drawn(SD, (169.0 + 72.0 * pearson(0.3)).sqrt(), (169.0 + 96.0 * pearson(0.8)).sqrt()),
    ]
}
