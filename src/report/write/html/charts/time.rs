//! Years below a drawing.

use super::super::axis::Axis;
use super::super::canvas::{Anchor, Canvas};
use super::super::font::TICK;

/// Sets the years 0 … `horizon` below a drawing: both ends and every so many between. The first in words, which may begin at `left`.
pub(super) fn years(
    canvas: &mut Canvas,
    horizon: usize,
    first: &str,
    across: &Axis,
    (left, start, end): (f64, f64, f64),
    y: f64,
) {
    let every = [1, 2, 5, 10, 20, 50, 100];
    let most = (end - start) / 44.0;
    let every = every.into_iter().find(|step| (horizon / step) as f64 <= most).unwrap_or(200);
    let mut years: Vec<usize> = (0..=horizon).filter(|year| year % every == 0).collect();
    if !horizon.is_multiple_of(every) {
        years.push(horizon);
    }
    years.sort_by_key(|year| (*year != 0 && *year != horizon, *year));
    for year in years {
        let name = if year == 0 { first.to_owned() } else { year.to_string() };
        let places = [((across.at(year as f64), y), Anchor::Middle), ((left, y), Anchor::Start)];
        canvas.text_where_free(&places[..if year == 0 { 2 } else { 1 }], TICK, &name);
    }
}
