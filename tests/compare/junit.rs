//! JUnit reports against the XML Schema of Jenkins' xUnit plugin, read by a validator that nobody here wrote.

use uppsala::{Document, NodeId, XsdValidator, parse};

use crate::awkward::{self, GATES, desk, file_name};
use crate::call::Desk;
use crate::command::uncertain;

/// What the schema says against a report.
pub fn objections(xml: &str) -> Vec<String> {
    let schema = parse(include_str!("schemas/junit-10.xsd")).expect("a schema is XML");
    let validator = XsdValidator::from_schema(&schema).expect("the schema is one");
    let report = match parse(xml) {
        Ok(report) => report,
        Err(error) => return vec![error.to_string()],
    };
    validator.validate(&report).iter().map(ToString::to_string).collect()
}

/// A suite of a report.
struct Suite<'d> {
    document: &'d Document<'d>,
    node: NodeId,
}

impl<'d> Suite<'d> {
    fn all(document: &'d Document<'d>) -> Vec<Suite<'d>> {
        let nodes = document.get_elements_by_tag_name("testsuite");
        nodes.into_iter().map(|node| Suite { document, node }).collect()
    }

    fn name(&self) -> &str {
        self.document.get_attribute(self.node, "name").expect("a name")
    }

    fn count(&self, what: &str) -> usize {
        self.document.get_attribute(self.node, what).expect(what).parse().expect("a count")
    }

    fn cases(&self) -> Vec<NodeId> {
        let all = self.document.children_iter(self.node);
        all.filter(|child| self.document.element(*child).is_some()).collect()
    }

    /// What is said of the case with this name: the element, its message and its text.
    fn says(&self, case: &str) -> (String, String, String) {
        let cases = self.cases();
        let found = cases.iter().find(|node| self.document.get_attribute(**node, "name") == Some(case));
        let found = *found.unwrap_or_else(|| panic!("no case {case} in {}", self.name()));
        let said = self.document.children_iter(found).find(|child| self.document.element(*child).is_some());
        let said = said.expect("something is said of a case");
        let element = self.document.element(said).expect("an element");
        let message = element.get_attribute("message").unwrap_or_default().to_owned();
        (element.name.local_name.to_string(), message, self.document.text_content_deep(said))
    }

    fn counts(&self) -> [usize; 4] {
        ["tests", "failures", "errors", "skipped"].map(|what| self.count(what))
    }
}

#[test]
fn every_verdict_is_as_the_schema_says() {
    let desk = desk();
    // A requirement that did not hold before either, one that cannot be told, a file that cannot be read.
    let strict = crate::call::requiring(0.95);
    desk.put("before/as before.toml", &strict);
    desk.put("after/as before.toml", &strict.replace("[payers]", "# A remark.\n[payers]"));
    desk.put("before/close.toml", &crate::call::requiring(0.5));
    desk.put("after/close.toml", &crate::call::requiring(0.861_746_495_871));
    desk.put("before/broken <&\"'> æøå.toml", &uncertain(12.0));
    desk.put("after/broken <&\"'> æøå.toml", "format = 1\n");
    let xml = desk.call(&format!("compare before after --format junit {GATES}")).exits(3).out.clone();
    assert_eq!(objections(&xml), Vec::<String>::new());
    let report = parse(&xml).expect("XML");
    let suites = Suite::all(&report);
    let suite = |name: &str| suites.iter().find(|suite| suite.name() == name).expect("a suite for each pair");
    let root = report.document_element().expect("a root");
    let all =
        |what: &str| report.get_attribute(root, what).expect("a sum").parse::<usize>().expect("a number");
    for (at, what) in ["tests", "failures", "errors"].iter().enumerate() {
        assert_eq!(all(what), suites.iter().map(|suite| suite.counts()[at]).sum::<usize>(), "{what}");
    }
    for suite in &suites {
        assert_eq!(suite.cases().len(), suite.count("tests"), "{}", suite.name());
    }
    // Whether it can be compared, three limits, one requirement.
    assert_eq!(suite("as before.toml").counts(), [5, 0, 0, 1]);
    assert_eq!(suite("close.toml").counts(), [5, 0, 1, 0]);
    assert_eq!(suite("same.toml").counts(), [4, 0, 0, 0]);
    assert_eq!(suite("broken <&\"'> æøå.toml").counts(), [1, 0, 1, 0]);
    assert_eq!(suite("same.toml").says("can be compared").2, "no change");
    assert_eq!(suite("as before.toml").says("require break_even").0, "skipped");
    let (element, message, at) = suite("close.toml").says("require break_even");
    assert!(element == "error" && message.contains("is undecided"), "{element}: {message}");
    assert_eq!(at, "after/close.toml:56");
    assert_eq!(suite("broken <&\"'> æøå.toml").says("can be compared").0, "error");
    let changed = suite(&file_name());
    assert_eq!(changed.counts(), [5, 3, 0, 0]);
    let (element, message, at) = changed.says("max-drop public.probability_break_even");
    assert!(element == "failure" && message.ends_with("limit ≥ −2 points"), "{element}: {message}");
    assert_eq!(at, format!("after/{}:16", file_name()));
    assert_eq!(changed.says(&format!("require {}", awkward::name("back"))).0, "failure");
    assert_eq!(changed.says("max-rise public.net_benefit.p50").0, "system-out");
}

#[test]
fn a_report_without_pairs_is_one() {
    let desk = Desk::new();
    desk.put("before/gone.toml", &uncertain(12.0));
    desk.put("after/come.toml", &uncertain(12.0));
    let answer = desk.call("compare before after --format junit");
    assert_eq!(objections(&answer.exits(0).out), Vec::<String>::new());
}

#[test]
fn a_broken_report_is_refused() {
    let desk = desk();
    let xml = desk.call(&format!("compare before after --format junit {GATES}")).exits(4).out.clone();
    // A schema that takes anything would say nothing.
    for (from, to) in [
        (" name=\"can be compared\"", ""),
        (" errors=\"0\" skipped", " skipped"),
        (" skipped=\"0\"", " skips=\"0\""),
        ("<testcase", "<property/><testcase"),
        ("<system-out>compared</system-out>", "<passed/>"),
        ("<system-out>compared</system-out>", "<system-out><b/></system-out>"),
        ("<testsuites", "<testsuites time=\"soon\""),
        ("&quot;", "\""),
        ("</testsuites>", ""),
    ] {
        assert!(xml.contains(from), "{from}");
        assert!(!objections(&xml.replacen(from, to, 1)).is_empty(), "{from} → {to}");
    }
}
