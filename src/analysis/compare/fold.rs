//! One fold for a base and all that is compared with it.

use super::answer::{changes, named, one_sided, standing, warnings};
use super::ask::{Paired, ask as ask_pair};
use super::assumptions::differences;
use super::batches;
use super::comparison::{Added, Gate, Measured, Pair};
use super::judging::{Judge, gate, is_open};
use super::looks::{Look, look_on};
use super::questions::Questions;
use super::seen::{Seeing, Seen};
use super::side::{Impossible, Side, refuse_unlike};
use super::states;
use crate::analysis::ranking::{self, Ranking};
use crate::engine::{Noticed, Pool, Watch};
use crate::model::ModelError;
use crate::scenario::Scenario;
use crate::summary::plan::Moments;
use crate::summary::quantiles::Missed;
use crate::summary::question::Question;
use crate::summary::results::{PerspectiveResults, Results};
use crate::summary::run::ask::{Asked, ask};
use crate::summary::{Failure, Prepared, Reader, Settings};

/// What came of comparing several scenarios with one base.
#[derive(Debug)]
pub struct Compared {
    /// In the order of the call.
    pub pairs: Vec<Result<Pair, Impossible>>,
    /// Which to choose, where that was asked for and every pair came to something.
    pub ranking: Option<Ranking>,
}

/// Compares two scenarios. `name` is what they have in common.
///
/// # Errors
/// [`Impossible`] says why there is nothing to compare.
pub fn compare(
    name: &str,
    [base, other]: [&Side<'_>; 2],
    pool: &Pool,
    questions: &Questions,
    watch: &dyn Watch,
) -> Result<Pair, Impossible> {
    let compared = compare_all(base, &[(name, other)], None, pool, questions, watch);
    compared.pairs.into_iter().next().expect("one pair was asked for")
}

/// Compares several scenarios with one base, over one fold of draws; each with the name of what it has in common with the
/// base. With `ranked` names, the base's first, all are ranked too. What is wrong with one stops no other.
pub fn compare_all(
    base: &Side<'_>,
    others: &[(&str, &Side<'_>)],
    ranked: Option<&[String]>,
    pool: &Pool,
    questions: &Questions,
    watch: &dyn Watch,
) -> Compared {
    let like = |(_, other): &(&str, &Side<'_>)| {
        refuse_unlike(&base.loaded.scenario, &other.loaded.scenario).err().map(Err)
    };
    let mut call = Call {
        base,
        others,
        ranked,
        pool,
        questions,
        looks: questions.looks(),
        watch,
        pairs: others.iter().map(like).collect(),
        ranking: None,
    };
    pool.install(|| {
        while call.is_open() {
            let Err((of, failure)) = call.play() else { break };
            match of.and_then(|side: usize| side.checked_sub(1)) {
                Some(other) => call.pairs[other] = Some(Err(Impossible::Failed { other: true, failure })),
                None => call.give_up(&Impossible::Failed { other: false, failure }),
            }
        }
    });
    let pairs = call.pairs.into_iter().map(|pair| pair.expect("every pair is decided")).collect();
    Compared { pairs, ranking: call.ranking }
}

/// A call, and what has come of it so far.
struct Call<'a> {
    base: &'a Side<'a>,
    others: &'a [(&'a str, &'a Side<'a>)],
    ranked: Option<&'a [String]>,
    pool: &'a Pool,
    questions: &'a Questions,
    looks: Vec<Look>,
    watch: &'a dyn Watch,
    pairs: Vec<Option<Result<Pair, Impossible>>>,
    ranking: Option<Ranking>,
}

/// A pair that is played out.
struct Played {
    /// Its place in the call.
    at: usize,
    asked: Asked,
    /// What lies between the two; `None` where both are the same model.
    paired: Option<Vec<Paired>>,
    /// The same by state.
    states: Vec<(String, Moments)>,
}

