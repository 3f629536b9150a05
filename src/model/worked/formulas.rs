//! Formulas of the scenario as terms over cells.

use super::sheet::Sheet;
use super::term::{Operation, Term};
use crate::scenario::formula::{BinaryOp, Expr, Function, Relation};
use crate::scenario::part_name;

impl Sheet<'_> {
    /// A formula. Every input that it names has its value, and so has what is known by the end of the year.
    pub fn expression(&self, expr: &Expr) -> Term {
        match expr {
            Expr::Number(x) => Term::Number(*x),
            Expr::Input(name) => self.used.get(name).cloned().unwrap_or(Term::Number(f64::NAN)),
            Expr::Part { input, part } => {
                self.used.get(&part_name(input, part)).cloned().unwrap_or(Term::Number(f64::NAN))
            }
            Expr::Known(known) => self.known.get(known.as_ref()).cloned().unwrap_or(Term::Number(f64::NAN)),
            Expr::Negate(of) => Term::Call(Operation::Negate, vec![self.expression(of)]),
            Expr::Chain(first, rest) => {
                let mut term = self.expression(first);
                for (op, next) in rest {
                    let operation = match op {
                        BinaryOp::Add => Operation::Add,
                        BinaryOp::Subtract => Operation::Subtract,
                        BinaryOp::Multiply => Operation::Multiply,
                        BinaryOp::Divide => Operation::Divide,
                    };
                    let next = self.expression(next);
                    term = match term {
                        // However long a sum or a product is, it is one.
                        Term::Call(before, mut terms)
                            if before == operation
                                && matches!(operation, Operation::Add | Operation::Multiply) =>
                        {
                            terms.push(next);
                            Term::Call(before, terms)
                        }
                        term => Term::Call(operation, vec![term, next]),
                    };
                }
                term
            }
            Expr::Power(base, exponent) => {
                Term::Call(Operation::Power, vec![self.expression(base), self.expression(exponent)])
            }
            Expr::Call(function, arguments) => {
                let operation = match function {
                    Function::Min => Operation::Minimum,
                    Function::Max => Operation::Maximum,
                    Function::Abs => Operation::Absolute,
                    Function::Exp => Operation::Exponential,
                    Function::Ln => Operation::Logarithm,
                    Function::Sqrt => Operation::SquareRoot,
                };
                Term::Call(operation, arguments.iter().map(|argument| self.expression(argument)).collect())
            }
            Expr::If(choice) => {
                let [left, right, then, otherwise] =
                    [&choice.left, &choice.right, &choice.then, &choice.otherwise]
                        .map(|part| self.expression(part));
                // The strict relations are the opposites of the others, ties and all.
                let parts = match choice.relation {
                    Relation::AtLeast => vec![left, right, then, otherwise],
                    Relation::Less => vec![left, right, otherwise, then],
                    Relation::AtMost => vec![right, left, then, otherwise],
                    Relation::More => vec![right, left, otherwise, then],
                };
                Term::Call(Operation::WhereReached, parts)
            }
            Expr::Tier(tier) => {
                let (of, steps) = tier.as_ref();
                let of = self.expression(of);
                // The last step that is reached, wherever it is listed.
                steps.iter().fold(Term::Number(0.0), |below, (threshold, value)| {
                    let parts = vec![of.clone(), self.expression(threshold), self.expression(value), below];
                    Term::Call(Operation::WhereReached, parts)
                })
            }
        }
    }
}
