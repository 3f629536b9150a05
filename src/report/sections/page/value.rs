//! Values of an input as a reader is shown them: a share in per cent, money with its currency, others as they are.

use super::told::Told;
use crate::report::digits::{Locale, Scale, leading};
use crate::report::names::tame;
use crate::scenario::{Definition, Input, input_of};

/// How values of an input are written.
pub(super) struct Values<'a> {
    told: &'a Told<'a>,
    name: &'a str,
    kind: Kind,
}

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Share,
    Money,
    Plain,
}

impl<'a> Values<'a> {
    pub fn of(told: &'a Told<'a>, name: &'a str) -> Values<'a> {
        let kind =
            told.case.scenario.inputs.get(input_of(name)).map_or(Kind::Plain, |input| kind(told, input));
        Values { told, name, kind }
    }

    /// What the input is called.
    pub fn label(&self) -> String {
        tame(&self.told.case.labels().label("inputs", self.name))
    }

    /// The same within a sentence.
    pub fn within(&self) -> String {
        tame(&self.told.case.labels().within("inputs", self.name))
    }

    /// What it is called, with its unit.
    pub fn name(&self) -> String {
        let unit =
            self.told.case.scenario.inputs.get(input_of(self.name)).and_then(|input| input.unit.as_deref());
        match unit {
            Some(unit) => format!("{}, {}", self.label(), tame(unit)),
            None => self.label(),
        }
    }

    /// A value to three digits, a share to two.
    pub fn short(&self, value: f64) -> String {
        self.write(value, 2)
    }

    /// A value to three digits.
    pub fn exact(&self, value: f64) -> String {
        self.write(value, 3)
    }

    fn write(&self, value: f64, digits_of_shares: i32) -> String {
        let locale = &self.told.locale;
        let number = || written_to(locale, value, leading(value) - 2);
        match self.kind {
            Kind::Share => {
                let per_cent = value * 100.0;
                locale.per_cent(written_to(locale, per_cent, leading(per_cent) - digits_of_shares + 1))
            }
            // Amounts of inputs stand in units, not in millions beside a price.
            Kind::Money => locale.money(&number(), Scale::One, &self.told.currency),
            Kind::Plain => number(),
        }
    }
}

/// A number to the power of ten `last`, without zeros at its end that say nothing.
fn written_to(locale: &Locale, value: f64, last: i32) -> String {
    let text = locale.rounded(value, 1.0, last);
    match text.contains(locale.decimal) && !text.contains('e') {
        true => text.trim_end_matches('0').trim_end_matches(locale.decimal).to_owned(),
        false => text,
    }
}

/// A share is what never leaves 0–1; money what has the currency in its unit.
fn kind(told: &Told, input: &Input) -> Kind {
    let is_share = match &input.definition {
        Definition::Law(law) | Definition::People(law) => {
            let (from, to) = law.support();
            from >= 0.0 && to <= 1.0
        }
        Definition::Dirichlet(_) => true,
        Definition::Formula(_) => false,
    };
    let unit = input.unit.as_deref().unwrap_or_default();
    let currency = told.case.scenario.currency.as_str();
    let names_it = |word: &str| word == currency || word == told.locale.currency(currency);
    match () {
        () if unit.split_whitespace().any(names_it) => Kind::Money,
        () if is_share => Kind::Share,
        () => Kind::Plain,
    }
}
