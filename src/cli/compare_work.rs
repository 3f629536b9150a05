//! The work on a comparison: every pair played out, and what could not be.

use std::collections::BTreeSet;

use super::arguments::CompareOptions;
use super::compare_found::Found;
use super::compare_kept::Kept;
use super::compare_outcome::{Broken, Done, Outcome, broken, outcome};
use super::compare_sides::{Compared, Sides};
use super::exit::Exit;
use super::output::Outputs;
use super::progress::Progress;
use super::refusal::Refusal;
use super::spread::{is_shared_out, spread};
use super::stress::perspective;
use crate::analysis::compare::comparison::{Measured, Pair};
use crate::analysis::compare::{Impossible, Questions, Side, compare_all, play_alone};
use crate::analysis::ranking::{self, Ranking};
use crate::engine::{Pool, Watch};
use crate::sampling::Sharing;
use crate::scenario::{Invalid, Loaded, Request};
use crate::summary::Settings;

/// Scenarios beside each other from which on they are ranked: two are ranked by their comparison.
pub(super) const FEWEST_RANKED: usize = 3;

/// Whether scenarios beside each other are what one may choose between. Nobody chooses which assumption of a file holds.
pub(super) fn are_choices(options: &CompareOptions) -> bool {
    !options.variants || options.rank || options.programmes
}

/// All pairs of a call.
pub(super) struct Work<'a> {
    pub(super) options: &'a CompareOptions,
    pub(super) pool: &'a Pool,
    pub(super) questions: &'a Questions,
    pub(super) sides: &'a Sides,
    pub(super) outputs: &'a Outputs,
    pub(super) progress: &'a Progress,
    /// Where what comes of each group is kept, if it is.
    pub(super) kept: Option<&'a Kept>,
}

/// Everything that is compared with one base, and played out together with it; or one scenario that has none.
type Group<'a> = &'a [Compared];

/// What came of a group: each of its scenarios, and their ranking where all single scenarios of the call are in it.
type Worked = (Vec<Outcome>, Option<Ranking>);

impl<'a> Work<'a> {
    /// Works on everything, several groups at once where there are many, and hands on what comes of each scenario, in the order of
    /// the call. No figure depends on how many. The ranking is of all single scenarios.
    ///
    /// # Errors
    /// The first error of `take`; the work that is left is given up. Where threads cannot be started.
    pub(super) fn all(
        &self,
        mut take: impl FnMut(Outcome) -> Result<(), Refusal>,
    ) -> Result<Option<Ranking>, Refusal> {
        let same_base = |a: &Compared, b: &Compared| a.base.is_some() && a.base == b.base;
        let groups = self.sides.compared.chunk_by(same_base).flat_map(|group| group.chunks(ranking::MOST));
        let groups: Vec<Group<'_>> = groups.collect();
        self.progress.expect(self.questions.settings.draws * groups.len() as u64);
        let mut ranking = None;
        let mut take = |(outcomes, order): Worked| {
            ranking = order;
            let taken = outcomes.into_iter().try_for_each(&mut take);
            if taken.is_err() {
                self.progress.cancel();
            }
            taken
        };
        if is_shared_out(groups.len(), self.pool) {
            spread(&groups, self.pool, |group, alone| self.group(group, alone), take)?;
        } else {
            groups.iter().try_for_each(|group| take(self.group(group, self.pool)))?;
        }
        Ok(ranking)
    }

    /// What comes of a group: found where it is kept, or made, and kept.
    fn group(&self, group: Group<'a>, pool: &Pool) -> Worked {
        let first = &group[0];
        self.progress.start(&first.name);
        let share = self.progress.share(self.questions.settings.draws);
        let worked = match self.kept {
            None => self.play_group(group, pool, &share),
            Some(kept) => self
                .keep_group(kept, group, pool, &share)
                .unwrap_or_else(|refusal| (vec![outcome(first, Err(Broken::of_call(refusal)))], None)),
        };
        share.end();
        worked
    }

    fn keep_group(
        &self,
        kept: &Kept,
        group: Group<'a>,
        pool: &Pool,
        watch: &dyn Watch,
    ) -> Result<Worked, Refusal> {
        let place = kept.claim(&group[0].other.request)?;
        self.outputs.spare([&place])?;
        // What is wrong with a file is said when it is played.
        let Some(sources) = self.sources(group) else { return Ok(self.play_group(group, pool, watch)) };
        sources.iter().try_for_each(|(_, loaded)| kept.spare(&place, &loaded.read))?;
        let digest = kept.digest(group, &sources);
        if let Some(found) = kept.find(&place, &digest, &group[0]) {
            return Ok((found, None));
        }
        let worked = self.play_group(group, pool, watch);
        kept.keep(&place, digest, &worked.0)?;
        Ok(worked)
    }

