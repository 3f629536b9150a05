//! The draws of a run, read back from `--dump`, and plain statistics of their columns.

use std::collections::BTreeMap;

/// 97.5 % point of the standard normal law.
pub const Z: f64 = 1.959_963_984_540_054;

/// A table of draws by column. A break-even year that is never reached is infinite.
pub struct Draws {
    columns: BTreeMap<String, Vec<f64>>,
    /// How many draws there are.
    pub n: usize,
    /// Which replicate a draw is of, where they are spread evenly.
    pub replicate: Option<fn(usize) -> usize>,
}

impl Draws {
    /// Reads the CSV of `--dump`.
    pub fn read(text: &str) -> Draws {
        let mut lines = text.lines();
        let names: Vec<&str> = lines.next().expect("a header").split(',').collect();
        let mut columns = vec![Vec::new(); names.len()];
        for line in lines {
            let cells: Vec<&str> = line.split(',').collect();
            assert_eq!(cells.len(), names.len(), "{line}");
            for (column, cell) in columns.iter_mut().zip(cells) {
                column.push(if cell.is_empty() { f64::INFINITY } else { cell.parse().expect(cell) });
            }
        }
        let n = columns[0].len();
        assert!(
            columns[0].iter().enumerate().all(|(i, draw)| *draw == i as f64),
            "draws are numbered from 0"
        );
        Draws { columns: names.into_iter().map(str::to_owned).zip(columns).collect(), n, replicate: None }
    }

    /// A column that must be there.
    pub fn column(&self, name: &str) -> &[f64] {
        self.columns.get(name).unwrap_or_else(|| panic!("no column {name}"))
    }

    /// The parts of the columns' names that stand between `prefix` and `suffix`.
    pub fn between(&self, prefix: &str, suffix: &str) -> Vec<String> {
        let inner = |name: &str| Some(name.strip_prefix(prefix)?.strip_suffix(suffix)?.to_owned());
        self.columns.keys().filter_map(|name| inner(name)).collect()
    }
}

/// An estimate as it should be, and the size of the numbers that its rounding is relative to.
#[derive(Debug, Clone, Copy)]
pub struct Figure {
    pub value: f64,
    pub se: f64,
    pub lo: f64,
    pub hi: f64,
    pub scale: f64,
}

/// The largest magnitude.
pub fn largest(x: &[f64]) -> f64 {
    x.iter().fold(0.0, |far: f64, x| if x.is_finite() { far.max(x.abs()) } else { far })
}

/// The mean.
pub fn mean(x: &[f64]) -> f64 {
    x.iter().sum::<f64>() / x.len() as f64
}

/// The k-th central moment, n.
pub fn moment(x: &[f64], k: i32) -> f64 {
    let middle = mean(x);
    x.iter().map(|x| (x - middle).powi(k)).sum::<f64>() / x.len() as f64
}

/// The covariance, n − 1.
fn covariance(x: &[f64], y: &[f64]) -> f64 {
    let (a, b) = (mean(x), mean(y));
    x.iter().zip(y).map(|(x, y)| (x - a) * (y - b)).sum::<f64>() / (x.len() - 1) as f64
}

fn normal(value: f64, se: f64, scale: f64) -> Figure {
    Figure { value, se, lo: value - Z * se, hi: value + Z * se, scale }
}

/// A mean with sd / √n.
pub fn mean_of(x: &[f64]) -> Figure {
    normal(mean(x), (covariance(x, x) / x.len() as f64).sqrt(), largest(x))
}

/// The variance from sums of groups of draws: draw i of a block of 1,024 belongs to group i mod 128, and a group of c draws
/// counts with its squared deviation over c.
fn variance_by_group(x: &[f64]) -> f64 {
    let middle = mean(x);
    let (mut squares, mut groups) = (0.0, 0.0);
    for block in x.chunks(1024) {
        for first in 0..block.len().min(128) {
            let (mut sum, mut size) = (0.0, 0.0);
            for x in block[first..].iter().step_by(128) {
                sum += x - middle;
                size += 1.0;
            }
            squares += sum * sum / size;
            groups += 1.0;
        }
    }
    squares / (groups - 1.0)
}

/// A mean with the error that the groups' sums show.
pub fn mean_by_group_of(x: &[f64]) -> Figure {
    normal(mean(x), (variance_by_group(x) / x.len() as f64).sqrt(), largest(x))
}

/// A standard deviation, n − 1, with √((m₄ − s⁴) / n) / 2s.
pub fn sd_of(x: &[f64]) -> Figure {
    let sd = covariance(x, x).sqrt();
    // Rounding of equal numbers is no spread.
    if sd <= 1e-12 * largest(x) {
        return Figure { value: 0.0, se: 0.0, lo: 0.0, hi: 0.0, scale: largest(x) };
    }
    let se = ((moment(x, 4) - sd.powi(4)) / x.len() as f64).max(0.0).sqrt() / (2.0 * sd);
    let figure = normal(sd, se, largest(x));
    Figure { lo: figure.lo.max(0.0), ..figure }
}

