//! `run`: scenarios in, reports out.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::arguments::{Format, OutputsOption, RunOptions};
use super::console::Console;
use super::exit::Exit;
use super::output::{Destination, Stream, refuse_clash};
use super::progress::Progress;
use super::refusal::Refusal;
use super::selection::{name, sources};
use super::work::{Outcome, Worked, Worker, in_order};
use crate::engine::Pool;
use crate::kernel::Isa;
use crate::model::Detail;
use crate::report::batch::{self, Reporter};
use crate::report::text::DEFAULT_COLUMNS;
use crate::scenario::{Request, Scenario, Severity, Source};
use crate::summary::Settings;
use crate::summary::results::{Results, Verdict};
use crate::summary::{self, DumpError};

/// Runs what the call names and reports on it.
pub fn run(options: &RunOptions, console: &Console) -> Exit {
    let pool = match pool(options.threads) {
        Ok(pool) => pool,
        Err(refusal) => return refusal.show(console),
    };
    let sources = sources(&options.selection);
    let read = sources.iter().filter_map(|source| match source {
        Ok(Source::Path(path)) => Some(path.as_path()),
        _ => None,
    });
    let written: Vec<&Path> = options.output.iter().chain(&options.dump).map(PathBuf::as_path).collect();
    if let Some(message) = refuse_dump(options, sources.len()).or_else(|| refuse_clash(read, &written)) {
        console.error(&message);
        return Exit::Usage;
    }
    let dump = match options.dump.as_deref().map(Stream::open).transpose() {
        Ok(dump) => dump,
        Err(message) => {
            console.error(&message);
            return Exit::Unexpected;
        }
    };
    let destination = match Destination::open(options.output.as_deref()) {
        Ok(destination) => destination,
        Err(message) => {
            console.error(&message);
            return Exit::Unexpected;
        }
    };
    let progress = Progress::new(console.quiet);
    let worker = Worker {
        selection: &options.selection,
        pool: &pool,
        settings: settings(options),
        piece: options.shard,
        progress: &progress,
    };
    let mut batch = Batch {
        reporter: Reporter::new(match options.shard {
            // The pieces of several scenarios are an array, as results are.
            Some(_) => batch::Format::Json,
            None => format(options.format, console, &destination),
        }),
        destination,
        dump,
        pool: &pool,
        settings: &worker.settings,
        progress: &progress,
        console,
        reported: 0,
        failed: Vec::new(),
        exit: Exit::Fine,
    };
    let done = in_order(&worker, sources, |worked| batch.take(worked).map_err(Refusal::unexpected));
    progress.clear();
    match done {
        Ok(()) => batch.finish(),
        Err(refusal) => refusal.show(console),
    }
}

/// The reports of a call, one after the other.
struct Batch<'a> {
    reporter: Reporter,
    destination: Destination,
    /// Where the draws go, until they are there.
    dump: Option<Stream>,
    pool: &'a Pool,
    settings: &'a Settings,
    progress: &'a Progress,
    console: &'a Console,
    reported: usize,
    /// The scenarios that came to nothing.
    failed: Vec<String>,
    exit: Exit,
}

