//! Costs and gains: each line's present value by payer, and each payer's flow by year.

use super::case::{Case, is_certain};
use super::scales::Scales;
use super::states;
use crate::report::chart::{FlowRow, Flows, Of};
use crate::report::document::{Align, Block, Cell, Document, Table, Text, Tone};
use crate::report::figure::{Figure, Kind, amount, figure, money, number, percent};
use crate::report::names::tame;
use crate::report::words::Words;
use crate::summary::results::{Estimate, PerspectiveResults, YearFlow, YearQuantiles};

pub(super) fn write(document: &mut Document, case: &Case) {
    lines(document, case);
    states::cost(document, case);
    flows(document, case);
    ratios(document, case);
}

/// Present value of every cost and effect, by payer.
fn lines(document: &mut Document, case: &Case) {
    let Some((_, main)) = case.main() else { return };
    let perspectives = case.perspectives();
    let sizes = perspectives.iter().map(|(_, p)| largest(p.lines.values()));
    let (scales, currency) = (Scales::of(&sizes.collect::<Vec<f64>>(), true), case.currency());
    let Words { locale, common, run: words, .. } = case.words;
    let beside = scales.beside(locale, &currency, common.each_column);
    document.heading(words.lines, (words.mean_present_value)(&beside));
    let heading = |(at, (name, _)): (usize, &(&str, _))| match scales.own(at, locale, &currency) {
        Some(unit) => (format!("{}, {unit}", case.column(name)), Align::Point),
        None => (case.column(name), Align::Point),
    };
    let mut table = Table::of(perspectives.iter().enumerate().map(heading));
    for name in in_order(case, main) {
        let (of, line) = name.split_once('.').unwrap_or_default();
        let label = tame(&case.labels().label(of, line));
        let cells = perspectives.iter().enumerate().map(|(at, (_, results))| {
            let (scale, last) = scales.at(at);
            let line = results.lines.get(name)?;
            // What is paid stands with a minus, so that the column adds up.
            let value = if name.starts_with("costs.") { line.negated() } else { *line };
            Some(Cell::amount(scale.figure_to(&value, last)))
        });
        table.row(label, cells.map(Option::unwrap_or_default).collect::<Vec<Cell>>());
    }
    let totals = perspectives.iter().enumerate().map(|(at, (_, results))| {
        let (scale, last) = scales.at(at);
        Cell::balance(scale.figure_to(&results.net_benefit.mean, last))
    });
    table.row(Text::of(Tone::Strong, words.net_benefit), totals.collect::<Vec<Cell>>());
    document.table(table);
}

/// The lines, costs first, in the order of the file.
fn in_order<'r>(case: &Case, results: &'r PerspectiveResults) -> Vec<&'r String> {
    let mut lines: Vec<&String> = results.lines.keys().collect();
    lines.sort_by_key(|name| {
        let (table, line) = name.split_once('.').unwrap_or_default();
        (table.to_owned(), case.scenario.order.place(table, line))
    });
    lines
}

/// Net flow of every payer by year, and how far the money is back.
fn flows(document: &mut Document, case: &Case) {
    let Some((main_name, main)) = case.main() else { return };
    let Words { locale, common: all, run: words, .. } = case.words;
    let row = |label: Text, of, years: &[YearFlow]| (label, of, years.iter().map(|flow| flow.mean).collect());
    let payers = case.payers().filter(|_| case.scenario.payers.len() > 1).chain([(main_name, main)]);
    let mut rows: Vec<(Text, Of, Vec<Estimate>)> = payers
        .map(|(name, results)| row(case.row_label(name), Of::Flow, &results.cash_flow.undiscounted))
        .collect();
    let running = &main.cash_flow.cumulative_discounted;
    rows.push(row(Text::of(Tone::Dim, words.so_far), Of::Balance, running));
    let mut sizes: Vec<f64> = rows.iter().map(|(_, _, years)| largest(years)).collect();
    // What is back so far is in the unit of what flows.
    let main_row = rows.len() - 2;
    let common = if sizes[main_row] > sizes[main_row + 1] { sizes[main_row] } else { sizes[main_row + 1] };
    sizes[main_row..].fill(common);
    let (scales, currency) = (Scales::of(&sizes, true), case.currency());
    let beside = scales.beside(locale, &currency, all.each_row);
    document.heading(words.by_year, (words.mean_flow)(&beside));
    type Bound = fn(&YearQuantiles) -> Estimate;
    let bounds: [(&str, Bound); 2] = [(words.so_far_low, |all| all.p5), (words.so_far_high, |all| all.p95)];
    for (label, bound) in bounds {
        let years = running.iter().map(|flow| flow.quantiles.as_ref().map(bound)).collect();
        if let Some(years) = years {
            rows.push((Text::of(Tone::Dim, label), Of::Level, years));
        }
    }
    let rows = rows.into_iter().enumerate().map(|(at, (label, of, years))| {
        let at = if at > main_row { main_row } else { at };
        let (scale, last) = scales.at(at);
        FlowRow { label: scales.label(at, label, locale, &currency), scale, last, of, years }
    });
    document.push(Block::Flows(Flows { rows: rows.collect() }));
}

/// The figures that some readers ask for besides.
fn ratios(document: &mut Document, case: &Case) {
    let perspectives = case.perspectives();
    let Words { locale, run: words, .. } = case.words;
    document.heading(words.further, (words.amounts_in)(locale.currency(&case.currency())));
    let mut table = Table::of(perspectives.iter().map(|(name, _)| (case.column(name), Align::Right)));
    type Read = fn(&PerspectiveResults) -> Option<Figure>;
    // And whether it says how net benefit spreads.
    let rows: [(&str, bool, Read); 6] = [
        (words.per_participant, false, |p| p.per_participant.as_ref().map(amount)),
        (words.ratio, false, |p| p.benefit_cost_ratio.as_ref().map(number)),
        (words.return_on_investment, false, |p| {
            p.return_on_investment.as_ref().map(|e| figure(e, Kind::Return))
        }),
        (words.worst, true, |p| Some(amount(&p.expected_shortfall_5))),
        (words.peak, false, |p| Some(amount(&p.peak_funding_need.mean))),
        (words.peak_high, true, |p| Some(amount(&p.peak_funding_need.p95))),
    ];
    let cell = |figure: Option<Figure>| figure.map(Cell::from).unwrap_or_default();
    // Where nothing varies, the worst is what happens.
    let varies = perspectives.iter().any(|(_, results)| !is_certain(results));
    for (label, _, read) in rows.into_iter().filter(|(_, of_spread, _)| varies || !of_spread) {
        let figures: Vec<Option<Figure>> = perspectives.iter().map(|(_, results)| read(results)).collect();
        if figures.iter().any(Option::is_some) {
            table.row(label, figures.into_iter().map(cell).collect::<Vec<Cell>>());
        }
    }
    document.table(table);
    if let Some(unadjusted) = &case.results.unadjusted
        && let Some((name, _)) = case.main()
        && let Some(figures) = unadjusted.get(name)
    {
        let chance = Text::of(Tone::Strong, percent(&figures.probability_break_even));
        let mean = Text::of(Tone::Strong, money(&figures.net_benefit_mean, &case.currency()));
        document.paragraph((words.unadjusted)(chance, mean));
    }
}

/// The largest of some amounts, whatever its sign.
fn largest<'a>(amounts: impl IntoIterator<Item = &'a Estimate>) -> f64 {
    amounts.into_iter().map(|e| e.value.abs()).fold(0.0, |a, b| if b > a { b } else { a })
}
