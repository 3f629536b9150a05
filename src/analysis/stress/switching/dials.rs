//! Inputs on dials: of people who are followed through states a model takes long to compile, and is compiled once for all values of an input.

use std::sync::Arc;

use super::bench::{Ask, Asked, Bench, Kind, Seen};
use crate::engine::Noticed;
use crate::model::column::Frame;
use crate::model::{Dial, Reading};
use crate::summary::draws::DrawSink;
use crate::summary::interval::Confidence;
use crate::summary::question::Question;
use crate::summary::{Columns, Failed, Failure, Kept, Prepared, Reader, Turned};

/// What two asks come to, and the draws that turn between them.
type Both = (Vec<Option<Seen>>, Vec<u64>);

/// Where what is played goes: what is seen of each ask, and the draws that turn between each pair.
pub(super) type Into<'i> = (&'i mut Vec<Option<Seen>>, &'i mut Vec<Vec<u64>>);

impl<'b> Bench<'b> {
    /// A subject on a dial; none where it is read anew at each value.
    pub fn dial(&self, subject: usize, number: u32) -> Option<(Reading<'b>, [f64; 2])> {
        self.call.reading.scenario.pathways.as_ref()?;
        let of = &self.subjects[subject];
        let (input, between) = (of.of.input()?, of.searched?);
        Some((self.call.reading.clone().dialled(input, Dial { number, between }), between))
    }

    /// Whether a subject is on a dial.
    pub fn is_on_a_dial(&self, subject: usize) -> bool {
        let of = &self.subjects[subject];
        self.call.reading.scenario.pathways.is_some() && of.of.input().is_some() && of.searched.is_some()
    }

    /// Plays those asks that are on dials.
    ///
    /// # Errors
    /// Where a run came to nothing for another reason than that a setting has no model.
    pub fn turn(
        &self,
        asks: &[Ask],
        turned: &[[usize; 2]],
        how: (u64, Confidence),
        dialled: &[usize],
        (seen, found): Into<'_>,
    ) -> Result<(), Failure> {
        let mut left: Vec<usize> = dialled.to_vec();
        for (pair, places) in turned.iter().enumerate() {
            if !left.contains(&places[0]) {
                continue;
            }
            // Where one of the two has no model, the other is played by itself.
            if let Some((both, draws)) = self.pair(places.map(|at| asks[at]), how)? {
                places.iter().zip(both).for_each(|(at, of)| seen[*at] = of);
                left.retain(|at| !places.contains(at));
                found[pair] = draws;
            }
        }
        while let Some(Ask { subject, kind, .. }) = left.first().map(|at| asks[*at]) {
            let is_of = |at: &usize| (asks[*at].subject, asks[*at].kind) == (subject, kind);
            let (own, others): (Vec<usize>, Vec<usize>) = left.into_iter().partition(is_of);
            let values: Vec<f64> = own.iter().map(|at| asks[*at].at).collect();
            let all = self.singly((subject, kind), &values, how)?;
            own.into_iter().zip(all).for_each(|(at, of)| seen[at] = of);
            left = others;
        }
        Ok(())
    }

    /// A question of a subject on so many dials.
    fn on_dials(&self, subject: usize, kind: Kind, dials: u32) -> Option<(Question<'b>, Vec<Asked>)> {
        let mut question = Question::default();
        let ask = |number: u32| {
            let (reading, _) = self.dial(subject, number)?;
            let look = question.read(reading).ok()?;
            let headline = question.headline(look, self.main);
            Some(Asked::of(&mut question, (look, headline), kind, self.call.reading.scenario.horizon))
        };
        let asked = (0..dials).map(ask).collect::<Option<Vec<Asked>>>()?;
        Some((question, asked))
    }

    /// What a value is of the way along a subject's dial.
    fn along(&self, subject: usize, at: f64) -> f64 {
        let [low, high] = self.subjects[subject].searched.unwrap_or([0.0, 1.0]);
        (at - low) / (high - low)
    }

