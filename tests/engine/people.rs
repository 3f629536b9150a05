//! People who differ, and outcomes of outcomes.

use vendepunkt::engine::Unwatched;
use vendepunkt::summary::{Settings, run};

use crate::common::{is_the_same_everywhere, load, results};
use crate::{SCENARIO, figures};

/// What people cost and bring by threshold, times what is in doubt; drop-outs, relapse, and what those who succeed may reach besides.
const PEOPLE: &str = r#"
[inputs.case]
lognormal = { mean = 40_000, sd = 60_000 }
varies = "person"

[inputs.dear]
formula = "if(case > 90_000, 0.5 * (case - 90_000), 0) + 1_000 / max(1, case / 5_000)"

[outcomes.settled]
rate = 0.6
counterfactual = 0.7
rate_of = "turned_around"
relapse = 0.2

[costs.cases]
per = "participant"
amounts = { municipality = "case * success_rate - dear", state = "dear" }

[effects.settled]
outcome = "settled"
amount = "saving + 2 * case"
shares = { municipality = 1 }
"#;

#[test]
fn people_who_differ_are_the_same_bytes_everywhere() {
    let loaded = load(&format!("{}{PEOPLE}", *SCENARIO));
    is_the_same_everywhere(|sampling, pool| {
        let settings = Settings { draws: 20_001, seed: 9, sampling, ..Settings::default() };
        run(&loaded, "people.toml", None, pool, &settings, &Unwatched)
            .unwrap_or_else(|failure| panic!("{failure:?}"))
    });
}

/// Each person has streams of their own: more people, and other names beside theirs, move nobody.
#[test]
fn what_is_added_moves_no_person() {
    let settings = Settings { draws: 5_000, ..Settings::default() };
    let text = format!("{}{PEOPLE}", *SCENARIO);
    let of = |text: &str| -> serde_json::Value {
        serde_json::from_str(&figures(results(&load(text), &settings))).expect("figures are JSON")
    };
    let plain = of(&text);
    let more = "[inputs.other]\ngamma = { mean = 3, sd = 2 }\nvaries = \"person\"\n\
                [payers.nobody]\nlabel = \"Nobody\"\npublic = false\n\
                [costs.other]\nper = \"participant\"\namounts = { nobody = \"other\" }\n";
    let with = of(&format!("{text}{more}"));
    for figure in ["net_benefit", "cash_flow"] {
        assert_eq!(
            plain["perspectives"]["municipality"][figure],
            with["perspectives"]["municipality"][figure]
        );
    }
}
