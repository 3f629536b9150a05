//! How wide a text will be, by the widths of a common sans-serif. Fonts differ, so nothing is fitted to the last unit.

use unicode_width::UnicodeWidthChar;

use super::font::Font;

/// What other fonts take more than the one that is measured.
const RESERVE: f64 = 1.12;

/// Widths of ` ` … `~` in thousandths of the size.
const WIDTHS: [u16; 95] = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556,
    556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278,
    500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469,
    556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500,
    278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
];

/// Width of a text in units of the drawing.
pub(super) fn width(text: &str, font: Font) -> f64 {
    let thousandths: u32 = text.chars().map(thousandths).sum();
    let bold = if font.bold { 1.07 } else { 1.0 };
    f64::from(thousandths) / 1000.0 * font.size * bold * RESERVE
}

fn thousandths(character: char) -> u32 {
    match character {
        ' '..='~' => u32::from(WIDTHS[character as usize - 0x20]),
        '\u{a0}' | '\u{202f}' => 278,
        'À'..='Þ' => 780,
        'æ' => 889,
        'ß'..='ſ' => 600,
        '–' | '−' | '…' | '·' => 600,
        other => match other.width() {
            Some(0) | None => 0,
            Some(1) => 720,
            Some(_) => 1300,
        },
    }
}

/// The text in lines of at most `room`, the last of them cut where `most` do not hold it.
pub(super) fn wrap(text: &str, font: Font, room: f64, most: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        let line = &lines[lines.len() - 1];
        let longer = if line.is_empty() { word.to_owned() } else { format!("{line} {word}") };
        // A line that is the last, or a word that no line holds, is cut below.
        let last = lines.len();
        if width(&longer, font) <= room || last == most || line.is_empty() {
            lines[last - 1] = longer;
        } else {
            lines.push(word.to_owned());
        }
    }
    lines.iter().map(|line| cut(line, font, room)).collect()
}

/// The text, with `…` in place of what there is no room for.
pub(super) fn cut(text: &str, font: Font, room: f64) -> String {
    if width(text, font) <= room {
        return text.to_owned();
    }
    let mut kept = String::new();
    for character in text.chars() {
        kept.push(character);
        if width(&kept, font) + width("…", font) > room {
            kept.pop();
            break;
        }
    }
    format!("{}…", kept.trim_end())
}

#[cfg(test)]
mod tests {
    use super::super::font::LABEL;
    use super::*;

    #[test]
    fn no_line_is_wider_than_its_room() {
        let text =
            "Københavns Kommune, Socialforvaltningen og Donaudampfschifffahrtsgesellschaft 漢字漢字漢字 🙂🙂";
        for room in [40.0, 90.0, 200.0, 900.0] {
            for most in 1..4 {
                let lines = wrap(text, LABEL, room, most);
                assert!(lines.len() <= most && !lines.is_empty());
                assert!(lines.iter().all(|line| width(line, LABEL) <= room), "{room}: {lines:?}");
            }
        }
        assert_eq!(wrap("Staten", LABEL, 200.0, 2), ["Staten"]);
        assert_eq!(wrap("", LABEL, 200.0, 2), [""]);
    }
}
