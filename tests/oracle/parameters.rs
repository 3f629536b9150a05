//! Draws of the inputs: families by `rand_distr`, correlation by ranks, formulas by walking their tree.

use std::collections::BTreeMap;

use rand::RngExt;
use rand_chacha::ChaCha8Rng;
use rand_distr::{
    Beta, Distribution, Exp, Gamma, LogNormal, Normal, Pert, StandardNormal, StudentT, Triangular, Weibull,
};
use vendepunkt::scenario::formula::{BinaryOp, Expr, Function, Relation};
use vendepunkt::scenario::{Definition, Known, Quantity, Scenario};

/// A family as its table in the TOML text says it.
enum Family {
    Fixed(f64),
    Uniform(f64, f64),
    Triangular(Triangular<f64>),
    Pert(Pert<f64>),
    Normal(Normal<f64>),
    Lognormal(LogNormal<f64>),
    Beta(Beta<f64>),
    Gamma(Gamma<f64>),
    Weibull(Weibull<f64>),
    Exponential(Exp<f64>),
    LogitNormal { location: f64, sd: f64 },
    StudentT { mean: f64, scale: f64, unit: StudentT<f64> },
    Discrete { values: Vec<f64>, weights: Vec<f64> },
    Mixture { parts: Vec<Law>, weights: Vec<f64> },
    Metalog { a: [f64; 3], min: Option<f64>, max: Option<f64> },
}

/// A family, truncated where `min` or `max` stand beside it.
struct Law {
    family: Family,
    min: f64,
    max: f64,
}

/// The standard normal quantile by bisection: slow, plain, and nobody else's.
pub fn normal_quantile(p: f64) -> f64 {
    let (mut low, mut high) = (-40.0, 40.0);
    for _ in 0..200 {
        let middle = 0.5 * (low + high);
        if 0.5 * libm::erfc(-middle / std::f64::consts::SQRT_2) < p {
            low = middle;
        } else {
            high = middle;
        }
    }
    0.5 * (low + high)
}

/// α and β of the beta law with two quantiles `(p, x)`: the smaller first. Both parameters are larger than 1. By bisection of Simpson's rule over the density.
fn beta_of_quantiles([(p1, x1), (p2, x2)]: [(f64, f64); 2]) -> (f64, f64) {
    const STEPS: usize = 2_000;
    let below = |x: f64, alpha: f64, beta: f64| {
        let constant = libm::lgamma(alpha + beta) - libm::lgamma(alpha) - libm::lgamma(beta);
        let density = |y: f64| (constant + (alpha - 1.0) * y.ln() + (beta - 1.0) * (1.0 - y).ln()).exp();
        let step = x / STEPS as f64;
        let inner = (1..STEPS).map(|i| if i % 2 == 1 { 4.0 } else { 2.0 } * density(step * i as f64));
        (inner.sum::<f64>() + density(x)) * step / 3.0
    };
    let bisect = |mut low: f64, mut high: f64, is_low: &dyn Fn(f64) -> bool| {
        for _ in 0..60 {
            let middle = 0.5 * (low + high);
            *if is_low(middle) { &mut low } else { &mut high } = middle;
        }
        0.5 * (low + high)
    };
    // A higher mean has less below x1; a larger sum of the parameters is narrower, and has more below x2.
    let with_sum = |n: f64| {
        let mean = bisect(1.0 / n, 1.0 - 1.0 / n, &|mean| below(x1, mean * n, (1.0 - mean) * n) > p1);
        (mean * n, (1.0 - mean) * n)
    };
    let n = bisect(2.0, 2_000.0, &|n| {
        let (alpha, beta) = with_sum(n);
        below(x2, alpha, beta) < p2
    });
    with_sum(n)
}

fn logit(p: f64) -> f64 {
    (p / (1.0 - p)).ln()
}

fn number(value: &toml::Value) -> f64 {
    match value {
        toml::Value::Integer(whole) => *whole as f64,
        toml::Value::Float(number) => *number,
        other => panic!("not a number: {other}"),
    }
}

