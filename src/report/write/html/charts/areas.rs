//! People by state and year: layers on top of each other, with the intervention and without it on one scale, and below them the difference of each state as
//! a line.

use super::super::axis::{Axis, range};
use super::super::canvas::{Anchor, Canvas, through};
use super::super::font::{LABEL, STRONG_LABEL, STRONG_TICK, TICK};
use super::super::measure::{cut, width};
use super::size::Size;
use super::time::years;
use crate::report::digits::{Locale, Scale};
use crate::report::picture::{Areas, Layer};

const HEAD: f64 = 30.0;
const HEIGHT: f64 = 180.0;
const BELOW: f64 = 190.0;
const FOOT: f64 = 38.0;

/// A row of the names of colours, a colour beside its name, and what parts two names.
const ROW: f64 = 23.0;
const PATCH: f64 = 12.0;
const GAP: f64 = 18.0;

/// Colours of states; what is left beside them has the last.
const FILLS: [&str; 7] = ["s1", "s2", "s3", "s4", "s5", "s6", "s0"];
const LINES: [&str; 7] = ["l1", "l2", "l3", "l4", "l5", "l6", "l0"];

/// A difference that is this small a part of the largest is rounding.
const NOTHING: f64 = 1e-9;

pub(super) fn draw(areas: &Areas, size: Size, locale: &Locale) -> Canvas {
    let gap = 32.0;
    let room = size.pick((size.width - gap) / 2.0, size.width);
    let (names, rows) = legend(areas, size);
    let top = rows as f64 * ROW + 14.0;
    let panel = HEAD + HEIGHT + FOOT;
    let below = top + size.pick(panel, 2.0 * panel);
    let mut canvas = Canvas::new(size.width, below + HEAD + BELOW + FOOT);
    for (at, (x, y, name)) in names.iter().enumerate() {
        canvas.rect(FILLS[colour(&areas.layers, at)], (*x, *y), PATCH, PATCH);
        canvas.text((x + PATCH + 6.0, y + 11.0), Anchor::Start, LABEL, name);
    }
    let most = (0..2).flat_map(|life| totals(areas, life)).fold(0.0, |a, b| if b > a { b } else { a });
    for life in 0..2 {
        let origin = match size.is_narrow() {
            true => (0.0, top + life as f64 * panel),
            false => (life as f64 * (room + gap), top),
        };
        stacked(areas, life, origin, (room, most), &mut canvas, locale);
    }
    difference(areas, below, size, &mut canvas, locale);
    canvas
}

/// Which colour a layer has.
fn colour(layers: &[Layer], at: usize) -> usize {
    if layers[at].is_rest { FILLS.len() - 1 } else { at % (FILLS.len() - 1) }
}

/// Where the colours are named, and in how many rows.
fn legend(areas: &Areas, size: Size) -> (Vec<(f64, f64, String)>, usize) {
    let (mut all, mut x, mut row) = (Vec::new(), 0.0, 0);
    for layer in &areas.layers {
        let name = cut(&layer.label, LABEL, size.width - PATCH - 6.0);
        let takes = PATCH + 6.0 + width(&name, LABEL);
        if x > 0.0 && x + takes > size.width {
            (x, row) = (0.0, row + 1);
        }
        all.push((x, row as f64 * ROW + 4.0, name));
        x += takes + GAP;
    }
    (all, row + 1)
}

/// All people by year in a life.
fn totals(areas: &Areas, life: usize) -> Vec<f64> {
    let years = areas.layers.first().map_or(0, |layer| layer.lives[life].len());
    (0..years).map(|year| areas.layers.iter().map(|layer| layer.lives[life][year]).sum()).collect()
}

/// The stretch across for years, and that up for values, with the lines of round values.
fn axes(
    values: (f64, f64),
    horizon: usize,
    (left, right): (f64, f64),
    (ceiling, floor): (f64, f64),
    canvas: &mut Canvas,
    locale: &Locale,
) -> (Axis, Axis, f64) {
    let up = Axis::of(values, (floor, ceiling));
    let ticks = up.ticks(6, Scale::One, locale);
    let figures =
        ticks.iter().map(|(_, label)| width(label, TICK)).fold(14.0, |a, b| if b > a { b } else { a });
    let start = left + figures + 6.0;
    for (tick, label) in ticks {
        let (class, font) = if tick == 0.0 { ("zero", STRONG_TICK) } else { ("grid", TICK) };
        canvas.line(class, (start, up.at(tick)), (right, up.at(tick)));
        canvas.text_where_free(&[((start - 6.0, up.at(tick) + 4.0), Anchor::End)], font, &label);
    }
    (Axis::of((0.0, horizon.max(1) as f64), (start, right)), up, start)
}

fn stacked(
    areas: &Areas,
    life: usize,
    (left, top): (f64, f64),
    (room, most): (f64, f64),
    canvas: &mut Canvas,
    locale: &Locale,
) {
    let (ceiling, floor) = (top + HEAD, top + HEAD + HEIGHT);
    let name = cut(&areas.names[life], STRONG_LABEL, room);
    canvas.text((left, top + 14.0), Anchor::Start, STRONG_LABEL, &name);
    let mut base = vec![0.0; totals(areas, life).len()];
    let horizon = base.len().saturating_sub(1);
    let right = left + room - 10.0;
    let (across, up, start) = axes((0.0, most), horizon, (left, right), (ceiling, floor), canvas, locale);
    for (at, layer) in areas.layers.iter().enumerate() {
        let lower = base.clone();
        for (sum, people) in base.iter_mut().zip(&layer.lives[life]) {
            *sum += people;
        }
        if layer.lives[life].iter().all(|people| *people == 0.0) {
            continue;
        }
        let place = |(year, value): (usize, &f64)| (across.at(year as f64), up.at(*value));
        let edge = base.iter().enumerate().map(place);
        let back: Vec<(f64, f64)> = lower.iter().enumerate().map(place).collect();
        let around: Vec<(f64, f64)> = edge.chain(back.into_iter().rev()).collect();
        canvas.path(FILLS[colour(&areas.layers, at)], &format!("{}Z", through(&around)));
    }
    years(canvas, horizon, &areas.first, &across, (left, start, right), floor + 21.0);
}

