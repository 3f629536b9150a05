//! The Dirichlet law: chances that exclude each other and sum to 1, each of them beta.
//!
//! Parts in name order with α₁ … α_K, α₀ = Σα: mean α_i/α₀, variance α_i(α₀ − α_i)/(α₀²(α₀ + 1)), covariance
//! −α_iα_j/(α₀²(α₀ + 1)); part i is Beta(α_i, α₀ − α_i) (Kotz, Balakrishnan & Johnson 2000, *Continuous Multivariate
//! Distributions* 1, ch. 49). It is drawn by breaking a stick: of what the parts before leave, part k takes v_k of
//! Beta(α_k, α_{k+1} + … + α_K), independent of the others, and the last part the rest (Connor & Mosimann 1969, *J. Am. Stat. Assoc.*
//! 64:194). Under Jeffreys' prior counts give α = count + ½, as the trial of a beta does.

use std::collections::BTreeMap;

use super::given::{Spec, SpecError};
use super::law::Law;

/// What Jeffreys' prior adds to a count.
pub const JEFFREYS: f64 = 0.5;

/// Shares that sum to 1, in doubt.
#[derive(Debug, Clone, PartialEq)]
pub struct Dirichlet {
    /// By rising name.
    parts: Vec<Part>,
}

/// One of the shares.
#[derive(Debug, Clone, PartialEq)]
pub struct Part {
    /// Its name.
    pub name: String,
    /// Its mean, α/Σα.
    pub mean: f64,
    /// Its law by itself.
    pub law: Law,
    /// What it takes of what the parts before it leave; none of the last, which takes all of that.
    pub taken: Option<Law>,
}

impl Dirichlet {
    /// Two or more parts by rising name, each with its α.
    ///
    /// # Errors
    /// An α that no beta law has, with the name of its part as the key.
    pub fn new(alphas: &[(String, f64)]) -> Result<Dirichlet, Vec<SpecError>> {
        // What comes after each part, and what is beside it, added up from the last.
        let mut after = vec![0.0; alphas.len()];
        for at in (1..alphas.len()).rev() {
            after[at - 1] = after[at] + alphas[at].1;
        }
        let total = after.first().copied().unwrap_or(0.0) + alphas.first().map_or(0.0, |(_, alpha)| *alpha);
        let last = alphas.len().saturating_sub(1);
        let part = |at: usize| -> Result<Part, Vec<SpecError>> {
            let (name, alpha) = &alphas[at];
            let others: f64 = alphas.iter().enumerate().filter(|(i, _)| *i != at).map(|(_, (_, a))| a).sum();
            let blamed = |errors: Vec<SpecError>| -> Vec<SpecError> {
                errors.into_iter().map(|error| SpecError { key: name.clone(), ..error }).collect()
            };
            let law = beta(*alpha, others).map_err(blamed)?;
            let taken = (at != last).then(|| beta(*alpha, after[at])).transpose().map_err(blamed)?;
            Ok(Part { name: name.clone(), mean: alpha / total, law, taken })
        };
        let parts = (0..alphas.len()).map(part).collect::<Result<_, _>>()?;
        Ok(Dirichlet { parts })
    }

    /// The parts, by rising name.
    pub fn parts(&self) -> &[Part] {
        &self.parts
    }

    /// The part of this name.
    pub fn part(&self, name: &str) -> Option<&Part> {
        self.parts.iter().find(|part| part.name == name)
    }
}

fn beta(alpha: f64, beta: f64) -> Result<Law, Vec<SpecError>> {
    let numbers = BTreeMap::from([("alpha".to_owned(), alpha), ("beta".to_owned(), beta)]);
    Spec { family: "beta".to_owned(), numbers, ..Spec::default() }.law()
}
