//! The command line: what a call means, and what it says back.
//!
//! Results go to standard output or a file, everything else to standard error. [`exit::Exit`] holds the exit
//! codes.

pub mod answer;
pub mod arguments;
mod box_file;
mod changes;
pub mod check;
pub mod compare;
mod compare_found;
mod compare_git;
mod compare_kept;
mod compare_outcome;
mod compare_sides;
mod compare_work;
pub mod console;
mod delivery;
mod dump;
pub mod exit;
pub mod explain;
mod failure;
mod git;
mod glance;
pub mod interrupt;
pub mod manual;
mod memory;
pub mod merge;
pub mod merge_options;
mod merge_parts;
mod merge_stress;
pub mod new;
mod output;
mod pieces;
mod programmes;
mod progress;
mod refusal;
pub mod reports;
mod repository;
pub mod run;
pub mod run_options;
mod selection;
pub mod sensitivity;
pub mod sensitivity_options;
mod simulation;
pub mod speech;
mod spool;
mod spread;
mod store;
pub mod stress;
mod stress_many;
mod stress_named;
pub mod stress_options;
pub mod value;
pub mod value_options;
mod values;
mod variables;
mod work;
