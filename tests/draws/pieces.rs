//! Pieces of a run merge into the bytes of the whole.

use vendepunkt::engine::Unwatched;
use vendepunkt::model::Detail;
use vendepunkt::sampling::Sampling;
use vendepunkt::scenario::Loaded;
use vendepunkt::summary::results::{Histogram, Results};
use vendepunkt::summary::{Piece, Settings, Shard, Unmerged, merge, run_shard};

use crate::common::{load, pool, results, shipped};
use crate::{WAYS, bytes};

/// A piece as it comes back from a file.
fn piece(loaded: &Loaded, settings: &Settings, number: u64, of: u64) -> Shard {
    let piece = Piece { number, of };
    let shard = run_shard(loaded, "test.toml", None, &pool(0), settings, piece, &Unwatched)
        .unwrap_or_else(|failure| panic!("{failure:?}"));
    let text = serde_json::to_string(&shard).expect("a piece can be written");
    serde_json::from_str(&text).expect("and read back")
}

/// The results as text, and the picture that only reports for people show.
fn whole_of(results: &Results) -> (String, Option<Histogram>) {
    (bytes(results), results.perspectives["public"].net_benefit.histogram.clone())
}

fn merged(shards: Vec<Shard>) -> (String, Option<Histogram>) {
    let (_, results) = merge(shards, &pool(0), &Unwatched).unwrap_or_else(|error| panic!("{error:?}"));
    whole_of(&results)
}

/// 1, 3 and 8 ways, in any order; runs that end inside a block, that are shorter than the first narrowing of the
/// brackets, or have fewer blocks than pieces.
#[test]
fn pieces_merge_into_the_bytes_of_the_whole_run() {
    for (scenario, draws, detail, ways) in [
        ("scenarios/u-turn.toml", 70_001, Detail::Headline, &[1, 3, 8][..]),
        ("scenarios/job-refusion.toml", 40_000, Detail::Yearly, &[2]),
        ("scenarios/register-model.toml", 33_000, Detail::Headline, &[3]),
        ("scenarios/u-turn.toml", 5_000, Detail::Yearly, &[8]),
        ("scenarios/essex-edge-of-care.toml", 33_000, Detail::Headline, &[3]),
        ("scenarios/dear-single-cases.toml", 20_000, Detail::Yearly, &[3]),
    ] {
        let loaded = shipped(scenario);
        for sampling in WAYS {
            let settings = Settings { draws, sampling, detail, seed: 9, ..Settings::default() };
            let whole = whole_of(&results(&loaded, &settings));
            for &of in ways {
                let shards = (1..=of).rev().map(|number| piece(&loaded, &settings, number, of)).collect();
                assert!(merged(shards) == whole, "{scenario}: {sampling} in {of} pieces");
            }
        }
    }
}

/// A few atoms, one of them rarer than what the picture leaves out: the pieces' pictures have the bins of the whole.
#[test]
fn pieces_of_a_run_with_few_values_have_its_picture() {
    let loaded = load(
        "format = 1\ntitle = \"Two\"\ncurrency = \"DKK\"\nprice_year = 2020\nhorizon = 1\n[discount]\nrate = 0\n\
         [payers]\nstate = \"State\"\n[inputs.rate]\nfixed = 0.04\n[cohort]\nparticipants = 2\n[outcomes.done]\n\
         rate = \"rate\"\ncounterfactual = 0\n[effects.gain]\noutcome = \"done\"\namount = 10\nshares = { state = 1 }\n\
         [costs.all]\namount = 1\nper = \"programme\"\npaid_by = { state = 1 }\n",
    );
    for sampling in WAYS {
        let settings = Settings { draws: 200_000, sampling, ..Settings::default() };
        let whole = whole_of(&results(&loaded, &settings));
        for of in [1, 3] {
            let shards = (1..=of).map(|number| piece(&loaded, &settings, number, of)).collect();
            assert!(merged(shards) == whole, "{sampling} in {of} pieces");
        }
    }
}

#[test]
fn what_is_not_a_whole_run_is_refused_by_name() {
    let loaded = shipped("scenarios/u-turn.toml");
    let settings = Settings { draws: 20_000, ..Settings::default() };
    let [one, two, three] = [1, 2, 3].map(|number| piece(&loaded, &settings, number, 3));
    let refuse = |shards: [&Shard; 3]| match merge(shards.map(Clone::clone).to_vec(), &pool(0), &Unwatched) {
        Ok(_) => panic!("merged"),
        Err(refused) => refused,
    };
    match merge(vec![three.clone(), one.clone()], &pool(0), &Unwatched) {
        Err(Unmerged::Missing(missing, 3)) => assert_eq!(missing, [2]),
        other => panic!("{other:?}"),
    }
    assert!(matches!(refuse([&one, &two, &two]), Unmerged::Doubled(Piece { number: 2, of: 3 })));
    let foreign = |settings: &Settings, loaded: &Loaded, expected: &str| {
        let other = piece(loaded, settings, 2, 3);
        match refuse([&one, &other, &three]) {
            Unmerged::Foreign(Piece { number: 2, of: 3 }, what, ..) => assert_eq!(what, expected),
            other => panic!("{other:?}"),
        }
    };
    foreign(&Settings { seed: 2, ..settings.clone() }, &loaded, "seed");
    foreign(&Settings { draws: 20_001, ..settings.clone() }, &loaded, "number of draws");
    foreign(&Settings { detail: Detail::Yearly, ..settings.clone() }, &loaded, "outputs");
    foreign(&Settings { sampling: Sampling::Latin, ..settings.clone() }, &loaded, "sampling");
    foreign(&settings, &shipped("scenarios/caseload.toml"), "scenario hash");
    let other = piece(&loaded, &settings, 2, 4);
    assert!(matches!(refuse([&one, &other, &three]), Unmerged::Foreign(_, "number of shards", ..)));
    let text = serde_json::to_string(&two).expect("a piece can be written");
    // One digit of what was gathered, another seed in the heading, another contract.
    let at = text.rfind(|c: char| c.is_ascii_digit()).expect("digits");
    let mut altered = text.clone().into_bytes();
    altered[at] = if altered[at] == b'1' { b'2' } else { b'1' };
    let damaged: Shard = serde_json::from_slice(&altered).expect("still a piece");
    assert!(matches!(refuse([&one, &damaged, &three]), Unmerged::Damaged(Piece { number: 2, of: 3 })));
    let reseeded = serde_json::from_str(&text.replace("\"seed\":1,", "\"seed\":3,")).expect("still a piece");
    assert!(matches!(refuse([&one, &reseeded, &three]), Unmerged::Damaged(_)));
    let foreign: Shard =
        serde_json::from_str(&text.replace("\"contract_version\":1", "\"contract_version\":999"))
            .expect("still a piece");
    assert!(matches!(refuse([&one, &foreign, &three]), Unmerged::Version(Piece { number: 2, of: 3 }, _)));
}
