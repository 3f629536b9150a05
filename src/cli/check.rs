//! `check`: everything that is wrong with scenarios, without running them.

use super::arguments::{CheckFormat, CheckOptions};
use super::console::Console;
use super::exit::Exit;
use super::failure::describe;
use super::output::Destination;
use super::progress::Progress;
use super::refusal::Refusal;
use super::repository::path_in_repository;
use super::selection::{file_name, load_all, name, sources};
use super::values::value_name;
use crate::report::checked::Checked;
use crate::report::write;
use crate::scenario::{Diagnostic, Invalid, Loaded, Request, Severity, SourceFile};
use crate::summary::{Failure, find_model};

/// Checks what the call names.
///
/// # Errors
/// Where the findings cannot be written.
pub fn check(options: &CheckOptions, console: &Console) -> Result<Exit, Refusal> {
    let mut exit = Exit::Fine;
    let mut verdicts = Vec::new();
    let sources = sources(&options.selection);
    let progress = Progress::of_files(console.quiet, sources.len() as u64);
    for source in sources {
        let source = match source {
            Ok(source) => source,
            Err(refusal) => {
                exit = exit.or_worse(progress.aside(|| refusal.show(console)));
                progress.advance(1);
                continue;
            }
        };
        // Variants repeat what their file says: a finding is shown once.
        let mut shown: Vec<Diagnostic> = Vec::new();
        for (request, loaded) in load_all(source, &options.selection) {
            progress.start(&name(&request));
            let (files, findings) = findings(loaded, &file_name(&request));
            let verdict = judge(&request, findings);
            if !verdict.valid {
                exit = exit.or_worse(Exit::Invalid);
            }
            if options.format == CheckFormat::Text {
                progress.aside(|| {
                    for finding in &verdict.findings {
                        let heard = finding.severity == Severity::Error || !console.quiet;
                        if heard && !shown.contains(finding) {
                            console.show(|columns, colour| finding.render(&files, columns, colour) + "\n");
                            shown.push(finding.clone());
                        }
                    }
                    console.note(&summary(&request, &verdict));
                });
            }
            verdicts.push(verdict);
        }
        progress.advance(1);
    }
    progress.clear();
    let writer = write::named(&write::CHECK, &value_name(options.format));
    if writer.in_repository {
        in_repository(&mut verdicts);
    }
    let page = console.page(true);
    Destination::open(None)?.take(|out| writer.write(&verdicts, page, out))?;
    Ok(exit)
}

/// The same for services that show a repository: paths as they know them, and every finding once, for variants repeat
/// what their file says.
fn in_repository(verdicts: &mut [Checked]) {
    let mut known: Vec<Diagnostic> = Vec::new();
    for findings in verdicts.iter_mut().map(|verdict| &mut verdict.findings) {
        findings.retain(|finding| {
            let is_new = !known.contains(finding);
            known.extend(is_new.then(|| finding.clone()));
            is_new
        });
        findings.iter_mut().for_each(|finding| finding.file = path_in_repository(&finding.file));
    }
}

/// Errors and warnings of a scenario; what loads must also compile.
fn findings(loaded: Result<Loaded, Invalid>, file: &str) -> (Vec<SourceFile>, Vec<Diagnostic>) {
    match loaded {
        Ok(loaded) => {
            let mut findings = loaded.warnings;
            if let Err(error) = find_model(&loaded.scenario) {
                findings.push(describe(&Failure::Model(error), file, &loaded.files));
            }
            (loaded.files, findings)
        }
        Err(invalid) => (invalid.files, invalid.findings),
    }
}

fn judge(request: &Request, findings: Vec<Diagnostic>) -> Checked {
    Checked {
        file: file_name(request),
        variant: request.variant.clone(),
        valid: !findings.iter().any(|finding| finding.severity == Severity::Error),
        findings,
    }
}

/// One line: valid or not, and how much was found.
fn summary(request: &Request, verdict: &Checked) -> String {
    let count = |severity| verdict.findings.iter().filter(|finding| finding.severity == severity).count();
    let counted = |number: usize, what: &str| match number {
        0 => None,
        1 => Some(format!("1 {what}")),
        number => Some(format!("{number} {what}s")),
    };
    let found = [counted(count(Severity::Error), "error"), counted(count(Severity::Warning), "warning")];
    let found: Vec<String> = found.into_iter().flatten().collect();
    let state = if verdict.valid { "valid" } else { "invalid" };
    match found.is_empty() {
        true => format!("{}: {state}", name(request)),
        false => format!("{}: {state}, {}", name(request), found.join(", ")),
    }
}
