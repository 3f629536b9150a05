//! What a comparison says: plain structs, the same for every report.
//!
//! Every change is the other scenario minus the base. Money is in the currency that both share and in the prices of the base.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::pairs::Pairs;
use super::states::StateChange;
use crate::analysis::ranking::order::Ranking;
use crate::scenario::{Code, Identity};
use crate::summary::Piece;
#[cfg(test)]
use crate::summary::results::OpenEstimate;
use crate::summary::results::{Estimate, Threshold, Verdict, WarningRecord, YearEstimate};

/// Version of the JSON layout.
pub const SCHEMA_VERSION: u32 = 1;

/// Everything that one call of `compare` says.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Comparison {
    /// [`SCHEMA_VERSION`].
    pub schema_version: u32,
    /// How it was simulated.
    pub run: ComparisonRun,
    /// The worst verdict of all gates that decide; `fail` where a scenario is broken, `inconclusive` where limits were set
    /// and cannot be held against all that was there (a scenario was removed, or its base is invalid, or all were
    /// added), `pass` where there are neither limits nor requirements.
    pub verdict: Verdict,
    /// How many there are of each.
    pub counts: Counts,
    /// Scenarios compared, in the order of the call.
    #[cfg_attr(test, schemars(with = "Vec<Pair>"))]
    pub pairs: Pairs,
    /// Scenarios that only the other side has, or whose base is invalid (then a warning `invalid-base` says so), in the
    /// order of the call.
    pub added: Vec<Added>,
    /// Scenarios that only the base has, and variants of it that the other no longer has.
    pub removed: Vec<String>,
    /// Scenarios that could not be compared, or not be played out.
    pub failed: Vec<Failed>,
    /// Which to choose, where three or more single scenarios are beside each other.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ranking: Option<Ranking>,
}

/// Identity of the simulation.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ComparisonRun {
    /// Draws of each scenario; with `until_conclusive` the most.
    pub draws: u64,
    /// Seed.
    pub seed: u64,
    /// `random`, `latin` or `sobol`.
    pub sampling: String,
    /// The limits on changes that were set.
    pub limits: Vec<String>,
    /// Whether scenarios that only the base has may be gone although limits were set.
    pub allow_removed: bool,
    /// Whether draws were added until every gate was decided.
    pub until_conclusive: bool,
    /// Whether the scenarios are different programmes, whose luck is their own.
    pub programmes: bool,
    /// Inputs that different programmes share.
    pub shared: Vec<String>,
    /// What was set on every side, as the call says it; absent where nothing was.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub set: Vec<String>,
    /// Which part of the scenarios this is; absent where it is all of them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub part: Option<Piece>,
    /// Where it is one of many that are kept one by one: SHA-256, in hexadecimal, of all that it was made of (every file that was
    /// read and what it is called, limits, and options).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sources: Option<String>,
    /// Version of the draw contract.
    pub contract_version: u32,
    /// Version of the program.
    pub program_version: String,
}

/// How many scenarios there are of each kind.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Counts {
    /// Compared, and neither the model nor a requirement was touched.
    pub unchanged: usize,
    /// Compared, and the model or a requirement was touched.
    pub changed: usize,
    /// On the other side alone, or with a base that is invalid.
    pub added: usize,
    /// In the base alone.
    pub removed: usize,
    /// Not compared or played out, because something is wrong with them.
    pub failed: usize,
}

/// A scenario that only the other side has: it is played out and held against its own requirements.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Added {
    /// Its relative path.
    pub name: String,
    /// The scenario.
    pub scenario: Identity,
    /// Its draws.
    pub draws: u64,
    /// By perspective.
    pub perspectives: BTreeMap<String, Standing>,
    /// Its requirements, with their verdicts.
    pub gates: Vec<Gate>,
    /// What the reader should know.
    pub warnings: Vec<WarningRecord>,
}

/// A scenario with which something is wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Failed {
    /// What it is paired by.
    pub name: String,
    /// The file to look into.
    pub file: String,
    /// The line in it, from 1; null where there is none to name.
    pub line: Option<usize>,
    /// What is wrong.
    pub message: String,
}

