//! A share against a number: what is needed, and where that is crossed.

use super::super::axis::{Axis, range};
use super::super::canvas::{Anchor, Canvas, through};
use super::super::font::{STRONG_TICK, TICK, VALUE};
use super::super::measure::cut;
use super::size::Size;
use crate::report::picture::Turning;

const TOP: f64 = 30.0;
const FLOOR: f64 = 220.0;

pub(super) fn draw(turning: &Turning, size: Size) -> Canvas {
    let mut canvas = Canvas::new(size.width, 268.0);
    let (left, right) = (36.0, size.width - size.pick(40.0, 22.0));
    let across = Axis::of(range(turning.points.iter().map(|(x, _)| x.value)), (left, right));
    let up = Axis::of((0.0, 1.0), (FLOOR, TOP));
    canvas.text((0.0, 14.0), Anchor::Start, TICK, &cut(&turning.names[0], TICK, size.width));
    if let Some(needed) = &turning.needed {
        let y = up.at(needed.value);
        canvas.line("need", (left, y), (right, y));
        // The words at the line say it to the decimal.
        let percent = needed.value * 100.0;
        if (percent - libm::round(percent)).abs() < 1e-9 {
            canvas.text((left - 6.0, y + 4.0), Anchor::End, STRONG_TICK, &format!("{percent:.0}"));
        }
    }
    for quarter in [0.0, 0.25, 0.5, 0.75, 1.0] {
        let y = up.at(quarter);
        if turning.needed.as_ref().is_none_or(|needed| needed.value != quarter) {
            canvas.line(if quarter == 0.0 { "axis" } else { "grid" }, (left, y), (right, y));
        }
        let text = format!("{:.0}", quarter * 100.0);
        canvas.text_where_free(&[((left - 6.0, y + 4.0), Anchor::End)], TICK, &text);
    }
    let points: Vec<(f64, f64)> =
        turning.points.iter().map(|(x, y)| (across.at(x.value), up.at(y.value))).collect();
    if let (Some(turns), Some(needed)) = (&turning.turns, &turning.needed)
        && across.holds(turns.value)
    {
        let (x, y) = (across.at(turns.value), up.at(needed.value));
        canvas.line("half", (x, y), (x, FLOOR));
        let y = FLOOR - 8.0;
        let places = [((x + 5.0, y), Anchor::Start), ((x - 5.0, y), Anchor::End)];
        canvas.text_where_free(&places, STRONG_TICK, &turns.shown);
    }
    canvas.path("median", &through(&points));
    let is_held = |share: f64| turning.needed.as_ref().is_none_or(|needed| share >= needed.value);
    for ((_, share), (x, y)) in turning.points.iter().zip(&points) {
        canvas.circle(if is_held(share.value) { "gainink" } else { "lossink" }, (*x, *y), 4.5);
    }
    // Ends first: what is between may give way.
    let last = turning.points.len().saturating_sub(1);
    let mut order: Vec<usize> = (0..turning.points.len()).collect();
    order.sort_by_key(|at| (*at != 0 && *at != last, *at));
    if let Some(needed) = &turning.needed {
        let y = up.at(needed.value);
        let places = [
            ((right, y - 7.0), Anchor::End),
            ((left + 8.0, y - 7.0), Anchor::Start),
            ((right, y + 16.0), Anchor::End),
            ((left + 8.0, y + 16.0), Anchor::Start),
        ];
        canvas.text_where_free(&places, STRONG_TICK, &needed.shown);
    }
    for at in order {
        let ((number, share), (x, y)) = (&turning.points[at], points[at]);
        canvas.text_where_free(
            &[
                ((x, FLOOR + 17.0), Anchor::Middle),
                ((x, FLOOR + 17.0), if at == 0 { Anchor::Start } else { Anchor::End }),
            ],
            TICK,
            &number.shown,
        );
        let places = [
            ((x + 5.0, y - 9.0), Anchor::Start),
            ((x - 5.0, y - 9.0), Anchor::End),
            ((x - 5.0, y + 18.0), Anchor::End),
            ((x + 5.0, y + 18.0), Anchor::Start),
        ];
        canvas.text_where_free(&places, VALUE, &share.shown);
    }
    if let Some(now) = turning.now.as_ref().filter(|now| across.holds(now.value)) {
        let x = across.at(now.value);
        canvas.line("half", (x, TOP), (x, FLOOR));
        let places = [
            ((x + 5.0, TOP - 4.0), Anchor::Start),
            ((x - 5.0, TOP - 4.0), Anchor::End),
            ((x + 5.0, TOP + 12.0), Anchor::Start),
            ((x - 5.0, TOP + 12.0), Anchor::End),
        ];
        canvas.text_where_free(&places, TICK, &now.shown);
    }
    let name = cut(&turning.names[1], TICK, size.width);
    canvas.text((size.width / 2.0, 258.0), Anchor::Middle, TICK, &name);
    canvas
}
