//! Stress tests of one scenario: what if an assumption were otherwise, and all else as it is?
//!
//! The tornado sets each doubtful input in turn to a low and a high quantile of its law (Howard, 1988, "Decision analysis:
//! practice and promise", Management Science 34:679; Eschenbach, 1992, Interfaces 22(6):40). Every setting is a reading over
//! the same draws as the scenario itself, so a change has the error of paired differences.

mod answer;
mod ask;

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use answer::Figures;
use serde::{Deserialize, Serialize};

use crate::engine::{Noticed, Pool, Watch};
use crate::model::Reading;
use crate::scenario::{Identity, Loaded};
use crate::summary::results::{Estimate, MeanOnly, RunInfo, WarningRecord};
use crate::summary::{Failure, Moment, Prepared, Reader, Settings};

/// Version of the JSON layout.
pub const SCHEMA_VERSION: u32 = 1;

/// What to put under stress.
#[derive(Debug, Clone, PartialEq)]
pub struct Stresses {
    /// Probabilities of the two ends that each input is set to, the first below ½ and the second above.
    pub ends: [f64; 2],
    /// The perspective in question: rows are in its order.
    pub perspective: String,
}

/// What came of a stress test.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Stress {
    /// [`SCHEMA_VERSION`].
    pub schema_version: u32,
    /// What was simulated.
    pub scenario: Identity,
    /// How it was simulated.
    pub run: RunInfo,
    /// The perspective in question.
    pub perspective: String,
    /// Its name for people.
    pub label: String,
    /// Probabilities of the low and the high end of each input.
    pub ends: [f64; 2],
    /// The scenario as it is.
    pub base: Base,
    /// Every doubtful input by itself, the widest first.
    pub tornado: Vec<Row>,
    /// Doubtful inputs on which nobody's net benefit depends.
    pub unread: Vec<String>,
    /// What the reader should know.
    pub warnings: Vec<WarningRecord>,
}

/// The scenario as it is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Base {
    /// By perspective, single payers included.
    pub perspectives: BTreeMap<String, Standing>,
}

/// Where a perspective stands.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Standing {
    /// Net benefit (expectation path).
    pub net_benefit: MeanOnly,
    /// P(net benefit ≥ 0).
    pub probability_break_even: Estimate,
}

/// An input, set to low, central and high values while the others are as drawn.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Row {
    /// The input.
    pub input: String,
    /// Its unit, as the file says.
    pub unit: Option<String>,
    /// Inputs that move with it, and here stay where they are.
    pub correlated_with: Vec<String>,
    /// Whether its `optimism` comes on top of the values at which it stands here.
    pub adjusted: bool,
    /// Whether both ends would have been one value, so that the ends of the whole range were taken.
    pub widened: bool,
    /// Largest share of the draws in which a rate was clamped to 0–1 while one of the settings held.
    pub clamped: f64,
    /// At the low end.
    pub low: Setting,
    /// At the median.
    pub central: Setting,
    /// At the high end.
    pub high: Setting,
    /// From the low to the high end.
    pub swing: Swing,
    /// How far the highest of the three means lies above the lowest, for the perspective in question.
    pub width: Estimate,
    /// Whether the three means are not all of one sign; 0 counts as a gain.
    pub crosses: bool,
}

/// An input at a value.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Setting {
    /// The value, before any optimism.
    pub at: f64,
    /// By perspective.
    pub perspectives: BTreeMap<String, Changed>,
}

/// Where a perspective stands then, and how that differs from the scenario as it is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Changed {
    /// Net benefit.
    pub net_benefit: MeanChange,
    /// P(net benefit ≥ 0).
    pub probability_break_even: Estimate,
    /// Its change, from paired flips.
    pub probability_break_even_change: Estimate,
}

/// A mean and its change.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct MeanChange {
    /// The mean (expectation path).
    pub mean: Estimate,
    /// Less that of the scenario as it is, from paired differences.
    pub change: Estimate,
}

/// What lies between the two ends.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Swing {
    /// By perspective.
    pub perspectives: BTreeMap<String, SwingOf>,
}

/// The high end less the low one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct SwingOf {
    /// Of mean net benefit, from paired differences.
    pub net_benefit: Estimate,
    /// Of P(net benefit ≥ 0), from paired flips.
    pub probability_break_even: Estimate,
}

/// Puts a scenario under stress. `file` and `variant` are named in the answer.
///
/// # Errors
/// [`Failure`] says why there is no answer.
pub fn stress(
    loaded: &Loaded,
    file: &str,
    variant: Option<&str>,
    pool: &Pool,
    settings: &Settings,
    stresses: &Stresses,
    watch: &dyn Watch,
) -> Result<Stress, Failure> {
    let reading = Reading::of(&loaded.scenario);
    pool.install(|| {
        let (question, asked) = ask::ask(&reading, stresses)?;
        let (prepared, block_0) = Prepared::new(question, settings.drawing(), pool.isa());
        let mut answer = None;
        let mut visit = |reader: &Reader<'_>, noticed: &Noticed, _: Moment| {
            let (scenario, perspective) = (&loaded.scenario, &stresses.perspective);
            let figures = Figures { asked: &asked, reader, scenario, perspective };
            let read = || {
                let base = Base { perspectives: figures.base()? };
                let (tornado, of_run) = figures.tornado(&prepared, noticed, settings.most_clamped)?;
                Ok(Stress {
                    schema_version: SCHEMA_VERSION,
                    scenario: Identity::of(loaded, file, variant),
                    run: RunInfo::of(settings, noticed.draws),
                    perspective: stresses.perspective.clone(),
                    label: loaded.scenario.label(&stresses.perspective),
                    ends: stresses.ends,
                    base,
                    tornado,
                    unread: asked.unread.clone(),
                    warnings: loaded.warnings.iter().map(WarningRecord::from).chain(of_run).collect(),
                })
            };
            answer = Some(read());
            Ok(ControlFlow::Break(()))
        };
        prepared.answer(block_0, false, None, watch, &mut visit).map_err(|(look, failure)| match look {
            Some(look) => failure.with(prepared.question().reading(look)),
            None => failure,
        })?;
        answer.expect("whoever visits at the end answers")
    })
}
