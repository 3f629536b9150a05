//! Pictures for a page, with their data: what a reader is shown, in what order and with which figures. How they are drawn
//! is for the back-end to say; those that lay out text alone leave them out, as the tables beside them say the same.

use super::digits::Scale;
use super::document::Text;
use crate::summary::results::Histogram;

/// A picture.
#[derive(Debug, Clone)]
pub struct Picture {
    /// What it says, for whoever does not see it.
    pub says: String,
    /// What it shows.
    pub of: Drawn,
}

impl Picture {
    /// Amounts as lengths, under a heading.
    pub fn bars(heading: &str, rows: Vec<(String, Mark)>) -> Picture {
        let said = rows.iter().map(|(name, mark)| format!("{name}: {}", mark.shown));
        let says = format!("{heading}. {}.", said.collect::<Vec<String>>().join("; "));
        Picture { says, of: Drawn::Bars(Bars { rows }) }
    }

    /// Amounts from one end to another, under a heading.
    pub fn tornado(heading: &str, bars: Vec<Swing>, base: Mark, scale: Scale) -> Picture {
        let said = bars.iter().map(|bar| {
            let [from, to] = &bar.ends;
            format!("{}: {} – {}", bar.label, from.shown, to.shown)
        });
        let says = format!("{heading}. {}.", said.collect::<Vec<String>>().join("; "));
        Picture { says, of: Drawn::Tornado(Tornado { bars, base, scale }) }
    }
}

/// A picture in a report, with what is said of it.
#[derive(Debug, Clone)]
pub struct Shown {
    /// What it shows, in a sentence; may be empty.
    pub finding: String,
    /// The picture.
    pub picture: Picture,
    /// What its marks are; may be empty.
    pub read: String,
}

impl From<Picture> for Shown {
    fn from(picture: Picture) -> Shown {
        Shown { finding: String::new(), picture, read: String::new() }
    }
}

/// What a picture shows.
#[derive(Debug, Clone)]
pub enum Drawn {
    /// Equally likely amounts.
    Dots(Dots),
    /// Draws by amount.
    Bins(Bins),
    /// How amounts spread, a row each.
    Spans(Spans),
    /// Shares by year.
    Years(Years),
    /// A share against a number.
    Turning(Turning),
    /// Numbers at which an answer turns, a row each.
    Switches(Vec<Switch>),
    /// A share against numbers, a panel each.
    Courses(Courses),
    /// Amounts from low to high, a bar each.
    Tornado(Tornado),
    /// How an amount spreads, by year.
    Fans(Fans),
    /// People by state and year, in two lives.
    Areas(Areas),
    /// Two parts of a whole.
    Split(Split),
    /// Amounts as lengths.
    Bars(Bars),
    /// An amount against a number.
    Curve(Curve),
}

/// A value, and how it is written.
#[derive(Debug, Clone, PartialEq)]
pub struct Mark {
    /// The value.
    pub value: f64,
    /// As a reader is shown it.
    pub shown: String,
}

impl Mark {
    /// A value as it is shown.
    pub fn of(value: f64, shown: impl Into<String>) -> Mark {
        Mark { value, shown: shown.into() }
    }
}

/// Equally likely amounts, a dot each.
#[derive(Debug, Clone)]
pub struct Dots {
    /// The amounts, rising.
    pub values: Vec<f64>,
    /// How many of them lie below 0.
    pub below: usize,
    /// Of those below 0 and of the others: how many, and what they are.
    pub sides: [(String, String); 2],
    /// What nine in ten lie between, in words.
    pub bracket: (f64, f64, String),
    /// Says how many lie further out than the picture goes.
    pub further_out: fn(usize) -> String,
    /// The unit of the axis.
    pub scale: Scale,
}

/// Draws by amount, as bins.
#[derive(Debug, Clone)]
pub struct Bins {
    /// The draws.
    pub counts: Histogram,
    /// What is said of those below 0, and of the others.
    pub sides: [String; 2],
    /// The unit of the axis.
    pub scale: Scale,
}

/// How amounts spread, a row each.
#[derive(Debug, Clone)]
pub struct Spans {
    /// The rows in order.
    pub rows: Vec<Span>,
    /// Of the sides below and above 0, and of what stands beside the rows.
    pub heads: [String; 3],
    /// The unit of the axis.
    pub scale: Scale,
}

/// How an amount spreads.
#[derive(Debug, Clone)]
pub struct Span {
    /// Whose it is.
    pub label: String,
    /// Whether it is the one that matters, above the others.
    pub is_main: bool,
    /// What nine in ten lie between.
    pub within: [f64; 2],
    /// What every other lies between, where that is known.
    pub half: Option<[f64; 2]>,
    /// The middle one, where it is shown.
    pub middle: Option<f64>,
    /// The mean, where it is shown.
    pub mean: Option<f64>,
    /// The mean as it is written, or the middle one where no mean is shown.
    pub shown: String,
    /// What stands beside it.
    pub beside: String,
}

/// Shares by year, a panel each.
#[derive(Debug, Clone)]
pub struct Years {
    /// The panels in order.
    pub panels: Vec<YearsOf>,
    /// Of the lines at a half and at the whole.
    pub lines: [String; 2],
    /// The first year in words.
    pub first: String,
}