/// A quantile of type 7, with the order statistics whose ranks bracket n·p at 95 %.
pub fn quantile_of(x: &[f64], p: f64) -> Figure {
    let mut sorted = x.to_vec();
    sorted.sort_by(f64::total_cmp);
    let n = x.len() as f64;
    let at = (n - 1.0) * p;
    let (below, above) = (sorted[at.floor() as usize], sorted[at.ceil() as usize]);
    let value = below + (at - at.floor()) * (above - below);
    let half = Z * (n * p * (1.0 - p)).sqrt();
    // Ranks count from 1 in the books and from 0 here.
    let (first, last) = ((n * p - half).floor() - 1.0, (n * p + half).ceil());
    let (lo, hi) = (sorted[first.max(0.0) as usize], sorted[last.min(n - 1.0) as usize]);
    Figure { value, se: (hi - lo) / (2.0 * Z), lo, hi, scale: largest(x) }
}

/// Where 480 bins begin that reach from the 0.2 % to the 99.8 % quantile, with an edge at 0, how wide they are, and how
/// many draws each has; the bins at the ends have what lies beyond. None where draws hardly vary.
pub fn bins_of(x: &[f64]) -> Option<(f64, f64, Vec<u64>)> {
    let mut sorted = x.to_vec();
    sorted.sort_by(f64::total_cmp);
    let at = |share: f64| sorted[((x.len() - 1) as f64 * share) as usize];
    let (low, high) = (at(0.002), at(0.998));
    let width = (high - low) / 479.0;
    let from = (low / width).floor() * width;
    let mut counts = vec![0; 480];
    for value in x {
        // What is negative becomes 0.
        let bin = ((value - from) * (1.0 / width)) as usize;
        counts[bin.min(479)] += 1;
    }
    (width > 0.0).then_some((from, width, counts))
}

/// A hundred equally likely values: where the hundredths of the draws lie in the bins, each spread evenly, and not beyond the quantiles
/// around it.
pub fn dots_of(from: f64, width: f64, counts: &[u64], x: &[f64]) -> Vec<f64> {
    let known = [5, 10, 25, 50, 75, 90, 95]
        .map(|percent| (percent, quantile_of(x, f64::from(percent) / 100.0).value));
    let mut sorted = x.to_vec();
    sorted.sort_by(f64::total_cmp);
    let dot = |dot: i32| {
        let rank = (f64::from(dot) + 0.5) / 100.0 * x.len() as f64;
        let (mut before, mut bin) = (0.0, 0);
        while bin < 479 && before + counts[bin] as f64 <= rank {
            before += counts[bin] as f64;
            bin += 1;
        }
        let value = from + width * (bin as f64 + (rank - before) / (counts[bin] as f64).max(1.0));
        let under =
            known.iter().filter(|(percent, _)| *percent <= dot).map(|(_, q)| *q).fold(f64::MIN, f64::max);
        let over =
            known.iter().filter(|(percent, _)| *percent > dot).map(|(_, q)| *q).fold(f64::MAX, f64::min);
        let value = value.clamp(under, over);
        // The bins blur a draw by no more than the width of one.
        let (low, high) =
            (sorted[(rank.floor() - 1.0).max(0.0) as usize], sorted[(rank.ceil() as usize).min(x.len() - 1)]);
        assert!(
            value >= low - 1.01 * width && value <= high + 1.01 * width,
            "{dot}: {low} {value} {high}, {width}"
        );
        value
    };
    (0..100).map(dot).collect()
}

/// A probability with Wilson's interval: the p for which |share − p| = z √(p (1 − p) / n).
pub fn probability_of(hits: impl Iterator<Item = bool>) -> Figure {
    let (mut n, mut count) = (0.0, 0.0);
    for hit in hits {
        n += 1.0;
        count += f64::from(hit);
    }
    let p: f64 = count / n;
    // (n + z²) p² − (2 n share + z²) p + n share² = 0.
    let (a, b, c) = (n + Z * Z, 2.0 * n * p + Z * Z, n * p * p);
    let root = (b * b - 4.0 * a * c).max(0.0).sqrt();
    let se = (p * (1.0 - p) / n).sqrt();
    Figure { value: p, se, lo: (b - root) / (2.0 * a), hi: (b + root) / (2.0 * a), scale: 1.0 }
}

