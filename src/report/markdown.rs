//! The report for people as Markdown, with tables as GitHub and Pandoc read them.

use super::document::{Block, Document};
use super::line::{Line, TIE, Tone};
use super::sections;
use super::table::{Align, Table};
use crate::scenario::Scenario;
use crate::summary::results::Results;

/// Columns for which pictures are drawn.
const COLUMNS: usize = 100;

/// Renders one scenario's results.
pub fn render(scenario: &Scenario, results: &Results) -> String {
    print(&sections::compose(scenario, results, COLUMNS))
}

/// Prints a document.
pub fn print(document: &Document) -> String {
    let mut page = String::new();
    let mut in_list = false;
    for block in document.blocks() {
        let is_item = matches!(block, Block::Item(..));
        let continues_list = in_list && is_item;
        if !page.is_empty() && !continues_list {
            page.push('\n');
        }
        in_list = is_item;
        match block {
            Block::Title(title, about) => {
                page.push_str(&format!("# {}\n\n{}\n", escape(&title.text()), inline(about)));
            }
            Block::Heading(heading, beside) if beside.is_empty() => {
                page.push_str(&format!("## {}\n", escape(&sentence_case(heading))));
            }
            Block::Heading(heading, beside) => {
                page.push_str(&format!("## {}\n\n*{}*\n", escape(&sentence_case(heading)), escape(beside)));
            }
            Block::Name(name, about) => {
                page.push_str(&format!("## {}\n\n*{}*\n", escape(name), escape(about)));
            }
            Block::Paragraph(text) | Block::Footnote(text) => {
                page.push_str(&format!("{}\n", block_text(text)))
            }
            Block::Item(text, below) => {
                page.push_str(&format!("- {}\n", block_text(text)));
                if let Some(below) = below {
                    page.push_str(&format!("  — {}\n", inline(below)));
                }
            }
            Block::Table(table) => page.push_str(&pipe_table(table)),
            Block::Picture(lines) => {
                page.push_str("```text\n");
                for line in lines {
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

fn sentence_case(heading: &str) -> String {
    let mut characters = heading.chars();
    characters.next().map(|first| first.to_uppercase().chain(characters).collect()).unwrap_or_default()
}

/// Text with what stands out in bold.
fn inline(line: &Line) -> String {
    let mut text = String::new();
    for (tone, piece) in line.pieces() {
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

fn pipe_table(table: &Table) -> String {
    let (columns, rows) = table.parts();
    let columns: Vec<(&str, Align)> = columns.collect();
    let mut text = String::from("| |");
    for (heading, _) in &columns {
        text.push_str(&format!(" {} |", escape(heading)));
    }
    text.push_str("\n|---|");
    for (_, align) in &columns {
        text.push_str(if *align == Align::Left { "---|" } else { "---:|" });
    }
    text.push('\n');
    for (label, cells) in rows {
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
    for character in text.chars() {
        match character {
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

    #[test]
    fn tables_have_as_many_cells_in_every_row() {
        let report = render(&fixture::scenario(), &fixture::results());
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
    }
}
