//! Environment variables, which stand in the place of options.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::error::{ContextKind, ContextValue};
use clap::parser::ValueSource;
use clap::{Arg, ArgMatches, Command, Error};

use super::output::says_format;

/// An empty variable says nothing, as is the custom.
pub(super) fn heed_filled(command: Command) -> Command {
    let heed = |argument: Arg| {
        let empty =
            argument.get_env().is_some_and(|name| std::env::var_os(name).is_some_and(|v| v.is_empty()));
        if empty { argument.env(None::<&'static str>) } else { argument }
    };
    command.mut_args(heed).mut_subcommands(|subcommand| subcommand.mut_args(heed))
}

/// Whether the format comes from a variable although the file that is named says one: options beat variables.
pub(super) fn is_outdone(matches: &ArgMatches) -> bool {
    let Some((_, options)) = matches.subcommand() else { return false };
    let output = options.try_get_one::<PathBuf>("output").ok().flatten();
    output.is_some_and(|output| says_format(output))
        && options.value_source("format") == Some(ValueSource::EnvVariable)
}

/// The command with no variable for the format.
pub(super) fn without_format(command: Command) -> Command {
    let unset = |argument: Arg| {
        if argument.get_id() == "format" { argument.env(None::<&'static str>) } else { argument }
    };
    command.mut_subcommands(|subcommand| subcommand.mut_args(unset))
}

/// Where a bad value came from a variable, says so: clap names the option only.
pub(super) fn name_variable(mut error: Error, command: &Command, call: &[OsString]) -> Error {
    let text = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => Some(text.clone()),
        _ => None,
    };
    let (Some(named), Some(value)) = (text(ContextKind::InvalidArg), text(ContextKind::InvalidValue)) else {
        return error;
    };
    let arguments = command.get_subcommands().flat_map(Command::get_arguments).chain(command.get_arguments());
    for argument in arguments {
        let (Some(long), Some(variable)) = (argument.get_long(), argument.get_env()) else { continue };
        let option = format!("--{long}");
        let is_named = named == option || named.starts_with(&format!("{option} "));
        let given = call.iter().any(|word| {
            let word = word.to_string_lossy();
            word == option.as_str() || word.starts_with(&format!("{option}="))
        });
        let holds = std::env::var_os(variable).is_some_and(|held| held.to_string_lossy() == value);
        if is_named && !given && holds {
            let from = format!("{named}' from the environment variable '{}", variable.to_string_lossy());
            error.insert(ContextKind::InvalidArg, ContextValue::String(from));
            break;
        }
    }
    error
}
