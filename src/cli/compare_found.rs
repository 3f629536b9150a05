//! A scenario that a comparison names: how to load it, what to call it, and what was stored beside it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::analysis::compare::comparison::Standing;
use crate::sampling::Sampling;
use crate::scenario::warning::ComparisonWarning;
use crate::scenario::{Changed, Invalid, Loaded, Request, Source, Warning, load};
use crate::summary::Settings;
use crate::summary::results::WarningRecord;

/// A scenario that a call names, not loaded yet.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// The file as the reader is to see it.
    pub file: String,
    /// How to load it.
    pub request: Request,
    /// What tells its luck from that of other programmes; empty where all is shared.
    pub programme: String,
    /// The folder in which a revision was unpacked, and what to call it.
    pub(super) unpacked: Option<(PathBuf, String)>,
    /// The variant, where the scenario is one already.
    pub(super) stored_variant: Option<String>,
    /// What was stored beside the scenario.
    pub(super) stored: Option<Stored>,
}

/// Figures of a stored result, and how they came about.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Stored {
    draws: u64,
    seed: u64,
    sampling: String,
    program_version: String,
    /// Mean net benefit and the probability of break-even, by perspective.
    figures: BTreeMap<String, [f64; 2]>,
    /// What the call that stored it had changed of its file, and the sources that this left behind.
    changed: Vec<Changed>,
    outdated: Vec<String>,
}

impl Stored {
    pub(super) fn read(entry: &Value) -> Option<Stored> {
        let run = &entry["run"];
        let perspectives = entry["perspectives"].as_object()?.iter().filter_map(|(name, figures)| {
            let value = |path| figures.pointer(path)?.as_f64();
            Some((name.clone(), [value("/net_benefit/mean/value")?, value("/probability_break_even/value")?]))
        });
        Some(Stored {
            draws: run["draws"].as_u64()?,
            seed: run["seed"].as_u64()?,
            sampling: run["sampling"].as_str()?.to_owned(),
            program_version: run["program_version"].as_str()?.to_owned(),
            figures: perspectives.collect(),
            changed: serde_json::from_value(entry["scenario"]["changed"].clone()).unwrap_or_default(),
            outdated: serde_json::from_value(entry["scenario"]["outdated"].clone()).unwrap_or_default(),
        })
    }
}

impl Found {
    /// Loads it; what is said about an unpacked file names the revision.
    pub fn load(&self) -> Result<Loaded, Invalid> {
        let mut loaded = load(&self.request);
        if let (Ok(loaded), Some(stored)) = (&mut loaded, &self.stored) {
            loaded.changed.splice(0..0, stored.changed.iter().cloned());
            loaded.outdated.extend(stored.outdated.iter().cloned());
        }
        let Some((folder, name)) = &self.unpacked else { return loaded };
        let folder = format!("{}/", folder.display());
        let rename = |text: &mut String| *text = text.replace(&folder, &format!("{name}:"));
        let (files, findings) = match &mut loaded {
            Ok(loaded) => (&mut loaded.files, &mut loaded.warnings),
            Err(invalid) => (&mut invalid.files, &mut invalid.findings),
        };
        files.iter_mut().for_each(|file| rename(&mut file.name));
        for finding in findings {
            [&mut finding.file, &mut finding.message, &mut finding.help].into_iter().for_each(rename);
        }
        loaded
    }

    /// Its variant.
    pub fn variant(&self) -> Option<&str> {
        self.request.variant.as_deref().or(self.stored_variant.as_deref())
    }

    /// What to say where a stored result has figures other than the same draws give now. Even ways to draw give every
    /// pair numbers of its own, so there is nothing to say of them.
    pub fn moved<'n>(
        &self,
        settings: &Settings,
        now: impl Iterator<Item = (&'n str, &'n Standing)>,
    ) -> Option<WarningRecord> {
        let stored = self.stored.as_ref()?;
        let same_draws = (stored.draws, stored.seed) == (settings.draws, settings.seed)
            && settings.sampling == Sampling::Random
            && stored.sampling == settings.sampling.to_string();
        if !same_draws {
            return None;
        }
        let mut moved = now.filter(|(name, now)| {
            let now = [now.net_benefit.value, now.probability_break_even.value];
            stored.figures.get(*name).is_some_and(|was| *was != now)
        });
        let (name, now) = moved.next()?;
        let was = stored.figures[name];
        let warning = ComparisonWarning::StoredFigures {
            stored: self.shown(),
            perspective: name.to_owned(),
            was,
            now: [now.net_benefit.value, now.probability_break_even.value],
            version: stored.program_version.clone(),
        };
        Some((&Warning::Comparison(warning)).into())
    }

    /// Where it lies, however its path was typed.
    pub fn place(&self) -> PathBuf {
        match &self.request.source {
            Source::Path(path) | Source::Found { path, .. } => {
                path.canonicalize().unwrap_or_else(|_| path.clone())
            }
            Source::Text { name, .. } => PathBuf::from(name),
        }
    }

    /// The name of its file without folder and ending, and the variant.
    pub fn short_name(&self) -> String {
        let stem = self.request.source.path().and_then(Path::file_stem);
        let stem = stem.map(|stem| stem.to_string_lossy().into_owned());
        let stem = stem.unwrap_or_else(|| self.file.clone());
        self.variant().map_or(stem.clone(), |variant| format!("{stem} (variant {variant})"))
    }

    /// The file, and the variant.
    pub fn shown(&self) -> String {
        match self.variant() {
            Some(variant) => format!("{} (variant {variant})", self.file),
            None => self.file.clone(),
        }
    }
}
