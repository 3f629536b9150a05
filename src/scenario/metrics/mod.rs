//! What figures there are, and the paths by which requirements and limits name them.
//!
//! [`PARTS`] is the one table of them: paths, units, meanings, where errors come from. How each is read off results says
//! [`crate::summary::metrics`]; `docs/metrics.md` lists them.

mod pattern;
mod table;

use std::fmt;

pub use pattern::{NoFigure, Slots};
pub use table::{BESIDE, Figure, Flow, JOINT, OUTCOME, PARTS, PERSPECTIVE, STATE};

use super::keys::CALENDAR;
use super::limits::HORIZON;
use pattern::{fill, matches, no_figure};

/// What kind of number a figure is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// An amount in the scenario's currency.
    Money,
    /// Such an amount for each person.
    MoneyPerPerson,
    /// A probability.
    Probability,
    /// A share of something else than draws.
    Share,
    /// A calendar year.
    Year,
    /// A number without a unit.
    Ratio,
    /// A number of people.
    People,
    /// Years that people spend somewhere.
    PersonYears,
}

impl Kind {
    /// The unit, as the documentation names it.
    pub fn unit(self) -> &'static str {
        match self {
            Kind::Money => "currency",
            Kind::MoneyPerPerson => "currency per person",
            Kind::Probability | Kind::Share => "0–1",
            Kind::Year => "year",
            Kind::Ratio => "–",
            Kind::People => "people",
            Kind::PersonYears => "person-years",
        }
    }

    /// Whether it lies in 0–1 and is shown in per cent, a change in percentage points.
    pub fn is_share(self) -> bool {
        matches!(self, Kind::Probability | Kind::Share)
    }

    /// The least and the most that figures of this kind can be, where that is known.
    pub fn range(self) -> Option<(f64, f64)> {
        match self {
            Kind::Probability | Kind::Share => Some((0.0, 1.0)),
            Kind::Year => Some((0.0, HORIZON as f64)),
            Kind::Money | Kind::MoneyPerPerson | Kind::Ratio | Kind::People | Kind::PersonYears => None,
        }
    }

    /// Whether it is shown as an amount of money.
    pub fn is_money(self) -> bool {
        matches!(self, Kind::Money | Kind::MoneyPerPerson)
    }
}

/// One kind of figure: a row of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Row {
    /// Which it is.
    pub figure: Figure,
    /// Its path below that of its part: `<p>`, `<o>`, `<s>`, `<t>`, `<payer>` and `NAME` (of a line) stand for names and years.
    pub path: &'static str,
    /// What kind of number it is.
    pub kind: Kind,
    /// What it is, in a line.
    pub meaning: &'static str,
    /// Where its error comes from; empty where it has none.
    pub error: &'static str,
    /// How to read it; may be empty.
    pub reading: &'static str,
    /// Whether it is there with `--outputs yearly` alone.
    pub yearly: bool,
}

/// Figures of one thing.
#[derive(Debug, PartialEq, Eq)]
pub struct Part {
    /// Path of the thing in the results; empty where its rows say it.
    pub path: &'static str,
    /// Its figures, in the order of the documentation.
    pub rows: &'static [Row],
}

impl Part {
    /// The whole path of a row, names and years open.
    pub fn pattern(&self, row: &Row) -> String {
        if self.path.is_empty() { row.path.to_owned() } else { format!("{}.{}", self.path, row.path) }
    }
}

/// One figure of a result: which it is, and of what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Metric {
    row: &'static Row,
    text: String,
    /// The perspective; `None` where it is of none, or of one that is named elsewhere.
    pub perspective: Option<String>,
    /// The outcome, state, line or payer.
    pub name: Option<String>,
    /// The year.
    pub year: Option<usize>,
}

impl Metric {
    /// A figure below a perspective, as in `[require]`; years go up to `last`.
    ///
    /// # Errors
    /// [`NoFigure`] where the path leads to none that every run has.
    pub fn below(path: &str, last: usize) -> Result<Metric, NoFigure> {
        let rows = || PERSPECTIVE.rows.iter().filter(|row| !row.yearly);
        let patterns = rows().map(|row| (row, row.path.to_owned()));
        find(path, last, patterns)
            .unwrap_or_else(|| Err(no_figure(path, rows().map(|row| row.path.to_owned()))))
    }

