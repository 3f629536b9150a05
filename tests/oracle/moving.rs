//! Scenarios of people who move between states, made up by chance, as TOML text: together they use every key of states and rows.

use std::fmt::Write;

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// How many scenarios together use every key.
pub const COUNT: usize = 5;

const STATES: [&str; 5] = ["away", "dead", "helped", "home", "shelter"];

struct Writer {
    index: usize,
    rng: ChaCha8Rng,
    out: String,
}

/// Writes one scenario, different for every `index` below [`COUNT`].
pub fn scenario(index: usize) -> String {
    let mut writer =
        Writer { index, rng: ChaCha8Rng::seed_from_u64(7_700 + index as u64), out: String::new() };
    writer.head();
    writer.people();
    writer.rows();
    writer.lines();
    writer.out
}

impl Writer {
    fn between(&mut self, low: f64, high: f64) -> f64 {
        // Three digits, so that the text says exactly what is meant.
        let x = low + (high - low) * self.rng.random::<f64>();
        (x * 1000.0).round() / 1000.0
    }

    fn line(&mut self, line: &str) {
        self.out.push_str(line);
        self.out.push('\n');
    }

    fn head(&mut self) {
        let horizon = 3 + self.index;
        let timing = ["start", "mid", "end"][self.index % 3];
        let rate = self.between(0.0, 0.05);
        self.line(&format!(
            "format = 1\ntitle = \"moving {}\"\ncurrency = \"DKK\"\nprice_year = 2024\nhorizon = {horizon}\n\
             discount = {{ rate = {rate:?}, timing = \"{timing}\" }}\n\
             [payers]\ncity = \"City\"\nstate = \"State\"\n[perspectives.public]\npayers = [\"city\", \"state\"]\n\
             tax_distortion = 0.1\ntaxed = [\"city\"]",
            self.index
        ));
        let (a, b, c) = (self.between(0.05, 0.3), self.between(1.0, 2.5), self.between(0.01, 0.08));
        self.line(&format!(
            "[inputs.chance]\nbeta = {{ mean = {a:?}, n = 40 }}\n[inputs.faster]\nlognormal = {{ mean = {b:?}, sd = 0.3 }}\n\
             [inputs.mortality]\nuniform = {{ min = 0.0, max = {c:?} }}\n[inputs.price]\nlognormal = {{ mean = 40, sd = 10 }}\n\
             [inputs.kept]\nuniform = {{ min = 0.5, max = 0.9 }}"
        ));
        let counts: Vec<f64> = (0..4).map(|_| self.between(1.0, 30.0).round()).collect();
        let (here, there, gone, back) = (counts[0], counts[1], counts[2], counts[3]);
        let family = match self.index {
            0 => format!("{{ counts = {{ shelter = {here}, home = {there}, dead = {gone} }} }}"),
            1 => format!("{{ alpha = {{ shelter = {here:?}, helped = {there:?}, home = {back:?} }} }}"),
            _ => "{ mean = { shelter = 0.6, home = 0.3, away = 0.1 }, n = 30 }".to_owned(),
        };
        self.line(&format!("[inputs.moves]\ndirichlet = {family}"));
    }

    fn people(&mut self) {
        let half = self.index % 2 == 1;
        // With intakes of unlike age, and without any.
        match self.index {
            2 => self.line(&format!("[cohort]\nhalf_cycle = {half}")),
            0 => self.line("[cohort]\nparticipants = 12\nstart = 1"),
            _ => self.line(&format!("[cohort]\nhalf_cycle = {half}\nintake = [6, 4, \"100 * chance / 5\"]")),
        }
        for state in STATES {
            let stock = self.between(0.0, 8.0).round();
            let stock = match (self.index, state) {
                (_, "dead") | (1, _) => String::new(),
                (3, "shelter") => "stock = \"20 * kept\"\n".to_owned(),
                _ => format!("stock = {stock}\n"),
            };
            self.line(&format!("[states.{state}]\nlabel = \"{state} here\"\n{stock}"));
        }
        if self.index != 2 {
            let p = self.between(0.1, 0.5);
            self.line(&format!(
                "[transitions.start]\nwithout = {{ home = {p:?}, shelter = \"rest\" }}\nwith = {{ helped = \"kept / 2\", home = {:?} }}",
                p / 2.0
            ));
        }
    }

