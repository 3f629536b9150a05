//! What a run wants of a reading: every figure of the results.

use crate::model::base::{self, BaseCase};
use crate::model::column::{Tails, Value};
use crate::model::{
    ArmValue, Counts, Detail, Flows, Headline, ModelError, OutcomeOutputs, Outputs, PerspectiveOutputs,
    Reading, Scaled, StateOutputs,
};
use crate::summary::events::Event;
use crate::summary::plan::{
    Largest, Lowest, Moments, Plan, Product, Quantiles, Ranked, Share, Shown, Split, Table,
};
use crate::summary::question::{Look, Question};
use crate::summary::twins::Twins;

/// Probabilities of the quantiles of net benefit.
pub const NET_BENEFIT_QUANTILES: [f64; 7] = [0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95];

/// Probabilities of the quantiles of the peak funding need.
pub const PEAK_QUANTILES: [f64; 2] = [0.5, 0.95];

/// Probabilities of the quantiles of additional people.
pub const PEOPLE_QUANTILES: [f64; 3] = [0.05, 0.5, 0.95];

/// Probabilities of the quantiles of a year's flow.
pub const FLOW_QUANTILES: [f64; 5] = [0.05, 0.25, 0.5, 0.75, 0.95];

/// Most people for whom each number has a cell of its own; larger cohorts are followed by quantile.
const MOST_CELLS: f64 = 1000.0;

/// A value times a factor, of which a mean is wanted.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ScaledMean {
    pub factor: f64,
    pub mean: Moments,
}

/// A flow of one year.
#[derive(Debug, Clone, Copy)]
pub struct Year {
    pub mean: ScaledMean,
    /// As drawn.
    pub drawn: Option<YearAsked>,
}

/// Wanted quantiles of a year's drawn flow.
#[derive(Debug, Clone, Copy)]
pub struct YearAsked {
    /// The flow is this times what is ranked.
    pub factor: f64,
    pub ranked: Quantiles,
}

impl YearAsked {
    /// Wants the quantiles of a year's drawn flow.
    pub fn of(plan: &mut Plan, drawn: Scaled) -> YearAsked {
        YearAsked { factor: drawn.factor, ranked: plan.quantiles(drawn.base, &FLOW_QUANTILES) }
    }
}

/// What is wanted for a perspective.
#[derive(Debug)]
pub struct Perspective {
    pub name: String,
    /// Of net benefit, expected and drawn.
    pub tails: [Tails; 2],
    /// The peak funding need that is never passed.
    pub deepest: f64,
    pub net_benefit: Moments,
    pub net_quantiles: Lowest,
    pub expected: Moments,
    pub split: Split,
    /// A second life, where payments touch the perspective; none where no input is in doubt.
    pub twins: Option<Option<Twins>>,
    /// What expected net benefit is in it.
    pub second: Option<Value>,
    pub effects: Moments,
    pub costs: Moments,
    pub effects_costs: Product,
    pub expected_entrants: Product,
    pub peak: Moments,
    pub peak_quantiles: Quantiles,
    pub year: Table,
    pub lines: Vec<(String, ScaledMean)>,
    /// What situations cost with the intervention and without it.
    pub arms: Option<[ArmValue<ScaledMean>; 2]>,
    pub flows: Flows<Year>,
    /// By outcome: costs times additional people, and the event that break-even needs.
    pub outcomes: Vec<(Product, Option<Share>)>,
    /// Expected net benefit and break-even year without adjustments.
    pub unadjusted: Option<(Moments, Table)>,
}

impl Perspective {
    /// From which powers on its expected and drawn net benefit have no mean.
    pub fn orders(&self) -> [f64; 2] {
        self.tails.map(Tails::order)
    }
}

/// What is wanted of an outcome.
#[derive(Debug)]
pub struct Outcome {
    pub name: String,
    pub additional: Moments,
    pub expected: Moments,
    pub with: Moments,
    pub without: Moments,
    pub ranked: Ranked,
}

/// What is wanted of a state in one arm.
#[derive(Debug)]
pub struct InState {
    pub person_years: Moments,
    pub entered: Moments,
    pub by_year: Vec<Moments>,
}

