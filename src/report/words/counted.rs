//! Nouns beside their numbers: `1 participant`, `24 participants`.

use std::fmt::Display;

use crate::report::digits::TIE;

/// A noun as it is called beside a number: one of them, and any other number of them.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Noun(pub &'static str, pub &'static str);

impl Noun {
    /// The noun for a number as it is shown: what reads as 1 is one, as `1.0` and `1,5` are not.
    pub fn beside(self, number: impl Display) -> &'static str {
        self.of(is_one(number))
    }

    /// The noun for one, or for another number.
    pub fn of(self, one: bool) -> &'static str {
        if one { self.0 } else { self.1 }
    }

    /// The number and its noun, which stay on one line.
    pub fn after(self, number: impl Display) -> String {
        format!("{number}{TIE}{}", self.beside(&number))
    }
}

/// Whether a number is shown as 1.
pub(crate) fn is_one(number: impl Display) -> bool {
    number.to_string() == "1"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_reads_as_1_is_one() {
        let people = Noun("person", "people");
        assert_eq!(people.after(1), "1\u{a0}person");
        for number in ["0", "1.0", "1,5", "−1", "11", "1.000", "~1"] {
            assert_eq!(people.after(number), format!("{number}\u{a0}people"));
        }
    }
}
