//! What a call of `run` can say.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::dump::DumpFormat;
use super::pieces::parse_piece;
use super::scenario_options::Selection;
use super::simulation::Simulation;
use super::speech::Speech;
use super::values::parse_precision;
use crate::model::Detail;
use crate::summary::Piece;

/// Options of `run`.
#[derive(Debug, Clone, Args)]
pub struct RunOptions {
    /// The scenarios.
    #[command(flatten)]
    pub selection: Selection,
    /// How to simulate.
    #[command(flatten)]
    pub simulation: Simulation,
    /// Draw until every break-even probability is known to ± P, and every mean to ± P standard deviations, at 95 %.
    #[arg(long, value_name = "P", allow_negative_numbers = true, env = "VENDEPUNKT_PRECISION", value_parser = parse_precision)]
    pub precision: Option<f64>,
    /// Make only piece K of N of the run, on any machine; `merge` puts the pieces together. What is written is for
    /// `merge`, whatever the format. `env`, or `env/N`, takes K from the scheduler: SLURM_ARRAY_TASK_ID (and N from
    /// SLURM_ARRAY_TASK_COUNT, _MIN and _MAX), JOB_COMPLETION_INDEX or HQ_TASK_ID.
    #[arg(long, value_name = "K/N", allow_hyphen_values = true, value_parser = parse_piece, conflicts_with_all = ["precision", "dump", "part"])]
    pub shard: Option<Piece>,
    /// Keep the results of each scenario in this folder, in a JSON file of its own, as soon as they are known. For people the
    /// report is then the table over all.
    #[arg(long, value_name = "FOLDER", conflicts_with = "shard")]
    pub results: Option<PathBuf>,
    /// Take what is in the folder of --results already, where the same scenario, seed, draws and version made it, and make only
    /// what is missing.
    #[arg(long, requires = "results", conflicts_with_all = ["precision", "dump"])]
    pub resume: bool,
    /// Write the draws themselves to this file: a row per draw, with the inputs and what came of them. Parquet where it ends in
    /// .parquet, CSV elsewhere. For one scenario.
    #[arg(long, value_name = "FILE", conflicts_with = "all_variants")]
    pub dump: Option<PathBuf>,
    /// Format of the draws, whatever the file is called.
    #[arg(long, value_name = "FORMAT", requires = "dump")]
    pub dump_format: Option<DumpFormat>,
    /// Which columns of the draws, as `perspectives.public.*`; `*` is all of them (1 to 2 kB a draw in CSV). If not said: inputs,
    /// outcomes, and net benefit and break-even year of each perspective.
    #[arg(long, value_name = "COLUMN,COLUMN…", value_delimiter = ',', requires = "dump")]
    pub dump_columns: Vec<String>,
    /// The payer or perspective that the report speaks of first; if not said, the one that the scenario names in `[report]`, else
    /// `public`. It changes no figure. A table over all (`--format table`) shows several: `public,municipality`.
    #[arg(long, value_name = "NAME", value_delimiter = ',')]
    pub perspective: Vec<String>,
    /// How much to work out about every year: means, or quantiles too.
    #[arg(long, value_name = "WHAT", default_value = "headline", env = "VENDEPUNKT_OUTPUTS")]
    pub outputs: OutputsOption,
    /// Format of the report; if not said, what the ending of the file says, else text.
    #[arg(long, value_name = "FORMAT", env = "VENDEPUNKT_FORMAT")]
    pub format: Option<Format>,
    /// In which language to report.
    #[command(flatten)]
    pub speech: Speech,
    /// Write the report to this file, whole or not at all; `-` is standard output.
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

/// What is worked out about every year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum OutputsOption {
    /// Mean cash flows.
    Headline,
    /// Their quantiles too.
    Yearly,
}

impl From<OutputsOption> for Detail {
    fn from(option: OutputsOption) -> Detail {
        match option {
            OutputsOption::Headline => Detail::Headline,
            OutputsOption::Yearly => Detail::Yearly,
        }
    }
}

/// Formats of `run`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people.
    Text,
    /// For people, as Markdown.
    Markdown,
    /// For people, as a page to look at in a browser or to print: one file.
    Html,
    /// For programs: every figure with its error.
    Json,
    /// For spreadsheets and statistics programs: a row per figure.
    Csv,
    /// A workbook of Excel, for one scenario: figures, assumptions, and the base case worked out in cells; needs `--output FILE`.
    Xlsx,
    /// For people, one table over all scenarios and variants; the ending of `--output` may lay it out as one of the next three.
    Table,
    /// The same as Markdown.
    TableMarkdown,
    /// The same as a page.
    TableHtml,
    /// The same for spreadsheets: a row per scenario or variant.
    TableCsv,
}

impl Format {
    /// Whether it is a table over all.
    pub fn is_table(self) -> bool {
        matches!(self, Format::Table | Format::TableMarkdown | Format::TableHtml | Format::TableCsv)
    }
}
