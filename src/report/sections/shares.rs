//! Shares of the variance of expected net benefit, and what explains how much of it.

use super::rows::short;
use crate::report::digits::{Locale, TIE, larger, leading, rounded_up};
use crate::report::document::{Piece, Text, Tone};
use crate::report::figure::{Kind, figure};
use crate::report::words::Words;
use crate::summary::results::Estimate;

/// A share of the variance. What may be nothing is less than the upper end of its interval: an estimate of nothing is as
/// often below 0 as above, and none of both is a share.
pub(super) fn share(of: &Estimate, kind: Kind, locale: &Locale) -> Piece {
    let finest = if kind == Kind::Share { 0 } else { -1 };
    if of.se > 0.0 && of.lo <= 0.0 && of.hi.is_finite() {
        let most = if of.hi > 0.0 { of.hi * 100.0 } else { 0.0 };
        let last = if most > 0.0 { larger(leading(most), finest) } else { finest };
        let step = libm::pow(10.0, f64::from(last));
        let most = larger_of(rounded_up(most, last), step);
        return Piece::Words(format!("<{TIE}{}", locale.per_cent(locale.rounded(most, 1.0, last))));
    }
    Piece::Figure(figure(of, kind))
}

/// Assumptions that a sentence names.
const NAMED: usize = 3;

/// Which inputs, as they are called in a sentence, explain how much, the largest share first, as the end of a sentence: `success rate explains 75 %, saving 16 %.`
pub(super) fn explains(text: Text, shares: &[(String, Estimate)], words: &Words) -> Text {
    let Some(((most, first), others)) = shares.split_first() else { return text };
    let share = |of| share(of, Kind::Share, &words.locale);
    let first = [Text::of(Tone::Strong, short(most)), Text::of(Tone::Strong, share(first))];
    let seen: Vec<&(String, Estimate)> = others.iter().filter(|(_, first)| first.lo > 0.0).collect();
    let next = seen.iter().take(NAMED - 1).map(|(input, first)| [short(input).into(), share(first).into()]);
    let named = std::iter::once(first).chain(next);
    text.and_all((words.run.explains)(named.collect(), seen.len() > NAMED - 1))
}

fn larger_of(a: f64, b: f64) -> f64 {
    if b > a { b } else { a }
}
