//! The published figures of every case, through the program.

use super::exact::{annuity, binomial_reaches};
use super::program::{assert_estimate, assert_exact, figure, run_shipped};

const PUBLIC: &str = "perspectives.public";

/// The successes that bring the money back.
fn assert_needed(result: &serde_json::Value, perspective: &str, outcome: &str, expected: f64) {
    assert_exact(
        result,
        &format!("perspectives.{perspective}.outcomes.{outcome}.successes_to_break_even"),
        expected,
    );
}

#[test]
fn u_turn_one_third() {
    let result = run_shipped("u-turn-one-third", &[]);
    assert_exact(&result, "base_case.net_benefit.public", 1_900_000.0);
    assert_exact(&result, &format!("{PUBLIC}.net_benefit.mean.value"), 1_900_000.0);
    assert_exact(&result, &format!("{PUBLIC}.net_benefit.mean.se"), 0.0);
    let sd = 775_000.0 * (24.0_f64 / 3.0 * 2.0 / 3.0).sqrt();
    assert_estimate(&result, &format!("{PUBLIC}.net_benefit.sd"), sd);
    assert_needed(&result, "public", "turned_around", 6.0);
    let reaching = binomial_reaches(24, 1.0 / 3.0, 6);
    assert_estimate(&result, &format!("{PUBLIC}.probability_break_even"), reaching);
    assert_estimate(&result, &format!("{PUBLIC}.outcomes.turned_around.probability_reaching_it"), reaching);
}

#[test]
fn u_turn_half() {
    let result = run_shipped("u-turn-half", &[]);
    assert_exact(&result, "base_case.net_benefit.public", 5_000_000.0);
    assert_exact(&result, &format!("{PUBLIC}.net_benefit.mean.value"), 5_000_000.0);
    assert_needed(&result, "public", "turned_around", 6.0);
    assert_estimate(&result, &format!("{PUBLIC}.probability_break_even"), binomial_reaches(24, 0.5, 6));
}

#[test]
fn u_turn_discounted() {
    let result = run_shipped("u-turn-discounted", &[]);
    let gain = 775_000.0 / 6.0 * annuity(0.035, 6);
    assert_exact(&result, "base_case.net_benefit.public", 8.0 * gain - 4_300_000.0);
    assert_needed(&result, "public", "turned_around", 7.0);
    assert_estimate(&result, &format!("{PUBLIC}.probability_break_even"), binomial_reaches(24, 1.0 / 3.0, 7));
}

#[test]
fn housing_first() {
    let result = run_shipped("housing-first", &[]);
    assert_exact(&result, "base_case.net_benefit.public", 3_100_000.0);
    assert_exact(&result, "base_case.net_benefit.municipality", 900_000.0);
    assert_needed(&result, "public", "own_home", 3.0);
    assert_needed(&result, "municipality", "own_home", 5.0);
}

#[test]
fn job_under_three_conventions() {
    for (name, factor) in [
        ("job", annuity(0.02, 6)),
        ("job-mid-year", annuity(0.025, 6) * 1.025_f64.sqrt()),
        ("job-start-of-year", annuity(0.03, 6) * 1.03),
    ] {
        let result = run_shipped(name, &["--draws", "10000"]);
        assert_exact(&result, "base_case.net_benefit.society", 122_000.0 * factor);
        assert_exact(&result, "perspectives.society.net_benefit.mean.value", 122_000.0 * factor);
    }
}

/// All of the excess cost gone for one year pays 32,750 DKK a citizen, and no more.
#[test]
fn families_with_alcohol_misuse() {
    let result = run_shipped("families-alcohol", &["--draws", "10000"]);
    assert_estimate(&result, "outcomes.without_misuse.with.mean", 80.85);
    let ceiling = run_shipped("families-alcohol", &["--draws", "10000", "--variant", "most_it_may_cost"]);
    let left_over: f64 = 80.85 * 99_243.0 - 245.0 * 32_750.0;
    assert!((left_over - 46.55).abs() < 1e-6);
    assert_exact(&ceiling, "base_case.net_benefit.municipality", left_over);
}

