//! The uniforms of a run: plain random sampling.

use crate::model::{Program, Uniforms};
use crate::sampling::{StreamKey, fill_uniforms};
use crate::units::Column;

/// Independent uniforms, keyed by seed and stream.
#[derive(Debug, Clone)]
pub struct RandomUniforms {
    keys: Vec<StreamKey>,
}

impl RandomUniforms {
    /// Keys the streams of a program.
    pub fn new(seed: u64, program: &Program) -> RandomUniforms {
        let keys = program.streams().iter().map(|name| StreamKey::new(seed, &name.to_string())).collect();
        RandomUniforms { keys }
    }
}

impl Uniforms for RandomUniforms {
    #[inline(always)]
    fn fill(&self, stream: usize, block: u64, out: &mut Column) {
        fill_uniforms(self.keys[stream], block, out);
    }
}
