//! Payments by results hide expected net benefit behind luck: there is no value of information of whom they touch.

use super::{common, settings, usual, valued};

#[test]
fn there_is_no_value_of_information_where_payments_are_made() {
    let both = "perspectives.both.payers=[\"council\", \"investors\"]".to_owned();
    let loaded = common::load_file(&common::file("scenarios/essex-edge-of-care.toml"), None, &[both]);
    let of = valued(&loaded, &settings(4_000), &usual());
    for (name, of) in &of.perspectives {
        assert_eq!(of.is_some(), name == "both", "{name}");
    }
    let warning = of.warnings.iter().find(|warning| warning.code == "payments-not-linear");
    let warning = warning.expect("the reason is given");
    assert!(warning.message.contains("`council`, `investors` and `public`"), "{}", warning.message);
    // Null is read back as null.
    let text = serde_json::to_string(&of).expect("it can be written");
    assert!(text.contains("\"investors\":null"));
    assert_eq!(
        serde_json::from_str::<vendepunkt::analysis::value::Valuation>(&text).expect("it reads back"),
        of
    );
}
