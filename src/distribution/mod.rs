//! Probability laws: one file per family, each with its sources.
//!
//! A scenario states a family and its parameters ([`Spec`]); [`Spec::law`] turns it into a [`Law`] or says what is
//! wrong with it; [`QuantileTable`] makes a column of draws from a column of uniforms. What a file may write, and what
//! it builds, is data ([`FAMILIES`]): reader, hints and documentation all come from it.

mod beta;
mod cells;
pub mod counts;
mod dirichlet;
mod discrete;
mod expectation;
mod exponential;
mod fit;
mod gamma;
mod given;
pub mod guide;
mod keys;
mod law;
mod logit_normal;
mod lognormal;
mod metalog;
mod mixture;
mod moments;
mod normal;
mod percentage;
mod pert;
mod smooth;
pub mod special;
mod student_t;
mod table;
mod triangular;
mod truncated;
mod uniform;
mod weibull;

pub use cells::{Cells, SourceCells};
pub use dirichlet::{Dirichlet, JEFFREYS, Part};
pub use expectation::expectation;
pub use given::{Spec, SpecError};
pub use keys::{FAMILIES, FamilyKey, FamilyKeys, KeyKind};
pub use law::Law;
pub use percentage::PercentageKey;
pub use table::{
    NormalScoreTable, QuantileTable, fill_normal_quantile, fill_normal_quantile_on, prepare_normal_quantile,
};
