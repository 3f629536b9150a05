//! Inputs and the numbers made of them.

use std::collections::{BTreeMap, BTreeSet};

use super::column::{Graph, NodeId, Unary, Value, clamp_excess};
use super::reading::Reading;
use crate::distribution::Law;
use crate::distribution::special::{Chance, normal};
use crate::sampling::correlation::{cholesky, pearson_of_spearman, substituted_back};
use crate::sampling::{Sharing, StreamName};
use crate::scenario::formula::Expr;
use crate::scenario::keys::Range;
use crate::scenario::spelling::number;
use crate::scenario::{Correlation, Definition, Input, Known, Place, Quantity, Scenario};

/// Most people that an intake may hold in a draw: counts above it are not exact whole numbers any more.
pub const MOST_PEOPLE: f64 = 1e9;

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

/// Whether the inputs are drawn or stand at their means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Basis {
    /// Drawn from their laws.
    Drawn,
    /// Each at its mean, or its median where it has none: the base case.
    Mean,
}

/// How a scenario is gone through by the compiler.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pass {
    pub basis: Basis,
    /// Whether optimism and cashable apply; otherwise both are 1.
    pub adjusted: bool,
}

/// A place in the model where a draw can go wrong.
#[derive(Debug, Clone, PartialEq)]
pub struct Site {
    /// Key path of the number, as `outcomes.turned_around.rate`.
    pub path: String,
    /// Where it was written.
    pub place: Option<Place>,
    /// What it may be.
    pub range: Range,
}

/// A number of the scenario that is worked out: its key path, where it was written, and what it may be.
#[derive(Debug, Clone, Copy)]
pub struct Spot<'a> {
    pub path: &'a str,
    pub place: Option<&'a Place>,
    pub range: Range,
}

impl<'a> Spot<'a> {
    pub(super) fn of(quantity: &'a Quantity) -> Spot<'a> {
        Spot { path: &quantity.path, place: quantity.place.as_ref(), range: quantity.range }
    }
}

/// A site, and the values that are checked there.
#[derive(Debug, Clone, PartialEq)]
pub struct Watched {
    /// The site.
    pub site: Site,
    /// Whether figures hang on it; otherwise those alone that leave optimism and cashable out.
    pub adjusted: bool,
    /// The values.
    pub nodes: Vec<NodeId>,
    /// Whether a number that does not vary was clamped: in every draw.
    pub always: bool,
}

/// The inputs' values in one pass, and the means to make numbers of them.
pub struct Numbers<'a> {
    pub graph: &'a mut Graph,
    /// Of the reading, in all passes.
    pub sites: &'a mut Vec<Watched>,
    pub pass: Pass,
    /// What is read.
    pub scenario: &'a Scenario,
    /// Which streams are the reading's own.
    pub sharing: &'a Sharing,
    /// Whether an input stands at a number that its file does not give it.
    is_pinned: bool,
    pub(super) values: BTreeMap<String, Value>,
    /// Inputs with a law before their `optimism`, and parts of inputs.
    pub(super) raw: BTreeMap<String, Value>,
    /// What is known by the end of the year in which a payment is worked out.
    pub(super) known: BTreeMap<Known, Value>,
    /// The branches of choices that are being compiled, the outermost first: 1 where it is taken, and all those in which it lies.
    pub(super) branches: Vec<Value>,
    /// What is looked at inside of formulas, whether or not a figure hangs on it.
    pub(super) partials: Vec<NodeId>,
}

impl<'a> Numbers<'a> {
    /// No input has its value yet.
    fn empty(
        graph: &'a mut Graph,
        sites: &'a mut Vec<Watched>,
        pass: Pass,
        (scenario, sharing): (&'a Scenario, &'a Sharing),
    ) -> Self {
        Numbers {
            graph,
            sites,
            pass,
            scenario,
            sharing,
            is_pinned: false,
            values: BTreeMap::new(),
            raw: BTreeMap::new(),
            known: BTreeMap::new(),
            branches: Vec::new(),
            partials: Vec::new(),
        }
    }

