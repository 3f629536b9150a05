//! Formulas, written out again for a reader.

use super::digits::Locale;
use crate::scenario::formula::{BinaryOp, Expr};

/// The formula as text, with the parentheses that it needs and no others.
pub fn write(formula: &Expr) -> String {
    write_in(formula, &Locale::ENGLISH)
}

/// The same with numbers as they are written somewhere.
pub fn write_in(formula: &Expr, locale: &Locale) -> String {
    let within = |formula: &Expr, least| within(formula, least, locale);
    match formula {
        Expr::Number(value) => locale.written(*value),
        Expr::Input(name) => name.clone(),
        Expr::Negate(inner) => format!("−{}", within(inner, 3)),
        Expr::Chain(first, rest) => {
            let mut text = within(first, level(rest[0].0));
            for (op, next) in rest {
                // What is subtracted or divided by is one thing.
                let least = level(*op) + u8::from(matches!(op, BinaryOp::Subtract | BinaryOp::Divide));
                text.push_str(&format!(" {} {}", sign(*op), within(next, least)));
            }
            text
        }
        // A chain of powers reads from the right.
        Expr::Power(base, exponent) => format!("{} ^ {}", within(base, POWER + 1), within(exponent, POWER)),
        Expr::Call(function, arguments) => {
            let arguments: Vec<String> =
                arguments.iter().map(|argument| write_in(argument, locale)).collect();
            // A comma that parts decimals does not part arguments.
            let between = if locale.decimal == ',' { "; " } else { ", " };
            format!("{}({})", function.name(), arguments.join(between))
        }
    }
}

fn within(formula: &Expr, least: u8, locale: &Locale) -> String {
    let own = match formula {
        Expr::Chain(_, rest) => level(rest[0].0),
        Expr::Power(..) => POWER,
        Expr::Negate(_) => 3,
        Expr::Number(value) if *value < 0.0 => 3,
        Expr::Number(_) | Expr::Input(_) | Expr::Call(..) => 5,
    };
    let text = write_in(formula, locale);
    if own < least { format!("({text})") } else { text }
}

/// How tightly a power binds; unary minus: 3.
const POWER: u8 = 4;

/// How tightly an operator binds.
fn level(op: BinaryOp) -> u8 {
    1 + op.precedence()
}

/// Sign of an operator.
fn sign(op: BinaryOp) -> &'static str {
    match op {
        BinaryOp::Add => "+",
        BinaryOp::Subtract => "−",
        BinaryOp::Multiply => "×",
        BinaryOp::Divide => "/",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::formula::Function;

    fn binary(op: BinaryOp, left: Expr, right: Expr) -> Expr {
        Expr::Chain(Box::new(left), vec![(op, right)])
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
        let raised = |base, exponent| Expr::Power(Box::new(base), Box::new(exponent));
        let power = raised(input("a"), raised(input("b"), input("c")));
        assert_eq!(write(&power), "a ^ b ^ c");
        assert_eq!(write(&Expr::Negate(Box::new(power.clone()))), "−a ^ b ^ c");
        let negated = Expr::Negate(Box::new(input("a")));
        assert_eq!(write(&raised(negated, input("b"))), "(−a) ^ b");
        assert_eq!(write(&Expr::Call(Function::Min, vec![input("a"), Expr::Number(0.5)])), "min(a, 0.5)");
    }
}
