//! Costs and gains: each line's present value by payer, and each payer's flow by year.

use super::years::spans_around;
use super::{Case, capitalised, spoken};
use crate::report::digits::{Scale, exact, money, number, percent};
use crate::report::document::Document;
use crate::report::line::{Line, Tone};
use crate::report::table::{Align, Table};
use crate::report::text::INDENT;
use crate::summary::results::{Estimate, YearFlow, YearQuantiles};

pub(super) fn write(document: &mut Document, case: &Case) {
    lines(document, case);
    flows(document, case);
    ratios(document, case);
}

/// Present value of every cost and effect, by payer.
fn lines(document: &mut Document, case: &Case) {
    let Some((_, main)) = case.main() else { return };
    let perspectives = case.perspectives();
    let sizes = perspectives.iter().flat_map(|(_, p)| p.lines.values().map(|line| line.value));
    let scale = Scale::of_all(sizes);
    let last = scale.last_digit(scale_size(perspectives.iter().flat_map(|(_, p)| p.lines.values())));
    document.heading(
        "costs and gains by payer",
        format!("mean present value, {}", scale.of_currency(&case.currency())),
    );
    let mut table = Table::new();
    for (name, _) in &perspectives {
        table.column(case.column(name), Align::Point);
    }
    for name in main.lines.keys() {
        let label = capitalised(&spoken(name.split_once('.').map_or(name.as_str(), |(_, line)| line)));
        let cells = perspectives.iter().map(|(_, results)| match results.lines.get(name) {
            // What is paid stands with a minus, so that the column adds up.
            Some(line) if name.starts_with("costs.") => flow_cell(&negated(line), scale, last),
            Some(line) => flow_cell(line, scale, last),
            None => Line::from("–"),
        });
        table.row(Line::new().with(Tone::Plain, label), cells.collect());
    }
    let totals = perspectives.iter().map(|(_, results)| {
        let mean = &results.net_benefit.mean;
        let tone = if mean.value < 0.0 { Tone::Bad } else { Tone::Good };
        Line::new().with(tone, scale.figure_to(mean, last))
    });
    table.row(Line::new().with(Tone::Strong, "Net benefit"), totals.collect());
    document.table(table);
}

/// Net flow of every payer by year, and how far the money is back.
fn flows(document: &mut Document, case: &Case) {
    let Some((main_name, main)) = case.main() else { return };
    let rows: Vec<_> = case.payers().filter(|_| case.scenario.payers.len() > 1).collect();
    let all = || {
        let flows = rows.iter().flat_map(|(_, results)| &results.cash_flow.undiscounted);
        flows.chain(&main.cash_flow.undiscounted).chain(&main.cash_flow.cumulative_discounted)
    };
    let scale = Scale::of_all(all().map(|flow| flow.mean.value));
    let last = scale.last_digit(scale_size(all().map(|flow| &flow.mean)));
    document.heading("money by year", format!("mean net flow, {}", scale.of_currency(&case.currency())));
    // As many years side by side as fit; the later ones are added together.
    let horizon = case.scenario.horizon;
    let moves = |year: &usize| {
        let all = rows.iter().map(|(_, results)| *results).chain([main]);
        all.into_iter().any(|results| results.cash_flow.undiscounted[*year].mean.value != 0.0)
    };
    let first = (0..=horizon).find(moves).unwrap_or(0);
    let final_year = (0..=horizon).rfind(moves).unwrap_or(horizon);
    let mut slots = horizon + 1;
    let table = loop {
        let spans = spans_around(first, final_year, horizon, slots);
        let table = flow_table(case, &rows, (main_name, main), &spans, scale, last);
        if table.natural_width() + INDENT <= document.columns() || slots <= 4 {
            break table;
        }
        slots -= 1;
    };
    document.table(table);
}

type Row<'a> = (&'a str, &'a crate::summary::results::PerspectiveResults);