    /// Compiles every input of the scenario.
    pub fn new(
        graph: &'a mut Graph,
        sites: &'a mut Vec<Watched>,
        reading: &'a Reading<'_>,
        pass: Pass,
    ) -> Result<Self, ModelError> {
        let Reading { scenario, sharing, pins, dials, residuals, learned } = reading;
        let as_it_is = pins.is_empty() && dials.is_empty() && residuals.is_empty() && learned.is_empty();
        let mut numbers =
            Numbers { is_pinned: !as_it_is, ..Numbers::empty(graph, sites, pass, (scenario, sharing)) };
        let mut raw: BTreeMap<&str, Value> = BTreeMap::new();
        if pass.basis == Basis::Drawn {
            for group in scenario.correlations.values() {
                numbers.correlated(group, &scenario.inputs, [residuals, learned], &mut raw)?;
            }
        }
        // An input that stands at a number leaves the others where they are, correlated ones too.
        raw.extend(pins.iter().map(|(name, pin)| (name.as_str(), Value::Const(*pin))));
        raw.extend(dials.iter().map(|(name, dial)| (name.as_str(), dial.value(numbers.graph))));
        for (name, input) in &scenario.inputs {
            match &input.definition {
                Definition::Law(law) if !raw.contains_key(name.as_str()) => {
                    let value = numbers.law(name, law);
                    raw.insert(name, value);
                }
                Definition::Dirichlet(law) => numbers.shares(name, law, pins),
                _ => {}
            }
        }
        // Formulas and factors may name any other input; the checks have refused cycles. What differs from person to person has no one value.
        for name in scenario.inputs.keys().filter(|name| !scenario.by_person.contains(name)) {
            numbers.resolve(name, &scenario.inputs, &raw)?;
        }
        for (name, value) in raw {
            numbers.raw.entry(name.to_owned()).or_insert(value);
        }
        Ok(numbers)
    }

    fn law(&mut self, name: &str, law: &Law) -> Value {
        if let Some(value) = law.is_fixed() {
            return Value::Const(value);
        }
        match self.pass.basis {
            Basis::Mean => Value::Const(law.mean().unwrap_or_else(|| law.median())),
            Basis::Drawn => {
                let u = self.graph.uniform(self.sharing.name(StreamName::Input(name.to_owned())));
                self.graph.quantile(name, law, u)
            }
        }
    }

