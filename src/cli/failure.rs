//! A run that came to nothing, as a finding that points into the scenario.

use crate::model::Site;
use crate::report::digits::written;
use crate::scenario::{Code, Diagnostic, Place, SourceFile};
use crate::summary::Failure;

/// What the analyst reads about a failure. `file` names the scenario where the failure has no place in it.
pub fn describe(failure: &Failure, file: &str, files: &[SourceFile]) -> Diagnostic {
    let (finding, place) = match failure {
        Failure::Model(error) => {
            (Diagnostic::error(Code::NoModel, &*error.message).help(&*error.help), error.place.as_ref())
        }
        Failure::OutOfBounds { site, draw, inputs } => {
            let values: Vec<String> =
                inputs.iter().map(|(name, value)| format!("{name} = {}", written(*value))).collect();
            let with =
                if values.is_empty() { String::new() } else { format!(", where {}", values.join(", ")) };
            let message = format!("`{}` is not a number that can be used in draw {draw}{with}", site.path);
            (of_run(Code::NotFinite, message), place(site))
        }
        Failure::OutsideUnit { site, share } => {
            let message = format!("`{}` is outside 0 to 1 in {:.1} % of the draws", site.path, share * 100.0);
            (of_run(Code::OutsideUnit, message), place(site))
        }
        Failure::Overflow { perspective } => {
            let message = format!("the net benefit of `{perspective}` is too large to be computed");
            (of_run(Code::Overflow, message), None)
        }
        Failure::Cancelled => (Diagnostic::error(Code::Cancelled, "the run was cancelled"), None),
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
