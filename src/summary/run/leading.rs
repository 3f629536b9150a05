//! Which inputs the spread of expected net benefit comes from, so that the first report already says which assumption matters
//! most: first-order shares, from the first draws of a run.
//!
//! Expectations are kept while these draws go by. Where the inputs lay in them is worked out once more at the end, as scores of
//! their laws: uniforms are quickly made, and no quantile is needed.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::ask::Asked;
use crate::block::BLOCK;
use crate::distribution::{Law, ScoreCells};
use crate::model::column::{Program, Tails, Value};
use crate::scenario::Definition;
use crate::summary::cell_sums::{CELLS, CellSums, FEWEST, placed};
use crate::summary::leading::Leading as Handle;
use crate::summary::prepared::Prepared;
use crate::summary::quantiles::PILOT;
use crate::summary::question::Question;
use crate::summary::reader::Reader;
use crate::summary::results::{Explained, Perspectives};

/// Draws times inputs that are looked at: some hundredths of the time of a million draws. The draws are [`PILOT`] at least,
/// which every replicate has some of.
const MOST: usize = 1 << 19;

/// What is wanted of the first draws.
pub(in crate::summary) struct Leading {
    /// The public's view, or the first where there is none; nothing where its expectation has no variance.
    perspective: Option<Perspective>,
    inputs: Vec<Input>,
    /// Evaluates the value of every input.
    program: Program,
}

struct Perspective {
    name: String,
    expected: Handle,
    /// By input: whether the expectation depends on it, or on what it is correlated with.
    hangs_on: Vec<bool>,
}

/// A doubtful input on which the expectation depends.
struct Input {
    name: String,
    law: Law,
    /// Its score, or of a law on single values what it is.
    value: Value,
    is_score: bool,
}

impl Leading {
    /// Wants the first draws of the expectation, where that has a variance.
    pub fn ask(question: &mut Question<'_>, asked: &Asked) -> Leading {
        let scenario = question.reading(asked.look).scenario;
        let (mut inputs, mut nodes, mut groups) = (Vec::new(), Vec::new(), Vec::new());
        for (name, input) in &scenario.inputs {
            let Definition::Law(law) = &input.definition else { continue };
            let Some(drawn @ Value::Column(node)) = question.drawn_input(asked.look, name) else { continue };
            let score = question.score_of(drawn).filter(|_| !law.is_on_single_values());
            let (name, law) = (name.clone(), law.clone());
            groups.push(scenario.correlations.values().position(|group| group.inputs.contains(&name)));
            inputs.push(Input { name, law, value: score.unwrap_or(drawn), is_score: score.is_some() });
            nodes.push(node);
        }
        let main = asked.place("public").unwrap_or(0);
        let main = asked.outputs.perspectives.get(main).zip(asked.perspectives.get(main));
        let perspective = main.filter(|(_, p)| Tails::order(p.tails[0]) > 2.0).map(|(of, _)| {
            let reached = question.reached(&[of.headline.expected]);
            let depends = |at: usize| reached.contains(&nodes[at]);
            let together = |a: usize, b: usize| groups[a].is_some() && groups[a] == groups[b];
            let hangs = |at: usize| {
                (0..nodes.len()).any(|other| (other == at || together(at, other)) && depends(other))
            };
            Perspective {
                name: of.name.clone(),
                expected: question.lead(of.headline.expected),
                hangs_on: (0..nodes.len()).map(hangs).collect(),
            }
        });
        if let Some(Perspective { hangs_on, .. }) = &perspective {
            let mut hangs_on = hangs_on.iter();
            inputs.retain(|_| hangs_on.next().copied().unwrap_or(false));
        }
        let values: Vec<Value> = inputs.iter().map(|input| input.value).collect();
        Leading { perspective, inputs, program: question.program_of(&values) }
    }

    /// The shares of the inputs, by perspective, the largest first.
    pub fn explained(
        &self,
        reader: &Reader<'_>,
        prepared: &Prepared<'_>,
        of: &Perspectives,
    ) -> BTreeMap<String, Vec<Explained>> {
        let found = self.perspective.as_ref().and_then(|p| {
            let share = of.get(&p.name)?.variance.parameter_share?;
            let values = reader.leading(p.expected).filter(|_| share.value > 0.0)?;
            Some((p.name.clone(), self.shares(values, prepared)))
        });
        found.into_iter().collect()
    }

    fn shares(&self, of: &[f64], prepared: &Prepared<'_>) -> Vec<Explained> {
        let affordable = MOST / self.inputs.len().max(1) / BLOCK * BLOCK;
        let enough = affordable.max(PILOT as usize);
        let of = &of[..of.len().min(enough)];
        let values: Vec<Value> = self.inputs.iter().map(|input| input.value).collect();
        let columns = prepared.again(&self.program, &values, of.len());
        let least = FEWEST / of.len() as f64;
        let scores = ScoreCells::new(CELLS, least);
        let sampling = prepared.drawing().sampling;
        let share = |(input, column): (&Input, &Vec<f64>)| -> Option<Explained> {
            let first = |cells: &[u16], chances: &[f64]| {
                CellSums::new(cells, chances.len(), |draw| of[draw], sampling).between(chances)
            };
            let first = if input.is_score {
                let cells: Vec<u16> = column.iter().map(|z| scores.of(*z)).collect();
                first(&cells, scores.chances())
            } else {
                let cells = input.law.cells_by_score(CELLS, least);
                first(&placed(&cells, column), cells.chances())
            };
            first.map(|first| Explained { input: input.name.clone(), first })
        };
        let mut all: Vec<Explained> = self.inputs.par_iter().zip(&columns).filter_map(share).collect();
        all.sort_by(|a, b| b.first.value.total_cmp(&a.first.value));
        all
    }
}
