//! A scenario with names that need care everywhere (quotes, a comma, a pipe, æøå, a leading equals sign), and its
//! results: for tests of the reports.

use crate::engine::{Pool, Unwatched};
use crate::model::Detail;
use crate::scenario::{Request, Scenario, Source, load};
use crate::summary::results::Results;
use crate::summary::{Settings, run as play};

const TEXT: &str = r#"
format = 1
title = '=U-turn: treatment for "young" people | with drug misuse, København'
currency = "DKK"
price_year = 2015
horizon = 6
discount = { rate = 0.035, timing = "end" }
payers = { municipality = "Københavns Kommune", region = "Region Hovedstaden", state = "Staten" }
cohort = { participants = 24 }

[inputs.course_cost]
lognormal = { mean = 179_167, sd = 18_000 }
unit = "DKK per participant"
evidence = "register"
source = "Dansk Socialrådgiverforening: 4.3 m DKK for 24 courses"

[inputs.success_rate]
beta = { mean = 0.42, sd = 0.08 }
unit = "share of participants"

[outcomes.turned_around]
rate = "success_rate"
counterfactual = 0
onset = 1

[costs.treatment]
amount = "course_cost"
per = "participant"
paid_by = { municipality = 1 }

[effects.public_saving]
outcome = "turned_around"
amount = 110_000
shares = { municipality = 0.45, region = 0.1, state = 0.45 }

[require]
public_break_even = { perspective = "public", metric = "probability_break_even", at_least = 0.75 }
bad_year = { perspective = "public", metric = "net_benefit.p5", at_least = 5e6 }
"#;

/// The scenario, and its results of 2,000 draws with all that is reported by year.
pub(super) fn run() -> (Scenario, Results) {
    let source = Source::Text {
        name: "scenarios/u-turn.toml".to_owned(),
        text: TEXT.as_bytes().to_vec(),
        folder: std::env::temp_dir(),
    };
    let loaded = load(&Request::new(source)).expect("the scenario is valid");
    let settings = Settings { draws: 2_000, detail: Detail::Yearly, ..Settings::default() };
    let pool = Pool::new(1).expect("a thread can be started");
    let results = play(&loaded, "scenarios/u-turn.toml", Some("one_third"), &pool, &settings, &Unwatched);
    (loaded.scenario, results.expect("the scenario runs"))
}