    /// Everything that a group is made of, variants that come along too; `None` where something is wrong with any of it.
    fn sources(&self, group: Group<'_>) -> Option<Vec<(Found, Loaded)>> {
        let base = group[0].base.iter().map(|base| (base, true));
        let others = group.iter().map(|compared| (&compared.other, false));
        let mut all = Vec::new();
        for (found, of_base) in base.chain(others) {
            let loaded = self.load(found, of_base).ok()?;
            let along = group[0].base.as_ref().is_some_and(|base| self.compares_variants(base));
            for variant in loaded.variants.iter().filter(|_| along) {
                let found = of_variant(found, variant);
                let loaded = self.load(&found, of_base).ok()?;
                all.push((found, loaded));
            }
            all.push((found.clone(), loaded));
        }
        Some(all)
    }

    fn play_group(&self, group: Group<'a>, pool: &Pool, watch: &dyn Watch) -> Worked {
        match &group[0].base {
            Some(base) => self.compare(base, group, pool, watch),
            None => {
                let play = |alone: &Compared| outcome(alone, self.play(alone, pool, watch));
                (group.iter().map(play).collect(), None)
            }
        }
    }

    /// Whether bases were found by name, in a revision or a folder, and not named one by one.
    fn is_paired_by_name(&self) -> bool {
        self.sides.beside.is_empty() && !self.options.variants
    }

    fn load(&self, found: &Found, of_base: bool) -> Result<Loaded, Broken> {
        let mut loaded = found.load();
        let read = match &loaded {
            Ok(loaded) => &loaded.read,
            Err(invalid) => &invalid.read,
        };
        let spared = self.outputs.spare(read);
        if let Err(refusal) = spared.and_then(|()| self.speak_first(&mut loaded, of_base)) {
            return Err(Broken::of_call(refusal));
        }
        let broken =
            |Invalid { files, findings, .. }| Broken { of_base, files, findings, ..Broken::default() };
        loaded.map_err(broken)
    }

    /// Lets a report speak first of the perspective that the call names: the base must have it.
    fn speak_first(&self, loaded: &mut Result<Loaded, Invalid>, of_base: bool) -> Result<(), Refusal> {
        if let (Ok(loaded), Some(named)) = (loaded, self.options.perspective.as_deref()) {
            match perspective(Some(named), &loaded.scenario) {
                Ok(known) => loaded.scenario.report.perspective = known,
                Err(refusal) if of_base => return Err(refusal),
                Err(_) => {}
            }
        }
        Ok(())
    }

    fn play(&self, alone: &Compared, pool: &Pool, watch: &dyn Watch) -> Result<Done, Broken> {
        let found = &alone.other;
        let loaded = self.load(found, false)?;
        let side = Side::new(&loaded, &found.file, found.variant(), Sharing::Everything);
        let added = play_alone(&alone.name, &side, pool, self.questions, watch);
        added
            .map(|added| Done::Added(Box::new(added)))
            .map_err(|impossible| broken([found; 2], [&loaded; 2], impossible))
    }

