//! A question made ready to be played out: compiled once, with its uniforms and its places.

use std::collections::BTreeSet;
use std::ops::ControlFlow;
use std::sync::{Arc, Mutex};

use rayon::prelude::*;

use super::draws::{DrawSink, Draws};
use super::failure::Failure;
use super::interval::Confidence;
use super::layout::{Layout, numbers};
use super::plan::Shown;
use super::quantiles::{BRACKET_WIDTHS, Missed};
use super::question::{Look, Question, Read};
use super::reader::Reader;
use super::tally::{Part, Tally};
use super::walk::walk_among;
use crate::block::{BLOCK, HeapColumn, new_column};
use crate::engine::{Fold, Noticed, Place, Play, Span, Stopped, Watch, simulate};
use crate::kernel::Isa;
use crate::model::column::{Frame, Program, Value};
use crate::model::{About, Site, Watched};
use crate::sampling::{Sampling, StreamName, Uniforms};

/// How to draw.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Drawing {
    /// Draws of the whole run.
    pub draws: u64,
    /// Seed.
    pub seed: u64,
    /// How uniforms are spread.
    pub sampling: Sampling,
}

/// A failure, and the reading that it is of; none where it is of none.
pub type Failed = (Option<Look>, Failure);

/// A question that can be played out.
pub struct Prepared<'s> {
    question: Question<'s>,
    program: Program,
    uniforms: Uniforms,
    pub(super) layout: Layout,
    isa: Isa,
    drawing: Drawing,
    /// The draws that are made, where not all of them are.
    picked: Option<Arc<[u64]>>,
}

/// When an answer is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moment {
    /// After 16,384 draws, and at every doubling.
    Pause,
    /// All draws are made.
    End,
}

/// Whether there is an answer, so that no more draws are needed; [`Missed`] where one needs what was not kept.
pub type Answered = Result<ControlFlow<()>, Missed>;

/// Looks at the figures, and answers if it can.
pub type Visit<'v> = dyn FnMut(&Reader<'_>, &Noticed, Moment) -> Answered + Send + Sync + 'v;

impl<'s> Prepared<'s> {
    /// Compiles a question; gives block 0 too, where it is evaluated for this and can be played as it is.
    pub fn new(question: Question<'s>, drawing: Drawing, isa: Isa) -> (Prepared<'s>, Option<Frame>) {
        let program = question.schedule();
        let spread = program.spread_streams().clone();
        Prepared::with(question, program, (&spread, None), drawing, isa)
    }

    /// The same with the very draws of another question, whose streams are spread evenly.
    pub fn beside(
        question: Question<'s>,
        other: &Prepared<'_>,
        drawing: Drawing,
        isa: Isa,
    ) -> (Prepared<'s>, Option<Frame>) {
        let program = question.schedule();
        Prepared::with(question, program, (other.program.spread_streams(), None), drawing, isa)
    }

    /// The same with some of these draws, at least one, by rising number. They are no sample: no figure with an error is read off them.
    pub fn picking(
        question: Question<'s>,
        other: &Prepared<'_>,
        draws: Arc<[u64]>,
        drawing: Drawing,
        isa: Isa,
    ) -> (Prepared<'s>, Option<Frame>) {
        let program = question.schedule();
        let streams = (other.program.spread_streams(), Some(draws));
        Prepared::with(question, program, streams, drawing, isa)
    }

    /// `streams` are those that are spread evenly, and which draws of them are made.
    fn with(
        question: Question<'s>,
        program: Program,
        (spread, picked): (&BTreeSet<StreamName>, Option<Arc<[u64]>>),
        drawing: Drawing,
        isa: Isa,
    ) -> (Prepared<'s>, Option<Frame>) {
        let mut drawing = Drawing { draws: drawing.sampling.round_up(drawing.draws), ..drawing };
        let mut uniforms = Uniforms::among(drawing.sampling, drawing.seed, program.streams(), spread);
        if let Some(draws) = &picked {
            drawing.draws = draws.len() as u64;
            uniforms = uniforms.picking(Arc::clone(draws));
            if program.streams().iter().any(|stream| matches!(stream, StreamName::Dial(_))) {
                uniforms = uniforms.kept(draws.len().div_ceil(BLOCK));
            }
        }
        let play = Play { program: &program, uniforms: &uniforms };
        let (layout, block_0) = Layout::new(&question.plan, play, isa);
        (Prepared { question, program, uniforms, layout, isa, drawing, picked }, block_0)
    }

    /// Turns the dials of its readings, each to a share of the way between its values, by number. Gives block 0 as [`Prepared::new`] does.
    pub fn turn(&mut self, dials: &[f64]) -> Option<Frame> {
        self.uniforms.turn(dials);
        let play = Play { program: &self.program, uniforms: &self.uniforms };
        let (layout, block_0) = Layout::new(&self.question.plan, play, self.isa);
        self.layout = layout;
        block_0
    }