/// The numbers of a list that holds nothing else (a mixture's parts are a list too).
fn numbers(value: &toml::Value) -> Option<Vec<f64>> {
    let is_number = |v: &toml::Value| v.is_integer() || v.is_float();
    let list = value.as_array().filter(|list| list.iter().all(is_number))?;
    Some(list.iter().map(number).collect())
}

impl Law {
    /// Reads the family that stands in a table beside other keys.
    fn read(table: &toml::Table) -> Option<Law> {
        let bound = |key: &str, none: f64| table.get(key).map_or(none, number);
        let (min, max) = (bound("min", f64::NEG_INFINITY), bound("max", f64::INFINITY));
        let family = table.iter().find_map(|(name, value)| Family::read(name, value))?;
        Some(Law { family, min, max })
    }

    fn draw(&self, rng: &mut ChaCha8Rng) -> f64 {
        loop {
            let x = self.family.draw(rng);
            if x >= self.min && x <= self.max {
                return x;
            }
        }
    }
}

impl Family {
    fn read(name: &str, value: &toml::Value) -> Option<Family> {
        if name == "fixed" {
            return Some(Family::Fixed(number(value)));
        }
        let table = value.as_table()?;
        let get = |key: &str| table.get(key).map(number);
        let at = |key: &str| get(key).unwrap_or_else(|| panic!("{name} has no {key}"));
        let list = |key: &str| numbers(&table[key]).expect("a list of numbers");
        // Two quantiles as (z, x) pairs, where the family is written so.
        let mut quantiles: Vec<(f64, f64)> = table
            .iter()
            .filter_map(|(key, x)| {
                let percent: f64 = key.strip_prefix('p')?.parse().ok()?;
                Some((percent / 100.0, number(x)))
            })
            .collect();
        // An interval leaves equal tails.
        for (key, ends) in table {
            if let Some(level) = key.strip_prefix("ci").and_then(|level| level.parse::<f64>().ok()) {
                let (tail, ends) = (0.5 - 0.005 * level, numbers(ends).expect("two ends"));
                quantiles.extend([(tail, ends[0]), (1.0 - tail, ends[1])]);
            }
        }
        // Location and scale of a law whose transformed quantiles are a line in `z(p)`.
        let line = |z: &dyn Fn(f64) -> f64, y: &dyn Fn(f64) -> f64| {
            let [(p1, x1), (p2, x2)] = quantiles[..] else { panic!("{name} needs two quantiles") };
            let scale = (y(x2) - y(x1)) / (z(p2) - z(p1));
            (y(x1) - scale * z(p1), scale)
        };
        let same = |x: f64| x;
        let two = quantiles.len() == 2;
        Some(match name {
            "uniform" if two => {
                let (low, width) = line(&same, &same);
                Family::Uniform(low, low + width)
            }
            "uniform" => Family::Uniform(at("min"), at("max")),
            "triangular" => Family::Triangular(Triangular::new(at("low"), at("high"), at("mode")).unwrap()),
            "pert" => Family::Pert(
                Pert::new(at("low"), at("high"))
                    .with_shape(get("lambda").unwrap_or(4.0))
                    .with_mode(at("mode"))
                    .unwrap(),
            ),
            "normal" if two => {
                let (mean, sd) = line(&normal_quantile, &same);
                Family::Normal(Normal::new(mean, sd).unwrap())
            }
            "normal" => Family::Normal(Normal::new(at("mean"), at("sd")).unwrap()),
            "lognormal" if two => {
                let (mu, sigma) = line(&normal_quantile, &f64::ln);
                Family::Lognormal(LogNormal::new(mu, sigma).unwrap())
            }
            "lognormal" => {
                let variance = (1.0 + (at("sd") / at("mean")).powi(2)).ln();
                Family::Lognormal(LogNormal::new(at("mean").ln() - 0.5 * variance, variance.sqrt()).unwrap())
            }
            "beta" => {
                let (alpha, beta) = if let (Some(alpha), Some(beta)) = (get("alpha"), get("beta")) {
                    (alpha, beta)
                } else if let [low, high] = quantiles[..] {
                    beta_of_quantiles([low, high])
                } else if let Some(successes) = get("successes") {
                    (successes + 0.5, at("trials") - successes + 0.5)
                } else if let Some(n) = get("n") {
                    (at("mean") * n, (1.0 - at("mean")) * n)
                } else {
                    let (mean, sd) = (at("mean"), at("sd"));
                    let n = mean * (1.0 - mean) / (sd * sd) - 1.0;
                    (mean * n, (1.0 - mean) * n)
                };
                Family::Beta(Beta::new(alpha, beta).unwrap())
            }
            "gamma" => {
                let (shape, scale) = match get("shape") {
                    Some(shape) => (shape, at("scale")),
                    None => ((at("mean") / at("sd")).powi(2), at("sd").powi(2) / at("mean")),
                };
                Family::Gamma(Gamma::new(shape, scale).unwrap())
            }
            "weibull" if two => {
                // ln x = ln scale + ln(−ln(1 − p)) / shape
                let (log_scale, inverse_shape) = line(&|p| (-(1.0 - p).ln()).ln(), &f64::ln);
                Family::Weibull(Weibull::new(log_scale.exp(), 1.0 / inverse_shape).unwrap())
            }
            "weibull" => Family::Weibull(Weibull::new(at("scale"), at("shape")).unwrap()),
            "exponential" => Family::Exponential(Exp::new(1.0 / at("mean")).unwrap()),
            "logit_normal" if two => {
                let (location, sd) = line(&normal_quantile, &logit);
                Family::LogitNormal { location, sd }
            }
            "logit_normal" => Family::LogitNormal { location: logit(at("median")), sd: at("sd") },
            "student_t" => Family::StudentT {
                mean: at("mean"),
                scale: at("scale"),
                unit: StudentT::new(at("df")).unwrap(),
            },
            "discrete" => Family::Discrete { values: list("values"), weights: list("weights") },
            "empirical" => {
                let values = list("values");
                let weights = vec![1.0 / values.len() as f64; values.len()];
                Family::Discrete { values, weights }
            }
            "mixture" => {
                let part = |part: &toml::Value| {
                    part.as_table().and_then(Law::read).unwrap_or_else(|| panic!("unknown part {part}"))
                };
                let parts = table["parts"].as_array().unwrap().iter().map(part).collect();
                Family::Mixture { parts, weights: list("weights") }
            }
            "metalog" => {
                // Keelin (2016): x = a1 + (a2 + a3 (u − ½)) logit u through the points at 0.1, 0.5 and 0.9.
                let (min, max) = (get("min"), get("max"));
                let y = |x: f64| match (min, max) {
                    (None, None) => x,
                    (Some(min), None) => (x - min).ln(),
                    (None, Some(max)) => -(max - x).ln(),
                    (Some(min), Some(max)) => logit((x - min) / (max - min)),
                };
                let (y10, y50, y90) = (y(at("p10")), y(at("p50")), y(at("p90")));
                let l = logit(0.9);
                // y90 − y50 = (a2 + 0.4 a3) l and y50 − y10 = (a2 − 0.4 a3) l.
                let a2 = (y90 - y10) / (2.0 * l);
                let a3 = (y90 + y10 - 2.0 * y50) / (0.8 * l);
                Family::Metalog { a: [y50, a2, a3], min, max }
            }
            _ => return None,
        })
    }

