//! Who pays and gains what, year by year, and what it is worth.

use std::collections::BTreeMap;

use vendepunkt::scenario::{Amounts, ByYear, CostPer, Effect, EffectPer, Timing};

use super::parameters::{Parameters, Person};
use super::payments::payments;
use super::people::{Intake, outcome_index};

/// The flows of one line: `flows[payer][year]`, a cost negative.
#[derive(Clone)]
pub struct Line<'a> {
    /// `costs.NAME`, `effects.NAME` or `payments.NAME`.
    pub name: String,
    /// By payer and calendar year.
    pub flows: BTreeMap<&'a str, Vec<f64>>,
}

/// What one perspective sees in one draw.
pub struct Account {
    /// Present value of each line, a cost negative.
    pub lines: BTreeMap<String, f64>,
    /// Undiscounted net flow by year.
    pub flow: Vec<f64>,
    /// Discounted net flow by year.
    pub discounted: Vec<f64>,
}

/// Discount factor of each calendar year.
pub fn discount_factors(parameters: &Parameters) -> Vec<f64> {
    let scenario = parameters.scenario;
    let rate = |year: usize| {
        let step =
            scenario.discount.steps.iter().rev().find(|step| step.from <= year).expect("a rate from year 0");
        parameters.quantity(&step.rate)
    };
    let mut factors = vec![1.0];
    let mut end_of_year = 1.0;
    for year in 1..=scenario.horizon {
        let start_of_year = end_of_year;
        end_of_year = start_of_year / (1.0 + rate(year));
        factors.push(match scenario.discount.timing {
            Timing::Start => start_of_year,
            Timing::Mid => start_of_year / (1.0 + rate(year)).sqrt(),
            Timing::End => end_of_year,
        });
    }
    factors
}

/// Every line of the scenario for these people.
pub fn lines<'a>(parameters: &Parameters<'a>, intakes: &[Intake]) -> Vec<Line<'a>> {
    let mut lines = costs(parameters, intakes);
    lines.extend(effects(parameters, intakes));
    let payments = payments(parameters, intakes, &lines);
    lines.extend(payments);
    lines
}

fn costs<'a>(parameters: &Parameters<'a>, intakes: &[Intake]) -> Vec<Line<'a>> {
    let scenario = parameters.scenario;
    let mut lines = Vec::new();
    for (name, cost) in &scenario.costs {
        let (from, to) = cost.years;
        let mut flows: BTreeMap<&str, Vec<f64>> = BTreeMap::new();
        let mut add = |payer, year: usize, spent: f64| {
            flows.entry(payer).or_insert_with(|| vec![0.0; scenario.horizon + 1])[year] -= spent;
        };
        // Year by year of the line, so that each can have an amount of its own; caseworkers serve all who are there.
        let is_staff = matches!(cost.per, CostPer::Caseworker { .. });
        for (year, age) in (0..=scenario.horizon).flat_map(|year| (from..=to).map(move |age| (year, age))) {
            if is_staff && age != from {
                continue;
            }
            let present = || {
                intakes.iter().filter(move |i| match is_staff {
                    true => i.entry + from <= year && year <= i.entry + to,
                    false => i.entry + age == year,
                })
            };
            if cost.amount.quantities().any(|amount| parameters.differs(amount)) {
                let share = match (&cost.per, &scenario.cohort) {
                    (CostPer::Participant, Some(cohort)) => parameters.share(&cohort.dropout_cost_share),
                    _ => 0.0,
                };
                for intake in present() {
                    let units = intake.entrants - intake.dropped + share * intake.dropped;
                    let drawn =
                        intake.entered.iter().map(|(left, who)| (if *left { share } else { 1.0 }, who));
                    for (units, person) in each(parameters, intake, units, drawn) {
                        let parameters = parameters.of_person(person);
                        for (payer, amount) in money(&parameters, &cost.amount, &cost.paid_by, age - from) {
                            add(payer, year, amount * units);
                        }
                    }
                }
                continue;
            }
            let units: f64 = match &cost.per {
                CostPer::Participant => {
                    let cohort = scenario.cohort.as_ref().expect("participants need a cohort");
                    let share = parameters.share(&cohort.dropout_cost_share);
                    present().map(|i| i.entrants - i.dropped + share * i.dropped).sum()
                }
                CostPer::Completer => present().map(|i| i.entrants - i.dropped).sum(),
                CostPer::Programme => f64::from(age == year),
                CostPer::Situations(situations) => {
                    present().map(|intake| intake.lives.counted(situations, year).0).sum()
                }
                CostPer::Caseworker { caseload } => {
                    let people: f64 = present().map(|i| i.entrants).sum();
                    (people / parameters.quantity(caseload) - 1e-9).ceil().max(0.0)
                }
            };
            for (payer, amount) in money(parameters, &cost.amount, &cost.paid_by, age - from) {
                add(payer, year, amount * units);
            }
        }
        lines.push(Line { name: format!("costs.{name}"), flows });
    }
    lines
}

