//! Reports on several scenarios, one after the other as they come, in one document.

use super::digits::{Scale, percent};
use super::document::Document;
use super::line::{Line, Tone, tame};
use super::table::{Align, Table};
use super::{csv, json, markdown, text};
use crate::scenario::Scenario;
use crate::summary::results::{Estimate, Results, Verdict};

/// A form that a report can take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// For people at a terminal, of so many columns, in colour or not.
    Text {
        /// Columns of the page.
        columns: usize,
        /// Whether escape codes may be used.
        colour: bool,
    },
    /// For people, as Markdown.
    Markdown,
    /// For programs: every figure with its error.
    Json,
    /// For spreadsheets and statistics programs.
    Csv,
}

/// Writes reports of one format one after the other.
#[derive(Debug)]
pub struct Reporter {
    format: Format,
    /// What the table over all will say, a row per scenario.
    overview: Vec<Row>,
}

#[derive(Debug)]
struct Row {
    name: String,
    currency: String,
    figures: Option<(Estimate, Estimate, Estimate, Estimate)>,
    verdicts: Vec<Verdict>,
}

impl Reporter {
    /// A reporter that has written nothing yet.
    pub fn new(format: Format) -> Reporter {
        Reporter { format, overview: Vec::new() }
    }

    /// The form of the reports.
    pub fn format(&self) -> Format {
        self.format
    }

    /// What stands before the first report.
    pub fn open(&self) -> &'static str {
        match self.format {
            Format::Json => "[",
            Format::Csv => csv::HEADER,
            Format::Text { .. } | Format::Markdown => "",
        }
    }

    /// The report on one more scenario.
    ///
    /// # Errors
    /// None for results that the engine made; what is not a finite number cannot be written as JSON or CSV.
    pub fn add(&mut self, scenario: &Scenario, results: &Results) -> Result<String, serde_json::Error> {
        let first = self.overview.is_empty();
        self.overview.push(Row::of(results));
        Ok(match self.format {
            Format::Text { columns, colour } => {
                let rule = if first { "" } else { "\n\n" };
                format!("{rule}{}", text::render(scenario, results, columns, colour))
            }
            Format::Markdown => {
                let rule = if first { "" } else { "\n---\n\n" };
                format!("{rule}{}", markdown::render(scenario, results))
            }
            Format::Json => format!("{}\n{}", if first { "" } else { "," }, json::render(results)?),
            Format::Csv => csv::render(results),
        })
    }

    /// What stands after the last of `reported` reports: a table over all, if there are several.
    pub fn close(&self, reported: usize) -> String {
        match self.format {
            Format::Text { columns, colour } if self.overview.len() > 1 => {
                format!("\n\n{}", text::print(&self.table_over_all(columns), colour))
            }
            Format::Markdown if self.overview.len() > 1 => {
                format!("\n---\n\n{}", markdown::print(&self.table_over_all(100)))
            }
            Format::Json if reported == 0 => "]\n".to_owned(),
            Format::Json => "\n]\n".to_owned(),
            Format::Text { .. } | Format::Markdown | Format::Csv => String::new(),
        }
    }

    fn table_over_all(&self, columns: usize) -> Document {
        let mut document = Document::new(columns);
        document.heading(format!("all {} scenarios", self.overview.len()), "net benefit, public");
        let required = self.overview.iter().any(|row| !row.verdicts.is_empty());
        let mut table = Table::new();
        table.column("break-even", Align::Right);
        for heading in ["mean", "P5", "P95"] {
            table.column(heading, Align::Point);
        }
        table.column("", Align::Left);
        if required {
            table.column("required", Align::Left);
        }
        for row in &self.overview {
            table.row(Line::from(row.name.as_str()), row.cells(required));
        }
        document.table(table);
        document
    }
}

impl Row {
    fn of(results: &Results) -> Row {
        let name = match &results.scenario.variant {
            Some(variant) => format!("{} ({variant})", results.scenario.file),
            None => results.scenario.file.clone(),
        };
        let main = results.perspectives.get("public").or_else(|| results.perspectives.values().next());
        Row {
            name: tame(&name),
            currency: tame(&results.scenario.currency),
            figures: main.map(|main| {
                let spread = &main.net_benefit;
                (main.probability_break_even, spread.mean, spread.p5, spread.p95)
            }),
            verdicts: results.requirements.iter().map(|requirement| requirement.verdict).collect(),
        }
    }

    fn cells(&self, required: bool) -> Vec<Line> {
        let mut cells = match &self.figures {
            Some((chance, mean, low, high)) => {
                // Scenarios differ in size and currency, so each row has its own unit.
                let scale = Scale::of_all([mean.value, low.value, high.value]);
                let tone = if chance.value >= 0.5 { Tone::Good } else { Tone::Bad };
                vec![
                    Line::new().with(tone, percent(chance)),
                    Line::from(scale.figure(mean).as_str()),
                    Line::from(scale.figure(low).as_str()),
                    Line::from(scale.figure(high).as_str()),
                    Line::new().with(Tone::Dim, scale.of_currency(&self.currency)),
                ]
            }
            None => vec![Line::new(); 5],
        };
        if required {
            cells.push(self.verdict());
        }
        cells
    }

    /// The worst verdict: a requirement that fails decides, then one that is undecided.
    fn verdict(&self) -> Line {
        let has = |verdict| self.verdicts.contains(&verdict);
        let (tone, text) = match () {
            () if has(Verdict::Fail) => (Tone::Bad, "✗ fails"),
            () if has(Verdict::Inconclusive) => (Tone::Caution, "? undecided"),
            () if has(Verdict::Pass) => (Tone::Good, "✓ holds"),
            () => (Tone::Plain, ""),
        };
        Line::new().with(tone, text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::fixture;
    use crate::report::line::width;

    fn batch(format: Format, scenarios: usize) -> String {
        let mut reporter = Reporter::new(format);
        let mut text = reporter.open().to_owned();
        for _ in 0..scenarios {
            text.push_str(&reporter.add(&fixture::scenario(), &fixture::results()).unwrap());
        }
        text + &reporter.close(scenarios)
    }

    #[test]
    fn json_is_one_array_however_many_there_are() {
        for scenarios in 0..4 {
            let read: serde_json::Value = serde_json::from_str(&batch(Format::Json, scenarios)).unwrap();
            assert_eq!(read.as_array().unwrap().len(), scenarios);
        }
    }

    #[test]
    fn csv_has_one_header() {
        let csv = batch(Format::Csv, 3);
        assert_eq!(csv.matches("scenario,variant").count(), 1);
        assert!(csv.starts_with(super::csv::HEADER));
    }

    #[test]
    fn several_reports_end_in_a_table_that_fits() {
        for columns in 60..120 {
            let text = batch(Format::Text { columns, colour: false }, 3);
            assert!(text.contains("ALL 3 SCENARIOS"));
            assert!(text.lines().all(|line| width(line) <= columns), "{columns}");
        }
        assert!(!batch(Format::Text { columns: 80, colour: false }, 1).contains("ALL"));
    }
}
