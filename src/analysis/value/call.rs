//! What a call of `value` names, looked up before anything is drawn.

use std::collections::{BTreeMap, BTreeSet};

use super::ask::Asked;
use super::groups::{Group, PROBES};
use super::study::Seen;
use super::valuing::{Study, Unvalued, Valuing};
use crate::analysis::compare::side::Side;
use crate::analysis::doubtful::{Doubtful, Together};
use crate::engine::{Pool, Watch};
use crate::scenario::spelling::{meant, quoted_list};
use crate::summary::question::Question;
use crate::summary::run::afford;
use crate::summary::{Failure, Settings};

/// A call of `value`, with all that is known before anything is drawn.
pub(super) struct Call<'a> {
    pub(super) sides: &'a [Side<'a>],
    pub(super) asked: &'a Asked,
    pub(super) valuing: &'a Valuing,
    pub(super) settings: &'a Settings,
    pub(super) pool: &'a Pool,
    pub(super) watch: &'a dyn Watch,
    pub(super) options: Vec<String>,
    /// Inputs of which several parts are read.
    pub(super) wholes: Vec<Group>,
    pub(super) groups: Vec<Group>,
    /// By study, the places of its inputs among the doubtful ones.
    pub(super) studies: Vec<(&'a Study, Vec<usize>)>,
}

