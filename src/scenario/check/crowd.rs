//! How many counts of people a draw takes of those who move between states.

use std::collections::BTreeSet;

use super::super::ages::last_change;
use super::super::document::*;
use super::super::pathways::{Arm, Pathways, START, Transition};
use super::super::read::Draft;

/// A state with the intervention, and one without it.
type Pair<'p> = (&'p str, &'p str);

/// Counts in one draw, at most: of each intake where it begins; then, in every year and of each age that the rows and lines tell apart, of each pair of
/// states that somebody may be in, all the pairs but one to which it may lead.
pub(super) fn counts(draft: &Draft, pathways: &Pathways, cohort: &Cohort, horizon: usize) -> usize {
    let ages = last_change(pathways, &draft.costs, &draft.effects, horizon) + 1;
    let intakes = cohort.intakes.len().max(1);
    let pools: usize =
        (cohort.start..=horizon).map(|year| (year - cohort.start + 1).min(intakes).min(ages)).sum();
    let mut open: Vec<Pair<'_>> = pathways.states.keys().map(|name| (name.as_str(), name.as_str())).collect();
    let begins = pathways.start.as_ref().map(|start| leads(Some(start), Some(start), (START, START)));
    let begins = begins.unwrap_or_default();
    let entering = begins.len().saturating_sub(1) * cohort.intakes.len();
    open.extend(begins);
    let mut reached: BTreeSet<Pair<'_>> = BTreeSet::new();
    let mut cells: usize = 0;
    while let Some(pair) = open.pop() {
        if reached.insert(pair) {
            let next = leads(pathways.transitions.get(pair.0), pathways.transitions.get(pair.1), pair);
            cells += next.len() - 1;
            open.extend(next);
        }
    }
    entering + pools * cells
}

/// The pairs to which a pair may lead.
fn leads<'p>(
    with: Option<&'p Transition>,
    without: Option<&'p Transition>,
    (i, j): Pair<'p>,
) -> Vec<Pair<'p>> {
    // Equal rows lead to equal states.
    if i == j && with.is_none_or(|transition| transition.with.is_none()) {
        return states_of(with, i, Arm::With).into_iter().map(|state| (state, state)).collect();
    }
    let others = states_of(without, j, Arm::Without);
    states_of(with, i, Arm::With)
        .into_iter()
        .flat_map(|state| others.iter().map(move |other| (state, *other)))
        .collect()
}

/// The states to which the rows of one may lead in an arm, at any time.
fn states_of<'p>(transition: Option<&'p Transition>, of: &'p str, arm: Arm) -> BTreeSet<&'p str> {
    let Some(transition) = transition else { return BTreeSet::from([of]) };
    let with = transition.with.iter().filter(|_| arm == Arm::With);
    let rows = [&transition.without].into_iter().chain(with);
    let entries = rows.flat_map(|rows| &rows.steps).flat_map(|step| &step.row.entries);
    let own = (of != START).then_some(of);
    entries.map(|(to, _)| to.as_str()).chain(own).collect()
}
