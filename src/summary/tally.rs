//! What is gathered while the blocks go by.

use super::counts::{CountPart, CountTable};
use super::quantiles::{PILOT, Quantiles, QuantilesPart};
use super::results::Histogram;
use super::sums::{Moments, SumPlan};
use super::tower::Tower;
use crate::engine::Fold;
use crate::model::{Arg, Flows, Frame, Model, OutcomeOutputs, PerspectiveOutputs, Scaled};
use crate::units::Operand;

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

/// Bins of the picture of net benefit.
const BINS: usize = 480;

/// A column's quantiles, or the number it always is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Ranked {
    /// It does not vary.
    Constant(f64),
    /// Index into [`Tally::quantiles`].
    Followed(usize),
    /// Index into [`Tally::tables`].
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

/// An event over some columns, counted over the draws.
#[derive(Debug, Clone, PartialEq)]
pub enum Event {
    /// A column is at least a number.
    AtLeast(Arg, f64),
    /// All of these years lie within the horizon.
    AllWithin(Vec<Arg>),
    /// The first year lies within the horizon, the second does not.
    FirstOnly(Arg, Arg),
}

/// Everything gathered so far.
pub struct Tally<'m> {
    pub model: &'m Model,
    pub plan: SumPlan,
    pub sums: Tower,
    /// Columns that are followed by quantile, with their slots.
    pub quantiles: Vec<(u32, Quantiles)>,
    pub tables: Vec<CountTable>,
    table_args: Vec<Arg>,
    pub events: Vec<(Event, u64)>,
    /// By perspective: range of the expectation, range of the luck, largest |net benefit|.
    pub extremes: Vec<Extremes>,
    pub perspectives: Vec<PerspectivePlan>,
    pub outcomes: Vec<OutcomePlan>,
    pub entrants: Moments,
    pub unadjusted: Vec<(Moments, Ranked)>,
    /// Event: every public payer gains.
    pub all_gain: usize,
    /// Events by payer: the public gains and the payer loses.
    pub public_only: Vec<usize>,
    /// Picture of the public's net benefit, once its bins are known.
    pub histogram: Option<Histogram>,
    /// Perspective `public`.
    pub public: Option<usize>,
    pub draws: u64,
}

/// Ranges that decide whether something varies at all.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Extremes {
    pub expected: (f64, f64),
    pub luck: (f64, f64),
    pub largest: f64,
}

impl Extremes {
    const NONE: Extremes = Extremes {
        expected: (f64::INFINITY, f64::NEG_INFINITY),
        luck: (f64::INFINITY, f64::NEG_INFINITY),
        largest: 0.0,
    };

    fn join(&mut self, other: &Extremes) {
        self.expected = (lower(self.expected.0, other.expected.0), higher(self.expected.1, other.expected.1));
        self.luck = (lower(self.luck.0, other.luck.0), higher(self.luck.1, other.luck.1));
        self.largest = higher(self.largest, other.largest);
    }
}

#[inline(always)]
fn lower(a: f64, b: f64) -> f64 {
    if b < a { b } else { a }
}

#[inline(always)]
fn higher(a: f64, b: f64) -> f64 {
    if b > a { b } else { a }
}

/// What a task gathers.
pub struct Part {
    sums: Tower,
    quantiles: Vec<QuantilesPart>,
    tables: Vec<CountPart>,
    events: Vec<u64>,
    extremes: Vec<Extremes>,
    histogram: Vec<u64>,
    draws: u64,
}

