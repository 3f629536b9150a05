//! Texts of other people's making, so that a terminal or a log shows them and does what none of them says.

use std::borrow::Cow;

/// The text with escapes, as `\u{1b}`, for what would steer a terminal or turn what is read (control characters of ASCII and
/// Latin-1, line ends, marks of direction), and for `::` at the start of a word, by which a log on GitHub is given commands.
pub fn printable(text: &str) -> Cow<'_, str> {
    if !text.contains("::") && !text.contains(steers) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len());
    let mut before = ' ';
    for (at, character) in text.char_indices() {
        match character {
            character if steers(character) => shown.extend(character.escape_default()),
            ':' if before.is_whitespace() && text[at..].starts_with("::") => shown.push_str("\\u{3a}"),
            character => shown.push(character),
        }
        before = character;
    }
    Cow::Owned(shown)
}

/// The same of a text that has lines of its own.
pub fn printable_lines(text: &str) -> String {
    text.split('\n').map(printable).collect::<Vec<_>>().join("\n")
}

/// Whether a character steers instead of being shown.
pub fn steers(character: char) -> bool {
    let turns = |c: char| matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    character.is_control() || matches!(character, '\u{2028}' | '\u{2029}') || turns(character)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_steers_is_shown_and_the_rest_stays() {
        for (text, shown) in [
            ("kommunens økonomi 漢字 – é", "kommunens økonomi 漢字 – é"),
            ("a\u{1b}[31mb", "a\\u{1b}[31mb"),
            ("a\u{9b}31mb\u{7f}", "a\\u{9b}31mb\\u{7f}"),
            ("x\n::error::y\r\tz", "x\\n\\u{3a}:error::y\\r\\tz"),
            ("::error::x", "\\u{3a}:error::x"),
            ("std::fs a: b ::warning", "std::fs a: b \\u{3a}:warning"),
            ("a\u{202e}b\u{2066}\u{2028}", "a\\u{202e}b\\u{2066}\\u{2028}"),
        ] {
            assert_eq!(printable(text), shown);
        }
        assert_eq!(printable_lines("a\n\u{1b}b\n"), "a\n\\u{1b}b\n");
    }
}