impl Call<'_> {
    fn is_open(&self) -> bool {
        self.pairs.iter().any(Option::is_none)
    }

    /// The same for all that is not decided.
    fn give_up(&mut self, why: &Impossible) {
        self.pairs.iter_mut().filter(|pair| pair.is_none()).for_each(|pair| *pair = Some(Err(why.clone())));
    }

    /// Plays out all that is not decided. A failure is of one side, the base's number being 0, or of none.
    fn play(&mut self) -> Result<(), (Option<usize>, Failure)> {
        let mut question = Question::default();
        let of = |side| move |error: ModelError| (Some(side), Failure::Model(error));
        let detail = self.questions.settings.detail;
        let base = ask(&mut question, self.base.reading(), detail).map_err(of(0))?;
        let mut sides = vec![(base.look, 0)];
        let mut played = Vec::new();
        for (at, (_, other)) in self.others.iter().enumerate() {
            if self.pairs[at].is_some() {
                continue;
            }
            question.next_stage();
            let asked = ask(&mut question, other.reading(), detail).map_err(of(at + 1))?;
            let is_same = self.base.sharing == other.sharing
                && base.is_same(&asked)
                && question.is_checked_alike(base.look, asked.look)
                && is_like(&self.base.loaded.scenario, &other.loaded.scenario);
            let horizons = [self.base, other].map(|side| side.loaded.scenario.horizon);
            let paired = (!is_same).then(|| ask_pair(&mut question, [&base, &asked], horizons));
            let states = if is_same { Vec::new() } else { states::ask(&mut question, [&base, &asked]) };
            sides.push((asked.look, at + 1));
            played.push(Played { at, asked, paired, states });
        }
        let is_touched = played.iter().any(|played| played.paired.is_some());
        if is_touched && self.questions.limits.iter().any(|limit| batches::are_needed(&limit.metric)) {
            question.batch_everything();
        }
        let is_ranked = self.ranked.is_some() && played.len() == self.others.len();
        let order = is_ranked.then(|| {
            question.next_stage();
            let all: Vec<&Asked> = [&base].into_iter().chain(played.iter().map(|p| &p.asked)).collect();
            ranking::ask(&mut question, &all.iter().map(|asked| asked.headlines()).collect::<Vec<_>>())
        });
        let drawing = self.questions.settings.drawing();
        let (prepared, block_0) = Prepared::new(question, drawing, self.pool.isa());
        let (looks, watch) = (self.looks.clone(), self.watch);
        let visit = |reader: &Reader<'_>, noticed: &Noticed, number: usize| {
            self.look(&prepared, &base, &played, (reader, noticed, number))?;
            let all_came_to_something = self.pairs.iter().all(|pair| matches!(pair, Some(Ok(_))));
            if let (Some(order), Some(names), true) = (&order, self.ranked, all_came_to_something) {
                self.ranking = Some(ranking::answer(order, names, reader)?);
            }
            Ok(!self.is_open())
        };
        let done = look_on(&prepared, block_0, &looks, watch, visit);
        let side = |look| sides.iter().find(|(of, _)| *of == look).map(|(_, side)| *side);
        done.map_err(|(look, failure)| (look.and_then(side), failure))
    }

    /// Looks at the figures of all pairs that are not decided.
    fn look(
        &mut self,
        prepared: &Prepared<'_>,
        base: &Asked,
        played: &[Played],
        (reader, noticed, number): (&Reader<'_>, &Noticed, usize),
    ) -> Result<(), Missed> {
        let look = self.looks[number];
        let settings = Settings { draws: look.draws, ..self.questions.settings.clone() };
        let see = Seeing { prepared, settings: &settings, reader, noticed, look };
        let before = match see.side(self.base, base)? {
            Ok(before) => before,
            Err(failure) => {
                self.give_up(&Impossible::Failed { other: false, failure });
                return Ok(());
            }
        };
        for p in played {
            let Played { at, asked, .. } = p;
            let (name, other) = self.others[*at];
            if self.pairs[*at].is_some() {
                continue;
            }
            let made = match see.side(other, asked)? {
                Ok(after) => Ok(self.pair(name, [self.base, other], [&before, &after], (base, p), &see)?),
                Err(failure) => Err(Impossible::Failed { other: true, failure }),
            };
            let is_last = number + 1 == self.looks.len();
            if is_last || !made.as_ref().is_ok_and(|pair| is_open(&pair.gates)) {
                let looks = self.questions.until_conclusive.then_some(number as u32 + 1);
                self.pairs[*at] = Some(made.map(|pair| Pair { looks, ..pair }));
            }
        }
        Ok(())
    }

    fn pair(
        &self,
        name: &str,
        sides: [&Side<'_>; 2],
        seen: [&Seen; 2],
        (base, played): (&Asked, &Played),
        see: &Seeing<'_>,
    ) -> Result<Pair, Missed> {
        let paired = played.paired.as_deref();
        let scenarios = sides.map(|side| &side.loaded.scenario);
        let results = seen.map(|seen| &seen.results);
        let assumptions = differences(sides[0].loaded, sides[1].loaded);
        let judge = Judge {
            sides,
            results,
            judged: seen.map(Seen::judged),
            paired,
            asked: [base, &played.asked],
            see,
            assumptions: &assumptions,
        };
        let gates = judge.gates(&self.questions.limits)?;
        let names = scenarios.map(named);
        Ok(Pair {
            name: name.to_owned(),
            base: sides[0].identity(),
            other: sides[1].identity(),
            unchanged: paired.is_none(),
            draws: see.look.draws,
            looks: None,
            perspectives: changes(results, paired, see.reader, scenarios)?,
            one_sided: one_sided(results.map(|results| &results.perspectives), scenarios),
            states: states::changes(results, &played.states, see.reader),
            only_in_base: names[0].difference(&names[1]).cloned().collect(),
            only_in_other: names[1].difference(&names[0]).cloned().collect(),
            warnings: warnings(scenarios, results, &assumptions, &gates),
            assumptions,
            gates,
        })
    }
}

/// Whether two scenarios count the same years for the same payers.
fn is_like(a: &Scenario, b: &Scenario) -> bool {
    let payers = |scenario: &Scenario| -> Vec<(String, bool)> {
        scenario.payers.iter().map(|(name, payer)| (name.clone(), payer.public)).collect()
    };
    a.horizon == b.horizon && payers(a) == payers(b)
}

/// Plays out a scenario that has nothing to be compared with, and holds it against its own requirements.
///
/// # Errors
/// [`Impossible::Failed`] says why there are no figures.
pub fn play_alone(
    name: &str,
    side: &Side<'_>,
    pool: &Pool,
    questions: &Questions,
    watch: &dyn Watch,
) -> Result<Added, Impossible> {
    let failed = |failure| Impossible::Failed { other: true, failure };
    let looks = questions.looks();
    pool.install(|| {
        let mut question = Question::default();
        let asked = ask(&mut question, side.reading(), questions.settings.detail);
        let asked = asked.map_err(|error| failed(Failure::Model(error)))?;
        let (prepared, block_0) = Prepared::new(question, questions.settings.drawing(), pool.isa());
        let mut made = None;
        let done = look_on(&prepared, block_0, &looks, watch, |reader, noticed, number| {
            let look = looks[number];
            let settings = &Settings { draws: look.draws, ..questions.settings.clone() };
            let see = Seeing { prepared: &prepared, settings, reader, noticed, look };
            let added = see.side(side, &asked)?.map(|seen| alone(name, side, look.draws, seen.results));
            let is_open = added.as_ref().is_ok_and(|added| is_open(&added.gates));
            made = Some(added);
            Ok(!is_open)
        });
        done.map_err(|(_, failure)| failed(failure))?;
        made.expect("the last look is final").map_err(failed)
    })
}

fn alone(name: &str, side: &Side<'_>, draws: u64, results: Results) -> Added {
    let gates: Vec<Gate> = results
        .requirements
        .iter()
        .map(|requirement| gate(side, requirement, Measured::Other, true))
        .collect();
    let place =
        |(name, p): (&String, &PerspectiveResults)| (name.clone(), standing(&side.loaded.scenario, name, p));
    Added {
        name: name.to_owned(),
        scenario: side.identity(),
        draws,
        perspectives: results.perspectives.iter().map(place).collect(),
        gates,
        warnings: results.warnings,
    }
}
