//! What a call changes in the scenarios: value by value, or as a file says.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::PathBuf;

use clap::Args;

use super::values::parse_override;
use crate::scenario::{By, Changed, Request, numerals};

/// What to change in the scenarios.
#[derive(Debug, Clone, Default, Args)]
pub struct Changes {
    /// Change one value: `inputs.success_rate.beta.mean=0.5`. May be repeated; the last one wins.
    #[arg(long, value_name = "KEY=VALUE", value_parser = parse_override)]
    set: Vec<String>,
    /// Change the values that a CSV file lists, a row `key;value` or `key,value` for each, as the sheet of changes of a workbook has them; what --set says
    /// besides wins.
    #[arg(long, value_name = "FILE", value_parser = read)]
    set_from: Vec<Listed>,
}

/// The changes that a file lists.
#[derive(Debug, Clone)]
struct Listed {
    file: PathBuf,
    /// Each with its line, as `--set` has it.
    changes: Vec<(usize, String)>,
}

impl Changes {
    /// All of them, `path=value` each, in the order in which they are made.
    pub fn set(&self) -> Vec<String> {
        let listed =
            self.set_from.iter().flat_map(|listed| &listed.changes).map(|(_, change)| change.clone());
        listed.chain(self.set.iter().cloned()).collect()
    }

    /// File and line of those that come first, which files list.
    pub fn places(&self) -> Vec<(String, usize)> {
        let of = |listed: &Listed| -> Vec<(String, usize)> {
            let name = listed.file.display().to_string();
            listed.changes.iter().map(|(line, _)| (name.clone(), *line)).collect()
        };
        self.set_from.iter().flat_map(of).collect()
    }

    /// The files that list changes, which are read.
    pub fn files(&self) -> impl Iterator<Item = &PathBuf> {
        self.set_from.iter().map(|listed| &listed.file)
    }
}

/// Inputs that the scenario doubts and that a file of changes makes certain, each in a sentence that says where. A workbook says `.fixed`
/// where it has no other key for what was changed, and who edits its cells may not know what that takes away.
pub fn made_certain(request: &Request, changed: &[Changed]) -> Vec<String> {
    let of_files = request.set.iter().zip(&request.set_in);
    let certain = of_files.filter_map(|(set, (file, line))| {
        let path = set.split_once('=')?.0.strip_suffix(".fixed")?;
        let of_it = changed.iter().find(|changed| changed.by == By::Set && changed.path == path)?;
        let was = of_it.was.as_deref().filter(|was| !was.starts_with("fixed"))?;
        Some(format!(
            "{file}:{line}: `{path}` is certain now, and was in doubt ({was}): what is reported knows nothing of that doubt"
        ))
    });
    certain.collect()
}

/// Most bytes of a file: one that is longer lists something else.
const MOST: u64 = 4 << 20;

fn read(file: &str) -> Result<Listed, String> {
    let path = PathBuf::from(file);
    // A device or a pipe has no length beforehand.
    let mut bytes = Vec::new();
    let file_itself = File::open(&path).and_then(|file| file.take(MOST + 1).read_to_end(&mut bytes));
    file_itself.map_err(|error| match error.kind() {
        ErrorKind::NotFound => {
            "there is no such file: name a CSV file of rows `key;value`, as a workbook's sheet of changes is when it is saved as CSV"
                .to_owned()
        }
        _ => format!("cannot read it: {error}"),
    })?;
    if bytes.len() as u64 > MOST {
        return Err(
            "it is far too long for a list of changes: name a CSV file of rows `key;value`".to_owned()
        );
    }
    if bytes.starts_with(b"PK") {
        return Err("it is a workbook: save its sheet of changes as CSV, and name that file".to_owned());
    }
    let text = String::from_utf8(bytes).map_err(|error| {
        let before = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
        format!("{file}:{line}: this is no UTF-8 text: save it as “CSV UTF-8”")
    })?;
    let changes = listed(&text).map_err(|(line, column, what)| format!("{file}:{line}:{column}: {what}"))?;
    Ok(Listed { file: path, changes })
}

/// What is wrong, after its line and column.
type Wrong = (usize, usize, String);