    fn draw(&self, rng: &mut ChaCha8Rng) -> f64 {
        match self {
            Family::Fixed(value) => *value,
            Family::Uniform(min, max) => min + (max - min) * rng.random::<f64>(),
            Family::Triangular(law) => law.sample(rng),
            Family::Pert(law) => law.sample(rng),
            Family::Normal(law) => law.sample(rng),
            Family::Lognormal(law) => law.sample(rng),
            Family::Beta(law) => law.sample(rng),
            Family::Gamma(law) => law.sample(rng),
            Family::Weibull(law) => law.sample(rng),
            Family::Exponential(law) => law.sample(rng),
            Family::LogitNormal { location, sd } => {
                let z: f64 = StandardNormal.sample(rng);
                1.0 / (1.0 + (-(location + sd * z)).exp())
            }
            Family::StudentT { mean, scale, unit } => mean + scale * unit.sample(rng),
            Family::Discrete { values, weights } => values[pick(weights, rng)],
            Family::Mixture { parts, weights } => parts[pick(weights, rng)].draw(rng),
            Family::Metalog { a, min, max } => {
                let u: f64 = rng.random();
                let y = a[0] + (a[1] + a[2] * (u - 0.5)) * logit(u);
                match (min, max) {
                    (None, None) => y,
                    (Some(min), None) => min + y.exp(),
                    (None, Some(max)) => max - (-y).exp(),
                    (Some(min), Some(max)) => min + (max - min) / (1.0 + (-y).exp()),
                }
            }
        }
    }
}

