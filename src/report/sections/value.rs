//! The value of information: what to decide, and what it would be worth to know first.

use super::case::currency;
use super::labelled;
use super::rows::{MOST_ROWS, left_out, short};
use super::trace;
use crate::analysis::value::valuation::{Choice, Known, PerspectiveValue, Sized, Standing};
use crate::analysis::value::{ROUND, Valuation};
use crate::report::digits::{Locale, Scale, whole, written};
use crate::report::document::{Align, Cell, Document, Table, Text, Tone};
use crate::report::figure::{Kind, amount, figure, money, percent};
use crate::report::names::{capitalised, spoken, tame};
use crate::report::words::Language;
use crate::summary::results::Estimate;

/// Composes the report.
pub fn compose(valuation: &Valuation, language: Language) -> Document {
    let words = language.words();
    let valuation = &labelled::valuation(valuation);
    let mut document = Document::new(language);
    let titles: Vec<String> = valuation.scenarios.iter().map(|scenario| tame(&scenario.title)).collect();
    let files: Vec<String> = valuation.options.iter().map(|option| tame(option)).collect();
    document.title(Text::of(Tone::Strong, titles.join(" or ")), files.join(" or "));
    for (at, scenario) in valuation.scenarios.iter().enumerate() {
        trace::note(&mut document, scenario.note.as_deref());
        // What the call sets in all of them is said once.
        if valuation.scenarios[..at].iter().all(|before| before.changed != scenario.changed) {
            trace::write(&mut document, &scenario.changed, scenario.variant.as_deref(), &words.common);
        }
    }
    let Some(value) = &valuation.perspectives[&valuation.perspective] else {
        warnings(&mut document, valuation);
        return document;
    };
    let page = Page { valuation, value, currency: currency(&valuation.scenarios[0].currency) };
    document.paragraph(page.decision());
    document.paragraph(page.knowing());
    page.known(&mut document);
    for (study, sizes) in &value.evsi {
        page.study(study, sizes, &mut document);
    }
    if let Some(choice) = &value.choice {
        page.choice(choice, &mut document);
    }
    if !valuation.shared.is_empty() {
        let names: Vec<String> = valuation.shared.iter().map(|name| short(&spoken(name))).collect();
        let (are, them) = if names.len() == 1 { ("is", "it") } else { ("are", "them") };
        document.paragraph(Text::of(
            Tone::Dim,
            format!(
                "{} {are} one and the same in all files that have {them}; of unlike programmes say --programmes.",
                capitalised(&names.join(", "))
            ),
        ));
    }
    if !valuation.unread.is_empty() {
        let names: Vec<String> = valuation.unread.iter().map(|name| short(&spoken(name))).collect();
        let text = format!("Net benefit does not depend on {}.", names.join(", "));
        document.paragraph(Text::of(Tone::Dim, text));
    }
    warnings(&mut document, valuation);
    document
}

fn warnings(document: &mut Document, valuation: &Valuation) {
    for warning in &valuation.warnings {
        document.item(Text::of(Tone::Caution, capitalised(&tame(&warning.message)) + "."));
    }
}

struct Page<'a> {
    valuation: &'a Valuation,
    value: &'a PerspectiveValue,
    currency: String,
}

