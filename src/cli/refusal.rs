//! Why a call, or a scenario of it, comes to nothing: what is said about it, and how the program exits.

use super::console::Console;
use super::exit::Exit;
use super::failure::describe;
use crate::engine::NoThreads;
use crate::scenario::{Code, Diagnostic, Invalid, SourceFile};
use crate::summary::Failure;

/// Why something comes to nothing.
#[derive(Debug, Clone)]
pub struct Refusal {
    exit: Exit,
    said: Said,
}

#[derive(Debug, Clone)]
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

    /// What was to be read is not what it should be.
    pub fn invalid(message: impl Into<String>) -> Refusal {
        Refusal { exit: Exit::Invalid, said: Said::Message(message.into()) }
    }

    /// A run came to nothing. `file` names the scenario where the failure has no place in it.
    pub fn failed(failure: &Failure, file: &str, files: Vec<SourceFile>) -> Refusal {
        let exit = match failure {
            Failure::Cancelled => Exit::Interrupted,
            _ => Exit::Invalid,
        };
        let finding = describe(failure, file, &files);
        Refusal { exit, said: Said::Findings(files, vec![finding]) }
    }

    /// Whether it is the call that is wrong, or what it writes to, and not one of its scenarios.
    pub fn is_of_call(&self) -> bool {
        matches!(self.exit, Exit::Usage | Exit::Unexpected)
    }

    /// What was read cannot be used together, or for what was asked.
    pub fn findings(findings: Vec<Diagnostic>) -> Refusal {
        Refusal { exit: Exit::Invalid, said: Said::Findings(Vec::new(), findings) }
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

impl From<Invalid> for Refusal {
    fn from(Invalid { files, findings, .. }: Invalid) -> Refusal {
        Refusal { exit: Exit::Invalid, said: Said::Findings(files, findings) }
    }
}

impl From<NoThreads> for Refusal {
    fn from(error: NoThreads) -> Refusal {
        let finding = Diagnostic::error(Code::NoThreads, error.to_string()).help(Code::NoThreads.help());
        Refusal { exit: Exit::Unexpected, said: Said::Findings(Vec::new(), vec![finding]) }
    }
}