/// With the intervention less without it.
fn differences(layer: &Layer) -> Vec<f64> {
    let [with, without] = &layer.lives;
    with.iter().zip(without).map(|(with, without)| with - without).collect()
}

fn difference(areas: &Areas, top: f64, size: Size, canvas: &mut Canvas, locale: &Locale) {
    let (ceiling, floor) = (top + HEAD, top + HEAD + BELOW);
    let lines: Vec<Vec<f64>> = areas.layers.iter().map(differences).collect();
    let (low, high) = range(lines.iter().flatten().copied().chain([0.0]));
    canvas.text(
        (0.0, top + 14.0),
        Anchor::Start,
        STRONG_LABEL,
        &cut(&areas.names[2], STRONG_LABEL, size.width),
    );
    // The names of lines stand behind their ends.
    let names = size.pick(170.0, 104.0);
    let horizon = lines.first().map_or(0, |line| line.len().saturating_sub(1));
    let right = size.width - names;
    let (across, up, start) = axes((low, high), horizon, (0.0, right), (ceiling, floor), canvas, locale);
    let largest = if -low > high { -low } else { high };
    let shown = lines
        .iter()
        .enumerate()
        .filter(|(_, line)| line.iter().any(|people| people.abs() > NOTHING * largest));
    let mut ends = Vec::new();
    for (at, line) in shown {
        let points: Vec<(f64, f64)> =
            line.iter().enumerate().map(|(year, people)| (across.at(year as f64), up.at(*people))).collect();
        canvas.path(LINES[colour(&areas.layers, at)], &through(&points));
        ends.extend(points.last().map(|(x, y)| (*x, *y, line.last().map_or(0.0, |end| end.abs()), at)));
    }
    // Who is furthest from nothing is named first.
    ends.sort_by(|a, b| b.2.total_cmp(&a.2));
    for (x, y, _, at) in ends {
        let name = cut(&areas.layers[at].label, TICK, names - 8.0);
        let places = [4.0, 11.0, -3.0, 18.0, -10.0].map(|off| ((x + 7.0, y + off), Anchor::Start));
        canvas.text_where_free(&places, TICK, &name);
    }
    years(canvas, horizon, &areas.first, &across, (0.0, start, right), floor + 21.0);
}

#[cfg(test)]
mod tests {
    use super::super::size::{NARROW, WIDE};
    use super::*;
    use crate::report::language::Language;

    fn layer(label: &str, with: &[f64], without: &[f64], is_rest: bool) -> Layer {
        Layer { label: label.to_owned(), is_rest, lives: [with.to_vec(), without.to_vec()] }
    }

    fn drawn(layers: Vec<Layer>, width: f64) -> String {
        let names = ["With", "Without", "Difference"].map(str::to_owned);
        let areas = Areas { names, layers, first: "year 0".to_owned() };
        let locale = Language::English.locale();
        draw(&areas, Size { width }, &locale).finish("wide", "").into_string()
    }

    #[test]
    fn layers_lie_on_each_other_and_both_lives_have_one_scale() {
        for width in [WIDE, NARROW] {
            let layers = vec![
                layer("Shelter", &[10.0, 4.0], &[10.0, 8.0], false),
                layer("Home", &[0.0, 6.0], &[0.0, 2.0], false),
            ];
            let picture = drawn(layers, width);
            // A patch of the legend and an area in each life, and one line.
            for (class, count) in [("\"s1\"", 3), ("\"s2\"", 3), ("\"l1\"", 1), ("\"l2\"", 1), ("\"s3\"", 0)]
            {
                assert_eq!(picture.matches(class).count(), count, "{class}: {picture}");
            }
            // The upper layer ends at the ceiling of its panel in both lives: ten people are there in each year.
            let uppers: Vec<&str> = picture
                .split("class=\"s2\" d=\"M")
                .skip(1)
                .filter_map(|path| path.split(['L', 'Z']).find_map(|point| point.split_once(' ')))
                .map(|(_, y)| y)
                .collect();
            assert_eq!(uppers.len(), 2);
            let panel = if width < WIDE { HEAD + HEIGHT + FOOT } else { 0.0 };
            let [first, second] = [uppers[0], uppers[1]].map(|y| y.parse::<f64>().unwrap());
            assert!((second - first - panel).abs() < 0.11, "{uppers:?}");
        }
    }

    #[test]
    fn what_does_not_differ_has_no_line_and_what_nobody_is_in_no_area() {
        let layers = vec![
            layer("Shelter", &[10.0, 4.0], &[10.0, 8.0], false),
            layer("Gone", &[0.0, 0.0], &[0.0, 0.0], false),
            layer("2 others", &[1.0, 5.0], &[1.0, 1.0], true),
        ];
        let picture = drawn(layers, WIDE);
        for (class, count) in [("\"s2\"", 1), ("\"l2\"", 0), ("\"s0\"", 3), ("\"l0\"", 1), ("\"s3\"", 0)] {
            assert_eq!(picture.matches(class).count(), count, "{class}: {picture}");
        }
    }
}
