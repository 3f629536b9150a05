//! The language of what is written for people.

use clap::{Args, ValueEnum};

use crate::report::language::Language;

/// In which language to report.
#[derive(Debug, Clone, Args)]
pub struct Speech {
    /// Language of reports for people; what is written for programs is the same in all.
    #[arg(long, value_name = "LANGUAGE", default_value = "en", env = "VENDEPUNKT_LANG")]
    pub lang: LanguageOption,
}

/// Languages of reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum LanguageOption {
    /// English.
    En,
    /// Danish.
    Da,
}

impl From<LanguageOption> for Language {
    fn from(option: LanguageOption) -> Language {
        match option {
            LanguageOption::En => Language::English,
            LanguageOption::Da => Language::Danish,
        }
    }
}
