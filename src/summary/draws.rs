//! The draws themselves, handed on while the run goes: every value that is shown, draw by draw.

use std::ops::ControlFlow;

use super::plan::Shown;
use crate::block::BLOCK;
use crate::engine::Place;
use crate::model::column::{Arg, Frame};

/// Takes draws.
pub trait DrawSink: Send + Sync {
    /// Whether it wants the column of this name.
    fn wants(&mut self, _: &str) -> bool {
        true
    }

    /// Takes the columns, before any draw.
    fn begin(&mut self, shown: &[Shown]) -> ControlFlow<()>;

    /// Writes the draws of a block down in its own way, on one of several threads.
    fn encode(&self, draws: &Draws<'_>, into: &mut Vec<u8>);

    /// Takes what was written down, in the order of the draws. After a break no more is handed on, and the run may end.
    fn take(&mut self, encoded: &[u8]) -> ControlFlow<()>;
}

/// The draws of a block.
#[derive(Debug, Clone, Copy)]
pub struct Draws<'f> {
    /// Number of the first, from 0.
    pub first: u64,
    /// How many there are.
    pub len: usize,
    pub(super) shown: &'f [Shown],
    pub(super) places: &'f [Arg],
    pub(super) frame: &'f Frame,
}

impl<'f> Draws<'f> {
    pub(super) fn new(shown: &'f [Shown], places: &'f [Arg], frame: &'f Frame, place: Place) -> Draws<'f> {
        Draws { first: place.block * BLOCK as u64, len: place.valid, shown, places, frame }
    }

    /// How many values each draw has.
    pub fn width(&self) -> usize {
        self.shown.len()
    }

    /// The numbers of a column, draw by draw.
    pub fn numbers(&self, column: usize) -> impl Iterator<Item = f64> + 'f {
        let (operand, factor) = (self.frame.operand(self.places[column]), self.shown[column].value.factor);
        (0..self.len).map(move |draw| factor * operand.lanes::<1>(draw)[0])
    }

    /// A value of a draw of the block; `None` for a year that never comes.
    pub fn value(&self, column: usize, draw: usize) -> Option<f64> {
        let shown = &self.shown[column];
        let [value] = self.frame.operand(self.places[column]).lanes::<1>(draw);
        let is_there = shown.last_year.is_none_or(|last| value <= last);
        is_there.then_some(shown.value.factor * value)
    }
}
