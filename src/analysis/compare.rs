//! Two scenarios over the same draws: what lies between them.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

use super::assumptions::differences;
use super::comparison::{
    Assumption, Change, Correlation, Gate, NetBenefitChange, OneSided, Pair, PeakChange, Standing, YearChange,
};
use super::judging::{Judge, is_open};
use super::limits::Limit;
use super::looks::{Look, looks};
use super::paired::{Paired, PairedPerspective};
use super::pairing::pair;
use crate::engine::{Play, Pool, Stopped, Watch};
use crate::model::{Detail, Model};
use crate::sampling::{Sharing, StreamName, Uniforms};
use crate::scenario::{Code, Identity, Loaded, Scenario};
use crate::summary::confidence::Confidence;
use crate::summary::replicates::Grouping;
use crate::summary::results::{Estimate, PerspectiveResults, Perspectives, Results, WarningRecord};
use crate::summary::{Company, Failure, Settings, judge, run_judged};

/// One of the two scenarios.
#[derive(Debug, Clone)]
pub struct Side<'a> {
    /// The scenario.
    pub loaded: &'a Loaded,
    /// The file as named by the call.
    pub file: &'a str,
    /// The variant of the file.
    pub variant: Option<&'a str>,
    /// Which streams it shares with the other.
    pub sharing: Sharing,
    /// The streams of all scenarios beside each other; [`compare`] fills it in.
    streams: BTreeSet<StreamName>,
}

