//! Keys of costs and effects, of steps of shares and of years.

use vendepunkt::scenario::keys::Section as S;

use super::{CITY, PLAIN, PUBLIC, Row, row};

/// What the city sees of the plain scenario: a quarter of the gain, and the cost.
const CITY_PLAIN: f64 = 1250.0 * 2.3616 - 4000.0;

#[rustfmt::skip]
pub fn rows() -> Vec<Row> {
    let mut rows = costs();
    rows.extend(effects());
    rows.extend(years());
    rows
}

#[rustfmt::skip]
fn costs() -> Vec<Row> {
    let worker = "per = \"caseworker\"\ncaseload = 8";
    let gain = 5000.0 * 2.3616;
    vec![
        row(S::Cost, "amount").change("amount = 200", "amount = 300").exact(PUBLIC, PLAIN, PLAIN - 2000.0),
        row(S::Cost, "amount").change("amount = 200", "amount = \"price / 2\"").exact(PUBLIC, PLAIN, PLAIN - 6000.0),
        // 100 more for each of 20 in year 1.
        row(S::Cost, "amount").change("amount = 200", "amount = [200, 100]").exact(PUBLIC, PLAIN, PLAIN - 1600.0),
        // The city pays 100 in years 0 and 1, the state 50 and then 10.
        row(S::Cost, "amounts")
            .change("amount = 200\nper = \"participant\"\npaid_by = { city = 1 }", "amounts = { city = 100, state = [50, 10] }\nper = \"participant\"")
            .exact(CITY, CITY_PLAIN, CITY_PLAIN + 400.0)
            .exact(PUBLIC, PLAIN, gain - 3600.0 - 1160.0),
        // A quarter leaves: 15 complete.
        row(S::Cost, "per")
            .given("participants = 20", "participants = 20\ndropout = 0.25")
            .change("per = \"participant\"", "per = \"completer\"")
            .exact(PUBLIC, PLAIN, PLAIN + 1000.0),
        row(S::Cost, "per").change("per = \"participant\"", "per = \"programme\"").exact(PUBLIC, PLAIN, gain - 200.0),
        // 20 people at 8 each need three workers.
        row(S::Cost, "per").change("per = \"participant\"", worker).exact(PUBLIC, PLAIN, gain - 600.0),
        // At 3 each they need seven.
        row(S::Cost, "caseload")
            .given("per = \"participant\"", worker)
            .change("caseload = 8", "caseload = 3")
            .exact(PUBLIC, gain - 600.0, gain - 1400.0),
        row(S::Cost, "years")
            .change("amount = 200", "amount = 200\nyears = 1")
            .exact(PUBLIC, PLAIN, gain - 4000.0 * 0.8),
        row(S::Cost, "paid_by")
            .change("paid_by = { city = 1 }", "paid_by = { city = 0.5, state = 0.5 }")
            .exact(CITY, CITY_PLAIN, CITY_PLAIN + 2000.0),
    ]
}