    /// Compares everything in a group with its base.
    fn compare(&self, base: &Found, group: Group<'_>, pool: &Pool, watch: &dyn Watch) -> Worked {
        let loaded_base = match self.load(base, true) {
            Ok(loaded) => loaded,
            Err(broken) => {
                let result = |compared: &Compared| {
                    outcome(compared, self.without_base(compared, broken.clone(), pool, watch))
                };
                return (group.iter().map(result).collect(), None);
            }
        };
        let other = |compared: &Compared| {
            let mut loaded = self.load(&compared.other, false)?;
            loaded.scenario.restate(&loaded_base.scenario);
            Ok(loaded)
        };
        let loaded: Vec<Result<Loaded, Broken>> = group.iter().map(other).collect();
        let base_side = self.side(base, &loaded_base);
        let sides: Vec<Option<Side<'_>>> = (group.iter().zip(&loaded))
            .map(|(compared, loaded)| Some(self.side(&compared.other, loaded.as_ref().ok()?)))
            .collect();
        let others: Vec<(&str, &Side<'_>)> = (group.iter().zip(&sides))
            .filter_map(|(compared, side)| Some((compared.name.as_str(), side.as_ref()?)))
            .collect();
        let beside = &self.sides.beside;
        let are_ranked =
            are_choices(self.options) && beside.len() >= FEWEST_RANKED && others.len() + 1 == beside.len();
        let names: Option<Vec<String>> = are_ranked.then(|| beside.iter().map(Found::shown).collect());
        let done = compare_all(&base_side, &others, names.as_deref(), pool, self.questions, watch);
        let mut pairs = done.pairs;
        if self.options.programmes {
            ask_base_once(&mut pairs);
        }
        let mut pairs = pairs.into_iter();
        let variants = |(compared, loaded): (&Compared, &Result<Loaded, Broken>)| match loaded {
            Ok(other) if self.compares_variants(base) => {
                self.variants(base, compared, [&loaded_base.variants, &other.variants], pool)
            }
            _ => Vec::new(),
        };
        let variants: Vec<Vec<Outcome>> = group.iter().zip(&loaded).map(variants).collect();
        let mut result = |(compared, loaded): (&Compared, Result<Loaded, Broken>)| {
            let (other, found) = (loaded?, [base, &compared.other]);
            match pairs.next().expect("every scenario that was loaded was compared") {
                Ok(pair) => Ok(Done::Pair(Box::new(self.with_stored(pair, found)))),
                Err(impossible) => {
                    let broken = broken(found, [&loaded_base, &other], impossible);
                    if broken.of_base {
                        self.without_base(compared, broken, pool, watch)
                    } else {
                        Err(broken)
                    }
                }
            }
        };
        let results = group.iter().zip(loaded).map(|(compared, loaded)| {
            let done = result((compared, loaded));
            outcome(compared, done)
        });
        let results =
            results.zip(variants).flat_map(|(file, variants)| std::iter::once(file).chain(variants));
        (results.collect(), done.ranking)
    }

    /// Whether variants come along with their files: nobody named the pairs one by one.
    fn compares_variants(&self, base: &Found) -> bool {
        self.is_paired_by_name() && !self.options.no_variants && base.variant().is_none()
    }

    /// The variants that both sides have, each with itself; those that only the base has are missed.
    fn variants(
        &self,
        base: &Found,
        compared: &Compared,
        [was, is]: [&[String]; 2],
        pool: &Pool,
    ) -> Vec<Outcome> {
        let mut outcomes = Vec::new();
        for variant in was {
            let name = format!("{} (variant {variant})", compared.name);
            let (base, other) = (of_variant(base, variant), of_variant(&compared.other, variant));
            if is.contains(variant) {
                let pair = Compared { name, base: Some(base.clone()), other };
                let draws = self.questions.settings.draws;
                self.progress.expect(draws);
                let share = self.progress.share(draws);
                outcomes.extend(self.compare(&base, std::slice::from_ref(&pair), pool, &share).0);
                share.end();
            } else {
                outcomes.push(Outcome { name, file: other.file, done: Ok(Done::Removed) });
            }
        }
        outcomes
    }

    /// What becomes of a scenario whose base is broken: what mends that must not fail by it.
    fn without_base(
        &self,
        compared: &Compared,
        broken: Broken,
        pool: &Pool,
        watch: &dyn Watch,
    ) -> Result<Done, Broken> {
        if broken.exit != Exit::Invalid || !self.is_paired_by_name() {
            return Err(broken);
        }
        let mut done = self.play(compared, pool, watch)?;
        if let Done::Added(added) = &mut done {
            added.warnings.insert(0, broken.as_warning());
        }
        Ok(done)
    }

    /// A pair, with what is to be said of figures that were stored. Programmes have luck of their own, and what was set is not
    /// what was stored.
    fn with_stored(&self, mut pair: Pair, found: [&Found; 2]) -> Pair {
        let is_restated = pair.other.restated.is_some();
        if !self.options.programmes && self.options.changes.set().is_empty() && !is_restated {
            let settings = Settings { draws: pair.draws, ..self.questions.settings.clone() };
            let was = pair.perspectives.iter().map(|(name, change)| (name.as_str(), &change.was));
            let is = pair.perspectives.iter().map(|(name, change)| (name.as_str(), &change.is));
            let differing = [found[0].moved(&settings, was), found[1].moved(&settings, is)];
            pair.warnings.extend(differing.into_iter().flatten());
        }
        pair
    }

    fn side<'s>(&self, found: &'s Found, loaded: &'s Loaded) -> Side<'s> {
        let along = self.options.variant.is_none() && self.is_paired_by_name() && found.variant().is_some();
        Side { along, ..Side::new(loaded, &found.file, found.variant(), self.sharing(found)) }
    }

    fn sharing(&self, found: &Found) -> Sharing {
        if !self.options.programmes {
            return Sharing::Everything;
        }
        let shared: BTreeSet<String> = self.options.share.iter().cloned().collect();
        Sharing::Programme { name: found.programme.clone(), shared }
    }
}

/// A variant of what was found.
fn of_variant(found: &Found, variant: &str) -> Found {
    let request = Request { variant: Some(variant.to_owned()), ..found.request.clone() };
    Found { request, ..found.clone() }
}

/// Programmes have one base: what it requires is told where it has most draws, and not again for every other.
fn ask_base_once(pairs: &mut [Result<Pair, Impossible>]) {
    let most = pairs.iter().flatten().map(|pair| pair.draws).max().unwrap_or_default();
    let mut is_told = false;
    for pair in pairs.iter_mut().flatten() {
        if is_told || pair.draws != most {
            pair.gates.retain(|gate| gate.of != Measured::Base);
        } else {
            is_told = true;
        }
    }
}
