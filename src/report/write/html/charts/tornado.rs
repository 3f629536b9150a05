//! Amounts from low to high, a bar each, the widest first.

use super::super::axis::{Axis, range};
use super::super::canvas::{Anchor, Canvas};
use super::super::font::{LABEL, TICK, VALUE};
use super::super::measure::{cut, width, wrap};
use super::size::Size;
use crate::report::digits::Locale;
use crate::report::picture::Tornado;

const TOP: f64 = 34.0;
const BAR: f64 = 18.0;

pub(super) fn draw(tornado: &Tornado, size: Size, locale: &Locale) -> Canvas {
    let room = size.pick(240.0, size.width);
    let figures = tornado.bars.iter().flat_map(|bar| &bar.ends).map(|end| width(&end.shown, VALUE));
    let figures = figures.fold(30.0, |a, b| if b > a { b } else { a }) + 10.0;
    let (left, right) = (size.pick(room, 0.0) + figures, size.width - figures);
    let ends = tornado.bars.iter().flat_map(|bar| bar.ends.iter().map(|end| end.value));
    let axis = Axis::of(range(ends.chain([tornado.base.value])), (left, right));
    let names: Vec<Vec<String>> =
        tornado.bars.iter().map(|bar| wrap(&bar.label, LABEL, room - 12.0, 2)).collect();
    let height = |lines: &Vec<String>| lines.len() as f64 * 17.0 + size.pick(33.0, 50.0);
    let bottom = TOP + names.iter().map(height).sum::<f64>();
    let mut canvas = Canvas::new(size.width, bottom + 26.0);
    axis.draw_across(&mut canvas, tornado.scale, (TOP - 4.0, bottom), locale);
    let base = axis.at(tornado.base.value);
    let says = cut(&tornado.base.shown, TICK, size.width);
    let places =
        [((base, 17.0), Anchor::Middle), ((size.width, 17.0), Anchor::End), ((0.0, 17.0), Anchor::Start)];
    canvas.text_where_free(&places, TICK, &says);
    canvas.line("axis", (base, 22.0), (base, TOP));
    let mut y = TOP;
    for (bar, lines) in tornado.bars.iter().zip(&names) {
        let mut line = y + 18.0;
        for text in lines {
            canvas.text((0.0, line), Anchor::Start, LABEL, text);
            line += 17.0;
        }
        canvas.text((0.0, line), Anchor::Start, TICK, &cut(&bar.range, TICK, room - 12.0));
        let top = size.pick(y + height(lines) / 2.0 - BAR / 2.0 - 4.0, line + 8.0);
        let [low, high] = if bar.ends[0].value <= bar.ends[1].value {
            [&bar.ends[0], &bar.ends[1]]
        } else {
            [&bar.ends[1], &bar.ends[0]]
        };
        let (x, end) = (axis.at(low.value), axis.at(high.value));
        let across = if end - x < 1.0 { 1.0 } else { end - x };
        canvas.rect(if bar.is_luck { "luckbar" } else { "driver" }, (x, top), across, BAR);
        canvas.text((x - 6.0, top + 14.0), Anchor::End, VALUE, &low.shown);
        canvas.text((x + across + 6.0, top + 14.0), Anchor::Start, VALUE, &high.shown);
        if base > x && base < end {
            canvas.line("basecase", (base, top), (base, top + BAR));
        }
        y += height(lines);
    }
    canvas
}
