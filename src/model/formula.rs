//! Formulas over inputs, compiled into the graph.

use super::column::{Binary, Unary, Value};
use super::inputs::{ModelError, Numbers, Spot};
use crate::scenario::formula::{BinaryOp, Choice, Expr, Function, Relation};
use crate::scenario::part_name;

impl Numbers<'_> {
    /// Adds a formula to the graph. Every input it names has its value (the scenario's checks say so).
    ///
    /// What may be no number is looked at where it arises: further on a `max`, a division or a factor of 0 would lose it.
    pub(super) fn compile(&mut self, expr: &Expr, spot: Spot<'_>) -> Result<Value, ModelError> {
        match expr {
            Expr::Number(x) => Ok(Value::Const(*x)),
            Expr::Input(name) => Ok(self.values[name]),
            Expr::Part { input, part } => Ok(self.values[&part_name(input, part)]),
            Expr::Known(known) => Ok(self.known[known.as_ref()]),
            Expr::If(choice) => self.choice(choice, spot),
            Expr::Tier(tier) => self.tier(&tier.0, &tier.1, spot),
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

    /// What is compared is looked at: of what is no number nothing can be said.
    fn compared(&mut self, expr: &Expr, spot: Spot<'_>) -> Result<Value, ModelError> {
        let value = self.compile(expr, spot)?;
        self.partial(value, spot)
    }

    fn choice(&mut self, choice: &Choice, spot: Spot<'_>) -> Result<Value, ModelError> {
        let (left, right) = (self.compared(&choice.left, spot)?, self.compared(&choice.right, spot)?);
        // The strict relations are the opposites of the others, ties and all.
        let (a, b, holds) = match choice.relation {
            Relation::AtLeast => (left, right, true),
            Relation::Less => (left, right, false),
            Relation::AtMost => (right, left, true),
            Relation::More => (right, left, false),
        };
        let reached = self.graph.binary(Binary::Reaches, a, b);
        let then = self.branch((reached, holds), &choice.then, spot)?;
        let otherwise = self.branch((reached, !holds), &choice.otherwise, spot)?;
        let (then, otherwise) = if holds { (then, otherwise) } else { (otherwise, then) };
        Ok(self.graph.select(reached, then, otherwise))
    }

    fn tier(&mut self, of: &Expr, steps: &[(Expr, Expr)], spot: Spot<'_>) -> Result<Value, ModelError> {
        let of = self.compared(of, spot)?;
        let mut reached = Vec::with_capacity(steps.len());
        for (threshold, _) in steps {
            let threshold = self.compared(threshold, spot)?;
            reached.push(self.graph.binary(Binary::Reaches, of, threshold));
        }
        // A step counts where its threshold is reached and none that is listed later.
        let (mut taken, mut none_later) = (reached.clone(), Value::ONE);
        for taken in taken.iter_mut().rev() {
            let reached = *taken;
            *taken = self.graph.select(reached, none_later, Value::ZERO);
            none_later = self.graph.select(reached, Value::ZERO, none_later);
        }
        let mut tier = Value::ZERO;
        for ((_, value), (reached, taken)) in steps.iter().zip(reached.into_iter().zip(taken)) {
            let value = self.branch((taken, true), value, spot)?;
            tier = self.graph.select(reached, value, tier);
        }
        Ok(tier)
    }

    /// An expression of which it counts only where it is taken whether it is a number.
    fn branch(&mut self, taken: (Value, bool), expr: &Expr, spot: Spot<'_>) -> Result<Value, ModelError> {
        let (decides, is_one) = taken;
        let around = self.branches.last().copied().unwrap_or(Value::ONE);
        let (then, otherwise) = if is_one { (around, Value::ZERO) } else { (Value::ZERO, around) };
        let taken = self.graph.select(decides, then, otherwise);
        self.branches.push(taken);
        let value = self.compile(expr, spot);
        self.branches.pop();
        value
    }

    /// Refuses what is no number, though nothing comes to depend on it; within a branch, where the branch is taken.
    fn partial(&mut self, value: Value, spot: Spot<'_>) -> Result<Value, ModelError> {
        let looked_at = match self.branches.last() {
            Some(taken) => self.graph.select(*taken, value, Value::ZERO),
            None => value,
        };
        let finite = self.finite(looked_at, spot)?;
        if let Value::Column(id) = finite {
            self.partials.push(id);
        }
        Ok(if self.branches.is_empty() { finite } else { value })
    }
}
