//! Settings, played: what a perspective comes to with one assumption at some value.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use rayon::prelude::*;

use super::rows::Refused;
use super::searched::Subject;
use crate::analysis::stress::call::Call;
use crate::analysis::stress::put::{Put, Unstated};
use crate::engine::Noticed;
use crate::model::column::Tails;
use crate::model::{Headline, ModelError, Site};
use crate::scenario::Scenario;
use crate::summary::draws::DrawSink;
use crate::summary::interval::Confidence;
use crate::summary::plan::{Moments, Table};
use crate::summary::question::{Look, Question};
use crate::summary::results::Estimate;
use crate::summary::run::ask::year;
use crate::summary::{Columns, Counting, Drawing, Failure, Kept, Prepared, Reader, Turned};

/// How much is searched.
#[derive(Debug, Clone, Copy)]
pub struct Scan {
    /// Whether it is also searched where mean net benefit turns, and not just where the chance of break-even does.
    pub mean: bool,
    /// Values that are tried first, of those that are searched and of those that are plausible.
    pub tried: usize,
    /// Draws on which they are tried.
    pub draws: u64,
    /// Whole numbers that are tried first, at most.
    pub whole: i64,
}

impl Scan {
    /// Both figures. Of people who are followed through states a draw takes a hundred times as long, and fewer are looked at first.
    pub fn of(scenario: &Scenario) -> Scan {
        match scenario.pathways {
            None => Scan { mean: true, tried: 33, draws: 16_384, whole: 200 },
            Some(_) => Scan { mean: true, tried: 9, draws: 2_048, whole: 33 },
        }
    }
}

/// What every setting needs.
pub(super) struct Bench<'a> {
    pub call: &'a Call<'a>,
    pub scan: Scan,
    pub subjects: Vec<Subject>,
    /// What was put where already, by subject and bits of the value: a number that the file does not state makes another scenario of it.
    puts: Mutex<BTreeMap<(usize, u64), Tried>>,
    /// The perspective in question, among all in name order.
    pub main: usize,
    /// P(net benefit ≥ 0) that is wanted.
    pub target: f64,
}

/// An assumption put at a value, or why the file cannot state that.
type Tried = Result<Put, Unstated>;

/// Which figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Mean net benefit.
    Mean,
    /// P(net benefit ≥ 0), less the target.
    Chance,
}

/// A setting of which a figure is wanted.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Ask {
    /// Index into the subjects.
    pub subject: usize,
    pub at: f64,
    pub kind: Kind,
}

/// What a setting comes to.
#[derive(Debug, Clone)]
pub(super) struct Seen {
    pub figure: Estimate,
    /// Draws that break even, by group; none for a mean.
    pub hits: Vec<u64>,
    /// The rate that was clamped most often, and in which share of the draws.
    pub clamped: Option<(Site, f64)>,
}

/// What some settings come to, none where one has no figure; and the draws that turn between pairs of them.
pub(super) type Played = (Vec<Option<Seen>>, Vec<Vec<u64>>);

/// What is wanted of a setting.
pub(super) struct Asked {
    pub look: Look,
    pub headline: Headline,
    /// The last year in which it may break even.
    pub horizon: usize,
    wanted: Wanted,
}

enum Wanted {
    /// With the power from which on it has no mean.
    Mean(Moments, f64),
    Chance(Table),
}

impl Asked {
    /// Asks for a figure of a setting that is read; what is asked next is of another.
    pub fn of(
        question: &mut Question<'_>,
        (look, headline): (Look, Headline),
        kind: Kind,
        horizon: usize,
    ) -> Asked {
        question.next_stage();
        let wanted = match kind {
            Kind::Mean => {
                let order = question.tails([headline.expected]).into_iter().map(Tails::order);
                let order = order.fold(f64::INFINITY, |a, b| if b < a { b } else { a });
                Wanted::Mean(question.moments(headline.expected), order)
            }
            Kind::Chance => Wanted::Chance(year(question, headline.break_even_year, horizon)),
        };
        Asked { look, headline, horizon, wanted }
    }

