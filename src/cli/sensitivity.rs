//! `sensitivity`: one scenario in, a report on which assumptions its spread comes from out.

use super::console::Console;
use super::delivery::deliver;
use super::exit::Exit;
use super::output::{Destination, Outputs, format_of, refuse_book};
use super::progress::Progress;
use super::refusal::Refusal;
use super::selection::{file_name, name};
use super::sensitivity_options::{SensitivityFormat, SensitivityOptions};
use super::stress::perspective;
use super::values::value_name;
use crate::analysis::sensitivity::{Sensing, sensitivity as trace_the_spread};
use crate::report::write;
use crate::scenario::load;

/// Finds out which assumptions the spread of the scenario that the call names comes from.
///
/// # Errors
/// Where the call asks for what cannot be, and where the report cannot be written.
pub fn sensitivity(options: &SensitivityOptions, console: &Console) -> Result<Exit, Refusal> {
    let pool = options.simulation.pool()?;
    let request = options.one.request()?;
    let outputs = Outputs::of(&options.output)?;
    outputs.spare([&options.one.file])?;
    let format = format_of(options.format, options.output.as_deref())?;
    if format == SensitivityFormat::Xlsx {
        refuse_book(false, options.output.as_deref())?;
    }
    let destination = Destination::open(options.output.as_deref())?;
    let loaded = load(&request)?;
    outputs.spare(&loaded.read)?;
    let sensing = Sensing {
        perspective: perspective(options.perspective.as_deref(), &loaded.scenario)?,
        points: options.points,
    };
    let settings = options.simulation.settings(false);
    let (file, variant) = (file_name(&request), request.variant.as_deref());
    let progress = Progress::new(console.quiet);
    let expected = settings.draws.saturating_add(sensing.points);
    progress.expect(expected);
    progress.start(&name(&request));
    let share = progress.share(expected);
    let answer = trace_the_spread(&loaded, &file, variant, &pool, &settings, &sensing, &share)
        .map_err(|failure| Refusal::failed(&failure, &file, loaded.files.clone()))?;
    progress.clear();
    let writer = write::named(&write::SENSITIVITY, &value_name(format));
    deliver(&answer, (&file, &answer.warnings), writer, destination, console)?;
    Ok(Exit::Fine)
}
