//! Reading formulas, by precedence climbing.
//!
//! ```text
//! expression = unary { ("+" | "-" | "*" | "/") unary }      left-associative, * and / above + and -
//! unary      = "-" unary | power
//! power      = atom [ "^" unary ]                           right-associative, above unary minus: -2^2 = -4
//! atom       = number | name [ "." name ] | name "(" expression { "," expression } ")" | "(" expression ")" | choice
//! choice     = "if" "(" expression ("<" | "<=" | ">" | ">=") expression "," expression "," expression ")"
//!            | "tier" "(" expression "," expression "," expression { "," expression "," expression } ")"
//! ```
//!
//! A name with a dot is a part of an input; in the amount of a payment also what is known by the end of a year.

mod choices;

use std::ops::Range;

use super::formula::{BinaryOp, Expr, Function};
use super::known::Known;
use super::limits;
use super::numerals::slip_around;
use super::spelling::{nearest, quoted_list};

/// A formula with the places of the names in it.
#[derive(Debug, Clone, PartialEq)]
pub struct Formula {
    /// The tree.
    pub expr: Expr,
    /// Each input name as written, with its byte range in the formula, in order of place.
    pub names: Vec<(String, Range<usize>)>,
    /// The same of each input and its part.
    pub parts: Vec<([String; 2], Range<usize>)>,
    /// The same of what is known by the end of a year.
    pub known: Vec<(Known, Range<usize>)>,
}

/// What is wrong with a formula.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormulaError {
    /// Byte range in the formula; empty at its end where something is missing.
    pub span: Range<usize>,
    /// What is wrong, as a lowercase fragment.
    pub message: String,
    /// What was expected there; may be empty.
    pub expected: String,
    /// How to mend it; may be empty.
    pub help: String,
}

/// Reads a formula.
///
/// # Errors
/// The first thing that cannot be read, with its place.
pub fn parse(text: &str) -> Result<Formula, FormulaError> {
    parse_in(text, false)
}

/// Reads the amount of a payment, which may go by what is known by the end of a year.
///
/// # Errors
/// As [`parse`].
pub fn parse_of_payment(text: &str) -> Result<Formula, FormulaError> {
    parse_in(text, true)
}

fn parse_in(text: &str, in_payment: bool) -> Result<Formula, FormulaError> {
    if text.chars().count() > limits::FORMULA_LENGTH {
        return Err(error(0..0, format!("a formula of more than {} characters", limits::FORMULA_LENGTH))
            .help("put parts of it into inputs of their own with `formula = \"…\"`"));
    }
    let mut parser = Parser::new(text, in_payment);
    parser.skip_space();
    if parser.at == text.len() {
        return Err(
            error(0..text.len(), "an empty formula").expected("expected a number or the name of an input")
        );
    }
    let (expr, _) = parser.expression(0)?;
    match parser.peek() {
        None => Ok(Formula { expr, names: parser.names, parts: parser.parts, known: parser.known }),
        Some(')') => Err(error(parser.here(), "a `)` without its `(`").help("remove it, or add the `(`")),
        Some(',') => {
            Err(error(parser.here(), "a comma outside of a function").help(parser.number_help().unwrap_or(
                "write decimals with a point and thousands with `_` or nothing: 0.5, 129_000".to_owned(),
            )))
        }
        Some(found) => Err(parser.unexpected_operator(found)),
    }
}

fn error(span: Range<usize>, message: impl Into<String>) -> FormulaError {
    FormulaError { span, message: message.into(), expected: String::new(), help: String::new() }
}

impl FormulaError {
    fn expected(mut self, expected: impl Into<String>) -> FormulaError {
        self.expected = expected.into();
        self
    }

    fn help(mut self, help: impl Into<String>) -> FormulaError {
        self.help = help.into();
        self
    }
}

struct Parser<'a> {
    text: &'a str,
    at: usize,
    names: Vec<(String, Range<usize>)>,
    parts: Vec<([String; 2], Range<usize>)>,
    known: Vec<(Known, Range<usize>)>,
    /// Whether it may name what is known by the end of a year.
    in_payment: bool,
    depth: usize,
}

/// An expression with the levels of its tree, kept while it grows.
type Measured = (Expr, usize);

