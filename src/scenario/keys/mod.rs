//! The one table of keys: what a scenario file may say, where, of which type, in which range, with which default.
//!
//! Recognition, nearest-key hints, type and range checks, defaults, the JSON Schema and the format reference all
//! come from it. The keys of the families of distributions come from [`crate::distribution::FAMILIES`].

mod key;
mod kind;
mod lead;
mod lines;
mod people;
mod range;
mod section;
mod table;

pub use key::{Key, Presence};
pub use kind::{Kind, Names};
pub use lead::{Lead, key_of, lead_of};
pub use range::Range;
pub use section::Section;
pub use table::{CALENDAR, KEYS, REMOVE};

/// Top-level keys that belong to the file and not to the scenario: no variant and no `--set` may state them.
pub const FILE_KEYS: [&str; 3] = ["format", "extends", "variants"];

/// Top-level keys that belong to a variant and not to a file.
pub const VARIANT_KEYS: [&str; 1] = ["label"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_key_is_listed_twice_and_every_key_is_documented() {
        for (i, key) in KEYS.iter().enumerate() {
            let doubled =
                KEYS[..i].iter().any(|other| (other.section, other.name) == (key.section, key.name));
            assert!(!doubled, "{:?}.{}", key.section, key.name);
            assert!(key.doc.ends_with('.'), "{:?}.{}", key.section, key.name);
        }
    }

    #[test]
    fn a_path_leads_to_its_key() {
        let found = |path| key_of(path).map(|key| (key.section, key.name));
        assert_eq!(found("horizon"), Some((Section::Scenario, "horizon")));
        assert_eq!(found("discount.rate"), Some((Section::Discount, "rate")));
        assert_eq!(found("effects.a.growth"), Some((Section::Effect, "growth")));
        assert_eq!(found("costs.a.years.to"), Some((Section::Years, "to")));
        assert_eq!(found("costs.a.years"), Some((Section::Cost, "years")));
        for path in [
            "",
            "discount",
            "effects.a",
            "effects.growth",
            "inputs.a.beta.mean",
            "horizon.x",
            "costs.a.years.by",
        ] {
            assert_eq!(found(path), None, "{path}");
        }
    }
}
