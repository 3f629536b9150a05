//! Which instruction set the loops run on: chosen at run time, with the same bytes from each.
//!
//! [`run`] calls a [`Kernel`] inside a function that is compiled for one instruction set. Everything that
//! the kernel calls is inlined into that function, so its loops are compiled for that set too. Rust neither
//! contracts nor reorders floating point, so each version rounds alike.

use std::fmt;
use std::str::FromStr;

/// An instruction set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Isa {
    /// What the target guarantees (SSE2 on x86-64).
    Baseline,
    /// AVX2 with BMI.
    Avx2,
    /// AVX-512 F, BW, CD, DQ and VL.
    Avx512,
}

/// A piece of work, compiled once for each instruction set.
pub trait Kernel {
    /// Does the work. Implementations and everything they call must be `#[inline(always)]`.
    fn run(self);
}

impl Isa {
    /// The best that this machine has.
    pub fn detect() -> Isa {
        [Isa::Avx512, Isa::Avx2].into_iter().find(|isa| isa.is_available()).unwrap_or(Isa::Baseline)
    }

    /// Whether this machine has it.
    pub fn is_available(self) -> bool {
        #[cfg(target_arch = "x86_64")]
        {
            use std::arch::is_x86_feature_detected as has;
            match self {
                Isa::Baseline => true,
                Isa::Avx2 => has!("avx2") && has!("bmi1") && has!("bmi2") && has!("lzcnt") && has!("popcnt"),
                Isa::Avx512 => {
                    Isa::Avx2.is_available()
                        && has!("avx512f")
                        && has!("avx512bw")
                        && has!("avx512cd")
                        && has!("avx512dq")
                        && has!("avx512vl")
                }
            }
        }
        #[cfg(not(target_arch = "x86_64"))]
        {
            self == Isa::Baseline
        }
    }
}

impl fmt::Display for Isa {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Isa::Baseline => "baseline",
            Isa::Avx2 => "avx2",
            Isa::Avx512 => "avx512",
        })
    }
}

impl FromStr for Isa {
    type Err = String;

    /// Reads `baseline`, `avx2` or `avx512`.
    fn from_str(text: &str) -> Result<Isa, String> {
        [Isa::Baseline, Isa::Avx2, Isa::Avx512]
            .into_iter()
            .find(|isa| isa.to_string() == text)
            .ok_or_else(|| format!("`{text}` is no instruction set: expected `baseline`, `avx2` or `avx512`"))
    }
}

/// Runs a kernel compiled for an instruction set; for the baseline where this machine does not have it.
pub fn run<K: Kernel>(isa: Isa, kernel: K) {
    #[cfg(target_arch = "x86_64")]
    #[allow(unsafe_code)]
    {
        // SAFETY: a function with target features may be called where the processor has these features.
        // `is_available` asks the processor for exactly the features that the function is compiled with.
        match isa {
            Isa::Avx512 if isa.is_available() => return unsafe { run_avx512(kernel) },
            Isa::Avx2 if isa.is_available() => return unsafe { run_avx2(kernel) },
            _ => {}
        }
    }
    #[cfg(not(target_arch = "x86_64"))]
    let _ = isa;
    kernel.run();
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2,bmi1,bmi2,lzcnt,popcnt,avx512f,avx512bw,avx512cd,avx512dq,avx512vl")]
fn run_avx512<K: Kernel>(kernel: K) {
    kernel.run();
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2,bmi1,bmi2,lzcnt,popcnt")]
fn run_avx2<K: Kernel>(kernel: K) {
    kernel.run();
}
