//! Which values are affine in a column: a + b·x in every draw, a and b not depending on x.

use super::graph::Graph;
use super::node::{Node, NodeId, Value};
use super::operation::Binary;

/// How a value depends on a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Dependence {
    /// Not at all.
    None,
    /// As a + b·x.
    Affine,
    /// In some other way.
    Other,
}

impl Dependence {
    /// What a product has of its two factors.
    fn times(self, other: Dependence) -> Dependence {
        if self == Dependence::Affine && other == Dependence::Affine {
            return Dependence::Other;
        }
        if self > other { self } else { other }
    }

    /// What a function that is not linear makes of it.
    fn bent(self) -> Dependence {
        if self == Dependence::None { self } else { Dependence::Other }
    }
}

impl Graph {
    /// How values depend on a column, as far as the graph shows it: what is affine by chance is not seen.
    pub fn dependence(&self, of: &[Value], on: Value) -> Vec<Dependence> {
        let Value::Column(on) = on else { return vec![Dependence::None; of.len()] };
        let mut known = vec![Dependence::None; self.nodes.len()];
        known[on.0 as usize] = Dependence::Affine;
        // Operands come before what is made of them.
        for at in on.0 as usize + 1..self.nodes.len() {
            known[at] = dependence(&self.nodes[at], &known);
        }
        of.iter().map(|value| of_value(*value, &known)).collect()
    }
}

fn of_value(value: Value, known: &[Dependence]) -> Dependence {
    match value {
        Value::Const(_) => Dependence::None,
        Value::Column(NodeId(id)) => known[id as usize],
    }
}

fn dependence(node: &Node, known: &[Dependence]) -> Dependence {
    let of = |value: &Value| of_value(*value, known);
    let of_node = |id: &NodeId| known[id.0 as usize];
    let most = |a: Dependence, b: Dependence| if b > a { b } else { a };
    match node {
        Node::Uniform(_) | Node::Count => Dependence::None,
        Node::Quantile { u: id, .. } | Node::ScoreQuantile { z: id, .. } => of_node(id).bent(),
        Node::Linear { terms, .. } => terms.iter().map(|(_, id)| of_node(id)).fold(Dependence::None, most),
        Node::Binary(Binary::Multiply, a, b) => of(a).times(of(b)),
        Node::Binary(Binary::Divide, a, b) => most(of(a), of(b).bent()),
        Node::Binary(_, a, b) => most(of(a), of(b)).bent(),
        Node::Unary(_, id) | Node::Clamp { of: id, .. } => of_node(id).bent(),
        Node::Bounded { of: id, .. } => of_node(id),
        Node::Select { where_not_zero, then, otherwise } => {
            most(of_node(where_not_zero).bent(), most(of(then), of(otherwise)))
        }
        Node::Binomial { n, p, u } => most(most(of(n), of(p)), of_node(u)).bent(),
        Node::BetaBinomial { n, alpha, beta, u } => {
            most(most(of(n), most(of(alpha), of(beta))), of_node(u)).bent()
        }
        // Net benefit. How large a sum still counts as 0 is no part of it.
        Node::Trace { flows, factors, .. } => {
            let years = flows.iter().zip(factors).map(|(flow, factor)| of(flow).times(of(factor)));
            years.fold(Dependence::None, most)
        }
        Node::Deal { people, chances, .. } => chances.iter().map(of).fold(of(people), most).bent(),
        Node::People { counts, .. } => counts.iter().map(of).fold(Dependence::None, most).bent(),
        Node::Part { of, .. } => of_node(of).bent(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::distribution::Law;
    use crate::model::column::Unary;
    use crate::sampling::StreamName;

    #[test]
    fn products_of_others_are_affine_and_powers_are_not() {
        let mut graph = Graph::default();
        let law = Law::fixed(1.0);
        let mut input = |name: &str| {
            let u = graph.uniform(StreamName::Input(name.to_owned()));
            graph.quantile(name, &law, u)
        };
        let (y, x) = (input("y"), input("x"));
        let product = graph.multiply(x, y);
        let sum = graph.linear(3.0, &[(2.0, product), (-1.0, x)]);
        let square = graph.multiply(x, x);
        let ratio = graph.binary(Binary::Divide, sum, y);
        let inverse = graph.binary(Binary::Divide, y, x);
        let root = graph.unary(Unary::SquareRoot, x);
        let other = graph.unary(Unary::SquareRoot, y);
        let traced = graph.trace(&[sum, y], &[Value::ONE, y], Value::ZERO);
        let bent = graph.trace(&[sum, y], &[Value::ONE, x], Value::ZERO);
        let all = [product, sum, square, ratio, inverse, root, other, traced.net_benefit, bent.net_benefit];
        use Dependence::{Affine, None, Other};
        let expected = [Affine, Affine, Other, Affine, Other, Other, None, Affine, Affine];
        assert_eq!(graph.dependence(&all, x), expected);
        assert_eq!(graph.dependence(&[traced.break_even_year, Value::ONE], x), [Other, None]);
        assert_eq!(graph.dependence(&[x], Value::ONE), [None]);
    }
}
