//! Putting many numbers in order.
//!
//! What a run draws mostly lies smoothly between its ends. Numbers are then dealt out by how far they lie from the lowest,
//! in steps of a 2²²-th of the way to the highest (a radix sort of two digits; Knuth 1998, *The Art of Computer
//! Programming* 3, § 5.2.5), which leaves next to nothing to compare.

/// Bits of a digit.
const BITS: u32 = 11;

/// Values of a digit.
const DIGITS: usize = 1 << BITS;

/// How many numbers are dealt out: fewer are not worth counting their digits, and more do not stay in a core's cache.
const WORTHWHILE: std::ops::Range<usize> = 1 << 10..1 << 17;

/// Where more than one number in so many has the same first digit, comparing is faster.
const CROWD: usize = 8;

/// 2⁵²: adding it rounds to a whole number that can be read off the low bits.
const ROUNDING: f64 = 4_503_599_627_370_496.0;

/// The numbers of some lists in rising order, −0 as 0. None is NaN.
pub fn sorted(lists: Vec<Vec<f64>>) -> Vec<f64> {
    if let Some(sorted) = deal(&lists) {
        return sorted;
    }
    let numbers = lists.concat();
    drop(lists);
    // In the same memory.
    let mut keys: Vec<i64> = numbers.into_iter().map(key).collect();
    keys.sort_unstable();
    keys.into_iter().map(number).collect()
}

/// A whole number that rises with a number: such are sorted twice as fast.
#[inline(always)]
fn key(number: f64) -> i64 {
    let bits = (number + 0.0).to_bits() as i64;
    // Negative numbers rise as their bits fall.
    bits ^ ((bits >> 63) as u64 >> 1) as i64
}

/// The number of a key.
fn number(key: i64) -> f64 {
    f64::from_bits((key ^ ((key >> 63) as u64 >> 1) as i64) as u64)
}

/// Deals numbers out by their digits; nothing where they are too few, too many or too crowded for that.
fn deal(lists: &[Vec<f64>]) -> Option<Vec<f64>> {
    let count = lists.iter().map(Vec::len).sum();
    if !WORTHWHILE.contains(&count) {
        return None;
    }
    let (low, high) = ends(lists);
    let scale = (DIGITS * DIGITS - 1) as f64 / (high - low);
    // All numbers equal, or their distance beyond a double's range.
    if !scale.is_normal() {
        return None;
    }
    // Subtracting, scaling and rounding each keep the order; the highest number gets the highest digits.
    let digits = |number: f64| {
        let step = ((number - low) * scale + ROUNDING).to_bits() as usize;
        (step >> BITS & (DIGITS - 1), step & (DIGITS - 1))
    };
    let [mut firsts, mut seconds] = [[0u32; DIGITS]; 2];
    for list in lists {
        for number in list {
            let (first, second) = digits(*number);
            firsts[first] += 1;
            seconds[second] += 1;
        }
    }
    if firsts.iter().any(|same| *same as usize > count / CROWD) {
        return None;
    }
    // From how often a digit occurs to where its next number goes.
    for next in [&mut firsts, &mut seconds] {
        let mut before = 0;
        for next in next {
            before += std::mem::replace(next, before);
        }
    }
    let mut dealt = vec![0.0; count];
    for list in lists {
        for number in list {
            // −0 and 0 are one value: which came first must not show.
            put(&mut dealt, &mut seconds[digits(*number).1], *number + 0.0);
        }
    }
    let mut sorted = vec![0.0; count];
    for number in dealt {
        put(&mut sorted, &mut firsts[digits(number).0], number);
    }
    // Out of order are only numbers of which both digits are the same.
    let mut from = 1;
    while let Some(at) = (from..count).find(|&i| sorted[i] < sorted[i - 1]) {
        let same = digits(sorted[at]);
        let start = sorted[..at].iter().rposition(|number| digits(*number) != same).map_or(0, |i| i + 1);
        let end = sorted[at..].iter().position(|number| digits(*number) != same).map_or(count, |i| at + i);
        sorted[start..end].sort_unstable_by(f64::total_cmp);
        from = end + 1;
    }
    Some(sorted)
}

