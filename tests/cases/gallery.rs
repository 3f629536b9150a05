//! The pages of the gallery are what the program writes: each call of docs/gallery/README.md, word for word. Where a page is meant to be another, write
//! them anew with `BLESS=1 cargo test --test cases gallery`, and look at them.

use std::fs;

use super::program::vendepunkt;
use crate::common::{blessed, file};

#[test]
fn the_pages_of_the_gallery_are_the_pages() {
    let readme = fs::read_to_string(file("docs/gallery/README.md")).unwrap();
    let calls = readme.split('`').filter_map(|words| words.strip_prefix("vendepunkt "));
    let mut pages = Vec::new();
    for call in calls {
        let (args, page) = call.split_once(" -o ").expect("a call that names its page");
        let mut args: Vec<&str> = args.split(' ').collect();
        args.extend(["--quiet", "--format", "html"]);
        let output = vendepunkt(&args);
        blessed(&format!("docs/gallery/{page}"), &String::from_utf8(output.stdout).unwrap());
        pages.push(page);
    }
    assert!(pages.len() > 1, "the calls were read: {pages:?}");
}
