//! Where every value came from: file and line, after `extends`, variant and `--set`.

use super::words::{Language, say};
use crate::scenario::Loaded;
use crate::scenario::origin::describe;

/// Each value as `path = text`, with where it stands and what it replaced.
pub(super) fn compose(loaded: &Loaded, language: Language) -> Vec<(String, String)> {
    let paths: Vec<&str> = loaded.origins.iter().map(|(path, _)| path).collect();
    let mut all = Vec::new();
    for (path, origin) in loaded.origins.iter() {
        // A table is the place of its values, which are listed themselves.
        let is_table = paths.iter().any(|other| {
            other.len() > path.len() && other.starts_with(path) && other.as_bytes()[path.len()] == b'.'
        });
        if is_table {
            continue;
        }
        let text =
            loaded.files.get(origin.place.file).and_then(|file| file.text.get(origin.place.span.clone()));
        let text = text.unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ");
        let mut from = origin.describe(&loaded.files);
        for (place, layer) in &origin.replaced {
            let earlier = describe(place, layer, &loaded.files);
            from += &say(language, format!(", replacing {earlier}"), format!(", i stedet for {earlier}"));
        }
        all.push((format!("{path} = {text}"), from));
    }
    all
}
