//! The model: a scenario compiled to a list of column operations.
//!
//! [`Model::compile`] reads the scenario once with drawn inputs, which gives the program, and once with
//! every input at its mean, which folds to plain numbers: the base case. Pure: nothing here draws, prints or
//! reads a file.

mod base;
mod evaluate;
mod formula;
mod graph;
mod inputs;
mod money;
mod node;
mod operation;
mod outputs;
mod people;
mod program;
mod sameness;
mod schedule;
mod trace;
mod walk;

pub use evaluate::{Frame, OutOfBounds};
pub use inputs::{MOST_PEOPLE, Site};
pub use outputs::{BaseCase, Detail, Flows, OutcomeOutputs, Outputs, PerspectiveOutputs, Scaled};
pub use program::{Arg, Program};
pub use walk::{About, Step, Walk};

use crate::scenario::{Place, Scenario};
use graph::{Graph, Traced};
use inputs::{Basis, Numbers, Reading};
use money::{Money, View, Weights, discount_factors, perspectives};
use node::Value;
use people::Cohorts;
use schedule::Root;

/// Why a scenario has no model.
#[derive(Debug, Clone, PartialEq)]
pub struct ModelError {
    /// What is wrong, as a lowercase fragment.
    pub message: String,
    /// How to mend it.
    pub help: String,
    /// Where.
    pub place: Option<Place>,
}

/// A compiled scenario.
#[derive(Debug)]
pub struct Model {
    /// The operations.
    pub program: Program,
    /// Where their results are.
    pub outputs: Outputs,
    /// The figures that need no draws.
    pub base: BaseCase,
    /// Places where a draw can be clamped or out of bounds; the frame counts by their index.
    pub sites: Vec<Site>,
    /// Last calendar year counted.
    pub horizon: usize,
    /// The payers, in name order, and whether each is public.
    pub payers: Vec<(String, bool)>,
}

/// One reading of the scenario, in the graph.
struct Compiled {
    cohorts: Cohorts,
    weights: Vec<Weights>,
    factors: Vec<Value>,
    drawn: Vec<View>,
    expected: Vec<View>,
}

impl Compiled {
    fn compile(numbers: &mut Numbers<'_>, scenario: &Scenario) -> Result<Compiled, ModelError> {
        let cohorts = Cohorts::compile(numbers, scenario)?;
        let factors = discount_factors(numbers, scenario)?;
        let weights = perspectives(numbers, scenario)?;
        let mut views = |people| -> Result<Vec<View>, ModelError> {
            let money = Money::compile(numbers, scenario, people, &factors)?;
            Ok(weights.iter().map(|w| money.view(numbers.graph, &w.weights)).collect())
        };
        let drawn = views(&cohorts.drawn)?;
        let expected = views(&cohorts.expected)?;
        Ok(Compiled { cohorts, weights, factors, drawn, expected })
    }
}

/// Cumulative sums of a flow, undiscounted and discounted.
fn accumulate(graph: &mut Graph, flows: &[Value], factors: &[Value]) -> Flows<Value> {
    let (mut plain, mut discounted) = (Value::ZERO, Value::ZERO);
    let mut all = Flows {
        undiscounted: flows.to_vec(),
        cumulative_undiscounted: Vec::new(),
        cumulative_discounted: Vec::new(),
    };
    for (&flow, &factor) in flows.iter().zip(factors) {
        plain = graph.add2(plain, flow);
        let present = graph.multiply(factor, flow);
        discounted = graph.add2(discounted, present);
        all.cumulative_undiscounted.push(plain);
        all.cumulative_discounted.push(discounted);
    }
    all
}

impl<V: Copy> Flows<V> {
    fn each(&self) -> impl Iterator<Item = V> + '_ {
        self.undiscounted
            .iter()
            .chain(&self.cumulative_undiscounted)
            .chain(&self.cumulative_discounted)
            .copied()
    }

    fn map<T>(&self, f: impl Fn(&V) -> T) -> Flows<T> {
        Flows {
            undiscounted: self.undiscounted.iter().map(&f).collect(),
            cumulative_undiscounted: self.cumulative_undiscounted.iter().map(&f).collect(),
            cumulative_discounted: self.cumulative_discounted.iter().map(&f).collect(),
        }
    }
}

/// Values of one perspective before they have places in a frame.
struct Wanted {
    traced: Traced,
    expected: Flows<Value>,
    drawn: Option<Flows<Value>>,
    effects: Value,
    costs: Value,
    lines: Vec<(String, Value)>,
    /// E[net benefit | θ]: effects less costs.
    net_benefit: Value,
    tolerance: Option<Value>,
}

