//! Lines of toned text: measuring, wrapping, padding, and the escape codes at the very end.
//!
//! Everything is laid out in terminal columns (`unicode-width`), so that æøå and wide characters align.

use std::fmt::Write as _;

use anstyle::{AnsiColor, Style};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// A blank at which no line is broken: between a figure and its unit. Printed as an ordinary blank.
pub const TIE: char = '\u{a0}';

/// What a piece of text is to the reader. Colours follow from it, in one place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// Running text.
    Plain,
    /// The figure that matters.
    Strong,
    /// Context that may be skipped.
    Dim,
    /// A section's heading.
    Heading,
    /// Money comes back, in the figure that matters.
    VeryGood,
    /// Money is lost, in the figure that matters.
    VeryBad,
    /// Money comes back.
    Good,
    /// Money is lost.
    Bad,
    /// Something to look into.
    Caution,
}

impl Tone {
    fn style(self) -> Style {
        match self {
            Tone::Plain => Style::new(),
            Tone::Strong => Style::new().bold(),
            Tone::Dim => Style::new().dimmed(),
            Tone::Heading => AnsiColor::Cyan.on_default().bold(),
            Tone::VeryGood => AnsiColor::Green.on_default().bold(),
            Tone::VeryBad => AnsiColor::Red.on_default().bold(),
            Tone::Good => AnsiColor::Green.on_default(),
            Tone::Bad => AnsiColor::Red.on_default(),
            Tone::Caution => AnsiColor::Yellow.on_default().bold(),
        }
    }
}

/// Columns that a text takes in a terminal.
pub fn width(text: &str) -> usize {
    UnicodeWidthStr::width(text)
}

/// Replaces what would break a line or a terminal (control characters) by blanks.
pub fn tame(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect::<String>().trim().to_owned()
}

/// Shortens a text to `columns`, ending in `…` where something was cut.
pub fn shorten(text: &str, columns: usize) -> String {
    if width(text) <= columns {
        return text.to_owned();
    }
    let mut short = String::new();
    let mut taken = 0;
    for character in text.chars() {
        let step = character.width().unwrap_or(0);
        if taken + step + 1 > columns {
            break;
        }
        taken += step;
        short.push(character);
    }
    if columns > 0 {
        short.truncate(short.trim_end().len());
        short.push('…');
    }
    short
}

/// Shortens a name to `columns`, with `…` for what was cut out of it: of names that begin alike, as paths do, the end
/// tells which it is.
pub fn abridge(name: &str, columns: usize) -> String {
    if width(name) <= columns {
        return name.to_owned();
    }
    let mut end = String::new();
    let mut taken = 0;
    for character in name.chars().rev() {
        taken += character.width().unwrap_or(0);
        if taken > columns / 3 {
            break;
        }
        end.insert(0, character);
    }
    let end = end.trim_start();
    shorten(name, columns - width(end)) + end
}

/// A line: pieces of text, each with its tone.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Line {
    pieces: Vec<(Tone, String)>,
}

impl Line {
    /// An empty line.
    pub fn new() -> Line {
        Line::default()
    }

    /// The line with more text at its end.
    #[must_use]
    pub fn with(mut self, tone: Tone, text: impl Into<String>) -> Line {
        self.push(tone, text);
        self
    }

    /// Appends text.
    pub fn push(&mut self, tone: Tone, text: impl Into<String>) {
        let text = text.into();
        match self.pieces.last_mut() {
            Some((last, so_far)) if *last == tone => so_far.push_str(&text),
            _ if text.is_empty() => {}
            _ => self.pieces.push((tone, text)),
        }
    }

    /// Appends another line's pieces.
    pub fn append(&mut self, other: Line) {
        for (tone, text) in other.pieces {
            self.push(tone, text);
        }
    }

    /// Appends blanks up to column `column`.
    pub fn pad_to(&mut self, column: usize) {
        let missing = column.saturating_sub(self.width());
        self.push(Tone::Plain, " ".repeat(missing));
    }

    /// The line with every blank in its first `columns` columns tied, so that wrapping leaves them.
    #[must_use]
    pub fn tied(mut self, columns: usize) -> Line {
        let mut taken = 0;
        for (_, text) in &mut self.pieces {
            let tied = text.chars().map(|character| {
                taken += character.width().unwrap_or(0);
                if character == ' ' && taken <= columns { TIE } else { character }
            });
            *text = tied.collect();
        }
        self
    }

    /// Columns taken.
    pub fn width(&self) -> usize {
        self.pieces.iter().map(|(_, text)| width(text)).sum()
    }

    /// The text without tones.
    pub fn text(&self) -> String {
        self.pieces.iter().map(|(_, text)| text.as_str()).collect()
    }

    /// The pieces, each with its tone.
    pub fn pieces(&self) -> impl Iterator<Item = (Tone, &str)> {
        self.pieces.iter().map(|(tone, text)| (*tone, text.as_str()))
    }

