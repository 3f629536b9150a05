//! Which instruction set the loops run on: chosen at run time, with the same bytes from each.
//!
//! [`run`] calls a [`Kernel`] inside a function that is compiled for one instruction set. Everything that
//! the kernel calls is inlined into that function, so its loops are compiled for that set too. Rust neither
//! contracts nor reorders floating point, so each version rounds alike.
//!
//! Two loops are beyond the compiler, and [`Instructions`] has them written out: rows that are loaded one by one and
//! transposed, and rotations of words where the set has none. Each version does the same operations in the same order.

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
    fn run<I: Instructions>(self, isa: I);
}

/// Draws of a [`Stretch`].
pub const STRETCH: usize = 64;

/// One quantity in a few draws: what passes between the stages of a loop stays in the fastest cache.
pub type Stretch = [f64; STRETCH];

/// Coefficients of a polynomial of degree 7, by rising power.
pub type Coefficients = [f64; 8];

/// The state of eight xoshiro256++ generators: four words of each.
pub type States = [[u64; 8]; 4];

/// A value of this type shows that the processor has an instruction set.
pub trait Instructions: Copy {
    /// The instruction set.
    const ISA: Isa;

    /// Evaluates (c₀ + t²(c₂ + t²(c₄ + t² c₆))) + t·(c₁ + t²(c₃ + t²(c₅ + t² c₇))) for each draw, with the coefficients of
    /// its row.
    #[inline(always)]
    fn polynomials(self, rows: &[Coefficients], row: &[u64; STRETCH], t: &Stretch, out: &mut Stretch) {
        // A bound that is checked keeps the compiler from gathering, which is several times slower on machines
        // with the mitigation for gather data sampling.
        for i in 0..STRETCH {
            let c = &rows[row[i] as usize];
            let t = t[i];
            let square = t * t;
            let even = c[0] + square * (c[2] + square * (c[4] + square * c[6]));
            let odd = c[1] + square * (c[3] + square * (c[5] + square * c[7]));
            out[i] = even + t * odd;
        }
    }

    /// Takes eight xoshiro256++ generators (Blackman & Vigna 2021) one step further and gives their words.
    #[inline(always)]
    fn step(self, state: &mut States) -> [u64; 8] {
        let [s0, s1, s2, s3] = state;
        let mut words = [0; 8];
        for lane in 0..8 {
            words[lane] = s0[lane].wrapping_add(s3[lane]).rotate_left(23).wrapping_add(s0[lane]);
            let t = s1[lane] << 17;
            s2[lane] ^= s0[lane];
            s3[lane] ^= s1[lane];
            s1[lane] ^= s2[lane];
            s0[lane] ^= s3[lane];
            s2[lane] ^= t;
            s3[lane] = s3[lane].rotate_left(45);
        }
        words
    }
}

/// What every machine has.
#[derive(Debug, Clone, Copy)]
pub struct Baseline;

impl Instructions for Baseline {
    const ISA: Isa = Isa::Baseline;
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
            Isa::Avx512 if isa.is_available() => return unsafe { x86::run_avx512(kernel) },
            Isa::Avx2 if isa.is_available() => return unsafe { x86::run_avx2(kernel) },
            _ => {}
        }
    }
    #[cfg(not(target_arch = "x86_64"))]
    let _ = isa;
    kernel.run(Baseline);
}

#[cfg(target_arch = "x86_64")]
#[allow(unsafe_code)]
mod x86 {
    use std::arch::x86_64::*;

    use super::{Coefficients, Instructions, Isa, Kernel, STRETCH, States, Stretch};

    /// AVX2: made only in [`run_avx2`].
    #[derive(Debug, Clone, Copy)]
    struct Avx2(());

    /// AVX-512: made only in [`run_avx512`].
    #[derive(Debug, Clone, Copy)]
    struct Avx512(());

