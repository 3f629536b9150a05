//! The report: results as an analyst, a spreadsheet or a program reads them. One file per format.
//!
//! Reports state; they decide nothing and compute no figure of their own. [`text`] and [`markdown`] print the
//! same document and round by the rule in [`digits`]; [`json`] and [`csv`] give every figure as it is.
//! [`batch`] puts the reports on several scenarios together.

pub mod batch;
pub mod compare;
pub mod csv;
pub mod digits;
pub mod document;
pub mod explain;
#[cfg(test)]
mod fixture;
mod formula;
pub mod github;
mod histogram;
pub mod json;
pub mod junit;
pub mod line;
pub mod markdown;
pub mod sarif;
pub mod schemas;
mod sections;
pub mod table;
pub mod text;
