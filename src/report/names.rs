//! Names and texts of other people's making: measured, made harmless, made short.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::scenario::printable::printable;

/// Columns that a text takes in a terminal.
pub fn width(text: &str) -> usize {
    // Without a way out of the loop, which would keep it from taking many at once.
    if text.bytes().fold(true, |all, byte| all & matches!(byte, b' '..=b'~')) {
        return text.len();
    }
    let mut columns = 0;
    let is_plain = text.chars().all(|character| {
        columns += 1;
        is_single(character)
    });
    if is_plain { columns } else { UnicodeWidthStr::width(text) }
}

/// Whether a character takes one column, whatever stands beside it: what nearly all of a report is.
fn is_single(character: char) -> bool {
    // Letters of Europe's west and middle, blanks that do not break, dashes and quotes, signs of mathematics, and what charts
    // are drawn with.
    matches!(
        character,
        ' '..='~' | '─'..='▟' | '\u{a0}' | '−'..='⋿' | '‐'..='‧' | '±' | '·' | 'À'..='ſ' | '\u{202f}'
    )
}

/// One line of what may have several, with escapes for what would steer a terminal or a log.
pub fn tame(text: &str) -> String {
    let line: String = text.chars().map(|c| if matches!(c, '\n' | '\r' | '\t') { ' ' } else { c }).collect();
    printable(line.trim()).into_owned()
}

/// Shortens a text to `columns`, ending in `…` where something was cut.
pub fn shorten(text: &str, columns: usize) -> String {
    if width(text) <= columns {
        return text.to_owned();
    }
    let mut taken = 0;
    let kept = text.chars().take_while(|character| {
        taken += character.width().unwrap_or(0);
        taken < columns
    });
    let short: String = kept.collect();
    if columns > 0 { format!("{}…", short.trim_end()) } else { short }
}

/// Shortens a name to `columns`, with `…` for what was cut out of it: of names that begin alike, as paths do, the end
/// tells which it is.
pub fn abridge(name: &str, columns: usize) -> String {
    if width(name) <= columns {
        return name.to_owned();
    }
    let mut taken = 0;
    let kept = name.char_indices().rev().take_while(|(_, character)| {
        taken += character.width().unwrap_or(0);
        taken <= columns / 3
    });
    let end = name[kept.last().map_or(name.len(), |(start, _)| start)..].trim_start();
    shorten(name, columns - width(end)) + end
}

/// An identifier as words.
pub fn spoken(name: &str) -> String {
    name.replace('_', " ").replace('.', ": ")
}

/// The text with a capital letter.
pub fn capitalised(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map(|first| first.to_uppercase().chain(characters).collect()).unwrap_or_default()
}

/// A sentence with its full stop; that of an abbreviation at its end will do.
pub fn ended(sentence: String) -> String {
    if sentence.ends_with('.') { sentence } else { sentence + "." }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_columns_not_bytes() {
        assert_eq!(width("kommunens økonomi æøå"), 21);
        assert_eq!(shorten("Københavns Kommune", 10), "København…");
        assert_eq!(width(&shorten("漢字漢字漢字", 6)), 5);
        assert_eq!(shorten("anything", 0), "");
    }

    /// The quick way says what the tables of Unicode say, alone and in company.
    #[test]
    fn what_is_single_takes_one_column() {
        let all: Vec<char> = (0..=0xffff).filter_map(char::from_u32).filter(|c| is_single(*c)).collect();
        assert!(all.len() > 600, "{}", all.len());
        for character in &all {
            assert_eq!(character.width(), Some(1), "{character:?}");
        }
        let text: String = all.iter().collect();
        assert_eq!(UnicodeWidthStr::width(text.as_str()), all.len());
        assert_eq!(width("█▇ 3 ≤ −4 ± 1 · år – “ok”…"), 26);
        assert_eq!(
            (width("a\u{301}"), width("漢"), width("\u{ad}")),
            (1, 2, UnicodeWidthStr::width("\u{ad}"))
        );
    }

    #[test]
    fn a_name_keeps_its_beginning_and_its_end() {
        assert_eq!(abridge("scenarios/u-turn.toml:16", 24), "scenarios/u-turn.toml:16");
        assert_eq!(abridge("scenarios/temporary-housing.toml:16", 18), "scenarios/t…oml:16");
        for columns in 1..40 {
            assert!(width(&abridge("kommunens økonomi 漢字漢字漢字漢字 og alt andet", columns)) <= columns);
        }
    }

    #[test]
    fn a_sentence_ends_once() {
        assert_eq!(ended("it is 4".to_owned()), "it is 4.");
        assert_eq!(ended("det er 4 kr.".to_owned()), "det er 4 kr.");
    }

    #[test]
    fn control_characters_do_not_reach_the_terminal() {
        assert_eq!(tame("a\u{1b}[31mb\r\nc"), "a\\u{1b}[31mb  c");
    }
}
