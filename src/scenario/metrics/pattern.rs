//! Paths with open places: what they fit, and what was probably meant where none fits.

use super::super::spelling::{nearest, quoted_list};

/// What stands in the open places of a path.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Slots<'a> {
    /// For `<p>`.
    pub perspective: Option<&'a str>,
    /// For `<o>`, `<s>`, `<payer>` and `NAME`.
    pub name: Option<&'a str>,
    /// For `<t>`.
    pub year: Option<&'a str>,
}

/// Why a path leads to no figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoFigure {
    /// What was expected, or probably meant.
    pub label: String,
    /// How paths look.
    pub help: String,
}

/// A step of a path, split at its open place: what stands before that, the place, what stands after.
fn opened(step: &str) -> Option<(&str, &str, &str)> {
    if step == "NAME" {
        return Some(("", step, ""));
    }
    let (before, rest) = step.split_once('<')?;
    let (_, after) = rest.split_once('>')?;
    Some((before, &step[before.len()..step.len() - after.len()], after))
}

/// What stands in the open places of a pattern, where a path fits it.
pub(super) fn matches<'a>(pattern: &str, path: &'a str) -> Option<Slots<'a>> {
    let mut slots = Slots::default();
    let mut steps = path.split('.');
    for expected in pattern.split('.') {
        let step = steps.next()?;
        match opened(expected) {
            None if step == expected => {}
            None => return None,
            Some((before, place, after)) => {
                let inner = step.strip_prefix(before)?.strip_suffix(after).filter(|s| !s.is_empty())?;
                match place {
                    "<p>" => slots.perspective = Some(inner),
                    "<t>" => slots.year = Some(inner),
                    _ => slots.name = Some(inner),
                }
            }
        }
    }
    steps.next().is_none().then_some(slots)
}

/// A pattern with its open places filled; those without a filling stay open.
pub(super) fn fill(pattern: &str, slots: &Slots<'_>) -> String {
    let step = |step: &str| match opened(step) {
        None => step.to_owned(),
        Some((before, place, after)) => {
            let filling = match place {
                "<p>" => slots.perspective,
                "<t>" => slots.year,
                _ => slots.name,
            };
            format!("{before}{}{after}", filling.unwrap_or(place))
        }
    };
    pattern.split('.').map(step).collect::<Vec<String>>().join(".")
}

/// What to say of a path that fits none of some patterns.
pub(super) fn no_figure(path: &str, patterns: impl Iterator<Item = String>) -> NoFigure {
    let help = "a path below the perspective in the results, as probability_break_even, net_benefit.p5 or \
                break_even_year.by_year.3"
        .to_owned();
    let steps: Vec<&str> = path.split('.').collect();
    let (mut next, mut candidates) = (Vec::new(), Vec::new());
    for pattern in patterns {
        let expected: Vec<&str> = pattern.split('.').collect();
        if expected.len() > steps.len() && matches(&expected[..steps.len()].join("."), path).is_some() {
            let word = expected[steps.len()].to_owned();
            if !next.contains(&word) {
                next.push(word);
            }
        }
        // What the pattern leaves open is as the path has it.
        let is_as_long = expected.len() == steps.len();
        if is_as_long || expected.iter().all(|step| opened(step).is_none()) {
            let step = |(at, step): (usize, &&str)| match opened(step) {
                Some(("", _, "")) => steps[at].to_owned(),
                _ => (*step).to_owned(),
            };
            candidates.push(expected.iter().enumerate().map(step).collect::<Vec<String>>().join("."));
        }
    }
    // What begins as the path does is rather meant.
    let begins = |candidate: &String| candidate.split('.').next() == steps.first().copied();
    if candidates.iter().any(begins) {
        candidates.retain(begins);
    }
    let label = match next.as_slice() {
        [] => match nearest(path, candidates.iter().map(String::as_str)) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "expected the path of a figure".to_owned(),
        },
        [only] if only == "<t>" => "expected a year after it".to_owned(),
        [only] if opened(only).is_some() => "expected a name after it".to_owned(),
        words => format!("expected {} after it", quoted_list(words, "or")),
    };
    NoFigure { label, help }
}
