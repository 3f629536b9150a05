//! What a perspective sees of the money: payers added up, lines discounted.

use super::column::{Graph, Unary, Value};
use super::money::{Line, Money};

/// What one perspective sees.
pub struct View {
    /// Net flow by year.
    pub flows: Vec<Value>,
    /// By line.
    pub lines: Vec<LineValue>,
    /// Whether it weighs the two ends of a payment unequally.
    pub is_touched: bool,
    /// 1e-9 × Σ |present value of each line|: what counts as 0 (MODEL §3, ties).
    pub tolerance: Value,
}

/// Present value of a line.
pub struct LineValue {
    /// `costs.NAME`, `effects.NAME` or `payments.NAME`.
    pub name: String,
    /// Whether it is counted among the costs; what is paid by results is counted among the effects of both ends.
    pub is_cost: bool,
    /// A cost is negative.
    pub value: Value,
}

impl LineValue {
    /// The value, a cost positive.
    pub fn positive(&self, graph: &mut Graph) -> Value {
        if self.is_cost { graph.scale(-1.0, self.value) } else { self.value }
    }
}

/// Relative size of what counts as 0 (MODEL §3, ties).
pub const TIE: f64 = 1e-9;

impl Line {
    /// What it is worth now to who weighs the payers so; a cost is negative.
    pub(super) fn present_value(&self, graph: &mut Graph, weights: &[Value], factors: &[Value]) -> Value {
        let parts: Vec<Value> = self
            .strands
            .iter()
            .map(|strand| {
                let parts: Vec<_> = strand.shares.iter().copied().zip(weights.iter().copied()).collect();
                let weight = graph.linear(0.0, &parts);
                let discounted: Vec<Value> = strand
                    .quantity
                    .iter()
                    .zip(factors)
                    .map(|(quantity, factor)| graph.multiply(*factor, *quantity))
                    .collect();
                let units = graph.sum(&discounted);
                let value = graph.multiply(strand.amount, units);
                graph.multiply(weight, value)
            })
            .collect();
        graph.sum(&parts)
    }
}

impl Money {
    /// Adds the payers up as a perspective does.
    pub fn view(&self, graph: &mut Graph, weights: &[Value]) -> View {
        // What a payment is worth here of what it moves: nothing where both ends weigh the same.
        let ends = self.paid.iter().map(|paid| graph.subtract(weights[paid.to], weights[paid.from]));
        let ends: Vec<Value> = ends.collect();
        let flows = (0..self.factors.len())
            .map(|t| {
                let mut parts: Vec<Value> =
                    weights.iter().zip(&self.flows).map(|(w, flows)| graph.multiply(*w, flows[t])).collect();
                for (paid, weight) in self.paid.iter().zip(&ends).filter(|(_, weight)| !weight.is_zero()) {
                    parts.push(graph.multiply(*weight, paid.by_year[t]));
                }
                graph.sum(&parts)
            })
            .collect();
        let mut lines = Vec::new();
        let mut sizes = Vec::new();
        for line in &self.lines {
            let value = line.present_value(graph, weights, &self.factors);
            sizes.push(graph.unary(Unary::Absolute, value));
            lines.push(LineValue { name: line.name.clone(), is_cost: line.is_cost, value });
        }
        for (paid, weight) in self.paid.iter().zip(&ends) {
            let discounted = paid.by_year.iter().zip(&self.factors);
            let discounted: Vec<Value> =
                discounted.map(|(flow, factor)| graph.multiply(*factor, *flow)).collect();
            let in_all = graph.sum(&discounted);
            let value = graph.multiply(*weight, in_all);
            sizes.push(graph.unary(Unary::Absolute, value));
            lines.push(LineValue { name: format!("payments.{}", paid.name), is_cost: false, value });
        }
        let size = graph.sum(&sizes);
        let is_touched = ends.iter().any(|weight| !weight.is_zero());
        View { flows, lines, is_touched, tolerance: graph.scale(TIE, size) }
    }
}
