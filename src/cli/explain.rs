//! `explain`: a scenario in plain sentences.

use super::arguments::ExplainOptions;
use super::console::Console;
use super::exit::Exit;
use super::output::print;
use super::refusal::Refusal;
use super::selection::{file_name, name};
use super::simulation::Chance;
use crate::report::sections::{explain, walk};
use crate::report::write::text;
use crate::scenario::load;
use crate::summary::{self, Failure};

/// Explains what the call names.
///
/// # Errors
/// Where there is no such scenario or draw, and where the page cannot be written.
pub fn explain(options: &ExplainOptions, console: &Console) -> Result<Exit, Refusal> {
    let request = options.one.request()?;
    let loaded = load(&request)?;
    let words = console.language.words();
    let mut page = explain::compose(&loaded, &name(&request), request.variant.as_deref(), words);
    if let Some(draw) = options.draw {
        let Chance { seed, sampling } = options.chance;
        let steps = summary::walk(&loaded.scenario, sampling.into(), seed, draw).map_err(|error| {
            Refusal::failed(&Failure::Model(error), &file_name(&request), loaded.files.clone())
        })?;
        walk::write(&mut page, &loaded.scenario, (draw, seed), &steps, words);
    }
    print(&text::lay(&page, console.page(true)))?;
    Ok(Exit::Fine)
}