    #[target_feature(enable = "avx2,bmi1,bmi2,lzcnt,popcnt,avx512f,avx512bw,avx512cd,avx512dq,avx512vl")]
    pub(super) fn run_avx512<K: Kernel>(kernel: K) {
        kernel.run(Avx512(()));
    }

    #[target_feature(enable = "avx2,bmi1,bmi2,lzcnt,popcnt")]
    pub(super) fn run_avx2<K: Kernel>(kernel: K) {
        kernel.run(Avx2(()));
    }

    impl Instructions for Avx2 {
        const ISA: Isa = Isa::Avx2;

        #[inline(always)]
        fn polynomials(self, rows: &[Coefficients], row: &[u64; STRETCH], t: &Stretch, out: &mut Stretch) {
            // SAFETY: an `Avx2` is made only where the processor has it.
            unsafe { polynomials_avx2(rows, row, t, out) }
        }

        #[inline(always)]
        fn step(self, state: &mut States) -> [u64; 8] {
            // SAFETY: an `Avx2` is made only where the processor has it.
            unsafe { step_avx2(state) }
        }
    }

    impl Instructions for Avx512 {
        const ISA: Isa = Isa::Avx512;

        #[inline(always)]
        fn polynomials(self, rows: &[Coefficients], row: &[u64; STRETCH], t: &Stretch, out: &mut Stretch) {
            // SAFETY: an `Avx512` is made only where the processor has it.
            unsafe { polynomials_avx512(rows, row, t, out) }
        }
    }

    /// Four draws at a time: each coefficient of their rows becomes a vector.
    #[target_feature(enable = "avx2")]
    #[inline]
    fn polynomials_avx2(rows: &[Coefficients], row: &[u64; STRETCH], t: &Stretch, out: &mut Stretch) {
        let groups = row.as_chunks::<4>().0.iter().zip(t.as_chunks::<4>().0);
        for ((row, t), out) in groups.zip(out.as_chunks_mut::<4>().0) {
            let rows: [&Coefficients; 4] = row.map(|row| &rows[row as usize]);
            // Coefficients k and k + 1 of all four.
            let pair = |k: usize| {
                let two = |i: usize| {
                    let c = &rows[i][k..k + 2];
                    // SAFETY: the slice holds two numbers.
                    unsafe { _mm_loadu_pd(c.as_ptr()) }
                };
                let first = _mm256_insertf128_pd::<1>(_mm256_castpd128_pd256(two(0)), two(2));
                let second = _mm256_insertf128_pd::<1>(_mm256_castpd128_pd256(two(1)), two(3));
                (_mm256_unpacklo_pd(first, second), _mm256_unpackhi_pd(first, second))
            };
            // SAFETY: the array holds four numbers.
            let t = unsafe { _mm256_loadu_pd(t.as_ptr()) };
            let square = _mm256_mul_pd(t, t);
            let (mut even, mut odd) = pair(6);
            for k in [4, 2, 0] {
                let (c, d) = pair(k);
                even = _mm256_add_pd(c, _mm256_mul_pd(square, even));
                odd = _mm256_add_pd(d, _mm256_mul_pd(square, odd));
            }
            let y = _mm256_add_pd(even, _mm256_mul_pd(t, odd));
            // SAFETY: the array holds four numbers.
            unsafe { _mm256_storeu_pd(out.as_mut_ptr(), y) };
        }
    }