/// So many units of each person: of those who are there, or of everybody there can be, as likely as they are, where people are expected.
fn each<'p>(
    parameters: &'p Parameters,
    intake: &Intake,
    expected: f64,
    drawn: impl Iterator<Item = (f64, &'p Person)>,
) -> Vec<(f64, &'p Person)> {
    // Nobody is drawn for an expectation.
    if intake.entered.is_empty() && intake.entrants > 0.0 {
        return parameters.persons.cases.iter().map(|(chance, who)| (chance * expected, who)).collect();
    }
    drawn.collect()
}

/// What each payer has of a line per unit, in the year `at` from its `from` on.
fn money<'a>(
    parameters: &Parameters,
    amounts: &'a Amounts,
    shares: &'a BTreeMap<String, f64>,
    at: usize,
) -> Vec<(&'a str, f64)> {
    let of = |by_year: &ByYear| match by_year {
        ByYear::Recurring(amount) => parameters.quantity(amount),
        ByYear::Listed(list) => parameters.quantity(&list[at]),
    };
    match amounts {
        Amounts::Shared(all) => {
            shares.iter().map(|(payer, share)| (payer.as_str(), share * of(all))).collect()
        }
        Amounts::ByPayer(all) => all.iter().map(|(payer, own)| (payer.as_str(), of(own))).collect(),
    }
}

/// Shares in the year `position` of the line, its first year being 1.
fn shares<'a>(
    effect: &'a Effect,
    position: usize,
    none: &'a BTreeMap<String, f64>,
) -> &'a BTreeMap<String, f64> {
    if effect.shares.is_empty() {
        return none;
    }
    let step = effect.shares.iter().enumerate().rev();
    let (_, (_, shares)) =
        step.into_iter().find(|(k, (from, _))| *k == 0 || *from <= position).expect("shares are given");
    shares
}

fn effects<'a>(parameters: &Parameters<'a>, intakes: &[Intake]) -> Vec<Line<'a>> {
    let scenario = parameters.scenario;
    let horizon = scenario.horizon;
    let mut lines = Vec::new();
    for (name, effect) in &scenario.effects {
        let none = BTreeMap::new();
        let growth = parameters.quantity(&effect.growth);
        let fade = parameters.share(&effect.fade);
        let cashable = if parameters.adjusted { parameters.share(&effect.cashable) } else { 1.0 };
        let mut flows: BTreeMap<&str, Vec<f64>> = BTreeMap::new();
        let sign = if effect.is_cost { -1.0 } else { 1.0 };
        let mut add_of = |parameters: &Parameters, (year, age, first): (usize, usize, usize), units: f64| {
            let faded = (1.0 - fade).powi((age - first) as i32);
            let grown = (1.0 + growth).powi(year as i32);
            let shares = shares(effect, age - first + 1, &none);
            for (payer, amount) in money(parameters, &effect.amount, shares, age - effect.years.0) {
                let payer = scenario.payers.get_key_value(payer).expect("a payer").0;
                let flow = flows.entry(payer).or_insert_with(|| vec![0.0; horizon + 1]);
                flow[year] += sign * units * amount * faded * grown * cashable;
            }
        };
        let differs = effect.amount.quantities().any(|amount| parameters.differs(amount));
        let (from, to) = effect.years;
        match &effect.per {
            EffectPer::Programme => {
                for year in from..=to.min(horizon) {
                    add_of(parameters, (year, year, from), 1.0);
                }
            }
            EffectPer::Participant => {
                for intake in intakes {
                    for age in (from..=to).take_while(|age| intake.entry + age <= horizon) {
                        let when = (intake.entry + age, age, from);
                        if differs {
                            let drawn = intake.entered.iter().map(|(_, person)| (1.0, person));
                            for (units, person) in each(parameters, intake, intake.entrants, drawn) {
                                add_of(&parameters.of_person(person), when, units);
                            }
                        } else {
                            add_of(parameters, when, intake.entrants);
                        }
                    }
                }
            }
            EffectPer::Situations(situations) => {
                for intake in intakes {
                    for age in (from..=to).take_while(|age| intake.entry + age <= horizon) {
                        let (with, without) = intake.lives.counted(situations, intake.entry + age);
                        add_of(parameters, (intake.entry + age, age, from), with - without);
                    }
                }
            }
            EffectPer::Outcome(outcome) => {
                let k = outcome_index(scenario, outcome);
                let onset = scenario.outcomes[outcome].onset;
                let first = from.max(onset);
                for intake in intakes {
                    for age in (first..=to).take_while(|age| intake.entry + age <= horizon) {
                        let (when, reached) = ((intake.entry + age, age, first), &intake.outcomes[k]);
                        let units = reached.additional.get(age - onset).copied().unwrap_or(0.0);
                        if differs {
                            let there = reached.lives.iter().filter(|(_, stayed, _)| age - onset < *stayed);
                            let drawn = there.map(|(sign, _, person)| (*sign, person));
                            for (units, person) in each(parameters, intake, units, drawn) {
                                add_of(&parameters.of_person(person), when, units);
                            }
                        } else {
                            add_of(parameters, when, units);
                        }
                    }
                }
            }
        }
        lines.push(Line { name: format!("effects.{name}"), flows });
    }
    lines
}

