//! The whole way from a scenario to its results.

pub(crate) mod answer;
pub(crate) mod ask;
mod conclude;
mod leading;

use std::ops::ControlFlow;

pub(crate) use conclude::{Concluded, conclude, rates_clamped, too_few};

use self::ask::{Asked, ask};
use self::leading::Leading;
use super::draws::DrawSink;
use super::failure::Failure;
use super::prepared::{Drawing, Moment, Prepared};
use super::question::Question;
use super::reader::Reader;
use super::results::Results;
use crate::engine::{Noticed, Pool, Watch};
use crate::model::column::Frame;
use crate::model::{Detail, ModelError, Reading};
use crate::sampling::Sampling;
use crate::scenario::{Loaded, Scenario};

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
    /// Bytes that the draws kept for quantiles may take; where none are stated, as many as can be had.
    pub memory: Option<u64>,
    /// Share of the draws in which a rate may be clamped to [0, 1] before it is an error (MODEL §1).
    pub most_clamped: f64,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            draws: 1_000_000,
            seed: 1,
            sampling: Sampling::Random,
            precision: None,
            detail: Detail::Headline,
            memory: None,
            most_clamped: 0.01,
        }
    }
}

impl Settings {
    /// Which draws to make.
    pub fn drawing(&self) -> Drawing {
        Drawing { draws: self.draws, seed: self.seed, sampling: self.sampling }
    }
}

/// A run, ready to be played out.
pub(super) struct Run<'s> {
    pub prepared: Prepared<'s>,
    pub asked: Asked,
    /// What is wanted of the first draws.
    pub leading: Leading,
    /// The last year.
    pub horizon: usize,
}

impl<'s> Run<'s> {
    /// Sets a run up, and gives block 0 as it is evaluated for this. A sink also wants draws shown.
    pub(super) fn set_up(
        loaded: &'s Loaded,
        sink: Option<&mut dyn DrawSink>,
        pool: &Pool,
        settings: &Settings,
    ) -> Result<(Run<'s>, Option<Frame>), Failure> {
        let mut question = Question::default();
        let asked =
            ask(&mut question, Reading::of(&loaded.scenario), settings.detail).map_err(Failure::Model)?;
        asked.picture(&mut question);
        if let Some(sink) = sink {
            asked.show(&mut question, &mut |name| sink.wants(name));
        }
        let leading = Leading::ask(&mut question, &asked);
        afford(question.bytes(settings.draws), settings)?;
        let (prepared, block_0) = Prepared::new(question, settings.drawing(), pool.isa());
        Ok((Run { prepared, asked, leading, horizon: loaded.scenario.horizon }, block_0))
    }
}

/// Refuses to take more memory than there is.
pub(crate) fn afford(bytes: u64, settings: &Settings) -> Result<(), Failure> {
    let is_too_much = settings.memory.is_some_and(|most| bytes > most) || !can_be_had(bytes);
    if is_too_much { Err(Failure::Memory { bytes }) } else { Ok(()) }
}

/// Whether there is so much memory. Asking takes none: it is not touched.
fn can_be_had(bytes: u64) -> bool {
    usize::try_from(bytes).is_ok_and(|bytes| Vec::<u8>::new().try_reserve_exact(bytes).is_ok())
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
    run_showing(loaded, file, variant, pool, settings, None, watch)
}

/// The same, with every draw handed to a sink while the run goes. The columns are described in `docs/metrics.md`.
///
/// # Errors
/// As [`run`].
pub fn run_showing(
    loaded: &Loaded,
    file: &str,
    variant: Option<&str>,
    pool: &Pool,
    settings: &Settings,
    mut sink: Option<&mut dyn DrawSink>,
    watch: &dyn Watch,
) -> Result<Results, Failure> {
    pool.install(|| {
        let (run, block_0) = Run::set_up(loaded, sink.as_deref_mut().map(|sink| sink as _), pool, settings)?;
        let Run { prepared, asked, leading, horizon } = &run;
        let mut results = None;
        let mut visit = |reader: &Reader<'_>, noticed: &Noticed, moment: Moment| {
            let imprecise = settings.precision.filter(|wanted| !asked.is_precise(reader, *horizon, *wanted));
            if moment == Moment::Pause && imprecise.is_some() {
                return Ok(ControlFlow::Continue(()));
            }
            let concluded = Concluded { loaded, file, variant, settings, imprecise, judged: None };
            let figures = asked.figures(reader, *horizon)?;
            let explained = leading.explained(reader, reader, prepared, &figures.perspectives);
            let concluded = conclude(concluded, prepared, asked, figures, noticed);
            results = Some(concluded.map(|results| Results { explained, ..results }));
            Ok(ControlFlow::Break(()))
        };
        let pauses = settings.precision.is_some();
        prepared.answer(block_0, pauses, sink, watch, &mut visit).map_err(|(_, failure)| failure)?;
        results.expect("whoever visits at the end answers")
    })
}

/// Finds out whether a scenario has a model, without making a draw.
///
/// # Errors
/// Why it has none.
pub fn find_model(scenario: &Scenario) -> Result<(), ModelError> {
    ask(&mut Question::default(), Reading::of(scenario), Detail::Headline).map(drop)
}
