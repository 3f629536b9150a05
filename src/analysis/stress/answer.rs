//! The tornado, read by its handles.

use std::collections::BTreeMap;

use super::ask::{Asked, Change, Row as AskedRow, Setting as AskedSetting, Standing as AskedStanding};
use super::{Base, Changed, MeanChange, Row, Setting, Standing, Stresses, Swing, SwingOf};
use crate::engine::Noticed;
use crate::scenario::{Code, Scenario};
use crate::summary::results::{Estimate, MeanOnly, WarningRecord};
use crate::summary::{Failure, Prepared, Reader};

/// What was read.
pub(super) struct Answer {
    pub base: Base,
    pub tornado: Vec<Row>,
    pub warnings: Vec<WarningRecord>,
}

impl Asked {
    /// The answer, the widest row first.
    ///
    /// # Errors
    /// Where rates of the scenario as it is were outside [0, 1] too often.
    pub(super) fn answer(
        &self,
        (reader, noticed): (&Reader<'_>, &Noticed),
        prepared: &Prepared<'_>,
        scenario: &Scenario,
        stresses: &Stresses,
        most_clamped: f64,
    ) -> Result<Answer, Failure> {
        if let Some((site, share)) = prepared.most_clamped(self.base, noticed).filter(|c| c.1 > most_clamped)
        {
            return Err(Failure::OutsideUnit { site: site.clone(), share });
        }
        let in_question = self.perspectives.iter().position(|name| *name == stresses.perspective);
        let read = Read { asked: self, reader, in_question: in_question.unwrap_or_default() };
        let (mut tornado, mut warnings) = (Vec::new(), Vec::new());
        for row in &self.rows {
            let most = |s: &AskedSetting| prepared.most_clamped(s.look, noticed).map_or(0.0, |c| c.1);
            let clamped = row.settings.iter().map(most).fold(0.0, |a, b| if b > a { b } else { a });
            if clamped > most_clamped {
                let (input, share) = (&row.input, clamped * 100.0);
                let message = format!(
                    "with `{input}` at one of its ends a rate leaves 0–1 in {share:.1} % of the draws"
                );
                warnings.push(WarningRecord::new(Code::RatesClamped, message, Code::RatesClamped.help()));
            }
            tornado.push(read.row(row, scenario, clamped));
        }
        // Equally wide ones stay in the order of their names.
        tornado.sort_by(|a, b| b.width.value.total_cmp(&a.width.value));
        let base = read.by_perspective(&self.standing, |of| read.standing(of));
        Ok(Answer { base: Base { perspectives: base }, tornado, warnings })
    }
}

struct Read<'a> {
    asked: &'a Asked,
    reader: &'a Reader<'a>,
    in_question: usize,
}

impl Read<'_> {
    fn by_perspective<T, U>(&self, of: &[T], read: impl Fn(&T) -> U) -> BTreeMap<String, U> {
        self.asked.perspectives.iter().cloned().zip(of.iter().map(read)).collect()
    }

    fn standing(&self, of: &AskedStanding) -> Standing {
        let net_benefit = MeanOnly { mean: self.reader.mean(of.mean) };
        Standing { net_benefit, probability_break_even: self.reader.within(of.year, of.horizon) }
    }

    fn row(&self, row: &AskedRow, scenario: &Scenario, clamped: f64) -> Row {
        let [low, central, high] = row.settings.each_ref().map(|setting| self.setting(setting));
        let means =
            row.settings.each_ref().map(|s| self.reader.mean(s.perspectives[self.in_question].0.mean).value);
        let swing = self.by_perspective(&row.between[2], |change| SwingOf {
            net_benefit: self.reader.mean(change.mean),
            probability_break_even: self.reader.change(change.break_even),
        });
        let groups = scenario.correlations.values().filter(|group| group.inputs.contains(&row.input));
        let partners = groups.flat_map(|group| &group.inputs).filter(|input| **input != row.input);
        Row {
            input: row.input.clone(),
            unit: scenario.inputs[&row.input].unit.clone(),
            correlated_with: partners.cloned().collect(),
            widened: row.widened,
            clamped,
            width: self.width(row),
            crosses: means.iter().any(|mean| *mean >= 0.0) && means.iter().any(|mean| *mean < 0.0),
            swing: Swing { perspectives: swing },
            low,
            central,
            high,
        }
    }

    fn setting(&self, setting: &AskedSetting) -> Setting {
        let read = |(standing, change): &(AskedStanding, Change)| {
            let Standing { net_benefit: MeanOnly { mean }, probability_break_even } = self.standing(standing);
            Changed {
                net_benefit: MeanChange { mean, change: self.reader.mean(change.mean) },
                probability_break_even,
                probability_break_even_change: self.reader.change(change.break_even),
            }
        };
        Setting { at: setting.at, perspectives: self.by_perspective(&setting.perspectives, read) }
    }

    /// The largest of the three differences, whichever way it goes: an input with both ends on one side is not lost.
    fn width(&self, row: &AskedRow) -> Estimate {
        let mut widest = Estimate::exact(0.0);
        for changes in &row.between {
            let change = self.reader.mean(changes[self.in_question].mean);
            let size = if change.value < 0.0 { change.negated() } else { change };
            widest = if size.value > widest.value { size } else { widest };
        }
        widest
    }
}
