//! The language of what is written for people.

use std::ffi::OsStr;

use clap::builder::{EnumValueParser, PossibleValue, TypedValueParser};
use clap::error::{ContextKind, ContextValue};
use clap::{Arg, Args, Command, Error, ValueEnum};

use crate::report::language::Language;

/// In which language to report.
#[derive(Debug, Clone, Args)]
pub struct Speech {
    /// Language of reports for people; what is written for programs is the same in all.
    #[arg(
        long,
        value_name = "LANGUAGE",
        default_value = "en",
        env = "VENDEPUNKT_LANG",
        value_parser = Languages
    )]
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

/// Reads the code of a language, and tells who writes that of its country or its name which code it has.
#[derive(Debug, Clone)]
struct Languages;

impl TypedValueParser for Languages {
    type Value = LanguageOption;

    fn parse_ref(
        &self,
        command: &Command,
        arg: Option<&Arg>,
        value: &OsStr,
    ) -> Result<LanguageOption, Error> {
        EnumValueParser::<LanguageOption>::new().parse_ref(command, arg, value).map_err(|mut error| {
            if let Some(code) = value.to_str().and_then(meant) {
                let suggested = ContextValue::Strings(vec![code.to_owned()]);
                error.insert(ContextKind::SuggestedValue, suggested);
            }
            error
        })
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new(LanguageOption::value_variants().iter().filter_map(ValueEnum::to_possible_value)))
    }
}

/// The code of the language that a country's code, a locale or a name stands for.
fn meant(value: &str) -> Option<&'static str> {
    let first = value.split(['-', '_', '.']).next().unwrap_or_default().to_lowercase();
    match first.as_str() {
        "da" | "dk" | "dan" | "dansk" | "danish" => Some("da"),
        "en" | "gb" | "uk" | "us" | "eng" | "english" | "engelsk" => Some("en"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_country_or_a_name_is_told_the_code_of_its_language() {
        for (value, code) in
            [("dk", "da"), ("da_DK.UTF-8", "da"), ("Dansk", "da"), ("uk", "en"), ("en-GB", "en")]
        {
            assert_eq!(meant(value), Some(code), "{value}");
        }
        assert_eq!(meant("sv"), None);
    }
}
