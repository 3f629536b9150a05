//! Reading files: as UTF-8 text, within limits, and within the scenario's own folder.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use super::codes::Code;
use super::diagnostic::{Diagnostic, SourceFile};
use super::document::Place;
use super::limits;
use super::spelling::nearest;

/// What may be read besides the scenario file itself.
#[derive(Debug, Clone)]
pub enum Enclosure {
    /// Everything.
    Anything,
    /// What lies in or beneath this folder, links resolved.
    Folder(PathBuf),
    /// Nothing: the scenario's folder cannot be found.
    Nothing,
}

impl Enclosure {
    /// The enclosure of scenarios in `folder`.
    pub fn of(folder: &Path, allow_outside: bool) -> Enclosure {
        if allow_outside {
            return Enclosure::Anything;
        }
        match existing(folder).canonicalize() {
            Ok(root) => Enclosure::Folder(root),
            Err(_) => Enclosure::Nothing,
        }
    }

    /// Opens a regular file that a scenario names, with its path resolved.
    ///
    /// # Errors
    /// A finding without a place: outside the folder, missing, not a file, unreadable, too large.
    pub fn read(&self, path: &Path) -> Result<(PathBuf, Vec<u8>), Diagnostic> {
        let named = path.display();
        // The folder first, so that not even the names in a foreign folder are looked at.
        let folder = existing(path.parent().unwrap_or(Path::new("")));
        let Ok(folder) = folder.canonicalize() else {
            // What leads out of the folder is not missing; whether it is there is not looked at.
            if let Some(there) = folder.ancestors().find_map(|folder| existing(folder).canonicalize().ok()) {
                self.encloses(&there, path)?;
            }
            return Err(missing(path, None));
        };
        self.encloses(&folder, path)?;
        let resolved = path.canonicalize().map_err(|error| unreadable(path, &error))?;
        self.encloses(&resolved, path)?;
        // Only regular files: opening a pipe could wait for ever.
        match resolved.metadata() {
            Ok(metadata) if metadata.is_file() => {}
            Ok(_) => {
                return Err(Diagnostic::error(Code::NotAFile, format!("`{named}` is not a file"))
                    .help("name a file, not a folder or device"));
            }
            Err(error) => return Err(unreadable(path, &error)),
        }
        let bytes = read_bytes(&resolved, path)?;
        Ok((resolved, bytes))
    }

    fn encloses(&self, resolved: &Path, named: &Path) -> Result<(), Diagnostic> {
        let inside = match self {
            Enclosure::Anything => true,
            Enclosure::Folder(root) => resolved.starts_with(root),
            Enclosure::Nothing => false,
        };
        if inside {
            return Ok(());
        }
        let message = format!("`{}` lies outside the scenario's folder", named.display());
        Err(Diagnostic::error(Code::OutsideFolder, message)
            .label("expected a file in or beneath the folder of the scenario file")
            .help("move the file there, or allow it with --allow-outside"))
    }
}

/// The empty path is the folder we are in.
fn existing(folder: &Path) -> &Path {
    if folder.as_os_str().is_empty() { Path::new(".") } else { folder }
}

/// Reads the file that the user asked for, which may be a pipe.
///
/// # Errors
/// A finding that names the file: missing, a folder, unreadable, too large.
pub fn read_asked(path: &Path) -> Result<Vec<u8>, Diagnostic> {
    let name = path.display().to_string();
    if path.is_dir() {
        return Err(Diagnostic::error(Code::NotAFile, format!("`{name}` is a folder"))
            .in_file(&name)
            .help("name a scenario file in it"));
    }
    read_bytes(path, path).map_err(|finding| finding.in_file(&name))
}

/// Reads a file that was found in a folder.
///
/// # Errors
/// As [`Enclosure::read`]; and where the name ends in `.TOML`, which other systems take for `.toml`.
pub fn read_found(path: &Path, enclosure: &Enclosure) -> Result<Vec<u8>, Diagnostic> {
    let name = path.display().to_string();
    let ending = path.extension().filter(|ending| ending.eq_ignore_ascii_case("toml") && *ending != "toml");
    let misnamed = ending.map(|ending| {
        let message = format!("`{name}` ends in .{}, and scenarios end in .toml", ending.display());
        Diagnostic::error(Code::Misnamed, message).help(Code::Misnamed.help())
    });
    let read = misnamed.map_or_else(|| enclosure.read(path).map(|(_, bytes)| bytes), Err);
    read.map_err(|finding| finding.in_file(&name))
}

fn read_bytes(path: &Path, named: &Path) -> Result<Vec<u8>, Diagnostic> {
    let mut bytes = Vec::new();
    File::open(path)
        .and_then(|file| file.take(limits::FILE_BYTES as u64 + 1).read_to_end(&mut bytes))
        .map_err(|error| unreadable(named, &error))?;
    if bytes.len() > limits::FILE_BYTES { Err(too_large(&named.display().to_string())) } else { Ok(bytes) }
}

fn too_large(name: &str) -> Diagnostic {
    Diagnostic::error(
        Code::TooLarge,
        format!("`{name}` is larger than the {} MiB that a file may have", limits::FILE_BYTES >> 20),
    )
    .help("keep large data out of the scenario, or thin it: an empirical law needs no more than some thousand values")
}

fn unreadable(path: &Path, error: &std::io::Error) -> Diagnostic {
    if error.kind() == std::io::ErrorKind::NotFound && path.is_symlink() {
        let message = format!("`{}` is a link that leads nowhere", path.display());
        return Diagnostic::error(Code::MissingFile, message)
            .help("let the link lead to a file, or remove it");
    }
    if error.kind() == std::io::ErrorKind::NotFound {
        let folder = existing(path.parent().unwrap_or(Path::new("")));
        return missing(path, Some(folder));
    }
    let name = path.display();
    // The system's own words end in a number that says nothing to the reader.
    let reason = error.to_string();
    let reason = reason.split(" (os error").next().unwrap_or_default().to_lowercase();
    Diagnostic::error(Code::Unreadable, format!("`{name}` cannot be read: {reason}"))
        .help("check that the file is there and that you may read it")
}

