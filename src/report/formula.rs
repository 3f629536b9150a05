//! Formulas, written out again for a reader.

use super::digits::written;
use crate::scenario::formula::{BinaryOp, Expr};

/// The formula as text, with the parentheses that it needs and no others.
pub fn write(formula: &Expr) -> String {
    match formula {
        Expr::Number(value) => written(*value),
        Expr::Input(name) => name.clone(),
        Expr::Negate(inner) => format!("−{}", within(inner, 3)),
        Expr::Binary(op, left, right) => {
            let (sign, level) = sign(*op);
            // A chain of − or / reads from the left, of ^ from the right.
            let (left_level, right_level) = match op {
                BinaryOp::Power => (level + 1, level),
                BinaryOp::Subtract | BinaryOp::Divide => (level, level + 1),
                BinaryOp::Add | BinaryOp::Multiply => (level, level),
            };
            format!("{} {sign} {}", within(left, left_level), within(right, right_level))
        }
        Expr::Call(function, arguments) => {
            let arguments: Vec<String> = arguments.iter().map(write).collect();
            format!("{}({})", function.name(), arguments.join(", "))
        }
    }
}

fn within(formula: &Expr, level: u8) -> String {
    let own = match formula {
        Expr::Binary(op, ..) => sign(*op).1,
        Expr::Negate(_) => 3,
        Expr::Number(value) if *value < 0.0 => 3,
        Expr::Number(_) | Expr::Input(_) | Expr::Call(..) => 5,
    };
    if own < level { format!("({})", write(formula)) } else { write(formula) }
}

/// Sign of an operator and how tightly it binds (unary minus: 3).
fn sign(op: BinaryOp) -> (&'static str, u8) {
    match op {
        BinaryOp::Add => ("+", 1),
        BinaryOp::Subtract => ("−", 1),
        BinaryOp::Multiply => ("×", 2),
        BinaryOp::Divide => ("/", 2),
        BinaryOp::Power => ("^", 4),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::formula::Function;

    fn binary(op: BinaryOp, left: Expr, right: Expr) -> Expr {
        Expr::Binary(op, Box::new(left), Box::new(right))
    }

    fn input(name: &str) -> Expr {
        Expr::Input(name.to_owned())
    }

    #[test]
    fn parentheses_stand_only_where_they_change_the_meaning() {
        let sum = binary(BinaryOp::Add, Expr::Number(1.0), input("overhead"));
        let product = binary(BinaryOp::Multiply, input("price"), sum.clone());
        assert_eq!(write(&product), "price × (1 + overhead)");
        assert_eq!(
            write(&binary(BinaryOp::Add, product, sum.clone())),
            "price × (1 + overhead) + 1 + overhead"
        );
        assert_eq!(write(&binary(BinaryOp::Subtract, input("a"), sum)), "a − (1 + overhead)");
        let power = binary(BinaryOp::Power, input("a"), binary(BinaryOp::Power, input("b"), input("c")));
        assert_eq!(write(&power), "a ^ b ^ c");
        assert_eq!(write(&Expr::Negate(Box::new(power.clone()))), "−a ^ b ^ c");
        let negated = Expr::Negate(Box::new(input("a")));
        assert_eq!(write(&binary(BinaryOp::Power, negated, input("b"))), "(−a) ^ b");
        assert_eq!(write(&Expr::Call(Function::Min, vec![input("a"), Expr::Number(0.5)])), "min(a, 0.5)");
    }
}
