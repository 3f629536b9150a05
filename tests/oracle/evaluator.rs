//! The whole scenario, draw by draw, and the plain statistics of what came out.

use std::collections::BTreeMap;

use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use vendepunkt::scenario::formula::Expr;
use vendepunkt::scenario::{Scenario, Situations};

use super::money::{Account, Line, discount_factors, lines, perspectives, running_sums};
use super::parameters::{Parameters, Persons, draw_inputs};
use super::payments::is_touched;
use super::people::{Intake, draw_people, expect_people};

/// One quantity in every draw.
pub type Draws = Vec<f64>;

/// What one perspective saw, draw by draw.
#[derive(Default)]
pub struct PerspectiveDraws {
    /// Net benefit of the people drawn.
    pub net_benefit: Draws,
    /// Net benefit of the people in expectation, with payments as they were drawn.
    pub expected_net_benefit: Draws,
    /// The same with the payments of a second life, where payments touch the perspective.
    pub twin_net_benefit: Draws,
    /// 1 where net benefit is at least 0.
    pub breaks_even: Draws,
    /// Break-even year; `None` for never.
    pub break_even_year: Vec<Option<usize>>,
    /// Deepest undiscounted cumulative deficit.
    pub peak_funding_need: Draws,
    /// Present value of each line, a cost positive as in the results.
    pub lines: BTreeMap<String, Draws>,
    /// Undiscounted flow, by year.
    pub flow: Vec<Draws>,
    /// Cumulative undiscounted flow, by year.
    pub cumulative_flow: Vec<Draws>,
    /// Cumulative discounted flow, by year.
    pub cumulative_discounted: Vec<Draws>,
    /// Net benefit with every optimism and cashable at 1.
    pub unadjusted_net_benefit: Draws,
    /// 1 where that is at least 0.
    pub unadjusted_breaks_even: Draws,
}

/// How many reached one outcome within the horizon, draw by draw.
#[derive(Default)]
pub struct OutcomeDraws {
    /// With the intervention.
    pub with: Draws,
    /// Without it.
    pub without: Draws,
    /// The difference.
    pub additional: Draws,
}

/// Where people were, draw by draw.
#[derive(Default)]
pub struct StateDraws {
    /// Years with the intervention less those without.
    pub additional: Draws,
    /// How often somebody comes there, with the intervention and without it.
    pub entered: [Draws; 2],
    /// By year, with the intervention and without it.
    pub by_year: [Vec<Draws>; 2],
}

/// Every draw of everything.
#[derive(Default)]
pub struct Evaluation {
    /// By perspective, single payers included.
    pub perspectives: BTreeMap<String, PerspectiveDraws>,
    /// By outcome.
    pub outcomes: BTreeMap<String, OutcomeDraws>,
    /// By state.
    pub states: BTreeMap<String, StateDraws>,
    /// People who start.
    pub entrants: Draws,
    /// 1 where every public payer's net benefit is at least 0.
    pub all_payers_gain: Draws,
    /// By payer: 1 where `public` gains and the payer loses.
    pub public_gains_and_payer_loses: BTreeMap<String, Draws>,
}

/// Whether optimism or cashable is used anywhere.
fn is_adjusted(scenario: &Scenario) -> bool {
    scenario.inputs.values().any(|input| input.optimism.is_some())
        || scenario.effects.values().any(|effect| effect.cashable.expr != Expr::Number(1.0))
}

/// Evaluates a scenario in `draws` draws. `document` is its text, from which the families are read.
pub fn evaluate(scenario: &Scenario, document: &toml::Table, draws: usize, seed: u64) -> Evaluation {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let columns = draw_inputs(scenario, document, draws, &mut rng);
    let persons = Persons::of(scenario, document);
    let mut evaluation = Evaluation::default();
    for draw in 0..draws {
        let drawn = columns.iter().map(|(name, column)| (name.clone(), column[draw])).collect();
        let parameters =
            Parameters { scenario, drawn, adjusted: true, known: BTreeMap::new(), persons: &persons };
        let people = draw_people(&parameters, &mut rng);
        let twin = (!scenario.payments.is_empty()).then(|| draw_people(&parameters, &mut rng));
        evaluation.record_money(&parameters, &people, twin.as_deref());
        evaluation.record_people(scenario, &people);
        if is_adjusted(scenario) {
            let parameters = Parameters { adjusted: false, ..parameters };
            let people = draw_people(&parameters, &mut rng);
            evaluation.record_unadjusted(&parameters, &people);
        }
    }
    evaluation
}

