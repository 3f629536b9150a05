//! What a page shows besides a run, played out for it: few draws of the same seed, so that a page follows from its results.

use crate::analysis::stress::{Glance, glance};
use crate::engine::{Pool, Watch};
use crate::report::write::batch::Reporter;
use crate::sampling::Sampling;
use crate::scenario::Scenario;
use crate::summary::Settings;
use crate::summary::results::{Results, RunInfo};

/// The glance that a reporter shows beside results; none where it shows none, or none can be had.
pub(super) fn beside(
    reporter: &Reporter,
    scenario: &Scenario,
    results: &Results,
    pool: &Pool,
    watch: &dyn Watch,
) -> Option<Glance> {
    if !reporter.shows_a_glance() {
        return None;
    }
    // What cannot be played is left out: the run itself has its answer.
    let resolved = results.scenario.resolved.as_deref().unwrap_or_default();
    glance(scenario, resolved, pool, &settings(&results.run), watch).ok()
}

fn settings(run: &RunInfo) -> Settings {
    let sampling = match run.sampling.as_str() {
        "latin" => Sampling::Latin,
        "sobol" => Sampling::Sobol,
        _ => Sampling::Random,
    };
    Settings { draws: run.draws, seed: run.seed, sampling, ..Settings::default() }
}
