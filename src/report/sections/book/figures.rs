//! What was found: sentences, the figures of every payer and perspective, money by year, and requirements.

use super::live::Counted;
use super::made::{Made, columns};
use crate::report::book::{Cell, Content, Range, Sheet, Style, Unit};
use crate::report::digits::half_width;
use crate::report::document::{Block, Document};
use crate::report::names::tame;
use crate::report::sections::answer;
use crate::scenario::metrics::Kind;
use crate::summary::results::{Estimate, PerspectiveResults, Threshold, Verdict};

/// A figure, and what more draws would remove of it.
pub(super) fn pair(estimate: Option<&Estimate>, unit: fn(f64) -> Unit) -> [Cell; 2] {
    let Some(estimate) = estimate else { return [Cell::default(), Cell::default()] };
    let (value, error) = (estimate.value, half_width(estimate));
    [Cell::number(value, unit(value)), Cell::number(error, unit(error)).styled(Style::Dim)]
}

fn money(estimate: &Estimate) -> [Cell; 2] {
    pair(Some(estimate), Unit::of_money)
}

fn share(estimate: &Estimate) -> [Cell; 2] {
    pair(Some(estimate), |_| Unit::Share)
}

/// The first sheet. Where numbers were changed in the base case, it says that its own figures do not follow.
pub(super) fn summary(made: &Made<'_>, counted: Option<&Counted>) -> Sheet {
    let (words, results) = (made.words, made.case.results);
    let title = tame(&made.case.scenario.title);
    let mut document = Document::new(made.case.words.language);
    answer::write(&mut document, &made.case);
    let (mut about, mut found) = (Vec::new(), Vec::new());
    for block in &document.blocks {
        match block {
            Block::Title(_, text) => about.push(text.show(&made.case.words.locale)),
            Block::Paragraph(text) => found.push(text.show(&made.case.words.locale)),
            // The figures below the picture stand in the table.
            Block::Chart(_) => break,
            _ => {}
        }
    }
    about.push(made.money_is());
    let mut sheet = made.sheet(words.summary, &title, &about);
    if let Some(Counted(count)) = counted {
        // It stands in the blank below the title.
        sheet.rows.pop();
        let [before, after] = words.does_not_follow;
        let says = format!("IF({count}>0,\"{before}\"&{count}&\"{after}\",\"\")");
        let content = Content::Saying(says, String::new());
        sheet.rows.push(vec![Cell { content, style: Style::Bad, ..Cell::default() }]);
    }
    sheet.rows.push(vec![Cell::text(words.found).styled(Style::Heading)]);
    sheet.rows.extend(found.into_iter().map(|line| vec![Cell::text(line).styled(Style::Wrapped)]));
    sheet.rows.push(Vec::new());
    perspectives(made, &mut sheet);
    outcomes(made, &mut sheet);
    lines(made, &mut sheet);
    if !results.warnings.is_empty() {
        sheet.rows.push(vec![Cell::text(words.warnings).styled(Style::Heading)]);
        for warning in &results.warnings {
            let text = made.case.words.warned(warning);
            let text = if text[1].is_empty() { text[0].clone() } else { text.join(" → ") };
            sheet.rows.push(vec![Cell::text(text).styled(Style::Caution)]);
        }
    }
    let columns = 2 * made.perspectives().len();
    sheet.widths = std::iter::once(36.0)
        .chain((0..columns.max(8)).map(|at| if at % 2 == 0 { 18.0 } else { 15.0 }))
        .collect();
    sheet.frozen = (1, 1);
    sheet
}

