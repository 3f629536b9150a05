//! Adds up over people who differ: one after the other, a block of draws at a time.

use super::columns::Columns;
use super::elementwise::{binary, linear, operand, select, unary};
use super::program::{Arg, OnePerson, Op};
use crate::block::{BLOCK, Column, HeapColumn, Operand, new_column};
use crate::kernel::Instructions;
use crate::sampling::Uniforms;

/// Columns to work in for one person, and the sums over people.
#[derive(Debug)]
pub(super) struct Bench {
    columns: Columns,
    pub(super) sums: Vec<HeapColumn>,
}

impl Bench {
    /// As many columns as the largest of some people need.
    pub(super) fn new<'p>(people: impl Iterator<Item = &'p OnePerson>, sums: usize) -> Bench {
        let columns = people.map(|one| one.program.slots).max().unwrap_or(0);
        Bench { columns: Columns::new(columns), sums: (0..sums).map(|_| new_column()).collect() }
    }
}

impl OnePerson {
    /// Adds up over the first so many people, by part and count, into the sums of the bench. People beyond the largest count of the block are
    /// not drawn. What is not a finite number makes the sum none, if the person counts.
    #[inline(always)]
    pub(super) fn add_up(
        &self,
        isa: impl Instructions,
        uniforms: &Uniforms,
        (streams, counts): (&[u32], &[Arg]),
        (block, valid): (u64, usize),
        [out, second]: [&mut HeapColumn; 2],
        (of_draws, bench): (&Columns, &mut Bench),
    ) {
        let Bench { columns, sums } = bench;
        let used = self.parts.len() * counts.len();
        sums[..used].iter_mut().for_each(|sum| sum.fill(0.0));
        let largest = |count: &Arg| match operand(of_draws, *count) {
            Operand::Const(count) => count,
            Operand::Column(counts) => {
                counts.iter().take(valid).fold(0.0, |most, &n| if n > most { n } else { most })
            }
        };
        let most = counts.iter().map(largest).fold(0.0, |most, n| if n > most { n } else { most });
        let mut person = 1_u32;
        while f64::from(person) <= most + 0.5 {
            for step in &self.program.steps {
                match &step.op {
                    Op::Uniform { stream } => {
                        let stream = streams[self.streams[*stream as usize]];
                        uniforms.fill_person(isa, stream as usize, person, block, out);
                    }
                    Op::Quantile { table, u } => {
                        self.program.tables[*table as usize].fill_on(isa, columns.read(*u), out);
                    }
                    Op::Linear { bias, terms } => linear(*bias, terms, columns, out),
                    Op::Unary(kind, of) => unary(isa, *kind, columns.read(*of), out),
                    Op::Binary(kind, a, b) => binary(*kind, operand(columns, *a), operand(columns, *b), out),
                    Op::Select { where_not_zero, then, otherwise } => {
                        let [then, otherwise] = [then, otherwise].map(|arg| operand(columns, *arg));
                        select(columns.read(*where_not_zero), then, otherwise, out);
                    }
                    Op::Bounded { of, low, high, .. } => {
                        let x = columns.read(*of);
                        for i in 0..BLOCK {
                            out[i] = if (x[i] >= *low) & (x[i] <= *high) { x[i] } else { f64::NAN };
                        }
                    }
                    _ => unreachable!("nothing else is made of one person"),
                }
                columns.put(step.dest, out);
            }
            for (part, sums) in self.parts.iter().zip(sums.chunks_mut(counts.len())) {
                let part: &Column = match operand(columns, *part) {
                    Operand::Column(part) => part,
                    Operand::Const(part) => {
                        second.fill(part);
                        second
                    }
                };
                for (count, sum) in counts.iter().zip(sums) {
                    add_where(f64::from(person) - 0.5, operand(of_draws, *count), part, sum);
                }
            }
            person += 1;
        }
    }
}

/// Adds a column where a count is above a number.
#[inline(always)]
fn add_where(above: f64, count: Operand<'_>, part: &Column, sum: &mut Column) {
    match count {
        Operand::Const(count) if count > above => {
            for i in 0..BLOCK {
                sum[i] += part[i];
            }
        }
        Operand::Const(_) => {}
        Operand::Column(counts) => {
            for i in 0..BLOCK {
                sum[i] += if counts[i] > above { part[i] } else { 0.0 };
            }
        }
    }
}