/// 1 − p.
pub fn complement_of(p: Figure) -> Figure {
    Figure { value: 1.0 - p.value, lo: 1.0 - p.hi, hi: 1.0 - p.lo, ..p }
}

/// mean(x) / mean(y) with the error of its linearisation: sd of (x − r y) / mean(y) / √n.
pub fn ratio_of(x: &[f64], y: &[f64]) -> Option<Figure> {
    ratio_by(x, y, |rest| covariance(rest, rest))
}

/// The same with the error that the groups' sums show.
pub fn ratio_by_group_of(x: &[f64], y: &[f64]) -> Option<Figure> {
    ratio_by(x, y, variance_by_group)
}

fn ratio_by(x: &[f64], y: &[f64], variance: impl Fn(&[f64]) -> f64) -> Option<Figure> {
    if mean(y) <= 0.0 {
        return None;
    }
    let r = mean(x) / mean(y);
    let rest: Vec<f64> = x.iter().zip(y).map(|(x, y)| x - r * y).collect();
    let se = (variance(&rest) / x.len() as f64).sqrt() / mean(y);
    Some(normal(r, se, r.abs().max(largest(x) / mean(y))))
}

/// The standard deviation of even draws: the square of the error of their mean, between 16 replicates, is what squares about it are too small by.
pub fn sd_of_even(x: &[f64], replicate: fn(usize) -> usize) -> Figure {
    let (mut sums, mut sizes) = ([0.0; 16], [0.0; 16]);
    for (i, x) in x.iter().enumerate() {
        sums[replicate(i)] += x;
        sizes[replicate(i)] += 1.0;
    }
    let n = x.len() as f64;
    let apart = |(sum, size): (&f64, &f64)| size / (n - size) * (sum / size - mean(x)).powi(2);
    let error2 = sums.iter().zip(&sizes).map(apart).sum::<f64>() / 16.0;
    Figure { value: (moment(x, 2) + error2).sqrt(), ..sd_of(x) }
}

/// Mean of the lowest twentieth of even draws, the last of which counts in part.
pub fn shortfall_of_even(x: &[f64]) -> Figure {
    let mut sorted = x.to_vec();
    sorted.sort_by(f64::total_cmp);
    let (share, whole) = (x.len() as f64 / 20.0, x.len() / 20);
    let sum = sorted[..whole].iter().sum::<f64>() + (share - whole as f64) * sorted[whole];
    Figure { value: sum / share, ..shortfall_of(x) }
}

/// Mean of the lowest twentieth, with its error (Manistre & Hancock 2005, equation 2.2).
pub fn shortfall_of(x: &[f64]) -> Figure {
    let mut sorted = x.to_vec();
    sorted.sort_by(f64::total_cmp);
    let tail = &sorted[..x.len().div_ceil(20)];
    let (m, s2) = (mean(tail), moment(tail, 2));
    let gap = tail[tail.len() - 1] - m;
    normal(m, ((s2 + 0.95 * gap * gap) / tail.len() as f64).sqrt(), largest(x))
}

/// The share of Var(expected) in Var(expected) + Var(drawn − expected); `None` where neither varies.
pub fn parameter_share_of(drawn: &[f64], expected: &[f64]) -> Option<Figure> {
    let luck: Vec<f64> = drawn.iter().zip(expected).map(|(drawn, expected)| drawn - expected).collect();
    // A range of no more than 1e-9 of the largest net benefit is rounding.
    let varies = |x: &[f64]| {
        let low = x.iter().fold(f64::INFINITY, |low, x| low.min(*x));
        let high = x.iter().fold(f64::NEG_INFINITY, |high, x| high.max(*x));
        high - low > 1e-9 * largest(drawn)
    };
    let part = |x: &[f64]| if varies(x) { moment(x, 2) } else { 0.0 };
    let (parameters, luck_part) = (part(expected), part(&luck));
    let total = parameters + luck_part;
    if total == 0.0 {
        return None;
    }
    let share = parameters / total;
    if parameters == 0.0 || luck_part == 0.0 {
        return Some(Figure { value: share, se: 0.0, lo: share, hi: share, scale: 1.0 });
    }
    // How much each draw moves the share: its two squares in the derivative of parameters / total.
    let (a, b) = (mean(expected), mean(&luck));
    let moves = expected.iter().zip(&luck).map(|(x, y)| {
        ((1.0 - share) * ((x - a).powi(2) - parameters) - share * ((y - b).powi(2) - luck_part)) / total
    });
    let n = drawn.len() as f64;
    let se = (moves.map(|x| x * x).sum::<f64>() / n / n).sqrt();
    let figure = normal(share, se, 1.0);
    Some(Figure { lo: figure.lo.clamp(0.0, 1.0), hi: figure.hi.clamp(0.0, 1.0), ..figure })
}