/// The changes that a text lists, each with its line.
fn listed(text: &str) -> Result<Vec<(usize, String)>, Wrong> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    // Excel says in the first line by what it parts fields, where it is asked to.
    let named = text.lines().next().and_then(|line| line.trim_end().strip_prefix("sep="));
    let delimiter = match named.and_then(|sign| sign.bytes().next()) {
        Some(sign) => sign,
        None => delimiter(text),
    };
    let closed = close_up(text, delimiter);
    let mut reader = csv::ReaderBuilder::new();
    reader.has_headers(false).flexible(true).delimiter(delimiter);
    let mut reader = reader.from_reader(closed.as_bytes());
    let (mut changes, mut is_first) = (Vec::new(), true);
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for record in reader.records() {
        let record = record.map_err(|error| {
            let line = error.position().map_or(1, |position| position.line() as usize);
            (line, 1, "it cannot be read as CSV: look for a quote without its other one".to_owned())
        })?;
        let line = record.position().map_or(1, |position| line_of(&closed, position.byte() as usize));
        let fields: Vec<&str> = record.iter().map(str::trim).collect();
        if fields.iter().all(|field| field.is_empty()) || line == 1 && named.is_some() {
            continue;
        }
        let was_first = std::mem::replace(&mut is_first, false);
        let (key, value) = (fields[0], fields.get(1).copied().unwrap_or_default());
        if was_first && is_heading(key, value) {
            continue;
        }
        let second = column_of_second(text, line, delimiter);
        if fields.iter().skip(2).any(|field| !field.is_empty()) {
            let what = format!(
                "expected a key and a value, and there are {} fields: write decimals with a point, and quotes around a value that holds a `{}`",
                fields.len(),
                char::from(delimiter)
            );
            return Err((line, second, what));
        }
        if key.is_empty() {
            return Err((line, 1, format!("there is a value, `{value}`, and no key before it")));
        }
        if let Some((before, after)) = key.split_once('=') {
            let (before, after) = (before.trim(), if value.is_empty() { after.trim() } else { "VALUE" });
            let what = format!(
                "no key has a `=`: write key and value in two fields, `{before}{}{after}`",
                char::from(delimiter)
            );
            return Err((line, 1, what));
        }
        if value.is_empty() {
            return Err((line, second, format!("`{key}` has no value: say one, or leave the row out")));
        }
        let number = numerals::field(value, delimiter != b',')
            .map_err(|slip| (line, second, format!("`{value}` is {}: {}", slip.what, slip.help)))?;
        if let Some(first) = seen.insert(key.to_owned(), line) {
            let what = format!("`{key}` is changed in line {first} already: leave one of the two out");
            return Err((line, 1, what));
        }
        let number = number.map(|number| whole(&number).unwrap_or(number));
        changes.push((line, format!("{key}={}", number.as_deref().unwrap_or(value))));
    }
    Ok(changes)
}

/// The text without blanks before quotes that begin a field: the reader would take these for part of its value.
fn close_up(text: &str, delimiter: u8) -> String {
    let delimiter = char::from(delimiter);
    let (mut closed, mut blanks) = (String::with_capacity(text.len()), String::new());
    let (mut is_start, mut is_quoted) = (true, false);
    for letter in text.chars() {
        if is_start && letter == ' ' {
            blanks.push(letter);
            continue;
        }
        match (is_start, letter) {
            (true, '"') => blanks.clear(),
            _ => closed.extend(blanks.drain(..)),
        }
        closed.push(letter);
        match letter {
            '"' if is_start || is_quoted => is_quoted = !is_quoted,
            // Of two quotes in a quoted field the first ends it, and the second goes on with it.
            '"' if closed.ends_with("\"\"") => is_quoted = true,
            _ => {}
        }
        is_start = !is_quoted && (letter == delimiter || letter == '\n');
    }
    closed + &blanks
}

/// A number that says with decimals that it is whole, as spreadsheets write all numbers of a column: where a scenario wants a
/// whole one it must not have any. What may be thousands stays as it is, and is warned about.
fn whole(number: &str) -> Option<String> {
    /// Up to here every whole number is one of its own.
    const LARGEST: f64 = 9e15;
    let value: f64 = number.parse().ok()?;
    let is_plain = !number.contains(['.', 'e', 'E']) || numerals::is_thousands_point(number);
    (!is_plain && value.trunc() == value && value.abs() <= LARGEST).then(|| format!("{value:.0}"))
}

/// The line on which a record stands that begins there, or below blank lines.
fn line_of(text: &str, start: usize) -> usize {
    let rest = text.get(start..).unwrap_or_default();
    let blank = rest.len() - rest.trim_start_matches(['\r', '\n']).len();
    text.get(..start + blank).unwrap_or_default().matches('\n').count() + 1
}

/// By what fields are parted: a semicolon where the first row that says something has one outside of quotes.
fn delimiter(text: &str) -> u8 {
    let mut is_quoted = false;
    let first = text.lines().find(|line| line.chars().any(char::is_alphanumeric)).unwrap_or_default();
    for byte in first.bytes() {
        match byte {
            b'"' => is_quoted = !is_quoted,
            b';' if !is_quoted => return b';',
            b'\t' if !is_quoted => return b'\t',
            _ => {}
        }
    }
    b','
}

/// What the two columns may be called above the first row; whatever else stands there is a change, and must be right.
const HEADINGS: [&[&str]; 2] =
    [&["key", "path", "key in the scenario", "nøgle", "sti", "nøgle i scenariet"], &["value", "værdi"]];

/// Whether a first row says what the columns are.
fn is_heading(key: &str, value: &str) -> bool {
    let is_one = |names: &[&str], text: &str| names.contains(&text.to_lowercase().as_str());
    is_one(HEADINGS[0], key) && is_one(HEADINGS[1], value)
}

