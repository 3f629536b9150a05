//! The `vendepunkt` program.

use std::process::ExitCode;

use vendepunkt::cli::answer;
use vendepunkt::cli::arguments::{self, Command};
use vendepunkt::cli::check::check;
use vendepunkt::cli::compare::compare;
use vendepunkt::cli::console::Console;
use vendepunkt::cli::exit::Exit;
use vendepunkt::cli::explain::explain;
use vendepunkt::cli::interrupt;
use vendepunkt::cli::manual::{completions, manual, schema};
use vendepunkt::cli::merge::merge;
use vendepunkt::cli::new::new;
use vendepunkt::cli::run::run as run_scenarios;
use vendepunkt::cli::sensitivity::sensitivity;
use vendepunkt::cli::stress::stress;
use vendepunkt::cli::value::value;

fn main() -> ExitCode {
    // A panic is a mistake of the program's own; it has been described by the time it arrives here.
    std::panic::catch_unwind(run).unwrap_or(Exit::Unexpected).into()
}

/// The whole program: from the call to what it asks for.
fn run() -> Exit {
    let call = match arguments::parse(std::env::args_os()) {
        Ok(call) => call,
        // Also `--help` and `--version`.
        Err(said) => return answer::give(&said),
    };
    let console = Console::new(&call.manner, call.command.language());
    if let Err(error) = interrupt::exit_when_interrupted() {
        console.warning(&format!("Ctrl-C may leave a temporary file behind: {error}"));
    }
    let done = match &call.command {
        Command::Run(options) => run_scenarios(options, &console),
        Command::Merge(options) => merge(options, &console),
        Command::Stress(options) => stress(options, &console),
        Command::Sensitivity(options) => sensitivity(options, &console),
        Command::Value(options) => value(options, &console),
        Command::Compare(options) => compare(options, &console),
        Command::Check(options) => check(options, &console),
        Command::Explain(options) => explain(options, &console),
        Command::New { name, pathway } => new(name, *pathway, &console),
        Command::Schema { of } => schema(*of),
        Command::Completions { shell } => completions(*shell),
        Command::Man => manual(),
    };
    done.unwrap_or_else(|refusal| refusal.show(&console))
}
