//! Requirements: which figure, of whom, against which threshold.

use super::super::codes::Code;
use super::super::diagnostic::Diagnostic;
use super::super::document::*;
use super::super::keys::{Names, Section};
use super::super::recognise::join;
use super::super::spelling::nearest;
use super::super::tree::Node;
use super::{Draft, Reader};

/// The figures of a perspective that a requirement may name, without those of lines, outcomes and years.
pub const METRICS: [&str; 25] = [
    "net_benefit.mean",
    "net_benefit.sd",
    "net_benefit.p5",
    "net_benefit.p10",
    "net_benefit.p25",
    "net_benefit.p50",
    "net_benefit.p75",
    "net_benefit.p90",
    "net_benefit.p95",
    "per_participant",
    "probability_break_even",
    "probability_loss",
    "break_even_year.never",
    "break_even_year.median",
    "benefit_cost_ratio",
    "return_on_investment",
    "expected_shortfall_5",
    "peak_funding_need.mean",
    "peak_funding_need.p50",
    "peak_funding_need.p95",
    "variance.parameter_share",
    "variance.cohort_luck_share",
    "break_even_year.by_year",
    "cash_flow",
    "lines",
];

/// Of [`METRICS`], those that only start a path.
const STEMS: [&str; 3] = ["break_even_year.by_year", "cash_flow", "lines"];

/// The figures of an outcome of a perspective.
const OUTCOME_METRICS: [&str; 3] =
    ["successes_to_break_even", "probability_reaching_it", "cost_per_additional_success"];

/// The yearly figures below `cash_flow`.
const FLOWS: [&str; 3] = ["undiscounted", "cumulative_undiscounted", "cumulative_discounted"];

impl Reader<'_> {
    pub(super) fn requirements(&mut self, draft: &mut Draft) {
        for (name, node, table) in self.entries("require") {
            let path = join("require", name);
            self.require(Section::Requirement, table, &node.place, &path);
            let metric = table.get("metric").and_then(|metric| self.metric(metric, &path, draft));
            let perspective = table.get("perspective").and_then(|node| {
                let name = node.text()?;
                let known = self.resolve(Names::Perspectives, name, &node.place, &join(&path, "perspective"));
                known.then(|| name.to_owned())
            });
            let number = |key: &str| table.get(key).and_then(Node::number).filter(|x| x.is_finite());
            let bound = match (number("at_least"), number("at_most")) {
                (Some(x), None) => Some(Bound::AtLeast(x)),
                (None, Some(x)) => Some(Bound::AtMost(x)),
                _ => None,
            };
            if let (Some(metric), Some(perspective), Some(bound)) = (metric, perspective, bound) {
                let place = Some(node.place.clone());
                draft.requirements.insert(name.to_owned(), Requirement { metric, perspective, bound, place });
            }
        }
    }

    /// A path that leads to a figure of this scenario.
    fn metric(&mut self, node: &Node, path: &str, draft: &Draft) -> Option<String> {
        let metric = node.text()?;
        let Err((label, help)) = self.look_up(metric, draft) else { return Some(metric.to_owned()) };
        self.findings.push(
            Diagnostic::error(
                Code::UnknownMetric,
                format!("there is no figure `{metric}`, named in `{path}.metric`"),
            )
            .placed(&node.place)
            .label(label)
            .help(help),
        );
        None
    }

    /// What was expected and how to mend it, where the path leads to no figure.
    fn look_up(&self, metric: &str, draft: &Draft) -> Result<(), (String, String)> {
        let help =
            "a path below the perspective in the results, as probability_break_even, net_benefit.p5 or \
                    break_even_year.by_year.3"
                .to_owned();
        let unknown = |word: &str, candidates: &[&str]| {
            let label = match nearest(word, candidates.iter().copied()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => "expected the path of a figure".to_owned(),
            };
            Err((label, help.clone()))
        };
        if let Some(year) = metric.strip_prefix("break_even_year.by_year.") {
            return self.year(year, draft);
        }
        if let Some(rest) = metric.strip_prefix("cash_flow.") {
            return match rest.split_once('.') {
                Some((flow, year)) if FLOWS.contains(&flow) => self.year(year, draft),
                _ if FLOWS.contains(&rest) => {
                    Err(("expected a year after it".to_owned(), format!("as `{metric}.0`")))
                }
                _ => {
                    let word = rest.split('.').next().unwrap_or_default();
                    unknown(word, &FLOWS)
                }
            };
        }
        if let Some(rest) = metric.strip_prefix("lines.") {
            return match rest.split_once('.') {
                Some((section @ ("costs" | "effects"), name)) => self.entry(section, name),
                _ => Err(("expected lines.costs.NAME or lines.effects.NAME".to_owned(), help)),
            };
        }
        if let Some(rest) = metric.strip_prefix("outcomes.") {
            return match rest.split_once('.') {
                Some((name, figure)) => {
                    self.entry("outcomes", name)?;
                    if OUTCOME_METRICS.contains(&figure) { Ok(()) } else { unknown(figure, &OUTCOME_METRICS) }
                }
                None => Err(("expected outcomes.NAME and a figure of it".to_owned(), help)),
            };
        }
        if STEMS.contains(&metric) {
            return Err(("expected a year or a line after it".to_owned(), help));
        }
        if METRICS.contains(&metric) { Ok(()) } else { unknown(metric, &METRICS) }
    }

    fn year(&self, year: &str, draft: &Draft) -> Result<(), (String, String)> {
        let horizon = draft.horizon.unwrap_or(super::super::limits::HORIZON);
        let canonical = year == "0" || !year.starts_with('0') && year.bytes().all(|b| b.is_ascii_digit());
        match year.parse::<usize>() {
            Ok(year) if canonical && year <= horizon => Ok(()),
            _ => Err((
                format!("expected a year from 0 to {horizon}"),
                "the years run 0, 1 … horizon".to_owned(),
            )),
        }
    }

    fn entry(&self, section: &str, name: &str) -> Result<(), (String, String)> {
        let entries = self.tree.get(section).and_then(Node::table);
        if entries.is_some_and(|table| table.contains_key(name)) {
            return Ok(());
        }
        let names = entries.into_iter().flatten().map(|(name, _)| name.as_str());
        let label = match nearest(name, names) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("there is no [{section}.{name}]"),
        };
        Err((label, String::new()))
    }
}
