//! A case as SØM states it, in keys that it needs: amounts by year and payer, a published interval, a price index, labels, whom the report
//! speaks of first.

use super::program::{assert_estimate, assert_exact, run, vendepunkt};

const FILE: &str = "tests/cases/language/alcohol-soem.toml";

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
    assert!(text.contains("Aarhus Kommune breaks even with a probability"), "{text}");
    assert!(text.contains("Sparede udgifter"), "{text}");
}