fn flow_table(
    case: &Case,
    rows: &[Row],
    main: Row,
    spans: &[(usize, usize)],
    scale: Scale,
    last: i32,
) -> Table {
    let mut table = Table::new();
    for (from, to) in spans {
        let heading = if from == to { from.to_string() } else { format!("{from}–{to}") };
        table.column(heading, Align::Point);
    }
    let summed = |flows: &[YearFlow]| -> Vec<Line> {
        spans.iter().map(|&(from, to)| flow_cell(&sum(&flows[from..=to]), scale, last)).collect()
    };
    for (name, results) in rows {
        table.row(case.row_label(name), summed(&results.cash_flow.undiscounted));
    }
    table.row(case.row_label(main.0), summed(&main.1.cash_flow.undiscounted));
    let running = &main.1.cash_flow.cumulative_discounted;
    let cells = spans.iter().map(|&(_, to)| {
        let mean = &running[to].mean;
        let tone = if mean.value < 0.0 { Tone::Bad } else { Tone::Good };
        Line::new().with(tone, scale.figure_to(mean, last))
    });
    table.row(Line::new().with(Tone::Dim, "so far, discounted"), cells.collect());
    // Quantiles of a running total are known at the end of each span; those of a span's own flow are not.
    type Bound = fn(&YearQuantiles) -> &Estimate;
    let bounds: [(&str, Bound); 2] =
        [("so far, P5", |quantiles| &quantiles.p5), ("so far, P95", |quantiles| &quantiles.p95)];
    for (label, bound) in bounds {
        let ends = spans.iter().map(|&(_, to)| running[to].quantiles.as_ref().map(bound));
        let cells: Option<Vec<Line>> = ends.map(|end| Some(flow_cell(end?, scale, last))).collect();
        if let Some(cells) = cells {
            table.row(Line::new().with(Tone::Dim, label), cells);
        }
    }
    table
}

/// The figures that some readers ask for besides.
fn ratios(document: &mut Document, case: &Case) {
    let perspectives = case.perspectives();
    let currency = case.currency();
    document.heading("further figures", format!("amounts in {}", case.currency()));
    let mut table = Table::new();
    for (name, _) in &perspectives {
        table.column(case.column(name), Align::Right);
    }
    let mut row = |label: &str, figure: &dyn Fn(&Row) -> Option<String>| {
        let cells: Vec<Option<String>> = perspectives.iter().map(figure).collect();
        if cells.iter().any(Option::is_some) {
            let cells =
                cells.into_iter().map(|text| Line::new().with(Tone::Plain, text.unwrap_or("–".to_owned())));
            table.row(Line::new().with(Tone::Plain, label), cells.collect());
        }
    };
    let amount = |estimate: &Estimate| {
        let scale = Scale::of_estimate(estimate);
        let letter = scale.letter();
        let figure = scale.figure(estimate);
        if letter.is_empty() || figure == "0" { figure } else { format!("{figure}\u{a0}{letter}") }
    };
    row("per participant", &|(_, p)| p.per_participant.as_ref().map(amount));
    row("benefit–cost ratio", &|(_, p)| p.benefit_cost_ratio.as_ref().map(number));
    row("return on investment", &|(_, p)| p.return_on_investment.as_ref().map(signed_percent));
    row("worst twentieth, mean", &|(_, p)| Some(amount(&p.expected_shortfall_5)));
    row("peak funding need", &|(_, p)| Some(amount(&p.peak_funding_need.mean)));
    row("peak need, P95", &|(_, p)| Some(amount(&p.peak_funding_need.p95)));
    document.table(table);
    if let Some(unadjusted) = &case.results.unadjusted
        && let Some((name, _)) = case.main()
        && let Some(figures) = unadjusted.get(name)
    {
        let mut line =
            Line::from("Without the optimism and cashable adjustments: probability of break-even ");
        line.push(Tone::Strong, percent(&figures.probability_break_even));
        line.push(Tone::Plain, ", net benefit ");
        line.push(Tone::Strong, money(&figures.net_benefit_mean, &currency));
        line.push(Tone::Plain, " on average.");
        document.paragraph(line);
    }
}

fn signed_percent(estimate: &Estimate) -> String {
    let hundredfold = Estimate {
        value: estimate.value * 100.0,
        se: estimate.se * 100.0,
        lo: estimate.lo * 100.0,
        hi: estimate.hi * 100.0,
    };
    format!("{}\u{a0}%", number(&hundredfold))
}

fn flow_cell(estimate: &Estimate, scale: Scale, last: i32) -> Line {
    let text = scale.figure_to(estimate, last);
    let tone = if text == "0" { Tone::Dim } else { Tone::Plain };
    Line::new().with(tone, text)
}

fn negated(estimate: &Estimate) -> Estimate {
    Estimate { value: 0.0 - estimate.value, se: estimate.se, lo: 0.0 - estimate.hi, hi: 0.0 - estimate.lo }
}

/// A sum of yearly means. Their errors are added as if they moved together, which can only overstate.
fn sum(flows: &[YearFlow]) -> Estimate {
    flows.iter().fold(exact(0.0), |sum, flow| Estimate {
        value: sum.value + flow.mean.value,
        se: sum.se + flow.mean.se,
        lo: sum.lo + flow.mean.lo,
        hi: sum.hi + flow.mean.hi,
    })
}

/// The largest of several amounts.
fn scale_size<'a>(estimates: impl Iterator<Item = &'a Estimate>) -> f64 {
    estimates.map(|e| e.value.abs()).fold(0.0, |a, b| if b > a { b } else { a })
}
