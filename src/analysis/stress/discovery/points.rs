//! Points of which each is a loss or is not, and boxes of them.

/// A side of an input.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// Only values above a bound are in the box.
    Low,
    /// Only values below a bound.
    High,
}

impl End {
    /// Both, the lower first.
    pub const BOTH: [End; 2] = [End::Low, End::High];
}

/// Points by coordinate, and which of them are losses.
#[derive(Debug, Clone, PartialEq)]
pub struct Points {
    /// By input, the coordinate of every point; none is NaN.
    pub coordinates: Vec<Vec<f64>>,
    /// Which points are losses.
    pub lost: Vec<bool>,
}

/// A box: for each input the open interval in which it lies.
#[derive(Debug, Clone, PartialEq)]
pub struct Bounds {
    /// By input, what it is above and what it is below.
    pub within: Vec<[Option<f64>; 2]>,
}

/// How many points there are, and how many of them are losses.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Count {
    /// Points.
    pub size: u64,
    /// Losses among them.
    pub hits: u64,
}

impl Count {
    /// The share of losses; 0 where there are no points.
    pub fn rate(self) -> f64 {
        if self.size == 0 { 0.0 } else { self.hits as f64 / self.size as f64 }
    }
}

impl Points {
    /// Those at even places, and those at odd ones.
    pub fn halves(&self) -> [Points; 2] {
        [0, 1].map(|first| Points {
            coordinates: self
                .coordinates
                .iter()
                .map(|all| all.iter().skip(first).step_by(2).copied().collect())
                .collect(),
            lost: self.lost.iter().skip(first).step_by(2).copied().collect(),
        })
    }

    /// All of them.
    pub fn all(&self) -> Count {
        Count { size: self.lost.len() as u64, hits: self.lost.iter().filter(|lost| **lost).count() as u64 }
    }

    /// Those in a box.
    pub fn within(&self, bounds: &Bounds) -> Count {
        let mut count = Count::default();
        for (point, lost) in self.lost.iter().enumerate() {
            if bounds.holds(|input| self.coordinates[input][point]) {
                count.size += 1;
                count.hits += u64::from(*lost);
            }
        }
        count
    }
}

impl Bounds {
    /// The box that holds everything.
    pub fn none(inputs: usize) -> Bounds {
        Bounds { within: vec![[None; 2]; inputs] }
    }

    /// The same with a bound moved, or without it.
    #[must_use]
    pub fn with(mut self, (input, end): (usize, End), at: Option<f64>) -> Bounds {
        self.within[input][end as usize] = at;
        self
    }

    /// Every bound there is, by input, the lower first.
    pub fn all(&self) -> Vec<(usize, End)> {
        let each = (0..self.within.len()).flat_map(|input| End::BOTH.map(|end| (input, end)));
        each.filter(|(input, end)| self.within[*input][*end as usize].is_some()).collect()
    }

    /// Whether a point is in the box.
    pub fn holds(&self, at: impl Fn(usize) -> f64) -> bool {
        self.within.iter().enumerate().all(|(input, [low, high])| {
            (low.is_none() && high.is_none()) || {
                let x = at(input);
                low.is_none_or(|low| x > low) && high.is_none_or(|high| x < high)
            }
        })
    }
}
