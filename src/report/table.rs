//! Tables that fit: columns aligned at the decimal point, labels wrapped, and a table that is still too wide
//! continued below itself.

use super::line::{Line, Tone, shorten, width, wrap};

/// Columns between two columns of a table.
const GUTTER: usize = 2;

/// How a column's cells stand below each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Align {
    /// At the left.
    Left,
    /// At the right.
    Right,
    /// At the decimal point.
    Point,
}

/// A table: a column of labels, then columns of cells.
#[derive(Debug, Default)]
pub struct Table {
    columns: Vec<(String, Align)>,
    rows: Vec<(Line, Vec<Line>)>,
}

impl Table {
    /// An empty table.
    pub fn new() -> Table {
        Table::default()
    }

    /// Adds a column.
    pub fn column(&mut self, heading: impl Into<String>, align: Align) {
        self.columns.push((heading.into(), align));
    }

    /// Adds a row: its label, and a cell for each column.
    pub fn row(&mut self, label: Line, cells: Vec<Line>) {
        debug_assert_eq!(cells.len(), self.columns.len(), "a cell for each column");
        self.rows.push((label, cells));
    }

    /// Whether there is nothing to show.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Columns that the table takes when nothing is wrapped but its headings.
    pub fn natural_width(&self) -> usize {
        let cells: usize = (0..self.columns.len()).map(|column| GUTTER + self.cell_width(column)).sum();
        self.label_width() + cells
    }

    /// The headings of the cells' columns and the rows, for printing elsewhere.
    pub fn parts(&self) -> (impl Iterator<Item = (&str, Align)>, impl Iterator<Item = (&Line, &[Line])>) {
        let columns = self.columns.iter().map(|(heading, align)| (heading.as_str(), *align));
        (columns, self.rows.iter().map(|(label, cells)| (label, cells.as_slice())))
    }

    /// The table as lines that fit `columns`, indented.
    pub fn lines(&self, columns: usize, indent: usize) -> Vec<Line> {
        let room = columns - indent;
        let widest = self.label_width();
        let all: usize = (0..self.columns.len()).map(|column| GUTTER + self.cell_width(column)).sum();
        // Labels give way first, down to a third of the page; what then is too wide continues below.
        let least = smaller(widest, room / 3);
        let labels = if widest + all <= room { widest } else { larger(least, room.saturating_sub(all)) };
        let labels = smaller(labels, widest);
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
                lines.push(Line::new());
            }
            self.draw_columns(&mut lines, indent, labels, first..next);
        }
        lines
    }

    fn draw_columns(
        &self,
        lines: &mut Vec<Line>,
        indent: usize,
        labels: usize,
        shown: std::ops::Range<usize>,
    ) {
        let headings: Vec<Vec<Line>> = shown
            .clone()
            .map(|column| {
                let heading = Line::new().with(Tone::Dim, self.columns[column].0.as_str());
                wrap(&heading, self.cell_width(column), 0, 0)
            })
            .collect();
        let height = headings.iter().map(Vec::len).fold(0, larger);
        for level in 0..height {
            let mut line = Line::new();
            line.pad_to(indent + labels);
            for (column, heading) in shown.clone().zip(&headings) {
                // Headings stand on the first row of figures.
                let text = (level + heading.len()).checked_sub(height).map(|at| heading[at].clone());
                line.pad_to(line.width() + GUTTER);
                let end = line.width() + self.cell_width(column);
                let text = text.unwrap_or_default();
                if self.columns[column].1 != Align::Left {
                    line.pad_to(end - text.width());
                }
                line.append(text);
                line.pad_to(end);
            }
            lines.push(line);
        }
        for (label, cells) in &self.rows {
            let label = wrap(label, labels, 0, smaller(2, labels / 4));
            let last = label.len() - 1;
            for (number, text) in label.into_iter().enumerate() {
                let mut line = Line::new();
                line.pad_to(indent);
                line.append(text);
                // The figures stand beside the end of their label.
                if number == last {
                    line.pad_to(indent + labels);
                    for column in shown.clone() {
                        line.pad_to(line.width() + GUTTER);
                        self.write_cell(&mut line, column, &cells[column]);
                    }
                }
                lines.push(line);
            }
        }
    }

    fn write_cell(&self, line: &mut Line, column: usize, cell: &Line) {
        let start = line.width();
        let end = start + self.cell_width(column);
        match self.columns[column].1 {
            Align::Left => {}
            Align::Right => line.pad_to(end.saturating_sub(cell.width())),
            Align::Point => {
                let (_, after) = self.point(column);
                let (_, own_after) = around_point(cell);
                line.pad_to(end.saturating_sub(cell.width() + after - own_after));
            }
        }
        line.append(cell.clone());
        line.pad_to(end);
    }

    fn label_width(&self) -> usize {
        self.rows.iter().map(|(label, _)| label.width()).fold(0, larger)
    }

    fn cell_width(&self, column: usize) -> usize {
        let (heading, align) = &self.columns[column];
        let words = heading.split(' ').map(width).fold(0, larger);
        let cells = match align {
            Align::Point => {
                let (before, after) = self.point(column);
                before + after
            }
            _ => self.rows.iter().map(|(_, cells)| cells[column].width()).fold(0, larger),
        };
        let least = larger(smaller(words, 14), cells);
        // A heading that is nearly as narrow as its figures stays on one line.
        if width(heading) <= least + 3 { larger(width(heading), least) } else { least }
    }

    /// Widest parts before and from the decimal point.
    fn point(&self, column: usize) -> (usize, usize) {
        self.rows
            .iter()
            .map(|(_, cells)| around_point(&cells[column]))
            .fold((0, 0), |(b, a), (before, after)| (larger(b, before), larger(a, after)))
    }
}

/// Columns before and from the decimal point of a cell.
fn around_point(cell: &Line) -> (usize, usize) {
    let text = cell.text();
    let before = text.split('.').next().unwrap_or_default();
    (width(before), width(&text) - width(before))
}

fn larger(a: usize, b: usize) -> usize {
    if a > b { a } else { b }
}

fn smaller(a: usize, b: usize) -> usize {
    if a < b { a } else { b }
}

/// A bar of `columns` that is filled to `share`, in eighths of a column.
pub fn bar(share: f64, columns: usize) -> String {
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

    fn table() -> Table {
        let mut table = Table::new();
        table.column("mean", Align::Point);
        table.column("breaks even", Align::Right);
        table.row("Public".into(), vec!["1.90".into(), "83 %".into()]);
        table.row("Københavns Kommune".into(), vec!["−12".into(), "5.2 %".into()]);
        table
    }

    #[test]
    fn figures_stand_below_each_other_at_the_point() {
        let expected = [
            "                              breaks",
            "                        mean    even",
            "  Public                1.90    83 %",
            "  Københavns Kommune  −12      5.2 %",
        ];
        let lines: Vec<String> =
            table().lines(60, 2).iter().map(|line| line.text().trim_end().to_owned()).collect();
        assert_eq!(lines, expected);
    }

    #[test]
    fn a_table_too_wide_wraps_its_labels_and_continues_below() {
        for columns in 20..60 {
            let lines = table().lines(columns, 2);
            assert!(lines.iter().all(|line| line.width() <= columns), "{columns}: {lines:?}");
            let printed: String = lines.iter().map(Line::text).collect();
            assert!(printed.contains("1.90") && printed.contains("5.2 %"), "{printed}");
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
