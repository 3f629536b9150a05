//! Payments by results: the same bytes everywhere, and nothing to whoever holds both ends.

use vendepunkt::engine::Unwatched;
use vendepunkt::summary::results::PerspectiveResults;
use vendepunkt::summary::{Settings, run};

use crate::common::{is_the_same_everywhere, load, results, shipped};
use crate::{SCENARIO, figures};

#[test]
fn payments_are_the_same_bytes_everywhere() {
    for file in ["scenarios/essex-edge-of-care.toml", "scenarios/rikers-able.toml"] {
        let loaded = shipped(file);
        is_the_same_everywhere(|sampling, pool| {
            let settings = Settings { draws: 20_001, seed: 9, sampling, ..Settings::default() };
            run(&loaded, file, None, pool, &settings, &Unwatched)
                .unwrap_or_else(|failure| panic!("{failure:?}"))
        });
    }
}

/// By people, by events, by money and by each other.
const PAYMENTS: &str = r#"
[payments.fee]
from = "municipality"
to = "state"
years = { from = 1, to = 4 }
amount = "min(900_000, 50_000 * achieved.turned_around) + tier(additional.turned_around.intake0, 4, 10_000, 8, 60_000)"

[payments.back]
from = "state"
to = "municipality"
years = 5
amount = "if(saved.state > spent.municipality, 0.5 * paid.fee, 0)"
"#;

/// A payment moves no draw, and not a byte of what holds both its ends or neither.
#[test]
fn whom_payments_do_not_touch_they_do_not_move() {
    let settings = Settings { draws: 20_000, ..Settings::default() };
    let without = results(&load(&SCENARIO), &settings);
    let with = results(&load(&format!("{}{PAYMENTS}", *SCENARIO)), &settings);
    let bytes = |p: &PerspectiveResults| {
        let mut p = p.clone();
        p.lines.retain(|name, _| !name.starts_with("payments."));
        serde_json::to_string(&p).expect("results are plain data")
    };
    for name in ["public", "region"] {
        // The lines are there, and exactly nothing.
        for line in ["payments.fee", "payments.back"].map(|line| &with.perspectives[name].lines[line]) {
            assert_eq!([line.value, line.se, line.lo, line.hi], [0.0; 4], "{name}");
        }
        assert_eq!(with.perspectives[name].lines.len(), without.perspectives[name].lines.len() + 2);
        assert_eq!(bytes(&with.perspectives[name]), bytes(&without.perspectives[name]), "{name}");
    }
    assert_eq!(with.outcomes, without.outcomes);
    assert_eq!(with.base_case.net_benefit["public"], without.base_case.net_benefit["public"]);
    for name in ["municipality", "state"] {
        assert_ne!(bytes(&with.perspectives[name]), bytes(&without.perspectives[name]), "{name}");
        // Lines add up to net benefit, costs taken off.
        let p = &with.perspectives[name];
        let sum: f64 =
            p.lines.iter().map(|(line, e)| if line.starts_with("costs.") { -e.value } else { e.value }).sum();
        assert!((sum - p.net_benefit.mean.value).abs() <= 1e-9 * p.net_benefit.sd.value, "{name}");
    }
}

/// Names do not decide what is paid: the order of tables moves nothing.
#[test]
fn the_order_of_payments_in_the_file_changes_no_figure() {
    let settings = Settings { draws: 20_000, ..Settings::default() };
    let (fee, back) = PAYMENTS.split_at(PAYMENTS.find("[payments.back]").expect("it is there"));
    let of = |payments: String| figures(results(&load(&format!("{}{payments}", *SCENARIO)), &settings));
    assert_eq!(of(format!("{fee}{back}")), of(format!("\n{back}{fee}")));
}