impl<'m> Tally<'m> {
    /// Plans what to gather from a model. `first` holds the evaluated block 0; `width` is the half-width of
    /// the quantile brackets in standard errors.
    pub fn new(model: &'m Model, first: &Frame, width: f64) -> Tally<'m> {
        let outputs = &model.outputs;
        let horizon = model.horizon as f64;
        let mut tally = Tally {
            model,
            plan: SumPlan::default(),
            sums: Tower::default(),
            quantiles: Vec::new(),
            tables: Vec::new(),
            table_args: Vec::new(),
            events: Vec::new(),
            extremes: vec![Extremes::NONE; outputs.perspectives.len()],
            perspectives: Vec::new(),
            outcomes: Vec::new(),
            entrants: Moments::Constant(0.0),
            unadjusted: Vec::new(),
            all_gain: 0,
            public_only: Vec::new(),
            histogram: None,
            public: outputs.perspectives.iter().position(|p| p.name == "public"),
            draws: 0,
        };
        tally.entrants = tally.plan.second(outputs.entrants);
        for perspective in &outputs.perspectives {
            let plan = tally.plan_perspective(perspective, width);
            tally.perspectives.push(plan);
        }
        for outcome in &outputs.outcomes {
            let plan = tally.plan_outcome(outcome, width);
            tally.outcomes.push(plan);
        }
        for (expected, year) in outputs.unadjusted.iter().flatten() {
            let plan = (tally.plan.second(*expected), tally.table(*year, 0.0, horizon + 1.0));
            tally.unadjusted.push(plan);
        }
        let year_of = |name: &str| {
            outputs
                .perspectives
                .iter()
                .find(|p| p.name == name)
                .map_or(Arg::Const(0.0), |p| p.break_even_year)
        };
        let public_payers = model.payers.iter().filter(|(_, public)| *public).map(|(name, _)| year_of(name));
        tally.all_gain = tally.event(Event::AllWithin(public_payers.collect()));
        for (payer, _) in &model.payers {
            let index = tally.event(Event::FirstOnly(year_of("public"), year_of(payer)));
            tally.public_only.push(index);
        }
        tally.plan.set_pivots(first);
        tally
    }

    fn plan_perspective(&mut self, p: &PerspectiveOutputs, width: f64) -> PerspectivePlan {
        let horizon = self.model.horizon as f64;
        let outcomes = &self.model.outputs.outcomes;
        let drawn = p.drawn_flows.as_ref();
        let mut years = |expected: &[Scaled], drawn: Option<&[Scaled]>| -> Vec<YearPlan> {
            expected
                .iter()
                .enumerate()
                .map(|(t, e)| YearPlan {
                    mean: (e.factor, self.plan.second(e.base)),
                    drawn: drawn.map(|d| {
                        (d[t].factor, follow(&mut self.quantiles, d[t].base, &FLOW_QUANTILES, false, width))
                    }),
                })
                .collect()
        };
        let e = &p.expected_flows;
        let flows = Flows {
            undiscounted: years(&e.undiscounted, drawn.map(|d| &d.undiscounted[..])),
            cumulative_undiscounted: years(
                &e.cumulative_undiscounted,
                drawn.map(|d| &d.cumulative_undiscounted[..]),
            ),
            cumulative_discounted: years(
                &e.cumulative_discounted,
                drawn.map(|d| &d.cumulative_discounted[..]),
            ),
        };
        let by_outcome = outcomes
            .iter()
            .map(|outcome| {
                let product = self.plan.product(p.expected_costs, outcome.expected_additional);
                let needed =
                    self.model.base.successes_to_break_even.get(&(p.name.clone(), outcome.name.clone()));
                let event = needed
                    .copied()
                    .flatten()
                    .map(|k| self.event(Event::AtLeast(outcome.additional, k as f64)));
                self.plan.second(outcome.expected_additional);
                (product, event)
            })
            .collect();
        PerspectivePlan {
            net_benefit: self.plan.fourth(p.net_benefit),
            net_quantiles: follow(&mut self.quantiles, p.net_benefit, &NET_BENEFIT_QUANTILES, true, width),
            expected: self.plan.second(p.expected),
            split: self.plan.split(p.expected, p.net_benefit),
            effects: self.plan.second(p.expected_effects),
            costs: self.plan.second(p.expected_costs),
            effects_costs: self.plan.product(p.expected_effects, p.expected_costs),
            expected_entrants: self.plan.product(p.expected, self.model.outputs.entrants),
            peak: self.plan.second(p.peak_need),
            peak_quantiles: follow(&mut self.quantiles, p.peak_need, &PEAK_QUANTILES, false, width),
            year: self.table(p.break_even_year, 0.0, horizon + 1.0),
            lines: p.lines.iter().map(|(_, line)| (line.factor, self.plan.second(line.base))).collect(),
            flows,
            outcomes: by_outcome,
        }
    }

    fn plan_outcome(&mut self, o: &OutcomeOutputs, width: f64) -> OutcomePlan {
        let ranked = if o.most <= MOST_CELLS {
            self.table(o.additional, -o.most, o.most)
        } else {
            follow(&mut self.quantiles, o.additional, &PEOPLE_QUANTILES, false, width)
        };
        OutcomePlan {
            additional: self.plan.fourth(o.additional),
            expected: self.plan.second(o.expected_additional),
            with: self.plan.second(o.with),
            without: self.plan.second(o.without),
            ranked,
        }
    }

    fn table(&mut self, arg: Arg, from: f64, to: f64) -> Ranked {
        match arg {
            Arg::Const(c) => Ranked::Constant(c),
            Arg::Slot(_) => {
                self.tables.push(CountTable::new(from as i64, to as i64));
                self.table_args.push(arg);
                Ranked::Counted(self.tables.len() - 1)
            }
        }
    }

    fn event(&mut self, event: Event) -> usize {
        self.events.iter().position(|(known, _)| *known == event).unwrap_or_else(|| {
            self.events.push((event, 0));
            self.events.len() - 1
        })
    }

    /// Sets the bins of the picture from the draws so far and counts these.
    fn start_histogram(&mut self) {
        let Some(public) = self.public else { return };
        let Ranked::Followed(index) = self.perspectives[public].net_quantiles else { return };
        let quantiles = &mut self.quantiles[index].1;
        quantiles.settle();
        let n = quantiles.total();
        let rank = |share: f64| quantiles.at_rank(((n - 1) as f64 * share) as u64);
        let (Ok(low), Ok(high)) = (rank(0.002), rank(0.998)) else { return };
        let width = (high - low) / (BINS - 1) as f64;
        // Break-even lies on an edge, so that no bin holds both losses and gains.
        let low = libm::floor(low / width) * width;
        if !(width > 0.0) || !width.is_finite() {
            return;
        }
        let mut histogram = Histogram { from: low, width, counts: vec![0; BINS] };
        for (value, count) in quantiles.kept() {
            histogram.counts[bin(low, 1.0 / width, value)] += count;
        }
        self.histogram = Some(histogram);
    }

    /// Makes everything ready to be read.
    pub fn finish(&mut self) {
        if self.histogram.is_none() {
            self.start_histogram();
        }
        self.quantiles.iter_mut().for_each(|(_, quantiles)| quantiles.settle());
    }
}

fn follow(
    all: &mut Vec<(u32, Quantiles)>,
    arg: Arg,
    probabilities: &[f64],
    tail: bool,
    width: f64,
) -> Ranked {
    match arg {
        Arg::Const(c) => Ranked::Constant(c),
        Arg::Slot(slot) => {
            all.push((slot, Quantiles::new(probabilities, tail, width)));
            Ranked::Followed(all.len() - 1)
        }
    }
}

#[inline(always)]
fn bin(from: f64, per_width: f64, value: f64) -> usize {
    let cell = ((value - from) * per_width) as usize;
    if cell < BINS { cell } else { BINS - 1 }
}

impl Fold for Tally<'_> {
    type Part = Part;

