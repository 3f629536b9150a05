//! Gaussian copula: from Spearman's rank correlations to a factor that mixes independent normal scores.

/// Pearson correlation of the normal scores whose ranks correlate with Spearman's `rho`: 2 sin(πρ/6).
///
/// Pearson (1907), "On further methods of determining correlation", eq. xlii; exact for a Gaussian copula.
pub fn pearson_of_spearman(rho: f64) -> f64 {
    // At the ends the sine is ±½ only up to rounding; a rank correlation of ±1 is a correlation of ±1.
    if rho.abs() == 1.0 {
        return rho;
    }
    2.0 * libm::sin(std::f64::consts::PI * rho / 6.0)
}

/// Lower triangular L with L·Lᵀ = `matrix` (Cholesky); `None` where the matrix is not positive definite.
///
/// `matrix` is symmetric, row by row. A pivot of at most 1e-12 counts as not positive.
pub fn cholesky(matrix: &[Vec<f64>]) -> Option<Vec<Vec<f64>>> {
    let n = matrix.len();
    let mut factor = vec![vec![0.0; n]; n];
    for i in 0..n {
        for j in 0..=i {
            let mut rest = matrix[i][j];
            for (a, b) in factor[i].iter().zip(&factor[j]).take(j) {
                rest -= a * b;
            }
            if i == j {
                if !(rest > 1e-12) {
                    return None;
                }
                factor[i][i] = rest.sqrt();
            } else {
                factor[i][j] = rest / factor[j][j];
            }
        }
    }
    Some(factor)
}

/// The x with Lᵀ·x = `row`, for a lower triangular L: how much of each of some values, whose scores L mixes, is in what
/// mixes the same scores by `row`.
pub fn substituted_back(lower: &[Vec<f64>], row: &[f64]) -> Vec<f64> {
    let mut x = row.to_vec();
    for i in (0..x.len()).rev() {
        x[i] /= lower[i][i];
        for j in 0..i {
            x[j] -= lower[i][j] * x[i];
        }
    }
    x
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cholesky_of_a_known_matrix() {
        // Golub & Van Loan's textbook example, scaled: [[4, 12, -16], [12, 37, -43], [-16, -43, 98]].
        let factor = cholesky(&[vec![4.0, 12.0, -16.0], vec![12.0, 37.0, -43.0], vec![-16.0, -43.0, 98.0]]);
        let expected = vec![vec![2.0, 0.0, 0.0], vec![6.0, 1.0, 0.0], vec![-8.0, 5.0, 3.0]];
        assert_eq!(factor, Some(expected));
    }

    #[test]
    fn a_matrix_that_no_numbers_can_have_is_refused() {
        let bad = [vec![1.0, 0.9, -0.9], vec![0.9, 1.0, 0.9], vec![-0.9, 0.9, 1.0]];
        assert_eq!(cholesky(&bad), None);
        assert_eq!(cholesky(&[vec![1.0, 1.0], vec![1.0, 1.0]]), None);
    }

    #[test]
    fn the_regression_of_a_score_on_two_others() {
        // Correlations 0.5, 0.4, 0.3: the coefficients of the third on the first two solve [[1, .5], [.5, 1]] b = (.4, .3).
        let factor = cholesky(&[vec![1.0, 0.5, 0.4], vec![0.5, 1.0, 0.3], vec![0.4, 0.3, 1.0]]).unwrap();
        let b = substituted_back(&factor[..2], &factor[2][..2]);
        assert!((b[0] - 1.0 / 3.0).abs() < 1e-15 && (b[1] - 2.0 / 15.0).abs() < 1e-15, "{b:?}");
    }

    #[test]
    fn half_a_rank_correlation() {
        assert!((pearson_of_spearman(0.5) - 0.517_638_090_205_041_5).abs() < 1e-15);
        assert_eq!(pearson_of_spearman(0.0), 0.0);
    }
}
