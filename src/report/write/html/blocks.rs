//! A document as HTML: a section for each heading, and the blocks below it in order.

use maud::{Markup, html};

use super::charts::figure;
use super::table::scrolled;
use super::text::{inline, words};
use crate::report::chart::Chart;
use crate::report::digits::{Locale, Scale};
use crate::report::document::{Block, Document, Text};
use crate::report::figure::percent;
use crate::report::names::capitalised;
use crate::report::picture::{Bins, Drawn, Mark, Picture, Shown, Years, YearsOf};
use crate::report::words::Words;
use crate::report::write::years::whole;

/// A heading and what stands below it.
struct Section<'d> {
    heading: Option<(String, &'d str)>,
    blocks: Vec<&'d Block>,
}

/// A document as a part of a page, of which there may be several.
pub(super) fn article(document: &Document, number: usize) -> Markup {
    let said = document.language.words();
    let mut sections = vec![Section { heading: None, blocks: Vec::new() }];
    for block in &document.blocks {
        let heading = match block {
            Block::Heading(heading, beside) => Some((capitalised(heading), beside.as_str())),
            Block::Name(name, about) => Some((name.clone(), about.as_str())),
            _ => None,
        };
        let last = sections.len() - 1;
        match heading {
            Some(heading) => sections.push(Section { heading: Some(heading), blocks: Vec::new() }),
            None => sections[last].blocks.push(block),
        }
    }
    let place = |at: usize| format!("{number}.{at}");
    html! {
        article.plain {
            @for (at, section) in sections.iter().enumerate() {
                @match &section.heading {
                    None => (blocks(&section.blocks, "", &place(at), said)),
                    Some((heading, beside)) => {
                        section {
                            h2 { (words(heading)) }
                            @if !beside.is_empty() { p.sub { (words(beside)) } }
                            (blocks(&section.blocks, heading, &place(at), said))
                        }
                    }
                }
            }
        }
    }
}

/// Blocks in order; neighbours of a list are one list. `under` is the heading above them.
pub(super) fn blocks(blocks: &[&Block], under: &str, place: &str, said: &Words) -> Markup {
    let is_item = |block: &&Block| matches!(block, Block::Item(..) | Block::Finding(..));
    let groups = blocks.chunk_by(|a, b| is_item(a) && is_item(b));
    html! {
        @for (at, group) in groups.enumerate() {
            @if is_item(&group[0]) {
                ul { @for item in group { li { (block(item, under, &format!("{place}.{at}"), said)) } } }
            } @else {
                @for one in group { (block(one, under, &format!("{place}.{at}"), said)) }
            }
        }
    }
}

fn block(block: &Block, under: &str, place: &str, said: &Words) -> Markup {
    let locale = &said.locale;
    // Regions of a page have names of their own.
    let named = || match under.is_empty() {
        true => (said.common.table)(place),
        false => format!("{under} ({place})"),
    };
    match block {
        Block::Title(title, about) => html! {
            header {
                h1 { (inline(title, locale)) }
                p.frame { (inline(about, locale)) }
            }
        },
        // These begin a section.
        Block::Heading(..) | Block::Name(..) => html! {},
        Block::Paragraph(text) => html! { p.text { (inline(text, locale)) } },
        Block::Item(text, below) => html! {
            (inline(text, locale))
            @if let Some(below) = below { span.below { (inline(below, locale)) } }
        },
        Block::Finding(verdict, text) => html! {
            span.verdict { (inline(verdict, locale)) } " " (inline(text, locale))
        },
        Block::Table(table) => scrolled(table, &named(), locale),
        Block::Flows(flows) => scrolled(&whole(flows), &named(), locale),
        Block::Chart(chart) => figure(&picture(chart, under, locale), locale),
        Block::Picture(Shown { finding, picture, read }) => html! {
            @if !finding.is_empty() { p.found { (words(finding)) } }
            (figure(picture, locale))
            @if !read.is_empty() { p.read { (words(read)) } }
        },
        Block::Footnote(text) => html! { p.foot { (inline(text, locale)) } },
    }
}

/// A chart that is drawn as characters elsewhere.
fn picture(chart: &Chart, under: &str, locale: &Locale) -> Picture {
    match chart {
        Chart::Histogram { counts, below, above } => {
            let sides = [below, above].map(|text: &Text| text.show(locale));
            let end = counts.from + counts.width * counts.counts.len() as f64;
            let scale = Scale::of_all([counts.from, end]);
            let says = format!("{under}: {}", sides.join(", "));
            Picture { says, of: Drawn::Bins(Bins { counts: counts.clone(), sides, scale }) }
        }
        Chart::ByYear { by_year, .. } => {
            let shares: Vec<Mark> =
                by_year.iter().map(|share| Mark::of(share.value, percent(share).show(locale))).collect();
            let said = shares.iter().enumerate().map(|(year, share)| format!("{year}: {}", share.shown));
            let says = format!("{under}: {}", said.collect::<Vec<_>>().join(", "));
            let panel = YearsOf { label: String::new(), shares };
            let lines = [String::new(), String::new()];
            Picture { says, of: Drawn::Years(Years { panels: vec![panel], lines, first: "0".to_owned() }) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::document::{Align, Cell, Table};
    use crate::report::language::Language;

    #[test]
    fn a_table_below_no_heading_is_named_in_the_language_of_the_page() {
        for (language, named) in [(Language::English, "Table 2.0.0"), (Language::Danish, "Tabel 2.0.0")] {
            let mut table = Table::of([("a".to_owned(), Align::Right)]);
            table.row("b", vec![Cell::from("c")]);
            let mut document = Document::new(language);
            document.table(table);
            let page = article(&document, 2).into_string();
            assert!(page.contains(&format!("aria-label=\"{named}\"")), "{page}");
        }
    }
}
