//! Correlation groups: who may be in one, and whether such a correlation exists at all.

use std::collections::BTreeMap;

use super::super::codes::Code;
use super::super::document::*;
use super::Check;

impl Check<'_> {
    pub(super) fn correlations(&mut self) {
        let mut groups: BTreeMap<&str, &str> = BTreeMap::new();
        for (name, group) in &self.draft.correlations {
            let items =
                self.node(&["correlations", name, "inputs"]).and_then(|node| node.list()).unwrap_or_default();
            let places: Vec<Place> = items.iter().map(|item| item.place.clone()).collect();
            for (input_name, place) in group.inputs.iter().zip(places) {
                if let Some(other) = groups.insert(input_name, name) {
                    let message = format!("input `{input_name}` lies in two groups, `{other}` and `{name}`");
                    let help = "put both groups together, with the matrix as rows";
                    self.error(Code::Correlation, &place, message, "expected at most one group", help);
                }
                let what = match self.draft.inputs.get(input_name).map(|input| &input.definition) {
                    Some(Definition::Formula(_)) => "a formula",
                    Some(Definition::People(_)) => "how people differ",
                    Some(Definition::Dirichlet(_)) => "several shares of one whole",
                    Some(Definition::Law(law)) if law.is_fixed().is_some() => "fixed",
                    _ => continue,
                };
                let message = format!("input `{input_name}` is {what} and cannot be correlated");
                let help = "correlate the uncertain inputs themselves";
                self.error(Code::Correlation, &place, message, "expected an input with a family", help);
            }
            if !is_positive_definite(&group.spearman, 1.0) {
                self.refuse_matrix(name, group);
            }
        }
    }

    fn refuse_matrix(&mut self, name: &str, group: &Correlation) {
        let place = self.place(&["correlations", name, "spearman"]);
        let message = format!(
            "the correlations of `{name}` contradict each other: the matrix is not positive definite"
        );
        let factor = largest_factor(&group.spearman);
        let one = group.spearman[0][1];
        let uniform = group
            .spearman
            .iter()
            .enumerate()
            .all(|(i, row)| row.iter().enumerate().all(|(j, &x)| i == j || x == one));
        let help = if uniform {
            format!("write {} or nearer to 0", round_towards_zero(one * factor))
        } else {
            let factor = round_towards_zero(factor);
            format!(
                "multiply every number off the diagonal by {factor}, or mend the one that cannot be meant"
            )
        };
        let label = "expected what can hold for all of the inputs at once";
        self.error(Code::NotPositiveDefinite, &place, message, label, &help);
    }
}

/// Whether the normals behind these rank correlations, times `factor` off the diagonal, can exist: Cholesky
/// decomposition of 2 sin(πρ/6), the Pearson correlation of normals with Spearman correlation ρ (Pearson 1907).
fn is_positive_definite(spearman: &[Vec<f64>], factor: f64) -> bool {
    // A pivot this small is a linear dependence but for rounding.
    const SMALLEST_PIVOT: f64 = 1e-10;
    let k = spearman.len();
    let mut lower = vec![vec![0.0; k]; k];
    for i in 0..k {
        for j in 0..=i {
            let pearson = if i == j {
                1.0
            } else {
                2.0 * libm::sin(std::f64::consts::PI * spearman[i][j] * factor / 6.0)
            };
            let dot: f64 = lower[i].iter().zip(&lower[j]).take(j).map(|(a, b)| a * b).sum();
            let rest = pearson - dot;
            if i == j {
                if rest < SMALLEST_PIVOT {
                    return false;
                }
                lower[i][i] = rest.sqrt();
            } else {
                lower[i][j] = rest / lower[j][j];
            }
        }
    }
    true
}

/// The largest factor off the diagonal, 0 to 1, with which the matrix can exist, by bisection.
fn largest_factor(spearman: &[Vec<f64>]) -> f64 {
    // Three digits are shown; 14 halvings give them.
    let (mut low, mut high) = (0.0, 1.0);
    for _ in 0..14 {
        let middle = (low + high) / 2.0;
        if is_positive_definite(spearman, middle) { low = middle } else { high = middle }
    }
    low
}

fn round_towards_zero(x: f64) -> f64 {
    (x * 1000.0).trunc() / 1000.0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn uniform(k: usize, rho: f64) -> Vec<Vec<f64>> {
        (0..k).map(|i| (0..k).map(|j| if i == j { 1.0 } else { rho }).collect()).collect()
    }

    #[test]
    fn equal_correlations_exist_above_minus_one_over_k_minus_one() {
        // Pearson −1/2 is Spearman (6/π) asin(−1/4) = −0.4826 for three inputs.
        assert!(is_positive_definite(&uniform(3, -0.482), 1.0));
        assert!(!is_positive_definite(&uniform(3, -0.483), 1.0));
        assert!(!is_positive_definite(&uniform(2, 1.0), 1.0));
    }

    #[test]
    fn the_factor_named_mends_the_matrix() {
        let contradiction = vec![vec![1.0, 0.9, -0.9], vec![0.9, 1.0, 0.9], vec![-0.9, 0.9, 1.0]];
        let factor = round_towards_zero(largest_factor(&contradiction));
        assert!(factor > 0.4 && factor < 0.6, "{factor}");
        assert!(is_positive_definite(&contradiction, factor));
        assert!(!is_positive_definite(&contradiction, factor + 0.002));
    }
}