    /// Eight draws at a time: each coefficient of their rows becomes a vector.
    #[target_feature(enable = "avx512f,avx512dq")]
    #[inline]
    fn polynomials_avx512(rows: &[Coefficients], row: &[u64; STRETCH], t: &Stretch, out: &mut Stretch) {
        let groups = row.as_chunks::<8>().0.iter().zip(t.as_chunks::<8>().0);
        for ((row, t), out) in groups.zip(out.as_chunks_mut::<8>().0) {
            let load = |i: usize| {
                let c = &rows[row[i] as usize];
                // SAFETY: a row holds eight numbers.
                unsafe { _mm512_loadu_pd(c.as_ptr()) }
            };
            let r: [__m512d; 8] = [load(0), load(1), load(2), load(3), load(4), load(5), load(6), load(7)];
            // Coefficients 0, 2, 4, 6 (low) and 1, 3, 5, 7 (high) of two draws, by turns.
            let low = |i: usize| _mm512_unpacklo_pd(r[i], r[i + 1]);
            let high = |i: usize| _mm512_unpackhi_pd(r[i], r[i + 1]);
            // Of four draws each: [c₀ c₄] and [c₂ c₆], two by two; then of all eight.
            let four = |a: [__m512d; 4]| {
                let ab = _mm512_shuffle_f64x2::<0b10_00_10_00>(a[0], a[1]);
                let ab2 = _mm512_shuffle_f64x2::<0b11_01_11_01>(a[0], a[1]);
                let cd = _mm512_shuffle_f64x2::<0b10_00_10_00>(a[2], a[3]);
                let cd2 = _mm512_shuffle_f64x2::<0b11_01_11_01>(a[2], a[3]);
                [
                    _mm512_shuffle_f64x2::<0b10_00_10_00>(ab, cd),
                    _mm512_shuffle_f64x2::<0b10_00_10_00>(ab2, cd2),
                    _mm512_shuffle_f64x2::<0b11_01_11_01>(ab, cd),
                    _mm512_shuffle_f64x2::<0b11_01_11_01>(ab2, cd2),
                ]
            };
            let [c0, c2, c4, c6] = four([low(0), low(2), low(4), low(6)]);
            let [c1, c3, c5, c7] = four([high(0), high(2), high(4), high(6)]);
            // SAFETY: the array holds eight numbers.
            let t = unsafe { _mm512_loadu_pd(t.as_ptr()) };
            let square = _mm512_mul_pd(t, t);
            let next = |c: __m512d, sum: __m512d| _mm512_add_pd(c, _mm512_mul_pd(square, sum));
            let even = next(c0, next(c2, next(c4, c6)));
            let odd = next(c1, next(c3, next(c5, c7)));
            let y = _mm512_add_pd(even, _mm512_mul_pd(t, odd));
            // SAFETY: the array holds eight numbers.
            unsafe { _mm512_storeu_pd(out.as_mut_ptr(), y) };
        }
    }

    /// Four generators at a time; rotations are two shifts.
    #[target_feature(enable = "avx2")]
    #[inline]
    fn step_avx2(state: &mut States) -> [u64; 8] {
        let mut words = [0; 8];
        for from in [0, 4] {
            let at = |word: usize| {
                let four = &state[word][from..from + 4];
                // SAFETY: the slice holds four words.
                unsafe { _mm256_loadu_si256(four.as_ptr().cast()) }
            };
            let (s0, s1, s2, s3) = (at(0), at(1), at(2), at(3));
            let sum = _mm256_add_epi64(s0, s3);
            let turned = _mm256_or_si256(_mm256_slli_epi64::<23>(sum), _mm256_srli_epi64::<41>(sum));
            let result = _mm256_add_epi64(turned, s0);
            let t = _mm256_slli_epi64::<17>(s1);
            let s2 = _mm256_xor_si256(s2, s0);
            let s3 = _mm256_xor_si256(s3, s1);
            let s1 = _mm256_xor_si256(s1, s2);
            let s0 = _mm256_xor_si256(s0, s3);
            let s2 = _mm256_xor_si256(s2, t);
            let s3 = _mm256_or_si256(_mm256_slli_epi64::<45>(s3), _mm256_srli_epi64::<19>(s3));
            for (word, value) in [s0, s1, s2, s3].into_iter().enumerate() {
                let four = &mut state[word][from..from + 4];
                // SAFETY: the slice holds four words.
                unsafe { _mm256_storeu_si256(four.as_mut_ptr().cast(), value) };
            }
            let four = &mut words[from..from + 4];
            // SAFETY: the slice holds four words.
            unsafe { _mm256_storeu_si256(four.as_mut_ptr().cast(), result) };
        }
        words
    }
}
