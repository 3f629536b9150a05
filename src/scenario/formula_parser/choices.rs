//! Choices in formulas, `if` and `tier`, and names with dots: parts of inputs, and what is known by the end of a year.

use std::ops::Range;

use super::super::formula::{Choice, Expr, Relation};
use super::super::known::Known;
use super::{FormulaError, Measured, Parser, error};
use crate::scenario::limits;

/// An expression among others, with the levels of its tree and its place.
struct Part {
    expr: Expr,
    depth: usize,
    place: Range<usize>,
}

fn deepest(parts: &[Part]) -> usize {
    parts.iter().map(|part| part.depth).max().unwrap_or(0)
}

impl Parser<'_> {
    /// `if(a < b, x, y)` or `tier(x, t1, y1, t2, y2, …)`, from its parenthesis on. What is made of the parts is made when all are read: formulas nest,
    /// and each level is to take little of the stack.
    pub(super) fn choice(&mut self, span: Range<usize>) -> Result<Measured, FormulaError> {
        let is_if = &self.text[span.clone()] == "if";
        let open = self.here();
        self.bump('(');
        let (mut parts, mut relation) = (Vec::new(), None);
        loop {
            let from = self.at;
            let (expr, depth) = self.deeper(|p| p.expression(0))?;
            self.note(&mut parts, expr, depth, from);
            if is_if && relation.is_none() {
                relation = Some(self.relation(&span)?);
            } else if self.peek() == Some(',') {
                self.bump(',');
            } else {
                break;
            }
        }
        self.close(open)?;
        match relation {
            Some(relation) => self.chosen(&span, relation, parts),
            None => self.tiered(&span, parts),
        }
    }

    fn note(&self, parts: &mut Vec<Part>, expr: Expr, depth: usize, from: usize) {
        let end = from + self.text[from..self.at].trim_end().len();
        parts.push(Part { expr, depth, place: from..end });
    }

    fn chosen(
        &self,
        span: &Range<usize>,
        relation: Relation,
        parts: Vec<Part>,
    ) -> Result<Measured, FormulaError> {
        let depth = deepest(&parts);
        let [left, right, then, otherwise] = <[Part; 4]>::try_from(parts).map_err(|parts| {
            let values = parts.len().saturating_sub(2);
            error(span.clone(), format!("`if` takes a comparison and two values, not {values}"))
                .expected("expected if(a < b, x, y)")
                .help("x is what it is where a is less than b, y what it is elsewhere")
        })?;
        let (left, right, then, otherwise) = (left.expr, right.expr, then.expr, otherwise.expr);
        self.above(Expr::If(Box::new(Choice { left, relation, right, then, otherwise })), depth)
    }

    fn tiered(&self, span: &Range<usize>, parts: Vec<Part>) -> Result<Measured, FormulaError> {
        let depth = deepest(&parts);
        let mut last: Option<f64> = None;
        for part in parts.iter().skip(1).step_by(2) {
            let Some(threshold) = part.expr.literal() else { continue };
            if let Some(before) = last.filter(|before| !(threshold > *before)) {
                return Err(error(part.place.clone(), "the thresholds of `tier` do not rise")
                    .expected(format!("expected more than {before}"))
                    .help("list them from the lowest to the highest: tier(x, 0.1, 100, 0.2, 250)"));
            }
            last = Some(threshold);
        }
        if parts.len() < 3 || parts.len().is_multiple_of(2) {
            return Err(error(span.clone(), "`tier` takes a number and pairs of a threshold and a value")
                .expected("expected tier(x, t1, y1, t2, y2, …)")
                .help("it is the value of the last threshold that x reaches, and 0 before the first"));
        }
        let mut exprs = parts.into_iter().map(|part| part.expr);
        let of = exprs.next().unwrap_or(Expr::Number(0.0));
        let mut steps = Vec::new();
        while let (Some(threshold), Some(value)) = (exprs.next(), exprs.next()) {
            steps.push((threshold, value));
        }
        self.above(Expr::Tier(Box::new((of, steps))), depth)
    }

    fn relation(&mut self, span: &Range<usize>) -> Result<Relation, FormulaError> {
        const HELP: &str = "compare by <, <=, > or >=";
        let first = match self.peek() {
            Some(first @ ('<' | '>')) => first,
            Some('=' | '!' | '≤' | '≥') => {
                return Err(error(self.here(), "numbers are not compared like this").help(HELP));
            }
            _ => {
                return Err(error(span.clone(), "`if` needs a comparison")
                    .expected("expected if(a < b, x, y)")
                    .help(HELP));
            }
        };
        self.at += 1;
        let or_equal = self.peek() == Some('=');
        if or_equal {
            self.at += 1;
        }
        self.skip_space();
        Ok(match (first, or_equal) {
            ('<', false) => Relation::Less,
            ('<', true) => Relation::AtMost,
            (_, false) => Relation::More,
            (_, true) => Relation::AtLeast,
        })
    }

    /// An expression one level above others.
    fn above(&self, expr: Expr, depth: usize) -> Result<Measured, FormulaError> {
        if depth >= limits::FORMULA_DEPTH { Err(self.too_deep()) } else { Ok((expr, depth + 1)) }
    }

    /// The rest of a name with dots, of which the first word was read from `start` on.
    fn dotted(&mut self, start: usize) -> Range<usize> {
        while let Some(c) = self.peek().filter(|c| c.is_alphanumeric() || matches!(c, '_' | '.')) {
            self.at += c.len_utf8();
        }
        start..self.at
    }

    /// A part of an input, of which the first word was read from `start` on; none where it is a name without a dot.
    pub(super) fn part(&mut self, start: usize) -> Option<Result<Measured, FormulaError>> {
        let mut ahead = self.text[self.at..].chars();
        let is_name = |c: char| c.is_alphabetic() || c == '_';
        if ahead.next() != Some('.') || !ahead.next().is_some_and(is_name) {
            return None;
        }
        let span = self.dotted(start);
        let name = &self.text[span.clone()];
        self.skip_space();
        Some(match name.split('.').collect::<Vec<_>>()[..] {
            [input, part] => {
                let [input, part] = [input, part].map(str::to_owned);
                self.parts.push(([input.clone(), part.clone()], span));
                Ok((Expr::Part { input, part }, 1))
            }
            _ => Err(error(span, format!("`{name}` has more than one point"))
                .help("a part of an input is named as NAME.PART")),
        })
    }

    /// A name of what is known by the end of a year, of which the first word was read from `start` on; none where it is another name.
    pub(super) fn known(&mut self, start: usize) -> Option<Result<Measured, FormulaError>> {
        let word = &self.text[start..self.at];
        if !Known::is_word(word) || self.peek() != Some('.') && !self.in_payment {
            return None;
        }
        let span = self.dotted(start);
        let name = &self.text[span.clone()];
        self.skip_space();
        Some(match Known::read(name) {
            _ if !self.in_payment => {
                Err(error(span, format!("`{name}` is not known where this is worked out")).help(
                    "name it in the `amount` of a payment, which is worked out year by year: [payments.NAME]",
                ))
            }
            Ok(known) => {
                self.known.push((known.clone(), span));
                Ok((Expr::Known(Box::new(known)), 1))
            }
            Err(wrong) => Err(error(span, wrong.message).help(wrong.help)),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::{parse, parse_of_payment};

    #[test]
    fn slips_in_choices_are_told_at_their_place() {
        let told = |text: &str| {
            let error = parse_of_payment(text).unwrap_err();
            (text[error.span].to_owned(), error.message)
        };
        let cases = [
            ("if(a, 1, 2)", "if", "`if` needs a comparison"),
            ("if(a = b, 1, 2)", "=", "numbers are not compared like this"),
            ("if(a < b, 1)", "if", "`if` takes a comparison and two values, not 1"),
            ("if(a < b < c, 1, 2)", "<", "`<` does not belong here"),
            ("a < b", "<", "`<` does not belong here"),
            ("tier(x)", "tier", "`tier` takes a number and pairs of a threshold and a value"),
            ("tier(x, 1, 2, 3)", "tier", "`tier` takes a number and pairs of a threshold and a value"),
            ("tier(x, 1, 5, 0.5 , 9)", "0.5", "the thresholds of `tier` do not rise"),
            ("tier(x, 1, 5, t, 7, 1, 9)", "1", "the thresholds of `tier` do not rise"),
            ("saved * 2", "saved", "`saved` is nothing that is known"),
            ("2 * moves.home.x", "moves.home.x", "`moves.home.x` has more than one point"),
        ];
        for (text, place, message) in cases {
            assert_eq!(told(text), (place.to_owned(), message.to_owned()), "{text}");
        }
        assert!(parse("saved.city").unwrap_err().help.contains("[payments.NAME]"));
        let deep = format!("{}1{}", "if(1 < 2, ".repeat(300), ", 0)".repeat(300));
        assert!(parse(&deep).is_err());
    }
}
