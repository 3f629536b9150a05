//! Stand-ins until the tables land.
#![allow(missing_docs)]
use super::Law;
use super::special::{self, Chance};
use crate::units::{BLOCK, Column, Operand};
#[derive(Debug)]
pub struct QuantileTable(Law);
impl QuantileTable {
    pub fn build(law: &Law) -> Self {
        QuantileTable(law.clone())
    }
    #[inline(always)]
    pub fn fill(&self, u: &Column, out: &mut Column) {
        for i in 0..BLOCK {
            out[i] = self.0.quantile(u[i]);
        }
    }
}
#[derive(Debug)]
pub struct NormalScoreTable(Law);
impl NormalScoreTable {
    pub fn build(law: &Law) -> Self {
        NormalScoreTable(law.clone())
    }
    #[inline(always)]
    pub fn fill(&self, z: &Column, out: &mut Column) {
        for i in 0..BLOCK {
            out[i] = self.0.quantile(0.5 * libm::erfc(-z[i] / std::f64::consts::SQRT_2));
        }
    }
}
pub fn fill_normal_quantile(u: &Column, out: &mut Column) {
    for i in 0..BLOCK {
        out[i] = special::normal::quantile(Chance::from_below(u[i]));
    }
}
pub fn fill_beta_binomial(_: Operand<'_>, _: Operand<'_>, _: Operand<'_>, _: &Column, _: &mut Column) {
    unimplemented!()
}
