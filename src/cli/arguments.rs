//! The arguments: what a call may say, and what an environment variable may say in its place.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use super::changes::Changes;
use super::console::Manner;
use super::merge_options::MergeOptions;
use super::pieces::parse_piece;
use super::reports::{Also, parse_also};
use super::run_options::RunOptions;
use super::scenario_options::{One, Selection};
use super::sensitivity_options::SensitivityOptions;
use super::simulation::{Chance, Simulation};
use super::speech::Speech;
use super::stress_options::StressOptions;
use super::value_options::ValueOptions;
use super::variables::{heed_filled, is_outdone, name_variable, without_format};
use crate::analysis::compare::limits::Limit;
use crate::report::language::Language;
use crate::summary::{MOST_DRAWS, Piece};
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Args, CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum};

/// A call of the program.
#[derive(Debug, Parser)]
#[command(
    name = "vendepunkt",
    version,
    about = "How likely is it that the money of a social investment comes back, when, and to whom?",
    after_help = "Exit codes: 0 fine · 1 unexpected · 2 usage · 3 a scenario is invalid · 4 a requirement or limit failed · \
                  5 inconclusive · 130 interrupted.\nOptions beat environment variables, which beat defaults.\n\
                  VENDEPUNKT_ISA=baseline, avx2 or avx512 makes `run` use that instruction set; it changes no figure.",
    disable_help_subcommand = true,
    max_term_width = 100
)]
pub struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
    /// How to say it.
    #[command(flatten)]
    pub manner: Manner,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Play scenarios out and report how likely break-even is, when, and for whom.
    Run(RunOptions),
    /// Play scenarios out over the same draws and say what lies between them.
    Compare(Box<CompareOptions>),
    /// Set each assumption to its low and its high end, and say which of them matters most.
    Stress(Box<StressOptions>),
    /// Say which assumptions the spread of net benefit comes from.
    Sensitivity(Box<SensitivityOptions>),
    /// Say what it would be worth to know more before deciding, and how large a study should be.
    Value(Box<ValueOptions>),
    /// Put the pieces of a run together that `run --shard` made, or parts that `compare --part` or `stress --part` made, and report on the whole.
    Merge(MergeOptions),
    /// Say everything that is wrong with scenarios, without running them.
    Check(CheckOptions),
    /// Say in plain sentences what a scenario means, and where its values came from.
    Explain(ExplainOptions),
    /// Write a commented scenario to start from.
    New {
        /// The new file; `.toml` is added where it is missing. `-` is standard output.
        #[arg(value_name = "NAME")]
        name: PathBuf,
        /// Of people who move between situations, as shelter and home, and not of outcomes that they reach.
        #[arg(long)]
        pathway: bool,
    },
    /// Print a JSON Schema: of scenario files, for editors, or of what is written for programs.
    Schema {
        /// What to describe.
        #[arg(value_name = "WHAT", default_value = "scenario")]
        of: SchemaOption,
    },
    /// Print the script that makes a shell complete this program's options.
    Completions {
        /// The shell.
        shell: clap_complete::Shell,
    },
    /// Print the manual page, to be read with `man -l`.
    Man,
}

impl Command {
    /// The language of what it writes for people.
    pub fn language(&self) -> Language {
        let speech = match self {
            Command::Run(options) => &options.speech,
            Command::Compare(options) => &options.speech,
            Command::Stress(options) => &options.speech,
            Command::Sensitivity(options) => &options.speech,
            Command::Value(options) => &options.speech,
            Command::Merge(options) => &options.speech,
            Command::Explain(options) => &options.speech,
            Command::Check(_)
            | Command::New { .. }
            | Command::Schema { .. }
            | Command::Completions { .. }
            | Command::Man => return Language::English,
        };
        speech.lang.into()
    }
}

/// Options of `compare`.
#[derive(Debug, Clone, Args)]
pub struct CompareOptions {
    /// BASE, then what is compared with it: scenario files, folders of them (paired by relative path), or stored
    /// results of `run --format json`. Three or more files are ranked too.
    #[arg(required = true, value_name = "BASE OTHER")]
    pub files: Vec<PathBuf>,
    /// Compare each file with its variants.
    #[arg(long, conflicts_with = "against_git")]
    pub variants: bool,
    /// Of folders and with --against-git, compare each file as it is, without the variants that both sides have.
    #[arg(long, conflicts_with = "variants")]
    pub no_variants: bool,
    /// Rank the variants of a file as things to choose between, with regret and dominance; they are taken for assumptions
    /// otherwise.
    #[arg(long, requires = "variants")]
    pub rank: bool,
    /// Compare each path with itself as it was in this git revision.
    #[arg(long, value_name = "REV")]
    pub against_git: Option<String>,
    /// Different programmes: luck is each one's own, and so is every input that --share does not name.
    #[arg(long)]
    pub programmes: bool,
    /// Inputs that mean the same in all programmes.
    #[arg(long, value_name = "INPUT", value_delimiter = ',', requires = "programmes")]
    pub share: Vec<String>,
    /// What to change in them.
    #[command(flatten)]
    pub changes: Changes,
    /// Apply this variant on all sides.
    #[arg(long, value_name = "NAME")]
    pub variant: Option<String>,
    /// Let scenarios read files outside their own folder.
    #[arg(long)]
    pub allow_outside: bool,
    /// The payer or perspective that the report speaks of first; if not said, the one that the base names in `[report]`, else
    /// `public`. It changes no figure.
    #[arg(long, value_name = "NAME")]
    pub perspective: Option<String>,
    /// Compare only part K of N of the files of folders, as in `run`; `merge` puts reports in JSON together.
    #[arg(long, value_name = "K/N", allow_hyphen_values = true, value_parser = parse_piece)]
    pub part: Option<Piece>,
    /// Of folders and with --against-git, keep what comes of each file in this folder, in a JSON file of its own, as soon as it is
    /// known.
    #[arg(long, value_name = "FOLDER")]
    pub results: Option<PathBuf>,
    /// Take what is in the folder of --results already, where the same files, limits, seed, draws and version made it, and make only
    /// what is missing.
    #[arg(long, requires = "results")]
    pub resume: bool,
    /// Limits.
    #[command(flatten)]
    pub gates: GateOptions,
    /// How to simulate.
    #[command(flatten)]
    pub simulation: Simulation,
    /// Format of the report; if not said, what the ending of the file says, else text.
    #[arg(long, value_name = "FORMAT")]
    pub format: Option<CompareFormat>,
    /// In which language to report.
    #[command(flatten)]
    pub speech: Speech,
    /// Write the report to this file, whole or not at all; `-` is standard output.
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Write a report in another format to a file besides, from the same draws: `--also junit=compare.xml`. May be repeated.
    #[arg(long, value_name = "FORMAT=FILE", value_parser = parse_also::<CompareFormat>)]
    pub also: Vec<Also<CompareFormat>>,
}

