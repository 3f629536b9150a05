//! The whole way from a scenario to its results.

use std::collections::BTreeSet;

use super::assemble::{Figures, perspectives};
use super::conclude::conclude;
use super::confidence::Confidence;
use super::plan::Plan;
use super::quantiles::widening;
use super::replicates::Grouping;
use super::results::{Perspectives, Results, WarningRecord};
use super::tally::Tally;
use crate::block::BLOCK;
use crate::engine::{Noticed, Play, Pool, Span, Stopped, Watch, evaluate, simulate};
use crate::kernel::Isa;
use crate::model::{About, Detail, Frame, Model, ModelError, Site, Step, Walk};
use crate::sampling::{Sampling, Sharing, StreamName, Uniforms};
use crate::scenario::{Identity, Loaded, Scenario};

/// Fewest draws of a run: fewer support no interval.
pub const FEWEST_DRAWS: u64 = 100;

/// More draws than anyone waits for: a slip of the finger.
pub const MOST_DRAWS: u64 = 1_000_000_000_000;

/// How to simulate.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Draws, at least [`FEWEST_DRAWS`].
    pub draws: u64,
    /// Seed.
    pub seed: u64,
    /// How uniforms are spread.
    pub sampling: Sampling,
    /// Stop before all draws are made, once every break-even probability is known to within ± this at 95 %, and
    /// every mean to within this many standard deviations of net benefit. Looked at after 2ᵏ · 16,384 draws.
    pub precision: Option<f64>,
    /// Which yearly figures are wanted.
    pub detail: Detail,
    /// How sure the intervals are meant to be that requirements are held against; all others are of 95 %.
    pub confidence: Confidence,
    /// Share of the draws in which a rate may be clamped to [0, 1] before it is an error (MODEL §1).
    pub most_clamped: f64,
    /// Other scenarios that are played out over the same draws, if any.
    pub company: Option<Company>,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            draws: 1_000_000,
            seed: 1,
            sampling: Sampling::Random,
            precision: None,
            detail: Detail::Headline,
            confidence: Confidence::USUAL,
            most_clamped: 0.01,
            company: None,
        }
    }
}

/// Scenarios beside a scenario: a stream has the same uniforms in all of them.
#[derive(Debug, Clone, Default)]
pub struct Company {
    /// Which streams it shares with the others.
    pub sharing: Sharing,
    /// The streams of all, as they are shared.
    pub streams: BTreeSet<StreamName>,
}

impl Settings {
    /// The uniforms of some streams, in a run that draws from `all`.
    fn uniforms(&self, streams: &[StreamName], all: &[StreamName]) -> Uniforms {
        match &self.company {
            None => Uniforms::among(self.sampling, self.seed, streams, &all.iter().cloned().collect()),
            Some(company) => {
                let streams = company.sharing.name(streams);
                Uniforms::among(self.sampling, self.seed, &streams, &company.streams)
            }
        }
    }
}

/// Why there are no results.
#[derive(Debug, Clone, PartialEq)]
pub enum Failure {
    /// The scenario has no model.
    Model(ModelError),
    /// The watch cancelled.
    Cancelled,
    /// A number was not finite, or too large, in a draw.
    OutOfBounds {
        /// The number.
        site: Site,
        /// The draw, from 0.
        draw: u64,
        /// What the inputs were there.
        inputs: Vec<(String, f64)>,
    },
    /// A rate was outside [0, 1] in too many draws.
    OutsideUnit {
        /// The rate.
        site: Site,
        /// Share of the draws.
        share: f64,
    },
    /// Amounts grew beyond what a number can hold.
    Overflow {
        /// The perspective.
        perspective: String,
    },
}

/// Simulates a scenario and summarises it. `file` and `variant` are named in the results.
///
/// # Errors
/// [`Failure`] says why there are no results.
pub fn run(
    loaded: &Loaded,
    file: &str,
    variant: Option<&str>,
    pool: &Pool,
    settings: &Settings,
    watch: &dyn Watch,
) -> Result<Results, Failure> {
    run_judged(loaded, file, variant, pool, settings, watch).map(|(results, _)| results)
}

/// As [`run`], with the perspectives as requirements see them where that is not as the reader does: with intervals of
/// [`Settings::confidence`].
///
/// # Errors
/// As [`run`].
pub fn run_judged(
    loaded: &Loaded,
    file: &str,
    variant: Option<&str>,
    pool: &Pool,
    settings: &Settings,
    watch: &dyn Watch,
) -> Result<(Results, Option<Perspectives>), Failure> {
    pool.install(|| {
        let (bench, block_0) = Bench::set_up(&loaded.scenario, pool, settings)?;
        let (gathered, judged) = bench.gather(&loaded.scenario, settings, block_0, watch)?;
        let identity = Identity::of(loaded, file, variant);
        let said = loaded.warnings.iter().map(WarningRecord::from).collect();
        let gathered = (gathered, judged.as_ref());
        let results = conclude(identity, said, &loaded.scenario, &bench.model, gathered, settings)?;
        Ok((results, judged))
    })
}

