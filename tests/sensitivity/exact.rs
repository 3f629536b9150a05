//! Published figures, and figures in closed form.

use std::f64::consts::PI;

use super::{common, input, is_within, public, scenario};

/// Exact by quadrature: net benefit is a sum of products of the three inputs.
#[test]
fn u_turn_is_what_quadrature_says() {
    let of = public(&common::shipped("scenarios/u-turn.toml"), 1_000_000);
    let names: Vec<&str> = of.inputs.iter().map(|input| input.input.as_str()).collect();
    assert_eq!(names, ["success_rate", "saving", "course_cost"]);
    for (name, first, total) in [
        ("success_rate", 0.754_133, 0.759_926),
        ("saving", 0.159_689, 0.165_483),
        ("course_cost", 0.080_385, 0.080_385),
    ] {
        is_within(input(&of, name).first, first, 0.0010);
        is_within(input(&of, name).total, total, 0.0005);
    }
    assert_eq!(of.factors.len(), 3);
    assert_eq!(of.factors[0].inputs, ["success_rate"]);
    assert_eq!(of.factors[0].total, input(&of, "success_rate").total);
}

/// X + Y with variances 25 and 400/12: shares by themselves and with others are the same.
#[test]
fn a_sum_has_no_combinations() {
    let inputs =
        "[inputs.x]\nlognormal = { mean = 10, sd = 5 }\n[inputs.y]\nuniform = { min = 0, max = 20 }\n";
    let of = public(&scenario(inputs, "\"x + y\""), 400_000);
    let all = 25.0 + 400.0 / 12.0;
    for (name, share) in [("x", 25.0 / all), ("y", 400.0 / 12.0 / all)] {
        is_within(input(&of, name).first, share, 0.003);
        is_within(input(&of, name).total, share, 0.003);
    }
}

/// XY with means 2 and 1 and variances 1 and 1/3: Var = (σx² + μx²)(σy² + μy²) − μx²μy² = 8/3.
#[test]
fn a_product_has() {
    let inputs = "[inputs.x]\nnormal = { mean = 2, sd = 1 }\n[inputs.y]\nuniform = { min = 0, max = 2 }\n";
    let of = public(&scenario(inputs, "\"x * y\""), 400_000);
    for (name, first, total) in [("x", 0.375, 0.5), ("y", 0.5, 0.625)] {
        is_within(input(&of, name).first, first, 0.003);
        is_within(input(&of, name).total, total, 0.003);
    }
}

/// 10 with a chance of 0.3, else 0, and a uniform number beside it: each value is a part of its own.
#[test]
fn single_values_are_parts_of_their_own() {
    let inputs = "[inputs.x]\ndiscrete = { values = [0, 10], weights = [0.7, 0.3] }\n\
                  [inputs.y]\nuniform = { min = 0, max = 6 }\n";
    let of = public(&scenario(inputs, "\"x + y - 4\""), 200_000);
    is_within(input(&of, "x").first, 21.0 / 24.0, 0.002);
    is_within(input(&of, "y").first, 3.0 / 24.0, 0.002);
    is_within(input(&of, "x").total, 21.0 / 24.0, 0.004);
    let response = &input(&of, "x").response;
    assert_eq!(response.len(), 2);
    for (part, (at, chance, mean, back)) in
        response.iter().zip([(0.0, 0.7, -1.0, 1.0 / 3.0), (10.0, 0.3, 9.0, 1.0)])
    {
        assert_eq!((part.from, part.to), (Some(at), Some(at)));
        assert!((part.chance - chance).abs() < 1e-12);
        is_within(part.net_benefit.as_ref().map(|of| of.mean), mean, 0.01);
        is_within(part.probability_break_even, back, 0.002);
    }
    // Of y, tenths of 0–6: the mean of the third is 1.5 with 3 for x and less 4, and it is back where x is 10.
    let third = &input(&of, "y").response[2];
    assert_eq!(input(&of, "y").response.len(), 10);
    assert!((third.from.unwrap() - 1.2).abs() < 1e-12 && (third.to.unwrap() - 1.8).abs() < 1e-12);
    is_within(third.net_benefit.as_ref().map(|of| of.mean), 0.5, 0.05);
    is_within(third.probability_break_even, 0.3, 0.005);
}

