//! The closed list of codes: everything that a finding or a warning can be, and its page, `docs/codes.md`.

use super::severity::Severity;

/// Where a code belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Group {
    /// What is wrong with a scenario file.
    ScenarioError,
    /// Why a run or a comparison came to nothing.
    RunError,
    /// How a valid scenario is probably wrong.
    ScenarioWarning,
    /// What a run shows of its figures.
    RunWarning,
    /// What makes a comparison say less.
    ComparisonWarning,
}

impl Group {
    /// Every group, in the order of the page.
    pub const ALL: [Group; 5] = [
        Group::ScenarioError,
        Group::RunError,
        Group::ScenarioWarning,
        Group::RunWarning,
        Group::ComparisonWarning,
    ];

    /// Its heading on the page.
    fn heading(self) -> &'static str {
        match self {
            Group::ScenarioError => "Errors in a scenario file",
            Group::RunError => "Errors in a run",
            Group::ScenarioWarning => "Warnings of a scenario",
            Group::RunWarning => "Warnings of a run",
            Group::ComparisonWarning => "Warnings of a comparison",
        }
    }
}

/// What the table says of one code.
struct Row {
    group: Group,
    text: &'static str,
    meaning: &'static str,
    help: &'static str,
}

/// Makes the list of its rows: the code, its text, what it means, what to do.
macro_rules! codes {
    ($($group:ident { $($code:ident $text:literal $meaning:literal $help:literal)* })*) => {
        /// The kind of a finding or a warning, by a name that does not change.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Code {
            $($(#[doc = $meaning] $code,)*)*
        }

        impl Code {
            /// Every code, in the order of the page.
            pub const ALL: &[Code] = &[$($(Code::$code,)*)*];

            pub(super) const fn row(self) -> Row {
                match self {
                    $($(Code::$code => {
                        Row { group: Group::$group, text: $text, meaning: $meaning, help: $help }
                    })*)*
                }
            }
        }
    };
}

mod table;

pub use table::Code;

impl Code {
    /// The stable text, as `unknown-key`.
    pub const fn text(self) -> &'static str {
        self.row().text
    }

    /// Where it belongs.
    pub const fn group(self) -> Group {
        self.row().group
    }

    /// Whether it is an error or a warning.
    pub const fn severity(self) -> Severity {
        match self.group() {
            Group::ScenarioError | Group::RunError => Severity::Error,
            Group::ScenarioWarning | Group::RunWarning | Group::ComparisonWarning => Severity::Warning,
        }
    }

    /// What it means, as a lowercase fragment.
    pub const fn meaning(self) -> &'static str {
        self.row().meaning
    }

    /// What to do about it, as a lowercase fragment.
    pub const fn help(self) -> &'static str {
        self.row().help
    }
}

/// The list as Markdown.
pub fn reference() -> String {
    let mut text = INTRODUCTION.to_owned();
    for group in Group::ALL {
        text.push_str(&format!("\n## {}\n\n", group.heading()));
        text.push_str("| code | meaning | what to do |\n| --- | --- | --- |\n");
        for code in Code::ALL.iter().filter(|code| code.group() == group) {
            text.push_str(&format!("| `{}` | {} | {} |\n", code.text(), code.meaning(), code.help()));
        }
    }
    text
}

const INTRODUCTION: &str = "# Codes

<!-- Written by the program from its table of codes; a test compares the two. Do not edit by hand. -->

Every error and warning has a code that does not change from version to version: in brackets in a report, `code` in JSON,
`ruleId` in SARIF. Its message and help say the same of the names and figures at hand. An error stops the run; with
warnings a scenario runs.
";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_has_its_own_text_a_meaning_and_a_way_out() {
        let texts: std::collections::BTreeSet<&str> = Code::ALL.iter().map(|code| code.text()).collect();
        assert_eq!(texts.len(), Code::ALL.len());
        for code in Code::ALL {
            let kebab = format!("{code:?}").chars().fold(String::new(), |text, c| {
                let dash = if c.is_uppercase() && !text.is_empty() { "-" } else { "" };
                format!("{text}{dash}{}", c.to_lowercase())
            });
            assert_eq!(code.text(), kebab);
            for said in [code.meaning(), code.help()] {
                assert!(!said.ends_with('.') && said.len() > 10 && !said.contains('|'), "{code:?}: {said}");
            }
        }
    }
}
