//! Many numbers dealt out by size, so that only those around a place that matters need be put in order.
//!
//! Most of them lie smoothly between two quantiles of a few of them: there they are dealt out in equal steps, and what lies
//! outside goes to the first and the last heap. How the heaps are cut changes no answer, only what it costs.

use std::ops::Range;

/// Heaps.
const HEAPS: usize = 1 << 12;

/// Numbers from which it is told where most of them lie.
const SAMPLE: usize = 1 << 10;

/// How numbers are dealt out.
#[derive(Debug, Clone, Copy)]
pub struct Deal {
    low: f64,
    steps: f64,
}

impl Deal {
    /// A deal that suits some lists of numbers.
    pub fn of(lists: [&[f64]; 2]) -> Deal {
        let mut some: Vec<f64> = Vec::new();
        for list in lists {
            some.extend(list.iter().step_by(list.len() / SAMPLE + 1).filter(|number| number.is_finite()));
        }
        some.sort_unstable_by(f64::total_cmp);
        let at = |share: f64| some.get((share * some.len() as f64) as usize).copied().unwrap_or(0.0);
        let (low, high) = (at(0.01), at(0.99));
        let steps = (HEAPS - 2) as f64 / (high - low);
        Deal { low, steps: if steps.is_normal() { steps } else { 0.0 } }
    }

    /// The heap of a number: it rises with the number.
    pub fn heap(self, number: f64) -> usize {
        let step = (number - self.low) * self.steps;
        // All alike, or an infinity times 0.
        let heap =
            if step.is_nan() { if number < 0.0 { 0 } else { HEAPS - 1 } } else { (step + 1.0) as usize };
        if heap < HEAPS { heap } else { HEAPS - 1 }
    }
}

/// Numbers in heaps.
#[derive(Debug)]
pub struct Dealt {
    numbers: Vec<f64>,
    /// Where each heap begins, and where the last one ends.
    begins: Vec<usize>,
}

impl Dealt {
    /// Deals a list out, −0 as 0.
    pub fn new(list: Vec<f64>, deal: Deal) -> Dealt {
        let mut begins = vec![0; HEAPS + 1];
        for number in &list {
            begins[deal.heap(*number) + 1] += 1;
        }
        for heap in 0..HEAPS {
            begins[heap + 1] += begins[heap];
        }
        let (mut numbers, mut next) = (vec![0.0; list.len()], begins.clone());
        for number in list {
            let heap = deal.heap(number);
            numbers[next[heap]] = number + 0.0;
            next[heap] += 1;
        }
        Dealt { numbers, begins }
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.numbers.len()
    }

    /// All heaps.
    pub fn heaps() -> Range<usize> {
        0..HEAPS
    }

    /// How many lie in heaps before this one; one past the last is that of all.
    pub fn before(&self, heap: usize) -> usize {
        self.begins[heap]
    }

    /// A heap.
    pub fn heap(&self, heap: usize) -> &[f64] {
        &self.numbers[self.begins[heap]..self.begins[heap + 1]]
    }

    /// A heap in rising order.
    pub fn in_order(&self, heap: usize) -> Vec<f64> {
        let mut numbers = self.heap(heap).to_vec();
        numbers.sort_unstable_by(f64::total_cmp);
        numbers
    }
}
