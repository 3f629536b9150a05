//! Prices of different years: the index, and what an input in prices of its own is multiplied by.

use super::super::codes::Code;
use super::super::keys::Section;
use super::super::prices::Prices;
use super::super::recognise::calendar_year;
use super::super::spelling::quoted_list;
use super::super::tree::{Node, Table};
use super::{Draft, Reader};

impl Reader<'_> {
    /// `[prices]`, which may be absent.
    pub(super) fn prices(&mut self) -> Option<Prices> {
        let tree = self.tree;
        let node = tree.get("prices")?;
        let table = node.table()?;
        self.require(Section::Prices, table, &node.place, "prices");
        let range = Section::Prices.key("index")?.range;
        let levels = table.get("index").and_then(Node::table)?.iter();
        let level = |(year, level): (&String, &Node)| {
            Some((calendar_year(year)?, level.number().filter(|x| range.contains(*x))?))
        };
        Some(Prices { index: levels.map(level).collect::<Option<_>>()? })
    }

    /// What an input is multiplied by to be in the scenario's prices; 1 where it states no year of its own or there is no index.
    pub(super) fn conversion(&mut self, draft: &Draft, table: &Table, own: Option<i32>, path: &str) -> f64 {
        let (Some(prices), Some(own), Some(to)) = (&draft.prices, own, draft.price_year) else { return 1.0 };
        let Some(factor) = prices.factor(own, to) else {
            let missing = if prices.index.contains_key(&own) { to } else { own };
            let years: Vec<String> = prices.index.keys().map(i32::to_string).collect();
            let message =
                format!("`{path}` is in {own} prices, and the price index has no level of {missing}");
            let label = format!("expected {missing} in `index` of [prices]");
            let help = format!("the index has {}", quoted_list(&years, "and").replace('`', ""));
            self.error(Code::PriceIndex, &table["price_year"].place, message, &label, &help);
            return 1.0;
        };
        factor
    }
}
