//! The results for spreadsheets and statistics programs: long and tidy CSV, a row per figure.
//!
//! Columns are `scenario` (the file), `variant`, `perspective`, `metric` (the path of the figure in the JSON
//! results, below its perspective), `year`, `value`, `se`, `lo`, `hi`. A cell is empty where it does not apply
//! or the figure is null. Quoting and line ends follow RFC 4180. A text that a spreadsheet would take for a
//! formula gets an apostrophe before it.

use serde_json::Value;

use crate::summary::results::Results;

/// The first row.
pub const HEADER: &str = "scenario,variant,perspective,metric,year,value,se,lo,hi\r\n";

/// Parts of the results that are not figures.
const TEXTS: [&str; 5] = ["schema_version", "scenario", "run", "requirements", "warnings"];

/// One scenario's rows, without [`HEADER`].
///
/// # Errors
/// None for results that the engine made; what is not a finite number cannot be written.
pub fn render(results: &Results) -> Result<String, serde_json::Error> {
    // Walking the JSON keeps this format complete: what is added there is here too.
    let tree = serde_json::to_value(results)?;
    let variant = results.scenario.variant.as_deref().unwrap_or_default();
    let mut rows = Rows {
        start: format!("{},{}", text_cell(&results.scenario.file), text_cell(variant)),
        text: String::new(),
    };
    for (part, figures) in tree.as_object().into_iter().flatten() {
        match (part.as_str(), figures) {
            (part, _) if TEXTS.contains(&part) => {}
            ("perspectives", Value::Object(perspectives)) => {
                for (perspective, figures) in perspectives {
                    rows.walk(perspective, "", None, figures);
                }
            }
            ("unadjusted", Value::Object(perspectives)) => {
                for (perspective, figures) in perspectives {
                    rows.walk(perspective, "unadjusted", None, figures);
                }
            }
            ("base_case", Value::Object(metrics)) => {
                for (metric, perspectives) in metrics {
                    for (perspective, figure) in perspectives.as_object().into_iter().flatten() {
                        rows.walk(perspective, &format!("base_case.{metric}"), None, figure);
                    }
                }
            }
            (part, figures) => rows.walk("", part, None, figures),
        }
    }
    Ok(rows.text)
}

struct Rows {
    start: String,
    text: String,
}

impl Rows {
    /// Writes every figure at and below `figure`.
    fn walk(&mut self, perspective: &str, metric: &str, year: Option<usize>, figure: &Value) {
        match figure {
            Value::Object(parts) => {
                let is_estimate = parts.contains_key("value");
                if is_estimate {
                    let cells =
                        ["value", "se", "lo", "hi"].map(|cell| parts.get(cell).unwrap_or(&Value::Null));
                    self.row(perspective, metric, year, cells);
                }
                for (name, part) in parts {
                    if !(is_estimate && ["value", "se", "lo", "hi"].contains(&name.as_str())) {
                        let below = if metric.is_empty() { name.clone() } else { format!("{metric}.{name}") };
                        // A picture is no figure.
                        if below == "net_benefit.histogram" {
                            continue;
                        }
                        self.walk(perspective, &below, year, part);
                    }
                }
            }
            Value::Array(years) => {
                for (year, figure) in years.iter().enumerate() {
                    self.walk(perspective, metric, Some(year), figure);
                }
            }
            figure => self.row(perspective, metric, year, [figure, &Value::Null, &Value::Null, &Value::Null]),
        }
    }

    fn row(&mut self, perspective: &str, metric: &str, year: Option<usize>, cells: [&Value; 4]) {
        let year = year.map(|year| year.to_string()).unwrap_or_default();
        let cells = cells.map(|cell| match cell {
            Value::Null => String::new(),
            number => number.to_string(),
        });
        self.text.push_str(&self.start);
        for cell in [text_cell(perspective), text_cell(metric), year].iter().chain(&cells) {
            self.text.push(',');
            self.text.push_str(cell);
        }
        self.text.push_str("\r\n");
    }
}

/// A text as a cell: harmless to a spreadsheet, and quoted where RFC 4180 asks for it.
fn text_cell(text: &str) -> String {
    // OWASP, "CSV Injection": what starts like this is run as a formula.
    let is_formula = text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
    let text = if is_formula { format!("'{text}") } else { text.to_owned() };
    if text.contains([',', '"', '\r', '\n']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::fixture;

    #[test]
    fn every_figure_of_the_json_has_its_row() {
        let results = fixture::results();
        let csv = render(&results).unwrap();
        let rows: Vec<&str> = csv.split_terminator("\r\n").collect();
        assert!(rows.iter().all(|row| row.split(',').count() == 9), "{csv}");
        for row in [
            "scenarios/u-turn.toml,one_third,public,net_benefit.mean,,1903000.0,2210.0,1898668.4,1907331.6",
            "scenarios/u-turn.toml,one_third,public,break_even_year.median,,4,0.0,4,4",
            "scenarios/u-turn.toml,one_third,municipality,break_even_year.median,,,,,",
            "scenarios/u-turn.toml,one_third,public,base_case.net_benefit,,1891000.0,,,",
            "scenarios/u-turn.toml,one_third,public,outcomes.turned_around.successes_to_break_even,,7,,,",
            "scenarios/u-turn.toml,one_third,,outcomes.turned_around.without.mean,,0.0,0.0,0.0,0.0",
        ] {
            assert!(rows.contains(&row), "{row} in\n{csv}");
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
