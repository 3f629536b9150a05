//! What a payment may go by: what is known by the end of a year.

use std::fmt;

use super::spelling::{nearest, quoted_list};

/// What is known by the end of a year, of that year and those before it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Known {
    /// `achieved.OUTCOME[.intakeK]`: people with the outcome in the arm with the intervention, at onset and before relapse; or events in
    /// that arm.
    Achieved(String, Option<usize>),
    /// `additional.OUTCOME[.intakeK]`: the same, with − without.
    Additional(String, Option<usize>),
    /// `entrants[.intakeK]`: people who have entered.
    Entrants(Option<usize>),
    /// `saved.PAYER`: undiscounted effects of a payer, without payments and tax distortion.
    Saved(String),
    /// `spent.PAYER`: undiscounted costs of a payer, without payments and tax distortion.
    Spent(String),
    /// `paid.NAME`: what another payment has come to.
    Paid(String),
}

/// What is wrong with a name of what is known.
#[derive(Debug)]
pub struct NotKnown {
    /// What, as a lowercase fragment.
    pub message: String,
    /// How to mend it.
    pub help: String,
}

impl Known {
    /// The first words of their names.
    pub const WORDS: [&str; 6] = ["achieved", "additional", "entrants", "saved", "spent", "paid"];

    /// Whether a name begins as one of them does.
    pub fn is_word(name: &str) -> bool {
        Known::WORDS.contains(&name)
    }

    /// Reads a name with its dots.
    ///
    /// # Errors
    /// Where it is none of these.
    pub fn read(name: &str) -> Result<Known, NotKnown> {
        let steps: Vec<&str> = name.split('.').collect();
        let (word, rest) = (steps[0], &steps[1..]);
        let wrong = |help: String| NotKnown { message: format!("`{name}` is nothing that is known"), help };
        let one = |what: &str| match rest {
            [of] if !of.is_empty() => Ok((*of).to_owned()),
            _ => Err(wrong(format!("write `{word}.{what}`"))),
        };
        let intake = |step: Option<&&str>, begun: &str| match step {
            None => Ok(None),
            Some(step) => match step.strip_prefix("intake").and_then(|number| number.parse().ok()) {
                Some(number) => Ok(Some(number)),
                None => {
                    Err(wrong(format!("write `{begun}`, or `{begun}.intake0` for the first intake alone")))
                }
            },
        };
        let of_outcome = || match rest {
            [outcome] | [outcome, _] if !outcome.is_empty() => {
                Ok(((*outcome).to_owned(), intake(rest.get(1), &format!("{word}.{outcome}"))?))
            }
            _ => Err(wrong(format!(
                "write `{word}.OUTCOME`, or `{word}.OUTCOME.intake0` for one intake alone"
            ))),
        };
        match word {
            "achieved" => of_outcome().map(|(outcome, intake)| Known::Achieved(outcome, intake)),
            "additional" => of_outcome().map(|(outcome, intake)| Known::Additional(outcome, intake)),
            "entrants" if rest.len() < 2 => Ok(Known::Entrants(intake(rest.first(), "entrants")?)),
            "entrants" => {
                Err(wrong("write `entrants`, or `entrants.intake0` for one intake alone".to_owned()))
            }
            "saved" => one("PAYER").map(Known::Saved),
            "spent" => one("PAYER").map(Known::Spent),
            "paid" => one("NAME").map(Known::Paid),
            _ => Err(wrong(match nearest(word, Known::WORDS) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("payments go by {}", quoted_list(&Known::WORDS, "and")),
            })),
        }
    }
}

impl fmt::Display for Known {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Known::Achieved(outcome, _) => write!(f, "achieved.{outcome}")?,
            Known::Additional(outcome, _) => write!(f, "additional.{outcome}")?,
            Known::Entrants(_) => f.write_str("entrants")?,
            Known::Saved(payer) => write!(f, "saved.{payer}")?,
            Known::Spent(payer) => write!(f, "spent.{payer}")?,
            Known::Paid(name) => write!(f, "paid.{name}")?,
        }
        match self {
            Known::Achieved(_, Some(intake))
            | Known::Additional(_, Some(intake))
            | Known::Entrants(Some(intake)) => write!(f, ".intake{intake}"),
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_read_back_and_slips_are_told() {
        for name in [
            "achieved.home",
            "achieved.home.intake12",
            "additional.home",
            "additional.home.intake0",
            "entrants",
            "entrants.intake3",
            "saved.city",
            "spent.city",
            "paid.fee",
        ] {
            assert_eq!(Known::read(name).unwrap().to_string(), name);
        }
        for (name, help) in [
            ("saved", "write `saved.PAYER`"),
            ("paid.fee.intake0", "write `paid.NAME`"),
            ("entrants.home", "write `entrants`, or `entrants.intake0` for the first intake alone"),
            ("entrants.intake0.home", "write `entrants`, or `entrants.intake0` for one intake alone"),
            (
                "achieved.home.1",
                "write `achieved.home`, or `achieved.home.intake0` for the first intake alone",
            ),
            ("achieved", "write `achieved.OUTCOME`, or `achieved.OUTCOME.intake0` for one intake alone"),
            ("save.city", "did you mean `saved`?"),
        ] {
            assert_eq!(Known::read(name).unwrap_err().help, help, "{name}");
        }
    }
}
