//! Sensitivity: which assumptions the spread of net benefit comes from.
//!
//! No research removes luck, so all shares are of expected net benefit given the inputs; beside them stands what luck adds. A
//! file for each method: `response` sorts the draws by an input, `ranks` puts them in order, `total` plays points of its own;
//! first-order shares are those of [`Placed`](crate::summary::cell_sums::Placed). `function` does the same for what is no scenario.

mod answer;
mod ask;
mod function;
mod ranks;
mod response;
pub mod sensitive;
mod total;

use std::ops::ControlFlow;

pub use function::{Indices, of_function};
pub use sensitive::Sensitivity;

use self::answer::Found;
use self::ask::{Asked, Perspective};
use crate::engine::{Noticed, Pool, Watch};
use crate::model::Reading;
use crate::sampling::Sampling;
use crate::scenario::warning::{Hidden, Lacking};
use crate::scenario::{Identity, Loaded, Warning};
use crate::summary::question::Question;
use crate::summary::ranks::MOST_RANKED;
use crate::summary::results::{RunInfo, VarianceShares, WarningRecord};
use crate::summary::run::{afford, rates_clamped};
use crate::summary::{Columns, Failure, Moment, Prepared, Reader, Settings};

/// Points for total shares, where a call names no number.
pub const POINTS: u64 = 65_536;

/// What to find out about.
#[derive(Debug, Clone, PartialEq)]
pub struct Sensing {
    /// The perspective in question.
    pub perspective: String,
    /// Points for the total shares, rounded up to 16 times a power of two; at each the model is evaluated once more than there
    /// are factors.
    pub points: u64,
}

impl Default for Sensing {
    fn default() -> Sensing {
        Sensing { perspective: "public".to_owned(), points: POINTS }
    }
}

/// Finds out which assumptions the spread of a scenario's net benefit comes from. `file` and `variant` are named in the answer.
///
/// # Errors
/// [`Failure`] says why there is no answer.
pub fn sensitivity(
    loaded: &Loaded,
    file: &str,
    variant: Option<&str>,
    pool: &Pool,
    settings: &Settings,
    sensing: &Sensing,
    watch: &dyn Watch,
) -> Result<Sensitivity, Failure> {
    let reading = Reading::of(&loaded.scenario);
    let points = Sampling::Sobol.round_up(sensing.points);
    pool.install(|| {
        let (question, asked) = ask::ask(&reading, &sensing.perspective)?;
        afford_all(&question, &asked, settings)?;
        let read = play(question, &asked, pool, settings, watch)?;
        let Read { variance, doubt, columns, draws, warnings } = read;
        let cancelled = || if watch.cancelled() { Err(Failure::Cancelled) } else { Ok(()) };
        let varies: Vec<bool> = variance.iter().zip(&asked.perspectives).map(varies).collect();
        let cells = answer::of_cells(&asked, &columns, &varies, settings.sampling);
        cancelled()?;
        // Ranks need no variance.
        let is_ranked = |(of, varies): (&Perspective, &bool)| *varies || of.order <= 2.0;
        let ranked: Vec<bool> = asked.perspectives.iter().zip(&varies).map(is_ranked).collect();
        let ranks = ranks::correlated(&asked, &columns, &ranked, draws, settings.sampling);
        drop(columns);
        cancelled()?;
        let factors = total::factors(&asked);
        let mut totals =
            total::totals(&reading, &asked, &factors, (points, settings.seed, draws), pool, watch)?;
        // What does not vary but by rounding has no shares.
        totals.iter_mut().zip(&varies).filter(|(_, varies)| !**varies).for_each(|(of, _)| of.fill(None));
        // A total share is of E[net benefit | θ] itself, which is not known draw by draw where payments are made.
        let touched = || asked.perspectives.iter().map(|of| of.twins.is_some());
        totals.iter_mut().zip(touched()).filter(|(_, touched)| *touched).for_each(|(of, _)| of.fill(None));
        let found = Found { variance, doubt, totals, ranks, cells };
        let perspectives = answer::perspectives(&asked, &factors, found).collect();
        Ok(Sensitivity {
            schema_version: sensitive::SCHEMA_VERSION,
            scenario: Identity::of(loaded, file, variant),
            run: RunInfo::of(settings, draws),
            points,
            perspective: sensing.perspective.clone(),
            label: loaded.scenario.label(&sensing.perspective),
            perspectives,
            unread: asked.unread,
            warnings: loaded.warnings.iter().map(WarningRecord::from).chain(warnings).collect(),
        })
    })
}

