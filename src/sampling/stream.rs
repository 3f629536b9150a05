//! Streams are typed by name; a seed and a name are hashed to a key.

use std::fmt;

use rand::rand_core::{TryRng, utils};
use sha2::{Digest, Sha256};

use super::generator::block_words;
use crate::block::BLOCK;

/// What a stream of uniforms is for. The text form is what enters the key.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum StreamName {
    /// `input/NAME`: the value of an input.
    Input(String),
    /// `input/NAME/PART`: what a part of an input takes of what the parts before it leave. They sort after the inputs that are one number, so that
    /// none of these changes its dimension.
    Part {
        /// The input.
        input: String,
        /// Its part.
        part: String,
    },
    /// `cell/[GROUP/]INTAKE/PAIR`: the people of an intake whose outcome differs between the arms in one way.
    Cell {
        /// The group of the outcomes, if it has a name.
        group: Option<String>,
        /// Number of the intake, from 0. Not the calendar year: a postponed programme keeps its luck.
        intake: usize,
        /// `OUTCOME`, or `WITH/WITHOUT` where there are several outcomes; `OUTCOME/OUTCOME` of those who reach it in both arms.
        pair: String,
    },
    /// `fell/[GROUP/]INTAKE/OUTCOME`: those of an intake who leave early and reach an outcome all the same, as they would have without the
    /// intervention.
    Fell {
        /// The group of the outcome, if it has a name.
        group: Option<String>,
        /// Number of the intake, from 0.
        intake: usize,
        /// The outcome.
        outcome: String,
    },
    /// `chain/INTAKE/OUTCOME/CELL`: the people of an intake who reach an outcome of another outcome.
    Chain {
        /// Number of the intake, from 0.
        intake: usize,
        /// The outcome.
        outcome: String,
        /// In which arms they reach the other outcome and this one: `with`, `without`, `apart`, `same` or `fell`.
        cell: &'static str,
    },
    /// `dropout/INTAKE`: the people of an intake who leave early.
    Dropout {
        /// Number of the intake, from 0.
        intake: usize,
    },
    /// `event/INTAKE/AGE/OUTCOME[/both]`: the additional events of an intake, `AGE` years after entry, or those with and without alike.
    Event {
        /// Number of the intake, from 0.
        intake: usize,
        /// Years since entry.
        age: usize,
        /// The outcome.
        outcome: String,
        /// Whether they are those that happen in both lives.
        both: bool,
    },
    /// `person/INPUT/INTAKE[/OUTCOME/ARM]`, and then `/J`: how the people of an intake differ, or those of them who reach an outcome in one arm alone,
    /// person by person from 1. A stream for each person.
    Person {
        /// What they differ in.
        input: String,
        /// Number of the intake, from 0.
        intake: usize,
        /// The outcome, and `with` or `without`.
        of: Option<(String, &'static str)>,
    },
    /// `relapse/INTAKE/AGE/PAIR[/ARM]`: those who lose an outcome again, `AGE` years after entry.
    Relapse {
        /// Number of the intake, from 0.
        intake: usize,
        /// Years since entry.
        age: usize,
        /// `OUTCOME`, or `WITH/WITHOUT/ARM` where there are several outcomes, or `OUTCOME/ARM` of an outcome of another.
        pair: String,
    },
    /// `enter/INTAKE[/WITH/WITHOUT]`: those of an intake who do not begin where most do, or those of them who begin in two states, with and
    /// without the intervention.
    Enter {
        /// Number of the intake, from 0.
        intake: usize,
        /// `WITH/WITHOUT`, the states that they come to.
        to: Option<String>,
    },
    /// `move/INTAKE/AGE/PAIR[/WITH/WITHOUT]`: those in a pair of states who do not go where most do, `AGE` years after entry, or those of them who
    /// go to two states.
    Move {
        /// Number of the youngest intake of those who are dealt together, from 0.
        intake: usize,
        /// Years since that intake entered.
        age: usize,
        /// `WITH/WITHOUT`, the states that they leave.
        from: String,
        /// `WITH/WITHOUT`, the states that they come to.
        to: Option<String>,
    },
    /// `twin/STREAM`: the luck of a second life under the same inputs, against which it is told what of a spread is luck.
    Twin(Box<StreamName>),
    /// `dial/NUMBER`: no draws, but how far a dial is turned, from 0 to 1, the same in every draw.
    Dial(u32),
    /// `of/PROGRAMME/STREAM`: a stream that one of several different programmes keeps to itself. It comes last, and
    /// the stream before the programme, so that the inputs of all programmes sort before the luck of any.
    Of {
        /// What the stream is for.
        stream: Box<StreamName>,
        /// The programme, by the name of its file without folder and ending.
        programme: String,
    },
}

