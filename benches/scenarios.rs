//! The scenarios that are run.

use std::path::Path;

use vendepunkt::scenario::{Loaded, Request, Source, load};

/// A scenario of the folder `scenarios` beside this file.
///
/// # Panics
/// Where it is invalid.
pub fn reference(name: &str) -> Loaded {
    valid(&Request::path(Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios").join(name)))
}

/// A scenario from its text.
///
/// # Panics
/// Where it is invalid.
pub fn written(text: &str) -> Loaded {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).to_owned();
    valid(&Request::new(Source::Text { name: "text".to_owned(), text: text.as_bytes().to_vec(), folder }))
}

fn valid(request: &Request) -> Loaded {
    load(request).unwrap_or_else(|invalid| panic!("{invalid}"))
}
