//! Prices of different years.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::document::{Bound, Scenario};

/// How prices have risen.
#[derive(Debug, Clone, PartialEq)]
pub struct Prices {
    /// Level of prices by calendar year, above 0; only ratios of levels count.
    pub index: BTreeMap<i32, f64>,
}

impl Prices {
    /// What an amount in the prices of one year is multiplied by to be one in those of another: `I(to)/I(from)`. `None` where a level
    /// is missing.
    pub fn factor(&self, from: i32, to: i32) -> Option<f64> {
        if from == to {
            return Some(1.0);
        }
        Some(self.index.get(&to)? / self.index.get(&from)?)
    }
}

/// That the money of a scenario is shown in the prices of another year than its own.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Restated {
    /// The year whose prices its file is in.
    pub price_year: i32,
    /// What every figure of money is multiplied by.
    pub factor: f64,
}

impl Scenario {
    /// The year whose prices its file is in.
    pub fn own_price_year(&self) -> i32 {
        self.restated.map_or(self.price_year, |restated| restated.price_year)
    }

    /// Shows the money of the scenario, and what its requirements ask of money, in the prices of a base whose index has both years.
    /// Nothing happens where these are the same, or a year is missing: then the two cannot be compared.
    pub fn restate(&mut self, base: &Scenario) {
        let factor = base.prices.as_ref().and_then(|prices| prices.factor(self.price_year, base.price_year));
        let Some(factor) = factor.filter(|_| self.price_year != base.price_year && self.restated.is_none())
        else {
            return;
        };
        self.restated = Some(Restated { price_year: self.price_year, factor });
        self.price_year = base.price_year;
        for requirement in self.requirements.values_mut().filter(|r| r.metric.kind().is_money()) {
            let (Bound::AtLeast(bound) | Bound::AtMost(bound)) = &mut requirement.bound;
            *bound *= factor;
        }
    }
}
