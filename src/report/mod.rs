//! The report: results as an analyst, a spreadsheet or a program reads them. One file per format.
//!
//! Reports state; they decide nothing and compute no figure of their own. Only [`text`] rounds, by the rule in
//! [`digits`]; the others give every figure as it is.

pub mod digits;
#[cfg(test)]
mod fixture;
mod formula;
mod histogram;
pub mod layout;
pub mod table;
pub mod text;
