//! `compare`: pairs of scenarios in, one report out.

use std::collections::{BTreeMap, BTreeSet};

use super::arguments::CompareOptions;
use super::compare_found::Found;
use super::compare_sides::{Sides, select};
use super::compare_work::{Broken, Done, FEWEST_RANKED, Known, Outcome, Work, are_choices};
use super::console::Console;
use super::exit::Exit;
use super::output::Outputs;
use super::programmes::{refuse_lonely, told_apart};
use super::progress::Progress;
use super::refusal::Refusal;
use super::reports::Reports;
use super::repository::path_in_repository;
use crate::analysis::compare::Questions;
use crate::analysis::compare::comparison::{Added, Comparison, ComparisonRun, Measured, Pair};
use crate::analysis::compare::judging::unknown_limit;
use crate::analysis::compare::limits::Limit;
use crate::analysis::ranking;
use crate::report::write;
use crate::sampling::CONTRACT_VERSION;
use crate::scenario::{Loaded, Scenario};
use crate::summary::Piece;

/// Compares what the call names and reports on it.
///
/// # Errors
/// Where the call asks for what cannot be, and where the report cannot be written.
pub fn compare(options: &CompareOptions, console: &Console) -> Result<Exit, Refusal> {
    let pool = options.simulation.pool()?;
    let questions = questions(options);
    let mut sides = select(options).map_err(Refusal::usage)?;
    name_programmes(options, &mut sides).map_err(Refusal::usage)?;
    let outputs = Outputs::of(options.output.iter().chain(options.also.iter().map(|also| &also.file)))?;
    outputs.spare(&options.files)?;
    let reports = Reports::open(options.format, options.output.as_deref(), &options.also)?;
    warn_of_unused(options, &sides, console);
    cut(options.part, &mut sides).map_err(Refusal::usage)?;
    let progress = Progress::new(console.quiet);
    let (pool, questions, sides) = (&pool, &questions, &sides);
    let work = Work { options, pool, questions, sides, outputs: &outputs, progress: &progress };
    let (outcomes, ranking) = work.all()?;
    let mut exit = Exit::Fine;
    let mut known = Known::default();
    let (mut pairs, mut added, mut failed) = (Vec::new(), Vec::new(), Vec::new());
    let mut removed: Vec<String> = sides.removed.iter().map(|(name, _)| name.clone()).collect();
    for Outcome { name, file, done } in outcomes {
        match done {
            Ok(Done::Pair(pair)) => pairs.push(*pair),
            Ok(Done::Added(scenario)) => added.push(*scenario),
            Ok(Done::Removed) => removed.push(name),
            Err(Broken { refusal: Some(refusal), .. }) => return Err(*refusal),
            Err(broken) => {
                exit = exit.or_worse(broken.exit);
                known.show(&broken, console);
                failed.push(broken.of(name, file));
            }
        }
    }
    if options.programmes {
        ask_base_once(&mut pairs);
    }
    // Where a scenario is broken, or was, it may be the one that has the figure; where this is a part, it may be another's.
    if let Some(limit) = unknown_limit(questions, &pairs)
        && options.part.is_none()
        && failed.is_empty()
        && !added.iter().any(Added::has_invalid_base)
        && !pairs.is_empty()
    {
        let seen = pairs.iter().flat_map(|pair| &pair.perspectives);
        let perspectives: BTreeMap<&str, &str> =
            seen.map(|(name, change)| (name.as_str(), change.label.as_str())).collect();
        let option = limit.name();
        let option = option.split(' ').next().unwrap_or_default();
        let meant = limit.meant(&perspectives);
        let message = format!("no scenario has the figure `{}`, named by --{option}; {meant}", limit.metric);
        return Err(Refusal::usage(message));
    }
    if ranking.is_none() && are_choices(options) && sides.beside.len() >= FEWEST_RANKED {
        console.warning("not ranked: not all scenarios could be compared");
    }
    progress.clear();
    let comparison = Comparison::of(described(options, questions), pairs, added, removed, failed, ranking);
    exit = exit.or_worse(comparison.verdict.into());
    reports.write(&comparison, &write::COMPARE, in_repository, console)?;
    Ok(exit)
}

/// Leaves one part of what is compared; the first has what is gone.
fn cut(part: Option<Piece>, sides: &mut Sides) -> Result<(), String> {
    let Some(part) = part else { return Ok(()) };
    if !sides.beside.is_empty() {
        return Err(
            "--part cuts the list of the files of folders; compare single files in one call".to_owned()
        );
    }
    let range = part.range(sides.compared.len());
    sides.compared.truncate(range.end);
    sides.compared.drain(..range.start);
    if part.number > 1 {
        sides.removed.clear();
    }
    Ok(())
}

fn questions(options: &CompareOptions) -> Questions {
    let until_conclusive = options.gates.until_conclusive;
    let gates = &options.gates;
    let mut limits: Vec<Limit> = gates.max_drop.iter().chain(&gates.max_rise).cloned().collect();
    limits.extend(gates.no_loser.iter().map(|payer| Limit::no_loser(payer)));
    Questions { settings: options.simulation.settings(until_conclusive), limits, until_conclusive }
}

