//! Draws by amount, as columns.

use super::super::axis::Axis;
use super::super::canvas::{Anchor, Canvas};
use super::super::font::{GAIN, LOSS};
use super::size::Size;
use crate::report::digits::Locale;
use crate::report::picture::Bins;

const HEAD: f64 = 30.0;
const HEIGHT: f64 = 180.0;

pub(super) fn draw(bins: &Bins, size: Size, locale: &Locale) -> Canvas {
    let counts = &bins.counts;
    let end = counts.from + counts.width * counts.counts.len() as f64;
    let axis = Axis::of((counts.from, end), (0.0, size.width));
    let mut canvas = Canvas::new(size.width, HEAD + HEIGHT + 26.0);
    let highest = counts.counts.iter().copied().max().unwrap_or(1).max(1) as f64;
    let floor = HEAD + HEIGHT;
    let column = axis.at(counts.from + counts.width) - axis.at(counts.from);
    for (at, count) in counts.counts.iter().enumerate().filter(|(_, count)| **count > 0) {
        let from = counts.from + at as f64 * counts.width;
        let (x, height) = (axis.at(from), *count as f64 / highest * HEIGHT);
        // Break-even lies on an edge of two bins.
        let class = if from + counts.width / 2.0 >= 0.0 { "gainbar" } else { "lossbar" };
        canvas.rect(class, (x, floor - height), column, height);
    }
    if axis.holds(0.0) {
        let zero = axis.at(0.0);
        canvas.text_where_free(&[((zero - 8.0, 16.0), Anchor::End)], LOSS, &bins.sides[0]);
        canvas.text_where_free(&[((zero + 8.0, 16.0), Anchor::Start)], GAIN, &bins.sides[1]);
    }
    axis.draw_across(&mut canvas, bins.scale, (8.0, floor), locale);
    canvas
}
