//! The JSON Schemas of what programs read: results, comparisons and stress tests. They are made from the very structs that are
//! written, by the tests, and committed in `schemas/`; a test says where the two differ.

/// JSON Schema of what `run --format json` writes.
pub const RESULTS: &str = include_str!("../../schemas/results.schema.json");

/// JSON Schema of what `compare --format json` writes.
pub const COMPARISON: &str = include_str!("../../schemas/comparison.schema.json");

/// JSON Schema of what `stress --format json` writes.
pub const STRESS: &str = include_str!("../../schemas/stress.schema.json");

/// JSON Schema of what `sensitivity --format json` writes.
pub const SENSITIVITY: &str = include_str!("../../schemas/sensitivity.schema.json");

/// JSON Schema of what `value --format json` writes.
pub const VALUE: &str = include_str!("../../schemas/value.schema.json");

#[cfg(test)]
mod tests {
    use schemars::JsonSchema;
    use schemars::generate::SchemaSettings;

    use super::*;
    use crate::analysis::compare::comparison::Comparison;
    use crate::analysis::sensitivity::Sensitivity;
    use crate::analysis::stress::Stress;
    use crate::analysis::value::Valuation;
    use crate::summary::results::Results;

    fn generate<T: JsonSchema>(title: &str) -> String {
        // What is written, not what could be read: a field that is left out sometimes is optional.
        let settings = SchemaSettings::draft2020_12().for_serialize();
        let mut schema = settings.into_generator().into_root_schema_for::<T>();
        schema.insert("title".to_owned(), title.into());
        let text = serde_json::to_string_pretty(&schema).expect("a schema is JSON");
        text + "\n"
    }

    /// `BLESS=1 cargo test --lib schemas` writes them anew.
    fn compare(name: &str, committed: &str, generated: &str) {
        if std::env::var_os("BLESS").is_some() {
            let path = format!("{}/schemas/{name}", env!("CARGO_MANIFEST_DIR"));
            std::fs::write(path, generated).expect("the schema can be written");
            return;
        }
        assert!(
            committed == generated,
            "schemas/{name} is not what the structs say; BLESS=1 cargo test --lib schemas writes it anew"
        );
    }

    #[test]
    fn results_are_described_as_they_are() {
        compare("results.schema.json", RESULTS, &generate::<Vec<Results>>("Results of vendepunkt run"));
    }

    #[test]
    fn stress_tests_are_described_as_they_are() {
        compare("stress.schema.json", STRESS, &generate::<Stress>("A stress test of vendepunkt stress"));
    }

    #[test]
    fn sensitivities_are_described_as_they_are() {
        let generated = generate::<Sensitivity>("The sensitivity analysis of vendepunkt sensitivity");
        compare("sensitivity.schema.json", SENSITIVITY, &generated);
    }

    #[test]
    fn values_are_described_as_they_are() {
        let generated = generate::<Valuation>("The value of information of vendepunkt value");
        compare("value.schema.json", VALUE, &generated);
    }

    #[test]
    fn comparisons_are_described_as_they_are() {
        compare(
            "comparison.schema.json",
            COMPARISON,
            &generate::<Comparison>("A comparison of vendepunkt compare"),
        );
    }
}
