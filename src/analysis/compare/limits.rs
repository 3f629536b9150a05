//! Limits on what may change, and whether they hold.

use std::collections::BTreeMap;

use super::comparison::{Gate, Measured};
use crate::scenario::metrics::{Kind, Metric, NoFigure};
use crate::scenario::numerals::is_thousands_point;
use crate::scenario::spelling::{nearest, quoted_list};
use crate::summary::results::{Estimate, Threshold};
use crate::summary::ties::untied;
use crate::summary::verdict;

/// A limit on the change of one figure.
#[derive(Debug, Clone, PartialEq)]
pub struct Limit {
    /// Which way it may not go, and how far it still may.
    pub bound: Bound,
    /// The figure: of a perspective, named by that and a path below it as in `[require]`, or by a path in the results.
    pub metric: Metric,
}

/// Which way a figure may not go.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Bound {
    /// It may fall by this much.
    MaxDrop(f64),
    /// It may rise by this much.
    MaxRise(f64),
    /// A mean net benefit that may not fall.
    NoLoser,
}

impl Limit {
    /// A payer or perspective whose mean net benefit may not fall.
    pub fn no_loser(perspective: &str) -> Limit {
        Limit { bound: Bound::NoLoser, metric: Metric::mean_net_benefit(perspective) }
    }

    /// A limit on a drop, from `PATH=X`.
    ///
    /// # Errors
    /// A lowercase fragment that says what was expected.
    pub fn max_drop(text: &str) -> Result<Limit, String> {
        let (metric, most) = read(text)?;
        Ok(Limit { bound: Bound::MaxDrop(most), metric })
    }

    /// A limit on a rise, from `PATH=X`.
    ///
    /// # Errors
    /// A lowercase fragment that says what was expected.
    pub fn max_rise(text: &str) -> Result<Limit, String> {
        let (metric, most) = read(text)?;
        Ok(Limit { bound: Bound::MaxRise(most), metric })
    }

    /// What may have been meant, where no scenario has the figure; `perspectives` by name, each with its label.
    pub fn meant(&self, perspectives: &BTreeMap<&str, &str>) -> String {
        let metric = &self.metric;
        let who = metric.perspective.as_deref().unwrap_or_default();
        if metric.perspective.is_none() || perspectives.contains_key(who) {
            return match (&metric.name, metric.year) {
                (Some(name), _) => format!("nothing there is called `{name}`"),
                (_, Some(year)) if !metric.row().yearly => format!("no horizon reaches year {year}"),
                _ => "below a perspective there are figures as probability_break_even or net_benefit.p5"
                    .to_owned(),
            };
        }
        let labelled = perspectives.iter().find(|(_, label)| **label == who).map(|(name, _)| *name);
        match labelled.or_else(|| nearest(who, perspectives.keys().copied())) {
            Some(name) => format!("did you mean `{name}`?"),
            None => {
                let names: Vec<&str> = perspectives.keys().copied().collect();
                format!("the payers and perspectives are {}", quoted_list(&names, "and"))
            }
        }
    }

    /// What the change is held against.
    pub fn threshold(&self) -> Threshold {
        match self.bound {
            // Not −0, which would be written as such.
            Bound::MaxDrop(most) => Threshold::AtLeast(0.0 - most),
            Bound::MaxRise(most) => Threshold::AtMost(most),
            Bound::NoLoser => Threshold::AtLeast(0.0),
        }
    }

    /// The option that states it.
    pub fn name(&self) -> String {
        match self.bound {
            Bound::MaxDrop(_) => format!("max-drop {}", self.metric),
            Bound::MaxRise(_) => format!("max-rise {}", self.metric),
            Bound::NoLoser => {
                format!("no-loser {}", self.metric.perspective.as_deref().unwrap_or_default())
            }
        }
    }

    /// Holds a change against the limit; a change that does not exist fails. `size` is that of what the figure is made of,
    /// `file` and `line` are to be looked into.
    pub fn judge(&self, change: Option<Estimate>, size: f64, file: &str, line: Option<usize>) -> Gate {
        let change = change.map(|change| untied(change, size));
        Gate {
            name: self.name(),
            of: Measured::Change,
            path: self.metric.to_string(),
            estimate: change,
            threshold: self.threshold(),
            verdict: verdict(change, self.threshold(), size),
            decides: true,
            weakened: false,
            years: None,
            file: file.to_owned(),
            line,
        }
    }
}

