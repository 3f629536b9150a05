//! Requirements: which figure, of whom, against which threshold.

use super::super::codes::Code;
use super::super::diagnostic::Diagnostic;
use super::super::document::*;
use super::super::keys::{Names, Section};
use super::super::limits;
use super::super::metrics::{Figure, Metric, NoFigure};
use super::super::recognise::join;
use super::super::spelling::{nearest, number};
use super::super::tree::{Node, Table};
use super::{Draft, Reader};

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
            if let (Some(metric), Some(bound)) = (&metric, bound) {
                self.within_range(metric, bound, table, &path);
            }
            if let (Some(metric), Some(perspective), Some(bound)) = (metric, perspective, bound) {
                let place = Some(node.place.clone());
                draft.requirements.insert(name.to_owned(), Requirement { metric, perspective, bound, place });
            }
        }
    }

    /// A figure of this scenario.
    fn metric(&mut self, node: &Node, path: &str, draft: &Draft) -> Option<Metric> {
        let text = node.text()?;
        let found = Metric::below(text, draft.horizon.unwrap_or(limits::HORIZON));
        match found.and_then(|metric| self.named(&metric).map(|()| metric)) {
            Ok(metric) => Some(metric),
            Err(NoFigure { label, help }) => {
                self.findings.push(
                    Diagnostic::error(
                        Code::UnknownMetric,
                        format!("there is no figure `{text}`, named in `{path}.metric`"),
                    )
                    .placed(&node.place)
                    .label(label)
                    .help(help),
                );
                None
            }
        }
    }

    /// Finds a threshold that no figure of the kind can reach: a percentage where a share belongs, a calendar year.
    fn within_range(&mut self, metric: &Metric, bound: Bound, table: &Table, path: &str) {
        let (key, x) = match bound {
            Bound::AtLeast(x) => ("at_least", x),
            Bound::AtMost(x) => ("at_most", x),
        };
        let (Some((low, high)), Some(node)) = (metric.kind().range(), table.get(key)) else { return };
        if (low..=high).contains(&x) {
            return;
        }
        let path = join(path, key);
        let (what, help) = match metric.kind().is_share() {
            true if (1.0..=100.0).contains(&x) => {
                ("a share", format!("shares run from 0 to 1: write {} for {x} %", x / 100.0))
            }
            true => ("a share", format!("`{metric}` is a share of 1: 42 % is 0.42")),
            false => (
                "a year",
                format!("years are counted from the start: year 0 is the first, not {}", number(x)),
            ),
        };
        let finding = Diagnostic::error(Code::OutOfRange, format!("`{path}` is out of range: {}", number(x)));
        let label = format!("expected {what} from {low} to {high}");
        self.findings.push(finding.placed(&node.place).label(label).help(help));
    }

    /// Checks that the scenario has the line or outcome that a figure is of.
    fn named(&self, metric: &Metric) -> Result<(), NoFigure> {
        if let Figure::ArmTotal(_) | Figure::ArmLine(_) | Figure::ArmState(_) = metric.figure()
            && self.tree.get("states").is_none()
        {
            let label = "there are no [states]: nobody is followed through them".to_owned();
            return Err(NoFigure { label, help: String::new() });
        }
        let Some(name) = &metric.name else { return Ok(()) };
        match metric.figure() {
            Figure::ArmLine(_) => self.entry("effects", name),
            Figure::ArmState(_) => self.entry("states", name),
            Figure::CostLine => self.entry("costs", name),
            Figure::EffectLine => self.entry("effects", name),
            Figure::PaymentLine => self.entry("payments", name),
            _ => self.entry("outcomes", name),
        }
    }

    fn entry(&self, section: &str, name: &str) -> Result<(), NoFigure> {
        let entries = self.tree.get(section).and_then(Node::table);
        if entries.is_some_and(|table| table.contains_key(name)) {
            return Ok(());
        }
        let names = entries.into_iter().flatten().map(|(name, _)| name.as_str());
        let label = match nearest(name, names) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("there is no [{section}.{name}]"),
        };
        Err(NoFigure { label, help: String::new() })
    }
}
