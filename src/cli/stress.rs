//! `stress`: scenarios in, a report on the assumptions of each out.

use std::collections::BTreeSet;

use super::box_file::BoxFile;
use super::changes::made_certain;
use super::console::Console;
use super::delivery::deliver;
use super::exit::Exit;
use super::output::{Destination, Outputs, format_of, refuse_book};
use super::progress::Progress;
use super::refusal::Refusal;
use super::selection::{file_name, name, sources};
use super::stress_many::stress_many;
use super::stress_named::{funder, grid, inputs, numbers};
use super::stress_options::{StressFormat, StressOptions};
use super::values::value_name;
use crate::analysis::stress::{Alternative, Part, Stress, Stresses, stress as put_under_stress};
use crate::engine::Pool;
use crate::report::write;
use crate::scenario::spelling::meant;
use crate::scenario::{Loaded, Request, Scenario, Source, load};

/// Draws where the call names no number and people are followed through states: a scenario is played a hundred times and more, and a draw of these takes
/// a hundred times as long. The simulation error of a probability is then at most 0.6 percentage points.
const DRAWS_OF_PATHWAYS: u64 = 32_768;

/// Puts the scenarios that the call names under stress.
///
/// # Errors
/// Where the call asks for what cannot be, and where the report cannot be written.
pub fn stress(options: &StressOptions, console: &Console) -> Result<Exit, Refusal> {
    let pool = options.simulation.pool()?;
    let outputs = Outputs::of(options.output.iter().chain(&options.box_file))?;
    outputs.spare(&options.files)?;
    let format = format_of(options.format, options.output.as_deref())?;
    if format == StressFormat::Xlsx {
        refuse_book(options.only_file().is_none(), options.output.as_deref())?;
    }
    let box_file = options.box_file.as_deref().map(|named| BoxFile::open(named, options)).transpose()?;
    if options.only == [Part::Grid] && options.grid.is_none() {
        return Err(Refusal::usage("--only grid asks for nothing else: name two assumptions by --grid A,B"));
    }
    refuse_idle(options)?;
    let progress = Progress::of_questions(console.quiet);
    let test = Test { options, outputs: &outputs, progress: &progress };
    if options.only_file().is_none() {
        return stress_many(&test, format, &pool, console);
    }
    if options.part.is_some() {
        return Err(Refusal::usage("--part cuts a list of files: name several, or a folder"));
    }
    let source = sources(&options.selection()).into_iter().next();
    let source = source.unwrap_or_else(|| Err(Refusal::usage("there is no scenario")))?;
    let destination = Destination::open(options.output.as_deref())?;
    let request = test.request(source);
    let answer = test.stress(&request, &pool)?;
    progress.clear();
    for text in made_certain(&request, &answer.scenario.changed) {
        console.warning(&text);
    }
    if let Some(box_file) = box_file {
        box_file.write(&answer, &options.changes.set(), console)?;
    }
    let writer = write::named(&write::STRESS, &value_name(format));
    deliver(&answer, (&file_name(&request), &answer.warnings), writer, destination, console)?;
    Ok(Exit::Fine)
}

/// A test that scenarios are put to.
pub(super) struct Test<'a> {
    pub(super) options: &'a StressOptions,
    pub(super) outputs: &'a Outputs,
    pub(super) progress: &'a Progress,
}

