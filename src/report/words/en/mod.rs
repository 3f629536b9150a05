//! English.

mod explain;

use super::{Language, Words};
use crate::report::digits::Locale;

pub(super) static ENGLISH: Words =
    Words { language: Language::English, locale: Locale::ENGLISH, and: "and", explain: explain::EXPLAIN };
