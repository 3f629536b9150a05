//! Which years are shown where there is no room for all.

/// The years `first` … `last` in at most `slots` spans (first, last): single years first, then round spans that
/// end at multiples of their length.
pub(super) fn spans(first: usize, last: usize, slots: usize) -> Vec<(usize, usize)> {
    let slots = if slots < 3 { 3 } else { slots };
    let build = |singles: usize, step: usize| {
        let mut spans: Vec<(usize, usize)> = (first..first + singles).map(|year| (year, year)).collect();
        let mut from = first + singles;
        while from <= last {
            let end = from.div_ceil(step) * step;
            let end = if end > last { last } else { end };
            spans.push((from, end));
            from = end + 1;
        }
        spans
    };
    if last - first < slots {
        return build(last - first + 1, 1);
    }
    for step in [2, 5, 10, 20, 25, 50, 100] {
        let fitting = (2..slots).rev().map(|singles| build(singles, step)).find(|spans| spans.len() <= slots);
        if let Some(spans) = fitting {
            return spans;
        }
    }
    vec![(first, first), (first + 1, first + 1), (first + 2, last)]
}

/// The years 0 … `horizon` in about `slots` spans; the years before `first` and after `last`, in which nothing
/// happens, are one span each.
pub(super) fn spans_around(first: usize, last: usize, horizon: usize, slots: usize) -> Vec<(usize, usize)> {
    // One quiet year alone is no shorter for being a span.
    let first = if first < 2 { 0 } else { first };
    let last = if last + 2 > horizon { horizon } else { last };
    let quiet = usize::from(first > 0) + usize::from(last < horizon);
    let mut all = Vec::new();
    if first > 0 {
        all.push((0, first - 1));
    }
    all.extend(spans(first, last, slots.saturating_sub(quiet)));
    if last < horizon {
        all.push((last + 1, horizon));
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn assert_covers(spans: &[(usize, usize)], first: usize, last: usize) {
        let mut next = first;
        for &(from, to) in spans {
            assert_eq!(from, next, "{spans:?}");
            assert!(to >= from, "{spans:?}");
            next = to + 1;
        }
        assert_eq!(next, last + 1, "{spans:?}");
    }

    #[test]
    fn spans_cover_every_year_once_in_the_room_there_is() {
        for last in 1..=200 {
            for slots in 3..30 {
                for first in [0, last / 3, last] {
                    let spans = spans(first, last, slots);
                    assert!(spans.len() <= slots, "{last} {slots} {spans:?}");
                    assert_covers(&spans, first, last);
                    assert_covers(&spans_around(first, (first + last) / 2, last, slots), 0, last);
                }
            }
        }
    }

    #[test]
    fn spans_are_round() {
        assert_eq!(spans(0, 3, 8), [(0, 0), (1, 1), (2, 2), (3, 3)]);
        assert_eq!(spans(0, 30, 7), [(0, 0), (1, 1), (2, 2), (3, 3), (4, 10), (11, 20), (21, 30)]);
        assert_eq!(spans_around(12, 14, 30, 8), [(0, 11), (12, 12), (13, 13), (14, 14), (15, 30)]);
    }
}
