//! A drawing: marks at places, in units of its own. Of texts it knows what room they take, so that none covers another.

use maud::{Markup, PreEscaped, html};

use super::font::Font;
use super::measure::width;
use super::text::attribute;

/// Which end of a text stands at its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

/// The room that a text takes.
#[derive(Debug, Clone, Copy)]
struct Room {
    left: f64,
    right: f64,
    top: f64,
    bottom: f64,
}

impl Room {
    fn meets(&self, other: &Room) -> bool {
        self.left < other.right
            && other.left < self.right
            && self.top < other.bottom
            && other.top < self.bottom
    }
}

/// A drawing at work.
pub(super) struct Canvas {
    pub width: f64,
    pub height: f64,
    marks: String,
    rooms: Vec<Room>,
}

impl Canvas {
    pub fn new(width: f64, height: f64) -> Canvas {
        Canvas { width, height, marks: String::new(), rooms: Vec::new() }
    }

    fn mark(&mut self, markup: Markup) {
        self.marks.push_str(&markup.into_string());
    }

    pub fn line(&mut self, class: &str, from: (f64, f64), to: (f64, f64)) {
        let d = format!("M{} {}L{} {}", short(from.0), short(from.1), short(to.0), short(to.1));
        self.path(class, &d);
    }

    pub fn path(&mut self, class: &str, d: &str) {
        self.mark(html! { path class=(class) d=(d) {} });
    }

    pub fn rect(&mut self, class: &str, (x, y): (f64, f64), width: f64, height: f64) {
        // What is left of a share of nearly nothing beside its gap.
        if width < 0.0 || height < 0.0 {
            return;
        }
        let (x, y, width, height) = (short(x), short(y), short(width), short(height));
        self.mark(html! { rect class=(class) x=(x) y=(y) width=(width) height=(height) {} });
    }

    pub fn circle(&mut self, class: &str, (x, y): (f64, f64), r: f64) {
        self.mark(html! { circle class=(class) cx=(short(x)) cy=(short(y)) r=(short(r)) {} });
    }

    /// Sets a text.
    pub fn text(&mut self, at: (f64, f64), anchor: Anchor, font: Font, text: &str) {
        if text.is_empty() {
            return;
        }
        self.rooms.push(room(at, anchor, font, text));
        let anchor = match anchor {
            Anchor::Start => None,
            Anchor::Middle => Some("middle"),
            Anchor::End => Some("end"),
        };
        let (x, y) = (short(at.0), short(at.1));
        self.mark(html! { text class=(font.class) x=(x) y=(y) text-anchor=[anchor] { (text) } });
    }

    /// Whether a text would lie in the drawing and keep off the others.
    pub fn is_free(&self, at: (f64, f64), anchor: Anchor, font: Font, text: &str) -> bool {
        let room = room(at, anchor, font, text);
        let inside =
            room.left >= 0.0 && room.right <= self.width && room.top >= 0.0 && room.bottom <= self.height;
        inside && !self.rooms.iter().any(|other| other.meets(&room))
    }

    /// Sets a text at the first place that is free; nowhere if none is.
    pub fn text_where_free(&mut self, places: &[((f64, f64), Anchor)], font: Font, text: &str) -> bool {
        let free = places.iter().find(|(at, anchor)| self.is_free(*at, *anchor, font, text));
        if let Some((at, anchor)) = free {
            self.text(*at, *anchor, font, text);
        }
        free.is_some()
    }

    /// The drawing, shown where `class` says so; `label` is what it tells whoever does not see it.
    pub fn finish(self, class: &str, label: &str) -> Markup {
        let view = format!("0 0 {} {}", short(self.width), short(self.height));
        html! {
            svg class=(class) viewBox=(view) role="img" aria-label=(attribute(label)) { (PreEscaped(self.marks)) }
        }
    }
}

fn room((x, y): (f64, f64), anchor: Anchor, font: Font, text: &str) -> Room {
    let width = width(text, font);
    let left = match anchor {
        Anchor::Start => x,
        Anchor::Middle => x - width / 2.0,
        Anchor::End => x - width,
    };
    Room { left, right: left + width, top: y - 0.95 * font.size, bottom: y + 0.25 * font.size }
}

/// A coordinate to a tenth.
pub(super) fn short(value: f64) -> String {
    let tenths = libm::round(value * 10.0);
    let tenths = if tenths == 0.0 { 0.0 } else { tenths };
    let text = format!("{:.1}", tenths / 10.0);
    text.strip_suffix(".0").map_or(text.clone(), str::to_owned)
}

/// A line through points.
pub(super) fn through(points: &[(f64, f64)]) -> String {
    let mut d = String::new();
    for (at, (x, y)) in points.iter().enumerate() {
        d.push(if at == 0 { 'M' } else { 'L' });
        d.push_str(&short(*x));
        d.push(' ');
        d.push_str(&short(*y));
    }
    d
}
