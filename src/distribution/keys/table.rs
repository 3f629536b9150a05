//! The table itself.

use super::super::given::Spec;
use super::super::law::Family;
use super::super::{
    beta, discrete, exponential, gamma, logit_normal, lognormal, metalog, mixture, normal, pert, student_t,
    triangular, uniform, weibull,
};
use super::{FamilyKey, FamilyKeys, KeyKind};

/// Every family, in the order of the documentation.
pub static FAMILIES: &[FamilyKeys] = &[
    FamilyKeys {
        name: "fixed",
        doc: "A number without spread: a price list, a rate set by law, or a reading to be tested.",
        source: "",
        keys: &[FamilyKey::number("fixed", "the value")],
        parametrisations: &[&["fixed"]],
        optional: &[],
        beside_quantiles: None,
        build: |given| Ok(Family::Fixed(given.number("fixed"))),
        example: || numbers(&[("fixed", 550_000.0)]),
    },
    FamilyKeys {
        name: "uniform",
        doc: "Every value between two ends is equally likely: for when nothing is known but the ends.",
        source: "Johnson, Kotz & Balakrishnan (1995), Continuous Univariate Distributions 2, ch. 26",
        keys: &[
            FamilyKey::number("min", "the lower end"),
            FamilyKey::number("max", "the upper end, above min"),
        ],
        parametrisations: &[&["min", "max"]],
        optional: &[],
        beside_quantiles: Some(&[]),
        build: |given| uniform::build(given).map(Family::Uniform),
        example: || numbers(&[("min", 10.0), ("max", 20.0)]),
    },
    FamilyKeys {
        name: "triangular",
        doc: "Rises in a line to the most likely value and falls in a line after it: an expert's three numbers, \
              with more weight on the ends than pert.",
        source: "Kotz & van Dorp (2004), Beyond Beta, ch. 1",
        keys: &[
            FamilyKey::number("low", "the lowest possible value"),
            FamilyKey::number("mode", "the most likely value, from low to high"),
            FamilyKey::number("high", "the highest possible value, above low"),
        ],
        parametrisations: &[&["low", "mode", "high"]],
        optional: &[],
        beside_quantiles: None,
        build: |given| triangular::build(given).map(Family::Triangular),
        example: || numbers(&[("low", 10.0), ("mode", 20.0), ("high", 50.0)]),
    },
    FamilyKeys {
        name: "pert",
        doc: "A smooth hill between two ends with a given top: an expert's lowest, most likely and highest value.",
        source: "Malcolm, Roseboom, Clark & Fazar (1959), Operations Research 7(5); Vose (2008), Risk Analysis, app. III",
        keys: &[
            FamilyKey::number("low", "the lowest possible value"),
            FamilyKey::number("mode", "the most likely value, from low to high"),
            FamilyKey::number("high", "the highest possible value, above low"),
            FamilyKey::number("lambda", "weight of the mode against the ends, 0 or more, default 4"),
        ],
        parametrisations: &[&["low", "mode", "high"]],
        optional: &["lambda"],
        beside_quantiles: None,
        build: |given| pert::build(given).map(Family::of),
        example: || numbers(&[("low", 10.0), ("mode", 20.0), ("high", 50.0)]),
    },
    FamilyKeys {
        name: "normal",
        doc: "The bell curve: sums of many small parts, or an estimate with its standard error. Can be negative.",
        source: "Johnson, Kotz & Balakrishnan (1994), Continuous Univariate Distributions 1, ch. 13",
        keys: &[
            FamilyKey::number("mean", "the mean"),
            FamilyKey::number("sd", "the standard deviation, above 0"),
        ],
        parametrisations: &[&["mean", "sd"]],
        optional: &[],
        beside_quantiles: Some(&[]),
        build: |given| normal::build(given).map(Family::of),
        example: || numbers(&[("mean", 30_000.0), ("sd", 4_000.0)]),
    },
    FamilyKeys {
        name: "lognormal",
        doc: "Positive and skewed, with a long upper tail: costs, prices, incomes, waiting times.",
        source: "Johnson, Kotz & Balakrishnan (1994), Continuous Univariate Distributions 1, ch. 14",
        keys: &[
            FamilyKey::number("mean", "the mean of the quantity itself, above 0"),
            FamilyKey::number("sd", "the standard deviation of the quantity itself, above 0"),
        ],
        parametrisations: &[&["mean", "sd"]],
        optional: &[],
        beside_quantiles: Some(&[]),
        build: |given| lognormal::build(given).map(Family::of),
        example: || numbers(&[("p5", 20.0), ("p95", 80.0)]),
    },
    FamilyKeys {
        name: "beta",
        doc: "A share between 0 and 1: success rates, drop-out, relapse; also straight from a trial's counts.",
        source: "Johnson, Kotz & Balakrishnan (1995), Continuous Univariate Distributions 2, ch. 25; \
                 Brown, Cai & DasGupta (2001), Statistical Science 16(2), section 3.1.3, for successes and trials",
        keys: &[
            FamilyKey::number("mean", "the mean, above 0 and below 1"),
            FamilyKey::number("sd", "the standard deviation, above 0 and below √(mean (1 − mean))"),
            FamilyKey::number("alpha", "shape at 0, above 0"),
            FamilyKey::number("beta", "shape at 1, above 0"),
            FamilyKey::number("successes", "how many succeeded, from 0 to trials"),
            FamilyKey::number("trials", "how many were tried, 0 or more"),
            FamilyKey::number(
                "n",
                "how many observations the mean is worth, above 0: α = mean·n, β = (1 − mean)·n",
            ),
        ],
        parametrisations: &[&["mean", "sd"], &["alpha", "beta"], &["successes", "trials"], &["mean", "n"]],
        optional: &[],
        beside_quantiles: Some(&[]),
        build: |given| beta::build(given).map(Family::of),
        example: || numbers(&[("successes", 19.0), ("trials", 24.0)]),
    },
    FamilyKeys {
        name: "gamma",
        doc: "Positive and skewed, with a shorter upper tail than lognormal: costs, durations, counts' rates.",
        source: "Johnson, Kotz & Balakrishnan (1994), Continuous Univariate Distributions 1, ch. 17",
        keys: &[
            FamilyKey::number("mean", "the mean, above 0"),
            FamilyKey::number("sd", "the standard deviation, above 0"),
            FamilyKey::number("shape", "shape, above 0"),
            FamilyKey::number("scale", "scale, above 0: mean = shape · scale"),
        ],
        parametrisations: &[&["mean", "sd"], &["shape", "scale"]],
        optional: &[],
        beside_quantiles: Some(&[]),
        build: |given| gamma::build(given).map(Family::of),
        example: || numbers(&[("mean", 500.0), ("sd", 250.0)]),
    },
    FamilyKeys {
        name: "weibull",
        doc: "Time until something happens, where the chance rises (shape above 1) or falls (below 1) with time.",
        source: "Johnson, Kotz & Balakrishnan (1994), Continuous Univariate Distributions 1, ch. 21",
        keys: &[
            FamilyKey::number("shape", "shape, 0.05 or more; 1 is the exponential law"),
            FamilyKey::number("scale", "scale, above 0: the value that 63 % stay below"),
        ],
        parametrisations: &[&["shape", "scale"]],
        optional: &[],
        beside_quantiles: Some(&[]),
        build: |given| weibull::build(given).map(Family::of),
        example: || numbers(&[("shape", 1.5), ("scale", 24.0)]),
    },
    FamilyKeys {
        name: "exponential",
        doc: "Time until something that happens at a steady rate, whatever has gone before.",
        source: "Johnson, Kotz & Balakrishnan (1994), Continuous Univariate Distributions 1, ch. 19",
        keys: &[FamilyKey::number("mean", "the mean, above 0; the rate is 1/mean")],
        parametrisations: &[&["mean"]],
        optional: &[],
        beside_quantiles: None,
        build: |given| exponential::build(given).map(Family::of),
        example: || numbers(&[("mean", 12.0)]),
    },
    FamilyKeys {
        name: "logit_normal",
        doc: "A share between 0 and 1 whose log-odds are normal: estimates from a logistic regression.",
        source: "Aitchison & Shen (1980), Biometrika 67(2)",
        keys: &[
            FamilyKey::number("median", "the median, above 0 and below 1"),
            FamilyKey::number("sd", "the standard deviation of the log-odds, above 0, at most 40"),
        ],
        parametrisations: &[&["median", "sd"]],
        optional: &[],
        beside_quantiles: Some(&[]),
        build: |given| logit_normal::build(given).map(Family::of),
        example: || numbers(&[("median", 0.3), ("sd", 0.6)]),
    },
    FamilyKeys {
        name: "student_t",
        doc: "A bell curve with heavy tails: an estimate from few observations, with its standard error as scale.",
        source: "Johnson, Kotz & Balakrishnan (1995), Continuous Univariate Distributions 2, ch. 28",
        keys: &[
            FamilyKey::number("mean", "the location: the centre, and the mean where df is above 1"),
            FamilyKey::number("scale", "the scale, above 0: the standard error of an estimate"),
            FamilyKey::number("df", "degrees of freedom, 0.1 or more"),
        ],
        parametrisations: &[&["mean", "scale", "df"]],
        optional: &[],
        beside_quantiles: Some(&["df"]),
        build: |given| student_t::build(given).map(Family::of),
        example: || numbers(&[("mean", 0.1), ("scale", 0.04), ("df", 8.0)]),
    },
    FamilyKeys {
        name: "discrete",
        doc: "One of a few values, each with its probability: scenarios, a rule that is passed or not.",
        source: "Hyndman & Fan (1996), The American Statistician 50(4), definition 1",
        keys: &[
            FamilyKey { name: "values", kind: KeyKind::Numbers, doc: "the values, at least one" },
            FamilyKey {
                name: "weights",
                kind: KeyKind::Numbers,
                doc: "their probabilities, one for each value, 0 or more, adding up to 1",
            },
        ],
        parametrisations: &[&["values", "weights"]],
        optional: &[],
        beside_quantiles: None,
        build: |given| discrete::build_discrete(given).map(Family::steps),
        example: || lists(&[("values", &[0.0, 1.0, 3.0]), ("weights", &[0.5, 0.3, 0.2])]),
    },
    FamilyKeys {
        name: "empirical",
        doc: "Data as they are: each observed value is equally likely, nothing is interpolated.",
        source: "Hyndman & Fan (1996), The American Statistician 50(4), definition 1",
        keys: &[
            FamilyKey { name: "values", kind: KeyKind::Numbers, doc: "the observed values, at least one" },
            FamilyKey {
                name: "file",
                kind: KeyKind::Text,
                doc: "a CSV file with a header, beside the scenario",
            },
            FamilyKey { name: "column", kind: KeyKind::Text, doc: "the column of the file, by its header" },
        ],
        parametrisations: &[&["values"], &["file", "column"]],
        optional: &[],
        beside_quantiles: None,
        build: |given| discrete::build_empirical(given).map(Family::steps),
        example: || lists(&[("values", &[3.0, 4.0, 4.0, 5.0, 7.0, 7.0, 7.0, 8.0, 12.0])]),
    },
    FamilyKeys {
        name: "mixture",
        doc: "One or another law, each with its probability: two kinds of participants, a chance that nothing happens.",
        source: "Frühwirth-Schnatter (2006), Finite Mixture and Markov Switching Models, ch. 1",
        keys: &[
            FamilyKey {
                name: "parts",
                kind: KeyKind::Families,
                doc: "the laws, each a family table, at least one",
            },
            FamilyKey {
                name: "weights",
                kind: KeyKind::Numbers,
                doc: "their probabilities, one for each part, 0 or more, adding up to 1",
            },
        ],
        parametrisations: &[&["parts", "weights"]],
        optional: &[],
        beside_quantiles: None,
        build: |given| mixture::build(given, given.spec.parts.iter().map(Spec::law)),
        example: || {
            let normal =
                |mean, sd| Spec { family: "normal".to_owned(), ..numbers(&[("mean", mean), ("sd", sd)]) };
            Spec { parts: vec![normal(20.0, 4.0), normal(40.0, 6.0)], ..lists(&[("weights", &[0.6, 0.4])]) }
        },
    },
    FamilyKeys {
        name: "metalog",
        doc: "A flexible curve through an expert's low (10 %), middle and high (90 %) value, skewed as they are.",
        source: "Keelin (2016), The Metalog Distributions, Decision Analysis 13(4)",
        keys: &[
            FamilyKey::number("p10", "the value that 10 % stay below"),
            FamilyKey::number("p50", "the median, above p10"),
            FamilyKey::number("p90", "the value that 90 % stay below, above p50"),
            FamilyKey::number("min", "lower bound of the quantity, below p10"),
            FamilyKey::number("max", "upper bound of the quantity, above p90"),
        ],
        parametrisations: &[&["p10", "p50", "p90"]],
        optional: &["min", "max"],
        beside_quantiles: None,
        build: |given| metalog::build(given).map(Family::of),
        example: || numbers(&[("p10", 10.0), ("p50", 20.0), ("p90", 45.0), ("min", 0.0)]),
    },
];

/// A table of numbers.
fn numbers(numbers: &[(&str, f64)]) -> Spec {
    Spec { numbers: numbers.iter().map(|(key, x)| (key.to_string(), *x)).collect(), ..Spec::default() }
}

/// A table of lists.
fn lists(lists: &[(&str, &[f64])]) -> Spec {
    Spec {
        lists: lists.iter().map(|(key, list)| (key.to_string(), list.to_vec())).collect(),
        ..Spec::default()
    }
}
