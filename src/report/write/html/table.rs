//! Tables as HTML: rows have headings, and what is wider than the page is scrolled by itself.

use maud::{Markup, html};

use super::canvas::short;
use super::text::{attribute, inline, words};
use crate::report::digits::Locale;
use crate::report::document::{Align, Cell, Column, Table, Tone};

/// A table in a part of the page that can be scrolled; `named` tells it from the others.
pub(super) fn scrolled(table: &Table, named: &str, locale: &Locale) -> Markup {
    html! {
        div.scroll tabindex="0" role="region" aria-label=(attribute(named)) {
            (lay(table, named, locale))
        }
    }
}

/// The numbers behind a picture, which a reader unfolds; `named` tells them from the others, `caption` says what they are.
pub(super) fn folded(table: &Table, summary: &str, named: &str, caption: &str, locale: &Locale) -> Markup {
    html! {
        details {
            summary { (words(summary)) }
            div.scroll tabindex="0" role="region" aria-label=(attribute(named)) {
                table {
                    caption { (words(caption)) }
                    (rows(table, locale))
                }
            }
        }
    }
}

fn lay(table: &Table, named: &str, locale: &Locale) -> Markup {
    html! {
        table {
            caption.vh { (words(named)) }
            (rows(table, locale))
        }
    }
}

fn rows(table: &Table, locale: &Locale) -> Markup {
    html! {
            thead {
                tr {
                    td {}
                    @for column in &table.columns {
                        // What has no heading is no heading.
                        @if column.heading.is_empty() {
                            td class=[class(column)] {}
                        } @else {
                            th scope="col" class=[class(column)] { (words(&column.heading)) }
                        }
                    }
                }
            }
            tbody {
                @for (label, cells) in &table.rows {
                    tr {
                        th scope="row" { (inline(label, locale)) }
                        @for (column, cell) in table.columns.iter().zip(cells) {
                            td class=[class(column)] { (content(cell, locale)) }
                        }
                    }
                }
            }
    }
}

fn class(column: &Column) -> Option<&'static str> {
    (column.align == Align::Left).then_some("l")
}

fn content(cell: &Cell, locale: &Locale) -> Markup {
    match cell {
        Cell::Text(text) => inline(text, locale),
        Cell::Bar(tone, share) => bar(*tone, *share),
        Cell::Nothing => html! { "–" },
    }
}

fn bar(tone: Tone, share: f64) -> Markup {
    let width = short(share * 96.0);
    let class = match tone {
        Tone::Bad | Tone::VeryBad => "lossbar",
        Tone::Good | Tone::VeryGood => "gainbar",
        _ => "driver",
    };
    html! {
        svg.bar viewBox="0 0 96 10" aria-hidden="true" { rect class=(class) width=(width) height="10" {} }
    }
}
