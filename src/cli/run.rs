//! `run`: scenarios in, reports out.

use std::fmt::Display;
use std::path::Path;
use std::sync::Mutex;

use super::changes::made_certain;
use super::console::Console;
use super::delivery::mentions;
use super::dump::Dump;
use super::exit::Exit;
use super::glance;
use super::output::{Destination, Outputs, format_of, refuse_book};
use super::progress::Progress;
use super::refusal::Refusal;
use super::run_options::{Format, RunOptions};
use super::selection::{name, sources};
use super::store::{Store, tally};
use super::values::value_name;
use super::work::{Made, Worked, Worker, in_order};
use crate::engine::Pool;
use crate::report::write::batch::{Reporter, RunWriter};
use crate::report::write::{self, json};
use crate::scenario::{Request, Scenario};
use crate::summary::Settings;
use crate::summary::results::Results;

/// Runs what the call names and reports on it.
///
/// # Errors
/// Where the call asks for what cannot be, and where reports cannot be written. What is wrong with one scenario stops no other.
pub fn run(options: &RunOptions, console: &Console) -> Result<Exit, Refusal> {
    let pool = options.simulation.pool()?;
    let sources = sources(&options.selection);
    refuse_dump(options, sources.len())?;
    let outputs = Outputs::of(options.output.iter().chain(&options.dump))?;
    outputs.spare(sources.iter().filter_map(|source| source.as_ref().ok()?.path()))?;
    // The pieces of several scenarios are an array, as results are.
    let format = match options.shard {
        Some(_) => Format::Json,
        None => table_of(options.format, options.output.as_deref())
            .map_or_else(|| format_of(options.format, options.output.as_deref()), Ok)?,
    };
    if options.perspective.len() > 1 && !format.is_table() {
        let message = "a report speaks of one payer or perspective first: several are for --format table";
        return Err(Refusal::usage(message));
    }
    if format == Format::Xlsx {
        let several = sources.len() != 1 || options.selection.all_variants;
        refuse_book(several, options.output.as_deref())?;
    }
    outputs.spare(options.selection.changes.files())?;
    let settings = settings(options);
    let dump = Dump::open(options, settings.draws, console)?;
    let destination = Destination::open(options.output.as_deref())?;
    let named = sources.iter().filter_map(|source| Some(Request::new(source.as_ref().ok()?.clone())));
    let store =
        options.results.as_deref().map(|folder| Store::open(folder, options.resume, named)).transpose()?;
    let progress = Progress::new(console.quiet);
    let worker = Worker {
        selection: &options.selection,
        perspectives: &options.perspective,
        pool: &pool,
        settings,
        piece: options.shard,
        store: store.as_ref(),
        dump: Mutex::new(dump),
        outputs: &outputs,
        progress: &progress,
    };
    let writer = writer(format);
    let page = console.page(destination.is_stdout());
    let mut batch = Batch {
        reporter: match store {
            Some(_) => Reporter::brief(writer, page).over(options.perspective.clone()),
            None => Reporter::new(writer, page).over(options.perspective.clone()),
        },
        folder: options.results.as_deref(),
        stored: 0,
        warned: 0,
        destination,
        progress: &progress,
        pool: &pool,
        console,
        reported: 0,
        failed: Vec::new(),
        exit: Exit::Fine,
    };
    in_order(&worker, sources, |worked| batch.take(worked))?;
    progress.clear();
    batch.finish()
}

/// The reports of a call, one after the other.
struct Batch<'a> {
    reporter: Reporter,
    destination: Destination,
    progress: &'a Progress,
    pool: &'a Pool,
    console: &'a Console,
    reported: usize,
    /// Where results are kept, how many of them were there before, and how many have warnings.
    folder: Option<&'a Path>,
    stored: usize,
    warned: usize,
    /// The scenarios that came to nothing.
    failed: Vec<String>,
    exit: Exit,
}