/// X + Y + Z of unit normal laws, X and Y with a rank correlation of 0.5: their scores correlate by r = 2 sin(π/12). Of X's share
/// (1 + r)²/V is what it says about Y too; both together leave (2 + 2r)/V.
#[test]
fn a_correlated_input_speaks_for_its_partner_too() {
    let normal = "normal = { mean = 0, sd = 1 }\n";
    let inputs = format!(
        "[inputs.x]\n{normal}[inputs.y]\n{normal}[inputs.z]\n{normal}\
         [correlations.both]\ninputs = [\"x\", \"y\"]\nspearman = 0.5\n"
    );
    let of = public(&scenario(&inputs, "\"x + y + z\""), 400_000);
    let r = 2.0 * (PI / 12.0).sin();
    let all = 3.0 + 2.0 * r;
    for name in ["x", "y"] {
        is_within(input(&of, name).first, (1.0 + r) * (1.0 + r) / all, 0.003);
        assert_eq!(input(&of, name).total, None);
        // Pearson's correlation of x with the sum is (1 + r)/√V, and for normal laws Spearman's is 6/π asin(½ that).
        let pearson = (1.0 + r) / all.sqrt();
        is_within(input(&of, name).spearman, 6.0 / PI * (pearson / 2.0).asin(), 0.002);
        // The lowest tenth: E[X | lowest] = −φ(z)/0.1 for z = Φ⁻¹(0.1), and y goes along by r.
        let lowest = -0.175_498_331_932_486_8 / 0.1 * (1.0 + r);
        is_within(input(&of, name).response[0].net_benefit.as_ref().map(|of| of.mean), lowest, 0.02);
    }
    assert_eq!(input(&of, "x").correlated_with, ["y"]);
    is_within(input(&of, "z").first, 1.0 / all, 0.003);
    let factors: Vec<&[String]> = of.factors.iter().map(|factor| factor.inputs.as_slice()).collect();
    assert_eq!(factors, [&["x".to_owned(), "y".to_owned()][..], &["z".to_owned()]]);
    is_within(of.factors[0].total, (2.0 + 2.0 * r) / all, 0.004);
    is_within(of.factors[1].total, 1.0 / all, 0.004);
}

/// What rises with an input in every draw has its ranks.
#[test]
fn an_input_alone_explains_everything() {
    let of = public(&scenario("[inputs.x]\nnormal = { mean = 0, sd = 1 }\n", "\"exp(x) + x ^ 3\""), 100_000);
    let x = input(&of, "x");
    let exact = vendepunkt::Estimate::exact;
    assert_eq!((x.spearman, x.prcc), (Some(exact(1.0)), Some(exact(1.0))));
    assert!((x.total.unwrap().value - 1.0).abs() < 0.05, "{:?}", x.total);
    // What varies within the cells is lost; that is most in the outermost ones.
    assert!((0.95..1.0).contains(&x.first.unwrap().value), "{:?}", x.first);
    let falling = public(&scenario("[inputs.x]\nuniform = { min = 1, max = 2 }\n", "\"1 / x\""), 100_000);
    assert_eq!(input(&falling, "x").spearman, Some(exact(-1.0)));
}

/// What numpy and scipy make of the very draws: `rankdata`, the correlation matrix of the ranks, its inverse.
#[test]
fn rank_correlations_are_those_of_another_program() {
    let inputs = "[inputs.x]\nnormal = { mean = 1, sd = 1 }\n[inputs.y]\nlognormal = { mean = 2, sd = 1 }\n\
                  [inputs.z]\ndiscrete = { values = [0, 1, 3], weights = [0.5, 0.3, 0.2] }\n\
                  [correlations.both]\ninputs = [\"x\", \"y\"]\nspearman = 0.4\n";
    let of = public(&scenario(inputs, "\"x * y + z\""), 2000);
    for (name, spearman, partial) in [
        ("x", 0.817_088_907_272_226_8, 0.902_656_769_462_223),
        ("y", 0.590_055_851_013_962_7, 0.681_381_679_477_459_6),
        ("z", 0.414_670_847_844_692_9, 0.798_722_399_028_996_7),
    ] {
        for (e, exact) in [(input(&of, name).spearman, spearman), (input(&of, name).prcc, partial)] {
            let e = e.expect("there is a figure");
            assert!((e.value - exact).abs() < 1e-12, "{name}: {e:?} for {exact}");
            assert!(e.se > 0.002 && e.se < 0.03 && e.lo < exact && e.hi > exact, "{name}: {e:?}");
        }
    }
}

/// 10 p + x, where p is a part of Beta(2, 7) and x is normal: Var p = 2 · 7/(9² · 10), and each share is that of a sum. The other parts say of
/// 10 p what goes along with it: E[p | q] = 2 (1 − q)/6, so that the share of q is 100 (1/3)² Var q, with Var q = 3 · 6/(9² · 10).
#[test]
fn parts_of_one_whole_are_one_factor() {
    let inputs = "[inputs.m]\ndirichlet = { alpha = { p = 2, q = 3, r = 4 } }\n[inputs.x]\nnormal = { mean = 0, sd = 1 }\n";
    let (p, q) = (1400.0 / 810.0, 100.0 / 9.0 * 18.0 / 810.0);
    let of = public(&scenario(inputs, "\"10 * m.p + x\""), 400_000);
    let all = p + 1.0;
    assert_eq!(of.inputs.len(), 2);
    is_within(input(&of, "m.p").first, p / all, 0.003);
    is_within(input(&of, "m.p").total, p / all, 0.003);
    is_within(input(&of, "x").total, 1.0 / all, 0.003);
    // Where all parts are read, they are one factor; what is told of the others holds them.
    let of = public(&scenario(inputs, "\"10 * m.p + 0 * m.q + 1e-9 * (m.q + m.r) + x\""), 400_000);
    assert_eq!(of.inputs.len(), 4, "{:?}", of.inputs);
    is_within(input(&of, "m.p").first, p / all, 0.003);
    is_within(input(&of, "m.q").first, q / all, 0.003);
    assert_eq!(input(&of, "m.q").correlated_with, ["m.p", "m.r"]);
    let whole = of.factors.iter().find(|factor| factor.inputs.len() == 3).expect("one factor");
    is_within(whole.total, p / all, 0.003);
    assert!(input(&of, "x").prcc.is_some() && input(&of, "m.p").prcc.is_none());
}