/// Figures below each other, payers and perspectives beside each other.
fn perspectives(made: &Made<'_>, sheet: &mut Sheet) {
    let (words, results) = (made.words, made.case.results);
    sheet.rows.push(vec![Cell::text(words.by_perspective).styled(Style::Heading)]);
    let names = made.perspectives();
    sheet.rows.push(beside(made, "", &names));
    let all: Vec<_> = names.iter().filter_map(|name| results.perspectives.get_key_value(name)).collect();
    let mut row = |label: &str, of: &dyn Fn(&str, &PerspectiveResults) -> [Cell; 2]| {
        let mut cells = vec![Cell::text(label)];
        cells.extend(all.iter().flat_map(|(name, results)| of(name, results)));
        sheet.rows.push(cells);
    };
    row(words.mean, &|_, of| money(&of.net_benefit.mean));
    row("P5", &|_, of| money(&of.net_benefit.p5));
    row("P10", &|_, of| money(&of.net_benefit.p10));
    row("P25", &|_, of| money(&of.net_benefit.p25));
    row(words.median, &|_, of| money(&of.net_benefit.p50));
    row("P75", &|_, of| money(&of.net_benefit.p75));
    row("P90", &|_, of| money(&of.net_benefit.p90));
    row("P95", &|_, of| money(&of.net_benefit.p95));
    row(words.sd, &|_, of| money(&of.net_benefit.sd));
    row(words.break_even, &|_, of| share(&of.probability_break_even));
    row(words.back_by, &|_, of| match of.break_even_year.median {
        Some(year) => [Cell::number(year.value as f64, Unit::Year), Cell::default()],
        None => [Cell::text(words.never).styled(Style::Right), Cell::default()],
    });
    row(words.peak, &|_, of| money(&of.peak_funding_need.mean));
    row(words.returned, &|_, of| pair(of.benefit_cost_ratio.as_ref(), |_| Unit::Hundredths));
    row(words.of_base_case, &|name, _| {
        let base = results.base_case.net_benefit.get(name);
        [base.map_or_else(Cell::default, |value| Cell::money(*value)), Cell::default()]
    });
    sheet.rows.push(Vec::new());
}

/// Headings of columns: a figure and its error of each payer and perspective.
fn beside(made: &Made<'_>, first: &str, names: &[String]) -> Vec<Cell> {
    let mut heading = columns(&[first]);
    for name in names {
        heading.extend(columns(&[&made.perspective(name), made.words.error]));
    }
    heading
}

fn outcomes(made: &Made<'_>, sheet: &mut Sheet) {
    let (words, scenario, results) = (made.words, made.case.scenario, made.case.results);
    if results.outcomes.is_empty() {
        return;
    }
    sheet.rows.push(vec![Cell::text(words.outcomes).styled(Style::Heading)]);
    sheet.rows.push(columns(&[
        words.outcome,
        words.with,
        words.error,
        words.without,
        words.error,
        words.additional,
        words.error,
        "P5",
        words.median,
        "P95",
    ]));
    let number = |estimate: &Estimate| pair(Some(estimate), |_| Unit::Hundredths);
    for (name, _) in scenario.order.of("outcomes", &scenario.outcomes) {
        let Some(of) = results.outcomes.get(name) else { continue };
        let mut row = vec![Cell::text(made.label("outcomes", name))];
        row.extend(number(&of.with.mean));
        row.extend(number(&of.without.mean));
        row.extend(number(&of.additional.mean));
        let quantiles = [&of.additional.p5, &of.additional.p50, &of.additional.p95];
        row.extend(quantiles.map(|quantile| Cell::number(quantile.value, Unit::Hundredths)));
        sheet.rows.push(row);
    }
    sheet.rows.push(Vec::new());
}

/// What each line is worth to each payer and perspective.
fn lines(made: &Made<'_>, sheet: &mut Sheet) {
    let (words, scenario, results) = (made.words, made.case.scenario, made.case.results);
    let mut all: Vec<(&str, &String)> = Vec::new();
    all.extend(scenario.order.of("costs", &scenario.costs).into_iter().map(|(name, _)| ("costs", name)));
    all.extend(
        scenario.order.of("effects", &scenario.effects).into_iter().map(|(name, _)| ("effects", name)),
    );
    all.extend(
        scenario.order.of("payments", &scenario.payments).into_iter().map(|(name, _)| ("payments", name)),
    );
    let names = made.perspectives();
    sheet.rows.push(vec![Cell::text(words.lines).styled(Style::Heading)]);
    sheet.rows.push(beside(made, words.line, &names));
    for (table, line) in all {
        let mut row = vec![Cell::text(made.label(table, line))];
        for name in &names {
            let of = results.perspectives.get(name).and_then(|of| of.lines.get(&format!("{table}.{line}")));
            row.extend(pair(of, Unit::of_money));
        }
        sheet.rows.push(row);
    }
    sheet.rows.push(Vec::new());
}

