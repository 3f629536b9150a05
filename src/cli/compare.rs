//! `compare`: pairs of scenarios in, one report out.

use std::collections::BTreeSet;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use super::arguments::{CompareFormat, CompareOptions};
use super::compare_sides::{Found, Sides, select};
use super::console::Console;
use super::exit::Exit;
use super::failure::describe;
use super::output::Destination;
use super::progress::Progress;
use super::run::instruction_set;
use crate::analysis::compare::{Impossible, Questions, Side, compare as compare_two, unknown_limit};
use crate::analysis::comparison::{Comparison, ComparisonRun, Counts, Pair, SCHEMA_VERSION, worst};
use crate::analysis::limits::Limit;
use crate::report::compare as report;
use crate::report::text::DEFAULT_COLUMNS;
use crate::sampling::{CONTRACT_VERSION, Sharing};
use crate::scenario::{Diagnostic, Invalid, Loaded, Severity, SourceFile};
use crate::summary::results::Verdict;
use crate::summary::{Failure, Settings};

/// Draws where the call names no number.
const DRAWS: u64 = 1_000_000;

/// Most draws where they are added until every gate is decided and the call names no number.
const MOST_DRAWS: u64 = 100_000_000;

/// Pairs for each thread from which on every pair is worked on by a thread of its own.
const ENOUGH_PER_THREAD: usize = 4;

/// Compares what the call names and reports on it.
pub fn compare(options: &CompareOptions, console: &Console) -> Exit {
    let refuse = |exit: Exit, message: &str| {
        console.error(message);
        exit
    };
    let questions = match questions(options) {
        Ok(questions) => questions,
        Err(message) => return refuse(Exit::Usage, &message),
    };
    let sides = match select(options) {
        Ok(sides) => sides,
        Err(message) => return refuse(Exit::Usage, &message),
    };
    let mut destination = match Destination::open(options.output.as_deref()) {
        Ok(destination) => destination,
        Err(message) => return refuse(Exit::Unexpected, &message),
    };
    let progress = Progress::new(console.quiet);
    let work = Work { options, questions: &questions, sides: &sides, progress: &progress };
    let done = work.all();
    progress.clear();
    let mut exit = Exit::Fine;
    let mut known = Known::default();
    let (mut pairs, mut failed) = (Vec::new(), Vec::new());
    for ((name, ..), done) in sides.pairs.iter().zip(done) {
        match done {
            Ok(pair) => pairs.push(pair),
            Err(broken) => {
                exit = exit.or_worse(broken.exit);
                known.show(&broken, console);
                failed.push(name.clone());
            }
        }
    }
    if let Some(limit) = unknown_limit(&questions, &pairs)
        && !pairs.is_empty()
    {
        let message = format!(
            "no scenario has the figure `{}`, named by --{}; name a payer or perspective and a path below it, as \
             public.probability_break_even or state.net_benefit.p5",
            limit.path,
            limit.name().split(' ').next().unwrap_or_default()
        );
        return refuse(Exit::Usage, &message);
    }
    let comparison = comparison(options, &questions, &sides, pairs, failed);
    exit = exit.or_worse(match comparison.verdict {
        Verdict::Pass => Exit::Fine,
        Verdict::Fail => Exit::Failed,
        Verdict::Inconclusive => Exit::Inconclusive,
    });
    let text = match options.format {
        CompareFormat::Text if destination.is_stdout() => {
            report::text(&comparison, console.columns, console.colour)
        }
        CompareFormat::Text => report::text(&comparison, DEFAULT_COLUMNS, console.colour_in_files),
        CompareFormat::Markdown => report::markdown(&comparison),
        CompareFormat::Json => match report::json(&comparison) {
            Ok(text) => text,
            Err(error) => {
                return refuse(Exit::Unexpected, &format!("the comparison cannot be written: {error}"));
            }
        },
    };
    match destination.write(&text).and_then(|()| destination.finish()) {
        Ok(()) => exit,
        Err(message) => refuse(Exit::Unexpected, &message),
    }
}

fn questions(options: &CompareOptions) -> Result<Questions, String> {
    let until_conclusive = options.gates.until_conclusive;
    let gates = &options.gates;
    let mut limits: Vec<Limit> = gates.max_drop.iter().chain(&gates.max_rise).cloned().collect();
    limits.extend(gates.no_loser.iter().map(|payer| Limit::no_loser(payer)));
    let draws = options.draws.unwrap_or(if until_conclusive { MOST_DRAWS } else { DRAWS });
    let settings = Settings {
        draws,
        seed: options.seed,
        sampling: options.sampling.into(),
        threads: options.threads,
        isa: instruction_set()?,
        ..Settings::default()
    };
    Ok(Questions { settings, limits, until_conclusive })
}

