//! Terms as formulas of spreadsheets. Everything that is made of parts stands in parentheses: spreadsheets bind a minus sign before
//! `^`, and `^` to the left.

use crate::model::{Cell, Operation, Term};

/// More letters than this no formula may have (8,192 in Excel).
const MOST: usize = 8_000;

/// Where cells stand.
pub(super) trait Places {
    /// The name of a cell.
    fn cell(&self, cell: Cell) -> String;
    /// The name of the years `from` … `to` of a row; of all of them where none are named.
    fn years(&self, row: usize, years: Option<(usize, usize)>) -> String;
}

/// A term as a formula without its equals sign; `None` where it is longer than spreadsheets take.
pub(super) fn write(term: &Term, places: &dyn Places) -> Option<String> {
    let text = text(term, places);
    // The outermost parentheses say nothing.
    let is_enclosed = matches!(
        term,
        Term::Call(
            Operation::Add
                | Operation::Subtract
                | Operation::Multiply
                | Operation::Divide
                | Operation::Power
                | Operation::Negate,
            _
        )
    );
    let inner = text.strip_prefix('(').and_then(|text| text.strip_suffix(')')).filter(|_| is_enclosed);
    let text = inner.map_or(text.clone(), str::to_owned);
    (text.len() <= MOST).then_some(text)
}

fn text(term: &Term, places: &dyn Places) -> String {
    match term {
        Term::Number(x) => number(*x),
        Term::Cell(cell) => places.cell(*cell),
        Term::Years { row, from, to } => format!("SUM({})", places.years(*row, Some((*from, *to)))),
        Term::Products(first, second) => {
            format!("SUMPRODUCT({},{})", places.years(*first, None), places.years(*second, None))
        }
        Term::Call(operation, terms) => {
            let parts: Vec<String> = terms.iter().map(|term| text(term, places)).collect();
            let of = |at: usize| parts.get(at).map_or("", String::as_str);
            let joined = |sign: &str| format!("({})", parts.join(sign));
            let called = |name: &str| format!("{name}({})", parts.join(","));
            match operation {
                Operation::Add => joined("+"),
                Operation::Subtract => joined("-"),
                Operation::Multiply => joined("*"),
                Operation::Divide => joined("/"),
                Operation::Power => joined("^"),
                Operation::Negate => format!("(-{})", of(0)),
                Operation::Minimum => called("MIN"),
                Operation::Maximum => called("MAX"),
                Operation::Absolute => called("ABS"),
                Operation::Exponential => called("EXP"),
                Operation::Logarithm => called("LN"),
                Operation::SquareRoot => called("SQRT"),
                Operation::WholePeople => format!("MAX(0,INT({}+0.500000001))", of(0)),
                Operation::Ceiling => format!("(-INT(0.000000001-{}))", of(0)),
                Operation::WhereReached => format!(
                    "IF({0}>=({1}-(0.000000001*MAX(ABS({0}),ABS({1})))),{2},{3})",
                    of(0),
                    of(1),
                    of(2),
                    of(3)
                ),
            }
        }
    }
}

/// A number as formulas write it.
fn number(x: f64) -> String {
    let size = x.abs();
    let text = if size != 0.0 && !(1e-6..1e15).contains(&size) { format!("{x:E}") } else { format!("{x}") };
    if x < 0.0 { format!("({text})") } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::At;

    struct Letters;

    impl Places for Letters {
        fn cell(&self, cell: Cell) -> String {
            format!("B{}", cell.row + 1)
        }

        fn years(&self, row: usize, years: Option<(usize, usize)>) -> String {
            let (from, to) = years.unwrap_or((0, 9));
            format!("Y{row}F{from}T{to}")
        }
    }

    #[test]
    fn every_part_stands_in_parentheses() {
        let cell = |row| Term::Cell(Cell { row, at: At::Alone });
        let call = |operation, terms: &[Term]| Term::Call(operation, terms.to_vec());
        let negated = call(Operation::Negate, &[cell(0)]);
        let power = call(Operation::Power, &[negated.clone(), Term::Number(2.0)]);
        let chain =
            call(Operation::Power, &[cell(0), call(Operation::Power, &[cell(1), Term::Number(-0.5)])]);
        let cases = [
            (call(Operation::Negate, std::slice::from_ref(&power)), "-((-B1)^2)"),
            (chain, "B1^(B2^(-0.5))"),
            (
                call(Operation::Divide, &[cell(0), call(Operation::Multiply, &[cell(1), cell(2)])]),
                "B1/(B2*B3)",
            ),
            (
                call(Operation::Minimum, &[cell(0), call(Operation::Add, &[cell(1), Term::ONE])]),
                "MIN(B1,(B2+1))",
            ),
            (Term::Years { row: 3, from: 1, to: 2 }, "SUM(Y3F1T2)"),
            (Term::Products(1, 2), "SUMPRODUCT(Y1F0T9,Y2F0T9)"),
            (Term::Number(1e-7), "1E-7"),
            (Term::Number(123_456_789.5), "123456789.5"),
        ];
        for (term, written) in cases {
            assert_eq!(write(&term, &Letters).unwrap(), written);
        }
        let long = call(Operation::Add, &vec![Term::Number(0.123_456_789_123); 700]);
        assert_eq!(write(&long, &Letters), None);
    }
}