fn read(text: &str) -> Result<(Metric, f64), String> {
    let expected = || {
        "expected the path of a figure, an equals sign and how far it may go, as public.probability_break_even=0.02"
            .to_owned()
    };
    let (path, most) = text.rsplit_once('=').ok_or_else(expected)?;
    let path = path.trim();
    if !path.contains('.') || path.split('.').any(str::is_empty) {
        return Err(expected());
    }
    let metric = Metric::within(path).map_err(|wrong| no_figure(path, &wrong))?;
    let written = most.trim();
    let most: f64 = written.replace('_', "").parse().map_err(|_| expected())?;
    if !(most >= 0.0 && most.is_finite()) {
        return Err("expected a limit of 0 or more: how far the figure may go".to_owned());
    }
    // Nobody writes a last decimal of 0 but who means thousands.
    let counts =
        matches!(metric.kind(), Kind::Money | Kind::MoneyPerPerson | Kind::People | Kind::PersonYears);
    if counts && is_thousands_point(written) && written.ends_with('0') {
        return Err(format!(
            "`{written}` is {most}: write {} if thousands are meant, or {most}",
            written.replace('.', "_")
        ));
    }
    if metric.kind().range().is_some_and(|(low, high)| most >= high - low) {
        return Err(match metric.kind().is_share() {
            true => format!(
                "no probability or share can go that far: {most} percentage points are {}",
                most / 100.0
            ),
            false => "no year can go that far: it is how many years earlier or later".to_owned(),
        });
    }
    Ok((metric, most))
}

/// What to say of a path that leads to no figure.
fn no_figure(path: &str, wrong: &NoFigure) -> String {
    let inside = path.rsplit_once('.').filter(|(_, last)| ["value", "se", "lo", "hi"].contains(last));
    match inside.filter(|(figure, _)| Metric::within(figure).is_ok()) {
        Some((figure, _)) => format!(
            "no scenario has the figure `{path}`; if `{figure}` is meant, name that: its own error decides"
        ),
        None => format!("no scenario has the figure `{path}`; {}", wrong.label),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::summary::results::Verdict;

    #[test]
    fn limits_are_read_and_named() {
        let limit = Limit::max_drop("public.probability_break_even=0.02").unwrap();
        assert_eq!(limit.threshold(), Threshold::AtLeast(-0.02));
        assert_eq!(limit.name(), "max-drop public.probability_break_even");
        assert_eq!(
            Limit::max_rise("state.net_benefit.p5 = 1_000").unwrap().threshold(),
            Threshold::AtMost(1000.0)
        );
        assert_eq!(Limit::no_loser("region").metric.as_str(), "region.net_benefit.mean");
        for text in [
            "",
            "public=1",
            "public.=1",
            ".x=1",
            "public.p=-1",
            "public.p=x",
            "public.p=inf",
            "public.p",
            "public.probability_break_even=2",
            "public.break_even_year.by_year.3=1",
            "public.break_even_year.median=2020",
            // A hundred thousand, or a hundred?
            "public.net_benefit.mean=100.000",
        ] {
            assert!(Limit::max_drop(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_limit_is_only_crossed_beyond_the_error() {
        let limit = Limit::max_drop("public.probability_break_even=0.02").unwrap();
        let judged = |lo: f64, hi: f64| {
            limit.judge(Some(Estimate { value: (lo + hi) / 2.0, se: 0.0, lo, hi }), 0.0, "", None).verdict
        };
        assert_eq!(judged(-0.02, 0.0), Verdict::Pass);
        assert_eq!(judged(-0.03, -0.01), Verdict::Inconclusive);
        assert_eq!(judged(-0.05, -0.021), Verdict::Fail);
        assert_eq!(limit.judge(None, 0.0, "", None).verdict, Verdict::Fail);
        assert_eq!(
            Limit::no_loser("region")
                .judge(Some(Estimate { value: 0.0, se: 0.0, lo: 0.0, hi: 0.0 }), 0.0, "", None)
                .verdict,
            Verdict::Pass
        );
    }
}
