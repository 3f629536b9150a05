//! Two parts of a whole, as one bar.

use super::super::canvas::{Anchor, Canvas};
use super::super::font::{LABEL, TICK};
use super::super::measure::{cut, width};
use super::size::Size;
use crate::report::picture::Split;

pub(super) fn draw(split: &Split, size: Size) -> Canvas {
    let [first, second] = &split.parts;
    let fits = width(&first.0, LABEL) + width(&second.0, LABEL) + 10.0 <= size.width;
    // The names of both parts stand above the bar, below each other where the page is narrow.
    let top = if fits { 26.0 } else { 44.0 };
    let mut canvas = Canvas::new(size.width, top + 26.0 + if fits { 22.0 } else { 40.0 });
    let share = if split.share > 1.0 { 1.0 } else { split.share };
    let share = if share < 0.0 { 0.0 } else { share };
    let at = share * size.width;
    if share > 0.0 {
        canvas.rect("driver", (0.0, top), if share < 1.0 { at - 1.0 } else { at }, 26.0);
    }
    if share < 1.0 {
        canvas.rect("luckbar", (at + 1.0, top + 0.5), size.width - at - 1.5, 25.0);
    }
    let line = if fits { 0.0 } else { 18.0 };
    canvas.text((0.0, 16.0), Anchor::Start, LABEL, &cut(&first.0, LABEL, size.width));
    canvas.text((size.width, 16.0 + line), Anchor::End, LABEL, &cut(&second.0, LABEL, size.width));
    let below = top + 43.0;
    canvas.text((0.0, below), Anchor::Start, TICK, &cut(&first.1, TICK, size.width));
    canvas.text((size.width, below + line), Anchor::End, TICK, &cut(&second.1, TICK, size.width));
    canvas
}
