//! Why a call comes to nothing: what is said about it, and how the program exits.

use super::console::Console;
use super::exit::Exit;
use crate::engine::NoThreads;
use crate::scenario::{Code, Diagnostic, SourceFile};

/// Why a call comes to nothing.
#[derive(Debug)]
pub struct Refusal {
    exit: Exit,
    said: Said,
}

#[derive(Debug)]
enum Said {
    /// One line: cause and remedy.
    Message(String),
    /// Findings, and the files that they point into.
    Findings(Vec<SourceFile>, Vec<Diagnostic>),
}

impl Refusal {
    /// The call asks for what cannot be.
    pub fn usage(message: impl Into<String>) -> Refusal {
        Refusal { exit: Exit::Usage, said: Said::Message(message.into()) }
    }

    /// Something unexpected, as a file that cannot be written.
    pub fn unexpected(message: impl Into<String>) -> Refusal {
        Refusal { exit: Exit::Unexpected, said: Said::Message(message.into()) }
    }

    /// Says it, and gives the exit code.
    pub fn show(&self, console: &Console) -> Exit {
        match &self.said {
            Said::Message(message) => console.error(message),
            Said::Findings(files, findings) => {
                for finding in findings {
                    console.show(|columns, colour| finding.render(files, columns, colour) + "\n");
                }
            }
        }
        self.exit
    }
}

impl From<NoThreads> for Refusal {
    fn from(error: NoThreads) -> Refusal {
        let finding = Diagnostic::error(Code::NoThreads, error.to_string()).help(Code::NoThreads.help());
        Refusal { exit: Exit::Unexpected, said: Said::Findings(Vec::new(), vec![finding]) }
    }
}
