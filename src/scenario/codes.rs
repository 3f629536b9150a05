//! The closed list of codes: everything that a finding or a warning can be, and its page, `docs/codes.md`.

use super::diagnostic::Severity;

/// Where a code belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Group {
    /// What is wrong with a scenario file.
    ScenarioError,
    /// Why a run or a comparison came to nothing.
    RunError,
    /// How a valid scenario is probably wrong.
    ScenarioWarning,
    /// What a run shows of its figures.
    RunWarning,
    /// What makes a comparison say less.
    ComparisonWarning,
}

impl Group {
    /// Every group, in the order of the page.
    pub const ALL: [Group; 5] = [
        Group::ScenarioError,
        Group::RunError,
        Group::ScenarioWarning,
        Group::RunWarning,
        Group::ComparisonWarning,
    ];

    /// Its heading on the page.
    fn heading(self) -> &'static str {
        match self {
            Group::ScenarioError => "Errors in a scenario file",
            Group::RunError => "Errors in a run",
            Group::ScenarioWarning => "Warnings of a scenario",
            Group::RunWarning => "Warnings of a run",
            Group::ComparisonWarning => "Warnings of a comparison",
        }
    }
}

/// What the table says of one code.
struct Row {
    group: Group,
    text: &'static str,
    meaning: &'static str,
    help: &'static str,
}

