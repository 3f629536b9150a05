//! Putting many numbers in order.
//!
//! What a run draws mostly lies smoothly between its ends. Numbers are then dealt out by how far they lie from the lowest,
//! in steps of a 2²²-th of the way to the highest (a radix sort of two digits; Knuth 1998, *The Art of Computer
//! Programming* 3, § 5.2.5), which leaves next to nothing to compare.

/// Bits of a digit.
const BITS: u32 = 11;

/// Values of a digit.
const DIGITS: usize = 1 << BITS;

/// Fewer numbers are not worth counting their digits; the places of more do not stay in a core's cache.
const WORTHWHILE: std::ops::Range<usize> = 1 << 10..1 << 17;

/// A part of the numbers, one in so many, that are not near each other where they lie smoothly.
const CROWD: usize = 8;

/// 2⁵²: adding it rounds to a whole number that can be read off the low bits.
const ROUNDING: f64 = 4_503_599_627_370_496.0;

/// The numbers of some lists in rising order, −0 as 0. None is NaN.
pub fn sorted(lists: &[Vec<f64>]) -> Vec<f64> {
    deal(lists).unwrap_or_else(|| {
        let mut places: Vec<i64> = lists.iter().flatten().map(|value| place(*value)).collect();
        places.sort_unstable();
        // In the same memory.
        places.into_iter().map(at_place).collect()
    })
}

/// The place of a number in the order of all: rises with it, and gives it back. Whole numbers are sorted twice as fast.
#[inline(always)]
fn place(value: f64) -> i64 {
    let bits = (value + 0.0).to_bits() as i64;
    // Negative numbers rise as their bits fall.
    bits ^ ((bits >> 63) as u64 >> 1) as i64
}

/// The number at a place.
fn at_place(place: i64) -> f64 {
    f64::from_bits((place ^ ((place >> 63) as u64 >> 1) as i64) as u64)
}

/// Deals numbers out by their digits; nothing where they are too few, too many or too crowded for that.
fn deal(lists: &[Vec<f64>]) -> Option<Vec<f64>> {
    let count = lists.iter().map(Vec::len).sum();
    if !WORTHWHILE.contains(&count) {
        return None;
    }
    let (low, high) = ends(lists);
    let scale = (DIGITS * DIGITS - 1) as f64 / (high - low);
    if !(scale.is_normal() && (high - low).is_finite()) {
        return None;
    }
    // Never falls where the number rises: each step is rounded on its own.
    let digits = |value: f64| {
        let step = ((value - low) * scale + ROUNDING).to_bits() as usize;
        (step >> BITS & (DIGITS - 1), step & (DIGITS - 1))
    };
    let mut places = [[0u32; DIGITS]; 2];
    for value in lists.iter().flatten() {
        let (first, second) = digits(*value);
        places[0][first] += 1;
        places[1][second] += 1;
    }
    if places[0].iter().any(|near| *near as usize > count / CROWD) {
        return None;
    }
    for places in &mut places {
        let mut before = 0;
        for place in places {
            before += std::mem::replace(place, before);
        }
    }
    let [by_first, by_second] = &mut places;
    let mut dealt = vec![0.0; count];
    for value in lists.iter().flatten() {
        // −0 and 0 are one value: which came first must not show.
        put(&mut dealt, &mut by_second[digits(*value).1], *value + 0.0);
    }
    let mut sorted = vec![0.0; count];
    for value in dealt {
        put(&mut sorted, &mut by_first[digits(value).0], value);
    }
    let mut from = 1;
    while let Some(at) = (from..count).find(|&i| sorted[i] < sorted[i - 1]) {
        // Only among those of the same digits.
        let crowd = digits(sorted[at]);
        let start = sorted[..at].iter().rposition(|value| digits(*value) != crowd).map_or(0, |i| i + 1);
        let end = sorted[at..].iter().position(|value| digits(*value) != crowd).map_or(count, |i| at + i);
        sorted[start..end].sort_unstable_by(f64::total_cmp);
        from = end + 1;
    }
    Some(sorted)
}

