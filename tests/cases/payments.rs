//! Payments by results against values that are known exactly.

use serde_json::Value;

use super::program::{assert_estimate, assert_exact, figure, run_shipped, run_text, vendepunkt};

/// Golden values of two shipped cases, from their files alone and none of this program: by quadrature over the inputs and sums over binomial counts.
const ESSEX: [(&str, f64); 7] = [
    ("perspectives/investors/net_benefit/mean", 72_982.629_023_461_6),
    ("perspectives/investors/net_benefit/sd", 1_485_896.905_179_066),
    ("perspectives/investors/probability_break_even", 0.639_498_594_704_539_7),
    ("perspectives/investors/variance/parameter_share", 0.943_315_215_519_167_7),
    ("perspectives/council/net_benefit/mean", 11_318_506.970_976_539),
    ("perspectives/council/lines/effects.care_days", 17_291_489.6),
    ("perspectives/council/lines/payments.outcome_payment", -5_972_982.629_023_462),
];

const RIKERS: [(&str, f64); 10] = [
    ("perspectives/city/net_benefit/mean", -357_184.543_981_587_5),
    ("perspectives/goldman/net_benefit/mean", -526_646.932_962_356_1),
    ("perspectives/bloomberg/net_benefit/mean", -3_387_691.523_056_056),
    ("perspectives/goldman/probability_break_even", 0.588_465_765_356_640_9),
    ("perspectives/bloomberg/probability_break_even", 0.499_998_050_018_334_6),
    ("perspectives/goldman/lines/payments.success_payment", 5_685_661.543_981_587),
    ("perspectives/goldman/lines/payments.guarantee", 3_387_691.523_056_056),
    ("perspectives/goldman/net_benefit/sd", 1_645_943.255_058_051),
    ("perspectives/bloomberg/net_benefit/sd", 3_449_025.518_885_074_6),
    ("outcomes/bed_days/additional/mean", -182_952.0),
];

/// A figure by its path, in which the names of lines keep their dots.
fn at<'r>(result: &'r Value, path: &str) -> &'r Value {
    path.split('/').fold(result, |value, key| &value[key])
}

/// Asserts estimates to lie within 4 of their own standard errors.
fn assert_all(result: &Value, golden: &[(&str, f64)]) {
    for (path, exact) in golden {
        let (value, se) = (at(result, path)["value"].as_f64(), at(result, path)["se"].as_f64());
        let (value, se) = (value.expect(path), se.expect(path));
        assert!(se > 0.0 && (value - exact).abs() <= 4.0 * se, "{path}: {value} ± {se}, exactly {exact}");
    }
}

#[test]
fn essex_edge_of_care() {
    let result = run_shipped("essex-edge-of-care", &["--draws", "1000000"]);
    assert_all(&result, &ESSEX);
    assert_exact(&result, "base_case.net_benefit.investors", 843_680.944_000_001_1);
    assert_exact(&result, "base_case.net_benefit.council", 10_547_808.656_000_001);
    assert_exact(&result, "perspectives.investors.outcomes.at_home.successes_to_break_even", 94.0);
    // The public is the council, which is touched; to both together the payment is nothing.
    let both = "[perspectives.both]\npayers = [\"council\", \"investors\"]\n";
    let text = std::fs::read_to_string("scenarios/essex-edge-of-care.toml").unwrap() + both;
    let both = run_text(&text, &["--draws", "2000"]);
    assert_eq!(at(&both, "perspectives/both/lines/payments.outcome_payment/value"), 0.0);
    // Within rounding: what the one loses the other gains, in every draw.
    let mean = |of: &str| figure(&both, &format!("perspectives.{of}.net_benefit.mean.value"));
    assert!((mean("both") - mean("council") - mean("investors")).abs() <= 1e-9 * mean("both"));
}

#[test]
fn rikers_able() {
    let result = run_shipped("rikers-able", &["--draws", "1000000"]);
    assert_all(&result, &RIKERS);
    assert_exact(&result, "base_case.net_benefit.city", -4_271_523.0);
    // The ladder is at exactly a tenth there: a tie counts as reached, and the loan is back.
    assert_eq!(figure(&result, "base_case.net_benefit.goldman"), 0.0);
}

/// P(X = k) of a binomial law.
fn binomial(n: usize, p: f64) -> Vec<f64> {
    let mut chances = vec![(1.0 - p).powi(n as i32)];
    for k in 0..n {
        chances.push(chances[k] * (n - k) as f64 / (k + 1) as f64 * p / (1.0 - p));
    }
    chances
}

const PEOPLE: usize = 30;

