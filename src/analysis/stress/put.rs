//! Assumptions put at a value: an input, which stands at a number; or a number of the file, in whose place the file states another.

use std::path::PathBuf;
use std::sync::Arc;

use super::call::Call;
use super::stresses::Assumption;
use crate::model::Reading;
use crate::scenario::keys::{Kind, Section, key_of};
use crate::scenario::{Diagnostic, Invalid, Loaded, Request, Scenario, Severity, Source, load};

/// Why the file cannot state a number.
#[derive(Debug, Clone)]
pub(super) struct Unstated {
    /// What kind of error it would be.
    pub code: &'static str,
    /// A lowercase fragment.
    pub message: String,
}

/// The scenario with some assumptions put at values.
#[derive(Debug, Clone)]
pub(super) struct Put {
    /// What the file says with other numbers in it; none where that is what it says anyway.
    scenario: Option<Arc<Scenario>>,
    /// What it takes to say so, one by one.
    set: Vec<String>,
    pins: Vec<(String, f64)>,
}

impl Put {
    /// Puts them there, in order.
    ///
    /// # Errors
    /// Why the file cannot state such a number.
    pub fn of(call: &Call<'_>, all: &[(&Assumption, f64)]) -> Result<Put, Unstated> {
        let (mut pins, mut set) = (Vec::new(), Vec::new());
        for (assumption, at) in all {
            match assumption {
                Assumption::Input(name) => pins.push((name.clone(), *at)),
                Assumption::Number(path) => set.push(set_of(path, *at)),
            }
        }
        let scenario = if set.is_empty() { None } else { Some(Arc::new(stated(call, &set)?)) };
        Ok(Put { scenario, set, pins })
    }

    /// What is read then.
    pub fn reading<'s>(&'s self, call: &'s Call<'_>) -> Reading<'s> {
        let mut reading: Reading<'s> = call.reading.clone();
        reading.scenario = self.scenario.as_deref().unwrap_or(call.reading.scenario);
        self.pins.iter().fold(reading, |reading, (input, at)| reading.pinned(input, *at))
    }

    /// The last year counted then.
    pub fn horizon(&self, call: &Call<'_>) -> usize {
        self.scenario.as_deref().unwrap_or(call.reading.scenario).horizon
    }

    /// A call about the scenario as it is then; what that sets comes on top.
    pub fn call<'s>(&'s self, call: &'s Call<'_>) -> Call<'s> {
        let set = call.set.iter().chain(&self.set).cloned().collect();
        Call { reading: self.reading(call), set, ..call.clone() }
    }
}

/// The scenario that the file states with these overrides, after those that the call has made already.
fn stated(call: &Call<'_>, set: &[String]) -> Result<Scenario, Unstated> {
    restated(call.resolved, call.set.iter().chain(set).cloned().collect())
}

/// What a file, with all that belongs to it, states with some overrides.
fn restated(resolved: &str, set: Vec<String>) -> Result<Scenario, Unstated> {
    let (name, text, folder) = ("the scenario".to_owned(), resolved.as_bytes().to_vec(), PathBuf::new());
    match load(&Request { set, ..Request::new(Source::Text { name, text, folder }) }) {
        Ok(loaded) => Ok(loaded.scenario),
        Err(Invalid { findings, .. }) => {
            let is_error = |finding: &&Diagnostic| finding.severity == Severity::Error;
            let first = findings.iter().find(is_error);
            Err(first.map_or(Unstated { code: "", message: String::new() }, |finding| Unstated {
                code: finding.code,
                message: finding.message.clone(),
            }))
        }
    }
}

/// Whether a scenario can state a number, rounded where it counts something.
///
/// # Errors
/// Why not, as a lowercase fragment.
pub fn try_number(loaded: &Loaded, path: &str, at: f64) -> Result<(), String> {
    restated(&loaded.resolved, vec![set_of(path, at)]).map(|_| ()).map_err(|why| why.message)
}

/// What `run --set` takes to state a number.
pub(super) fn set_of(path: &str, at: f64) -> String {
    if is_whole(path) { format!("{path}={at:.0}") } else { format!("{path}={at:?}") }
}

/// Whether a number of the file, by its key path, counts something, so that it is a whole one.
pub fn is_whole(path: &str) -> bool {
    key_of(path).is_some_and(|key| {
        matches!(key.kind, Kind::Whole | Kind::Years)
            || matches!(
                (key.section, key.name),
                (Section::Cohort, "participants") | (Section::State, "stock")
            )
    })
}

/// Whether a number of the file is a share of something, in all or a year.
pub(super) fn is_share(path: &str) -> bool {
    key_of(path).is_some_and(|key| matches!(key.unit, "share" | "per year"))
}
