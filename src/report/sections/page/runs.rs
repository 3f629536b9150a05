//! How does the money run? What has been paid and has come back, by year.

use super::told::Told;
use crate::report::document::{Align, Cell, Table, Text};
use crate::report::names::ended;
use crate::report::page::Section;
use crate::report::picture::{Drawn, Fan, Fans, Picture};
use crate::report::words::page::Course;
use crate::summary::results::{NetBenefit, PerspectiveResults, YearQuantiles};

/// Panels of a picture.
const MOST_PANELS: usize = 6;

pub(super) fn section(told: &Told) -> Option<Section> {
    let (words, certain) = (told.words, told.is_all_certain());
    let of_main = flows(told, told.name, told.main)?;
    let unit = told.unit();
    let fans: Vec<(&str, Vec<YearQuantiles>)> =
        told.all.iter().filter_map(|(name, p)| Some((*name, flows(told, name, p)?))).collect();
    let panels = fans.iter().take(MOST_PANELS).map(|(name, years)| Fan {
        label: told.case.label(name),
        years: years.iter().map(|q| [&q.p5, &q.p25, &q.p50, &q.p75, &q.p95].map(|q| q.value)).collect(),
        end: years.last().map(|q| told.short(q.p50.value)).unwrap_or_default(),
    });
    let panels: Vec<Fan> = panels.collect();
    let said = panels.iter().map(|fan| {
        let middle = |year: Option<&[f64; 5]>| year.map(|q| told.short(q[2])).unwrap_or_default();
        (words.fans_say)(&fan.label, &middle(fan.years.first()), &middle(fan.years.last()), certain)
    });
    let about = (words.about_runs)(&unit, told.case.scenario.price_year);
    let says = std::iter::once(about.clone()).chain(said).map(ended).collect::<Vec<String>>().join(" ");
    // Where nothing varies there are no bands.
    let bands = words.bands.map(|says| if certain { String::new() } else { says.to_owned() });
    let several = panels.len() > 1;
    let left_out = fans.len() - panels.len();
    let mut section = Section {
        ask: words.ask_runs.to_owned(),
        finding: finding(told, &of_main),
        picture: Some(Picture {
            says,
            of: Drawn::Fans(Fans { panels, bands, first: words.year_0.to_owned(), scale: told.scale }),
        }),
        behind: Some((about.clone(), behind(told, &fans))),
        about,
        notes: vec![(words.how_to_read.to_owned(), (words.fans_read)(certain).into())],
        ..Section::default()
    };
    if several {
        section.notes.push((String::new(), words.same_scale.into()));
    }
    if let Some(glance) =
        told.glance.filter(|glance| drawn(told.main).is_none() && glance.draws < told.case.results.run.draws)
    {
        let draws = told.locale.written(glance.draws as f64);
        section.notes.push((String::new(), (words.fans_on_draws)(&draws).into()));
    }
    if left_out > 0 {
        section.notes.push((String::new(), (words.not_shown)(left_out).into()));
    }
    Some(section)
}

/// Where one stands at the end of every year in the run itself; `None` where that was not asked for.
fn drawn(perspective: &PerspectiveResults) -> Option<Vec<YearQuantiles>> {
    let years = &perspective.cash_flow.cumulative_discounted;
    let years: Option<Vec<YearQuantiles>> = years.iter().map(|year| year.quantiles.clone()).collect();
    years.filter(|years| !years.is_empty())
}

/// The same, or as it was played for the page: then its end, which is net benefit, is that of the run.
fn flows(told: &Told, name: &str, perspective: &PerspectiveResults) -> Option<Vec<YearQuantiles>> {
    if let Some(years) = drawn(perspective) {
        return Some(years);
    }
    let mut years = told.glance?.running.get(name)?.clone();
    let NetBenefit { p5, p25, p50, p75, p95, .. } = &perspective.net_benefit;
    let [p5, p25, p50, p75, p95] = [p5, p25, p50, p75, p95].map(|q| *q);
    *years.last_mut()? = YearQuantiles { p5, p25, p50, p75, p95 };
    Some(years)
}

/// From the deepest point of the middle outcome to its end.
fn finding(told: &Told, years: &[YearQuantiles]) -> String {
    let words = told.words;
    let mut middle = years.iter().map(|year| year.p50.value);
    let (deepest, end) =
        (middle.clone().fold(0.0, |a, b| if b < a { b } else { a }), middle.next_back().unwrap_or_default());
    let (gains, size) = (end >= 0.0, told.more_than_nothing(end.abs()));
    let horizon = told.case.scenario.horizon;
    // Where it only ever falls the end is the deepest point.
    let out = (deepest < 0.0 && deepest < end).then(|| told.money(-deepest));
    let (out, certain) = (out.as_deref(), told.is_certain());
    (words.runs)(Course { out, end: size.as_deref(), years: horizon, gains, certain })
}

fn behind(told: &Told, fans: &[(&str, Vec<YearQuantiles>)]) -> Table {
    let words = told.words;
    let years = 0..=told.case.scenario.horizon;
    let mut table = Table::of(years.map(|year| ((words.year)(year), Align::Right)));
    for (name, years) in fans {
        let label = told.case.label(name);
        for (what, at) in [(words.lower, 0), (words.middle, 1), (words.upper, 2)] {
            let cells: Vec<Cell> =
                years.iter().map(|q| told.amount([&q.p5, &q.p50, &q.p95][at]).into()).collect();
            table.row(Text::from(format!("{label}, {what}")), cells);
        }
    }
    table
}
