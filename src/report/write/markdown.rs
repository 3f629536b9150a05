//! The report for people as Markdown, with tables as GitHub and Pandoc read them.

use std::io::{self, Write};

use super::grid::Grid;
use super::line::Line;
use super::text::{draw, finding};
use super::years;
use crate::report::digits::TIE;
use crate::report::document::{Align, Block, Document, Long, Text, Tone};
use crate::report::names::capitalised;

/// Columns for which charts and tables are laid out.
const COLUMNS: usize = 100;

/// Bytes of a report: a GitHub step summary holds 1 MiB, and more than one step may write to it.
const MOST: usize = 900 << 10;

/// Lays a report out part by part. What would not fit into a step summary is left out, and the report says so.
///
/// # Errors
/// Where a part cannot be made, or `out` takes no more.
pub(super) fn lay_long(report: &Long, out: &mut dyn Write) -> io::Result<()> {
    let (head, foot) = (lay(&report.head), lay(&report.foot));
    out.write_all(head.as_bytes())?;
    let mut written = head.len();
    for part in 0..report.parts {
        let text = lay(&(report.part)(part)?);
        if written + text.len() + foot.len() > MOST {
            write!(out, "\n{}{}\n", report.parts - part, report.left_out)?;
            break;
        }
        write!(out, "\n{text}")?;
        written += 1 + text.len();
    }
    if !foot.is_empty() {
        write!(out, "\n{foot}")?;
    }
    Ok(())
}

/// Lays a document out.
pub fn lay(document: &Document) -> String {
    let locale = &document.language.locale();
    let inline = |text: &Text| inline(&Line::of(text, locale));
    let sentence = |text: &Text| block_text(&Line::of(text, locale));
    let mut page = String::new();
    let mut in_list = false;
    for block in document.blocks.iter().filter(|block| !matches!(block, Block::Picture(_))) {
        let is_item = matches!(block, Block::Item(..) | Block::Finding(..));
        let continues_list = in_list && is_item;
        if !page.is_empty() && !continues_list {
            page.push('\n');
        }
        in_list = is_item;
        match block {
            Block::Title(title, about) => {
                page.push_str(&format!("# {}\n\n{}\n", escape(&title.show(locale)), inline(about)));
            }
            Block::Heading(text, beside) => page.push_str(&heading(&capitalised(text), beside)),
            Block::Name(name, about) => page.push_str(&heading(name, about)),
            Block::Paragraph(text) | Block::Footnote(text) => {
                page.push_str(&format!("{}\n", sentence(text)));
            }
            Block::Item(text, below) => {
                page.push_str(&format!("- {}\n", sentence(text)));
                if let Some(below) = below {
                    page.push_str(&format!("  — {}\n", inline(below)));
                }
            }
            Block::Finding(verdict, text) => {
                page.push_str(&format!("- {}\n", block_text(&finding(verdict, text, locale))));
            }
            Block::Table(table) => page.push_str(&pipe_table(&Grid::of(table, COLUMNS, locale))),
            Block::Flows(flows) => {
                let (grid, note) = years::table(flows, COLUMNS, document.language);
                page.push_str(&pipe_table(&grid));
                page.extend(note.map(|note| format!("\n{}\n", escape(&note))));
            }
            Block::Picture(_) => {}
            Block::Chart(chart) => {
                page.push_str("```text\n");
                for line in draw(chart, COLUMNS, document.language) {
                    // A fence of the picture's own would end it; there is none in blocks and figures.
                    line.print(false, &mut page);
                    page.push('\n');
                }
                page.push_str("```\n");
            }
        }
    }
    page
}

fn heading(text: &str, beside: &str) -> String {
    let beside = if beside.is_empty() { String::new() } else { format!("\n*{}*\n", escape(beside)) };
    format!("## {}\n{beside}", escape(text))
}

