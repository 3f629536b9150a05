//! Many scenarios and their variants in one table: how likely the money is back, how net benefit spreads, and when half of the draws are back.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::changes::label_of;
use super::spread::{Beside, scenarios};
use crate::report::digits::Scale;
use crate::report::document::{Align, Cell, Document, Table, Text, Tone};
use crate::report::figure::percent;
use crate::report::language::Language;
use crate::report::names::tame;
use crate::report::words::Words;
use crate::scenario::Scenario;
use crate::summary::first_outlay;
use crate::summary::results::{Estimate, PerspectiveResults, Results};

/// The rows of the table, of which there may be very many.
#[derive(Debug, Default)]
pub struct Wide {
    /// The payers and perspectives that the call names; where it names none, each scenario has its own.
    chosen: Vec<String>,
    rows: Vec<Row>,
}

/// A scenario, or a variant of one.
#[derive(Debug)]
pub(crate) struct Row {
    /// The file as the call names it.
    pub file: String,
    /// The variant by its name, and as it is called.
    pub variant: Option<(String, String)>,
    /// The code of its currency.
    pub currency: String,
    /// What each chosen payer or perspective sees; nothing where the scenario has none of that name.
    pub seen: Vec<Option<Seen>>,
}

/// What a payer or perspective sees.
#[derive(Debug)]
pub(crate) struct Seen {
    /// Its name, and what it is called.
    pub name: String,
    label: String,
    pub probability: Estimate,
    /// Mean, P5 and P95 of net benefit.
    pub amounts: [Estimate; 3],
    /// The first year with an outlay; none where nothing is paid.
    pub outlay: Option<usize>,
    /// The year in which half of the draws are back, once something was paid.
    pub year: Option<usize>,
}

impl Wide {
    /// A table over these payers and perspectives.
    pub fn of(chosen: Vec<String>) -> Wide {
        Wide { chosen, rows: Vec::new() }
    }

    /// Adds a scenario.
    pub fn add(&mut self, scenario: &Scenario, results: &Results) {
        let identity = &results.scenario;
        let of = |name: &str| results.perspectives.get(name).map(|of| seen(scenario, results, name, of));
        let main = identity.main_of(&results.perspectives).map(|(name, _)| name.as_str());
        let seen = match self.chosen.as_slice() {
            [] => vec![main.and_then(of)],
            chosen => chosen.iter().map(|name| of(name)).collect(),
        };
        let variant = identity.variant.as_ref();
        self.rows.push(Row {
            file: identity.file.clone(),
            variant: variant.map(|name| (name.clone(), identity.labels.within("variants", name))),
            currency: identity.currency.clone(),
            seen,
        });
    }

    /// The chosen payers and perspectives.
    pub(crate) fn chosen(&self) -> &[String] {
        &self.chosen
    }

    /// The rows.
    pub(crate) fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// Composes the table; where several payers or perspectives are chosen, one for each.
    pub fn compose(&self, language: Language) -> Document {
        let words = language.words();
        let mut document = Document::new(language);
        let count = self.rows.len();
        document.title(
            Text::of(Tone::Strong, (words.overview.scenarios)(count)),
            Text::of(Tone::Dim, words.overview.what),
        );
        let columns = if self.chosen.is_empty() { 1 } else { self.chosen.len() };
        for column in 0..columns {
            self.table(&mut document, column, words);
        }
        document
    }

