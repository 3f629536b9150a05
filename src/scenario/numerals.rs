//! Numbers as people write them: `129 000`, `1.179.167`, `0,129 mio`, `42 %`, `30–50`; what is wrong with each as a number of a
//! scenario, and what to write instead.

/// What is wrong with a number, and what to write instead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slip {
    /// What it is, as a noun phrase.
    pub what: &'static str,
    /// What to write, as a lowercase fragment.
    pub help: String,
}

/// Words that follow a number and the factor that they stand for.
const SCALES: &[(&str, f64)] = &[
    ("mio", 1e6),
    ("mill", 1e6),
    ("million", 1e6),
    ("millions", 1e6),
    ("millioner", 1e6),
    ("m", 1e6),
    ("mia", 1e9),
    ("bn", 1e9),
    ("billion", 1e9),
    ("milliard", 1e9),
    ("milliarder", 1e9),
    ("k", 1e3),
    ("t", 1e3),
    ("tkr", 1e3),
    ("t.kr", 1e3),
    ("tusind", 1e3),
    ("thousand", 1e3),
    ("kr", 1.0),
    ("kroner", 1.0),
    ("dkk", 1.0),
    ("eur", 1.0),
    ("%", 1e-2),
    ("pct", 1e-2),
    ("procent", 1e-2),
    ("percent", 1e-2),
];

/// What is wrong with the number that a text begins with; `None` where it begins with none, or with one that is as it should
/// be.
pub fn slip(text: &str) -> Option<Slip> {
    let (written, rest) = split(text.trim_start());
    let number = Written::of(written)?;
    let rest = rest.trim_start();
    if let Some(end) = rest.strip_prefix(['–', '—', '‑']) {
        let (high, _) = split(end.trim_start());
        let high = Written::of(high)?;
        let help = format!(
            "a number between two ends is an input of its own: uniform = {{ min = {}, max = {} }}",
            number.plain(1.0),
            high.plain(1.0)
        );
        return Some(Slip { what: "a range where a number belongs", help });
    }
    let word: String = rest.chars().take_while(|&c| c.is_alphabetic() || c == '.' || c == '%').collect();
    let word = word.trim_end_matches('.').to_lowercase();
    let scale = SCALES.iter().find(|(name, _)| *name == word).map(|(_, factor)| *factor);
    match (number.grouping, scale) {
        (_, Some(0.01)) => {
            let help = format!("write {} for {written} %", number.plain(0.01));
            Some(Slip { what: "a number in per cent", help })
        }
        (Grouping::Plain, Some(1.0)) if is_thousands_point(written) => {
            let help = format!("write {}, and say what it counts in `unit`", number.plain(1000.0));
            Some(Slip { what: "a number with its unit", help })
        }
        (_, Some(factor)) => {
            let help = format!("write {}, and say what it counts in `unit`", number.plain(factor));
            Some(Slip { what: "a number with its unit", help })
        }
        (Grouping::Plain, None) => None,
        (Grouping::Comma, None) => {
            let help = format!("write {}: decimals have a point", number.plain(1.0));
            Some(Slip { what: "a decimal comma", help })
        }
        (Grouping::Thousands, None) => {
            let help = format!("write {}: only `_` may stand between digits", number.plain(1.0));
            Some(Slip { what: "a number with its thousands apart", help })
        }
        (Grouping::Unclear, None) => {
            let help = format!(
                "write {} if these are thousands, {} if they are decimals",
                number.plain(1000.0),
                number.plain(1.0)
            );
            Some(Slip { what: "a comma in a number", help })
        }
    }
}

/// The same for the number around a place in a text, as where a parser gave up.
pub fn slip_around(text: &str, at: usize) -> Option<Slip> {
    let before = text.get(..at)?;
    let numeral = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '_' | '\'') || is_blank(c);
    let start = before.trim_end_matches(numeral).len();
    // In a list the comma stands between numbers.
    let is_list = before[..start].ends_with('[');
    let start = if is_list { before.rfind([',', '[']).map_or(start, |i| i + 1) } else { start };
    let line = text[start..].lines().next()?;
    slip(if is_list { line.split([',', ']']).next()? } else { line })
}

/// How a number is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Grouping {
    /// As a number of a scenario.
    Plain,
    /// With a decimal comma.
    Comma,
    /// With something between its thousands.
    Thousands,
    /// With a comma that may be either.
    Unclear,
}

/// A number as it was written.
struct Written {
    value: f64,
    grouping: Grouping,
}