    /// The question.
    pub fn question(&self) -> &Question<'s> {
        &self.question
    }

    /// The program and its uniforms.
    pub fn playing(&self) -> Play<'_> {
        Play { program: &self.program, uniforms: &self.uniforms }
    }

    /// The span of all draws.
    pub fn whole(&self) -> Span {
        Span::whole(self.drawing.draws)
    }

    /// A tally that has seen nothing. `width` is the half-width of the quantile brackets in standard errors.
    pub(super) fn tally(&self, width: f64) -> Tally<'_> {
        Tally::new(&self.question.plan, &self.layout, self.drawing.sampling, width)
    }

    /// Plays out a span of draws; `block_0` need not be evaluated again.
    ///
    /// # Errors
    /// [`Failed`] says why there is nothing.
    pub(super) fn play(
        &self,
        span: &Span,
        session: &mut Session<'_, '_>,
        block_0: Option<Frame>,
        watch: &dyn Watch,
    ) -> Result<Noticed, Failed> {
        simulate(self.playing(), span, self.isa, session, block_0, watch)
            .map_err(|stopped| self.explain(stopped))
    }

    /// Plays all draws out and visits the figures: at the end, and with `pauses` at every pause before, until there is an
    /// answer. A sink is handed every draw.
    ///
    /// # Errors
    /// [`Failed`] says why there is none.
    pub fn answer(
        &self,
        block_0: Option<Frame>,
        pauses: bool,
        sink: Option<&mut dyn DrawSink>,
        watch: &dyn Watch,
        visit: &mut Visit<'_>,
    ) -> Result<(), Failed> {
        let (mut block_0, mut sink) = (block_0, sink);
        for width in BRACKET_WIDTHS {
            let mut tally = self.tally(width);
            let mut session = Session::new(&mut tally);
            if pauses {
                session.visit = Some(&mut *visit);
            }
            // Draws that are made again have been handed on.
            if let Some(sink) = sink.take() {
                session.is_full = sink.begin(&self.question.plan.shown).is_break();
                session.sink = Some((sink, &self.layout, &self.question.plan.shown));
            }
            let noticed = self.play(&self.whole(), &mut session, block_0.take(), watch)?;
            let answered = session.answered;
            tally.finish();
            if !tally.is_finite() {
                return Err((None, Failure::TooLarge));
            }
            let answered = match answered {
                Ok(ControlFlow::Continue(())) => {
                    visit(&Reader::new(&tally, Confidence::USUAL), &noticed, Moment::End)
                }
                answered => answered,
            };
            if answered.is_ok() {
                return Ok(());
            }
        }
        unreachable!("with the widest brackets every value is kept")
    }

    /// Which draws are made.
    pub(super) fn drawing(&self) -> Drawing {
        self.drawing
    }

    /// Some values in the first draws of the run, by a program that evaluates nothing else, and what is made of them: of the value
    /// of a number, block by block.
    pub(super) fn again<T: Copy + Send>(
        &self,
        program: &Program,
        values: &[Value],
        draws: usize,
        made: impl Fn(usize, &[f64]) -> Vec<T> + Sync,
    ) -> Vec<Vec<T>> {
        let Drawing { sampling, seed, .. } = self.drawing;
        let spread = self.program.spread_streams();
        let uniforms = Uniforms::among(sampling, seed, program.streams(), spread);
        let play = Play { program, uniforms: &uniforms };
        let evaluate = |(frame, scratch): &mut (Frame, HeapColumn), block: usize| {
            let left = draws - block * BLOCK;
            let valid = if left < BLOCK { left } else { BLOCK };
            play.evaluate(self.isa, Place { stage: 0, block: block as u64, valid }, frame);
            let read = |(at, value): (usize, &Value)| {
                made(at, &numbers(frame.operand(program.arg(*value)), scratch)[..valid])
            };
            values.iter().enumerate().map(read).collect::<Vec<Vec<T>>>()
        };
        let blocks = (0..draws.div_ceil(BLOCK)).into_par_iter();
        let blocks: Vec<Vec<Vec<T>>> =
            blocks.map_init(|| (Frame::new(program), new_column()), evaluate).collect();
        let mut columns = vec![Vec::with_capacity(draws); values.len()];
        for block in blocks {
            columns.iter_mut().zip(block).for_each(|(column, draws)| column.extend(draws));
        }
        columns
    }

    /// No draw clamped, by check.
    pub(super) fn none_clamped(&self) -> Vec<u64> {
        vec![0; self.program.checks().len()]
    }

    /// In which share of the draws each place of a reading was clamped.
    pub fn clamped<'a>(
        &'a self,
        look: Look,
        noticed: &'a Noticed,
    ) -> impl Iterator<Item = (&'a Watched, f64)> {
        let count =
            |node| self.program.checks().binary_search(node).map_or(0, |check| noticed.clamped[check]);
        let watched = &self.question.readings[look.0].watched;
        let share = move |watched: &'a Watched| {
            let counted = watched.nodes.iter().map(count).max().unwrap_or(0);
            let clamped = if watched.always { noticed.draws } else { counted };
            (watched, clamped as f64 / noticed.draws as f64)
        };
        watched.iter().map(share)
    }

    /// The site of a reading that was clamped most often, and in which share of the draws; `None` where none was.
    pub fn most_clamped<'a>(&'a self, look: Look, noticed: &'a Noticed) -> Option<(&'a Site, f64)> {
        let clamped = self.clamped(look, noticed).filter(|(watched, share)| watched.adjusted && *share > 0.0);
        clamped.map(|(watched, share)| (&watched.site, share)).max_by(|(_, a), (_, b)| a.total_cmp(b))
    }

    /// Says where a run stopped, and what the inputs were there.
    fn explain(&self, stopped: Stopped) -> Failed {
        let found = match stopped {
            Stopped::Cancelled => return (None, Failure::Cancelled),
            Stopped::OutOfBounds(found) => found,
        };
        let node = self.program.checks()[found.check as usize];
        for (index, Read { reading, watched, .. }) in self.question.readings.iter().enumerate() {
            let Some(watched) = watched.iter().find(|watched| watched.nodes.contains(&node)) else {
                continue;
            };
            let spread = self.program.spread_streams();
            let draw = self.picked.as_ref().map_or(found.draw, |picked| picked[found.draw as usize]);
            let steps = walk_among(reading, self.drawing, spread, draw).unwrap_or_default();
            let inputs = steps.into_iter().filter_map(|step| match step.about {
                About::Input(name) => Some((name, step.value)),
                _ => None,
            });
            let (site, inputs) = (Box::new(watched.site.clone()), inputs.collect());
            return (Some(Look(index)), Failure::OutOfBounds { site, draw, inputs });
        }
        unreachable!("what is checked is watched by a reading")
    }
}

