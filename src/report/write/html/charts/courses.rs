//! How likely something is as a number moves: a small panel for each number, on a scale of its own.

use super::super::axis::{Axis, range};
use super::super::canvas::{Anchor, Canvas, through};
use super::super::font::{STRONG_LABEL, STRONG_TICK, TICK};
use super::super::measure::cut;
use super::size::Size;
use crate::report::picture::{Course, Courses};

const HEAD: f64 = 42.0;
const HEIGHT: f64 = 116.0;
const PANEL: f64 = HEAD + HEIGHT + 34.0;

/// Room for `100` beside a panel.
const FIGURES: f64 = 30.0;

pub(super) fn draw(courses: &Courses, size: Size) -> Canvas {
    let across = if size.is_narrow() || courses.panels.len() == 1 { 1 } else { 2 };
    let gap = 40.0;
    let room = (size.width - gap * (across - 1) as f64) / across as f64;
    let rows = courses.panels.len().div_ceil(across);
    let mut canvas = Canvas::new(size.width, rows as f64 * PANEL);
    for (at, panel) in courses.panels.iter().enumerate() {
        let origin = ((at % across) as f64 * (room + gap), (at / across) as f64 * PANEL);
        show(panel, courses, origin, room, &mut canvas);
    }
    canvas
}

/// The chance at a value, on the line between its neighbours.
fn chance(course: &Course, value: f64) -> Option<f64> {
    let next = course.points.iter().position(|(at, _)| *at >= value)?;
    let (x, y) = course.points[next];
    let Some((before, was)) = next.checked_sub(1).map(|at| course.points[at]) else {
        return (x == value).then_some(y);
    };
    Some(was + (y - was) * (value - before) / (x - before))
}

fn show(course: &Course, courses: &Courses, (left, top): (f64, f64), room: f64, canvas: &mut Canvas) {
    let (ceiling, floor) = (top + HEAD, top + HEAD + HEIGHT);
    let (start, end) = (left + FIGURES, left + room - 8.0);
    let across = Axis::of(range(course.points.iter().map(|(at, _)| *at)), (start, end));
    let up = Axis::of((0.0, 1.0), (floor, ceiling));
    canvas.text((left, top + 14.0), Anchor::Start, STRONG_LABEL, &cut(&course.label, STRONG_LABEL, room));
    let needed = up.at(courses.needed.value);
    canvas.line("need", (start, needed), (end, needed));
    canvas.text_where_free(&[((start - 6.0, needed + 4.0), Anchor::End)], STRONG_TICK, &courses.needed.shown);
    for (share, text) in [(0.0, "0"), (0.5, "50"), (1.0, "100")] {
        let y = up.at(share);
        canvas.line(if share == 0.0 { "axis" } else { "grid" }, (start, y), (end, y));
        canvas.text_where_free(&[((start - 6.0, y + 4.0), Anchor::End)], TICK, text);
    }
    let line: Vec<(f64, f64)> =
        course.points.iter().map(|(at, share)| (across.at(*at), up.at(*share))).collect();
    canvas.path("median", &through(&line));
    for turn in course.turns.iter().filter(|turn| across.holds(turn.value)) {
        let x = across.at(turn.value);
        canvas.line("half", (x, needed), (x, floor));
        let places = [Anchor::Middle, Anchor::End, Anchor::Start].map(|anchor| ((x, floor + 17.0), anchor));
        canvas.text_where_free(&places, STRONG_TICK, &turn.shown);
    }
    if let Some(now) = &course.now
        && let Some(share) = chance(course, now.value)
    {
        let (x, y) = (across.at(now.value), up.at(share));
        canvas.circle(if share >= courses.needed.value { "gainink" } else { "lossink" }, (x, y), 4.5);
        let places = [
            ((x, y - 9.0), Anchor::Middle),
            ((x + 7.0, y - 7.0), Anchor::Start),
            ((x - 7.0, y - 7.0), Anchor::End),
            ((x, y + 20.0), Anchor::Middle),
            ((x + 7.0, y + 18.0), Anchor::Start),
            ((x - 7.0, y + 18.0), Anchor::End),
        ];
        canvas.text_where_free(&places, TICK, &now.shown);
    }
    // Both ends, as far as the turns leave room.
    for (end, (x, anchor)) in course.ends.iter().zip([(start, Anchor::Start), (end, Anchor::End)]) {
        canvas.text_where_free(&[((x, floor + 17.0), anchor)], TICK, end);
    }
}

#[cfg(test)]
mod tests {
    use super::super::size::{NARROW, WIDE};
    use super::*;
    use crate::report::picture::Mark;

    fn drawn(now: f64, turns: &[f64], width: f64) -> String {
        let course = Course {
            label: "Success rate".to_owned(),
            points: vec![(0.2, 0.3), (0.4, 0.7), (0.6, 0.9)],
            turns: turns.iter().map(|at| Mark::of(*at, format!("≥ {at}"))).collect(),
            now: Some(Mark::of(now, "now")),
            ends: ["20%".to_owned(), "60%".to_owned()],
        };
        let courses = Courses { panels: vec![course.clone(), course], needed: Mark::of(0.8, "80") };
        draw(&courses, Size { width }).finish("wide", "").into_string()
    }

    #[test]
    fn every_panel_has_its_line_the_requirement_and_where_it_turns() {
        for width in [WIDE, NARROW] {
            let picture = drawn(0.5, &[0.5], width);
            for (class, count) in [("median", 2), ("need", 2), ("half", 2), ("gainink", 2), ("lossink", 0)] {
                assert_eq!(picture.matches(&format!("\"{class}\"")).count(), count, "{class}: {picture}");
            }
            assert_eq!(picture.matches("≥ 0.5").count(), 2, "{picture}");
            assert_eq!(drawn(0.3, &[], width).matches("\"lossink\"").count(), 2);
        }
    }

    #[test]
    fn what_lies_beyond_the_line_has_no_mark() {
        let picture = drawn(0.9, &[0.7], WIDE);
        assert!(!picture.contains("ink") && !picture.contains("half") && !picture.contains("≥"), "{picture}");
    }
}
