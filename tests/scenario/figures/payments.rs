//! Keys of payments by results, and choices in formulas.

use vendepunkt::scenario::keys::Section as S;

use super::{CITY, PLAIN, PUBLIC, Row, row};

/// What the city sees of the plain scenario: a quarter of the gain, and the cost.
const CITY_PLAIN: f64 = 1250.0 * 2.3616 - 4000.0;

/// The state pays the city 100 in year 1.
const FEE: &str = "[payments.fee]\nfrom = \"state\"\nto = \"city\"\nyears = 1\namount = 100\n";

const STATE: &str = "state = \"State\"";
const FUND: &str = "state = \"State\"\nfund = { label = \"Fund\", public = false }";

const BASE_CITY: &str = "base_case.net_benefit.city";

#[rustfmt::skip]
pub fn rows() -> Vec<Row> {
    let amount = |is: &str| {
        row(S::Payment, "amount").with(FEE).change("amount = 100", &format!("amount = \"{is}\""))
    };
    let both = "years = { from = 1, to = 2 }";
    vec![
        // What the one gains the other loses.
        row(S::Scenario, "payments")
            .adding(FEE)
            .exact(CITY, CITY_PLAIN, CITY_PLAIN + 80.0)
            .exact("perspectives.state.net_benefit.mean.value", 3750.0 * 2.3616, 3750.0 * 2.3616 - 80.0)
            .brings("perspectives.city.lines.payments.fee.value", 80.0),
        row(S::Payment, "label")
            .with(FEE)
            .change("[payments.fee]\n", "[payments.fee]\nlabel = \"Resultatløn\"\n")
            .said("Fee", "Resultatløn")
            .word("scenario.labels.payments.fee", "Fee", "Resultatløn"),
        row(S::Payment, "from").given(STATE, FUND).with(FEE)
            .change("from = \"state\"", "from = \"fund\"")
            .exact(PUBLIC, PLAIN, PLAIN + 80.0),
        row(S::Payment, "to").given(STATE, FUND).with(FEE)
            .change("to = \"city\"", "to = \"fund\"")
            .exact(PUBLIC, PLAIN, PLAIN - 80.0),
        row(S::Payment, "years").with(FEE)
            .change("years = 1", "years = 3")
            .exact(CITY, CITY_PLAIN + 80.0, CITY_PLAIN + 51.2),
        // What is due in all is not due again.
        row(S::Payment, "years").with(FEE)
            .change("years = 1", "years = { from = 0, to = 4 }")
            .exact(CITY, CITY_PLAIN + 80.0, CITY_PLAIN + 100.0),
        amount("10 * entrants + 0.5 * spent.city").exact(CITY, CITY_PLAIN + 80.0, CITY_PLAIN + 1760.0),
        // Nine enter in year 2, when it is paid already.
        row(S::Payment, "amount").given("participants = 20", "intake = [20, 0, 9]").with(FEE)
            .change("amount = 100", "amount = \"10 * entrants + entrants.intake0\"")
            .exact("perspectives.city.lines.payments.fee.value", 80.0, 176.0),
        // Ten reach it, five more than without.
        amount("11 * achieved.well").exact(BASE_CITY, CITY_PLAIN + 80.0, CITY_PLAIN + 88.0),
        amount("11 * additional.well.intake0").exact(BASE_CITY, CITY_PLAIN + 80.0, CITY_PLAIN + 44.0),
        // 3,750 a year, of which the tenth is due until 500 are reached.
        row(S::Payment, "amount").with(FEE).given("years = 1", both)
            .change("amount = 100", "amount = \"min(500, 0.1 * saved.state)\"")
            .exact(BASE_CITY, CITY_PLAIN + 80.0, CITY_PLAIN + 375.0 * 0.8 + 125.0 * 0.64),
        // The second is what the first leaves of 250.
        row(S::Payment, "amount").with(FEE)
            .with("[payments.rest]\nfrom = \"state\"\nto = \"city\"\nyears = 2\namount = \"250 - paid.fee\"\n")
            .change("amount = 100", "amount = 150")
            .exact(CITY, CITY_PLAIN + 80.0 + 96.0, CITY_PLAIN + 120.0 + 64.0),
        // A tie counts as reached.
        amount("tier(additional.well, 4, 10, 5, 70, 5.1, 900)").exact(BASE_CITY, CITY_PLAIN + 80.0, CITY_PLAIN + 56.0),
        // 0.1 + 0.2 is a little more than 0.3, by rounding alone: a tie, which is reached and not passed.
        amount("tier(3 * chance / 5, chance / 5 + 2 * chance / 5, 70)").exact(CITY, CITY_PLAIN + 80.0, CITY_PLAIN + 56.0),
        amount("if(chance / 5 + 2 * chance / 5 > 3 * chance / 5, 900, 30)").exact(CITY, CITY_PLAIN + 80.0, CITY_PLAIN + 24.0),
        amount("if(additional.well < 5, 900, 30)").exact(BASE_CITY, CITY_PLAIN + 80.0, CITY_PLAIN + 24.0),
        // Only the branch taken must be a number.
        amount("if(additional.well >= 6, 1 / (additional.well - 5), 30)").exact(BASE_CITY, CITY_PLAIN + 80.0, CITY_PLAIN + 24.0),
        row(S::Cost, "amount")
            .change("amount = 200", "amount = \"if(price > 999, 300, 1 / 0)\"")
            .exact(PUBLIC, PLAIN, PLAIN - 2000.0),
    ]
}
