//! All assumptions at once: how bad it gets, and how bad all may be.

use super::page::{Page, list};
use super::tornado::value_within;
use crate::analysis::stress::{Corner, Together};
use crate::report::digits::{Locale, Scale, leading, written};
use crate::report::document::{Align, Cell, Document, Table, Text, Tone};
use crate::report::figure::{amount, money, percent};
use crate::report::names::{capitalised, spoken, tame};
use crate::report::sections::rows::short;
use crate::summary::results::Estimate;

/// Significant digits of the quantile at which all assumptions may stand.
const DIGITS: i32 = 2;

/// Assumptions whose values at a corner are listed.
const MOST_VALUES: usize = 6;

/// What it comes to, in words.
pub(super) fn say(page: &Page<'_>, document: &mut Document) {
    let Some(together) = &page.stress.together else { return };
    // Where none could be moved there is nothing to say.
    let moved = together.worst.inputs.keys().any(|input| !together.at_median.contains(input));
    let worst = page.mean_at(&together.worst).filter(|mean| moved && amount(mean).to_string() != "0");
    if let Some(mean) = worst {
        let (verb, size) = if mean.value < 0.0 { ("loses", mean.negated()) } else { ("gains", *mean) };
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
        let even = if mean.value < 0.0 || worse.is_some() { "With" } else { "Even with" };
        let held = match together.at_median.is_empty() {
            true => String::new(),
            false => format!(" (but for {}, at the median)", list(&together.at_median, "and")),
        };
        let mut text = Text::from(format!(
            "{even} every assumption at its unfavourable end at once{held}, {} {verb} ",
            page.subject()
        ))
        .and(money(&size, &page.currency))
        .and(" on average");
        if let Some(below) = &together.worst.probability_below {
            text = text
                .and("; the assumptions come to less than that in ")
                .and(percent(below))
                .and(" of all draws");
        }
        if let Some((row, alone)) = worse {
            text = text
                .and(format!(
                    ". That is not the worst there is: {} alone can bring it to ",
                    short(&spoken(&row.input))
                ))
                .and(money(&alone, &page.currency));
        }
        document.paragraph(text.and("."));
    }
    if let Some(t) = together.break_even_quantile {
        let shown = |t: f64| {
            let percent = t * 100.0;
            Locale::ENGLISH.rounded(percent, 1.0, leading(percent) - DIGITS + 1)
        };
        document.paragraph(match t <= 0.5 {
            true => Text::from("If every assumption were ")
                .strong(format!("as bad as its {} quantile", Locale::ENGLISH.per_cent(shown(t))))
                .and(", it would just break even on average."),
            false => Text::from("Only if every assumption were better than it is thought, ")
                .strong(format!("as good as its {} quantile", Locale::ENGLISH.per_cent(shown(t))))
                .and(" from the unfavourable side, would it break even on average."),
        });
    } else if page.mean_at(&together.best).is_some_and(|mean| mean.value < 0.0) && moved {
        document.paragraph("Even with every assumption at its favourable end it loses on average.");
    }
}

/// The corners.
pub(super) fn show(page: &Page<'_>, document: &mut Document) {
    let Some(together) = &page.stress.together else { return };
    let corners = [("Worst", &together.worst), ("Medians", &together.central), ("Best", &together.best)];
    let scale =
        Scale::of_all(corners.iter().filter_map(|(_, corner)| page.mean_at(corner)).map(|mean| mean.value));
    let mut table = Table::default();
    table.column("mean", Align::Point, 0);
    table.column("breaks even", Align::Right, 0);
    table.column("worse in", Align::Right, 0);
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
    let beside =
        format!("mean net benefit in {}, {}", Locale::ENGLISH.heading(scale, &page.currency), page.subject());
    document.heading("all assumptions at once", beside);
    document.table(table);
    for (name, corner) in corners {
        if let Some(reason) = &corner.untried {
            let text = format!("Untried: {}, as {}.", name.to_lowercase(), tame(reason));
            document.item(Text::of(Tone::Caution, text));
        }
    }
    let [low, high] = page.stress.ends.map(|end| format!("P{}", written(end * 100.0)));
    let mut note = format!(
        "Worst and best: each assumption at its {low} or {high}, whichever is worse or better for {} by itself.{} \
         \"worse in\" is the share of all draws whose assumptions come to less. ",
        page.subject(),
        if page.stress.people == Some(0.0) || page.stress.people.is_none() {
            ""
        } else {
            " What is left is luck with people;"
        },
    );
    if together.worst.inputs.len() <= MOST_VALUES {
        note.push_str(&format!("Worst: {}. ", values(together, &together.worst)));
        note.push_str(&format!("Best: {}. ", values(together, &together.best)));
    }
    if !together.at_median.is_empty() {
        let names = list(&together.at_median, "and");
        note.push_str(&format!("At the median throughout, as an end cannot be played: {names}."));
    }
    document.paragraph(Text::of(Tone::Dim, note.trim_end().to_owned()));
}

/// Where the assumptions stand.
fn values(together: &Together, corner: &Corner) -> String {
    let value = |(input, at): (&String, &f64)| {
        let ends = [&together.worst, &together.best].map(|end| end.inputs.get(input).copied().unwrap_or(*at));
        format!("{} {}", short(&spoken(input)), value_within(*at, ends))
    };
    capitalised(&corner.inputs.iter().map(value).collect::<Vec<_>>().join(", "))
}

impl Page<'_> {
    fn mean_at<'s>(&self, corner: &'s Corner) -> Option<&'s Estimate> {
        corner.perspectives.get(&self.stress.perspective).map(|seen| &seen.net_benefit.mean)
    }
}