/// Factor by payer of every perspective, single payers included.
pub fn perspectives(parameters: &Parameters) -> BTreeMap<String, BTreeMap<String, f64>> {
    let scenario = parameters.scenario;
    let mut all: BTreeMap<String, BTreeMap<String, f64>> =
        scenario.payers.keys().map(|payer| (payer.clone(), BTreeMap::from([(payer.clone(), 1.0)]))).collect();
    for (name, perspective) in &scenario.perspectives {
        let distortion = parameters.quantity(&perspective.tax_distortion);
        let factor = |payer: &String| if perspective.taxed.contains(payer) { 1.0 + distortion } else { 1.0 };
        let factors = perspective.payers.iter().map(|payer| (payer.clone(), factor(payer))).collect();
        all.insert(name.clone(), factors);
    }
    all
}

impl Account {
    /// Adds up the lines for one perspective.
    pub fn open(lines: &[Line], factors: &BTreeMap<String, f64>, discount: &[f64]) -> Account {
        let mut account = Account {
            lines: BTreeMap::new(),
            flow: vec![0.0; discount.len()],
            discounted: vec![0.0; discount.len()],
        };
        for line in lines {
            let mut value = 0.0;
            for (payer, flows) in &line.flows {
                let Some(factor) = factors.get(*payer) else { continue };
                for (year, flow) in flows.iter().enumerate() {
                    account.flow[year] += factor * flow;
                    account.discounted[year] += factor * flow * discount[year];
                    value += factor * flow * discount[year];
                }
            }
            account.lines.insert(line.name.clone(), value);
        }
        account
    }

    /// Present value of effects minus costs.
    pub fn net_benefit(&self) -> f64 {
        self.discounted.iter().sum()
    }

    /// Whether an amount counts as at least 0: rounding must not turn exact break-even into loss.
    fn is_back(&self, amount: f64) -> bool {
        let scale: f64 = self.lines.values().map(|value| value.abs()).sum();
        amount >= -1e-9 * scale
    }

    /// Whether net benefit is at least 0.
    pub fn breaks_even(&self) -> bool {
        self.is_back(self.net_benefit())
    }

    /// First year from which cumulative discounted flow is at least 0 and stays so.
    pub fn break_even_year(&self) -> Option<usize> {
        let cumulative = running_sums(&self.discounted);
        (0..cumulative.len()).find(|year| cumulative[*year..].iter().all(|amount| self.is_back(*amount)))
    }

    /// Deepest undiscounted cumulative deficit.
    pub fn peak_funding_need(&self) -> f64 {
        running_sums(&self.flow).into_iter().fold(0.0, |need, amount| need.max(-amount))
    }
}

/// Sums until and with each year.
pub fn running_sums(flow: &[f64]) -> Vec<f64> {
    let mut sum = 0.0;
    flow.iter()
        .map(|amount| {
            sum += amount;
            sum
        })
        .collect()
}
