//! Findings as SARIF 2.1.0 (OASIS Standard, 2020), which code scanning services show beside the lines they are about.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::json::escaped;
use crate::report::checked::Checked;
use crate::scenario::{Diagnostic, Severity};

/// Renders the findings of `check` as one run.
pub(super) fn write(all: &[Checked]) -> String {
    let findings: Vec<&Diagnostic> = all.iter().flat_map(|checked| &checked.findings).collect();
    let mut rules: BTreeMap<&str, Severity> = BTreeMap::new();
    for finding in &findings {
        let worst = rules.entry(finding.code).or_insert(finding.severity);
        *worst = finding.severity.min(*worst);
    }
    let places: BTreeMap<&str, usize> =
        rules.keys().enumerate().map(|(place, code)| (*code, place)).collect();
    let rule = |(code, severity): (&&str, &Severity)| {
        json!({
            "id": code,
            "name": code,
            "shortDescription": { "text": code.replace('-', " ") },
            "defaultConfiguration": { "level": severity },
        })
    };
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": env!("CARGO_PKG_NAME"),
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": rules.iter().map(rule).collect::<Vec<Value>>(),
            }},
            "columnKind": "unicodeCodePoints",
            "results": findings.iter().map(|finding| result(finding, places[finding.code])).collect::<Vec<Value>>(),
        }],
    });
    escaped(format!("{log:#}\n"))
}

fn result(finding: &Diagnostic, rule: usize) -> Value {
    let mut text = finding.message.clone();
    for more in [&finding.label, &finding.help] {
        if !more.is_empty() {
            text.push_str(&format!(". {more}"));
        }
    }
    let mut result = json!({
        "ruleId": finding.code,
        "ruleIndex": rule,
        "level": finding.severity,
        "message": { "text": text },
    });
    // Neither standard input nor an override is a file that could be opened.
    if !finding.file.is_empty() && finding.file != "-" && finding.file != "--set" {
        let mut physical = json!({ "artifactLocation": { "uri": uri(&finding.file) } });
        if let Some(line) = finding.line {
            physical["region"] = json!({ "startLine": line });
            if let Some(column) = finding.column {
                physical["region"]["startColumn"] = json!(column);
            }
        }
        result["locations"] = json!([{ "physicalLocation": physical }]);
    }
    result
}

/// A path as a relative reference (RFC 3986, 4.2): everything but unreserved characters is escaped.
fn uri(path: &str) -> String {
    let mut uri = String::new();
    for byte in path.replace('\\', "/").bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'.' | b'_' | b'~' => {
                uri.push(char::from(byte))
            }
            byte => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri
}
