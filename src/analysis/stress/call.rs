//! A call of `stress`: what every part of it needs, and how one is played out.

use std::ops::ControlFlow;

use super::stresses::Stresses;
use crate::engine::{Noticed, Pool, Watch};
use crate::model::Reading;
use crate::model::column::Frame;
use crate::summary::draws::DrawSink;
use crate::summary::question::Question;
use crate::summary::run::afford;
use crate::summary::{Columns, Failed, Failure, Moment, Prepared, Reader, Settings};

/// A call of `stress`. Every part plays a question of its own, over the same draws.
#[derive(Clone)]
pub(super) struct Call<'a> {
    /// The scenario as it is.
    pub reading: Reading<'a>,
    /// The text of its file, with all that belongs to it, and what is set besides, as overrides take it.
    pub resolved: &'a str,
    pub set: Vec<String>,
    /// The same, ready to be played: whatever draws a stream that it draws from too draws the same from it, however draws are spread.
    pub base: &'a Prepared<'a>,
    pub stresses: &'a Stresses,
    pub settings: &'a Settings,
    pub pool: &'a Pool,
    pub watch: &'a dyn Watch,
}

/// Reads figures when all draws are made.
pub(super) type Read<'r, T> =
    dyn FnMut(&Reader<'_>, &Prepared<'_>, &Noticed) -> Result<T, Failure> + Send + Sync + 'r;

/// Everything that the scenario reads, asked for and made ready.
///
/// # Errors
/// Where it has no model.
pub(super) fn base<'a>(
    reading: &Reading<'a>,
    settings: &Settings,
    pool: &Pool,
) -> Result<Prepared<'a>, Failure> {
    let mut question = Question::default();
    let look = question.read(reading.clone()).map_err(Failure::Model)?;
    for (_, headline) in question.headlines(look) {
        question.moments(headline.expected);
        question.moments(headline.net_benefit);
    }
    Ok(Prepared::new(question, settings.drawing(), pool.isa()).0)
}

impl Call<'_> {
    /// Plays a question out and reads its figures.
    ///
    /// # Errors
    /// [`Failure`], with what a reading sets where it is of one.
    pub fn play<T: Send + Sync>(&self, question: Question<'_>, read: &mut Read<'_, T>) -> Result<T, Failure> {
        self.play_out(question, None, read).map_err(|(_, failure)| failure)
    }

    /// The same where a reading may come to nothing.
    ///
    /// # Errors
    /// As [`Call::play`], with the reading that it is of, where it is of one.
    pub fn try_play<T: Send + Sync>(
        &self,
        question: Question<'_>,
        read: &mut Read<'_, T>,
    ) -> Result<T, Failed> {
        self.play_out(question, None, read)
    }

    /// The same, with every draw of what is kept.
    ///
    /// # Errors
    /// As [`Call::play`], and where the columns do not fit into memory.
    pub fn keep<T: Send + Sync>(
        &self,
        question: Question<'_>,
        read: &mut Read<'_, T>,
    ) -> Result<(T, Columns), Failure> {
        let draws = self.settings.sampling.round_up(self.settings.draws);
        let kept = draws.saturating_mul((question.shown() * size_of::<f64>()) as u64);
        afford(kept.saturating_add(question.bytes(draws)), self.settings)?;
        let mut columns = Columns::of(draws);
        let answer = self.play_out(question, Some(&mut columns), read).map_err(|(_, failure)| failure)?;
        Ok((answer, columns))
    }

    fn play_out<T: Send + Sync>(
        &self,
        question: Question<'_>,
        sink: Option<&mut dyn DrawSink>,
        read: &mut Read<'_, T>,
    ) -> Result<T, Failed> {
        let (drawing, isa) = (self.settings.drawing(), self.pool.isa());
        let (prepared, block_0) = Prepared::beside(question, self.base, drawing, isa);
        self.answer(&prepared, block_0, sink, read)
    }

    /// Plays out what is prepared, with every draw handed to a sink.
    ///
    /// # Errors
    /// As [`Call::try_play`].
    pub fn answer<T: Send + Sync>(
        &self,
        prepared: &Prepared<'_>,
        block_0: Option<Frame>,
        sink: Option<&mut dyn DrawSink>,
        read: &mut Read<'_, T>,
    ) -> Result<T, Failed> {
        let mut answer = None;
        let mut visit = |reader: &Reader<'_>, noticed: &Noticed, _: Moment| {
            answer = Some(read(reader, prepared, noticed));
            Ok(ControlFlow::Break(()))
        };
        let played = prepared.answer(block_0, false, sink, self.watch, &mut visit);
        played.map_err(|(look, failure)| match look {
            Some(look) => (Some(look), failure.with(prepared.question().reading(look))),
            None => (None, failure),
        })?;
        answer.expect("whoever visits at the end answers").map_err(|failure| (None, failure))
    }
}
