//! One table over many scenarios for spreadsheets: a row per scenario or variant.
//!
//! Columns are `scenario` (the file), `variant`, `currency`, then the figures: where the call names payers or perspectives, those of each with its
//! name before them (`public.net_benefit.mean`), else those of whom each scenario speaks first, with its name in `perspective`.
//! Figures are as in the JSON results; a cell is empty where there is none. `half_back_year` is the year in which half of the draws are back.

use super::csv::text_cell;
use crate::report::sections::wide::{Seen, Wide};

/// The figures of a payer or perspective.
const FIGURES: [&str; 5] =
    ["probability_break_even", "net_benefit.mean", "net_benefit.p5", "net_benefit.p95", "half_back_year"];

/// The table.
pub(super) fn csv(wide: &Wide) -> String {
    let mut head: Vec<String> = ["scenario", "variant", "currency"].map(str::to_owned).into();
    if wide.chosen().is_empty() {
        head.push("perspective".to_owned());
        head.extend(FIGURES.map(str::to_owned));
    }
    for name in wide.chosen() {
        head.extend(FIGURES.map(|figure| format!("{name}.{figure}")));
    }
    let mut text = head.join(",") + "\r\n";
    for row in wide.rows() {
        let variant = row.variant.as_ref().map(|(name, _)| name.as_str()).unwrap_or_default();
        let mut cells = vec![text_cell(&row.file), text_cell(variant), text_cell(&row.currency)];
        if wide.chosen().is_empty() {
            let name = row.seen.iter().flatten().map(|seen| seen.name.as_str()).next();
            cells.push(text_cell(name.unwrap_or_default()));
        }
        for seen in &row.seen {
            cells.extend(figures(seen.as_ref()));
        }
        text += &cells.join(",");
        text += "\r\n";
    }
    text
}

fn figures(seen: Option<&Seen>) -> [String; 5] {
    let Some(seen) = seen else { return Default::default() };
    let number = |value: f64| serde_json::Number::from_f64(value).map_or_else(String::new, |n| n.to_string());
    let [mean, p5, p95] = seen.amounts.map(|amount| number(amount.value));
    let year = seen.year.map(|year| year.to_string()).unwrap_or_default();
    [number(seen.probability.value), mean, p5, p95, year]
}
