//! Annotations for GitHub Actions: workflow commands that put a message beside a line of a pull request.
//!
//! GitHub shows ten annotations of each kind for a step and drops the others, so the worst come first and the last
//! one says how many there are besides.

use std::io::{self, Write};

use crate::analysis::compare::comparison::{Assumption, Comparison, Gate, Pair, Touches};
use crate::report::checked::Checked;
use crate::report::sections::limits::{overall, sentence, severity};
use crate::report::words::Language;
use crate::scenario::Severity;
use crate::scenario::printable::printable_lines;
use crate::summary::results::{Threshold, Verdict};

/// Annotations of a kind that GitHub shows for a step.
const MOST: usize = 10;

/// One annotation.
struct Annotation {
    title: String,
    file: String,
    line: Option<usize>,
    column: Option<usize>,
    message: String,
}

/// Renders a comparison: what is crossed as errors, what is undecided as warnings, what was changed as notices.
///
/// # Errors
/// Where a pair cannot be fetched, or `out` takes no more.
pub(super) fn comparison(comparison: &Comparison, out: &mut dyn Write) -> io::Result<()> {
    // Annotations are for services and whoever reads their logs, in one language.
    let words = Language::English.words();
    let mut gates: Vec<(&str, &Gate)> =
        comparison.gates().filter(|(_, gate)| gate.decides || gate.weakened).collect();
    gates.sort_by(|(_, a), (_, b)| severity(a).cmp(&severity(b)).then(excess(b).total_cmp(&excess(a))));
    let annotation =
        |(name, gate): &(&str, &Gate)| Annotation::at(name, &gate.file, gate.line, sentence(gate, words));
    let of = |verdict| {
        gates.iter().filter(move |(_, gate)| gate.verdict == verdict && gate.decides).map(annotation)
    };
    let weakened = gates.iter().filter(|(_, gate)| gate.weakened).map(annotation);
    let broken = comparison.failed.iter();
    let broken =
        broken.map(|failed| Annotation::at(&failed.name, &failed.file, failed.line, failed.message.clone()));
    let mended = comparison.added.iter().filter_map(|added| {
        let warning = added.invalid_base()?;
        let message = format!("{} ({})", warning.message, warning.help);
        Some(Annotation::at(&added.name, &added.scenario.file, None, message))
    });
    let missed = comparison.removed.iter().filter(|_| comparison.misses_removed());
    let missed = missed.map(|name| Annotation::at(name, "", None, words.compare.missed.to_owned()));
    let mut text = print("error", broken.chain(of(Verdict::Fail)));
    text.push_str(&print("warning", missed.chain(of(Verdict::Inconclusive)).chain(weakened).chain(mended)));
    // Programmes differ in every key: that is no change to look at.
    let pairs = comparison.pairs.briefs().iter();
    let pairs = pairs.filter(|pair| !comparison.run.programmes && !pair.is_untouched);
    let mut unread = None;
    let changed = pairs.map_while(|brief| match comparison.pairs.fetch(brief) {
        Ok(pair) => Some(changes(&pair)),
        Err(error) => {
            unread = Some(error);
            None
        }
    });
    let gone = comparison.removed.iter().filter(|_| !comparison.misses_removed());
    let gone = gone.map(|name| Annotation::at(name, "", None, "removed".to_owned()));
    let notices = std::iter::once(Annotation::over_all(overall(comparison, words).1))
        .chain(gone)
        .chain(changed.flatten());
    text.push_str(&print("notice", notices));
    unread.map_or_else(|| out.write_all(text.as_bytes()), Err)
}

/// Renders the findings of `check`.
pub(super) fn findings(all: &[Checked]) -> String {
    let mut kinds = [Vec::new(), Vec::new()];
    for finding in all.iter().flat_map(|checked| &checked.findings) {
        let help = if finding.help.is_empty() { String::new() } else { format!(" ({})", finding.help) };
        let label = if finding.label.is_empty() { String::new() } else { format!(": {}", finding.label) };
        let message = format!("{}{label}{help}", finding.message);
        let annotation = Annotation::at(finding.code, &finding.file, finding.line, message);
        let kind = usize::from(finding.severity != Severity::Error);
        kinds[kind].push(Annotation { column: finding.column, ..annotation });
    }
    let [errors, warnings] = kinds;
    print("error", errors.into_iter()) + &print("warning", warnings.into_iter())
}

