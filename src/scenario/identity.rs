//! Which scenario it is.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::read::USUAL;
use super::{Changed, Labels, Loaded, Order, Restated};

/// Identity of a scenario, as results, comparisons and pieces of a run state it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Identity {
    /// Its title.
    pub title: String,
    /// The file as named on the command line; `-` for standard input.
    pub file: String,
    /// The variant of the file, if one was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub variant: Option<String>,
    /// SHA-256 of the resolved scenario, in hexadecimal.
    pub sha256: String,
    /// Currency.
    pub currency: String,
    /// Price year.
    pub price_year: i32,
    /// That its money is shown in the prices of `price_year` although its file is in those of another; in comparisons alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub restated: Option<Restated>,
    /// Last calendar year counted.
    pub horizon: usize,
    /// The payer or perspective that reports speak of first; absent where it is `public`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub perspective: Option<String>,
    /// What the analyst says below the title of reports.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// What things are called for people, by table (`inputs`, `outcomes`, `states`, `costs`, `effects`, `payments`, `payers`, `perspectives`, `require`,
    /// `variants`) and name: as stated, else the name in words.
    #[serde(default)]
    pub labels: Labels,
    /// The names of each table in the order in which the file, and before it what it extends, first states them. Reports list in it;
    /// figures stand in the order of the names.
    #[serde(default)]
    pub order: Order,
    /// What the call changed of the file, by a variant or by `--set`; absent where it changed nothing.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub changed: Vec<Changed>,
    /// Key paths of sources and of evidence that were stated for a number that was replaced since, as
    /// `inputs.success_rate.source`; absent where there are none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub outdated: Vec<String>,
    /// The resolved scenario: merged, as TOML text, data columns inlined. In results and pieces; comparisons do without.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resolved: Option<String>,
}

impl Identity {
    /// The payer or perspective that reports speak of first.
    pub fn main(&self) -> &str {
        self.perspective.as_deref().unwrap_or(USUAL)
    }

    /// A payer or perspective within a sentence: its label, else its name in words.
    pub fn called(&self, perspective: &str) -> String {
        let payer = self.labels.own("payers", perspective).map(str::to_owned);
        payer.unwrap_or_else(|| self.labels.within("perspectives", perspective))
    }

    /// What is known of the payer or perspective that reports speak of first; of the first one by name, where nothing is.
    pub fn main_of<'m, T>(&self, all: &'m BTreeMap<String, T>) -> Option<(&'m String, &'m T)> {
        all.get_key_value(self.main()).or_else(|| all.iter().next())
    }

    /// What is known of payers and perspectives: first the one that reports speak of first, then the payers, then whoever
    /// else looks on, each in the order of the file.
    pub fn in_order<'m, T>(&self, all: &'m BTreeMap<String, T>) -> Vec<(&'m String, &'m T)> {
        let mut all: Vec<(&String, &T)> = all.iter().collect();
        all.sort_by_key(|(name, _)| self.place(name));
        all
    }

    /// Where a payer or perspective stands in reports.
    pub fn place(&self, name: &str) -> (bool, bool, usize) {
        let is_payer = self.labels.names("payers").any(|payer| payer == name);
        let table = if is_payer { "payers" } else { "perspectives" };
        (name != self.main(), !is_payer, self.order.place(table, name))
    }

    /// The identity of a scenario under the name that a call has for it, with its text.
    pub fn of(loaded: &Loaded, file: &str, variant: Option<&str>) -> Identity {
        let resolved = Some(loaded.resolved.clone());
        Identity { resolved, ..Identity::without_text(loaded, file, variant) }
    }

    /// The same without the text.
    pub fn without_text(loaded: &Loaded, file: &str, variant: Option<&str>) -> Identity {
        let scenario = &loaded.scenario;
        Identity {
            title: scenario.title.clone(),
            file: file.to_owned(),
            variant: variant.map(str::to_owned),
            sha256: loaded.sha256.clone(),
            currency: scenario.currency.clone(),
            price_year: scenario.price_year,
            restated: scenario.restated,
            horizon: scenario.horizon,
            perspective: Some(scenario.report.perspective.clone()).filter(|name| name != USUAL),
            note: scenario.report.note.clone(),
            labels: scenario.labels.of_all(scenario, &loaded.variants),
            order: scenario.order.clone(),
            changed: loaded.changed.clone(),
            outdated: loaded.outdated.clone(),
            resolved: None,
        }
    }
}
