//! Any bytes are read, checked and compiled: findings or a model, never a crash.
#![no_main]

use libfuzzer_sys::fuzz_target;
use vendepunkt::model::{Detail, Reading};
use vendepunkt::scenario::{Request, Source, load};
use vendepunkt::summary::ask;
use vendepunkt::summary::question::Question;

fuzz_target!(|text: &[u8]| {
    let folder = std::env::temp_dir().join("vendepunkt-fuzz-empty");
    let request = Request::new(Source::Text { name: "-".to_owned(), text: text.to_vec(), folder });
    match load(&request) {
        Ok(loaded) => drop(ask(&mut Question::default(), Reading::of(&loaded.scenario), Detail::Yearly)),
        Err(invalid) => {
            for finding in &invalid.findings {
                finding.render(&invalid.files, 100, false);
            }
        }
    }
});
