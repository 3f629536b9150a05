//! Two inputs at several values each: every cell against a run, and every turn in closed form.

use vendepunkt::analysis::stress::{Assumption, Axis, Grid, Holds, Part, Stress, Stresses};
use vendepunkt::engine::{Pool, Unwatched};
use vendepunkt::scenario::Loaded;
use vendepunkt::summary::run;

use crate::cases::{is_certain, programme, read, settings, shipped, try_stressed};

fn axis(input: &str, at: Option<&[f64]>) -> Axis {
    Axis { of: Assumption::Input(input.to_owned()), at: at.map(<[f64]>::to_vec) }
}

fn stressed(loaded: &Loaded, draws: u64, grid: [Axis; 2]) -> Stress {
    let asked = Stresses { parts: [Part::Grid].into(), grid: Some(grid), ..Stresses::default() };
    try_stressed(loaded, &settings(draws), &asked).expect("it can be put under stress")
}

fn grid(stress: &Stress) -> &Grid {
    stress.grid.as_ref().expect("a grid was asked for")
}

/// xy + z − 5 with z ~ N(0, 1): at x and y nothing is left but z, whose mean the draws have; the mean turns at x = (5 − mean z)/y, and
/// P passes 0.8 at (5 + 0.8416)/y.
#[test]
fn two_factors_turn_where_their_product_does() {
    let uniform = "uniform = { min = 0, max = 10 }";
    let inputs = [("x", uniform), ("y", uniform), ("z", "normal = { mean = 0, sd = 1 }")];
    let loaded = read(&programme("x * y + z - 5", &inputs));
    let stress = stressed(&loaded, 100_000, [axis("x", None), axis("y", Some(&[4.0, -2.0, 1.0, 1.0]))]);
    let grid = grid(&stress);
    assert_eq!(grid.columns.at, [-2.0, 1.0, 4.0]);
    let quantiles = [1.0, 2.5, 5.0, 7.5, 9.0];
    assert!(grid.rows.at.iter().zip(quantiles).all(|(at, quantile)| (at - quantile).abs() < 1e-9));
    for (row, x) in grid.cells.iter().zip(quantiles) {
        for (cell, y) in row.iter().zip([-2.0, 1.0, 4.0]) {
            let mean = cell.net_benefit.as_ref().expect("it is played").mean;
            assert!(((mean.value - (x * y - 5.0)) / mean.se).abs() < 4.0, "{x}, {y}: {mean:?}");
        }
    }
    let [never, one, four] = grid.frontier.as_slice() else { panic!("{:?}", grid.frontier) };
    for turns in [&never.mean, &never.probability] {
        let turns = turns.as_ref().expect("it is searched");
        assert!(turns.roots.is_empty() && turns.always == Some(false), "{turns:?}");
    }
    for (frontier, y) in [(one, 1.0), (four, 4.0)] {
        assert_eq!(frontier.at, y);
        for (turns, exact) in [(&frontier.mean, 5.0 / y), (&frontier.probability, 5.841_621_234 / y)] {
            let [root] = turns.as_ref().expect("it is searched").roots.as_slice() else {
                panic!("{turns:?}")
            };
            let z = (root.value.value - exact) / root.value.se;
            assert!(root.holds == Holds::Above && z.abs() < 4.0, "{y}: {root:?} against {exact}");
        }
    }
}

#[test]
fn a_cell_is_the_scenario_with_both_set() {
    let at: [&[f64]; 2] = [&[0.25, 0.5], &[100_000.0, 190_000.0, 250_000.0]];
    let axes = [axis("success_rate", Some(at[0])), axis("course_cost", Some(at[1]))];
    let stress = stressed(&shipped("u-turn.toml", &[]), 20_000, axes);
    let pool = Pool::new(1).expect("a thread can be started");
    for (row, rate) in grid(&stress).cells.iter().zip(at[0]) {
        for (cell, cost) in row.iter().zip(at[1]) {
            let set =
                [format!("inputs.success_rate.fixed={rate}"), format!("inputs.course_cost.fixed={cost}")];
            let set = shipped("u-turn.toml", &set);
            let alone = run(&set, "text", None, &pool, &settings(20_000), &Unwatched).expect("it runs");
            let public = &alone.perspectives["public"];
            assert_eq!(
                cell.net_benefit.as_ref().map(|of| of.mean),
                Some(public.net_benefit.mean),
                "{rate}, {cost}"
            );
            assert_eq!(cell.probability_break_even, Some(public.probability_break_even), "{rate}, {cost}");
        }
    }
}