    fn part(&self) -> Part {
        Part {
            sums: Tower::default(),
            quantiles: self.quantiles.iter().map(|(_, quantiles)| quantiles.part()).collect(),
            tables: self.tables.iter().map(CountTable::part).collect(),
            events: vec![0; self.events.len()],
            extremes: vec![Extremes::NONE; self.extremes.len()],
            histogram: vec![0; BINS],
            draws: 0,
        }
    }

    #[inline(always)]
    fn observe(&self, part: &mut Part, frames: &[Frame], block: u64, valid: usize) {
        let frame = &frames[0];
        part.draws += valid as u64;
        part.sums.push(block, self.plan.sum(frame, valid));
        for ((slot, quantiles), part) in self.quantiles.iter().zip(&mut part.quantiles) {
            if let Operand::Column(column) = frame.operand(Arg::Slot(*slot)) {
                quantiles.observe(part, column, valid);
            }
        }
        for (arg, part) in self.table_args.iter().zip(&mut part.tables) {
            part.observe(frame.operand(*arg), valid);
        }
        for ((event, _), count) in self.events.iter().zip(&mut part.events) {
            *count += happenings(event, frame, self.model.horizon, valid);
        }
        for (p, extremes) in self.model.outputs.perspectives.iter().zip(&mut part.extremes) {
            extremes.join(&range(frame.operand(p.expected), frame.operand(p.net_benefit), valid));
        }
        if let (Some(picture), Some(public)) = (&self.histogram, self.public)
            && let Operand::Column(x) = frame.operand(self.model.outputs.perspectives[public].net_benefit)
        {
            let per_width = 1.0 / picture.width;
            for &value in &x[..valid] {
                part.histogram[bin(picture.from, per_width, value)] += 1;
            }
        }
    }

