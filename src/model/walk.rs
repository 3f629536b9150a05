//! One draw, step by step: the same model with every step kept.

use super::program::{Arg, Program};
use super::schedule::Root;
use super::{Basis, Compiled, Graph, ModelError, Numbers, Reading, Site, Value};
use crate::scenario::Scenario;

/// A step of a draw and where its number is.
#[derive(Debug, Clone, PartialEq)]
pub struct Step<T> {
    /// What it is about.
    pub about: About,
    /// Its number.
    pub value: T,
}

/// What a step is about. Intakes count from 0.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum About {
    /// The value of an input.
    Input(String),
    /// People who enter in an intake.
    Entrants(usize),
    /// People of an intake who leave early.
    Dropouts(usize),
    /// Additional people of an intake in an outcome, so many years after entry.
    Additional {
        /// The outcome.
        outcome: String,
        /// The intake.
        intake: usize,
        /// Years since entry.
        age: usize,
    },
    /// Present value of a line (`costs.NAME`, `effects.NAME`) to the public, a cost negative.
    Line(String),
    /// Net flow of a payer in a year, undiscounted.
    Flow {
        /// The payer.
        payer: String,
        /// The calendar year.
        year: usize,
    },
    /// What a year's money is worth now.
    DiscountFactor(usize),
    /// Discounted flow of the public until and with a year.
    Cumulative(usize),
    /// Net benefit of a perspective.
    NetBenefit(String),
    /// Year from which the public has its money back; horizon + 1 for never.
    BreakEvenYear,
}

/// A model that keeps every step.
#[derive(Debug)]
pub struct Walk {
    /// The operations.
    pub program: Program,
    /// The steps in the order in which they happen.
    pub steps: Vec<Step<Arg>>,
    /// Places where a draw can be clamped or out of bounds.
    pub sites: Vec<Site>,
}

impl Walk {
    /// Compiles a scenario so that every step of a draw can be read. Its draws are those of the model.
    ///
    /// # Errors
    /// As [`super::Model::compile`].
    pub fn compile(scenario: &Scenario) -> Result<Walk, ModelError> {
        let (mut graph, mut sites) = (Graph::default(), Vec::new());
        let reading = Reading { basis: Basis::Drawn, adjusted: true };
        let mut numbers = Numbers::new(&mut graph, &mut sites, scenario, reading)?;
        let compiled = Compiled::compile(&mut numbers, scenario)?;
        let mut steps: Vec<Step<Value>> = Vec::new();
        let mut note = |about: About, value: Value| steps.push(Step { about, value });
        for name in scenario.inputs.keys() {
            note(About::Input(name.clone()), numbers.input(name));
        }
        let people = &compiled.cohorts.drawn;
        for intake in 0..people.entrants.len() {
            note(About::Entrants(intake), people.entrants[intake]);
            note(About::Dropouts(intake), people.dropouts[intake]);
            for (outcome, lanes) in &people.additional {
                let onset = scenario.outcomes[outcome].onset;
                for (since, value) in lanes[intake].iter().enumerate() {
                    let age = onset + since;
                    note(About::Additional { outcome: outcome.clone(), intake, age }, *value);
                }
            }
        }
        for (weights, view) in compiled.weights.iter().zip(&compiled.drawn) {
            if weights.name == "public" {
                for (line, _, value) in &view.lines {
                    note(About::Line(line.clone()), *value);
                }
            }
            if scenario.payers.contains_key(&weights.name) {
                for (year, flow) in view.flows.iter().enumerate() {
                    note(About::Flow { payer: weights.name.clone(), year }, *flow);
                }
            }
        }
        for (year, factor) in compiled.factors.iter().enumerate() {
            note(About::DiscountFactor(year), *factor);
        }
        for (weights, view) in compiled.weights.iter().zip(&compiled.drawn) {
            let traced = graph.trace(&view.flows, &compiled.factors, view.tolerance);
            note(About::NetBenefit(weights.name.clone()), traced.net_benefit);
            if weights.name == "public" {
                let flows = super::accumulate(&mut graph, &view.flows, &compiled.factors);
                for (year, value) in flows.cumulative_discounted.iter().enumerate() {
                    note(About::Cumulative(year), *value);
                }
                note(About::BreakEvenYear, traced.break_even_year);
            }
        }
        let roots: Vec<Root> = steps.iter().map(|step| Root::Drawn(step.value)).collect();
        let program = Program::schedule(graph, &roots);
        let steps = steps.into_iter().map(|s| Step { about: s.about, value: program.arg(s.value) }).collect();
        Ok(Walk { program, steps, sites })
    }
}
