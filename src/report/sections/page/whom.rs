//! For whom? A row for each payer and perspective.

use super::told::Told;
use crate::report::document::{Align, Cell, Table, Text};
use crate::report::names::{ended, tame};
use crate::report::page::Section;
use crate::report::picture::{Drawn, Picture, Span, Spans};
use crate::report::sections::case::is_certain;
use crate::summary::results::{Estimate, PerspectiveResults};

/// From which chance on a wrong pocket is spoken of.
const WORTH_SAYING: f64 = 0.05;

/// Wrong pockets that are spoken of.
const MOST_POCKETS: usize = 3;

pub(super) fn section(told: &Told) -> Option<Section> {
    if told.all.len() < 2 || told.is_certain() && told.payers().len() < 2 {
        return None;
    }
    let words = told.words;
    let mut section = Section {
        ask: words.ask_whom.to_owned(),
        finding: finding(told),
        about: (words.about_whom)(&told.unit()),
        picture: Some(spans(told)),
        behind: Some(((words.where_money_goes)(&told.unit(), told.is_all_certain()), lines(told))),
        ..Section::default()
    };
    section.notes.extend(pockets(told));
    if !told.is_all_certain() {
        section.notes.push((String::new(), words.bars_read.into()));
    }
    Some(section)
}

/// How often; nothing where it is so in every draw, since nothing is uncertain.
fn how_often(told: &Told, chance: &Estimate, certain: bool) -> Option<String> {
    (!certain).then(|| told.of_100(chance))
}

/// Who pays and fares how.
fn finding(told: &Told) -> String {
    let (words, paying) = (told.words, told.paying());
    if let [(name, payer)] = paying.as_slice() {
        let (who, chance) = (told.case.subject(name), &payer.probability_break_even);
        let certain = is_certain(payer);
        return match chance.value >= 0.5 {
            true => (words.pays_all_and_gains)(&who, how_often(told, chance, certain).as_deref()),
            false => {
                let often = how_often(told, &payer.probability_loss, certain);
                (words.pays_all_and_loses)(&who, often.as_deref())
            }
        };
    }
    let payers = told.payers();
    let losing = payers.iter().filter(|(_, payer)| payer.probability_break_even.value < 0.5).count();
    (words.payers_lose)(losing, payers.len(), payers.iter().all(|(_, payer)| is_certain(payer)))
}

fn spans(told: &Told) -> Picture {
    let words = told.words;
    let row = |(name, p): &(&str, &PerspectiveResults)| {
        let n = &p.net_benefit;
        Span {
            label: told.case.label(name),
            is_main: *name == told.name,
            within: [n.p5.value, n.p95.value],
            half: Some([n.p25.value, n.p75.value]),
            middle: Some(n.p50.value),
            mean: None,
            shown: told.short(n.p50.value),
            beside: told.of_100(&p.probability_break_even),
        }
    };
    let said = told.all.iter().map(|(name, p)| {
        let n = &p.net_benefit;
        let [low, high, middle] = [n.p5, n.p95, n.p50].map(|q| told.amount(&q));
        (words.span_says)(
            &told.case.label(name),
            &low,
            &high,
            &middle,
            &told.of_100(&p.probability_break_even),
        )
    });
    let said = said.collect::<Vec<String>>().join("; ");
    let says = ended(format!("{}, {}: {said}", words.spans_say, told.unit()));
    let heads = [words.loses, words.gains, words.is_back].map(str::to_owned);
    let rows = told.all.iter().map(row).collect();
    Picture { says, of: Drawn::Spans(Spans { rows, heads, scale: told.scale }) }
}

/// Who loses although the public breaks even, the likeliest first.
fn pockets(told: &Told) -> Vec<(String, Text)> {
    if told.name != "public" {
        return Vec::new();
    }
    let joint = &told.case.results.joint.public_gains_and_payer_loses;
    let mut losers: Vec<(&str, &Estimate, bool)> = (told.payers().into_iter())
        .filter_map(|(name, payer)| {
            let chance = joint.get(&format!("public_gains_and_{name}_loses"))?;
            Some((name, chance, told.is_certain() && is_certain(payer)))
        })
        .filter(|(_, chance, _)| chance.value >= WORTH_SAYING)
        .collect();
    losers.sort_by(|a, b| b.1.value.total_cmp(&a.1.value));
    let sentences: Vec<String> = losers
        .into_iter()
        .take(MOST_POCKETS)
        .map(|(name, chance, certain)| {
            let often = how_often(told, chance, certain);
            (told.words.wrong_pocket)(often.as_deref(), &told.who, &told.case.subject(name))
        })
        .collect();
    match sentences.is_empty() {
        true => Vec::new(),
        false => vec![(told.words.wrong_pockets.to_owned(), sentences.join(" ").into())],
    }
}

/// What each line comes to for each perspective; costs are negative, so that they add up.
fn lines(told: &Told) -> Table {
    let mut table = Table::of(told.all.iter().map(|(name, _)| (told.case.column(name), Align::Right)));
    let places = ["costs", "effects", "payments"];
    for place in places {
        let known: Vec<&str> = {
            let mut names: Vec<&str> = told
                .all
                .iter()
                .flat_map(|(_, p)| p.lines.keys())
                .filter_map(|line| line.strip_prefix(place)?.strip_prefix('.'))
                .collect();
            names.sort_by_key(|name| told.case.scenario.order.place(place, name));
            names.dedup();
            names
        };
        for name in known {
            let line = format!("{place}.{name}");
            let amount = |p: &PerspectiveResults| match p.lines.get(&line) {
                Some(figure) if place == "costs" => Cell::from(told.amount(&figure.negated())),
                Some(figure) => told.amount(figure).into(),
                None => Cell::Nothing,
            };
            let label = tame(&told.case.labels().label(place, name));
            table.row(label, told.all.iter().map(|(_, p)| amount(p)).collect::<Vec<Cell>>());
        }
    }
    let net = |p: &PerspectiveResults| Cell::from(told.amount(&p.net_benefit.mean));
    table.row(told.words.net, told.all.iter().map(|(_, p)| net(p)).collect::<Vec<Cell>>());
    table
}
