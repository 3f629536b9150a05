//! A second life under the same inputs, for the perspectives that payments touch: what of their spread is doubt about the inputs.
//!
//! Payments are not linear in counts, so that E[net benefit | θ] is not what the expectation path gives. Two lives of the same θ, each with luck of its own,
//! have in common what θ makes of them: Cov(X, X′) = Var(E[X | θ]).

use super::column::{Graph, Value};
use super::compiled::Compiled;
use super::inputs::{ModelError, Watched};
use super::reading::Reading;
use crate::sampling::Sharing;

/// The second life, as one perspective sees it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Twin {
    /// The expectation path of all lines, with the payments of the second life.
    pub expected: Value,
    /// Whether any input is in doubt on which it depends.
    pub in_doubt: bool,
}

impl Twin {
    /// By perspective, where a payment touches it. Nothing is compiled where none is touched.
    ///
    /// # Errors
    /// Where a number of the second life cannot be used.
    pub fn all(
        graph: &mut Graph,
        sites: &mut Vec<Watched>,
        reading: &Reading<'_>,
        compiled: &Compiled,
    ) -> Result<Vec<Option<Twin>>, ModelError> {
        if !compiled.expected.iter().any(|view| view.is_touched) {
            return Ok(vec![None; compiled.weights.len()]);
        }
        let sharing = Sharing::Twin(Box::new(reading.sharing.clone()));
        let second = Compiled::compile(graph, sites, &reading.clone().sharing(sharing), true)?;
        let mut twin = |at: usize| {
            let expected = second.headline(graph, at).expected;
            Twin { expected, in_doubt: graph.reads(&[expected], |stream| stream.is_input()) }
        };
        let all = compiled.expected.iter().enumerate();
        Ok(all.map(|(at, view)| view.is_touched.then(|| twin(at))).collect())
    }
}