impl Batch<'_> {
    /// Reports on a scenario. What is wrong with one stops no other.
    ///
    /// # Errors
    /// A sentence, where reports can no longer be written.
    fn take(&mut self, worked: Worked) -> Result<(), String> {
        match worked.outcome {
            Outcome::Results(scenario, results) => {
                self.exit = self.exit.or_worse(verdict(&results));
                self.mention_warnings(&worked.request, &results);
                self.dump(&scenario, results.run.draws)?;
                let mut text =
                    if self.reported == 0 { self.reporter.open().to_owned() } else { String::new() };
                let report = self.reporter.add(&scenario, &results);
                text.push_str(&report.map_err(|error| format!("the results cannot be written: {error}"))?);
                self.reported += 1;
                let destination = &mut self.destination;
                return self.progress.aside(|| destination.write(&text));
            }
            Outcome::Shard(shard) => {
                let separator = if self.reported == 0 { self.reporter.open() } else { "," };
                let text = serde_json::to_string(&shard)
                    .map_err(|error| format!("the piece cannot be written: {error}"))?;
                self.reported += 1;
                let destination = &mut self.destination;
                return self.progress.aside(|| destination.write(&format!("{separator}\n{text}")));
            }
            Outcome::Findings(exit, files, findings) => {
                for finding in findings.iter().filter(|finding| finding.severity == Severity::Error) {
                    let show = |columns, colour| finding.render(&files, columns, colour) + "\n";
                    self.progress.aside(|| self.console.show(show));
                }
                self.exit = self.exit.or_worse(exit);
                self.failed.extend(worked.request.as_ref().map(name));
            }
            Outcome::Unread(message) => {
                self.progress.aside(|| self.console.error(&message));
                self.exit = self.exit.or_worse(Exit::Invalid);
            }
        }
        Ok(())
    }

    /// Writes the draws of a scenario, if that is asked for.
    ///
    /// # Errors
    /// A sentence that names the file and the cause.
    fn dump(&mut self, scenario: &Scenario, draws: u64) -> Result<(), String> {
        let Some(mut stream) = self.dump.take() else { return Ok(()) };
        self.progress.expect(draws);
        let share = self.progress.share(draws);
        // As many draws as the run has made, which may have ended early.
        let settings = Settings { draws, ..self.settings.clone() };
        let dumped = summary::dump(scenario, self.pool, &settings, &share, &mut |bytes| stream.write(bytes));
        share.end();
        match dumped {
            Ok(()) => stream.finish(),
            // A reader who has seen enough (`| head`) takes nothing from the report.
            Err(DumpError::Unwritten(error)) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
            Err(DumpError::Unwritten(error)) => Err(stream.refusal(&error)),
            // The same draws have just been made without a failure.
            Err(DumpError::Failed(failure)) => Err(format!("the draws could not be made again: {failure:?}")),
        }
    }

    /// Where the report itself is not before a reader's eyes, its warnings are said beside it.
    fn mention_warnings(&self, request: &Option<Request>, results: &Results) {
        let is_read =
            matches!(self.reporter.format(), batch::Format::Text { .. }) && self.destination.is_stdout();
        let name = request.as_ref().map(name).unwrap_or_default();
        if self.reporter.format() == batch::Format::Csv {
            // Rows of figures have no place for them.
            for warning in &results.warnings {
                let text = format!("{name}: {}", warning.message);
                self.progress.aside(|| self.console.warning(&text));
            }
        } else if !is_read && !results.warnings.is_empty() {
            let count = results.warnings.len();
            let warnings = if count == 1 { "warning" } else { "warnings" };
            let text = format!("{name}: {count} {warnings}, listed in the report");
            self.progress.aside(|| self.console.warning(&text));
        }
    }

    /// Ends the report. A file is left alone where there is nothing to put in it.
    fn finish(mut self) -> Exit {
        let (failed, all) = (self.failed.len(), self.failed.len() + self.reported);
        if failed > 0 && all > 1 {
            // The findings may have scrolled away long ago.
            let named = self.failed.iter().take(20).cloned().collect::<Vec<_>>().join(", ");
            let more = if failed > 20 { " …" } else { "" };
            self.console.error(&format!("no results for {failed} of {all} scenarios: {named}{more}"));
        }
        if self.reported == 0 && !self.destination.is_stdout() {
            return self.exit;
        }
        let opening = if self.reported == 0 { self.reporter.open() } else { "" };
        let closing = format!("{opening}{}", self.reporter.close(self.reported));
        let written = self.destination.write(&closing).and_then(|()| self.destination.finish());
        if let Err(message) = written {
            self.console.error(&message);
            return Exit::Unexpected;
        }
        self.exit
    }
}

/// What the requirements say.
pub fn verdict(results: &Results) -> Exit {
    results.requirements.iter().fold(Exit::Fine, |exit, requirement| {
        exit.or_worse(match requirement.verdict {
            Verdict::Pass => Exit::Fine,
            Verdict::Fail => Exit::Failed,
            Verdict::Inconclusive => Exit::Inconclusive,
        })
    })
}

/// Why the draws cannot be written as the call wants them, if they cannot.
fn refuse_dump(options: &RunOptions, scenarios: usize) -> Option<String> {
    let dump = options.dump.as_deref()?;
    let to_stdout = |path: &Path| path == Path::new("-");
    let message = if scenarios != 1 {
        "--dump writes the draws of one scenario: name one file"
    } else if to_stdout(dump) && options.output.as_deref().is_none_or(to_stdout) {
        "the report and the draws cannot both go to standard output: name a file with --output or --dump"
    } else {
        return None;
    };
    Some(message.to_owned())
}

/// So many threads, of which the calling one is one, with the instruction set that a variable asks for.
///
/// # Errors
/// Where there is no such set, or this machine does not have it or so many threads.
pub(super) fn pool(threads: usize) -> Result<Pool, Refusal> {
    let isa = instruction_set().map_err(Refusal::usage)?;
    Ok(Pool::along(threads)?.with_isa(isa))
}

fn instruction_set() -> Result<Isa, String> {
    const VARIABLE: &str = "VENDEPUNKT_ISA";
    let best = Isa::detect();
    let Some(text) = std::env::var_os(VARIABLE).filter(|text| !text.is_empty()) else { return Ok(best) };
    let isa: Isa = text
        .to_string_lossy()
        .parse()
        .map_err(|error| format!("in the environment variable {VARIABLE}: {error}"))?;
    if isa.is_available() {
        return Ok(isa);
    }
    Err(format!(
        "in the environment variable {VARIABLE}: this machine does not have `{isa}`: unset it, or say `{best}`"
    ))
}

fn settings(options: &RunOptions) -> Settings {
    // With a wanted precision the number of draws is only a cap.
    let draws = if options.precision.is_some() { 100_000_000 } else { 1_000_000 };
    Settings {
        draws: options.draws.unwrap_or(draws),
        seed: options.seed,
        sampling: options.sampling.into(),
        precision: options.precision,
        detail: match options.outputs {
            OutputsOption::Headline => Detail::Headline,
            OutputsOption::Yearly => Detail::Yearly,
        },
        ..Settings::default()
    }
}

/// The form of a report for where it goes.
pub fn format(format: Format, console: &Console, destination: &Destination) -> batch::Format {
    match format {
        Format::Text if destination.is_stdout() => {
            batch::Format::Text { columns: console.columns, colour: console.colour }
        }
        Format::Text => batch::Format::Text { columns: DEFAULT_COLUMNS, colour: console.colour_in_files },
        Format::Json => batch::Format::Json,
        Format::Csv => batch::Format::Csv,
        Format::Markdown => batch::Format::Markdown,
    }
}
