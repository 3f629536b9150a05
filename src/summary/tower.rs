//! Sums over blocks whose bytes do not depend on how the blocks were grouped.
//!
//! Blocks are the leaves of a fixed binary tree: two neighbours of equal, aligned size are added as soon as
//! both are there. Any contiguous run of blocks is held as its largest aligned subtrees, so tasks and shards
//! can be put together in order and give the very sums of a single pass. (Pairwise summation; Higham, 1993,
//! "The accuracy of floating point summation", SIAM J. Sci. Comput. 14(4), §3, also bounds its error.)

use serde::{Deserialize, Serialize};

use super::bits;

/// A complete subtree: blocks `index`·2^`level` … (`index` + 1)·2^`level` − 1.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Node {
    level: u32,
    index: u64,
    #[serde(with = "bits::list")]
    sums: Vec<f64>,
}

/// The sums of a contiguous run of blocks.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Tower {
    nodes: Vec<Node>,
}

impl Tower {
    /// Adds the sums of the next block.
    pub fn push(&mut self, block: u64, sums: Vec<f64>) {
        self.place(Node { level: 0, index: block, sums });
    }

    /// Adds the run that follows this one.
    pub fn extend(&mut self, next: Tower) {
        for node in next.nodes {
            self.place(node);
        }
    }

    fn place(&mut self, mut node: Node) {
        while let Some(left) = self.nodes.pop_if(|left| {
            left.level == node.level && node.index.checked_sub(1) == Some(left.index) && node.index % 2 == 1
        }) {
            let mut sums = left.sums;
            for (a, b) in sums.iter_mut().zip(&node.sums) {
                *a += b;
            }
            node = Node { level: node.level + 1, index: left.index / 2, sums };
        }
        self.nodes.push(node);
    }

    /// Whether every block has so many sums.
    pub fn has_width(&self, width: usize) -> bool {
        self.nodes.iter().all(|node| node.sums.len() == width)
    }

    /// The sums over the whole run.
    pub fn total(&self, width: usize) -> Vec<f64> {
        let mut total = vec![0.0; width];
        for node in &self.nodes {
            for (a, b) in total.iter_mut().zip(&node.sums) {
                *a += b;
            }
        }
        total
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_do_not_depend_on_grouping() {
        let leaf = |block: u64| vec![1.0 / (block as f64 + 3.0), (block as f64) * 0.1];
        let mut whole = Tower::default();
        (0..1000).for_each(|block| whole.push(block, leaf(block)));
        for cuts in [vec![0, 1000], vec![0, 1, 5, 6, 700, 1000], vec![0, 333, 666, 999, 1000]] {
            let mut joined = Tower::default();
            for ends in cuts.windows(2) {
                let mut part = Tower::default();
                (ends[0]..ends[1]).for_each(|block| part.push(block, leaf(block)));
                joined.extend(part);
            }
            assert_eq!(joined, whole);
        }
        let exact: f64 = (0..1000).map(|b| f64::from(b) * 0.1).sum();
        assert!((whole.total(2)[1] - exact).abs() < 1e-9);
    }
}