fn comparison(
    options: &CompareOptions,
    questions: &Questions,
    sides: &Sides,
    pairs: Vec<Pair>,
    failed: Vec<String>,
) -> Comparison {
    let gates = pairs.iter().flat_map(|pair| &pair.gates).filter(|gate| gate.decides);
    let verdict = worst(gates.map(|gate| gate.verdict));
    let unchanged = pairs.iter().filter(|pair| pair.unchanged).count();
    let counts = Counts {
        unchanged,
        changed: pairs.len() - unchanged,
        added: sides.added.len(),
        removed: sides.removed.len(),
        failed: failed.len(),
    };
    let run = ComparisonRun {
        draws: questions.settings.sampling.round_up(questions.settings.draws),
        seed: questions.settings.seed,
        sampling: questions.settings.sampling.to_string(),
        until_conclusive: questions.until_conclusive,
        programmes: options.programmes,
        shared: options.share.clone(),
        contract_version: CONTRACT_VERSION,
        program_version: env!("CARGO_PKG_VERSION").to_owned(),
    };
    Comparison {
        schema_version: SCHEMA_VERSION,
        run,
        verdict,
        counts,
        pairs,
        added: sides.added.clone(),
        removed: sides.removed.clone(),
        failed,
    }
}

/// A pair that could not be compared, and why.
struct Broken {
    exit: Exit,
    files: Vec<SourceFile>,
    findings: Vec<Diagnostic>,
}

/// What was said already: several pairs may have the same base.
#[derive(Default)]
struct Known(Vec<Diagnostic>);

impl Known {
    fn show(&mut self, broken: &Broken, console: &Console) {
        for finding in broken.findings.iter().filter(|finding| finding.severity == Severity::Error) {
            if !self.0.contains(finding) {
                console.show(|columns, colour| finding.render(&broken.files, columns, colour) + "\n");
                self.0.push(finding.clone());
            }
        }
    }
}

/// All pairs of a call.
struct Work<'a> {
    options: &'a CompareOptions,
    questions: &'a Questions,
    sides: &'a Sides,
    progress: &'a Progress,
}

impl Work<'_> {
    /// Works on all pairs, several at once where there are many. No figure depends on how many.
    fn all(&self) -> Vec<Result<Pair, Broken>> {
        let pairs = &self.sides.pairs;
        self.progress.expect(self.questions.settings.draws * DRAWS_PER_DRAW * pairs.len() as u64);
        let threads = match self.options.threads {
            0 => thread::available_parallelism().map_or(1, usize::from),
            threads => threads,
        };
        if threads == 1 || pairs.len() < threads * ENOUGH_PER_THREAD {
            return pairs.iter().map(|pair| self.one(pair, self.questions)).collect();
        }
        let mut alone = self.questions.clone();
        alone.settings.threads = 1;
        let next = AtomicUsize::new(0);
        let done: Vec<Mutex<Option<Result<Pair, Broken>>>> = pairs.iter().map(|_| Mutex::new(None)).collect();
        thread::scope(|scope| {
            for _ in 0..threads {
                scope.spawn(|| {
                    while let Some((place, pair)) = {
                        let place = next.fetch_add(1, Ordering::Relaxed);
                        pairs.get(place).map(|pair| (place, pair))
                    } {
                        let result = self.one(pair, &alone);
                        *done[place].lock().expect("nobody else holds it") = Some(result);
                    }
                });
            }
        });
        let taken = done.into_iter().map(|done| done.into_inner().expect("every thread has ended"));
        taken.map(|result| result.expect("every pair was worked on")).collect()
    }

    fn one(
        &self,
        (name, base, other): &(String, Found, Found),
        questions: &Questions,
    ) -> Result<Pair, Broken> {
        self.progress.start(name);
        let share = self.progress.share(questions.settings.draws * DRAWS_PER_DRAW);
        let result = self.compare(name, [base, other], questions, &share);
        share.end();
        result
    }

    fn compare(
        &self,
        name: &str,
        found: [&Found; 2],
        questions: &Questions,
        watch: &dyn crate::engine::Watch,
    ) -> Result<Pair, Broken> {
        let loaded = [load(found[0])?, load(found[1])?];
        let side =
            |at: usize| Side::new(&loaded[at], &found[at].file, found[at].variant(), self.sharing(found[at]));
        let sides = [side(0), side(1)];
        compare_two(name, [&sides[0], &sides[1]], questions, watch).map_err(|impossible| match impossible {
            Impossible::Unlike { what, was, is } => {
                let message = format!("the {what} is `{was}` in {} and `{is}` here", found[0].shown());
                let finding = Diagnostic::error("unlike", message)
                    .help("amounts in different money cannot be compared; bring both to one currency and price year");
                let finding = finding.in_file(&found[1].shown());
                Broken { exit: Exit::Invalid, files: Vec::new(), findings: vec![finding] }
            }
            Impossible::Failed { other, failure } => {
                let at = usize::from(other);
                let exit = match failure {
                    Failure::Threads(_) => Exit::Unexpected,
                    Failure::Cancelled => Exit::Interrupted,
                    _ => Exit::Invalid,
                };
                let finding = describe(&failure, &found[at].file, &loaded[at].files);
                Broken { exit, files: loaded[at].files.clone(), findings: vec![finding] }
            }
        })
    }

    fn sharing(&self, found: &Found) -> Sharing {
        if !self.options.programmes {
            return Sharing::Everything;
        }
        let shared: BTreeSet<String> = self.options.share.iter().cloned().collect();
        Sharing::Programme { name: found.shown(), shared }
    }
}

/// Draws that the engine makes for one draw of a pair: each scenario by itself, then both together.
const DRAWS_PER_DRAW: u64 = 3;

fn load(found: &Found) -> Result<Loaded, Broken> {
    found.load().map_err(|Invalid { files, findings }| Broken { exit: Exit::Invalid, files, findings })
}
