//! Net benefit as a picture of characters: a column of blocks per bin, and the break-even line where it lies.

use super::line::Line;
use crate::report::digits::{Locale, Scale};
use crate::report::document::Tone;
use crate::report::figure::{Kind, figure};
use crate::report::language::Language;
use crate::report::names::width;
use crate::report::words::Words;
use crate::summary::results::{Estimate, Histogram};

/// Rows of the picture.
const ROWS: usize = 6;

/// Columns of the widest picture; a wider one is no easier to read.
const WIDEST: usize = 96;

/// Share of the draws that may be left out of sight at each end, lest a long tail
/// flatten the picture, or the draws beyond the ends, which the end bins hold, rise there like towers.
const UNSEEN: f64 = 0.004;

/// Share of the draws that may lie beside the picture without a word.
const WORTH_SAYING: f64 = 0.01;

/// What is drawn: bins merged so that they fit, with break-even on an edge between two of them.
#[derive(Debug, PartialEq)]
struct Picture {
    /// Lower end of the first column.
    from: f64,
    /// Width of a column.
    width: f64,
    /// Draws per column.
    counts: Vec<f64>,
    /// Column before which net benefit is below zero; `None` where break-even is out of sight.
    line: Option<usize>,
}

impl Picture {
    /// Merges bins until at most `columns` remain.
    fn of(histogram: &Histogram, columns: usize) -> Option<Picture> {
        let total: u64 = histogram.counts.iter().sum();
        if total == 0 || columns == 0 || !(histogram.width > 0.0 && histogram.width.is_finite()) {
            return None;
        }
        let unseen = total as f64 * UNSEEN;
        let few = |counts: &mut dyn Iterator<Item = &u64>| {
            let mut beyond = 0.0;
            let within = counts.take_while(|&&count| {
                beyond += count as f64;
                beyond <= unseen
            });
            within.count() as i64
        };
        let bins = histogram.counts.len() as i64;
        let (mut from, mut to) =
            (few(&mut histogram.counts.iter()), bins - few(&mut histogram.counts.iter().rev()));
        // A tail far longer than the bulk is wide would press the bulk against the axis.
        let (p5, p95) = (quantile_bin(histogram, total, 0.05), quantile_bin(histogram, total, 0.95));
        let tail = (p95 - p5 + 1) * 3 / 4;
        (from, to) = (from.max(p5 - tail), to.min(p95 + 1 + tail));
        // Break-even belongs in the picture where it lies near.
        let zero = libm::round(-histogram.from / histogram.width);
        let near = (to - from) as f64 / 2.0;
        let line = (zero >= from as f64 - near && zero <= to as f64 + near).then_some(zero as i64);
        if let Some(line) = line {
            (from, to) = (from.min(line), to.max(line));
        }
        let step = ((to - from + columns as i64 - 1) / columns as i64).max(1);
        // Columns start at break-even and go both ways, so that it lies on an edge.
        let anchor = line.unwrap_or(from);
        let before = (anchor - from + step - 1) / step;
        let after = (to - anchor + step - 1) / step;
        let counts = (-before..after).map(|column| {
            let merged = anchor + column * step..anchor + (column + 1) * step;
            merged.filter_map(|bin| histogram.counts.get(usize::try_from(bin).ok()?)).sum::<u64>() as f64
        });
        let counts = counts.collect();
        let start = anchor - before * step;
        Some(Picture {
            from: histogram.from + start as f64 * histogram.width,
            width: histogram.width * step as f64,
            counts,
            line: line.map(|_| before as usize),
        })
    }

    /// Share of the draws below and above what is drawn.
    fn unseen(&self, histogram: &Histogram) -> (f64, f64) {
        let total = histogram.counts.iter().sum::<u64>() as f64;
        let to = self.from + self.width * self.counts.len() as f64;
        let (mut below, mut above) = (0.0, 0.0);
        for (bin, &count) in histogram.counts.iter().enumerate() {
            let middle = histogram.from + (bin as f64 + 0.5) * histogram.width;
            below += if middle < self.from { count as f64 } else { 0.0 };
            above += if middle > to { count as f64 } else { 0.0 };
        }
        (below / total, above / total)
    }

