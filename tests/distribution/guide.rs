//! `docs/distributions.md` is what the key table says.

use std::path::Path;

use vendepunkt::distribution::{FAMILIES, guide};

#[test]
fn the_guide_is_what_the_key_table_says() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/distributions.md");
    let text = guide::guide();
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(&path, &text).expect("docs/ can be written");
    }
    let committed = std::fs::read_to_string(&path).expect("docs/distributions.md");
    assert!(
        committed == text,
        "docs/distributions.md is not what the key table gives; BLESS=1 writes it anew"
    );
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