/// There is no such file; the nearest name in the folder may have been meant.
fn missing(path: &Path, folder: Option<&Path>) -> Diagnostic {
    let near = path.file_name().and_then(|wanted| {
        let (wanted, neighbours) = (wanted.to_string_lossy(), folder.map(neighbours).unwrap_or_default());
        // A common ending makes no two names alike: files of the same kind are compared without it.
        let parts = |name: &str| {
            let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
            (stem.to_owned(), ending.to_owned())
        };
        let (stem, ending) = parts(&wanted);
        let (same, other): (Vec<String>, Vec<String>) =
            neighbours.into_iter().filter(|name| *name != wanted).partition(|name| parts(name).1 == ending);
        let stems: Vec<String> = same.iter().map(|name| parts(name).0).collect();
        match nearest(&stem, stems.iter().map(String::as_str)) {
            Some(near) if ending.is_empty() => Some(near.to_owned()),
            Some(near) => Some(format!("{near}.{ending}")),
            None => nearest(&wanted, other.iter().map(String::as_str)).map(str::to_owned),
        }
    });
    let help = match near {
        Some(near) => format!("did you mean `{}`?", path.with_file_name(near).display()),
        None => "check the path; it is relative to the folder of whatever states it".to_owned(),
    };
    Diagnostic::error(Code::MissingFile, format!("there is no file `{}`", path.display())).help(help)
}

/// Names of the files in a folder, sorted; none where it cannot be listed or is very large.
fn neighbours(folder: &Path) -> Vec<String> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let mut names: Vec<String> = entries
        .take(10_000)
        .flatten()
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

const UTF_16: &str = "the file is UTF-16: save it as UTF-8";

/// The text of what this program wrote and somebody stored, without a byte order mark.
///
/// # Errors
/// A fragment: not UTF-8, and which encoding it is, where its mark tells.
pub fn stored_text(bytes: Vec<u8>) -> Result<String, String> {
    let is_utf16 = bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]);
    let text = String::from_utf8(bytes).map_err(|error| match is_utf16 {
        true => format!("{UTF_16}; Windows PowerShell's `>` writes UTF-16, --output does not"),
        false => error.utf8_error().to_string(),
    })?;
    Ok(match text.strip_prefix('\u{feff}') {
        Some(unmarked) => unmarked.to_owned(),
        None => text,
    })
}

/// Takes bytes for UTF-8 text, without a byte order mark, and adds it to the files.
///
/// # Errors
/// A finding: too large, a workbook, empty, or not UTF-8 (with the byte and its place). The text is added all the same, so that
/// the finding can be shown.
pub fn decode(name: &str, bytes: Vec<u8>, files: &mut Vec<SourceFile>) -> Result<usize, Diagnostic> {
    let file = files.len();
    if bytes.len() > limits::FILE_BYTES {
        return Err(too_large(name).in_file(name));
    }
    if let Some(kind) = workbook(&bytes) {
        let message = format!("`{name}` is {kind}, not text");
        return Err(Diagnostic::error(Code::NotUtf8, message)
            .in_file(name)
            .help("save the sheet that holds the data as CSV (UTF-8), and name that file"));
    }
    let result = String::from_utf8(bytes);
    let (text, broken) = match result {
        Ok(text) => (text, None),
        Err(error) => {
            let offset = error.utf8_error().valid_up_to();
            let bytes = error.into_bytes();
            (String::from_utf8_lossy(&bytes).into_owned(), Some((offset, bytes)))
        }
    };
    let marked = text.starts_with('\u{feff}');
    let text = if marked { text['\u{feff}'.len_utf8()..].to_owned() } else { text };
    files.push(SourceFile { name: name.to_owned(), text, first_line: 1 });
    if let Some((offset, bytes)) = broken {
        let shown = offset - if marked { '\u{feff}'.len_utf8() } else { 0 };
        let place = Place { file, span: shown..shown + '\u{fffd}'.len_utf8() };
        return Err(not_utf8(&bytes, offset).placed(&place));
    }
    if files[file].text.trim().is_empty() {
        return Err(Diagnostic::error(Code::EmptyFile, "the file is empty")
            .placed(&Place { file, span: 0..0 })
            .label("expected a scenario, starting with format = 1")
            .help("start from a shipped scenario, or from `vendepunkt new NAME`"));
    }
    Ok(file)
}

/// What a spreadsheet's own file is: a ZIP archive, or a compound file of the older kind.
fn workbook(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [b'P', b'K', 3, 4, ..] => Some("a workbook (.xlsx or .ods) or another archive"),
        [0xd0, 0xcf, 0x11, 0xe0, ..] => Some("a workbook (.xls)"),
        _ => None,
    }
}

fn not_utf8(bytes: &[u8], offset: usize) -> Diagnostic {
    let byte = bytes.get(offset).copied().unwrap_or_default();
    let help = match bytes {
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => UTF_16.to_owned(),
        // Latin-1 gives every byte from 0xA0 on the character of its own number.
        _ if byte >= 0xa0 => {
            format!("save the file as UTF-8; in Latin-1 this byte is `{}`", char::from(byte))
        }
        _ => "save the file as UTF-8".to_owned(),
    };
    Diagnostic::error(Code::NotUtf8, format!("the file is not UTF-8: byte {offset} is 0x{byte:02X}"))
        .label("expected UTF-8 text")
        .help(help)
}
