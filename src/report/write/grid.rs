//! Tables that fit: columns aligned at the decimal point, labels wrapped, and a table that is still too wide
//! continued below itself.

use super::line::{INDENT, Line, wrap};
use crate::report::digits::Locale;
use crate::report::document::{Align, Cell, Column, Table, Tone};
use crate::report::names::{shorten, width};

/// Columns between two columns of a table.
const GUTTER: usize = 2;

/// Most lines of a heading.
const HEADING_LINES: usize = 3;

/// Columns of a bar within a table.
const BAR: usize = 12;

/// A table with its cells written.
#[derive(Debug)]
pub(super) struct Grid {
    pub columns: Vec<Column>,
    /// Labels and cells.
    pub rows: Vec<(Line, Vec<Line>)>,
    decimal: char,
}

impl Grid {
    /// The table with as many of its spare columns as fit the page.
    pub fn of(table: &Table, columns: usize, locale: &Locale) -> Grid {
        let most = table.columns.iter().map(|column| column.spare).max().unwrap_or(0);
        let mut grids = (1..=most).rev().map(|spare| Grid::with(table, spare, locale));
        grids.find(|grid| grid.fits(columns)).unwrap_or_else(|| Grid::with(table, 0, locale))
    }

    /// The columns that are no more spare than this.
    fn with(table: &Table, spare: u8, locale: &Locale) -> Grid {
        let shown = |at: &usize| table.columns[*at].spare <= spare;
        let places: Vec<usize> = (0..table.columns.len()).filter(shown).collect();
        let rows = table.rows.iter().map(|(label, cells)| {
            (Line::of(label, locale), places.iter().map(|&at| write(&cells[at], locale)).collect())
        });
        let columns = places.iter().map(|&at| table.columns[at].clone()).collect();
        Grid { columns, rows: rows.collect(), decimal: locale.decimal }
    }

    /// Whether the page has room for all when nothing is wrapped but the headings.
    pub fn fits(&self, columns: usize) -> bool {
        let cells: usize = (0..self.columns.len()).map(|column| GUTTER + self.cell_width(column)).sum();
        self.label_width() + cells + INDENT <= columns
    }

    /// The table as lines that fit `columns`, indented.
    pub fn lines(&self, columns: usize) -> Vec<Line> {
        let room = columns - INDENT;
        let widest = self.label_width();
        let all: usize = (0..self.columns.len()).map(|column| GUTTER + self.cell_width(column)).sum();
        // Labels give way first, down to a third of the page; what then is too wide continues below.
        let labels = room.saturating_sub(all).max(room / 3).min(widest);
        let mut lines = Vec::new();
        let mut next = 0;
        while next < self.columns.len() {
            let first = next;
            let mut taken = labels;
            while next < self.columns.len() {
                let step = GUTTER + self.cell_width(next);
                if next > first && taken + step > room {
                    break;
                }
                taken += step;
                next += 1;
            }
            if first > 0 {
                lines.push(Line::default());
            }
            self.draw_columns(&mut lines, labels, first..next);
        }
        lines
    }

    fn draw_columns(&self, lines: &mut Vec<Line>, labels: usize, shown: std::ops::Range<usize>) {
        // Every one of them looks at all rows.
        let widths: Vec<usize> = shown.clone().map(|column| self.cell_width(column)).collect();
        let afters: Vec<usize> = shown.clone().map(|column| self.point(column).1).collect();
        let headings: Vec<Vec<Line>> = shown
            .clone()
            .zip(&widths)
            .map(|(column, width)| {
                let heading = Line::default().with(Tone::Dim, self.columns[column].heading.as_str());
                wrap(&heading, *width, 0, 0)
            })
            .collect();
        let height = headings.iter().map(Vec::len).max().unwrap_or(0);
        for level in 0..height {
            let mut line = Line::default();
            line.pad_to(INDENT + labels);
            for ((column, heading), width) in shown.clone().zip(&headings).zip(&widths) {
                // Headings stand on the first row of figures.
                let text = (level + heading.len()).checked_sub(height).map(|at| heading[at].clone());
                self.write_cell(&mut line, column, *width, (text.unwrap_or_default(), 0));
            }
            lines.push(line);
        }
        for (label, cells) in &self.rows {
            let label = wrap(label, labels, 0, (labels / 4).min(2));
            let last = label.len() - 1;
            for (number, text) in label.into_iter().enumerate() {
                let mut line = Line::default();
                line.pad_to(INDENT);
                line.append(text);
                // The figures stand beside the end of their label.
                if number == last {
                    line.pad_to(INDENT + labels);
                    for (column, (width, most)) in shown.clone().zip(widths.iter().zip(&afters)) {
                        let cell = &cells[column];
                        let after = match self.columns[column].align {
                            Align::Point => most - self.around_point(cell).1,
                            Align::Left | Align::Right => 0,
                        };
                        self.write_cell(&mut line, column, *width, (cell.clone(), after));
                    }
                }
                lines.push(line);
            }
        }
    }

