//! The two streams a person may be looking at: how wide they are, whether they may be coloured, and what is said
//! beside the results.

use std::io::{IsTerminal, Write};

use anstream::{AutoStream, ColorChoice};
use anstyle::{AnsiColor, Style};
use clap::{ArgAction, Args, ValueEnum};

use crate::report::language::Language;
use crate::report::write::text::{COLUMNS, DEFAULT_COLUMNS, Page};
use crate::scenario::printable::printable;

/// Options that every command understands.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Manner")]
pub struct Manner {
    /// When to colour the output.
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto", env = "VENDEPUNKT_COLOR")]
    pub color: Color,
    /// No progress and no warnings on standard error; errors are still shown.
    #[arg(
        long,
        short,
        global = true,
        action = ArgAction::SetTrue,
        env = "VENDEPUNKT_QUIET",
        value_parser = clap::builder::FalseyValueParser::new()
    )]
    pub quiet: bool,
}

/// When to colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Color {
    /// On a terminal, unless NO_COLOR says no or CLICOLOR_FORCE says yes.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// Standard output and standard error, as far as people see them.
#[derive(Debug, Clone, Copy)]
pub struct Console {
    /// Whether results on standard output are coloured.
    pub colour: bool,
    /// Whether results in a file are coloured: only where the caller insists.
    pub colour_in_files: bool,
    /// Columns for results on standard output.
    pub columns: usize,
    /// Whether standard error is coloured.
    colour_beside: bool,
    /// Columns of standard error.
    columns_beside: usize,
    /// Whether only errors are said beside the results.
    pub quiet: bool,
    /// The language of reports.
    pub language: Language,
}

impl Console {
    /// Looks at the streams.
    pub fn new(manner: &Manner, language: Language) -> Console {
        match manner.color {
            Color::Auto => ColorChoice::Auto,
            Color::Always => ColorChoice::AlwaysAnsi,
            Color::Never => ColorChoice::Never,
        }
        .write_global();
        let (out, beside) = (std::io::stdout(), std::io::stderr());
        Console {
            colour: AutoStream::choice(&out) != ColorChoice::Never,
            colour_in_files: manner.color == Color::Always,
            columns: columns(&out),
            colour_beside: AutoStream::choice(&beside) != ColorChoice::Never,
            columns_beside: columns(&beside),
            quiet: manner.quiet,
            language,
        }
    }

    /// The page for results that go to standard output, or to a file.
    pub fn page(&self, on_stdout: bool) -> Page {
        let (columns, colour) = match on_stdout {
            true => (self.columns, self.colour),
            false => (DEFAULT_COLUMNS, self.colour_in_files),
        };
        Page { columns, colour, language: self.language }
    }

    /// Shows text that `render` makes for standard error's width and colour.
    pub fn show(&self, render: impl FnOnce(usize, bool) -> String) {
        let text = render(self.columns_beside, self.colour_beside);
        // Nobody is told if even standard error is gone.
        let _ = writeln!(std::io::stderr().lock(), "{text}");
    }

    /// Says an error: one line, cause and remedy.
    pub fn error(&self, message: &str) {
        self.say(AnsiColor::Red.on_default().bold(), "error", message);
    }

    /// Says a warning, unless asked to be quiet.
    pub fn warning(&self, message: &str) {
        if !self.quiet {
            self.say(AnsiColor::Yellow.on_default().bold(), "warning", message);
        }
    }

    /// Says something in passing, unless asked to be quiet.
    pub fn note(&self, message: &str) {
        if !self.quiet {
            self.show(|_, _| printable(message).into_owned());
        }
    }

    fn say(&self, style: Style, what: &str, message: &str) {
        let message = printable(message);
        self.show(|_, colour| match colour {
            true => format!("{style}{what}{style:#}: {message}"),
            false => format!("{what}: {message}"),
        });
    }
}

/// The width of a terminal; elsewhere what COLUMNS says, or the default.
fn columns(stream: &(impl IsTerminal + terminal_size_of::Stream)) -> usize {
    let terminal = if stream.is_terminal() { stream.columns() } else { None };
    let said = || std::env::var("COLUMNS").ok().and_then(|columns| columns.trim().parse().ok());
    terminal.or_else(said).unwrap_or(DEFAULT_COLUMNS).clamp(*COLUMNS.start(), *COLUMNS.end())
}

/// Asking a stream for its width.
mod terminal_size_of {
    use std::io::{Stderr, Stdout};

    pub trait Stream {
        fn columns(&self) -> Option<usize>;
    }

    impl Stream for Stdout {
        fn columns(&self) -> Option<usize> {
            terminal_size::terminal_size_of(self).map(|(columns, _)| usize::from(columns.0))
        }
    }

    impl Stream for Stderr {
        fn columns(&self) -> Option<usize> {
            terminal_size::terminal_size_of(self).map(|(columns, _)| usize::from(columns.0))
        }
    }
}