impl<'a> Call<'a> {
    /// Looks up what the call names.
    ///
    /// # Errors
    /// Where it names what is not there, or what cannot be studied.
    pub fn new(
        sides: &'a [Side<'a>],
        asked: &'a Asked,
        valuing: &'a Valuing,
        settings: &'a Settings,
        pool: &'a Pool,
        watch: &'a dyn Watch,
    ) -> Result<Call<'a>, Unvalued> {
        let mut options: Vec<String> = sides.iter().map(named).collect();
        if valuing.has_nothing(sides.len()) {
            options.push(NOTHING.to_owned());
        }
        let twice = |name: &&String| options.iter().filter(|other| other == name).count() > 1;
        if let Some(name) = options.iter().find(twice) {
            return Err(Unvalued::Asked(format!("two options are called `{name}`: rename a file")));
        }
        if options.len() < 2 {
            return Err(Unvalued::Asked("there is only one option".to_owned()));
        }
        let mut call = Call {
            sides,
            asked,
            valuing,
            settings,
            pool,
            watch,
            options,
            wholes: wholes(&asked.doubtful),
            groups: Vec::new(),
            studies: Vec::new(),
        };
        for (at, study) in valuing.studies.iter().enumerate() {
            if valuing.studies[..at].iter().any(|before| before.name == study.name) {
                return Err(Unvalued::Asked(format!(
                    "--study is of {} twice: ask for one at a time",
                    study.name
                )));
            }
            let most = valuing.sizes.all().last().copied().unwrap_or(0);
            if study.arms.len() == 2 && most > MOST_IN_TWO_ARMS {
                return Err(Unvalued::Asked(format!(
                    "a study of {} has two arms: at most {MOST_IN_TWO_ARMS} people in each can be valued",
                    study.name
                )));
            }
            call.studies.push((study, call.arms(study)?));
        }
        call.groups = call.all_groups()?;
        Ok(call)
    }

    /// Refuses columns of draws that take more memory than there is.
    pub(super) fn afford(&self, question: &Question<'_>) -> Result<(), Failure> {
        let options = self.options.len();
        let probes =
            if self.groups.is_empty() && self.wholes.is_empty() { 0 } else { PROBES * self.sides.len() };
        // What is shown, what each option brings more, and the cell of each draw; then the probes of one group at a time.
        let columns = question.shown() + options + 1 + probes;
        let draws = self.settings.sampling.round_up(self.settings.draws);
        let kept = (columns as u64).saturating_mul(size_of::<f64>() as u64).saturating_mul(draws);
        afford(kept.saturating_add(question.bytes(draws)), self.settings)
    }

    fn place(&self, input: &str, by: &str) -> Result<usize, Unvalued> {
        let known: Vec<&str> = self.asked.doubtful.iter().map(|doubtful| doubtful.name.as_str()).collect();
        let unread = |name: &String| name == input;
        known.iter().position(|name| *name == input).ok_or_else(|| {
            let parts = self.asked.doubtful.iter().filter(|doubtful| doubtful.whole() == input);
            let parts: Vec<&str> = parts.map(|part| part.name.as_str()).collect();
            if !parts.is_empty() {
                return Unvalued::Asked(format!(
                    "`{input}`, named by {by}, is several chances that share one whole: name {}",
                    quoted_list(&parts, "or")
                ));
            }
            let why = match known.as_slice() {
                _ if self.asked.unread.iter().any(unread) => "no net benefit depends on it".to_owned(),
                [] => "no input that matters is uncertain".to_owned(),
                _ => format!("it is no uncertain input; {}", meant(input, &known)),
            };
            Unvalued::Asked(format!("there is nothing to learn of `{input}`, named by {by}: {why}"))
        })
    }

    /// Looks up a member of a group: an input, with all its parts.
    fn member(&self, input: &str) -> Result<(), Unvalued> {
        let doubtful = &self.asked.doubtful;
        if doubtful.iter().any(|known| known.whole() == input) {
            return Ok(());
        }
        let place = self.place(input, "--group")?;
        let whole = doubtful[place].whole();
        Err(Unvalued::Asked(format!(
            "`{input}`, named by --group, is known together with the other parts of its input: name `{whole}`"
        )))
    }

    fn arms(&self, study: &Study) -> Result<Vec<usize>, Unvalued> {
        let by = "--study";
        let places: Vec<usize> =
            study.arms.iter().map(|(input, _)| self.place(input, by)).collect::<Result<_, _>>()?;
        for ((input, seen), place) in study.arms.iter().zip(&places) {
            let (low, high) = self.asked.doubtful[*place].law.support();
            if *seen == Seen::Binomial && !(low >= 0.0 && high <= 1.0) {
                return Err(Unvalued::Asked(format!(
                    "`{input}` is no chance, as it may lie outside 0 to 1: name what is measured of a person by \
                     --study {input}=normal:SD"
                )));
            }
            if !self.asked.doubtful[*place].is_one_law {
                return Err(Unvalued::Asked(format!(
                    "`{input}`, named by {by}, has another law in another scenario: what is seen of it would mean two things"
                )));
            }
        }
        let group = |place: usize| self.asked.doubtful[place].group.as_ref();
        if let [a, b] = places.as_slice() {
            if a == b {
                return Err(Unvalued::Asked(format!("{by} names `{}` twice", study.arms[0].0)));
            }
            if group(*a).is_some() && group(*a) == group(*b) {
                return Err(Unvalued::Asked(format!(
                    "`{}` and `{}`, named by {by}, are correlated: a study of one is already about the other",
                    study.arms[0].0, study.arms[1].0
                )));
            }
        }
        Ok(places)
    }

    /// The groups that the call names, those that are correlated or have evidence of one grade, and pairs that are studied;
    /// smaller ones first.
    fn all_groups(&self) -> Result<Vec<Group>, Unvalued> {
        let mut all: Vec<Group> = Vec::new();
        for group in &self.valuing.groups {
            if all.iter().any(|before| before.name == group.name) {
                return Err(Unvalued::Asked(format!("two groups are called `{}`", group.name)));
            }
            for input in &group.inputs {
                self.member(input)?;
            }
            let inputs: Vec<String> =
                group.inputs.iter().cloned().collect::<BTreeSet<_>>().into_iter().collect();
            if inputs.len() < 2 {
                return Err(Unvalued::Asked(format!("--group {} has fewer than two inputs", group.name)));
            }
            all.push(Group { name: group.name.clone(), inputs });
        }
        let mut more: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for doubtful in &self.asked.doubtful {
            let input = doubtful.whole().to_owned();
            let grade = doubtful.evidence.map(|evidence| format!("evidence: {}", evidence.label()));
            let group = match &doubtful.group {
                Some(Together::Correlated(group)) => Some(format!("correlated: {}", group.replace('_', " "))),
                _ => None,
            };
            for name in grade.into_iter().chain(group) {
                let inputs = more.entry(name).or_default();
                if !inputs.contains(&input) {
                    inputs.push(input.clone());
                }
            }
        }
        let pairs = self.studies.iter().filter(|(study, _)| study.arms.len() == 2);
        more.extend(pairs.map(|(study, _)| {
            let mut inputs: Vec<String> = study.arms.iter().map(|(input, _)| input.clone()).collect();
            inputs.sort();
            (format!("study: {}", study.name), inputs)
        }));
        for (name, inputs) in more {
            if inputs.len() > 1 && all.iter().all(|group| group.inputs != inputs) {
                all.push(Group { name, inputs });
            }
        }
        all.sort_by_key(|group| group.inputs.len());
        Ok(all)
    }
}

/// The inputs of which several parts are read: what is known of one of them is known as a whole.
fn wholes(doubtful: &[Doubtful]) -> Vec<Group> {
    let mut all: Vec<Group> = Vec::new();
    for part in doubtful {
        let Some(Together::Parts { of, .. }) = &part.group else { continue };
        let read = doubtful.iter().filter(|other| other.group == part.group).count();
        if read > 1 && all.iter().all(|whole| whole.name != *of) {
            all.push(Group { name: of.clone(), inputs: vec![of.clone()] });
        }
    }
    all
}

/// Most people in each of two arms: the work grows with the square of their number.
const MOST_IN_TWO_ARMS: u32 = 5_000;

/// What the option to do nothing is called.
const NOTHING: &str = "nothing";

/// What a scenario is called among the options.
pub(super) fn named(side: &Side<'_>) -> String {
    match side.variant {
        Some(variant) => format!("{} ({variant})", side.file),
        None => side.file.to_owned(),
    }
}
