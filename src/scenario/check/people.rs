//! People and time: who is there to be counted, and when.

use std::collections::{BTreeMap, BTreeSet};

use super::super::bounds;
use super::super::codes::Code;
use super::super::document::*;
use super::Check;

impl Check<'_> {
    pub(super) fn people(&mut self) {
        self.nobody();
        self.intakes();
        self.counted_people();
        self.exclusive_outcomes();
        self.completers_of_several_groups();
        self.outcomes_of_outcomes();
        self.line_years();
        self.fade_and_relapse();
    }

    /// A cohort of nobody counts nothing; a number of people is rounded half up.
    fn nobody(&mut self) {
        let Some(cohort) = &self.draft.cohort else { return };
        let most = |intake: &Quantity| bounds::of(&intake.expr, &self.draft.inputs).1;
        let stocks = self.draft.pathways.iter().flat_map(|pathways| pathways.states.values());
        if cohort.intakes.iter().chain(stocks.map(|state| &state.stock)).any(|people| most(people) >= 0.5) {
            return;
        }
        if self.draft.pathways.is_some() {
            let place = self.place(&["states"]);
            let message = "nobody is in a state, and nobody comes".to_owned();
            let help = "say how many people are there, as `stock` of a state, or how many enter: [cohort] intake = […]";
            self.error(Code::NoCohort, &place, message, "expected people", help);
            return;
        }
        let key = if self.node(&["cohort", "intake"]).is_some() { "intake" } else { "participants" };
        let place = self.place(&["cohort", key]);
        let help = "say how many people start; a scenario of programme lines alone has no [cohort]";
        self.error(Code::NoCohort, &place, "nobody starts".to_owned(), "expected people", help);
    }

    /// Nobody may enter after the horizon.
    fn intakes(&mut self) {
        let (Some(cohort), Some(horizon)) = (&self.draft.cohort, self.draft.horizon) else { return };
        let last = cohort.start + cohort.intakes.len().saturating_sub(1);
        if last <= horizon {
            return;
        }
        let key = if cohort.start > horizon { "start" } else { "intake" };
        let place = self.place(&["cohort", key]);
        let message = format!("people enter in year {last}, after the horizon");
        let label = format!("expected the last intake in year {horizon} or before");
        self.error(Code::AfterHorizon, &place, message, &label, "raise `horizon`, or shorten `intake`");
    }

    /// What is counted per person needs people.
    fn counted_people(&mut self) {
        if ["cohort", "states"].iter().any(|section| self.tree.contains_key(*section)) {
            return;
        }
        let draft = self.draft;
        let mut needs: Vec<(Place, String)> = Vec::new();
        for name in draft.outcomes.keys() {
            needs.push((self.place(&["outcomes", name]), format!("outcome `{name}`")));
        }
        for (name, cost) in &draft.costs {
            if !matches!(cost.per, CostPer::Programme) {
                needs.push((self.place(&["costs", name, "per"]), format!("cost `{name}`")));
            }
        }
        for (name, effect) in &draft.effects {
            if effect.per == EffectPer::Participant {
                needs.push((self.place(&["effects", name, "per"]), format!("effect `{name}`")));
            }
        }
        for (place, what) in needs {
            let message = format!("{what} counts people, but there is no [cohort]");
            let help = "say how many people start: [cohort] participants = …";
            self.error(Code::NoCohort, &place, message, "expected a [cohort]", help);
        }
    }

    /// Outcomes of a group share one site and one base: they state the same icc and rate_of.
    fn exclusive_outcomes(&mut self) {
        let draft = self.draft;
        let mut first_of: BTreeMap<Option<&String>, (&String, &Outcome)> = BTreeMap::new();
        for (name, outcome) in draft.outcomes.iter().filter(|(_, of)| of.is_dealt()) {
            let (first_name, first) = *first_of.entry(outcome.group.as_ref()).or_insert((name, outcome));
            let differing = [
                ("icc", outcome.icc != first.icc, "the people of one site share one luck"),
                (
                    "rate_of",
                    outcome.rate_of != first.rate_of,
                    "exclusive outcomes are counted among the same people",
                ),
            ];
            for (key, differs, help) in differing {
                if differs {
                    let place = self.place(&["outcomes", name, key]);
                    let message = format!("outcomes `{first_name}` and `{name}` state different `{key}`");
                    self.error(
                        Code::ExclusiveOutcomes,
                        &place,
                        message,
                        "expected the same for all outcomes of a group",
                        help,
                    );
                }
            }
        }
    }

    /// Drop-outs are the same people in all groups: where several count completers, no site can share its luck.
    fn completers_of_several_groups(&mut self) {
        let draft = self.draft;
        let of_completers =
            || draft.outcomes.iter().filter(|(_, of)| of.is_dealt() && of.rate_of == RateOf::Completers);
        let groups: BTreeSet<Option<&String>> = of_completers().map(|(_, of)| of.group.as_ref()).collect();
        if groups.len() < 2 {
            return;
        }
        for (name, _) in of_completers().filter(|(_, of)| of.icc > 0.0) {
            let place = self.place(&["outcomes", name, "icc"]);
            let message = format!(
                "outcome `{name}` has an `icc`, and several groups of outcomes count those who complete"
            );
            let help = "leave `icc` out, or let one group alone have rate_of = \"completers\"";
            self.error(Code::ExclusiveOutcomes, &place, message, "expected no `icc` here", help);
        }
    }

    /// A line of which nothing ever counts cannot be meant.
    fn line_years(&mut self) {
        let Some(horizon) = self.draft.horizon else { return };
        let draft = self.draft;
        let start = draft.cohort.as_ref().map_or(0, |cohort| cohort.start);
        // Where nobody enters before the horizon, that has been said, and the lines follow from it.
        let start = if start > horizon { 0 } else { start };
        for (name, cost) in &draft.costs {
            let first = cost.years.0 + if matches!(cost.per, CostPer::Programme) { 0 } else { start };
            self.after_horizon(("costs", name), first, horizon);
        }
        for (name, effect) in &draft.effects {
            let first = match &effect.per {
                EffectPer::Programme => effect.years.0,
                EffectPer::Participant | EffectPer::Situations(_) => start + effect.years.0,
                EffectPer::Outcome(outcome) => {
                    let Some(onset) = draft.outcomes.get(outcome).map(|outcome| outcome.onset) else {
                        continue;
                    };
                    if effect.years.1 < onset {
                        let place = self.place(&["effects", name, "years"]);
                        let message = format!(
                            "effect `{name}` ends in year {} after entry, before outcome `{outcome}` is reached",
                            effect.years.1
                        );
                        let label = format!("expected to reach year {onset}, the outcome's onset");
                        let help = format!("lengthen `years`, or set `onset` in [outcomes.{outcome}]");
                        self.error(Code::BeforeOnset, &place, message, &label, &help);
                        continue;
                    }
                    if let Some((_, last)) = draft.outcomes.get(outcome).and_then(|outcome| outcome.events)
                        && effect.years.0 > last
                    {
                        let place = self.place(&["effects", name, "years"]);
                        let from = effect.years.0;
                        let message = format!(
                            "effect `{name}` starts in year {from} after entry, after the last events of `{outcome}`"
                        );
                        let label = format!("expected to start in year {last} or before");
                        let help = format!("start earlier, or lengthen `years` in [outcomes.{outcome}]");
                        self.error(Code::Events, &place, message, &label, &help);
                        continue;
                    }
                    start + if onset > effect.years.0 { onset } else { effect.years.0 }
                }
            };
            self.after_horizon(("effects", name), first, horizon);
        }
    }

    fn after_horizon(&mut self, (section, name): (&str, &str), first: usize, horizon: usize) {
        if first <= horizon {
            return;
        }
        let place = self.place(&[section, name, "years"]);
        let message =
            format!("`{section}.{name}` starts in year {first}, after the horizon: nothing of it counts");
        let label = format!("expected a first year of {horizon} or before");
        self.error(Code::AfterHorizon, &place, message, &label, "raise `horizon`, or start earlier");
    }

    /// Fade on the effect and relapse on its outcome say the same thing twice.
    fn fade_and_relapse(&mut self) {
        let draft = self.draft;
        let is_zero = |quantity: &Quantity| quantity.expr.literal() == Some(0.0);
        for (name, effect) in &draft.effects {
            let EffectPer::Outcome(outcome_name) = &effect.per else { continue };
            let Some(outcome) = draft.outcomes.get(outcome_name) else { continue };
            if is_zero(&effect.fade) || is_zero(&outcome.relapse) {
                continue;
            }
            let place = self.place(&["effects", name, "fade"]);
            let message = format!("effect `{name}` fades while outcome `{outcome_name}` relapses");
            let help = "keep `relapse` if people lose the outcome again, `fade` if what it is worth declines";
            self.error(Code::FadeAndRelapse, &place, message, "expected one of `fade` and `relapse`", help);
        }
    }
}