/// What is wanted of a state.
#[derive(Debug)]
pub struct State {
    pub name: String,
    pub with: InState,
    pub without: InState,
    pub additional: Moments,
    pub expected: Moments,
    pub by_year: Vec<Moments>,
    pub quantiles: Quantiles,
}

/// Handles of everything that a run wants.
pub struct Asked {
    /// The reading.
    pub look: Look,
    /// The perspective that reports speak of first.
    pub main: String,
    /// Its base case.
    pub base: BaseCase,
    /// What the reading yields.
    pub outputs: Outputs,
    /// By perspective, in name order.
    pub perspectives: Vec<Perspective>,
    /// By outcome, in name order.
    pub outcomes: Vec<Outcome>,
    /// By state, in name order.
    pub states: Vec<State>,
    /// By payment, in name order: the most that is paid in a draw.
    pub paid: Vec<(String, Largest)>,
    /// All who start.
    pub entrants: Moments,
    /// Every public payer gains.
    pub all_gain: Share,
    /// By payer: the public gains and the payer loses.
    pub public_only: Vec<(String, Share)>,
}

/// Asks for everything that a run wants of a reading. Whoever asks next is somebody else.
///
/// # Errors
/// Where it has no model.
pub fn ask<'s>(
    question: &mut Question<'s>,
    reading: Reading<'s>,
    detail: Detail,
) -> Result<Asked, ModelError> {
    let scenario = reading.scenario;
    let compile = || {
        let look = question.read(reading)?;
        let outputs = question.outputs(look, detail)?;
        Ok::<_, ModelError>((look, outputs, question.twins(look)?))
    };
    let (played, base) = rayon::join(compile, || base::evaluate(scenario));
    // Where both fail it is the base case that says why: it is the simpler one.
    let (base, (look, outputs, twins)) = (base?, played?);
    let horizon = scenario.horizon;
    let headlines = outputs.perspectives.iter().map(|p| p.headline);
    let tails = question.tails(headlines.flat_map(|h| [h.expected, h.net_benefit]));
    let deepest: Vec<f64> =
        outputs.perspectives.iter().map(|p| question.most(p.headline.peak_need)).collect();
    let plan: &mut Plan = question;
    let entrants = plan.moments(outputs.entrants);
    let unadjusted = |at: usize| outputs.unadjusted.as_ref().map(|all| all[at]);
    let perspectives: Vec<Perspective> = outputs
        .perspectives
        .iter()
        .enumerate()
        .map(|(at, p)| Perspective {
            tails: [tails[2 * at], tails[2 * at + 1]],
            second: twins[at].map(|twin| twin.expected),
            twins: twins[at].map(|twin| {
                let lives = [p.headline.expected, twin.expected];
                twin.in_doubt.then(|| plan.twins(lives, p.headline.net_benefit))
            }),
            deepest: deepest[at],
            ..perspective(plan, p, unadjusted(at), &outputs, &base, horizon)
        })
        .collect();
    let outcomes = outputs.outcomes.iter().map(|o| outcome(plan, o)).collect();
    let states = outputs.states.iter().map(|s| state(plan, s)).collect();
    let paid = outputs.paid.iter().map(|(name, paid)| (name.clone(), plan.largest((*paid).into()))).collect();
    let year_of = |name: &str| {
        let found = outputs.perspectives.iter().find(|p| p.name == name);
        (found.map_or(Value::ZERO, |p| p.headline.break_even_year), horizon as f64)
    };
    let public_payers = scenario.payers.iter().filter(|(_, payer)| payer.public);
    let years = public_payers.map(|(name, _)| year_of(name)).collect();
    let all_gain = plan.share(Event::AllWithin(years));
    let public_only = scenario
        .payers
        .keys()
        .map(|payer| (payer.clone(), plan.share(Event::FirstOnly(year_of("public"), year_of(payer)))))
        .collect();
    plan.next_asker();
    Ok(Asked {
        look,
        main: scenario.report.perspective.clone(),
        base,
        outputs,
        perspectives,
        outcomes,
        states,
        paid,
        entrants,
        all_gain,
        public_only,
    })
}

