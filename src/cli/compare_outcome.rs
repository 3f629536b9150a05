//! What came of one scenario of a comparison: a pair, or why there is none.

use super::compare_found::Found;
use super::compare_sides::Compared;
use super::console::Console;
use super::exit::Exit;
use super::failure::describe;
use super::refusal::Refusal;
use crate::analysis::compare::Impossible;
use crate::analysis::compare::comparison::{Added, Failed, Pair};
use crate::scenario::warning::ComparisonWarning;
use crate::scenario::{Code, Diagnostic, Loaded, Severity, SourceFile, Warning};
use crate::summary::Failure;
use crate::summary::results::WarningRecord;

/// What came of one scenario.
pub(super) struct Outcome {
    /// What it is paired by.
    pub(super) name: String,
    /// The file that is there now.
    pub(super) file: String,
    pub(super) done: Result<Done, Broken>,
}

/// A pair, what has no base, or a variant that is no longer there.
pub(super) enum Done {
    Pair(Box<Pair>),
    Added(Box<Added>),
    Removed,
}

/// What could not be compared, and why.
#[derive(Clone)]
pub(super) struct Broken {
    pub(super) exit: Exit,
    /// Whether the base is to blame.
    pub(super) of_base: bool,
    /// Where it is the call that is wrong.
    pub(super) refusal: Option<Box<Refusal>>,
    pub(super) files: Vec<SourceFile>,
    pub(super) findings: Vec<Diagnostic>,
}

/// An invalid scenario of which nothing is said yet.
impl Default for Broken {
    fn default() -> Broken {
        Broken { exit: Exit::Invalid, of_base: false, refusal: None, files: Vec::new(), findings: Vec::new() }
    }
}

impl Broken {
    /// Where it is the call that is wrong, or nothing can be kept.
    pub(super) fn of_call(refusal: Refusal) -> Broken {
        Broken { exit: Exit::Usage, refusal: Some(Box::new(refusal)), ..Broken::default() }
    }

    /// The first error, at a place that is there now.
    pub(super) fn of(&self, name: String, file: String) -> Failed {
        let finding = match self.first() {
            Some(finding) if !self.of_base => finding,
            _ => return Failed { name, file, line: None, message: self.base_is_broken() },
        };
        Failed { name, file: finding.file.clone(), line: finding.line, message: finding.message.clone() }
    }

    fn first(&self) -> Option<&Diagnostic> {
        self.findings.iter().find(|finding| finding.severity == Severity::Error)
    }

    /// What is wrong with the base, in one line.
    fn base_is_broken(&self) -> String {
        let Some(finding) = self.first() else { return String::new() };
        format!("the base, {}: {}", at(finding), finding.message)
    }

    /// That there is nothing to compare with.
    pub(super) fn as_warning(&self) -> WarningRecord {
        let (place, reason) =
            self.first().map(|finding| (at(finding), finding.message.clone())).unwrap_or_default();
        (&Warning::Comparison(ComparisonWarning::InvalidBase { place, reason })).into()
    }
}

/// File and line.
fn at(finding: &Diagnostic) -> String {
    let line = finding.line.map(|line| format!(":{line}")).unwrap_or_default();
    format!("{}{line}", finding.file)
}

/// What was said already: several pairs may have the same base.
#[derive(Default)]
pub(super) struct Known(Vec<Diagnostic>);

impl Known {
    pub(super) fn show(&mut self, broken: &Broken, console: &Console) {
        for finding in broken.findings.iter().filter(|finding| finding.severity == Severity::Error) {
            if !self.0.contains(finding) {
                console.show(|columns, colour| finding.render(&broken.files, columns, colour) + "\n");
                self.0.push(finding.clone());
            }
        }
    }
}

/// What came of what was compared.
pub(super) fn outcome(compared: &Compared, done: Result<Done, Broken>) -> Outcome {
    Outcome { name: compared.name.clone(), file: compared.other.file.clone(), done }
}

/// Why two scenarios could not be compared, as findings.
pub(super) fn broken(found: [&Found; 2], loaded: [&Loaded; 2], impossible: Impossible) -> Broken {
    match impossible {
        Impossible::Unlike { what, was, is } => {
            let message = format!("the {what} is `{was}` in {} and `{is}` here", found[0].shown());
            let finding =
                Diagnostic::error(Code::Unlike, message).help(Code::Unlike.help()).in_file(&found[1].shown());
            Broken { findings: vec![finding], ..Broken::default() }
        }
        Impossible::Failed { other, failure } => {
            let at = usize::from(other);
            let finding = describe(&failure, &found[at].file, &loaded[at].files);
            let files = loaded[at].files.clone();
            let (exit, findings) = (exit_of(&failure), vec![finding]);
            Broken { exit, of_base: !other, refusal: None, files, findings }
        }
    }
}

fn exit_of(failure: &Failure) -> Exit {
    match failure {
        Failure::Cancelled => Exit::Interrupted,
        _ => Exit::Invalid,
    }
}
