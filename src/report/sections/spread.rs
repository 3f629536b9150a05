//! How net benefit spreads, a row each: of scenarios side by side, of what two of them differ by, and of what many pairs do.

use std::cmp::Ordering;
use std::io;

use super::case::currency;
use super::rows::short;
use crate::analysis::compare::comparison::{Change, Comparison};
use crate::analysis::compare::pairs::Brief;
use crate::report::count::Of100;
use crate::report::digits::Scale;
use crate::report::document::Document;
use crate::report::names::abridge;
use crate::report::picture::{Drawn, Picture, Shown, Span, Spans};
use crate::report::words::Words;
use crate::scenario::USUAL;
use crate::summary::results::Estimate;

/// Rows of a picture.
const MOST: usize = 40;

/// Letters of a row's name: what two lines beside a picture hold.
const LETTERS: usize = 46;

/// A scenario among others.
pub(super) struct Beside<'a> {
    pub name: &'a str,
    pub currency: &'a str,
    pub chance: Estimate,
    /// Mean, P5 and P95 of net benefit.
    pub amounts: [Estimate; 3],
}

/// Scenarios side by side, a picture for each currency.
pub(super) fn scenarios(document: &mut Document, all: &[Beside<'_>]) {
    if all.len() < 2 {
        return;
    }
    let words = document.language.words();
    let back = all.iter().filter(|scenario| scenario.chance.value >= 0.5).count();
    let mut finding = (words.overview.back_in)(back, all.len());
    let names = names(&all.iter().map(|scenario| scenario.name).collect::<Vec<&str>>());
    let mut currencies: Vec<&str> = Vec::new();
    for scenario in all {
        if !currencies.contains(&scenario.currency) {
            currencies.push(scenario.currency);
        }
    }
    for in_currency in currencies {
        let of: Vec<(&String, &Beside<'_>)> =
            names.iter().zip(all).filter(|(_, scenario)| scenario.currency == in_currency).collect();
        let scale = Scale::of_all(of.iter().flat_map(|(_, scenario)| scenario.amounts.map(|e| e.value)));
        let unit = words.locale.heading(scale, &currency(in_currency));
        let rows = of.iter().take(MOST).map(|(name, scenario)| {
            let [mean, p5, p95] = &scenario.amounts;
            Row {
                name: (*name).clone(),
                is_main: false,
                ends: [p5, p95],
                middle: None,
                mean,
                beside: (words.page.of_100)(Of100::of(&scenario.chance)),
            }
        });
        let rows: Vec<Row<'_>> = rows.collect();
        let heads = [words.page.loses, words.page.gains, words.page.is_back].map(str::to_owned);
        let mut read = (words.overview.marks)(&unit);
        if of.len() > MOST {
            read = format!("{read} {}", (words.overview.in_the_table)(of.len() - MOST));
        }
        let finding = std::mem::take(&mut finding);
        document.picture(drawn(&rows, (finding, heads, read), words.overview.span_says, scale, words));
    }
}

/// What two scenarios differ by, for whoever sees both: by name, the change and the label, that which matters first.
pub(super) fn pair(document: &mut Document, order: &[(&String, &Change, String)], money: &str) {
    // To whom nothing happens has nothing to show.
    let moves = |change: &Change| {
        let moved = &change.net_benefit;
        [&moved.p5, &moved.p95, &moved.mean].into_iter().any(|e| e.value != 0.0)
    };
    let moved: Vec<_> = order.iter().filter(|(_, change, _)| moves(change)).take(MOST).collect();
    let Some((_, main, _)) = order.first().filter(|_| !moved.is_empty()) else { return };
    let words = document.language.words();
    let whose = within(&main.label, words);
    let rows = moved.iter().map(|(name, change, label)| {
        let is_main = *name == order[0].0;
        row(label.clone(), is_main, change, words)
    });
    let rows: Vec<Row<'_>> = rows.collect();
    differences(document, &rows, fares(&whose, main, words), None, money);
}

/// What many pairs differ by, for whom each of them speaks first.
///
/// # Errors
/// Where a pair cannot be fetched.
pub(super) fn pairs(document: &mut Document, comparison: &Comparison, changed: &[&Brief]) -> io::Result<()> {
    if changed.len() < 2 {
        return Ok(());
    }
    let pairs = changed.iter().take(MOST).map(|brief| comparison.pairs.fetch(brief));
    let pairs = pairs.collect::<io::Result<Vec<_>>>()?;
    let mains = pairs.iter().filter_map(|pair| {
        let (_, change) = pair.base.main_of(&pair.perspectives)?;
        Some((pair.name.as_str(), pair.other.currency.as_str(), change))
    });
    let mains: Vec<(&str, &str, &Change)> = mains.collect();
    let Some((_, money, first)) = mains.first() else { return Ok(()) };
    // Amounts of several currencies have no axis in common.
    if mains.len() < 2 || mains.iter().any(|(_, currency, _)| currency != money) {
        return Ok(());
    }
    let words = document.language.words();
    let is_common = mains.iter().all(|(.., change)| change.label == first.label);
    let whose = is_common.then(|| within(&first.label, words));
    let names = names(&mains.iter().map(|(name, ..)| *name).collect::<Vec<&str>>());
    let rows: Vec<Row<'_>> =
        names.into_iter().zip(&mains).map(|(name, (.., change))| row(name, false, change, words)).collect();
    let count = |moves: fn(&Estimate) -> bool| {
        mains.iter().filter(|(.., change)| moves(&change.net_benefit.mean)).count()
    };
    let (rises, falls) = (count(|mean| mean.lo > 0.0), count(|mean| mean.hi < 0.0));
    // Of more than are shown it is not known.
    let is_whole = changed.len() <= MOST;
    let finding = is_whole.then(|| (words.compare.move_in)(rises, falls, mains.len()));
    differences(document, &rows, finding.unwrap_or_default(), whose.as_deref(), &currency(money));
    Ok(())
}

/// A row before it is drawn.
struct Row<'a> {
    name: String,
    is_main: bool,
    ends: [&'a Estimate; 2],
    middle: Option<&'a Estimate>,
    mean: &'a Estimate,
    beside: String,
}

fn row<'c>(name: String, is_main: bool, change: &'c Change, words: &Words) -> Row<'c> {
    let moved = &change.net_benefit;
    let beside = (words.page.of_100)(Of100::of(&change.probability_better));
    let ends = [&moved.p5, &moved.p95];
    Row { name, is_main, ends, middle: Some(&moved.p50), mean: &moved.mean, beside }
}

