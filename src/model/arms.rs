//! What situations cost in each arm by itself: money of all effects per person-year and move.

use super::column::{Graph, Value};
use super::inputs::{Basis, ModelError, Numbers, Pass, Watched};
use super::lines::effect;
use super::money::{Line, Weights};
use super::people::{People, Side};
use super::reading::Reading;
use crate::scenario::{Arm, EffectPer, Situations};

/// The lines of an arm, each as far as it is of one state.
struct InState {
    line: String,
    state: usize,
    money: Line,
}

/// The lines of both arms, with and without.
pub struct Arms([Vec<InState>; 2]);

/// What a perspective pays in one arm by itself: present values, a cost positive.
#[derive(Debug, Clone, PartialEq)]
pub struct ArmValue<T> {
    /// In all.
    pub total: T,
    /// By effect, in name order.
    pub lines: Vec<(String, T)>,
    /// By state, in name order.
    pub states: Vec<(String, T)>,
}

impl<T> ArmValue<T> {
    /// The same of what a function makes of each.
    pub fn map<U>(&self, mut of: impl FnMut(&T) -> U) -> ArmValue<U> {
        let all = |values: &[(String, T)], of: &mut dyn FnMut(&T) -> U| {
            values.iter().map(|(name, value)| (name.clone(), of(value))).collect()
        };
        let total = of(&self.total);
        ArmValue { total, lines: all(&self.lines, &mut of), states: all(&self.states, &mut of) }
    }
}

impl Arms {
    /// Compiles the lines of both arms for people as expected; `None` where nobody is followed through states.
    pub(super) fn compile(
        graph: &mut Graph,
        sites: &mut Vec<Watched>,
        reading: &Reading<'_>,
        people: &People,
    ) -> Result<Option<Arms>, ModelError> {
        let Some(occupancy) = &people.occupancy else { return Ok(None) };
        let scenario = reading.scenario;
        let numbers = &mut Numbers::new(graph, sites, reading, Pass { basis: Basis::Drawn, adjusted: true })?;
        let mut both = [Vec::new(), Vec::new()];
        for (arm, lines) in [Arm::With, Arm::Without].into_iter().zip(&mut both) {
            for (name, of) in &scenario.effects {
                let EffectPer::Situations(situations) = &of.per else { continue };
                for (state, called) in occupancy.states.iter().enumerate() {
                    if comes_to(situations, called) {
                        let money = effect(numbers, scenario, people, (name, Side::State(arm, state)))?;
                        lines.push(InState { line: name.clone(), state, money });
                    }
                }
            }
        }
        Ok(Some(Arms(both)))
    }

    /// What they come to for who weighs the payers so: with and without.
    pub(super) fn view(
        &self,
        graph: &mut Graph,
        states: &[String],
        weights: &Weights,
        factors: &[Value],
    ) -> [ArmValue<Value>; 2] {
        self.0.each_ref().map(|lines| {
            let paid = |of: &InState| {
                let value = of.money.present_value(graph, &weights.weights, factors);
                // An effect is money that comes in.
                graph.scale(-1.0, value)
            };
            let all: Vec<Value> = lines.iter().map(paid).collect();
            let mut names: Vec<&String> = lines.iter().map(|of| &of.line).collect();
            names.dedup();
            let mut sum = |is_it: &dyn Fn(&InState) -> bool| {
                let parts = lines.iter().zip(&all).filter(|(of, _)| is_it(of));
                let parts: Vec<Value> = parts.map(|(_, value)| *value).collect();
                graph.sum(&parts)
            };
            let of_line = |name: &String| (name.clone(), sum(&|of| of.line == *name));
            let by_line: Vec<(String, Value)> = names.into_iter().map(of_line).collect();
            let of_state = |(at, name): (usize, &String)| (name.clone(), sum(&|of| of.state == at));
            let by_state: Vec<(String, Value)> = states.iter().enumerate().map(of_state).collect();
            ArmValue { total: sum(&|_| true), lines: by_line, states: by_state }
        })
    }
}

/// Whether a line counts anything of a state: years in it, or moves to it.
fn comes_to(situations: &Situations, state: &str) -> bool {
    match situations {
        Situations::PersonYears { states } => states.iter().any(|listed| listed == state),
        Situations::Moves { entering, .. } => {
            entering.as_ref().is_none_or(|listed| listed.iter().any(|name| name == state))
        }
    }
}
