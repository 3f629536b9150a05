//! `compare`: pairs of scenarios in, one report out.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::arguments::CompareOptions;
use super::compare_found::Found;
use super::compare_kept::Kept;
use super::compare_outcome::{Broken, Done, Known, Outcome};
use super::compare_sides::{Sides, select};
use super::compare_work::{FEWEST_RANKED, Work, are_choices};
use super::console::Console;
use super::exit::Exit;
use super::output::Outputs;
use super::programmes::{refuse_lonely, told_apart};
use super::progress::Progress;
use super::refusal::Refusal;
use super::reports::Reports;
use super::repository::path_in_repository;
use super::spool::Spool;
use crate::analysis::compare::Questions;
use crate::analysis::compare::comparison::{Added, Comparison, ComparisonRun, Failed};
use crate::analysis::compare::judging::unknown_limit;
use crate::analysis::compare::limits::Limit;
use crate::analysis::compare::pairs::{Brief, Pairs};
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
    let questions = &questions(options);
    let mut sides = select(options).map_err(Refusal::usage)?;
    name_programmes(options, &mut sides).map_err(Refusal::usage)?;
    let outputs = Outputs::of(options.output.iter().chain(options.also.iter().map(|also| &also.file)))?;
    outputs.spare(&options.files)?;
    let reports = Reports::open(options.format, options.output.as_deref(), &options.also)?;
    warn_of_unused(options, &sides, console);
    cut(options.part, &mut sides).map_err(Refusal::usage)?;
    let progress = Progress::new(console.quiet);
    let run = described(options, questions);
    let kept = Kept::open(options, questions, &sides, &run)?;
    let (pool, sides, kept) = (&pool, &sides, kept.as_ref());
    let work = Work { options, pool, questions, sides, outputs: &outputs, progress: &progress, kept };
    let mut gathered = Gathered {
        removed: sides.removed.iter().map(|(name, _)| name.clone()).collect(),
        ..Gathered::default()
    };
    let ranking = work.all(|outcome| gathered.take(outcome, &progress, console))?;
    let Gathered { spool, briefs, added, removed, failed, mut exit, .. } = gathered;
    let pairs = Pairs::on(Arc::new(spool), briefs);
    // Where a scenario is broken, or was, it may be the one that has the figure; where this is a part, it may be another's.
    if let Some(limit) = unknown_limit(questions, &pairs)
        && options.part.is_none()
        && failed.is_empty()
        && !added.iter().any(Added::has_invalid_base)
        && !pairs.is_empty()
    {
        return Err(unknown(limit, &pairs));
    }
    progress.clear();
    if ranking.is_none() && are_choices(options) && sides.beside.len() >= FEWEST_RANKED {
        console.warning("not ranked: not all scenarios could be compared");
    }
    if let Some(kept) = kept {
        console.note(&kept.tally());
    }
    let comparison = Comparison::of(run, pairs, added, removed, failed, ranking);
    exit = exit.or_worse(comparison.verdict.into());
    reports.write(&comparison, &write::COMPARE, in_repository, console)?;
    Ok(exit)
}

/// What came of a call so far.
#[derive(Default)]
struct Gathered {
    spool: Spool,
    briefs: Vec<Brief>,
    added: Vec<Added>,
    removed: Vec<String>,
    failed: Vec<Failed>,
    known: Known,
    exit: Exit,
}

impl Gathered {
    fn take(
        &mut self,
        Outcome { name, file, done }: Outcome,
        progress: &Progress,
        console: &Console,
    ) -> Result<(), Refusal> {
        match done {
            Ok(Done::Pair(pair)) => self.briefs.push(self.spool.put(*pair)?),
            Ok(Done::Added(scenario)) => self.added.push(*scenario),
            Ok(Done::Removed) => self.removed.push(name),
            Err(Broken { refusal: Some(refusal), .. }) => return Err(*refusal),
            Err(broken) => {
                self.exit = self.exit.or_worse(broken.exit);
                progress.aside(|| self.known.show(&broken, console));
                self.failed.push(broken.of(name, file));
            }
        }
        Ok(())
    }
}

/// What to say of a limit that concerns no figure of any pair.
fn unknown(limit: &Limit, pairs: &Pairs) -> Refusal {
    let mut labels = BTreeMap::new();
    for pair in pairs.iter() {
        match pair {
            Ok(pair) => {
                labels.extend(pair.perspectives.iter().map(|(name, of)| (name.clone(), of.label.clone())));
            }
            Err(error) => return Refusal::unexpected(format!("the pairs cannot be read: {error}")),
        }
    }
    let perspectives = labels.iter().map(|(name, label)| (name.as_str(), label.as_str())).collect();
    let option = limit.name();
    let option = option.split(' ').next().unwrap_or_default();
    let meant = limit.meant(&perspectives);
    Refusal::usage(format!("no scenario has the figure `{}`, named by --{option}; {meant}", limit.metric))
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
        set: options.changes.set(),
        part: options.part,
        sources: None,
        contract_version: CONTRACT_VERSION,
        program_version: env!("CARGO_PKG_VERSION").to_owned(),
    }
}

/// The same for services that show a repository, with paths as they know them.
pub(super) fn in_repository(comparison: &Comparison) -> Comparison {
    let mut comparison = comparison.clone();
    comparison.pairs = comparison.pairs.with_files(path_in_repository);
    let added = comparison.added.iter_mut().flat_map(|added| {
        let gates = added.gates.iter_mut().map(|gate| &mut gate.file);
        gates.chain([&mut added.scenario.file])
    });
    let failed = comparison.failed.iter_mut().map(|failed| &mut failed.file);
    added.chain(failed).for_each(|file| *file = path_in_repository(file));
    comparison
}

/// Warns of inputs that the call sets and no scenario reads.
fn warn_of_unused(options: &CompareOptions, sides: &Sides, console: &Console) {
    let all = options.changes.set();
    let set = all.iter().filter_map(|set| {
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