/// Aarhus (SØM 2.2, 2020): 15.6 million to the public over ten years, nearly 64,000 for each of 245, 3.7 million of it to the
/// municipality. What others gain is reproduced; the municipality's own gain is not, and the file says why and by how much.
#[test]
fn the_calculation_of_aarhus_and_where_the_file_differs() {
    const PUBLIC: f64 = 15.6e6;
    const MUNICIPAL: f64 = 3.7e6;
    assert!((63_500.0..64_000.0).contains(&(PUBLIC / 245.0)));
    // Each intake is followed for the nine years after the year in which it enters.
    let starts = 62.0 + 61.0 * annuity(0.035, 3);
    let success_years = 0.33 * starts * annuity(0.035, 9);
    let aarhus = |share: &str| {
        let set = format!("inputs.share_that_vanishes.fixed={share}");
        run_shipped("families-alcohol", &["--draws", "10000", "--variant", "aarhus", "--set", &set])
    };
    let result = aarhus("0.5");
    let gain = |payer: &str| figure(&result, &format!("base_case.net_benefit.{payer}"));
    // The means of the two laws, (low + 4 mode + high) / 6.
    let others = success_years * (35_000.0 / 6.0 + 87_000.0 / 6.0);
    assert!((gain("region") + gain("state") - others).abs() < 1.0);
    assert!((others - (PUBLIC - MUNICIPAL)).abs() < 0.02e6, "{others}");
    let municipal = success_years * 0.5 * 99_243.0 - 60_000.0 * starts;
    assert_exact(&result, "base_case.net_benefit.municipality", municipal);
    assert_eq!([municipal, municipal + others].map(|x| (x / 1e5).round() / 10.0), [15.0, 26.9]);
    // The share at which the municipality's gain is the published one.
    let share = (MUNICIPAL + 60_000.0 * starts) / (success_years * 99_243.0);
    assert!((share - 0.3046).abs() < 5e-5, "{share}");
    let agreeing = aarhus(&share.to_string());
    assert_exact(&agreeing, "base_case.net_benefit.municipality", MUNICIPAL);
    assert!((figure(&agreeing, "base_case.net_benefit.public") - PUBLIC).abs() < 0.02e6);
}

/// The same money twelve years later is worth 1.035^12 less, wherever it falls.
#[test]
fn waiting_twelve_years_costs_what_discounting_says() {
    let now = run_shipped("families-alcohol", &["--draws", "10000"]);
    let later = run_shipped("families-alcohol-later", &["--draws", "10000"]);
    for perspective in ["public", "municipality", "region", "state"] {
        let path = format!("base_case.net_benefit.{perspective}");
        assert_exact(&later, &path, figure(&now, &path) / 1.035_f64.powi(12));
    }
}

/// (4 × 80 + 22 × 40 + 26 × 30) / 52 = 38.1 % in the first year, 20 % after.
#[test]
fn refusion_ladder() {
    let result = run_shipped("job-refusion", &["--draws", "10000"]);
    let ladder: f64 = (4.0 * 80.0 + 22.0 * 40.0 + 26.0 * 30.0) / 52.0;
    assert!((ladder - 38.1).abs() < 0.05);
    // Ten additional people, of whom 5 % lose the job every year after the first.
    let worth =
        |year: i32, share: f64| share * 10.0 * 0.95_f64.powi(year - 1) * 129_000.0 / 1.035_f64.powi(year);
    let state: f64 = worth(1, 0.381) + (2..=6).map(|year| worth(year, 0.2)).sum::<f64>();
    assert_exact(&result, "base_case.net_benefit.state", state);
    let long_term = run_shipped("job-refusion", &["--draws", "10000", "--variant", "long_term"]);
    let state: f64 = (1..=6).map(|year| worth(year, 0.2)).sum();
    assert_exact(&long_term, "base_case.net_benefit.state", state);
}

#[test]
fn caseload_paid_once_or_each_year() {
    for (variant, expected) in [("paid_once", 4_700_000.0), ("paid_each_year", 700_000.0)] {
        let result = run_shipped("caseload", &["--draws", "10000", "--variant", variant]);
        assert_exact(&result, "base_case.net_benefit.public", expected);
    }
}

#[test]
fn flow_through_temporary_housing() {
    for (variant, yearly, factor) in [
        ("low_undiscounted", 4e6, 6.0),
        ("high_undiscounted", 5e6, 6.0),
        ("low", 4e6, annuity(0.035, 6)),
        ("high", 5e6, annuity(0.035, 6)),
    ] {
        let result = run_shipped("temporary-housing", &["--draws", "10000", "--variant", variant]);
        assert_exact(&result, "perspectives.public.net_benefit.mean.value", yearly * factor);
        assert_exact(&result, "perspectives.public.probability_break_even.value", 1.0);
    }
    assert!((4e6 * annuity(0.035, 6) - 21.31e6).abs() < 5e3);
    assert!((5e6 * annuity(0.035, 6) - 26.64e6).abs() < 5e3);
}