    /// Inputs that move together, in name order, so that the order in the file moves no draw.
    fn correlated<'s>(
        &mut self,
        group: &'s Correlation,
        inputs: &BTreeMap<String, Input>,
        [residuals, learned]: [&BTreeMap<String, f64>; 2],
        raw: &mut BTreeMap<&'s str, Value>,
    ) -> Result<(), ModelError> {
        let mut order: Vec<usize> = (0..group.inputs.len()).collect();
        order.sort_by(|&a, &b| group.inputs[a].cmp(&group.inputs[b]));
        let matrix = |order: &[usize]| -> Vec<Vec<f64>> {
            let entry = |i: usize, j: usize| {
                if i == j { 1.0 } else { pearson_of_spearman(group.spearman[i][j]) }
            };
            order.iter().map(|&i| order.iter().map(|&j| entry(i, j)).collect()).collect()
        };
        let factor = cholesky(&matrix(&order)).ok_or_else(|| ModelError {
            message: "the rank correlations are not positive definite".to_owned(),
            help: "bring them closer to 0".to_owned(),
            place: group.place.clone(),
        })?;
        let scores: Vec<Value> = order
            .iter()
            .map(|&i| {
                let u = self.graph.uniform(self.sharing.name(StreamName::Input(group.inputs[i].clone())));
                self.graph.unary(Unary::NormalScore, Value::Column(u))
            })
            .collect();
        let mut mixed: BTreeMap<usize, Value> = BTreeMap::new();
        for (row, &i) in factor.iter().zip(&order) {
            let parts: Vec<_> = row.iter().copied().zip(scores.iter().copied()).collect();
            mixed.insert(i, self.graph.linear(0.0, &parts));
        }
        // What is learned of some moves the others as far as these go along with it: z + B(z* − z'), where B is the regression of their scores
        // on those that are learned. Their law given these for a Gaussian copula (Kucherenko, Tarantola & Annoni, 2012, "Estimation of
        // global sensitivity indices for models with dependent variables", Comput. Phys. Commun. 183:937, §4).
        let mut known = order.clone();
        known.retain(|&i| learned.contains_key(&group.inputs[i]));
        if !known.is_empty() {
            let by_news: Vec<usize> =
                known.iter().chain(order.iter().filter(|i| !known.contains(i))).copied().collect();
            let split = cholesky(&matrix(&by_news)).unwrap_or_else(|| factor.clone());
            for (row, &i) in split.iter().zip(&by_news).skip(known.len()) {
                let slopes = substituted_back(&split[..known.len()], &row[..known.len()]);
                let (mut sum, mut parts) = (0.0, vec![(1.0, mixed[&i])]);
                for (slope, j) in slopes.into_iter().zip(&known) {
                    sum += slope * normal::quantile(Chance::from_below(learned[&group.inputs[*j]]));
                    parts.push((0.0 - slope, mixed[j]));
                }
                mixed.insert(i, self.graph.linear(sum, &parts));
            }
        }
        // Those whose rest stands still come last, so that their rows of the factor split into what the others say and the rest.
        order.sort_by_key(|&i| residuals.contains_key(&group.inputs[i]));
        let others = order.iter().filter(|&&i| !residuals.contains_key(&group.inputs[i])).count();
        let split = if others < order.len() { cholesky(&matrix(&order)).unwrap_or(factor) } else { factor };
        for (row, &i) in split.iter().zip(&order).skip(others) {
            let said = substituted_back(&split[..others], &row[..others]);
            let parts: Vec<_> = said.into_iter().zip(&order).map(|(c, j)| (c, mixed[j])).collect();
            let rest = row[others..].iter().zip(&order[others..]);
            let rest =
                rest.map(|(c, j)| c * normal::quantile(Chance::from_below(residuals[&group.inputs[*j]])));
            mixed.insert(i, self.graph.linear(rest.sum(), &parts));
        }
        for &i in &order {
            let name = &group.inputs[i];
            if let Definition::Law(law) = &inputs[name].definition {
                let value = match mixed[&i] {
                    Value::Const(z) => Value::Const(law.quantile(normal::tails(z).below)),
                    z @ Value::Column(_) => self.graph.score_quantile(name, law, z),
                };
                raw.insert(name, value);
            }
        }
        Ok(())
    }

    /// The numbers of one person, in a graph of their own: those that are the same in every draw, and what of the others is asked for.
    pub(super) fn of_person<'p>(
        &'p self,
        graph: &'p mut Graph,
        sites: &'p mut Vec<Watched>,
        asked: &BTreeSet<&str>,
    ) -> Result<Numbers<'p>, ModelError> {
        let Numbers { pass, scenario, sharing, .. } = *self;
        let fixed = self.values.iter().filter(|(_, value)| value.constant().is_some());
        let values = fixed.map(|(name, value)| (name.clone(), *value)).collect();
        let empty = Numbers::empty(graph, sites, pass, (scenario, sharing));
        let mut numbers = Numbers { is_pinned: true, values, ..empty };
        let mut laws: BTreeMap<&str, Value> = BTreeMap::new();
        for (name, input) in scenario.inputs.iter().filter(|(name, _)| asked.contains(name.as_str())) {
            if let Definition::People(law) = &input.definition {
                let u = numbers.graph.uniform(StreamName::Input(name.clone()));
                laws.insert(name, numbers.graph.quantile(name, law, u));
            }
        }
        for name in asked {
            numbers.resolve(name, &scenario.inputs, &laws)?;
        }
        Ok(numbers)
    }

    fn resolve(
        &mut self,
        name: &str,
        inputs: &BTreeMap<String, Input>,
        raw: &BTreeMap<&str, Value>,
    ) -> Result<(), ModelError> {
        if self.values.contains_key(name) {
            return Ok(());
        }
        let input = &inputs[name];
        if let Definition::Dirichlet(_) = &input.definition {
            // Its parts have their values from the start.
            return Ok(());
        }
        if let Definition::Formula(expr) = &input.definition {
            expr.inputs().into_iter().try_for_each(|other| self.resolve(other, inputs, raw))?;
        }
        if let Some(optimism) = &input.optimism {
            optimism.expr.inputs().into_iter().try_for_each(|other| self.resolve(other, inputs, raw))?;
        }
        let mut value = match &input.definition {
            Definition::Formula(expr) if !raw.contains_key(name) => {
                let path = format!("inputs.{name}");
                self.formula(expr, Spot { path: &path, place: input.place.as_ref(), range: Range::ANY })?
            }
            // What it is set to is in its own prices.
            _ if input.conversion != 1.0 => self.graph.scale(input.conversion, raw[name]),
            _ => raw[name],
        };
        if let Some(optimism) = &input.optimism
            && self.pass.adjusted
        {
            let factor = self.quantity(optimism)?;
            value = self.graph.multiply(value, factor);
        }
        self.values.insert(name.to_owned(), value);
        Ok(())
    }

    /// The value of every input, what those with a law are before their `optimism`, and what is looked at inside of formulas.
    pub fn into_values(self) -> (BTreeMap<String, Value>, BTreeMap<String, Value>, Vec<NodeId>) {
        (self.values, self.raw, self.partials)
    }

    pub(super) fn formula(&mut self, expr: &Expr, spot: Spot<'_>) -> Result<Value, ModelError> {
        let value = self.compile(expr, spot)?;
        self.within(value, spot)
    }

    /// Refuses what is not a number.
    pub fn finite(&mut self, value: Value, spot: Spot<'_>) -> Result<Value, ModelError> {
        self.bounded(value, Range::ANY, spot)
    }

    /// Refuses what is not a number that the spot takes.
    pub fn within(&mut self, value: Value, spot: Spot<'_>) -> Result<Value, ModelError> {
        self.bounded(value, spot.range, spot)
    }

    /// Refuses what is not a number within a range: here where it holds in every draw, else when it is drawn.
    fn bounded(&mut self, value: Value, range: Range, spot: Spot<'_>) -> Result<Value, ModelError> {
        if let Value::Const(x) = value
            && !range.contains(x)
        {
            let when = match self.pass.basis {
                Basis::Drawn => "",
                Basis::Mean => " with every input at its mean",
            };
            let path = spot.path;
            let message = if x.is_finite() {
                format!("`{path}` is {}{when}, and must be {}", number(x), range.describe())
            } else {
                format!(
                    "`{path}` is not a finite number{when}: it divides by zero, has no logarithm or root, or is too large"
                )
            };
            let help = "mend the formula, or bound the inputs it names".to_owned();
            return Err(ModelError { message, help, place: spot.place.cloned() });
        }
        let bounded = self.graph.bounded(value, range.ends());
        self.watch(spot, value, bounded);
        Ok(bounded)
    }

    /// Notes where a value is checked, if it is: a check makes another value of it. Equal values are checked once, whoever
    /// reads them.
    fn watch(&mut self, spot: Spot<'_>, before: Value, after: Value) {
        if before == after {
            return;
        }
        let adjusted = self.pass.adjusted;
        let known =
            |watched: &Watched, adjusted| watched.adjusted == adjusted && watched.site.path == spot.path;
        // What the figures hang on is counted for them.
        if let Value::Column(id) = after
            && self.sites.iter().any(|watched| known(watched, true) && watched.nodes.contains(&id))
        {
            return;
        }
        let index = self.sites.iter().position(|watched| known(watched, adjusted)).unwrap_or_else(|| {
            let site = Site { path: spot.path.to_owned(), place: spot.place.cloned(), range: spot.range };
            self.sites.push(Watched { site, adjusted, nodes: Vec::new(), always: false });
            self.sites.len() - 1
        });
        let watched = &mut self.sites[index];
        match after {
            Value::Column(id) if !watched.nodes.contains(&id) => watched.nodes.push(id),
            Value::Const(_) => watched.always |= before.constant().is_some_and(|x| clamp_excess(x, 1.0)),
            Value::Column(_) => {}
        }
    }

    /// A structural number.
    pub fn quantity(&mut self, quantity: &Quantity) -> Result<Value, ModelError> {
        self.formula(&quantity.expr, Spot::of(quantity))
    }

    /// Refuses what is not a number of what is made of a structural number.
    pub fn made_of(&mut self, quantity: &Quantity, value: Value) -> Result<Value, ModelError> {
        self.finite(value, Spot::of(quantity))
    }

    /// A structural number that is a share or a chance: clamped to [0, 1], draws outside counted.
    pub fn share(&mut self, quantity: &Quantity) -> Result<Value, ModelError> {
        let spot = Spot::of(quantity);
        let value = self.compile(&quantity.expr, spot)?;
        let value = self.finite(value, spot)?;
        self.clamped(value, 1.0, spot)
    }

    /// Clamped to [0, `most`], draws outside counted; refused where it holds in every draw of a scenario as it is.
    pub fn clamped(&mut self, value: Value, most: f64, spot: Spot<'_>) -> Result<Value, ModelError> {
        if let Value::Const(x) = value
            && self.pass == (Pass { basis: Basis::Drawn, adjusted: true })
            && !self.is_pinned
            && clamp_excess(x, most)
        {
            let (path, may) = (spot.path, spot.range.describe());
            return Err(ModelError {
                message: format!("`{path}` is {} in every draw, and must be {may}", number(x)),
                help: "mend the formula or its inputs".to_owned(),
                place: spot.place.cloned(),
            });
        }
        let clamped = self.graph.clamp(value, most);
        self.watch(spot, value, clamped);
        Ok(clamped)
    }

    /// A structural number that is a mean number of something, at most `most`: below 0 clamped, such draws counted.
    pub fn mean_number(&mut self, quantity: &Quantity, most: f64) -> Result<Value, ModelError> {
        let spot = Spot { range: Range { high: most, ..quantity.range }, ..Spot::of(quantity) };
        let value = self.compile(&quantity.expr, spot)?;
        let value = self.bounded(value, Range { low: f64::NEG_INFINITY, ..spot.range }, spot)?;
        self.clamped(value, f64::INFINITY, spot)
    }

    /// A structural number of whole people, at most `most`: below 0 clamped, such draws counted.
    pub fn people(&mut self, quantity: &Quantity, most: f64) -> Result<Value, ModelError> {
        let value = self.mean_number(quantity, most)?;
        Ok(self.graph.unary(Unary::WholePeople, value))
    }
}
