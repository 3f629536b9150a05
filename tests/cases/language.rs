//! Published cases in keys that they need, against exact values that none of this program found.

use super::program::{assert_estimate, assert_exact, run, vendepunkt};

/// A case as SØM states it: amounts by year and payer, a published interval, a price index, labels, whom the report speaks of first.
const FILE: &str = "scenarios/alcohol-soem.toml";

/// Exact values by quadrature, from the file alone and none of this program. Net benefit is linear in each of its independent inputs, so the
/// base case has the exact means.
const EXACT: [(&str, f64); 4] = [
    ("kommune", 5_142_595.599_263_808),
    ("region", 3_747_053.831_775_046_4),
    ("stat", 11_927_231.348_797_467),
    ("public", 20_816_880.779_836_32),
];

#[test]
fn aarhus_alcohol_year_by_year() {
    let result = run(&[FILE, "--draws", "100000"]);
    for (perspective, exact) in EXACT {
        assert_exact(&result, &format!("base_case.net_benefit.{perspective}"), exact);
        assert_estimate(&result, &format!("perspectives.{perspective}.net_benefit.mean"), exact);
    }
    assert_estimate(&result, "outcomes.treated.additional.mean", 81.232_595_127_536_75);
    let output = vendepunkt(&["run", FILE, "--draws", "2000"]);
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    assert!(text.contains("City of Aarhus breaks even with a probability"), "{text}");
    assert!(text.contains("Costs avoided"), "{text}");
}

/// What each of few people costs, and what the State refunds of it above thresholds: by enumeration of the cases and the number of children.
const DEAR: [(&str, f64); 10] = [
    ("kommune.net_benefit.mean", 19_149_978.797_411_025),
    ("kommune.net_benefit.sd", 11_993_075.109_889_355),
    ("kommune.variance.parameter_share", 0.534_566_900_804_700_2),
    ("kommune.probability_break_even", 0.960_879_343_180_95),
    ("stat.net_benefit.mean", 8_310_407.969_941_562),
    ("stat.net_benefit.sd", 5_320_276.871_383_801),
    ("stat.variance.parameter_share", 0.152_495_222_668_592_17),
    ("public.net_benefit.mean", 27_460_386.767_352_59),
    ("public.variance.parameter_share", 0.436_460_236_739_286_36),
    ("public.probability_break_even", 0.974_483_038_227_193_1),
];

#[test]
fn dear_single_cases_are_luck() {
    for sampling in ["random", "latin", "sobol"] {
        let result = run(&["scenarios/dear-single-cases.toml", "--draws", "262144", "--sampling", sampling]);
        for (figure, exact) in DEAR {
            assert_estimate(&result, &format!("perspectives.{figure}"), exact);
        }
    }
}

/// Fifteen placements, each of one of five prices, of which the State refunds a quarter above 860 thousand, half above 1,680 and three quarters above
/// 2,120: the chance that they come to so much at most, by adding one after the other up in thousands.
#[test]
fn fifteen_people_by_convolution() {
    let prices = [400_u64, 900, 1_500, 2_000, 4_000];
    let own = |price: u64| {
        let above = |from: u64, to: u64| price.clamp(from, to) - from;
        // In eighths of a thousand, to stay whole.
        8 * price - 2 * above(860, 1_680) - 4 * above(1_680, 2_120) - 6 * above(2_120, u64::MAX)
    };
    let mut chances = std::collections::BTreeMap::from([(0_u64, 1.0)]);
    for _ in 0..15 {
        let mut next = std::collections::BTreeMap::new();
        for (sum, chance) in &chances {
            for price in prices {
                *next.entry(sum + own(price)).or_insert(0.0) += chance / 5.0;
            }
        }
        chances = next;
    }
    for (name, budget) in [("17400", 17_400_u64), ("19200", 19_200)] {
        let exact: f64 = chances.range(..=8 * budget).map(|(_, chance)| chance).sum();
        let result = run(&[
            "tests/cases/language/placements.toml",
            "--draws",
            "200000",
            "--set",
            &format!("inputs.budget.fixed={name}_000"),
        ]);
        assert!(exact > 0.02 && exact < 0.98, "{exact}");
        assert_estimate(&result, "perspectives.kommune.probability_break_even", exact);
        let (sum, square) = chances.iter().fold((0.0, 0.0), |(sum, square), (paid, chance)| {
            let paid = *paid as f64 * 125.0;
            (sum + chance * paid, square + chance * paid * paid)
        });
        assert_exact(&result, "base_case.net_benefit.kommune", budget as f64 * 1000.0 - sum);
        assert_estimate(&result, "perspectives.kommune.net_benefit.sd", (square - sum * sum).sqrt());
    }
}
