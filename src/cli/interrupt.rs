//! Leaving when told to.

use std::io::{IsTerminal, Write};

use super::exit::Exit;
use super::output;

/// From now on Ctrl-C (and a request to terminate or a hang-up) ends the program at once with
/// [`Exit::Interrupted`], leaving no half-written file.
///
/// # Errors
/// The system's, if no handler could be set.
pub fn exit_when_interrupted() -> Result<(), ctrlc::Error> {
    ctrlc::set_handler(|| {
        output::discard_unfinished();
        if std::io::stderr().is_terminal() {
            // The shell's prompt belongs below what is left of the progress bar.
            let _ = writeln!(std::io::stderr());
        }
        std::process::exit(i32::from(Exit::Interrupted as u8));
    })
}
