//! Reports on several scenarios, one after the other as they come, in one document.

use std::io;

use super::html;
use super::text::Page;
use crate::analysis::stress::Glance;
use crate::report::document::Document;
use crate::report::page::Page as RunPage;
use crate::report::sections::overview::Overview;
use crate::report::sections::page;
use crate::report::sections::run::compose;
use crate::report::sections::wide::Wide;
use crate::scenario::Scenario;
use crate::summary::results::Results;

/// A format of reports on runs, and how these follow each other.
#[derive(Debug)]
pub struct RunWriter {
    /// Name of the format.
    pub name: &'static str,
    /// Where a reader finds the warnings.
    pub warnings: Warnings,
    pub(super) frame: Frame,
    pub(super) write: Write,
}

impl RunWriter {
    /// One that writes nothing but a table over all.
    pub(super) const fn table(name: &'static str, write: fn(&Wide, Page) -> String) -> RunWriter {
        let frame = Frame { open: "", between: "", close: ["", ""] };
        RunWriter { name, warnings: Warnings::Missing, frame, write: Write::Table(write) }
    }
}

/// What stands around reports.
#[derive(Debug)]
pub(super) struct Frame {
    /// Before all reports, and even where there are none.
    pub open: &'static str,
    /// Before each but the first.
    pub between: &'static str,
    /// After the last; and where there was none.
    pub close: [&'static str; 2],
}

/// Where a reader finds the warnings of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Warnings {
    /// In the report, before a person's eyes.
    Shown,
    /// In the report.
    Listed,
    /// Nowhere: it has no place for them.
    Missing,
}

/// How a report is written.
#[derive(Debug)]
pub(super) enum Write {
    /// By laying a document out; several end in a table over all.
    Document(fn(&Document, Page) -> String),
    /// As a page; several stand in one, below a table over all.
    Page,
    /// By one table over all.
    Table(fn(&Wide, Page) -> String),
    /// Figure by figure.
    Figures(fn(&Results) -> Result<String, serde_json::Error>),
    /// A file of its own for each, which is no text.
    Book(fn(&Scenario, &Results, Page) -> io::Result<Vec<u8>>),
}

/// Writes reports of one format one after the other.
#[derive(Debug)]
pub struct Reporter {
    /// Whoever writes them.
    pub writer: &'static RunWriter,
    page: Page,
    /// Whether people read each report elsewhere, and here only the table over all.
    brief: bool,
    /// What the table over all will say.
    overview: Overview,
    /// The same with what a table that is all there is says.
    wide: Wide,
    /// What stands in a page, which begins with the table over all.
    articles: Vec<String>,
    /// What the first of them is headed with.
    title: String,
}

/// Reports that stand in one page. Of more the table over all has a row each; memory does not grow with them.
const MOST_IN_A_PAGE: usize = 40;

impl Reporter {
    /// A reporter that has written nothing yet.
    pub fn new(writer: &'static RunWriter, page: Page) -> Reporter {
        Reporter {
            writer,
            page,
            brief: false,
            overview: Overview::default(),
            wide: Wide::default(),
            articles: Vec::new(),
            title: String::new(),
        }
    }

    /// One that writes nothing for people but the table over all, and everything for programs.
    pub fn brief(writer: &'static RunWriter, page: Page) -> Reporter {
        Reporter { brief: true, ..Reporter::new(writer, page) }
    }

    /// The same for a table over these payers and perspectives; over those of whom scenarios speak first where there is none.
    #[must_use]
    pub fn over(self, chosen: Vec<String>) -> Reporter {
        Reporter { wide: Wide::of(chosen), ..self }
    }

