//! What a success would have to be worth.

use super::page::Page;
use crate::analysis::stress::Worth;
use crate::report::digits::Scale;
use crate::report::document::{Align, Cell, Document, Table, Text, Tone};
use crate::report::figure::{amount, money, percent};
use crate::report::names::spoken;
use crate::report::sections::rows::{MOST_ROWS, left_out, short};
use crate::report::words::Words;
use crate::summary::results::Estimate;

/// Of how many outcomes there is a sentence.
const MOST_SAID: usize = 3;

/// Every so many steps of the curve are shown.
const EVERY: usize = 4;

/// What a success would have to be worth more, in words.
pub(super) fn say(page: &Page<'_>, document: &mut Document) {
    for (outcome, worth) in lacking(page).into_iter().take(MOST_SAID) {
        document.paragraph(page.worth(outcome, worth));
    }
}

/// How likely break-even is by what a success is worth.
pub(super) fn show(page: &Page<'_>, document: &mut Document) {
    let all = lacking(page);
    if all.iter().all(|(_, worth)| worth.curve.is_empty()) {
        return;
    }
    let Words { locale, stress: words, .. } = page.words;
    let sizes = all.iter().flat_map(|(_, worth)| worth.curve.iter().map(|point| point.worth));
    let scale = Scale::of_all(sizes);
    let mut table = Table::default();
    table.column(words.worth, Align::Point, 0);
    table.column(words.breaks_even, Align::Right, 0);
    let mut rows = 0;
    for (outcome, worth) in all {
        for point in worth.curve.iter().step_by(EVERY) {
            rows += 1;
            if rows > MOST_ROWS {
                continue;
            }
            let at = scale.figure(&Estimate::exact(point.worth));
            table.row(
                short(&spoken(outcome)),
                [Cell::amount(at), percent(&point.probability_break_even).into()],
            );
        }
    }
    let beside = (words.worth_to)(&locale.heading(scale, &page.currency), &page.subject());
    document.heading(words.what_worth, beside);
    document.table(table);
    left_out(document, rows);
    document.paragraph(Text::of(Tone::Dim, words.worth_when));
}

/// Outcomes in which a success would have to be worth more than is counted; all of them where nothing else was asked for.
fn lacking<'p>(page: &Page<'p>) -> Vec<(&'p str, &'p Worth)> {
    let is_asked = page.stress.parts.len() == 1;
    let lacks = |worth: &Worth| is_asked || worth.probability.is_none_or(|e| e.value > 0.0);
    page.stress.worth.iter().filter(|(_, worth)| lacks(worth)).map(|(name, of)| (name.as_str(), of)).collect()
}

impl Page<'_> {
    fn worth(&self, outcome: &str, worth: &Worth) -> Text {
        let (who, is_one) = (self.subject(), self.stress.worth.len() == 1);
        let words = &self.words.stress;
        let name = (!is_one).then(|| short(&spoken(outcome)));
        let success = (words.success)(name.as_deref());
        let now = self.stress.base.perspectives[&self.stress.perspective].probability_break_even;
        let Some(enough) = worth.probability.as_ref() else {
            if worth.ceiling.value < now.value {
                return (words.no_worth)(&success, &self.aim()).into();
            }
            return (words.worth_at_most)(&success, &who, percent(&worth.ceiling).into());
        };
        if enough.value == 0.0 {
            return (words.worth_enough)(&success, &who, &self.aim()).into();
        }
        let mean = worth.mean.as_ref().filter(|mean| !amount(mean).is_nothing());
        let mean = mean.map(|mean| money(mean, &self.currency).into());
        let enough = Text::of(Tone::Strong, money(enough, &self.currency));
        (words.worth_more)(&success, &who, &self.aim(), enough, mean)
    }
}