/// Makes the list of its rows: the code, its text, what it means, what to do.
macro_rules! codes {
    ($($group:ident { $($code:ident $text:literal $meaning:literal $help:literal)* })*) => {
        /// The kind of a finding or a warning, by a name that does not change.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Code {
            $($(#[doc = $meaning] $code,)*)*
        }

        impl Code {
            /// Every code, in the order of the page.
            pub const ALL: &[Code] = &[$($(Code::$code,)*)*];

            const fn row(self) -> Row {
                match self {
                    $($(Code::$code => {
                        Row { group: Group::$group, text: $text, meaning: $meaning, help: $help }
                    })*)*
                }
            }
        }
    };
}

codes! {
ScenarioError {
    MissingFile "missing-file"
        "a file that is named is not there"
        "check the name; paths are relative to the file that states them"
    NotAFile "not-a-file"
        "a folder or device stands where a file belongs"
        "name a file"
    Misnamed "misnamed"
        "a file in a folder is named almost as a scenario is, as `case.TOML`"
        "let its name end in `.toml`; or give it another ending, if it is no scenario"
    Unreadable "unreadable"
        "a file is there and cannot be read"
        "see to its permissions"
    OutsideFolder "outside-folder"
        "a file lies outside the scenario's folder"
        "move it there, or allow it with `--allow-outside`"
    TooLarge "too-large"
        "a file, or what several files make together, is larger than the format allows"
        "split it, or leave out what no line uses"
    EmptyFile "empty-file"
        "a file holds nothing"
        "begin with `vendepunkt new`"
    NotUtf8 "not-utf8"
        "a file is not UTF-8 text"
        "save it as UTF-8"
    Syntax "syntax"
        "the text is not valid TOML"
        "mend what stands at the caret"
    TooManyFindings "too-many-findings"
        "there is more to find than is listed"
        "mend the first ones and check again"
    TooMany "too-many"
        "there are more of something than the format allows"
        "make do with fewer; the limits stand at the end of `docs/format.md`"
    UnknownFormat "unknown-format"
        "the version of the format is not known to this program"
        "write `format = 1`, or use a newer program"
    UnknownKey "unknown-key"
        "a key is not one of those that may stand there"
        "write the key that was meant, or remove it"
    MisplacedKey "misplaced-key"
        "a key that belongs to the file as a whole stands in a variant"
        "move it to the top level"
    MissingKey "missing-key"
        "something that must be stated is not"
        "add the key"
    Rivals "rivals"
        "two keys of which only one may stand are both there"
        "remove all but one"
    WrongType "wrong-type"
        "a value is of another type than its key takes"
        "write what is expected at the caret"
    OutOfRange "out-of-range"
        "a number lies outside what its key takes"
        "check its size and its unit; 42 % is 0.42"
    UnknownWord "unknown-word"
        "a word is not one of those that its key takes"
        "write one of the words that are listed"
    EmptyText "empty-text"
        "a text is empty"
        "say something, or remove the key"
    EmptyList "empty-list"
        "a list or column holds nothing"
        "give at least one value"
    BadName "bad-name"
        "a name is not spelt as names are, or is taken by the language"
        "begin with a small letter, and use small letters, digits and `_`"
    UnknownName "unknown-name"
        "a name refers to nothing in the scenario"
        "write the name that was meant, or add what it names"
    NameClash "name-clash"
        "two things that are reported side by side have one name"
        "rename one of them"
    NamedTwice "named-twice"
        "a list names the same thing twice"
        "remove one of the two"
    UnknownMetric "unknown-metric"
        "a requirement asks for a figure that the results do not have"
        "take a path from `docs/metrics.md`"
    UnknownVariant "unknown-variant"
        "the file has no variant of that name"
        "ask for one that it has"
    Removal "removal"
        "an entry is removed that is not there, or changed at the same time"
        "name an entry that the layer below has, and say only `remove = true`"
    Set "set"
        "an override is not `path=value` with a path that can be set"
        "write it as `--set horizon=10`"
    Cycle "cycle"
        "files or formulas go round in a circle"
        "break the circle at one of the places that are named"
    Formula "formula"
        "a formula cannot be read"
        "mend what stands at the caret"
    Parametrisation "parametrisation"
        "the keys of a family are not one of the ways to state it"
        "give exactly one of the sets that are listed"
    ImpossibleLaw "impossible-law"
        "no distribution of the family has these parameters"
        "change the parameter that is named, or take another family"
    Truncation "truncation"
        "`min` or `max` stands beside a fixed number or a formula"
        "remove it, or bound the formula with min(…) and max(…)"
    Mixture "mixture"
        "a part of a mixture is not exactly one family"
        "give each part one family, with `min` and `max` beside it if wanted"
    MissingColumn "missing-column"
        "a data file has no column of that name"
        "name a column by its header"
    BadTable "bad-table"
        "a data file is not the table that it should be: a quote is not closed, a row has other cells than the header, a row sums up others, a column is there twice"
        "mend the row that is named; export the sheet again as CSV"
    BadCell "bad-cell"
        "a cell of a data column is not a number"
        "write numbers with a decimal point, and nothing else in the column"
    Correlation "correlation"
        "a group of correlated inputs does not fit together"
        "list two or more uncertain inputs, each in one group only, with one correlation for each pair"
    NotPositiveDefinite "not-positive-definite"
        "the correlations of a group contradict each other"
        "move the correlations closer to 0"
    NoCohort "no-cohort"
        "something counts people, and there are none"
        "add a [cohort]"
    NoPublicPayer "no-public-payer"
        "no payer is public, so that there is no public purse"
        "mark the public ones with `public = true`"
    Taxed "taxed"
        "a perspective taxes a payer that it does not contain"
        "add the payer to `payers`, or take it out of `taxed`"
    Steps "steps"
        "a list of steps does not begin at its first year, or does not rise"
        "begin where the list must, and let each step start after the one before it"
    Shares "shares"
        "the shares of the payers do not add up to 1"
        "let each share be what its payer bears, and all together 1"
    Years "years"
        "a line ends before it starts"
        "give `from` the first and `to` the last year, both included"
    Caseload "caseload"
        "a caseload is stated for a line that no caseworker carries"
        "remove it, or count the line per caseworker"
    AfterHorizon "after-horizon"
        "something begins after the last year that counts"
        "raise `horizon`, or begin earlier"
    BeforeOnset "before-onset"
        "an effect ends before its outcome is reached"
        "let it last longer, or set the outcome's `onset` earlier"
    FadeAndRelapse "fade-and-relapse"
        "an effect fades while its outcome relapses, which counts the same loss twice"
        "keep one of the two"
    ExclusiveOutcomes "exclusive-outcomes"
        "outcomes that exclude each other are stated of different people"
        "give all outcomes the same `rate_of` and `icc`"
    RateSupport "rate-support"
        "a share reads an input that can leave 0 to 1"
        "take a family within 0 to 1, as beta or logit_normal, or cut the input off with `min` and `max`"
    InputSupport "input-support"
        "a number reads an input that can leave the range of its key"
        "take a family within that range, or cut the input off with `min` and `max`"
    RateSum "rate-sum"
        "the rates of exclusive outcomes add up to more than 1"
        "a person reaches at most one of them: lower the rates"
    UnsourcedFigure "unsourced-figure"
        "under `--strict`, a rate or amount is a plain number"
        "make it an input, with `source` and `evidence`"
    PlaceholderSource "placeholder-source"
        "under `--strict`, a source still begins with `replace`, as `vendepunkt new` writes it"
        "say where the number comes from; a number of your own is an assumption, and its source says so"
}
RunError {
    NoModel "no-model"
        "what the scenario says cannot be computed, whatever is drawn"
        "do what the message says of the place it points to"
    NotFinite "not-finite"
        "a formula gave no number that can be used in some draw"
        "keep denominators away from 0, logarithms and roots above 0, amounts of a sensible size, and every number in the range of its key: bound the inputs with `min` and `max`"
    OutsideUnit "outside-unit"
        "a rate or share left 0 to 1, or a number of people fell below 0, in too many draws"
        "bound it with `min(1, max(0, …))` if that is meant, or mend the inputs it is made of; up to 1 % of the draws would be clamped with a warning"
    Overflow "overflow"
        "amounts, or their squares, are too large to be computed"
        "look for an amount, a growth or a rate that is many times too large"
    Memory "memory"
        "the figures that are asked for take more memory than there is"
        "ask for `--outputs headline` or fewer `--draws`, or count fewer years, payers and perspectives; quantiles of every year take some 0.4 MB each"
    NoThreads "no-threads"
        "the threads could not be started"
        "ask for fewer threads with --threads"
    Cancelled "cancelled"
        "the run was stopped before it was done"
        "run it again"
    Unlike "unlike"
        "two scenarios have different currencies or price years"
        "amounts in different money cannot be compared; bring both to one currency and price year"
}
ScenarioWarning {
    UnusedInput "unused-input"
        "an input is not read by any cost, effect, rate or other input"
        "name it in a formula or amount, or remove it"
    NoSource "no-source"
        "an input does not say where its number comes from; an error under `--strict`"
        "add `source = \"…\"`: the study, register or person behind the number"
    NoEvidence "no-evidence"
        "an input does not say how strong its evidence is; an error under `--strict`"
        "add `evidence = \"…\"`: trial, quasi-experiment, before-after, register, expert or assumption"
    LiteralZeroCounterfactual "literal-zero-counterfactual"
        "an outcome assumes that nobody would have reached it without the intervention"
        "state what a comparison group did as `counterfactual`, or `rate_is_net = true` if the rate is already the difference"
    BeforeAfterRate "before-after-rate"
        "a before-after figure is used as if it were an effect"
        "people who seek help often improve anyway: add a `counterfactual` from a comparison group, or a spread that reaches down to no effect"
    UndiscountedHorizon "undiscounted-horizon"
        "more than five years are counted without discounting"
        "money later is worth less than money now: set `rate` in [discount], 0.035 in Danish public appraisal"
    EffectBeyondHorizon "effect-beyond-horizon"
        "an effect is said to last longer than the horizon lets it count"
        "raise `horizon`, or end `years` where the evidence ends"
    RelapseCountedTwice "relapse-counted-twice"
        "an effect's amount already contains the relapse of its outcome"
        "set `relapse = 0` on the outcome, or use an amount that holds for people who stay"
    AveragePriceCashable "average-price-cashable"
        "an average price is said to be released to the last krone"
        "rent and staff remain when one person leaves: set `cashable` to the share of the price that the budget really releases"
    MixedPriceYears "mixed-price-years"
        "an input is in the prices of another year than the scenario"
        "amounts are never converted: bring the figure to the scenario's prices and say so in `source`"
    InfiniteMean "infinite-mean"
        "an input has no finite mean"
        "means and expected values of this scenario do not exist; read its quantiles, or bound the input with `max`"
    ThousandsPoint "thousands-point"
        "a number of money or people is written as thousands are in Danish: `129.000` is 129"
        "write `129_000` for thousands; `129.0` if it is 129"
    NegativeCost "negative-cost"
        "a cost is below 0 whatever happens, so that it counts as a saving"
        "write a cost as a positive amount; a saving is an effect, or a cost with a minus before an input: `-name`"
    SteepRate "steep-rate"
        "a yearly discount, growth or fade is above 20 %"
        "3.5 % is 0.035; if so much is meant, make it an input with `unit = \"share per year\"`"
    WideAmount "wide-amount"
        "the standard deviation of a positive amount is larger than its mean, so that most draws lie far below the mean"
        "check `sd` (it is no variance, and no total); if the spread is meant, state the law by two quantiles, as `p5` and `p95`"
    TotalPerPerson "total-per-person"
        "an amount is counted for each person, and by its unit is one for all"
        "divide it by the number of people in the formula, count the line `per = \"programme\"`, or say in `unit` per whom it is"
    EffectEndsEarly "effect-ends-early"
        "no line has money in the last years of the horizon, and the effects stop at their full size"
        "end `horizon` there, let `years` go on as far as the evidence does, or say how the effect wears off: `fade`, or `relapse` on its outcome"
    ExclusiveEffects "exclusive-effects"
        "several outcomes carry effects, of which a person reaches at most one"
        "write `exclusive = true` on each outcome if that is meant; else make one outcome, and amounts of the shares that reach more"
    IdleRequirement "idle-requirement"
        "a requirement holds, or fails, whatever the figure comes to"
        "set a threshold that the figure can miss and can meet"
}
RunWarning {
    RequirementInsideError "requirement-inside-error"
        "a requirement cannot be decided: its threshold lies inside the simulation error"
        "run with more `--draws`, or set the threshold elsewhere"
    TooFewDraws "too-few-draws"
        "the draws are too few for two reliable digits"
        "run with more `--draws`; the message says how many"
    FewDrawsDecide "few-draws-decide"
        "the mean and spread of net benefit rest on a handful of draws, and their intervals are too short"
        "run with more `--draws`; look whether the tail of an input is meant to reach so far"
    NoFiniteError "no-finite-error"
        "net benefit has so long a tail that a standard deviation, or the error of a figure, is infinite"
        "cut the input off with `min` and `max` where nobody believes it, or read quantiles and probabilities"
    RatesClamped "rates-clamped"
        "a rate leaves 0 to 1, or a number of people falls below 0, in some of the draws and is clamped there"
        "use a family that stays within 0 to 1, as beta or logit_normal, or mend the formula"
    GroupNotValued "group-not-valued"
        "what it is worth to know a group of inputs cannot be found: the model comes to nothing with the others at one point"
        "bound the inputs outside the group with `min` and `max`, or mend the formula that the message names"
    PrecisionCap "precision-cap"
        "the precision that was asked for was not reached within the draws"
        "raise `--draws`, or ask for less precision"
}
ComparisonWarning {
    UnlikeHorizon "unlike-horizon"
        "the two count different years"
        "what follows later counts on one side only; give both the same horizon"
    UnlikeDiscount "unlike-discount"
        "the two weigh later money differently"
        "unless the discount is what you compare, give both the same"
    UnlikePayers "unlike-payers"
        "the two have different payers, so `public` may add up different purses"
        "compare payer by payer, or give both the same payers"
    UnlikePerspective "unlike-perspective"
        "a perspective adds up other payers than in the base, or weighs their taxes otherwise"
        "its change is partly one of definition: compare payer by payer, or give both the same perspective"
    WeakerRequirement "weaker-requirement"
        "a requirement of the base was dropped or loosened"
        "what the base asks for is shown with its verdict, and does not decide"
    InvalidBase "invalid-base"
        "the base is invalid, so that there is nothing to compare with"
        "it is taken for added: its own requirements decide; where limits were set they are undecided, as there is no change to hold them against"
    StoredFiguresDiffer "stored-figures-differ"
        "stored results have other figures than the same seed and draws give now"
        "they were made by another version, or altered since; what is compared is simulated now"
}
}

impl Code {
    /// The stable text, as `unknown-key`.
    pub const fn text(self) -> &'static str {
        self.row().text
    }

    /// Where it belongs.
    pub const fn group(self) -> Group {
        self.row().group
    }

    /// Whether it is an error or a warning.
    pub const fn severity(self) -> Severity {
        match self.group() {
            Group::ScenarioError | Group::RunError => Severity::Error,
            Group::ScenarioWarning | Group::RunWarning | Group::ComparisonWarning => Severity::Warning,
        }
    }

    /// What it means, as a lowercase fragment.
    pub const fn meaning(self) -> &'static str {
        self.row().meaning
    }

    /// What to do about it, as a lowercase fragment.
    pub const fn help(self) -> &'static str {
        self.row().help
    }
}

