//! Switching values: how far an assumption may move before the answer turns.

use super::page::{Page, listed};
use crate::analysis::stress::{Holds, Part, Refused, Switch, Switching, Turns};
use crate::report::digits::{Locale, TIE, larger, leading, supported};
use crate::report::document::{Align, Document, Table, Text, Tone};
use crate::report::figure::percent;
use crate::report::names::{capitalised, spoken, spoken_number, tame};
use crate::report::sections::rows::{MOST_ROWS, left_out, short};
use crate::summary::results::Estimate;

/// Significant digits of an assumption's value: it is an assumption.
const DIGITS: i32 = 3;

/// Assumptions that a sentence names.
const NAMED: usize = 3;

/// One of the two figures that may turn.
type Of = fn(&Switching) -> &Option<Turns>;

/// What the switching values come to, in words.
pub(super) fn say(page: &Page<'_>, document: &mut Document) {
    let rows = &page.stress.switching;
    if !page.has(Part::Switching) {
        return;
    }
    if rows.is_empty() {
        document.paragraph("Net benefit depends on no input: none can turn the answer.");
        return;
    }
    let base = &page.stress.base.perspectives[&page.stress.perspective];
    let gains = base.net_benefit.mean.value >= 0.0;
    let is_likely = base.probability_break_even.value >= page.stress.target;
    let target = percent(&Estimate::exact(page.stress.target)).to_string();
    let (mean, chance): (Of, Of) = (|row| &row.mean, |row| &row.probability);
    let certainty = format!("{target} certainty");
    document.paragraph(match (turning(rows, mean).is_empty(), gains) {
        (false, true) => page.turns_at("On average the money comes back as long as ", mean, true),
        (false, false) => page.turns_at("On average the money would come back if ", mean, false),
        (true, true) => {
            "On average the money comes back whatever single assumption is moved, as far as was searched."
                .into()
        }
        (true, false) => {
            "No single assumption, moved as far as was searched, brings the money back on average.".into()
        }
    });
    if let Some(returns) = internal_rate_of_return(rows) {
        document.paragraph(returns);
    }
    document.paragraph(match (turning(rows, chance).is_empty(), is_likely) {
        (false, true) => page.turns_at(&format!("It does so with {certainty} as long as "), chance, true),
        (false, false) => page.turns_at(&format!("For {certainty} it would take "), chance, false),
        (true, true) => {
            format!("No single assumption, moved as far as was searched, takes {certainty} away.").into()
        }
        (true, false) => {
            format!("No single assumption, moved as far as was searched, gives {certainty}.").into()
        }
    });
}

/// The discount rate at which mean net benefit is 0, where there is one below which it is a gain: the internal rate of return of the mean flows; or that it
/// is beyond what was searched.
fn internal_rate_of_return(rows: &[Switching]) -> Option<Text> {
    let row = rows.iter().find(|row| row.number.as_deref() == Some("discount.rate"))?;
    let mean = row.mean.as_ref()?;
    let returns = match (mean.roots.as_slice(), mean.always) {
        ([only], _) if only.holds == Holds::Below => rate(only.value.value),
        ([], Some(true)) => format!("more than {}", rate(row.range.searched?[1])),
        _ => return None,
    };
    let what = " a year: the discount rate at which gains and costs are equal.";
    Some(Text::from("On average it returns ").strong(returns).and(what))
}

