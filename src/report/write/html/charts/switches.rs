//! Where an answer turns as a number moves: a row each, on a scale of its own.

use super::super::axis::{Axis, range};
use super::super::canvas::{Anchor, Canvas};
use super::super::font::{LABEL, TICK, VALUE};
use super::super::measure::wrap;
use super::size::Size;
use crate::report::picture::Switch;

/// Height of a row with one line of its name, and of one with its name above.
const ROW: f64 = 66.0;
const NARROW_ROW: f64 = 86.0;
const LINE: f64 = 17.0;

/// Half the height of a bar around most values, and around nearly all.
const LIKELY: f64 = 7.0;
const POSSIBLE: f64 = 2.0;

pub(super) fn draw(rows: &[Switch], size: Size) -> Canvas {
    let room = size.pick(228.0, size.width);
    let names: Vec<Vec<String>> = rows.iter().map(|row| wrap(&row.label, LABEL, room, 2)).collect();
    // Beside its row a second line has room.
    let height = |lines: &Vec<String>| size.pick(ROW, NARROW_ROW + (lines.len() - 1) as f64 * LINE);
    let mut canvas = Canvas::new(size.width, names.iter().map(height).sum());
    let mut y = 0.0;
    for (row, lines) in rows.iter().zip(&names) {
        let middle = size.pick(y + ROW / 2.0, y + height(lines) - 32.0);
        let first = size.pick(middle + 5.0 - (lines.len() - 1) as f64 * LINE / 2.0, y + 16.0);
        for (at, text) in lines.iter().enumerate() {
            canvas.text((0.0, first + at as f64 * LINE), Anchor::Start, LABEL, text);
        }
        show(row, (size.pick(252.0, 4.0), size.width - 12.0), middle, &mut canvas);
        y += height(lines);
    }
    canvas
}

/// The stretch of values that a row shows.
fn across(row: &Switch) -> (f64, f64) {
    let turns = row.turns.iter().map(|(at, _)| at.value);
    let bars = [row.likely, row.possible].into_iter().flatten().flatten();
    let (low, high) = range(turns.chain(bars).chain(row.now.as_ref().map(|now| now.value)));
    // A turn at an end has something on both its sides.
    let margin = if high > low { (high - low) * 0.06 } else { 0.0 };
    (low - margin, high + margin)
}

/// Whether the answer holds right above a value.
fn holds_above(row: &Switch, value: f64) -> bool {
    match row.turns.iter().rev().find(|(at, _)| at.value <= value) {
        Some((_, above)) => *above,
        None => row.turns.first().is_some_and(|(_, above)| !above),
    }
}

fn show(row: &Switch, ends: (f64, f64), middle: f64, canvas: &mut Canvas) {
    let axis = Axis::of(across(row), ends);
    canvas.line("grid", (ends.0, middle), (ends.1, middle));
    for (bar, half, [fails, holds]) in
        [(row.possible, POSSIBLE, ["loss3", "gain3"]), (row.likely, LIKELY, ["loss2", "gain2"])]
    {
        let Some([from, to]) = bar else { continue };
        let inner = row.turns.iter().map(|(at, _)| at.value).filter(|at| from < *at && *at < to);
        let edges: Vec<f64> = [from].into_iter().chain(inner).chain([to]).collect();
        for part in edges.windows(2) {
            let (x, end) = (axis.at(part[0]), axis.at(part[1]));
            let class = if holds_above(row, part[0]) { holds } else { fails };
            canvas.rect(class, (x, middle - half), end - x, 2.0 * half);
        }
    }
    // Where there is no room in the middle, on the side that is nearer to the mark.
    let places = |x: f64, y: f64| {
        let (start, end) = (((ends.0, y), Anchor::Start), ((ends.1, y), Anchor::End));
        let is_left = x < (ends.0 + ends.1) / 2.0;
        [((x, y), Anchor::Middle), if is_left { start } else { end }]
    };
    for (at, _) in &row.turns {
        let x = axis.at(at.value);
        canvas.line("median", (x, middle - 12.0), (x, middle + 12.0));
        canvas.text_where_free(&places(x, middle - 17.0), VALUE, &at.shown);
    }
    if let Some(now) = &row.now {
        let x = axis.at(now.value);
        canvas.circle(if holds_above(row, now.value) { "gainink" } else { "lossink" }, (x, middle), 4.5);
        canvas.text_where_free(&places(x, middle + 26.0), TICK, &now.shown);
    }
}

#[cfg(test)]
mod tests {
    use super::super::size::{NARROW, WIDE};
    use super::*;
    use crate::report::picture::Mark;

    fn row(now: f64, turns: &[(f64, bool)]) -> Switch {
        Switch {
            label: "Success rate".to_owned(),
            now: Some(Mark::of(now, "now 42%")),
            likely: Some([0.3, 0.5]),
            possible: Some([0.2, 0.7]),
            turns: turns.iter().map(|(at, above)| (Mark::of(*at, format!("≥ {at}")), *above)).collect(),
        }
    }

    fn drawn(row: Switch, width: f64) -> String {
        draw(&[row], Size { width }).finish("wide", "").into_string()
    }

    #[test]
    fn a_bar_changes_its_colour_where_the_answer_turns() {
        for width in [WIDE, NARROW] {
            let once = drawn(row(0.42, &[(0.35, true)]), width);
            for (class, count) in
                [("loss2", 1), ("gain2", 1), ("loss3", 1), ("gain3", 1), ("gainink", 1), ("lossink", 0)]
            {
                assert_eq!(once.matches(class).count(), count, "{class}: {once}");
            }
            // Between two turns it holds.
            let twice = drawn(row(0.1, &[(0.35, true), (0.6, false)]), width);
            for (class, count) in [("loss2", 1), ("gain2", 1), ("loss3", 2), ("gain3", 1), ("lossink", 1)] {
                assert_eq!(twice.matches(class).count(), count, "{class}: {twice}");
            }
            // Beyond all that is thought possible.
            let far = drawn(row(0.42, &[(0.95, false)]), width);
            assert!(!far.contains("loss2") && far.contains("gain2") && far.contains("≥ 0.95"), "{far}");
            for text in ["≥ 0.95", "now 42%"] {
                assert!(far.contains(text), "{text}: {far}");
            }
        }
    }

    #[test]
    fn a_number_at_an_end_is_named_there() {
        for (now, place) in [(0.0, "<text class=\"tick\" x=\"4\""), (0.9, "text-anchor=\"end\">now 42%")] {
            let bare = Switch { likely: None, possible: None, ..row(now, &[(0.4, true)]) };
            let picture = drawn(bare, NARROW);
            assert!(picture.contains(place), "{picture}");
        }
    }

    #[test]
    fn a_number_that_is_nothing_but_a_number_has_no_bar() {
        let bare = Switch { likely: None, possible: None, ..row(0.035, &[(0.12, false)]) };
        let picture = drawn(bare, NARROW);
        assert!(!picture.contains("<rect") && picture.contains("gainink") && picture.contains("≥ 0.12"));
    }
}
