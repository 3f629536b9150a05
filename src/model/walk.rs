//! One draw, step by step: the same model with every step kept.

use super::column::{Arg, Graph, Program, Root, Value, Wanted};
use super::compiled::Compiled;
use super::inputs::ModelError;
use super::outputs::accumulate;
use super::reading::Reading;

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
    /// People who are in a state with the intervention, and in another without it, when a year begins.
    InPair {
        /// The calendar year.
        year: usize,
        /// The state with the intervention.
        with: String,
        /// And without it.
        without: String,
    },
    /// What is paid by results in a year, undiscounted.
    Paid {
        /// The payment.
        payment: String,
        /// The calendar year.
        year: usize,
    },
    /// Present value of a line (`costs.NAME`, `effects.NAME`, `payments.NAME`) to the public, a cost negative.
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
}

impl Walk {
    /// Compiles a reading so that every step of a draw can be read. Its draws are those of the reading.
    ///
    /// # Errors
    /// Where it has no model.
    pub fn compile(reading: &Reading<'_>) -> Result<Walk, ModelError> {
        let scenario = reading.scenario;
        let mut graph = Graph::default();
        let compiled = Compiled::compile(&mut graph, &mut Vec::new(), reading, true)?;
        let mut steps: Vec<Step<Value>> = Vec::new();
        let mut note = |about: About, value: Value| steps.push(Step { about, value });
        for (name, value) in &compiled.inputs {
            note(About::Input(name.clone()), *value);
        }
        let people = &compiled.cohorts.drawn;
        if let Some(occupancy) = &people.occupancy {
            for ((year, with, without), value) in occupancy.pairs(&mut graph) {
                let [with, without] = [with, without].map(|state| occupancy.states[state].clone());
                note(About::InPair { year, with, without }, value);
            }
        }
        // Of states the pairs say who is there in the first year.
        let first = usize::from(people.occupancy.is_some());
        for intake in first..people.entrants.len() {
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
        for paid in &compiled.paid {
            let years = scenario.payments[&paid.name].years;
            for (year, value) in paid.by_year.iter().enumerate().take(years.1 + 1).skip(years.0) {
                note(About::Paid { payment: paid.name.clone(), year }, *value);
            }
        }
        for (weights, view) in compiled.weights.iter().zip(&compiled.drawn) {
            if weights.name == scenario.report.perspective {
                for line in &view.lines {
                    note(About::Line(line.name.clone()), line.value);
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
            if weights.name == scenario.report.perspective {
                let flows = accumulate(&mut graph, view, &compiled.factors);
                for (year, value) in flows.cumulative_discounted.iter().enumerate() {
                    note(About::Cumulative(year), *value);
                }
                note(About::BreakEvenYear, traced.break_even_year);
            }
        }
        let root = |step: &Step<Value>| Root { value: step.value, wanted: Wanted::Drawn, asker: 0, stage: 0 };
        let roots: Vec<Root> = steps.iter().map(root).collect();
        let program = Program::schedule(&graph, &roots, 1);
        let steps = steps.into_iter().map(|s| Step { about: s.about, value: program.arg(s.value) }).collect();
        Ok(Walk { program, steps })
    }
}
