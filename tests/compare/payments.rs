//! Payments by results on both sides of a comparison.

use vendepunkt::analysis::compare::comparison::Change;

use crate::common::{file, load_file};
use crate::pairs::{pair, questions};

const ESSEX: &str = "scenarios/essex-edge-of-care.toml";

fn is_nothing(change: &Change) -> bool {
    let mean = &change.net_benefit.mean;
    [mean.value, mean.se, mean.lo, mean.hi].iter().all(|x| *x == 0.0)
}

/// An edit that says the same in other words is no edit; one of the cap moves whom it touches, and not both of them together.
#[test]
fn an_edit_of_a_payment_moves_its_ends_and_nothing_else() {
    let both = "perspectives.both.payers=[\"council\", \"investors\"]".to_owned();
    let essex = |set: &[&str]| {
        let set: Vec<String> = set.iter().map(|set| (*set).to_owned()).chain([both.clone()]).collect();
        load_file(&file(ESSEX), None, &set)
    };
    let base = essex(&[]);
    let same = essex(&[
        "payments.outcome_payment.label=Success fee",
        "payments.outcome_payment.amount=min(7_100_000, saved.council * tariff_share)",
    ]);
    let said = pair(&base, &same, &questions(5_000, 1));
    assert!(said.perspectives.iter().all(|(_, change)| is_nothing(change)));
    let less = essex(&["payments.outcome_payment.amount=min(6_000_000, tariff_share * saved.council)"]);
    let moved = pair(&base, &less, &questions(20_000, 1));
    assert!(is_nothing(&moved.perspectives["both"]));
    let [council, investors] = ["council", "investors"].map(|name| moved.perspectives[name].net_benefit.mean);
    assert!(council.lo > 0.0 && investors.hi < 0.0, "{council:?} {investors:?}");
    assert!((council.value + investors.value).abs() <= 1e-9 * council.value);
}
