//! The whole way from a scenario to its results.

use super::assemble::Figures;
use super::quantiles::BRACKET_WIDTH;
use super::requirements::judge;
use super::results::{Results, RunInfo, SCHEMA_VERSION, ScenarioInfo, Verdict, WarningRecord};
use super::tally::Tally;
use crate::engine::{Isa, Noticed, Play, Span, Stopped, Watch, evaluate, simulate};
use crate::model::{About, Detail, Frame, Model, ModelError, Site, Step, Walk};
use crate::sampling::{CONTRACT_VERSION, Sampling, Uniforms};
use crate::scenario::{Loaded, Scenario, Warning};
use crate::units::BLOCK;

/// Fewest draws of a run: fewer support no interval.
pub const FEWEST_DRAWS: u64 = 100;

/// Share of the draws in which a rate may be clamped before it is an error (MODEL §1).
const MOST_CLAMPED: f64 = 0.01;

/// How to simulate.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Draws, at least [`FEWEST_DRAWS`].
    pub draws: u64,
    /// Seed.
    pub seed: u64,
    /// Threads; 0 for as many as there are cores. Changes no figure.
    pub threads: usize,
    /// Which yearly figures are wanted.
    pub detail: Detail,
    /// Instruction set; `None` for the best there is. Changes no figure.
    pub isa: Option<Isa>,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings { draws: 1_000_000, seed: 1, threads: 0, detail: Detail::Headline, isa: None }
    }
}

/// Why there are no results.
#[derive(Debug, Clone, PartialEq)]
pub enum Failure {
    /// The scenario has no model.
    Model(ModelError),
    /// The watch cancelled.
    Cancelled,
    /// A number was not finite, or too large, in a draw.
    OutOfBounds {
        /// The number.
        site: Site,
        /// The draw, from 0.
        draw: u64,
        /// What the inputs were there.
        inputs: Vec<(String, f64)>,
    },
    /// A rate was outside [0, 1] in too many draws.
    OutsideUnit {
        /// The rate.
        site: Site,
        /// Share of the draws.
        share: f64,
    },
    /// Amounts grew beyond what a number can hold.
    Overflow {
        /// The perspective.
        perspective: String,
    },
    /// The threads could not be started.
    Threads(String),
}

