//! The uniforms of a run, stream by stream: of all its draws in order, or of some that are picked.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::generator::fill_uniforms_on;
use super::latin;
use super::sobol::Dimension;
use super::stream::{PersonKeys, StreamKey, StreamName};
use super::{MOST_DIMENSIONS, Sampling};
use crate::block::{BLOCK, Column};
use crate::kernel::{Baseline, Instructions};

/// Where the uniforms of a list of streams come from.
#[derive(Debug, Clone)]
pub struct Uniforms {
    streams: Vec<Stream>,
    /// The draws that are made, by rising number; all of them where none are picked.
    picked: Option<Arc<[u64]>>,
}

#[derive(Debug, Clone)]
enum Stream {
    Random(StreamKey),
    People(PersonKeys),
    Latin {
        within: StreamKey,
        order: StreamKey,
    },
    Sobol(Dimension),
    /// A dial, and how far it is turned.
    Dial {
        number: u32,
        to: f64,
    },
    /// Whatever it is of, made once and kept.
    Kept(Arc<[Column]>),
}

/// Bytes of uniforms that are kept, at most.
const MOST_KEPT: usize = 1 << 26;

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
            if let StreamName::Dial(number) = name {
                return Stream::Dial { number: *number, to: 0.5 };
            }
            let text = name.to_string();
            match sampling {
                _ if name.is_of_people() => Stream::People(PersonKeys::new(seed, &text)),
                _ if name.is_plain() => Stream::Random(key(&text)),
                Sampling::Random => Stream::Random(key(&text)),
                Sampling::Latin => Stream::Latin { within: key(&text), order: key(&format!("latin/{text}")) },
                // Dimensions go to inputs by name, then to luck: names sort that way. What nothing reads has none.
                Sampling::Sobol => {
                    match all.range(..name).filter(|before| !before.is_plain()).take(MOST_DIMENSIONS).count()
                    {
                        number if number < MOST_DIMENSIONS && all.contains(name) => {
                            Stream::Sobol(Dimension::new(number, key(&format!("sobol/{text}"))))
                        }
                        _ => Stream::Random(key(&text)),
                    }
                }
            }
        };
        Uniforms { streams: streams.iter().map(stream).collect(), picked: None }
    }

    /// Only some draws, by rising number: draw i is then the i-th of them. What is beyond the last is that again.
    #[must_use]
    pub fn picking(self, draws: Arc<[u64]>) -> Uniforms {
        Uniforms { picked: Some(draws), ..self }
    }

    /// Turns the dials, each by its number.
    pub fn turn(&mut self, dials: &[f64]) {
        for stream in &mut self.streams {
            if let Stream::Dial { number, to } = stream
                && let Some(at) = dials.get(*number as usize)
            {
                *to = *at;
            }
        }
    }

    /// The same, made once and kept for whoever plays it several times, where so many blocks have room.
    #[must_use]
    pub fn kept(self, blocks: usize) -> Uniforms {
        if self.streams.len() * blocks * size_of::<Column>() > MOST_KEPT {
            return self;
        }
        let keep = |(number, stream): (usize, &Stream)| match stream {
            Stream::Dial { .. } | Stream::People(_) => stream.clone(),
            _ => {
                let mut columns = vec![[0.0; BLOCK]; blocks];
                let each = columns.iter_mut().enumerate();
                each.for_each(|(block, column)| self.fill(Baseline, number, block as u64, column));
                Stream::Kept(columns.into())
            }
        };
        let streams = self.streams.iter().enumerate().map(keep).collect();
        Uniforms { streams, ..self }
    }

    /// Fills a column with the uniforms of a block. Streams count as in the list.
    #[inline(always)]
    pub fn fill(&self, isa: impl Instructions, stream: usize, block: u64, out: &mut Column) {
        match (&self.streams[stream], &self.picked) {
            (Stream::Dial { to, .. }, _) => out.fill(*to),
            (Stream::Kept(columns), _) => out.copy_from_slice(&columns[block as usize]),
            (_, None) => self.fill_whole(isa, stream, block, out),
            (_, Some(draws)) => {
                fill_picked(draws, block, out, &|block, out| self.fill_whole(Baseline, stream, block, out))
            }
        }
    }

    /// Fills a column with the uniforms of a block that one of many people has, counted from 1.
    #[inline(always)]
    pub fn fill_person(
        &self,
        isa: impl Instructions,
        stream: usize,
        person: u32,
        block: u64,
        out: &mut Column,
    ) {
        let Stream::People(keys) = &self.streams[stream] else { unreachable!("the stream is one of people") };
        let key = keys.key(person);
        match &self.picked {
            None => fill_uniforms_on(isa, key, block, out),
            Some(draws) => {
                fill_picked(draws, block, out, &|block, out| fill_uniforms_on(Baseline, key, block, out))
            }
        }
    }

    #[inline(always)]
    fn fill_whole(&self, isa: impl Instructions, stream: usize, block: u64, out: &mut Column) {
        match &self.streams[stream] {
            Stream::People(_) => unreachable!("people have a stream each"),
            Stream::Dial { .. } | Stream::Kept(_) => unreachable!("they are filled as they are"),
            Stream::Random(key) => fill_uniforms_on(isa, *key, block, out),
            Stream::Latin { within, order } => latin::fill(*within, *order, block, out),
            Stream::Sobol(dimension) => dimension.fill(block, out),
        }
    }
}

