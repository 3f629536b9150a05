//! The results for spreadsheets and statistics programs: long and tidy CSV, a row per figure.
//!
//! Columns are `scenario` (the file), `variant`, `perspective`, `metric` (the path of the figure in the JSON
//! results, below its perspective), `year`, `value`, `se`, `lo`, `hi`, `changed`, `label`. A cell is empty where it does not apply
//! or the figure is null; `changed` says what `--set` changed of the scenario, `label` what the
//! outcome, line or payer that the metric names is called, else the perspective. Quoting and line ends follow RFC 4180. A text that a spreadsheet would take for a
//! formula gets an apostrophe before it.

use serde_json::Number;

use crate::scenario::By;
use crate::scenario::metrics::Metric;
use crate::scenario::printable::printable_lines;
use crate::summary::metrics::{Reading, every};
use crate::summary::results::Results;

/// The first row.
pub(super) const HEADER: &str = "scenario,variant,perspective,metric,year,value,se,lo,hi,changed,label\r\n";

/// One scenario's rows, without [`HEADER`].
pub(super) fn rows(results: &Results) -> String {
    let variant = results.scenario.variant.as_deref().unwrap_or_default();
    let start = format!("{},{}", text_cell(&results.scenario.file), text_cell(variant));
    let changed = text_cell(&changed(results));
    let mut text = String::new();
    for (metric, reading) in every(results) {
        let perspective = text_cell(metric.perspective.as_deref().unwrap_or_default());
        let year = metric.year.map(|year| year.to_string()).unwrap_or_default();
        text.push_str(&format!("{start},{perspective},{},{year}", text_cell(&metric.column())));
        for cell in cells(reading) {
            text.push(',');
            text.push_str(&cell);
        }
        text.push_str(&format!(",{changed},{}\r\n", text_cell(&label(results, &metric))));
    }
    text
}

/// What people call that of which a figure is.
fn label(results: &Results, metric: &Metric) -> String {
    let labels = &results.scenario.labels;
    let (table, name) = match (metric.name.as_deref(), metric.perspective.as_deref()) {
        (Some(name), _) => {
            let column = metric.column();
            let tables = [
                ("lines.costs.", "costs"),
                ("lines.effects.", "effects"),
                ("lines.payments.", "payments"),
                ("outcomes.", "outcomes"),
                ("arms.with.lines.", "effects"),
                ("arms.without.lines.", "effects"),
                ("arms.with.states.", "states"),
                ("arms.without.states.", "states"),
                ("states.", "states"),
            ];
            let table = tables.iter().find(|(start, _)| column.starts_with(start));
            (table.map_or("payers", |(_, table)| *table), name)
        }
        (None, Some(name)) if labels.names("payers").any(|payer| payer == name) => ("payers", name),
        (None, Some(name)) => ("perspectives", name),
        (None, None) => return String::new(),
    };
    labels.label(table, name)
}

/// What `--set` changed; what a variant does is told by its name.
fn changed(results: &Results) -> String {
    let set = results.scenario.changed.iter().filter(|changed| changed.by == By::Set);
    let told = set.map(|changed| {
        let [is, was] = [&changed.is, &changed.was].map(|value| value.as_deref().unwrap_or("not stated"));
        format!("{} is {is}, was {was}", changed.path)
    });
    told.collect::<Vec<String>>().join("; ")
}

/// `value`, `se`, `lo` and `hi`.
fn cells(reading: Option<Reading>) -> [String; 4] {
    let none = String::new;
    let number = |x: f64| Number::from_f64(x).map(|x| x.to_string()).unwrap_or_default();
    match reading {
        None => [none(), none(), none(), none()],
        Some(Reading::Estimate(e)) => [e.value, e.se, e.lo, e.hi].map(number),
        Some(Reading::Year(year)) => [
            year.value.to_string(),
            year.se.map(number).unwrap_or_default(),
            year.lo.to_string(),
            year.hi.map(|hi| hi.to_string()).unwrap_or_default(),
        ],
        Some(Reading::Count(count)) => [count.to_string(), none(), none(), none()],
        Some(Reading::Exact(value)) => [number(value), none(), none(), none()],
    }
}

/// A text as a cell: harmless to a spreadsheet, and quoted where RFC 4180 asks for it.
pub(super) fn text_cell(text: &str) -> String {
    // OWASP, "CSV Injection": what starts like this is run as a formula.
    let is_formula = text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
    let shown = printable_lines(text);
    let text = if is_formula { format!("'{shown}") } else { shown };
    if text.contains([',', '"', '\r', '\n']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::fixture;

    #[test]
    fn every_figure_of_the_json_has_its_row() {
        let (_, results) = fixture::run();
        let csv = super::rows(&results);
        let rows: Vec<&str> = csv.split_terminator("\r\n").collect();
        assert!(rows.iter().all(|row| row.split(',').count() == 11), "{csv}");
        let public = &results.perspectives["public"];
        let (mean, base) = (public.net_benefit.mean, results.base_case.net_benefit["public"]);
        let year = public.break_even_year.median.unwrap();
        let needed = public.outcomes["turned_around"].successes_to_break_even.unwrap();
        let number = |value: f64| serde_json::to_string(&value).unwrap();
        let [value, se, lo, hi] = [mean.value, mean.se, mean.lo, mean.hi].map(number);
        for row in [
            format!("public,net_benefit.mean,,{value},{se},{lo},{hi}"),
            format!(
                "public,break_even_year.median,,{},{},{},{}",
                year.value,
                number(year.se.unwrap()),
                year.lo,
                year.hi.unwrap()
            ),
            "municipality,break_even_year.median,,,,,".to_owned(),
            format!("public,base_case.net_benefit,,{},,,", number(base)),
            format!("public,outcomes.turned_around.successes_to_break_even,,{needed},,,"),
            ",outcomes.turned_around.without.mean,,0.0,0.0,0.0,0.0".to_owned(),
        ] {
            let row = format!("scenarios/u-turn.toml,one_third,{row},,");
            assert!(rows.iter().any(|other| other.starts_with(&row)), "{row} in\n{csv}");
        }
        let years = rows.iter().filter(|row| row.contains(",state,cash_flow.undiscounted,"));
        assert_eq!(years.count(), 7);
    }

    #[test]
    fn texts_are_quoted_and_no_formula_survives() {
        assert_eq!(text_cell("u-turn.toml"), "u-turn.toml");
        assert_eq!(text_cell("a \"b\", c"), "\"a \"\"b\"\", c\"");
        assert_eq!(text_cell("a\nb|æøå"), "\"a\nb|æøå\"");
        assert_eq!(text_cell("=HYPERLINK(\"x\",1)"), "\"'=HYPERLINK(\"\"x\"\",1)\"");
        for dangerous in ["+1", "-", "@SUM(A1)", "\t=1"] {
            assert!(text_cell(dangerous).starts_with('\''));
        }
    }
}
