//! Holding the figures of a pair against limits on their change and against what the files require.

use serde_json::Value;

use super::compare::{Figures, Impossible, Questions, Side, exactly};
use super::comparison::{Assumption, Gate, Measured, Pair, Touches};
use super::confidence::Confidence;
use super::limits::Limit;
use super::looks::Look;
use super::paired::Paired;
use super::repeats;
use crate::engine::Watch;
use crate::sampling::{REPLICATES, Sampling, Sharing};
use crate::scenario::diagnostic::line_and_column;
use crate::summary::results::{Estimate, RequirementResult, Results};
use crate::summary::{Settings, figure_at, verdict};

/// Holds figures against limits and requirements.
pub(super) struct Judge<'a> {
    pub(super) sides: [&'a Side<'a>; 2],
    pub(super) figures: &'a Figures,
    pub(super) assumptions: &'a [Assumption],
    pub(super) settings: &'a Settings,
    pub(super) look: &'a Look,
    pub(super) watch: &'a dyn Watch,
}

impl Judge<'_> {
    /// Limits first, in the order of the call, then what the files require.
    pub(super) fn gates(&self, limits: &[Limit]) -> Result<Vec<Gate>, Impossible> {
        let trees = [0, 1].map(|at| figures(&self.figures.results[at]));
        let mut gates = Vec::new();
        for limit in limits {
            let found = [0, 1].map(|at| figure_at(&trees[at], &limit.path));
            // What neither has is no figure of this pair.
            if found == [None, None] {
                continue;
            }
            let [was, is] = found.map(Option::flatten);
            let change = match (&self.figures.paired, was, is) {
                (None, ..) => Some(exactly(0.0)),
                (Some(paired), Some(was), Some(is)) => Some(self.change(paired, limit, was, is)?),
                _ => None,
            };
            let (file, line) = self.culprit();
            gates.push(limit.judge(change, &file, line));
        }
        let programmes = self.sides[1].sharing != Sharing::Everything;
        if programmes {
            gates.extend(self.requirements(0));
        }
        gates.extend(self.requirements(1));
        Ok(gates)
    }

    /// The change of a figure: paired where it is a mean of something that each draw has.
    fn change(
        &self,
        paired: &Paired,
        limit: &Limit,
        was: Estimate,
        is: Estimate,
    ) -> Result<Estimate, Impossible> {
        let confidence = self.look.confidence;
        let (perspective, metric) = limit.path.split_once('.').unwrap_or((&limit.path, ""));
        let of_draws =
            paired.perspectives.iter().find(|p| p.name == perspective).and_then(|p| match metric {
                "net_benefit.mean" => Some(p.mean(confidence)),
                "peak_funding_need.mean" => Some(p.peak(confidence)),
                "probability_break_even" => Some(p.break_even(confidence)),
                "probability_loss" | "break_even_year.never" => Some(p.loss(confidence)),
                metric => {
                    let year = metric.strip_prefix("break_even_year.by_year.")?.parse::<usize>().ok()?;
                    p.by_year(confidence).get(year).copied()
                }
            });
        match of_draws {
            Some(change) => Ok(change),
            None => repeats::change(self.sides, limit, (was, is), self.settings, confidence, self.watch)
                .map_err(|failure| Impossible::Failed { other: true, failure }),
        }
    }

    /// What one file requires of itself.
    fn requirements(&self, at: usize) -> Vec<Gate> {
        let side = self.sides[at];
        let scenario = &side.loaded.scenario;
        let stated_before = |name: &str| {
            let prefix = format!("require.{name}.");
            !self.assumptions.iter().any(|a| a.path.starts_with(&prefix))
        };
        let requirements = self.figures.results[at].requirements.iter();
        requirements
            .map(|requirement| {
                let RequirementResult { name, metric, perspective, estimate, threshold, .. } = requirement;
                let estimate = estimate.map(|estimate| self.widened(estimate, metric));
                let place = scenario.requirements.get(name).and_then(|r| r.place.as_ref());
                let file = place.and_then(|place| side.loaded.files.get(place.file));
                let line =
                    place.zip(file).map(|(place, file)| line_and_column(&file.text, place.span.start).0);
                Gate {
                    name: format!("require {name}"),
                    of: if at == 0 { Measured::Base } else { Measured::Other },
                    path: format!("{perspective}.{metric}"),
                    estimate,
                    threshold: *threshold,
                    verdict: verdict(estimate, *threshold),
                    decides: self.figures.paired.is_some() || !stated_before(name),
                    file: file.map_or_else(|| side.file.to_owned(), |file| file.name.clone()),
                    line,
                }
            })
            .collect()
    }

    /// A figure of one run with the interval of a look.
    fn widened(&self, estimate: Estimate, metric: &str) -> Estimate {
        let Look { draws, confidence } = *self.look;
        if confidence == Confidence::USUAL || estimate.lo == estimate.hi {
            return estimate;
        }
        let Estimate { value, se, lo, hi } = estimate;
        if self.settings.sampling != Sampling::Random {
            return confidence.around_spread(value, se, REPLICATES);
        }
        let is_share = metric.contains("probability") || metric.starts_with("break_even_year.");
        let hits = value * draws as f64;
        if is_share && metric != "break_even_year.median" && (hits - libm::round(hits)).abs() < 1e-3 {
            return confidence.probability(libm::round(hits) as u64, draws);
        }
        let wider = confidence.z / Confidence::USUAL.z;
        Estimate { value, se, lo: value - wider * (value - lo), hi: value + wider * (hi - value) }
    }

    /// Where to look first when a limit is crossed: at what was changed.
    fn culprit(&self) -> (String, Option<usize>) {
        let changed = self.assumptions.iter().filter(|a| a.touches == Touches::Model && a.is.is_some());
        let place = changed.filter(|a| a.line.is_some()).map(|a| (a.file.clone(), a.line)).next();
        place.unwrap_or_else(|| (self.sides[1].file.to_owned(), None))
    }
}

/// Results as a tree in which a perspective stands at the top, as in the paths of limits.
pub(super) fn figures(results: &Results) -> Value {
    let mut tree = serde_json::to_value(results).unwrap_or_default();
    if let Value::Object(top) = &mut tree
        && let Some(Value::Object(perspectives)) = top.get("perspectives").cloned()
    {
        top.extend(perspectives);
    }
    tree
}

/// A limit that concerns no figure of any pair, if there is one.
pub fn unknown_limit<'q>(questions: &'q Questions, pairs: &[Pair]) -> Option<&'q Limit> {
    let known = |limit: &&Limit| {
        let name = limit.name();
        pairs.iter().any(|pair| pair.gates.iter().any(|gate| gate.name == name))
    };
    questions.limits.iter().find(|limit| !known(limit))
}
