//! Values at which a figure is known, and where to look next for its sign to turn.

use crate::summary::results::Estimate;

/// A figure less what it must reach, at some values: by rising value.
#[derive(Debug, Clone, Default)]
pub(super) struct Points(Vec<(f64, Estimate)>);

/// Neighbouring values between which something turns.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Gap {
    pub low: f64,
    pub high: f64,
}

impl Gap {
    pub fn width(self) -> f64 {
        self.high - self.low
    }

    /// Values that cut it into equal parts.
    pub fn cut(self, parts: usize) -> impl Iterator<Item = f64> {
        (1..parts).map(move |part| self.low + self.width() * part as f64 / parts as f64)
    }
}

/// One side of what is sought: the figure itself, or an end of its interval.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Curve {
    Value,
    Low,
    High,
}

impl Curve {
    fn of(self, e: &Estimate) -> f64 {
        match self {
            Curve::Value => e.value,
            Curve::Low => e.lo,
            Curve::High => e.hi,
        }
    }
}

/// How sure one is of the sign of a figure.
pub(super) fn is_sure(e: &Estimate) -> bool {
    e.lo > 0.0 || e.hi < 0.0
}

/// 0 counts as a gain.
pub(super) fn holds(e: &Estimate) -> bool {
    e.value >= 0.0
}

/// What is found so far around a value where a figure turns.
#[derive(Debug, Clone, Copy)]
pub(super) struct Found {
    /// Where it turns.
    pub gap: Gap,
    /// Whether the figure holds above it.
    pub rises: bool,
    /// Where the intervals of the figure cease to hold 0, below and above; none where they hold it up to the end.
    pub ends: [Option<Gap>; 2],
}

impl Points {
    /// Adds values at which the figure is known.
    pub fn add(&mut self, points: impl IntoIterator<Item = (f64, Estimate)>) {
        self.0.extend(points);
        self.0.sort_by(|a, b| a.0.total_cmp(&b.0));
        self.0.dedup_by(|a, b| a.0 == b.0);
    }

    pub fn all(&self) -> &[(f64, Estimate)] {
        &self.0
    }

    /// Places after which the figure turns.
    pub fn turns(&self) -> Vec<usize> {
        let pairs = self.0.windows(2).enumerate();
        pairs.filter(|(_, pair)| holds(&pair[0].1) != holds(&pair[1].1)).map(|(at, _)| at).collect()
    }

    /// The values below and above a turn up to the next turns, the nearest first.
    pub fn sides(&self, turn: usize) -> [Vec<(f64, Estimate)>; 2] {
        let sign = |at: usize| holds(&self.0[at].1);
        let below = (0..=turn).rev().take_while(|at| sign(*at) == sign(turn));
        let above = (turn + 1..self.0.len()).take_while(|at| sign(*at) == sign(turn + 1));
        [below.map(|at| self.0[at]).collect(), above.map(|at| self.0[at]).collect()]
    }

    /// A value in the middle.
    pub fn middle(&self) -> Option<f64> {
        self.0.get(self.0.len() / 2).map(|(at, _)| *at)
    }

    /// What is found of the turn after a place. Neighbouring turns bound the search for the ends.
    pub fn around(&self, turn: usize) -> Found {
        let sign = |at: usize| holds(&self.0[at].1);
        let [mut below, mut above] = [None; 2];
        for at in (0..=turn).rev().take_while(|at| sign(*at) == sign(turn)) {
            if is_sure(&self.0[at].1) {
                below = Some(Gap { low: self.0[at].0, high: self.0[at + 1].0 });
                break;
            }
        }
        for at in (turn + 1..self.0.len()).take_while(|at| sign(*at) == sign(turn + 1)) {
            if is_sure(&self.0[at].1) {
                above = Some(Gap { low: self.0[at - 1].0, high: self.0[at].0 });
                break;
            }
        }
        let gap = Gap { low: self.0[turn].0, high: self.0[turn + 1].0 };
        Found { gap, rises: sign(turn + 1), ends: [below, above] }
    }

    /// The gaps of a turn that are wider than wanted: the turn itself to within `share` of the larger value, or of `size` where
    /// that is larger; the ends of its interval to within a thousandth of their distance.
    fn wide(&self, found: &Found, fine: &Fine) -> Vec<(Gap, Curve)> {
        let enough = fine.enough(found.gap);
        let mut wide = Vec::new();
        if found.gap.width() > enough {
            wide.push((found.gap, Curve::Value));
        }
        for (side, gap) in found.ends.iter().enumerate() {
            let Some(gap) = gap else { continue };
            // Below a rise, and above a fall, the figure is negative: there the upper end of its interval passes 0.
            let curve = if (side == 0) == found.rises { Curve::High } else { Curve::Low };
            let distance = if side == 0 { found.gap.high - gap.low } else { gap.high - found.gap.low };
            let near = END * distance;
            if *gap != found.gap && gap.width() > if near > enough { near } else { enough } {
                wide.push((*gap, curve));
            }
        }
        wide
    }

