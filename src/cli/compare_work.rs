//! The work on a comparison: every pair played out, and what could not be.

use std::collections::BTreeSet;

use super::arguments::CompareOptions;
use super::compare_found::Found;
use super::compare_sides::{Compared, Sides};
use super::console::Console;
use super::exit::Exit;
use super::failure::describe;
use super::progress::Progress;
use super::refusal::Refusal;
use super::work::{is_shared_out, spread};
use crate::analysis::alone::play_alone;
use crate::analysis::compare::{Impossible, Questions, Side, compare as compare_two};
use crate::analysis::comparison::{Added, Failed, Pair};
use crate::analysis::ranking::{self, Ranking};
use crate::engine::{Pool, Watch};
use crate::sampling::Sharing;
use crate::scenario::{Code, Diagnostic, Invalid, Loaded, Severity, SourceFile};
use crate::summary::results::WarningRecord;
use crate::summary::{Failure, Settings};

/// A pair, or what has no base.
pub(super) enum Done {
    Pair(Box<Pair>),
    Added(Box<Added>),
}

/// What could not be compared, and why.
pub(super) struct Broken {
    pub(super) exit: Exit,
    /// Whether the base is to blame.
    of_base: bool,
    files: Vec<SourceFile>,
    findings: Vec<Diagnostic>,
}

impl Broken {
    /// The first error, at a place that is there now.
    pub(super) fn of(&self, compared: &Compared) -> Failed {
        let name = compared.name.clone();
        let finding = match self.first() {
            Some(finding) if !self.of_base => finding,
            _ => {
                let message = self.base_is_broken();
                return Failed { name, file: compared.other.file.clone(), line: None, message };
            }
        };
        Failed { name, file: finding.file.clone(), line: finding.line, message: finding.message.clone() }
    }

    fn first(&self) -> Option<&Diagnostic> {
        self.findings.iter().find(|finding| finding.severity == Severity::Error)
    }

    /// What is wrong with the base, in one line.
    fn base_is_broken(&self) -> String {
        let Some(finding) = self.first() else { return String::new() };
        let line = finding.line.map(|line| format!(":{line}")).unwrap_or_default();
        format!("the base, {}{line}: {}", finding.file, finding.message)
    }

    /// That there is nothing to compare with.
    fn as_warning(&self) -> WarningRecord {
        let message = format!("not compared, as the base is invalid; {}", self.base_is_broken());
        WarningRecord::new(Code::InvalidBase, message, Code::InvalidBase.help())
    }
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

/// All pairs of a call.
pub(super) struct Work<'a> {
    pub(super) options: &'a CompareOptions,
    pub(super) pool: &'a Pool,
    pub(super) questions: &'a Questions,
    pub(super) sides: &'a Sides,
    pub(super) progress: &'a Progress,
}

