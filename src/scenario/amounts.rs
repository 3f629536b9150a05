//! The money of a line: an amount that recurs or one for each year, shared by the payers or one for each of them.

use std::collections::BTreeMap;

use super::quantity::Quantity;

/// What a line costs or brings.
#[derive(Debug, Clone)]
pub enum Amounts {
    /// What the payers share as the line says.
    Shared(ByYear),
    /// By payer; one that is not named has nothing.
    ByPayer(BTreeMap<String, ByYear>),
}

/// Money per unit: one amount in every year of the line, or one for each.
#[derive(Debug, Clone)]
pub enum ByYear {
    /// It recurs.
    Recurring(Quantity),
    /// Entry i belongs to year `from` + i of the line. What lies before an outcome's onset or after the horizon does not count.
    Listed(Vec<Quantity>),
}

impl ByYear {
    /// The one, or those of the list.
    pub fn quantities(&self) -> &[Quantity] {
        match self {
            ByYear::Recurring(quantity) => std::slice::from_ref(quantity),
            ByYear::Listed(list) => list,
        }
    }

    /// How many years a list has.
    pub fn listed(&self) -> Option<usize> {
        match self {
            ByYear::Recurring(_) => None,
            ByYear::Listed(list) => Some(list.len()),
        }
    }

    /// Years of the line before the first in which there is something.
    pub fn idle(&self) -> usize {
        let is_nothing = |quantity: &Quantity| quantity.expr.literal() == Some(0.0);
        match self {
            ByYear::Recurring(_) => 0,
            ByYear::Listed(list) => list.iter().take_while(|quantity| is_nothing(quantity)).count(),
        }
    }
}

impl Amounts {
    /// Each with its payer; without one where the payers share it.
    pub fn parts(&self) -> Vec<(Option<&str>, &ByYear)> {
        match self {
            Amounts::Shared(by_year) => vec![(None, by_year)],
            Amounts::ByPayer(all) => {
                all.iter().map(|(payer, by_year)| (Some(payer.as_str()), by_year)).collect()
            }
        }
    }

    /// Every number and formula.
    pub fn quantities(&self) -> impl Iterator<Item = &Quantity> {
        self.parts().into_iter().flat_map(|(_, by_year)| by_year.quantities())
    }

    /// How many years its lists have, which are equally long.
    pub fn listed(&self) -> Option<usize> {
        self.parts().into_iter().find_map(|(_, by_year)| by_year.listed())
    }

    /// What a payer has of its own; `None` where the payers share.
    pub fn of(&self, payer: &str) -> Option<&ByYear> {
        match self {
            Amounts::Shared(_) => None,
            Amounts::ByPayer(all) => all.get(payer),
        }
    }
}
