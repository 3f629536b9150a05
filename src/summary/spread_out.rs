//! As many equally likely amounts as a picture has dots, read off its bins.

use super::results::Histogram;

/// How many amounts.
const DOTS: usize = 100;

/// The quantiles at (i − ½)/100, each by a straight line within its bin, and no further out than the `known` ones (probability and
/// value, rising) on either side of it. `None` where there is no picture.
pub fn spread_out(histogram: Option<&Histogram>, known: &[(f64, f64)]) -> Option<Vec<f64>> {
    let histogram = histogram?;
    let total: u64 = histogram.counts.iter().sum();
    let (mut bin, mut below) = (0, 0u64);
    let mut quantiles = Vec::with_capacity(DOTS);
    for dot in 0..DOTS {
        let share = (dot as f64 + 0.5) / DOTS as f64;
        let rank = share * total as f64;
        while bin + 1 < histogram.counts.len() && (below + histogram.counts[bin]) as f64 <= rank {
            below += histogram.counts[bin];
            bin += 1;
        }
        let count = histogram.counts[bin];
        let within = if count > 0 { (rank - below as f64) / count as f64 } else { 0.0 };
        let value = histogram.from + (bin as f64 + within) * histogram.width;
        quantiles.push(held(value, share, known));
    }
    Some(quantiles)
}

/// A value no further out than its neighbours.
fn held(value: f64, share: f64, known: &[(f64, f64)]) -> f64 {
    let under = known.iter().rev().find(|(p, _)| *p <= share);
    let over = known.iter().find(|(p, _)| *p >= share);
    match (under, over) {
        (Some((_, under)), _) if value < *under => *under,
        (_, Some((_, over))) if value > *over => *over,
        _ => value,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dots_are_the_quantiles_of_even_bins() {
        let even = Histogram { from: -10.0, width: 1.0, counts: vec![50; 20] };
        let dots = spread_out(Some(&even), &[]).unwrap();
        assert_eq!(dots.len(), 100);
        for (dot, value) in dots.iter().enumerate() {
            let expected = -10.0 + 20.0 * (dot as f64 + 0.5) / 100.0;
            assert!((value - expected).abs() < 1e-12, "{dot}: {value}");
        }
    }

    #[test]
    fn dots_rise_and_keep_to_what_is_known() {
        let counts = vec![0, 3, 0, 0, 90, 0, 6, 1, 0];
        let known = [(0.05, 2.1), (0.5, 2.4), (0.95, 4.5)];
        let dots = spread_out(Some(&Histogram { from: -2.0, width: 1.0, counts }), &known).unwrap();
        assert!(dots.windows(2).all(|pair| pair[0] <= pair[1]), "{dots:?}");
        assert!(dots[4] <= 2.1 && dots[5] >= 2.1 && dots[49] <= 2.4 && dots[50] >= 2.4, "{dots:?}");
        assert!(dots[94] <= 4.5 && dots[95] >= 4.5, "{dots:?}");
        assert_eq!(spread_out(None, &known), None);
    }
}
