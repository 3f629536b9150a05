//! What a call of `sensitivity` can say.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::scenario_options::One;
use super::simulation::Simulation;
use super::speech::Speech;
use super::values::parse_draws;

/// More points than anyone waits for.
const MOST_POINTS: u64 = 1 << 30;

/// Fewest points: 16 of each replicate.
const FEWEST_POINTS: u64 = 256;

/// Options of `sensitivity`.
#[derive(Debug, Clone, Args)]
pub struct SensitivityOptions {
    /// The scenario.
    #[command(flatten)]
    pub one: One,
    /// The payer or perspective in question; that of `[report]`, else `public` if not said.
    #[arg(long, value_name = "NAME")]
    pub perspective: Option<String>,
    /// Sobol points for the total shares, rounded up to a power of two; at each the model is evaluated once more than there are
    /// uncertain inputs, correlated ones counting as one.
    #[arg(long, value_name = "N", default_value = "65_536", allow_negative_numbers = true, value_parser = parse_points)]
    pub points: u64,
    /// How to simulate.
    #[command(flatten)]
    pub simulation: Simulation,
    /// Format of the report; if not said, what the ending of the file says, else text.
    #[arg(long, value_name = "FORMAT", env = "VENDEPUNKT_FORMAT")]
    pub format: Option<SensitivityFormat>,
    /// In which language to report.
    #[command(flatten)]
    pub speech: Speech,
    /// Write the report to this file, whole or not at all; `-` is standard output.
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

/// Formats of `sensitivity`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum SensitivityFormat {
    /// For people.
    Text,
    /// For people, as Markdown.
    Markdown,
    /// For people, as a page to look at in a browser or to print: one file.
    Html,
    /// For programs: every figure with its error.
    Json,
    /// A row per figure: path, value, se, lo, hi.
    Csv,
    /// A workbook of Excel: a sheet for each section; needs `--output FILE`.
    Xlsx,
}

fn parse_points(text: &str) -> Result<u64, String> {
    let points = parse_draws(text).ok().filter(|points| (FEWEST_POINTS..=MOST_POINTS).contains(points));
    points.ok_or_else(|| {
        format!("expected a whole number from {FEWEST_POINTS} to {MOST_POINTS}, as 65_536 or 1e6")
    })
}