    /// Adds a cell of a column that is so wide, with so many columns left free after it where it does not stand at the left.
    fn write_cell(&self, line: &mut Line, column: usize, width: usize, (cell, after): (Line, usize)) {
        let start = line.width() + GUTTER;
        let end = start + width;
        let at_left = self.columns[column].align == Align::Left;
        line.pad_to(if at_left { start } else { end.saturating_sub(cell.width() + after).max(start) });
        line.append(cell);
        line.pad_to(end);
    }

    fn label_width(&self) -> usize {
        self.rows.iter().map(|(label, _)| label.width()).max().unwrap_or(0)
    }

    fn cell_width(&self, column: usize) -> usize {
        let Column { heading, align, .. } = &self.columns[column];
        let words = heading.split(' ').map(width).max().unwrap_or(0);
        let cells = match align {
            Align::Point => {
                let (before, after) = self.point(column);
                before + after
            }
            _ => self.rows.iter().map(|(_, cells)| cells[column].width()).max().unwrap_or(0),
        };
        let least = words.min(14).max(cells);
        // A heading that is nearly as narrow as its figures stays on one line, and none is a tower of words.
        if width(heading) <= least + 3 {
            return width(heading).max(least);
        }
        let lines = |columns| wrap(&Line::from(heading.as_str()), columns, 0, 0).len();
        (least..width(heading)).find(|columns| lines(*columns) <= HEADING_LINES).unwrap_or(least)
    }

    /// Widest parts before and from the decimal point.
    fn point(&self, column: usize) -> (usize, usize) {
        let cells = self.rows.iter().map(|(_, cells)| self.around_point(&cells[column]));
        cells.fold((0, 0), |(b, a), (before, after)| (b.max(before), a.max(after)))
    }

    /// Columns before and from the decimal point of a cell.
    fn around_point(&self, cell: &Line) -> (usize, usize) {
        let text = cell.text();
        let before = text.split(self.decimal).next().unwrap_or_default();
        (width(before), width(&text) - width(before))
    }
}

fn write(cell: &Cell, locale: &Locale) -> Line {
    match cell {
        Cell::Text(text) => Line::of(text, locale),
        Cell::Bar(tone, share) => Line::default().with(*tone, bar(*share, BAR)),
        Cell::Nothing => Line::from("–"),
    }
}

/// A bar of `columns` that is filled to `share`, in eighths of a column.
pub(super) fn bar(share: f64, columns: usize) -> String {
    const EIGHTHS: [&str; 8] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];
    let eighths = libm::round(share.clamp(0.0, 1.0) * columns as f64 * 8.0) as usize;
    let mut bar = "█".repeat(eighths / 8);
    bar.push_str(EIGHTHS[eighths % 8]);
    if eighths == 0 && share > 0.0 {
        // Something is not nothing.
        bar.push('▏');
    }
    shorten(&bar, columns)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grid() -> Grid {
        let mut table = Table::of([("mean", Align::Point), ("breaks even", Align::Right)]);
        table.row("Public", ["1.90".into(), "83%".into()]);
        table.row("Københavns Kommune", ["−12".into(), "5.2%".into()]);
        Grid::of(&table, 100, &Locale::ENGLISH)
    }

    #[test]
    fn figures_stand_below_each_other_at_the_point() {
        let expected = [
            "                              breaks",
            "                        mean    even",
            "  Public                1.90     83%",
            "  Københavns Kommune  −12       5.2%",
        ];
        let lines: Vec<String> =
            grid().lines(60).iter().map(|line| line.text().trim_end().to_owned()).collect();
        assert_eq!(lines, expected);
    }

    #[test]
    fn a_table_too_wide_wraps_its_labels_and_continues_below() {
        for columns in 20..60 {
            let lines = grid().lines(columns);
            assert!(lines.iter().all(|line| line.width() <= columns), "{columns}: {lines:?}");
            let printed: String = lines.iter().map(Line::text).collect();
            assert!(printed.contains("1.90") && printed.contains("5.2%"), "{printed}");
        }
    }

    #[test]
    fn bars_are_proportional() {
        assert_eq!(bar(0.5, 4), "██");
        assert_eq!(bar(1.0, 4), "████");
        assert_eq!(bar(0.53125, 4), "██▏");
        assert_eq!(bar(0.0, 4), "");
        assert_eq!(bar(1e-9, 4), "▏");
    }
}
