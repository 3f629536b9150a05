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
use crate::analysis::compare::{Impossible, Questions, Side, compare as compare_two};
use crate::analysis::comparison::{Comparison, ComparisonRun, Counts, Pair, SCHEMA_VERSION, worst};
use crate::analysis::judging::unknown_limit;
use crate::analysis::limits::Limit;
use crate::analysis::ranking::{self, Ranking};
use crate::report::text::DEFAULT_COLUMNS;
use crate::report::{compare as report, github, junit};
use crate::sampling::{CONTRACT_VERSION, Sharing};
use crate::scenario::{Diagnostic, Invalid, Loaded, Severity, SourceFile};
use crate::summary::results::Verdict;
use crate::summary::{Failure, Settings};

/// Draws where the call names no number.
const DRAWS: u64 = 1_000_000;

/// Most draws where they are added until every gate is decided and the call names no number.
const MOST_DRAWS: u64 = 100_000_000;

/// Scenarios beside each other from which on they are ranked: two are ranked by their comparison.
const FEWEST_RANKED: usize = 3;

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
    if let Err(message) = check_programmes(options, &sides) {
        return refuse(Exit::Usage, &message);
    }
    let mut destination = match Destination::open(options.output.as_deref()) {
        Ok(destination) => destination,
        Err(message) => return refuse(Exit::Unexpected, &message),
    };
    let progress = Progress::new(console.quiet);
    let work = Work { options, questions: &questions, sides: &sides, progress: &progress };
    let done = work.all();
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
    let ranking = if failed.is_empty() && sides.beside.len() >= FEWEST_RANKED {
        let draws = pairs
            .iter()
            .map(|pair| pair.draws)
            .fold(0, |most, draws| if draws > most { draws } else { most });
        match work.rank(draws) {
            Ok(ranking) => Some(ranking),
            Err(broken) => {
                known.show(&broken, console);
                return broken.exit;
            }
        }
    } else {
        None
    };
    progress.clear();
    let comparison = Comparison { ranking, ..comparison(options, &questions, &sides, pairs, failed) };
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
        CompareFormat::Junit => junit::render(&comparison),
        CompareFormat::Github => github::comparison(&comparison),
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

/// Programmes are files, each named once, and share what at least one of them has.
fn check_programmes(options: &CompareOptions, sides: &Sides) -> Result<(), String> {
    if sides.beside.len() > ranking::MOST {
        return Err(format!("at most {} scenarios can be put beside each other", ranking::MOST));
    }
    if !options.programmes {
        return Ok(());
    }
    if sides.beside.len() <= sides.pairs.len() {
        return Err("--programmes compares single scenarios; name their files".to_owned());
    }
    let mut names = BTreeSet::new();
    if let Some(twice) = sides.beside.iter().map(Found::shown).find(|name| !names.insert(name.clone())) {
        return Err(format!("{twice} is named twice; it is one programme"));
    }
    let inputs: BTreeSet<String> = sides
        .beside
        .iter()
        .filter_map(|found| found.load().ok())
        .flat_map(|loaded| loaded.scenario.inputs.into_keys())
        .collect();
    match options.share.iter().find(|name| !inputs.is_empty() && !inputs.contains(*name)) {
        Some(name) => Err(format!("no programme has the input `{name}`, named by --share")),
        None => Ok(()),
    }
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
        ranking: None,
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

    /// Puts the single scenarios of the call in order.
    fn rank(&self, draws: u64) -> Result<Ranking, Broken> {
        let beside = &self.sides.beside;
        let loaded = beside.iter().map(load).collect::<Result<Vec<Loaded>, Broken>>()?;
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
        let ranked = ranking::rank(&names, &sides, &settings, &share);
        share.end();
        ranked.map_err(|impossible| match impossible {
            Impossible::Failed { failure, .. } => Broken {
                exit: exit_of(&failure),
                findings: vec![describe(&failure, &names.join(", "), &[])],
                files: Vec::new(),
            },
            Impossible::Unlike { .. } => unreachable!("each was compared with the first"),
        })
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
                let exit = exit_of(&failure);
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

fn exit_of(failure: &Failure) -> Exit {
    match failure {
        Failure::Threads(_) => Exit::Unexpected,
        Failure::Cancelled => Exit::Interrupted,
        _ => Exit::Invalid,
    }
}

fn load(found: &Found) -> Result<Loaded, Broken> {
    found.load().map_err(|Invalid { files, findings }| Broken { exit: Exit::Invalid, files, findings })
}
