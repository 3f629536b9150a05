//! The variants of the file, each held against it: the same figures as `compare` gives.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::call::Call;
use super::standing::{ChangeAsked, Changed, StandingAsked};
use crate::analysis::compare::side::refuse_unlike;
use crate::engine::Noticed;
use crate::model::Reading;
use crate::scenario::Scenario;
use crate::summary::question::Question;
use crate::summary::run::rates_clamped;
use crate::summary::{Failure, Prepared, Reader};

/// A variant of the file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Variant {
    /// Its name.
    pub name: String,
    /// Why it has no figures: what is wrong with it; null where nothing is.
    pub error: Option<String>,
    /// By perspective that the file has too, with the change against the file as it is; empty where there is an error.
    pub perspectives: BTreeMap<String, Changed>,
}

/// Plays every variant beside the scenario, one after the other.
///
/// # Errors
/// Where the scenario itself comes to nothing, or the call is cancelled. A variant that does is named with its error.
pub(super) fn variants(call: &Call<'_>) -> Result<Vec<Variant>, Failure> {
    let mut all = Vec::new();
    for variant in &call.stresses.variants {
        let played = match &variant.loaded {
            Ok(loaded) => of(call, &loaded.scenario)?,
            Err(error) => Err(error.clone()),
        };
        let (error, perspectives) = match played {
            Ok(perspectives) => (None, perspectives),
            Err(error) => (Some(error), BTreeMap::new()),
        };
        all.push(Variant { name: variant.name.clone(), error, perspectives });
    }
    Ok(all)
}

/// What a variant comes to by perspective, or what is wrong with it.
fn of(call: &Call<'_>, variant: &Scenario) -> Result<Result<BTreeMap<String, Changed>, String>, Failure> {
    let scenario = call.reading.scenario;
    if let Err(unlike) = refuse_unlike(scenario, variant) {
        return Ok(Err(unlike.to_string()));
    }
    let mut question = Question::default();
    let base = question.read(call.reading.clone()).map_err(Failure::Model)?;
    let look = match question.read(Reading::of(variant)) {
        Ok(look) => look,
        Err(error) => return Ok(Err(error.message)),
    };
    let [before, after] = [base, look].map(|look| question.headlines(look));
    let mut asked = Vec::new();
    for (name, is) in &after {
        let Some((_, was)) = before.iter().find(|(known, _)| known == name) else { continue };
        let standing = StandingAsked::of(&mut question, is, variant.horizon);
        let sides = [(was, scenario.horizon), (is, variant.horizon)];
        asked.push((name.clone(), standing, ChangeAsked::across(&mut question, sides)));
    }
    let mut read = |reader: &Reader<'_>, prepared: &Prepared<'_>, noticed: &Noticed| {
        if let Err(failure) = rates_clamped(prepared, look, noticed, call.settings.most_clamped) {
            return Ok(Err(failure.to_string()));
        }
        let all = asked.iter().map(|(name, of, change)| (name.clone(), change.read(of, reader)));
        Ok(Ok(all.collect()))
    };
    match call.try_play(question, &mut read) {
        Ok(answer) => Ok(answer),
        // Without the variant it came to something.
        Err((None, failure @ (Failure::Cancelled | Failure::Memory { .. }))) => Err(failure),
        Err((at, failure)) if at == Some(base) => Err(failure),
        Err((_, failure)) => Ok(Err(failure.to_string())),
    }
}
