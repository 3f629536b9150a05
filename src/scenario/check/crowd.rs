//! How many counts of people a draw takes of those who move between states.

use std::collections::BTreeSet;

use super::super::document::*;
use super::super::pathways::{Arm, Clock, Pathways, START, Transition};
use super::super::read::Draft;

/// A state with the intervention, and one without it.
type Pair<'p> = (&'p str, &'p str);

/// Counts in one draw, at most: in every year and for each age that the rows and lines tell apart, of each pair of states that somebody may be in
/// all the pairs but one to which it may lead.
pub(super) fn counts(draft: &Draft, pathways: &Pathways, cohort: &Cohort, horizon: usize) -> usize {
    let ages = last_change(draft, pathways, cohort.start, horizon) + 1;
    let intakes = cohort.intakes.len().max(1);
    let pools: usize =
        (cohort.start..=horizon).map(|year| (year - cohort.start + 1).min(intakes).min(ages)).sum();
    let mut open: Vec<Pair<'_>> = pathways.states.keys().map(|name| (name.as_str(), name.as_str())).collect();
    open.extend(pathways.start.iter().flat_map(|start| leads(Some(start), Some(start), (START, START))));
    let mut reached: BTreeSet<Pair<'_>> = BTreeSet::new();
    let mut cells: usize = 0;
    while let Some(pair) = open.pop() {
        if reached.insert(pair) {
            let next = leads(pathways.transitions.get(pair.0), pathways.transitions.get(pair.1), pair);
            cells += next.len() - 1;
            open.extend(next);
        }
    }
    pools * cells
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

/// The last age at which a row or a line on situations changes.
fn last_change(draft: &Draft, pathways: &Pathways, start: usize, horizon: usize) -> usize {
    let rows = pathways
        .named()
        .into_iter()
        .flat_map(|(_, transition)| [Some(&transition.without), transition.with.as_ref()]);
    let by_age = rows
        .flatten()
        .filter(|rows| rows.clock == Clock::Entry)
        .flat_map(|rows| &rows.steps)
        .map(|step| step.from);
    let of_line = |(first, last): (usize, usize)| if start + last < horizon { last + 1 } else { first };
    let costs = draft
        .costs
        .values()
        .filter(|cost| matches!(cost.per, CostPer::Situations(_)))
        .map(|cost| of_line(cost.years));
    let effects = draft.effects.values().filter(|effect| matches!(effect.per, EffectPer::Situations(_))).map(
        |effect| {
            let shares = effect.shares.last().map_or(1, |(from, _)| *from);
            of_line(effect.years).max(effect.years.0 + shares - 1)
        },
    );
    by_age.chain(costs).chain(effects).max().unwrap_or(0)
}
