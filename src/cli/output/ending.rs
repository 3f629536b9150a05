//! The ending of a file: what it says of the format of a report, and what it must not say.

use std::path::Path;

use clap::ValueEnum;

use crate::cli::refusal::Refusal;
use crate::cli::values::value_name;

/// The formats of reports by the endings that belong to each, whether or not a command has them; those that no command writes have no name.
const ENDINGS: &[(&str, &[&str])] = &[
    ("markdown", &["md", "markdown"]),
    ("json", &["json"]),
    ("csv", &["csv"]),
    ("html", &["html", "htm"]),
    ("xlsx", &["xlsx"]),
    ("junit", &["xml"]),
    ("", &["pdf", "docx", "doc", "odt", "rtf", "xls", "ods", "tsv"]),
];

/// The format of a report: the one that is asked for, or else the one that the file's ending says, or else the first of all. An ending
/// that belongs to none says nothing.
///
/// # Errors
/// Where the ending belongs to another format than the one that is asked for, or to one that the command does not have; the message names
/// the option or the file that would be right.
pub fn format_of<F: ValueEnum>(asked: Option<F>, path: Option<&Path>) -> Result<F, Refusal> {
    let meant = path.and_then(meant);
    let named = |name: &str| F::value_variants().iter().find(|format| value_name((*format).clone()) == name);
    let first = || F::value_variants()[0].clone();
    let format = match (asked, &meant) {
        (Some(format), _) => format,
        (None, Some((_, name))) => named(name).cloned().unwrap_or_else(first),
        (None, None) => first(),
    };
    let Some(path) = path else { return Ok(format) };
    refuse(path, &format, |meant| format!("add `--format {meant}`"))?;
    Ok(format)
}

/// Whether a file's ending says a format.
pub fn says_format(path: &Path) -> bool {
    meant(path).is_some()
}

/// Refuses a file that `--also` names whose ending belongs to another format than the one that is asked for.
///
/// # Errors
/// As [`format_of`].
pub fn refuse_misnamed_also<F: ValueEnum>(path: &Path, format: F) -> Result<(), Refusal> {
    refuse(path, &format, |meant| format!("write `--also {meant}={}`", path.display()))
}

/// A file's ending, and the format that it belongs to.
fn meant(path: &Path) -> Option<(String, &'static str)> {
    let ending = path.extension()?.to_str()?.to_lowercase();
    let (name, _) = ENDINGS.iter().find(|(_, all)| all.contains(&ending.as_str()))?;
    Some((ending, name))
}

/// What serves who wants a file of this ending: a format that there is, and what is to be done with it then.
fn instead(ending: &str) -> Option<(&'static str, &'static str)> {
    match ending {
        "pdf" => Some(("html", ", open it in a browser, and print it to a PDF from there")),
        "docx" | "doc" | "odt" | "rtf" => Some(("html", ", which a word processor opens too")),
        "xls" | "ods" => Some(("xlsx", "")),
        "tsv" => Some(("csv", "")),
        _ => None,
    }
}

fn refuse<F: ValueEnum>(path: &Path, format: &F, mend: impl Fn(&str) -> String) -> Result<(), Refusal> {
    let Some((ending, meant)) = meant(path) else { return Ok(()) };
    // A table over all is laid out as reports are.
    let laid_out = |format: &str| format.strip_prefix("table-").unwrap_or(format).to_owned();
    let of = |format: &str| {
        let format = laid_out(format);
        ENDINGS.iter().find(|(name, _)| *name == format).map_or("txt", |(_, all)| all[0])
    };
    let format = value_name(format.clone());
    if meant == laid_out(&format) {
        return Ok(());
    }
    let renamed = path.with_extension(of(&format));
    let formats: Vec<String> = F::value_variants().iter().map(|format| value_name(format.clone())).collect();
    let other = match formats.iter().any(|format| format == meant) {
        true => format!("{}, or name the file {}", mend(meant), renamed.display()),
        false => {
            let known = ENDINGS.iter().filter(|(name, _)| formats.iter().any(|format| format == name));
            let endings: Vec<String> = known.map(|(_, all)| format!(".{}", all[0])).collect();
            let has = |name: &str| formats.iter().any(|format| format == name);
            let instead = match instead(&ending).filter(|(name, _)| has(name)) {
                Some((name, then)) => format!("{}{then}", path.with_extension(of(name)).display()),
                None => renamed.display().to_string(),
            };
            format!(
                "there is no such format (endings of a report are {}); name the file {instead}",
                endings.join(", ")
            )
        }
    };
    let path = path.display();
    Err(Refusal::usage(format!("{path} would hold {format}, and its name says `.{ending}`: {other}")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::arguments::CompareFormat;

    use crate::cli::run_options::Format;

    #[test]
    fn an_ending_belongs_to_one_format() {
        use Format::*;
        let refused = |path: &str, format| format_of(Some(format), Some(Path::new(path))).is_err();
        for (path, format) in [
            ("r.html", Text),
            ("r.HTM", Json),
            ("r.json", Text),
            ("r.csv", Json),
            ("r.xlsx", Csv),
            ("r.md", Json),
        ] {
            assert!(refused(path, format), "{path} as {format:?}");
        }
        for (path, format) in
            [("r.txt", Json), ("r", Text), ("r.JSON", Json), ("r.log", Text), ("-", Text), ("r.md", Markdown)]
        {
            assert!(!refused(path, format), "{path} as {format:?}");
        }
        assert!(format_of(Some(CompareFormat::Junit), Some(Path::new("r.xml"))).is_ok());
        assert!(format_of(Some(CompareFormat::Json), Some(Path::new("r.csv"))).is_err());
    }

    #[test]
    fn what_there_is_no_format_for_is_told_what_serves() {
        let told =
            |path: &str| format!("{:?}", format_of::<Format>(None, Some(Path::new(path))).unwrap_err());
        for (path, says) in [
            ("r.pdf", "name the file r.html, open it in a browser, and print it to a PDF from there"),
            ("r.docx", "name the file r.html, which a word processor opens too"),
            ("r.ods", "name the file r.xlsx"),
            ("r.tsv", "name the file r.csv"),
            ("r.pdf", "endings of a report are .md, .json, .csv, .html, .xlsx"),
        ] {
            assert!(told(path).contains(says), "{path}: {}", told(path));
        }
    }

    #[test]
    fn an_ending_says_the_format_where_nothing_else_does() {
        let of = |path: &str| format_of::<Format>(None, Some(Path::new(path))).ok();
        for (path, format) in [
            ("r.md", Some(Format::Markdown)),
            ("a.b/r.Markdown", Some(Format::Markdown)),
            ("r.json", Some(Format::Json)),
            ("r.csv", Some(Format::Csv)),
            ("r.txt", Some(Format::Text)),
            ("r", Some(Format::Text)),
            ("-", Some(Format::Text)),
            ("r.xml", None),
            ("r.pdf", None),
        ] {
            assert_eq!(of(path), format, "{path}");
        }
        assert_eq!(format_of::<CompareFormat>(None, None).ok(), Some(CompareFormat::Text));
        assert_eq!(format_of(None, Some(Path::new("r.xml"))).ok(), Some(CompareFormat::Junit));
    }
}
