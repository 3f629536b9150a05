//! The last step of a run: from figures to results, with verdicts and warnings.

use super::assemble::Figures;
use super::requirements::judge;
use super::results::{Perspectives, Results, RunInfo, SCHEMA_VERSION, Verdict, WarningRecord};
use super::run::{Failure, Gathered, Settings};
use crate::model::Model;
use crate::sampling::CONTRACT_VERSION;
use crate::scenario::{Identity, Scenario, Warning};

/// Puts the results together; `judged` is what requirements see, where that is not as the reader does, and `said` what was
/// said of the scenario itself.
///
/// # Errors
/// Where figures overflowed, or rates were outside [0, 1] too often.
pub(super) fn conclude(
    identity: Identity,
    said: Vec<WarningRecord>,
    scenario: &Scenario,
    model: &Model,
    (gathered, judged): (Gathered, Option<&Perspectives>),
    settings: &Settings,
) -> Result<Results, Failure> {
    let Gathered { figures, noticed, imprecise } = gathered;
    for (name, p) in &figures.perspectives {
        let n = &p.net_benefit;
        if ![n.mean.value, n.mean.se, n.sd.value, n.sd.se].iter().all(|x| x.is_finite()) {
            return Err(Failure::Overflow { perspective: name.clone() });
        }
    }
    let mut warnings: Vec<Warning> = Vec::new();
    for (site, count) in model.sites.iter().zip(noticed.clamped.iter().flatten()) {
        let share = *count as f64 / noticed.draws as f64;
        if share > settings.most_clamped {
            return Err(Failure::OutsideUnit { site: site.clone(), share });
        }
        if *count > 0 {
            warnings.push(Warning::RatesClamped { path: site.path.clone(), share });
        }
    }
    let requirements: Vec<_> = scenario
        .requirements
        .iter()
        .map(|(name, r)| judge(name, r, judged.unwrap_or(&figures.perspectives).get(&r.perspective)))
        .collect();
    for requirement in requirements.iter().filter(|r| r.verdict == Verdict::Inconclusive) {
        warnings.push(Warning::RequirementInsideError {
            requirement: requirement.name.clone(),
            draws: noticed.draws,
        });
    }
    if let Some(precision) = settings.precision.filter(|_| imprecise) {
        warnings.push(Warning::PrecisionCap { draws: noticed.draws, precision });
    }
    if let Some(enough) = too_few(&figures, noticed.draws) {
        warnings.push(Warning::TooFewDraws { draws: noticed.draws, enough });
    }
    let of_run = warnings.iter().map(|w| WarningRecord::new(w.code(), w.message(), w.help()));
    Ok(Results {
        schema_version: SCHEMA_VERSION,
        warnings: said.into_iter().chain(of_run).collect(),
        scenario: identity,
        run: RunInfo {
            draws: noticed.draws,
            seed: settings.seed,
            sampling: settings.sampling.to_string(),
            outputs: settings.detail.to_string(),
            contract_version: CONTRACT_VERSION,
            program_version: env!("CARGO_PKG_VERSION").to_owned(),
        },
        perspectives: figures.perspectives,
        outcomes: figures.outcomes,
        joint: figures.joint,
        base_case: figures.base_case,
        unadjusted: figures.unadjusted,
        requirements,
    })
}

/// Draws that would give the break-even probability two digits, where these are too few.
fn too_few(figures: &Figures, draws: u64) -> Option<u64> {
    // Half of the interval above half a percentage point: the second digit is then open.
    const HALF_WIDTH: f64 = 0.005;
    let public = &figures.perspectives.get("public")?.probability_break_even;
    let half = (public.hi - public.lo) / 2.0;
    (half > HALF_WIDTH).then(|| {
        // With a margin, or the next run might ask for a few more.
        let factor = 1.1 * half / HALF_WIDTH;
        ((draws as f64 * factor * factor / 1000.0).ceil() * 1000.0) as u64
    })
}
