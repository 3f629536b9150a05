//! Which inputs the spread of expected net benefit comes from, so that the first report already says which assumption matters
//! most: first-order shares, from the first draws of a run.
//!
//! Expectations are kept while these draws go by. Where the inputs lay in them is worked out once more at the end, by what they
//! were drawn at: uniforms are quickly made, and no quantile is needed.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use rayon::prelude::*;

use super::ask::Asked;
use crate::block::BLOCK;
use crate::distribution::{Cells, Law, SourceCells};
use crate::model::column::{Program, Source, Tails, Value};
use crate::sampling::Sampling;
use crate::summary::cell_sums::{CellSums, FEWEST, placed};
use crate::summary::leading::Leading as Handle;
use crate::summary::prepared::Prepared;
use crate::summary::question::Question;
use crate::summary::reader::Reader;
use crate::summary::results::{Explained, Perspectives};
use crate::summary::twins::Twins;

/// Draws times inputs that are looked at: next to none of the time of a run. Of Latin hypercubes every draw is, of which a
/// replicate has no more than it needs.
const MOST: usize = 1 << 17;

/// Cells of an input: a tenth of a standard deviation wide in the score, within which a linear effect loses a 1200th of its share.
const CELLS: usize = 90;

/// What is wanted of the first draws.
pub(in crate::summary) struct Leading {
    /// The perspective that reports speak of first, or the first by name; nothing where its expectation has no variance.
    perspective: Option<Perspective>,
    inputs: Vec<Input>,
    /// Evaluates the value of every input.
    program: Program,
}

struct Perspective {
    name: String,
    expected: Handle,
    /// A second life, where payments touch it.
    twins: Option<Option<Twins>>,
    /// By input: whether the expectation depends on it, or on what it is correlated with.
    hangs_on: Vec<bool>,
}

/// A doubtful input on which the expectation depends.
struct Input {
    name: String,
    law: Law,
    /// What it is drawn at; nothing of a law on single values, whose draws are looked at themselves.
    source: Option<Source>,
    value: Value,
}

/// How the draws of an input are sorted into cells.
enum Cut<'c> {
    Source(&'c SourceCells),
    Values(Cells),
}

impl Cut<'_> {
    fn place(&self, column: &[f64]) -> Vec<u16> {
        match self {
            Cut::Source(cells) => column.iter().map(|x| cells.of(*x)).collect(),
            Cut::Values(cells) => placed(cells, column),
        }
    }

    fn chances(&self) -> &[f64] {
        match self {
            Cut::Source(cells) => cells.chances(),
            Cut::Values(cells) => cells.chances(),
        }
    }
}

impl Leading {
    /// Wants the first draws of the expectation, where that has a variance.
    pub fn ask(question: &mut Question<'_>, asked: &Asked) -> Leading {
        let scenario = question.reading(asked.look).scenario;
        let (mut inputs, mut nodes, mut groups) = (Vec::new(), Vec::new(), Vec::new());
        let named = scenario.named_parts();
        for (name, law) in scenario.inputs.iter().flat_map(|(name, input)| input.drawn(name)) {
            if !scenario.inputs.contains_key(&name) && !named.contains(&name) {
                continue;
            }
            let Some(drawn @ Value::Column(node)) = question.drawn_input(asked.look, &name) else { continue };
            let source = question.source_of(drawn).filter(|_| !law.is_on_single_values());
            let (source, value) = source.map_or((None, drawn), |(source, value)| (Some(source), value));
            let law = law.clone();
            groups.push(scenario.correlations.values().position(|group| group.inputs.contains(&name)));
            inputs.push(Input { name, law, source, value });
            nodes.push(node);
        }
        let main = asked.place(&asked.main).unwrap_or(0);
        let main = asked.outputs.perspectives.get(main).zip(asked.perspectives.get(main));
        let perspective = main.filter(|(_, p)| Tails::order(p.tails[0]) > 2.0).map(|(of, p)| {
            let reached = question.reached(&[of.headline.expected]);
            let depends = |at: usize| reached.contains(&nodes[at]);
            let together = |a: usize, b: usize| groups[a].is_some() && groups[a] == groups[b];
            let hangs = |at: usize| {
                (0..nodes.len()).any(|other| (other == at || together(at, other)) && depends(other))
            };
            Perspective {
                name: of.name.clone(),
                expected: question.lead(of.headline.expected),
                twins: p.twins,
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

    /// The shares of the inputs, by perspective, the largest first: of the first draws, with what `whole` says of all.
    pub fn explained(
        &self,
        reader: &Reader<'_>,
        whole: &Reader<'_>,
        prepared: &Prepared<'_>,
        of: &Perspectives,
    ) -> BTreeMap<String, Vec<Explained>> {
        let found = self.perspective.as_ref().and_then(|p| {
            let share = of.get(&p.name)?.variance.parameter_share?;
            let values = reader.leading(p.expected).filter(|_| share.value > 0.0)?;
            // What each explains is of what is not luck.
            let doubt = 1.0 / whole.doubt(p.twins);
            let mut shares = self.shares(values, prepared);
            if doubt != 1.0 {
                shares.iter_mut().for_each(|share| share.first = share.first.scaled(doubt));
            }
            Some((p.name.clone(), shares))
        });
        found.into_iter().collect()
    }

    fn shares(&self, of: &[f64], prepared: &Prepared<'_>) -> Vec<Explained> {
        let sampling = prepared.drawing().sampling;
        let affordable = (MOST / self.inputs.len().max(1)).next_multiple_of(BLOCK);
        let enough = if sampling == Sampling::Latin { of.len() } else { affordable.min(of.len()) };
        let of = &of[..enough];
        let least = FEWEST / of.len() as f64;
        let uniforms = LazyLock::new(|| SourceCells::of_uniforms(CELLS, least));
        let scores = LazyLock::new(|| SourceCells::of_scores(CELLS, least));
        let cut = |input: &Input| match input.source {
            Some(Source::Uniforms) => Cut::Source(&uniforms),
            Some(Source::Scores) => Cut::Source(&scores),
            None => Cut::Values(input.law.cells_by_score(CELLS, least)),
        };
        let cuts: Vec<Cut<'_>> = self.inputs.iter().map(cut).collect();
        let values: Vec<Value> = self.inputs.iter().map(|input| input.value).collect();
        let place = |at: usize, column: &[f64]| cuts[at].place(column);
        let cells = prepared.again(&self.program, &values, of.len(), place);
        let share = |((input, cut), cells): ((&Input, &Cut<'_>), &Vec<u16>)| -> Option<Explained> {
            let chances = cut.chances();
            let first = CellSums::new(cells, chances.len(), |draw| of[draw], sampling).between(chances);
            first.map(|first| Explained { input: input.name.clone(), first })
        };
        let inputs = self.inputs.par_iter().zip(&cuts).zip(&cells);
        let mut all: Vec<Explained> = inputs.filter_map(share).collect();
        all.sort_by(|a, b| b.first.value.total_cmp(&a.first.value));
        all
    }
}