    /// Values at which to look next, for a figure that may go in steps.
    pub fn next_even(&self, found: &Found, fine: &Fine, parts: usize) -> Vec<f64> {
        self.wide(found, fine).into_iter().flat_map(|(gap, _)| gap.cut(parts)).collect()
    }

    /// Values at which to look next, for a figure that goes smoothly.
    pub fn next_smooth(&self, found: &Found, fine: &Fine, round: usize) -> Vec<f64> {
        let mut next = Vec::new();
        for (gap, curve) in self.wide(found, fine) {
            let enough = if curve == Curve::Value { fine.enough(gap) } else { END / 2.0 * gap.width() };
            let middle = gap.low + gap.width() / 2.0;
            let (guess, error) = self.guess(gap, curve).unwrap_or((middle, gap.width()));
            let least = 0.4 * enough;
            let reach = if error / 4.0 > least { error / 4.0 } else { least };
            let around = [guess - reach, guess + reach];
            next.extend(around.into_iter().filter(|at| *at > gap.low && *at < gap.high));
            if round > 4 {
                next.push(middle);
            }
        }
        next
    }

    /// Where a curve turns in a gap, by the parabolas through the figure and its variance at the three values next to it, and how far that is from
    /// where a straight line has it.
    fn guess(&self, gap: Gap, curve: Curve) -> Option<(f64, f64)> {
        let low = self.0.iter().position(|(at, _)| *at == gap.low)?;
        let (a, b) = (&self.0[low], self.0.get(low + 1)?);
        let outer = [low.checked_sub(1), Some(low + 2)].map(|at| at.and_then(|at| self.0.get(at)));
        let distance = |(at, _): &&(f64, Estimate)| if *at < a.0 { a.0 - at } else { at - b.0 };
        let third = outer.into_iter().flatten().min_by(|a, b| distance(a).total_cmp(&distance(b)));
        let three = [a, b, third.unwrap_or(b)];
        let parabola = |of: &dyn Fn(&Estimate) -> f64, at: f64| {
            let [(x, p), (y, q), (z, r)] = three.map(|(at, e)| (*at, of(e)));
            let (slope, further) = ((q - p) / (y - x), (r - q) / (z - y));
            let bend = if third.is_some() { (further - slope) / (z - x) } else { 0.0 };
            p + (at - x) * (slope + (at - y) * bend)
        };
        let reach = |e: &Estimate| match curve {
            Curve::Value => 0.0,
            Curve::Low => e.lo - e.value,
            Curve::High => e.hi - e.value,
        };
        let sign = if curve == Curve::Low { -1.0 } else { 1.0 };
        let model = |at: f64| {
            let square = parabola(&|e| reach(e) * reach(e), at);
            parabola(&|e| e.value, at) + sign * if square > 0.0 { square.sqrt() } else { 0.0 }
        };
        let (from, to) = (curve.of(&a.1), curve.of(&b.1));
        if (from >= 0.0) == (to >= 0.0) {
            return None;
        }
        let line = a.0 + (b.0 - a.0) * (from / (from - to));
        let (mut inner, mut outer) = (a.0, b.0);
        for _ in 0..60 {
            let middle = inner + (outer - inner) / 2.0;
            if (model(middle) >= 0.0) == (from >= 0.0) { inner = middle } else { outer = middle }
        }
        Some((inner, (inner - line).abs()))
    }
}

/// Parts into which a gap is cut where all values are played at once, and where each is played by itself.
pub(super) const PARTS: usize = 17;
pub(super) const HALVES: usize = 2;

/// How exact the ends of an interval are, as a share of their distance.
const END: f64 = 1e-3;

/// How exact a value is wanted.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fine {
    /// As a share of the larger end.
    pub share: f64,
    /// The largest value of the search: near 0 a share of that is enough.
    pub size: f64,
}

impl Fine {
    fn enough(&self, gap: Gap) -> f64 {
        let (low, high) = (gap.low.abs(), gap.high.abs());
        let larger = if low > high { low } else { high };
        let least = 1e-3 * self.size;
        self.share * if larger > least { larger } else { least }
    }
}
