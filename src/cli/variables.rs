//! Environment variables, which stand in the place of options.

use std::ffi::OsString;

use clap::error::{ContextKind, ContextValue};
use clap::{Arg, Command, Error};

/// An empty variable says nothing, as is the custom.
pub(super) fn heed_filled(command: Command) -> Command {
    let heed = |argument: Arg| {
        let empty =
            argument.get_env().is_some_and(|name| std::env::var_os(name).is_some_and(|v| v.is_empty()));
        if empty { argument.env(None::<&'static str>) } else { argument }
    };
    command.mut_args(heed).mut_subcommands(|subcommand| subcommand.mut_args(heed))
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