/// First row of the list of years.
pub(super) const FIRST_YEAR: usize = 4;

/// Money by year: a row for each year of each payer and perspective.
pub(super) fn by_year(made: &Made<'_>) -> Sheet {
    let (words, results) = (made.words, made.case.results);
    let mut sheet = made.sheet(words.by_year, words.by_year, &[made.money_is()]);
    sheet.rows.push(columns(&[
        words.perspective,
        words.year,
        words.flow,
        words.error,
        words.cumulative,
        words.error,
        words.discounted,
        words.error,
        words.back,
        words.error,
    ]));
    for name in made.perspectives() {
        let Some(of) = results.perspectives.get(&name) else { continue };
        let flows = &of.cash_flow;
        for (year, back) in of.break_even_year.by_year.iter().enumerate() {
            let mut row = vec![Cell::text(made.perspective(&name)), Cell::number(year as f64, Unit::Year)];
            for flow in [&flows.undiscounted, &flows.cumulative_undiscounted, &flows.cumulative_discounted] {
                row.extend(pair(flow.get(year).map(|flow| &flow.mean), Unit::of_money));
            }
            row.extend(share(back));
            sheet.rows.push(row);
        }
    }
    let last = sheet.rows.len() - 1;
    sheet.filtered = Some(Range { sheet: sheet.name.clone(), from: (FIRST_YEAR - 1, 0), to: (last, 9) });
    sheet.widths = vec![34.0, 8.0, 16.0, 13.0, 16.0, 13.0, 16.0, 13.0, 16.0, 13.0];
    sheet.frozen = (FIRST_YEAR, 2);
    sheet.upright = true;
    sheet
}

/// What is required, and whether it holds.
pub(super) fn requirements(made: &Made<'_>) -> Sheet {
    let (words, scenario, results) = (made.words, made.case.scenario, made.case.results);
    let mut sheet = made.sheet(words.requirements, words.requirements, &[]);
    sheet.widths = vec![34.0, 30.0, 34.0, 16.0, 13.0, 10.0, 16.0, 14.0];
    if results.requirements.is_empty() {
        sheet.rows.push(vec![Cell::text(words.none_required)]);
        return sheet;
    }
    sheet.rows.push(columns(&[
        words.requirement,
        words.figure,
        words.perspective,
        words.value,
        words.error,
        words.bound,
        words.threshold,
        words.verdict,
    ]));
    sheet.frozen = (sheet.rows.len(), 1);
    let mut all: Vec<_> = results.requirements.iter().collect();
    all.sort_by_key(|of| scenario.order.place("require", &of.name));
    for of in all {
        let kind = scenario.requirements.get(&of.name).map(|requirement| requirement.metric.kind());
        let unit: fn(f64) -> Unit = match kind {
            Some(Kind::Money) => Unit::of_money,
            Some(Kind::Probability | Kind::Share) => |_| Unit::Share,
            _ => |_| Unit::Hundredths,
        };
        let (bound, threshold) = match of.threshold {
            Threshold::AtLeast(x) => (words.at_least, x),
            Threshold::AtMost(x) => (words.at_most, x),
        };
        let mut row = vec![
            Cell::text(made.label("require", &of.name)),
            Cell::text(of.metric.clone()),
            Cell::text(made.perspective(&of.perspective)),
        ];
        row.extend(pair(of.estimate.as_ref(), unit));
        row.extend([Cell::text(bound), Cell::number(threshold, unit(threshold))]);
        let style = match of.verdict {
            Verdict::Pass => Style::Good,
            Verdict::Fail => Style::Bad,
            Verdict::Inconclusive => Style::Caution,
        };
        row.push(Cell::text((words.verdict_of)(of.verdict)).styled(style));
        sheet.rows.push(row);
    }
    sheet
}
