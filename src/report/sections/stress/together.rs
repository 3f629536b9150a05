//! All assumptions at once: how bad it gets, and how bad all may be.

use super::page::Page;
use super::tornado::value_within;
use crate::analysis::stress::{Corner, Together};
use crate::report::digits::{Locale, Scale, leading};
use crate::report::document::{Align, Cell, Document, Table, Text, Tone};
use crate::report::figure::{amount, money, percent};
use crate::report::names::{capitalised, spoken, tame};
use crate::report::sections::rows::short;
use crate::report::words::Words;
use crate::report::words::stress::Worst;
use crate::summary::results::Estimate;

/// Significant digits of the quantile at which all assumptions may stand.
const DIGITS: i32 = 2;

/// Assumptions whose values at a corner are listed.
const MOST_VALUES: usize = 6;

/// What it comes to, in words.
pub(super) fn say(page: &Page<'_>, document: &mut Document) {
    let Some(together) = &page.stress.together else { return };
    let Words { locale, stress: words, .. } = page.words;
    // Where none could be moved there is nothing to say.
    let moved = together.worst.inputs.keys().any(|input| !together.at_median.contains(input));
    let worst = page.mean_at(&together.worst).filter(|mean| moved && amount(mean).to_string() != "0");
    if let Some(mean) = worst {
        let size = if mean.value < 0.0 { mean.negated() } else { *mean };
        // An end that is the worse one by itself need not be so beside the others.
        let single = page
            .stress
            .tornado
            .iter()
            .flat_map(|row| [&row.low, &row.central, &row.high].map(|setting| (row, setting)));
        let alone = single.filter_map(|(row, setting)| {
            let seen = setting.perspectives.get(&page.stress.perspective)?;
            Some((row, seen.net_benefit.mean))
        });
        let alone = alone.min_by(|(_, a), (_, b)| a.value.total_cmp(&b.value));
        let told_apart = |alone: &Estimate| amount(alone).to_string() != amount(mean).to_string();
        let worse = alone.filter(|(_, alone)| alone.hi < mean.lo && told_apart(alone));
        let held = (!together.at_median.is_empty()).then(|| page.list(&together.at_median, page.words.and));
        document.paragraph((words.all_at_worst)(Worst {
            who: &page.subject(),
            even: mean.value >= 0.0 && worse.is_none(),
            held,
            loses: mean.value < 0.0,
            size: money(&size, &page.currency).into(),
            below: together.worst.probability_below.as_ref().map(|below| percent(below).into()),
            worse: worse
                .map(|(row, alone)| (short(&spoken(&row.input)), money(&alone, &page.currency).into())),
        }));
    }
    if let Some(t) = together.break_even_quantile {
        let percent = t * 100.0;
        let shown = locale.per_cent(locale.rounded(percent, 1.0, leading(percent) - DIGITS + 1));
        document.paragraph((words.at_quantile)(&shown, t <= 0.5));
    } else if page.mean_at(&together.best).is_some_and(|mean| mean.value < 0.0) && moved {
        document.paragraph(words.loses_at_best);
    }
}

/// The corners.
pub(super) fn show(page: &Page<'_>, document: &mut Document) {
    let Some(together) = &page.stress.together else { return };
    let Words { locale, stress: words, .. } = page.words;
    let [worst, central, best] = words.corners;
    let corners = [(worst, &together.worst), (central, &together.central), (best, &together.best)];
    let scale =
        Scale::of_all(corners.iter().filter_map(|(_, corner)| page.mean_at(corner)).map(|mean| mean.value));
    let mut table = Table::default();
    table.column(page.words.common.mean, Align::Point, 0);
    table.column(words.breaks_even, Align::Right, 0);
    table.column(words.worse_in, Align::Right, 0);
    for (name, corner) in corners {
        let Some(seen) = corner.perspectives.get(&page.stress.perspective) else {
            table.row(name, ["–", "–", "–"].map(Cell::from));
            continue;
        };
        let below =
            corner.probability_below.as_ref().map_or_else(|| "–".into(), |below| percent(below).into());
        table.row(
            name,
            [
                Cell::balance(scale.figure(&seen.net_benefit.mean)),
                percent(&seen.probability_break_even).into(),
                below,
            ],
        );
    }
    let beside = page.means_in(scale);
    document.heading(words.all_at_once, beside);
    document.table(table);
    for (name, corner) in corners {
        if let Some(reason) = &corner.untried {
            let text = (words.untried_corner)(name, &tame(reason));
            document.item(Text::of(Tone::Caution, text));
        }
    }
    let [low, high] = page.stress.ends.map(|end| format!("P{}", locale.written(end * 100.0)));
    let luck = !matches!(page.stress.people, None | Some(0.0));
    let mut note = (words.corners_mean)(&low, &high, &page.subject(), luck);
    if together.worst.inputs.len() <= MOST_VALUES {
        note.push_str(&(words.worst_is)(&values(together, &together.worst, locale)));
        note.push_str(&(words.best_is)(&values(together, &together.best, locale)));
    }
    if !together.at_median.is_empty() {
        note.push_str(&(words.at_median)(&page.list(&together.at_median, page.words.and)));
    }
    document.paragraph(Text::of(Tone::Dim, note.trim_end().to_owned()));
}

/// Where the assumptions stand.
fn values(together: &Together, corner: &Corner, locale: &Locale) -> String {
    let value = |(input, at): (&String, &f64)| {
        let ends = [&together.worst, &together.best].map(|end| end.inputs.get(input).copied().unwrap_or(*at));
        format!("{} {}", short(&spoken(input)), value_within(*at, ends, locale))
    };
    capitalised(&corner.inputs.iter().map(value).collect::<Vec<_>>().join(", "))
}

impl Page<'_> {
    fn mean_at<'s>(&self, corner: &'s Corner) -> Option<&'s Estimate> {
        corner.perspectives.get(&self.stress.perspective).map(|seen| &seen.net_benefit.mean)
    }
}
