//! Every input at its mean, counts in expectation: plain arithmetic, no chance.

use std::collections::BTreeMap;

use vendepunkt::scenario::{Definition, Scenario};

use super::money::{Account, discount_factors, lines, perspectives};
use super::parameters::{Parameters, Persons, alphas};
use super::payments::is_touched;
use super::people::{Further, Intake, expect_people};

/// Figures of the base case.
pub struct BaseCase {
    /// Net benefit and the sum of its lines' magnitudes, by perspective.
    pub net_benefit: BTreeMap<String, (f64, f64)>,
    /// By perspective and outcome: the fewest additional people that bring the money back.
    pub successes_to_break_even: BTreeMap<String, BTreeMap<String, Option<u64>>>,
}

/// Every input at its mean, or its median where it has no mean.
fn base_parameters<'a>(
    scenario: &'a Scenario,
    document: &toml::Table,
    persons: &'a Persons,
) -> Parameters<'a> {
    let mut drawn = BTreeMap::new();
    for (name, input) in &scenario.inputs {
        if let Definition::Law(law) = &input.definition {
            drawn.insert(name.clone(), law.mean().unwrap_or_else(|| law.median()));
        }
        if let Definition::Dirichlet(_) = input.definition {
            let alphas = alphas(document, name);
            let all: f64 = alphas.iter().map(|(_, alpha)| alpha).sum();
            drawn.extend(alphas.iter().map(|(part, alpha)| (format!("{name}.{part}"), alpha / all)));
        }
    }
    Parameters { scenario, drawn, adjusted: true, known: BTreeMap::new(), persons }
}

/// Works out the base case.
pub fn base_case(scenario: &Scenario, document: &toml::Table) -> BaseCase {
    let persons = Persons::of(scenario, document);
    let parameters = base_parameters(scenario, document, &persons);
    let people = expect_people(&parameters);
    let discount = discount_factors(&parameters);
    let mut base = BaseCase { net_benefit: BTreeMap::new(), successes_to_break_even: BTreeMap::new() };
    for (name, factors) in perspectives(&parameters) {
        let account = |people: &[Intake]| Account::open(&lines(&parameters, people), &factors, &discount);
        let expected = account(&people);
        let scale = expected.lines.values().map(|value| value.abs()).sum();
        base.net_benefit.insert(name.clone(), (expected.net_benefit(), scale));
        let states = scenario.outcomes.iter().enumerate().filter(|(_, (_, of))| of.events.is_none());
        let needed = states.map(|(k, (outcome, _))| {
            let relapse = parameters.share(&scenario.outcomes[outcome].relapse);
            let onset = scenario.outcomes[outcome].onset;
            let counted = |intake: &Intake| intake.entry + onset <= scenario.horizon;
            let all: f64 = people.iter().filter(|intake| counted(intake)).map(|intake| intake.entrants).sum();
            // `k` additional people, spread over the intakes by size.
            let with_successes = |successes: f64| {
                let mut people = expect_people(&parameters);
                for intake in &mut people {
                    let share = if counted(intake) { intake.entrants / all } else { 0.0 };
                    for (years, additional) in intake.outcomes[k].additional.iter_mut().enumerate() {
                        *additional = successes * share * (1.0 - relapse).powi(years as i32);
                    }
                    // Outcomes of this one follow: of those who reach it without the intervention, and of so many more with it.
                    let without = if share > 0.0 { intake.outcomes[k].without } else { 0.0 };
                    intake.outcomes[k].with = without + successes * share;
                    let mut arms = BTreeMap::from([(k, (without + successes * share, without))]);
                    for further in Further::of(&parameters) {
                        let Some((with, without)) = arms.get(&further.of).copied() else { continue };
                        let (with, without) = (with * further.with, without * further.without);
                        intake.outcomes[further.place].with = with;
                        arms.insert(further.place, (with, without));
                        for (years, additional) in
                            intake.outcomes[further.place].additional.iter_mut().enumerate()
                        {
                            *additional = (with - without) * (1.0 - further.relapse).powi(years as i32);
                        }
                    }
                }
                account(&people)
            };
            if is_touched(scenario, &factors) {
                // Payments may rise and fall with the number: it has to hold for all from there on.
                let [none, most] = [0.0, all.floor()].map(&with_successes);
                let margin: f64 = 1e-9 * most.lines.values().map(|value| value.abs()).sum::<f64>();
                let higher = most.net_benefit() - none.net_benefit() > margin;
                let fails = (0..=all as u64).rev().find(|k| !with_successes(*k as f64).breaks_even());
                let first = fails.map_or(0, |fails| fails + 1);
                return (outcome.clone(), (higher && first <= all as u64).then_some(first));
            }
            let rises = all > 0.0 && with_successes(all).net_benefit() > with_successes(0.0).net_benefit();
            let enough = |successes: &u64| with_successes(*successes as f64).breaks_even();
            let needed = if rises { (0..=all as u64).find(enough) } else { None };
            (outcome.clone(), needed)
        });
        base.successes_to_break_even.insert(name.clone(), needed.collect());
    }
    base
}
