//! Draws in which there is anybody to count, side by side: where few of a block have anybody, the others cost nothing.

use super::binomial::fill_binomial_among;
use crate::block::{BLOCK, Column, HeapColumn, Operand, new_column};
use crate::kernel::Instructions;

/// The widest stride of the kernel: what is left of the last has nobody.
const STRIDE: usize = 64;

/// From this share of the draws on, leaving the others out costs more than it saves.
const CROWDED: f64 = 0.75;

/// The draws of a block that have anybody, and room to count them in.
#[derive(Debug)]
pub struct Bunch {
    /// So many draws.
    used: usize,
    /// Which of the block they are, rising.
    at: Box<[u16; BLOCK]>,
    /// How many people each has left.
    n: HeapColumn,
    p: HeapColumn,
    u: HeapColumn,
    /// How many of them were counted last.
    k: HeapColumn,
    /// Uniforms of the whole block.
    uniforms: HeapColumn,
}

impl Default for Bunch {
    fn default() -> Bunch {
        let [n, p, u, k, uniforms] = std::array::from_fn(|_| new_column());
        Bunch { used: 0, at: Box::new([0; BLOCK]), n, p, u, k, uniforms }
    }
}

impl Bunch {
    /// Takes the draws that have anybody.
    #[inline(always)]
    pub fn gather(&mut self, people: &Column) {
        if occupied(people) == BLOCK {
            self.at.iter_mut().enumerate().for_each(|(i, at)| *at = i as u16);
            self.n.copy_from_slice(people);
            self.used = BLOCK;
            return;
        }
        let mut used = 0;
        for (eight, n) in people.as_chunks::<8>().0.iter().enumerate() {
            let any = n.iter().fold(0, |any, n| any | n.to_bits());
            if any == 0 {
                continue;
            }
            for (i, &n) in n.iter().enumerate() {
                self.at[used & (BLOCK - 1)] = (eight * 8 + i) as u16;
                self.n[used & (BLOCK - 1)] = n;
                used += usize::from(n > 0.0);
            }
        }
        self.end(used);
    }

    /// Whether no draw has anybody.
    #[inline(always)]
    pub fn is_empty(&self) -> bool {
        self.used == 0
    }

    /// Draws how many of the people of each draw are counted, each with a chance, by the uniforms of the block, which are made only where
    /// there is a chance. Whether anybody is.
    #[inline(always)]
    pub fn count(
        &mut self,
        isa: impl Instructions,
        chance: Operand<'_>,
        uniforms: impl FnOnce(&mut Column),
    ) -> bool {
        let used = self.used;
        let end = used.next_multiple_of(STRIDE);
        // With all draws at hand nothing need be moved.
        let is_whole = used == BLOCK;
        let is_possible = match chance {
            Operand::Const(chance) => {
                self.p[..used].fill(chance);
                used > 0 && chance > 0.0
            }
            Operand::Column(chance) if is_whole => occupied(chance) > 0,
            Operand::Column(chance) => {
                let mut any = false;
                for (p, at) in self.p[..used].iter_mut().zip(self.at.iter()) {
                    *p = chance[usize::from(*at) & (BLOCK - 1)];
                    any |= *p > 0.0;
                }
                any
            }
        };
        if !is_possible {
            self.k[..used].fill(0.0);
            return false;
        }
        uniforms(&mut self.uniforms);
        self.p[used..end].fill(0.0);
        let (p, u) = match chance {
            Operand::Column(_) if is_whole => (chance, &self.uniforms),
            _ if is_whole => (Operand::Column(&self.p), &self.uniforms),
            _ => {
                for (u, at) in self.u[..used].iter_mut().zip(self.at.iter()) {
                    *u = self.uniforms[usize::from(*at) & (BLOCK - 1)];
                }
                self.u[used..end].fill(0.5);
                (Operand::Column(&self.p), &self.u)
            }
        };
        fill_binomial_among(isa, Operand::Column(&self.n), p, u, used, &mut self.k);
        self.k[..used].iter().fold(0, |any, k| any | k.to_bits()) != 0
    }

    /// Writes of whole people those who were not counted last.
    #[inline(always)]
    pub fn write_others(&self, people: &Column, out: &mut Column) {
        out.copy_from_slice(people);
        for (k, at) in self.k[..self.used].iter().zip(self.at.iter()) {
            out[usize::from(*at) & (BLOCK - 1)] -= *k;
        }
    }

    /// Writes those who were counted last.
    #[inline(always)]
    pub fn write_counted(&self, out: &mut Column) {
        self.scatter(&self.k, out);
    }

    /// Writes those who are left.
    #[inline(always)]
    pub fn write_left(&self, out: &mut Column) {
        self.scatter(&self.n, out);
    }

    #[inline(always)]
    fn scatter(&self, numbers: &Column, out: &mut Column) {
        out.fill(0.0);
        for (number, at) in numbers[..self.used].iter().zip(self.at.iter()) {
            out[usize::from(*at) & (BLOCK - 1)] = *number;
        }
    }

    /// Goes on with those who were counted last alone.
    #[inline(always)]
    pub fn keep_counted(&mut self) {
        self.narrow(|_, k| k);
    }

    /// Goes on with those who were not.
    #[inline(always)]
    pub fn drop_counted(&mut self) {
        self.narrow(|n, k| n - k);
    }

    #[inline(always)]
    fn narrow(&mut self, left: impl Fn(f64, f64) -> f64) {
        let mut some = 0;
        for (n, k) in self.n[..self.used].iter_mut().zip(self.k.iter()) {
            *n = left(*n, *k);
            some += u64::from(*n > 0.0);
        }
        // To move them costs more than to go on with a few who are nobody.
        if some as f64 > CROWDED * self.used as f64 {
            return;
        }
        let mut used = 0;
        for j in 0..self.used {
            let (at, n) = (self.at[j], self.n[j]);
            // Never past what is read.
            self.at[used & (BLOCK - 1)] = at;
            self.n[used & (BLOCK - 1)] = n;
            used += usize::from(n > 0.0);
        }
        self.end(used);
    }

    #[inline(always)]
    fn end(&mut self, used: usize) {
        self.used = used;
        self.n[used..used.next_multiple_of(STRIDE)].fill(0.0);
    }
}

/// In how many draws there is anybody, or a chance.
#[inline(always)]
fn occupied(column: &Column) -> usize {
    let mut some = [0_u64; 8];
    for eight in column.as_chunks::<8>().0 {
        for i in 0..8 {
            some[i] += u64::from(eight[i] > 0.0);
        }
    }
    some.iter().sum::<u64>() as usize
}
