//! The results for programs: JSON, every figure exactly as it was computed.
//!
//! Numbers are written with the fewest digits that read back to the same 64-bit float. There is no time of day
//! and no thread count in it: the same input gives the same bytes.

use crate::summary::results::Results;

/// One scenario's results as a JSON object, indented as an element of an array, without a newline at its end.
///
/// # Errors
/// None for results that the engine made; what is not a finite number cannot be written.
pub fn render(results: &Results) -> Result<String, serde_json::Error> {
    let object = serde_json::to_string_pretty(results)?;
    // A newline inside a text is written `\n`, so every line of this text is a line of the layout.
    Ok(format!("  {}", object.replace('\n', "\n  ")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::fixture;

    #[test]
    fn figures_read_back_to_the_same_bits() {
        let mut results = fixture::results();
        let awkward =
            [0.1 + 0.2, 1.0 / 3.0, 5e-324, f64::MAX, -0.861_746_495_871_098_4, 9_007_199_254_740_993.0];
        for value in awkward {
            let public = results.perspectives.get_mut("public").unwrap();
            public.net_benefit.mean = fixture::estimate(value, 0.0);
            let read: serde_json::Value = serde_json::from_str(&render(&results).unwrap()).unwrap();
            let mean = read["perspectives"]["public"]["net_benefit"]["mean"]["value"].as_f64().unwrap();
            assert_eq!(mean.to_bits(), value.to_bits());
        }
    }

    #[test]
    fn texts_read_back_whole() {
        let mut results = fixture::results();
        results.scenario.title = "=\"æøå\",|\n\t\u{1b}[31m\\".to_owned();
        let json = render(&results).unwrap();
        assert!(!json.contains('\u{1b}'));
        let read: serde_json::Value = serde_json::from_str(&json).unwrap();
        assert_eq!(read["scenario"]["title"], results.scenario.title);
    }
}
