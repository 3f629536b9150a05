//! The report: answers as an analyst, a spreadsheet or a program reads them.
//!
//! Reports state; they decide nothing and compute no figure of their own. What is for people is first said as what it
//! means, section by section: a [`document`] of text, [`figure`]s, tables and [`chart`]s, in the words of a language.
//! [`mod@write`] has a table of formats for each kind of answer; some lay such a document out, others write the figures.

pub(crate) mod book;
pub mod chart;
pub mod checked;
mod count;
pub mod digits;
pub mod document;
pub mod figure;
#[cfg(test)]
mod fixture;
mod formula;
pub mod language;
pub(crate) mod names;
pub mod page;
pub mod picture;
pub mod schemas;
pub(crate) mod sections;
pub mod standing;
pub(crate) mod words;
pub mod write;