impl<'a> Side<'a> {
    /// A scenario as a call names it.
    pub fn new(loaded: &'a Loaded, file: &'a str, variant: Option<&'a str>, sharing: Sharing) -> Side<'a> {
        Side { loaded, file, variant, sharing, streams: BTreeSet::new() }
    }

    /// How to simulate it.
    pub(super) fn settings(&self, settings: &Settings) -> Settings {
        let company = Company { sharing: self.sharing.clone(), streams: self.streams.clone() };
        Settings { company: Some(company), ..settings.clone() }
    }
}

/// What is asked of every pair.
#[derive(Debug, Clone)]
pub struct Questions {
    /// How to simulate; its draws are the most where draws are added.
    pub settings: Settings,
    /// Limits on what may change.
    pub limits: Vec<Limit>,
    /// Whether to add draws until every limit and requirement is decided ([`super::looks`]).
    pub until_conclusive: bool,
}

impl Questions {
    /// When to look at the figures.
    pub(super) fn looks(&self) -> Vec<Look> {
        let draws = self.settings.sampling.round_up(self.settings.draws);
        match self.until_conclusive {
            true => looks(draws),
            false => vec![Look { draws, confidence: Confidence::USUAL }],
        }
    }
}

/// Why two scenarios cannot be compared.
#[derive(Debug, Clone, PartialEq)]
pub enum Impossible {
    /// Their amounts are of different kinds.
    Unlike {
        /// What differs, as `currency`.
        what: &'static str,
        /// In the base.
        was: String,
        /// In the other.
        is: String,
    },
    /// One of them came to nothing.
    Failed {
        /// Whether it was the other.
        other: bool,
        /// Why.
        failure: Failure,
    },
}

/// Figures of both scenarios at one number of draws.
pub(super) struct Figures {
    pub(super) results: [Results; 2],
    /// The perspectives as limits and requirements see them, with intervals as sure as the look asks for.
    pub(super) judged: [Perspectives; 2],
    /// `None` where both are the same model.
    pub(super) paired: Option<Paired>,
}

/// Compares two scenarios. `name` is what they have in common.
///
/// # Errors
/// [`Impossible`] says why there is nothing to compare.
pub fn compare(
    name: &str,
    sides: [&Side<'_>; 2],
    pool: &Pool,
    questions: &Questions,
    watch: &dyn Watch,
) -> Result<Pair, Impossible> {
    let scenarios = sides.map(|side| &side.loaded.scenario);
    refuse_unlike(scenarios)?;
    let models = compile(sides)?;
    let names = [0, 1].map(|at| sides[at].sharing.name(models[at].program.streams()));
    let streams: BTreeSet<StreamName> = names.iter().flatten().cloned().collect();
    let sides = sides.map(|side| Side { streams: streams.clone(), ..side.clone() });
    let sides = [&sides[0], &sides[1]];
    let unchanged = sides[0].sharing == sides[1].sharing && models[0].is_same(&models[1]);
    let all_looks = questions.looks();
    let assumptions = differences(sides[0].loaded, sides[1].loaded);
    for (number, look) in (1..).zip(&all_looks) {
        let settings =
            Settings { draws: look.draws, confidence: look.confidence, ..questions.settings.clone() };
        let figures = simulate(sides, &models, unchanged, pool, &settings, watch)?;
        let judge = Judge {
            sides,
            figures: &figures,
            assumptions: &assumptions,
            pool,
            settings: &settings,
            look,
            watch,
            repeats: OnceCell::new(),
        };
        let gates = judge.gates(&questions.limits)?;
        if is_open(&gates) && number < all_looks.len() {
            continue;
        }
        let names = sides.map(|side| named(&side.loaded.scenario));
        return Ok(Pair {
            name: name.to_owned(),
            base: identity(sides[0]),
            other: identity(sides[1]),
            unchanged,
            draws: look.draws,
            looks: questions.until_conclusive.then_some(number as u32),
            perspectives: changes(&figures, scenarios[1]),
            one_sided: one_sided(&figures, scenarios),
            only_in_base: names[0].difference(&names[1]).cloned().collect(),
            only_in_other: names[1].difference(&names[0]).cloned().collect(),
            warnings: warnings(scenarios, &figures, &assumptions, &gates),
            assumptions,
            gates,
        });
    }
    unreachable!("the last look is final")
}

fn refuse_unlike([base, other]: [&Scenario; 2]) -> Result<(), Impossible> {
    let unlike = |what, was: String, is: String| Err(Impossible::Unlike { what, was, is });
    if base.currency != other.currency {
        return unlike("currency", base.currency.clone(), other.currency.clone());
    }
    if base.price_year != other.price_year {
        return unlike("price year", base.price_year.to_string(), other.price_year.to_string());
    }
    Ok(())
}

/// Compiles both.
fn compile(sides: [&Side<'_>; 2]) -> Result<[Model; 2], Impossible> {
    Ok([compile_one(sides[0], false)?, compile_one(sides[1], true)?])
}

/// Compiles a scenario without the inputs that nothing reads: those leave traces in a model, none in its figures.
pub(super) fn compile_one(side: &Side<'_>, other: bool) -> Result<Model, Impossible> {
    let mut scenario = side.loaded.scenario.clone();
    let correlated: BTreeSet<String> =
        scenario.correlations.values().flat_map(|group| &group.inputs).cloned().collect();
    let unread = |name: &String| side.loaded.unused_inputs.contains(name) && !correlated.contains(name);
    scenario.inputs.retain(|name, _| !unread(name));
    Model::compile(&scenario, Detail::Compared)
        .map_err(|error| Impossible::Failed { other, failure: Failure::Model(error) })
}

/// Plays both out, each for itself and, where they differ, beside each other.
fn simulate(
    sides: [&Side<'_>; 2],
    models: &[Model; 2],
    unchanged: bool,
    pool: &Pool,
    settings: &Settings,
    watch: &dyn Watch,
) -> Result<Figures, Impossible> {
    let by_itself = |at: usize| {
        let side = sides[at];
        let settings = side.settings(settings);
        let stage = Stage { watch, before: at as u64 * settings.draws };
        let (results, judged) = run_judged(side.loaded, side.file, side.variant, pool, &settings, &stage)
            .map_err(|failure| Impossible::Failed { other: at == 1, failure })?;
        let judged = judged.unwrap_or_else(|| results.perspectives.clone());
        Ok::<_, Impossible>((results, judged))
    };
    let (base, judged) = by_itself(0)?;
    if unchanged {
        // The same model gives the same figures; only what is required of them may differ.
        let requirements = &sides[1].loaded.scenario.requirements;
        let requirements =
            requirements.iter().map(|(name, r)| judge(name, r, judged.get(&r.perspective))).collect();
        let other = Results { requirements, ..base.clone() };
        return Ok(Figures { results: [base, other], judged: [judged.clone(), judged], paired: None });
    }
    let (other, judged_other) = by_itself(1)?;
    let streams = [0, 1].map(|at| sides[at].sharing.name(models[at].program.streams()));
    let uniforms =
        [0, 1].map(|at| Uniforms::among(settings.sampling, settings.seed, &streams[at], &sides[at].streams));
    let plays = [0, 1].map(|at| Play { model: &models[at], uniforms: &uniforms[at] });
    let stage = Stage { watch, before: 2 * settings.draws };
    let grouping = Grouping::from(settings.sampling);
    let paired = pool.install(|| {
        pair(plays, settings.draws, grouping, pool.isa(), &stage).map_err(|stopped| failure(stopped, &plays))
    });
    let paired = paired.map_err(|failure| Impossible::Failed { other: true, failure })?;
    Ok(Figures { results: [base, other], judged: [judged, judged_other], paired: Some(paired) })
}

/// Why plays side by side came to nothing.
pub(super) fn failure(stopped: Stopped, plays: &[Play<'_>]) -> Failure {
    match stopped {
        Stopped::Cancelled => Failure::Cancelled,
        Stopped::OutOfBounds { play, found } => {
            let site = plays[play].model.sites[found.site as usize].clone();
            Failure::OutOfBounds { site, draw: found.draw, inputs: Vec::new() }
        }
    }
}

/// A part of the work on a pair.
struct Stage<'a> {
    watch: &'a dyn Watch,
    /// Draws made before.
    before: u64,
}

impl Watch for Stage<'_> {
    fn progressed(&self, done: u64, total: u64) {
        self.watch.progressed(self.before + done, total);
    }

    fn cancelled(&self) -> bool {
        self.watch.cancelled()
    }
}

pub(super) fn identity(side: &Side<'_>) -> Identity {
    Identity::without_text(side.loaded, side.file, side.variant)
}

/// What results speak of by name.
fn named(scenario: &Scenario) -> BTreeSet<String> {
    let payers = scenario.payers.keys().map(|name| format!("payers.{name}"));
    let perspectives = scenario.perspectives.keys().map(|name| format!("perspectives.{name}"));
    let outcomes = scenario.outcomes.keys().map(|name| format!("outcomes.{name}"));
    payers.chain(perspectives).chain(outcomes).collect()
}

/// The change of every perspective that both have.
fn changes(figures: &Figures, scenario: &Scenario) -> BTreeMap<String, Change> {
    let label = |name: &String| label(scenario, name);
    let [base, other] = &figures.results;
    let mut changes = BTreeMap::new();
    match &figures.paired {
        Some(paired) => {
            for p in &paired.perspectives {
                let (was, is) = (&base.perspectives[&p.name], &other.perspectives[&p.name]);
                changes.insert(p.name.clone(), change(label(&p.name), p, was, is));
            }
        }
        None => {
            for (name, was) in &base.perspectives {
                changes.insert(name.clone(), no_change(label(name), was));
            }
        }
    }
    changes
}

/// Where every perspective stands that only one side has.
fn one_sided(figures: &Figures, scenarios: [&Scenario; 2]) -> BTreeMap<String, OneSided> {
    let [base, other] = [0, 1].map(|at| &figures.results[at].perspectives);
    let gone = base.iter().filter(|(name, _)| !other.contains_key(*name)).map(|(name, results)| {
        let label = label(scenarios[0], name);
        (name.clone(), OneSided { label, was: Some(standing(results)), is: None })
    });
    let come = other.iter().filter(|(name, _)| !base.contains_key(*name)).map(|(name, results)| {
        let label = label(scenarios[1], name);
        (name.clone(), OneSided { label, was: None, is: Some(standing(results)) })
    });
    gone.chain(come).collect()
}

/// The name of a perspective for people.
fn label(scenario: &Scenario, name: &str) -> String {
    match scenario.payers.get(name) {
        Some(payer) => payer.label.clone(),
        None => name.replace('_', " "),
    }
}

fn change(
    label: String,
    paired: &PairedPerspective,
    was: &PerspectiveResults,
    is: &PerspectiveResults,
) -> Change {
    let [probability_better, probability_equal, probability_worse] = paired.order();
    Change {
        label,
        was: standing(was),
        is: standing(is),
        net_benefit: paired.net_benefit(),
        probability_better,
        probability_equal,
        probability_worse,
        probability_break_even: paired.break_even(Confidence::USUAL),
        break_even_year: YearChange { by_year: paired.by_year(Confidence::USUAL) },
        peak_funding_need: PeakChange { mean: paired.peak(Confidence::USUAL) },
        correlation: paired.correlation(),
    }
}

/// Nothing lies between a model and itself, and that is certain.
fn no_change(label: String, results: &PerspectiveResults) -> Change {
    let zero = Estimate::exact(0.0);
    let varies = results.net_benefit.sd.value > 0.0;
    let varies_in_expectation = results.net_benefit.mean.se > 0.0;
    Change {
        label,
        was: standing(results),
        is: standing(results),
        net_benefit: NetBenefitChange { mean: zero, sd: zero, p5: zero, p50: zero, p95: zero },
        probability_better: zero,
        probability_equal: Estimate::exact(1.0),
        probability_worse: zero,
        probability_break_even: zero,
        break_even_year: YearChange { by_year: vec![zero; results.break_even_year.by_year.len()] },
        peak_funding_need: PeakChange { mean: zero },
        correlation: Correlation {
            expected: varies_in_expectation.then(|| Estimate::exact(1.0)),
            drawn: varies.then(|| Estimate::exact(1.0)),
        },
    }
}

pub(super) fn standing(results: &PerspectiveResults) -> Standing {
    Standing {
        net_benefit: results.net_benefit.mean,
        probability_break_even: results.probability_break_even,
        break_even_year: results.break_even_year.median,
        peak_funding_need: results.peak_funding_need.mean,
    }
}

/// What makes the two less comparable, and what the other's run warns of that the base's does not.
fn warnings(
    [base, other]: [&Scenario; 2],
    figures: &Figures,
    assumptions: &[Assumption],
    gates: &[Gate],
) -> Vec<WarningRecord> {
    let mut warnings = Vec::new();
    let mut warn =
        |code: Code, message: String| warnings.push(WarningRecord::new(code, message, code.help()));
    if base.horizon != other.horizon {
        let message =
            format!("the base counts years 0–{}, the other years 0–{}", base.horizon, other.horizon);
        warn(Code::UnlikeHorizon, message);
    }
    if assumptions.iter().any(|a| a.path.starts_with("discount.")) {
        warn(Code::UnlikeDiscount, Code::UnlikeDiscount.meaning().to_owned());
    }
    let payers = |scenario: &Scenario| -> Vec<(String, bool)> {
        scenario.payers.iter().map(|(name, payer)| (name.clone(), payer.public)).collect()
    };
    if payers(base) != payers(other) {
        warn(Code::UnlikePayers, Code::UnlikePayers.meaning().to_owned());
    }
    for gate in gates.iter().filter(|gate| gate.weakened) {
        let name = gate.name.trim_end_matches(" (of the base)");
        warn(Code::WeakerRequirement, format!("`{name}` of the base was dropped or loosened"));
    }
    let known = &figures.results[0].warnings;
    warnings.extend(figures.results[1].warnings.iter().filter(|warning| !known.contains(warning)).cloned());
    warnings
}
