//! How results are laid out in JSON where that is not as they lie in memory.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::estimate::{Estimate, or_above, or_below};
use super::results::{Joint, YearFlow, YearQuantiles};

/// A year's flow: its mean, with the quantiles beside that.
#[derive(Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct WrittenFlow {
    /// The estimate.
    value: f64,
    /// Its standard error: what more draws would remove.
    #[serde(deserialize_with = "or_above")]
    se: f64,
    /// Lower end of the 95 % simulation interval.
    #[serde(deserialize_with = "or_below")]
    lo: f64,
    /// Upper end of the 95 % simulation interval.
    #[serde(deserialize_with = "or_above")]
    hi: f64,
    /// 5 % quantile; the others likewise.
    #[serde(skip_serializing_if = "Option::is_none")]
    p5: Option<Estimate>,
    /// 25 % quantile.
    #[serde(skip_serializing_if = "Option::is_none")]
    p25: Option<Estimate>,
    /// Median.
    #[serde(skip_serializing_if = "Option::is_none")]
    p50: Option<Estimate>,
    /// 75 % quantile.
    #[serde(skip_serializing_if = "Option::is_none")]
    p75: Option<Estimate>,
    /// 95 % quantile.
    #[serde(skip_serializing_if = "Option::is_none")]
    p95: Option<Estimate>,
}

impl From<YearFlow> for WrittenFlow {
    fn from(YearFlow { mean, quantiles }: YearFlow) -> WrittenFlow {
        let Estimate { value, se, lo, hi } = mean;
        let [p5, p25, p50, p75, p95] = match quantiles {
            Some(YearQuantiles { p5, p25, p50, p75, p95 }) => [p5, p25, p50, p75, p95].map(Some),
            None => [None; 5],
        };
        WrittenFlow { value, se, lo, hi, p5, p25, p50, p75, p95 }
    }
}

impl From<WrittenFlow> for YearFlow {
    fn from(written: WrittenFlow) -> YearFlow {
        let WrittenFlow { value, se, lo, hi, p5, p25, p50, p75, p95 } = written;
        let quantiles = match (p5, p25, p50, p75, p95) {
            (Some(p5), Some(p25), Some(p50), Some(p75), Some(p95)) => {
                Some(YearQuantiles { p5, p25, p50, p75, p95 })
            }
            _ => None,
        };
        YearFlow { mean: Estimate { value, se, lo, hi }, quantiles }
    }
}

/// The event that has no payer in its name.
const ALL_PAYERS_GAIN: &str = "all_payers_gain";

impl From<Joint> for BTreeMap<String, Estimate> {
    fn from(joint: Joint) -> BTreeMap<String, Estimate> {
        let mut events = joint.public_gains_and_payer_loses;
        events.insert(ALL_PAYERS_GAIN.to_owned(), joint.all_payers_gain);
        events
    }
}

impl TryFrom<BTreeMap<String, Estimate>> for Joint {
    type Error = String;

    fn try_from(mut events: BTreeMap<String, Estimate>) -> Result<Joint, String> {
        let all_payers_gain =
            events.remove(ALL_PAYERS_GAIN).ok_or_else(|| format!("missing field `{ALL_PAYERS_GAIN}`"))?;
        Ok(Joint { all_payers_gain, public_gains_and_payer_loses: events })
    }
}

/// What is written of events, for the schema: a map with one name that it always has.
#[cfg(test)]
impl schemars::JsonSchema for Joint {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Joint".into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let estimate = generator.subschema_for::<Estimate>();
        let mut all = estimate.clone();
        all.insert("description".to_owned(), "P(every public payer's net benefit ≥ 0).".into());
        schemars::json_schema!({
            "description": "Events over several payers; the others are `public_gains_and_<payer>_loses`.",
            "type": "object",
            "properties": { ALL_PAYERS_GAIN: all },
            "additionalProperties": estimate,
            "required": [ALL_PAYERS_GAIN]
        })
    }
}
