//! A law cut into cells of known chance.

use super::law::{Family, Law};
use super::special::normal;

/// Most values of a law on single values that have a cell each.
const MOST_VALUES: usize = 256;

/// Three points of Gauss and Legendre's rule in (0, 1) with their weights, exact for polynomials of the fifth degree
/// (Abramowitz & Stegun, 1964, table 25.4).
const POINTS: [(f64, f64); 3] =
    [(0.112_701_665_379_258_31, 5.0 / 18.0), (0.5, 8.0 / 18.0), (0.887_298_334_620_741_7, 5.0 / 18.0)];

/// The cells of a law, by rising values. A cell holds what lies above the last value of the one before, up to its own last
/// value.
#[derive(Debug, Clone, PartialEq)]
pub struct Cells {
    /// Last values of all cells but the last.
    last: Vec<f64>,
    /// P(X in cell).
    chances: Vec<f64>,
    /// By cell, three of its values with weights that add up to 1.
    points: Vec<[(f64, f64); 3]>,
}

/// Normal scores beyond which cells by score do not reach.
const LARGEST_SCORE: f64 = 4.5;

impl Law {
    /// About `count` cells of equal chance. What is a single value is in one cell; a law on at most 256 single values has
    /// a cell for each.
    pub fn cells(&self, count: usize) -> Cells {
        self.cut((1..count).map(|cell| cell as f64 / count as f64).collect(), MOST_VALUES)
    }

    /// About `count` cells of equal chance, each with its lowest and its highest value, whose limits may be infinite. A law on no
    /// more than `count` single values has a cell for each.
    pub fn parts(&self, count: usize) -> (Cells, Vec<[f64; 2]>) {
        let cells = self.cut((1..count).map(|cell| cell as f64 / count as f64).collect(), count);
        let (low, high) = self.support();
        let from = |cell: usize| match (&self.family, cell.checked_sub(1).map(|before| cells.last[before])) {
            (_, None) => low,
            // The first value above those of the cell before.
            (Family::Steps(steps), Some(before)) => {
                let values = steps.values();
                values[values.partition_point(|value| *value <= before)]
            }
            (_, Some(before)) => before,
        };
        let ends = (0..cells.count()).map(|cell| [from(cell), cells.last.get(cell).copied().unwrap_or(high)]);
        let ends = ends.collect();
        (cells, ends)
    }

    /// About `count` cells of equal width in the normal score, so that they are as fine in the tails as in the middle; of a
    /// chance of `least` or more. Single values as in [`Law::cells`].
    pub fn cells_by_score(&self, count: usize, least: f64) -> Cells {
        self.cut(score_ends(count, least).map(|(_, end)| end).collect(), MOST_VALUES)
    }

    /// Cells of equal chance, `count` of them, which are cut further in the tails so that none is wider in the normal score than
    /// those of [`Law::cells_by_score`]; of a chance of `least` or more. Single values as in [`Law::cells`].
    pub fn fine_cells(&self, count: usize, least: f64) -> Cells {
        let chance = 1.0 / count as f64;
        let below = |cell: usize| below_end(cell, count);
        let tails = (1..count).filter(|cell| below(cell + 1) - below(cell - 1) < 2.0 * chance).map(below);
        let mut all: Vec<f64> = (1..count).map(|cell| cell as f64 * chance).chain(tails).collect();
        all.sort_unstable_by(f64::total_cmp);
        all.retain(spaced(least));
        self.cut(all, MOST_VALUES)
    }

