//! The columns of a frame, and which of them are nothing but zeros.
//!
//! Where people move between states most counts are of nobody, in every draw of a block. Such a column is not written, and what adds it
//! up leaves it out, with the same bytes: x + c · 0 is x, whatever c is (0 + −0 is 0, and no sum begins at −0).

use super::program::Arg;
use crate::block::{Aligned, BLOCK, Column, HeapColumn, new_column};

static ZEROS: Aligned<Column> = Aligned([0.0; BLOCK]);

/// Columns by slot.
#[derive(Debug)]
pub(super) struct Columns {
    columns: Vec<HeapColumn>,
    /// Whether every number of it is 0, and not −0; what its memory holds is then anything.
    zeros: Vec<bool>,
}

impl Columns {
    /// So many, of zeros.
    pub fn new(slots: usize) -> Columns {
        Columns { columns: (0..slots).map(|_| new_column()).collect(), zeros: vec![true; slots] }
    }

    /// The numbers of a slot.
    #[inline(always)]
    pub fn read(&self, slot: u32) -> &Column {
        if self.zeros[slot as usize] { &ZEROS } else { &self.columns[slot as usize] }
    }

    /// Whether a slot is known to be all zeros.
    #[inline(always)]
    pub fn is_zero(&self, slot: u32) -> bool {
        self.zeros[slot as usize]
    }

    /// Whether an operand is known to be all zeros.
    #[inline(always)]
    pub fn is_zeros(&self, arg: Arg) -> bool {
        matches!(arg, Arg::Slot(slot) if self.is_zero(slot))
    }

    /// Puts a column in a slot, for what was there.
    #[inline(always)]
    pub fn put(&mut self, slot: u32, column: &mut HeapColumn) {
        std::mem::swap(column, &mut self.columns[slot as usize]);
        self.zeros[slot as usize] = false;
    }

    /// Makes a slot all zeros.
    #[inline(always)]
    pub fn put_zeros(&mut self, slot: u32) {
        self.zeros[slot as usize] = true;
    }
}

/// Whether every number is 0, and not −0.
#[inline(always)]
pub(super) fn is_zeros(column: &Column) -> bool {
    let mut any = [0_u64; 8];
    for eight in column.as_chunks::<8>().0 {
        for i in 0..8 {
            any[i] |= eight[i].to_bits();
        }
    }
    any.iter().fold(0, |all, any| all | any) == 0
}
