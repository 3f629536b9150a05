//! Formulas over inputs, compiled into the graph.

use std::collections::BTreeMap;

use super::column::{Binary, Graph, Unary, Value};
use crate::scenario::formula::{BinaryOp, Expr, Function};

/// Adds a formula to the graph. Every input it names is in `inputs` (the scenario's checks say so).
pub fn compile(graph: &mut Graph, expr: &Expr, inputs: &BTreeMap<String, Value>) -> Value {
    match expr {
        Expr::Number(x) => Value::Const(*x),
        Expr::Input(name) => inputs[name],
        Expr::Negate(of) => {
            let value = compile(graph, of, inputs);
            graph.scale(-1.0, value)
        }
        Expr::Binary(op, left, right) => {
            let (a, b) = (compile(graph, left, inputs), compile(graph, right, inputs));
            match op {
                BinaryOp::Add => graph.add2(a, b),
                BinaryOp::Subtract => graph.subtract(a, b),
                BinaryOp::Multiply => graph.multiply(a, b),
                BinaryOp::Divide => graph.binary(Binary::Divide, a, b),
                BinaryOp::Power => graph.binary(Binary::Power, a, b),
            }
        }
        Expr::Call(function, arguments) => {
            let mut values =
                arguments.iter().map(|a| compile(graph, a, inputs)).collect::<Vec<_>>().into_iter();
            let first = values.next().expect("every function takes an argument");
            match function {
                Function::Min => values.fold(first, |a, b| graph.binary(Binary::Minimum, a, b)),
                Function::Max => values.fold(first, |a, b| graph.binary(Binary::Maximum, a, b)),
                Function::Abs => graph.unary(Unary::Absolute, first),
                Function::Exp => graph.unary(Unary::Exponential, first),
                Function::Ln => graph.unary(Unary::Logarithm, first),
                Function::Sqrt => graph.unary(Unary::SquareRoot, first),
            }
        }
    }
}

/// The inputs that a formula names.
pub fn names(expr: &Expr, found: &mut Vec<String>) {
    match expr {
        Expr::Number(_) => {}
        Expr::Input(name) => found.push(name.clone()),
        Expr::Negate(of) => names(of, found),
        Expr::Binary(_, left, right) => {
            names(left, found);
            names(right, found);
        }
        Expr::Call(_, arguments) => arguments.iter().for_each(|a| names(a, found)),
    }
}
