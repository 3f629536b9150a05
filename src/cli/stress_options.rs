//! What a call of `stress` can say.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::changes::Changes;
use super::pieces::parse_piece;
use super::scenario_options::Selection;
use super::simulation::Simulation;
use super::speech::Speech;
use super::value_options::amount;
use crate::analysis::stress::{NamedInput, NamedNumber, Part};
use crate::scenario::spelling::meant;
use crate::summary::Piece;

/// Options of `stress`.
#[derive(Debug, Clone, Args)]
pub struct StressOptions {
    /// The scenario files, or folders of them; `-` is standard input. Of several each is tested by itself.
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// What to change in them.
    #[command(flatten)]
    pub changes: Changes,
    /// Apply this variant first.
    #[arg(long, value_name = "NAME")]
    pub variant: Option<String>,
    /// Let the scenario read files outside its own folder.
    #[arg(long)]
    pub allow_outside: bool,
    /// Only part K of N of the list of files, as in `run`; `merge` puts reports in JSON together.
    #[arg(long, value_name = "K/N", allow_hyphen_values = true, value_parser = parse_piece)]
    pub part: Option<Piece>,
    /// The low end of each assumption: its quantile, in whole per cent below 50.
    #[arg(long, value_name = "PERCENT", default_value = "10", value_parser = clap::value_parser!(u8).range(1..=49))]
    pub low: u8,
    /// The high end of each assumption: its quantile, in whole per cent above 50.
    #[arg(long, value_name = "PERCENT", default_value = "90", value_parser = clap::value_parser!(u8).range(51..=99))]
    pub high: u8,
    /// The payer or perspective in question; that of `[report]`, else `public` if not said.
    #[arg(long, value_name = "NAME")]
    pub perspective: Option<String>,
    /// Search this input for where it turns the answer too, or between these values. Uncertain and fixed ones are searched anyway.
    #[arg(long, value_name = "NAME[=FROM:TO]", value_parser = parse_input)]
    pub input: Vec<NamedInput>,
    /// Search this number of the file for where it turns the answer, between these values, as effects.saving.growth=-0.02:0.02: any that `--set` takes.
    /// The discount rate, a stated number of participants and the horizon are searched anyway.
    #[arg(long, value_name = "PATH=FROM:TO", value_parser = parse_number)]
    pub number: Vec<NamedNumber>,
    /// Set two inputs or numbers of the file to several values each: what every pair comes to, and where the first turns the answer for each value of
    /// the second.
    #[arg(long, value_name = "NAME[=FROM:TO:COUNT],NAME[=…]", value_parser = parse_grid)]
    pub grid: Option<NamedAxes>,
    /// Up to how many years later the programme begins, to see what waiting costs.
    #[arg(long, value_name = "YEARS", default_value = "3", value_parser = clap::value_parser!(u8).range(1..=100))]
    pub wait: u8,
    /// The probability of break-even that is aimed at.
    #[arg(long, value_name = "P", default_value = "0.8", value_parser = parse_target)]
    pub target: f64,
    /// The payer that pays others; the public one that is likeliest to break even if not said.
    #[arg(long, value_name = "NAME")]
    pub funder: Option<String>,
    /// Up to which worth of a success to say how likely break-even is.
    #[arg(long, value_name = "AMOUNT", value_parser = parse_worth)]
    pub worth_to: Option<f64>,
    /// Only these parts of the test; all of them if not said.
    #[arg(long, value_name = "PART,PART…", value_delimiter = ',', value_parser = parse_part)]
    pub only: Vec<Part>,
    /// Write where it loses to this file: a scenario that extends this one, to run. For one scenario.
    #[arg(long = "box", value_name = "FILE")]
    pub box_file: Option<PathBuf>,
    /// How to simulate.
    #[command(flatten)]
    pub simulation: Simulation,
    /// Format of the report; if not said, what the ending of the file says, else text.
    #[arg(long, value_name = "FORMAT", env = "VENDEPUNKT_FORMAT")]
    pub format: Option<StressFormat>,
    /// In which language to report.
    #[command(flatten)]
    pub speech: Speech,
    /// Write the report to this file, whole or not at all; `-` is standard output.
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

impl StressOptions {
    /// The one scenario that the call names; none where it names several, or a folder.
    pub(super) fn only_file(&self) -> Option<&Path> {
        match self.files.as_slice() {
            [file] if !file.is_dir() => Some(file),
            _ => None,
        }
    }

    /// The scenarios, and what to change in them.
    pub(super) fn selection(&self) -> Selection {
        Selection {
            files: self.files.clone(),
            changes: self.changes.clone(),
            variant: self.variant.clone(),
            all_variants: false,
            part: self.part,
            strict: false,
            allow_outside: self.allow_outside,
        }
    }

