//! Which scenarios a call is about, and what it changes in them.

use std::path::PathBuf;

use clap::Args;

use super::changes::Changes;
use super::pieces::parse_piece;
use crate::summary::Piece;

/// Which scenarios, and what to change in them.
#[derive(Debug, Clone, Args)]
pub struct Selection {
    /// Scenario files, or folders of them; `-` is standard input.
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// What to change in them.
    #[command(flatten)]
    pub changes: Changes,
    /// Apply this variant of each file.
    #[arg(long, value_name = "NAME", conflicts_with = "all_variants")]
    pub variant: Option<String>,
    /// Each file as it is, then each of its variants.
    #[arg(long)]
    pub all_variants: bool,
    /// Only part K of N of the list of files, for N machines. `env`, or `env/N`, takes K from the scheduler, as for pieces of a
    /// run (`run --shard`).
    #[arg(long, value_name = "K/N", allow_hyphen_values = true, value_parser = parse_piece)]
    pub part: Option<Piece>,
    /// Unsourced inputs and figures are errors.
    #[arg(long)]
    pub strict: bool,
    /// Let scenarios read files outside their own folder.
    #[arg(long)]
    pub allow_outside: bool,
}

/// Which scenario, where a call is about one, and what to change in it.
#[derive(Debug, Clone, Args)]
pub struct One {
    /// The scenario file; `-` is standard input.
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// What to change in them.
    #[command(flatten)]
    pub changes: Changes,
    /// Apply this variant first.
    #[arg(long, value_name = "NAME")]
    pub variant: Option<String>,
    /// Let the scenario read files outside its own folder.
    #[arg(long)]
    pub allow_outside: bool,
}
