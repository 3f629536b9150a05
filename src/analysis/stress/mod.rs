//! Stress tests of one scenario: what if an assumption were otherwise, and all else as it is?
//!
//! Every setting is a reading over the same draws as the scenario itself, so a change has the error of paired differences. Each
//! part is a file or folder of its own: it asks, plays and answers by itself ([`call`]).

mod call;
mod standing;
mod stresses;
mod tornado;
mod waiting;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use self::call::Call;
pub use self::standing::{Changed, MeanChange, Standing};
pub use self::stresses::{Part, Stresses};
use self::tornado::Tornado;
pub use self::tornado::{Row, Setting, Swing, SwingOf};
pub use self::waiting::{Wait, Waited};
use crate::engine::{Pool, Watch};
use crate::model::Reading;
use crate::scenario::{Identity, Loaded};
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
    /// Probabilities of the low and the high end of each input.
    pub ends: [f64; 2],
    /// The scenario as it is.
    pub base: Base,
    /// Every doubtful input by itself, the widest first.
    pub tornado: Vec<Row>,
    /// Doubtful inputs on which nobody's net benefit depends.
    pub unread: Vec<String>,
    /// The programme begun 1, 2 … years later.
    pub waiting: Vec<Wait>,
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
    let call = Call { reading: Reading::of(&loaded.scenario), stresses, settings, pool, watch };
    pool.install(|| {
        let Tornado { base, rows, unread, warnings, draws } = tornado::tornado(&call)?;
        Ok(Stress {
            schema_version: SCHEMA_VERSION,
            scenario: Identity::of(loaded, file, variant),
            run: RunInfo::of(settings, draws),
            perspective: stresses.perspective.clone(),
            label: loaded.scenario.label(&stresses.perspective),
            ends: stresses.ends,
            base: Base { perspectives: base },
            tornado: rows,
            unread,
            waiting: waiting::waiting(&call)?,
            warnings: loaded.warnings.iter().map(WarningRecord::from).chain(warnings).collect(),
        })
    })
}