fn differences(document: &mut Document, rows: &[Row<'_>], finding: String, whose: Option<&str>, money: &str) {
    let words = document.language.words();
    let amounts = rows.iter().flat_map(|row| row.ends.into_iter().chain([row.mean]));
    let scale = Scale::of_all(amounts.map(|amount| amount.value));
    let Words { compare, .. } = words;
    let heads = [compare.worse, compare.better, compare.better_in].map(str::to_owned);
    let read = (compare.marks)(whose, &words.locale.heading(scale, money));
    document.picture(drawn(rows, (finding, heads, read), compare.span_says, scale, words));
}

/// Says of a row what it is, from where to where it goes, its mean, and what stands beside it.
type Says = fn(&str, &str, &str, &str, &str) -> String;

fn drawn(
    rows: &[Row<'_>],
    (finding, heads, read): (String, [String; 3], String),
    says: Says,
    scale: Scale,
    words: &Words,
) -> Shown {
    let written = |amount: &Estimate| scale.figure(amount).show(&words.locale);
    let said = rows.iter().map(|row| {
        let [low, high, mean] = [row.ends[0], row.ends[1], row.mean].map(written);
        says(&row.name, &low, &high, &mean, &row.beside)
    });
    let says = format!("{read} {}.", said.collect::<Vec<String>>().join("; "));
    let rows = rows.iter().map(|row| Span {
        label: row.name.clone(),
        is_main: row.is_main,
        within: row.ends.map(|end| end.value),
        half: None,
        middle: row.middle.map(|middle| middle.value),
        mean: Some(row.mean.value),
        shown: written(row.mean),
        beside: row.beside.clone(),
    });
    let of = Drawn::Spans(Spans { rows: rows.collect(), heads, scale });
    Shown { finding, picture: Picture { says, of }, read }
}

/// Who sees a change, within a sentence.
fn within(label: &str, words: &Words) -> String {
    if label == USUAL { words.common.the_public.to_owned() } else { short(label) }
}

/// How somebody fares in most outcomes.
fn fares(whose: &str, change: &Change, words: &Words) -> String {
    let of = |chance: &Estimate| (words.page.of_100)(Of100::of(chance));
    let [better, worse] = [&change.probability_better, &change.probability_worse];
    let shares =
        [(better, Ordering::Greater), (worse, Ordering::Less), (&change.probability_equal, Ordering::Equal)];
    match shares.into_iter().find(|(chance, _)| chance.value >= 0.5) {
        Some((chance, how)) => (words.compare.fares)(whose, how, &of(chance)),
        None => (words.compare.fares_either_way)(whose, &of(better), &of(worse)),
    }
}

/// Names without what all have in common: the folder, and the ending of scenarios.
fn names(all: &[&str]) -> Vec<String> {
    let folder = |name: &str| name.rfind('/').map_or(0, |at| at + 1);
    let mut common = all.first().map_or("", |first| &first[..folder(first)]);
    while !all.iter().all(|name| name.starts_with(common)) {
        common = &common[..folder(common.trim_end_matches('/'))];
    }
    let short = |name: &&str| abridge(&short(&name[common.len()..].replacen(".toml", "", 1)), LETTERS);
    all.iter().map(short).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::language::Language;

    #[test]
    fn names_lose_what_they_have_in_common() {
        let of = |all: &[&str]| names(all);
        assert_eq!(of(&["a/b/x.toml", "a/b/y.toml (low)"]), ["x", "y (low)"]);
        assert_eq!(of(&["a/b/x.toml", "a/c/y.toml"]), ["b/x", "c/y"]);
        assert_eq!(of(&["ab/x", "a/x", "x"]), ["ab/x", "a/x", "x"]);
        assert!(of(&[]).is_empty());
    }

    fn beside(name: &'static str, currency: &'static str, chance: f64) -> Beside<'static> {
        let amounts = [1e6, -1e6, 3e6].map(Estimate::exact);
        Beside { name, currency, chance: Estimate::exact(chance), amounts }
    }

    fn shown(all: &[Beside<'_>], language: Language) -> Vec<Shown> {
        let mut document = Document::new(language);
        scenarios(&mut document, all);
        let pictures = document.blocks.into_iter().map(|block| match block {
            crate::report::document::Block::Picture(shown) => shown,
            other => panic!("{other:?}"),
        });
        pictures.collect()
    }

    #[test]
    fn scenarios_of_each_currency_have_a_picture_and_all_one_finding() {
        let all = [beside("a.toml", "DKK", 0.5), beside("b.toml", "GBP", 0.4), beside("c.toml", "DKK", 1.0)];
        let pictures = shown(&all, Language::English);
        assert_eq!(pictures.len(), 2);
        assert_eq!(
            pictures[0].finding,
            "In 2 of 3 scenarios the money comes back in at least half of the outcomes"
        );
        assert!(pictures[1].finding.is_empty());
        let says = &pictures[0].picture.says;
        assert!(says.contains("c: 9 of 10 from −1.00 to 3.00, mean 1.00, back in 100"), "{says}");
        assert!(pictures[1].picture.says.contains("GBP"), "{}", pictures[1].picture.says);
        assert!(shown(&all[..1], Language::English).is_empty(), "one stands beside nobody");
    }

    #[test]
    fn findings_hold_at_their_edges() {
        for (chances, english, danish) in [
            ([0.4, 0.1], "In none of the 2 scenarios", "I ingen af de 2 scenarier"),
            ([0.5, 0.1], "In 1 of 2 scenarios", "I 1 af 2 scenarier"),
            ([1.0, 0.5], "In both scenarios", "I begge scenarier"),
        ] {
            let all = chances.map(|chance| beside("a.toml", "DKK", chance));
            for (language, says) in [(Language::English, english), (Language::Danish, danish)] {
                let finding = &shown(&all, language)[0].finding;
                assert!(finding.contains(says), "{finding}");
            }
        }
        let moves = Language::English.words().compare.move_in;
        assert_eq!(moves(2, 0, 2), "Mean net benefit rises in both comparisons");
        assert_eq!(moves(1, 2, 4), "Mean net benefit rises in 1 of 4 comparisons and falls in 2");
        assert_eq!(moves(0, 3, 3), "Mean net benefit falls in all 3 comparisons");
        assert!(moves(0, 0, 3).ends_with("in none of the 3 comparisons"));
    }
}