    /// What the call asks of each scenario, and changes in it.
    pub(super) fn asked(&self) -> Vec<String> {
        let mut asked = vec![
            format!("--low {}", self.low),
            format!("--high {}", self.high),
            format!("--wait {}", self.wait),
            format!("--target {}", self.target),
        ];
        asked.extend(self.perspective.iter().map(|name| format!("--perspective {name}")));
        asked.extend(self.funder.iter().map(|name| format!("--funder {name}")));
        asked.extend(self.worth_to.iter().map(|worth| format!("--worth-to {worth}")));
        asked.extend(self.only.iter().map(|part| format!("--only {}", part.name())));
        asked.extend(self.variant.iter().map(|name| format!("--variant {name}")));
        asked.extend(self.changes.set().iter().map(|set| format!("--set {set}")));
        asked.extend(self.input.iter().map(|input| format!("--input {input:?}")));
        asked.extend(self.number.iter().map(|number| format!("--number {number:?}")));
        asked.extend(self.grid.iter().map(|axes| format!("--grid {axes:?}")));
        asked
    }
}

/// Formats of `stress`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum StressFormat {
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

fn parse_part(text: &str) -> Result<Part, String> {
    let known = Part::ALL.map(Part::name);
    let found = Part::ALL.into_iter().find(|part| part.name() == text);
    found.ok_or_else(|| format!("there is no part `{text}` of a stress test; {}", meant(text, &known)))
}

fn parse_target(text: &str) -> Result<f64, String> {
    let target = text.parse::<f64>().ok().filter(|target| *target > 0.0 && *target < 1.0);
    target.ok_or_else(|| "a probability above 0 and below 1 is expected, as 0.8".to_owned())
}

fn parse_worth(text: &str) -> Result<f64, String> {
    let worth = amount(text).filter(|worth| *worth > 0.0 && worth.is_finite());
    worth.ok_or_else(|| format!("`{text}` is no amount above 0; write it like 250_000"))
}

fn parse_input(text: &str) -> Result<NamedInput, String> {
    let (name, range) = match text.split_once('=') {
        Some((name, range)) => (name, Some(parse_range(range)?)),
        None => (text, None),
    };
    if name.trim().is_empty() {
        return Err("write NAME, or NAME=FROM:TO".to_owned());
    }
    Ok(NamedInput { name: name.trim().to_owned(), range })
}

fn parse_number(text: &str) -> Result<NamedNumber, String> {
    let (path, range) = text.split_once('=').ok_or("write PATH=FROM:TO, as discount.rate=0:0.1")?;
    if path.trim().is_empty() {
        return Err("write PATH=FROM:TO, as discount.rate=0:0.1".to_owned());
    }
    Ok(NamedNumber { path: path.trim().to_owned(), range: parse_range(range)? })
}

/// The two axes of a grid.
pub type NamedAxes = [NamedAxis; 2];

/// An input or a number of the file, with its values where they are said.
#[derive(Debug, Clone, PartialEq)]
pub struct NamedAxis {
    /// The input's name or the number's path.
    pub name: String,
    /// Its values.
    pub at: Option<Vec<f64>>,
}

/// Most cells of a grid.
const MOST_CELLS: usize = 10_000;

fn parse_grid(text: &str) -> Result<NamedAxes, String> {
    let (rows, columns) =
        text.split_once(',').ok_or("write two names, as NAME,NAME or NAME=FROM:TO:COUNT,NAME")?;
    let axes = [parse_axis(rows)?, parse_axis(columns)?];
    if axes[0].name == axes[1].name {
        return Err(format!("`{}` cannot be both the rows and the columns", axes[0].name));
    }
    let [rows, columns] = axes.each_ref().map(|axis| axis.at.as_ref().map_or(5, Vec::len));
    if rows.saturating_mul(columns) > MOST_CELLS {
        return Err(format!("{rows} × {columns} are more than {MOST_CELLS} cells"));
    }
    Ok(axes)
}

fn parse_axis(text: &str) -> Result<NamedAxis, String> {
    let Some((name, range)) = text.split_once('=') else {
        return Ok(NamedAxis { name: text.trim().to_owned(), at: None });
    };
    let (range, count) =
        range.rsplit_once(':').filter(|(range, _)| range.contains(':')).ok_or("write NAME=FROM:TO:COUNT")?;
    let [from, to] = parse_range(range)?;
    let count: usize = count
        .trim()
        .parse()
        .ok()
        .filter(|count| (2..=MOST_CELLS).contains(count))
        .ok_or_else(|| format!("`{count}` is no number of values from 2 to {MOST_CELLS}"))?;
    let step = |at: usize| from + (to - from) * at as f64 / (count - 1) as f64;
    Ok(NamedAxis { name: name.trim().to_owned(), at: Some((0..count).map(step).collect()) })
}

/// Two numbers, the first below the second, with `_` between digits.
fn parse_range(text: &str) -> Result<[f64; 2], String> {
    let (from, to) = text.split_once(':').ok_or("write a range as FROM:TO, like 0:0.25")?;
    let number = |text: &str| -> Result<f64, String> {
        let number = text.trim().replace('_', "").parse().ok().filter(|number: &f64| number.is_finite());
        number.ok_or_else(|| format!("`{text}` is no number; write it like 250_000 or 0.25"))
    };
    let (from, to) = (number(from)?, number(to)?);
    if from < to { Ok([from, to]) } else { Err(format!("a range rises: {from} is not below {to}")) }
}
