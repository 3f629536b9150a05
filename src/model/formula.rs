//! Formulas over inputs, compiled into the graph.

use super::column::{Binary, Unary, Value};
use super::inputs::{ModelError, Numbers, Spot};
use crate::scenario::formula::{BinaryOp, Expr, Function};

impl Numbers<'_> {
    /// Adds a formula to the graph. Every input it names has its value (the scenario's checks say so).
    ///
    /// What may be no number is looked at where it arises: further on a `max`, a division or a factor of 0 would lose it.
    pub(super) fn compile(&mut self, expr: &Expr, spot: Spot<'_>) -> Result<Value, ModelError> {
        match expr {
            Expr::Number(x) => Ok(Value::Const(*x)),
            Expr::Input(name) => Ok(self.values[name]),
            Expr::Negate(of) => {
                let value = self.compile(of, spot)?;
                Ok(self.graph.scale(-1.0, value))
            }
            Expr::Chain(first, rest) => {
                let mut value = self.compile(first, spot)?;
                for (op, next) in rest {
                    let next = self.compile(next, spot)?;
                    value = match op {
                        BinaryOp::Add => self.graph.add2(value, next),
                        BinaryOp::Subtract => self.graph.subtract(value, next),
                        BinaryOp::Multiply => self.graph.multiply(value, next),
                        BinaryOp::Divide => {
                            let ratio = self.graph.binary(Binary::Divide, value, next);
                            self.partial(ratio, spot)?
                        }
                    };
                }
                Ok(value)
            }
            Expr::Power(base, exponent) => {
                let (base, exponent) = (self.compile(base, spot)?, self.compile(exponent, spot)?);
                let power = self.graph.binary(Binary::Power, base, exponent);
                self.partial(power, spot)
            }
            Expr::Call(function, arguments) => {
                let mut values = Vec::with_capacity(arguments.len());
                for argument in arguments {
                    values.push(self.compile(argument, spot)?);
                }
                let graph = &mut *self.graph;
                let mut values = values.into_iter();
                let first = values.next().expect("every function takes an argument");
                let value = match function {
                    Function::Min => values.fold(first, |a, b| graph.binary(Binary::Minimum, a, b)),
                    Function::Max => values.fold(first, |a, b| graph.binary(Binary::Maximum, a, b)),
                    Function::Abs => graph.unary(Unary::Absolute, first),
                    Function::Exp => graph.unary(Unary::Exponential, first),
                    Function::Ln => graph.unary(Unary::Logarithm, first),
                    Function::Sqrt => graph.unary(Unary::SquareRoot, first),
                };
                match function {
                    Function::Ln | Function::Sqrt => self.partial(value, spot),
                    // A large power of e is a number, only none that is written: 1/(1 + exp(x)) may say so.
                    Function::Exp | Function::Min | Function::Max | Function::Abs => Ok(value),
                }
            }
        }
    }

    /// Refuses what is no number, though nothing comes to depend on it.
    fn partial(&mut self, value: Value, spot: Spot<'_>) -> Result<Value, ModelError> {
        let value = self.finite(value, spot)?;
        if let Value::Column(id) = value {
            self.partials.push(id);
        }
        Ok(value)
    }
}
