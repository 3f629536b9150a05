//! Text as HTML: what stands out, and what runs the other way.

use maud::{Markup, html};

use crate::report::digits::Locale;
use crate::report::document::{Text, Tone};
use crate::scenario::printable::steers;

/// Text with what stands out.
pub(super) fn inline(text: &Text, locale: &Locale) -> Markup {
    html! {
        @for (tone, shown) in text.shown(locale) {
            @match tone {
                Tone::Plain | Tone::Heading => (words(&shown)),
                Tone::Strong => strong { (words(&shown)) },
                Tone::VeryGood => strong.good { (words(&shown)) },
                Tone::VeryBad => strong.bad { (words(&shown)) },
                Tone::Good => span.good { (words(&shown)) },
                Tone::Bad => span.bad { (words(&shown)) },
                Tone::Caution => strong { (words(&shown)) },
                Tone::Dim => span.dim { (words(&shown)) },
            }
        }
    }
}

/// Words in which what runs from right to left moves nothing beside it.
pub(super) fn words(text: &str) -> Markup {
    html! {
        @for (is_other_way, run) in runs(text) {
            @if is_other_way { bdi { (run) } } @else { (run) }
        }
    }
}

/// What a scenario calls something.
pub(super) fn name(text: &str) -> Markup {
    html! { bdi { (text) } }
}

/// A text as the value of an attribute, which has no elements: without what steers.
pub(super) fn attribute(text: &str) -> String {
    text.chars().filter(|character| !steers(*character)).collect()
}

/// The text cut where letters that run from right to left begin and end; blanks between such words belong to them.
fn runs(text: &str) -> Vec<(bool, &str)> {
    let mut runs = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find(runs_left) {
        let tail = &rest[start..];
        let mut end = 0;
        for (at, character) in tail.char_indices() {
            match character {
                character if runs_left(character) => end = at + character.len_utf8(),
                ' ' | '\u{a0}' | '-' | '\'' | '"' => {}
                _ => break,
            }
        }
        if start > 0 {
            runs.push((false, &rest[..start]));
        }
        runs.push((true, &tail[..end]));
        rest = &tail[end..];
    }
    if !rest.is_empty() {
        runs.push((false, rest));
    }
    runs
}

/// Letters of Hebrew, Arabic and what is written like them.
fn runs_left(character: char) -> bool {
    matches!(character, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}' | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_runs_the_other_way_is_apart_and_nothing_is_markup() {
        let shown = |text: &str| words(text).into_string();
        assert_eq!(shown("a <b> & \"c\""), "a &lt;b&gt; &amp; &quot;c&quot;");
        assert_eq!(shown("to שלום עולם 3"), "to <bdi>שלום עולם</bdi> 3");
        assert_eq!(shown("مرحبا"), "<bdi>مرحبا</bdi>");
        assert_eq!(shown(""), "");
    }

    #[test]
    fn an_attribute_is_not_steered() {
        assert_eq!(attribute("a\u{202e}b\u{2066}c\nd"), "abcd");
    }
}