/// Limits on what may change.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Limits")]
pub struct GateOptions {
    /// A figure may fall by at most X: `public.probability_break_even=0.02`. May be repeated.
    #[arg(long, value_name = "PATH=X", value_parser = Limit::max_drop)]
    pub max_drop: Vec<Limit>,
    /// A figure may rise by at most X.
    #[arg(long, value_name = "PATH=X", value_parser = Limit::max_rise)]
    pub max_rise: Vec<Limit>,
    /// The mean net benefit of this payer or perspective may not fall.
    #[arg(long, value_name = "PAYER", value_delimiter = ',')]
    pub no_loser: Vec<String>,
    /// A scenario that only the base has may be gone; without this, limits are undecided where one is.
    #[arg(long)]
    pub allow_removed: bool,
    /// Add draws until every limit and requirement is decided, or --draws are made.
    #[arg(long)]
    pub until_conclusive: bool,
}

/// Formats of `compare`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum CompareFormat {
    /// For people.
    Text,
    /// For people, as Markdown: the verdict first.
    Markdown,
    /// For people, as a page to look at in a browser or to print: one file.
    Html,
    /// For programs: every figure with its error.
    Json,
    /// JUnit XML: a test for each limit and requirement.
    Junit,
    /// Annotations for GitHub Actions: at most ten of a kind, the worst first.
    Github,
    /// A workbook of Excel: a sheet for each section; needs `--output FILE`.
    Xlsx,
}

/// Options of `explain`.
#[derive(Debug, Clone, Args)]
pub struct ExplainOptions {
    /// The scenario.
    #[command(flatten)]
    pub one: One,
    /// Walk through this draw, counted from 0, step by step.
    #[arg(long, value_name = "N", allow_negative_numbers = true, value_parser = clap::value_parser!(u64).range(..MOST_DRAWS))]
    pub draw: Option<u64>,
    /// Which draws there are.
    #[command(flatten)]
    pub chance: Chance,
    /// In which language to report.
    #[command(flatten)]
    pub speech: Speech,
}

/// Options of `check`.
#[derive(Debug, Clone, Args)]
pub struct CheckOptions {
    /// The scenarios.
    #[command(flatten)]
    pub selection: Selection,
    /// Format of the findings: text on standard error, the others on standard output.
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub format: CheckFormat,
}

/// What `schema` describes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum SchemaOption {
    /// Scenario files.
    Scenario,
    /// What `run --format json` writes.
    Results,
    /// What `compare --format json` writes.
    Comparison,
    /// What `stress --format json` writes.
    Stress,
    /// What `sensitivity --format json` writes.
    Sensitivity,
    /// What `value --format json` writes.
    Value,
}

/// Formats of `check`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum CheckFormat {
    /// For people.
    Text,
    /// For programs.
    Json,
    /// Annotations for GitHub Actions.
    Github,
    /// SARIF 2.1.0, for code scanning.
    Sarif,
}

/// Understands the call.
///
/// # Errors
/// Clap's error, which also carries `--help` and `--version`.
pub fn parse(call: impl IntoIterator<Item = OsString>) -> Result<Arguments, clap::Error> {
    let call: Vec<OsString> = call.into_iter().collect();
    let mut command = heed_filled(Arguments::command());
    let mut matches = command.try_get_matches_from_mut(&call);
    if matches.as_ref().is_ok_and(is_outdone) {
        command = without_format(command);
        matches = command.try_get_matches_from_mut(&call);
    }
    let matches = matches.and_then(|matches| Arguments::from_arg_matches(&matches));
    matches.map_err(|error| match no_command(&error) {
        Some(message) => command.error(ErrorKind::InvalidSubcommand, message),
        None => name_variable(error, &command, &call).format(&mut command),
    })
}

/// What to say where a scenario stands in the place of the command.
fn no_command(error: &clap::Error) -> Option<String> {
    let Some(ContextValue::String(word)) = error.get(ContextKind::InvalidSubcommand) else { return None };
    let path = Path::new(word);
    let is_scenario =
        path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("toml")) || path.is_dir();
    is_scenario.then(|| {
        format!("`{word}` is no command: write `vendepunkt run {word}`, or `check` or `explain` in the place of `run`")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_definition_of_the_arguments_is_sound() {
        Arguments::command().debug_assert();
    }
}
