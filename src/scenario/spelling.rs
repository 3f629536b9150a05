//! Spelling: what was probably meant, and how names are written.

use super::limits;

/// The words in backticks, as "`a`, `b` or `c`".
pub fn quoted_list<T: AsRef<str>>(words: &[T], conjunction: &str) -> String {
    let quoted: Vec<String> = words.iter().map(|word| format!("`{}`", word.as_ref())).collect();
    match quoted.as_slice() {
        [] => String::new(),
        [only] => only.clone(),
        [most @ .., last] => format!("{} {conjunction} {last}", most.join(", ")),
    }
}

/// A number in a message: as it would be written in a scenario, with an exponent where its digits could not be counted.
pub fn number(x: f64) -> String {
    let size = x.abs();
    let plain = size == 0.0 || (1e-6..1e16).contains(&size) || !size.is_finite();
    if plain { format!("{x}") } else { format!("{x:e}") }
}

/// A message in which no number has more digits than can be read.
pub fn readable(message: &str) -> String {
    const MOST: usize = 20;
    let is_digit = |c: char| c.is_ascii_digit() || c == '.';
    let mut text = String::with_capacity(message.len());
    let mut rest = message;
    while let Some(start) = rest.find(is_digit) {
        text.push_str(&rest[..start]);
        rest = &rest[start..];
        let (digits, after) = rest.split_at(rest.find(|c| !is_digit(c)).unwrap_or(rest.len()));
        match digits.parse() {
            Ok(x) if digits.len() > MOST => text.push_str(&number(x)),
            _ => text.push_str(digits),
        }
        rest = after;
    }
    text + rest
}

/// What somebody may have meant by a name that is not known.
pub fn meant(name: &str, known: &[&str]) -> String {
    match nearest(name, known.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => {
            format!("there {} {}", if known.len() == 1 { "is" } else { "are" }, quoted_list(known, "and"))
        }
    }
}

/// The candidate nearest in spelling, if one is near enough to have been meant.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    // Long words are cut, as a typing error is near the name it was meant to be; this bounds the time as well.
    let plain = |word: &str| {
        word.chars().take(100).map(|c| if c == '-' { '_' } else { c }).collect::<String>().to_lowercase()
    };
    let word = plain(word);
    let allowed = |word: &str| match word.chars().count() {
        0..=2 => 0,
        letters => letters.div_ceil(3),
    };
    candidates
        .into_iter()
        .map(|candidate| (candidate, plain(candidate)))
        .map(|(candidate, plain)| (strsim::osa_distance(&word, &plain), candidate, plain))
        .filter(|(distance, _, plain)| {
            // Of short words only a letter too many or too few at the end is a slip that can be told.
            let longer = *distance == 1
                && !word.is_empty()
                && (plain.starts_with(word.as_str()) || word.starts_with(plain.as_str()));
            *distance <= allowed(&word).min(allowed(plain)) || longer && !plain.is_empty()
        })
        .min_by_key(|&(distance, candidate, _)| (distance, std::cmp::Reverse(candidate.len()), candidate))
        .map(|(_, candidate, _)| candidate)
}

/// Whether a name is `[a-z][a-z0-9_]*`.
pub fn is_spelt_as_name(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
}

/// A legal name as near to this text as possible.
pub fn suggest_name(name: &str) -> String {
    let mut plain = String::new();
    for c in name.to_lowercase().chars() {
        match c {
            'a'..='z' | '0'..='9' | '_' => plain.push(c),
            'æ' | 'ä' => plain.push_str("ae"),
            'ø' | 'ö' => plain.push_str("oe"),
            'å' => plain.push_str("aa"),
            'é' => plain.push('e'),
            _ if plain.ends_with('_') => {}
            _ => plain.push('_'),
        }
    }
    let plain = plain.trim_matches('_').chars().take(limits::NAME_LENGTH).collect::<String>();
    match plain.chars().next() {
        None => "some_name".to_owned(),
        Some(c) if c.is_ascii_digit() => format!("n{plain}"),
        Some(_) => plain,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nearest_finds_slips_and_leaves_strangers_alone() {
        let names = ["amount", "paid_by", "per", "years"];
        assert_eq!(nearest("amonut", names), Some("amount"));
        assert_eq!(nearest("Paid-By", names), Some("paid_by"));
        assert_eq!(nearest("colour", names), None);
        assert_eq!(nearest("", names), None);
        assert_eq!(nearest("a", ["b"]), None);
        assert_eq!(nearest("al", ["a", "all"]), Some("all"));
    }
}