/// Column in which the second field of a line begins, counted from 1.
fn column_of_second(text: &str, line: usize, delimiter: u8) -> usize {
    let line = text.lines().nth(line - 1).unwrap_or_default();
    let mut is_quoted = false;
    for (at, letter) in line.chars().enumerate() {
        match letter {
            '"' => is_quoted = !is_quoted,
            letter if letter == char::from(delimiter) && !is_quoted => return at + 2,
            _ => {}
        }
    }
    1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<String> {
        listed(text)
            .unwrap_or_else(|wrong| panic!("{wrong:?} in {text:?}"))
            .into_iter()
            .map(|(_, c)| c)
            .collect()
    }

    #[test]
    fn rows_are_read_as_spreadsheets_write_them() {
        let both = ["inputs.a.fixed=0.42", "inputs.b.beta.mean=1234.5"];
        for text in [
            "inputs.a.fixed;0.42\ninputs.b.beta.mean;1234.5\n",
            "inputs.a.fixed,0.42\r\ninputs.b.beta.mean,1234.5\r\n",
            "\u{feff}key;value\r\n;\r\ninputs.a.fixed;0,42\r\n;\r\ninputs.b.beta.mean;1234,5\r\n",
            "sti;værdi\n\"inputs.a.fixed\";\"0,42\"\n\"inputs.b.beta.mean\";1.234,5",
            "sep=;\nnøgle;værdi\ninputs.a.fixed;0,4200\ninputs.b.beta.mean;1234,5000",
            "\"inputs.a.fixed\",\"0.42\"\n\n inputs.b.beta.mean , 1234.5 \n",
            "inputs.a.fixed\t0.4200\ninputs.b.beta.mean\t1234.5000",
            "Key; Value\n \"inputs.a.fixed\" ; \"0,42\"\ninputs.b.beta.mean;  \"1.234,5\"",
            "inputs.a.fixed, \"0.42\"\n \"inputs.b.beta.mean\",1234.5",
        ] {
            let read: Vec<String> =
                read(text).iter().map(|change| change.trim_end_matches('0').replace('_', "")).collect();
            assert_eq!(read, both, "{text:?}");
        }
        assert_eq!(read("horizon;8\ntitle;another"), ["horizon=8", "title=another"]);
        assert_eq!(read("costs.a.amount;price * 2"), ["costs.a.amount=price * 2"]);
        assert_eq!(read("a.note, \"b, \"\"c\"\", \"\"d\"\" \""), ["a.note=b, \"c\", \"d\""]);
        assert_eq!(read("horizon,8.0000\ndiscount.rate,-0.50"), ["horizon=8", "discount.rate=-0.50"]);
        assert_eq!(read("horizon;8,00E+00"), ["horizon=8"]);
        // It may be 12,000, which a warning asks about.
        assert_eq!(read("inputs.a.fixed,12.000"), ["inputs.a.fixed=12.000"]);
        assert_eq!(read("inputs.a.fixed;−5"), ["inputs.a.fixed=-5"]);
        assert_eq!(read("inputs.a.fixed;1.179.167"), ["inputs.a.fixed=1_179_167"]);
        assert_eq!(read("inputs.a.fixed;-1,5E-05"), ["inputs.a.fixed=-1.5E-05"]);
        assert_eq!(read("key;value\n;\n"), Vec::<String>::new());
    }

    /// A first row is left out as a heading only where it is one: a slip in a key is a change that is not made.
    #[test]
    fn what_is_no_heading_is_a_change() {
        for text in ["inputs_a;many", "titel;another", "key;price * 2", "name;value", "x;key"] {
            assert_eq!(read(text), [text.replace(';', "=")], "{text}");
        }
        for text in ["key;value", "PATH;Value", "sti;værdi", "Nøgle i scenariet;Værdi"] {
            assert_eq!(read(text), Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn what_could_be_read_in_two_ways_is_refused_at_its_place() {
        for (text, line, column, says) in [
            ("key;value\ninputs.a.fixed;12,345", 2, 16, "write 12345 if"),
            ("inputs.a.fixed;12.345", 1, 16, "write 12345 if"),
            ("inputs.a.fixed,0,42", 1, 16, "3 fields"),
            ("inputs.a.fixed,\"0,42\"", 1, 16, "write 0.42"),
            ("inputs.a.fixed;42 %", 1, 16, "write 0.42"),
            ("inputs.a.fixed;179.167 kr.", 1, 16, "write 179_167"),
            ("inputs.a.fixed;", 1, 16, "has no value"),
            ("key;value\n;3", 2, 1, "no key"),
            ("inputs.a.fixed=0.42", 1, 1, "two fields, `inputs.a.fixed,0.42`"),
            ("a=b;3", 1, 1, "no key has a `=`"),
            (
                "inputs.a.fixed;1\n\nhorizon;8\ninputs.a.fixed;1",
                4,
                1,
                "`inputs.a.fixed` is changed in line 1",
            ),
        ] {
            let (at, from, what) = listed(text).unwrap_err();
            assert_eq!((at, from), (line, column), "{text:?}: {what}");
            assert!(what.contains(says), "{text:?}: {what}");
        }
    }
}
