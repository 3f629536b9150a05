//! What to gather from the draws of a model.

use super::events::Event;
use super::sums::{Moments, SumPlan};
use crate::model::{Arg, Flows, Frame, Model, OutcomeOutputs, PerspectiveOutputs, Scaled};

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

/// A column's quantiles, or the number it always is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Ranked {
    /// It does not vary.
    Constant(f64),
    /// Index into [`Plan::followed`].
    Followed(usize),
    /// Index into [`Plan::tables`].
    Counted(usize),
}

/// A flow of one year: its moments and, where asked for, its quantiles, both to be scaled.
#[derive(Debug, Clone, Copy)]
pub struct YearPlan {
    /// Factor of the expected flow, and its moments.
    pub mean: (f64, Moments),
    /// Factor of the drawn flow, and its quantiles.
    pub drawn: Option<(f64, Ranked)>,
}

/// Where the figures of a perspective are gathered.
#[derive(Debug)]
pub struct PerspectivePlan {
    pub net_benefit: Moments,
    pub net_quantiles: Ranked,
    pub expected: Moments,
    /// Sums of the split into expectation and luck.
    pub split: usize,
    pub effects: Moments,
    pub costs: Moments,
    /// Σ of effects times costs.
    pub effects_costs: Option<usize>,
    /// Σ of expected net benefit times entrants.
    pub expected_entrants: Option<usize>,
    pub peak: Moments,
    pub peak_quantiles: Ranked,
    pub year: Ranked,
    pub lines: Vec<(f64, Moments)>,
    pub flows: Flows<YearPlan>,
    /// By outcome: Σ of costs times additional people, and the event that break-even needs.
    pub outcomes: Vec<(Option<usize>, Option<usize>)>,
}

/// Where the figures of an outcome are gathered.
#[derive(Debug)]
pub struct OutcomePlan {
    pub additional: Moments,
    pub expected: Moments,
    pub with: Moments,
    pub without: Moments,
    pub ranked: Ranked,
}

/// A column whose quantiles are followed.
#[derive(Debug, Clone, Copy)]
pub struct Followed {
    pub slot: u32,
    pub probabilities: &'static [f64],
    /// Whether the mean of the values below the first quantile is wanted.
    pub tail: bool,
}

/// A column of whole numbers that are counted.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Counted {
    pub arg: Arg,
    pub from: i64,
    pub to: i64,
}

/// Everything that is gathered from a model.
#[derive(Debug)]
pub struct Plan {
    pub sums: SumPlan,
    pub followed: Vec<Followed>,
    pub tables: Vec<Counted>,
    pub events: Vec<Event>,
    pub perspectives: Vec<PerspectivePlan>,
    pub outcomes: Vec<OutcomePlan>,
    pub entrants: Moments,
    pub unadjusted: Vec<(Moments, Ranked)>,
    /// Event: every public payer gains.
    pub all_gain: usize,
    /// Events by payer: the public gains and the payer loses.
    pub public_only: Vec<usize>,
    /// Perspective `public`.
    pub public: Option<usize>,
}

impl Plan {
    /// Plans what to gather from a model. `first` holds its evaluated block 0, from which pivots come.
    pub fn new(model: &Model, first: &Frame) -> Plan {
        let outputs = &model.outputs;
        let mut plan = Plan {
            sums: SumPlan::default(),
            followed: Vec::new(),
            tables: Vec::new(),
            events: Vec::new(),
            perspectives: Vec::new(),
            outcomes: Vec::new(),
            entrants: Moments::Constant(0.0),
            unadjusted: Vec::new(),
            all_gain: 0,
            public_only: Vec::new(),
            public: outputs.perspectives.iter().position(|p| p.name == "public"),
        };
        plan.entrants = plan.sums.second(outputs.entrants);
        for perspective in &outputs.perspectives {
            let figures = plan.perspective(perspective, model);
            plan.perspectives.push(figures);
        }
        for outcome in &outputs.outcomes {
            let figures = plan.outcome(outcome);
            plan.outcomes.push(figures);
        }
        for (expected, year) in outputs.unadjusted.iter().flatten() {
            let figures = (plan.sums.second(*expected), plan.year(*year, model.horizon));
            plan.unadjusted.push(figures);
        }
        let year_of = |name: &str| {
            let found = outputs.perspectives.iter().find(|p| p.name == name);
            found.map_or(Arg::Const(0.0), |p| p.break_even_year)
        };
        let public_payers = model.payers.iter().filter(|(_, public)| *public).map(|(name, _)| year_of(name));
        plan.all_gain = plan.event(Event::AllWithin(public_payers.collect()));
        for (payer, _) in &model.payers {
            let index = plan.event(Event::FirstOnly(year_of("public"), year_of(payer)));
            plan.public_only.push(index);
        }
        plan.sums.set_pivots(first);
        plan
    }

