//! `explain`: a scenario in plain sentences.

use super::arguments::{ExplainOptions, LanguageOption};
use super::console::Console;
use super::exit::Exit;
use super::failure::describe;
use super::output::Destination;
use super::selection::{file_name, name, source_of};
use crate::report::explain::{self, DrawOf, Language};
use crate::report::text;
use crate::scenario::{Request, load};
use crate::summary::{Failure, walk};

/// Explains what the call names.
pub fn explain(options: &ExplainOptions, console: &Console) -> Exit {
    let source = match source_of(&options.file) {
        Ok(source) => source,
        Err(message) => {
            console.error(&message);
            return Exit::Invalid;
        }
    };
    let request = Request {
        source,
        variant: options.variant.clone(),
        set: options.set.clone(),
        strict: false,
        allow_outside: options.allow_outside,
    };
    let loaded = match load(&request) {
        Ok(loaded) => loaded,
        Err(invalid) => {
            for finding in &invalid.findings {
                console.show(|columns, colour| finding.render(&invalid.files, columns, colour) + "\n");
            }
            return Exit::Invalid;
        }
    };
    let language = match options.lang {
        LanguageOption::En => Language::English,
        LanguageOption::Da => Language::Danish,
    };
    let mut page = explain::explain(&loaded, &name(&request), language, console.columns);
    if let Some(draw) = options.draw {
        match walk(&loaded.scenario, options.sampling.into(), options.seed, draw) {
            Ok(steps) => {
                let of = DrawOf { draw, seed: options.seed };
                explain::draw(&mut page, &loaded.scenario, of, &steps, language);
            }
            Err(error) => {
                let finding = describe(&Failure::Model(error), &file_name(&request), &loaded.files);
                console.show(|columns, colour| finding.render(&loaded.files, columns, colour) + "\n");
                return Exit::Invalid;
            }
        }
    }
    let page = text::print(&page, console.colour);
    match Destination::open(None).and_then(|mut out| out.write(&page)) {
        Ok(()) => Exit::Fine,
        Err(message) => {
            console.error(&message);
            Exit::Unexpected
        }
    }
}