/// Shares by year.
#[derive(Debug, Clone)]
pub struct YearsOf {
    /// Whose they are.
    pub label: String,
    /// By year, 0 … horizon.
    pub shares: Vec<Mark>,
}

/// A share against a number.
#[derive(Debug, Clone)]
pub struct Turning {
    /// The number and the share, the numbers rising.
    pub points: Vec<(Mark, Mark)>,
    /// The share that is to be reached, and what it is.
    pub needed: Option<Mark>,
    /// The number at which the picture turns.
    pub turns: Option<Mark>,
    /// The number as it is now.
    pub now: Option<Mark>,
    /// What the share is, and the number.
    pub names: [String; 2],
}

/// A number, and where an answer turns as it moves.
#[derive(Debug, Clone)]
pub struct Switch {
    /// What it is.
    pub label: String,
    /// Where it stands now.
    pub now: Option<Mark>,
    /// Between which values it mostly lies.
    pub likely: Option<[f64; 2]>,
    /// Between which it nearly always lies.
    pub possible: Option<[f64; 2]>,
    /// The values at which the answer turns, rising, and whether it holds above each.
    pub turns: Vec<(Mark, bool)>,
}

/// A share against numbers, a panel each.
#[derive(Debug, Clone)]
pub struct Courses {
    /// The panels in order.
    pub panels: Vec<Course>,
    /// The share that is to be reached, of 100.
    pub needed: Mark,
}

/// A share against a number.
#[derive(Debug, Clone)]
pub struct Course {
    /// What the number is.
    pub label: String,
    /// The number and the share, the numbers rising.
    pub points: Vec<(f64, f64)>,
    /// The numbers at which the share is reached, or is so no more.
    pub turns: Vec<Mark>,
    /// The number as it is now.
    pub now: Option<Mark>,
    /// The first and the last number as they are shown.
    pub ends: [String; 2],
}

/// Amounts from low to high, a bar each.
#[derive(Debug, Clone)]
pub struct Tornado {
    /// The bars in order.
    pub bars: Vec<Swing>,
    /// Where all of them start, and what that is.
    pub base: Mark,
    /// The unit of the axis.
    pub scale: Scale,
}

/// An amount from low to high.
#[derive(Debug, Clone)]
pub struct Swing {
    /// What moves it.
    pub label: String,
    /// From where to where that goes.
    pub range: String,
    /// The amount at either end.
    pub ends: [Mark; 2],
    /// Whether it is luck, not an assumption.
    pub is_luck: bool,
}

/// How an amount spreads by year, a panel each.
#[derive(Debug, Clone)]
pub struct Fans {
    /// The panels in order.
    pub panels: Vec<Fan>,
    /// What the bands are, in two lines.
    pub bands: [String; 2],
    /// The first year in words.
    pub first: String,
    /// The unit of the axis, which is one for all.
    pub scale: Scale,
}

/// How an amount spreads by year.
#[derive(Debug, Clone)]
pub struct Fan {
    /// Whose it is.
    pub label: String,
    /// By year: its quantiles, 5, 25, 50, 75 and 95 %.
    pub years: Vec<[f64; 5]>,
    /// The last middle one as it is shown.
    pub end: String,
}

/// People by state and year, in two lives: two panels of layers on one scale, and below them the difference.
#[derive(Debug, Clone)]
pub struct Areas {
    /// Of the two panels, and of the difference.
    pub names: [String; 3],
    /// The states from the bottom upwards.
    pub layers: Vec<Layer>,
    /// The first year in words.
    pub first: String,
}

/// A state, or several together.
#[derive(Debug, Clone)]
pub struct Layer {
    /// What it is called.
    pub label: String,
    /// Whether it is what is left beside the larger ones.
    pub is_rest: bool,
    /// People by year, 0 … horizon, in the first life and in the other.
    pub lives: [Vec<f64>; 2],
}

/// Two parts of a whole.
#[derive(Debug, Clone)]
pub struct Split {
    /// Share of the first.
    pub share: f64,
    /// What each is, and what would make it less.
    pub parts: [(String, String); 2],
}

/// Amounts as lengths, a row each.
#[derive(Debug, Clone)]
pub struct Bars {
    /// What each is of, and how much.
    pub rows: Vec<(String, Mark)>,
}

/// An amount against a number.
#[derive(Debug, Clone)]
pub struct Curve {
    /// The number and the amount, the numbers rising.
    pub points: Vec<(Mark, f64)>,
    /// Its best point.
    pub best: Option<(f64, Mark)>,
    /// What the amount is, and the number.
    pub names: [String; 2],
    /// The unit of the amount.
    pub scale: Scale,
}

/// The shape of a distribution.
#[derive(Debug, Clone)]
pub struct Shape {
    /// Values with their density, the values rising; a single one where there is but one.
    pub points: Vec<(f64, f64)>,
    /// What nine in ten lie between.
    pub within: (f64, f64),
}

/// An assumption as a page shows it.
#[derive(Debug, Clone)]
pub struct Assumed {
    /// What it is called.
    pub label: String,
    /// Its unit; may be empty.
    pub unit: String,
    /// Its shape.
    pub shape: Shape,
    /// Its family and what states it.
    pub family: String,
    /// What nine in ten lie between.
    pub range: String,
    /// What it rests on, and where it comes from.
    pub grounds: Text,
}