    fn rows(&mut self) {
        let (p, q, r) = (self.between(0.02, 0.2), self.between(0.1, 0.3), self.between(0.05, 0.25));
        // What is rest without is a number with, and the other way round; rows that may sum to more than 1 do so in few draws.
        let shelter = match self.index {
            0 => "without = \"moves\"\nwith = { home = \"moves.home / max(1, faster)\" }".to_owned(),
            1 => format!(
                "without = {{ home = \"chance\", dead = \"mortality\", away = {p:?} }}\nwith = \"moves\""
            ),
            2 => format!(
                "without = [{{ from = 0, row = {{ home = \"chance\" }} }}, {{ from = 2, row = {{ home = {q:?}, dead = \"mortality\" }} }}]\n\
                 with = [{{ from_year = 0, row = {{ home = \"min(0.9, chance * faster)\" }} }}, {{ from_year = 3, row = {{}} }}]"
            ),
            3 => format!(
                "without = [{{ from_year = 0, row = \"moves\" }}, {{ from_year = 2, row = {{ home = {q:?}, away = \"rest\" }} }}]\n\
                 with = [{{ from = 0, row = {{ helped = {r:?} }} }}, {{ from = 3, row = {{ home = \"rest\", away = {p:?} }} }}]"
            ),
            _ => format!(
                "without = {{ home = \"chance\", dead = \"mortality\", away = {p:?} }}\n\
                 with = [{{ from = 0, row = {{ helped = {r:?}, home = \"chance / faster\" }} }}, {{ from = 2, row = {{ home = \"chance\" }} }}, {{ from = 4, row = {{}} }}]"
            ),
        };
        self.line(&format!("[transitions.shelter]\n{shelter}"));
        self.line(&format!("[transitions.home]\nwithout = {{ shelter = {q:?}, dead = \"mortality\" }}\nwith = {{ shelter = {:?} }}", q / 2.0));
        // Nobody stays.
        self.line("[transitions.helped]\nwithout = { home = \"kept\", dead = \"mortality / 4\", shelter = \"rest\" }");
        self.line(&format!("[transitions.away]\nwithout = {{ shelter = {r:?} }}"));
    }

    fn lines(&mut self) {
        let last = 2 + self.index % 2;
        self.line(
            "[costs.office]\nper = \"programme\"\namount = 60\npaid_by = { city = 1 }\n\
             [costs.course]\nper = \"participant\"\namount = 8\npaid_by = { city = 1 }",
        );
        self.line(&format!(
            "[costs.support]\nper = \"person_year\"\nstates = [\"helped\", \"home\"]\namount = \"price / 10\"\n\
             years = {{ from = 0, to = {last} }}\npaid_by = {{ city = 0.7, state = 0.3 }}\n\
             [costs.moving]\nper = \"move\"\nleaving = [\"start\", \"shelter\"]\nentering = [\"helped\", \"home\"]\namount = 5\npaid_by = {{ state = 1 }}"
        ));
        self.line(
            "[effects.shelter]\nper = \"person_year\"\nstates = [\"shelter\"]\ncost = \"price\"\ncashable = \"kept\"\ngrowth = 0.02\n\
             shares = [{ from = 1, shares = { city = 0.8, state = 0.2 } }, { from = 3, shares = { city = 0.3, state = 0.7 } }]",
        );
        let listed = if self.index == 4 {
            "years = { from = 1 }\namounts = { city = [-3, -5], state = -4 }"
        } else {
            "amount = -6\nyears = { from = 1, to = 3 }\nshares = { state = 1 }"
        };
        self.line(&format!("[effects.both]\nper = \"person_year\"\nstates = [\"away\", \"dead\"]\n{listed}"));
        self.line(
            "[effects.death]\nper = \"move\"\nentering = [\"dead\"]\ncost = 30\nshares = { city = 1 }\n\
             [effects.left]\nper = \"move\"\nleaving = [\"home\"]\ncost = 7\nshares = { state = 1 }",
        );
        let _ = writeln!(
            self.out,
            "[require.back]\nmetric = \"probability_break_even\"\nperspective = \"city\"\nat_least = 0.01"
        );
    }
}
