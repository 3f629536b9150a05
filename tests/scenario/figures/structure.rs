//! Keys of the top level, of discounting, payers, perspectives and requirements.

use vendepunkt::scenario::keys::Section as S;

use super::{HAND, PLAIN, PUBLIC, Row, row};
use crate::support::{Case, text};

/// With 2,000 for a success instead of 1,000.
const DOUBLE: f64 = 10_000.0 * 2.3616 - 4000.0;

const REQUIRED: &str =
    "[require.worth]\nmetric = \"net_benefit.mean\"\nperspective = \"public\"\nat_least = 7000\n";

#[rustfmt::skip]
pub fn rows() -> Vec<Row> {
    let mut rows = vec![
        row(S::Scenario, "extends")
            .instead(text("extends", "extends = \"hand.toml\"\n[inputs.price]\nfixed = 2000\n"))
            .exact(PUBLIC, PLAIN, DOUBLE),
        row(S::Scenario, "title").change("\"By hand\"", "\"By head\"").said("By hand", "By head"),
        row(S::Scenario, "currency").change("\"DKK\"", "\"SEK\"").said("DKK", "SEK"),
        row(S::Scenario, "price_year")
            .change("price_year = 2020", "price_year = 2021")
            .said("2020 prices", "2021 prices"),
        // Without year 4, whose factor is 0.4096.
        row(S::Scenario, "horizon")
            .change("horizon = 4", "horizon = 3")
            .exact(PUBLIC, PLAIN, 5000.0 * 1.952 - 4000.0),
        row(S::Scenario, "report")
            .adding("[report]\nperspective = \"city\"\n")
            .said("The public money comes back with", "City breaks even with"),
        row(S::Report, "perspective")
            .with("[report]\nperspective = \"city\"\n")
            .change("perspective = \"city\"", "perspective = \"state\"")
            .word("scenario.perspective", "city", "state")
            .said("City breaks even with", "State pays nothing, and loses nothing with"),
        row(S::Report, "note")
            .with("[report]\nnote = \"Before the evaluation.\"\n")
            .change("Before the evaluation.", "After the evaluation.")
            .word("scenario.note", "Before the evaluation.", "After the evaluation.")
            .said("Before the evaluation.", "After the evaluation."),
        // The price of 1,000 in 2012 is one of 2,000 in 2020.
        row(S::Scenario, "prices")
            .given("[inputs.price]\n", "[inputs.price]\nprice_year = 2012\n")
            .adding("[prices]\nindex = { 2012 = 50, 2020 = 100 }\n")
            .exact(PUBLIC, PLAIN, DOUBLE)
            .said("", "1,000 in 2012 prices = 2,000 in 2020 prices"),
        row(S::Prices, "index")
            .given("[inputs.price]\n", "[inputs.price]\nprice_year = 2012\n")
            .with("[prices]\nindex = { 2012 = 50, 2020 = 100 }\n")
            .change("2020 = 100", "2020 = 50")
            .exact(PUBLIC, DOUBLE, PLAIN),
        row(S::Scenario, "discount")
            .change("[discount]\nrate = 0.25", "discount = { rate = 0 }")
            .exact(PUBLIC, PLAIN, 4.0 * 5000.0 - 4000.0),
        row(S::Scenario, "payers")
            .change("state = \"State\"", "state = \"State\"\nregion = \"Region\"")
            .brings("perspectives.region.net_benefit.mean.value", 0.0),
        row(S::Scenario, "perspectives")
            .adding("[perspectives.two]\npayers = [\"city\", \"state\"]\n")
            .brings("perspectives.two.net_benefit.mean.value", PLAIN),
        row(S::Scenario, "inputs")
            .change("[inputs.price]\nfixed = 1000\n", "[inputs.prices]\nfixed = 2000\n")
            .change_more("amount = \"price\"", "amount = \"prices\"")
            .exact(PUBLIC, PLAIN, DOUBLE),
        // The variance of the sum is 9 + 16 + 144, and 2 · 3 · 12 r more where the first and the last move together.
        // r = 2 sin(π ρ / 6) is the correlation of normal numbers whose rank correlation is ρ.
        row(S::Scenario, "correlations")
            .with(super::inputs::FUND)
            .adding("[correlations.both]\ninputs = [\"a\", \"c\"]\nspearman = 0.5\n")
            .drawn("perspectives.fund.net_benefit.sd", 13.0, (169.0 + 72.0 * super::inputs::pearson(0.5)).sqrt()),
        row(S::Scenario, "cohort")
            .change("[cohort]\nparticipants = 20", "[cohort]\nparticipants = 40")
            .exact(PUBLIC, PLAIN, 2.0 * PLAIN),
        row(S::Scenario, "outcomes")
            .adding("[outcomes.moved]\nrate = 0.1\nrate_is_net = true\n")
            .brings("outcomes.moved.additional.mean.value", 2.0),
        row(S::Scenario, "costs")
            .adding("[costs.office]\namount = 500\nper = \"programme\"\npaid_by = { city = 1 }\n")
            .exact(PUBLIC, PLAIN, PLAIN - 500.0),
        row(S::Scenario, "effects")
            .adding("[effects.grant]\namount = 100\nper = \"programme\"\nshares = { city = 1 }\n")
            .exact(PUBLIC, PLAIN, PLAIN + 100.0 * 3.3616),
        row(S::Scenario, "require")
            .adding(REQUIRED)
            .brings("requirements.0.estimate.value", PLAIN),
        {
            let variants = "[variants.dear.inputs.price]\nfixed = 2000\n";
            let chosen = text("variants", HAND).add(variants).variant("dear");
            row(S::Scenario, "variants").with(variants).instead(chosen).exact(PUBLIC, PLAIN, DOUBLE)
        },
        {
            let free = "[variants.free.costs.course]\n";
            let removed = text("remove", HAND).add(free).add("remove = true\n").variant("free");
            let mut row = row(S::Scenario, "remove").with(free).instead(removed);
            row.before = row.before.variant("free");
            row.exact(PUBLIC, PLAIN, 5000.0 * 2.3616).takes("perspectives.public.lines.costs.course.value", 4000.0)
        },
        {
            let variants = "[variants.dear.inputs.price]\nfixed = 2000\n";
            let named = text("label", HAND).add(variants).add("[variants.dear]\nlabel = \"Dyr – og sen\"\n");
            let mut row = row(S::Scenario, "label").with(variants).instead(named.variant("dear"));
            row.before = row.before.variant("dear");
            row.word("scenario.labels.variants.dear", "Dear", "Dyr – og sen")
        },
        row(S::Perspective, "label")
            .with("[perspectives.both]\npayers = [\"city\", \"state\"]\n")
            .change("[perspectives.both]", "[perspectives.both]\nlabel = \"Begge kasser\"")
            .said("Public (Both)", "Public (Begge kasser)")
            .word("scenario.labels.perspectives.both", "Both", "Begge kasser"),
        row(S::Input, "label")
            .change("[inputs.price]\n", "[inputs.price]\nlabel = \"Pris pr. år\"\n")
            .said("price = fixed(1000)", "Pris pr. år (price) = fixed(1000)")
            .word("scenario.labels.inputs.price", "Price", "Pris pr. år"),
        row(S::Outcome, "label")
            .change("[outcomes.well]\n", "[outcomes.well]\nlabel = \"Rask\"\n")
            .said("SUCCESSES NEEDED: WELL", "SUCCESSES NEEDED: RASK")
            .word("scenario.labels.outcomes.well", "Well", "Rask"),
        row(S::Cost, "label")
            .change("[costs.course]\n", "[costs.course]\nlabel = \"Kursus\"\n")
            .said("Course", "Kursus")
            .word("scenario.labels.costs.course", "Course", "Kursus"),
        row(S::Effect, "label")
            .change("[effects.saving]\n", "[effects.saving]\nlabel = \"Besparelse\"\n")
            .said("Saving", "Besparelse")
            .word("scenario.labels.effects.saving", "Saving", "Besparelse"),
        row(S::Requirement, "label")
            .with(REQUIRED)
            .change("[require.worth]\n", "[require.worth]\nlabel = \"Det værd\"\n")
            .said("worth: mean", "Det værd: mean")
            .word("scenario.labels.require.worth", "Worth", "Det værd"),
        // Factors 0.5, 0.25, 0.125, 0.0625.
        row(S::Discount, "rate").change("rate = 0.25", "rate = 1").exact(PUBLIC, PLAIN, 5000.0 * 0.9375 - 4000.0),
        // Factors 0.8, 0.64, 0.32, 0.16.
        row(S::Discount, "steps")
            .change("rate = 0.25", "steps = [{ from = 0, rate = 0.25 }, { from = 3, rate = 1 }]")
            .exact(PUBLIC, PLAIN, 5000.0 * 1.92 - 4000.0),
        // A year earlier, and half a year earlier.
        row(S::Discount, "timing")
            .change("rate = 0.25", "rate = 0.25\ntiming = \"start\"")
            .exact(PUBLIC, PLAIN, 5000.0 * 2.952 - 4000.0),
        row(S::Discount, "timing")
            .given("rate = 0.25", "rate = 0.25\ntiming = \"end\"")
            .change("timing = \"end\"", "timing = \"mid\"")
            .exact(PUBLIC, PLAIN, 5000.0 * 2.952 / 1.25_f64.sqrt() - 4000.0),
        // Factors 0.8, 0.4, 0.2, 0.1.
        row(S::RateStep, "from")
            .given("rate = 0.25", "steps = [{ from = 0, rate = 0.25 }, { from = 3, rate = 1 }]")
            .change("from = 3", "from = 2")
            .exact(PUBLIC, 5000.0 * 1.92 - 4000.0, 5000.0 * 1.5 - 4000.0),
        // 1 / 1.6 = 0.625: factors 0.8, 0.64, 0.4, 0.25.
        row(S::RateStep, "rate")
            .given("rate = 0.25", "steps = [{ from = 0, rate = 0.25 }, { from = 3, rate = 1 }]")
            .change("rate = 1", "rate = 0.6")
            .exact(PUBLIC, 5000.0 * 1.92 - 4000.0, 5000.0 * 2.09 - 4000.0),
        row(S::Payer, "label")
            .given("state = \"State\"", "state = { label = \"State\" }")
            .change("label = \"State\"", "label = \"Kingdom\"")
            .said("State", "Kingdom"),
        // A quarter of the gain and all of the cost are left.
        row(S::Payer, "public")
            .given("state = \"State\"", "state = { label = \"State\", public = true }")
            .change("public = true", "public = false")
            .exact(PUBLIC, PLAIN, 1250.0 * 2.3616 - 4000.0),
    ];
    rows.extend(perspectives());
    rows.extend(requirements());
    rows
}

