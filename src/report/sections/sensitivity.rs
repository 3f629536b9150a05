//! Sensitivity: which assumptions the spread comes from, in a sentence and in tables.

use super::case::currency;
use super::labelled;
use super::rows::{MOST_ROWS, left_out, short};
use super::shares::{explains, share};
use super::trace;
use crate::analysis::sensitivity::Sensitivity;
use crate::analysis::sensitivity::sensitive::{InputSensitivity, PerspectiveSensitivity, Tenth};
use crate::report::digits::{Scale, leading};
use crate::report::document::{Align, Cell, Document, Table, Text, Tone};
use crate::report::figure::{Kind, figure, number, percent};
use crate::report::names::{capitalised, spoken, tame};
use crate::report::picture::{Mark, Picture};
use crate::report::words::{Language, Words};
use crate::scenario::{Identity, USUAL};
use crate::summary::results::Estimate;

/// Significant digits of an assumption's value: it is a quantile of somebody's belief.
const DIGITS: i32 = 3;

/// Composes the report.
pub fn compose(found: &Sensitivity, language: Language) -> Document {
    let words = language.words();
    let found = &labelled::sensitivity(found);
    let of = &found.perspectives[&found.perspective];
    let page = Page { found, of, currency: currency(&found.scenario.currency), words };
    let mut document = Document::new(language);
    let about = match &found.scenario.variant {
        Some(variant) => (words.compare.in_variant)(&found.scenario.file, variant),
        None => found.scenario.file.clone(),
    };
    document.title(Text::of(Tone::Strong, tame(&found.scenario.title)), tame(&about));
    let Identity { changed, variant, note, .. } = &found.scenario;
    trace::note(&mut document, note.as_deref());
    trace::write(&mut document, changed, variant.as_deref(), &words.common);
    document.paragraph(page.explained());
    page.shares(&mut document);
    page.responses(&mut document);
    page.most(&mut document);
    if !found.unread.is_empty() {
        let names: Vec<String> = found.unread.iter().map(|name| short(&spoken(name))).collect();
        let text = (words.stress.does_not_depend)(&names.join(", "));
        document.paragraph(Text::of(Tone::Dim, text));
    }
    for warning in &found.warnings {
        let [message, _] = words.warned(warning);
        document.item(Text::of(Tone::Caution, capitalised(&message) + "."));
    }
    document
}

struct Page<'a> {
    found: &'a Sensitivity,
    of: &'a PerspectiveSensitivity,
    currency: String,
    words: &'static Words,
}