/// Two scenarios beside each other.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Pair {
    /// What the two have in common: a relative path, or the other's name.
    pub name: String,
    /// The scenario that is compared with.
    pub base: Identity,
    /// The scenario that is compared.
    pub other: Identity,
    /// Whether both are one and the same model. Then every change is exactly 0; what is required may differ.
    pub unchanged: bool,
    /// Draws of each.
    pub draws: u64,
    /// Whether draws were made of the pair, or stopped at a look of a sequential rule: how many looks there were.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub looks: Option<u32>,
    /// What differs between the two files.
    pub assumptions: Vec<Assumption>,
    /// By perspective that both have.
    pub perspectives: BTreeMap<String, Change>,
    /// Where perspectives stand that only one side has, by name.
    pub one_sided: BTreeMap<String, OneSided>,
    /// Where people are, by state that both have; absent where nobody is followed through states.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub states: BTreeMap<String, StateChange>,
    /// Payers, perspectives, outcomes and states that only the base has.
    pub only_in_base: Vec<String>,
    /// Payers, perspectives, outcomes and states that only the other has.
    pub only_in_other: Vec<String>,
    /// Limits and requirements, with their verdicts.
    pub gates: Vec<Gate>,
    /// What the reader should know.
    pub warnings: Vec<WarningRecord>,
}

/// What a difference between two files touches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Touches {
    /// The model, and so the figures.
    Model,
    /// What is said about an assumption: its title, unit, source or strength; or an input that nothing reads.
    Words,
    /// What is required of the results.
    Requirement,
}

/// One value that differs between two files.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Assumption {
    /// Key path, as `inputs.success_rate.beta`.
    pub path: String,
    /// The base's value as TOML; null where it states none.
    pub was: Option<String>,
    /// The other's value as TOML; null where it states none.
    pub is: Option<String>,
    /// Where the number comes from, as the file says.
    pub source: Option<String>,
    /// Where the number came from that was replaced or removed, if what is there now has no source of its own.
    pub replaced_source: Option<String>,
    /// Where it stands, as `file:line`.
    pub at: String,
    /// The file.
    pub file: String,
    /// The line, from 1; null where there is none to name.
    pub line: Option<usize>,
    /// What it touches.
    pub touches: Touches,
}

/// A perspective before and after.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Change {
    /// Its name for people.
    pub label: String,
    /// Under the base.
    pub was: Standing,
    /// Under the other.
    pub is: Standing,
    /// Of net benefit, draw by draw.
    pub net_benefit: NetBenefitChange,
    /// P(net benefit is higher).
    pub probability_better: Estimate,
    /// P(net benefit is the same, by the tie rule).
    pub probability_equal: Estimate,
    /// P(net benefit is lower).
    pub probability_worse: Estimate,
    /// Of P(net benefit ≥ 0), from paired flips.
    pub probability_break_even: Estimate,
    /// Of the break-even year.
    pub break_even_year: YearChange,
    /// Of the peak funding need.
    pub peak_funding_need: PeakChange,
    /// How closely the two move together.
    pub correlation: Correlation,
}

/// Where a perspective stands under one scenario.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Standing {
    /// Mean net benefit.
    pub net_benefit: Estimate,
    /// P(net benefit ≥ 0).
    pub probability_break_even: Estimate,
    /// Median break-even year; null where it is not reached in half of the draws.
    pub break_even_year: Option<YearEstimate>,
    /// First year with an outlay; null for who pays nothing, and so has nothing to have back.
    pub first_outlay: Option<usize>,
    /// Mean peak funding need.
    pub peak_funding_need: Estimate,
}

/// A perspective that only one of the two has: there is no change to speak of.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct OneSided {
    /// Its name for people.
    pub label: String,
    /// Under the base; null where the base does not have it.
    pub was: Option<Standing>,
    /// Under the other; null where the other does not have it.
    pub is: Option<Standing>,
}

/// The paired difference of net benefit.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct NetBenefitChange {
    /// Mean of E[net benefit | θ] in one minus that in the other.
    pub mean: Estimate,
    /// Standard deviation of the drawn difference.
    pub sd: Estimate,
    /// 5 % quantile of the drawn difference.
    pub p5: Estimate,
    /// Its median.
    pub p50: Estimate,
    /// Its 95 % quantile.
    pub p95: Estimate,
}

/// The change of the break-even year.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct YearChange {
    /// Change of P(year ≤ t) for t = 0 … the earlier horizon, from paired flips.
    pub by_year: Vec<Estimate>,
}

/// The change of the peak funding need.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct PeakChange {
    /// Of its mean.
    pub mean: Estimate,
}

/// Pearson correlations across the pair; null where either does not vary.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Correlation {
    /// Of E[net benefit | θ].
    pub expected: Option<Estimate>,
    /// Of drawn net benefit.
    pub drawn: Option<Estimate>,
}