/// Index drawn with the given chances.
pub fn pick(weights: &[f64], rng: &mut ChaCha8Rng) -> usize {
    let mut u = rng.random::<f64>() * weights.iter().sum::<f64>();
    for (index, weight) in weights.iter().enumerate() {
        if u < *weight {
            return index;
        }
        u -= weight;
    }
    weights.iter().rposition(|weight| *weight > 0.0).expect("a weight above 0")
}

/// The α of each part of an input.
pub fn alphas(document: &toml::Table, input: &str) -> Vec<(String, f64)> {
    let table = document["inputs"][input]["dirichlet"].as_table().expect("a family with parts");
    let (key, add, times) = match table.get("n") {
        Some(n) => ("mean", 0.0, number(n)),
        None if table.contains_key("counts") => ("counts", 0.5, 1.0),
        None => ("alpha", 0.0, 1.0),
    };
    let parts = table[key].as_table().expect("parts");
    parts.iter().map(|(part, x)| (part.clone(), times * (number(x) + add))).collect()
}

/// Every family input, and every part of one, in every draw: `columns[name][draw]`.
pub fn draw_inputs(
    scenario: &Scenario,
    document: &toml::Table,
    draws: usize,
    rng: &mut ChaCha8Rng,
) -> BTreeMap<String, Vec<f64>> {
    let mut columns = BTreeMap::new();
    for (name, input) in &scenario.inputs {
        if let Definition::Dirichlet(_) = input.definition {
            let alphas = alphas(document, name);
            columns.extend(alphas.iter().map(|(part, _)| (format!("{name}.{part}"), Vec::new())));
            for _ in 0..draws {
                // Gamma numbers with one scale, divided by their sum.
                let gamma = |(_, alpha): &(String, f64)| Gamma::new(*alpha, 1.0).unwrap().sample(rng);
                let gammas: Vec<f64> = alphas.iter().map(gamma).collect();
                let sum: f64 = gammas.iter().sum();
                for ((part, _), gamma) in alphas.iter().zip(gammas) {
                    columns.get_mut(&format!("{name}.{part}")).unwrap().push(gamma / sum);
                }
            }
        }
        let Definition::Law(_) = input.definition else { continue };
        let table = document["inputs"][name].as_table().expect("an input is a table");
        let law = Law::read(table).unwrap_or_else(|| panic!("no family in {name}"));
        columns.insert(name.clone(), (0..draws).map(|_| law.draw(rng)).collect::<Vec<f64>>());
    }
    for group in scenario.correlations.values() {
        correlate(&group.inputs, &group.spearman, &mut columns, rng);
    }
    columns
}

