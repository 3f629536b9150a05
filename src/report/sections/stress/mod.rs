//! A stress test: what every part says in a sentence comes first, then their tables.

mod tornado;
mod waiting;

use super::case::currency;
use super::rows::short;
use super::trace;
use crate::analysis::stress::Stress;
use crate::report::digits::Locale;
use crate::report::document::{Document, Text, Tone};
use crate::report::figure::{amount, money, percent};
use crate::report::names::{capitalised, spoken, tame};
use crate::report::words::ENGLISH;
use crate::scenario::Identity;

/// Composes the report.
pub fn compose(stress: &Stress) -> Document {
    let page = Page { stress, currency: currency(&stress.scenario.currency) };
    let mut document = Document::new(Locale::ENGLISH);
    let about = match &stress.scenario.variant {
        Some(variant) => format!("{} (variant {variant})", stress.scenario.file),
        None => stress.scenario.file.clone(),
    };
    document.title(Text::of(Tone::Strong, tame(&stress.scenario.title)), tame(&about));
    let Identity { changed, variant, .. } = &stress.scenario;
    trace::write(&mut document, changed, variant.as_deref(), &ENGLISH);
    document.paragraph(page.stands());
    tornado::say(&page, &mut document);
    waiting::say(&page, &mut document);
    tornado::show(&page, &mut document);
    waiting::show(&page, &mut document);
    if !stress.unread.is_empty() {
        let text = format!("Net benefit does not depend on {}.", list(&stress.unread, "or"));
        document.paragraph(Text::of(Tone::Dim, text));
    }
    for warning in &stress.warnings {
        document.item(Text::of(Tone::Caution, capitalised(&tame(&warning.message)) + "."));
    }
    document
}

/// A stress test as it is reported on.
struct Page<'a> {
    stress: &'a Stress,
    currency: String,
}

impl Page<'_> {
    /// Whose net benefit it is.
    fn subject(&self) -> String {
        if self.stress.perspective == "public" { "the public".to_owned() } else { tame(&self.stress.label) }
    }

    /// Where the case stands as it is.
    fn stands(&self) -> Text {
        let base = &self.stress.base.perspectives[&self.stress.perspective];
        let (mean, chance) = (base.net_benefit.mean, percent(&base.probability_break_even));
        let is_loss = mean.value < 0.0 && !amount(&mean).is_nothing();
        let (verb, size) = if is_loss { ("loses", mean.negated()) } else { ("gains", mean) };
        let size = money(&size, &self.currency);
        Text::from(format!("As it is, {} {verb} ", self.subject()))
            .and(size.clone())
            .error(size)
            .and(" on average and breaks even in ")
            .and(chance.clone())
            .error(chance)
            .and(" of all draws.")
    }
}

/// Some inputs in a sentence, of many the first.
fn list(inputs: &[impl AsRef<str>], last: &str) -> String {
    const MOST: usize = 6;
    let mut names: Vec<String> = inputs.iter().map(|input| short(&spoken(input.as_ref()))).collect();
    if names.len() > MOST {
        names.truncate(MOST - 1);
        names.push(format!("{} more", inputs.len() + 1 - MOST));
    }
    match names.split_last() {
        Some((end, rest)) if !rest.is_empty() => format!("{} {last} {end}", rest.join(", ")),
        _ => names.concat(),
    }
}
