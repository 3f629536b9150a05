//! Switching values: how far an assumption may move before the answer turns.

use super::page::{Page, spoken_number};
use super::switches;
use super::tornado::powered;
use crate::analysis::stress::{Holds, Part, Refused, Switch, Switching, Turns};
use crate::report::digits::{Locale, TIE, larger, leading, supported};
use crate::report::document::{Align, Document, Table, Text, Tone};
use crate::report::figure::percent;
use crate::report::names::{capitalised, spoken, tame};
use crate::report::sections::rows::{MOST_ROWS, left_out, short};
use crate::report::words::Words;
use crate::report::words::turning::Turning;
use crate::summary::results::Estimate;

/// Significant digits of an assumption's value: it is an assumption.
const DIGITS: i32 = 3;

/// Assumptions that a sentence names.
const NAMED: usize = 3;

/// One of the two figures that may turn.
pub(super) type Of = fn(&Switching) -> &Option<Turns>;

/// What the switching values come to, in words.
pub(super) fn say(page: &Page<'_>, document: &mut Document) {
    let rows = &page.stress.switching;
    let Words { locale, turning: words, .. } = page.words;
    if !page.has(Part::Switching) {
        return;
    }
    if rows.is_empty() {
        document.paragraph(words.no_input);
        return;
    }
    let base = &page.stress.base.perspectives[&page.stress.perspective];
    let gains = base.net_benefit.mean.value >= 0.0;
    let is_likely = base.probability_break_even.value >= page.stress.target;
    let (mean, chance): (Of, Of) = (|row| &row.mean, |row| &row.probability);
    let certainty = (words.certainty)(&percent(&Estimate::exact(page.stress.target)).show(locale));
    let said = |of: Of, turns: Turning| match turning(rows, of).is_empty() {
        false => page.turns_at(turns, &certainty, of),
        true => (words.stays)(turns, &certainty).into(),
    };
    document.paragraph(said(mean, if gains { Turning::Comes } else { Turning::WouldCome }));
    if let Some(returns) = internal_rate_of_return(rows, page.words) {
        document.paragraph(returns);
    }
    document.paragraph(said(chance, if is_likely { Turning::Surely } else { Turning::WouldSurely }));
}

/// The discount rate at which mean net benefit is 0, where there is one below which it is a gain: the internal rate of return of the mean flows; or that it
/// is beyond what was searched.
fn internal_rate_of_return(rows: &[Switching], words: &Words) -> Option<Text> {
    let Words { locale, turning: words, .. } = words;
    let row = rows.iter().find(|row| row.number.as_deref() == Some("discount.rate"))?;
    let mean = row.mean.as_ref()?;
    let returns = match (mean.roots.as_slice(), mean.always) {
        ([only], _) if only.holds == Holds::Below => rate(only.value.value, locale),
        ([], Some(true)) => (words.more_than)(&rate(row.range.searched?[1], locale)),
        _ => return None,
    };
    Some((words.returns)(Text::of(Tone::Strong, returns)))
}

/// The rows in which something turns, what is nearest to being so first.
pub(super) fn turning(rows: &[Switching], of: Of) -> Vec<(&Switching, &Switch, usize)> {
    let nearest = |row| {
        let roots = &Option::<Turns>::as_ref(of(row))?.roots;
        let first = roots.iter().min_by(|a, b| far(row, a).total_cmp(&far(row, b)))?;
        Some((row, first, roots.len()))
    };
    let mut found: Vec<_> = rows.iter().filter_map(nearest).collect();
    found.sort_by(|(a, x, _), (b, y, _)| far(a, x).total_cmp(&far(b, y)));
    found
}

/// How far a value is from where the assumption is thought to be: in probability from its median; without a law, as a share of what it is now.
fn far(row: &Switching, switch: &Switch) -> f64 {
    match (switch.quantile, switch.change_from_median, row.median) {
        (Some(quantile), Some(change), _) => (quantile - 0.5).abs() + 1e-6 * change.abs(),
        (Some(quantile), ..) => (quantile - 0.5).abs(),
        // Beyond every law that may hold it.
        (None, Some(change), _) => 0.5 + change.abs(),
        (None, None, median) => 0.5 + (switch.value.value - median.unwrap_or_default()).abs(),
    }
}

