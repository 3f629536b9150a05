//! Limits on what may change, and whether they hold.

use std::collections::BTreeMap;

use super::comparison::{Gate, Measured};
use crate::scenario::METRICS;
use crate::scenario::spelling::{nearest, quoted_list};
use crate::summary::results::{Estimate, Threshold};
use crate::summary::verdict;

/// A limit on the change of one figure.
#[derive(Debug, Clone, PartialEq)]
pub struct Limit {
    /// Which way it may not go, and how far it still may.
    pub bound: Bound,
    /// Path of the figure: a perspective and a path below it as in `[require]`, or a path in the results.
    pub path: String,
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
        Limit { bound: Bound::NoLoser, path: format!("{perspective}.net_benefit.mean") }
    }

    /// A limit on a drop, from `PATH=X`.
    ///
    /// # Errors
    /// A lowercase fragment that says what was expected.
    pub fn max_drop(text: &str) -> Result<Limit, String> {
        let (path, most) = read(text)?;
        Ok(Limit { bound: Bound::MaxDrop(most), path })
    }

    /// A limit on a rise, from `PATH=X`.
    ///
    /// # Errors
    /// A lowercase fragment that says what was expected.
    pub fn max_rise(text: &str) -> Result<Limit, String> {
        let (path, most) = read(text)?;
        Ok(Limit { bound: Bound::MaxRise(most), path })
    }

    /// The figure whose value or error the path seems to mean, if it ends inside one.
    pub fn around(&self) -> Option<&str> {
        let (figure, last) = self.path.rsplit_once('.')?;
        ["value", "se", "lo", "hi"].contains(&last).then_some(figure)
    }

    /// What may have been meant, where there is no figure at the path; `perspectives` by name, each with its label.
    pub fn meant(&self, perspectives: &BTreeMap<&str, &str>) -> String {
        if let Some(figure) = self.around() {
            return format!("if `{figure}` is meant, name that: its own error decides");
        }
        let (who, rest) = self.path.split_once('.').unwrap_or((&self.path, ""));
        if perspectives.contains_key(who) {
            return match nearest(rest, METRICS) {
                Some(metric) => format!("did you mean `{who}.{metric}`?"),
                None => {
                    format!("below `{who}` there are figures as probability_break_even or net_benefit.p5")
                }
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
            Bound::MaxDrop(_) => format!("max-drop {}", self.path),
            Bound::MaxRise(_) => format!("max-rise {}", self.path),
            Bound::NoLoser => format!("no-loser {}", self.path.split('.').next().unwrap_or_default()),
        }
    }

    /// Holds a change against the limit; a change that does not exist fails. `file` and `line` are to be looked into.
    pub fn judge(&self, change: Option<Estimate>, file: &str, line: Option<usize>) -> Gate {
        Gate {
            name: self.name(),
            of: Measured::Change,
            path: self.path.clone(),
            estimate: change,
            threshold: self.threshold(),
            verdict: verdict(change, self.threshold()),
            decides: true,
            weakened: false,
            file: file.to_owned(),
            line,
        }
    }
}

/// Whether a path leads to a probability or a share.
pub fn is_share(path: &str) -> bool {
    ["probability", "by_year", ".never", "_share", "joint."].iter().any(|part| path.contains(part))
}

fn read(text: &str) -> Result<(String, f64), String> {
    let expected = || {
        "expected the path of a figure, an equals sign and how far it may go, as public.probability_break_even=0.02"
            .to_owned()
    };
    let (path, most) = text.rsplit_once('=').ok_or_else(expected)?;
    let path = path.trim();
    if !path.contains('.') || path.split('.').any(str::is_empty) {
        return Err(expected());
    }
    let most: f64 = most.trim().replace('_', "").parse().map_err(|_| expected())?;
    if !(most >= 0.0 && most.is_finite()) {
        return Err("expected a limit of 0 or more: how far the figure may go".to_owned());
    }
    if is_share(path) && most >= 1.0 {
        return Err(format!(
            "no probability or share can go that far: {} percentage points are {}",
            most,
            most / 100.0
        ));
    }
    Ok((path.to_owned(), most))
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
        assert_eq!(Limit::no_loser("region").path, "region.net_benefit.mean");
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
        ] {
            assert!(Limit::max_drop(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_limit_is_only_crossed_beyond_the_error() {
        let limit = Limit::max_drop("public.probability_break_even=0.02").unwrap();
        let judged = |lo: f64, hi: f64| {
            limit.judge(Some(Estimate { value: (lo + hi) / 2.0, se: 0.0, lo, hi }), "", None).verdict
        };
        assert_eq!(judged(-0.02, 0.0), Verdict::Pass);
        assert_eq!(judged(-0.03, -0.01), Verdict::Inconclusive);
        assert_eq!(judged(-0.05, -0.021), Verdict::Fail);
        assert_eq!(limit.judge(None, "", None).verdict, Verdict::Fail);
        assert_eq!(
            Limit::no_loser("region")
                .judge(Some(Estimate { value: 0.0, se: 0.0, lo: 0.0, hi: 0.0 }), "", None)
                .verdict,
            Verdict::Pass
        );
    }
}
