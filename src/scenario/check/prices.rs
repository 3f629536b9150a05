//! Prices: only amounts of money have any.

use std::collections::BTreeMap;

use super::super::codes::Code;
use super::super::document::{Definition, Input, Quantity};
use super::super::read::read_by;
use super::Check;

impl Check<'_> {
    /// Where amounts are converted, what has prices of another year must be what amounts are made of, and nothing else.
    pub(super) fn prices(&mut self) {
        let draft = self.draft;
        let (Some(year), true) = (draft.price_year, draft.prices.is_some()) else { return };
        let is_foreign = |input: &Input| input.price_year.is_some_and(|own| own != year);
        let foreign: Vec<&str> = draft
            .inputs
            .iter()
            .filter(|(_, input)| is_foreign(input))
            .map(|(name, _)| name.as_str())
            .collect();
        if foreign.is_empty() {
            return;
        }
        let optimism = draft.inputs.values().filter_map(|input| input.optimism.as_ref());
        let others = draft.quantities().into_iter().chain(optimism).filter(|quantity| !is_amount(quantity));
        // By input, a key other than an amount that reads it, itself or through formulas.
        let mut readers: BTreeMap<&str, &str> = BTreeMap::new();
        for quantity in others {
            let mut open: Vec<&str> = quantity.expr.inputs().into_iter().collect();
            while let Some(name) = open.pop() {
                let Some((name, input)) = draft.inputs.get_key_value(name) else { continue };
                if readers.contains_key(name.as_str()) {
                    continue;
                }
                readers.insert(name, &quantity.path);
                open.extend(read_by(input).into_iter().flat_map(|expr| expr.inputs()));
            }
        }
        for name in foreign {
            let input = &draft.inputs[name];
            let place = self.place(&["inputs", name, "price_year"]);
            let own = input.price_year.unwrap_or(year);
            if let Definition::Formula(_) = input.definition {
                let message = format!(
                    "formula `{name}` has prices of {own}, but is made of inputs in prices of {year}"
                );
                let help = "what a formula names has been converted already: state `price_year` there";
                self.error(Code::PriceYear, &place, message, "expected no price year on a formula", help);
            } else if let Some(path) = readers.get(name) {
                let message = format!(
                    "input `{name}` has prices of {own}, but `{path}`, which reads it, is no amount of money"
                );
                let help = "only amounts are converted: remove `price_year`, or use an input of its own for the amount";
                self.error(
                    Code::PriceYear,
                    &place,
                    message,
                    "expected only on what amounts are made of",
                    help,
                );
            }
        }
    }
}

/// Whether a key states an amount of money.
pub(super) fn is_amount(quantity: &Quantity) -> bool {
    let mut steps = quantity.path.split(['.', '[']);
    let (section, key) = (steps.next(), steps.nth(1));
    matches!(section, Some("costs" | "effects" | "payments"))
        && matches!(key, Some("amount" | "cost" | "amounts"))
}