    /// Writes the line at the end of a page, with escape codes where `colour` says so, without a newline.
    pub fn print(&self, colour: bool, page: &mut String) {
        // Blanks at a line's end carry nothing and disturb whoever compares or copies the text.
        let visible = self.pieces.iter().rposition(|(_, text)| !text.trim_end().is_empty());
        let Some(last) = visible else { return };
        for (place, (tone, text)) in self.pieces[..=last].iter().enumerate() {
            let text = if place == last { text.trim_end() } else { text };
            let text = text.replace(TIE, " ");
            if colour && *tone != Tone::Plain {
                let style = tone.style();
                let _ = write!(page, "{style}{text}{style:#}");
            } else {
                page.push_str(&text);
            }
        }
    }
}

impl From<&str> for Line {
    fn from(text: &str) -> Line {
        Line::new().with(Tone::Plain, text)
    }
}

/// Breaks a text at blanks so that each line fits `columns`; a word that cannot fit is broken where it must be.
pub fn wrap(text: &Line, columns: usize, first: usize, rest: usize) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut line = Line::from(" ".repeat(first).as_str());
    let mut indent = first;
    // A word may change its tone on the way ("**83 %**,"), so it is gathered until a blank ends it.
    let mut word = Line::new();
    let mut blank = false;
    let mut place = |word: &mut Line, blank: bool, lines: &mut Vec<Line>| {
        let mut word = std::mem::take(word);
        if word.width() == 0 {
            return;
        }
        let started = line.width() > indent;
        let gap = usize::from(started && blank);
        if started && line.width() + gap + word.width() > columns {
            indent = rest;
            lines.push(std::mem::replace(&mut line, Line::from(" ".repeat(rest).as_str())));
        } else if gap == 1 {
            // A blank within a phrase has the phrase's tone, so that the phrase stays one piece.
            let before = line.pieces.last().map(|(tone, _)| *tone);
            let after = word.pieces.first().map(|(tone, _)| *tone);
            let tone = before.filter(|_| before == after).unwrap_or(Tone::Plain);
            line.push(tone, " ");
        }
        while line.width() + word.width() > columns {
            let room = columns.saturating_sub(line.width()).max(1);
            let (head, tail) = split(word, room);
            line.append(head);
            word = tail;
            indent = rest;
            lines.push(std::mem::replace(&mut line, Line::from(" ".repeat(rest).as_str())));
        }
        line.append(word);
    };
    for (tone, piece) in &text.pieces {
        for (number, part) in piece.split(' ').enumerate() {
            if number > 0 {
                place(&mut word, blank, &mut lines);
                blank = true;
            }
            word.push(*tone, part);
        }
    }
    place(&mut word, blank, &mut lines);
    lines.push(line);
    lines
}

/// Cuts a line after `columns`.
fn split(line: Line, columns: usize) -> (Line, Line) {
    let (mut head, mut tail) = (Line::new(), Line::new());
    let mut taken = 0;
    for (tone, text) in line.pieces {
        for character in text.chars() {
            let step = character.width().unwrap_or(0);
            // At least one character goes to the head, else nothing would ever fit.
            if tail.width() == 0 && (taken + step <= columns || taken == 0) {
                taken += step;
                head.push(tone, character);
            } else {
                tail.push(tone, character);
            }
        }
    }
    (head, tail)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(lines: &[Line]) -> Vec<String> {
        lines
            .iter()
            .map(|line| {
                let mut text = String::new();
                line.print(false, &mut text);
                text
            })
            .collect()
    }

    #[test]
    fn wraps_at_blanks_and_keeps_a_figure_with_its_unit() {
        let text = Line::new().with(Tone::Plain, "it comes back in ").with(Tone::Strong, "83\u{a0}%");
        let text = text.with(Tone::Plain, ", so they say");
        let lines = wrap(&text, 20, 2, 4);
        assert_eq!(plain(&lines), ["  it comes back in", "    83 %, so they", "    say"]);
        assert!(lines.iter().all(|line| line.width() <= 20));
    }

    #[test]
    fn breaks_a_word_that_is_longer_than_the_line() {
        let lines = wrap(&Line::from("a 012345678901234567890123456789 b"), 12, 0, 2);
        assert_eq!(plain(&lines), ["a", "  0123456789", "  0123456789", "  0123456789", "  b"]);
    }

    #[test]
    fn counts_columns_not_bytes() {
        assert_eq!(width("kommunens økonomi æøå"), 21);
        assert_eq!(shorten("Københavns Kommune", 10), "København…");
        assert_eq!(width(&shorten("漢字漢字漢字", 6)), 5);
        assert_eq!(shorten("anything", 0), "");
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
    fn colour_is_only_where_asked_for_and_blanks_end_no_line() {
        let line = Line::new().with(Tone::Good, "gain").with(Tone::Plain, "   ");
        let print = |colour| {
            let mut text = String::new();
            line.print(colour, &mut text);
            text
        };
        assert_eq!(print(false), "gain");
        assert_eq!(print(true), "\u{1b}[32mgain\u{1b}[0m");
    }

    #[test]
    fn control_characters_do_not_reach_the_terminal() {
        assert_eq!(tame("a\u{1b}[31mb\r\nc"), "a [31mb  c");
    }
}