/// Rearranges each column in the order of correlated normals: the marginals stay what they are, the ranks are
/// those of a Gaussian copula. Spearman ρ of a normal pair needs Pearson 2 sin(πρ/6).
fn correlate(
    names: &[String],
    spearman: &[Vec<f64>],
    columns: &mut BTreeMap<String, Vec<f64>>,
    rng: &mut ChaCha8Rng,
) {
    let size = names.len();
    let pearson = |i: usize, j: usize| {
        if i == j { 1.0 } else { 2.0 * (std::f64::consts::PI * spearman[i][j] / 6.0).sin() }
    };
    let mut lower = vec![vec![0.0; size]; size];
    for i in 0..size {
        for j in 0..=i {
            let rest: f64 = pearson(i, j) - (0..j).map(|k| lower[i][k] * lower[j][k]).sum::<f64>();
            lower[i][j] = if i == j { rest.sqrt() } else { rest / lower[j][j] };
        }
    }
    let draws = columns[&names[0]].len();
    let mut normals = vec![vec![0.0; draws]; size];
    for draw in 0..draws {
        let independent: Vec<f64> = (0..size).map(|_| StandardNormal.sample(rng)).collect();
        for i in 0..size {
            normals[i][draw] = (0..=i).map(|k| lower[i][k] * independent[k]).sum();
        }
    }
    for (name, normal) in names.iter().zip(&normals) {
        let mut order: Vec<usize> = (0..draws).collect();
        order.sort_by(|a, b| normal[*a].total_cmp(&normal[*b]));
        let column = columns.get_mut(name).expect("a correlated input is drawn");
        let mut sorted = column.clone();
        sorted.sort_by(f64::total_cmp);
        for (rank, draw) in order.into_iter().enumerate() {
            column[draw] = sorted[rank];
        }
    }
}

/// A person by what they differ in: values of inputs by name.
pub type Person = BTreeMap<String, f64>;

/// How people differ.
#[derive(Default)]
pub struct Persons {
    laws: Vec<(String, Law)>,
    /// Everybody there can be, with their chances, where all laws are on single values.
    pub cases: Vec<(f64, Person)>,
}

impl Persons {
    /// Those of a scenario.
    pub fn of(scenario: &Scenario, document: &toml::Table) -> Persons {
        let mut persons = Persons { laws: Vec::new(), cases: vec![(1.0, Person::new())] };
        for (name, input) in &scenario.inputs {
            let Definition::People(_) = input.definition else { continue };
            let law = Law::read(document["inputs"][name].as_table().unwrap()).expect("a family");
            let Family::Discrete { values, weights } = &law.family else {
                panic!("`{name}` is not on single values")
            };
            let total: f64 = weights.iter().sum();
            let mut cases = Vec::new();
            for (chance, person) in &persons.cases {
                for (value, weight) in values.iter().zip(weights) {
                    let mut person = person.clone();
                    person.insert(name.clone(), *value);
                    cases.push((chance * weight / total, person));
                }
            }
            persons.cases = cases;
            persons.laws.push((name.clone(), law));
        }
        persons
    }

    /// Somebody.
    pub fn draw(&self, rng: &mut ChaCha8Rng) -> Person {
        self.laws.iter().map(|(name, law)| (name.clone(), law.draw(rng))).collect()
    }
}

/// One draw of every input, and the values of formulas over it.
#[derive(Clone)]
pub struct Parameters<'a> {
    /// The scenario.
    pub scenario: &'a Scenario,
    /// The family inputs.
    pub drawn: BTreeMap<String, f64>,
    /// Whether optimism and cashable count; without, both are 1.
    pub adjusted: bool,
    /// What is known by the end of the year in which a payment is worked out.
    pub known: BTreeMap<Known, f64>,
    /// How people differ.
    pub persons: &'a Persons,
}