impl Model {
    /// Compiles a scenario that has passed its checks.
    ///
    /// # Errors
    /// Where a number is not finite, or a rate is outside [0, 1], in every draw or in the base case.
    pub fn compile(scenario: &Scenario, detail: Detail) -> Result<Model, ModelError> {
        Model::compile_for(scenario, detail, false)
    }

    /// The same, with the value of every input among the outputs.
    ///
    /// # Errors
    /// As [`Model::compile`].
    pub fn compile_with_inputs(scenario: &Scenario, detail: Detail) -> Result<Model, ModelError> {
        Model::compile_for(scenario, detail, true)
    }

    fn compile_for(scenario: &Scenario, detail: Detail, with_inputs: bool) -> Result<Model, ModelError> {
        let (played, base) =
            rayon::join(|| Played::compile(scenario, detail, with_inputs), || base::evaluate(scenario));
        // Where both fail it is the base case that says why: it is the simpler one.
        let (base, Played { program, outputs, sites }) = (base?, played?);
        let payers = scenario.payers.iter().map(|(name, payer)| (name.clone(), payer.public)).collect();
        Ok(Model { program, outputs, base, sites, horizon: scenario.horizon, payers })
    }
}

/// What of a model is played out draw by draw.
struct Played {
    program: Program,
    outputs: Outputs,
    sites: Vec<Site>,
}

impl Played {
    fn compile(scenario: &Scenario, detail: Detail, with_inputs: bool) -> Result<Played, ModelError> {
        let (mut graph, mut sites) = (Graph::default(), Vec::new());
        let reading = Reading { basis: Basis::Drawn, adjusted: true };
        let mut numbers = Numbers::new(&mut graph, &mut sites, scenario, reading)?;
        let compiled = Compiled::compile(&mut numbers, scenario)?;
        let names = scenario.inputs.keys().filter(|_| with_inputs);
        let inputs: Vec<_> = names.map(|name| (name.clone(), numbers.input(name))).collect();
        let mut roots: Vec<Root> = inputs.iter().map(|(_, value)| Root::Drawn(*value)).collect();
        // Where the draws themselves are wanted no mean will do.
        let mean = if with_inputs { Root::Drawn } else { Root::Mean };
        let mut wanted = Vec::new();
        for (drawn, expected) in compiled.drawn.iter().zip(&compiled.expected) {
            let want = want(&mut graph, drawn, expected, &compiled.factors, detail);
            let Traced { net_benefit, break_even_year, peak_need } = want.traced;
            roots.extend([net_benefit, break_even_year, peak_need, want.net_benefit].map(Root::Drawn));
            roots.extend(want.tolerance.map(Root::Drawn));
            roots.extend([want.effects, want.costs].map(mean));
            roots.extend(want.expected.each().map(|v| mean(graph.peel(v).1)));
            roots.extend(want.drawn.iter().flat_map(Flows::each).map(|v| Root::Drawn(graph.peel(v).1)));
            roots.extend(want.lines.iter().map(|(_, v)| mean(graph.peel(*v).1)));
            wanted.push(want);
        }
        let mut people = Vec::new();
        for name in scenario.outcomes.keys() {
            let drawn = compiled.cohorts.drawn.additional_at_onset(&mut graph, name);
            let expected = compiled.cohorts.expected.additional_at_onset(&mut graph, name);
            let (with, without) =
                compiled.cohorts.arms.get(name).copied().unwrap_or((Value::ZERO, Value::ZERO));
            roots.push(Root::Drawn(drawn));
            roots.extend([expected, with, without].map(mean));
            let (low, high) = graph.range(drawn);
            people.push((name, drawn, expected, with, without, if high > -low { high } else { -low }));
        }
        let entrants = graph.sum(&compiled.cohorts.drawn.entrants);
        roots.push(Root::Drawn(entrants));
        let unadjusted = unadjusted(&mut graph, &mut sites, scenario)?;
        roots.extend(
            unadjusted.iter().flatten().flat_map(|(expected, year)| [mean(*expected), Root::Drawn(*year)]),
        );

        // Peeled factors are read before the graph becomes the program.
        let scaled = |graph: &Graph, v: Value| graph.peel(v);
        let peeled: Vec<_> = wanted
            .into_iter()
            .map(|want| {
                let lines: Vec<_> =
                    want.lines.iter().map(|(name, v)| (name.clone(), scaled(&graph, *v))).collect();
                let expected = want.expected.map(|v| scaled(&graph, *v));
                let drawn = want.drawn.as_ref().map(|flows| flows.map(|v| scaled(&graph, *v)));
                (want, lines, expected, drawn)
            })
            .collect();
        let program = Program::schedule(graph, &roots);
        let mean = |value: Value| if with_inputs { program.arg(value) } else { program.gathered(value) };
        let place_mean = |(factor, base): &(f64, Value)| Scaled { factor: *factor, base: mean(*base) };
        let place = |(factor, base): &(f64, Value)| Scaled { factor: *factor, base: program.arg(*base) };
        let perspectives = peeled
            .into_iter()
            .zip(&compiled.weights)
            .map(|((want, lines, expected, drawn), weights)| PerspectiveOutputs {
                name: weights.name.clone(),
                net_benefit: program.arg(want.traced.net_benefit),
                break_even_year: program.arg(want.traced.break_even_year),
                peak_need: program.arg(want.traced.peak_need),
                expected: program.arg(want.net_benefit),
                expected_effects: mean(want.effects),
                expected_costs: mean(want.costs),
                lines: lines.into_iter().map(|(name, v)| (name, place_mean(&v))).collect(),
                expected_flows: expected.map(place_mean),
                tolerance: want.tolerance.map(|v| program.arg(v)),
                drawn_flows: drawn.map(|flows| flows.map(place)),
            })
            .collect();
        let outcomes = people
            .into_iter()
            .map(|(name, drawn, expected, with, without, most)| OutcomeOutputs {
                name: name.clone(),
                additional: program.arg(drawn),
                expected_additional: mean(expected),
                with: mean(with),
                without: mean(without),
                most,
            })
            .collect();
        let unadjusted = unadjusted.map(|all| all.iter().map(|(e, y)| (mean(*e), program.arg(*y))).collect());
        let inputs = inputs.into_iter().map(|(name, value)| (name, program.arg(value))).collect();
        let outputs = Outputs { perspectives, outcomes, entrants: program.arg(entrants), unadjusted, inputs };
        Ok(Played { program, outputs, sites })
    }
}

