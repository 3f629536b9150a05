//! `docs/distributions.md` is what the key table says.

use vendepunkt::distribution::{FAMILIES, guide};

use crate::common::blessed;

#[test]
fn the_guide_is_what_the_key_table_says() {
    blessed("docs/distributions.md", &guide::guide());
}

#[test]
fn the_guide_names_every_family_and_key() {
    let text = guide::guide();
    for family in FAMILIES {
        let start =
            text.find(&format!("\n## {}\n", family.name)).unwrap_or_else(|| panic!("{}", family.name));
        let section = text[start + 4..].split("\n## ").next().unwrap_or("");
        for key in family.keys {
            assert!(section.contains(&format!("| `{}` |", key.name)), "{}.{}", family.name, key.name);
        }
        assert!(section.contains(family.doc) && section.contains(family.source), "{}", family.name);
        assert!(section.contains('█') || section.contains('▁'), "{} has no picture", family.name);
    }
}
