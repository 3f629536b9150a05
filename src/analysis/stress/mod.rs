//! Stress tests of one scenario: what if an assumption were otherwise, and all else as it is?
//!
//! Every setting is a reading over the same draws as the scenario itself, so a change has the error of paired differences. Each
//! part is a file or folder of its own: it asks, plays and answers by itself (`call`).

mod call;
mod discovery;
mod glance;
mod grid;
mod payers;
mod put;
mod running;
mod stakes;
mod standing;
mod stresses;
mod switching;
mod together;
mod tornado;
mod variants;
mod waiting;
mod worth;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use self::call::Call;
pub use self::discovery::{
    Bound, Bounds, Count, Discovery, End, Found, Interval, Limit, NoBox, Passed, Points, Reason, Step, search,
};
pub use self::glance::{At, GLANCE_DRAWS, Glance, SwingAtEnds, Turning, glance};
pub use self::grid::{Cell, Frontier, Grid, Values};
pub use self::payers::{Agreement, Agreements, Best, Joint, Payers, Range};
pub use self::put::{is_whole, try_number};
use self::stakes::Stakes;
pub use self::standing::{Changed, MeanChange, Standing};
pub use self::stresses::{Alternative, Assumption, Axis, NamedInput, NamedNumber, Part, Stresses};
use self::switching::Scan;
pub use self::switching::{Curve, CurvePoint, Holds, Refused, Switch, Switching, SwitchingRange, Turns};
pub use self::together::{Corner, Together};
use self::tornado::Tornado;
pub use self::tornado::{Learned, Row, Setting, Swing, SwingOf};
pub use self::variants::Variant;
pub use self::waiting::{Wait, Waited};
pub use self::worth::{Accepted, Worth};
use crate::engine::{Pool, Watch};
use crate::model::Reading;
use crate::scenario::{Definition, Identity, Input, Loaded, Scenario, Warning};
use crate::summary::results::{RunInfo, WarningRecord};
use crate::summary::{Failure, Settings};

/// Version of the JSON layout.
pub const SCHEMA_VERSION: u32 = 1;

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
    /// The parts that were wanted, in the order of the report.
    pub parts: Vec<String>,
    /// The probability of break-even that is aimed at.
    pub target: f64,
    /// Probabilities of the low and the high end of each input.
    pub ends: [f64; 2],
    /// The scenario as it is.
    pub base: Base,
    /// Every doubtful input by itself, the widest first.
    pub tornado: Vec<Row>,
    /// Where each assumption turns the answer: inputs, then numbers of the file, each in name order.
    pub switching: Vec<Switching>,
    /// Two assumptions at several values each; null where the call names none.
    pub grid: Option<Grid>,
    /// Doubtful inputs on which nobody's net benefit depends.
    pub unread: Vec<String>,
    /// All of them at once; null where there are none, or this part was not wanted.
    pub together: Option<Together>,
    /// The variants of the file, by name; empty where the call takes one of them, or this part was not wanted.
    pub variants: Vec<Variant>,
    /// A box of assumptions in which it loses; null where there is none, or this part was not wanted.
    pub discovery: Option<Discovery>,
    /// Why there is no such box; null where there is one, or this part was not wanted.
    pub no_box: Option<NoBox>,
    /// How many people there are, in all intakes; null where that is uncertain or there are none.
    pub people: Option<f64>,
    /// The programme begun 1, 2 … years later.
    pub waiting: Vec<Wait>,
    /// Who should pay whom how much; null where there is only one payer.
    pub payers: Option<Payers>,
    /// By outcome: what a success would have to be worth beyond what is counted.
    pub worth: BTreeMap<String, Worth>,
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
    pool.install(|| {
        let reading = Reading::of(&loaded.scenario);
        let base = call::base(&reading, settings, pool)?;
        let (resolved, set) = (loaded.resolved.as_str(), Vec::new());
        let call = Call { reading, resolved, set, base: &base, stresses, settings, pool, watch };
        let wants = |part| stresses.parts.contains(&part);
        let Tornado { base, rows, mut unread, mut warnings, draws } = tornado::tornado(&call)?;
        if [Part::Tornado, Part::Switching, Part::Together].into_iter().any(wants) {
            warnings.extend(parts_left_out(&loaded.scenario));
        }
        let together = if wants(Part::Together) { together::together(&call, &rows)? } else { None };
        let together = together.map(|(together, more)| {
            warnings.extend(more);
            together
        });
        let (discovery, no_box) =
            match wants(Part::Discovery).then(|| discovery::discovery(&call)).transpose()? {
                Some(Ok(discovery)) => (Some(discovery), None),
                Some(Err(no_box)) => (None, Some(no_box)),
                None => (None, None),
            };
        let switching =
            wants(Part::Switching).then(|| switching::switching(&call, None, Scan::of(&loaded.scenario)));
        let switching = switching.transpose()?;
        let switching = switching.map_or(Vec::new(), |found| {
            unread.extend(found.unread);
            unread.sort();
            unread.dedup();
            warnings.extend(found.warnings);
            found.rows
        });
        let grid = if wants(Part::Grid) { grid::grid(&call)? } else { None };
        let grid = grid.map(|(grid, more)| {
            warnings.extend(more);
            grid
        });
        let funder = if wants(Part::Payers) { payers::funder(&call, &base)? } else { None };
        let is_worth = wants(Part::Worth) && !loaded.scenario.outcomes.is_empty();
        let stakes = (funder.is_some() || is_worth).then(|| Stakes::of(&call)).transpose()?;
        let payers = funder.zip(stakes.as_ref());
        let payers = payers.map(|(funder, stakes)| payers::payers(&call, &base, stakes, funder));
        let worth = stakes.filter(|_| is_worth).map(|stakes| worth::worth(&call, &stakes));
        Ok(Stress {
            schema_version: SCHEMA_VERSION,
            scenario: Identity::of(loaded, file, variant),
            run: RunInfo::of(settings, draws),
            perspective: stresses.perspective.clone(),
            label: loaded.scenario.label(&stresses.perspective),
            parts: stresses.parts.iter().map(|part| part.name().to_owned()).collect(),
            target: stresses.target,
            ends: stresses.ends,
            payers,
            worth: worth.unwrap_or_default(),
            base: Base { perspectives: base },
            tornado: if wants(Part::Tornado) { rows } else { Vec::new() },
            switching,
            grid,
            unread,
            together,
            variants: if wants(Part::Variants) { variants::variants(&call)? } else { Vec::new() },
            discovery,
            no_box,
            people: people(&loaded.scenario),
            waiting: waiting::waiting(&call)?,
            warnings: loaded.warnings.iter().map(WarningRecord::from).chain(warnings).collect(),
        })
    })
}

/// Says which inputs have parts, and so no number of their own.
fn parts_left_out(scenario: &Scenario) -> Option<WarningRecord> {
    let has_parts = |input: &Input| matches!(input.definition, Definition::Dirichlet(_));
    let inputs = scenario.inputs.iter().filter(|(_, input)| has_parts(input));
    let inputs: Vec<String> = inputs.map(|(name, _)| name.clone()).collect();
    (!inputs.is_empty()).then(|| (&Warning::PartsLeftOut { inputs }).into())
}

/// How many people there are, where that is stated as numbers.
fn people(scenario: &Scenario) -> Option<f64> {
    let intakes = &scenario.cohort.as_ref()?.intakes;
    intakes.iter().map(|intake| intake.expr.literal()).sum()
}