/// The rows in which something turns, what is nearest to being so first.
fn turning(rows: &[Switching], of: Of) -> Vec<(&Switching, &Switch, usize)> {
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
    fn turns_at(&self, begins: &str, of: Of, holds_now: bool) -> Text {
        let found = turning(&self.stress.switching, of);
        let mut text = Text::from(begins);
        let named = &found[..if found.len() < NAMED { found.len() } else { NAMED }];
        for (place, (row, switch, count)) in named.iter().enumerate() {
            let between = match place {
                0 => "",
                _ if place + 1 == named.len() && !holds_now => " or ",
                _ if place + 1 == named.len() => " and ",
                _ => ", ",
            };
            let side = if switch.holds == Holds::Above { "at least" } else { "at most" };
            let verb = if place == 0 && (holds_now || begins.ends_with(" if ")) { " is " } else { " " };
            text = text.and(format!("{between}{}{verb}{side} ", name(row))).strong(turned(row, switch));
            let mut asides = Vec::new();
            if let Some(median) = row.median.filter(|_| place == 0) {
                let now = spot(row, &Estimate::exact(median));
                // What is uncertain may lie there in the middle already.
                let is_there = (switch.holds == Holds::Above) == (median >= switch.value.value);
                if is_there && !holds_now {
                    asides.push(format!("{now} in the middle: it would do to know that"));
                } else {
                    asides.push(format!("now {now}"));
                    asides.extend(moves(switch, holds_now));
                }
            }
            if switch.plausible == Some(false) {
                asides.push("beyond what the file holds possible".to_owned());
            }
            if *count > 1 {
                asides.push(format!("{} there", more(*count - 1, "turn", "turns")));
            }
            if !asides.is_empty() {
                text = text.and(format!(" ({})", asides.join("; ")));
            }
        }
        let left = found.len() - named.len();
        let rest = if left > 0 {
            let others: Vec<String> = found[named.len()..].iter().map(|(row, ..)| words(row)).collect();
            format!(
                "; {} too, further away: {}.",
                if left == 1 { "one more" } else { "others" },
                listed(others, "and")
            )
        } else {
            ".".to_owned()
        };
        text.and(rest)
    }

    fn switching(&self, document: &mut Document) {
        let rows = &self.stress.switching;
        if rows.is_empty() {
            return;
        }
        let target = percent(&Estimate::exact(self.stress.target)).to_string();
        let mut table = Table::default();
        table.column("now", Align::Right, 0);
        table.column("mean turns at", Align::Right, 0);
        table.column("quantile", Align::Right, 1);
        table.column(format!("{target} at"), Align::Right, 0);
        table.column("quantile", Align::Right, 1);
        let (mean, chance): (Of, Of) = (|row| &row.mean, |row| &row.probability);
        for row in rows.iter().take(MOST_ROWS) {
            let now = row.median.map_or(String::new(), |median| spot(row, &Estimate::exact(median)));
            let cells =
                [now, values(row, mean), quantiles(row, mean), values(row, chance), quantiles(row, chance)];
            table.row(label(row), cells.map(Into::into));
        }
        document.heading("switching values", format!("where the answer turns, {}", self.subject()));
        document.table(table);
        left_out(document, rows.len());
        let any = |holds: &dyn Fn(&Switch) -> bool| {
            let turns = rows.iter().flat_map(|row| [&row.mean, &row.probability]).flatten();
            turns.flat_map(|turns| &turns.roots).any(holds)
        };
        let notes = [
            (
                true,
                "≥: it holds from that value on; ≤: up to it. All other assumptions are as drawn, over the same draws.",
            ),
            (rows.iter().any(|row| row.range.plausible.is_some()), "Now: the median of what is in doubt."),
            (any(&|switch| switch.plausible == Some(false)), "!: outside its quantiles at 0.1 and 99.9%."),
            (any(&|switch| switch.clamped > 0.0), "^: a rate is held within 0 and 1 there in some draws."),
            (
                rows.iter().any(|row| row.range.searched.is_none()),
                "–: not searched; name a range by --input NAME=FROM:TO.",
            ),
            (rows.iter().any(|row| row.adjusted), "×: before its optimism factor, which comes on top."),
            (
                rows.iter().any(|row| !row.correlated_with.is_empty()),
                "~: moves with other assumptions, which here stay where they are.",
            ),
        ];
        for row in rows {
            for Refused { from, to, reason } in &row.range.refused {
                let [low, high] = [from, to].map(|at| spot(row, &Estimate::exact(*at)));
                let at = if from == to { format!("at {low}") } else { format!("from {low} to {high}") };
                let says = format!("{} {at} is not tried: {}.", label(row), tame(reason));
                document.paragraph(Text::of(Tone::Dim, says));
            }
        }
        let never: Vec<String> = rows.iter().take(MOST_ROWS).filter_map(never_turns).collect();
        if !never.is_empty() {
            let says = format!("Always and never are said of what was searched: {}.", never.join(", "));
            document.paragraph(Text::of(Tone::Dim, says));
        }
        let notes: Vec<&str> = notes.iter().filter(|(holds, _)| *holds).map(|(_, note)| *note).collect();
        document.paragraph(Text::of(Tone::Dim, notes.join(" ")));
    }
}

/// Between which values an assumption was searched at which one of the figures never turns.
fn never_turns(row: &Switching) -> Option<String> {
    let is_never = |turns: &Option<Turns>| turns.as_ref().is_some_and(|turns| turns.always.is_some());
    let [from, to] = row.range.searched?.map(|at| spot(row, &Estimate::exact(at)));
    (is_never(&row.mean) || is_never(&row.probability)).then(|| format!("{} {from} to {to}", words(row)))
}

/// Their rows.
pub(super) fn show(page: &Page<'_>, document: &mut Document) {
    page.switching(document);
}

