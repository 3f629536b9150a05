//! A dot for each of equally likely amounts, stacked on the axis: chances as counts.

use std::collections::BTreeMap;

use super::super::axis::{Axis, range};
use super::super::canvas::{Anchor, Canvas, short};
use super::super::font::{BIG_GAIN, BIG_LOSS, GAIN, LABEL, LOSS, STRONG_TICK, TICK};
use super::super::measure::{cut, width, wrap};
use super::size::Size;
use crate::report::digits::Locale;
use crate::report::picture::Dots;

/// Room above the dots, for what is said of both sides.
const HEAD: f64 = 60.0;

/// Room for the highest stack.
const STACK: f64 = 240.0;

/// Stacks that are wished for across a drawing.
const STACKS: [f64; 2] = [24.0, 24.0];

pub(super) fn draw(dots: &Dots, size: Size, locale: &Locale) -> Canvas {
    let (from, to) = extent(dots);
    let margin = size.pick(12.0, 8.0);
    let stacks = size.pick(STACKS[0], STACKS[1]);
    let step = (to - from) / stacks;
    let (first, last) = (libm::floor(from / step) as i64, libm::ceil(to / step) as i64);
    let (start, end) = (first as f64 * step, last as f64 * step);
    let axis = Axis::of((start, end), (margin, size.width - margin));
    let pitch = axis.at(start + step) - axis.at(start);
    let (stacked, further) = stack(dots, step, first, last);
    let highest = stacked.values().copied().max().unwrap_or(1) as f64;
    let rise = if pitch * 0.9 * highest > STACK { STACK / highest } else { pitch * 0.9 };
    let radius = if rise < pitch { rise } else { pitch } * 0.45;
    let floor = HEAD + rise * highest + 6.0;
    let mut canvas = Canvas::new(size.width, floor + 64.0);
    sides(dots, axis.at(0.0), &mut canvas, size);
    for (is_back, class) in [(false, "ring"), (true, "dotfill")] {
        let mut d = String::new();
        for (&(bin, _), &count) in stacked.iter().filter(|((_, back), _)| *back == is_back) {
            let x = axis.at((bin as f64 + 0.5) * step);
            for row in 0..count {
                let y = floor - 4.0 - (row as f64 + 0.5) * rise;
                // What is open is drawn around, so that both look alike in size.
                circle(&mut d, x, y, if is_back { radius } else { radius - 1.1 });
            }
        }
        if !d.is_empty() {
            canvas.path(class, &d);
        }
    }
    let zero = axis.at(0.0);
    canvas.line("zero", (zero, 8.0), (zero, floor));
    canvas.line("axis", (margin, floor), (size.width - margin, floor));
    let mut ticks = axis.ticks(size.pick(12, 6), dots.scale, locale);
    ticks.sort_by_key(|(tick, _)| *tick != 0.0);
    for (tick, label) in ticks {
        let x = axis.at(tick);
        canvas.line("axis", (x, floor), (x, floor + 4.0));
        let font = if tick == 0.0 { STRONG_TICK } else { TICK };
        canvas.text_where_free(&[((x, floor + 18.0), Anchor::Middle)], font, &label);
    }
    bracket(dots, &axis, floor, &mut canvas);
    for (count, at, anchor) in
        [(further[0], margin, Anchor::Start), (further[1], size.width - margin, Anchor::End)]
    {
        if count > 0 {
            let text = (dots.further_out)(count);
            canvas.text_where_free(
                &[((at, floor - rise * 1.5 - 12.0), anchor), ((at, HEAD), anchor)],
                TICK,
                &text,
            );
        }
    }
    canvas
}

/// From where to where amounts are shown: all of them, unless a few lie so far out that the others would fall into one stack.
fn extent(dots: &Dots) -> (f64, f64) {
    let n = dots.values.len();
    let (low, high) = range(dots.values.iter().copied());
    let at = |share: usize| dots.values[(n * share / 100).min(n.saturating_sub(1))];
    let reach = (at(95) - at(5)) * 1.2;
    let from = if low < at(5) - reach { at(5) - reach } else { low };
    let to = if high > at(95) + reach { at(95) + reach } else { high };
    // Break-even is always in sight.
    let (from, to) = range([from, to, 0.0]);
    let (from, to) = if to > from { (from, to) } else { (from - 1.0, to + 1.0) };
    (from, to)
}

/// How many amounts are in each stack of each side, and how many lie beyond either end.
fn stack(dots: &Dots, step: f64, first: i64, last: i64) -> (BTreeMap<(i64, bool), usize>, [usize; 2]) {
    let mut stacked = BTreeMap::new();
    let mut further = [0, 0];
    for (at, value) in dots.values.iter().enumerate() {
        let is_back = at >= dots.below;
        let bin = libm::floor(value / step) as i64;
        further[0] += usize::from(bin < first);
        // An amount at the very end belongs into the last stack.
        further[1] += usize::from(bin > last);
        // A dot is on the side on which it is counted.
        let bin = if is_back { bin.max(0) } else { bin.min(-1) };
        *stacked.entry((bin.clamp(first.min(-1), (last - 1).max(0)), is_back)).or_insert(0) += 1;
    }
    (stacked, further)
}

/// What is said of both sides, at break-even; above each other where a side has no room.
fn sides(dots: &Dots, zero: f64, canvas: &mut Canvas, size: Size) {
    let [(lost, lost_says), (back, back_says)] = &dots.sides;
    let room = [zero - 10.0, size.width - zero - 10.0];
    for (side, count, says, big, small) in
        [(0, lost, lost_says, BIG_LOSS, LOSS), (1, back, back_says, BIG_GAIN, GAIN)]
    {
        if count.is_empty() {
            continue;
        }
        let (x, anchor) = if side == 0 { (zero - 10.0, Anchor::End) } else { (zero + 10.0, Anchor::Start) };
        let number = count.split(' ').next().unwrap_or(count);
        // Where a side is narrow its bare number is said, where it is narrower still nothing.
        for text in [count.as_str(), number] {
            if width(text, big) <= room[side] {
                canvas.text((x, 22.0), anchor, big, text.trim_end_matches(':'));
                break;
            }
        }
        let lines = wrap(says, small, room[side], 2);
        if lines.iter().all(|line| !line.ends_with('…')) {
            for (line, text) in lines.iter().enumerate() {
                canvas.text((x, 40.0 + line as f64 * 15.0), anchor, small, text);
            }
        }
    }
}

fn bracket(dots: &Dots, axis: &Axis, floor: f64, canvas: &mut Canvas) {
    let (low, high, text) = &dots.bracket;
    let (a, b, y) = (axis.at(*low), axis.at(*high), floor + 31.0);
    let d = format!(
        "M{} {}v8M{} {}v8M{} {}H{}",
        short(a),
        short(y),
        short(b),
        short(y),
        short(a),
        short(y + 4.0),
        short(b)
    );
    canvas.path("bracket", &d);
    let text = cut(text, LABEL, canvas.width);
    let half = width(&text, LABEL) / 2.0;
    let middle = (a + b) / 2.0;
    let middle = if middle < half { half } else { middle };
    let middle = if middle > canvas.width - half { canvas.width - half } else { middle };
    canvas.text((middle, floor + 56.0), Anchor::Middle, LABEL, &text);
}

fn circle(d: &mut String, x: f64, y: f64, r: f64) {
    let across = short(2.0 * r);
    let r2 = short(r);
    d.push_str(&format!(
        "M{} {}a{r2} {r2} 0 1 0 {across} 0a{r2} {r2} 0 1 0-{across} 0",
        short(x - r),
        short(y)
    ));
}