/// The cost stands on both sides of the tie, whatever it is: rounding must not turn break-even into loss.
#[test]
fn one_child_in_five() {
    for (variant, children, needed) in
        [("five_children", 5, 1), ("twenty_five_children", 25, 5), ("twenty_five_children_fixed_cost", 25, 5)]
    {
        let result = run_shipped("one-child-in-five", &["--variant", variant]);
        let reaching = binomial_reaches(children, 0.2, needed);
        assert_estimate(&result, "perspectives.public.probability_break_even", reaching);
        assert_needed(&result, "public", "ordinary_life", needed as f64);
        let by_year = "perspectives.public.break_even_year.by_year.1";
        assert_estimate(&result, by_year, reaching);
    }
}

/// "Up to 26 times" is the gain at P95: 25 times the outlay is left then, where nothing is discounted.
#[test]
fn up_to_twenty_six_times_is_an_upper_tail() {
    let result = run_shipped(
        "drug-treatment",
        &["--set", "inputs.treatment_cost.fixed=100000", "--set", "discount.rate=0"],
    );
    assert_estimate(&result, "perspectives.public.net_benefit.p95", 25.0 * 100.0 * 100_000.0);
    assert_estimate(&result, "perspectives.public.net_benefit.p50", 100.0 * 100_000.0);
}

/// Two public sums for one programme: 81,000 a child to which the level is calibrated, and 1.2 million for 55 children, which it does not explain.
#[test]
fn cool_kids_in_two_frames() {
    let per_child = |result: &serde_json::Value, children: f64| {
        figure(result, "base_case.net_benefit.public") / children / 1000.0
    };
    let result = run_shipped("cool-kids", &["--draws", "10000"]);
    assert_eq!(per_child(&result, 54.0).round(), 81.0);
    assert_eq!((per_child(&result, 54.0) * 54.0 / 100.0).round(), 44.0);
    let ikast_brande = run_shipped("cool-kids", &["--draws", "10000", "--variant", "ikast_brande"]);
    assert_eq!(per_child(&ikast_brande, 55.0).round(), 78.0);
    assert_eq!((1.2e6_f64 / 55.0 / 1000.0).round(), 22.0);
    // Two intakes more, each a year later than the one before it: nothing but discounting parts the two.
    let starts =
        |intakes: i32| (0..intakes).map(|year| 1.035_f64.powi(-year)).sum::<f64>() / f64::from(intakes);
    let expected = per_child(&result, 54.0) * starts(5) / starts(3);
    assert!((per_child(&ikast_brande, 55.0) / expected - 1.0).abs() < 1e-9);
}

/// 13 points of 150 people, whatever else is assumed; and what all of the 60 % would claim.
#[test]
fn ips_is_paid_for_the_difference() {
    let result = run_shipped("ips-employment", &[]);
    assert_estimate(&result, "outcomes.working.additional.mean", 150.0 * (0.60 - 0.47));
    let starts: f64 = (0..3).map(|year| 1.035_f64.powi(-year)).sum();
    let support: f64 =
        (1..=10_i32).map(|age| f64::from(10 - (age - 1) / 2) / 10.0 * 1.035_f64.powi(-age)).sum();
    let kommune = |successes: f64| starts * (successes * 80_000.0 * support - 50.0 * 5_300.0);
    assert_exact(&result, "base_case.net_benefit.kommune", kommune(50.0 * 0.13));
    let gross = run_shipped("ips-employment", &["--draws", "10000", "--variant", "gross"]);
    assert_exact(&gross, "base_case.net_benefit.kommune", kommune(50.0 * 0.60));
}

/// The law moves money between payers and makes none: the public gains the same under both, draw by draw.
#[test]
fn two_laws_for_one_home() {
    let law = run_shipped("shelter-to-home", &[]);
    let before = run_shipped("shelter-to-home", &["--variant", "before_2023"]);
    for figure_of in ["mean", "sd", "p5", "p95"] {
        let path = format!("perspectives.public.net_benefit.{figure_of}.value");
        assert_exact(&before, &path, figure(&law, &path));
    }
    let discounted =
        |years: std::ops::RangeInclusive<i32>| years.map(|year| 1.035_f64.powi(-year)).sum::<f64>();
    let (saved, support) = (6.5 * 475_000.0, 10.0 * 85_000.0);
    let kommune = (0.5 * saved - support) * discounted(0..=4);
    assert_exact(&before, "base_case.net_benefit.kommune", kommune);
    let refunded = 60.0 / 365.0 * discounted(0..=1) + 45.0 / 365.0 * discounted(2..=4);
    let kommune =
        saved * (discounted(0..=4) - refunded) - support * (discounted(0..=4) - 0.5 * discounted(0..=1));
    assert_exact(&law, "base_case.net_benefit.kommune", kommune);
}