fn perspective(
    plan: &mut Plan,
    p: &PerspectiveOutputs,
    unadjusted: Option<(Value, Value)>,
    outputs: &Outputs,
    base: &BaseCase,
    horizon: usize,
) -> Perspective {
    let h = &p.headline;
    let outcomes = outputs.outcomes.iter().map(|outcome| {
        let product = plan.product_of_means(h.costs, outcome.expected_additional);
        let needed = base.successes_to_break_even.get(&(p.name.clone(), outcome.name.clone()));
        let event = needed.copied().flatten();
        let event = event.map(|k| plan.share(Event::AtLeast(outcome.additional, k as f64)));
        (product, event)
    });
    let outcomes = outcomes.collect();
    // The split knows the moments of the expectation.
    let split = plan.split(h.expected, h.net_benefit);
    let flows = flows(plan, p);
    let mut mean = |value: &Scaled| ScaledMean { factor: value.factor, mean: plan.mean(value.base) };
    let lines = p.lines.iter().map(|(name, line)| (name.clone(), mean(line))).collect();
    let arms = p.arms.as_ref().map(|arms| arms.each_ref().map(|arm| arm.map(&mut mean)));
    Perspective {
        name: p.name.clone(),
        tails: [Tails::LIGHT; 2],
        deepest: f64::INFINITY,
        net_benefit: plan.four_moments(h.net_benefit),
        net_quantiles: plan.lowest(h.net_benefit, &NET_BENEFIT_QUANTILES),
        expected: plan.moments(h.expected),
        split,
        twins: None,
        second: None,
        effects: plan.mean(h.effects),
        costs: plan.mean(h.costs),
        effects_costs: plan.product_of_means(h.effects, h.costs),
        expected_entrants: plan.product(h.expected, outputs.entrants),
        peak: plan.moments(h.peak_need),
        peak_quantiles: plan.quantiles(h.peak_need, &PEAK_QUANTILES),
        year: year(plan, h.break_even_year, horizon),
        lines,
        arms,
        flows,
        outcomes,
        unadjusted: unadjusted.map(|(expected, y)| (plan.mean(expected), year(plan, y, horizon))),
    }
}

/// A break-even year: each has a cell of its own.
pub fn year(plan: &mut Plan, year: Value, horizon: usize) -> Table {
    plan.table(year, 0, horizon as i64 + 1)
}

fn flows(plan: &mut Plan, p: &PerspectiveOutputs) -> Flows<Year> {
    let mut drawn = p.drawn_flows.iter().flat_map(Flows::views).flat_map(|(_, years)| years);
    p.expected_flows.map(|expected| Year {
        mean: ScaledMean { factor: expected.factor, mean: plan.mean(expected.base) },
        drawn: drawn.next().map(|drawn| YearAsked::of(plan, *drawn)),
    })
}

fn outcome(plan: &mut Plan, o: &OutcomeOutputs) -> Outcome {
    let ranked = if o.most <= MOST_CELLS {
        plan.table(o.additional, -o.most as i64, o.most as i64).into()
    } else {
        plan.quantiles(o.additional, &PEOPLE_QUANTILES).into()
    };
    Outcome {
        name: o.name.clone(),
        additional: plan.four_moments(o.additional),
        expected: plan.mean(o.expected_additional),
        with: plan.mean(o.with),
        without: plan.mean(o.without),
        ranked,
    }
}

fn state(plan: &mut Plan, s: &StateOutputs) -> State {
    let mut arm = |of: &Counts| InState {
        person_years: plan.mean(of.person_years),
        entered: plan.mean(of.entered),
        by_year: of.by_year.iter().map(|years| plan.mean(*years)).collect(),
    };
    State {
        name: s.name.clone(),
        with: arm(&s.with),
        without: arm(&s.without),
        additional: plan.four_moments(s.additional),
        expected: plan.mean(s.expected_additional),
        by_year: s.additional_by_year.iter().map(|years| plan.mean(*years)).collect(),
        quantiles: plan.quantiles(s.additional, &PEOPLE_QUANTILES),
    }
}

impl Asked {
    /// Whether both are one and the same model: it makes the same of every draw, to the last bit. Order, comments, labels and
    /// units leave no trace in a model, and neither does an input that nothing reads.
    pub fn is_same(&self, other: &Asked) -> bool {
        self.outputs == other.outputs && self.base == other.base
    }

    /// What every perspective comes to.
    pub fn headlines(&self) -> Vec<(String, Headline)> {
        self.outputs.perspectives.iter().map(|p| (p.name.clone(), p.headline)).collect()
    }

