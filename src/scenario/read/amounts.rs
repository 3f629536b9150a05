//! Amounts of lines: one or a list by year, shared or by payer, and the years of a line that follow from a list.

use std::collections::BTreeMap;

use super::super::amounts::{Amounts, ByYear};
use super::super::codes::Code;
use super::super::keys::{Key, Names, Section};
use super::super::recognise::join;
use super::super::tree::{Node, Table};
use super::Reader;

impl Reader<'_> {
    /// `amount`, or `cost` of an effect, or `amounts` by payer.
    pub(super) fn amounts(&mut self, section: Section, table: &Table, path: &str) -> Option<Amounts> {
        let key = section.key("amount")?;
        let Some(node) = table.get("amounts") else {
            let name =
                if section == Section::Effect && !table.contains_key("amount") { "cost" } else { "amount" };
            let by_year = self.by_year(key, table.get(name)?, &join(path, name));
            return by_year.map(Amounts::Shared);
        };
        let path = join(path, "amounts");
        let mut all = BTreeMap::new();
        let (mut complete, mut years) = (true, None);
        for (payer, item) in node.table()? {
            complete &= self.resolve(Names::Payers, payer, &item.key, &path);
            let Some(by_year) = self.by_year(key, item, &join(&path, payer)) else {
                complete = false;
                continue;
            };
            if let (Some(first), Some(own)) = (years, by_year.listed())
                && first != own
            {
                let message = format!("the lists of `{path}` have {first} and {own} entries");
                let label = format!("expected {first}, as in the first list");
                self.error(
                    Code::AmountList,
                    &item.place,
                    message,
                    &label,
                    "entry by entry the lists are of the same years: fill up with 0",
                );
                complete = false;
            }
            years = years.or(by_year.listed());
            all.insert(payer.clone(), by_year);
        }
        (complete && !all.is_empty()).then_some(Amounts::ByPayer(all))
    }

    fn by_year(&mut self, key: &Key, node: &Node, path: &str) -> Option<ByYear> {
        let Some(items) = node.list() else {
            return self.quantity_at(key, node, path).map(ByYear::Recurring);
        };
        let entries: Vec<_> = items
            .iter()
            .enumerate()
            .map(|(i, item)| self.quantity_at(key, item, &format!("{path}[{i}]")))
            .collect();
        entries.into_iter().collect::<Option<Vec<_>>>().filter(|list| !list.is_empty()).map(ByYear::Listed)
    }

    /// First and last year of a line whose amounts are a list of so many entries: from a first year on, that of `years` or `usual`.
    pub(super) fn listed_years(
        &mut self,
        years: Option<&Node>,
        entries: usize,
        usual: Option<usize>,
        path: &str,
    ) -> Option<(usize, usize)> {
        let Some(node) = years else { return usual.map(|from| (from, from + entries - 1)) };
        let (from, stated) = match node.table() {
            Some(table) => {
                let from = self.whole(Section::Years, table, "from");
                if from.is_none() {
                    self.require(Section::Years, table, &node.place, path);
                }
                (from?, table.get("to").map(|_| self.whole(Section::Years, table, "to")))
            }
            None => {
                let year = self.years(node, path)?.0;
                (year, Some(Some(year)))
            }
        };
        let last = from + entries - 1;
        match stated {
            None => Some((from, last)),
            Some(to) if to? == last => Some((from, last)),
            Some(to) => {
                let (to, many) = (to?, if entries == 1 { "entry" } else { "entries" });
                let message = format!(
                    "`{path}` goes from {from} to {to}, and the list of amounts has {entries} {many}"
                );
                let label = format!("expected {{ from = {from}, to = {last} }}, or {{ from = {from} }}");
                self.error(
                    Code::AmountList,
                    &node.place,
                    message,
                    &label,
                    "entry by entry a list goes through the years of its line",
                );
                None
            }
        }
    }
}