impl fmt::Display for StreamName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            StreamName::Input(name) => write!(f, "input/{name}"),
            StreamName::Part { input, part } => write!(f, "input/{input}/{part}"),
            StreamName::Cell { group: None, intake, pair } => write!(f, "cell/{intake}/{pair}"),
            StreamName::Cell { group: Some(group), intake, pair } => {
                write!(f, "cell/{group}/{intake}/{pair}")
            }
            StreamName::Fell { group: None, intake, outcome } => write!(f, "fell/{intake}/{outcome}"),
            StreamName::Fell { group: Some(group), intake, outcome } => {
                write!(f, "fell/{group}/{intake}/{outcome}")
            }
            StreamName::Chain { intake, outcome, cell } => write!(f, "chain/{intake}/{outcome}/{cell}"),
            StreamName::Dropout { intake } => write!(f, "dropout/{intake}"),
            StreamName::Event { intake, age, outcome, both: false } => {
                write!(f, "event/{intake}/{age}/{outcome}")
            }
            StreamName::Event { intake, age, outcome, both: true } => {
                write!(f, "event/{intake}/{age}/{outcome}/both")
            }
            StreamName::Person { input, intake, of: None } => write!(f, "person/{input}/{intake}"),
            StreamName::Person { input, intake, of: Some((outcome, arm)) } => {
                write!(f, "person/{input}/{intake}/{outcome}/{arm}")
            }
            StreamName::Relapse { intake, age, pair } => write!(f, "relapse/{intake}/{age}/{pair}"),
            StreamName::Enter { intake, to: None } => write!(f, "enter/{intake}"),
            StreamName::Enter { intake, to: Some(to) } => write!(f, "enter/{intake}/{to}"),
            StreamName::Move { intake, age, from, to: None } => write!(f, "move/{intake}/{age}/{from}"),
            StreamName::Move { intake, age, from, to: Some(to) } => {
                write!(f, "move/{intake}/{age}/{from}/{to}")
            }
            StreamName::Twin(stream) => write!(f, "twin/{stream}"),
            StreamName::Dial(number) => write!(f, "dial/{number}"),
            StreamName::Of { stream, programme } => write!(f, "of/{programme}/{stream}"),
        }
    }
}

impl StreamName {
    /// Whether it is of the value of an input; all others are luck.
    pub fn is_input(&self) -> bool {
        match self {
            StreamName::Input(_) | StreamName::Part { .. } => true,
            StreamName::Of { stream, .. } => stream.is_input(),
            _ => false,
        }
    }

    /// Whether its uniforms are plainly random however the others are spread: it takes no dimension of a Sobol sequence, and none of a
    /// Latin hypercube. There are so many of these streams, or so little hangs on each, that they would take the place of others.
    pub fn is_plain(&self) -> bool {
        match self {
            StreamName::Twin(_)
            | StreamName::Dial(_)
            | StreamName::Person { .. }
            | StreamName::Enter { .. }
            | StreamName::Move { .. } => true,
            StreamName::Of { stream, .. } => stream.is_plain(),
            _ => false,
        }
    }

    /// Whether it is a stream for each of many people.
    pub fn is_of_people(&self) -> bool {
        match self {
            StreamName::Person { .. } => true,
            StreamName::Twin(stream) | StreamName::Of { stream, .. } => stream.is_of_people(),
            _ => false,
        }
    }
}

/// The key of one stream under one seed: 256 bits of SHA-256.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StreamKey(pub(super) [u64; 4]);

impl StreamKey {
    /// Hashes a seed and a stream's name.
    pub fn new(seed: u64, name: &str) -> StreamKey {
        StreamKey::of(begun(seed, name))
    }

    fn of(hash: Sha256) -> StreamKey {
        let digest = hash.finalize();
        let mut words = [0; 4];
        for (word, bytes) in words.iter_mut().zip(digest.chunks_exact(8)) {
            *word = u64::from_le_bytes(bytes.try_into().expect("chunks of eight bytes"));
        }
        StreamKey(words)
    }
}

/// The hash of a seed and the beginning of a stream's name.
fn begun(seed: u64, name: &str) -> Sha256 {
    let mut hash = Sha256::new();
    hash.update(b"vendepunkt draw contract 1\0");
    hash.update(seed.to_le_bytes());
    hash.update(name.as_bytes());
    hash
}

/// The keys of the streams of many people, whose names differ in the number of the person.
#[derive(Debug, Clone)]
pub(super) struct PersonKeys(Sha256);

impl PersonKeys {
    /// Hashes a seed and what all of their names begin with.
    pub fn new(seed: u64, name: &str) -> PersonKeys {
        PersonKeys(begun(seed, name))
    }

    /// The key of a person's stream, `NAME/PERSON`. Nothing is allocated: it is made for each person and block.
    pub fn key(&self, person: u32) -> StreamKey {
        let (mut digits, mut at, mut rest) = ([0; 11], 11, person);
        loop {
            at -= 1;
            digits[at] = b'0' + (rest % 10) as u8;
            rest /= 10;
            if rest == 0 {
                break;
            }
        }
        digits[at - 1] = b'/';
        let mut hash = self.0.clone();
        hash.update(&digits[at - 1..]);
        StreamKey::of(hash)
    }
}

/// The raw 64-bit words of a stream in draw order, as a generator for `rand`: what a uniform is made of.
///
/// For sampling that needs no pairing between scenarios, and for testing the words themselves.
#[derive(Debug, Clone)]
pub struct StreamWords {
    key: StreamKey,
    block: u64,
    at: usize,
    words: Box<[u64; BLOCK]>,
}

impl StreamWords {
    /// Starts at draw 0.
    pub fn new(key: StreamKey) -> StreamWords {
        StreamWords { key, block: 0, at: BLOCK, words: Box::new([0; BLOCK]) }
    }

    fn next(&mut self) -> u64 {
        if self.at == BLOCK {
            *self.words = block_words(self.key, self.block);
            self.block += 1;
            self.at = 0;
        }
        self.at += 1;
        self.words[self.at - 1]
    }
}

impl TryRng for StreamWords {
    type Error = std::convert::Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Self::Error> {
        Ok((self.next() >> 32) as u32)
    }

    fn try_next_u64(&mut self) -> Result<u64, Self::Error> {
        Ok(self.next())
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Self::Error> {
        utils::fill_bytes_via_next_word(bytes, || Ok(self.next()))
    }
}
