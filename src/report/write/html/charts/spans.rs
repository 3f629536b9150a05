//! A row each for amounts that spread: nine in ten thin, every other thick, a line at the middle, a ring at the mean.

use super::super::axis::{Axis, range};
use super::super::canvas::{Anchor, Canvas};
use super::super::font::{GAIN, LABEL, LOSS, STRONG_LABEL, TICK, VALUE};
use super::super::measure::{width, wrap};
use super::size::Size;
use crate::report::digits::Locale;
use crate::report::picture::{Span, Spans};

/// Height of a row, of which the first that is not the main one is ruled off.
const ROW: f64 = 46.0;
/// Of a row with its name above.
const NARROW_ROW: f64 = 62.0;
const LINE: f64 = 16.0;

pub(super) fn draw(spans: &Spans, size: Size, locale: &Locale) -> Canvas {
    let font = |span: &Span| if span.is_main { STRONG_LABEL } else { LABEL };
    let beside = spans.rows.iter().map(|span| width(&span.beside, STRONG_LABEL)).fold(0.0, larger);
    let named = spans.rows.iter().map(|span| width(&span.label, font(span))).fold(0.0, larger);
    let named = if named > 190.0 { 190.0 } else { named };
    let (left, right) = size.pick((named + 16.0, size.width - beside - 16.0), (10.0, size.width - 10.0));
    let ends = spans.rows.iter().flat_map(|span| span.within.into_iter().chain(span.mean));
    let (low, high) = range(ends.chain([0.0]));
    let axis = Axis::of((low, high), (left, right));
    // Names above their rows have the room that is left of what stands beside.
    let room = size.pick(named, size.width - beside - 12.0);
    let names: Vec<Vec<String>> =
        spans.rows.iter().map(|span| wrap(&span.label, font(span), room + 0.5, 2)).collect();
    let row = size.pick(ROW, NARROW_ROW);
    let extra = |lines: &Vec<String>| (lines.len() - 1) as f64 * size.pick(6.0, LINE);
    let top = size.pick(28.0, 10.0);
    let bottom = top + names.iter().map(|lines| row + extra(lines)).sum::<f64>();
    let mut canvas = Canvas::new(size.width, bottom + 26.0);
    axis.draw_across(&mut canvas, spans.scale, (top - 4.0, bottom), locale);
    let zero = axis.at(0.0);
    if !size.is_narrow() {
        canvas.text_where_free(&[((zero - 8.0, 16.0), Anchor::End)], LOSS, &spans.heads[0]);
        canvas.text_where_free(&[((zero + 8.0, 16.0), Anchor::Start)], GAIN, &spans.heads[1]);
        canvas.text_where_free(&[((size.width, 16.0), Anchor::End)], TICK, &spans.heads[2]);
    }
    let mut y = top;
    for (at, (span, lines)) in spans.rows.iter().zip(&names).enumerate() {
        let height = row + extra(lines);
        let middle = size.pick(y + height / 2.0 + 4.0, y + height - 24.0);
        let start = size.pick(middle + 5.0 - (lines.len() - 1) as f64 * LINE / 2.0, y + 16.0);
        for (line, text) in lines.iter().enumerate() {
            canvas.text((0.0, start + line as f64 * LINE), Anchor::Start, font(span), text);
        }
        let beside = size.pick(middle + 5.0, y + 16.0);
        canvas.text((size.width, beside), Anchor::End, font(span), &span.beside);
        show(span, &axis, middle, &mut canvas, size);
        y += height;
        let is_ruled_off = span.is_main && at + 1 < spans.rows.len() && !size.is_narrow();
        if is_ruled_off {
            canvas.line("grid", (0.0, y), (size.width, y));
        }
    }
    canvas
}

fn show(span: &Span, axis: &Axis, middle: f64, canvas: &mut Canvas, size: Size) {
    // What is known of nine in ten alone is not drawn as thin as what lies around a thicker bar.
    let bars = match span.half {
        Some(half) => vec![(span.within, 2.0, ["loss3", "gain3"]), (half, 7.0, ["loss2", "gain2"])],
        None => vec![(span.within, 5.0, ["loss2", "gain2"])],
    };
    for ([low, high], half, classes) in bars {
        // What lies below 0 in the one colour, what lies above in the other.
        let parts = [(low, if high < 0.0 { high } else { 0.0 }), (if low > 0.0 { low } else { 0.0 }, high)];
        for ((from, to), class) in parts.into_iter().zip(classes) {
            if to > from {
                let (x, end) = (axis.at(from), axis.at(to));
                canvas.rect(class, (x, middle - half), end - x, 2.0 * half);
            }
        }
    }
    if let Some(value) = span.middle {
        let class = if value < 0.0 { "lossink" } else { "gainink" };
        canvas.rect(class, (axis.at(value) - 1.5, middle - 11.0), 3.0, 22.0);
    }
    if let Some(value) = span.mean {
        canvas.circle("mean", (axis.at(value), middle), 4.5);
    }
    let Some(value) = span.mean.or(span.middle) else { return };
    let x = axis.at(value);
    let above = ((x, middle - 15.0), Anchor::Middle);
    let below = ((x, middle + 24.0), Anchor::Middle);
    let beside = [((x + 8.0, middle + 5.0), Anchor::Start), ((x - 8.0, middle + 5.0), Anchor::End)];
    let places = size.pick([above, below, beside[0], beside[1]], [below, above, beside[0], beside[1]]);
    canvas.text_where_free(&places, VALUE, &span.shown);
}

fn larger(a: f64, b: f64) -> f64 {
    if b > a { b } else { a }
}

#[cfg(test)]
mod tests {
    use super::super::size::{NARROW, WIDE};
    use super::*;
    use crate::report::digits::Scale;

    fn drawn(span: Span, width: f64) -> String {
        let heads = ["worse", "better", "better in"].map(str::to_owned);
        let spans = Spans { rows: vec![span], heads, scale: Scale::Million };
        draw(&spans, Size { width }, &Locale::ENGLISH).finish("wide", "").into_string()
    }

    fn span(within: [f64; 2], middle: Option<f64>, mean: Option<f64>) -> Span {
        let (label, shown, beside) = ("Public".to_owned(), "1.2".to_owned(), "80 of 100".to_owned());
        Span { label, is_main: true, within, half: None, middle, mean, shown, beside }
    }

    #[test]
    fn a_bar_is_parted_at_nothing_and_its_mean_may_lie_beyond_it() {
        for width in [WIDE, NARROW] {
            let both = drawn(span([-1e6, 3e6], Some(0.9e6), Some(1.2e6)), width);
            assert_eq!([both.matches("\"loss2\"").count(), both.matches("\"gain2\"").count()], [1, 1]);
            assert_eq!([both.matches("gainink").count(), both.matches("class=\"mean\"").count()], [1, 1]);
            let gain = drawn(span([1e6, 3e6], None, Some(1.2e6)), width);
            assert!(!gain.contains("loss2") && !gain.contains("gainink"), "{gain}");
            // Few draws of a large gain.
            let beyond = drawn(span([-2e6, -1e6], Some(-1.5e6), Some(4e6)), width);
            let at: f64 = beyond
                .split("class=\"mean\" cx=\"")
                .nth(1)
                .unwrap()
                .split('"')
                .next()
                .unwrap()
                .parse()
                .unwrap();
            assert!(at > width / 2.0 && at <= width, "{at}");
            // What is certain has no bar.
            let sure = drawn(span([1e6, 1e6], None, Some(1e6)), width);
            assert!(!sure.contains("<rect") && sure.contains("class=\"mean\""), "{sure}");
        }
    }
}
