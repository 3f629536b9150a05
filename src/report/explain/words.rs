//! The two languages of an explanation.

/// Language of an explanation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Language {
    /// English.
    #[default]
    English,
    /// Danish.
    Danish,
}

/// The text in a language.
pub(super) fn say(language: Language, english: impl Into<String>, danish: impl Into<String>) -> String {
    match language {
        Language::English => english.into(),
        Language::Danish => danish.into(),
    }
}

/// A figure with the language's own marks: Danish has a comma before decimals and stops between thousands.
pub(super) fn mark(language: Language, figure: &str) -> String {
    let danish = |mark| match mark {
        '.' => ',',
        ',' => '.',
        other => other,
    };
    match language {
        Language::English => figure.to_owned(),
        Language::Danish => figure.chars().map(danish).collect(),
    }
}

/// A list in words: `a, b and c`.
pub(super) fn list(language: Language, items: &[String]) -> String {
    match items {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} {} {last}", first.join(", "), say(language, "and", "og")),
    }
}
