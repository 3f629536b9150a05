//! The last step of a run: from figures to results, with verdicts and warnings.

use std::collections::BTreeMap;

use super::Settings;
use super::answer::Figures;
use super::ask::{Asked, Perspective};
use crate::engine::Noticed;
use crate::model::Watched;
use crate::sampling::CONTRACT_VERSION;
use crate::scenario::keys::Range;
use crate::scenario::warning::Lacking;
use crate::scenario::{Identity, Loaded, Warning};
use crate::summary::failure::Failure;
use crate::summary::prepared::Prepared;
use crate::summary::question::Look;
use crate::summary::requirements::judge;
use crate::summary::results::{
    Estimate, Perspectives, Results, RunInfo, SCHEMA_VERSION, Verdict, WarningRecord,
};

/// What results say besides the figures, and by what they are judged.
pub(crate) struct Concluded<'a> {
    pub loaded: &'a Loaded,
    pub file: &'a str,
    pub variant: Option<&'a str>,
    pub settings: &'a Settings,
    /// The precision that was asked for, where it was not reached.
    pub imprecise: Option<f64>,
    /// What requirements see, where that is not as the reader does.
    pub judged: Option<&'a Perspectives>,
}

/// Puts the results together.
///
/// # Errors
/// Where figures overflowed, or rates were outside [0, 1] too often.
pub(crate) fn conclude(
    concluded: Concluded<'_>,
    prepared: &Prepared<'_>,
    asked: &Asked,
    figures: Figures,
    noticed: &Noticed,
) -> Result<Results, Failure> {
    let Concluded { loaded, file, variant, settings, imprecise, judged } = concluded;
    let scenario = &loaded.scenario;
    for (name, p) in &figures.perspectives {
        let n = &p.net_benefit;
        let known = asked
            .perspectives
            .iter()
            .find(|p| p.name == *name)
            .map_or([f64::INFINITY; 2], Perspective::orders);
        let is_sound = |x: f64, order: f64, needed: f64| x.is_finite() || order <= needed;
        let [expected, drawn] = known;
        let sound = n.mean.value.is_finite()
            && is_sound(n.mean.se, expected, 2.0)
            && is_sound(n.sd.value, drawn, 2.0)
            && is_sound(n.sd.se, drawn, 4.0);
        if !sound {
            return Err(Failure::Overflow { perspective: name.clone() });
        }
    }
    let mut warnings = rates_clamped(prepared, asked.look, noticed, settings.most_clamped)?;
    let seen = judged.unwrap_or(&figures.perspectives);
    let requirements: Vec<_> =
        scenario.requirements.iter().map(|(name, r)| judge(name, r, seen.get(&r.perspective))).collect();
    for requirement in requirements.iter().filter(|r| r.verdict == Verdict::Inconclusive) {
        warnings.push(Warning::RequirementInsideError {
            requirement: requirement.name.clone(),
            draws: noticed.draws,
        });
    }
    if let Some(precision) = imprecise {
        warnings.push(Warning::PrecisionCap { draws: noticed.draws, precision });
    }
    let unseen = figures.unseen.iter().map(|payment| Warning::PaymentUnseen { payment: payment.clone() });
    warnings.extend(unseen);
    warnings.extend(unsure(asked, &figures, noticed.draws));
    let public = figures.perspectives.get("public");
    warnings.extend(public.and_then(|public| too_few(&public.probability_break_even, noticed.draws)));
    let of_run = warnings.iter().map(WarningRecord::from);
    Ok(Results {
        schema_version: SCHEMA_VERSION,
        warnings: loaded.warnings.iter().map(WarningRecord::from).chain(of_run).collect(),
        scenario: Identity::of(loaded, file, variant),
        run: RunInfo::of(settings, noticed.draws),
        perspectives: figures.perspectives,
        outcomes: figures.outcomes,
        states: figures.states,
        joint: figures.joint,
        explained: BTreeMap::new(),
        base_case: figures.base_case,
        unadjusted: figures.unadjusted,
        requirements,
    })
}

