//! `completions`, `man` and `schema`: what a shell, a manual reader and an editor know of the program.

use clap::CommandFactory;
use clap_complete::Shell;

use super::arguments::{Arguments, SchemaOption};
use super::exit::Exit;
use super::output::print;
use super::refusal::Refusal;
use crate::report::schemas;
use crate::scenario::schema::json_schema;

/// Prints a shell's completion script.
///
/// # Errors
/// Where it cannot be written, as for all here.
pub fn completions(shell: Shell) -> Result<Exit, Refusal> {
    let mut command = Arguments::command();
    let name = command.get_name().to_owned();
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut command, name, &mut script);
    page(&script)
}

/// Prints a JSON Schema.
pub fn schema(of: SchemaOption) -> Result<Exit, Refusal> {
    match of {
        SchemaOption::Scenario => page(json_schema().as_bytes()),
        SchemaOption::Results => page(schemas::RESULTS.as_bytes()),
        SchemaOption::Comparison => page(schemas::COMPARISON.as_bytes()),
        SchemaOption::Stress => page(schemas::STRESS.as_bytes()),
        SchemaOption::Sensitivity => page(schemas::SENSITIVITY.as_bytes()),
        SchemaOption::Value => page(schemas::VALUE.as_bytes()),
    }
}

/// Prints the manual page: the program's, then each command's.
pub fn manual() -> Result<Exit, Refusal> {
    let mut command = Arguments::command();
    command.build();
    let mut text = Vec::new();
    let mut drawn = clap_mangen::Man::new(command.clone()).render(&mut text);
    for subcommand in command.get_subcommands().filter(|subcommand| !subcommand.is_hide_set()) {
        let of_command = clap_mangen::Man::new(subcommand.clone());
        drawn = drawn.and_then(|()| of_command.render(&mut text));
    }
    drawn.map_err(|error| Refusal::unexpected(format!("the manual page cannot be made: {error}")))?;
    page(&text)
}

fn page(text: &[u8]) -> Result<Exit, Refusal> {
    print(&String::from_utf8_lossy(text))?;
    Ok(Exit::Fine)
}
