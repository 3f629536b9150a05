//! Formulas, written out again for a reader.

use super::digits::Locale;
use crate::scenario::formula::{BinaryOp, Expr, Relation};
use crate::scenario::part_name;

/// The formula as text, with the parentheses that it needs and no others, and numbers as a language sets them.
pub fn write_in(formula: &Expr, locale: &Locale) -> String {
    let within = |formula: &Expr, least| within(formula, least, locale);
    // A comma that parts decimals does not part arguments.
    let between = if locale.decimal == ',' { "; " } else { ", " };
    match formula {
        Expr::Number(value) => locale.written(*value),
        Expr::Input(name) => name.clone(),
        Expr::Part { input, part } => part_name(input, part),
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
            format!("{}({})", function.name(), arguments.join(between))
        }
        Expr::If(choice) => {
            let [left, right, then, otherwise] =
                [&choice.left, &choice.right, &choice.then, &choice.otherwise].map(|of| write_in(of, locale));
            let than = compared(choice.relation);
            format!("if({left} {than} {right}{between}{then}{between}{otherwise})")
        }
        Expr::Tier(tier) => {
            let (of, steps) = tier.as_ref();
            let mut text = format!("tier({}", write_in(of, locale));
            for part in steps.iter().flat_map(|(threshold, value)| [threshold, value]) {
                text.extend([between, &write_in(part, locale)]);
            }
            text + ")"
        }
        Expr::Known(known) => known.to_string(),
    }
}

fn within(formula: &Expr, least: u8, locale: &Locale) -> String {
    let own = match formula {
        Expr::Chain(_, rest) => level(rest[0].0),
        Expr::Power(..) => POWER,
        Expr::Negate(_) => 3,
        Expr::Number(value) if *value < 0.0 => 3,
        _ => 5,
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

/// Sign of a comparison.
fn compared(relation: Relation) -> &'static str {
    match relation {
        Relation::Less => "<",
        Relation::AtMost => "≤",
        Relation::More => ">",
        Relation::AtLeast => "≥",
    }
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
    use crate::scenario::formula_parser::{parse, parse_of_payment};

    fn write(formula: &Expr) -> String {
        write_in(formula, &Locale::ENGLISH)
    }

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

    #[test]
    fn choices_are_read_and_written() {
        for (text, written) in [
            ("if(a<b, 1, 2)", "if(a < b, 1, 2)"),
            ("if (a + 1 >= b*2, x, if(c > d, y, -z))", "if(a + 1 ≥ b × 2, x, if(c > d, y, −z))"),
            ("2 * if(a <= b, x, y) ^ 2", "2 × if(a ≤ b, x, y) ^ 2"),
            ("tier(x, 0.1, 5, 0.2, 10)", "tier(x, 0.1, 5, 0.2, 10)"),
            ("if + tier", "if + tier"),
            ("saved", "saved"),
        ] {
            assert_eq!(write(&parse(text).unwrap().expr), written, "{text}");
        }
        let text = "min(cap, 0.39 * saved.city) - paid.fee * entrants / entrants.intake1";
        let formula = parse_of_payment(text).unwrap();
        assert_eq!(
            write(&formula.expr),
            "min(cap, 0.39 × saved.city) − paid.fee × entrants / entrants.intake1"
        );
        assert_eq!(formula.names.len(), 1);
        assert!(formula.known.iter().all(|(known, span)| known.to_string() == text[span.clone()]));
        assert_eq!(formula.known.len(), 4);
    }
}