/// Thirty people, of whom `chance` reach it because of the intervention, and a fund that is paid 10 for each of them and 60 at most.
fn capped(chance: &str, amount: &str) -> String {
    format!(
        "format = 1\ntitle = \"Capped\"\ncurrency = \"DKK\"\nprice_year = 2020\nhorizon = 3\ndiscount = {{ rate = 0.25 }}\n\
         [payers]\ncity = \"City\"\nfund = {{ label = \"Fund\", public = false }}\n\
         [inputs.chance]\n{chance}\n[cohort]\nparticipants = {PEOPLE}\n\
         [outcomes.well]\nrate = \"0.1 + chance\"\ncounterfactual = 0.1\n\
         [effects.saving]\noutcome = \"well\"\namount = 7\nyears = 1\nshares = {{ city = 1 }}\n\
         [payments.fee]\nfrom = \"city\"\nto = \"fund\"\nyears = {{ from = 1, to = 2 }}\namount = \"{amount}\"\n"
    )
}

/// What the fund is paid of k successes: in year 1, counted at 0.8.
fn paid(k: usize) -> f64 {
    0.8 * f64::min(60.0, 10.0 * k as f64)
}

/// A capped payment on a binomial count, by enumeration: mean, spread, and of two chances what of the spread is doubt about them.
#[test]
fn a_capped_payment_on_a_binomial_count_is_that_of_an_enumeration() {
    let moments = |p: f64| -> [f64; 2] {
        let chances = binomial(PEOPLE, p);
        [1, 2].map(|power| chances.iter().enumerate().map(|(k, chance)| chance * paid(k).powi(power)).sum())
    };
    let amount = "min(60, 10 * additional.well)";
    let certain = run_text(&capped("fixed = 0.2", amount), &["--draws", "400000"]);
    let [mean, square] = moments(0.2);
    assert_estimate(&certain, "perspectives.fund.net_benefit.mean", mean);
    assert_estimate(&certain, "perspectives.fund.net_benefit.sd", (square - mean * mean).sqrt());
    // All of it is luck, and certainly so.
    assert_eq!(figure(&certain, "perspectives.fund.variance.parameter_share.value"), 0.0);
    assert_eq!(figure(&certain, "perspectives.fund.variance.parameter_share.se"), 0.0);
    assert_exact(&certain, "base_case.net_benefit.fund", 48.0);
    // The city: 7 in year 1 for each of six, less the payment.
    assert_estimate(&certain, "perspectives.city.net_benefit.mean", 6.0 * 5.6 - mean);
    let doubtful = capped("discrete = { values = [0.1, 0.5], weights = [0.75, 0.25] }", amount);
    let [low, high] = [0.1, 0.5].map(moments);
    let mix = |power: usize| 0.75 * low[power] + 0.25 * high[power];
    let variance = mix(1) - mix(0) * mix(0);
    let between = 0.75 * low[0] * low[0] + 0.25 * high[0] * high[0] - mix(0) * mix(0);
    for sampling in ["random", "latin", "sobol"] {
        let result = run_text(&doubtful, &["--draws", "400000", "--sampling", sampling]);
        assert_estimate(&result, "perspectives.fund.net_benefit.mean", mix(0));
        assert_estimate(&result, "perspectives.fund.variance.parameter_share", between / variance);
    }
}

/// Ten achieve it of whom three would have anyway: by people in the arm with the intervention, those who relapse counted.
#[test]
fn who_achieves_it_is_counted_at_onset_whoever_would_have_anyway() {
    let text = capped("fixed = 0.3", "10 * achieved.well")
        .replace("counterfactual = 0.1", "counterfactual = 0.1\nrelapse = 0.5");
    let result = run_text(&text, &["--draws", "400000"]);
    // Binomial(30, 0.4), all of them in year 1.
    assert_estimate(&result, "perspectives.fund.net_benefit.mean", 0.8 * 120.0);
    assert_estimate(&result, "perspectives.fund.net_benefit.sd", 8.0 * f64::sqrt(30.0 * 0.4 * 0.6));
    assert_exact(&result, "base_case.net_benefit.fund", 96.0);
}