/// Simulates a scenario and summarises it. `file` and `variant` are named in the results.
///
/// # Errors
/// [`Failure`] says why there are no results.
pub fn run(
    loaded: &Loaded,
    file: &str,
    variant: Option<&str>,
    settings: &Settings,
    watch: &dyn Watch,
) -> Result<Results, Failure> {
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(settings.threads)
        .build()
        .map_err(|error| Failure::Threads(error.to_string()))?;
    let isa = settings.isa.unwrap_or_else(Isa::detect);
    let (model, figures, noticed) = pool.install(|| -> Result<_, Failure> {
        let model = Model::compile(&loaded.scenario, settings.detail).map_err(Failure::Model)?;
        let (figures, noticed) = summarise(&loaded.scenario, &model, settings, isa, watch)?;
        Ok((model, figures, noticed))
    })?;
    for (name, p) in &figures.perspectives {
        let n = &p.net_benefit;
        if ![n.mean.value, n.mean.se, n.sd.value, n.sd.se].iter().all(|x| x.is_finite()) {
            return Err(Failure::Overflow { perspective: name.clone() });
        }
    }
    let mut warnings: Vec<Warning> = Vec::new();
    for (site, count) in model.sites.iter().zip(noticed.clamped.iter().flatten()) {
        let share = *count as f64 / noticed.draws as f64;
        if share > MOST_CLAMPED {
            return Err(Failure::OutsideUnit { site: site.clone(), share });
        }
        if *count > 0 {
            warnings.push(Warning::RatesClamped { path: site.path.clone(), share });
        }
    }
    let scenario = &loaded.scenario;
    let requirements: Vec<_> = scenario
        .requirements
        .iter()
        .map(|(name, r)| judge(name, r, figures.perspectives.get(&r.perspective)))
        .collect();
    for requirement in requirements.iter().filter(|r| r.verdict == Verdict::Inconclusive) {
        warnings.push(Warning::RequirementInsideError {
            requirement: requirement.name.clone(),
            draws: noticed.draws,
        });
    }
    if let Some(enough) = too_few(&figures, noticed.draws) {
        warnings.push(Warning::TooFewDraws { draws: noticed.draws, enough });
    }
    let of_scenario = loaded.warnings.iter().map(|w| WarningRecord {
        code: w.code.to_string(),
        message: w.message.clone(),
        help: w.help.clone(),
    });
    let of_run = warnings.iter().map(|w| WarningRecord {
        code: w.code().to_owned(),
        message: w.message(),
        help: w.help(),
    });
    Ok(Results {
        schema_version: SCHEMA_VERSION,
        warnings: of_scenario.chain(of_run).collect(),
        scenario: ScenarioInfo {
            title: scenario.title.clone(),
            file: file.to_owned(),
            variant: variant.map(str::to_owned),
            sha256: loaded.sha256.clone(),
            currency: scenario.currency.clone(),
            price_year: scenario.price_year,
            horizon: scenario.horizon,
            resolved: loaded.resolved.clone(),
        },
        run: RunInfo {
            draws: noticed.draws,
            seed: settings.seed,
            sampling: "random".to_owned(),
            outputs: match settings.detail {
                Detail::Headline => "headline",
                Detail::Yearly => "yearly",
            }
            .to_owned(),
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
        let factor = half / HALF_WIDTH;
        ((draws as f64 * factor * factor / 1000.0).ceil() * 1000.0) as u64
    })
}

fn summarise(
    scenario: &Scenario,
    model: &Model,
    settings: &Settings,
    isa: Isa,
    watch: &dyn Watch,
) -> Result<(Figures, Noticed), Failure> {
    let uniforms = Uniforms::new(Sampling::Random, settings.seed, model.program.streams());
    // Block 0 gives the pivots, whatever part of the draws is asked for.
    let mut frame = Frame::new(&model.program, model.sites.len());
    evaluate(&model.program, &uniforms, isa, 0, BLOCK, &mut frame);
    let mut width = BRACKET_WIDTH;
    loop {
        let mut tally = Tally::new(model, &frame, width);
        let play = Play { model, uniforms: &uniforms };
        let noticed = simulate(&[play], &Span::whole(settings.draws), isa, &mut tally, watch)
            .map_err(|stopped| explain(stopped, scenario, model, settings.seed))?;
        tally.finish();
        match Figures::assemble(&tally) {
            Ok(figures) => return Ok((figures, noticed)),
            // The same draws again, with brackets so wide that the third time nothing is left out.
            Err(_) => width = if width < 100.0 { width * 20.0 } else { f64::INFINITY },
        }
    }
}

/// Says where a run stopped, and what the inputs were there.
fn explain(stopped: Stopped, scenario: &Scenario, model: &Model, seed: u64) -> Failure {
    match stopped {
        Stopped::Cancelled => Failure::Cancelled,
        Stopped::OutOfBounds { found, .. } => {
            let steps = walk(scenario, seed, found.draw).unwrap_or_default();
            let inputs = steps.into_iter().filter_map(|step| match step.about {
                About::Input(name) => Some((name, step.value)),
                _ => None,
            });
            Failure::OutOfBounds {
                site: model.sites[found.site as usize].clone(),
                draw: found.draw,
                inputs: inputs.collect(),
            }
        }
    }
}

/// Every step of one draw, as the run with this seed makes it.
///
/// # Errors
/// Where the scenario has no model.
pub fn walk(scenario: &Scenario, seed: u64, draw: u64) -> Result<Vec<Step<f64>>, ModelError> {
    let walk = Walk::compile(scenario)?;
    let uniforms = Uniforms::new(Sampling::Random, seed, walk.program.streams());
    let mut frame = Frame::new(&walk.program, walk.sites.len());
    let (block, at) = (draw / BLOCK as u64, (draw % BLOCK as u64) as usize);
    evaluate(&walk.program, &uniforms, Isa::detect(), block, BLOCK, &mut frame);
    let value = |arg| frame.operand(arg).lanes::<1>(at)[0];
    Ok(walk.steps.into_iter().map(|step| Step { about: step.about, value: value(step.value) }).collect())
}
