//! Mutations of valid files: whatever they say, reading ends soon, without a panic, and every finding can be shown.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use vendepunkt::scenario::formula_parser::{parse, parse_of_payment};
use vendepunkt::scenario::{Request, Severity, Source, load};

use crate::support::{BASE, MOVING, text};

const ROUNDS: usize = 4_000;

/// Pieces that mean something in a scenario, to be put where they do not belong.
const PIECES: [&str; 89] = [
    "\"",
    "'''",
    "\"\"\"",
    "[",
    "]",
    "[[",
    "]]",
    "{",
    "}",
    "=",
    ",",
    ".",
    "#",
    "\n",
    "\r\n",
    "\0",
    "\\u0000",
    "æ",
    "-",
    "_",
    "1e999",
    "-inf",
    "nan",
    "0x7fffffffffffffff",
    "99999999999999999999",
    "1979-05-27",
    "true",
    "remove = true",
    "extends = \"fuzz.toml\"",
    "variants.a.",
    "[variants.a.costs.treatment]",
    "fixed = 0",
    "formula = \"a\"",
    "formula = \"success_rate ^ saving\"",
    "min = 1",
    "spearman = 2",
    "inputs = [\"saving\", \"saving\"]",
    "years = 1000",
    "horizon = 200",
    "intake = [1, 2, 3]",
    "per = \"caseworker\"",
    "icc = 0.999",
    "varies = \"person\"",
    "rate_of = \"turned_around\"",
    "events = true",
    "group = \"a\"",
    "amount = [1, \"saving\"]",
    "amounts = { state = \"saving * success_rate\" }",
    "[payments.a]\nfrom = \"state\"\nto = \"municipality\"\nyears = 2\namount = \"paid.a + achieved.turned_around\"\n",
    "amount = \"if(saved.state < tier(entrants, 1, 2, 3, 4), 0, 1)\"",
    "{ from = 1, shares = {} }",
    "(((((",
    "amount = [1, \"saving\", -2]",
    "amounts = { state = [0, 1], region = 2 }",
    "years = { from = 3 }",
    "label = \"Æblegrød\"",
    "[prices]\nindex = { 2012 = 96.1, 2015 = 100 }",
    "price_year = 2012",
    "prices.index.2012 = ",
    "[report]\nperspective = \"state\"",
    "report.note = \"\"",
    "p2.5 = 0.1",
    "p2.50 = 0.1, p97.5 = 0.4",
    "ci95 = [0.1, 0.4]",
    "ci99.9 = [1, 2",
    "beta.ci95.0 = ",
    "p2 = { 5 = 1 }",
    ".p97.5 = 0.4",
    "[inputs.success_rate.beta.p2]",
    "[inputs.moves]\ndirichlet = { counts = { home = 3, away = 0 } }",
    "dirichlet = { mean = { a = 0.5, b = 0.5 }, n = 4 }",
    "moves.home",
    "success_rate.home * 2",
    "dirichlet.alpha.a = ",
    "[states.home]\nstock = 3\n[transitions.home]\nwithout = { home = \"rest\" }\n",
    "stock = \"saving\"",
    "half_cycle = true",
    "without = \"moves\"",
    "with = [{ from = 0, row = {} }, { from_year = 2, row = { home = 1 } }]",
    "row = { dead = \"rest\", home = 0.5 }",
    "{ from = 0, row = \"moves\" }",
    "home = \"rest\"",
    "shelter = 1",
    "per = \"person_year\"\nstates = [\"home\"]",
    "per = \"move\"\nleaving = [\"start\"]",
    "entering = [\"home\", \"dead\"]",
    "cost = [1, 2]",
    "[transitions.start]",
    "transitions.shelter.with.dead = ",
];

struct Chance(ChaCha8Rng);

impl Chance {
    fn below(&mut self, n: usize) -> usize {
        (self.0.next_u64() % n.max(1) as u64) as usize
    }

    /// A boundary between characters.
    fn place(&mut self, text: &str) -> usize {
        let mut at = self.below(text.len() + 1);
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    }
}

fn mutate(text: &mut String, chance: &mut Chance) {
    match chance.below(6) {
        0 => {
            let at = chance.place(text);
            text.insert_str(at, PIECES[chance.below(PIECES.len())]);
        }
        1 => {
            let (a, b) = (chance.place(text), chance.place(text));
            let (a, b) = if a < b { (a, b) } else { (b, a) };
            if b - a < 200 {
                text.replace_range(a..b, "");
            }
        }
        2 => {
            let lines: Vec<&str> = text.split('\n').collect();
            let (i, j) = (chance.below(lines.len()), chance.below(lines.len()));
            let mut lines = lines;
            lines.swap(i, j);
            *text = lines.join("\n");
        }
        3 => {
            let lines: Vec<&str> = text.split('\n').collect();
            let (i, j) = (chance.below(lines.len()), chance.below(lines.len()));
            let line = lines[i].to_owned();
            let mut lines = lines;
            lines.insert(j, &line);
            *text = lines.join("\n");
        }
        4 => {
            let at = chance.place(text);
            text.truncate(at);
        }
        _ => {
            // One value for another: the words between `=` and the end of two lines change places.
            let lines: Vec<String> = text.split('\n').map(str::to_owned).collect();
            let (i, j) = (chance.below(lines.len()), chance.below(lines.len()));
            let value = lines[i].split_once('=').map(|(_, value)| value.to_owned());
            let key = lines[j].split_once('=').map(|(key, _)| key.to_owned());
            if let (Some(key), Some(value)) = (key, value) {
                let mut lines = lines;
                lines[j] = format!("{key}={value}");
                *text = lines.join("\n");
            }
        }
    }
}