    /// Cells that end at quantiles of these probabilities, which rise; of a law on at most so many single values a cell for each.
    fn cut(&self, ends: Vec<f64>, most_values: usize) -> Cells {
        let mut last: Vec<f64> = match &self.family {
            Family::Fixed(_) => Vec::new(),
            Family::Steps(steps) if steps.values().len() <= most_values => steps.values().to_vec(),
            Family::Steps(steps) => {
                // By the middle of the step: a value with a large share is not put beyond the cells it fills.
                let mut below = 0.0;
                let cell_of = |(value, chance): (f64, f64)| {
                    below += chance;
                    (value, ends.partition_point(|end| *end <= below - 0.5 * chance))
                };
                let placed: Vec<(f64, usize)> = steps.weighted().map(cell_of).collect();
                placed.chunk_by(|a, b| a.1 == b.1).map(|cell| cell[cell.len() - 1].0).collect()
            }
            _ => ends.into_iter().map(|end| self.quantile(end)).collect(),
        };
        last.dedup();
        if let Family::Steps(_) = &self.family {
            last.pop();
        }
        let ends: Vec<f64> = last.iter().map(|x| self.cdf(*x)).chain([1.0]).collect();
        let mut below = 0.0;
        let (mut chances, mut points) = (Vec::new(), Vec::new());
        for end in ends {
            let chance = end - below;
            points.push(POINTS.map(|(at, weight)| (self.quantile(below + at * chance), weight)));
            chances.push(chance);
            below = end;
        }
        Cells { last, chances, points }
    }
}

/// Steps into which uniform numbers are cut.
const UNIFORM_STEPS: usize = 4096;

/// Cells of equal width in the normal score, whatever the law: those of [`Law::cells_by_score`] where that has a density. What is
/// placed is not a draw but what it was made from, which needs no search.
#[derive(Debug, Clone, PartialEq)]
pub struct SourceCells {
    /// Where the steps begin, and how many there are to 1.
    from: f64,
    per_unit: f64,
    /// The cell of each step.
    cells: Vec<u16>,
    chances: Vec<f64>,
}

impl SourceCells {
    /// About `count` cells of scores, of a chance of `least` or more.
    pub fn of_scores(count: usize, least: f64) -> SourceCells {
        let per_unit = count as f64 / (2.0 * LARGEST_SCORE);
        SourceCells::cut(-LARGEST_SCORE, per_unit, count, score_ends(count, least))
    }

    /// The same of uniform numbers, but that a cell ends at the nearest 4096th.
    pub fn of_uniforms(count: usize, least: f64) -> SourceCells {
        let per_unit = UNIFORM_STEPS as f64;
        let near = |(_, end): (usize, f64)| libm::round(end * per_unit);
        let mut ends: Vec<f64> = score_ends(count, least).map(near).collect();
        ends.dedup();
        ends.retain(|end| *end > 0.0 && *end < per_unit);
        let ends = ends.into_iter().map(|end| (end as usize, end / per_unit));
        SourceCells::cut(0.0, per_unit, UNIFORM_STEPS, ends)
    }

    fn cut(from: f64, per_unit: f64, steps: usize, ends: impl Iterator<Item = (usize, f64)>) -> SourceCells {
        let (mut cells, mut chances, mut before) = (Vec::with_capacity(steps), Vec::new(), 0.0);
        for (step, end) in ends.chain([(steps, 1.0)]) {
            cells.resize(step, chances.len() as u16);
            chances.push(end - before);
            before = end;
        }
        SourceCells { from, per_unit, cells, chances }
    }

    /// The cell of a number.
    #[inline]
    pub fn of(&self, x: f64) -> u16 {
        let step = ((x - self.from) * self.per_unit) as u32 as usize;
        let last = self.cells.len() - 1;
        self.cells[if step < last { step } else { last }]
    }

    /// P(number in cell), by cell.
    pub fn chances(&self) -> &[f64] {
        &self.chances
    }
}

/// Where cells of equal width in the normal score end, of a chance of `least` or more: the step after the end, and the chance
/// below it.
fn score_ends(count: usize, least: f64) -> impl Iterator<Item = (usize, f64)> {
    let mut is_spaced = spaced(least);
    (1..count).map(move |cell| (cell, below_end(cell, count))).filter(move |(_, end)| is_spaced(end))
}

/// P(score below where a cell of `count` of equal width begins).
fn below_end(cell: usize, count: usize) -> f64 {
    normal::tails(LARGEST_SCORE * (2.0 * cell as f64 / count as f64 - 1.0)).below
}

/// Of rising ends, those that leave a chance of `least` or more between them, and below and above.
fn spaced(least: f64) -> impl FnMut(&f64) -> bool {
    let mut before = 0.0;
    move |end| {
        let is_end = end - before >= least && 1.0 - end >= least;
        before = if is_end { *end } else { before };
        is_end
    }
}

impl Cells {
    /// How many there are.
    pub fn count(&self) -> usize {
        self.chances.len()
    }