impl Parameters<'_> {
    /// The same for one person.
    pub fn of_person(&self, person: &Person) -> Self {
        let mut one = self.clone();
        for (name, value) in person {
            one.drawn.insert(name.clone(), *value);
        }
        one
    }

    /// Whether an amount reads what differs from person to person.
    pub fn differs(&self, amount: &Quantity) -> bool {
        amount.expr.inputs().iter().any(|name| match &self.scenario.inputs[*name].definition {
            Definition::People(_) => true,
            Definition::Law(_) | Definition::Dirichlet(_) => false,
            Definition::Formula(expr) => expr
                .inputs()
                .iter()
                .any(|name| matches!(self.scenario.inputs[*name].definition, Definition::People(_))),
        })
    }

    /// Value of an input, optimism included.
    pub fn input(&self, name: &str) -> f64 {
        let input = &self.scenario.inputs[name];
        let value = match &input.definition {
            Definition::Law(_) | Definition::People(_) => self.drawn[name] * self.inflated(name),
            Definition::Formula(expr) => self.evaluate(expr),
            Definition::Dirichlet(_) => panic!("{name} is no number"),
        };
        match &input.optimism {
            Some(optimism) if self.adjusted => value * self.quantity(optimism),
            _ => value,
        }
    }

    /// From the prices of an input's own year to those of the scenario.
    fn inflated(&self, name: &str) -> f64 {
        match (&self.scenario.prices, self.scenario.inputs[name].price_year) {
            (Some(prices), Some(own)) => prices.index[&self.scenario.price_year] / prices.index[&own],
            _ => 1.0,
        }
    }

    /// The same where something is known.
    pub fn with_known(&self, known: BTreeMap<Known, f64>) -> Self {
        Parameters {
            scenario: self.scenario,
            drawn: self.drawn.clone(),
            adjusted: self.adjusted,
            known,
            persons: self.persons,
        }
    }

    /// Value of a structural number.
    pub fn quantity(&self, quantity: &Quantity) -> f64 {
        self.evaluate(&quantity.expr)
    }

    /// Value of a structural number that is a share or chance.
    pub fn share(&self, quantity: &Quantity) -> f64 {
        self.quantity(quantity).clamp(0.0, 1.0)
    }

    fn evaluate(&self, expr: &Expr) -> f64 {
        match expr {
            Expr::Number(value) => *value,
            Expr::Input(name) => self.input(name),
            Expr::Part { input, part } => self.drawn[&format!("{input}.{part}")],
            Expr::Negate(inner) => -self.evaluate(inner),
            Expr::Chain(first, rest) => rest.iter().fold(self.evaluate(first), |left, (op, right)| {
                let right = self.evaluate(right);
                match op {
                    BinaryOp::Add => left + right,
                    BinaryOp::Subtract => left - right,
                    BinaryOp::Multiply => left * right,
                    BinaryOp::Divide => left / right,
                }
            }),
            Expr::Known(known) => self.known[known.as_ref()],
            Expr::If(choice) => {
                let (left, right) = (self.evaluate(&choice.left), self.evaluate(&choice.right));
                let holds = match choice.relation {
                    Relation::Less => !reaches(left, right),
                    Relation::AtMost => reaches(right, left),
                    Relation::More => !reaches(right, left),
                    Relation::AtLeast => reaches(left, right),
                };
                self.evaluate(if holds { &choice.then } else { &choice.otherwise })
            }
            Expr::Tier(tier) => {
                let (of, steps) = tier.as_ref();
                let of = self.evaluate(of);
                let last = steps.iter().rev().find(|(threshold, _)| reaches(of, self.evaluate(threshold)));
                last.map_or(0.0, |(_, value)| self.evaluate(value))
            }
            Expr::Power(base, exponent) => self.evaluate(base).powf(self.evaluate(exponent)),
            Expr::Call(function, arguments) => {
                let values: Vec<f64> = arguments.iter().map(|argument| self.evaluate(argument)).collect();
                match function {
                    Function::Min => values.into_iter().reduce(f64::min).expect("min has arguments"),
                    Function::Max => values.into_iter().reduce(f64::max).expect("max has arguments"),
                    Function::Abs => values[0].abs(),
                    Function::Exp => values[0].exp(),
                    Function::Ln => values[0].ln(),
                    Function::Sqrt => values[0].sqrt(),
                }
            }
        }
    }
}

/// Whether a ≥ b, ties included.
fn reaches(a: f64, b: f64) -> bool {
    a >= b || (a - b).abs() <= 1e-9 * a.abs().max(b.abs())
}