    /// A figure at some values.
    fn singly(
        &self,
        (subject, kind): (usize, Kind),
        values: &[f64],
        (draws, confidence): (u64, Confidence),
    ) -> Result<Vec<Option<Seen>>, Failure> {
        let Some((question, asked)) = self.on_dials(subject, kind, 1) else {
            return Ok(vec![None; values.len()]);
        };
        let (mut prepared, _) = self.beside(question, draws);
        let play = |at: &f64| {
            let block_0 = prepared.turn(&[self.along(subject, *at)]);
            let mut read = |reader: &Reader<'_>, prepared: &Prepared<'_>, noticed: &Noticed| {
                Ok(asked[0].seen(&reader.at(confidence), (prepared, noticed), self.target))
            };
            Ok(or_none(self.call.answer(&prepared, block_0, None, &mut read))?.flatten())
        };
        values.iter().map(play).collect()
    }

    /// The chance at two values, with the draws that turn between them; none where one of them has no model.
    fn pair(
        &self,
        [a, b]: [Ask; 2],
        (draws, confidence): (u64, Confidence),
    ) -> Result<Option<Both>, Failure> {
        let Some((mut question, asked)) = self.on_dials(a.subject, a.kind, 2) else { return Ok(None) };
        let mut pair = Turned::default();
        let years = [0, 1].map(|of: usize| question.keep(asked[of].headline.break_even_year));
        pair.between(years, asked[0].horizon);
        let (mut prepared, _) = self.beside(question, draws);
        let block_0 = prepared.turn(&[a, b].map(|ask| self.along(ask.subject, ask.at)));
        let mut read = |reader: &Reader<'_>, prepared: &Prepared<'_>, noticed: &Noticed| {
            let seen = asked
                .iter()
                .map(|asked| asked.seen(&reader.at(confidence), (prepared, noticed), self.target));
            Ok(seen.collect::<Vec<_>>())
        };
        let sink: Option<&mut dyn DrawSink> = Some(&mut pair);
        let both = or_none(self.call.answer(&prepared, block_0, sink, &mut read))?;
        Ok(both.map(|both| (both, pair.into_draws().pop().unwrap_or_default())))
    }

    fn beside(&self, question: Question<'b>, draws: u64) -> (Prepared<'b>, Option<Frame>) {
        Prepared::beside(question, self.call.base, self.drawing(draws), self.call.pool.isa())
    }

    /// Some picked draws of a subject on a dial; none where it is read anew at each value, or has no model.
    pub fn picked(&self, subject: usize, draws: &Arc<[u64]>) -> Option<Picked<'b>> {
        let (mut question, asked) = self.on_dials(subject, Kind::Chance, 1)?;
        let year = question.keep(asked[0].headline.break_even_year);
        let drawing = self.drawing(self.call.settings.draws);
        let (draws, isa) = (Arc::clone(draws), self.call.pool.isa());
        let (prepared, _) = Prepared::picking(question, self.call.base, draws, drawing, isa);
        Some(Picked { prepared, year, last: asked[0].horizon as f64 })
    }

    /// Whether picked draws break even, at a value.
    ///
    /// # Errors
    /// As [`Bench::play`], and where the value has no model.
    pub fn gains(
        &self,
        subject: usize,
        picked: &mut Picked<'b>,
        draws: usize,
        at: f64,
    ) -> Result<Vec<bool>, Failure> {
        let block_0 = picked.prepared.turn(&[self.along(subject, at)]);
        let mut columns = Columns::of(draws as u64);
        let mut read = |_: &Reader<'_>, _: &Prepared<'_>, _: &Noticed| Ok(());
        let played = self.call.answer(&picked.prepared, block_0, Some(&mut columns), &mut read);
        played.map_err(|(_, failure)| self.failed(subject, at, failure))?;
        Ok((0..draws).map(|draw| columns.at(picked.year, draw) <= picked.last).collect())
    }
}

/// Picked draws of a subject on a dial.
pub(super) struct Picked<'b> {
    prepared: Prepared<'b>,
    year: Kept,
    last: f64,
}

/// What was played; none where the reading has no model at that value.
fn or_none<T>(played: Result<T, Failed>) -> Result<Option<T>, Failure> {
    match played {
        Ok(played) => Ok(Some(played)),
        Err((Some(_), failure)) if *failure.of_itself() != Failure::Cancelled => Ok(None),
        Err((_, failure)) => Err(failure),
    }
}