/// The list as Markdown.
pub fn reference() -> String {
    let mut text = INTRODUCTION.to_owned();
    for group in Group::ALL {
        text.push_str(&format!("\n## {}\n\n", group.heading()));
        text.push_str("| code | meaning | what to do |\n| --- | --- | --- |\n");
        for code in Code::ALL.iter().filter(|code| code.group() == group) {
            text.push_str(&format!("| `{}` | {} | {} |\n", code.text(), code.meaning(), code.help()));
        }
    }
    text
}

const INTRODUCTION: &str = "# Codes

<!-- Written by the program from its table of codes; a test compares the two. Do not edit by hand. -->

Every error and warning has a code that does not change from version to version: in brackets in a report, `code` in JSON,
`ruleId` in SARIF. Its message and help say the same of the names and figures at hand. An error stops the run; with
warnings a scenario runs.
";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_has_its_own_text_a_meaning_and_a_way_out() {
        let texts: std::collections::BTreeSet<&str> = Code::ALL.iter().map(|code| code.text()).collect();
        assert_eq!(texts.len(), Code::ALL.len());
        for code in Code::ALL {
            let kebab = format!("{code:?}").chars().fold(String::new(), |text, c| {
                let dash = if c.is_uppercase() && !text.is_empty() { "-" } else { "" };
                format!("{text}{dash}{}", c.to_lowercase())
            });
            assert_eq!(code.text(), kebab);
            for said in [code.meaning(), code.help()] {
                assert!(!said.ends_with('.') && said.len() > 10 && !said.contains('|'), "{code:?}: {said}");
            }
        }
    }
}
