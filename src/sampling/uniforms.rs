//! The uniforms of a run, stream by stream.

use std::collections::BTreeSet;

use super::generator::fill_uniforms_on;
use super::latin;
use super::sobol::Dimension;
use super::stream::{StreamKey, StreamName};
use super::{MOST_DIMENSIONS, Sampling};
use crate::block::Column;
use crate::kernel::Instructions;

/// Where the uniforms of a list of streams come from.
#[derive(Debug, Clone)]
pub struct Uniforms {
    streams: Vec<Stream>,
}

#[derive(Debug, Clone)]
enum Stream {
    Random(StreamKey),
    Latin { within: StreamKey, order: StreamKey },
    Sobol(Dimension),
}

impl Uniforms {
    /// The uniforms of `streams` under a seed, for one scenario by itself.
    pub fn new(sampling: Sampling, seed: u64, streams: &[StreamName]) -> Uniforms {
        Uniforms::among(sampling, seed, streams, &streams.iter().cloned().collect())
    }

    /// The uniforms of `streams` under a seed, where several scenarios are played out together: `all` holds the
    /// streams of all of them that something reads. A stream has the same uniforms in each.
    pub fn among(
        sampling: Sampling,
        seed: u64,
        streams: &[StreamName],
        all: &BTreeSet<StreamName>,
    ) -> Uniforms {
        let key = |name: &str| StreamKey::new(seed, name);
        let stream = |name: &StreamName| {
            let text = name.to_string();
            match sampling {
                Sampling::Random => Stream::Random(key(&text)),
                Sampling::Latin => Stream::Latin { within: key(&text), order: key(&format!("latin/{text}")) },
                // Dimensions go to inputs by name, then to luck: names sort that way. What nothing reads has none.
                Sampling::Sobol => match all.range(..name).take(MOST_DIMENSIONS).count() {
                    number if number < MOST_DIMENSIONS && all.contains(name) => {
                        Stream::Sobol(Dimension::new(number, key(&format!("sobol/{text}"))))
                    }
                    _ => Stream::Random(key(&text)),
                },
            }
        };
        Uniforms { streams: streams.iter().map(stream).collect() }
    }

    /// Fills a column with the uniforms of a block. Streams count as in the list.
    #[inline(always)]
    pub fn fill(&self, isa: impl Instructions, stream: usize, block: u64, out: &mut Column) {
        match &self.streams[stream] {
            Stream::Random(key) => fill_uniforms_on(isa, *key, block, out),
            Stream::Latin { within, order } => latin::fill(*within, *order, block, out),
            Stream::Sobol(dimension) => dimension.fill(block, out),
        }
    }
}