impl RunInfo {
    /// The identity of a simulation that made so many draws.
    pub fn of(settings: &Settings, draws: u64) -> RunInfo {
        RunInfo {
            draws,
            seed: settings.seed,
            sampling: settings.sampling.to_string(),
            outputs: settings.detail.to_string(),
            contract_version: CONTRACT_VERSION,
            program_version: env!("CARGO_PKG_VERSION").to_owned(),
        }
    }
}

/// Warnings of net benefits whose moments do not exist, or are not known from so many draws.
fn unsure(asked: &Asked, figures: &Figures, draws: u64) -> Vec<Warning> {
    /// With fewer draws than this to decide an interval is a guess.
    const FEW: f64 = 10.0;
    let mut warnings = Vec::new();
    let names = |of: &dyn Fn(&Perspective) -> bool| -> Vec<String> {
        asked.perspectives.iter().filter(|p| of(p)).map(|p| p.name.clone()).collect()
    };
    let order = |p: &Perspective| p.orders()[1];
    let longest = asked.perspectives.iter().map(order).fold(f64::INFINITY, |a, b| if b < a { b } else { a });
    let lacking = match longest {
        order if order <= 1.0 => Some((1.0, Lacking::Mean)),
        order if order <= 2.0 => Some((2.0, Lacking::Sd)),
        order if order <= 4.0 => Some((4.0, Lacking::ErrorOfSd)),
        _ => None,
    };
    if let Some((needed, lacking)) = lacking {
        warnings.push(Warning::NoFiniteError { perspectives: names(&|p| order(p) <= needed), lacking });
    }
    let deciding = |p: &Perspective| figures.deciding.get(&p.name).copied().unwrap_or(f64::INFINITY);
    let few = |p: &Perspective| order(p) > 4.0 && deciding(p) < FEW;
    let fewest =
        asked.perspectives.iter().filter(|p| few(p)).map(deciding).reduce(|a, b| if b < a { b } else { a });
    if let Some(fewest) = fewest {
        let deciding = libm::ceil(fewest) as u64;
        warnings.push(Warning::FewDrawsDecide { perspectives: names(&few), deciding, draws });
    }
    warnings
}

/// Warnings of rates that were clamped to 0–1 in some draws of a reading. Where only figures without optimism and cashable
/// hang on it nothing is refused: they are there for comparison.
///
/// # Errors
/// Where one was in more than the share `most` of the draws.
pub(crate) fn rates_clamped(
    prepared: &Prepared<'_>,
    look: Look,
    noticed: &Noticed,
    most: f64,
) -> Result<Vec<Warning>, Failure> {
    let mut warnings = Vec::new();
    for (Watched { site, adjusted, .. }, share) in prepared.clamped(look, noticed) {
        if share > most && *adjusted {
            return Err(Failure::OutsideUnit { site: Box::new(site.clone()), share });
        }
        if share > 0.0 {
            let (path, within_unit) = (site.path.clone(), site.range == Range::SHARE);
            warnings.push(Warning::RatesClamped { path, within_unit, share, adjusted: *adjusted });
        }
    }
    Ok(warnings)
}

/// Warns where the draws are too few for two digits of the public's probability of break-even.
pub(crate) fn too_few(public: &Estimate, draws: u64) -> Option<Warning> {
    // Half of the interval above half a percentage point: the second digit is then open.
    const HALF_WIDTH: f64 = 0.005;
    let half = (public.hi - public.lo) / 2.0;
    (half > HALF_WIDTH).then(|| {
        // With a margin, or the next run might ask for a few more.
        let factor = 1.1 * half / HALF_WIDTH;
        let enough = ((draws as f64 * factor * factor / 1000.0).ceil() * 1000.0) as u64;
        Warning::TooFewDraws { draws, enough }
    })
}