/// What one perspective asks of the graph.
fn want(graph: &mut Graph, drawn: &View, expected: &View, factors: &[Value], detail: Detail) -> Wanted {
    let traced = graph.trace(&drawn.flows, factors, drawn.tolerance);
    let flows = accumulate(graph, &expected.flows, factors);
    let (mut effects, mut costs, mut lines) = (Vec::new(), Vec::new(), Vec::new());
    for (name, is_cost, value) in &expected.lines {
        if *is_cost {
            let positive = graph.scale(-1.0, *value);
            costs.push(positive);
            lines.push((name.clone(), positive));
        } else {
            effects.push(*value);
            lines.push((name.clone(), *value));
        }
    }
    let (effects, costs) = (graph.sum(&effects), graph.sum(&costs));
    Wanted {
        traced,
        expected: flows,
        drawn: (detail == Detail::Yearly).then(|| accumulate(graph, &drawn.flows, factors)),
        effects,
        costs,
        lines,
        net_benefit: graph.subtract(effects, costs),
        tolerance: (detail == Detail::Compared).then_some(drawn.tolerance),
    }
}

/// Expected net benefit and break-even year by perspective with every optimism and cashable at 1, where the
/// scenario uses either.
fn unadjusted(
    graph: &mut Graph,
    sites: &mut Vec<Site>,
    scenario: &Scenario,
) -> Result<Option<Vec<(Value, Value)>>, ModelError> {
    use crate::scenario::formula::Expr;
    let whole = |expr: &Expr| *expr == Expr::Number(1.0);
    let optimism = scenario.inputs.values().filter_map(|i| i.optimism.as_ref()).any(|q| !whole(&q.expr));
    let cashable = scenario.effects.values().any(|e| !whole(&e.cashable.expr));
    if !optimism && !cashable {
        return Ok(None);
    }
    let reading = Reading { basis: Basis::Drawn, adjusted: false };
    let mut numbers = Numbers::new(graph, sites, scenario, reading)?;
    let compiled = Compiled::compile(&mut numbers, scenario)?;
    let mut all = Vec::new();
    for (drawn, expected) in compiled.drawn.iter().zip(&compiled.expected) {
        let traced = graph.trace(&drawn.flows, &compiled.factors, drawn.tolerance);
        let flows = accumulate(graph, &expected.flows, &compiled.factors);
        let net_benefit = flows.cumulative_discounted.last().copied().unwrap_or(Value::ZERO);
        all.push((net_benefit, traced.break_even_year));
    }
    Ok(Some(all))
}
