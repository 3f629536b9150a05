//! Paths as a service that shows a repository knows them.

use std::path::{Component, Path};

/// The path of a file below the top of its git repository, wherever the call was made and however the path was typed;
/// as it was typed where there is no such file or no repository.
pub fn path_in_repository(file: &str) -> String {
    below_top(Path::new(file)).unwrap_or_else(|| file.to_owned())
}

/// The file itself may be a link: it is shown where the link is.
fn below_top(file: &Path) -> Option<String> {
    if !file.is_file() {
        return None;
    }
    let folder = match file.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let folder = folder.canonicalize().ok()?;
    let top = folder.ancestors().find(|folder| folder.join(".git").exists())?;
    let below = folder.strip_prefix(top).ok()?.join(file.file_name()?);
    let parts = below.components().map(|part| match part {
        Component::Normal(part) => Some(part.to_str()?.to_owned()),
        _ => None,
    });
    Some(parts.collect::<Option<Vec<String>>>()?.join("/"))
}
