//! Holding the figures of a pair against limits on their change and against what the files require.

use super::ask::{Between, Paired};
use super::batches::{Batches, are_needed};
use super::comparison::{Assumption, Gate, Measured, Touches};
use super::limits::Limit;
use super::pairs::Pairs;
use super::questions::Questions;
use super::seen::Seeing;
use super::side::Side;
use crate::sampling::Sharing;
use crate::scenario::diagnostic::line_and_column;
use crate::scenario::metrics::Figure;
use crate::scenario::{Bound, Requirement};
use crate::summary::judge;
use crate::summary::metrics::{Reading, read};
use crate::summary::quantiles::Missed;
use crate::summary::results::{Estimate, Perspectives, RequirementResult, Results, Verdict};
use crate::summary::run::ask::Asked;
use crate::summary::ties::size;

/// Holds figures against limits and requirements.
pub(super) struct Judge<'a> {
    pub(super) sides: [&'a Side<'a>; 2],
    pub(super) results: [&'a Results; 2],
    /// The perspectives as limits and requirements see them, with intervals as sure as the look asks for.
    pub(super) judged: [&'a Perspectives; 2],
    /// What lies between the two; `None` where both are the same model.
    pub(super) paired: Option<&'a [Paired]>,
    pub(super) asked: [&'a Asked; 2],
    pub(super) see: &'a Seeing<'a>,
    pub(super) assumptions: &'a [Assumption],
}

impl Judge<'_> {
    /// Limits first, in the order of the call, then what the files require.
    ///
    /// # Errors
    /// [`Missed`] where a quantile was not kept.
    pub(super) fn gates(&self, limits: &[Limit]) -> Result<Vec<Gate>, Missed> {
        let (mut gates, mut batches) = (Vec::new(), None);
        for limit in limits {
            let found = [0, 1].map(|at| read(self.results[at], &limit.metric));
            // What neither has is no figure of this pair.
            if found == [None, None] {
                continue;
            }
            let [was, is] = found.map(|found| {
                let estimate = found.flatten().map(Reading::estimate);
                // What is infinite has no change.
                estimate.filter(|estimate| estimate.value.is_finite())
            });
            let change = match (self.paired, was, is) {
                (None, ..) => Some(Estimate::exact(0.0)),
                // A perspective that comes to the very same in both has the same figures.
                _ if found[0] == found[1] && self.is_untouched(limit) => Some(Estimate::exact(0.0)),
                (Some(paired), Some(was), Some(is)) => {
                    Some(self.change(paired, limit, [was, is], &mut batches)?)
                }
                _ => self.beyond_never(limit),
            };
            let (file, line) = self.culprit();
            let sizes = self.results.map(|results| size(results, &limit.metric));
            let larger = if sizes[1] > sizes[0] { sizes[1] } else { sizes[0] };
            let gate = limit.judge(change, larger, &file, line);
            gates.push(match change {
                // A year more or less than never is no number.
                Some(e) if e.value.is_infinite() => {
                    let years = [was, is].map(|year| year.map(|year| year.value as usize));
                    Gate { estimate: None, years: Some(years), ..gate }
                }
                None if was.is_none() && is.is_none() => Gate { verdict: Verdict::Inconclusive, ..gate },
                _ => gate,
            });
        }
        let programmes = self.sides[1].sharing != Sharing::Everything;
        if programmes {
            gates.extend(self.requirements(0));
        }
        gates.extend(self.requirements(1));
        if !programmes {
            gates.extend(self.weakened());
        }
        Ok(gates)
    }

    /// The change of a figure: paired where it is a mean of something that each draw has, else from batches, which are read
    /// once.
    fn change(
        &self,
        paired: &[Paired],
        limit: &Limit,
        [was, is]: [Estimate; 2],
        batches: &mut Option<Batches>,
    ) -> Result<Estimate, Missed> {
        let metric = &limit.metric;
        // Of what has no finite error on a side, the change has none either.
        if [was, is].iter().any(|e| e.lo == f64::NEG_INFINITY) {
            return Ok(Estimate::of_unknown_error(is.value - was.value));
        }
        let reader = self.see.reader.at(self.see.look.confidence);
        let of_draws = between(paired, limit).flatten().and_then(|p| {
            let [up, down] = p.break_even;
            match metric.figure() {
                Figure::NetBenefitMean => Some(reader.mean(p.expected)),
                Figure::PeakMean => Some(reader.change_of_rare(p.peak, [was, is])),
                Figure::ProbabilityBreakEven => Some(reader.change([up, down])),
                Figure::ProbabilityLoss | Figure::BreakEvenNever => Some(reader.change([down, up])),
                Figure::BreakEvenBy => reader.turning(p.years).get(metric.year?).copied(),
                _ => None,
            }
        });
        if let Some(change) = of_draws {
            return Ok(change);
        }
        // Nothing was told apart for the figures that every pair is asked for: what is left of them is untouched.
        if !are_needed(metric) {
            return Ok(Estimate::exact(is.value - was.value));
        }
        let is_exact = |e: Estimate| e.se == 0.0 && e.lo == e.hi;
        if is_exact(was) && is_exact(is) {
            return Ok(Estimate::exact(is.value - was.value));
        }
        let batches = match batches {
            Some(batches) => batches,
            None => batches.insert(Batches::read(self.see, self.asked, self.results)?),
        };
        Ok(batches.change(self.see, metric, was.value, is.value))
    }

    /// Whether the limit is on a perspective that comes to the very same in both.
    fn is_untouched(&self, limit: &Limit) -> bool {
        self.paired.and_then(|paired| between(paired, limit)).is_some_and(|between| between.is_none())
    }

    /// The change of a median year that is never on a side, which is later than any year. From never to never nothing changes.
    fn beyond_never(&self, limit: &Limit) -> Option<Estimate> {
        let perspective = limit.metric.perspective.as_ref()?;
        let year = |at: usize| Some(self.judged[at].get(perspective)?.break_even_year.median_or_never());
        let (Figure::BreakEvenMedian, was, is) = (limit.metric.figure(), year(0)?, year(1)?) else {
            return None;
        };
        let less = |a: f64, b: f64| if a == b { 0.0 } else { a - b };
        let (value, lo, hi) = (less(is.value, was.value), less(is.lo, was.hi), less(is.hi, was.lo));
        Some(Estimate { value, se: if lo == hi { 0.0 } else { f64::INFINITY }, lo, hi })
    }

    /// What one file requires of itself.
    fn requirements(&self, at: usize) -> Vec<Gate> {
        let stated_before = |name: &str| {
            let prefix = format!("require.{name}.");
            !self.assumptions.iter().any(|a| a.path.starts_with(&prefix))
        };
        let of = if at == 0 { Measured::Base } else { Measured::Other };
        let requirements = self.results[at].requirements.iter();
        requirements
            .map(|requirement| {
                let stated_before = stated_before(&requirement.name);
                let as_before = stated_before && self.sides[at].along && self.base_fails(&requirement.name);
                let decides = (self.paired.is_some() || !stated_before) && !as_before;
                gate(self.sides[at], requirement, of, decides)
            })
            .collect()
    }

    /// Whether the base misses what it requires of itself: a variant may be there to show what would not do.
    fn base_fails(&self, name: &str) -> bool {
        let of_base = self.results[0].requirements.iter().find(|requirement| requirement.name == name);
        of_base.is_some_and(|requirement| requirement.verdict == Verdict::Fail)
    }

    /// What the base requires and the other does not, or not as strictly, held against the base's thresholds.
    fn weakened(&self) -> Vec<Gate> {
        let [base, other] = self.sides;
        let is = &other.loaded.scenario.requirements;
        let requirements = base.loaded.scenario.requirements.iter();
        requirements
            .filter(|(name, was)| !is.get(*name).is_some_and(|is| is_as_strict(is, was)))
            .map(|(name, was)| {
                let judged = judge(name, was, self.judged[1].get(&was.perspective));
                let place = Place::of(other, is.get(name));
                Gate {
                    name: format!("require {name} (of the base)"),
                    weakened: true,
                    file: place.file,
                    line: place.line,
                    ..gate(base, &judged, Measured::Other, false)
                }
            })
            .collect()
    }

    /// Where to look first when a limit is crossed: at what was changed.
    fn culprit(&self) -> (String, Option<usize>) {
        let changed = self.assumptions.iter().filter(|a| a.touches == Touches::Model && a.is.is_some());
        let place = changed.filter(|a| a.line.is_some()).map(|a| (a.file.clone(), a.line)).next();
        place.unwrap_or_else(|| (self.sides[1].file.to_owned(), None))
    }
}

/// What lies between the two for the perspective that a limit is on.
fn between<'p>(paired: &'p [Paired], limit: &Limit) -> Option<Option<&'p Between>> {
    let paired = paired.iter().find(|p| limit.metric.perspective.as_ref() == Some(&p.name));
    paired.map(|paired| paired.between.as_ref())
}

