//! How an amount spreads by year: two bands and a line in the middle, one colour below 0 and another above.

use super::super::axis::{Axis, range};
use super::super::canvas::{Anchor, Canvas, through};
use super::super::font::{STRONG_LABEL, STRONG_TICK, TICK, VALUE};
use super::super::measure::{cut, width};
use super::size::Size;
use super::time::years;
use crate::report::digits::Locale;
use crate::report::picture::{Fan, Fans};

const HEAD: f64 = 30.0;
const HEIGHT: f64 = 168.0;
const PANEL: f64 = HEAD + HEIGHT + 42.0;

pub(super) fn draw(fans: &Fans, size: Size, locale: &Locale) -> Canvas {
    let across = if size.is_narrow() || fans.panels.len() == 1 { 1 } else { 2 };
    let gap = 32.0;
    let room = (size.width - gap * (across - 1) as f64) / across as f64;
    let rows = fans.panels.len().div_ceil(across);
    let mut canvas = Canvas::new(size.width, rows as f64 * PANEL);
    let amounts = fans.panels.iter().flat_map(|fan| &fan.years).flat_map(|year| [year[0], year[4]]);
    let amounts = range(amounts.chain([0.0]));
    for (at, fan) in fans.panels.iter().enumerate() {
        let origin = ((at % across) as f64 * (room + gap), (at / across) as f64 * PANEL);
        show(fan, fans, origin, room, amounts, at == 0, &mut canvas, locale);
    }
    canvas
}

#[expect(clippy::too_many_arguments)]
fn show(
    fan: &Fan,
    fans: &Fans,
    (left, top): (f64, f64),
    room: f64,
    amounts: (f64, f64),
    is_first: bool,
    canvas: &mut Canvas,
    locale: &Locale,
) {
    let (floor, ceiling) = (top + HEAD + HEIGHT, top + HEAD);
    let up = Axis::of(amounts, (floor, ceiling));
    let ticks = up.ticks(8, fans.scale, locale);
    let figures =
        ticks.iter().map(|(_, label)| width(label, TICK)).fold(14.0, |a, b| if b > a { b } else { a });
    let (start, end) = (left + figures + 6.0, left + room - width(&fan.end, VALUE) - 6.0);
    let horizon = fan.years.len().saturating_sub(1).max(1);
    let across = Axis::of((0.0, horizon as f64), (start, end));
    canvas.text((left, top + 14.0), Anchor::Start, STRONG_LABEL, &cut(&fan.label, STRONG_LABEL, room));
    for (tick, label) in ticks.iter().filter(|(tick, _)| *tick != 0.0) {
        canvas.line("grid", (start, up.at(*tick)), (end, up.at(*tick)));
        canvas.text_where_free(&[((start - 6.0, up.at(*tick) + 4.0), Anchor::End)], TICK, label);
    }
    let bands = [(0, 4, ["loss3", "gain3"]), (1, 3, ["loss2", "gain2"])];
    for (low, high, classes) in bands {
        for (side, class) in [-1.0, 1.0].into_iter().zip(classes) {
            let d = band(fan, low, high, side, &across, &up);
            if !d.is_empty() {
                canvas.path(class, &d);
            }
        }
    }
    canvas.line("zero", (start, up.at(0.0)), (end, up.at(0.0)));
    canvas.text_where_free(&[((start - 6.0, up.at(0.0) + 4.0), Anchor::End)], STRONG_TICK, "0");
    let middle: Vec<(f64, f64)> =
        fan.years.iter().enumerate().map(|(year, q)| (across.at(year as f64), up.at(q[2]))).collect();
    canvas.path("median", &through(&middle));
    if let Some((x, y)) = middle.last() {
        canvas.text((x + 5.0, y + 4.0), Anchor::Start, VALUE, &fan.end);
    }
    // What the bands are, in a corner that they leave free.
    if is_first {
        let early = fan.years.iter().take(horizon / 2 + 1);
        let (low, high) = range(early.flat_map(|year| [year[0], year[4]]));
        let above = up.at(high) - ceiling > 40.0 || up.at(low) > floor - 40.0;
        let y = if above { ceiling + 8.0 } else { floor - 20.0 };
        for (line, text) in fans.bands.iter().filter(|text| !text.is_empty()).enumerate() {
            let place = ((start + 8.0, y + line as f64 * 15.0), Anchor::Start);
            canvas.text_where_free(&[place], TICK, text);
        }
    }
    let last = fan.years.len().saturating_sub(1);
    years(canvas, last, &fans.first, &across, (left, start, end), floor + 21.0);
}

/// What lies between two quantiles on one side of 0; empty where nothing does.
fn band(fan: &Fan, low: usize, high: usize, side: f64, across: &Axis, up: &Axis) -> String {
    let held = |value: f64| if value * side > 0.0 { value } else { 0.0 };
    let edge = |at: usize| {
        let mut points: Vec<(f64, f64)> = Vec::new();
        for (year, q) in fan.years.iter().enumerate() {
            let value = q[at];
            // Where an edge crosses 0 between two years it turns there, not at the year.
            if let Some(before) = year.checked_sub(1).map(|before| fan.years[before][at])
                && before * value < 0.0
            {
                points.push(((year - 1) as f64 + before / (before - value), 0.0));
            }
            points.push((year as f64, held(value)));
        }
        points
    };
    let (lower, upper) = (edge(low), edge(high));
    if lower.iter().chain(&upper).all(|(_, value)| *value == 0.0) {
        return String::new();
    }
    let place = |(year, value): (f64, f64)| (across.at(year), up.at(value));
    let around: Vec<(f64, f64)> = lower.into_iter().chain(upper.into_iter().rev()).map(place).collect();
    format!("{}Z", through(&around))
}