    /// A figure of results: a perspective and a path below it, or a path in the results.
    ///
    /// # Errors
    /// [`NoFigure`] where the path leads to none.
    pub fn within(path: &str) -> Result<Metric, NoFigure> {
        // Names may be those of parts: what leads to a figure one way only is that figure.
        let parts = || PARTS.iter().flat_map(|part| part.rows.iter().map(|row| (row, part.pattern(row))));
        let own = || PERSPECTIVE.rows.iter().map(|row| (row, format!("<p>.{}", row.path)));
        let all = || parts().chain(own());
        find(path, HORIZON, all()).unwrap_or_else(|| {
            let found = no_figure(path, all().map(|(_, pattern)| pattern));
            Err(match Metric::below(path, HORIZON) {
                Ok(_) => NoFigure {
                    label: format!("name the payer or perspective before it, as `public.{path}`"),
                    ..found
                },
                Err(_) => found,
            })
        })
    }

    /// The mean net benefit of a perspective.
    pub fn mean_net_benefit(perspective: &str) -> Metric {
        Metric {
            row: &PERSPECTIVE.rows[0],
            text: format!("{perspective}.{}", PERSPECTIVE.rows[0].path),
            perspective: Some(perspective.to_owned()),
            name: None,
            year: None,
        }
    }

    /// The figure of a row, with names and year filled in; the text is its path in the results.
    pub fn of(part: &Part, row: &'static Row, slots: Slots<'_>) -> Metric {
        let Slots { perspective, name, year } = slots;
        let text = fill(&part.pattern(row), &slots);
        let year = year.and_then(|year| year.parse().ok());
        Metric { row, text, perspective: perspective.map(str::to_owned), name: name.map(str::to_owned), year }
    }

    /// Which figure it is.
    pub fn figure(&self) -> Figure {
        self.row.figure
    }

    /// Its row in the table.
    pub fn row(&self) -> &'static Row {
        self.row
    }

    /// What kind of number it is.
    pub fn kind(&self) -> Kind {
        self.row.kind
    }

    /// Its path without perspective and year, for tables that have columns of their own for these.
    pub fn column(&self) -> String {
        let part = PARTS.into_iter().find(|part| part.rows.contains(self.row)).unwrap_or(&PERSPECTIVE);
        let pattern = if *part == PERSPECTIVE { self.row.path.to_owned() } else { part.pattern(self.row) };
        let filled = fill(&pattern, &Slots { name: self.name.as_deref(), ..Slots::default() });
        let steps = filled.split('.').filter(|step| !["<p>", "<t>"].contains(step));
        steps.collect::<Vec<&str>>().join(".")
    }

    /// Its path, as it was written.
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

