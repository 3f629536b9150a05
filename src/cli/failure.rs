//! A run that came to nothing, as a finding that points into the scenario.

use crate::model::Site;
use crate::report::digits::written;
use crate::scenario::{Diagnostic, Place, SourceFile};
use crate::summary::Failure;

/// What the analyst reads about a failure. `file` names the scenario where the failure has no place in it.
pub fn describe(failure: &Failure, file: &str, files: &[SourceFile]) -> Diagnostic {
    let (finding, place) = match failure {
        Failure::Model(error) => {
            (Diagnostic::error("no-model", &*error.message).help(&*error.help), error.place.as_ref())
        }
        Failure::OutOfBounds { site, draw, inputs } => {
            let values: Vec<String> =
                inputs.iter().map(|(name, value)| format!("{name} = {}", written(*value))).collect();
            let with =
                if values.is_empty() { String::new() } else { format!(", where {}", values.join(", ")) };
            let message = format!("`{}` is not a number that can be used in draw {draw}{with}", site.path);
            let help = "keep denominators away from 0, logarithms and roots above 0, and amounts of a sensible size: \
                        bound the inputs with `min` and `max`";
            (Diagnostic::error("not-finite", message).help(help), place(site))
        }
        Failure::OutsideUnit { site, share } => {
            let message = format!("`{}` is outside 0 to 1 in {:.1} % of the draws", site.path, share * 100.0);
            let help = "bound it with `min(1, max(0, …))` if that is meant, or mend the inputs it is made of; up to \
                        1 % of the draws would be clamped with a warning";
            (Diagnostic::error("outside-unit", message).help(help), place(site))
        }
        Failure::Overflow { perspective } => {
            let message = format!("the net benefit of `{perspective}` is too large to be computed");
            let help = "look for an amount, a growth or a rate that is many times too large";
            (Diagnostic::error("overflow", message).help(help), None)
        }
        Failure::Cancelled => (Diagnostic::error("cancelled", "the run was cancelled"), None),
    };
    match place {
        Some(place) => finding.at(place, files),
        None => finding.in_file(file),
    }
}

fn place(site: &Site) -> Option<&Place> {
    site.place.as_ref()
}
