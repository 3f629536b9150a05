//! What is said of people in each state: person-years and moves, with the intervention, without it, and the difference.

use super::column::{Graph, Value};
use super::people::{Cohorts, Side, by_year};
use crate::scenario::Arm;

/// What a draw yields for one state, undiscounted, of the years until and with the horizon.
#[derive(Debug, PartialEq)]
pub struct StateOutputs {
    /// Its name.
    pub name: String,
    /// Expected people with the intervention.
    pub with: Counts,
    /// Expected people without it.
    pub without: Counts,
    /// Person-years with less without, as drawn.
    pub additional: Value,
    /// Their expectation given the inputs.
    pub expected_additional: Value,
    /// The same by year.
    pub additional_by_year: Vec<Value>,
}

/// Expected people of a state in one arm.
#[derive(Debug, PartialEq)]
pub struct Counts {
    /// Years that they spend there.
    pub person_years: Value,
    /// How often somebody comes there.
    pub entered: Value,
    /// Person-years by calendar year.
    pub by_year: Vec<Value>,
}

/// What is said of each state; of none where nobody is followed through states.
pub fn states(graph: &mut Graph, cohorts: &Cohorts, horizon: usize) -> Vec<StateOutputs> {
    let (Some(drawn), Some(expected)) = (&cohorts.drawn.occupancy, &cohorts.expected.occupancy) else {
        return Vec::new();
    };
    let mut all = Vec::new();
    for (state, name) in drawn.states.iter().enumerate() {
        let arm = |graph: &mut Graph, arm: Arm| {
            let years = expected.person_years(graph, &[state], Side::Arm(arm));
            let years = by_year(graph, &years, horizon);
            let entered = expected.moves(graph, |(_, to)| to == state, Side::Arm(arm));
            let entered: Vec<Value> = entered.into_values().collect();
            Counts { person_years: graph.sum(&years), entered: graph.sum(&entered), by_year: years }
        };
        let (with, without) = (arm(graph, Arm::With), arm(graph, Arm::Without));
        let by_years = with.by_year.iter().zip(&without.by_year);
        let additional_by_year: Vec<Value> =
            by_years.map(|(with, without)| graph.subtract(*with, *without)).collect();
        let expected_additional = graph.subtract(with.person_years, without.person_years);
        let additional = drawn.person_years(graph, &[state], Side::Difference);
        let additional = by_year(graph, &additional, horizon);
        let additional = graph.sum(&additional);
        let name = name.clone();
        all.push(StateOutputs { name, with, without, additional, expected_additional, additional_by_year });
    }
    all
}