/// Whether more draws may decide what is not decided yet.
pub(super) fn is_open(gates: &[Gate]) -> bool {
    // What has no figure to compare has none with more draws; a median year may be found yet.
    let may_be_known = |e: &Estimate| e.lo.is_finite() || e.hi.is_finite();
    let has_figure = |gate: &Gate| {
        gate.estimate.as_ref().is_some_and(may_be_known)
            || gate.years.is_some()
            || gate.of != Measured::Change
    };
    gates.iter().any(|gate| gate.decides && gate.verdict == Verdict::Inconclusive && has_figure(gate))
}

/// Whether a requirement asks for at least what another asks for.
fn is_as_strict(is: &Requirement, was: &Requirement) -> bool {
    let same_figure = (&is.metric, &is.perspective) == (&was.metric, &was.perspective);
    same_figure
        && match (is.bound, was.bound) {
            (Bound::AtLeast(is), Bound::AtLeast(was)) => is >= was,
            (Bound::AtMost(is), Bound::AtMost(was)) => is <= was,
            _ => false,
        }
}

/// A requirement of one file as a gate.
pub(super) fn gate(side: &Side<'_>, requirement: &RequirementResult, of: Measured, decides: bool) -> Gate {
    let RequirementResult { name, metric, perspective, estimate, threshold, verdict } = requirement;
    let place = Place::of(side, side.loaded.scenario.requirements.get(name));
    Gate {
        name: format!("require {name}"),
        of,
        path: format!("{perspective}.{metric}"),
        estimate: *estimate,
        threshold: *threshold,
        verdict: *verdict,
        decides,
        weakened: false,
        years: None,
        file: place.file,
        line: place.line,
    }
}

/// Where a requirement stands.
struct Place {
    file: String,
    line: Option<usize>,
}

impl Place {
    /// The requirement's own place, or the file it is missing from.
    fn of(side: &Side<'_>, requirement: Option<&Requirement>) -> Place {
        let place = requirement.and_then(|requirement| requirement.place.as_ref());
        match place.and_then(|place| Some((place, side.loaded.files.get(place.file)?))) {
            Some((place, file)) => {
                let (line, _) = line_and_column(&file.text, place.span.start);
                Place { file: file.name.clone(), line: Some(line) }
            }
            None => Place { file: side.file.to_owned(), line: None },
        }
    }
}

/// A limit that concerns no figure of any pair, if there is one.
pub fn unknown_limit<'q>(questions: &'q Questions, pairs: &Pairs) -> Option<&'q Limit> {
    let known = |limit: &&Limit| {
        let name = limit.name();
        pairs.briefs().iter().any(|pair| pair.gates.iter().any(|gate| gate.name == name))
    };
    questions.limits.iter().find(|limit| !known(limit))
}