/// How far beyond its limit a figure lies, in its standard errors.
fn excess(gate: &Gate) -> f64 {
    let Some(estimate) = gate.estimate else { return f64::INFINITY };
    let beyond = match gate.threshold {
        Threshold::AtLeast(x) => x - estimate.value,
        Threshold::AtMost(x) => estimate.value - x,
    };
    if estimate.se > 0.0 { beyond / estimate.se } else { beyond * f64::MAX.sqrt() }
}

/// What was changed in a file that still is there.
fn changes(pair: &Pair) -> Vec<Annotation> {
    let stated = pair.assumptions.iter().filter(|a| a.touches != Touches::Words && a.is.is_some());
    let annotation = |a: &Assumption| {
        let [was, is] = [&a.was, &a.is].map(|value| value.as_deref().unwrap_or("not stated"));
        Annotation::at(&pair.name, &a.file, a.line, format!("{} was {was}, is {is}", a.path))
    };
    stated.map(annotation).collect()
}

/// One kind of annotation, the worst first.
fn print(kind: &str, mut annotations: impl Iterator<Item = Annotation>) -> String {
    let mut shown: Vec<Annotation> = annotations.by_ref().take(MOST).collect();
    let left = annotations.count();
    if left > 0 {
        shown.truncate(MOST - 1);
        let message = format!("and {} more like these; the log has them all", left + 1);
        shown.push(Annotation::over_all(message));
    }
    shown.iter().map(|annotation| annotation.command(kind)).collect()
}

impl Annotation {
    /// On something that has a name and stands in a file.
    fn at(name: &str, file: &str, line: Option<usize>, message: String) -> Annotation {
        let title = format!("vendepunkt: {name}");
        Annotation { title, file: file.to_owned(), line, column: None, message }
    }

    fn over_all(message: String) -> Annotation {
        Annotation { title: "vendepunkt".to_owned(), file: String::new(), line: None, column: None, message }
    }

    fn command(&self, kind: &str) -> String {
        let mut properties = Vec::new();
        if !self.file.is_empty() && self.file != "-" && self.file != "--set" {
            properties.push(format!("file={}", property(&self.file)));
            properties.extend(self.line.map(|line| format!("line={line}")));
            properties
                .extend(self.column.filter(|_| self.line.is_some()).map(|column| format!("col={column}")));
        }
        properties.push(format!("title={}", property(&self.title)));
        format!("::{kind} {}::{}\n", properties.join(","), data(&self.message))
    }
}

/// Escapes as GitHub's toolkit does (`toCommandValue` with `escapeData`).
fn data(text: &str) -> String {
    printable_lines(text).replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// Escapes as GitHub's toolkit does (`escapeProperty`).
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn many(count: usize) -> impl Iterator<Item = Annotation> {
        let one = |n: usize| Annotation {
            title: "a, b: c".to_owned(),
            file: "kø/50 %.toml".to_owned(),
            line: Some(n),
            column: None,
            message: "first\nsecond".to_owned(),
        };
        (1..=count).map(one)
    }

    #[test]
    fn commands_are_escaped() {
        assert_eq!(
            print("error", many(1)),
            "::error file=kø/50 %25.toml,line=1,title=a%2C b%3A c::first%0Asecond\n"
        );
    }

    #[test]
    fn there_are_never_more_than_github_shows() {
        assert_eq!(print("error", many(10)).lines().count(), 10);
        let text = print("error", many(25));
        assert_eq!(text.lines().count(), 10);
        assert!(text.contains("line=9,") && !text.contains("line=10,") && text.contains("and 16 more"));
    }
}