impl Written {
    fn of(text: &str) -> Option<Written> {
        let count = |mark: char| text.chars().filter(|&c| c == mark).count();
        let (points, commas) = (count('.'), count(','));
        let is_grouped = text.contains(|c: char| is_blank(c) || c == '\'');
        // The mark that stands last divides off the decimals, unless it stands there twice.
        let last = text.chars().rev().find(|c| matches!(c, '.' | ','));
        let decimal = match last {
            Some('.') if points == 1 => Some('.'),
            Some(',') if commas == 1 => Some(','),
            _ => None,
        };
        let (whole, decimals) = match decimal {
            Some(mark) => text.split_once(mark)?,
            None => (text, ""),
        };
        let apart = |c: char| matches!(c, '.' | ',' | '\'') || is_blank(c);
        let groups: Vec<&str> = whole.split(apart).collect();
        let thousands = groups.len() > 1;
        let is_digits = |part: &str| part.chars().all(|c| c.is_ascii_digit() || c == '_');
        if !groups.iter().all(|group| is_digits(group)) || !is_digits(decimals) || groups[0].is_empty() {
            return None;
        }
        if thousands && !(groups[0].len() <= 3 && groups[1..].iter().all(|group| group.len() == 3)) {
            return None;
        }
        let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
        let value = format!("{}.{}0", digits(whole), digits(decimals)).parse().ok()?;
        let unclear = decimals.len() == 3 && whole.len() <= 3 && !whole.starts_with('0');
        let grouping = match decimal {
            _ if thousands || is_grouped => Grouping::Thousands,
            Some(',') if unclear => Grouping::Unclear,
            Some(',') => Grouping::Comma,
            _ => Grouping::Plain,
        };
        Some(Written { value, grouping })
    }

    /// The number times a factor, as a scenario has it.
    fn plain(&self, factor: f64) -> String {
        plain(self.value * factor)
    }
}

/// The number in a field of a table, as a scenario has it; `None` where the field is none. With `decimal_commas`, in a table whose fields are parted by
/// something else than commas, as where decimals have one, decimal commas and thousands apart are read too.
///
/// # Errors
/// Where it may be two numbers, or none that is read here.
pub fn field(text: &str, decimal_commas: bool) -> Result<Option<String>, Slip> {
    let text = text.replace('−', "-");
    let digits = text.strip_prefix(['-', '+']).unwrap_or(&text);
    let sign = if text.starts_with('-') { "-" } else { "" };
    if !digits.starts_with(|c: char| c.is_ascii_digit()) {
        return Ok(None);
    }
    let (written, rest) = split(digits);
    let number = Written::of(written).filter(|_| rest.is_empty());
    if let Some(number) = number.filter(|_| decimal_commas) {
        let is_unclear = number.grouping == Grouping::Unclear || is_thousands_point(digits);
        return match number.grouping {
            _ if is_unclear => {
                let decimals = number.value;
                let help = format!(
                    "write {:.0} if these are thousands, {decimals:.4} if they are decimals",
                    decimals * 1000.0
                );
                Err(Slip { what: "two numbers, as some have decimals where others have thousands", help })
            }
            Grouping::Plain => Ok(Some(format!("{sign}{digits}"))),
            _ => Ok(Some(format!("{sign}{}", number.plain(1.0)))),
        };
    }
    let exponent = if decimal_commas { digits.replace(',', ".") } else { digits.to_owned() };
    if digits.parse::<f64>().is_ok() || exponent.parse::<f64>().is_ok() {
        return Ok(Some(format!("{sign}{exponent}")));
    }
    match slip(digits) {
        Some(slip) => Err(slip),
        None => Ok(None),
    }
}

/// A number as a scenario has it, with `_` between thousands.
pub fn plain(value: f64) -> String {
    // Fifteen digits are what a number holds of what was written, and the rest is the noise of binary fractions.
    let value: f64 = format!("{value:.14e}").parse().unwrap_or(value);
    let text = format!("{:.12}", value.abs());
    let (whole, decimals) = text.split_once('.').unwrap_or((&text, ""));
    let decimals = decimals.trim_end_matches('0');
    let mut grouped = if value < 0.0 { "-".to_owned() } else { String::new() };
    for (i, digit) in whole.chars().enumerate() {
        if i > 0 && whole.len() > 4 && (whole.len() - i).is_multiple_of(3) {
            grouped.push('_');
        }
        grouped.push(digit);
    }
    if decimals.is_empty() { grouped } else { format!("{grouped}.{decimals}") }
}

/// Whether a number is written as thousands are in Danish, `129.000`: one to three digits, the first not 0, a point, and
/// three digits.
pub fn is_thousands_point(text: &str) -> bool {
    let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    text.split_once('.').is_some_and(|(whole, decimals)| {
        (1..=3).contains(&whole.len())
            && !whole.starts_with('0')
            && decimals.len() == 3
            && digits(whole)
            && digits(decimals)
    })
}

