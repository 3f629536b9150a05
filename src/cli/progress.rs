//! Progress: one bar on a terminal, nothing elsewhere.

use std::fmt::Write;
use std::io::IsTerminal;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle};

use crate::engine::Watch;
use crate::report::figure::amount;
use crate::report::names::shorten;
use crate::scenario::printable::printable;
use crate::summary::results::Estimate;

/// A run that is over sooner shows no bar: it would only flicker.
const PATIENCE: Duration = Duration::from_millis(400);

/// Columns for a scenario's name: the bar and its figures fit beside it in 80.
const LONGEST_NAME: usize = 30;

/// What is done, where it ends, and what is left.
const BAR: &str = "━╸─";

/// A bar over all draws of all scenarios of a call.
#[derive(Debug)]
pub struct Progress {
    bar: ProgressBar,
    /// Whether there is a terminal, on which the bar comes once patience is over.
    is_seen: bool,
    is_shown: AtomicBool,
    started: Instant,
    done: AtomicU64,
    cancelled: AtomicBool,
}

impl Progress {
    /// A bar on standard error, unless that is no terminal or `quiet`.
    pub fn new(quiet: bool) -> Progress {
        let is_seen = !quiet && std::io::stderr().is_terminal();
        let bar = ProgressBar::with_draw_target(Some(0), ProgressDrawTarget::hidden());
        let template = "{msg} {bar:20} {percent:>3}% · {speed} · {eta} left";
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style.with_key("speed", write_speed).progress_chars(BAR));
        }
        let (is_shown, cancelled) = (AtomicBool::new(false), AtomicBool::new(false));
        Progress { bar, is_seen, is_shown, started: Instant::now(), done: AtomicU64::new(0), cancelled }
    }

    /// Of a call that reads files and plays none: a bar over files.
    pub fn of_files(quiet: bool, files: u64) -> Progress {
        let progress = Progress::new(quiet);
        progress.expect(files);
        let template = "{msg} {bar:20} {percent:>3}% · {speed} · {eta} left";
        if let Ok(style) = ProgressStyle::with_template(template) {
            let write_files = |state: &ProgressState, line: &mut dyn Write| {
                // As for draws, there is nobody to tell.
                let _ = write!(line, "{:.0} files/s", state.per_sec());
            };
            progress.bar.set_style(style.with_key("speed", write_files).progress_chars(BAR));
        }
        progress
    }

    /// Of a call that plays one scenario as often as its questions take, which nobody knows beforehand: how many draws are made, and since when.
    pub fn of_questions(quiet: bool) -> Progress {
        let progress = Progress::new(quiet);
        progress.bar.unset_length();
        let template = "{spinner} {msg} · {made} · {speed} · {elapsed}";
        if let Ok(style) = ProgressStyle::with_template(template) {
            progress.bar.set_style(style.with_key("speed", write_speed).with_key("made", write_made));
        }
        progress
    }

    /// So many more draws are to be made.
    pub fn expect(&self, draws: u64) {
        self.bar.inc_length(draws);
    }

    /// Work on a scenario starts.
    pub fn start(&self, name: &str) {
        if self.is_seen {
            self.bar.set_message(shorten(&printable(name), LONGEST_NAME));
        }
    }

    /// Progress with one scenario of `draws`.
    pub fn share(&self, draws: u64) -> Share<'_> {
        Share { progress: self, draws, done: AtomicU64::new(0) }
    }

    /// Tells whoever is at work to stop.
    pub fn cancel(&self) {
        self.cancelled.store(true, Ordering::Relaxed);
    }

    /// Takes the bar off the terminal while `speak` writes there.
    pub fn aside<T>(&self, speak: impl FnOnce() -> T) -> T {
        self.bar.suspend(speak)
    }

    /// Takes the bar off the terminal for good.
    pub fn clear(&self) {
        self.bar.finish_and_clear();
    }

    /// Progress with one scenario that is played again and again.
    pub fn plays(&self) -> Plays<'_> {
        Plays { progress: self, done: AtomicU64::new(0) }
    }

    /// So much more is done: draws, or files.
    pub fn advance(&self, draws: u64) {
        let done = self.done.fetch_add(draws, Ordering::Relaxed) + draws;
        if self.is_seen && self.started.elapsed() > PATIENCE {
            if !self.is_shown.swap(true, Ordering::Relaxed) {
                self.bar.set_draw_target(ProgressDrawTarget::stderr_with_hz(10));
            }
            self.bar.set_position(done);
        }
    }
}

/// Progress with one of the scenarios, of which several may be at work.
#[derive(Debug)]
pub struct Share<'a> {
    progress: &'a Progress,
    draws: u64,
    done: AtomicU64,
}

impl Share<'_> {
    /// The scenario is over, however it went.
    pub fn end(&self) {
        self.progressed(self.draws, self.draws);
    }
}

impl Watch for Share<'_> {
    fn progressed(&self, done: u64, _total: u64) {
        let before = self.done.fetch_max(done, Ordering::Relaxed);
        self.progress.advance(done.saturating_sub(before));
    }

    /// Only where the call has come to an end; an interrupt ends the whole program ([`super::interrupt`]).
    fn cancelled(&self) -> bool {
        self.progress.cancelled.load(Ordering::Relaxed)
    }
}

/// Progress with a scenario that is played again and again: each time draws are counted from 0.
#[derive(Debug)]
pub struct Plays<'a> {
    progress: &'a Progress,
    done: AtomicU64,
}

impl Watch for Plays<'_> {
    fn progressed(&self, done: u64, _total: u64) {
        let before = self.done.load(Ordering::Relaxed);
        // Threads report out of turn, but never half a play behind: that is the next one.
        let made = match before {
            _ if done >= before => done - before,
            _ if done < before / 2 => done,
            _ => return,
        };
        self.done.store(done, Ordering::Relaxed);
        self.progress.advance(made);
    }

    fn cancelled(&self) -> bool {
        self.progress.cancelled.load(Ordering::Relaxed)
    }
}

/// Draws that were made, as `1.25m draws`.
fn write_made(state: &ProgressState, line: &mut dyn Write) {
    let made = Estimate::exact(state.pos() as f64);
    let _ = write!(line, "{} draws", amount(&made));
}

/// Draws per second, as `1.25m draws/s`.
fn write_speed(state: &ProgressState, line: &mut dyn Write) {
    let speed = Estimate::exact(state.per_sec());
    // The bar is for the eye; there is nobody to tell if it cannot be drawn.
    let _ = write!(line, "{} draws/s", amount(&speed));
}