impl Batch<'_> {
    /// Reports on a scenario. What is wrong with one stops no other.
    ///
    /// # Errors
    /// Where reports can no longer be written, or the call itself is wrong.
    fn take(&mut self, worked: Worked) -> Result<(), Refusal> {
        match worked.made {
            Ok(Made::Results(scenario, results)) => self.add(&worked.request, &scenario, &results),
            Ok(Made::Stored(scenario, results)) => {
                self.stored += 1;
                self.add(&worked.request, &scenario, &results)
            }
            Ok(Made::Shard(shard)) => {
                let separator = if self.reported == 0 { self.reporter.open() } else { "," };
                let text = serde_json::to_string(&shard)
                    .map_err(|error| Refusal::unexpected(format!("the piece cannot be written: {error}")))?;
                self.report(format!("{separator}\n{}", json::escaped(text)).as_bytes())
            }
            // What the call cannot mean ends it, and nothing is written; no more than where results cannot be kept.
            Err(refusal) if refusal.is_of_call() => Err(refusal),
            Err(refusal) => {
                let exit = self.progress.aside(|| refusal.show(self.console));
                self.exit = self.exit.or_worse(exit);
                self.failed.extend(worked.request.as_ref().map(name));
                Ok(())
            }
        }
    }

    fn add(
        &mut self,
        request: &Option<Request>,
        scenario: &Scenario,
        results: &Results,
    ) -> Result<(), Refusal> {
        self.exit = self.exit.or_worse(verdict(results));
        self.warned += usize::from(!results.warnings.is_empty());
        for text in request.iter().flat_map(|request| made_certain(request, &results.scenario.changed)) {
            self.progress.aside(|| self.console.warning(&text));
        }
        if self.folder.is_none() {
            self.mention_warnings(request, results);
        }
        let watch = self.progress.share(0);
        let glance = glance::beside(&self.reporter, scenario, results, self.pool, &watch);
        let mut text = if self.reported == 0 { self.reporter.open().as_bytes().to_vec() } else { Vec::new() };
        text.extend(self.reporter.add(scenario, results, glance.as_ref()).map_err(unwritten)?);
        self.report(&text)
    }

    /// Says where the results are.
    fn mention_folder(&self) {
        let Some(folder) = self.folder else { return };
        self.console.note(&tally(folder, self.reported - self.stored, self.stored));
        if self.warned > 0 {
            let of = if self.warned == 1 { "scenario, listed in its" } else { "scenarios, listed in their" };
            self.console.warning(&format!("there are warnings on {} {of} results", self.warned));
        }
    }

    fn report(&mut self, text: &[u8]) -> Result<(), Refusal> {
        self.reported += 1;
        self.progress.aside(|| self.destination.write_bytes(text))
    }

    /// Where the report itself is not before a reader's eyes, its warnings are said beside it.
    fn mention_warnings(&self, request: &Option<Request>, results: &Results) {
        let name = request.as_ref().map(name).unwrap_or_default();
        let place = self.reporter.writer.warnings;
        for text in mentions(&name, &results.warnings, place, self.destination.is_stdout()) {
            self.progress.aside(|| self.console.warning(&text));
        }
    }

    /// Ends the report. A file is left alone where there is nothing to put in it.
    ///
    /// # Errors
    /// Where the report cannot be written.
    fn finish(mut self) -> Result<Exit, Refusal> {
        let (failed, all) = (self.failed.len(), self.failed.len() + self.reported);
        if failed > 0 && all > 1 {
            // The findings may have scrolled away long ago.
            let named = self.failed.iter().take(20).cloned().collect::<Vec<_>>().join(", ");
            let more = if failed > 20 { " …" } else { "" };
            self.console.error(&format!("no results for {failed} of {all} scenarios: {named}{more}"));
        }
        self.mention_folder();
        if self.reported == 0 && !self.destination.is_stdout() {
            return Ok(self.exit);
        }
        let opening = if self.reported == 0 { self.reporter.open() } else { "" };
        let closing = format!("{opening}{}", self.reporter.close(self.reported));
        self.destination.write(&closing)?;
        self.destination.finish()?;
        Ok(self.exit)
    }
}

/// What the requirements say.
pub fn verdict(results: &Results) -> Exit {
    results
        .requirements
        .iter()
        .fold(Exit::Fine, |exit, requirement| exit.or_worse(requirement.verdict.into()))
}

/// What to say where results cannot be put into words.
pub(super) fn unwritten(error: impl Display) -> Refusal {
    Refusal::unexpected(format!("the results cannot be written: {error}"))
}

/// Refuses a call that wants draws written as they cannot be.
fn refuse_dump(options: &RunOptions, scenarios: usize) -> Result<(), Refusal> {
    let Some(dump) = options.dump.as_deref() else { return Ok(()) };
    let to_stdout = |path: &Path| path == Path::new("-");
    let message = if scenarios != 1 {
        "--dump writes the draws of one scenario: name one file"
    } else if to_stdout(dump) && options.output.as_deref().is_none_or(to_stdout) {
        "the report and the draws cannot both go to standard output: name a file with --output or --dump"
    } else {
        return Ok(());
    };
    Err(Refusal::usage(message))
}

fn settings(options: &RunOptions) -> Settings {
    Settings {
        precision: options.precision,
        detail: options.outputs.into(),
        ..options.simulation.settings(options.precision.is_some())
    }
}

/// The format of a table over all that the ending of a file says.
fn table_of(format: Option<Format>, output: Option<&Path>) -> Option<Format> {
    let ending = output?.extension()?.to_str()?.to_lowercase();
    match (format?, ending.as_str()) {
        (Format::Table, "md" | "markdown") => Some(Format::TableMarkdown),
        (Format::Table, "html" | "htm") => Some(Format::TableHtml),
        (Format::Table, "csv") => Some(Format::TableCsv),
        _ => None,
    }
}

/// Whoever writes a format.
pub(super) fn writer(format: Format) -> &'static RunWriter {
    write::run(&value_name(format))
}
