//! What the values of options may look like.

use clap::ValueEnum;

use crate::summary::{FEWEST_DRAWS, MOST_DRAWS};

/// What a value of an option is called.
pub fn value_name(value: impl ValueEnum) -> String {
    value.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default()
}

/// A whole number of draws: `250000`, `250_000` or `2.5e5`.
pub fn parse_draws(text: &str) -> Result<u64, String> {
    let expected = || format!("expected a whole number of at least {FEWEST_DRAWS}, as 1_000_000 or 1e6");
    let digits: String = text.chars().filter(|&c| c != '_').collect();
    let (mantissa, exponent) = match digits.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, exponent.parse::<usize>().map_err(|_| expected())?),
        None => (digits.as_str(), 0),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let is_number = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    // 2.5e5 is whole: the exponent must use up the decimals.
    let fraction = fraction.trim_end_matches('0');
    if whole.is_empty()
        || !is_number(whole)
        || !is_number(fraction)
        || fraction.len() > exponent
        || exponent > 18
    {
        return Err(expected());
    }
    let written = format!("{whole}{fraction}{}", "0".repeat(exponent - fraction.len()));
    let draws: u64 = written.parse().map_err(|_| expected())?;
    match draws {
        draws if draws < FEWEST_DRAWS => Err(expected()),
        draws if draws > MOST_DRAWS => Err(format!("expected at most {MOST_DRAWS}")),
        draws => Ok(draws),
    }
}

/// A precision: `0.001`, or `0.1%`.
pub fn parse_precision(text: &str) -> Result<f64, String> {
    let number = |text: &str| text.parse::<f64>().ok();
    let precision = match text.strip_suffix('%') {
        Some(percent) => number(percent.trim_end()).map(|percent| percent / 100.0),
        None => number(text),
    };
    precision.filter(|precision| (FINEST..1.0).contains(precision)).ok_or_else(|| {
        format!(
            "expected a number from {FINEST} to below 1, as 0.001 or 0.1% for a tenth of a percentage point"
        )
    })
}

/// Finer than anyone can wait for.
const FINEST: f64 = 1e-7;

/// A number of threads.
pub fn parse_threads(text: &str) -> Result<usize, String> {
    match text.parse() {
        Ok(threads) if threads <= 1024 => Ok(threads),
        _ => Err("expected a whole number from 0 (one thread per core) to 1024".to_owned()),
    }
}

/// A change of one value: `KEY=VALUE`.
pub fn parse_override(text: &str) -> Result<String, String> {
    match text.split_once('=') {
        Some((key, _)) if !key.trim().is_empty() => Ok(text.to_owned()),
        _ => {
            Err("expected a key, an equals sign and a value, as inputs.success_rate.beta.mean=0.5".to_owned())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::arguments::{CheckFormat, CompareFormat};

    use crate::cli::run_options::Format;
    use crate::cli::sensitivity_options::SensitivityFormat;
    use crate::cli::stress_options::StressFormat;
    use crate::cli::value_options::ValueFormat;
    use crate::report::write::{CHECK, COMPARE, RUN, SENSITIVITY, STRESS, VALUE};

    #[test]
    fn every_format_has_its_writer() {
        fn names<V: ValueEnum>() -> Vec<String> {
            V::value_variants().iter().map(|value| value_name(value.clone())).collect()
        }
        assert_eq!(names::<Format>(), RUN.iter().map(|writer| writer.name).collect::<Vec<&str>>());
        assert_eq!(names::<CompareFormat>(), COMPARE.iter().map(|writer| writer.name).collect::<Vec<&str>>());
        assert_eq!(names::<StressFormat>(), STRESS.iter().map(|writer| writer.name).collect::<Vec<&str>>());
        let sensitivity = SENSITIVITY.iter().map(|writer| writer.name).collect::<Vec<&str>>();
        assert_eq!(names::<SensitivityFormat>(), sensitivity);
        assert_eq!(names::<ValueFormat>(), VALUE.iter().map(|writer| writer.name).collect::<Vec<&str>>());
        assert_eq!(names::<CheckFormat>(), CHECK.iter().map(|writer| writer.name).collect::<Vec<&str>>());
    }

    #[test]
    fn draws_are_whole_numbers_however_they_are_written() {
        for (text, draws) in
            [("100", 100), ("1_000_000", 1_000_000), ("1e6", 1_000_000), ("2.5e5", 250_000), ("1.50E2", 150)]
        {
            assert_eq!(parse_draws(text), Ok(draws), "{text}");
        }
        for text in [
            "", "0", "99", "-5", "1.5", "1e", "e6", "1e99", "10k", "1e6.5", "2.55e1", "NaN", "1e18", "٣",
            " 5",
        ] {
            assert!(parse_draws(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_precision_is_a_share_or_a_percentage() {
        for (text, precision) in [("0.001", 0.001), ("0.1%", 0.001), ("2 %", 0.02), ("1e-4", 1e-4)] {
            assert_eq!(parse_precision(text), Ok(precision), "{text}");
        }
        for text in ["", "%", "0", "-0.1", "1", "100%", "nan", "inf", "1e-9", "0.1%%", "ten"] {
            assert!(parse_precision(text).is_err(), "{text}");
        }
    }
}