#[rustfmt::skip]
fn perspectives() -> Vec<Row> {
    const TWO: &str = "perspectives.two.net_benefit.mean.value";
    let two = "[perspectives.two]\npayers = [\"city\", \"state\"]\ntax_distortion = 0.1\n";
    let (city, state) = (1250.0 * 2.3616 - 4000.0, 3750.0 * 2.3616);
    vec![
        row(S::Perspective, "payers").with(two)
            .change("payers = [\"city\", \"state\"]", "payers = [\"state\"]")
            .exact(TWO, 1.1 * (city + state), 1.1 * state),
        row(S::Perspective, "tax_distortion").with(two)
            .change("tax_distortion = 0.1", "tax_distortion = 0.2")
            .exact(TWO, 1.1 * (city + state), 1.2 * (city + state)),
        row(S::Perspective, "taxed").with(two)
            .adding("taxed = [\"city\"]\n")
            .exact(TWO, 1.1 * (city + state), 1.1 * city + state),
    ]
}

#[rustfmt::skip]
fn requirements() -> Vec<Row> {
    const FOUND: &str = "requirements.0.estimate.value";
    const VERDICT: &str = "requirements.0.verdict";
    vec![
        row(S::Requirement, "metric").with(REQUIRED)
            .change("\"net_benefit.mean\"", "\"per_participant\"")
            .exact(FOUND, PLAIN, PLAIN / 20.0)
            .word(VERDICT, "pass", "fail"),
        row(S::Requirement, "metric").with(REQUIRED)
            .change("\"net_benefit.mean\"", "\"lines.effects.saving\"")
            .exact(FOUND, PLAIN, PLAIN + 4000.0),
        row(S::Requirement, "metric").with(REQUIRED)
            .change("\"net_benefit.mean\"", "\"outcomes.well.cost_per_additional_success\"")
            .exact(FOUND, PLAIN, 800.0),
        row(S::Requirement, "metric").with(REQUIRED)
            .change("\"net_benefit.mean\"", "\"cash_flow.cumulative_discounted.2\"")
            .exact(FOUND, PLAIN, 5000.0 * 1.44 - 4000.0),
        row(S::Requirement, "perspective").with(REQUIRED)
            .change("perspective = \"public\"", "perspective = \"city\"")
            .exact(FOUND, PLAIN, 1250.0 * 2.3616 - 4000.0)
            .word(VERDICT, "pass", "fail"),
        // Equality holds.
        row(S::Requirement, "at_least").with(REQUIRED)
            .change("at_least = 7000", "at_least = 7809")
            .exact("requirements.0.threshold.at_least", 7000.0, 7809.0)
            .word(VERDICT, "pass", "fail"),
        row(S::Requirement, "at_most").with(REQUIRED)
            .change("at_least = 7000", "at_most = 7000")
            .brings("requirements.0.threshold.at_most", 7000.0)
            .word(VERDICT, "pass", "fail"),
        row(S::Requirement, "at_most").with(REQUIRED)
            .given("at_least = 7000", "at_most = 7000")
            .change("at_most = 7000", "at_most = 7809")
            .word(VERDICT, "fail", "pass"),
    ]
}

/// `format` has one value: what it does is to be there, and to refuse every other number.
#[test]
fn the_format_has_one_value() {
    let case = text("format", HAND);
    let written = case.valid().resolved;
    assert!(written.starts_with("format = 1\n"), "{written}");
    let refused = |case: Case, said: &str| {
        let invalid = case.invalid();
        assert!(invalid.findings.iter().any(|f| f.message.contains(said)), "{:?}", invalid.findings);
    };
    refused(case.clone().edit("format = 1", "format = 2"), "format");
    refused(case.edit("format = 1\n", ""), "format");
}
