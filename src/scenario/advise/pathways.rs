//! Slips in states and rows.

use std::collections::{BTreeMap, BTreeSet};

use super::super::document::*;
use super::super::formula::Expr;
use super::super::pathways::{Arm, Clock, Entry, Pathways, Row, START, Situations, Transition};
use super::super::read::Draft;
use super::super::warning::{PathwayWarning, Warning};
use super::Advice;

impl Advice<'_> {
    pub(super) fn pathways(&mut self) {
        let Some(pathways) = &self.draft.pathways else { return };
        // Rows that were refused may lead to what would seem to lie apart.
        if self.findings.errors() > 0 {
            return;
        }
        self.apart(pathways);
        self.no_difference(pathways);
        for (of, transition) in pathways.named() {
            self.late_steps(of, transition, pathways);
            self.out_of_nothing(of, transition);
            self.before_after(of, transition);
        }
    }

    fn warn_of(&mut self, warning: PathwayWarning, place: &Place) {
        self.warn(&Warning::Pathway(warning), place);
    }

    /// States that nobody comes to, and states that no line counts though people leave them.
    fn apart(&mut self, pathways: &Pathways) {
        let leads = |of: &str, transition: &Transition| -> BTreeSet<String> {
            let rows = [Some(&transition.without), transition.with.as_ref()];
            let entries =
                rows.into_iter().flatten().flat_map(|rows| &rows.steps).flat_map(|step| &step.row.entries);
            let leads = entries.filter(|(to, entry)| to.as_str() != of && !is_nothing(entry));
            leads.map(|(to, _)| to.clone()).collect()
        };
        let reached: BTreeSet<String> =
            pathways.named().into_iter().flat_map(|(of, transition)| leads(of, transition)).collect();
        let (counted, lived_in) = (counted(self.draft, |_| true), counted(self.draft, is_of_years));
        for (name, state) in &pathways.states {
            let place = self.key_place(&["states", name]);
            if state.stock.expr.literal() == Some(0.0) && !reached.contains(name) {
                self.warn_of(PathwayWarning::Unreachable { state: name.clone() }, &place);
                continue;
            }
            if !pathways.transitions.contains_key(name) && lived_in.contains(name.as_str()) {
                self.warn_of(PathwayWarning::NeverLeft { state: name.clone() }, &place);
            }
            let is_left = pathways.transitions.get(name).is_some_and(|rows| !leads(name, rows).is_empty());
            if is_left && !counted.contains(name.as_str()) {
                self.warn_of(PathwayWarning::Uncounted { state: name.clone() }, &place);
            }
        }
    }

    /// Steps of rows that begin when nobody moves any more.
    fn late_steps(&mut self, of: &str, transition: &Transition, pathways: &Pathways) {
        let (Some(cohort), Some(horizon)) = (&self.draft.cohort, self.draft.horizon) else { return };
        let start = cohort.start;
        // Who moves out of the last year still counts where half of it is spent elsewhere; of `start` the last intake is the last move.
        let last = match (of, pathways.half_cycle) {
            (START, _) => start + cohort.intakes.len().saturating_sub(1),
            (_, true) => horizon,
            (_, false) => horizon.saturating_sub(1),
        };
        for rows in [Some(&transition.without), transition.with.as_ref()].into_iter().flatten() {
            let of_calendar = rows.clock == Clock::Calendar;
            let last = if of_calendar { last } else { last.saturating_sub(start) };
            for step in rows.steps.iter().filter(|step| step.from > last && step.from > 0) {
                let Some(place) = step.row.place.clone() else { continue };
                let (of, from) = (of.to_owned(), step.from);
                self.warn_of(PathwayWarning::LateStep { of, from, of_calendar }, &place);
            }
        }
    }

    /// Rows that are the same in both lives.
    fn no_difference(&mut self, pathways: &Pathways) {
        let differs = |(of, transition): (&str, &Transition)| {
            let steps = |clock: fn(usize) -> (usize, usize)| {
                let rows = [Some(&transition.without), transition.with.as_ref()];
                let from: Vec<_> = rows
                    .into_iter()
                    .flatten()
                    .flat_map(|rows| &rows.steps)
                    .map(|step| clock(step.from))
                    .collect();
                from
            };
            // Every step of either clock meets every other here; some may never meet, and then nothing is said.
            let (ages, years) = (steps(|from| (from, 0)), steps(|from| (0, from)));
            ages.iter().any(|(age, _)| {
                years.iter().any(|(_, year)| {
                    let [with, without] =
                        [Arm::With, Arm::Without].map(|arm| transition.row(of, arm, *age, *year));
                    let expr = |row: &Row<'_>| -> Vec<(String, Expr)> {
                        let stated =
                            row.chances.iter().filter(|(_, chance)| chance.expr.literal() != Some(0.0));
                        stated.map(|(to, chance)| ((*to).to_owned(), chance.expr.clone())).collect()
                    };
                    with.rest != without.rest || expr(&with) != expr(&without)
                })
            })
        };
        if !pathways.named().into_iter().any(differs) {
            let section = if self.tree.contains_key("transitions") { "transitions" } else { "states" };
            let place = self.place(&[section]);
            self.warn_of(PathwayWarning::NoDifference, &place);
        }
    }

    /// A chance with the intervention where there is none without it. Where an intake begins is what it was chosen for, and no such chance.
    fn out_of_nothing(&mut self, of: &str, transition: &Transition) {
        if of == START {
            return;
        }
        let Some(with) = &transition.with else { return };
        for step in with.steps.iter().filter(|step| !step.row.is_whole) {
            for (to, entry) in &step.row.entries {
                let Entry::Chance(chance) = entry else { continue };
                let without = transition.without.steps.iter().map(|step| &step.row.entries);
                let is_there = |entries: &BTreeMap<String, Entry>| {
                    entries.get(to).is_some_and(|entry| !is_nothing(entry))
                };
                if to == of || is_nothing(entry) || without.into_iter().any(is_there) {
                    continue;
                }
                let Some(place) = chance.place.clone() else { continue };
                self.warn_of(PathwayWarning::LiteralZero { of: of.to_owned(), to: to.clone() }, &place);
            }
        }
    }

    /// What was seen before and after, taken for what the intervention does.
    fn before_after(&mut self, of: &str, transition: &Transition) {
        let mut told = BTreeSet::new();
        for step in transition.with.iter().flat_map(|rows| &rows.steps) {
            for entry in step.row.entries.values() {
                let Entry::Chance(chance) = entry else { continue };
                let is_before_after = |input: &String| {
                    self.draft
                        .inputs
                        .get(input)
                        .is_some_and(|input| input.evidence == Some(Evidence::BeforeAfter))
                };
                let Some(input) = self.reach([&chance.expr]).into_iter().find(is_before_after) else {
                    continue;
                };
                let Some(place) = chance.place.clone().filter(|_| told.insert(input.clone())) else {
                    continue;
                };
                self.warn_of(PathwayWarning::BeforeAfter { of: of.to_owned(), input }, &place);
            }
        }
    }
}

/// Whether an entry is a chance of 0.
fn is_nothing(entry: &Entry) -> bool {
    matches!(entry, Entry::Chance(chance) if chance.expr.literal() == Some(0.0))
}

/// Whether person-years count.
fn is_of_years(situations: &Situations) -> bool {
    matches!(situations, Situations::PersonYears { .. })
}

/// The states that some lines name.
fn counted(draft: &Draft, which: fn(&Situations) -> bool) -> BTreeSet<&str> {
    let costs = draft.costs.values().filter_map(|cost| match &cost.per {
        CostPer::Situations(situations) => Some(situations),
        _ => None,
    });
    let effects = draft.effects.values().filter_map(|effect| match &effect.per {
        EffectPer::Situations(situations) => Some(situations),
        _ => None,
    });
    costs.chain(effects).filter(|situations| which(situations)).flat_map(|of| of.named()).collect()
}
