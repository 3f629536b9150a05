//! Any bytes that are a scenario run, with few draws: results, or a failure that says why.
#![no_main]

use libfuzzer_sys::fuzz_target;
use vendepunkt::engine::{Pool, Unwatched};
use vendepunkt::report::language::Language;
use vendepunkt::report::write::batch::Reporter;
use vendepunkt::report::write::run as writer;
use vendepunkt::report::write::text::Page;
use vendepunkt::scenario::{Request, Source, load};
use vendepunkt::summary::{Settings, run};

fuzz_target!(|text: &[u8]| {
    let folder = std::env::temp_dir().join("vendepunkt-fuzz-empty");
    let request = Request::new(Source::Text { name: "-".to_owned(), text: text.to_vec(), folder });
    let Ok(loaded) = load(&request) else { return };
    let pool = Pool::new(1).expect("a thread can be started");
    let settings = Settings { draws: 100, ..Settings::default() };
    if let Ok(results) = run(&loaded, "-", None, &pool, &settings, &Unwatched) {
        serde_json::to_string(&results).expect("results are plain data");
        for (format, language) in
            [("text", Language::English), ("markdown", Language::Danish), ("html", Language::Danish)]
        {
            let page = Page { columns: 80, colour: false, language };
            let mut reporter = Reporter::new(writer(format), page);
            reporter.add(&loaded.scenario, &results, None).expect("figures are finite");
            reporter.close(1);
        }
    }
});
