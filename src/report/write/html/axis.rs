//! From values to places.

use super::canvas::{Anchor, Canvas};
use super::font::{STRONG_TICK, TICK};
use crate::report::digits::{Locale, Scale};
use crate::report::write::histogram::ticks;
use crate::summary::results::Estimate;

/// Values along a stretch of a drawing.
#[derive(Debug, Clone, Copy)]
pub(super) struct Axis {
    from: f64,
    to: f64,
    start: f64,
    end: f64,
}

impl Axis {
    /// The stretch `start` … `end` for values `from` … `to`, which may be one and the same.
    pub fn of((from, to): (f64, f64), (start, end): (f64, f64)) -> Axis {
        let (from, to) = if to > from { (from, to) } else { (from - 1.0, from + 1.0) };
        Axis { from, to, start, end }
    }

    /// Where a value lies; what is beyond an end lies there.
    pub fn at(&self, value: f64) -> f64 {
        let share = (value - self.from) / (self.to - self.from);
        let share = if share < 0.0 { 0.0 } else { share };
        let share = if share > 1.0 { 1.0 } else { share };
        self.start + share * (self.end - self.start)
    }

    /// Whether a value lies on it.
    pub fn holds(&self, value: f64) -> bool {
        value >= self.from && value <= self.to
    }

    /// Round amounts along it, about `wanted` of them, each as it is written in a unit.
    pub fn ticks(&self, wanted: usize, scale: Scale, locale: &Locale) -> Vec<(f64, String)> {
        let all = ticks(self.from, self.to, wanted);
        let step = if all.len() > 1 { all[1] - all[0] } else { self.to - self.from };
        let last = libm::floor(libm::log10(step) + 1e-9) as i32;
        let written = |tick: f64| match tick {
            0.0 => "0".to_owned(),
            _ => scale.figure_to(&Estimate::exact(tick), last).show(locale),
        };
        all.into_iter().map(|tick| (tick, written(tick))).collect()
    }

    /// Sets amounts below it, with a line for each through the drawing from `top` to `bottom`, and a strong one at 0.
    pub fn draw_across(&self, canvas: &mut Canvas, scale: Scale, (top, bottom): (f64, f64), locale: &Locale) {
        let wanted = ((self.end - self.start) / 46.0) as usize;
        let mut all = self.ticks(wanted, scale, locale);
        // The line that matters has its name before the others.
        all.sort_by_key(|(tick, _)| *tick != 0.0);
        for (tick, label) in all {
            let (x, font) = (self.at(tick), if tick == 0.0 { STRONG_TICK } else { TICK });
            canvas.line(if tick == 0.0 { "zero" } else { "grid" }, (x, top), (x, bottom));
            canvas.text_where_free(&[((x, bottom + 17.0), Anchor::Middle)], font, &label);
        }
    }
}

/// The least and the largest of some values.
pub(super) fn range(values: impl IntoIterator<Item = f64>) -> (f64, f64) {
    values.into_iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| {
        (if value < low { value } else { low }, if value > high { value } else { high })
    })
}