/// 142 reconvictions instead of 155 are 8.4 % fewer, and nothing is paid for the first cohort; 9 % over all pay the capital and 3 % a year.
#[test]
fn peterborough_paid_once_and_at_the_end() {
    assert_eq!((1000.0_f64 * (1.0 - 142.0 / 155.0)).round(), 84.0);
    let first = format!("inputs.first_cohort.fixed={}", 142.0 / 155.0 / 0.91);
    let result = run_shipped("peterborough", &["--draws", "10000", "--variant", "as_found", "--set", &first]);
    let paid = 20_775.0 * 0.09 * 3_100.0;
    assert!((paid / (5e6 * 1.03_f64.powi(5)) - 1.0_f64).abs() < 1e-4, "{paid}");
    let lent: f64 = (0..5).map(|year| 1e6 * 1.035_f64.powi(-year)).sum();
    assert_exact(&result, "base_case.net_benefit.investors", paid / 1.035_f64.powi(6) - lent);
    // At 10 % the first cohort would have been paid for itself, two years earlier.
    let first = format!("inputs.first_cohort.fixed={}", 0.9 / 0.91);
    let early = run_shipped("peterborough", &["--draws", "10000", "--variant", "as_found", "--set", &first]);
    let for_first = 20_775.0 * 155.0;
    let paid = for_first / 1.035_f64.powi(4) + (paid - for_first) / 1.035_f64.powi(6);
    assert_exact(&early, "base_case.net_benefit.investors", paid - lent);
}

/// 65 % × 60 % less 50 % × 40 % of 60 children; at expected numbers the loan comes back with the whole bonus, and without it after two years.
#[test]
fn norrkoping_is_paid_back_and_no_more() {
    let result = run_shipped("norrkoping-outcome-contract", &[]);
    assert_estimate(&result, "outcomes.school.additional.mean", 60.0 * (0.65 * 0.6 - 0.5 * 0.4));
    assert_exact(&result, "base_case.net_benefit.investor", 0.2 * 7.5e6);
    let signed = run_shipped("norrkoping-outcome-contract", &["--draws", "10000", "--variant", "as_signed"]);
    assert!(figure(&signed, "base_case.net_benefit.investor").abs() < 1e-6);
    for (result, most) in [(&result, 1.5e6), (&signed, 1.5e6)] {
        assert!(figure(result, "perspectives.investor.net_benefit.p95.value") <= most + 1e-6);
        assert!(figure(result, "perspectives.investor.net_benefit.p5.value") >= -4.5e6);
    }
}

/// What three councils were told they could earn, 5/6 of 4,000 for each family: whether by calmer homes and a step towards work, or by jobs.
#[test]
fn troubled_families_earn_what_was_announced() {
    for (variant, families, announced) in
        [("", 4_180.0, 13.9), ("lancashire", 2_630.0, 8.8), ("sheffield", 1_680.0, 5.6)]
    {
        for (calmer, job, step) in [("1", "0", "1"), ("0.5", "1", "0"), ("1", "0.3", "0.7")] {
            let sets = [
                format!("inputs.calmer.fixed={calmer}"),
                format!("inputs.job.fixed={job}"),
                format!("inputs.step.fixed={step}"),
                "inputs.calmer_effect.fixed=0".to_owned(),
                "inputs.job_effect.fixed=0".to_owned(),
            ];
            let mut arguments = vec!["--draws", "2000"];
            arguments.extend(sets.iter().flat_map(|set| ["--set", set.as_str()]));
            if !variant.is_empty() {
                arguments.extend(["--variant", variant]);
            }
            let result = run_shipped("troubled-families", &arguments);
            let earned = families * 4_000.0 * 5.0 / 6.0;
            assert_exact(&result, "base_case.net_benefit.government", -earned);
            assert_eq!((earned / 1e5).round() / 10.0, announced);
        }
    }
}

/// Where both arms have the same chances nothing is divided by what rounding leaves of a person.
#[test]
fn a_success_that_nobody_gains_has_no_cost() {
    let result = run_shipped("troubled-families", &[]);
    let additional = figure(&result, "outcomes.step.additional.mean.value");
    assert!(additional.abs() < 1e-9, "{additional}");
    let of = &result["perspectives"]["public"]["outcomes"];
    assert!(of["step"]["cost_per_additional_success"].is_null(), "{}", of["step"]);
    assert!(of["calmer"]["cost_per_additional_success"].is_object(), "{}", of["calmer"]);
}
