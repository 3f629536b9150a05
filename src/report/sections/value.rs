//! The value of information: what to decide, and what it would be worth to know first.

use super::case::currency;
use super::labelled;
use super::rows::{MOST_ROWS, left_out, short};
use super::trace;
use crate::analysis::value::valuation::{Choice, Known, PerspectiveValue, Sized, Standing};
use crate::analysis::value::{ROUND, Valuation};
use crate::report::digits::Scale;
use crate::report::document::{Align, Cell, Document, Table, Text, Tone};
use crate::report::figure::{Kind, amount, figure, money, percent};
use crate::report::names::{capitalised, spoken, tame};
use crate::report::picture::{Curve, Drawn, Mark, Picture};
use crate::report::words::value::{Knowing, Others, Size};
use crate::report::words::{Language, Words};
use crate::scenario::USUAL;
use crate::summary::results::Estimate;

/// The option that every choice of one has beside it.
const NOTHING: &str = "nothing";

/// An option as it is called.
fn called(option: &str, words: &Words) -> String {
    if option == NOTHING { words.value.nothing.to_owned() } else { tame(option) }
}

/// Composes the report.
pub fn compose(valuation: &Valuation, language: Language) -> Document {
    let words = language.words();
    let valuation = &labelled::valuation(valuation);
    let mut document = Document::new(language);
    let titles: Vec<String> = valuation.scenarios.iter().map(|scenario| tame(&scenario.title)).collect();
    let options = valuation.options.iter();
    let options: Vec<String> = options.map(|option| called(option, words)).collect();
    document.title(Text::of(Tone::Strong, titles.join(words.value.or)), options.join(words.value.or));
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
    let page = Page { valuation, value, currency: currency(&valuation.scenarios[0].currency), words };
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
        let text = (words.value.shared)(&capitalised(&names.join(", ")), names.len() == 1);
        document.paragraph(Text::of(Tone::Dim, text));
    }
    if !valuation.unread.is_empty() {
        let names: Vec<String> = valuation.unread.iter().map(|name| short(&spoken(name))).collect();
        let text = (words.stress.does_not_depend)(&names.join(", "));
        document.paragraph(Text::of(Tone::Dim, text));
    }
    warnings(&mut document, valuation);
    document
}

fn warnings(document: &mut Document, valuation: &Valuation) {
    for warning in &valuation.warnings {
        let [message, _] = document.language.words().warned(warning);
        document.item(Text::of(Tone::Caution, capitalised(&message) + "."));
    }
}

struct Page<'a> {
    valuation: &'a Valuation,
    value: &'a PerspectiveValue,
    currency: String,
    words: &'static Words,
}

