//! Lines of toned text: measuring, wrapping, padding, and the escape codes at the very end.
//!
//! Everything is laid out in terminal columns (`unicode-width`), so that æøå and wide characters align.

use std::fmt::Write as _;

use anstyle::{AnsiColor, Style};
use unicode_width::UnicodeWidthChar;

use crate::report::digits::{Locale, TIE};
use crate::report::document::{Text, Tone};
use crate::report::names::width;

/// Columns by which the body of a section is indented.
pub(super) const INDENT: usize = 2;

fn style(tone: Tone) -> Style {
    match tone {
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

/// A line: pieces of text, each with its tone.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Line {
    pub pieces: Vec<(Tone, String)>,
}

impl Line {
    /// The text as one line, with the numerals of a language.
    pub fn of(text: &Text, locale: &Locale) -> Line {
        let pieces = text.shown(locale).into_iter();
        pieces.fold(Line::default(), |line, (tone, piece)| line.with(tone, piece))
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

    /// Appends a copy of text, which needs no room of its own where the line goes on in its tone.
    pub fn push_copy(&mut self, tone: Tone, text: &str) {
        match self.pieces.last_mut() {
            Some((last, so_far)) if *last == tone => so_far.push_str(text),
            _ => self.push(tone, text),
        }
    }

    /// Appends another line's pieces.
    pub fn append(&mut self, other: Line) {
        for (tone, text) in other.pieces {
            self.push(tone, text);
        }
    }

    /// The line with another at its end.
    #[must_use]
    pub fn and(mut self, other: Line) -> Line {
        self.append(other);
        self
    }

    /// Appends blanks up to column `column`.
    pub fn pad_to(&mut self, column: usize) {
        let missing = column.saturating_sub(self.width());
        self.push(Tone::Plain, " ".repeat(missing));
    }

    /// Columns taken.
    pub fn width(&self) -> usize {
        self.pieces.iter().map(|(_, text)| width(text)).sum()
    }

    /// The text without tones.
    pub fn text(&self) -> String {
        self.pieces.iter().map(|(_, text)| text.as_str()).collect()
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
                let style = style(*tone);
                let _ = write!(page, "{style}{text}{style:#}");
            } else {
                page.push_str(&text);
            }
        }
    }
}

impl From<&str> for Line {
    fn from(text: &str) -> Line {
        Line::default().with(Tone::Plain, text)
    }
}

/// Breaks a text at blanks so that each line fits `columns`; a word that cannot fit is broken where it must be.
pub fn wrap(text: &Line, columns: usize, first: usize, rest: usize) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut line = Line::from(" ".repeat(first).as_str());
    let (mut indent, mut taken) = (first, first);
    // A word may change its tone on the way ("**83%**,"), so it is gathered until a blank ends it.
    let mut word: Vec<(Tone, &str)> = Vec::new();
    let mut blank = false;
    let mut place = |word: &mut Vec<(Tone, &str)>, blank: bool, lines: &mut Vec<Line>| {
        let own: usize = word.iter().map(|(_, part)| width(part)).sum();
        if own == 0 {
            word.clear();
            return;
        }
        let started = taken > indent;
        let gap = usize::from(started && blank);
        if started && taken + gap + own > columns {
            indent = rest;
            lines.push(std::mem::replace(&mut line, Line::from(" ".repeat(rest).as_str())));
            taken = rest;
        } else if gap == 1 {
            // A blank within a phrase has the phrase's tone, so that the phrase stays one piece.
            let before = line.pieces.last().map(|(tone, _)| *tone);
            let after = word.first().map(|(tone, _)| *tone);
            let tone = before.filter(|_| before == after).unwrap_or(Tone::Plain);
            line.push_copy(tone, " ");
            taken += 1;
        }
        if taken + own <= columns {
            word.drain(..).for_each(|(tone, part)| line.push_copy(tone, part));
            taken += own;
            return;
        }
        let mut left = Line::default();
        word.drain(..).for_each(|(tone, part)| left.push_copy(tone, part));
        while line.width() + left.width() > columns {
            let room = columns.saturating_sub(line.width()).max(1);
            let (head, tail) = split(left, room);
            line.append(head);
            left = tail;
            indent = rest;
            lines.push(std::mem::replace(&mut line, Line::from(" ".repeat(rest).as_str())));
        }
        line.append(left);
        taken = line.width();
    };
    for (tone, piece) in &text.pieces {
        for (number, part) in piece.split(' ').enumerate() {
            if number > 0 {
                place(&mut word, blank, &mut lines);
                blank = true;
            }
            if !part.is_empty() {
                word.push((*tone, part));
            }
        }
    }
    place(&mut word, blank, &mut lines);
    lines.push(line);
    lines
}

/// Cuts a line after `columns`.
fn split(line: Line, columns: usize) -> (Line, Line) {
    let (mut head, mut tail) = (Line::default(), Line::default());
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

    fn printed(line: &Line, colour: bool) -> String {
        let mut text = String::new();
        line.print(colour, &mut text);
        text
    }

    fn plain(lines: &[Line]) -> Vec<String> {
        lines.iter().map(|line| printed(line, false)).collect()
    }

    #[test]
    fn wraps_at_blanks_and_keeps_a_figure_with_its_unit() {
        let text = Line::default().with(Tone::Plain, "it comes back in ").with(Tone::Strong, "83\u{a0}%");
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
    fn colour_is_only_where_asked_for_and_blanks_end_no_line() {
        let line = Line::default().with(Tone::Good, "gain").with(Tone::Plain, "   ");
        assert_eq!(printed(&line, false), "gain");
        assert_eq!(printed(&line, true), "\u{1b}[32mgain\u{1b}[0m");
    }
}
