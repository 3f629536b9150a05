//! The tornado, read by its handles.

use std::collections::BTreeMap;

use super::ask::{Asked, Row as AskedRow, Setting as AskedSetting, Tried};
use super::rows::{Learned, Row, Setting, Swing, SwingOf};
use crate::analysis::stress::standing::{Changed, Standing, clamped_while};
use crate::engine::Noticed;
use crate::scenario::warning::{Lacking, While};
use crate::scenario::{Scenario, Warning};
use crate::summary::results::{Estimate, WarningRecord};
use crate::summary::run::{rates_clamped, too_few};
use crate::summary::{Failure, Prepared, Reader};

/// Means that are this much nearer to 0 than to each other are 0 (MODEL §3, ties).
const NOTHING: f64 = 1e-9;

/// Reads figures off what was gathered.
pub(super) struct Figures<'a> {
    pub asked: &'a Asked,
    pub reader: &'a Reader<'a>,
    pub scenario: &'a Scenario,
    /// The one in question.
    pub perspective: &'a str,
}

impl Figures<'_> {
    /// Where the scenario stands as it is.
    ///
    /// # Errors
    /// Where amounts overflowed.
    pub fn base(&self) -> Result<BTreeMap<String, Standing>, Failure> {
        let base = self.by_perspective(self.asked.standing.iter().map(|of| of.read(self.reader)));
        let is_finite = |mean: &Estimate| mean.value.is_finite() && mean.se.is_finite();
        match base.iter().find(|(_, standing)| !is_finite(&standing.net_benefit.mean)) {
            Some((name, _)) => Err(Failure::Overflow { perspective: name.clone() }),
            None => {
                let known = base.into_iter().zip(&self.asked.orders).map(|((name, mut standing), order)| {
                    standing.net_benefit.mean = standing.net_benefit.mean.where_finite(*order, 2.0);
                    (name, standing)
                });
                Ok(known.collect())
            }
        }
    }

    /// The rows, the widest first, and warnings of the simulation, of rows in which rates were outside [0, 1] in too many draws
    /// too.
    ///
    /// # Errors
    /// Where rates of the scenario as it is were.
    pub fn tornado(
        &self,
        prepared: &Prepared<'_>,
        noticed: &Noticed,
        most: f64,
    ) -> Result<(Vec<Row>, Vec<WarningRecord>), Failure> {
        let clamped = |look| prepared.most_clamped(look, noticed);
        let mut as_it_is = rates_clamped(prepared, self.asked.base, noticed, most)?;
        let public =
            self.asked.perspectives.iter().zip(&self.asked.standing).find(|(name, _)| *name == "public");
        let public = public.map(|(_, of)| of.read(self.reader).probability_break_even);
        as_it_is.extend(public.and_then(|public| too_few(&public, noticed.draws)));
        let long = self.asked.perspectives.iter().zip(&self.asked.orders).filter(|(_, order)| **order <= 2.0);
        let long: Vec<String> = long.map(|(name, _)| name.clone()).collect();
        if !long.is_empty() {
            let lacking = Lacking::ErrorOfChanges;
            as_it_is.push(Warning::NoFiniteError { perspectives: long, lacking });
        }
        let of_run = as_it_is.iter().map(WarningRecord::from);
        let (mut rows, mut warnings) = (Vec::new(), of_run.collect::<Vec<_>>());
        for row in &self.asked.rows {
            let looks = row.settings.iter().flat_map(|s| {
                [Some(&s.held), s.learned.as_ref()].into_iter().flatten().map(|tried| (s.at, tried))
            });
            let all = looks.filter_map(|(at, tried)| {
                tried
                    .as_ref()
                    .ok()
                    .and_then(|(look, _)| clamped(*look))
                    .map(|(site, share)| (at, site, share))
            });
            let worst = all.max_by(|(.., a), (.., b)| a.total_cmp(b));
            if let Some((at, site, share)) = worst.filter(|(.., share)| *share > most) {
                let held = While::Input { input: row.input.clone(), at };
                warnings.push(clamped_while(held, site, share));
            }
            rows.push(self.row(row, worst.map_or(0.0, |(.., share)| share)));
        }
        // Equally wide ones stay in the order of their names, and what rounding makes of equal ones is no order.
        rows.sort_by(|a, b| (b.width.value as f32).total_cmp(&(a.width.value as f32)));
        Ok((rows, warnings))
    }

    fn row(&self, row: &AskedRow, clamped: f64) -> Row {
        let groups = self.scenario.correlations.values().filter(|group| group.inputs.contains(&row.input));
        let partners = groups.flat_map(|group| &group.inputs).filter(|input| **input != row.input);
        let swing = self.by_perspective(row.swing.iter().map(|change| SwingOf {
            net_benefit: self.reader.mean(change.mean),
            probability_break_even: self.reader.change(change.break_even),
        }));
        let settings = row.settings.each_ref().map(|setting| self.setting(setting));
        let sizes = row.moves.iter().map(|moves| self.reader.mean(*moves));
        let sizes = sizes.map(|size| if size.value < 0.0 { size.negated() } else { size });
        let width =
            sizes.reduce(|a, b| if b.value > a.value { b } else { a }).unwrap_or(Estimate::exact(0.0));
        let mean = |setting: &Setting| {
            setting.perspectives.get(self.perspective).map(|seen| seen.net_benefit.mean.value)
        };
        let gains = settings.iter().filter_map(mean).map(|mean| mean >= -NOTHING * width.value);
        let gains: Vec<bool> = gains.collect();
        let [low, central, high] = settings;
        Row {
            input: row.input.clone(),
            unit: self.scenario.inputs[&row.input].unit.clone(),
            adjusted: self.scenario.inputs[&row.input].optimism.is_some(),
            correlated_with: partners.cloned().collect(),
            widened: row.widened,
            clamped,
            low,
            central,
            high,
            swing: Swing { perspectives: swing },
            width,
            crosses: width.value > 0.0 && gains.contains(&true) && gains.contains(&false),
        }
    }

    fn by_perspective<T>(&self, all: impl Iterator<Item = T>) -> BTreeMap<String, T> {
        self.asked.perspectives.iter().cloned().zip(all).collect()
    }

    fn setting(&self, setting: &AskedSetting) -> Setting {
        let (untried, perspectives) = self.tried(&setting.held);
        let together = setting.learned.as_ref().map(|tried| self.tried(tried));
        let together = together.map(|(untried, perspectives)| Learned { untried, perspectives });
        Setting { at: setting.at, untried, perspectives, together }
    }

    /// Why it was not played, or what it comes to.
    fn tried(&self, tried: &Tried) -> (Option<String>, BTreeMap<String, Changed>) {
        match tried {
            Ok((_, perspectives)) => {
                let read = perspectives.iter().map(|(of, change)| change.read(of, self.reader));
                (None, self.by_perspective(read))
            }
            Err(reason) => (Some(reason.clone()), BTreeMap::new()),
        }
    }
}