    /// What stands before all reports.
    pub fn open(&self) -> &'static str {
        self.writer.frame.open
    }

    /// Whether the next report is a page, which shows a glance.
    pub fn shows_a_glance(&self) -> bool {
        matches!(self.writer.write, Write::Page) && !self.brief && self.articles.len() < MOST_IN_A_PAGE
    }

    /// The report on one more scenario; a page also shows a `glance` where there is one.
    ///
    /// # Errors
    /// None for results that the engine made; what is not a finite number cannot be written as JSON or CSV.
    pub fn add(
        &mut self,
        scenario: &Scenario,
        results: &Results,
        glance: Option<&Glance>,
    ) -> io::Result<Vec<u8>> {
        let before = if self.overview.scenarios() == 0 { "" } else { self.writer.frame.between };
        if let Write::Table(_) = self.writer.write {
            self.wide.add(scenario, results);
            return Ok(Vec::new());
        }
        self.overview.add(results);
        let report = match self.writer.write {
            Write::Document(_) | Write::Page if self.brief => return Ok(Vec::new()),
            Write::Page => {
                self.add_article(&page::compose(scenario, results, glance, self.page.language));
                return Ok(Vec::new());
            }
            Write::Document(lay) => lay(&compose(scenario, results, self.page.language), self.page),
            Write::Figures(write) => write(results)?,
            Write::Book(write) => return write(scenario, results, self.page),
            Write::Table(_) => String::new(),
        };
        Ok(format!("{before}{report}").into_bytes())
    }

    fn add_article(&mut self, page: &RunPage) {
        if self.articles.is_empty() {
            self.title = page.title.clone();
        }
        if self.articles.len() < MOST_IN_A_PAGE {
            self.articles.push(html::run(page, self.articles.len() + 1));
        }
    }

    /// The page: a table over all, if there are several, and each of them.
    fn whole_page(&self) -> String {
        let language = self.page.language;
        let overview = self.overview.compose(language);
        let is_one = self.overview.scenarios() == 1 && !self.brief;
        let title = if is_one { self.title.clone() } else { html::title(&overview) };
        let mut page = html::open(language, &title);
        if !is_one {
            page.push_str(&html::article(&overview, 0));
        }
        self.articles.iter().for_each(|article| page.push_str(article));
        page + html::CLOSE
    }

    /// What stands after the last of `reported` reports: a table over all, if there are several.
    pub fn close(&self, reported: usize) -> String {
        match self.writer.write {
            Write::Page if reported > 0 => self.whole_page(),
            Write::Table(write) => write(&self.wide, self.page),
            Write::Document(lay) if self.brief && reported > 0 => {
                lay(&self.overview.compose(self.page.language), self.page)
            }
            Write::Document(lay) if self.overview.scenarios() > 1 => {
                format!(
                    "{}{}",
                    self.writer.frame.between,
                    lay(&self.overview.compose(self.page.language), self.page)
                )
            }
            _ => self.writer.frame.close[usize::from(reported == 0)].to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::fixture;
    use crate::report::language::Language;
    use crate::report::names::width;
    use crate::report::write::{csv, run};

    fn batch(format: &str, columns: usize, scenarios: usize) -> String {
        let mut reporter =
            Reporter::new(run(format), Page { columns, colour: false, language: Language::English });
        let (scenario, results) = fixture::run();
        let mut text = reporter.open().to_owned();
        for _ in 0..scenarios {
            text.push_str(&String::from_utf8(reporter.add(&scenario, &results, None).unwrap()).unwrap());
        }
        text + &reporter.close(scenarios)
    }

    #[test]
    fn json_is_one_array_however_many_there_are() {
        for scenarios in 0..4 {
            let read: serde_json::Value = serde_json::from_str(&batch("json", 80, scenarios)).unwrap();
            assert_eq!(read.as_array().unwrap().len(), scenarios);
        }
    }

    #[test]
    fn csv_has_one_header() {
        let csv = batch("csv", 80, 3);
        assert_eq!(csv.matches("scenario,variant").count(), 1);
        assert!(csv.starts_with(csv::HEADER));
    }

    #[test]
    fn several_reports_end_in_a_table_that_fits() {
        for columns in [60, 61, 80, 100, 119] {
            let text = batch("text", columns, 3);
            assert!(text.contains("ALL 3 SCENARIOS"));
            assert!(text.lines().all(|line| width(line) <= columns), "{columns}");
        }
        assert!(!batch("text", 80, 1).contains("ALL"));
    }
}
