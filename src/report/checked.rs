//! What `check` found out about a scenario.

use serde::Serialize;

use crate::scenario::Diagnostic;

/// A scenario, and whether it is valid.
#[derive(Debug, Serialize)]
pub struct Checked {
    /// The file as named by the call.
    pub file: String,
    /// The variant of the file, if it has any.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub variant: Option<String>,
    /// Whether no finding is an error.
    pub valid: bool,
    /// What is wrong or doubtful.
    pub findings: Vec<Diagnostic>,
}