impl Page<'_> {
    fn subject(&self) -> String {
        match self.valuation.perspective.as_str() {
            USUAL => self.words.common.the_public.to_owned(),
            _ => tame(&self.valuation.label),
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
            value.decision == NOTHING && self.valuation.options.last().is_some_and(|o| o == NOTHING);
        let words = &self.words.value;
        let strong = |says: &str| Text::from("").strong(says);
        let lead = match (one, takes_nothing) {
            (true, false) => strong(words.fund_it),
            (true, true) => strong(words.do_not),
            (false, true) => strong(words.take_none),
            (false, false) => (words.take)(&self.option(&value.decision)),
        };
        let best = if takes_nothing {
            let others = value.expected.iter().filter(|(name, _)| *name != NOTHING);
            let best = others.map(|(_, e)| *e).reduce(|a, b| if b.value > a.value { b } else { a });
            best.unwrap_or(mean)
        } else {
            mean
        };
        let (who, others) = (self.subject(), takes_nothing && !one);
        if best.value == 0.0 && best.se == 0.0 {
            return (words.nothing_decides)(&who);
        }
        let loses = best.value < 0.0;
        let size = self.money(&if loses { best.negated() } else { best });
        if size.is_nothing() {
            return lead.and_all((words.neither)(&who, others, Text::default().error(size)));
        }
        let size = Text::from(size.clone()).error(size);
        lead.and_all((words.comes_to)(&who, others, loses, size, takes_nothing))
    }

    /// An option as it is called.
    fn option(&self, name: &str) -> String {
        called(name, self.words)
    }

    /// What knowing is worth, and where there is nothing to learn.
    fn knowing(&self) -> Text {
        let (words, value) = (&self.words.value, self.value);
        if value.evpi.hi == 0.0 {
            return words.nothing_to_learn.into();
        }
        if amount(&value.evpi).is_nothing() {
            let most = self.money(&self.often(&Estimate::exact(value.evpi.hi)));
            return (words.worth_less_than)(most.into());
        }
        let all = self.money(&self.often(&value.evpi));
        let singles: Vec<&Known> = value.evppi.iter().filter(|known| known.group.is_none()).collect();
        let worth: Vec<&&Known> = singles.iter().filter(|known| !amount(&known.value).is_nothing()).collect();
        let alone = worth.iter().take(3).enumerate().map(|(place, known)| {
            let tone = if place == 0 { Tone::Strong } else { Tone::Plain };
            let name = Text::of(tone, label(known, self.words));
            (name, self.money(&self.often(&known.value)).into())
        });
        let text = (words.knowing)(Knowing {
            all: Text::from(all.clone()).error(all),
            alone: alone.collect(),
            others: match worth.len() {
                count if count > 3 => Others::Less,
                count if count == singles.len() => Others::None,
                _ => Others::Nothing,
            },
        });
        match self.valuation.repeat {
            1.0 => text,
            times => text.and((words.repeated)(&self.words.locale.written(times))),
        }
    }

    fn known(&self, document: &mut Document) {
        let Words { locale, value: words, .. } = self.words;
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
        table.column(words.worth_knowing, Align::Point, 0);
        table.column(words.of_everything, Align::Right, 1);
        let evpi = self.value.evpi.value;
        for known in all.iter().take(MOST_ROWS) {
            let share = if evpi > 0.0 { known.value.scaled(1.0 / evpi) } else { Estimate::exact(0.0) };
            let worth = scale.figure(&self.often(&known.value));
            table.row(
                capitalised(&label(known, self.words)),
                [Cell::amount(worth), figure(&share, Kind::Share).into()],
            );
        }
        let worth = scale.figure(&self.often(&self.value.evpi));
        table.row(words.everything, [Cell::amount(worth), "".into()]);
        let mark = |known: &Known| {
            let worth = self.often(&known.value);
            Mark::of(worth.value, scale.figure(&worth).show(locale))
        };
        let bars =
            all.iter().take(MOST_ROWS).map(|known| (capitalised(&label(known, self.words)), mark(known)));
        let picture = Picture::bars(words.what_to_know, bars.collect());
        document.heading(words.what_to_know, locale.heading(scale, &self.currency));
        document.picture(picture);
        document.table(table);
        left_out(document, all.len());
        if all.iter().any(|known| known.adjusted) {
            document.paragraph(Text::of(Tone::Dim, words.adjusted));
        }
    }

    fn study(&self, study: &str, sizes: &[Sized], document: &mut Document) {
        let Words { locale, value: words, .. } = self.words;
        let best = self.value.best.as_ref().and_then(|best| best.get(study));
        let is_shown = |sized: &&Sized| {
            sizes.len() <= ROUND.len() || ROUND.contains(&sized.n) || sized.n == sizes[sizes.len() - 1].n
        };
        let scale = Scale::of_all(sizes.iter().map(|sized| self.often(&sized.value).value));
        let has_costs = self.value.best.is_some();
        let mut table = Table::default();
        table.column(words.worth, Align::Point, 0);
        if has_costs {
            table.column(words.less_costs, Align::Point, 1);
        }
        for sized in sizes.iter().filter(is_shown) {
            let mut cells = vec![Cell::amount(scale.figure(&self.often(&sized.value)))];
            cells.extend(sized.enbs.map(|net| Cell::balance(scale.figure(&net))));
            table.row((words.people)(&locale.whole(u64::from(sized.n))), cells);
        }
        document.heading((words.a_study_of)(&spoken(study)), locale.heading(scale, &self.currency));
        match best {
            None => {}
            Some(None) => document.paragraph(words.no_size),
            Some(Some(best)) => {
                let [from, to] = best.near_best;
                let worth = self.money(&best.enbs);
                document.paragraph((words.best_size)(Size {
                    people: &locale.whole(u64::from(best.n)),
                    arms: study.contains(" and "),
                    near: (from != to).then(|| [from, to].map(|n| locale.whole(u64::from(n)))),
                    worth: Text::from(worth.clone()).error(worth),
                    is_largest: sizes.last().is_some_and(|last| last.n == best.n),
                }));
            }
        }
        // What is worth nothing at any size has no shape.
        if sizes.iter().any(|sized| self.often(&sized.value).value > 0.0) {
            document.picture(self.by_size(study, sizes, scale));
        }
        document.table(table);
    }

    /// What a study is worth by its size, less its costs where these are known.
    fn by_size(&self, study: &str, sizes: &[Sized], scale: Scale) -> Picture {
        let Words { locale, value: words, .. } = self.words;
        let is_shown = |sized: &&Sized| {
            sizes.len() <= ROUND.len() || ROUND.contains(&sized.n) || sized.n == sizes[sizes.len() - 1].n
        };
        let worth = |sized: &Sized| sized.enbs.unwrap_or_else(|| self.often(&sized.value));
        let point = |sized: &Sized| {
            (Mark::of(f64::from(sized.n), locale.whole(u64::from(sized.n))), worth(sized).value)
        };
        let shown: Vec<&Sized> = sizes.iter().filter(is_shown).collect();
        let said = shown.iter().map(|sized| {
            let (people, worth) = (locale.whole(u64::from(sized.n)), scale.figure(&worth(sized)));
            format!("{people}: {}", worth.show(locale))
        });
        let heading = (words.a_study_of)(&spoken(study));
        let says = format!("{heading}. {}.", said.collect::<Vec<String>>().join("; "));
        // The best of those that are shown; where costs are not known more is always better.
        let best = shown.iter().filter(|sized| sized.enbs.is_some());
        let best = best.max_by(|a, b| worth(a).value.total_cmp(&worth(b).value)).map(|sized| {
            (f64::from(sized.n), Mark::of(worth(sized).value, scale.figure(&worth(sized)).show(locale)))
        });
        let what = if best.is_some() { words.less_costs } else { words.worth };
        let names = [format!("{what}, {}", locale.heading(scale, &self.currency)), words.followed.to_owned()];
        let points = shown.into_iter().map(point).collect();
        Picture { says, of: Drawn::Curve(Curve { points, best, names, scale }) }
    }

    fn choice(&self, choice: &Choice, document: &mut Document) {
        let scale = Scale::of_all(choice.options.iter().flat_map(|o| [o.net_benefit.value, o.p5.value]));
        let Words { locale, value: words, .. } = self.words;
        let point = Align::Point;
        let aligned = [point, point, Align::Right, Align::Right, point, point];
        let mut table = Table::of(words.columns.into_iter().zip(aligned));
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
            table.row(self.option(&option.name), row(option));
        }
        document.heading(words.which, locale.heading(scale, &self.currency));
        let rules = &choice.rules;
        document.paragraph(if choice.agree {
            (words.all_take)(&self.option(&rules.highest_mean))
        } else {
            let takes = [
                &rules.highest_mean,
                &rules.highest_p5,
                &rules.highest_probability_break_even,
                &rules.smallest_regret_p95,
            ];
            let takes = takes.map(|option| self.option(option));
            (words.rules_take)(takes.each_ref().map(String::as_str))
        });
        document.table(table);
    }
}

fn label(known: &Known, words: &Words) -> String {
    match &known.group {
        Some(group) => {
            let inputs: Vec<String> = known.inputs.iter().map(|input| short(&spoken(input))).collect();
            let inputs =
                if inputs.len() > 4 { (words.value.assumptions)(inputs.len()) } else { inputs.join(", ") };
            format!("{} ({inputs})", (words.value.group)(&tame(group)))
        }
        None => short(&spoken(&known.inputs[0])),
    }
}
