//! Keys of the cohort and its outcomes.

use vendepunkt::scenario::keys::Section as S;

use super::{PLAIN, PUBLIC, Row, row};

/// Worth of one additional person: 1,000 in each of the years 1 to 4.
const ONE: f64 = 1000.0 * 2.3616;

const ADDITIONAL: &str = "outcomes.well.additional.mean.value";

#[rustfmt::skip]
pub fn rows() -> Vec<Row> {
    vec![
        row(S::Cohort, "participants")
            .change("participants = 20", "participants = 40")
            .exact(ADDITIONAL, 5.0, 10.0)
            .exact(PUBLIC, PLAIN, 2.0 * PLAIN),
        // An uncertain number is rounded half up: 20.5 people are 21.
        row(S::Cohort, "participants")
            .given("participants = 20", "participants = \"0.02 * price\"")
            .change("0.02 * price", "0.0205 * price")
            .exact(PUBLIC, PLAIN, 21.0 / 20.0 * PLAIN),
        // Ten more a year later: they cost at 0.8, and gain in the calendar years 2 to 4.
        row(S::Cohort, "intake")
            .given("participants = 20", "intake = [20]")
            .change("intake = [20]", "intake = [20, 10]")
            .exact(PUBLIC, PLAIN, PLAIN - 2000.0 * 0.8 + 2500.0 * 1.5616),
        // Everyone a year later.
        row(S::Cohort, "start")
            .change("participants = 20", "participants = 20\nstart = 1")
            .exact(PUBLIC, PLAIN, 5000.0 * 1.5616 - 4000.0 * 0.8),
        // 5 of 20 leave and then cost nothing.
        row(S::Cohort, "dropout")
            .given("participants = 20", "participants = 20\ndropout_cost_share = 0")
            .change("participants = 20", "participants = 20\ndropout = 0.25")
            .exact(PUBLIC, PLAIN, PLAIN + 1000.0),
        // 5 of 20 leave and then cost half.
        row(S::Cohort, "dropout_cost_share")
            .given("participants = 20", "participants = 20\ndropout = 0.25\ndropout_cost_share = 1")
            .change("dropout_cost_share = 1", "dropout_cost_share = 0.5")
            .exact(PUBLIC, PLAIN, PLAIN + 500.0),
        // 15 reach it, 5 of them anyway.
        row(S::Outcome, "rate")
            .change("rate = \"chance\"", "rate = 0.75")
            .exact(ADDITIONAL, 5.0, 10.0)
            .exact("outcomes.well.with.mean.value", 10.0, 15.0)
            .exact(PUBLIC, PLAIN, 10.0 * ONE - 4000.0),
        // 10 reach it, 2 of them anyway. Luck: Binomial(20, 0.25) becomes Binomial(20, 0.4).
        row(S::Outcome, "counterfactual")
            .change("counterfactual = 0.25", "counterfactual = 0.1")
            .exact("outcomes.well.without.mean.value", 5.0, 2.0)
            .exact(PUBLIC, PLAIN, 8.0 * ONE - 4000.0)
            .drawn("outcomes.well.additional.sd", 3.75_f64.sqrt(), 4.8_f64.sqrt()),
        // Half of 20 people is then the difference itself.
        row(S::Outcome, "rate_is_net")
            .change("counterfactual = 0.25", "rate_is_net = true")
            .exact(ADDITIONAL, 5.0, 10.0)
            .exact("outcomes.well.without.mean.value", 5.0, 0.0)
            .exact(PUBLIC, PLAIN, 10.0 * ONE - 4000.0),
        // A fifth leaves, and fares as without: 4 people more instead of 5, all of whom cost.
        row(S::Outcome, "rate_of")
            .given("participants = 20", "participants = 20\ndropout = 0.2")
            .change("counterfactual = 0.25", "counterfactual = 0.25\nrate_of = \"completers\"")
            .exact(ADDITIONAL, 5.0, 4.0)
            .exact(PUBLIC, PLAIN, 4.0 * ONE - 4000.0),
        // The first of four years of gain is lost.
        // Of the 10 who reach it with and the 5 without, 0.4 and 0.2 get on: 3 more, where of all 20 it would be 4. Of one person that is
        // 0.25 · 0.4 of those in one arm alone and 0.25 · (0.4 − 0.2) of those in both.
        row(S::Outcome, "rate_of")
            .with("[outcomes.better]\nrate = 0.4\ncounterfactual = 0.2\nexclusive = true\n\n[effects.more]\noutcome = \"better\"\namount = 50\nyears = 2\nshares = { city = 1 }\n")
            .given("counterfactual = 0.25", "counterfactual = 0.25\nexclusive = true")
            .change("counterfactual = 0.2\n", "counterfactual = 0.2\nrate_of = \"well\"\n")
            .exact("outcomes.better.additional.mean.value", 4.0, 3.0)
            .exact("outcomes.better.with.mean.value", 8.0, 4.0)
            .exact("outcomes.better.without.mean.value", 4.0, 1.0)
            .exact("perspectives.public.lines.effects.more.value", 200.0 * 0.64, 150.0 * 0.64)
            .drawn("outcomes.better.additional.sd", (20.0 * 0.2 * 0.8_f64).sqrt(), (20.0 * 0.15 * 0.85_f64).sqrt()),
        // An outcome of an outcome is reached when that is, if it does not say when: its only year of gain is lost.
        row(S::Outcome, "onset")
            .with("[outcomes.better]\nrate = 0.4\ncounterfactual = 0.2\nrate_of = \"well\"\n\n[effects.more]\noutcome = \"better\"\namount = 50\nyears = { from = 1, to = 2 }\nshares = { city = 1 }\n")
            .change("counterfactual = 0.25", "counterfactual = 0.25\nonset = 2")
            .exact("perspectives.public.lines.effects.more.value", 150.0 * (0.8 + 0.64), 150.0 * 0.64),
        row(S::Outcome, "onset")
            .change("counterfactual = 0.25", "counterfactual = 0.25\nonset = 2")
            .exact(PUBLIC, PLAIN, 5000.0 * 1.5616 - 4000.0),
        // Of 5 people 2.5, 1.25 and 0.625 are left in years 2, 3 and 4.
        row(S::Outcome, "relapse")
            .change("counterfactual = 0.25", "counterfactual = 0.25\nrelapse = 0.5")
            .exact(PUBLIC, PLAIN, 1000.0 * (5.0 * 0.8 + 2.5 * 0.64 + 1.25 * 0.512 + 0.625 * 0.4096) - 4000.0),
        // The same with luck: those who are left after a year are Binomial(20, 0.25 · 0.5).
        row(S::Outcome, "relapse")
            .given("amount = \"price\"", "amount = 1\nyears = 2")
            .given("amount = 200", "amount = 0")
            .given("rate = 0.25", "rate = 0")
            .change("counterfactual = 0.25", "counterfactual = 0.25\nrelapse = 0.5")
            .drawn("perspectives.public.net_benefit.sd", 3.75_f64.sqrt(), (20.0 * 0.125 * 0.875_f64).sqrt()),
        // Beta-binomial: the variance n q (1 − q) becomes n q (1 − q) (1 + (n − 1) ρ).
        row(S::Outcome, "icc")
            .change("counterfactual = 0.25", "counterfactual = 0.25\nicc = 0.1")
            .drawn("outcomes.well.additional.sd", 3.75_f64.sqrt(), (3.75 * 2.9_f64).sqrt()),
        // What happens more than once is Poisson: the variance is the mean, not n q (1 − q).
        row(S::Outcome, "events")
            .change("counterfactual = 0.25", "counterfactual = 0.25\nevents = true")
            .drawn("outcomes.well.additional.sd", 3.75_f64.sqrt(), 5_f64.sqrt()),
        // In each of three years.
        row(S::Outcome, "years")
            .given("counterfactual = 0.25", "counterfactual = 0.25\nevents = true")
            .change("events = true", "events = true\nyears = { from = 1, to = 3 }")
            .exact(ADDITIONAL, 5.0, 15.0)
            .exact(PUBLIC, 0.0, 1000.0 * 5.0 * (0.8 + 0.64 + 0.512) - 4000.0),
        // Of two outcomes that exclude each other 20 people have one with 0.35 in all; of two that do not, variances add.
        row(S::Outcome, "group")
            .given("amount = \"price\"", "amount = 1\nyears = 2")
            .given("amount = 200", "amount = 0")
            .given("rate = 0.25", "rate = 0")
            .given("counterfactual = 0.25", "counterfactual = 0.25\nexclusive = true")
            .with("[outcomes.better]\nrate = 0.15\ncounterfactual = 0.05\nexclusive = true\n\n[effects.more]\noutcome = \"better\"\namount = 1\nyears = 2\nshares = { city = 1 }\n")
            .change("counterfactual = 0.25\nexclusive = true", "counterfactual = 0.25\ngroup = \"health\"")
            .drawn(
                "perspectives.public.net_benefit.sd",
                (20.0 * 0.35 * 0.65_f64).sqrt(),
                (20.0 * (0.25 * 0.75 + 0.1 * 0.9_f64)).sqrt(),
            ),
        row(S::Outcome, "exclusive")
            .given("counterfactual = 0.25", "counterfactual = 0.25\nexclusive = true")
            .with("[outcomes.better]\nrate = 0.1\ncounterfactual = 0.05\nexclusive = true\n\n[effects.more]\noutcome = \"better\"\namount = 1\nshares = { city = 1 }\n")
            .change("counterfactual = 0.25\nexclusive = true", "counterfactual = 0.25")
            .warned("exclusive-effects"),
    ]
}
