//! Files whose name says that they are of another format than they would be.

use std::path::Path;

use clap::ValueEnum;

use crate::cli::refusal::Refusal;
use crate::cli::values::value_name;

/// The formats of reports by the endings that belong to each; those that no command writes have no name.
const ENDINGS: &[(&str, &[&str])] = &[
    ("markdown", &["md", "markdown"]),
    ("json", &["json"]),
    ("csv", &["csv"]),
    ("junit", &["xml"]),
    ("", &["html", "htm", "pdf", "docx", "doc", "odt", "rtf", "xlsx", "xls", "ods", "tsv"]),
];

/// Refuses a file whose ending belongs to another format than the one that is asked for. An ending that belongs to none says nothing.
///
/// # Errors
/// Where it does; the message names the option or the file that would be right.
pub fn refuse_misnamed<F: ValueEnum>(path: Option<&Path>, format: F) -> Result<(), Refusal> {
    path.map_or(Ok(()), |path| refuse(path, format, |meant| format!("add `--format {meant}`")))
}

/// The same for a file that `--also` names.
///
/// # Errors
/// As [`refuse_misnamed`].
pub fn refuse_misnamed_also<F: ValueEnum>(path: &Path, format: F) -> Result<(), Refusal> {
    refuse(path, format, |meant| format!("write `--also {meant}={}`", path.display()))
}

fn refuse<F: ValueEnum>(path: &Path, format: F, mend: impl Fn(&str) -> String) -> Result<(), Refusal> {
    let Some(ending) = path.extension().and_then(|ending| ending.to_str()).map(str::to_lowercase) else {
        return Ok(());
    };
    let of = |format: &str| ENDINGS.iter().find(|(name, _)| *name == format).map_or("txt", |(_, all)| all[0]);
    let Some((meant, _)) = ENDINGS.iter().find(|(_, all)| all.contains(&ending.as_str())) else {
        return Ok(());
    };
    let format = value_name(format);
    if *meant == format {
        return Ok(());
    }
    let renamed = path.with_extension(of(&format));
    let formats: Vec<String> = F::value_variants().iter().map(|format| value_name(format.clone())).collect();
    let other = match formats.iter().any(|format| format == meant) {
        true => format!("{}, or name the file {}", mend(meant), renamed.display()),
        false => format!(
            "there is no such format (there are {}); name the file {}",
            formats.join(", "),
            renamed.display()
        ),
    };
    let path = path.display();
    Err(Refusal::usage(format!("{path} would hold {format}, and its name says `.{ending}`: {other}")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::arguments::{CompareFormat, Format};

    #[test]
    fn an_ending_belongs_to_one_format() {
        use Format::*;
        let refused = |path: &str, format| refuse_misnamed(Some(Path::new(path)), format).is_err();
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
        assert!(refuse_misnamed(Some(Path::new("r.xml")), CompareFormat::Junit).is_ok());
        assert!(refuse_misnamed(Some(Path::new("r.csv")), CompareFormat::Json).is_err());
    }
}
