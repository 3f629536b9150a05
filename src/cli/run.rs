//! `run`: scenarios in, reports out.

use super::arguments::{Format, OutputsOption, RunOptions};
use super::console::Console;
use super::exit::Exit;
use super::failure::describe;
use super::output::Destination;
use super::progress::Progress;
use super::selection::{Found, file_name, load_all, name, sources};
use crate::model::Detail;
use crate::report::batch::{self, Reporter};
use crate::report::text::DEFAULT_COLUMNS;
use crate::scenario::{Loaded, Request, Severity};
use crate::summary::results::{Results, Verdict};
use crate::summary::{self, Failure, Settings};

/// Runs what the call names and reports on it.
pub fn run(options: &RunOptions, console: &Console) -> Exit {
    let destination = match Destination::open(options.output.as_deref()) {
        Ok(destination) => destination,
        Err(message) => {
            console.error(&message);
            return Exit::Unexpected;
        }
    };
    let progress = Progress::new(console.quiet);
    let mut batch = Batch {
        reporter: Reporter::new(format(options.format, console, &destination)),
        settings: settings(options),
        destination,
        progress: &progress,
        console,
        reported: 0,
        exit: Exit::Fine,
    };
    let sources = sources(&options.selection);
    progress.expect(options.draws * sources.len() as u64);
    for source in sources {
        let done = match source {
            Ok(source) => batch.run_all(load_all(source, &options.selection)),
            Err(message) => {
                batch.fail(Exit::Invalid, &message);
                Ok(())
            }
        };
        if let Err(message) = done {
            progress.clear();
            console.error(&message);
            return Exit::Unexpected;
        }
    }
    progress.clear();
    batch.finish()
}

/// The scenarios of a call, one after the other.
struct Batch<'a> {
    reporter: Reporter,
    settings: Settings,
    destination: Destination,
    progress: &'a Progress,
    console: &'a Console,
    reported: usize,
    exit: Exit,
}

impl Batch<'_> {
    /// Runs one file as the call wants it: itself, a variant, or all variants. What is wrong with one scenario
    /// stops no other.
    ///
    /// # Errors
    /// A sentence, where reports can no longer be written.
    fn run_all(&mut self, found: Vec<Found>) -> Result<(), String> {
        self.progress.expect(self.settings.draws * (found.len() as u64 - 1));
        for (request, loaded) in found {
            self.progress.start(&name(&request));
            match loaded {
                Ok(loaded) => self.run_one(&request, &loaded)?,
                Err(invalid) => {
                    let errors = invalid.findings.iter().filter(|f| f.severity == Severity::Error);
                    for finding in errors {
                        let show = |columns, colour| finding.render(&invalid.files, columns, colour) + "\n";
                        self.progress.aside(|| self.console.show(show));
                    }
                    self.exit = self.exit.or_worse(Exit::Invalid);
                }
            }
            self.progress.end(self.settings.draws);
        }
        Ok(())
    }

    fn run_one(&mut self, request: &Request, loaded: &Loaded) -> Result<(), String> {
        let file = file_name(request);
        let variant = request.variant.as_deref();
        match summary::run(loaded, &file, variant, &self.settings, self.progress) {
            Ok(results) => {
                self.exit = self.exit.or_worse(verdict(&results));
                self.mention_warnings(request, &results);
                self.report(loaded, &results)
            }
            Err(failure) => {
                let finding = describe(&failure, &file, &loaded.files);
                let show = |columns, colour| finding.render(&loaded.files, columns, colour) + "\n";
                self.progress.aside(|| self.console.show(show));
                self.exit = self.exit.or_worse(match failure {
                    Failure::Threads(_) => Exit::Unexpected,
                    Failure::Cancelled => Exit::Interrupted,
                    _ => Exit::Invalid,
                });
                Ok(())
            }
        }
    }

    fn report(&mut self, loaded: &Loaded, results: &Results) -> Result<(), String> {
        let mut text = if self.reported == 0 { self.reporter.open().to_owned() } else { String::new() };
        let report = self.reporter.add(&loaded.scenario, results);
        text.push_str(&report.map_err(|error| format!("the results cannot be written: {error}"))?);
        self.reported += 1;
        let destination = &mut self.destination;
        self.progress.aside(|| destination.write(&text))
    }

    /// Where the report itself is not before a reader's eyes, its warnings are said beside it.
    fn mention_warnings(&self, request: &Request, results: &Results) {
        let is_read =
            matches!(self.reporter.format(), batch::Format::Text { .. }) && self.destination.is_stdout();
        let count = results.warnings.len();
        if !is_read && count > 0 {
            let warnings = if count == 1 { "warning" } else { "warnings" };
            let text = format!("{}: {count} {warnings}, listed in the report", name(request));
            self.progress.aside(|| self.console.warning(&text));
        }
    }

    fn fail(&mut self, exit: Exit, message: &str) {
        self.progress.aside(|| self.console.error(message));
        self.exit = self.exit.or_worse(exit);
    }

    /// Ends the report. A file is left alone where there is nothing to put in it.
    fn finish(mut self) -> Exit {
        if self.reported == 0 && !self.destination.is_stdout() {
            return self.exit;
        }
        let opening = if self.reported == 0 { self.reporter.open() } else { "" };
        let closing = format!("{opening}{}", self.reporter.close());
        let written = self.destination.write(&closing).and_then(|()| self.destination.finish());
        if let Err(message) = written {
            self.console.error(&message);
            return Exit::Unexpected;
        }
        self.exit
    }
}

/// What the requirements say.
fn verdict(results: &Results) -> Exit {
    results.requirements.iter().fold(Exit::Fine, |exit, requirement| {
        exit.or_worse(match requirement.verdict {
            Verdict::Pass => Exit::Fine,
            Verdict::Fail => Exit::Failed,
            Verdict::Inconclusive => Exit::Inconclusive,
        })
    })
}

fn settings(options: &RunOptions) -> Settings {
    Settings {
        draws: options.draws,
        seed: options.seed,
        threads: options.threads,
        detail: match options.outputs {
            OutputsOption::Headline => Detail::Headline,
            OutputsOption::Yearly => Detail::Yearly,
        },
        ..Settings::default()
    }
}

fn format(format: Format, console: &Console, destination: &Destination) -> batch::Format {
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