/// Events in the arm with the intervention are Poisson whatever happens without it; of completers those who leave fare as without.
#[test]
fn events_that_are_achieved_are_poisson() {
    let text = capped("fixed = 0.3", "achieved.well")
        .replace(
            "rate = \"0.1 + chance\"\ncounterfactual = 0.1",
            "events = true\nrate = 2\ncounterfactual = 3.5\nrate_of = \"completers\"",
        )
        .replace("participants = 30", "participants = 30\ndropout = 0.4")
        .replace("[inputs.chance]\nfixed = 0.3\n", "");
    let result = run_text(&text, &["--draws", "400000"]);
    // 18 complete and 12 do not on average; N − D is Binomial(30, 0.6), whose spread adds 1.5² of its variance.
    let mean = 18.0 * 2.0 + 12.0 * 3.5;
    assert_estimate(&result, "perspectives.fund.net_benefit.mean", 0.8 * mean);
    let variance = mean + 1.5 * 1.5 * 30.0 * 0.6 * 0.4;
    assert_estimate(&result, "perspectives.fund.net_benefit.sd", 0.8 * f64::sqrt(variance));
    assert_exact(&result, "base_case.net_benefit.fund", 0.8 * mean);
}

/// With more successes a payer may stand worse: what counts is from where on it stands well.
#[test]
fn the_fewest_successes_are_those_from_which_on_all_are_enough() {
    let of = |amount: &str| {
        let text = capped("fixed = 0.2", amount)
            + "[costs.start]\namount = 20\nper = \"programme\"\npaid_by = { fund = 1 }\n";
        let result = run_text(&text, &["--draws", "1000"]);
        result["perspectives"]["fund"]["outcomes"]["well"]["successes_to_break_even"].clone()
    };
    // 20 are back with 25 in year 1: with three people.
    assert_eq!(of("10 * additional.well"), 3);
    // From 10 to 14 the fund has nothing, so that 15 are needed though 3 would do.
    assert_eq!(of("if(additional.well < 10, 10, if(additional.well < 15, 0, 10)) * additional.well"), 15);
    // With all of them it has no more than with none.
    assert_eq!(of("if(additional.well < 29, 10 * additional.well, 0)"), Value::Null);
    assert_eq!(of("40"), Value::Null);
}

/// Only what is taken must be a number, and there it must.
#[test]
fn a_branch_must_be_a_number_where_it_is_taken() {
    let fails = |amount: &str| {
        let file = tempfile::Builder::new().suffix(".toml").tempfile().unwrap();
        std::fs::write(file.path(), capped("uniform = { min = 0.1, max = 0.3 }", amount)).unwrap();
        let output = vendepunkt(&["run", file.path().to_str().unwrap(), "--draws", "20000"]);
        (output.status.code() != Some(0)).then(|| String::from_utf8_lossy(&output.stderr).into_owned())
    };
    for amount in [
        "if(chance > 0.2, 1 / (chance - 0.2), 0)",
        "if(chance <= 0.2, 0, ln(chance - 0.2) * 0)",
        "tier(chance, 0.2, sqrt(chance - 0.2), 0.25, 1 / (chance - 0.25) * 0)",
        "if(chance < 0.2, if(chance < 0.15, 1, sqrt(0.2 - chance)), 3)",
        "max(5, if(chance < 0, 0 / 0, 1))",
    ] {
        assert_eq!(fails(amount), None, "{amount}");
    }
    for amount in
        ["if(chance > 0.2, ln(0.2 - chance) * 0, 0)", "tier(chance, 0.25, sqrt(0.2 - chance) * 0, 0.29, 7)"]
    {
        let said = fails(amount).unwrap_or_else(|| panic!("{amount} is let through"));
        assert!(said.contains("payments.fee.amount"), "{said}");
    }
}

/// As many payments as a file may have, each by the one before it, and in a circle.
#[test]
fn a_thousand_payments_in_a_row_are_run_and_in_a_circle_refused() {
    let chain = |first: &str| {
        let mut text = capped("fixed = 0.2", first);
        for at in 1..1_000 {
            let before = if at == 1 { "fee".to_owned() } else { format!("p{}", at - 1) };
            text += &format!(
                "[payments.p{at}]\nfrom = \"fund\"\nto = \"city\"\nyears = 2\namount = \"paid.{before} / 2 + 1\"\n"
            );
        }
        text
    };
    let result = run_text(&chain("8"), &["--draws", "1000"]);
    // 8, 5, 3.5 … down to 2, in year 2.
    let last = at(&result, "perspectives/city/lines/payments.p999/value").as_f64().unwrap();
    assert!((last - 1.28).abs() < 1e-9, "{last}");
    let file = tempfile::Builder::new().suffix(".toml").tempfile().unwrap();
    std::fs::write(file.path(), chain("paid.p999")).unwrap();
    let output = vendepunkt(&["check", file.path().to_str().unwrap()]);
    let said =
        String::from_utf8_lossy(&output.stderr).into_owned() + &String::from_utf8_lossy(&output.stdout);
    assert!(said.contains("payments go round in a circle"), "{said}");
}
