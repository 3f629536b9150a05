//! What the reader of the arguments answers: help, the version, or what was not understood.

use std::io::{self, ErrorKind, Write};

use clap::Error;

use super::exit::Exit;
use super::output::cannot_print;
use crate::scenario::printable::{printable_lines, steers};

/// Says it. Whoever closed the stream has lost interest; where help cannot be written, that is said.
pub fn give(answer: &Error) -> Exit {
    if answer.use_stderr() {
        // What the call said is repeated, and may be another's making: a file's name.
        let text = answer.render().to_string();
        let is_plain = !text.contains(|c| steers(c) && c != '\n') && !text.contains("::");
        // Nobody is told if even standard error is gone.
        let _ = match is_plain {
            true => answer.print(),
            false => io::stderr().lock().write_all(printable_lines(&text).as_bytes()),
        };
        return Exit::Usage;
    }
    match answer.print().and_then(|()| io::stdout().flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            let _ = writeln!(io::stderr().lock(), "error: {}", cannot_print(&error));
            Exit::Unexpected
        }
        _ => Exit::Fine,
    }
}