/// Puts a number in its place, and moves on to the next one.
#[inline(always)]
fn put(numbers: &mut [f64], next: &mut u32, number: f64) {
    numbers[*next as usize] = number;
    *next += 1;
}

/// The lowest and the highest number.
fn ends(lists: &[Vec<f64>]) -> (f64, f64) {
    const LANES: usize = 16;
    let join = |(low, high): &mut (f64, f64), number: f64| {
        *low = if number < *low { number } else { *low };
        *high = if number > *high { number } else { *high };
    };
    let none = (f64::INFINITY, f64::NEG_INFINITY);
    let mut lanes = [none; LANES];
    for list in lists {
        let (rows, rest) = list.as_chunks::<LANES>();
        for row in rows {
            lanes.iter_mut().zip(row).for_each(|(lane, number)| join(lane, *number));
        }
        rest.iter().for_each(|number| join(&mut lanes[0], *number));
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
    use crate::block::BLOCK;
    use crate::sampling::{StreamKey, fill_uniforms};

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
        lists.push(Vec::new());
        lists.extend(short.chunks(7).map(<[f64]>::to_vec));
        lists
    }

    /// By the standard library's order.
    fn expected(lists: &[Vec<f64>]) -> Vec<u64> {
        let mut all: Vec<f64> = lists.iter().flatten().map(|number| number + 0.0).collect();
        all.sort_by(f64::total_cmp);
        all.into_iter().map(f64::to_bits).collect()
    }

    #[test]
    fn numbers_of_every_kind_are_put_in_order() {
        type Make = fn(f64) -> f64;
        let kinds: [(&str, bool, Make); 16] = [
            ("even", true, |u| (u - 0.3) * 1e6),
            ("bell", true, |u| libm::log(u / (1.0 - u))),
            ("far from 0", true, |u| 1e15 + u * 1e3),
            ("beyond half of all numbers", false, |u| (2.0 * u - 1.0) * 1.7e308),
            ("heavy tail", false, |u| libm::pow(u, -3.0)),
            ("tiny", true, |u| u * 1e-290),
            ("subnormal", false, |u| u * 1e-310),
            ("one", false, |_| 7.0),
            ("few", false, |u| (u * 5.0).floor()),
            ("many equal", true, |u| (u * 900.0).floor()),
            ("zeros of both signs", true, |u| if u < 0.1 { 0.0 * (u - 0.05) } else { u - 0.5 }),
            // Some lie so close together that their digits are the same.
            ("a crowd", true, |u| if u < 0.1 { 0.3 + u * 1e-9 } else { u }),
            ("crowds at both ends", true, |u| {
                if (0.1..0.9).contains(&u) { u } else { u.round() + (u - 0.5) * 1e-9 }
            }),
            ("without a lowest", false, |u| if u < 0.05 { f64::NEG_INFINITY } else { u }),
            ("without a highest", false, |u| if u < 0.05 { f64::INFINITY } else { u }),
            ("beyond all numbers", false, |_| f64::NEG_INFINITY),
        ];
        for (name, is_dealt, make) in kinds {
            for count in [0, 1, 2, 500, 1_023, 1_024, 10_000, 32_768, 131_071, 131_072] {
                let lists = lists(count, make);
                let worthwhile = WORTHWHILE.contains(&count);
                assert_eq!(deal(&lists).is_some(), worthwhile && is_dealt, "{count} numbers: {name}");
                let expected = expected(&lists);
                let bits: Vec<u64> = sorted(lists).into_iter().map(f64::to_bits).collect();
                assert_eq!(bits, expected, "{count} numbers: {name}");
            }
        }
    }
}