/// A model with everything that is needed to play it out.
pub(super) struct Bench {
    pub(super) model: Model,
    pub(super) plan: Plan,
    uniforms: Uniforms,
    isa: Isa,
}

/// Figures with what the engine noticed.
pub(super) struct Gathered {
    pub(super) figures: Figures,
    pub(super) noticed: Noticed,
    /// Whether the wanted precision was not reached.
    pub(super) imprecise: bool,
}

impl Bench {
    /// Sets a model up, and gives block 0 as it is evaluated for this.
    pub(super) fn set_up(
        scenario: &Scenario,
        pool: &Pool,
        settings: &Settings,
    ) -> Result<(Bench, Frame), Failure> {
        let model = Model::compile(scenario, settings.detail).map_err(Failure::Model)?;
        let streams = model.program.streams();
        let uniforms = settings.uniforms(streams, streams);
        let isa = pool.isa();
        let block_0 = Play { model: &model, uniforms: &uniforms }.block_0(isa);
        let plan = Plan::new(&model, &block_0);
        Ok((Bench { model, plan, uniforms, isa }, block_0))
    }

    /// A tally that has seen nothing.
    pub(super) fn tally(&self, settings: &Settings, width: f64) -> Tally<'_> {
        let grouping = Grouping::from(settings.sampling);
        Tally::new(&self.model, &self.plan, grouping, width, settings.precision)
    }

    /// Plays out a span of draws; `block_0` need not be evaluated again.
    pub(super) fn play(
        &self,
        span: &Span,
        tally: &mut Tally<'_>,
        scenario: &Scenario,
        settings: &Settings,
        block_0: Option<Frame>,
        watch: &dyn Watch,
    ) -> Result<Noticed, Failure> {
        let play = Play { model: &self.model, uniforms: &self.uniforms };
        let block_0 = block_0.map(|frame| vec![frame]);
        simulate(&[play], span, self.isa, tally, block_0, watch)
            .map_err(|stopped| explain(stopped, scenario, &self.model, settings))
    }

    fn gather(
        &self,
        scenario: &Scenario,
        settings: &Settings,
        block_0: Frame,
        watch: &dyn Watch,
    ) -> Result<(Gathered, Option<Perspectives>), Failure> {
        let span = Span::whole(settings.sampling.round_up(settings.draws));
        let mut block_0 = Some(block_0);
        widening(|width| {
            let mut tally = self.tally(settings, width);
            let noticed = self.play(&span, &mut tally, scenario, settings, block_0.take(), watch)?;
            tally.finish();
            let imprecise = tally.misses_precision();
            let confidence = settings.confidence;
            let figures = Figures::assemble(&tally).and_then(|figures| {
                let is_usual = confidence == Confidence::USUAL;
                Ok((figures, (!is_usual).then(|| perspectives(&tally, confidence)).transpose()?))
            });
            Ok(figures.map(|(figures, judged)| (Gathered { figures, noticed, imprecise }, judged)))
        })
    }
}

/// Says where a run stopped, and what the inputs were there.
pub(super) fn explain(stopped: Stopped, scenario: &Scenario, model: &Model, settings: &Settings) -> Failure {
    match stopped {
        Stopped::Cancelled => Failure::Cancelled,
        Stopped::OutOfBounds { found, .. } => {
            let steps = walk_with(scenario, settings, found.draw).unwrap_or_default();
            let inputs = steps.into_iter().filter_map(|step| match step.about {
                About::Input(name) => Some((name, step.value)),
                _ => None,
            });
            Failure::OutOfBounds {
                site: model.sites[found.site as usize].clone(),
                draw: found.draw,
                inputs: inputs.collect(),
            }
        }
    }
}

/// Every step of one draw, as the run with this way of sampling and this seed makes it.
///
/// # Errors
/// Where the scenario has no model.
pub fn walk(
    scenario: &Scenario,
    sampling: Sampling,
    seed: u64,
    draw: u64,
) -> Result<Vec<Step<f64>>, ModelError> {
    walk_with(scenario, &Settings { sampling, seed, ..Settings::default() }, draw)
}

fn walk_with(scenario: &Scenario, settings: &Settings, draw: u64) -> Result<Vec<Step<f64>>, ModelError> {
    let walk = Walk::compile(scenario)?;
    // Dimensions are those of the run, which leaves out what nothing reads.
    let run = Model::compile(scenario, Detail::Headline)?;
    let uniforms = settings.uniforms(walk.program.streams(), run.program.streams());
    let mut frame = Frame::new(&walk.program, walk.sites.len());
    let (block, at) = (draw / BLOCK as u64, (draw % BLOCK as u64) as usize);
    evaluate(&walk.program, &uniforms, Isa::detect(), block, BLOCK, &mut frame);
    let value = |arg| frame.operand(arg).lanes::<1>(at)[0];
    Ok(walk.steps.into_iter().map(|step| Step { about: step.about, value: value(step.value) }).collect())
}