impl Page<'_> {
    fn subject(&self) -> String {
        match self.found.perspective.as_str() {
            USUAL => self.words.common.the_public.to_owned(),
            _ => tame(&self.found.label),
        }
    }

    /// How much is luck, and what explains the rest.
    fn explained(&self) -> Text {
        let variance = &self.of.variance;
        let words = &self.words.sensitivity;
        let (Some(inputs), Some(luck)) = (variance.parameter_share, variance.cohort_luck_share) else {
            return (words.does_not_vary)(&self.subject()).into();
        };
        if inputs.value == 0.0 {
            return words.all_luck.into();
        }
        let luck = (luck.value != 0.0).then(|| Text::of(Tone::Strong, figure(&luck, Kind::Share)));
        let known: Vec<(&InputSensitivity, Estimate)> =
            self.of.inputs.iter().filter_map(|input| Some((input, input.first?))).collect();
        if known.is_empty() {
            return (words.infinite)(luck);
        }
        let shares: Vec<(String, Estimate)> =
            known.iter().map(|(input, first)| (spoken(&input.input), *first)).collect();
        let text = explains((words.of_the_rest)(luck), &shares, self.words);
        self.together(text, &known)
    }

    /// What is left to combinations, where that can be told.
    fn together(&self, text: Text, known: &[(&InputSensitivity, Estimate)]) -> Text {
        if known.iter().any(|(input, _)| !input.correlated_with.is_empty()) {
            return text.and(self.words.sensitivity.move_together);
        }
        let sum: f64 = known.iter().map(|(_, first)| first.value).sum();
        let error: f64 = known.iter().map(|(_, first)| first.se * first.se).sum::<f64>().sqrt();
        let rest = 1.0 - sum;
        // A whole per cent that the errors leave standing.
        if rest < 0.01 || rest < 3.0 * error {
            return text;
        }
        let rest = Estimate { value: rest, se: error, lo: rest - 2.0 * error, hi: rest + 2.0 * error };
        text.and_all((self.words.sensitivity.combinations)(figure(&rest, Kind::Share).into()))
    }

    fn shares(&self, document: &mut Document) {
        let inputs = &self.of.inputs;
        if inputs.is_empty() {
            return;
        }
        let Words { locale, sensitivity: words, .. } = self.words;
        let mut table = Table::default();
        table.column(words.by_itself, Align::Right, 0);
        table.column(words.with_others, Align::Right, 0);
        table.column(words.rank_correlation, Align::Point, 1);
        table.column(words.others_held, Align::Point, 1);
        table.column("", Align::Left, 2);
        let shown = |e: &Option<Estimate>| {
            e.as_ref().map_or(Cell::Nothing, |e| Text::from(share(e, Kind::Probability, locale)).into())
        };
        let ranked = |e: &Option<Estimate>| e.as_ref().map_or(Cell::Nothing, |e| number(e).into());
        for input in inputs.iter().take(MOST_ROWS) {
            let bar = input.first.map_or(0.0, |e| e.value.clamp(0.0, 1.0));
            table.row(
                label(input),
                [
                    shown(&input.first),
                    shown(&input.total),
                    ranked(&input.spearman),
                    ranked(&input.prcc),
                    Cell::Bar(Tone::Plain, bar),
                ],
            );
        }
        let groups = || self.of.factors.iter().filter(|factor| factor.inputs.len() > 1);
        for factor in groups() {
            let names: Vec<String> = factor.inputs.iter().map(|input| short(&spoken(input))).collect();
            let name = if names.len() > 4 {
                (words.several_together)(names.len())
            } else {
                (words.together)(&names.join(", "))
            };
            let cells = [Cell::Nothing, shown(&factor.total), Cell::Nothing, Cell::Nothing, "".into()];
            table.row(capitalised(&name), cells);
        }
        document.heading(words.where_from, words.share_of);
        let bars = inputs.iter().take(MOST_ROWS).filter_map(|input| {
            let first = input.first.as_ref()?;
            let shown = Text::from(share(first, Kind::Probability, locale)).show(locale);
            Some((label(input), Mark::of(if first.value > 0.0 { first.value } else { 0.0 }, shown)))
        });
        let bars: Vec<(String, Mark)> = bars.collect();
        if !bars.is_empty() {
            document.picture(Picture::bars(words.where_from, bars));
        }
        document.table(table);
        left_out(document, inputs.len());
        let notes = [(true, words.columns_mean), (groups().next().is_some(), words.moves_with_others)];
        let notes: Vec<&str> = notes.iter().filter(|(holds, _)| *holds).map(|(_, note)| *note).collect();
        document.paragraph(Text::of(Tone::Dim, notes.join(" ")));
    }

    /// The means of a response that there are.
    fn means<'r>(response: impl IntoIterator<Item = &'r Tenth>) -> impl Iterator<Item = f64> {
        response.into_iter().filter_map(|tenth| tenth.net_benefit.as_ref()).map(|of| of.mean.value)
    }

    /// The lowest and the highest tenth of each input.
    fn responses(&self, document: &mut Document) {
        let rows: Vec<(&InputSensitivity, &Tenth, &Tenth)> = self
            .of
            .inputs
            .iter()
            .filter_map(|input| Some((input, input.response.first()?, input.response.last()?)))
            .collect();
        if rows.is_empty() {
            return;
        }
        let scale = Scale::of_all(Self::means(rows.iter().flat_map(|(_, low, high)| [*low, *high])));
        let mut table = Table::default();
        let words = &self.words.sensitivity;
        for (headings, align, spare) in [
            (words.tenths, Align::Right, 1),
            (words.means, Align::Point, 0),
            (words.chances, Align::Right, 0),
        ] {
            headings.into_iter().for_each(|heading| table.column(heading, align, spare));
        }
        for (input, low, high) in rows.iter().take(MOST_ROWS) {
            let (a, b) = (cells(low, scale), cells(high, scale));
            let [[low_mean, low_chance], [high_mean, high_chance]] = [a, b];
            let range = [range(input, low, self.words), range(input, high, self.words)].map(Cell::from);
            let [low_range, high_range] = range;
            table.row(label(input), [low_range, high_range, low_mean, high_mean, low_chance, high_chance]);
        }
        document.heading(words.low_or_high, self.beside(scale));
        document.table(table);
        document.paragraph(Text::of(Tone::Dim, words.which_draws));
    }

    fn beside(&self, scale: Scale) -> String {
        (self.words.stress.mean_in)(&self.words.locale.heading(scale, &self.currency), &self.subject())
    }

    /// All parts of the input that explains most.
    fn most(&self, document: &mut Document) {
        let Some(most) = self.of.inputs.first().filter(|most| most.response.len() > 2) else { return };
        let scale = Scale::of_all(Self::means(&most.response));
        let mut table = Table::default();
        table.column(self.words.common.mean, Align::Point, 0);
        table.column(self.words.stress.breaks_even, Align::Right, 0);
        table.column("", Align::Left, 1);
        for tenth in &most.response {
            let [mean, chance] = cells(tenth, scale);
            let bar = tenth.probability_break_even.map_or(0.0, |e| e.value);
            table.row(range(most, tenth, self.words), [mean, chance, Cell::Bar(Tone::Plain, bar)]);
        }
        document.heading((self.words.sensitivity.by)(&short(&spoken(&most.input))), self.beside(scale));
        document.table(table);
    }
}

