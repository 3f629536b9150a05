//! What agreements between payers, and the worth of a success, go by: each is an amount times one of these, draw by draw, in
//! present values.

use super::column::{Graph, Value};
use super::compiled::Compiled;
use super::people::People;
use crate::scenario::Scenario;

/// Something as it is drawn, and its expectation given the parameters.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Paths {
    /// With drawn counts.
    pub drawn: Value,
    /// With expected counts.
    pub expected: Value,
}

/// What agreements go by.
#[derive(Debug, Clone, PartialEq)]
pub struct Transfers {
    /// 1 in each year from 0 to the horizon: Σ D_t.
    pub yearly: Value,
    /// By perspective, in name order: its costs, a cost positive.
    pub costs: Vec<Paths>,
    /// By outcome, in name order: 1 for each additional person, in the year of onset where that is within the horizon.
    pub successes: Vec<(String, Paths)>,
}

impl Transfers {
    /// Those of a compiled reading.
    pub fn of(graph: &mut Graph, scenario: &Scenario, compiled: &Compiled) -> Transfers {
        let yearly = graph.sum(&compiled.factors);
        let mut costs = Vec::new();
        for views in compiled.drawn.iter().zip(&compiled.expected) {
            let [drawn, expected] = <[_; 2]>::from(views).map(|view| {
                let lines = view.lines.iter().filter(|line| line.is_cost);
                let lines: Vec<Value> = lines.map(|line| line.positive(graph)).collect();
                graph.sum(&lines)
            });
            costs.push(Paths { drawn, expected });
        }
        let mut successes = Vec::new();
        for (name, outcome) in &scenario.outcomes {
            let mut of = |people: &People| {
                let intakes = people.entry.iter().zip(&people.additional[name]);
                // A state is paid for once, when it is reached; events each time.
                let times = if outcome.events.is_some() { usize::MAX } else { 1 };
                let mut paid: Vec<Value> = Vec::new();
                for (entry, ages) in intakes {
                    let factors = compiled.factors.iter().skip(entry + outcome.onset);
                    paid.extend(
                        factors.zip(ages).take(times).map(|(factor, count)| graph.multiply(*factor, *count)),
                    );
                }
                graph.sum(&paid)
            };
            let drawn = of(&compiled.cohorts.drawn);
            let expected = of(&compiled.cohorts.expected);
            successes.push((name.clone(), Paths { drawn, expected }));
        }
        Transfers { yearly, costs, successes }
    }
}
