//! JSON: every figure exactly as it was computed.
//!
//! Numbers are written with the fewest digits that read back to the same 64-bit float. There is no time of day
//! and no thread count in it: the same input gives the same bytes.

use std::io::{self, Write};

use serde::Serialize;

use crate::scenario::printable::steers;

/// Writes an answer as JSON, with a newline at its end.
///
/// # Errors
/// None for what the engine made; what is not a finite number cannot be written. Where `out` takes no more.
pub fn write<A: Serialize + ?Sized>(answer: &A, out: &mut dyn Write) -> io::Result<()> {
    let mut escaping = Escaping { pending: Vec::new(), out };
    serde_json::to_writer_pretty(&mut escaping, answer)?;
    escaping.pending.push(b'\n');
    escaping.flush()
}

/// Bytes of a text that are escaped at once.
const CHUNK: usize = 1 << 16;

/// Escapes a text on its way.
struct Escaping<'o> {
    pending: Vec<u8>,
    out: &'o mut dyn Write,
}

impl Write for Escaping<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.pending.extend_from_slice(bytes);
        if self.pending.len() >= CHUNK {
            self.flush()?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        // A letter may come in two halves.
        let whole = str::from_utf8(&self.pending).map_or_else(|error| error.valid_up_to(), str::len);
        let rest = self.pending.split_off(whole);
        let text = String::from_utf8(std::mem::replace(&mut self.pending, rest));
        self.out.write_all(escaped(text.map_err(io::Error::other)?).as_bytes())
    }
}

/// An answer as an object, indented as an element of an array, with the newline before it.
///
/// # Errors
/// None for what the engine made; what is not a finite number cannot be written.
pub(super) fn element<A: Serialize>(answer: &A) -> Result<String, serde_json::Error> {
    // A newline inside a text is written `\n`, so every line of this text is a line of the layout.
    Ok(format!("\n{}", escaped(serde_json::to_string_pretty(answer)?)).replace('\n', "\n  "))
}

/// JSON lets characters of Latin-1 and marks of direction stand that steer a terminal: they are escaped as the others are.
pub fn escaped(json: String) -> String {
    let must = |c: char| steers(c) && c != '\n';
    if !json.contains(must) {
        return json;
    }
    let escape = |c: char| if must(c) { format!("\\u{:04x}", u32::from(c)) } else { c.to_string() };
    json.chars().map(escape).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::fixture;
    use crate::summary::results::Estimate;

    #[test]
    fn figures_read_back_to_the_same_bits() {
        let (_, mut results) = fixture::run();
        let awkward =
            [0.1 + 0.2, 1.0 / 3.0, 5e-324, f64::MAX, -0.861_746_495_871_098_4, 9_007_199_254_740_993.0];
        for value in awkward {
            let public = results.perspectives.get_mut("public").unwrap();
            public.net_benefit.mean = Estimate::exact(value);
            let read: serde_json::Value = serde_json::from_str(&element(&results).unwrap()).unwrap();
            let mean = read["perspectives"]["public"]["net_benefit"]["mean"]["value"].as_f64().unwrap();
            assert_eq!(mean.to_bits(), value.to_bits());
        }
    }

    #[test]
    fn texts_read_back_whole() {
        let (_, mut results) = fixture::run();
        results.scenario.title = "=\"æøå\",|\n\t\u{1b}[31m\\".to_owned();
        let json = element(&results).unwrap();
        assert!(!json.contains('\u{1b}'));
        let read: serde_json::Value = serde_json::from_str(&json).unwrap();
        assert_eq!(read["scenario"]["title"], results.scenario.title);
    }
}