fn cells(tenth: &Tenth, scale: Scale) -> [Cell; 2] {
    let mean = tenth.net_benefit.as_ref().map(|of| Cell::balance(scale.figure(&of.mean)));
    let chance = tenth.probability_break_even.as_ref().map(|e| percent(e).into());
    [mean.unwrap_or_default(), chance.unwrap_or_default()]
}

/// From where to where a part goes, to as many digits as the range between the outer parts can use.
fn range(input: &InputSensitivity, of: &Tenth, words: &Words) -> String {
    let Words { locale, sensitivity: words, .. } = words;
    let first = input.response.first().and_then(|tenth| tenth.to);
    let last = input.response.last().and_then(|tenth| tenth.from);
    let (low, high) = (first.or(of.from).unwrap_or(0.0), last.or(of.to).unwrap_or(0.0));
    let largest = if high.abs() > low.abs() { high.abs() } else { low.abs() };
    let width = if high > low { high - low } else { largest };
    let at = |x: f64| {
        if largest >= 1e12 || width < 1e-6 {
            return format!("{x:.3e}").replace('-', "−").replace('.', &locale.decimal.to_string());
        }
        locale.rounded(x, 1.0, leading(width) - DIGITS + 1)
    };
    match (of.from, of.to) {
        (Some(from), Some(to)) if from == to => at(from),
        (Some(from), Some(to)) => (words.range)(&at(from), &at(to)),
        (None, Some(to)) => (words.below)(&at(to)),
        (Some(from), None) => (words.above)(&at(from)),
        (None, None) => words.any.to_owned(),
    }
}

fn label(input: &InputSensitivity) -> String {
    let mark = if input.correlated_with.is_empty() { "" } else { "~" };
    format!("{}{mark}", short(&capitalised(&spoken(&input.input))))
}