fn read(source: Vec<u8>, set: Vec<String>, variant: Option<String>) -> bool {
    let source =
        Source::Text { name: "fuzz.toml".into(), text: source, folder: PathBuf::from("tests/scenario/data") };
    match load(&Request { source, variant, set, set_in: Vec::new(), strict: true, allow_outside: false }) {
        Ok(loaded) => {
            for finding in &loaded.warnings {
                finding.render(&loaded.files, 100, false);
            }
            // Nothing is passed over in silence.
            let scenario = &loaded.scenario;
            for (section, entries) in [
                ("payers", scenario.payers.len()),
                ("inputs", scenario.inputs.len()),
                ("correlations", scenario.correlations.len()),
                ("outcomes", scenario.outcomes.len()),
                ("costs", scenario.costs.len()),
                ("effects", scenario.effects.len()),
                ("require", scenario.requirements.len()),
            ] {
                assert_eq!(
                    loaded.resolved.matches(&format!("\n[{section}.")).count(),
                    entries,
                    "{}",
                    loaded.resolved
                );
            }
            // What is valid must read back from its own resolved text.
            let again = text("again", &loaded.resolved).load();
            assert!(again.is_ok_and(|again| again.resolved == loaded.resolved), "{}", loaded.resolved);
            true
        }
        Err(invalid) => {
            assert!(invalid.findings.iter().any(|finding| finding.severity == Severity::Error));
            for finding in &invalid.findings {
                finding.render(&invalid.files, 100, true);
            }
            false
        }
    }
}

#[test]
fn mutated_files_are_read_or_refused() {
    let mut chance = Chance(ChaCha8Rng::seed_from_u64(20_150_630));
    let start = Instant::now();
    let (mut valid, mut slowest) = (0, Duration::ZERO);
    for round in 0..ROUNDS {
        let mut text = if round % 4 == 1 { MOVING } else { BASE }.to_owned();
        if round % 3 == 0 {
            text.push_str("\n[variants.a]\nhorizon = 7\n[perspectives]\nall = { payers = [\"state\"] }\n");
        }
        for _ in 0..=chance.below(5) {
            mutate(&mut text, &mut chance);
        }
        let mut bytes = text.into_bytes();
        if chance.below(20) == 0 && !bytes.is_empty() {
            let at = chance.below(bytes.len());
            bytes[at] = (chance.0.next_u64() & 0xff) as u8;
        }
        let variant = (chance.below(8) == 0).then(|| "a".to_owned());
        let began = Instant::now();
        valid += usize::from(read(bytes, Vec::new(), variant));
        slowest = slowest.max(began.elapsed());
    }
    assert!(valid < ROUNDS, "no mutation broke anything");
    assert!(slowest < Duration::from_secs(5), "{slowest:?} for one file");
    assert!(start.elapsed() < Duration::from_secs(240));
}

#[test]
fn mutated_overrides_are_read_or_refused() {
    let mut chance = Chance(ChaCha8Rng::seed_from_u64(7));
    let seeds = [
        "inputs.saving.fixed=3",
        "cohort.intake=[1, 2]",
        "payers.state.public=false",
        "title=\"x\"",
        "costs.treatment.amount=saving * 2",
    ];
    for _ in 0..ROUNDS {
        let mut set = seeds[chance.below(seeds.len())].to_owned();
        for _ in 0..chance.below(4) {
            mutate(&mut set, &mut chance);
        }
        read(BASE.as_bytes().to_vec(), vec![set], None);
    }
}

#[test]
fn random_formulas_are_read_or_refused() {
    let mut chance = Chance(ChaCha8Rng::seed_from_u64(11));
    let words = [
        "x",
        "1",
        ".",
        "(",
        ")",
        "+",
        "-",
        "*",
        "/",
        "^",
        ",",
        "min(",
        "max(",
        "sqrt(",
        " ",
        "1e",
        "_",
        "æ",
        "%",
        "9",
        "if(",
        "tier(",
        "<",
        ">=",
        "saved.",
        "entrants",
        "intake0",
        "achieved.x",
    ];
    for _ in 0..200_000 {
        let text: String = (0..chance.below(12)).map(|_| words[chance.below(words.len())]).collect();
        for error in [parse(&text), parse_of_payment(&text)].into_iter().filter_map(Result::err) {
            assert!(error.span.start <= error.span.end && error.span.end <= text.len(), "{text}");
            assert!(
                text.is_char_boundary(error.span.start) && text.is_char_boundary(error.span.end),
                "{text}"
            );
        }
    }
}