    /// The cell of a value.
    pub fn of(&self, x: f64) -> usize {
        self.last.partition_point(|last| *last < x)
    }

    /// P(X in cell), by cell.
    pub fn chances(&self) -> &[f64] {
        &self.chances
    }

    /// By cell, three of its values with weights that add up to 1, for means over the cell.
    pub fn points(&self) -> &[[(f64, f64); 3]] {
        &self.points
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::distribution::Spec;

    fn law(family: &str, numbers: &[(&str, f64)], lists: &[(&str, Vec<f64>)]) -> Law {
        let numbers = numbers.iter().map(|(key, value)| ((*key).to_owned(), *value)).collect();
        let lists = lists.iter().map(|(key, list)| ((*key).to_owned(), list.clone())).collect();
        Spec { family: family.to_owned(), numbers, lists, ..Spec::default() }.law().unwrap()
    }

    fn mean(cells: &Cells) -> f64 {
        let within = |points: &[(f64, f64); 3]| points.iter().map(|(x, weight)| x * weight).sum::<f64>();
        cells.chances().iter().zip(cells.points()).map(|(chance, points)| chance * within(points)).sum()
    }

    #[test]
    fn cells_of_a_smooth_law_are_equally_likely() {
        let cells = law("normal", &[("mean", 3.0), ("sd", 2.0)], &[]).cells(16);
        assert_eq!(cells.count(), 16);
        assert!(cells.chances().iter().all(|chance| (chance - 1.0 / 16.0).abs() < 1e-12));
        assert_eq!((cells.of(-1e9), cells.of(3.0 + 1e-9), cells.of(1e9)), (0, 8, 15));
        assert!((mean(&cells) - 3.0).abs() < 1e-9, "{}", mean(&cells));
        // E[X²] of a uniform law: the rule is exact for powers up to the fifth.
        let uniform = law("uniform", &[("min", 0.0), ("max", 1.0)], &[]).cells(4);
        let square = uniform.points().iter().flatten().map(|(x, weight)| 0.25 * weight * x * x).sum::<f64>();
        assert!((square - 1.0 / 3.0).abs() < 1e-14, "{square}");
    }

    #[test]
    fn cells_by_score_are_as_fine_in_the_tails() {
        let cells = law("normal", &[("mean", 0.0), ("sd", 1.0)], &[]).cells_by_score(450, 4e-6);
        let width = |cell: usize| cells.points()[cell][2].0 - cells.points()[cell][0].0;
        // Between scores −4.5 and 4.5 a cell is 0.02 wide, but where its chance would be too small.
        assert!((width(cells.count() / 2) / width(60) - 1.0).abs() < 0.02);
        assert!(cells.chances().iter().all(|chance| *chance >= 4e-6));
        assert!((cells.chances().iter().sum::<f64>() - 1.0).abs() < 1e-12);
    }

    /// Scores are placed as the values of any law are.
    #[test]
    fn cells_of_scores_are_those_of_a_law() {
        let lognormal = law("lognormal", &[("mean", 3.0), ("sd", 2.0)], &[]);
        for least in [8e-6, 5e-4, 0.08] {
            let (scores, cells) = (SourceCells::of_scores(256, least), lognormal.cells_by_score(256, least));
            let same = |(a, b): (&f64, &f64)| (a - b).abs() < 1e-14;
            assert_eq!(scores.chances().len(), cells.count());
            assert!(scores.chances().iter().zip(cells.chances()).all(same));
            for z in (0..2000).map(|i| (f64::from(i) - 999.6) / 160.0) {
                let x = lognormal.quantile(normal::tails(z).below);
                assert_eq!(usize::from(scores.of(z)), cells.of(x), "{z}, {least}");
            }
        }
    }

    /// Uniform numbers lie in the cell of their score, but within a step of its end.
    #[test]
    fn cells_of_uniforms_are_those_of_scores() {
        for least in [5e-4, 0.08] {
            let cells = SourceCells::of_uniforms(128, least);
            let scores = SourceCells::of_scores(128, least);
            assert_eq!(cells.chances().len(), scores.chances().len());
            let near = |(a, b): (&f64, &f64)| (a - b).abs() <= 1.0 / UNIFORM_STEPS as f64;
            assert!(cells.chances().iter().zip(scores.chances()).all(near));
            // Each has as many of even numbers as its chance says.
            let mut counts = vec![0; cells.chances().len()];
            (0..8 * UNIFORM_STEPS)
                .for_each(|i| counts[usize::from(cells.of((i as f64 + 0.5) / 32_768.0))] += 1);
            let share = |count: &i32| f64::from(*count) / 32_768.0;
            assert!(counts.iter().map(share).eq(cells.chances().iter().copied()));
            assert_eq!((cells.of(0.0), usize::from(cells.of(1.0))), (0, counts.len() - 1));
        }
        // Finer than the steps: no cell is empty.
        assert!(SourceCells::of_uniforms(1024, 0.0).chances().iter().all(|chance| *chance > 0.0));
    }

    #[test]
    fn fine_cells_are_fine_everywhere() {
        let cells = law("normal", &[("mean", 0.0), ("sd", 1.0)], &[]).fine_cells(256, 8e-6);
        assert!((300..600).contains(&cells.count()), "{}", cells.count());
        assert!(cells.chances().iter().all(|chance| *chance >= 8e-6 && *chance <= 1.0 / 256.0 + 1e-12));
        // Further out so small a chance has no room for as many.
        let near = cells.last.windows(2).filter(|ends| ends[0] > -3.5 && ends[1] < 3.5);
        assert!(near.map(|ends| ends[1] - ends[0]).all(|width| width < 0.036));
        assert!((cells.chances().iter().sum::<f64>() - 1.0).abs() < 1e-12);
        // As fine as there are draws for.
        let few = law("normal", &[("mean", 0.0), ("sd", 1.0)], &[]).fine_cells(256, 0.08);
        assert!((6..=12).contains(&few.count()) && few.chances().iter().all(|chance| *chance >= 0.08));
    }

    #[test]
    fn single_values_have_cells_of_their_own() {
        let lists = [("values", vec![1.0, 2.0, 5.0]), ("weights", vec![0.5, 0.2, 0.3])];
        let cells = law("discrete", &[], &lists).cells(64);
        assert_eq!(cells.count(), 3);
        assert_eq!([1.0, 2.0, 5.0].map(|x| cells.of(x)), [0, 1, 2]);
        assert!(cells.chances().iter().zip([0.5, 0.2, 0.3]).all(|(a, b)| (a - b).abs() < 1e-15));
        assert_eq!(cells.points()[1].map(|(x, _)| x), [2.0; 3]);
        // Too many: grouped, but every draw has a cell and the chances add up.
        let many = law("empirical", &[], &[("values", (0..1000).map(f64::from).collect())]).cells(16);
        assert_eq!(many.count(), 16);
        assert_eq!((many.of(0.0), many.of(999.0)), (0, 15));
        assert!((many.chances().iter().sum::<f64>() - 1.0).abs() < 1e-12);
        assert!((mean(&many) - 499.5).abs() < 1.0, "{}", mean(&many));
    }

    #[test]
    fn parts_of_a_law_say_from_where_to_where_they_go() {
        let (cells, ends) = law("normal", &[("mean", 3.0), ("sd", 2.0)], &[]).parts(10);
        assert_eq!((cells.count(), ends[0][0], ends[9][1]), (10, f64::NEG_INFINITY, f64::INFINITY));
        assert!(ends.windows(2).all(|pair| pair[0][1] == pair[1][0]) && (ends[4][1] - 3.0).abs() < 1e-12);
        let lists = [("values", vec![1.0, 2.0, 5.0]), ("weights", vec![0.5, 0.2, 0.3])];
        let (_, ends) = law("discrete", &[], &lists).parts(10);
        assert_eq!(ends, [[1.0; 2], [2.0; 2], [5.0; 2]]);
        // More values than parts: grouped.
        let (cells, ends) = law("empirical", &[], &[("values", (0..40).map(f64::from).collect())]).parts(10);
        assert_eq!((ends[0], ends[1], ends[9]), ([0.0, 3.0], [4.0, 7.0], [36.0, 39.0]));
        assert_eq!((cells.of(3.0), cells.of(4.0), cells.of(39.0)), (0, 1, 9));
    }
}
