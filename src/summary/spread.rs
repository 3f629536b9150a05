//! How the draws of several columns spread over common cells.

use crate::block::Column;

/// Cells in which amounts are counted, without those of single values.
const CELLS: usize = 512;

/// Steps of equal width in which a value's cell is looked up first.
const STEPS: usize = 2048;

/// Edges of cells, common to all that are compared: quantiles of the first draws of all together, so that there are
/// cells where the draws of each are, however far another's lie apart. A value that many draws have has a cell to
/// itself. A cell goes from above its lower edge up to its upper one; what lies beyond is counted at the ends.
#[derive(Debug, Clone, PartialEq)]
pub struct Grid {
    edges: Vec<f64>,
    lowest: f64,
    /// By step: how many edges lie below it.
    below: Vec<u16>,
    step: f64,
}

impl Grid {
    /// A grid for draws such as these.
    pub fn of(mut values: Vec<f64>) -> Grid {
        values.sort_unstable_by(f64::total_cmp);
        let lowest = values.first().copied().unwrap_or_default();
        let ranks = (1..CELLS).map(|cell| cell * values.len() / CELLS);
        let mut edges: Vec<f64> = ranks.filter_map(|rank| values.get(rank).copied()).collect();
        let atoms = edges.windows(2).filter(|pair| pair[0] == pair[1]).map(|pair| pair[0].next_down());
        edges.extend(atoms.collect::<Vec<f64>>());
        edges.sort_unstable_by(f64::total_cmp);
        edges.dedup();
        let range = edges.first().zip(edges.last()).map_or(0.0, |(first, last)| last - first);
        let step = if range > 0.0 && range.is_finite() { range / STEPS as f64 } else { 1.0 };
        let mut grid = Grid { edges, lowest, below: Vec::new(), step };
        let mut below = vec![0; STEPS + 1];
        for edge in &grid.edges {
            below[grid.step_of(*edge) + 1] += 1;
        }
        for step in 1..below.len() {
            below[step] += below[step - 1];
        }
        grid.below = below;
        grid
    }

    /// The edges.
    pub fn edges(&self) -> &[f64] {
        &self.edges
    }

    /// How many cells there are.
    pub fn cells(&self) -> usize {
        self.edges.len() + 1
    }

    /// The step that a value falls into; it never falls with the value.
    #[inline(always)]
    fn step_of(&self, value: f64) -> usize {
        let first = self.edges.first().copied().unwrap_or_default();
        let step = ((value - first) / self.step) as usize;
        if step < STEPS { step } else { STEPS - 1 }
    }

    /// The cell of a value.
    #[inline(always)]
    pub fn cell(&self, value: f64) -> usize {
        let step = self.step_of(value);
        let (from, to) = (usize::from(self.below[step]), usize::from(self.below[step + 1]));
        // Edges of earlier steps lie below the value, edges of later ones do not.
        from + self.edges[from..to].partition_point(|edge| *edge < value)
    }

    /// The middle of a cell below the last edge.
    pub fn middle(&self, cell: usize) -> f64 {
        let from = cell.checked_sub(1).map_or(self.lowest, |below| self.edges[below]);
        0.5 * (from + self.edges[cell])
    }

    /// Whether a cell holds one value.
    pub fn is_atom(&self, cell: usize) -> bool {
        cell > 0 && cell < self.edges.len() && self.edges[cell - 1].next_up() >= self.edges[cell]
    }
}

/// How many draws fall into each cell, and the lowest of them.
#[derive(Debug, Clone, PartialEq)]
pub struct Spread {
    /// By cell.
    pub cells: Vec<u64>,
    /// The lowest.
    pub lowest: f64,
}

impl Spread {
    /// No draw yet.
    pub fn empty(cells: usize) -> Spread {
        Spread { cells: vec![0; cells], lowest: f64::INFINITY }
    }

    /// Counts a value that came `times`.
    #[inline(always)]
    pub fn add(&mut self, grid: &Grid, value: f64, times: u64) {
        self.cells[grid.cell(value)] += times;
        self.lowest = if value < self.lowest { value } else { self.lowest };
    }

    /// Counts the first `valid` draws of a column.
    #[inline(always)]
    pub fn count(&mut self, grid: &Grid, values: &Column, valid: usize) {
        for &value in &values[..valid] {
            self.add(grid, value, 1);
        }
    }

    /// Adds another's counts.
    pub fn join(&mut self, other: &Spread) {
        for (sum, count) in self.cells.iter_mut().zip(&other.cells) {
            *sum += count;
        }
        self.lowest = if other.lowest < self.lowest { other.lowest } else { self.lowest };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_found_in_steps_as_among_all_edges() {
        let values: Vec<f64> = (0..40_000).map(|n| f64::from((n * 7919) % 5_003).powi(3) - 1e9).collect();
        let atoms = (0..20_000).map(|n| if n % 3 == 0 { 0.0 } else { f64::from(n) - 5000.0 }).collect();
        for values in [values, atoms, vec![5.0; 100], vec![-1e308, 0.0, 1e308], vec![0.0, 5e-324]] {
            let grid = Grid::of(values.clone());
            let near = values.iter().flat_map(|x| [*x, x.next_up(), x.next_down(), -x, x * 1.5]);
            for value in near.filter(|x| x.is_finite()) {
                assert_eq!(grid.cell(value), grid.edges.partition_point(|edge| *edge < value), "{value}");
            }
        }
    }

    #[test]
    fn what_many_draws_have_has_a_cell_to_itself() {
        let grid =
            Grid::of((0..10_000).map(|n| if n % 3 == 0 { 0.0 } else { f64::from(n) - 5000.0 }).collect());
        let atom = grid.cell(0.0);
        assert!(grid.is_atom(atom) && grid.cell(-1e-9) < atom && grid.cell(1e-9) > atom);
        assert!(!grid.is_atom(atom - 1) && !grid.is_atom(atom + 1));
    }
}
