//! Speed of the kernels. Run with `cargo test --release --test counts speed -- --ignored --nocapture`.

use std::time::Instant;

use vendepunkt::block::{BLOCK, Column, HeapColumn, Operand, new_column};
use vendepunkt::distribution::counts::{BinomialTable, fill_beta_binomial, fill_binomial};

/// Uniforms (k + ½)·2⁻⁵², k from the SplitMix64 generator.
pub fn uniforms(state: &mut u64) -> HeapColumn {
    let mut column = new_column();
    for u in column.iter_mut() {
        *state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut x = *state;
        x = (x ^ (x >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        x = (x ^ (x >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        x ^= x >> 31;
        *u = ((x >> 12) as f64 + 0.5) / (1u64 << 52) as f64;
    }
    column
}

#[inline(never)]
pub fn fill(n: Operand<'_>, p: Operand<'_>, u: &Column, out: &mut Column) {
    fill_binomial(n, p, u, out);
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx512f,avx512dq,avx512vl,avx512bw")]
pub fn fill_512(n: Operand<'_>, p: Operand<'_>, u: &Column, out: &mut Column) {
    fill_binomial(n, p, u, out);
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2")]
pub fn fill_256(n: Operand<'_>, p: Operand<'_>, u: &Column, out: &mut Column) {
    fill_binomial(n, p, u, out);
}

fn nanoseconds(mut draw: impl FnMut(&Column, &mut Column)) -> f64 {
    let mut state = 1;
    let columns: Vec<_> = (0..16).map(|_| uniforms(&mut state)).collect();
    let mut out = new_column();
    let mut best = f64::INFINITY;
    for _ in 0..20 {
        let start = Instant::now();
        for u in &columns {
            draw(u, &mut out);
        }
        let seconds = start.elapsed().as_secs_f64();
        best = if seconds < best { seconds } else { best };
    }
    best * 1e9 / (16 * BLOCK) as f64
}

#[test]
#[ignore = "a benchmark"]
fn binomial() {
    println!("{:>12} {:>6}  plain  const   avx2  const  avx512 const", "n", "p");
    for (n, p) in
        [(24.0, 0.35), (8.0, 0.1), (60.0, 0.4), (1e6, 2e-5), (10_000.0, 0.35), (5e6, 0.35), (1e9, 0.35)]
    {
        let ns: Box<Column> = Box::new([n; BLOCK]);
        let ps: Box<Column> = Box::new(std::array::from_fn(|i| p * (0.9 + 0.2 * i as f64 / BLOCK as f64)));
        print!("{n:>12} {p:>6}");
        let (nv, pv) = (Operand::Column(&ns), Operand::Column(&ps));
        let (nc, _pc) = (Operand::Const(n), Operand::Const(p));
        print!("  {:>5.2}", nanoseconds(|u, out| fill(nv, pv, u, out)));
        print!("  {:>5.2}", nanoseconds(|u, out| fill(nc, pv, u, out)));
        #[cfg(target_arch = "x86_64")]
        #[allow(unsafe_code)]
        {
            if std::arch::is_x86_feature_detected!("avx2") {
                print!("  {:>5.2}", nanoseconds(|u, out| unsafe { fill_256(nv, pv, u, out) }));
                print!("  {:>5.2}", nanoseconds(|u, out| unsafe { fill_256(nc, pv, u, out) }));
            }
            if std::arch::is_x86_feature_detected!("avx512dq") {
                print!("  {:>5.2}", nanoseconds(|u, out| unsafe { fill_512(nv, pv, u, out) }));
                print!("  {:>5.2}", nanoseconds(|u, out| unsafe { fill_512(nc, pv, u, out) }));
            }
        }
        println!();
    }
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx512f,avx512dq,avx512vl,avx512bw")]
pub fn fill_shared_512(n: Operand<'_>, a: Operand<'_>, b: Operand<'_>, u: &Column, out: &mut Column) {
    fill_beta_binomial(n, a, b, u, out);
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2")]
pub fn fill_shared_256(n: Operand<'_>, a: Operand<'_>, b: Operand<'_>, u: &Column, out: &mut Column) {
    fill_beta_binomial(n, a, b, u, out);
}

#[inline(never)]
pub fn fill_shared(n: Operand<'_>, a: Operand<'_>, b: Operand<'_>, u: &Column, out: &mut Column) {
    fill_beta_binomial(n, a, b, u, out);
}

#[test]
#[ignore = "a benchmark"]
#[cfg_attr(target_arch = "x86_64", allow(unsafe_code))]
fn beta_binomial() {
    println!("{:>8} {:>5} {:>5}    plain      avx2    avx512", "n", "mean", "icc");
    for (n, mean, icc) in [
        (24.0, 0.35, 0.05),
        (8.0, 0.1, 0.05),
        (200.0, 0.35, 0.05),
        (2_000.0, 0.35, 0.05),
        (10_000.0, 0.35, 0.05),
        (50_000.0, 0.35, 0.05),
        (1e6, 0.35, 0.05),
        (1e6, 0.35, 1e-4),
    ] {
        let c = (1.0 - icc) / icc;
        let share = |i: usize| c * mean * (0.9 + 0.2 * i as f64 / BLOCK as f64);
        let alpha: Box<Column> = Box::new(std::array::from_fn(share));
        let beta: Box<Column> = Box::new(std::array::from_fn(|i| c - share(i)));
        let (n, a, b) = (Operand::Const(n), Operand::Column(&alpha), Operand::Column(&beta));
        print!("{:>8} {mean:>5} {icc:>5}", n.lanes::<1>(0)[0]);
        print!(" {:>9.1}", nanoseconds(|u, out| fill_shared(n, a, b, u, out)));
        #[cfg(target_arch = "x86_64")]
        {
            if std::arch::is_x86_feature_detected!("avx2") {
                // SAFETY: the instructions are there.
                print!(" {:>9.1}", nanoseconds(|u, out| unsafe { fill_shared_256(n, a, b, u, out) }));
            }
            if std::arch::is_x86_feature_detected!("avx512dq") {
                // SAFETY: the instructions are there.
                print!(" {:>9.1}", nanoseconds(|u, out| unsafe { fill_shared_512(n, a, b, u, out) }));
            }
        }
        println!();
    }
}

#[test]
#[ignore = "a benchmark"]
fn table() {
    for (n, p) in [(24.0, 0.35), (8.0, 0.1), (1_000.0, 0.35), (50_000.0, 0.35)] {
        let start = Instant::now();
        let table = BinomialTable::build(n, p);
        let build = start.elapsed().as_secs_f64() * 1e6;
        println!("{n:>8} {p}: {:.2} ns, built in {build:.0} us", nanoseconds(|u, out| table.fill(u, out)));
    }
}