impl<'a> Parser<'a> {
    fn new(text: &'a str, in_payment: bool) -> Parser<'a> {
        let (names, parts, known) = (Vec::new(), Vec::new(), Vec::new());
        Parser { text, at: 0, names, parts, known, in_payment, depth: 0 }
    }

    fn peek(&self) -> Option<char> {
        self.text[self.at..].chars().next()
    }

    /// The place of the next character, empty at the end.
    fn here(&self) -> Range<usize> {
        self.at..self.at + self.peek().map_or(0, char::len_utf8)
    }

    fn skip_space(&mut self) {
        while let Some(c) = self.peek().filter(|c| c.is_whitespace()) {
            self.at += c.len_utf8();
        }
    }

    fn bump(&mut self, c: char) {
        self.at += c.len_utf8();
        self.skip_space();
    }

    /// Runs `read` one level further down, so that nesting cannot exhaust the stack.
    fn deeper(
        &mut self,
        read: impl FnOnce(&mut Self) -> Result<Measured, FormulaError>,
    ) -> Result<Measured, FormulaError> {
        if self.depth >= limits::FORMULA_DEPTH {
            return Err(self.too_deep());
        }
        self.depth += 1;
        let result = read(self);
        self.depth -= 1;
        result
    }

    fn too_deep(&self) -> FormulaError {
        error(self.here(), format!("a formula of more than {} levels", limits::FORMULA_DEPTH))
            .help("put parts of it into inputs of their own with `formula = \"…\"`")
    }

    /// Continues a chain, or begins one.
    fn chain(&self, op: BinaryOp, left: Measured, right: Measured) -> Result<Measured, FormulaError> {
        let (expr, depth) = match left {
            (Expr::Chain(first, mut rest), depth) if rest[0].0.precedence() == op.precedence() => {
                rest.push((op, right.0));
                (Expr::Chain(first, rest), depth.max(1 + right.1))
            }
            (first, depth) => (Expr::Chain(Box::new(first), vec![(op, right.0)]), 1 + depth.max(right.1)),
        };
        if depth > limits::FORMULA_DEPTH { Err(self.too_deep()) } else { Ok((expr, depth)) }
    }

    fn expression(&mut self, lowest: u8) -> Result<Measured, FormulaError> {
        let mut left = self.unary()?;
        while let Some(c) = self.peek() {
            let op = match c {
                '+' => BinaryOp::Add,
                '-' => BinaryOp::Subtract,
                '*' => BinaryOp::Multiply,
                '/' => BinaryOp::Divide,
                _ => break,
            };
            if op.precedence() < lowest {
                break;
            }
            self.bump(c);
            if c == '*' && self.peek() == Some('*') {
                return Err(
                    error(self.at - 1..self.at + 1, "`**` is not an operator").help("write `^` for powers")
                );
            }
            let right = self.deeper(|p| p.expression(op.precedence() + 1))?;
            left = self.chain(op, left, right)?;
        }
        Ok(left)
    }

    fn unary(&mut self) -> Result<Measured, FormulaError> {
        match self.peek() {
            Some('-') => {
                self.bump('-');
                let (operand, depth) = self.deeper(Self::unary)?;
                if depth >= limits::FORMULA_DEPTH {
                    return Err(self.too_deep());
                }
                Ok((Expr::Negate(Box::new(operand)), depth + 1))
            }
            _ => self.power(),
        }
    }

    fn power(&mut self) -> Result<Measured, FormulaError> {
        let base = self.atom()?;
        if self.peek() != Some('^') {
            return Ok(base);
        }
        self.bump('^');
        let exponent = self.deeper(Self::unary)?;
        let depth = 1 + base.1.max(exponent.1);
        if depth > limits::FORMULA_DEPTH {
            return Err(self.too_deep());
        }
        Ok((Expr::Power(Box::new(base.0), Box::new(exponent.0)), depth))
    }

    fn atom(&mut self) -> Result<Measured, FormulaError> {
        const WANTED: &str = "expected a number, the name of an input, a function or `(`";
        match self.peek() {
            Some('(') => {
                let open = self.here();
                self.bump('(');
                let inner = self.deeper(|p| p.expression(0))?;
                self.close(open)?;
                Ok(inner)
            }
            Some(c) if c.is_ascii_digit() || c == '.' => self.number(),
            Some(c) if c.is_alphabetic() || c == '_' => self.name(),
            None => Err(error(self.here(), "the formula ends too early").expected(WANTED)),
            Some(c) => Err(error(self.here(), format!("`{c}` does not belong here")).expected(WANTED)),
        }
    }

    fn close(&mut self, open: Range<usize>) -> Result<(), FormulaError> {
        match self.peek() {
            Some(')') => {
                self.bump(')');
                Ok(())
            }
            None => Err(error(open, "a `(` without its `)`").help("add the `)`")),
            Some(found) => Err(self.unexpected_operator(found)),
        }
    }

    fn unexpected_operator(&self, found: char) -> FormulaError {
        let wanted = "expected an operator: + - * / ^";
        let help = match found {
            '%' => "write 0.1 or 10 / 100 for 10 %",
            ',' => "write decimals with a point and thousands with `_` or nothing: 0.5, 129_000",
            '×' | '·' => "write `*` for multiplication",
            '÷' | ':' => "write `/` for division",
            '−' | '–' => "write `-` for minus",
            '<' | '>' | '=' | '≤' | '≥' => {
                "two numbers are compared in `if(a < b, x, y)` alone, by <, <=, > or >="
            }
            _ => "",
        };
        let help = self.number_help().unwrap_or(help.to_owned());
        error(self.here(), format!("`{found}` does not belong here")).expected(wanted).help(help)
    }

    /// What to write for the number before this place, where it is written as numbers are elsewhere.
    fn number_help(&self) -> Option<String> {
        slip_around(self.text, self.at).map(|slip| slip.help)
    }

    /// Digits with `_` between them, a decimal point, an exponent.
    fn number(&mut self) -> Result<Measured, FormulaError> {
        let start = self.at;
        let bytes = self.text.as_bytes();
        let digits = |mut at: usize| {
            while at < bytes.len() && (bytes[at].is_ascii_digit() || bytes[at] == b'_') {
                at += 1;
            }
            at
        };
        let mut end = digits(start);
        if bytes.get(end) == Some(&b'.') {
            end = digits(end + 1);
        }
        if matches!(bytes.get(end), Some(b'e' | b'E')) {
            let sign = usize::from(matches!(bytes.get(end + 1), Some(b'+' | b'-')));
            let after = digits(end + 1 + sign);
            if after > end + 1 + sign {
                end = after;
            }
        }
        self.at = end;
        let written = &self.text[start..end];
        let value: Option<f64> = written.replace('_', "").parse().ok().filter(|x: &f64| x.is_finite());
        let Some(value) = value else {
            return Err(error(start..end, format!("`{written}` is not a number"))
                .expected("expected a number, as 0.5"));
        };
        // "1.2.3" or "3x": say it here, where the number was meant to end.
        if let Some(c) = self.peek().filter(|c| c.is_alphanumeric() || matches!(c, '.' | '_')) {
            let help = self.number_help().unwrap_or_else(|| {
                let help = match c {
                    '.' => "write decimals with one point and thousands with `_` or nothing: 129_000.5",
                    _ => "put an operator between them, as 3 * x",
                };
                help.to_owned()
            });
            return Err(error(start..self.here().end, format!("`{c}` right after a number")).help(help));
        }
        self.skip_space();
        Ok((Expr::Number(value), 1))
    }

    fn name(&mut self) -> Result<Measured, FormulaError> {
        let start = self.at;
        while let Some(c) = self.peek().filter(|c| c.is_alphanumeric() || *c == '_') {
            self.at += c.len_utf8();
        }
        let span = start..self.at;
        let name = &self.text[span.clone()];
        if let Some(dotted) = self.known(start).or_else(|| self.part(start)) {
            return dotted;
        }
        self.skip_space();
        let function = Function::named(name);
        if self.peek() == Some('(') {
            return match (function, name) {
                (Some(function), _) => self.call(function, span),
                (None, "if" | "tier") => self.choice(span),
                (None, _) => {
                    let names = Function::names();
                    let help = match nearest(name, names.iter().copied()) {
                        Some(near) => format!("did you mean `{near}`?"),
                        None => format!(
                            "the functions are {}; write `*` for multiplication",
                            quoted_list(&names, "and")
                        ),
                    };
                    Err(error(span, format!("there is no function `{name}`")).help(help))
                }
            };
        }
        if function.is_some() {
            return Err(error(span, format!("`{name}` is a function and needs its arguments"))
                .expected(format!("expected {name}(…)")));
        }
        let name = name.to_owned();
        self.names.push((name.clone(), span));
        Ok((Expr::Input(name), 1))
    }

    fn call(&mut self, function: Function, span: Range<usize>) -> Result<Measured, FormulaError> {
        let open = self.here();
        self.bump('(');
        let mut arguments = Vec::new();
        let mut depth = 0;
        loop {
            let (argument, below) = self.deeper(|p| p.expression(0))?;
            arguments.push(argument);
            depth = depth.max(below);
            if self.peek() != Some(',') {
                break;
            }
            self.bump(',');
        }
        self.close(open)?;
        if depth >= limits::FORMULA_DEPTH {
            return Err(self.too_deep());
        }
        let name = function.name();
        match (function.is_variadic(), arguments.len()) {
            (true, 0 | 1) => {
                Err(error(span, format!("`{name}` needs two or more arguments"))
                    .help(format!("as {name}(a, b)")))
            }
            (false, n) if n != 1 => Err(error(span, format!("`{name}` takes one argument, not {n}"))
                .help("write decimals with a point: a comma separates arguments")),
            _ => Ok((Expr::Call(function, arguments), depth + 1)),
        }
    }
}
