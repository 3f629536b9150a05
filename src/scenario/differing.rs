//! Which inputs of a scenario differ from person to person.

use std::collections::{BTreeMap, BTreeSet};

use super::by_person::{ByPerson, Kind};
use super::document::{Definition, Input, Scenario};
use super::formula::Expr;

/// Which of some inputs have a value for each person, and which are in doubt.
pub fn by_person(inputs: &BTreeMap<String, Input>) -> ByPerson {
    let (mut by_person, mut in_doubt) = (BTreeSet::new(), BTreeSet::new());
    let laws = inputs.iter().filter(|(_, input)| matches!(input.definition, Definition::People(_)));
    by_person.extend(laws.map(|(name, _)| name.clone()));
    if by_person.is_empty() {
        return ByPerson::new(by_person, in_doubt);
    }
    let read: Vec<(&String, &Input, BTreeSet<&str>)> = inputs
        .iter()
        .map(|(name, input)| {
            let formula = match &input.definition {
                Definition::Formula(expr) => expr.inputs(),
                Definition::Law(_) | Definition::People(_) | Definition::Dirichlet(_) => BTreeSet::new(),
            };
            (name, input, formula)
        })
        .collect();
    // A formula may name one that comes after it: until nothing more is found.
    loop {
        let before = (by_person.len(), in_doubt.len());
        for (name, input, formula) in &read {
            if formula.iter().any(|name| by_person.contains(*name)) {
                by_person.insert((*name).clone());
            }
            let optimism = input.optimism.iter().flat_map(|optimism| optimism.expr.inputs());
            let is_spread = match &input.definition {
                Definition::Law(law) => law.is_fixed().is_none(),
                Definition::Dirichlet(_) => true,
                Definition::Formula(_) | Definition::People(_) => false,
            };
            let mut names = formula.iter().copied().chain(optimism);
            if is_spread || names.any(|name| in_doubt.contains(name)) {
                in_doubt.insert((*name).clone());
            }
        }
        if before == (by_person.len(), in_doubt.len()) {
            return ByPerson::new(by_person, in_doubt);
        }
    }
}

impl Scenario {
    /// The inputs that are the same for everybody, and that something which differs from person to person is made of.
    pub fn read_by_people(&self) -> BTreeSet<&str> {
        let by_person = |expr: &&Expr| self.by_person.kind(expr) != Kind::Common;
        let formulas = self.inputs.values().filter_map(|input| match &input.definition {
            Definition::Formula(expr) => Some(expr),
            Definition::Law(_) | Definition::People(_) | Definition::Dirichlet(_) => None,
        });
        let amounts = self.quantities().into_iter().map(|quantity| &quantity.expr);
        let mut open: Vec<&str> =
            formulas.chain(amounts).filter(by_person).flat_map(|expr| expr.inputs()).collect();
        let mut found = BTreeSet::new();
        while let Some(name) = open.pop() {
            if !self.by_person.contains(name)
                && found.insert(name)
                && let Some(Definition::Formula(expr)) = self.inputs.get(name).map(|input| &input.definition)
            {
                open.extend(expr.inputs());
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::super::formula_parser::parse;
    use super::*;
    use crate::distribution::Law;

    fn inputs() -> BTreeMap<String, Input> {
        let input = |definition| Input {
            definition,
            unit: None,
            source: None,
            evidence: None,
            price_year: None,
            conversion: 1.0,
            includes_relapse: false,
            average_price: false,
            optimism: None,
            written: String::new(),
            place: None,
        };
        let law = || Law::uniform(0.0, 1.0);
        BTreeMap::from([
            ("c".to_owned(), input(Definition::People(law()))),
            ("d".to_owned(), input(Definition::Law(law()))),
            ("f".to_owned(), input(Definition::Law(Law::fixed(2.0)))),
            ("g".to_owned(), input(Definition::Formula(parse("max(c, f)").unwrap().expr))),
        ])
    }

    #[test]
    fn a_formula_over_what_differs_differs() {
        let found = by_person(&inputs());
        assert!(found.contains("c") && found.contains("g") && !found.contains("f") && !found.contains("d"));
        let kind = |text: &str| found.kind(&parse(text).unwrap().expr);
        assert_eq!(
            [kind("d + f"), kind("g * f"), kind("g * d")],
            [Kind::Common, Kind::ByPerson, Kind::Mixed]
        );
    }
}
