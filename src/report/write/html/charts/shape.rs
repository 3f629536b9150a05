//! The shape of a distribution, small, in a cell of a table.

use maud::{Markup, html};

use super::super::axis::{Axis, range};
use super::super::canvas::{short, through};
use crate::report::picture::Shape;

const FLOOR: f64 = 31.5;

pub(in crate::report::write::html) fn draw(shape: &Shape) -> Markup {
    let highest =
        shape.points.iter().map(|(_, density)| *density).fold(0.0, |a, b| if b > a { b } else { a });
    let across = Axis::of(range(shape.points.iter().map(|(value, _)| *value)), (2.0, 118.0));
    let up = Axis::of((0.0, highest), (FLOOR, 3.0));
    let place = |(value, density): &(f64, f64)| (across.at(*value), up.at(*density));
    let is_one = shape.points.len() < 2;
    let (low, high) = shape.within;
    let inner: Vec<(f64, f64)> =
        shape.points.iter().filter(|(value, _)| (low..=high).contains(value)).map(place).collect();
    let fill = match (inner.first(), inner.last()) {
        (Some((from, _)), Some((to, _))) => {
            let edge = through(&inner);
            format!("{edge}L{} {FLOOR}L{} {FLOOR}Z", short(*to), short(*from))
        }
        _ => String::new(),
    };
    let line: Vec<(f64, f64)> = shape.points.iter().map(place).collect();
    html! {
        svg.curve viewBox="0 0 120 34" aria-hidden="true" {
            @if !is_one && !fill.is_empty() { path.curvefill d=(fill) {} }
            path.axis d=(format!("M2 {FLOOR}H118")) {}
            @if is_one { path.median d="M60 31V5" {} } @else { path.curveline d=(through(&line)) {} }
        }
    }
}
