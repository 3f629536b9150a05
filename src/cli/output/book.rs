//! Workbooks: each is a file by itself, and none is for a terminal.

use std::io::{self, IsTerminal};
use std::path::Path;

use crate::cli::refusal::Refusal;

/// Refuses a workbook of several scenarios, and one that would go to a terminal.
///
/// # Errors
/// Where it would.
pub fn refuse_book(several: bool, output: Option<&Path>) -> Result<(), Refusal> {
    if several {
        return Err(Refusal::usage(
            "a workbook holds one scenario: make one for each, as `run a.toml -o a.xlsx` (`--variant NAME` for a variant); \
             of many scenarios `--format csv` has all figures in one file",
        ));
    }
    let is_stdout = output.is_none_or(|path| path == Path::new("-"));
    if is_stdout && io::stdout().is_terminal() {
        return Err(Refusal::usage("a workbook is no text for a terminal: name a file, as `-o report.xlsx`"));
    }
    Ok(())
}
