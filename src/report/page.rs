//! A page on a run as what it means: questions in the order in which a reader has them, and for each a finding, a picture, the
//! numbers behind it and what is to be said beside it.

use super::document::{Table, Text};
use super::language::Language;
use super::picture::{Assumed, Picture};

/// A page.
#[derive(Debug)]
pub struct Page {
    /// The language of its words and numerals.
    pub language: Language,
    /// What kind of page it is.
    pub kicker: String,
    /// What the scenario is called.
    pub title: String,
    /// The answer in a sentence or two.
    pub lede: String,
    /// What it is about, and what the call changed.
    pub frame: Vec<Text>,
    /// The figures that matter, each with what it is.
    pub facts: Vec<(String, String)>,
    /// What the head says on paper of questions that come further on: the question, and the answer in short.
    pub ahead: Vec<(String, String)>,
    /// The questions.
    pub sections: Vec<Section>,
}

/// A question, and what is said of it.
#[derive(Debug, Default)]
pub struct Section {
    /// The question.
    pub ask: String,
    /// The finding.
    pub finding: String,
    /// What the picture shows, and in which unit; may be empty.
    pub about: String,
    /// The picture.
    pub picture: Option<Picture>,
    /// What is said below it.
    pub below: Vec<Text>,
    /// Assumptions, with the headings of their columns.
    pub assumed: Vec<Assumed>,
    /// What the things by name are; may be empty.
    pub about_details: String,
    /// Things by name.
    pub details: Vec<(String, Text)>,
    /// The numbers behind the picture: what they are, and the table.
    pub behind: Option<(String, Table)>,
    /// What is said beside it: in a word what it is about, which may be empty, and the sentence.
    pub notes: Vec<(String, Text)>,
}
