//! Payments by results.

use super::super::codes::Code;
use super::super::document::*;
use super::super::formula::Expr;
use super::super::formula_parser;
use super::super::keys::{Names, Section};
use super::super::known::Known;
use super::super::payment::Payment;
use super::super::recognise::{join, within_text};
use super::super::tree::{Node, Table};
use super::{Draft, Reader};

impl Reader<'_> {
    pub(super) fn payments(&mut self, draft: &mut Draft) {
        for (name, node, table) in self.entries("payments") {
            let path = join("payments", name);
            self.require(Section::Payment, table, &node.place, &path);
            if let Some(payment) = self.payment(table, &path) {
                draft.payments.insert(name.to_owned(), payment);
            }
        }
        if self.entries("payments").is_empty() {
            return;
        }
        for (name, node, _) in self.entries("inputs") {
            if Known::is_word(name) {
                let message = format!("an input is called `{name}`, and there are payments");
                let help = format!(
                    "in the amount of a payment `{name}` is what is known by the end of a year: rename the input"
                );
                self.error(Code::NameClash, &node.key, message, "expected another name", &help);
            }
        }
    }

    fn payment(&mut self, table: &Table, path: &str) -> Option<Payment> {
        let amount = self.quantity(Section::Payment, table, "amount", path);
        let years = table.get("years").and_then(|node| self.years(node, &join(path, "years")));
        let from = self.end(table, "from", path);
        let to = self.end(table, "to", path);
        if let (Some(from), Some(to), Some(node)) = (&from, &to, table.get("to"))
            && from == to
        {
            let message = format!("`{path}` is paid by `{from}` to itself");
            let help = "`from` pays and `to` is paid: name two different payers";
            self.error(Code::SamePayer, &node.place, message, "expected another payer", help);
            return None;
        }
        Some(Payment { from: from?, to: to?, years: years?, amount: amount? })
    }

    /// The payer at one end.
    fn end(&mut self, table: &Table, key: &str, path: &str) -> Option<String> {
        let node = table.get(key)?;
        let name = node.text()?;
        self.resolve(Names::Payers, name, &node.place, &join(path, key)).then(|| name.to_owned())
    }

    /// The amount of a payment, of which every name is an input, or known by the end of a year.
    pub(super) fn due(&mut self, node: &Node, text: &str, path: &str) -> Option<Expr> {
        let formula = formula_parser::parse_of_payment(text).ok()?;
        let mut complete = true;
        for (name, range) in &formula.names {
            let place = within_text(node, range, self.files);
            complete &= self.one_number(name, &place, path);
        }
        for (part, range) in &formula.parts {
            let place = within_text(node, range, self.files);
            complete &= self.part_of_payment(part, &place, path);
        }
        for (known, range) in &formula.known {
            let place = within_text(node, range, self.files);
            complete &= self.is_known(known, &place, path);
        }
        complete.then_some(formula.expr)
    }

    /// Whether there is a part of an input, which may be meant for what is known by the end of a year; a finding if there is not.
    fn part_of_payment(&mut self, part: &[String; 2], place: &Place, path: &str) -> bool {
        let declared = self.entries("inputs").iter().any(|(name, ..)| *name == part[0]);
        let meant = if declared { None } else { Known::read(&part.join(".")).err() };
        match meant.filter(|wrong| wrong.help.starts_with("did you")) {
            Some(wrong) => {
                self.error(Code::UnknownName, place, wrong.message, &wrong.help, "");
                false
            }
            None => self.part_of(part, place, path),
        }
    }

    /// Whether there is what a payment goes by; a finding if there is not.
    fn is_known(&mut self, known: &Known, place: &Place, path: &str) -> bool {
        let (intake, named) = match known {
            Known::Achieved(outcome, intake) | Known::Additional(outcome, intake) => {
                (*intake, self.resolve(Names::Outcomes, outcome, place, path))
            }
            Known::Entrants(intake) => (*intake, self.has_people(known, place, path)),
            Known::Saved(payer) | Known::Spent(payer) => {
                (None, self.resolve(Names::Payers, payer, place, path))
            }
            Known::Paid(payment) => (None, self.resolve(Names::Payments, payment, place, path)),
        };
        if !named {
            return false;
        }
        if let Known::Achieved(outcome, _) = known
            && self.is_net(outcome)
        {
            let message = format!("`{path}` goes by `{known}`, and the rate of outcome `{outcome}` is net");
            let help = "who would have reached it anyway is not stated: state a `counterfactual`, or go by `additional`";
            self.error(Code::Payment, place, message, "expected an outcome with a `counterfactual`", help);
            return false;
        }
        let intakes = self.number_of_intakes();
        match intake.filter(|intake| *intake >= intakes) {
            None => true,
            Some(intake) => {
                let message = format!("there is no intake {intake}, named in `{path}`");
                let label = match intakes {
                    1 => "expected intake0, the only one".to_owned(),
                    _ => format!("expected intake0 to intake{}", intakes.saturating_sub(1)),
                };
                self.error(Code::UnknownName, place, message, &label, "intakes are counted from 0");
                false
            }
        }
    }

    fn has_people(&mut self, known: &Known, place: &Place, path: &str) -> bool {
        if self.tree.contains_key("cohort") || self.has_states() {
            return true;
        }
        let message = format!("`{path}` goes by `{known}`, but there is no [cohort]");
        let help = "say how many people start: [cohort] participants = …";
        self.error(Code::NoCohort, place, message, "expected a [cohort]", help);
        false
    }

    /// Whether the rate of an outcome is already the difference that the intervention makes.
    fn is_net(&self, outcome: &str) -> bool {
        let outcomes = self.tree.get("outcomes").and_then(Node::table);
        let table = outcomes.and_then(|outcomes| outcomes.get(outcome)?.table());
        table.and_then(|table| table.get("rate_is_net")?.boolean()) == Some(true)
    }

    /// How many intakes there are.
    fn number_of_intakes(&self) -> usize {
        let cohort = self.tree.get("cohort").and_then(Node::table);
        let listed = cohort.and_then(|table| table.get("intake")?.list());
        listed.map_or(1, <[Node]>::len)
    }
}
