//! An amount against a number, with its best point.

use super::super::axis::{Axis, range};
use super::super::canvas::{Anchor, Canvas, through};
use super::super::font::{STRONG_TICK, TICK, VALUE};
use super::super::measure::{cut, width};
use super::size::Size;
use crate::report::digits::Locale;
use crate::report::picture::Curve;

const TOP: f64 = 34.0;
const FLOOR: f64 = 220.0;

pub(super) fn draw(curve: &Curve, size: Size, locale: &Locale) -> Canvas {
    let mut canvas = Canvas::new(size.width, 268.0);
    let up = Axis::of(range(curve.points.iter().map(|(_, y)| *y).chain([0.0])), (FLOOR, TOP));
    let ticks = up.ticks(5, curve.scale, locale);
    let figures =
        ticks.iter().map(|(_, text)| width(text, TICK)).fold(20.0, |a, b| if b > a { b } else { a });
    let (left, right) = (figures + 8.0, size.width - 24.0);
    // Numbers of people or draws differ by orders of magnitude; each has the same room.
    let last = curve.points.len().saturating_sub(1);
    let across = Axis::of((0.0, last as f64), (left, right));
    canvas.text((0.0, 14.0), Anchor::Start, TICK, &cut(&curve.names[0], TICK, size.width));
    for (tick, text) in &ticks {
        let y = up.at(*tick);
        canvas.line(if *tick == 0.0 { "zero" } else { "grid" }, (left, y), (right, y));
        let font = if *tick == 0.0 { STRONG_TICK } else { TICK };
        canvas.text_where_free(&[((left - 6.0, y + 4.0), Anchor::End)], font, text);
    }
    let points: Vec<(f64, f64)> =
        curve.points.iter().enumerate().map(|(at, (_, y))| (across.at(at as f64), up.at(*y))).collect();
    canvas.path("median", &through(&points));
    for (x, y) in &points {
        canvas.circle("gainink", (*x, *y), 4.0);
    }
    if let Some((value, mark)) = &curve.best
        && let Some(at) = curve.points.iter().position(|(x, _)| x.value == *value)
    {
        let (x, y) = points[at];
        canvas.circle("bestring", (x, y), 8.0);
        let places = [
            ((x, y - 13.0), Anchor::Middle),
            ((x - 12.0, y - 8.0), Anchor::End),
            ((x + 12.0, y - 8.0), Anchor::Start),
        ];
        canvas.text_where_free(&places, VALUE, &mark.shown);
    }
    let mut order: Vec<usize> = (0..curve.points.len()).collect();
    order.sort_by_key(|at| (*at != 0 && *at != last, *at));
    for at in order {
        let x = points[at].0;
        let places = [((x, FLOOR + 17.0), Anchor::Middle), ((x, FLOOR + 17.0), Anchor::End)];
        canvas.text_where_free(&places, TICK, &curve.points[at].0.shown);
    }
    let name = cut(&curve.names[1], TICK, size.width);
    canvas.text((size.width / 2.0, 258.0), Anchor::Middle, TICK, &name);
    canvas
}