/// The fold of a run: the tally, someone who visits it at pauses, and a sink for the draws.
pub(super) struct Session<'a, 't> {
    tally: &'a mut Tally<'t>,
    visit: Option<&'a mut Visit<'a>>,
    sink: Option<(&'a mut dyn DrawSink, &'a Layout, &'a [Shown])>,
    answered: Answered,
    /// Whether the sink takes no more.
    is_full: bool,
    /// Room for encoded draws that has been used, for whoever needs it next: new pages cost more than what is written to them.
    room: Mutex<Vec<Vec<u8>>>,
}

impl<'a, 't> Session<'a, 't> {
    pub(super) fn new(tally: &'a mut Tally<'t>) -> Session<'a, 't> {
        let (answered, room) = (Ok(ControlFlow::Continue(())), Mutex::default());
        Session { tally, visit: None, sink: None, answered, is_full: false, room }
    }
}

impl Fold for Session<'_, '_> {
    type Part = (Part, Vec<u8>);

    fn part(&self) -> Self::Part {
        let room = self.room.lock().ok().and_then(|mut room| room.pop());
        (self.tally.part(), room.unwrap_or_default())
    }

    #[inline(always)]
    fn observe(&self, (part, encoded): &mut Self::Part, frame: &Frame, place: Place) {
        self.tally.observe(part, frame, place);
        if let Some((sink, layout, shown)) = &self.sink
            && place.stage + 1 == layout.stages.len()
        {
            sink.encode(&Draws::new(shown, &layout.shown, frame, place), encoded);
        }
    }

    fn absorb(&mut self, parts: Vec<Self::Part>) {
        let (parts, mut encoded): (Vec<Part>, Vec<Vec<u8>>) = parts.into_iter().unzip();
        self.tally.absorb(parts);
        if let Some((sink, ..)) = &mut self.sink {
            self.is_full = self.is_full || encoded.iter().any(|encoded| sink.take(encoded).is_break());
            encoded.iter_mut().for_each(Vec::clear);
            if let Ok(mut room) = self.room.lock() {
                room.append(&mut encoded);
            }
        }
    }

    fn pause(&mut self, noticed: &Noticed) -> bool {
        self.tally.pause(noticed.draws);
        if let Some(visit) = &mut self.visit {
            if !self.tally.is_finite() {
                return true;
            }
            self.tally.settle();
            self.answered = visit(&Reader::new(self.tally, Confidence::USUAL), noticed, Moment::Pause);
            if self.answered != Ok(ControlFlow::Continue(())) {
                return true;
            }
        }
        self.tally.narrow();
        self.is_full
    }

    fn patience(&self) -> u64 {
        // Draws take a thousand times the room of their sums.
        if self.sink.is_some() { 16 } else { 512 }
    }
}