/// Whether there is a variance of a perspective's expectation that has shares.
fn varies((variance, of): (&VarianceShares, &Perspective)) -> bool {
    of.order > 2.0 && variance.parameter_share.is_some_and(|share| share.value > 0.0)
}

/// Refuses columns of draws that take more memory than there is.
fn afford_all(question: &Question<'_>, asked: &Asked, settings: &Settings) -> Result<(), Failure> {
    let draws = settings.sampling.round_up(settings.draws);
    // Every column; the ranks of each input and each perspective, with the order of the latter; and the work of two threads.
    let bytes = 8 * question.shown() + 8 * asked.doubtful.len() + 8 * asked.perspectives.len() + 48;
    let kept = (bytes as u64).saturating_mul(draws);
    if draws > MOST_RANKED {
        return Err(Failure::Memory { bytes: kept });
    }
    afford(kept.saturating_add(question.bytes(draws)), settings)
}

/// What was read off the draws as they are.
struct Read {
    variance: Vec<VarianceShares>,
    /// What of the variance of each expectation path is doubt.
    doubt: Vec<f64>,
    columns: Columns,
    draws: u64,
    warnings: Vec<WarningRecord>,
}

fn play(
    question: Question<'_>,
    asked: &Asked,
    pool: &Pool,
    settings: &Settings,
    watch: &dyn Watch,
) -> Result<Read, Failure> {
    let drawing = settings.drawing();
    let (prepared, block_0) = Prepared::new(question, drawing, pool.isa());
    let mut columns = Columns::of(drawing.sampling.round_up(drawing.draws));
    let mut read = None;
    let mut visit = |reader: &Reader<'_>, noticed: &Noticed, _: Moment| {
        let variance: Vec<VarianceShares> =
            asked.perspectives.iter().map(|of| reader.split(of.split, of.twins)).collect();
        let clamped = rates_clamped(&prepared, asked.look, noticed, settings.most_clamped);
        let doubt = asked.perspectives.iter().map(|of| reader.doubt(of.twins)).collect();
        read = Some(clamped.map(|clamped| (variance, doubt, reader.draws(), clamped)));
        Ok(ControlFlow::Break(()))
    };
    let played = prepared.answer(block_0, false, Some(&mut columns), watch, &mut visit);
    played.map_err(|(_, failure)| failure)?;
    let (variance, doubt, draws, mut warnings) = read.expect("whoever visits at the end answers")?;
    warnings.extend(unsure(asked));
    let touched: Vec<String> =
        asked.perspectives.iter().filter(|of| of.twins.is_some()).map(|of| of.name.clone()).collect();
    if !touched.is_empty() {
        let hidden = Hidden::SharesTogether;
        warnings.push(Warning::PaymentsNotLinear { perspectives: touched, hidden });
    }
    let warnings = warnings.iter().map(WarningRecord::from).collect();
    Ok(Read { variance, doubt, columns, draws, warnings })
}

/// A warning of expectations whose variance does not exist, or has shares without an error.
fn unsure(asked: &Asked) -> Option<Warning> {
    let names = |most: f64| -> Vec<String> {
        asked.perspectives.iter().filter(|of| of.order <= most).map(|of| of.name.clone()).collect()
    };
    let (none, open) = (names(2.0), names(4.0));
    if !none.is_empty() {
        return Some(Warning::NoFiniteError { perspectives: none, lacking: Lacking::Variance });
    }
    let lacking = Lacking::ErrorOfShares;
    (!open.is_empty()).then_some(Warning::NoFiniteError { perspectives: open, lacking })
}