/// Text with what stands out in bold.
fn inline(line: &Line) -> String {
    let mut text = String::new();
    for (tone, piece) in &line.pieces {
        let stands_out = matches!(tone, Tone::Strong | Tone::VeryGood | Tone::VeryBad | Tone::Caution);
        let bare = piece.trim_matches([' ', TIE]);
        if stands_out && !bare.is_empty() {
            // Stars beside a blank are not bold, so blanks stay outside.
            let start = piece.find(bare).unwrap_or(0);
            let (before, after) = (&piece[..start], &piece[start + bare.len()..]);
            text.push_str(&format!("{before}**{}**{after}", escape(bare)));
        } else {
            text.push_str(&escape(piece));
        }
    }
    text.split([' ', TIE]).filter(|word| !word.is_empty()).collect::<Vec<&str>>().join(" ")
}

fn pipe_table(grid: &Grid) -> String {
    let mut text = String::from("| |");
    for column in &grid.columns {
        text.push_str(&format!(" {} |", escape(&column.heading)));
    }
    text.push_str("\n|---|");
    for column in &grid.columns {
        text.push_str(if column.align == Align::Left { "---|" } else { "---:|" });
    }
    text.push('\n');
    for (label, cells) in &grid.rows {
        text.push_str(&format!("| {} |", inline(label)));
        for cell in cells {
            text.push_str(&format!(" {} |", inline(cell)));
        }
        text.push('\n');
    }
    text
}

/// Text in which nothing is taken for markup.
fn escape(text: &str) -> String {
    let mut escaped = String::new();
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        let is_number = characters.peek().is_some_and(char::is_ascii_digit);
        match character {
            // Escaped or not, services call whoever is named after it, and link the issue of a number; a blank of no width is
            // no part of a name.
            '@' => escaped.push_str("@&#8203;"),
            '#' if is_number => escaped.push_str("\\#&#8203;"),
            TIE => escaped.push(' '),
            character if character.is_control() => escaped.push(' '),
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '#' | '|' | '~' | '$' => {
                escaped.push('\\');
                escaped.push(character);
            }
            character => escaped.push(character),
        }
    }
    escaped
}

/// A block whose start is not taken for a list, a rule or the underline of a heading.
fn block_text(line: &Line) -> String {
    let text = inline(line);
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let rest = &text[digits..];
    let numbers_list =
        digits > 0 && (rest.starts_with(['.', ')'])) && !rest[1..].starts_with(|c: char| c != ' ');
    match () {
        () if numbers_list => format!("{}\\{rest}", &text[..digits]),
        () if text.starts_with(['-', '+', '=']) => format!("\\{text}"),
        () => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::fixture;
    use crate::report::language::Language;
    use crate::report::sections::run::compose;

    #[test]
    fn tables_have_as_many_cells_in_every_row() {
        let (scenario, results) = fixture::run();
        let report = lay(&compose(&scenario, &results, Language::English));
        let mut cells = None;
        for line in report.lines() {
            if !line.starts_with('|') {
                cells = None;
                continue;
            }
            let count = line.replace("\\|", "").matches('|').count();
            assert_eq!(*cells.get_or_insert(count), count, "{line}");
        }
        assert!(
            report.starts_with("# =U-turn: treatment for \"young\" people \\| with drug misuse, København\n")
        );
        assert!(!report.contains('\u{1b}'));
    }

    #[test]
    fn nothing_in_a_text_becomes_markup() {
        assert_eq!(escape("a*b_c|d`e<f>[g](h)"), "a\\*b\\_c\\|d\\`e&lt;f&gt;\\[g\\](h)");
        assert_eq!(block_text(&"- a".into()), "\\- a");
        assert_eq!(block_text(&"1. a".into()), "1\\. a");
        assert_eq!(block_text(&"1.90 m".into()), "1.90 m");
        assert_eq!(escape("a\nb"), "a b");
        assert_eq!(
            escape("ask @octocat/team, see #12 and # 3"),
            "ask @&#8203;octocat/team, see \\#&#8203;12 and \\# 3"
        );
    }
}
