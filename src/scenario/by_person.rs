//! Inputs that say how people differ, the formulas over them, and amounts made of both these and inputs in doubt.

use std::collections::BTreeSet;

use super::formula::{BinaryOp, Expr};

/// Which inputs have a value for each person, and which are in doubt.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ByPerson {
    by_person: BTreeSet<String>,
    in_doubt: BTreeSet<String>,
}

/// Of which kind a formula is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// It names what is the same for everybody: in doubt or fixed.
    Common,
    /// It has a value for each person.
    ByPerson,
    /// It names both what has a value for each person and what is in doubt.
    Mixed,
}

/// A term of a sum: a product whose factors are each of one kind.
#[derive(Debug, Clone, PartialEq)]
pub struct Term {
    /// The factors that are the same for everybody, as one formula.
    pub common: Expr,
    /// The factors that have a value for each person, as one formula, if there are any.
    pub by_person: Option<Expr>,
}

impl ByPerson {
    /// Those that have a value for each person, and those in doubt.
    pub fn new(by_person: BTreeSet<String>, in_doubt: BTreeSet<String>) -> ByPerson {
        ByPerson { by_person, in_doubt }
    }

    /// Whether no input has a value for each person.
    pub fn is_empty(&self) -> bool {
        self.by_person.is_empty()
    }

    /// Whether an input has a value for each person.
    pub fn contains(&self, input: &str) -> bool {
        self.by_person.contains(input)
    }

    /// The inputs that have a value for each person.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.by_person.iter().map(String::as_str)
    }

    /// Of which kind a formula is.
    pub fn kind(&self, expr: &Expr) -> Kind {
        if self.is_empty() {
            return Kind::Common;
        }
        let names = expr.inputs();
        let any = |of: &BTreeSet<String>| names.iter().any(|name| of.contains(*name));
        match (any(&self.by_person), any(&self.in_doubt)) {
            (false, _) => Kind::Common,
            (true, false) => Kind::ByPerson,
            (true, true) => Kind::Mixed,
        }
    }

    /// A formula as a sum of products whose factors are each of one kind. A parenthesis, a function, a power is one factor; nothing is
    /// multiplied out.
    ///
    /// # Errors
    /// With a factor that is of both kinds.
    pub fn terms<'e>(&self, expr: &'e Expr) -> Result<Vec<Term>, &'e Expr> {
        if self.kind(expr) == Kind::Common {
            return Ok(vec![Term { common: expr.clone(), by_person: None }]);
        }
        let mut terms = Vec::new();
        self.add_terms(expr, false, &mut terms)?;
        Ok(terms)
    }

    fn add_terms<'e>(
        &self,
        expr: &'e Expr,
        is_negative: bool,
        terms: &mut Vec<Term>,
    ) -> Result<(), &'e Expr> {
        match expr {
            Expr::Negate(inner) => self.add_terms(inner, !is_negative, terms),
            Expr::Chain(first, rest)
                if rest.iter().all(|(op, _)| matches!(op, BinaryOp::Add | BinaryOp::Subtract)) =>
            {
                self.add_terms(first, is_negative, terms)?;
                rest.iter().try_for_each(|(op, next)| {
                    self.add_terms(next, is_negative != (*op == BinaryOp::Subtract), terms)
                })
            }
            product => {
                let term = self.product(product)?;
                let common = if is_negative { Expr::Negate(Box::new(term.common)) } else { term.common };
                terms.push(Term { common, ..term });
                Ok(())
            }
        }
    }

    fn product<'e>(&self, expr: &'e Expr) -> Result<Term, &'e Expr> {
        let one = || Expr::Number(1.0);
        let (first, rest): (&Expr, &[(BinaryOp, Expr)]) = match expr {
            Expr::Chain(first, rest) => (first, rest),
            factor => (factor, &[]),
        };
        let factors =
            std::iter::once((BinaryOp::Multiply, first)).chain(rest.iter().map(|(op, next)| (*op, next)));
        let (mut common, mut by_person) = (Vec::new(), Vec::new());
        for (op, factor) in factors {
            match self.kind(factor) {
                Kind::Common => common.push((op, factor.clone())),
                Kind::ByPerson => by_person.push((op, factor.clone())),
                Kind::Mixed => return Err(factor),
            }
        }
        let by_person = (!by_person.is_empty()).then(|| Expr::Chain(Box::new(one()), by_person));
        Ok(Term { common: Expr::Chain(Box::new(one()), common), by_person })
    }
}

#[cfg(test)]
mod tests {
    use super::super::formula_parser::parse;
    use super::*;

    #[test]
    fn an_amount_is_split_into_what_is_common_and_what_differs() {
        let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
        let kinds = ByPerson::new(names(&["c", "g"]), names(&["d"]));
        let count = |text: &str| {
            let expr = parse(text).unwrap().expr;
            kinds
                .terms(&expr)
                .map(|terms| terms.iter().map(|term| term.by_person.is_some()).collect::<Vec<_>>())
                .map_err(|_| ())
        };
        assert_eq!(count("d + f"), Ok(vec![false]));
        assert_eq!(count("c"), Ok(vec![true]));
        assert_eq!(count("d * c + f - g / d"), Ok(vec![true, false, true]));
        assert_eq!(count("-(d - 2 * c * d)"), Ok(vec![false, true]));
        assert_eq!(count("min(c, d)"), Err(()));
        assert_eq!(count("d * (c + d)"), Err(()));
        assert_eq!(count("d * (c + f)"), Ok(vec![true]));
        assert!(kinds.contains("g") && !kinds.contains("f"));
    }
}
