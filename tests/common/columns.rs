//! Draws as columns.

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use vendepunkt::engine::Unwatched;
use vendepunkt::scenario::Loaded;
use vendepunkt::summary::draws::{DrawSink, Draws};
use vendepunkt::summary::plan::Shown;
use vendepunkt::summary::results::Results;
use vendepunkt::summary::{Settings, run_showing};

/// Keeps every draw of the columns whose names begin in a certain way.
struct Columns {
    beginning: &'static str,
    /// Place among all that is shown, name, draws.
    kept: Vec<(usize, String, Vec<f64>)>,
}

impl DrawSink for Columns {
    fn begin(&mut self, shown: &[Shown]) -> ControlFlow<()> {
        let wanted = shown.iter().enumerate().filter(|(_, shown)| shown.name.starts_with(self.beginning));
        self.kept = wanted.map(|(place, shown)| (place, shown.name.clone(), Vec::new())).collect();
        ControlFlow::Continue(())
    }

    fn encode(&self, draws: &Draws<'_>, into: &mut Vec<u8>) {
        for draw in 0..draws.len {
            for (place, ..) in &self.kept {
                let value = draws.value(*place, draw).unwrap_or(f64::INFINITY);
                into.extend_from_slice(&value.to_le_bytes());
            }
        }
    }

    fn take(&mut self, encoded: &[u8]) -> ControlFlow<()> {
        let mut values = encoded.as_chunks::<8>().0.iter().map(|bytes| f64::from_le_bytes(*bytes));
        while values.len() > 0 {
            for ((.., draws), value) in self.kept.iter_mut().zip(&mut values) {
                draws.push(value);
            }
        }
        ControlFlow::Continue(())
    }
}

/// The results of a run on all cores, and what every draw was of all whose name begins so (as in `--dump`). A year that never
/// comes is infinite.
pub fn draws(
    loaded: &Loaded,
    settings: &Settings,
    beginning: &'static str,
) -> (Results, BTreeMap<String, Vec<f64>>) {
    let mut columns = Columns { beginning, kept: Vec::new() };
    let pool = super::pool(0);
    let results = run_showing(loaded, "test.toml", None, &pool, settings, Some(&mut columns), &Unwatched);
    let results = results.unwrap_or_else(|failure| panic!("{failure:?}"));
    (results, columns.kept.into_iter().map(|(_, name, draws)| (name, draws)).collect())
}
