//! The uniforms of a run, stream by stream.

use super::generator::fill_uniforms;
use super::stream::{StreamKey, StreamName};
use crate::units::Column;

/// Where the uniforms of a list of streams come from.
#[derive(Debug, Clone)]
pub struct Uniforms {
    keys: Vec<StreamKey>,
}

impl Uniforms {
    /// Independent uniforms under a seed: plain random sampling.
    pub fn random(seed: u64, streams: &[StreamName]) -> Uniforms {
        Uniforms { keys: streams.iter().map(|name| StreamKey::new(seed, &name.to_string())).collect() }
    }

    /// Fills a column with the uniforms of a block. Streams count as in the list.
    #[inline(always)]
    pub fn fill(&self, stream: usize, block: u64, out: &mut Column) {
        fill_uniforms(self.keys[stream], block, out);
    }
}
