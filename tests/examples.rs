//! The programs in `examples/` are compiled and run, and what they say is what the program says.

#[path = "../examples/compare.rs"]
mod compare;
#[path = "../examples/own_report.rs"]
mod own_report;
#[path = "../examples/run.rs"]
mod run;

const DRAWS: u64 = 20_000;

#[test]
fn examples_run() {
    run::main().unwrap();
    compare::main().unwrap();
    own_report::main().unwrap();
}

#[test]
fn a_side_of_a_comparison_is_its_own_run() {
    let (results, pair) = (run::results(DRAWS).unwrap(), compare::pair(DRAWS).unwrap());
    let (alone, side) = (&results.perspectives["public"], &pair.perspectives["public"].was);
    assert_eq!(alone.net_benefit.mean, side.net_benefit);
    assert_eq!(alone.probability_break_even, side.probability_break_even);
}

#[test]
fn an_own_question_has_an_own_report() {
    let answer = own_report::answer(DRAWS).unwrap();
    // One in three is less than the 0.42 of the scenario: 24 people, some 150,000 of benefit a year each.
    let [as_it_is, at_a_third] = answer.net_benefit;
    assert!(answer.change.hi < 0.0);
    assert!((at_a_third.value - as_it_is.value - answer.change.value).abs() < 1e-6 * as_it_is.value);
    assert!(answer.better.value > 0.0 && answer.better.value < 0.5);
    let report = own_report::report(&answer);
    assert!(report.contains("one in three") && report.contains("The public gains DKK −"), "{report}");
}