impl fmt::Display for Metric {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// The figure at a path, or what is wrong with its year; `None` where no pattern fits.
fn find(
    path: &str,
    last: usize,
    patterns: impl Iterator<Item = (&'static Row, String)>,
) -> Option<Result<Metric, NoFigure>> {
    for (row, pattern) in patterns {
        let Some(Slots { perspective, name, year }) = matches(&pattern, path) else { continue };
        let year = match year.map(|year| calendar_year(year, last)).transpose() {
            Ok(year) => year,
            Err(wrong) => return Some(Err(wrong)),
        };
        let [perspective, name] = [perspective, name].map(|name| name.map(str::to_owned));
        return Some(Ok(Metric { row, text: path.to_owned(), perspective, name, year }));
    }
    None
}

fn calendar_year(text: &str, last: usize) -> Result<usize, NoFigure> {
    let canonical = text == "0" || !text.starts_with('0') && text.bytes().all(|b| b.is_ascii_digit());
    text.parse().ok().filter(|year| canonical && *year <= last).ok_or_else(|| NoFigure {
        label: format!("expected a year from 0 to {last}"),
        help: match text.parse().is_ok_and(|year| CALENDAR.contains(year)) {
            true => format!("years are counted from the start: year 0 is the first, not {text}"),
            false => "the years run 0, 1 … horizon".to_owned(),
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_parts_may_be_names_of_perspectives() {
        let of = |path: &str| {
            let metric = Metric::within(path).unwrap();
            (metric.figure(), metric.perspective, metric.name)
        };
        let some = |name: &str| Some(name.to_owned());
        assert_eq!(of("joint.net_benefit.mean"), (Figure::NetBenefitMean, some("joint"), None));
        assert_eq!(of("joint.all_payers_gain"), (Figure::AllPayersGain, None, None));
        assert_eq!(of("outcomes.net_benefit.mean"), (Figure::NetBenefitMean, some("outcomes"), None));
        assert_eq!(of("outcomes.work.with.mean"), (Figure::With, None, some("work")));
        assert_eq!(
            of("outcomes.outcomes.work.cost_per_additional_success"),
            (Figure::CostPerAdditionalSuccess, some("outcomes"), some("work"))
        );
        assert_eq!(of("unadjusted.net_benefit.mean"), (Figure::NetBenefitMean, some("unadjusted"), None));
        assert_eq!(
            of("perspectives.base_case.net_benefit.mean"),
            (Figure::NetBenefitMean, some("base_case"), None)
        );
        assert_eq!(Metric::mean_net_benefit("x"), Metric::within("x.net_benefit.mean").unwrap());
        assert_eq!(Metric::within("city.lines.costs.probability_training").unwrap().kind(), Kind::Money);
    }

    #[test]
    fn no_path_leads_to_figures_of_two_kinds() {
        for part in PARTS {
            for row in part.rows {
                for slots in ["mean", "public", "net_benefit"] {
                    let slots = Slots { perspective: Some(slots), name: Some("x"), year: Some("3") };
                    let path = fill(&part.pattern(row), &slots);
                    assert_eq!(Metric::within(&path).unwrap().figure(), row.figure, "{path}");
                }
            }
        }
    }

    #[test]
    fn slips_are_told() {
        let below = |path: &str| Metric::below(path, 6).unwrap_err().label;
        for (path, says) in [
            ("net_benefit.p6", "did you mean `net_benefit.p5`?"),
            ("net_benfit.p5", "did you mean `net_benefit.p5`?"),
            (
                "net_benefit",
                "expected `mean`, `sd`, `p5`, `p10`, `p25`, `p50`, `p75`, `p90` or `p95` after it",
            ),
            ("break_even_year.by_year", "expected a year after it"),
            ("break_even_year.by_year.7", "expected a year from 0 to 6"),
            ("break_even_year.by_year.03", "expected a year from 0 to 6"),
            ("break_even_year.by_yaer.3", "did you mean `break_even_year.by_year.3`?"),
            ("cash_flow.undiscounted", "expected a year after it"),
            ("cash_flow.undiscuonted.3", "did you mean `cash_flow.undiscounted.3`?"),
            ("lines", "expected `costs`, `effects` or `payments` after it"),
            ("lines.costs", "expected a name after it"),
            ("lines.cost.treatment", "did you mean `lines.costs.treatment`?"),
            (
                "outcomes.work.cost_per_aditional_success",
                "did you mean `outcomes.work.cost_per_additional_success`?",
            ),
            ("cash_flow.undiscounted.3.p5", "expected the path of a figure"),
            ("nonsense", "expected the path of a figure"),
        ] {
            assert_eq!(below(path), says, "{path}");
        }
        let within = |path: &str| Metric::within(path).unwrap_err().label;
        assert_eq!(within("public.probability_braek_even"), "did you mean `public.probability_break_even`?");
        assert_eq!(within("joint.all_payer_gain"), "did you mean `joint.all_payers_gain`?");
        assert!(within("lines.costs.treatment").contains("`public.lines.costs.treatment`"));
        assert!(Metric::within("public.cash_flow.undiscounted.3.p5").is_ok());
    }
}
