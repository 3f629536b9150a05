//! The unit of work: a block of 1,024 draws, held as columns of 64-bit floats.
//!
//! Everything that varies between draws is a [`Column`]: one quantity, [`BLOCK`] draws long. Loops over a
//! column have a length that the compiler knows, so it can vectorise them.

use std::ops::{Deref, DerefMut};

/// Draws in a block. Part of the draw contract (`docs/draw-contract.md`).
pub const BLOCK: usize = 1024;

/// Lanes in which uniforms are generated and sums are reduced, on every machine. Part of the draw contract.
pub const LANES: usize = 8;

/// One quantity in each draw of a block.
pub type Column = [f64; BLOCK];

/// Groups of a block whose sums stand for their draws where only means are wanted: draw i belongs to group i mod 128.
pub const GROUPS: usize = 128;

/// Draws in a group of a full block.
pub const GROUP: usize = BLOCK / GROUPS;

/// The sum of one quantity in each group of a block.
pub type GroupSums = [f64; GROUPS];

/// How many of the first `valid` draws of a block are in group `j`.
pub fn group_size(j: usize, valid: usize) -> usize {
    valid / GROUPS + usize::from(j < valid % GROUPS)
}

/// Something that starts at a cache line: vectors loaded from it never straddle two.
#[derive(Debug, Clone, Copy, PartialEq)]
#[repr(C, align(64))]
pub struct Aligned<T>(pub T);

impl<T> Deref for Aligned<T> {
    type Target = T;

    #[inline(always)]
    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T> DerefMut for Aligned<T> {
    #[inline(always)]
    fn deref_mut(&mut self) -> &mut T {
        &mut self.0
    }
}

/// A column on the heap.
pub type HeapColumn = Box<Aligned<Column>>;

/// A zeroed column.
pub fn new_column() -> HeapColumn {
    Box::new(Aligned([0.0; BLOCK]))
}

/// A number that is the same in every draw of a block, or varies between them.
#[derive(Debug, Clone, Copy)]
pub enum Operand<'a> {
    /// The same in every draw.
    Const(f64),
    /// One value per draw.
    Column(&'a Column),
}

impl Operand<'_> {
    /// Writes the number of every draw.
    #[inline(always)]
    pub fn copy_to(&self, to: &mut Column) {
        match self {
            Operand::Const(value) => to.fill(*value),
            Operand::Column(column) => to.copy_from_slice(*column),
        }
    }

    /// The values of `W` draws in a row, the first of them `start`.
    #[inline(always)]
    pub fn lanes<const W: usize>(&self, start: usize) -> [f64; W] {
        match self {
            Operand::Const(value) => [*value; W],
            Operand::Column(column) => {
                let mut lanes = [0.0; W];
                lanes.copy_from_slice(&column[start..start + W]);
                lanes
            }
        }
    }
}
