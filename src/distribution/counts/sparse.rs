//! Counts where many draws have nobody to count: these are left out.

use super::binomial::fill_binomial_among;
use crate::block::{BLOCK, Column, HeapColumn, Operand, new_column};
use crate::kernel::Instructions;

/// From this share of the draws on, leaving the others out costs more than it saves.
const DENSE: f64 = 0.6;

/// The widest stride of the kernel: what is left of the last has nobody.
const STRIDE: usize = 64;

/// Room in which the draws that have anybody stand side by side.
#[derive(Debug)]
pub struct Bunch {
    at: Box<[u16; BLOCK]>,
    n: HeapColumn,
    p: HeapColumn,
    u: HeapColumn,
    k: HeapColumn,
}

impl Default for Bunch {
    fn default() -> Bunch {
        Bunch { at: Box::new([0; BLOCK]), n: new_column(), p: new_column(), u: new_column(), k: new_column() }
    }
}

/// Draws in which there is anybody to count.
#[inline(always)]
pub fn occupied(n: Operand<'_>, p: Operand<'_>) -> usize {
    let counted = |column: &Column| {
        let mut some = [0_u64; 8];
        for eight in column.as_chunks::<8>().0 {
            for i in 0..8 {
                some[i] += u64::from(eight[i] > 0.0);
            }
        }
        some.iter().sum::<u64>() as usize
    };
    match (n, p) {
        (Operand::Const(n), _) if !(n > 0.0) => 0,
        (_, Operand::Const(p)) if !(p > 0.0) => 0,
        (Operand::Const(_), Operand::Const(_)) => BLOCK,
        (Operand::Column(column), Operand::Const(_)) | (Operand::Const(_), Operand::Column(column)) => {
            counted(column)
        }
        (Operand::Column(n), Operand::Column(p)) => {
            let mut some = [0_u64; 8];
            for (n, p) in n.as_chunks::<8>().0.iter().zip(p.as_chunks::<8>().0) {
                for i in 0..8 {
                    some[i] += u64::from((n[i] > 0.0) & (p[i] > 0.0));
                }
            }
            some.iter().sum::<u64>() as usize
        }
    }
}

/// The same counts as [`fill_binomial`](super::fill_binomial) makes, of which so many draws have anybody.
#[inline(always)]
pub fn fill_binomial_sparse(
    isa: impl Instructions,
    (n, p): (Operand<'_>, Operand<'_>),
    occupied: usize,
    u: &Column,
    out: &mut Column,
    bunch: &mut Bunch,
) {
    let is_dense = occupied as f64 > DENSE * BLOCK as f64;
    if !is_dense {
        bunch.gather(n, p, u);
    }
    let Bunch { at, n: few, p: chances, u: uniforms, k } = bunch;
    let (n, p, u, draws) = match is_dense {
        true => (n, p, u, BLOCK),
        false => (Operand::Column(few), Operand::Column(chances), &***uniforms, occupied),
    };
    fill_binomial_among(isa, n, p, u, draws, out);
    if !is_dense {
        k[..occupied].copy_from_slice(&out[..occupied]);
        out.fill(0.0);
        for (at, k) in at[..occupied].iter().zip(k.iter()) {
            out[usize::from(*at) & (BLOCK - 1)] = *k;
        }
    }
}

impl Bunch {
    /// Puts the draws that have anybody side by side.
    #[inline(always)]
    fn gather(&mut self, n: Operand<'_>, p: Operand<'_>, u: &Column) {
        let value = |operand: Operand<'_>, i: usize| match operand {
            Operand::Const(c) => c,
            Operand::Column(column) => column[i],
        };
        let mut used = 0;
        for i in 0..BLOCK {
            self.at[used & (BLOCK - 1)] = i as u16;
            used += usize::from((value(n, i) > 0.0) & (value(p, i) > 0.0));
        }
        for (j, at) in self.at[..used].iter().enumerate() {
            let i = usize::from(*at) & (BLOCK - 1);
            self.n[j] = value(n, i);
            self.p[j] = value(p, i);
            self.u[j] = u[i];
        }
        let end = used.next_multiple_of(STRIDE);
        self.n[used..end].fill(0.0);
        self.p[used..end].fill(0.0);
        self.u[used..end].fill(0.5);
    }
}
