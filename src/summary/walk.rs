//! One draw, step by step.

use std::collections::BTreeSet;

use super::prepared::Drawing;
use super::question::Question;
use super::run::ask::ask;
use crate::block::BLOCK;
use crate::engine::{Place, Play};
use crate::kernel::Isa;
use crate::model::column::Frame;
use crate::model::{About, Detail, ModelError, Reading, Step, Walk};
use crate::sampling::{Sampling, StreamName, Uniforms};
use crate::scenario::Scenario;

/// Every step of one draw, as the run with this way of sampling and this seed makes it.
///
/// # Errors
/// Where the scenario has no model.
pub fn walk(
    scenario: &Scenario,
    sampling: Sampling,
    seed: u64,
    draw: u64,
) -> Result<Vec<Step<f64>>, ModelError> {
    // Dimensions are those of the run, which leaves out what nothing reads.
    let mut question = Question::default();
    ask(&mut question, Reading::of(scenario), Detail::Headline)?;
    let drawing = Drawing { draws: BLOCK as u64, seed, sampling };
    walk_among(&Reading::of(scenario), drawing, question.schedule().spread_streams(), draw)
}

/// The same of a reading of a question that draws from some streams.
pub(super) fn walk_among(
    reading: &Reading<'_>,
    drawing: Drawing,
    spread: &BTreeSet<StreamName>,
    draw: u64,
) -> Result<Vec<Step<f64>>, ModelError> {
    let walk = Walk::compile(reading)?;
    let uniforms = Uniforms::among(drawing.sampling, drawing.seed, walk.program.streams(), spread);
    let mut frame = Frame::new(&walk.program);
    let (block, at) = (draw / BLOCK as u64, (draw % BLOCK as u64) as usize);
    let play = Play { program: &walk.program, uniforms: &uniforms };
    play.evaluate(Isa::detect(), Place { stage: 0, block, valid: BLOCK }, &mut frame);
    let value = |arg| frame.operand(arg).lanes::<1>(at)[0];
    Ok(walk.steps.into_iter().map(|step| Step { about: step.about, value: value(step.value) }).collect())
}

/// The value of every input that has one, and net benefit of every perspective, in the first so many draws (at most a block of them), as the run with this way
/// of sampling and this seed makes them.
///
/// # Errors
/// Where the scenario has no model.
pub fn first_draws(
    scenario: &Scenario,
    sampling: Sampling,
    seed: u64,
    draws: usize,
) -> Result<Vec<Step<Vec<f64>>>, ModelError> {
    let mut question = Question::default();
    ask(&mut question, Reading::of(scenario), Detail::Headline)?;
    let walk = Walk::compile(&Reading::of(scenario))?;
    let spread = question.schedule();
    let uniforms = Uniforms::among(sampling, seed, walk.program.streams(), spread.spread_streams());
    let mut frame = Frame::new(&walk.program);
    let play = Play { program: &walk.program, uniforms: &uniforms };
    play.evaluate(Isa::detect(), Place { stage: 0, block: 0, valid: BLOCK }, &mut frame);
    let shown =
        walk.steps.into_iter().filter(|step| matches!(step.about, About::Input(_) | About::NetBenefit(_)));
    let values = |arg| (0..draws.min(BLOCK)).map(|draw| frame.operand(arg).lanes::<1>(draw)[0]).collect();
    Ok(shown.map(|step| Step { about: step.about, value: values(step.value) }).collect())
}
