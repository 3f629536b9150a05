//! A warning as it stands in results.

use serde::{Deserialize, Deserializer, Serialize};

use crate::scenario::{Diagnostic, Warning};

/// A warning as it stands in the results.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct WarningRecord {
    /// Stable code, as `unused-input`.
    pub code: String,
    /// The cause.
    pub message: String,
    /// What to try.
    pub help: String,
    /// The names and figures of the message, by the kind of warning: what a report in another language is made of. Absent from
    /// results of versions that did not write it.
    #[serde(default, deserialize_with = "known", skip_serializing_if = "Option::is_none")]
    pub details: Option<Warning>,
}

/// What it says is all of it: its details are the same once more.
impl PartialEq for WarningRecord {
    fn eq(&self, other: &WarningRecord) -> bool {
        (&self.code, &self.message, &self.help) == (&other.code, &other.message, &other.help)
    }
}

impl Eq for WarningRecord {}

impl From<&Warning> for WarningRecord {
    fn from(warning: &Warning) -> WarningRecord {
        WarningRecord {
            code: warning.code().text().to_owned(),
            message: warning.message(),
            help: warning.help(),
            details: Some(warning.clone()),
        }
    }
}

impl From<&Diagnostic> for WarningRecord {
    fn from(finding: &Diagnostic) -> WarningRecord {
        WarningRecord {
            code: finding.code.to_string(),
            message: finding.message.clone(),
            help: finding.help.clone(),
            details: finding.warning.as_deref().cloned(),
        }
    }
}

/// The details, where this version knows their kind: what it does not know is still said by the message.
fn known<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Warning>, D::Error> {
    let details = serde_json::Value::deserialize(from)?;
    Ok(serde_json::from_value(details).ok())
}