impl Page<'_> {
    /// Where a figure turns: the nearest assumptions by name.
    fn turns_at(&self, turns: Turning, certainty: &str, of: Of) -> Text {
        let (all, words) = (self.words, &self.words.turning);
        let holds_now = matches!(turns, Turning::Comes | Turning::Surely);
        let found = turning(&self.stress.switching, of);
        let mut text = Text::from((words.begins)(turns, certainty));
        let named = &found[..if found.len() < NAMED { found.len() } else { NAMED }];
        for (place, (row, switch, count)) in named.iter().enumerate() {
            let between = match place {
                0 => String::new(),
                _ if place + 1 == named.len() && !holds_now => format!(" {} ", all.stress.or),
                _ if place + 1 == named.len() => format!(" {} ", all.and),
                _ => ", ".to_owned(),
            };
            let side = if switch.holds == Holds::Above { words.at_least } else { words.at_most };
            let verb = if place == 0 { (words.verb)(turns) } else { " " };
            text = text
                .and(format!("{between}{}{verb}{side} ", name(row, all)))
                .strong(turned(row, switch, all));
            let mut asides = Vec::new();
            if let Some(median) = row.median.filter(|_| place == 0) {
                let now = spot(row, &Estimate::exact(median), all);
                // What is uncertain may lie there in the middle already.
                let is_there = (switch.holds == Holds::Above) == (median >= switch.value.value);
                if is_there && !holds_now {
                    asides.push((words.in_the_middle)(&now));
                } else {
                    asides.push((words.now)(&now));
                    asides.extend(moves(row, switch, holds_now, all));
                }
            }
            if switch.plausible == Some(false) {
                asides.push(words.not_possible.to_owned());
            }
            if *count > 1 {
                asides.push((words.more_turns)(*count - 1));
            }
            if !asides.is_empty() {
                text = text.and(format!(" ({})", asides.join("; ")));
            }
        }
        let left = &found[named.len()..];
        if left.is_empty() {
            return text.and(".");
        }
        let others: Vec<String> = left.iter().map(|(row, ..)| called(row, all)).collect();
        text.and((words.others)(left.len() == 1, &self.listed(others, all.and)))
    }

    fn switching(&self, document: &mut Document) {
        let rows = &self.stress.switching;
        if rows.is_empty() {
            return;
        }
        let (all, words) = (self.words, &self.words.turning);
        let target = percent(&Estimate::exact(self.stress.target)).show(&all.locale);
        let mut table = Table::default();
        table.column(words.now_column, Align::Right, 0);
        table.column(words.mean_turns_at, Align::Right, 0);
        table.column(words.quantile, Align::Right, 1);
        table.column((all.stress.target_at)(&target), Align::Right, 0);
        table.column(words.quantile, Align::Right, 1);
        let (mean, chance): (Of, Of) = (|row| &row.mean, |row| &row.probability);
        for row in rows.iter().take(MOST_ROWS) {
            let now = row.median.map_or(String::new(), |median| spot(row, &Estimate::exact(median), all));
            let [mean, chance] =
                [mean, chance].map(|of| [values(row, of, all), quantiles(row, of, &all.locale)]);
            let [[mean, of_mean], [chance, of_chance]] = [mean, chance];
            let cells = [now, mean, of_mean, chance, of_chance];
            table.row(label(row, all), cells.map(Into::into));
        }
        document.heading(words.switching_values, (words.where_it_turns)(&self.subject()));
        switches::show(self, document);
        document.table(table);
        left_out(document, rows.len());
        let any = |holds: &dyn Fn(&Switch) -> bool| {
            let turns = rows.iter().flat_map(|row| [&row.mean, &row.probability]).flatten();
            turns.flat_map(|turns| &turns.roots).any(holds)
        };
        let notes = [
            (true, words.holds_from),
            (rows.iter().any(|row| row.range.plausible.is_some()), words.now_is),
            (any(&|switch| switch.plausible == Some(false)), words.outside),
            (any(&|switch| switch.clamped > 0.0), words.clamped),
            (rows.iter().any(|row| row.range.searched.is_none()), words.not_searched),
            (rows.iter().any(|row| row.adjusted), words.before_optimism),
            (rows.iter().any(|row| !row.correlated_with.is_empty()), all.stress.moves_with_others),
        ];
        for row in rows {
            for Refused { from, to, code, reason } in &row.range.refused {
                let [low, high] = [from, to].map(|at| spot(row, &Estimate::exact(*at), all));
                let high = (from != to).then_some(high.as_str());
                let says = (words.refused)(&label(row, all), &low, high, code, &tame(reason));
                document.paragraph(Text::of(Tone::Dim, says));
            }
        }
        let never: Vec<String> =
            rows.iter().take(MOST_ROWS).filter_map(|row| never_turns(row, all)).collect();
        if !never.is_empty() {
            let says = (words.searched)(&never.join(", "));
            document.paragraph(Text::of(Tone::Dim, says));
        }
        let notes: Vec<&str> = notes.iter().filter(|(holds, _)| *holds).map(|(_, note)| *note).collect();
        document.paragraph(Text::of(Tone::Dim, notes.join(" ")));
    }
}

