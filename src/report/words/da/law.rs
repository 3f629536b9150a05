//! Laws as files state them, with their keys in Danish.

use crate::report::digits::Locale;

/// Families, as they stand in files and as they are called.
const FAMILIES: &[(&str, &str)] = &[
    ("fixed", "fast"),
    ("uniform", "ligefordeling"),
    ("triangular", "trekant"),
    ("pert", "pert"),
    ("normal", "normal"),
    ("lognormal", "lognormal"),
    ("beta", "beta"),
    ("gamma", "gamma"),
    ("weibull", "weibull"),
    ("exponential", "eksponential"),
    ("logit_normal", "logit-normal"),
    ("student_t", "Students t"),
    ("discrete", "diskret"),
    ("empirical", "empirisk"),
    ("mixture", "blanding"),
    ("metalog", "metalog"),
    ("dirichlet", "dirichlet"),
];

/// Their keys likewise; those that are left out are called as they stand.
const KEYS: &[(&str, &str)] = &[
    ("mean", "gennemsnit"),
    ("sd", "standardafvigelse"),
    ("low", "lavest"),
    ("mode", "sandsynligst"),
    ("high", "højest"),
    ("min", "mindst"),
    ("max", "størst"),
    ("successes", "succeser"),
    ("trials", "forsøg"),
    ("shape", "form"),
    ("scale", "skala"),
    ("df", "frihedsgrader"),
    ("values", "værdier"),
    ("weights", "vægte"),
    ("parts", "dele"),
    ("counts", "antal"),
];

/// What is said between them.
const PHRASES: [(&str, &str); 6] = [
    (", ", "; "),
    ("; at least ", ", mindst "),
    ("; at most ", ", højst "),
    ("; within ", ", mellem "),
    (" to ", " og "),
    (" in all", " i alt"),
];

/// A law as it was written; a formula is left alone, whose names are the scenario's.
pub(super) fn written(law: &str) -> String {
    let family = law.split('(').next().filter(|family| family.len() < law.len());
    if !FAMILIES.iter().any(|(name, _)| Some(*name) == family) {
        return law.to_owned();
    }
    let mut said = String::with_capacity(law.len());
    let mut rest = law;
    let mut are_parts = false;
    while let Some(first) = rest.chars().next() {
        let is_word = first.is_ascii_lowercase();
        let is_number = first.is_ascii_digit();
        let end = match () {
            () if is_word => rest.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_')),
            () if is_number => rest.find(|c: char| !(c.is_ascii_digit() || c == '.')),
            () => Some(first.len_utf8()),
        };
        let (token, after) = rest.split_at(end.unwrap_or(rest.len()));
        match first {
            // The names of parts are the scenario's.
            '{' => are_parts = true,
            '}' => are_parts = false,
            _ => {}
        }
        match FAMILIES.iter().chain(KEYS).find(|(name, _)| *name == token && !are_parts) {
            Some((_, danish)) => said.push_str(danish),
            None if is_number => said.push_str(&number(token)),
            None => said.push_str(token),
        }
        rest = after;
    }
    PHRASES.iter().fold(said, |said, (english, danish)| said.replace(english, danish))
}

/// A value as a file states it: a number, or a law by its family and what it takes; anything else is left alone.
pub(super) fn stated(value: &str) -> String {
    let digits = value.strip_prefix('-').unwrap_or(value);
    if !digits.is_empty() && digits.chars().all(|c| c.is_ascii_digit() || c == '.') {
        return if digits == value { number(value) } else { format!("−{}", number(digits)) };
    }
    let Some((family, law)) = value.split_once(" = ") else { return value.to_owned() };
    let inner = law.strip_prefix("{ ").and_then(|law| law.strip_suffix(" }")).unwrap_or(law);
    let law = format!("{family}({inner})");
    let said = written(&law);
    // What is no family is some other key.
    if said == law { value.to_owned() } else { said }
}

/// A number with all of its digits.
fn number(digits: &str) -> String {
    let locale = Locale::DANISH;
    let (whole, decimals) = digits.split_once('.').unwrap_or((digits, ""));
    let whole = whole.parse().map_or(whole.to_owned(), |whole| locale.whole(whole));
    if decimals.is_empty() { whole } else { format!("{whole}{}{decimals}", locale.decimal) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::distribution;

    #[test]
    fn laws_are_said_in_danish_and_formulas_left_alone() {
        for (law, said) in [
            ("beta(mean = 0.42, sd = 0.08)", "beta(gennemsnit = 0,42; standardafvigelse = 0,08)"),
            (
                "pert(low = 100000, mode = 129000.5, high = 1e21)",
                "pert(lavest = 100.000; sandsynligst = 129.000,5; højest = 1e21)",
            ),
            (
                "normal(mean = -1, sd = 2), within 0 to 1",
                "normal(gennemsnit = -1; standardafvigelse = 2), mellem 0 og 1",
            ),
            (
                "gamma(mean = 1, sd = 2), at most 10000",
                "gamma(gennemsnit = 1; standardafvigelse = 2), højst 10.000",
            ),
            (
                "mixture(parts = [fixed(1), normal(mean = 0, sd = 1), at least 0], weights = [1, 2])",
                "blanding(dele = [fast(1); normal(gennemsnit = 0; standardafvigelse = 1), mindst 0]; vægte = [1; 2])",
            ),
            ("empirical(values = [1, 2, … 9 in all])", "empirisk(værdier = [1; 2; … 9 i alt])"),
            (
                "dirichlet(counts = { mean = 55, own_home = 16 })",
                "dirichlet(antal = { mean = 55; own_home = 16 })",
            ),
            ("beta(p2.5 = 0.1, p97.5 = 0.4)", "beta(p2.5 = 0,1; p97.5 = 0,4)"),
            ("beta * (1 + mean), 1.5", "beta * (1 + mean), 1.5"),
            ("max(mean, 0.5)", "max(mean, 0.5)"),
        ] {
            assert_eq!(written(law), said);
        }
    }

    #[test]
    fn values_of_files_are_said_as_laws_are() {
        for (value, said) in [
            ("129333", "129.333"),
            ("179166.67", "179.166,67"),
            ("-0.5", "−0,5"),
            ("fixed = 129333", "fast(129.333)"),
            ("beta = { mean = 0.42, sd = 0.08 }", "beta(gennemsnit = 0,42; standardafvigelse = 0,08)"),
            ("rate = 1.5", "rate = 1.5"),
            ("\"course_cost\"", "\"course_cost\""),
            ("[0, 1.5]", "[0, 1.5]"),
            ("2015-01-01", "2015-01-01"),
            ("", ""),
        ] {
            assert_eq!(stated(value), said, "{value}");
        }
    }

    #[test]
    fn every_family_has_a_name() {
        for family in distribution::FAMILIES {
            assert!(FAMILIES.iter().any(|(name, _)| *name == family.name), "{}", family.name);
        }
    }
}
