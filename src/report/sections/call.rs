//! The call that makes the same figures again.

use super::case::Case;
use crate::report::names::tame;
use crate::scenario::{By, Changed};

/// The call that makes a report again, which `ending` says the form of. It is to be copied: words that shells would take apart stand in
/// quotes.
pub(super) fn again(case: &Case, ending: &str) -> String {
    let (scenario, run) = (&case.results.scenario, &case.results.run);
    let mut parts = vec!["vendepunkt run".to_owned(), quoted(&scenario.file)];
    if let Some(variant) = &scenario.variant {
        parts.push(format!("--variant {}", quoted(variant)));
    }
    if let Some(perspective) = &scenario.perspective {
        parts.push(format!("--perspective {}", quoted(perspective)));
    }
    for changed in scenario.changed.iter().filter(|changed| changed.by == By::Set && changed.is.is_some()) {
        parts.push(format!("--set {}", quoted(&assigned(changed))));
    }
    parts.push(format!("--draws {} --seed {}", run.draws, run.seed));
    if run.sampling != "random" {
        parts.push(format!("--sampling {}", run.sampling));
    }
    if run.outputs != "headline" {
        parts.push(format!("--outputs {}", run.outputs));
    }
    let language = case.words.language.code();
    if language != "en" {
        parts.push(format!("--lang {language}"));
    }
    parts.push(ending.to_owned());
    tame(&parts.join(" "))
}

/// What `--set` says of a change.
pub(super) fn assigned(changed: &Changed) -> String {
    let is = changed.is.as_deref().unwrap_or_default();
    match is.split_once(" = ") {
        // An input's family is one value, stated by its key.
        Some((key, value)) if changed.path.starts_with("inputs.") && is_bare(key) => {
            format!("{}.{key}={value}", changed.path)
        }
        _ => format!("{}={is}", changed.path),
    }
}

fn is_bare(key: &str) -> bool {
    !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

/// A word as shells take it.
fn quoted(word: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '/' | '.' | '_' | '-' | '=' | ':' | ',');
    if !word.is_empty() && word.chars().all(is_plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', "'\\''"))
    }
}