/// Programmes are files, each named once, and share what at least two of them have.
fn name_programmes(options: &CompareOptions, sides: &mut Sides) -> Result<(), String> {
    if sides.beside.len() > ranking::MOST {
        return Err(format!("at most {} scenarios can be put beside each other", ranking::MOST));
    }
    if !options.programmes {
        return Ok(());
    }
    if sides.beside.len() <= sides.compared.len() {
        return Err("--programmes compares single scenarios; name their files".to_owned());
    }
    let mut places = BTreeSet::new();
    for found in &sides.beside {
        if !places.insert((found.place(), found.variant().map(str::to_owned))) {
            return Err(format!("{} is named twice; it is one programme", found.shown()));
        }
    }
    let names = told_apart(sides.beside.iter().map(Found::short_name));
    let loaded = sides.beside.iter().filter_map(|found| Some((found.shown(), found.load().ok()?)));
    let loaded: Vec<(String, Loaded)> = loaded.collect();
    let read: Vec<(String, &Scenario)> =
        loaded.iter().map(|(shown, loaded)| (shown.clone(), &loaded.scenario)).collect();
    refuse_lonely(&options.share, &read)?;
    let others = sides.compared.iter_mut().zip(&names[1..]);
    for (compared, name) in others {
        compared.other.programme.clone_from(name);
        if let Some(base) = &mut compared.base {
            base.programme.clone_from(&names[0]);
        }
    }
    sides.beside.iter_mut().zip(names).for_each(|(found, name)| found.programme = name);
    Ok(())
}

/// What was asked for, as the comparison says it.
fn described(options: &CompareOptions, questions: &Questions) -> ComparisonRun {
    ComparisonRun {
        draws: questions.settings.sampling.round_up(questions.settings.draws),
        seed: questions.settings.seed,
        sampling: questions.settings.sampling.to_string(),
        limits: questions.limits.iter().map(Limit::name).collect(),
        allow_removed: options.gates.allow_removed,
        until_conclusive: questions.until_conclusive,
        programmes: options.programmes,
        shared: options.share.clone(),
        set: options.set.clone(),
        part: options.part,
        contract_version: CONTRACT_VERSION,
        program_version: env!("CARGO_PKG_VERSION").to_owned(),
    }
}

/// The same for services that show a repository, with paths as they know them.
pub(super) fn in_repository(comparison: &Comparison) -> Comparison {
    let mut comparison = comparison.clone();
    let pairs = comparison.pairs.iter_mut().flat_map(|pair| {
        let gates = pair.gates.iter_mut().map(|gate| &mut gate.file);
        gates.chain(pair.assumptions.iter_mut().map(|assumption| &mut assumption.file))
    });
    let added = comparison.added.iter_mut().flat_map(|added| {
        let gates = added.gates.iter_mut().map(|gate| &mut gate.file);
        gates.chain([&mut added.scenario.file])
    });
    let failed = comparison.failed.iter_mut().map(|failed| &mut failed.file);
    pairs.chain(added).chain(failed).for_each(|file| *file = path_in_repository(file));
    comparison
}

/// Warns of inputs that the call sets and no scenario reads.
fn warn_of_unused(options: &CompareOptions, sides: &Sides, console: &Console) {
    let set = options.set.iter().filter_map(|set| {
        let (path, _) = set.split_once('=')?;
        let mut names = path.split('.').map(|name| name.trim().trim_matches(['"', '\'']));
        (names.next()? == "inputs").then(|| names.next()).flatten()
    });
    let mut unused: BTreeSet<&str> = set.collect();
    if unused.is_empty() {
        return;
    }
    let all = sides.compared.iter().flat_map(|compared| compared.base.iter().chain([&compared.other]));
    let mut any = false;
    // What is wrong with a scenario is said when it is compared.
    for loaded in all.filter_map(|found| found.load().ok()) {
        any = true;
        let inputs = &loaded.scenario.inputs;
        unused.retain(|name| !inputs.contains_key(*name) || loaded.unused_inputs.iter().any(|u| u == name));
    }
    for name in unused.iter().filter(|_| any) {
        console.warning(&format!("no scenario reads the input `{name}`, named by --set: it changes nothing"));
    }
}

fn most_draws(pairs: &[Pair]) -> u64 {
    pairs.iter().map(|pair| pair.draws).max().unwrap_or_default()
}

/// Programmes have one base: what it requires is told where it has most draws, and not again for every other.
fn ask_base_once(pairs: &mut [Pair]) {
    let most = most_draws(pairs);
    let teller = pairs.iter().position(|pair| pair.draws == most);
    for (place, pair) in pairs.iter_mut().enumerate() {
        if teller != Some(place) {
            pair.gates.retain(|gate| gate.of != Measured::Base);
        }
    }
}
