//! Pairs of scenario texts, compared through the library.

use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

use vendepunkt::analysis::compare::comparison::{Change, Pair};
use vendepunkt::analysis::compare::limits::Limit;
use vendepunkt::analysis::compare::{Questions, Side, compare, compare_all};
use vendepunkt::analysis::ranking::Ranking;
use vendepunkt::engine::Unwatched;
use vendepunkt::sampling::{Sampling, Sharing};
use vendepunkt::scenario::Loaded;
use vendepunkt::summary::Settings;

use crate::common::{file, load, load_file, pool};

/// The U-turn scenario, with overrides.
pub fn u_turn(set: &[String]) -> Loaded {
    load_file(&file("scenarios/u-turn.toml"), None, set)
}

/// A programme whose net benefit is the sum of normal laws: (name, mean, sd).
pub fn linear(terms: &[(&str, f64, f64)]) -> Loaded {
    load(&linear_text(terms))
}

/// Its text.
pub fn linear_text(terms: &[(&str, f64, f64)]) -> String {
    let mut text = "format = 1\ntitle = \"Linear\"\ncurrency = \"DKK\"\nprice_year = 2020\nhorizon = 1\n\
                    discount = { rate = 0 }\npayers = { city = \"City\" }\n"
        .to_owned();
    for (name, mean, sd) in terms {
        text.push_str(&format!("[inputs.{name}]\nnormal = {{ mean = {mean:?}, sd = {sd:?} }}\n"));
    }
    let sum: Vec<&str> = terms.iter().map(|(name, ..)| *name).collect();
    text.push_str(&format!(
        "[effects.gain]\nper = \"programme\"\namount = \"{}\"\nyears = 0\nshares = {{ city = 1 }}\n",
        sum.join(" + ")
    ));
    text
}

/// What is asked of a pair: so many draws.
pub fn questions(draws: u64, seed: u64) -> Questions {
    let settings = Settings { draws, seed, sampling: Sampling::Random, ..Settings::default() };
    Questions { settings, limits: Vec::new(), until_conclusive: false }
}

/// With limits on the drop of figures.
pub fn limited(draws: u64, seed: u64, limits: &[(&str, f64)], until_conclusive: bool) -> Questions {
    let limit = |(path, most): &(&str, f64)| Limit::max_drop(&format!("{path}={most:e}")).expect("a limit");
    Questions { limits: limits.iter().map(limit).collect(), until_conclusive, ..questions(draws, seed) }
}

/// Compares two edits of one thing, on one thread.
pub fn pair(base: &Loaded, other: &Loaded, questions: &Questions) -> Pair {
    let side = |loaded| Side::new(loaded, "text", None, Sharing::Everything);
    compare("pair", [&side(base), &side(other)], &pool(1), questions, &Unwatched)
        .expect("the pair can be compared")
}

/// Ranks scenarios, on one thread; the first is the base.
pub fn ranked(names: &[String], sides: &[Side<'_>], settings: Settings) -> Ranking {
    let others: Vec<(&str, &Side<'_>)> = names.iter().map(String::as_str).zip(sides).skip(1).collect();
    let asked = Questions { settings, limits: Vec::new(), until_conclusive: false };
    let compared = compare_all(&sides[0], &others, Some(names), &pool(1), &asked, &Unwatched);
    compared.ranking.unwrap_or_else(|| panic!("they cannot be ranked: {:?}", compared.pairs))
}

/// The change for the public.
pub fn public(pair: &Pair) -> &Change {
    &pair.perspectives["public"]
}

/// Does something for each seed from 1 on, on two threads, and gathers what comes of it in the order of the seeds.
pub fn each_seed<T: Send>(seeds: u64, work: impl Fn(u64) -> T + Sync) -> Vec<T> {
    let (next, done) = (AtomicU64::new(1), Mutex::new(Vec::new()));
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                loop {
                    let seed = next.fetch_add(1, Ordering::Relaxed);
                    if seed > seeds {
                        break;
                    }
                    let result = work(seed);
                    done.lock().expect("no thread panics while it holds the lock").push((seed, result));
                }
            });
        }
    });
    let mut done = done.into_inner().expect("every thread has ended");
    done.sort_by_key(|(seed, _)| *seed);
    done.into_iter().map(|(_, result)| result).collect()
}

/// Φ.
pub fn normal_cdf(z: f64) -> f64 {
    vendepunkt::distribution::special::normal::tails(z).below
}