impl Work<'_> {
    /// Works on all pairs, several at once where there are many. No figure depends on how many.
    ///
    /// # Errors
    /// Where threads cannot be started.
    pub(super) fn all(&self) -> Result<Vec<Result<Done, Broken>>, Refusal> {
        let pairs = &self.sides.compared;
        self.progress.expect(pairs.iter().map(|compared| self.work(compared)).sum());
        if !is_shared_out(pairs.len(), self.pool) {
            return Ok(pairs.iter().map(|pair| self.one(pair, self.pool)).collect());
        }
        let mut done = Vec::new();
        let take = |result| {
            done.push(result);
            Ok(())
        };
        spread(pairs, self.pool, |pair, alone| self.one(pair, alone), take)?;
        Ok(done)
    }

    /// Puts the single scenarios of the call in order.
    pub(super) fn rank(&self, draws: u64) -> Result<Ranking, Broken> {
        let beside = &self.sides.beside;
        let loaded =
            beside.iter().map(|found| load(found, false)).collect::<Result<Vec<Loaded>, Broken>>()?;
        let sides: Vec<Side<'_>> = beside
            .iter()
            .zip(&loaded)
            .map(|(found, loaded)| Side::new(loaded, &found.file, found.variant(), self.sharing(found)))
            .collect();
        let names: Vec<String> = beside.iter().map(Found::shown).collect();
        let settings = Settings { draws, ..self.questions.settings.clone() };
        self.progress.expect(draws);
        self.progress.start("all together");
        let share = self.progress.share(draws);
        let ranked = ranking::rank(&names, &sides, self.pool, &settings, &share);
        share.end();
        ranked.map_err(|impossible| match impossible {
            Impossible::Failed { failure, .. } => Broken {
                exit: exit_of(&failure),
                of_base: false,
                findings: vec![describe(&failure, &names.join(", "), &[])],
                files: Vec::new(),
            },
            Impossible::Unlike { .. } => unreachable!("each was compared with the first"),
        })
    }

    /// Draws that the engine makes: each scenario by itself, then both together.
    fn work(&self, compared: &Compared) -> u64 {
        self.questions.settings.draws * if compared.base.is_some() { 3 } else { 1 }
    }

    fn one(&self, compared: &Compared, pool: &Pool) -> Result<Done, Broken> {
        self.progress.start(&compared.name);
        let share = self.progress.share(self.work(compared));
        let Compared { name, base, other } = compared;
        let play = || self.play(name, other, pool, &share);
        let result = match base {
            Some(base) => match self.compare(name, [base, other], pool, &share) {
                Ok(pair) => Ok(Done::Pair(Box::new(pair))),
                // What mends a broken base must not fail by it.
                Err(broken) if broken.of_base && broken.exit == Exit::Invalid && self.is_paired_by_name() => {
                    play().map(|mut added| {
                        added.warnings.insert(0, broken.as_warning());
                        Done::Added(Box::new(added))
                    })
                }
                Err(broken) => Err(broken),
            },
            None => play().map(Box::new).map(Done::Added),
        };
        share.end();
        result
    }

    /// Whether bases were found by name, in a revision or a folder, and not named one by one.
    fn is_paired_by_name(&self) -> bool {
        self.sides.beside.is_empty() && !self.options.variants
    }

    fn play(&self, name: &str, found: &Found, pool: &Pool, watch: &dyn Watch) -> Result<Added, Broken> {
        let loaded = load(found, false)?;
        let side = Side::new(&loaded, &found.file, found.variant(), Sharing::Everything);
        play_alone(name, &side, pool, self.questions, watch)
            .map_err(|impossible| broken([found; 2], [&loaded; 2], impossible))
    }

    fn compare(
        &self,
        name: &str,
        found: [&Found; 2],
        pool: &Pool,
        watch: &dyn Watch,
    ) -> Result<Pair, Broken> {
        let loaded = [load(found[0], true)?, load(found[1], false)?];
        let side =
            |at: usize| Side::new(&loaded[at], &found[at].file, found[at].variant(), self.sharing(found[at]));
        let sides = [side(0), side(1)];
        let mut pair = compare_two(name, [&sides[0], &sides[1]], pool, self.questions, watch)
            .map_err(|impossible| broken(found, [&loaded[0], &loaded[1]], impossible))?;
        // Programmes have luck of their own, and what was set is not what was stored.
        if !self.options.programmes && self.options.set.is_empty() {
            let settings = Settings { draws: pair.draws, ..self.questions.settings.clone() };
            let was = pair.perspectives.iter().map(|(name, change)| (name.as_str(), &change.was));
            let is = pair.perspectives.iter().map(|(name, change)| (name.as_str(), &change.is));
            let differing = [found[0].moved(&settings, was), found[1].moved(&settings, is)];
            pair.warnings.extend(differing.into_iter().flatten());
        }
        Ok(pair)
    }

    fn sharing(&self, found: &Found) -> Sharing {
        if !self.options.programmes {
            return Sharing::Everything;
        }
        let shared: BTreeSet<String> = self.options.share.iter().cloned().collect();
        Sharing::Programme { name: found.programme.clone(), shared }
    }
}

/// Why two scenarios could not be compared, as findings.
fn broken(found: [&Found; 2], loaded: [&Loaded; 2], impossible: Impossible) -> Broken {
    match impossible {
        Impossible::Unlike { what, was, is } => {
            let message = format!("the {what} is `{was}` in {} and `{is}` here", found[0].shown());
            let finding =
                Diagnostic::error(Code::Unlike, message).help(Code::Unlike.help()).in_file(&found[1].shown());
            Broken { exit: Exit::Invalid, of_base: false, files: Vec::new(), findings: vec![finding] }
        }
        Impossible::Failed { other, failure } => {
            let at = usize::from(other);
            let finding = describe(&failure, &found[at].file, &loaded[at].files);
            let files = loaded[at].files.clone();
            Broken { exit: exit_of(&failure), of_base: !other, files, findings: vec![finding] }
        }
    }
}

fn exit_of(failure: &Failure) -> Exit {
    match failure {
        Failure::Cancelled => Exit::Interrupted,
        _ => Exit::Invalid,
    }
}

fn load(found: &Found, of_base: bool) -> Result<Loaded, Broken> {
    found.load().map_err(|Invalid { files, findings }| Broken {
        exit: Exit::Invalid,
        of_base,
        files,
        findings,
    })
}
