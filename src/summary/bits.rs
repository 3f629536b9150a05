//! Floating-point numbers in files that must give back the very same number, infinities included: their bits.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Writes a number as its bits.
pub fn serialize<S: Serializer>(value: &f64, to: S) -> Result<S::Ok, S::Error> {
    value.to_bits().serialize(to)
}

/// Reads a number from its bits.
pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<f64, D::Error> {
    u64::deserialize(from).map(f64::from_bits)
}

/// Lists of numbers.
pub mod list {
    use super::{Deserialize, Deserializer, Serializer};

    /// Writes the numbers as their bits.
    pub fn serialize<S: Serializer>(values: &[f64], to: S) -> Result<S::Ok, S::Error> {
        to.collect_seq(values.iter().map(|value| value.to_bits()))
    }

    /// Reads numbers from their bits.
    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<f64>, D::Error> {
        Vec::<u64>::deserialize(from).map(|all| all.into_iter().map(f64::from_bits).collect())
    }
}

/// Two numbers.
pub mod pair {
    use super::{Deserialize, Deserializer, Serialize, Serializer};

    /// Writes the numbers as their bits.
    pub fn serialize<S: Serializer>(pair: &(f64, f64), to: S) -> Result<S::Ok, S::Error> {
        (pair.0.to_bits(), pair.1.to_bits()).serialize(to)
    }

    /// Reads numbers from their bits.
    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<(f64, f64), D::Error> {
        let (a, b) = <(u64, u64)>::deserialize(from)?;
        Ok((f64::from_bits(a), f64::from_bits(b)))
    }
}
