//! `--dump`: the draws themselves, as CSV or Parquet, while the run goes.

use std::io::{self, ErrorKind};
use std::ops::ControlFlow;

use clap::ValueEnum;

use super::console::Console;
use super::output::Stream;
use super::refusal::Refusal;
use super::run_options::RunOptions;
use crate::report::write::draws;
use crate::report::write::parquet::Parquet;
use crate::summary::draws::{DrawSink, Draws};
use crate::summary::plan::Shown;

/// Formats of draws.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum DumpFormat {
    /// A line a draw, with a header.
    Csv,
    /// Columns with their types, for pandas, Polars, DuckDB, R.
    Parquet,
}

/// More bytes than this are announced.
const MUCH: f64 = 1e9;

/// Bytes of a number in a CSV file, about.
const WRITTEN: f64 = 19.0;

/// Columns that are written where the call names none: an assumption and what it comes to.
const USUAL: [&str; 7] = [
    "inputs.*",
    "outcomes.*",
    "states.*.additional_person_years",
    "states.*.expected_with",
    "states.*.expected_without",
    "perspectives.*.net_benefit",
    "perspectives.*.break_even_year",
];

/// A file, or standard output, that draws are written to; it appears whole or not at all.
#[derive(Debug)]
pub struct Dump<'c> {
    stream: Stream,
    format: DumpFormat,
    /// Names of the columns that are wanted, in which `*` stands for anything; and whether some column is called so.
    wanted: Vec<(String, bool)>,
    /// Draws that will be made.
    draws: u64,
    /// Notes on the file.
    notes: Vec<(String, String)>,
    parquet: Option<Parquet>,
    console: &'c Console,
    /// Why no more is written.
    ended: Option<io::Error>,
}

impl<'c> Dump<'c> {
    /// Opens what the call names, if it does; `-` is standard output.
    ///
    /// # Errors
    /// A refusal that names the path, the cause and what to try.
    pub fn open(options: &RunOptions, draws: u64, console: &'c Console) -> Result<Option<Dump<'c>>, Refusal> {
        let Some(named) = options.dump.as_deref() else { return Ok(None) };
        let by_name = || match named.extension().is_some_and(|end| end.eq_ignore_ascii_case("parquet")) {
            true => DumpFormat::Parquet,
            false => DumpFormat::Csv,
        };
        let (is_usual, named_columns) = (options.dump_columns.is_empty(), options.dump_columns.iter());
        let wanted: Vec<&str> =
            if is_usual { USUAL.to_vec() } else { named_columns.map(String::as_str).collect() };
        Ok(Some(Dump {
            stream: Stream::open(named)?,
            format: options.dump_format.unwrap_or_else(by_name),
            // The usual ones are there or not, and every file has the draw's number.
            wanted: wanted.into_iter().map(|name| (name.to_owned(), is_usual || name == "draw")).collect(),
            draws,
            notes: Vec::new(),
            parquet: None,
            console,
            ended: None,
        }))
    }

    /// Adds a note on the file, where its format has room for notes.
    pub fn note(&mut self, name: &str, note: impl ToString) {
        self.notes.push((name.to_owned(), note.to_string()));
    }

    fn write(&mut self, bytes: &[u8]) -> ControlFlow<()> {
        if self.ended.is_none() {
            self.ended = self.stream.write(bytes).err();
        }
        // A reader who has seen enough (`| head`) takes nothing from the report.
        match &self.ended {
            Some(error) if error.kind() != ErrorKind::BrokenPipe => ControlFlow::Break(()),
            _ => ControlFlow::Continue(()),
        }
    }

    /// Puts the whole file in its place.
    ///
    /// # Errors
    /// A refusal that names the file and the cause, or a column that is not there.
    pub fn finish(mut self) -> Result<(), Refusal> {
        if let Some((name, _)) = self.wanted.iter().find(|(_, is_there)| !is_there) {
            return Err(Refusal::usage(format!(
                "no column of the draws is called `{name}`, named by --dump-columns; the header that `--dump-columns '*' --draws 100 --dump -` \
                 writes has all names"
            )));
        }
        if let Some(parquet) = self.parquet.take() {
            let _ = self.write(&parquet.close());
        }
        match &self.ended {
            None => self.stream.finish(),
            Some(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
            Some(error) => Err(self.stream.refusal(error)),
        }
    }
}

impl DrawSink for Dump<'_> {
    fn wants(&mut self, name: &str) -> bool {
        let mut wants = false;
        for (wanted, is_there) in &mut self.wanted {
            if matches(name, wanted) {
                (wants, *is_there) = (true, true);
            }
        }
        wants
    }

    fn begin(&mut self, shown: &[Shown]) -> ControlFlow<()> {
        if self.wanted.iter().any(|(_, is_there)| !is_there) {
            return ControlFlow::Break(());
        }
        let number = if self.format == DumpFormat::Csv { WRITTEN } else { 8.0 };
        let bytes = self.draws as f64 * (1 + shown.len()) as f64 * number;
        if bytes > MUCH {
            let (size, columns) = (bytes / 1e9, 1 + shown.len());
            self.console.warning(&format!(
                "the draws will take about {size:.0} GB in {columns} columns: --dump-columns says which are wanted"
            ));
        }
        match self.format {
            DumpFormat::Csv => self.write(draws::header(shown).as_bytes()),
            DumpFormat::Parquet => {
                let columns = shown.iter().map(|shown| (shown.name.clone(), shown.last_year.is_some()));
                let mut parquet = Parquet::new(columns.collect(), self.notes.clone());
                let opening = parquet.open();
                self.parquet = Some(parquet);
                self.write(&opening)
            }
        }
    }

    fn encode(&self, of: &Draws<'_>, into: &mut Vec<u8>) {
        match self.format {
            DumpFormat::Csv => draws::write_rows(of, into),
            DumpFormat::Parquet => Parquet::encode(of, into),
        }
    }

    fn take(&mut self, encoded: &[u8]) -> ControlFlow<()> {
        match &mut self.parquet {
            None => self.write(encoded),
            Some(parquet) => {
                let groups = parquet.take(encoded);
                self.write(&groups)
            }
        }
    }
}

/// Whether a name is as wanted, `*` standing for anything.
fn matches(name: &str, wanted: &str) -> bool {
    let mut parts = wanted.split('*');
    let first = parts.next().unwrap_or_default();
    let Some(last) = parts.next_back() else { return name == first };
    let inside = name.strip_prefix(first).and_then(|rest| rest.strip_suffix(last));
    // The first place where a part fits leaves most for those that follow.
    let after = |rest: &'_ str, part: &str| rest.find(part).map(|at| at + part.len());
    let mut rest = match inside {
        Some(rest) => rest,
        None => return false,
    };
    for part in parts {
        match after(rest, part) {
            Some(at) => rest = &rest[at..],
            None => return false,
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::matches;

    #[test]
    fn a_star_stands_for_anything() {
        for (wanted, is, is_not) in [
            ("inputs.*", "inputs.x", "xinputs.x"),
            ("*.net_benefit", "perspectives.public.net_benefit", "perspectives.public.expected_net_benefit"),
            (
                "perspectives.*.cash_flow.*.3",
                "perspectives.a.cash_flow.undiscounted.3",
                "perspectives.a.cash_flow.3",
            ),
            ("draw", "draw", "drawn"),
            ("*", "", "\u{0}never"),
        ] {
            assert!(matches(is, wanted), "{is} as {wanted}");
            assert!(is_not.starts_with('\u{0}') || !matches(is_not, wanted), "{is_not} as {wanted}");
        }
    }
}
