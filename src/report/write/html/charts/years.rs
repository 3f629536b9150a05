//! Shares by year: a column each, a panel for everyone.

use super::super::canvas::{Anchor, Canvas};
use super::super::font::{STRONG_LABEL, TICK, VALUE};
use super::super::measure::{cut, width};
use super::size::Size;
use crate::report::picture::{Years, YearsOf};

const HEAD: f64 = 34.0;
const HEIGHT: f64 = 150.0;
const PANEL: f64 = HEAD + HEIGHT + 34.0;

pub(super) fn draw(years: &Years, size: Size) -> Canvas {
    let across = if size.is_narrow() || years.panels.len() == 1 { 1 } else { 2 };
    let gap = 44.0;
    let width = (size.width - gap * (across - 1) as f64) / across as f64;
    let rows = years.panels.len().div_ceil(across);
    let mut canvas = Canvas::new(size.width, rows as f64 * PANEL);
    for (at, panel) in years.panels.iter().enumerate() {
        let origin = ((at % across) as f64 * (width + gap), (at / across) as f64 * PANEL);
        show(panel, years, origin, width, &mut canvas);
    }
    canvas
}

fn show(panel: &YearsOf, years: &Years, (left, top): (f64, f64), room: f64, canvas: &mut Canvas) {
    let (floor, right) = (top + HEAD + HEIGHT, left + room);
    canvas.text((left, top + 14.0), Anchor::Start, STRONG_LABEL, &cut(&panel.label, STRONG_LABEL, room));
    let count = panel.shares.len().max(1) as f64;
    let slot = room / count;
    let column = slot * if count > 24.0 { 0.9 } else { 0.76 };
    // A few columns leave room for the names of the lines.
    let column = if column > 46.0 { 46.0 } else { column };
    for (share, class, text) in [(0.5, "half", &years.lines[0]), (1.0, "grid", &years.lines[1])] {
        let y = floor - share * HEIGHT;
        canvas.line(class, (left, y), (right, y));
        canvas.text_where_free(&[((left, y - 4.0), Anchor::Start)], TICK, text);
    }
    let top_of = |share: f64| floor - share * HEIGHT;
    for (year, share) in panel.shares.iter().enumerate() {
        let x = left + (year as f64 + 0.5) * slot;
        let height = share.value * HEIGHT;
        if height > 0.05 {
            let class = if share.value >= 0.5 { "gainbar" } else { "gainbarlow" };
            canvas.rect(class, (x - column / 2.0, floor - height), column, height);
        }
    }
    // The years at the ends and every so many between; figures likewise, the last first.
    let last = panel.shares.len().saturating_sub(1);
    let widest = panel
        .shares
        .iter()
        .map(|share| width(&share.shown, VALUE))
        .fold(20.0, |a, b| if b > a { b } else { a });
    let every = libm::ceil((widest + 2.0) / slot) as usize;
    let every = [1, 2, 5, 10, 20, 50, 100].into_iter().find(|step| *step >= every).unwrap_or(200);
    let shown = (0..=last).filter(|year| year % every == 0 || *year == last).rev();
    for year in shown {
        let (x, share) = (left + (year as f64 + 0.5) * slot, &panel.shares[year]);
        let name = if year == 0 { years.first.clone() } else { year.to_string() };
        let is_too_wide = year == 0 && width(&name, TICK) / 2.0 > x - left;
        let place = match is_too_wide {
            true => ((left, floor + 17.0), Anchor::Start),
            false => ((x, floor + 17.0), Anchor::Middle),
        };
        canvas.text_where_free(&[place], TICK, &name);
        canvas.text_where_free(&[((x, top_of(share.value) - 4.0), Anchor::Middle)], VALUE, &share.shown);
    }
    canvas.line("axis", (left, floor), (right, floor));
}
