//! A run that came to nothing, as a finding that points into the scenario.

use crate::model::Site;
use crate::report::digits::written;
use crate::scenario::warning::{DIVIDE, is_of_a_sum};
use crate::scenario::{Code, Diagnostic, Place, SourceFile};
use crate::summary::Failure;

/// What the analyst reads about a failure. `file` names the scenario where the failure has no place in it.
pub fn describe(failure: &Failure, file: &str, files: &[SourceFile]) -> Diagnostic {
    let (finding, place) = match failure {
        Failure::Model(error) => {
            (Diagnostic::error(Code::NoModel, &*error.message).help(&*error.help), error.place.as_ref())
        }
        Failure::OutOfBounds { site, inputs, .. } => {
            let values: Vec<String> =
                inputs.iter().map(|(name, value)| format!("{name} = {}", written(*value))).collect();
            let with =
                if values.is_empty() { String::new() } else { format!(", where {}", values.join(", ")) };
            (of_run(Code::NotFinite, format!("{failure}{with}")), place(site))
        }
        Failure::OutsideUnit { site, .. } if is_of_a_sum(&site.path) => {
            (Diagnostic::error(Code::OutsideUnit, failure.to_string()).help(DIVIDE), place(site))
        }
        Failure::OutsideUnit { site, .. } => (of_run(Code::OutsideUnit, failure.to_string()), place(site)),
        Failure::Overflow { .. } | Failure::TooLarge => (of_run(Code::Overflow, failure.to_string()), None),
        Failure::Memory { .. } => (of_run(Code::Memory, failure.to_string()), None),
        Failure::NoPerspective { .. } | Failure::NoInput { .. } => {
            (Diagnostic::error(Code::NoModel, failure.to_string()), None)
        }
        Failure::Set { input, at, failure } => {
            let then = describe(failure, file, files);
            return Diagnostic {
                message: format!("with `{input}` at {}, {}", written(*at), then.message),
                ..then
            };
        }
        Failure::Cancelled => (Diagnostic::error(Code::Cancelled, failure.to_string()), None),
    };
    match place {
        Some(place) => finding.at(place, files),
        None => finding.in_file(file),
    }
}

/// An error with what its code says is to be done.
fn of_run(code: Code, message: String) -> Diagnostic {
    Diagnostic::error(code, message).help(code.help())
}

fn place(site: &Site) -> Option<&Place> {
    site.place.as_ref()
}
