//! The tornado: each doubtful input at its low and its high end, while the others are as drawn (Howard, 1988, "Decision
//! analysis: practice and promise", Management Science 34:679; Eschenbach, 1992, Interfaces 22(6):40).

mod answer;
mod ask;
mod rows;

use std::collections::BTreeMap;

use super::call::Call;
use super::standing::Standing;
use crate::engine::Noticed;
use crate::summary::results::WarningRecord;
use crate::summary::{Failure, Prepared, Reader};
use answer::Figures;
use ask::Unplayed;
pub use rows::{Learned, Row, Setting, Swing, SwingOf};

/// What a tornado comes to.
pub(super) struct Tornado {
    pub base: BTreeMap<String, Standing>,
    pub rows: Vec<Row>,
    /// Doubtful inputs on which nobody's net benefit depends.
    pub unread: Vec<String>,
    /// Of the scenario as it is, and of the rows.
    pub warnings: Vec<WarningRecord>,
    /// Draws that were made.
    pub draws: u64,
}

/// Plays a tornado out. Settings that cannot be played are named as such.
///
/// # Errors
/// [`Failure`] says why there is none.
pub(super) fn tornado(call: &Call<'_>) -> Result<Tornado, Failure> {
    let mut unplayed = Unplayed::new();
    loop {
        let (question, asked) = ask::ask(&call.reading, call.stresses, &unplayed)?;
        let mut read = |reader: &Reader<'_>, prepared: &Prepared<'_>, noticed: &Noticed| {
            let (scenario, perspective) = (call.reading.scenario, &call.stresses.perspective);
            let figures = Figures { asked: &asked, reader, scenario, perspective };
            let base = figures.base()?;
            let (rows, warnings) = figures.tornado(prepared, noticed, call.settings.most_clamped)?;
            Ok(Tornado { base, rows, unread: asked.unread.clone(), warnings, draws: noticed.draws })
        };
        match call.try_play(question, &mut read) {
            Ok(tornado) => return Ok(tornado),
            // A setting without an answer is left out, and the others are played again.
            Err((look, failure)) => match look.and_then(|look| asked.which(look)) {
                Some(which) => unplayed.insert(which, failure.of_itself().to_string()),
                None => return Err(failure),
            },
        };
    }
}
