//! A run in pieces: shards that are made anywhere, in any order, and merge into the bytes of the whole run.
//!
//! A shard is a contiguous range of blocks. Its sums are subtrees of the whole run's tree ([`super::tower`]), its
//! counts are whole numbers, and its brackets keep every value near each quantile. What the first
//! draws of a run decide (scales and bins) every shard finds out by making these draws too.

use std::collections::BTreeMap;
use std::ops::Range;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::failure::Failure;
use super::interval::Confidence;
use super::leading::LEADING;
use super::pieces::Pieces;
use super::prepared::Session;
use super::quantiles::{BRACKET_WIDTH, PILOT};
use super::reader::Reader;
use super::results::{Results, WarningRecord};
use super::run::{Concluded, FEWEST_DRAWS, MOST_DRAWS, Run, Settings, conclude, run};
use super::tally::Tally;
use crate::block::BLOCK;
use crate::engine::{Noticed, Pool, Span, Unwatched, Watch};
use crate::model::Detail;
use crate::sampling::{CONTRACT_VERSION, Sampling};
use crate::scenario::{Identity, Invalid, Loaded, Order, Request, Scenario, Source, load};

/// Most shards of a run.
pub const MOST_SHARDS: u64 = 10_000;

/// Version of the shard's layout.
const LAYOUT: u32 = 4;

/// Which piece of a run, or part of a list of scenarios.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Piece {
    /// Its number, from 1.
    pub number: u64,
    /// How many pieces there are.
    pub of: u64,
}

impl Piece {
    /// Which of `count` things this piece of them holds: as many as the others hold, or one more or less.
    pub fn range(self, count: usize) -> Range<usize> {
        let end = |number: u64| (count as u128 * u128::from(number) / u128::from(self.of)) as usize;
        end(self.number - 1)..end(self.number)
    }

    fn span(self, draws: u64) -> Span {
        let blocks = u128::from(draws.div_ceil(BLOCK as u64));
        // A share of fewer than 2⁶⁴ blocks.
        let end = |number: u64| (blocks * u128::from(number) / u128::from(self.of)) as u64;
        Span { draws, blocks: end(self.number - 1)..end(self.number) }
    }
}

/// A piece of a run of one scenario.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Shard {
    /// Version of this layout.
    shard_layout: u32,
    /// SHA-256 of everything else, as it is written: a file that was cut or altered on its way is not merged.
    seal: String,
    /// The run, and which piece of it this is.
    pub run: ShardRun,
    gathered: Pieces,
}

/// What the pieces of a run have in common, and the number of this one.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ShardRun {
    /// Which piece this is.
    pub piece: Piece,
    /// The scenario, with its text.
    pub scenario: Identity,
    /// The order in which its files name things.
    order: Order,
    /// What was said of the scenario.
    warnings: Vec<WarningRecord>,
    /// Seed.
    pub seed: u64,
    /// `random`, `latin` or `sobol`.
    pub sampling: Sampling,
    /// `headline` or `yearly`.
    pub outputs: Detail,
    /// Draws of the whole run.
    pub draws: u64,
    /// Version of the draw contract.
    pub contract_version: u32,
    /// Version of the program.
    pub program_version: String,
}

/// Why shards do not merge.
#[derive(Debug)]
pub enum Unmerged {
    /// Two shards are not of one run: in what they differ, and the values of the first and of the other.
    Foreign(Piece, &'static str, String, String),
    /// A shard was made by another version of the program: which.
    Version(Piece, String),
    /// Shards that were not given.
    Missing(Vec<u64>, u64),
    /// A shard that was given twice.
    Doubled(Piece),
    /// A shard whose content does not fit its scenario.
    Damaged(Piece),
    /// The scenario in the shards is not valid.
    Invalid(Box<Invalid>),
    /// The figures cannot be made, as in a run.
    Failed(Box<(Failure, Loaded)>),
}

/// Simulates a piece of a run.
///
/// # Errors
/// [`Failure`] says why there is no shard.
pub fn run_shard(
    loaded: &Loaded,
    file: &str,
    variant: Option<&str>,
    pool: &Pool,
    settings: &Settings,
    piece: Piece,
    watch: &dyn Watch,
) -> Result<Shard, Failure> {
    let draws = settings.sampling.round_up(settings.draws);
    let gathered = pool.install(|| {
        let (run, mut block_0) = Run::set_up(loaded, None, pool, settings)?;
        let prepared = &run.prepared;
        let mut tally = prepared.tally(BRACKET_WIDTH);
        let mut play = |span: &Span, tally: &mut Tally<'_>, watch: &dyn Watch| {
            let noticed = prepared.play(span, &mut Session::new(tally), block_0.take(), watch);
            noticed.map_err(|(_, failure)| failure)
        };
        if draws >= PILOT {
            play(&Span::whole(PILOT), &mut tally, &Unwatched)?;
            tally.restart();
        }
        let noticed = play(&piece.span(draws), &mut tally, watch)?;
        Ok(Pieces::of(tally, noticed))
    })?;
    let run = ShardRun {
        piece,
        scenario: Identity::of(loaded, file, variant),
        order: loaded.scenario.order.clone(),
        warnings: loaded.warnings.iter().map(WarningRecord::from).collect(),
        seed: settings.seed,
        sampling: settings.sampling,
        outputs: settings.detail,
        draws,
        contract_version: CONTRACT_VERSION,
        program_version: env!("CARGO_PKG_VERSION").to_owned(),
    };
    let mut shard = Shard { shard_layout: LAYOUT, seal: String::new(), run, gathered };
    shard.seal = shard.fingerprint();
    Ok(shard)
}

