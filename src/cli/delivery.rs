//! An answer on its way: written out, with its warnings said where a reader sees them.

use super::console::Console;
use super::output::Destination;
use super::refusal::Refusal;
use crate::report::write::Writer;
use crate::report::write::batch::Warnings;
use crate::summary::results::WarningRecord;

/// What to say of warnings beside a report. Where they are before a reader's eyes in the report itself, nothing.
pub fn mentions(name: &str, warnings: &[WarningRecord], place: Warnings, is_stdout: bool) -> Vec<String> {
    match place {
        // Rows of figures have no place for them.
        Warnings::Missing => warnings.iter().map(|warning| format!("{name}: {}", warning.message)).collect(),
        Warnings::Shown if is_stdout => Vec::new(),
        Warnings::Shown | Warnings::Listed if warnings.is_empty() => Vec::new(),
        Warnings::Shown | Warnings::Listed => {
            let (count, warnings) =
                (warnings.len(), if warnings.len() == 1 { "warning" } else { "warnings" });
            vec![format!("{name}: {count} {warnings}, listed in the report")]
        }
    }
}

/// Writes an answer of its own, which the call names, in a format.
///
/// # Errors
/// Where it cannot be written.
pub fn deliver<A: ?Sized>(
    answer: &A,
    (name, warnings): (&str, &[WarningRecord]),
    writer: &Writer<A>,
    mut destination: Destination,
    console: &Console,
) -> Result<(), Refusal> {
    let is_stdout = destination.is_stdout();
    destination.take(|out| writer.write(answer, console.page(is_stdout), out))?;
    destination.finish()?;
    for text in mentions(name, warnings, writer.warnings, is_stdout) {
        console.warning(&text);
    }
    Ok(())
}
