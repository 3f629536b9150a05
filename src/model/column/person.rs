//! How people come about who differ: one of them.

use super::graph::Graph;
use super::node::Value;

/// One person, as a graph: what of them is added up, and which streams it draws from.
#[derive(Debug)]
pub struct Person {
    pub(super) graph: Graph,
    pub(super) parts: Vec<Value>,
    /// What the parts come to in expectation, once somebody asks.
    pub(super) means: Vec<f64>,
    /// What it is known by.
    pub(super) key: Vec<u64>,
}
