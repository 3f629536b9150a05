//! What every report says, in English.

use crate::report::digits::TIE;
use crate::report::words::common::Words;
use crate::report::words::counted::Noun;
use crate::scenario::Evidence;
use crate::summary::results::Verdict;

pub(super) const COMMON: Words = Words {
    the_public: "the public",
    public: "Public",
    variant: |label| format!("variant{TIE}{label}"),
    year_word: "year",
    year: |year| format!("year{TIE}{year}"),
    mean: "mean",
    low: "low (P5)",
    high: "high (P95)",
    breaks_even: "chance of break-even",
    each_row: "each row in its own unit",
    each_column: "each column in its own unit",
    pays_nothing: "pays nothing",
    left_out: |rows| {
        format!("{rows} more {} not shown; the JSON report holds all.", Noun("is", "are").beside(rows))
    },
    verdict: |verdict| match verdict {
        Verdict::Pass => "✓ holds",
        Verdict::Fail => "✗ fails",
        Verdict::Inconclusive => "? undecided",
    },
    evidence: Evidence::label,
    changed_by_variant: |variant| format!("Changed by the variant {variant}: "),
    changed_by_set: "Changed for this run: ",
    stated: str::to_owned,
    is_was: |is, was| format!(" is {is}, was {was}"),
    is_new: |is| format!(" is {is}, was not stated"),
    is_gone: |was| format!(" is left out, was {was}"),
    more_changed: |more| format!("; {more} more, which the JSON report holds"),
    changed_in_words: |paths, only| {
        let lead = if only { "in words only, " } else { "; and in words " };
        format!("{lead}{paths}")
    },
    table: |number| format!("Table {number}"),
    warnings: "warnings",
    draws: |draws| Noun("draw", "draws").after(draws),
    seed: |seed| format!("seed{TIE}{seed}"),
    sampling: |sampling| format!("{sampling} sampling"),
    contract: |version| format!("draw{TIE}contract{TIE}{version}"),
    scenario: |hash| format!("scenario{TIE}{hash}"),
    simulation_error: "± and the digits shown: 95% simulation error, which more draws would remove. It says nothing of doubt \
                       in the data or in the model.",
    before: |year| format!("Before year {year} it is back in less than 0.1% of draws."),
    not_shown: "Years that are not shown lie between those that are.",
    together: |from, to| {
        format!(
            "Years that stand together, as {from}–{to}, are added up; “so far” is at the end of the last of them."
        )
    },
    beyond: |percent, left| {
        format!("{percent} of the draws lie further to the {}.", if left { "left" } else { "right" })
    },
};
