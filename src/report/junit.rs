//! A comparison as JUnit XML, which CI systems show as tests: one case for each limit or requirement, and one for
//! whether a pair could be compared at all. Undecided is an error, not a failure.
//!
//! The elements and attributes are those that Jenkins, GitLab and GitHub's reporters read: `testsuites`, `testsuite`,
//! `testcase`, `failure`, `error`, `skipped`, `system-out`. There is no time of day in it.

use super::compare::limits::{figure, limit};
use super::line::TIE;
use crate::analysis::comparison::{Comparison, Gate, Pair};
use crate::summary::results::Verdict;

/// Renders a comparison.
pub fn render(comparison: &Comparison) -> String {
    let suites: Vec<Suite> = comparison
        .pairs
        .iter()
        .map(Suite::of)
        .chain(comparison.failed.iter().map(|name| Suite::broken(name)))
        .collect();
    let sum = |count: fn(&Suite) -> usize| suites.iter().map(count).sum::<usize>();
    let mut xml = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    xml.push_str(&format!(
        "<testsuites name=\"vendepunkt compare\" tests=\"{}\" failures=\"{}\" errors=\"{}\">\n",
        sum(|suite| suite.tests),
        sum(|suite| suite.failures),
        sum(|suite| suite.errors)
    ));
    for suite in &suites {
        xml.push_str(&format!(
            "  <testsuite name=\"{}\" tests=\"{}\" failures=\"{}\" errors=\"{}\" skipped=\"{}\">\n{}  </testsuite>\n",
            escape(&suite.name),
            suite.tests,
            suite.failures,
            suite.errors,
            suite.skipped,
            suite.cases
        ));
    }
    xml.push_str("</testsuites>\n");
    xml
}

#[derive(Default)]
struct Suite {
    name: String,
    tests: usize,
    failures: usize,
    errors: usize,
    skipped: usize,
    cases: String,
}

impl Suite {
    fn of(pair: &Pair) -> Suite {
        let mut suite = Suite { name: pair.name.clone(), ..Suite::default() };
        let says = if pair.unchanged { "no change" } else { "compared" };
        suite.case("can be compared", &format!("      <system-out>{says}</system-out>\n"));
        for gate in &pair.gates {
            suite.gate(gate);
        }
        suite
    }

    fn broken(name: &str) -> Suite {
        let mut suite = Suite { name: name.to_owned(), errors: 1, ..Suite::default() };
        let message = "the scenarios could not be compared; standard error says why";
        suite.case("can be compared", &format!("      <error message=\"{message}\" type=\"invalid\"/>\n"));
        suite
    }

    fn case(&mut self, name: &str, inside: &str) {
        self.tests += 1;
        self.cases.push_str(&format!(
            "    <testcase classname=\"{}\" name=\"{}\">\n{inside}    </testcase>\n",
            escape(&self.name),
            escape(name)
        ));
    }

    fn gate(&mut self, gate: &Gate) {
        let message = escape(&sentence(gate));
        let at = gate.line.map_or(gate.file.clone(), |line| format!("{}:{line}", gate.file));
        let inside = match (gate.verdict, gate.decides) {
            (Verdict::Pass, _) => format!("      <system-out>{message}</system-out>\n"),
            (_, false) => {
                self.skipped += 1;
                format!("      <skipped message=\"as before: {message}\"/>\n")
            }
            (Verdict::Fail, true) => {
                self.failures += 1;
                format!("      <failure message=\"{message}\" type=\"crossed\">{}</failure>\n", escape(&at))
            }
            (Verdict::Inconclusive, true) => {
                self.errors += 1;
                format!("      <error message=\"{message}\" type=\"undecided\">{}</error>\n", escape(&at))
            }
        };
        self.case(&gate.name, &inside);
    }
}

/// What was measured and what was asked, in one line without markup.
pub(super) fn sentence(gate: &Gate) -> String {
    let word = match gate.verdict {
        Verdict::Pass => "holds",
        Verdict::Fail => "is crossed",
        Verdict::Inconclusive => "is undecided",
    };
    let text = format!("{} {word}: {}, limit {}", gate.name, figure(gate).text(), limit(gate).text());
    text.replace(TIE, " ")
}

/// Text as XML 1.0 can carry it; characters that it cannot carry at all become a replacement character.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\t' | '\n' | '\r' => escaped.push(' '),
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => escaped.push('\u{fffd}'),
            character => escaped.push(character),
        }
    }
    escaped
}
