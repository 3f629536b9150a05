//! Draws kept as columns, for what looks at all of them at once.

use std::ops::ControlFlow;

use rayon::prelude::*;

use super::draws::{DrawSink, Draws};
use super::order::type_7;
use super::plan::{Plan, Shown};
use crate::model::Scaled;
use crate::model::column::Value;

/// Bytes of a number.
const NUMBER: usize = size_of::<f64>();

/// Handle of a value of which every draw is kept.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Kept {
    /// A column.
    Column(usize),
    /// It does not vary.
    Constant(f64),
}

impl Plan {
    /// Wants every draw of a value.
    pub fn keep(&mut self, value: Value) -> Kept {
        if let Value::Const(constant) = value {
            return Kept::Constant(constant);
        }
        let value = Scaled { factor: 1.0, base: value };
        Kept::Column(self.show(Shown { name: String::new(), value, last_year: None }))
    }
}

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

    /// How many draws there are.
    pub fn count(&self) -> usize {
        self.draws
    }

    /// A draw of a kept value.
    pub fn at(&self, kept: Kept, draw: usize) -> f64 {
        match kept {
            Kept::Column(column) => self.columns[column][draw],
            Kept::Constant(constant) => constant,
        }
    }

    /// Every draw of a kept value, in order.
    pub fn draws(&self, kept: Kept) -> Vec<f64> {
        match kept {
            Kept::Column(column) => self.columns[column].clone(),
            Kept::Constant(constant) => vec![constant; self.draws],
        }
    }

    /// Every draw of a kept value, the smallest first.
    pub fn ranked(&self, kept: Kept) -> Ordered {
        let mut draws = self.draws(kept);
        draws.par_sort_unstable_by(f64::total_cmp);
        Ordered(draws)
    }

    /// A column, in the order in which the values are shown.
    pub fn column(&self, shown: usize) -> &[f64] {
        &self.columns[shown]
    }
}

/// Draws of a value, the smallest first; at least one.
#[derive(Debug, Clone, PartialEq)]
pub struct Ordered(Vec<f64>);

impl Ordered {
    /// The p-quantile of the draws, 0 < p < 1 (type 7).
    pub fn quantile(&self, p: f64) -> f64 {
        let all = type_7(p, self.0.len() as u64, |rank| Ok(self.0[rank as usize]));
        all.expect("every draw is there")
    }

    /// The share of the draws that are at most `x`.
    pub fn at_most(&self, x: f64) -> f64 {
        self.0.partition_point(|draw| *draw <= x) as f64 / self.0.len() as f64
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