/// Between which values an assumption was searched at which one of the figures never turns.
fn never_turns(row: &Switching, words: &Words) -> Option<String> {
    let is_never = |turns: &Option<Turns>| turns.as_ref().is_some_and(|turns| turns.always.is_some());
    let [from, to] = row.range.searched?.map(|at| spot(row, &Estimate::exact(at), words));
    (is_never(&row.mean) || is_never(&row.probability))
        .then(|| (words.turning.range)(&called(row, words), &from, &to))
}

/// Their rows.
pub(super) fn show(page: &Page<'_>, document: &mut Document) {
    page.switching(document);
}

/// How far it may move, or must.
fn moves(row: &Switching, switch: &Switch, holds_now: bool, words: &Words) -> Option<String> {
    let change = switch.change_from_median?;
    // What holds from there on and lies above the median does not hold there.
    let is_room = (change < 0.0) == (switch.holds == Holds::Above);
    let locale = &words.locale;
    let points = row.median.filter(|_| row.share).map(|median| {
        let points = 100.0 * (switch.value.value - median).abs();
        locale.rounded(points, 1.0, larger(leading(points) - DIGITS + 1, -2))
    });
    let by = percent_of(change.abs(), locale);
    (is_room == holds_now).then(|| (words.turning.moves)(holds_now, change < 0.0, &by, points.as_deref()))
}

fn percent_of(share: f64, locale: &Locale) -> String {
    let percent = share * 100.0;
    locale.per_cent(locale.rounded(percent, 1.0, larger(leading(percent) - 1, 0)))
}

fn values(row: &Switching, of: Of, words: &Words) -> String {
    let Some(turns) = of(row) else { return "–".to_owned() };
    match turns.always {
        Some(true) => words.stress.always.to_owned(),
        Some(false) => words.stress.never.to_owned(),
        None if turns.roots.is_empty() => words.turning.untried.to_owned(),
        None => {
            let values = turns.roots.iter().map(|switch| {
                let side = if switch.holds == Holds::Above { "≥" } else { "≤" };
                let plausible = if switch.plausible == Some(false) { "!" } else { "" };
                let clamped = if switch.clamped > 0.0 { "^" } else { "" };
                format!("{side}{TIE}{}{plausible}{clamped}", turned(row, switch, words))
            });
            values.collect::<Vec<_>>().join(", ")
        }
    }
}

fn quantiles(row: &Switching, of: Of, locale: &Locale) -> String {
    let roots = of(row).iter().flat_map(|turns| &turns.roots);
    let quantiles =
        roots.filter_map(|switch| switch.quantile.map(|p| percent(&Estimate::exact(p)).show(locale)));
    quantiles.collect::<Vec<_>>().join(", ")
}

