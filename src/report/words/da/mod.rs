//! Danish.

mod explain;

use super::{Language, Words};
use crate::report::digits::Locale;

pub(super) static DANISH: Words =
    Words { language: Language::Danish, locale: Locale::DANISH, and: "og", explain: explain::EXPLAIN };
