//! A page on a run as HTML.

use maud::{Markup, html};

use super::charts::{figure, shape};
use super::table::folded;
use super::text::{inline, name, words};
use crate::report::digits::Locale;
use crate::report::page::{Page, Section};
use crate::report::picture::Assumed;

/// A page as a part of a file, of which there may be several; `number` tells them apart.
pub(super) fn article(page: &Page, number: usize) -> Markup {
    let locale = page.language.locale();
    let said = page.language.words();
    html! {
        article.page {
            header {
                p.kicker { (words(&page.kicker)) }
                h1 { (name(&page.title)) }
                p.lede { (words(&page.lede)) }
                @for text in &page.frame { p.frame { (inline(text, &locale)) } }
                ul.facts {
                    @for (figure, says) in &page.facts { li { strong { (words(figure)) } span { (words(says)) } } }
                }
                // On a screen the questions themselves are as near.
                @if !page.ahead.is_empty() {
                    ul.ahead {
                        @for (ask, says) in &page.ahead { li { strong { (words(ask)) } " " (words(says)) } }
                    }
                }
            }
            @for (at, section) in page.sections.iter().enumerate() {
                (one(section, &format!("q{number}.{}", at + 1), said.page.fold, &said.page.assumption_columns, said.page.assumptions, &locale))
            }
        }
    }
}

fn one(
    section: &Section,
    id: &str,
    fold: &str,
    columns: &[&str; 4],
    assumptions: &str,
    locale: &Locale,
) -> Markup {
    html! {
        section {
            p.ask { (words(&section.ask)) }
            div.body {
                h2 id=(id) { (words(&section.finding)) }
                @if !section.about.is_empty() { p.sub { (words(&section.about)) } }
                @if let Some(picture) = &section.picture { (figure(picture, locale)) }
                @for text in &section.below { p.text { (inline(text, locale)) } }
                @if !section.assumed.is_empty() { (table(&section.assumed, columns, assumptions, locale)) }
                @if !section.about_details.is_empty() { p.sub.more { (words(&section.about_details)) } }
                @if !section.details.is_empty() {
                    dl { @for (term, text) in &section.details { dt { (words(term)) } dd { (inline(text, locale)) } } }
                }
                @if let Some((named, table)) = &section.behind {
                    (folded(table, fold, &format!("{named} ({})", id.trim_start_matches('q')), named, locale))
                }
            }
            @if !section.notes.is_empty() {
                div.note {
                    @for (lead, text) in &section.notes {
                        p { @if !lead.is_empty() { strong { (words(lead)) } " " } (inline(text, locale)) }
                    }
                }
            }
        }
    }
}

fn table(all: &[Assumed], columns: &[&str; 4], caption: &str, locale: &Locale) -> Markup {
    html! {
        table.assume {
            caption.vh { (caption) }
            thead { tr { @for column in columns { th scope="col" { (column) } } } }
            tbody {
                @for assumed in all {
                    tr {
                        th scope="row" {
                            (words(&assumed.label))
                            @if !assumed.unit.is_empty() { span.unit { (words(&assumed.unit)) } }
                        }
                        td.c {
                            @if !assumed.shape.points.is_empty() { (shape(&assumed.shape)) }
                            span.fam { (words(&assumed.family)) }
                        }
                        td.n { (words(&assumed.range)) }
                        td.s { (inline(&assumed.grounds, locale)) }
                    }
                }
            }
        }
    }
}
