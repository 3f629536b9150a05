//! Draws kept as columns, for what looks at all of them at once.

use std::ops::ControlFlow;

use super::draws::{DrawSink, Draws};
use super::plan::Shown;

/// Bytes of a number.
const NUMBER: usize = size_of::<f64>();

/// Every value that is shown, kept draw by draw: 8 bytes each.
#[derive(Debug)]
pub struct Columns {
    columns: Vec<Vec<f64>>,
    draws: usize,
}

impl Columns {
    /// None so far, of so many draws.
    pub fn of(draws: u64) -> Columns {
        Columns { columns: Vec::new(), draws: draws as usize }
    }

    /// A column, in the order in which the values are shown.
    pub fn column(&self, shown: usize) -> &[f64] {
        &self.columns[shown]
    }
}

impl DrawSink for Columns {
    fn begin(&mut self, shown: &[Shown]) -> ControlFlow<()> {
        self.columns = shown.iter().map(|_| Vec::with_capacity(self.draws)).collect();
        ControlFlow::Continue(())
    }

    fn encode(&self, draws: &Draws<'_>, into: &mut Vec<u8>) {
        into.reserve(NUMBER * (1 + draws.len * draws.width()));
        into.extend((draws.len as u64).to_le_bytes());
        for column in 0..draws.width() {
            draws.numbers(column).for_each(|number| into.extend(number.to_le_bytes()));
        }
    }

    fn take(&mut self, encoded: &[u8]) -> ControlFlow<()> {
        let mut words = encoded.chunks_exact(NUMBER).map(|bytes| bytes.try_into().expect("eight bytes"));
        while let Some(len) = words.next() {
            for column in &mut self.columns {
                column.extend(words.by_ref().take(u64::from_le_bytes(len) as usize).map(f64::from_le_bytes));
            }
        }
        ControlFlow::Continue(())
    }
}