/// Goes through the blocks that the picked draws of a block lie in. It stands by itself: a loop that is called from two places
/// is inlined in neither, and so compiled for no instruction set but the baseline.
#[inline(never)]
fn fill_picked(draws: &[u64], block: u64, out: &mut Column, fill: &dyn Fn(u64, &mut Column)) {
    let mut whole = [0.0; BLOCK];
    let mut made = None;
    for (i, out) in out.iter_mut().enumerate() {
        let at = block as usize * BLOCK + i;
        let draw = draws[if at < draws.len() { at } else { draws.len() - 1 }];
        let of = draw / BLOCK as u64;
        if made != Some(of) {
            fill(of, &mut whole);
            made = Some(of);
        }
        *out = whole[(draw % BLOCK as u64) as usize];
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first(uniforms: &Uniforms, stream: usize) -> Column {
        let mut out = [0.0; BLOCK];
        uniforms.fill(Baseline, stream, 0, &mut out);
        out
    }

    /// A second life is as it would be at random, and the streams that are spread are so as if it were not there.
    #[test]
    fn plain_streams_are_random_and_take_no_dimension() {
        let cell = StreamName::Cell { group: None, intake: 0, pair: "a".to_owned() };
        let twin = StreamName::Twin(Box::new(cell.clone()));
        let of = |stream: &StreamName| StreamName::Of {
            stream: Box::new(stream.clone()),
            programme: "p".to_owned(),
        };
        let spread = [StreamName::Input("x".to_owned()), cell.clone(), of(&cell)];
        let all = [spread[0].clone(), cell, twin.clone(), of(&twin), spread[2].clone()];
        for sampling in [Sampling::Random, Sampling::Latin, Sampling::Sobol] {
            let (with, without) = (Uniforms::new(sampling, 7, &all), Uniforms::new(sampling, 7, &spread));
            let random = Uniforms::new(Sampling::Random, 7, &all);
            for (a, b) in [(0, 0), (1, 1), (4, 2)] {
                assert_eq!(first(&with, a), first(&without, b), "{sampling}");
            }
            assert_eq!(first(&with, 2), first(&random, 2), "{sampling}");
            assert_eq!(first(&with, 3), first(&random, 3), "{sampling}");
            assert_ne!(first(&with, 1), first(&with, 2), "{sampling}");
        }
    }
}