/// A limit or requirement, and whether it holds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Gate {
    /// As it was asked for: `max-drop public.probability_break_even`, `require public_break_even`.
    pub name: String,
    /// What is held against the threshold.
    pub of: Measured,
    /// Path of the figure, its perspective first.
    pub path: String,
    /// The figure, with the interval that decided; null where it does not exist.
    #[cfg_attr(test, schemars(with = "Option<OpenEstimate>"))]
    pub estimate: Option<Estimate>,
    /// Of a median break-even year that is never on one side, the other being a year: the base's and the other's, null for
    /// never. There is no `estimate` then, as never is later than any year by no number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub years: Option<[Option<usize>; 2]>,
    /// The threshold.
    pub threshold: Threshold,
    /// Whether it holds.
    pub verdict: Verdict,
    /// Whether it decides over the exit code. A requirement that an unchanged scenario already had does not.
    pub decides: bool,
    /// Whether it is a requirement of the base that the other dropped or loosened. It is held against the base's
    /// threshold, and does not decide.
    pub weakened: bool,
    /// The file to look into.
    pub file: String,
    /// The line in it, from 1.
    pub line: Option<usize>,
}

/// What a gate measures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Measured {
    /// The other's figure minus the base's.
    Change,
    /// The other's figure.
    Other,
    /// The base's figure.
    Base,
}

impl Comparison {
    /// Puts together what came of a call, counts it and gives the verdict.
    pub fn of(
        run: ComparisonRun,
        pairs: Pairs,
        added: Vec<Added>,
        removed: Vec<String>,
        failed: Vec<Failed>,
        ranking: Option<Ranking>,
    ) -> Comparison {
        let unchanged = pairs.briefs().iter().filter(|pair| pair.is_untouched).count();
        let counts = Counts {
            unchanged,
            changed: pairs.len() - unchanged,
            added: added.len(),
            removed: removed.len(),
            failed: failed.len(),
        };
        let (schema_version, verdict) = (SCHEMA_VERSION, Verdict::Pass);
        let mut comparison =
            Comparison { schema_version, run, verdict, counts, pairs, added, removed, failed, ranking };
        let gates = comparison.gates().map(|(_, gate)| gate).filter(|gate| gate.decides);
        let verdicts = gates.map(|gate| gate.verdict);
        let broken = comparison.failed.iter().map(|_| Verdict::Fail);
        let unheld = comparison.holds_nothing() || comparison.misses_removed() || comparison.lacks_base();
        let unheld = unheld.then_some(Verdict::Inconclusive);
        comparison.verdict = worst(verdicts.chain(broken).chain(unheld));
        comparison
    }

    /// Whether limits were set and all there is was added, so that there is no change to hold them against.
    pub fn holds_nothing(&self) -> bool {
        !self.run.limits.is_empty() && self.pairs.is_empty() && !self.added.is_empty()
    }

    /// Whether limits were set and something that they should be held against is gone.
    pub fn misses_removed(&self) -> bool {
        !self.run.limits.is_empty() && !self.run.allow_removed && !self.removed.is_empty()
    }

    /// Whether limits were set and some base is invalid, so that they cannot be held against what became of it.
    pub fn lacks_base(&self) -> bool {
        !self.run.limits.is_empty() && self.added.iter().any(Added::has_invalid_base)
    }

    /// Every gate with the name of what it belongs to: pairs first, then what was added.
    pub fn gates(&self) -> impl Iterator<Item = (&str, &Gate)> {
        let pairs = self.pairs.briefs().iter().map(|pair| (pair.name.as_str(), &pair.gates));
        let added = self.added.iter().map(|added| (added.name.as_str(), &added.gates));
        pairs.chain(added).flat_map(|(name, gates)| gates.iter().map(move |gate| (name, gate)))
    }
}

impl Added {
    /// Whether there is a base, with which something is wrong.
    pub fn has_invalid_base(&self) -> bool {
        self.invalid_base().is_some()
    }

    /// What is said of a base with which something is wrong.
    pub fn invalid_base(&self) -> Option<&WarningRecord> {
        self.warnings.iter().find(|warning| warning.code == Code::InvalidBase.text())
    }
}

impl Pair {
    /// Whether nothing was touched but words: neither the model nor what is required.
    pub fn is_untouched(&self) -> bool {
        let touches_words = |a: &Assumption| a.touches == Touches::Words;
        self.unchanged && self.assumptions.iter().all(touches_words)
    }
}

/// The worst of some verdicts: a failure decides, then what is open.
pub fn worst(verdicts: impl IntoIterator<Item = Verdict>) -> Verdict {
    verdicts.into_iter().fold(Verdict::Pass, |worst, verdict| match (worst, verdict) {
        (Verdict::Fail, _) | (_, Verdict::Fail) => Verdict::Fail,
        (Verdict::Inconclusive, _) | (_, Verdict::Inconclusive) => Verdict::Inconclusive,
        _ => Verdict::Pass,
    })
}