impl Test<'_> {
    /// How to load a scenario.
    pub(super) fn request(&self, source: Source) -> Request {
        Request {
            source,
            variant: self.options.variant.clone(),
            set: self.options.changes.set(),
            set_in: self.options.changes.places(),
            strict: false,
            allow_outside: self.options.allow_outside,
        }
    }

    /// Puts a scenario under stress.
    ///
    /// # Errors
    /// Where it is invalid, or has not what the call asks for.
    pub(super) fn stress(&self, request: &Request, pool: &Pool) -> Result<Stress, Refusal> {
        let options = self.options;
        let loaded = load(request)?;
        self.outputs.spare(&loaded.read)?;
        let only = options.only.iter().copied();
        let parts: BTreeSet<Part> = if options.only.is_empty() { Part::ALL.into() } else { only.collect() };
        let variants = match parts.contains(&Part::Variants) {
            true => alternatives(request, &loaded, self.outputs)?,
            false => Vec::new(),
        };
        let stresses = Stresses {
            parts,
            ends: [options.low, options.high].map(|percent| f64::from(percent) / 100.0),
            perspective: perspective(options.perspective.as_deref(), &loaded.scenario)?,
            variants,
            wait: usize::from(options.wait),
            target: options.target,
            worth_to: options.worth_to,
            funder: funder(options.funder.as_deref(), &loaded.scenario)?,
            inputs: inputs(&options.input, &loaded.scenario)?,
            numbers: numbers(&options.number, &loaded)?,
            grid: grid(options.grid.as_ref(), &loaded)?,
        };
        let mut settings = options.simulation.settings(false);
        if options.simulation.draws.is_none() && loaded.scenario.pathways.is_some() {
            settings.draws = DRAWS_OF_PATHWAYS;
        }
        let (file, variant) = (file_name(request), request.variant.as_deref());
        self.progress.start(&name(request));
        let plays = self.progress.plays();
        put_under_stress(&loaded, &file, variant, pool, &settings, &stresses, &plays)
            .map_err(|failure| Refusal::failed(&failure, &file, loaded.files.clone()))
    }
}

/// Refuses what is asked of a part that `--only` leaves out.
fn refuse_idle(options: &StressOptions) -> Result<(), Refusal> {
    let searches: &[Part] = &[Part::Switching, Part::Grid];
    let asked: [(&str, bool, &[Part]); 5] = [
        ("--grid", options.grid.is_some(), &[Part::Grid]),
        ("--input", !options.input.is_empty(), searches),
        ("--number", !options.number.is_empty(), searches),
        ("--funder", options.funder.is_some(), &[Part::Payers]),
        ("--worth-to", options.worth_to.is_some(), &[Part::Worth]),
    ];
    for (option, is_asked, parts) in asked {
        if is_asked && !options.only.is_empty() && !parts.iter().any(|part| options.only.contains(part)) {
            let part = parts[0].name();
            return Err(Refusal::usage(format!(
                "{option} is of a part that --only leaves out: add `{part}` to it"
            )));
        }
    }
    Ok(())
}

/// The variants of the file, each with what the call sets. Where the call takes one of them there are none beside it.
fn alternatives(request: &Request, loaded: &Loaded, outputs: &Outputs) -> Result<Vec<Alternative>, Refusal> {
    let mut all = Vec::new();
    for name in loaded.variants.iter().filter(|_| request.variant.is_none()) {
        let variant = load(&Request { variant: Some(name.clone()), ..request.clone() });
        outputs.spare(variant.as_ref().map_or_else(|invalid| &invalid.read, |loaded| &loaded.read))?;
        let loaded = variant.map_err(|invalid| invalid.to_string());
        all.push(Alternative { name: name.clone(), loaded });
    }
    Ok(all)
}

/// The perspective in question: the one that is named, which the scenario must have, or the one that its reports speak of first.
pub(super) fn perspective(named: Option<&str>, scenario: &Scenario) -> Result<String, Refusal> {
    let name = named.unwrap_or(&scenario.report.perspective);
    if scenario.payers.contains_key(name) || scenario.perspectives.contains_key(name) {
        return Ok(name.to_owned());
    }
    let known: Vec<&str> =
        scenario.payers.keys().chain(scenario.perspectives.keys()).map(String::as_str).collect();
    let meant = meant(name, &known);
    Err(Refusal::usage(format!(
        "the scenario has no payer or perspective `{name}`, named by --perspective; {meant}"
    )))
}
