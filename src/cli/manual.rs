//! `completions`, `man` and `schema`: what a shell, a manual reader and an editor know of the program.

use clap::CommandFactory;
use clap_complete::Shell;

use super::arguments::{Arguments, SchemaOption};
use super::console::Console;
use super::exit::Exit;
use super::output::Destination;
use crate::report::schemas;
use crate::scenario::schema::json_schema;

/// Prints a shell's completion script.
pub fn completions(shell: Shell, console: &Console) -> Exit {
    let mut command = Arguments::command();
    let name = command.get_name().to_owned();
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut command, name, &mut script);
    print(&script, console)
}

/// Prints a JSON Schema.
pub fn schema(of: SchemaOption, console: &Console) -> Exit {
    match of {
        SchemaOption::Scenario => print(json_schema().as_bytes(), console),
        SchemaOption::Results => print(schemas::RESULTS.as_bytes(), console),
        SchemaOption::Comparison => print(schemas::COMPARISON.as_bytes(), console),
    }
}

/// Prints the manual page: the program's, then each command's.
pub fn manual(console: &Console) -> Exit {
    let mut command = Arguments::command();
    command.build();
    let mut page = Vec::new();
    let mut drawn = clap_mangen::Man::new(command.clone()).render(&mut page);
    for subcommand in command.get_subcommands().filter(|subcommand| !subcommand.is_hide_set()) {
        let of_command = clap_mangen::Man::new(subcommand.clone());
        drawn = drawn.and_then(|()| of_command.render(&mut page));
    }
    match drawn {
        Ok(()) => print(&page, console),
        Err(error) => {
            console.error(&format!("the manual page cannot be made: {error}"));
            Exit::Unexpected
        }
    }
}

fn print(text: &[u8], console: &Console) -> Exit {
    let written = Destination::open(None).and_then(|mut out| out.write(&String::from_utf8_lossy(text)));
    match written {
        Ok(()) => Exit::Fine,
        Err(message) => {
            console.error(&message);
            Exit::Unexpected
        }
    }
}