/// A cell of a data column that is written as thousands are in Danish, if all of its cells with a point are. `values` are what
/// the column was read as; a table whose cells cannot be told without knowing its quotes says nothing.
pub fn thousands_cell(text: &str, column: &str, values: &[f64]) -> Option<String> {
    let mut lines = text.lines();
    let header = lines.next()?;
    let separator = [';', '\t'].into_iter().find(|&c| header.contains(c)).unwrap_or(',');
    let bare = |cell: &str| cell.trim().trim_matches('"').trim().to_owned();
    let index = header.split(separator).position(|name| bare(name) == column)?;
    let mut first = None;
    let mut values = values.iter();
    for line in lines.filter(|line| !line.trim().is_empty()) {
        let cell = bare(line.split(separator).nth(index)?);
        if cell.parse() != Ok(*values.next()?) {
            return None;
        }
        let number = cell.trim_start_matches(['+', '-']);
        if is_thousands_point(number) {
            first.get_or_insert_with(|| number.to_owned());
        } else if number.contains('.') {
            return None;
        }
    }
    first.filter(|_| values.next().is_none())
}

/// The number that a text begins with, and what follows it.
fn split(text: &str) -> (&str, &str) {
    let mut end = 0;
    let mut characters = text.char_indices().peekable();
    while let Some((i, c)) = characters.next() {
        let before_digit = characters.peek().is_some_and(|(_, next)| next.is_ascii_digit());
        let belongs = match c {
            '0'..='9' | '_' => true,
            '.' | ',' | '\'' => i > 0 && before_digit,
            // A blank belongs to the number only between groups of three digits.
            c if is_blank(c) => i > 0 && before_digit && three_digits(&text[i + c.len_utf8()..]),
            _ => false,
        };
        if !belongs {
            break;
        }
        end = i + c.len_utf8();
    }
    text.split_at(end)
}

fn three_digits(text: &str) -> bool {
    text.chars().take_while(char::is_ascii_digit).count() == 3
}

/// Blanks that people put between thousands.
fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_to_write_is_said_in_digits() {
        for (text, help) in [
            ("129 000", "write 129_000"),
            ("1 179 167", "write 1_179_167"),
            ("129\u{a0}000", "write 129_000"),
            ("129'000", "write 129_000"),
            ("1.179.167", "write 1_179_167"),
            ("1,179,167", "write 1_179_167"),
            ("1.179.167,50", "write 1_179_167.5"),
            ("1,179,167.50", "write 1_179_167.5"),
            ("0,129 mio", "write 129_000,"),
            ("0,129 mio. kr.", "write 129_000,"),
            ("0.129 mio", "write 129_000,"),
            ("1,2 mia", "write 1_200_000_000,"),
            ("129 t.kr.", "write 129_000,"),
            ("129.000 kr.", "write 129_000,"),
            ("1.179 mio.", "write 1_179_000,"),
            ("42 %", "write 0.42 for 42 %"),
            ("3,5 pct.", "write 0.035 for 3,5 %"),
            ("0,035", "write 0.035:"),
            ("129,000", "write 129_000 if these are thousands, 129 if they are decimals"),
            ("30–50", "a number between two ends is an input of its own: uniform = { min = 30, max = 50 }"),
        ] {
            let said = slip(text).unwrap_or_else(|| panic!("{text}"));
            assert!(said.help.starts_with(help), "{text}: {}", said.help);
        }
        for text in
            ["", "129", "129.5", "129_000", "x", "2 saving", "12 34", "-", "1e6", "3 * 4", ".5", "12 3456"]
        {
            assert_eq!(slip(text), None, "{text}");
        }
    }

    #[test]
    fn a_column_of_thousands_has_no_other_point() {
        let cell = |text: &str, values: &[f64]| thousands_cell(text, "x", values);
        assert_eq!(cell("a;x\n1.5;950\n2;129.000\n", &[950.0, 129.0]).as_deref(), Some("129.000"));
        assert_eq!(
            cell("\"x\"\r\n\"129.000\"\r\n\r\n-1.250\r\n", &[129.0, -1.25]).as_deref(),
            Some("129.000")
        );
        for (text, values) in [
            ("x\n129\n", &[129.0][..]),
            ("x\n129.000\n1.5\n", &[129.0, 1.5]),
            ("x\n0.125\n1.250\n", &[0.125, 1.25]),
            ("a,x\n\"1,2\",129.000\n", &[129.0]),
        ] {
            assert_eq!(cell(text, values), None, "{text:?}");
        }
    }

    #[test]
    fn a_number_is_found_around_the_place() {
        let around = |text: &str, at: &str| slip_around(text, text.find(at).unwrap()).map(|slip| slip.help);
        assert!(around("a = 0,129 mio\nb = 3", ",").unwrap().starts_with("write 129_000"));
        assert!(around("a = 1.179.167", ".167").unwrap().starts_with("write 1_179_167"));
        assert!(around("a = [12, 1 200]", "200").unwrap().starts_with("write 1200"));
        assert_eq!(around("a = [100,200 x]", "x"), None);
        assert_eq!(around("a = x", "x"), None);
    }
}
