//! Several scenarios in one table.

use super::case::verdict;
use super::changes::label_of;
use super::spread::{Beside, scenarios};
use crate::analysis::compare::comparison::worst;
use crate::report::digits::Scale;
use crate::report::document::{Align, Cell, Document, Table, Text, Tone};
use crate::report::figure::percent;
use crate::report::language::Language;
use crate::report::names::tame;
use crate::report::words::Words;
use crate::summary::results::{Estimate, Results, Verdict};

/// What the table will say, a row per scenario.
#[derive(Debug, Default)]
pub struct Overview(Vec<Row>);

#[derive(Debug)]
struct Row {
    name: String,
    /// Whose figures they are.
    main: String,
    currency: String,
    /// Of the main perspective: probability of break-even; mean, P5 and P95 of net benefit.
    figures: Option<(Estimate, [Estimate; 3])>,
    /// The worst; none where nothing is required.
    verdict: Option<Verdict>,
}

impl Overview {
    /// How many scenarios there are.
    pub fn scenarios(&self) -> usize {
        self.0.len()
    }

    /// Adds a scenario.
    pub fn add(&mut self, results: &Results) {
        let name = match &results.scenario.variant {
            Some(variant) => format!("{} ({variant})", results.scenario.file),
            None => results.scenario.file.clone(),
        };
        let main = results.scenario.main_of(&results.perspectives);
        let verdicts = results.requirements.iter().map(|requirement| requirement.verdict);
        self.0.push(Row {
            name: tame(&name),
            main: main.map(|(name, _)| tame(&results.scenario.called(name))).unwrap_or_default(),
            currency: tame(&results.scenario.currency),
            figures: main.map(|(_, main)| {
                let spread = &main.net_benefit;
                (main.probability_break_even, [spread.mean, spread.p5, spread.p95])
            }),
            verdict: (!results.requirements.is_empty()).then(|| worst(verdicts)),
        });
    }

    /// Composes the table over all.
    pub fn compose(&self, language: Language) -> Document {
        let mut document = Document::new(language);
        let first = self.0.first().map(|row| row.main.as_str()).unwrap_or_default();
        let is_common = self.0.iter().all(|row| row.main == first);
        let all = language.words();
        let words = &all.overview;
        let whose = is_common.then(|| label_of(first, &all.compare));
        document.heading((words.all_scenarios)(self.0.len()), (words.net_benefit)(whose.as_deref()));
        let pictured = self.0.iter().filter_map(|row| {
            let (chance, amounts) = row.figures?;
            Some(Beside { name: &row.name, currency: &row.currency, chance, amounts })
        });
        scenarios(&mut document, &pictured.collect::<Vec<Beside<'_>>>());
        let required = self.0.iter().any(|row| row.verdict.is_some());
        let amounts =
            [all.common.mean, all.common.low, all.common.high].map(|heading| (heading, Align::Point));
        let mut table = Table::of([(all.common.breaks_even, Align::Right)].into_iter().chain(amounts));
        table.column("", Align::Left, 0);
        if required {
            table.column(words.required, Align::Left, 0);
        }
        if !is_common {
            table.column(words.of, Align::Left, 0);
        }
        for row in &self.0 {
            let mut cells = row.cells(all);
            if required {
                cells.push(row.verdict.map_or_else(Text::default, |says| verdict(says, all)).into());
            }
            if !is_common {
                cells.push(label_of(&row.main, &all.compare).into());
            }
            table.row(row.name.as_str(), cells);
        }
        document.table(table);
        if !is_common {
            document.paragraph(Text::of(Tone::Caution, words.mixed));
        }
        document
    }
}

impl Row {
    fn cells(&self, words: &Words) -> Vec<Cell> {
        let Some((chance, amounts)) = &self.figures else { return vec!["".into(); 5] };
        // Scenarios differ in size and currency, so each row has its own unit.
        let scale = Scale::of_all(amounts.map(|amount| amount.value));
        let mut cells = vec![Cell::from(Text::of(Tone::good_if(chance.value >= 0.5), percent(chance)))];
        cells.extend(amounts.iter().map(|amount| Cell::from(scale.figure(amount))));
        cells.push(Text::of(Tone::Dim, words.locale.heading(scale, &self.currency)).into());
        cells
    }
}