    fn perspective(&mut self, p: &PerspectiveOutputs, model: &Model) -> PerspectivePlan {
        let drawn = p.drawn_flows.as_ref();
        let flows = Flows {
            undiscounted: self.years(&p.expected_flows.undiscounted, drawn.map(|d| &d.undiscounted[..])),
            cumulative_undiscounted: self.years(
                &p.expected_flows.cumulative_undiscounted,
                drawn.map(|d| &d.cumulative_undiscounted[..]),
            ),
            cumulative_discounted: self
                .years(&p.expected_flows.cumulative_discounted, drawn.map(|d| &d.cumulative_discounted[..])),
        };
        let mut outcomes = Vec::new();
        for outcome in &model.outputs.outcomes {
            let product = self.sums.product(p.expected_costs, outcome.expected_additional);
            let needed = model.base.successes_to_break_even.get(&(p.name.clone(), outcome.name.clone()));
            let event = needed.copied().flatten();
            let event = event.map(|k| self.event(Event::AtLeast(outcome.additional, k as f64)));
            self.sums.second(outcome.expected_additional);
            outcomes.push((product, event));
        }
        // The split knows the moments of the expectation.
        let split = self.sums.split(p.expected, p.net_benefit);
        PerspectivePlan {
            net_benefit: self.sums.fourth(p.net_benefit),
            net_quantiles: self.follow(p.net_benefit, &NET_BENEFIT_QUANTILES, true),
            expected: self.sums.second(p.expected),
            split,
            effects: self.sums.second(p.expected_effects),
            costs: self.sums.second(p.expected_costs),
            effects_costs: self.sums.product(p.expected_effects, p.expected_costs),
            expected_entrants: self.sums.product(p.expected, model.outputs.entrants),
            peak: self.sums.second(p.peak_need),
            peak_quantiles: self.follow(p.peak_need, &PEAK_QUANTILES, false),
            year: self.year(p.break_even_year, model.horizon),
            lines: p.lines.iter().map(|(_, line)| (line.factor, self.sums.second(line.base))).collect(),
            flows,
            outcomes,
        }
    }

    fn years(&mut self, expected: &[Scaled], drawn: Option<&[Scaled]>) -> Vec<YearPlan> {
        let year = |(t, e): (usize, &Scaled)| YearPlan {
            mean: (e.factor, self.sums.second(e.base)),
            drawn: drawn.map(|d| (d[t].factor, self.follow(d[t].base, &FLOW_QUANTILES, false))),
        };
        expected.iter().enumerate().map(year).collect()
    }

    fn outcome(&mut self, o: &OutcomeOutputs) -> OutcomePlan {
        let ranked = if o.most <= MOST_CELLS {
            self.count(o.additional, -o.most as i64, o.most as i64)
        } else {
            self.follow(o.additional, &PEOPLE_QUANTILES, false)
        };
        OutcomePlan {
            additional: self.sums.fourth(o.additional),
            expected: self.sums.second(o.expected_additional),
            with: self.sums.second(o.with),
            without: self.sums.second(o.without),
            ranked,
        }
    }

    fn follow(&mut self, arg: Arg, probabilities: &'static [f64], tail: bool) -> Ranked {
        match arg {
            Arg::Const(c) => Ranked::Constant(c),
            Arg::Gathered(_) => unreachable!("what has quantiles is known for each draw"),
            Arg::Slot(slot) => {
                // What two perspectives share is followed once.
                let same = |f: &Followed| (f.slot, f.probabilities, f.tail) == (slot, probabilities, tail);
                Ranked::Followed(self.followed.iter().position(same).unwrap_or_else(|| {
                    self.followed.push(Followed { slot, probabilities, tail });
                    self.followed.len() - 1
                }))
            }
        }
    }

    fn year(&mut self, arg: Arg, horizon: usize) -> Ranked {
        self.count(arg, 0, horizon as i64 + 1)
    }

    fn count(&mut self, arg: Arg, from: i64, to: i64) -> Ranked {
        match arg {
            Arg::Const(c) => Ranked::Constant(c),
            Arg::Gathered(_) => unreachable!("what is counted is known for each draw"),
            Arg::Slot(_) => {
                let wanted = Counted { arg, from, to };
                Ranked::Counted(self.tables.iter().position(|known| *known == wanted).unwrap_or_else(|| {
                    self.tables.push(wanted);
                    self.tables.len() - 1
                }))
            }
        }
    }

    fn event(&mut self, event: Event) -> usize {
        self.events.iter().position(|known| *known == event).unwrap_or_else(|| {
            self.events.push(event);
            self.events.len() - 1
        })
    }
}