impl Evaluation {
    fn record_money(&mut self, parameters: &Parameters, people: &[Intake], twin: Option<&[Intake]>) {
        let scenario = parameters.scenario;
        let discount = discount_factors(parameters);
        let expected = lines(parameters, &expect_people(parameters));
        let drawn_lines = lines(parameters, people);
        let twin_lines = twin.map(|twin| with_payments_of(&expected, lines(parameters, twin)));
        let expected_lines = with_payments_of(&expected, drawn_lines.clone());
        let mut gains = BTreeMap::new();
        for (name, factors) in perspectives(parameters) {
            let account = Account::open(&drawn_lines, &factors, &discount);
            let expected = Account::open(&expected_lines, &factors, &discount);
            let of = self.perspectives.entry(name.clone()).or_default();
            of.net_benefit.push(account.net_benefit());
            of.expected_net_benefit.push(expected.net_benefit());
            if let Some(twin) = twin_lines.as_ref().filter(|_| is_touched(scenario, &factors)) {
                of.twin_net_benefit.push(Account::open(twin, &factors, &discount).net_benefit());
            }
            of.breaks_even.push(f64::from(account.breaks_even()));
            of.break_even_year.push(account.break_even_year());
            of.peak_funding_need.push(account.peak_funding_need());
            for (line, value) in &account.lines {
                let sign = if line.starts_with("costs.") { -1.0 } else { 1.0 };
                of.lines.entry(line.clone()).or_default().push(sign * value);
            }
            push_years(&mut of.flow, &account.flow);
            push_years(&mut of.cumulative_flow, &running_sums(&account.flow));
            push_years(&mut of.cumulative_discounted, &running_sums(&account.discounted));
            gains.insert(name, account.breaks_even());
        }
        let public = scenario.payers.iter().filter(|(_, payer)| payer.public).map(|(name, _)| name);
        self.all_payers_gain.push(f64::from(public.into_iter().all(|payer| gains[payer])));
        for payer in scenario.payers.keys() {
            let event = gains["public"] && !gains[payer];
            self.public_gains_and_payer_loses.entry(payer.clone()).or_default().push(f64::from(event));
        }
    }

    fn record_unadjusted(&mut self, parameters: &Parameters, people: &[Intake]) {
        let discount = discount_factors(parameters);
        let lines = lines(parameters, people);
        for (name, factors) in perspectives(parameters) {
            let account = Account::open(&lines, &factors, &discount);
            let of = self.perspectives.entry(name).or_default();
            of.unadjusted_net_benefit.push(account.net_benefit());
            of.unadjusted_breaks_even.push(f64::from(account.breaks_even()));
        }
    }

    fn record_people(&mut self, scenario: &Scenario, people: &[Intake]) {
        self.entrants.push(people.iter().map(|intake| intake.entrants).sum());
        for name in scenario.pathways.iter().flat_map(|pathways| pathways.states.keys()) {
            let of = self.states.entry(name.clone()).or_default();
            let years = Situations::PersonYears { states: vec![name.clone()] };
            let moves = Situations::Moves { leaving: None, entering: Some(vec![name.clone()]) };
            let in_year = |what: &Situations, year: usize| -> [f64; 2] {
                let counted = people.iter().map(|intake| intake.lives.counted(what, year));
                counted.fold([0.0; 2], |[a, b], (with, without)| [a + with, b + without])
            };
            let by_year: Vec<[f64; 2]> = (0..=scenario.horizon).map(|year| in_year(&years, year)).collect();
            of.additional.push(by_year.iter().map(|[with, without]| with - without).sum());
            for arm in [0, 1] {
                let entered = (0..=scenario.horizon).map(|year| in_year(&moves, year)[arm]).sum();
                of.entered[arm].push(entered);
                push_years(
                    &mut of.by_year[arm],
                    &by_year.iter().map(|years| years[arm]).collect::<Vec<f64>>(),
                );
            }
        }
        for (k, (name, outcome)) in scenario.outcomes.iter().enumerate() {
            let counted = || people.iter().filter(|intake| intake.entry + outcome.onset <= scenario.horizon);
            let with: f64 = counted().map(|intake| intake.outcomes[k].with).sum();
            let without: f64 = counted().map(|intake| intake.outcomes[k].without).sum();
            let of = self.outcomes.entry(name.clone()).or_default();
            of.with.push(with);
            of.without.push(without);
            of.additional.push(with - without);
        }
    }
}

/// Lines with the payments of others in place of their own.
fn with_payments_of<'a>(lines: &[Line<'a>], others: Vec<Line<'a>>) -> Vec<Line<'a>> {
    let is_payment = |line: &Line| line.name.starts_with("payments.");
    let own = lines.iter().filter(|line| !is_payment(line)).cloned();
    own.chain(others.into_iter().filter(is_payment)).collect()
}

fn push_years(columns: &mut Vec<Draws>, years: &[f64]) {
    columns.resize_with(years.len(), Vec::new);
    for (column, value) in columns.iter_mut().zip(years) {
        column.push(*value);
    }
}