    /// What it comes to, less the target; none where that is no number.
    pub fn seen(
        &self,
        reader: &Reader<'_>,
        (prepared, noticed): (&Prepared<'_>, &Noticed),
        target: f64,
    ) -> Option<Seen> {
        let clamped = prepared.most_clamped(self.look, noticed).map(|(site, share)| (site.clone(), share));
        let (figure, hits) = match &self.wanted {
            Wanted::Mean(moments, order) => (reader.mean(*moments).where_finite(*order, 2.0), Vec::new()),
            Wanted::Chance(year) => {
                let figure = reader.within(*year, self.horizon).shifted(-target);
                (figure, reader.hits_within(*year, self.horizon))
            }
        };
        figure.value.is_finite().then_some(Seen { figure, hits, clamped })
    }
}

impl<'a> Bench<'a> {
    pub fn new(call: &'a Call<'a>, scan: Scan, subjects: Vec<Subject>, main: usize) -> Bench<'a> {
        Bench { call, scan, subjects, puts: Mutex::default(), main, target: call.stresses.target }
    }

    /// The figures that are searched.
    pub fn kinds(&self) -> &'static [Kind] {
        if self.scan.mean { &[Kind::Mean, Kind::Chance] } else { &[Kind::Chance] }
    }

    fn put(&self, subject: usize, at: f64) -> Tried {
        let key = (subject, at.to_bits());
        let known = || self.puts.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(put) = known().get(&key) {
            return put.clone();
        }
        let put = Put::of(self.call, &[(&self.subjects[subject].of, at)]);
        known().insert(key, put.clone());
        put
    }

    /// Values that the file cannot state, in unbroken rows of which the first says why.
    pub fn refused(&self, subject: usize) -> Vec<Refused> {
        let puts = self.puts.lock().unwrap_or_else(PoisonError::into_inner);
        let of = puts.iter().filter(|((known, _), _)| *known == subject);
        let mut all: Vec<(f64, &Tried)> = of.map(|((_, bits), put)| (f64::from_bits(*bits), put)).collect();
        all.sort_by(|a, b| a.0.total_cmp(&b.0));
        let rows = all.chunk_by(|(_, a), (_, b)| a.is_err() == b.is_err());
        let refused = rows.filter_map(|row| match row {
            [(from, Err(Unstated { code, message })), ..] => {
                let to = row.last().map_or(*from, |(to, _)| *to);
                Some(Refused { from: *from, to, code: (*code).to_owned(), reason: message.clone() })
            }
            _ => None,
        });
        refused.collect()
    }

    /// All of them, at once.
    fn puts(&self, asks: impl IntoIterator<Item = (usize, f64)>) -> Vec<Tried> {
        let asks: Vec<(usize, f64)> = asks.into_iter().collect();
        asks.par_iter().map(|(subject, at)| self.put(*subject, *at)).collect()
    }

    pub fn read<'q>(
        &'q self,
        question: &mut Question<'q>,
        put: &'q Put,
    ) -> Result<(Look, Headline), ModelError> {
        let look = question.read(put.reading(self.call))?;
        Ok((look, question.headline(look, self.main)))
    }

    /// A failure of a setting, whatever else is set beside.
    pub fn failed(&self, subject: usize, at: f64, failure: Failure) -> Failure {
        let (input, failure) = (self.subjects[subject].of.name().to_owned(), failure.of_itself().clone());
        Failure::Set { input, at, failure: Box::new(failure) }
    }

    /// All draws.
    pub fn all(&self) -> u64 {
        let settings = self.call.settings;
        settings.sampling.round_up(settings.draws)
    }

    /// The first draws, at most so many; a power of two, so that even draws are spread evenly too.
    pub fn first(&self, most: u64) -> u64 {
        if self.all() < most { self.all() } else { most }
    }

    pub fn drawing(&self, draws: u64) -> Drawing {
        Drawing { draws, ..self.call.settings.drawing() }
    }

    /// How so many draws are counted.
    pub fn counting(&self, draws: u64) -> Counting {
        Counting::of(self.call.settings.sampling, draws)
    }

    /// Plays the first `draws` draws of some settings. Of pairs of them the draws are found in which break-even turns between them. A setting
    /// whose figure cannot be had is none.
    ///
    /// # Errors
    /// Where a run came to nothing for another reason than that a setting has no model.
    pub fn play(
        &self,
        asks: &[Ask],
        turned: &[[usize; 2]],
        draws: u64,
        confidence: Confidence,
    ) -> Result<Played, Failure> {
        let (mut seen, mut found) = (vec![None; asks.len()], vec![Vec::new(); turned.len()]);
        // Those on a dial are played one by one.
        let (dialled, others): (Vec<usize>, Vec<usize>) =
            (0..asks.len()).partition(|at| self.is_on_a_dial(asks[*at].subject));
        self.turn(asks, turned, (draws, confidence), &dialled, (&mut seen, &mut found))?;
        let own: Vec<Ask> = others.iter().map(|at| asks[*at]).collect();
        let place = |at: &usize| others.binary_search(at).ok();
        let pairs =
            turned.iter().enumerate().filter_map(|(pair, [a, b])| Some((pair, [place(a)?, place(b)?])));
        let (pairs, own_turned): (Vec<usize>, Vec<[usize; 2]>) = pairs.unzip();
        if !own.is_empty() {
            let (own_seen, own_found) = self.play_readings(&own, &own_turned, draws, confidence)?;
            others.into_iter().zip(own_seen).for_each(|(at, own)| seen[at] = own);
            pairs.into_iter().zip(own_found).for_each(|(pair, own)| found[pair] = own);
        }
        Ok((seen, found))
    }

    /// The same of readings of their own, all in one question.
    fn play_readings(
        &self,
        asks: &[Ask],
        turned: &[[usize; 2]],
        draws: u64,
        confidence: Confidence,
    ) -> Result<Played, Failure> {
        let mut tried: Vec<bool> = vec![true; asks.len()];
        loop {
            match self.try_play(asks, &tried, turned, draws, confidence) {
                Ok(played) => return Ok(played),
                Err((Some(failed), failure)) if *failure.of_itself() != Failure::Cancelled => {
                    // Where a setting fails, those that are further out are given up too.
                    let Ask { subject, at, .. } = asks[failed];
                    let edge = self.edge(subject, at);
                    let is_out = |value: f64| if at < edge { value < edge } else { value > edge };
                    let is_failed = |ask: &Ask| ask.subject == subject && (ask.at == at || is_out(ask.at));
                    tried.iter_mut().zip(asks).for_each(|(tried, ask)| *tried &= !is_failed(ask));
                }
                Err((_, failure)) => return Err(failure),
            }
        }
    }

    /// Up to where settings are given up, where one has failed: the plausible ones last.
    fn edge(&self, subject: usize, at: f64) -> f64 {
        let of = &self.subjects[subject];
        let middle = of.median.unwrap_or(at);
        match of.plausible {
            Some([low, _]) if at < low => low,
            Some([_, high]) if at > high => high,
            _ => at + (middle - at) / 2.0,
        }
    }

    fn try_play(
        &self,
        asks: &[Ask],
        tried: &[bool],
        turned: &[[usize; 2]],
        draws: u64,
        confidence: Confidence,
    ) -> Result<Played, (Option<usize>, Failure)> {
        let puts = self.puts(asks.iter().map(|ask| (ask.subject, ask.at)));
        let mut question = Question::default();
        let mut asked: Vec<Option<Asked>> = Vec::new();
        for ((ask, tried), put) in asks.iter().zip(tried).zip(&puts) {
            // A setting that the file cannot state, or that has no model at all, is none.
            let put = put.as_ref().ok().filter(|_| *tried);
            let read = put.and_then(|put| Some((put, self.read(&mut question, put).ok()?)));
            let horizon = |put: &Put| put.horizon(self.call);
            asked.push(read.map(|(put, read)| Asked::of(&mut question, read, ask.kind, horizon(put))));
        }
        let (mut pairs, mut places) = (Turned::default(), Vec::new());
        for pair in turned {
            let years = pair.map(|at| Some(question.keep(asked[at].as_ref()?.headline.break_even_year)));
            let [Some(a), Some(b)] = years else {
                places.push(None);
                continue;
            };
            let Some(Some(first)) = asked.get(pair[0]) else { continue };
            places.push(Some(pairs.between([a, b], first.horizon)));
        }
        let mut read = |reader: &Reader<'_>, prepared: &Prepared<'_>, noticed: &Noticed| {
            let reader = reader.at(confidence);
            let seen =
                asked.iter().map(|asked| asked.as_ref()?.seen(&reader, (prepared, noticed), self.target));
            Ok(seen.collect::<Vec<_>>())
        };
        let isa = self.call.pool.isa();
        let (prepared, block_0) = Prepared::beside(question, self.call.base, self.drawing(draws), isa);
        let sink = if turned.is_empty() { None } else { Some(&mut pairs as &mut dyn DrawSink) };
        let seen = self.call.answer(&prepared, block_0, sink, &mut read).map_err(|(look, failure)| {
            let is_it = |asked: &Option<Asked>| asked.as_ref().is_some_and(|asked| Some(asked.look) == look);
            (asked.iter().position(is_it), failure)
        })?;
        let mut found = pairs.into_draws();
        let draws = places.into_iter().map(|place| place.map(|at| std::mem::take(&mut found[at])));
        Ok((seen, draws.map(Option::unwrap_or_default).collect()))
    }

    /// Whether some picked draws break even, with an assumption at some values.
    ///
    /// # Errors
    /// As [`Bench::play`], and where a value has no model.
    pub fn break_even(
        &self,
        subject: usize,
        draws: &Arc<[u64]>,
        at: &[f64],
    ) -> Result<Vec<Vec<bool>>, Failure> {
        let puts = self.tried(subject, at)?;
        let mut question = Question::default();
        let mut kept = Vec::new();
        for (put, at) in puts.iter().zip(at) {
            let read = self.read(&mut question, put);
            let (_, headline) = read.map_err(|error| self.failed(subject, *at, Failure::Model(error)))?;
            kept.push((question.keep(headline.break_even_year), put.horizon(self.call) as f64));
        }
        let columns = self.columns(question, draws)?;
        let is_back = |(kept, last): &(Kept, f64)| {
            (0..draws.len()).map(|draw| columns.at(*kept, draw) <= *last).collect()
        };
        Ok(kept.iter().map(is_back).collect())
    }

    /// Net benefit and what of it counts as 0, of some picked draws with an assumption at two values.
    ///
    /// # Errors
    /// As [`Bench::play`].
    pub fn lines(&self, subject: usize, draws: &Arc<[u64]>, at: [f64; 2]) -> Result<Lines, Failure> {
        let puts = self.tried(subject, &at)?;
        let mut question = Question::default();
        let mut kept = Vec::new();
        for (put, at) in puts.iter().zip(at) {
            let read = self.read(&mut question, put);
            let (_, headline) = read.map_err(|error| self.failed(subject, at, Failure::Model(error)))?;
            kept.push((question.keep(headline.net_benefit), question.keep(headline.tolerance)));
        }
        let columns = self.columns(question, draws)?;
        let amounts = kept.iter().map(|(amount, tolerance)| {
            // What counts as a gain is net benefit that is no further below 0 than its tolerance.
            (0..draws.len())
                .map(|draw| columns.at(*amount, draw) + columns.at(*tolerance, draw))
                .collect::<Vec<f64>>()
        });
        Ok(Lines { at, amounts: amounts.collect() })
    }

    /// An assumption put at some values, all of which the file must be able to state.
    fn tried(&self, subject: usize, at: &[f64]) -> Result<Vec<Put>, Failure> {
        let refused = |at: f64, message: String| {
            let error = ModelError { message, help: String::new(), place: None };
            self.failed(subject, at, Failure::Model(error))
        };
        let puts = self.puts(at.iter().map(|at| (subject, *at)));
        puts.into_iter().zip(at).map(|(put, at)| put.map_err(|why| refused(*at, why.message))).collect()
    }

    fn columns(&self, question: Question<'_>, draws: &Arc<[u64]>) -> Result<Columns, Failure> {
        let isa = self.call.pool.isa();
        let drawing = self.drawing(self.call.settings.draws);
        let (prepared, block_0) =
            Prepared::picking(question, self.call.base, Arc::clone(draws), drawing, isa);
        let mut columns = Columns::of(draws.len() as u64);
        let mut read = |_: &Reader<'_>, _: &Prepared<'_>, _: &Noticed| Ok(());
        self.call
            .answer(&prepared, block_0, Some(&mut columns), &mut read)
            .map_err(|(_, failure)| failure)?;
        Ok(columns)
    }
}

/// Amounts that are affine in an assumption, draw by draw.
pub(super) struct Lines {
    at: [f64; 2],
    amounts: Vec<Vec<f64>>,
}

impl Lines {
    /// Whether each draw is a gain with the assumption at a value.
    pub fn gains(&self, at: f64) -> impl Iterator<Item = bool> {
        let share = (at - self.at[0]) / (self.at[1] - self.at[0]);
        let both = self.amounts[0].iter().zip(&self.amounts[1]);
        both.map(move |(a, b)| (1.0 - share) * a + share * b >= 0.0)
    }
}
