//! What lines count of people in states: found by the program, it stands in a sheet as values; and what it goes by.

use std::collections::{BTreeMap, BTreeSet};

use super::super::column::Graph;
use super::super::inputs::{Basis, ModelError, Numbers, Pass};
use super::super::people::{Cohorts, Side};
use super::super::reading::Reading;
use crate::scenario::formula::Expr;
use crate::scenario::{Arm, CostPer, Definition, EffectPer, Input, Pathways, Scenario};

/// What each line counts, by calendar year and years since entry.
pub(super) type Counted = BTreeMap<String, BTreeMap<(usize, usize), f64>>;

/// What each line counts of people in states: of a cost with the intervention, of an effect with it less without it.
///
/// # Errors
/// Where a scenario has no model.
pub(super) fn counted(scenario: &Scenario) -> Result<Counted, ModelError> {
    let mut all = Counted::new();
    if scenario.pathways.is_none() {
        return Ok(all);
    }
    let (mut graph, mut sites) = (Graph::default(), Vec::new());
    let (reading, pass) = (Reading::of(scenario), Pass { basis: Basis::Mean, adjusted: true });
    let mut numbers = Numbers::new(&mut graph, &mut sites, &reading, pass)?;
    let cohorts = Cohorts::compile(&mut numbers, scenario)?;
    let Some(occupancy) = &cohorts.expected.occupancy else { return Ok(all) };
    let costs = scenario.costs.iter().filter_map(|(name, cost)| match &cost.per {
        CostPer::Situations(situations) => Some((format!("costs.{name}"), situations, Side::Arm(Arm::With))),
        _ => None,
    });
    let effects = scenario.effects.iter().filter_map(|(name, effect)| match &effect.per {
        EffectPer::Situations(situations) => Some((format!("effects.{name}"), situations, Side::Difference)),
        _ => None,
    });
    for (line, situations, side) in costs.chain(effects) {
        let counted = occupancy.counted(&mut graph, situations, side).into_iter();
        all.insert(line, counted.filter_map(|(time, units)| Some((time, units.constant()?))).collect());
    }
    Ok(all)
}

/// The inputs that decide who is where: those that rows and stocks read, and those that these read in turn.
pub(super) fn deciding(scenario: &Scenario) -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    let quantities = scenario.pathways.iter().flat_map(Pathways::quantities);
    let intakes = scenario.pathways.iter().flat_map(|_| &scenario.cohort).flat_map(|cohort| &cohort.intakes);
    let mut open: Vec<&str> = quantities.chain(intakes).flat_map(|quantity| quantity.expr.inputs()).collect();
    while let Some(name) = open.pop() {
        let Some(Input { definition, optimism, .. }) = scenario.inputs.get(name) else { continue };
        if all.insert(name.to_owned()) {
            let formula: Option<&Expr> = match definition {
                Definition::Formula(expr) => Some(expr),
                Definition::Law(_) | Definition::People(_) | Definition::Dirichlet(_) => None,
            };
            let factor = optimism.as_ref().map(|factor| &factor.expr);
            open.extend(formula.into_iter().chain(factor).flat_map(|expr| expr.inputs()));
        }
    }
    all
}
