//! What a call of `merge` can say.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::speech::Speech;

/// Options of `merge`.
#[derive(Debug, Clone, Args)]
pub struct MergeOptions {
    /// The pieces or parts, in any order; `-` is standard input.
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// Say which pieces are missing, as an array of jobs takes them (3,7-9), and nothing else; an empty line where none is.
    #[arg(long)]
    pub missing: bool,
    /// Exit with 0 where a requirement fails too, for schedulers that take any other exit for a lost job.
    #[arg(long)]
    pub no_verdict: bool,
    /// Format of the report; if not said, what the ending of the file says, else text.
    #[arg(long, value_name = "FORMAT", env = "VENDEPUNKT_FORMAT")]
    pub format: Option<MergeFormat>,
    /// In which language to report.
    #[command(flatten)]
    pub speech: Speech,
    /// Write the report to this file, whole or not at all; `-` is standard output.
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

/// Formats of `merge`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum MergeFormat {
    /// For people.
    Text,
    /// For people, as Markdown.
    Markdown,
    /// For people, as a page to look at in a browser or to print: one file.
    Html,
    /// For programs: every figure with its error.
    Json,
    /// Of runs, for spreadsheets and statistics programs: a row per figure.
    Csv,
    /// Of comparisons, JUnit XML: a test for each limit and requirement.
    Junit,
    /// Of comparisons, annotations for GitHub Actions.
    Github,
    /// Of one run, a workbook of Excel.
    Xlsx,
}