    /// Column of the page at which `value` lies, counting the break-even line as a column of its own.
    fn column(&self, value: f64) -> f64 {
        let column = (value - self.from) / self.width;
        match self.line {
            Some(line) if column > line as f64 => column + 1.0,
            _ => column,
        }
    }

    /// Columns of the whole picture.
    fn columns(&self) -> usize {
        self.counts.len() + usize::from(self.line.is_some())
    }
}

/// Draws the histogram in at most `columns`; `loss` and `gain` stand at either side of the break-even line.
pub(super) fn draw(
    histogram: &Histogram,
    loss: &str,
    gain: &str,
    columns: usize,
    language: Language,
) -> Vec<Line> {
    let Words { locale, common: words, .. } = language.words();
    let Some(picture) = Picture::of(histogram, columns.saturating_sub(3).min(WIDEST)) else {
        return Vec::new();
    };
    let mut lines = Vec::new();
    if let Some(at) = picture.line {
        lines.push(legend(at, picture.counts.len() - at, loss, gain));
    }
    let highest = picture.counts.iter().copied().fold(0.0, |a, b| if b > a { b } else { a });
    for row in (0..ROWS).rev() {
        let mut line = Line::default();
        for (column, &count) in picture.counts.iter().enumerate() {
            if picture.line == Some(column) {
                line.push(Tone::Dim, "│");
            }
            let gains = picture.line.map_or(picture.from >= 0.0, |at| column >= at);
            let tone = if gains { Tone::Good } else { Tone::Bad };
            line.push_copy(tone, block(count / highest, row));
        }
        if picture.line == Some(picture.counts.len()) {
            line.push(Tone::Dim, "│");
        }
        lines.push(line);
    }
    lines.extend(axis(&picture, columns, locale));
    let (below, above) = picture.unseen(histogram);
    for (share, left) in [(below, true), (above, false)] {
        if share >= WORTH_SAYING {
            let percent = locale.per_cent(libm::round(share * 100.0));
            lines.push(Line::default().with(Tone::Dim, (words.beyond)(&percent, left)));
        }
    }
    lines
}

/// What stands at the break-even line: loss at its left, gain at its right, or both where there is room.
fn legend(before: usize, after: usize, loss: &str, gain: &str) -> Line {
    let both = width(loss) + width(", ") + width(gain);
    let (losses, gains) = ((Tone::Bad, loss), (Tone::Good, gain));
    let comma = (Tone::Plain, ", ");
    let (left, right) = match (before > width(loss), after > width(gain)) {
        (true, true) => (vec![losses], vec![gains]),
        (true, false) if before > both => (vec![losses, comma, gains], vec![]),
        (true, false) => (vec![losses], vec![]),
        (false, true) if after > both => (vec![], vec![gains, comma, losses]),
        (false, true) => (vec![], vec![gains]),
        (false, false) => (vec![], vec![]),
    };
    let run_on = |line: Line, parts: Vec<(Tone, &str)>| {
        parts.into_iter().fold(line, |line, (tone, text)| line.with(tone, text))
    };
    let (mut line, left) = (Line::default(), run_on(Line::default(), left));
    line.pad_to(before.saturating_sub(left.width() + 1));
    line.append(left);
    line.pad_to(before);
    run_on(line.with(Tone::Dim, "│").with(Tone::Plain, " "), right)
}

/// The bin that holds a quantile.
fn quantile_bin(histogram: &Histogram, total: u64, share: f64) -> i64 {
    let mut below = 0;
    let found = histogram.counts.iter().position(|count| {
        below += count;
        below as f64 >= share * total as f64
    });
    found.unwrap_or(histogram.counts.len() - 1) as i64
}

/// The part of a column of relative height `height` that lies in `row`, in eighths.
fn block(height: f64, row: usize) -> &'static str {
    const EIGHTHS: [&str; 9] = [" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"];
    let eighths = libm::round(height * (ROWS * 8) as f64) as usize;
    // What was drawn at all leaves a trace.
    let eighths = if height > 0.0 { eighths.max(1) } else { eighths };
    EIGHTHS[eighths.saturating_sub(row * 8).min(8)]
}