    fn table(&self, document: &mut Document, column: usize, words: &Words) {
        let Words { locale, common, run, overview, .. } = words;
        let all = || self.rows.iter().filter_map(|row| row.seen[column].as_ref());
        let Some(first) = all().next() else {
            let name = self.chosen.get(column).map(|name| tame(name)).unwrap_or_default();
            return document.paragraph(Text::of(Tone::Caution, (overview.nobody)(&name)));
        };
        let is_common = all().all(|seen| seen.label == first.label);
        let is_one_currency = self.rows.iter().all(|row| row.currency == self.rows[0].currency);
        let scale = Scale::of_all(all().flat_map(|seen| seen.amounts.map(|amount| amount.value)));
        // Where an amount would be left without a digit, or currencies differ, each row has its own unit.
        let is_seen = |amount: f64| amount == 0.0 || amount.abs() >= scale.unit() / 100.0;
        let shared = is_one_currency && all().all(|seen| is_seen(seen.amounts[0].value));
        let whose = is_common.then(|| label_of(&first.label, &words.compare));
        let beside = match shared {
            true => (run.net_benefit_in)(&locale.heading(scale, &tame(&self.rows[0].currency))),
            false => (run.net_benefit_in)(common.each_row),
        };
        document.heading(whose.unwrap_or_else(|| overview.perspectives.to_owned()), beside);
        let names = self.names(words);
        let pictured = names.iter().zip(&self.rows).filter_map(|(name, row)| {
            let Seen { probability, amounts, .. } = row.seen[column].as_ref()?;
            Some(Beside { name, currency: &row.currency, chance: *probability, amounts: *amounts })
        });
        scenarios(document, &pictured.collect::<Vec<Beside<'_>>>());
        let mut table = Table::of([(common.breaks_even, Align::Right), (common.mean, Align::Point)]);
        table.column("P5", Align::Point, 0);
        table.column("P95", Align::Point, 0);
        if !shared {
            table.column("", Align::Left, 0);
        }
        table.column(run.half_back_by, Align::Left, 0);
        if !is_common {
            table.column(overview.of, Align::Left, 0);
        }
        for (row, name) in self.rows.iter().zip(names) {
            let width = table.columns.len();
            let Some(seen) = &row.seen[column] else {
                table.row(name, vec![Cell::Nothing; width]);
                continue;
            };
            let own = Scale::of_all(seen.amounts.map(|amount| amount.value));
            let unit = if shared { scale } else { own };
            let chance = &seen.probability;
            let tone = Tone::good_if(chance.value >= 0.5);
            let mut cells = vec![Cell::from(Text::of(tone, percent(chance)))];
            cells.extend(seen.amounts.iter().map(|amount| Cell::from(unit.figure(amount))));
            if !shared {
                cells.push(Text::of(Tone::Dim, locale.heading(own, &tame(&row.currency))).into());
            }
            cells.push(match (seen.outlay, seen.year) {
                (None, _) => common.pays_nothing.into(),
                (_, Some(year)) => (common.year)(year).into(),
                (_, None) => words.compare.never.into(),
            });
            if !is_common {
                cells.push(label_of(&seen.label, &words.compare).into());
            }
            table.row(name, cells);
        }
        document.table(table);
        if !is_common {
            document.paragraph(Text::of(Tone::Caution, overview.mixed));
        }
    }
}

impl Wide {
    /// What each row is called: by its file, without the folders that all have in common and without its ending.
    fn names(&self, words: &Words) -> Vec<String> {
        let files: Vec<&Path> = self.rows.iter().map(|row| Path::new(&row.file)).collect();
        let stems = without_common_folder(&files);
        let called = self.rows.iter().zip(stems).map(|(row, stem)| match &row.variant {
            Some((_, label)) => format!("{}, {}", tame(&stem), (words.common.variant)(&tame(label))),
            None => tame(&stem),
        });
        called.collect()
    }
}

/// Paths without what all of them begin with, and without `.toml`; as they are where two would be called alike.
fn without_common_folder(files: &[&Path]) -> Vec<String> {
    let mut common = files.first().and_then(|file| file.parent());
    while let Some(folder) = common.filter(|folder| !files.iter().all(|file| file.starts_with(folder))) {
        common = folder.parent();
    }
    let short = |file: &Path| {
        let below = common.and_then(|folder| file.strip_prefix(folder).ok()).unwrap_or(file);
        let is_scenario = below.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("toml"));
        if is_scenario { below.with_extension("") } else { below.to_owned() }
    };
    let shown: Vec<PathBuf> = files.iter().map(|file| short(file)).collect();
    let count = |paths: BTreeSet<&Path>| paths.len();
    let are_told_apart =
        count(shown.iter().map(PathBuf::as_path).collect()) == count(files.iter().copied().collect());
    let shown = if are_told_apart { shown } else { files.iter().map(|file| file.to_path_buf()).collect() };
    shown.iter().map(|path| path.display().to_string()).collect()
}

fn seen(scenario: &Scenario, results: &Results, name: &str, of: &PerspectiveResults) -> Seen {
    let outlay = first_outlay(scenario, name, of);
    let spread = &of.net_benefit;
    Seen {
        name: name.to_owned(),
        label: tame(&results.scenario.called(name)),
        probability: of.probability_break_even,
        amounts: [spread.mean, spread.p5, spread.p95],
        outlay,
        // Money cannot be back before any was out.
        year: of
            .break_even_year
            .median
            .as_ref()
            .zip(outlay)
            .map(|(year, outlay)| if year.value > outlay { year.value } else { outlay }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn called(files: &[&str]) -> Vec<String> {
        without_common_folder(&files.iter().map(Path::new).collect::<Vec<&Path>>())
    }

    #[test]
    fn files_are_called_without_the_folders_that_they_share() {
        assert_eq!(called(&["a/b/u-turn.toml", "a/b/c/other.toml"]), ["u-turn", "c/other"]);
        assert_eq!(called(&["u-turn.toml", "u-turn.toml"]), ["u-turn", "u-turn"]);
        assert_eq!(called(&["/x/one.toml", "y/one.toml"]), ["/x/one", "y/one"]);
        assert_eq!(called(&["-"]), ["-"]);
        // Two that would be called alike keep their endings.
        assert_eq!(called(&["a/x.toml", "a/x.TOML"]), ["a/x.toml", "a/x.TOML"]);
        assert!(called(&[]).is_empty());
    }
}
