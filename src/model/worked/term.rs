//! What a cell is worked out from.

use super::Row;
use crate::model::column::{Binary, Unary};

/// A cell: a row and a place in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cell {
    /// The row, by its place among all.
    pub row: usize,
    /// Where in the row.
    pub at: At,
}

/// A place in a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum At {
    /// Its one number, where it has one for all years.
    Alone,
    /// What its years are worth now.
    Present,
    /// A calendar year.
    Year(usize),
}

/// An operation on numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operation {
    /// a + b + …
    Add,
    /// a − b.
    Subtract,
    /// a · b · …
    Multiply,
    /// a / b.
    Divide,
    /// a to the power of b.
    Power,
    /// −a.
    Negate,
    /// The smallest.
    Minimum,
    /// The largest.
    Maximum,
    /// |a|.
    Absolute,
    /// e to the power of a.
    Exponential,
    /// Natural logarithm.
    Logarithm,
    /// Square root.
    SquareRoot,
    /// Rounded half up to whole people, at least 0, with a tolerance of 1e-9.
    WholePeople,
    /// Rounded up, with a tolerance of 1e-9.
    Ceiling,
    /// The third where the first reaches the second, ties of 1e-9 included; else the fourth, which alone is then looked at.
    WhereReached,
}

/// What a cell is worked out from.
#[derive(Debug, Clone, PartialEq)]
pub enum Term {
    /// A number.
    Number(f64),
    /// What stands in another cell.
    Cell(Cell),
    /// An operation on terms.
    Call(Operation, Vec<Term>),
    /// What the years `from` … `to` of a row come to; a year without a number counts 0.
    Years {
        /// The row.
        row: usize,
        /// The first year.
        from: usize,
        /// The last one.
        to: usize,
    },
    /// Σ over the years of the product of two rows.
    Products(usize, usize),
}

impl Term {
    /// 1.
    pub const ONE: Term = Term::Number(1.0);

    /// The sum; numbers 0 are left out.
    pub fn sum(terms: impl IntoIterator<Item = Term>) -> Term {
        let mut terms: Vec<Term> = terms.into_iter().filter(|term| *term != Term::Number(0.0)).collect();
        match terms.len() {
            0 => Term::Number(0.0),
            1 => terms.remove(0),
            _ => Term::Call(Operation::Add, terms),
        }
    }

    /// The product; numbers 1 are left out.
    pub fn product(terms: impl IntoIterator<Item = Term>) -> Term {
        let mut terms: Vec<Term> = terms.into_iter().filter(|term| *term != Term::ONE).collect();
        if terms.contains(&Term::Number(0.0)) {
            return Term::Number(0.0);
        }
        match terms.len() {
            0 => Term::ONE,
            1 => terms.remove(0),
            _ => Term::Call(Operation::Multiply, terms),
        }
    }

    /// The term less another.
    #[must_use]
    pub fn less(self, other: Term) -> Term {
        match other {
            Term::Number(0.0) => self,
            other => Term::Call(Operation::Subtract, vec![self, other]),
        }
    }

    /// The term divided by another.
    #[must_use]
    pub fn over(self, other: Term) -> Term {
        match other {
            Term::Number(1.0) => self,
            other => Term::Call(Operation::Divide, vec![self, other]),
        }
    }

    /// The term to a whole power.
    #[must_use]
    pub fn raised(self, exponent: usize) -> Term {
        match exponent {
            0 => Term::ONE,
            1 => self,
            _ if self == Term::ONE => self,
            _ => Term::Call(Operation::Power, vec![self, Term::Number(exponent as f64)]),
        }
    }

    /// One less the term.
    #[must_use]
    pub fn complement(self) -> Term {
        match self {
            Term::Number(x) => Term::Number(1.0 - x),
            term => Term::ONE.less(term),
        }
    }

    /// The term as a chance: 0 below 0, 1 above 1.
    #[must_use]
    pub fn chance(self) -> Term {
        match self {
            Term::Number(x) if (0.0..=1.0).contains(&x) => self,
            term => {
                let least = Term::Call(Operation::Maximum, vec![Term::Number(0.0), term]);
                Term::Call(Operation::Minimum, vec![Term::ONE, least])
            }
        }
    }

    /// The number that it comes to where the rows are what they are.
    pub(super) fn value(&self, rows: &[Row]) -> f64 {
        match self {
            Term::Number(x) => *x,
            Term::Cell(cell) => rows[cell.row].number(cell.at).unwrap_or(0.0),
            Term::Years { row, from, to } => (*from..=*to)
                .map(|year| rows[*row].number(At::Year(year)).unwrap_or(0.0))
                .fold(0.0, |sum, x| sum + x),
            Term::Products(first, second) => {
                let years = 0..rows[*first].years.len();
                let number = |row: usize, year| rows[row].number(At::Year(year)).unwrap_or(0.0);
                years.fold(0.0, |sum, year| sum + number(*first, year) * number(*second, year))
            }
            Term::Call(operation, terms) => {
                let of = |at: usize| terms.get(at).map_or(f64::NAN, |term| term.value(rows));
                let folded = |with: fn(f64, f64) -> f64| {
                    terms.iter().skip(1).fold(of(0), |all, term| with(all, term.value(rows)))
                };
                match operation {
                    Operation::Add => folded(|a, b| a + b),
                    Operation::Multiply => folded(|a, b| a * b),
                    Operation::Minimum => folded(|a, b| Binary::Minimum.of(a, b)),
                    Operation::Maximum => folded(|a, b| Binary::Maximum.of(a, b)),
                    Operation::Subtract => of(0) - of(1),
                    Operation::Divide => of(0) / of(1),
                    Operation::Power => Binary::Power.of(of(0), of(1)),
                    Operation::Negate => 0.0 - of(0),
                    Operation::Absolute => Unary::Absolute.of(of(0)),
                    Operation::Exponential => Unary::Exponential.of(of(0)),
                    Operation::Logarithm => Unary::Logarithm.of(of(0)),
                    Operation::SquareRoot => Unary::SquareRoot.of(of(0)),
                    Operation::WholePeople => Unary::WholePeople.of(of(0)),
                    Operation::Ceiling => Unary::Ceiling.of(of(0)),
                    Operation::WhereReached if Binary::Reaches.of(of(0), of(1)) == 1.0 => of(2),
                    Operation::WhereReached => of(3),
                }
            }
        }
    }
}
