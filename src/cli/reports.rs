//! The reports of a call: one where it goes by itself, and others of the same answer in files besides.

use std::path::{Path, PathBuf};

use clap::ValueEnum;

use super::console::Console;
use super::output::{Destination, format_of, refuse_book, refuse_misnamed_also};
use super::refusal::Refusal;
use super::values::value_name;
use crate::report::write::{self, Writer};

/// A report that is wanted in a file besides.
#[derive(Debug, Clone)]
pub struct Also<F> {
    /// Its format.
    pub format: F,
    /// The file.
    pub file: PathBuf,
}

/// Reads `FORMAT=FILE`.
///
/// # Errors
/// Where there is no such format, no file, or the file is standard output, which has its own report.
pub fn parse_also<F: ValueEnum>(text: &str) -> Result<Also<F>, String> {
    let Some((format, file)) = text.split_once('=').filter(|(_, file)| !file.is_empty()) else {
        return Err("expected a format, an equals sign and a file, as json=report.json".to_owned());
    };
    if file == "-" {
        return Err(format!("what goes to standard output is said by `--format {format}`; name a file"));
    }
    let format = F::from_str(format, false).map_err(|_| {
        let formats: Vec<String> =
            F::value_variants().iter().map(|format| value_name(format.clone())).collect();
        format!("there is no format `{format}`; there are {}", formats.join(", "))
    })?;
    Ok(Also { format, file: PathBuf::from(file) })
}

/// Where the reports of a call go, opened before anyone waits for an answer.
#[derive(Debug)]
pub struct Reports<F> {
    all: Vec<(F, Destination)>,
}

impl<F: ValueEnum + Copy> Reports<F> {
    /// Opens the destination of the report in `format`, or in the one that the ending of `output` says, and those of the others.
    ///
    /// # Errors
    /// Where a file cannot be written, or its name says another format.
    pub fn open(format: Option<F>, output: Option<&Path>, also: &[Also<F>]) -> Result<Reports<F>, Refusal> {
        let format = format_of(format, output)?;
        if value_name(format) == "xlsx" {
            refuse_book(false, output)?;
        }
        also.iter().try_for_each(|also| refuse_misnamed_also(&also.file, also.format))?;
        let mut all = vec![(format, Destination::open(output)?)];
        for also in also {
            all.push((also.format, Destination::open(Some(&also.file))?));
        }
        Ok(Reports { all })
    }

    /// Writes every report of an answer; those for services that show a repository are of the answer `in_repository`.
    ///
    /// # Errors
    /// Where one cannot be written.
    pub fn write<A: 'static>(
        self,
        answer: &A,
        table: &'static [Writer<A>],
        in_repository: impl Fn(&A) -> A,
        console: &Console,
    ) -> Result<(), Refusal> {
        for (format, mut destination) in self.all {
            let writer = write::named(table, &value_name(format));
            let page = console.page(destination.is_stdout());
            destination.take(|out| match writer.in_repository {
                true => writer.write(&in_repository(answer), page, out),
                false => writer.write(answer, page, out),
            })?;
            destination.finish()?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::arguments::CompareFormat;

    #[test]
    fn a_report_besides_is_a_format_and_a_file() {
        let also = parse_also::<CompareFormat>("junit=reports/a=b.xml").unwrap();
        assert_eq!((also.format, also.file), (CompareFormat::Junit, PathBuf::from("reports/a=b.xml")));
        for (text, says) in [
            ("junit", "expected a format, an equals sign and a file"),
            ("junit=", "expected a format, an equals sign and a file"),
            (
                "csv=a.csv",
                "there is no format `csv`; there are text, markdown, html, json, junit, github, xlsx",
            ),
            ("json=-", "`--format json`"),
        ] {
            let error = parse_also::<CompareFormat>(text).unwrap_err();
            assert!(error.contains(says), "{text}: {error}");
        }
    }
}
