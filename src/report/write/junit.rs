//! A comparison as JUnit XML, which CI systems show as tests: one case for each limit or requirement, and one for
//! whether a pair could be compared, or what was added be played out, at all. Undecided is an error, not a failure.
//!
//! The elements and attributes are those that Jenkins, GitLab and GitHub's reporters read: `testsuites`, `testsuite`,
//! `testcase`, `failure`, `error`, `skipped`, `system-out`. There is no time of day in it.

use std::io::{self, Write};

use crate::analysis::compare::comparison::{Comparison, Failed, Gate};
use crate::report::sections::limits::{overall, sentence};
use crate::report::words::Language;
use crate::scenario::printable::steers;
use crate::summary::results::Verdict;

/// Renders a comparison.
///
/// # Errors
/// Where `out` takes no more.
pub(super) fn write(comparison: &Comparison, out: &mut dyn Write) -> io::Result<()> {
    let pairs = comparison.pairs.briefs().iter().map(|pair| {
        let says = if pair.is_untouched { "no change" } else { "compared" };
        Suite::of(&pair.name, says, &pair.gates)
    });
    let added = comparison.added.iter().map(|added| match added.invalid_base() {
        Some(warning) => Suite::of(&added.name, &format!("warning: {}", warning.message), &added.gates),
        None => Suite::of(&added.name, "added", &added.gates),
    });
    let removed = comparison.removed.iter().map(|name| Suite::removed(name, comparison.misses_removed()));
    let broken = comparison.failed.iter().map(Suite::broken);
    let mut suites: Vec<Suite> = removed.chain(pairs).chain(added).chain(broken).collect();
    if comparison.holds_nothing() || comparison.lacks_base() {
        let mut suite = Suite { name: "limits".to_owned(), ..Suite::default() };
        suite.error("hold", &overall(comparison, Language::English.words()).1, "undecided", "");
        suites.push(suite);
    }
    let sum = |count: fn(&Suite) -> usize| suites.iter().map(count).sum::<usize>();
    let set: String = comparison.run.set.iter().map(|set| format!(" --set {set}")).collect();
    write!(
        out,
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"vendepunkt compare{}\" tests=\"{}\" failures=\"{}\" errors=\"{}\">\n",
        escape(&set),
        sum(|suite| suite.tests),
        sum(|suite| suite.failures),
        sum(|suite| suite.errors)
    )?;
    for suite in &suites {
        write!(
            out,
            "  <testsuite name=\"{}\" tests=\"{}\" failures=\"{}\" errors=\"{}\" skipped=\"{}\">\n{}  </testsuite>\n",
            escape(&suite.name),
            suite.tests,
            suite.failures,
            suite.errors,
            suite.skipped,
            suite.cases
        )?;
    }
    out.write_all(b"</testsuites>\n")
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
    fn of(name: &str, says: &str, gates: &[Gate]) -> Suite {
        let mut suite = Suite { name: name.to_owned(), ..Suite::default() };
        suite.case("can be compared", &format!("      <system-out>{}</system-out>\n", escape(says)));
        gates.iter().for_each(|gate| suite.gate(gate));
        suite
    }

    /// What is gone: an error where limits should have been held against it.
    fn removed(name: &str, is_missed: bool) -> Suite {
        let mut suite = Suite { name: name.to_owned(), ..Suite::default() };
        if is_missed {
            suite.error("is there", Language::English.words().compare.missed, "removed", name);
        } else {
            suite.skipped += 1;
            suite.case("is there", "      <skipped message=\"removed\"/>\n");
        }
        suite
    }

    fn broken(failed: &Failed) -> Suite {
        let mut suite = Suite { name: failed.name.clone(), ..Suite::default() };
        let at = place(&failed.file, failed.line);
        suite.error("can be compared", &failed.message, "invalid", &at);
        suite
    }

    fn error(&mut self, case: &str, message: &str, kind: &str, at: &str) {
        self.errors += 1;
        let (message, at) = (escape(message), escape(at));
        self.case(case, &format!("      <error message=\"{message}\" type=\"{kind}\">{at}</error>\n"));
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
        let message = escape(&sentence(gate, Language::English.words()));
        let at = place(&gate.file, gate.line);
        let inside = match gate.verdict {
            _ if !gate.decides && (gate.weakened || gate.verdict != Verdict::Pass) => {
                self.skipped += 1;
                let why = if gate.weakened { "no longer required" } else { "as before" };
                format!("      <skipped message=\"{why}: {message}\"/>\n")
            }
            Verdict::Pass => format!("      <system-out>{message}</system-out>\n"),
            Verdict::Fail => {
                self.failures += 1;
                format!("      <failure message=\"{message}\" type=\"crossed\">{}</failure>\n", escape(&at))
            }
            Verdict::Inconclusive => {
                return self.error(&gate.name, &sentence(gate, Language::English.words()), "undecided", &at);
            }
        };
        self.case(&gate.name, &inside);
    }
}

fn place(file: &str, line: Option<usize>) -> String {
    line.map_or(file.to_owned(), |line| format!("{file}:{line}"))
}

/// Text as XML 1.0 can carry it, with escapes for what steers a terminal, most of which it cannot carry at all.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\t' | '\n' | '\r' => escaped.push(' '),
            '\u{fffe}' | '\u{ffff}' => escaped.push('\u{fffd}'),
            character if steers(character) => escaped.extend(character.escape_default()),
            character => escaped.push(character),
        }
    }
    escaped
}