/// A value of an assumption with its unit, to as many digits as its error supports and an assumption can use.
pub(super) fn spot(row: &Switching, value: &Estimate, words: &Words) -> String {
    let locale = &words.locale;
    if row.share && row.input.is_some() {
        return percent(value).show(locale);
    }
    if row.share {
        return rate(value.value, locale);
    }
    if row.whole {
        return locale.rounded(value.value, 1.0, 0);
    }
    if value.value.abs() >= 1e12 || (value.value != 0.0 && value.value.abs() < 1e-6) {
        return powered(&format!("{:.2e}", value.value), locale);
    }
    let finest = leading(value.value) - DIGITS + 1;
    locale.rounded(value.value, 1.0, supported(value).map_or(finest, |supported| larger(supported, finest)))
}

/// A value at which something turns, rounded to the side on which it holds, so that who takes it as it is written is not past the turn.
pub(super) fn turned(row: &Switching, switch: &Switch, words: &Words) -> String {
    let locale = &words.locale;
    if row.whole {
        return spot(row, &switch.value, words);
    }
    if row.share {
        return locale.per_cent(held(&switch.value.scaled(100.0), switch.holds, locale));
    }
    held(&switch.value, switch.holds, locale)
}

/// A value to as many digits as its error supports and an assumption can use, rounded up where what is said of it holds above, else down.
pub(super) fn held(value: &Estimate, holds: Holds, locale: &Locale) -> String {
    if value.value.abs() >= 1e12 || (value.value != 0.0 && value.value.abs() < 1e-6) {
        return powered(&format!("{:.2e}", value.value), locale);
    }
    // Of an open interval the known half tells.
    let half = |end: f64| if end.is_finite() { end } else { value.value };
    let known = Estimate { lo: half(value.lo), hi: half(value.hi), ..*value };
    let finest = leading(value.value) - DIGITS + 1;
    let last = supported(&known).map_or(finest, |supported| larger(supported, finest));
    let step = libm::pow(10.0, f64::from(last));
    let steps = value.value / step;
    // What is a whole number of steps but for rounding stays.
    let steps = match holds {
        Holds::Above => libm::ceil(steps - 1e-9),
        Holds::Below => libm::floor(steps + 1e-9),
    };
    locale.rounded(steps * step, 1.0, last)
}

/// A share or a yearly rate, which may be below 0 or above 1.
pub(super) fn rate(value: f64, locale: &Locale) -> String {
    let percent = 100.0 * value;
    if percent == 0.0 {
        return locale.per_cent(0);
    }
    let text = locale.rounded(percent, 1.0, larger(leading(percent) - DIGITS + 1, -2));
    let text = match text.contains(locale.decimal) {
        true => text.trim_end_matches('0').trim_end_matches(locale.decimal),
        false => &text,
    };
    locale.per_cent(text)
}

/// Its name, and the unit where its values are not shares.
pub(super) fn name(row: &Switching, all: &Words) -> String {
    match row.unit.as_deref().filter(|_| !row.share) {
        Some(unit) => short(&(all.turning.in_unit)(&called(row, all), &tame(unit))),
        None => short(&called(row, all)),
    }
}

pub(super) fn called(row: &Switching, words: &Words) -> String {
    row.input.as_deref().map_or_else(|| spoken_number(row.name(), &words.stress), spoken)
}

fn label(row: &Switching, all: &Words) -> String {
    let marks = [(row.adjusted, "×"), (!row.correlated_with.is_empty(), "~")];
    let marks: String = marks.iter().filter(|(holds, _)| *holds).map(|(_, mark)| *mark).collect();
    let words = called(row, all);
    // A path is written as it is in the file.
    let name =
        if row.number.as_ref() == Some(&words) && words.contains('.') { words } else { capitalised(&words) };
    format!("{}{marks}", short(&name))
}