    /// Where a perspective is among all.
    pub fn place(&self, perspective: &str) -> Option<usize> {
        self.perspectives.iter().position(|p| p.name == perspective)
    }

    /// Wants a picture of every net benefit.
    pub fn picture(&self, plan: &mut Plan) {
        self.perspectives.iter().for_each(|p| plan.picture(p.net_quantiles));
    }

    /// Wants every draw of everything shown: what the figures are made of.
    pub fn show(&self, question: &mut Question<'_>, wants: &mut dyn FnMut(&str) -> bool) {
        let last_year = Some(question.reading(self.look).scenario.horizon as f64);
        let inputs: Vec<(String, Value)> =
            question.inputs(self.look).map(|(name, value)| (format!("inputs.{name}"), value)).collect();
        let plan: &mut Plan = question;
        let mut scaled = |name: String, value: Scaled, last_year: Option<f64>| {
            if wants(&name) {
                plan.show(Shown { name, value, last_year });
            }
        };
        let plain = |base: Value| Scaled { factor: 1.0, base };
        for (name, value) in inputs {
            scaled(name, plain(value), None);
        }
        scaled("entrants".to_owned(), plain(self.outputs.entrants), None);
        for o in &self.outputs.outcomes {
            let name = |what: &str| format!("outcomes.{}.{what}", o.name);
            scaled(name("additional"), plain(o.additional), None);
            scaled(name("expected_additional"), plain(o.expected_additional), None);
            scaled(name("expected_with"), plain(o.with), None);
            scaled(name("expected_without"), plain(o.without), None);
        }
        for s in &self.outputs.states {
            let name = |what: &str| format!("states.{}.{what}", s.name);
            scaled(name("additional_person_years"), plain(s.additional), None);
            for (arm, of) in [("with", &s.with), ("without", &s.without)] {
                scaled(name(&format!("expected_{arm}")), plain(of.person_years), None);
                scaled(name(&format!("expected_entered_{arm}")), plain(of.entered), None);
                for (year, years) in of.by_year.iter().enumerate() {
                    scaled(name(&format!("expected_{arm}.{year}")), plain(*years), None);
                }
            }
        }
        let seconds = self.perspectives.iter().map(|p| p.second);
        for (p, second) in self.outputs.perspectives.iter().zip(seconds) {
            let (name, h) = (|what: &str| format!("perspectives.{}.{what}", p.name), &p.headline);
            scaled(name("net_benefit"), plain(h.net_benefit), None);
            scaled(name("break_even_year"), plain(h.break_even_year), last_year);
            scaled(name("peak_funding_need"), plain(h.peak_need), None);
            scaled(name("expected_net_benefit"), plain(h.expected), None);
            if let Some(second) = second {
                scaled(name("second_net_benefit"), plain(second), None);
            }
            scaled(name("expected_effects"), plain(h.effects), None);
            scaled(name("expected_costs"), plain(h.costs), None);
            for (line, value) in &p.lines {
                scaled(name(&format!("expected_{line}")), *value, None);
            }
            let arms = p.arms.iter().flatten().zip(["with", "without"]);
            for (arm, of) in arms.map(|(of, arm)| (format!("expected_arms.{arm}"), of)) {
                scaled(name(&arm), of.total, None);
                for (table, all) in [("lines", &of.lines), ("states", &of.states)] {
                    for (of, value) in all {
                        scaled(name(&format!("{arm}.{table}.{of}")), *value, None);
                    }
                }
            }
            let flows =
                [("expected_cash_flow", Some(&p.expected_flows)), ("cash_flow", p.drawn_flows.as_ref())];
            for (path, flows) in flows {
                for (view, years) in flows.into_iter().flat_map(Flows::views) {
                    for (year, value) in years.iter().enumerate() {
                        scaled(name(&format!("{path}.{view}.{year}")), *value, None);
                    }
                }
            }
        }
        for (p, (expected, year)) in
            self.outputs.perspectives.iter().zip(self.outputs.unadjusted.iter().flatten())
        {
            scaled(format!("unadjusted.{}.expected_net_benefit", p.name), plain(*expected), None);
            scaled(format!("unadjusted.{}.break_even_year", p.name), plain(*year), last_year);
        }
        plan.next_asker();
    }
}