impl Page<'_> {
    fn subject(&self) -> String {
        if self.valuation.perspective == "public" {
            "the public".to_owned()
        } else {
            tame(&self.valuation.label)
        }
    }

    fn money(&self, e: &Estimate) -> crate::report::figure::Figure {
        money(e, &self.currency)
    }

    /// The value of a decision as often as it is taken.
    fn often(&self, once: &Estimate) -> Estimate {
        once.scaled(self.valuation.repeat)
    }

    fn decision(&self) -> Text {
        let (value, one) = (self.value, self.valuation.scenarios.len() == 1);
        let mean = value.expected[&value.decision];
        let takes_nothing =
            value.decision == "nothing" && self.valuation.options.last().is_some_and(|o| o == "nothing");
        let lead = match (one, takes_nothing) {
            (true, false) => Text::from("").strong("Fund it"),
            (true, true) => Text::from("").strong("Do not fund it"),
            (false, true) => Text::from("").strong("Take none of them"),
            (false, false) => Text::from("Take ").strong(tame(&value.decision)),
        };
        let (who, best) = if takes_nothing {
            let others = value.expected.iter().filter(|(name, _)| *name != "nothing");
            let best = others.map(|(_, e)| *e).reduce(|a, b| if b.value > a.value { b } else { a });
            (if one { "on average" } else { "on average even the best of them" }, best.unwrap_or(mean))
        } else {
            ("on average", mean)
        };
        let (verb, size) = if best.value < 0.0 { ("loses", best.negated()) } else { ("gains", best) };
        let size = self.money(&size);
        if best.value == 0.0 && best.se == 0.0 {
            let text = format!(": {who}, {} neither gains nor loses.", self.subject());
            return Text::from("").strong("Nothing decides between them").and(text);
        }
        if size.is_nothing() {
            return lead
                .and(format!(": {who}, {} neither gains nor loses", self.subject()))
                .error(size)
                .and(".");
        }
        let text = lead.and(format!(": {who}, {} {verb} ", self.subject())).and(size.clone()).error(size);
        text.and(if takes_nothing { "." } else { ", as far as is known today." })
    }

    /// What knowing is worth, and where there is nothing to learn.
    fn knowing(&self) -> Text {
        let value = self.value;
        if value.evpi.hi == 0.0 {
            return "Nothing that could become known would change the decision: no study is worth anything for it.".into();
        }
        if amount(&value.evpi).is_nothing() {
            let most = self.money(&self.often(&Estimate::exact(value.evpi.hi)));
            return Text::from("In none of the draws would knowing more change the decision: as far as they can tell it is worth less than ")
                .and(most)
                .and(".");
        }
        let all = self.often(&value.evpi);
        let mut text = Text::from("Being certain of every assumption would be worth ")
            .and(self.money(&all))
            .error(self.money(&all));
        let singles: Vec<&Known> = value.evppi.iter().filter(|known| known.group.is_none()).collect();
        let worth: Vec<&&Known> = singles.iter().filter(|known| !amount(&known.value).is_nothing()).collect();
        text = match worth.as_slice() {
            [] => text.and("; of no assumption alone anything that these draws can tell."),
            [first, rest @ ..] => {
                text = text
                    .and("; of ")
                    .strong(label(first))
                    .and(" alone ")
                    .and(self.money(&self.often(&first.value)));
                for known in rest.iter().take(2) {
                    text = text
                        .and(", of ")
                        .and(label(known))
                        .and(" ")
                        .and(self.money(&self.often(&known.value)));
                }
                text.and(match worth.len() {
                    all if all > 3 => ", of others less.",
                    all if all == singles.len() => ".",
                    _ => ", of nothing else by itself anything that these draws can tell.",
                })
            }
        };
        let times = match self.valuation.repeat {
            1.0 => String::new(),
            times => {
                format!(
                    " The decision is taken {} times: what knowledge is worth is the sum over all.",
                    written(times)
                )
            }
        };
        text.and(" No study is worth more than that, for this decision.").and(times)
    }

    fn known(&self, document: &mut Document) {
        let all = &self.value.evppi;
        if all.is_empty() || self.value.evpi.hi == 0.0 {
            return;
        }
        let scale = Scale::of_all(
            all.iter()
                .map(|known| self.often(&known.value).value)
                .chain([self.often(&self.value.evpi).value]),
        );
        let mut table = Table::default();
        table.column("worth knowing", Align::Point, 0);
        table.column("of everything", Align::Right, 1);
        let evpi = self.value.evpi.value;
        for known in all.iter().take(MOST_ROWS) {
            let share = if evpi > 0.0 { known.value.scaled(1.0 / evpi) } else { Estimate::exact(0.0) };
            let worth = scale.figure(&self.often(&known.value));
            table.row(capitalised(&label(known)), [Cell::amount(worth), figure(&share, Kind::Share).into()]);
        }
        let worth = scale.figure(&self.often(&self.value.evpi));
        table.row("Everything", [Cell::amount(worth), "".into()]);
        document.heading("what it is worth to know", Locale::ENGLISH.heading(scale, &self.currency));
        document.table(table);
        left_out(document, all.len());
        if all.iter().any(|known| known.adjusted) {
            let note = "Some values were moved by more than their simulation error, since nothing is worth more than what includes it: more draws would tell them apart.";
            document.paragraph(Text::of(Tone::Dim, note));
        }
    }

    fn study(&self, study: &str, sizes: &[Sized], document: &mut Document) {
        let best = self.value.best.as_ref().and_then(|best| best.get(study));
        let is_shown = |sized: &&Sized| {
            sizes.len() <= ROUND.len() || ROUND.contains(&sized.n) || sized.n == sizes[sizes.len() - 1].n
        };
        let scale = Scale::of_all(sizes.iter().map(|sized| self.often(&sized.value).value));
        let has_costs = self.value.best.is_some();
        let mut table = Table::default();
        table.column("worth", Align::Point, 0);
        if has_costs {
            table.column("less its costs", Align::Point, 1);
        }
        for sized in sizes.iter().filter(is_shown) {
            let mut cells = vec![Cell::amount(scale.figure(&self.often(&sized.value)))];
            cells.extend(sized.enbs.map(|net| Cell::balance(scale.figure(&net))));
            table.row(format!("{} people", whole(u64::from(sized.n))), cells);
        }
        document
            .heading(format!("a study of {}", spoken(study)), Locale::ENGLISH.heading(scale, &self.currency));
        match best {
            None => {}
            Some(None) => {
                document.paragraph("No size of this study is worth what it costs, for this decision.")
            }
            Some(Some(best)) => {
                let [from, to] = best.near_best;
                let near = if from == to {
                    String::new()
                } else {
                    let [from, to] = [from, to].map(|n| whole(u64::from(n)));
                    format!(" ({from}–{to} is nearly as good)")
                };
                let is_largest = sizes.last().is_some_and(|last| last.n == best.n);
                let more =
                    if is_largest { "; it is the largest that was tried, so try a larger --n." } else { "." };
                let arms = if study.contains(" and ") { " in each arm" } else { "" };
                document.paragraph(
                    Text::from("Follow ")
                        .strong(format!("{} people{arms}", whole(u64::from(best.n))))
                        .and(format!("{near}: worth "))
                        .and(self.money(&best.enbs))
                        .error(self.money(&best.enbs))
                        .and(format!(" more than it costs{more}")),
                );
            }
        }
        document.table(table);
    }

    fn choice(&self, choice: &Choice, document: &mut Document) {
        let scale = Scale::of_all(choice.options.iter().flat_map(|o| [o.net_benefit.value, o.p5.value]));
        let columns = ["mean", "1 in 20 below", "breaks even", "is best", "mean regret", "1 in 20 above"];
        let mut table = Table::of(columns.map(|name| {
            (name, if matches!(name, "breaks even" | "is best") { Align::Right } else { Align::Point })
        }));
        let row = |o: &Standing| {
            [
                Cell::balance(scale.figure(&o.net_benefit)),
                Cell::balance(scale.figure(&o.p5)),
                percent(&o.probability_break_even).into(),
                percent(&o.probability_best).into(),
                Cell::amount(scale.figure(&o.expected_regret)),
                Cell::amount(scale.figure(&o.regret_p95)),
            ]
        };
        for option in &choice.options {
            table.row(tame(&option.name), row(option));
        }
        document.heading("which to take", Locale::ENGLISH.heading(scale, &self.currency));
        let rules = &choice.rules;
        if choice.agree {
            let text = format!(
                "The highest mean, the best bad case, the likeliest break-even and the smallest regret all take {}.",
                tame(&rules.highest_mean)
            );
            document.paragraph(text);
        } else {
            let takes = [
                ("The highest mean", &rules.highest_mean),
                ("the best bad case", &rules.highest_p5),
                ("the likeliest break-even", &rules.highest_probability_break_even),
                ("the smallest regret", &rules.smallest_regret_p95),
            ];
            let parts = takes.map(|(rule, option)| format!("{rule} takes {}", tame(option)));
            document.paragraph(format!("{}.", parts.join(", ")));
        }
        document.table(table);
    }
}

fn label(known: &Known) -> String {
    match &known.group {
        Some(group) => {
            let inputs: Vec<String> = known.inputs.iter().map(|input| short(&spoken(input))).collect();
            let inputs =
                if inputs.len() > 4 { format!("{} assumptions", inputs.len()) } else { inputs.join(", ") };
            format!("{} ({inputs})", tame(group))
        }
        None => short(&spoken(&known.inputs[0])),
    }
}