impl Shard {
    fn fingerprint(&self) -> String {
        let content = serde_json::to_vec(&(self.shard_layout, &self.run, &self.gathered));
        let content = content.expect("texts, and whole numbers in lists, can always be written");
        Sha256::digest(content).iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// Whether this is a piece of a run that can be made.
    fn is_sound(&self) -> bool {
        let (run, piece) = (&self.run, self.run.piece);
        let numbered = piece.number >= 1 && piece.number <= piece.of && piece.of <= MOST_SHARDS;
        numbered
            && (FEWEST_DRAWS..=MOST_DRAWS).contains(&run.draws)
            && run.sampling.round_up(run.draws) == run.draws
            && self.gathered.draws == piece.span(run.draws).len()
            && self.seal == self.fingerprint()
    }
}

/// Merges the shards of one run.
///
/// # Errors
/// [`Unmerged`] says why they are not a whole run.
pub fn merge(shards: Vec<Shard>, pool: &Pool, watch: &dyn Watch) -> Result<(Scenario, Results), Unmerged> {
    let shards = in_order(shards)?;
    let whole = shards[0].run.clone();
    let settings = Settings {
        draws: whole.draws,
        seed: whole.seed,
        sampling: whole.sampling,
        detail: whole.outputs,
        ..Settings::default()
    };
    let request = Request {
        source: Source::Text {
            name: whole.scenario.file.clone(),
            text: whole.scenario.resolved.clone().unwrap_or_default().into_bytes(),
            folder: ".".into(),
        },
        variant: None,
        set: Vec::new(),
        set_in: Vec::new(),
        strict: false,
        allow_outside: false,
    };
    let mut loaded = load(&request).map_err(|invalid| Unmerged::Invalid(Box::new(invalid)))?;
    if loaded.sha256 != whole.scenario.sha256 {
        return Err(Unmerged::Damaged(whole.piece));
    }
    // The text does not tell what the call had changed of the file, nor of whom it wanted to hear first.
    loaded.scenario.report.perspective = whole.scenario.main().to_owned();
    loaded.scenario.order.clone_from(&whole.order);
    loaded.changed.clone_from(&whole.scenario.changed);
    loaded.outdated.clone_from(&whole.scenario.outdated);
    let Identity { file, variant, .. } = &whole.scenario;
    let (file, variant) = (file.as_str(), variant.as_deref());
    let joined = pool.install(|| join(shards, &whole, &loaded, pool, &settings));
    let results = match joined {
        Ok(Some(results)) => Ok(results),
        // A bracket was missed: as in a run, the draws are made again.
        Ok(None) => run(&loaded, file, variant, pool, &settings, watch),
        Err(Join::Damaged(piece)) => return Err(Unmerged::Damaged(piece)),
        Err(Join::Failed(failure)) => Err(failure),
    };
    let results = results.map(|results| {
        // What was said of the scenario was said of the file itself.
        let own = results.warnings.into_iter().skip(loaded.warnings.len());
        // The text does not hold the variants, nor what they are called.
        let scenario = Identity {
            labels: whole.scenario.labels.clone(),
            order: whole.scenario.order.clone(),
            ..results.scenario
        };
        Results { scenario, warnings: whole.warnings.into_iter().chain(own).collect(), ..results }
    });
    match results {
        Ok(results) => Ok((loaded.scenario, results)),
        Err(failure) => Err(Unmerged::Failed(Box::new((failure, loaded)))),
    }
}

/// Which pieces of a run are not among some of it.
///
/// # Errors
/// [`Unmerged`] says why they are not of one run.
pub fn missing(shards: Vec<Shard>) -> Result<Vec<u64>, Unmerged> {
    match in_order(shards) {
        Ok(_) => Ok(Vec::new()),
        Err(Unmerged::Missing(missing, _)) => Ok(missing),
        Err(other) => Err(other),
    }
}

enum Join {
    Damaged(Piece),
    Failed(Failure),
}

/// The results of all pieces; `None` where a bracket was missed.
fn join(
    shards: Vec<Shard>,
    whole: &ShardRun,
    loaded: &Loaded,
    pool: &Pool,
    settings: &Settings,
) -> Result<Option<Results>, Join> {
    let (run, _) = Run::set_up(loaded, None, pool, settings).map_err(Join::Failed)?;
    let Run { prepared, asked, leading, horizon } = &run;
    let mut tally = prepared.tally(BRACKET_WIDTH);
    let mut noticed = Noticed { draws: whole.draws, clamped: prepared.none_clamped() };
    let mut missed = Ok(());
    for shard in shards {
        let joined = shard.gathered.join_to(&mut tally, &mut noticed.clamped);
        missed = missed.and(joined.ok_or(Join::Damaged(shard.run.piece))?);
    }
    if missed.is_err() {
        return Ok(None);
    }
    tally.finish();
    if !tally.is_finite() {
        return Err(Join::Failed(Failure::TooLarge));
    }
    let all = Reader::new(&tally, Confidence::USUAL);
    let Ok(figures) = asked.figures(&all, *horizon) else {
        return Ok(None);
    };
    // The first draws are too many to be written down, and quickly made.
    let mut first = prepared.tally(BRACKET_WIDTH);
    let blocks = whole.draws.min(LEADING).div_ceil(BLOCK as u64);
    let span = Span { draws: whole.draws, blocks: 0..blocks };
    let played = prepared.play(&span, &mut Session::new(&mut first), None, &Unwatched);
    played.map_err(|(_, failure)| Join::Failed(failure))?;
    let reader = Reader::new(&first, Confidence::USUAL);
    let explained = leading.explained(&reader, &all, prepared, &figures.perspectives);
    let Identity { file, variant, .. } = &whole.scenario;
    let (file, variant) = (file.as_str(), variant.as_deref());
    let concluded = Concluded { loaded, file, variant, settings, imprecise: None, judged: None };
    let concluded = conclude(concluded, prepared, asked, figures, &noticed);
    concluded.map(|results| Some(Results { explained, ..results })).map_err(Join::Failed)
}

/// All shards of one run in their order.
fn in_order(shards: Vec<Shard>) -> Result<Vec<Shard>, Unmerged> {
    let mut by_number: BTreeMap<u64, Shard> = BTreeMap::new();
    for shard in shards {
        let (run, piece) = (&shard.run, shard.run.piece);
        let own = (LAYOUT, CONTRACT_VERSION, env!("CARGO_PKG_VERSION"));
        if (shard.shard_layout, run.contract_version, &*run.program_version) != own {
            let version = format!("{} with draw contract {}", run.program_version, run.contract_version);
            return Err(Unmerged::Version(piece, version));
        }
        if !shard.is_sound() {
            return Err(Unmerged::Damaged(piece));
        }
        if let Some(Shard { run: known, .. }) = by_number.values().next() {
            let name = |run: &ShardRun| run.scenario.variant.clone().unwrap_or_default();
            let changes = |run: &ShardRun| {
                let paths = run.scenario.changed.iter().map(|changed| changed.path.as_str());
                paths.collect::<Vec<&str>>().join(", ")
            };
            let differences = [
                ("scenario file", known.scenario.file.clone(), run.scenario.file.clone()),
                ("variant", name(known), name(run)),
                ("scenario hash", known.scenario.sha256.clone(), run.scenario.sha256.clone()),
                ("list of changed values", changes(known), changes(run)),
                ("seed", known.seed.to_string(), run.seed.to_string()),
                ("sampling", known.sampling.to_string(), run.sampling.to_string()),
                ("outputs", known.outputs.to_string(), run.outputs.to_string()),
                ("number of draws", known.draws.to_string(), run.draws.to_string()),
                ("number of shards", known.piece.of.to_string(), piece.of.to_string()),
            ];
            for (what, known, own) in differences {
                if known != own {
                    return Err(Unmerged::Foreign(piece, what, known, own));
                }
            }
        }
        if by_number.insert(piece.number, shard).is_some() {
            return Err(Unmerged::Doubled(piece));
        }
    }
    let of = by_number.values().next().map_or(1, |shard| shard.run.piece.of);
    let missing: Vec<u64> = (1..=of).filter(|number| !by_number.contains_key(number)).collect();
    if missing.is_empty() {
        Ok(by_number.into_values().collect())
    } else {
        Err(Unmerged::Missing(missing, of))
    }
}
