//! Pictures as drawings, each for two widths: letters of a drawing that is made smaller become too small to read.

mod areas;
mod bars;
mod bins;
mod courses;
mod curve;
mod dots;
mod fans;
mod shape;
mod size;
mod spans;
mod split;
mod switches;
mod time;
mod tornado;
mod turning;
mod years;

use maud::{Markup, html};

pub(super) use self::shape::draw as shape;
use self::size::{NARROW, Size, WIDE};
use super::canvas::Canvas;
use crate::report::digits::Locale;
use crate::report::picture::{Drawn, Picture};

/// Draws a picture for both widths.
pub(super) fn figure(picture: &Picture, locale: &Locale) -> Markup {
    let drawn = [("wide", WIDE), ("narrow", NARROW)]
        .map(|(class, width)| draw(&picture.of, Size { width }, locale).finish(class, &picture.says));
    html! { figure { @for svg in drawn { (svg) } } }
}

fn draw(drawn: &Drawn, size: Size, locale: &Locale) -> Canvas {
    match drawn {
        Drawn::Dots(dots) => dots::draw(dots, size, locale),
        Drawn::Bins(bins) => bins::draw(bins, size, locale),
        Drawn::Spans(spans) => spans::draw(spans, size, locale),
        Drawn::Years(years) => years::draw(years, size),
        Drawn::Turning(turning) => turning::draw(turning, size),
        Drawn::Switches(rows) => switches::draw(rows, size),
        Drawn::Courses(courses) => courses::draw(courses, size),
        Drawn::Tornado(tornado) => tornado::draw(tornado, size, locale),
        Drawn::Fans(fans) => fans::draw(fans, size, locale),
        Drawn::Areas(areas) => areas::draw(areas, size, locale),
        Drawn::Split(split) => split::draw(split, size),
        Drawn::Bars(bars) => bars::draw(bars, size),
        Drawn::Curve(curve) => curve::draw(curve, size, locale),
    }
}
