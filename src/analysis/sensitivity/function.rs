//! The same shares of any function of independent numbers: for what is no scenario, and for functions whose shares are
//! known.

use rayon::prelude::*;

use crate::distribution::Law;
use crate::summary::Drawing;
use crate::summary::cell_sums::Placed;
use crate::summary::function::Function;
use crate::summary::results::Estimate;

/// What a number explains of the variance of a function.
#[derive(Debug, Clone, PartialEq)]
pub struct Indices {
    /// Its name.
    pub input: String,
    /// By itself; `None` where the function does not vary, or is no finite number somewhere.
    pub first: Option<Estimate>,
    /// With all that it does together with others; `None` likewise.
    pub total: Option<Estimate>,
}

/// What each of some independent numbers, which have a name and a law, explains of the variance of a function of them. First-order
/// shares are from draws, totals from so many Sobol `points`, at each of which the function is evaluated once more than
/// there are numbers.
pub fn of_function(
    laws: &[(&str, Law)],
    function: impl Fn(&[f64]) -> f64 + Sync,
    drawing: Drawing,
    points: u64,
) -> Vec<Indices> {
    let function = Function { laws, of: &function };
    let played = function.play(drawing);
    let first = |((_, law), column): (&(&str, Law), &Vec<f64>)| {
        Placed::new(law, column).first(|draw| played.values[draw], drawing.sampling)
    };
    let first: Vec<Option<Estimate>> = laws.par_iter().zip(&played.inputs).map(first).collect();
    let totals = function.totals(points, drawing.seed);
    let named = laws.iter().map(|(name, _)| (*name).to_owned());
    named
        .zip(first.into_iter().zip(totals))
        .map(|(input, (first, total))| Indices { input, first, total })
        .collect()
}
