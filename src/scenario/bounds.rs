//! Between which numbers a formula lies, whatever its inputs come to: interval arithmetic (Moore 1966) over the supports of
//! the laws. The bounds hold, and may be wider than what can be.

use std::collections::BTreeMap;

use super::document::{Definition, Input};
use super::formula::{BinaryOp, Expr, Function};
use super::known::Known;

/// A lower and an upper bound; infinite where nothing is known.
pub type Bounds = (f64, f64);

const UNKNOWN: Bounds = (f64::NEG_INFINITY, f64::INFINITY);

/// Nodes of formulas that are looked at, and inputs within inputs; beyond them nothing is known.
const MOST_NODES: usize = 10_000;
const MOST_INPUTS: usize = 16;

/// The bounds of an expression.
pub fn of(expr: &Expr, inputs: &BTreeMap<String, Input>) -> Bounds {
    Search { inputs, nodes: MOST_NODES }.expr(expr, MOST_INPUTS)
}

struct Search<'a> {
    inputs: &'a BTreeMap<String, Input>,
    nodes: usize,
}

impl Search<'_> {
    fn expr(&mut self, expr: &Expr, deeper: usize) -> Bounds {
        let Some(nodes) = self.nodes.checked_sub(1) else { return UNKNOWN };
        self.nodes = nodes;
        let bounds = match expr {
            Expr::Number(x) => (*x, *x),
            Expr::Input(name) => self.input(name, deeper),
            Expr::Part { .. } => (0.0, 1.0),
            Expr::Negate(inner) => {
                let (low, high) = self.expr(inner, deeper);
                (-high, -low)
            }
            Expr::Chain(first, rest) => rest.iter().fold(self.expr(first, deeper), |left, (op, right)| {
                known(binary(*op, left, self.expr(right, deeper)))
            }),
            Expr::Power(..) => UNKNOWN,
            Expr::If(choice) => either(self.expr(&choice.then, deeper), self.expr(&choice.otherwise, deeper)),
            Expr::Tier(tier) => {
                tier.1.iter().fold((0.0, 0.0), |all, (_, value)| either(all, self.expr(value, deeper)))
            }
            Expr::Known(known) => match **known {
                Known::Achieved(..) | Known::Entrants(_) | Known::Paid(_) => (0.0, f64::INFINITY),
                Known::Additional(..) | Known::Saved(_) | Known::Spent(_) => UNKNOWN,
            },
            Expr::Call(function, arguments) => {
                let bounds: Vec<Bounds> = arguments.iter().map(|a| self.expr(a, deeper)).collect();
                call(*function, &bounds)
            }
        };
        known(bounds)
    }

    fn input(&mut self, name: &str, deeper: usize) -> Bounds {
        let (Some(input), Some(deeper)) = (self.inputs.get(name), deeper.checked_sub(1)) else {
            return UNKNOWN;
        };
        let bounds = match &input.definition {
            Definition::Law(law) | Definition::People(law) => law.support(),
            // What is written of it as one number has been refused.
            Definition::Dirichlet(_) => UNKNOWN,
            Definition::Formula(expr) => self.expr(expr, deeper),
        };
        match &input.optimism {
            Some(factor) => binary(BinaryOp::Multiply, bounds, self.expr(&factor.expr, deeper)),
            None => bounds,
        }
    }
}

/// What overflows or is no number says nothing.
fn known(bounds: Bounds) -> Bounds {
    if bounds.0 <= bounds.1 { bounds } else { UNKNOWN }
}

/// One or the other.
fn either((a, b): Bounds, (c, d): Bounds) -> Bounds {
    (if c < a { c } else { a }, if d > b { d } else { b })
}

fn binary(op: BinaryOp, (a, b): Bounds, (c, d): Bounds) -> Bounds {
    match op {
        BinaryOp::Add => (a + c, b + d),
        BinaryOp::Subtract => (a - d, b - c),
        BinaryOp::Multiply => hull([product(a, c), product(a, d), product(b, c), product(b, d)]),
        BinaryOp::Divide if c > 0.0 || d < 0.0 => hull([a / c, a / d, b / c, b / d]),
        _ => UNKNOWN,
    }
}

fn call(function: Function, arguments: &[Bounds]) -> Bounds {
    let fold = |pick: fn(f64, f64) -> f64| {
        let each = |end: fn(&Bounds) -> f64| arguments.iter().map(end).reduce(pick).unwrap_or(f64::NAN);
        (each(|bounds| bounds.0), each(|bounds| bounds.1))
    };
    match (function, arguments) {
        (Function::Min, _) => fold(|a, b| if a < b { a } else { b }),
        (Function::Max, _) => fold(|a, b| if a > b { a } else { b }),
        (Function::Abs, [(low, high)]) if *low <= 0.0 && *high >= 0.0 => {
            (0.0, if -low > *high { -low } else { *high })
        }
        (Function::Abs, [(low, high)]) => hull([low.abs(), high.abs(), low.abs(), high.abs()]),
        (Function::Sqrt | Function::Exp, _) => (0.0, f64::INFINITY),
        _ => UNKNOWN,
    }
}

/// A product of bounds: nothing times anything is nothing.
fn product(a: f64, b: f64) -> f64 {
    if a == 0.0 || b == 0.0 { 0.0 } else { a * b }
}

fn hull(ends: [f64; 4]) -> Bounds {
    if ends.iter().any(|end| end.is_nan()) {
        return UNKNOWN;
    }
    let low = ends.iter().copied().fold(f64::INFINITY, |a, b| if a < b { a } else { b });
    let high = ends.iter().copied().fold(f64::NEG_INFINITY, |a, b| if a > b { a } else { b });
    (low, high)
}

#[cfg(test)]
mod tests {
    use super::super::formula_parser::parse;
    use super::*;

    #[test]
    fn formulas_lie_within_their_bounds() {
        let of = |text: &str| of(&parse(text).unwrap().expr, &BTreeMap::new());
        let infinity = f64::INFINITY;
        for (text, bounds) in [
            ("2 - 3", (-1.0, -1.0)),
            ("-(2 * 3)", (-6.0, -6.0)),
            ("6 / -2", (-3.0, -3.0)),
            ("abs(-3)", (3.0, 3.0)),
            ("max(0, unknown)", (0.0, infinity)),
            ("min(5, unknown) * 0", (0.0, 0.0)),
            ("abs(unknown)", (0.0, infinity)),
            ("-exp(unknown)", (-infinity, 0.0)),
            ("1 / unknown", UNKNOWN),
            ("0 / 0", UNKNOWN),
            ("unknown ^ 2", UNKNOWN),
            ("if(unknown < 1, -2, 5)", (-2.0, 5.0)),
            ("tier(unknown, 1, 5, 2, 7)", (0.0, 7.0)),
            ("tier(unknown, 1, -5, 2, max(7, unknown))", (-5.0, infinity)),
        ] {
            assert_eq!(of(text), bounds, "{text}");
        }
        assert_eq!(of(&format!("max(1, {}2)", "2,".repeat(4000))), (2.0, 2.0));
        // Too long to be looked at to its end: what is left may be anything.
        let many = (0..=MOST_NODES).map(|_| Expr::Number(2.0)).collect();
        let found = super::of(&Expr::Call(Function::Max, many), &BTreeMap::new());
        assert_eq!(found, (2.0, infinity));
    }
}