/// The axis with its ticks, and their labels below it.
fn axis(picture: &Picture, columns: usize, locale: &Locale) -> [Line; 2] {
    let ends = (picture.from, picture.from + picture.width * picture.counts.len() as f64);
    let scale = Scale::of_all([ends.0, ends.1]);
    let ticks = ticks(ends.0, ends.1, picture.columns() / 9);
    let step = if ticks.len() > 1 { ticks[1] - ticks[0] } else { ends.1 - ends.0 };
    let mut rule = vec!['─'; picture.columns()];
    let mut labels = Line::default();
    for &tick in &ticks {
        let zero = picture.line.filter(|_| tick == 0.0);
        let at = zero.unwrap_or_else(|| libm::floor(picture.column(tick)) as usize);
        let Some(place) = rule.get_mut(at) else { continue };
        *place = if zero.is_some() { '┼' } else { '┬' };
        let last = libm::floor(libm::log10(step) + 1e-9) as i32;
        let label = match tick {
            0.0 => "0".to_owned(),
            _ => figure(&Estimate::exact(tick), Kind::AmountIn(scale, last)).show(locale),
        };
        let start = at.saturating_sub(width(&label) / 2);
        let fits = start + width(&label) <= columns;
        if fits && (labels.width() == 0 || start > labels.width()) {
            labels.pad_to(start);
            labels.push(Tone::Dim, label);
        }
    }
    if let Some(at) = picture.line
        && rule[at] == '─'
    {
        rule[at] = '┴';
    }
    [Line::default().with(Tone::Dim, rule.into_iter().collect::<String>()), labels]
}

/// Round numbers between `from` and `to`, about `wanted` of them.
pub(super) fn ticks(from: f64, to: f64, wanted: usize) -> Vec<f64> {
    let wanted = if wanted < 2 { 2.0 } else { wanted as f64 };
    let rough = (to - from) / wanted;
    let magnitude = libm::pow(10.0, libm::floor(libm::log10(rough)));
    let step = match rough / magnitude {
        r if r <= 1.0 => magnitude,
        r if r <= 2.0 => magnitude * 2.0,
        r if r <= 5.0 => magnitude * 5.0,
        _ => magnitude * 10.0,
    };
    let first = libm::ceil(from / step) as i64;
    let last = libm::floor(to / step) as i64;
    (first..=last).map(|tick| tick as f64 * step).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn histogram() -> Histogram {
        Histogram { from: -3.0, width: 0.5, counts: vec![1, 0, 10, 30, 60, 100, 120, 100, 60, 30, 10, 5, 2] }
    }

    #[test]
    fn merging_keeps_every_draw_and_puts_break_even_on_an_edge() {
        for columns in 3..40 {
            let picture = Picture::of(&histogram(), columns).unwrap();
            let line = picture.line.unwrap();
            let below: f64 = picture.counts[..line].iter().sum();
            assert!((200.0..=201.0).contains(&below), "{columns}: {picture:?}");
            assert!((picture.from + line as f64 * picture.width).abs() < 1e-12);
            assert!(picture.counts.len() <= columns + 2, "{columns}: {picture:?}");
        }
    }

    #[test]
    fn a_far_break_even_is_not_drawn() {
        let picture = Picture::of(&Histogram { from: 100.0, ..histogram() }, 20).unwrap();
        assert_eq!(picture.line, None);
    }

    #[test]
    fn every_width_is_kept() {
        for columns in 40..160 {
            let lines = draw(&histogram(), "loss 36 %", "gain 64 %", columns, Language::English);
            assert!(lines.iter().all(|line| line.width() <= columns), "{columns}: {lines:?}");
            let printed: String = lines.iter().map(Line::text).collect();
            assert!(printed.contains('│') && printed.contains('┼'), "{printed}");
        }
    }

    #[test]
    fn ticks_are_round() {
        assert_eq!(ticks(-2.3, 5.9, 4), [0.0, 5.0]);
        assert_eq!(ticks(-2.3, 5.9, 8), [-2.0, 0.0, 2.0, 4.0]);
    }
}