/// Puts a number at a place, and moves the place on.
#[inline(always)]
fn put(numbers: &mut [f64], place: &mut u32, value: f64) {
    numbers[*place as usize] = value;
    *place += 1;
}

/// The lowest and the highest number.
fn ends(lists: &[Vec<f64>]) -> (f64, f64) {
    const LANES: usize = 16;
    let join = |(low, high): &mut (f64, f64), value: f64| {
        *low = if value < *low { value } else { *low };
        *high = if value > *high { value } else { *high };
    };
    let none = (f64::INFINITY, f64::NEG_INFINITY);
    let mut lanes = [none; LANES];
    for list in lists {
        let (rows, rest) = list.as_chunks::<LANES>();
        for row in rows {
            lanes.iter_mut().zip(row).for_each(|(lane, value)| join(lane, *value));
        }
        rest.iter().for_each(|value| join(&mut lanes[0], *value));
    }
    let mut all = none;
    for (low, high) in lanes {
        join(&mut all, low);
        join(&mut all, high);
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sampling::{StreamKey, fill_uniforms};
    use crate::units::BLOCK;

    /// Numbers made of uniforms, in lists of several lengths.
    fn lists(count: usize, make: impl Fn(f64) -> f64) -> Vec<Vec<f64>> {
        let mut column = [0.0; BLOCK];
        let mut numbers = Vec::new();
        for block in 0..count.div_ceil(BLOCK) {
            fill_uniforms(StreamKey::new(5, "input/x"), block as u64, &mut column);
            numbers.extend(column.iter().map(|u| make(*u)));
        }
        numbers.truncate(count);
        let (short, long) = numbers.split_at(count / 3);
        let mut lists: Vec<Vec<f64>> = long.chunks(777).map(<[f64]>::to_vec).collect();
        lists.extend([Vec::new(), short.to_vec()]);
        lists
    }

    /// By the standard library's order.
    fn expected(lists: &[Vec<f64>]) -> Vec<u64> {
        let mut all: Vec<f64> = lists.iter().flatten().map(|value| value + 0.0).collect();
        all.sort_by(f64::total_cmp);
        all.into_iter().map(f64::to_bits).collect()
    }

    #[test]
    fn numbers_of_every_kind_are_put_in_order() {
        type Make = fn(f64) -> f64;
        let kinds: [(&str, bool, Make); 12] = [
            ("even", true, |u| (u - 0.3) * 1e6),
            ("bell", true, |u| libm::log(u / (1.0 - u))),
            ("beyond half of all numbers", false, |u| (2.0 * u - 1.0) * 1.7e308),
            ("heavy tail", false, |u| libm::pow(u, -3.0)),
            ("tiny", true, |u| u * 1e-290),
            ("subnormal", false, |u| u * 1e-310),
            ("one", false, |_| 7.0),
            ("few", false, |u| (u * 5.0).floor()),
            ("many equal", true, |u| (u * 900.0).floor()),
            ("zeros of both signs", true, |u| if u < 0.1 { 0.0 * (u - 0.05) } else { u - 0.5 }),
            // A tenth lies so close together that its digits are the same.
            ("a crowd", true, |u| if u < 0.1 { 0.3 + u * 1e-9 } else { u * u }),
            ("without end", false, |u| if u < 0.5 { f64::NEG_INFINITY } else { u }),
        ];
        for (name, is_dealt, make) in kinds {
            for count in [0, 1, 500, 1_024, 10_000, 32_768, 140_000] {
                let lists = lists(count, make);
                let bits: Vec<u64> = sorted(&lists).into_iter().map(f64::to_bits).collect();
                assert_eq!(bits, expected(&lists), "{count} numbers: {name}");
                let worthwhile = WORTHWHILE.contains(&count);
                assert_eq!(deal(&lists).is_some(), worthwhile && is_dealt, "{count} numbers: {name}");
            }
        }
    }
}