/// Numbers of the file by row and column: every cell is a run that sets both, to the last bit. Draws are the same, people or years alike.
#[test]
fn a_cell_of_numbers_is_the_scenario_with_both_set() {
    let number =
        |path: &str, at: &[f64]| Axis { of: Assumption::Number(path.to_owned()), at: Some(at.into()) };
    let pool = Pool::new(1).expect("a thread can be started");
    for (rows, columns) in [
        (number("discount.rate", &[0.0, 0.08]), number("cohort.participants", &[12.0, 36.0])),
        (number("horizon", &[3.0, 6.0]), axis("saving", Some(&[90_000.0, 140_000.0]))),
        (axis("success_rate", Some(&[0.3])), number("effects.public_saving.fade", &[0.0, 0.2])),
    ] {
        let stress = stressed(&shipped("u-turn.toml", &[]), 20_000, [rows.clone(), columns.clone()]);
        let set = |axis: &Axis, at: f64| match &axis.of {
            Assumption::Input(name) => format!("inputs.{name}.fixed={at}"),
            Assumption::Number(path) => format!("{path}={at}"),
        };
        let at = |axis: &Axis| axis.at.clone().expect("values are said");
        for (cells, row) in grid(&stress).cells.iter().zip(at(&rows)) {
            for (cell, column) in cells.iter().zip(at(&columns)) {
                let set = [set(&rows, row), set(&columns, column)];
                let loaded = shipped("u-turn.toml", &set);
                let alone =
                    run(&loaded, "text", None, &pool, &settings(20_000), &Unwatched).expect("it runs");
                let public = &alone.perspectives["public"];
                let mean = cell.net_benefit.as_ref().map(|of| of.mean);
                assert_eq!(mean, Some(public.net_benefit.mean), "{set:?}");
                assert_eq!(cell.probability_break_even, Some(public.probability_break_even), "{set:?}");
            }
        }
    }
}

/// 1/(x − y) has no value where both are the same; the rest of the grid stands.
#[test]
fn a_cell_that_cannot_be_played_is_named() {
    let uniform = "uniform = { min = 0, max = 1 }";
    let inputs = [("x", uniform), ("y", "uniform = { min = 2, max = 3 }")];
    let loaded = read(&programme("1 / (x - y) + 1", &inputs));
    let at: &[f64] = &[0.0, 2.0];
    let stress = stressed(&loaded, 1_000, [axis("x", Some(at)), axis("y", Some(&[2.0, 4.0]))]);
    let cells = &grid(&stress).cells;
    let reason = cells[1][0].untried.as_deref().expect("it divides by zero");
    assert!(reason.contains("effects.gain.amount") && cells[1][0].net_benefit.is_none(), "{reason}");
    for (cell, exact) in [(&cells[0][0], 0.5), (&cells[0][1], 0.75), (&cells[1][1], 0.5)] {
        assert!(cell.untried.is_none());
        is_certain(cell.net_benefit.as_ref().expect("it is played").mean, exact);
    }
}

/// ln(x) ends at 0, where the search for x goes as a matter of course: whatever the two inputs are called.
#[test]
fn a_search_that_leaves_the_model_ends_there_beside_any_other_input() {
    for (row, column) in [("x", "a"), ("a", "x")] {
        let inputs = [(row, "normal = { mean = 7, sd = 1 }"), (column, "uniform = { min = 0, max = 1 }")];
        let loaded = read(&programme(&format!("ln({row}) - 2 + {column}"), &inputs));
        let stress = stressed(&loaded, 2_000, [axis(row, None), axis(column, Some(&[0.0, 0.25]))]);
        for (frontier, exact) in grid(&stress).frontier.iter().zip([2.0f64, 1.75]) {
            let [root] = frontier.mean.as_ref().expect("it is searched").roots.as_slice() else {
                panic!("{frontier:?}")
            };
            assert!((root.value.value / exact.exp() - 1.0).abs() < 1e-7, "{row}: {root:?}");
        }
    }
}

/// What a formula may be depends on the other input: z = x + 10y is 10y further on.
#[test]
fn a_formula_by_row_is_drawn_beside_the_column() {
    let uniform = "uniform = { min = 0, max = 1 }";
    let inputs = [("x", uniform), ("y", uniform), ("z", "formula = \"x + 10 * y\"")];
    let loaded = read(&programme("z - 5", &inputs));
    let stress = stressed(&loaded, 20_000, [axis("z", Some(&[4.0, 6.0])), axis("y", Some(&[0.45, 0.5]))]);
    let quantiles = grid(&stress).frontier.iter().map(|of| {
        let [root] = of.mean.as_ref().expect("it is searched").roots.as_slice() else { panic!("{of:?}") };
        assert!((root.value.value - 5.0).abs() < 1e-6, "{root:?}");
        root.quantile.expect("it has draws")
    });
    // z is between 4.5 and 5.5, and between 5 and 6.
    let quantiles: Vec<f64> = quantiles.collect();
    assert!((quantiles[0] - 0.5).abs() < 0.02 && quantiles[1] < 0.01, "{quantiles:?}");
}

#[test]
fn an_axis_without_values_has_no_cells() {
    let uniform = "uniform = { min = 0, max = 1 }";
    let loaded = read(&programme("x - y", &[("x", uniform), ("y", uniform)]));
    let stress = stressed(&loaded, 1_000, [axis("x", None), axis("y", Some(&[]))]);
    assert!(grid(&stress).cells.iter().all(Vec::is_empty) && grid(&stress).frontier.is_empty());
}
