//! Amounts as lengths.

use super::super::axis::Axis;
use super::super::canvas::{Anchor, Canvas};
use super::super::font::{LABEL, VALUE};
use super::super::measure::{width, wrap};
use super::size::Size;
use crate::report::picture::Bars;

const BAR: f64 = 18.0;

pub(super) fn draw(bars: &Bars, size: Size) -> Canvas {
    let room = size.pick(228.0, size.width);
    let figures = bars.rows.iter().map(|(_, mark)| width(&mark.shown, VALUE));
    let figures = figures.fold(30.0, |a, b| if b > a { b } else { a }) + 10.0;
    let largest = bars.rows.iter().map(|(_, mark)| mark.value).fold(0.0, |a, b| if b > a { b } else { a });
    let axis = Axis::of((0.0, largest), (size.pick(240.0, 0.0), size.width - figures));
    let names: Vec<Vec<String>> = bars.rows.iter().map(|(name, _)| wrap(name, LABEL, room, 2)).collect();
    let height = |lines: &Vec<String>| lines.len() as f64 * 17.0 + size.pick(15.0, 34.0);
    let mut canvas = Canvas::new(size.width, names.iter().map(height).sum::<f64>() + 6.0);
    let mut y = 4.0;
    for ((_, mark), lines) in bars.rows.iter().zip(&names) {
        for (at, text) in lines.iter().enumerate() {
            canvas.text((0.0, y + 16.0 + at as f64 * 17.0), Anchor::Start, LABEL, text);
        }
        let top = size.pick(y + height(lines) / 2.0 - BAR / 2.0 - 4.0, y + lines.len() as f64 * 17.0 + 6.0);
        let (x, end) = (axis.at(0.0), axis.at(mark.value));
        canvas.rect("driver", (x, top), if end - x < 1.0 { 1.0 } else { end - x }, BAR);
        canvas.text((end + 6.0, top + 14.0), Anchor::Start, VALUE, &mark.shown);
        y += height(lines);
    }
    canvas.line("axis", (axis.at(0.0), 0.0), (axis.at(0.0), y));
    canvas
}