    fn absorb(&mut self, part: Part) {
        self.draws += part.draws;
        self.sums.extend(part.sums);
        for ((_, quantiles), part) in self.quantiles.iter_mut().zip(part.quantiles) {
            quantiles.absorb(part);
        }
        for (table, part) in self.tables.iter_mut().zip(&part.tables) {
            table.absorb(part);
        }
        for ((_, sum), count) in self.events.iter_mut().zip(part.events) {
            *sum += count;
        }
        for (all, part) in self.extremes.iter_mut().zip(&part.extremes) {
            all.join(part);
        }
        if let Some(histogram) = &mut self.histogram {
            for (sum, count) in histogram.counts.iter_mut().zip(part.histogram) {
                *sum += count;
            }
        }
    }

    fn pause(&mut self, draws: u64) -> bool {
        if draws == PILOT {
            self.start_histogram();
        }
        self.quantiles.iter_mut().for_each(|(_, quantiles)| quantiles.narrow());
        false
    }
}

/// In how many of the first `valid` draws an event happens.
#[inline(always)]
fn happenings(event: &Event, frame: &Frame, horizon: usize, valid: usize) -> u64 {
    const LANES: usize = 8;
    let horizon = horizon as f64;
    let mut counts = [0u64; LANES];
    let mut add = |i: usize, hits: [bool; LANES]| {
        for (l, hit) in hits.into_iter().enumerate() {
            counts[l] += u64::from(hit & (i + l < valid));
        }
    };
    match event {
        Event::AtLeast(arg, least) => {
            let x = frame.operand(*arg);
            for i in (0..valid).step_by(LANES) {
                add(i, x.lanes::<LANES>(i).map(|x| x >= *least));
            }
        }
        Event::AllWithin(years) => {
            for i in (0..valid).step_by(LANES) {
                let mut all = [true; LANES];
                for year in years {
                    let year = frame.operand(*year).lanes::<LANES>(i);
                    for l in 0..LANES {
                        all[l] &= year[l] <= horizon;
                    }
                }
                add(i, all);
            }
        }
        Event::FirstOnly(first, second) => {
            let (first, second) = (frame.operand(*first), frame.operand(*second));
            for i in (0..valid).step_by(LANES) {
                let (a, b) = (first.lanes::<LANES>(i), second.lanes::<LANES>(i));
                let mut hits = [false; LANES];
                for l in 0..LANES {
                    hits[l] = (a[l] <= horizon) & (b[l] > horizon);
                }
                add(i, hits);
            }
        }
    }
    counts.iter().sum()
}

/// Ranges of an expectation, of the luck around it, and the largest size of what is drawn.
#[inline(always)]
fn range(expected: Operand<'_>, drawn: Operand<'_>, valid: usize) -> Extremes {
    const LANES: usize = 16;
    let mut lanes = [Extremes::NONE; LANES];
    let whole = valid / LANES * LANES;
    let (mut e_low, mut e_high) = ([f64::INFINITY; LANES], [f64::NEG_INFINITY; LANES]);
    let (mut b_low, mut b_high, mut largest) = (e_low, e_high, [0.0; LANES]);
    for i in (0..whole).step_by(LANES) {
        let (e, d) = (expected.lanes::<LANES>(i), drawn.lanes::<LANES>(i));
        for l in 0..LANES {
            let luck = d[l] - e[l];
            e_low[l] = lower(e_low[l], e[l]);
            e_high[l] = higher(e_high[l], e[l]);
            b_low[l] = lower(b_low[l], luck);
            b_high[l] = higher(b_high[l], luck);
            largest[l] = higher(largest[l], d[l].abs());
        }
    }
    for l in 0..LANES {
        lanes[l] =
            Extremes { expected: (e_low[l], e_high[l]), luck: (b_low[l], b_high[l]), largest: largest[l] };
    }
    let mut all = lanes.iter().fold(Extremes::NONE, |mut all, lane| {
        all.join(lane);
        all
    });
    for i in whole..valid {
        let ([e], [d]) = (expected.lanes::<1>(i), drawn.lanes::<1>(i));
        all.join(&Extremes { expected: (e, e), luck: (d - e, d - e), largest: d.abs() });
    }
    all
}