#[rustfmt::skip]
fn effects() -> Vec<Row> {
    let moved = "[outcomes.moved]\nrate = 0.1\nrate_is_net = true\n";
    let steps = "shares = [{ from = 1, shares = { city = 1 } }, { from = 3, shares = { state = 1 } }]";
    vec![
        // 5 people, from their onset in year 1 on.
        row(S::Effect, "amount")
            .change("amount = \"price\"", "amount = [\"price\", 0, 500]")
            .exact(PUBLIC, PLAIN, 5.0 * (800.0 + 256.0) - 4000.0),
        row(S::Effect, "amounts")
            .change("amount = \"price\"\nshares = { city = 0.25, state = 0.75 }", "amounts = { city = 100, state = [\"price\", \"price / 2\"] }")
            .exact(CITY, CITY_PLAIN, 720.0 - 4000.0)
            .exact(PUBLIC, PLAIN, 720.0 + 5600.0 - 4000.0),
        // Half of it fades each year; the state's second year is year 3, the entry before the onset does not count.
        row(S::Effect, "amounts")
            .given("amount = \"price\"\nshares = { city = 0.25, state = 0.75 }", "amounts = { state = [9, \"price\", 0, \"price\"] }\nyears = { from = 0, to = 3 }")
            .change("years = { from = 0, to = 3 }", "years = { from = 0 }\nfade = 0.5")
            .exact(PUBLIC, 5.0 * (800.0 + 512.0) - 4000.0, 5.0 * (800.0 + 512.0 / 4.0) - 4000.0),
        // 2 people more have moved, where 5 are well.
        row(S::Effect, "outcome").with(moved)
            .change("outcome = \"well\"", "outcome = \"moved\"")
            .exact(PUBLIC, PLAIN, 2000.0 * 2.3616 - 4000.0),
        // All 20, from year 0 on.
        row(S::Effect, "per")
            .change("outcome = \"well\"", "per = \"participant\"")
            .exact(PUBLIC, PLAIN, 20_000.0 * 3.3616 - 4000.0),
        row(S::Effect, "per")
            .change("outcome = \"well\"", "per = \"programme\"")
            .exact(PUBLIC, PLAIN, 1000.0 * 3.3616 - 4000.0),
        row(S::Effect, "amount")
            .change("amount = \"price\"", "amount = \"2 * price\"")
            .exact(PUBLIC, PLAIN, 10_000.0 * 2.3616 - 4000.0),
        row(S::Effect, "years")
            .change("amount = \"price\"", "amount = \"price\"\nyears = 2")
            .exact(PUBLIC, PLAIN, 5000.0 * 0.64 - 4000.0),
        row(S::Effect, "shares")
            .change("{ city = 0.25, state = 0.75 }", "{ city = 0.5, state = 0.5 }")
            .exact(CITY, CITY_PLAIN, 2500.0 * 2.3616 - 4000.0),
        row(S::Effect, "shares")
            .change("shares = { city = 0.25, state = 0.75 }", steps)
            .exact(CITY, CITY_PLAIN, 5000.0 * 1.44 - 4000.0),
        // 1, 0.5, 0.25 and 0.125 are left of the amount.
        row(S::Effect, "fade")
            .change("amount = \"price\"", "amount = \"price\"\nfade = 0.5")
            .exact(PUBLIC, PLAIN, 5000.0 * (0.8 + 0.32 + 0.128 + 0.0512) - 4000.0),
        // 1.25 undoes 0.8, in each calendar year.
        row(S::Effect, "growth")
            .change("amount = \"price\"", "amount = \"price\"\ngrowth = 0.25")
            .exact(PUBLIC, PLAIN, 4.0 * 5000.0 - 4000.0),
        row(S::Effect, "cashable")
            .change("amount = \"price\"", "amount = \"price\"\ncashable = 0.5")
            .exact(PUBLIC, PLAIN, 2500.0 * 2.3616 - 4000.0)
            .brings("unadjusted.public.net_benefit_mean.value", PLAIN),
        // The city's years are 1 and 2, then only 1.
        row(S::ShareStep, "from")
            .given("shares = { city = 0.25, state = 0.75 }", steps)
            .change("from = 3", "from = 2")
            .exact(CITY, 5000.0 * 1.44 - 4000.0, 0.0),
        row(S::ShareStep, "shares")
            .given("shares = { city = 0.25, state = 0.75 }", steps)
            .change("shares = { state = 1 }", "shares = { city = 0.5, state = 0.5 }")
            .exact(CITY, 5000.0 * 1.44 - 4000.0, 5000.0 * 1.44 + 2500.0 * 0.9216 - 4000.0),
    ]
}

#[rustfmt::skip]
fn years() -> Vec<Row> {
    let years = "amount = \"price\"\nyears = { from = 1, to = 3 }";
    vec![
        row(S::Years, "from").given("amount = \"price\"", years)
            .change("from = 1", "from = 2")
            .exact(PUBLIC, 5000.0 * 1.952 - 4000.0, 5000.0 * 1.152 - 4000.0),
        row(S::Years, "to").given("amount = \"price\"", years)
            .change("to = 3", "to = 2")
            .exact(PUBLIC, 5000.0 * 1.952 - 4000.0, 5000.0 * 1.44 - 4000.0),
    ]
}
