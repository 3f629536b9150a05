//! A scenario that has nothing to be compared with.

use super::compare::{Impossible, Questions, Side, identity, standing};
use super::comparison::{Added, Gate, Measured};
use super::judging::{gate, is_open};
use crate::engine::{Pool, Watch};
use crate::summary::{Settings, run};

/// Plays out a scenario that has nothing to be compared with, and holds it against its own requirements.
///
/// # Errors
/// [`Impossible::Failed`] says why there are no figures.
pub fn play_alone(
    name: &str,
    side: &Side<'_>,
    pool: &Pool,
    questions: &Questions,
    watch: &dyn Watch,
) -> Result<Added, Impossible> {
    let all_looks = questions.looks();
    for (number, look) in (1..).zip(&all_looks) {
        let settings =
            Settings { draws: look.draws, confidence: look.confidence, ..questions.settings.clone() };
        let results = run(side.loaded, side.file, side.variant, pool, &settings, watch)
            .map_err(|failure| Impossible::Failed { other: true, failure })?;
        let gates: Vec<Gate> = results
            .requirements
            .iter()
            .map(|requirement| gate(side, requirement, Measured::Other, true))
            .collect();
        if is_open(&gates) && number < all_looks.len() {
            continue;
        }
        return Ok(Added {
            name: name.to_owned(),
            scenario: identity(side),
            draws: look.draws,
            perspectives: results.perspectives.iter().map(|(name, p)| (name.clone(), standing(p))).collect(),
            gates,
            warnings: results.warnings,
        });
    }
    unreachable!("the last look is final")
}