/// How far it may move, or must.
fn moves(switch: &Switch, holds_now: bool) -> Option<String> {
    let change = switch.change_from_median?;
    let may = if holds_now { "may" } else { "must" };
    let way = if change < 0.0 { "fall" } else { "rise" };
    // What holds from there on and lies above the median does not hold there.
    let is_room = (change < 0.0) == (switch.holds == Holds::Above);
    (is_room == holds_now).then(|| format!("it {may} {way} by {}", percent_of(change.abs())))
}

fn percent_of(share: f64) -> String {
    let percent = share * 100.0;
    Locale::ENGLISH.per_cent(Locale::ENGLISH.rounded(percent, 1.0, larger(leading(percent) - 1, 0)))
}

fn more(count: usize, one: &str, many: &str) -> String {
    if count == 1 { format!("one more {one}") } else { format!("{count} more {many}") }
}

fn values(row: &Switching, of: Of) -> String {
    let Some(turns) = of(row) else { return "–".to_owned() };
    match turns.always {
        Some(true) => "always".to_owned(),
        Some(false) => "never".to_owned(),
        None if turns.roots.is_empty() => "untried".to_owned(),
        None => {
            let values = turns.roots.iter().map(|switch| {
                let side = if switch.holds == Holds::Above { "≥" } else { "≤" };
                let plausible = if switch.plausible == Some(false) { "!" } else { "" };
                let clamped = if switch.clamped > 0.0 { "^" } else { "" };
                format!("{side}{TIE}{}{plausible}{clamped}", turned(row, switch))
            });
            values.collect::<Vec<_>>().join(", ")
        }
    }
}

fn quantiles(row: &Switching, of: Of) -> String {
    let roots = of(row).iter().flat_map(|turns| &turns.roots);
    let quantiles =
        roots.filter_map(|switch| switch.quantile.map(|p| percent(&Estimate::exact(p)).to_string()));
    quantiles.collect::<Vec<_>>().join(", ")
}

/// A value of an assumption with its unit, to as many digits as its error supports and an assumption can use.
fn spot(row: &Switching, value: &Estimate) -> String {
    if row.share && row.input.is_some() {
        return percent(value).to_string();
    }
    if row.share {
        return rate(value.value);
    }
    if row.whole {
        return Locale::ENGLISH.rounded(value.value, 1.0, 0);
    }
    if value.value.abs() >= 1e12 || (value.value != 0.0 && value.value.abs() < 1e-6) {
        return format!("{:.2e}", value.value).replace('-', "−");
    }
    let finest = leading(value.value) - DIGITS + 1;
    Locale::ENGLISH.rounded(
        value.value,
        1.0,
        supported(value).map_or(finest, |supported| larger(supported, finest)),
    )
}

/// A value at which something turns, rounded to the side on which it holds, so that who takes it as it is written is not past the turn.
fn turned(row: &Switching, switch: &Switch) -> String {
    if row.whole {
        return spot(row, &switch.value);
    }
    if row.share {
        return Locale::ENGLISH.per_cent(held(&switch.value.scaled(100.0), switch.holds));
    }
    held(&switch.value, switch.holds)
}

/// A value to as many digits as its error supports and an assumption can use, rounded up where what is said of it holds above, else down.
pub(super) fn held(value: &Estimate, holds: Holds) -> String {
    if value.value.abs() >= 1e12 || (value.value != 0.0 && value.value.abs() < 1e-6) {
        return format!("{:.2e}", value.value).replace('-', "−");
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
    Locale::ENGLISH.rounded(steps * step, 1.0, last)
}

/// A share or a yearly rate, which may be below 0 or above 1.
pub(super) fn rate(value: f64) -> String {
    let percent = 100.0 * value;
    if percent == 0.0 {
        return Locale::ENGLISH.per_cent(0);
    }
    let text = Locale::ENGLISH.rounded(percent, 1.0, larger(leading(percent) - DIGITS + 1, -2));
    let text = if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { &text };
    Locale::ENGLISH.per_cent(text)
}

/// Its name, and the unit where its values are not shares.
fn name(row: &Switching) -> String {
    match row.unit.as_deref().filter(|_| !row.share) {
        Some(unit) => short(&format!("{} in {}", words(row), tame(unit))),
        None => short(&words(row)),
    }
}

fn words(row: &Switching) -> String {
    row.input.as_deref().map_or_else(|| spoken_number(row.name()), spoken)
}

fn label(row: &Switching) -> String {
    let marks = [(row.adjusted, "×"), (!row.correlated_with.is_empty(), "~")];
    let marks: String = marks.iter().filter(|(holds, _)| *holds).map(|(_, mark)| *mark).collect();
    let words = words(row);
    // A path is written as it is in the file.
    let name =
        if row.number.as_ref() == Some(&words) && words.contains('.') { words } else { capitalised(&words) };
    format!("{}{marks}", short(&name))
}
