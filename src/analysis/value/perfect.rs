//! What it is worth to know one input for certain before deciding.
//!
//! The value of knowing x is E[max_d E[NB_d | x]] − max_d E[NB_d] (Raiffa & Schlaifer, 1961, Applied Statistical Decision
//! Theory, ch. 4). Conditional means are those of the draws in cells of x's law, as in Strong & Oakley (2013), "An efficient
//! method for computing single-parameter partial expected value of perfect information", Med. Decis. Making 33:755. A decision
//! taken and judged by the same draws flatters itself; one that is judged by others is as much too poor. The mean of both is
//! taken.

use crate::summary::results::Estimate;
use crate::summary::strata::{Half, Seen, Strata};

/// Cells of an input's law, for so many draws.
pub(super) fn cells(draws: u64) -> usize {
    let mut cells = 16_u64;
    // The power of two at or above the cube root.
    while cells < 256 && cells.pow(3) < draws {
        cells *= 2;
    }
    cells as usize
}

/// The place of the largest of some numbers, the first of equals.
pub(super) fn first_best(count: usize, of: impl Fn(usize) -> f64) -> Option<usize> {
    (0..count).reduce(|best, at| if of(at) > of(best) { at } else { best })
}

/// The column with the highest mean in a cell; none where that is not above 0, the mean of the decision as it is.
pub(super) fn best(seen: Seen<'_>, half: Half, cell: usize, columns: usize) -> Option<usize> {
    let mut best = None;
    let mut most = 0.0;
    for column in 0..columns {
        let mean = seen.mean(half, cell, column);
        if mean > most {
            (best, most) = (Some(column), mean);
        }
    }
    best
}

/// What it is worth to know in which cell x lies. The columns are what each other option brings more than the decision as it
/// is.
pub(super) fn knowing(strata: &Strata, columns: usize) -> Estimate {
    let mut weights = vec![0.0; strata.cells() * columns];
    for cell in 0..strata.cells() {
        if let Some(column) = best(strata.seen(), Half::Both, cell, columns) {
            weights[cell * columns + column] = 1.0;
        }
    }
    let e = strata.figure(|seen| gain(seen, strata.cells(), columns), &weights);
    if e.se == 0.0 {
        // No cell turns the decision, as far as the draws can tell.
        return Estimate { hi: strata.upper(), ..e };
    }
    e
}

/// The mean of what draws say who decide and judge, and who decide for the other half.
fn gain(seen: Seen<'_>, cells: usize, columns: usize) -> f64 {
    let mut gain = 0.0;
    for cell in 0..cells {
        let mean =
            |half, by| best(seen, by, cell, columns).map_or(0.0, |column| seen.mean(half, cell, column));
        let own = mean(Half::Both, Half::Both);
        let across = 0.5 * (mean(Half::Even, Half::Odd) + mean(Half::Odd, Half::Even));
        gain += seen.chance(cell) * 0.5 * (own + across);
    }
    gain
}
