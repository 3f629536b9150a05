//! The format reference (`docs/format.md`), from the key table.

use crate::distribution::FAMILIES;

use super::formula::Function;
use super::keys::{Key, Kind, Presence, REMOVE, Section};
use super::limits;
use super::spelling::quoted_list;

/// The reference as Markdown.
pub fn reference() -> String {
    let mut text = INTRODUCTION.to_owned();
    for section in Section::ALL {
        text.push_str(&format!("\n## {}\n\n{}\n\n", title(section), section.doc()));
        text.push_str("| key | value | default | meaning |\n| --- | --- | --- | --- |\n");
        for key in section.keys() {
            text.push_str(&row(key));
        }
        if section == Section::Input {
            text.push_str(&families());
        }
    }
    text.push_str(&formulas());
    text.push_str(MERGING);
    text.push_str(&format!(
        "\n`{}`: {} It stands alone in its table. A `--set` looks like this:\n\n{OVERRIDES}",
        REMOVE.name, REMOVE.doc
    ));
    text.push_str(WHICH);
    text.push_str(WARNINGS);
    text.push_str(&limits_in_words());
    text
}

const INTRODUCTION: &str = "# Scenario format 1

<!-- Written by the program from its table of keys; a test compares the two. Do not edit by hand. -->

A scenario is one TOML file. Tables have names and no `[[…]]`: a name is an identity, for overrides, random streams
and comparisons. Names are `[a-z][a-z0-9_]*`, not the name of a function, and labels hold any text. A key that is not
listed here is an error that names the nearest one that is.

**Every uncertain number is a named input.** Where the tables below say *number or formula*, a plain number will do,
or a text that is a formula over input names. Everywhere else numbers are plain.
";

const WHICH: &str = "
## Which one do I need?

- **`relapse`** where people lose what they reached, one by one, and with it everything that follows; **`fade`** where all keep it and it is worth less each year. Say one of
  the two.
- **`dropout`** for those who leave before the end; with `rate_of = \"completers\"` the rate is said of the others. If the study counts everybody who started, drop-outs are in the rate already:
  `rate_of = \"participants\"`.
- **`includes_relapse`** on an input where the study's figure is an average over years in which some had lost it again.
- **`cashable`** for what of an average price a budget really saves; **`optimism`** for what experience says of estimates like this one. Both leave the result without them beside.
- **`rate_of` an outcome** for what only those reach who have reached another (treatment completed, and of these a job): both rates are then shares of those who reach that other in the same arm.
- **One `group`** for outcomes of which a person can reach one at most (full time, part time); **different groups** for those that can come together (a job, a home).
- **`varies = \"person\"`** where the family says how people differ, as a column of what single cases cost: each person has a value of their own, and with many of them it evens out. Without it (`\"scenario\"`) the family
  says how well one number is known that is the same for everybody, as a mean price: that never evens out.
- **`events`** for what happens to a person more than once: bed days, reconvictions, months on benefit. An outcome without it is a state that is reached or not.
- **[outcomes]** for what a programme leads to once, people who have a job; **[states]** where people move between situations for years, back and forth, and each of these costs what it costs:
  shelters, homes, placements, misuse. `docs/pathways.md` says more.
- **`cost`** on an effect where the file says what a situation costs: fewer person-years in it are then a saving. **`amount`** where it says what is saved.
- **An effect** for what results are worth to a payer; **a payment** for what one payer hands another because of them. A payment moves money between two payers, and makes none.
";

const MERGING: &str = "
## Files that extend others, variants, overrides

`extends = \"base.toml\"` takes another file and lists only what differs. `[variants.NAME]` does the same inside a
file and is chosen with `--variant NAME`. `--set path=value` changes one value. They are laid on each other in this
order: the file that is extended last, … the file itself, the variant, each `--set`.

- Merging descends to named entries: everything directly under `payers`, `perspectives`, `inputs`, `correlations`,
  `outcomes`, `states`, `transitions`, `costs`, `effects`, `payments` and `require`, however it is written. `[discount]` and `[cohort]` are one entry each.
  A payer given as text is `{ label = … }`.
- Each key that is given there replaces the old value whole, inline tables too. A `--set` changes just the leaf that it
  names, inside inline tables too.
- Rivals displace each other: a family (or `fixed`, or `formula`) with its `min` and `max`; `rate` and `steps`;
  `participants` and `intake`; `counterfactual` and `rate_is_net`; `onset` and `years` of events; `outcome` and `per`; `amount` and `cost`; `amounts` and the two that it stands for,
  `amount` or `cost` and `shares` or `paid_by`.
- Paths are relative to the file that states them. Nothing outside the folder of the scenario file is read, unless
  `--allow-outside` says so. A circle of `extends` is an error.
- A variant of the same name in a file and in one that it extends is laid on in that order.
";

const OVERRIDES: &str = "```console
$ vendepunkt run scenario.toml --set horizon=10 --set inputs.success_rate.beta.sd=0.1 --set inputs.saving.fixed=120_000
```

The value is a TOML value; a bare word or a formula that is no TOML value is taken as text. An entry that is not there
but almost is, is taken for a slip.
";

const WARNINGS: &str = "
## Warnings

A scenario with warnings runs. `check --strict` makes errors of `no-source` and `no-evidence`, and asks that every rate,
counterfactual, drop-out, relapse, chance of a row and amount that is written names an input (amounts of 0 and chances of 0 and 1 aside), and that no `source` begins with `replace` as those
of `vendepunkt new` do. `docs/codes.md` lists every warning and error. Each warning goes away where what is meant is written
plainly; its help says how.

**Thousands.** Danish sets 129 thousand as `129.000`, and here that is 129. A number is asked about (`thousands-point`) where it
has one to three digits, the first not 0, a point and exactly three digits, and where one of these suggests thousands:

- its place: an amount, a number of people, a caseload, the threshold of a requirement on money or people;
- its unit: its input counts money or people before the first `per`, as \"DKK per participant\", and not in thousands, in
  millions or as a share;
- its use: its input stands in an amount or a number of people by itself or as a term of a sum;
- its neighbours: another parameter of its law is 1,000 or more.

In a formula a factor or divisor, as `saving * 1.035`, is asked about only where its decimals end in two zeros. A cell of a data
column is asked about where every cell of the column with a point is written so. `129_000` is 129 thousand; `129.0`, or any other number
of decimals, is what it says. The shipped scenarios and their variants have no such warning (a test holds that).
";

fn title(section: Section) -> String {
    match section {
        Section::Scenario => "The top level".to_owned(),
        Section::RateStep => "Steps of `discount.steps`".to_owned(),
        Section::RowStep => "Steps of rows".to_owned(),
        Section::ShareStep => "Steps of `shares`".to_owned(),
        Section::Dirichlet => "The family `dirichlet`".to_owned(),
        Section::Years => "`years` as a table".to_owned(),
        _ => format!("`{}`", section.heading()),
    }
}

fn row(key: &Key) -> String {
    let default = match key.presence {
        Presence::Required => "required".to_owned(),
        Presence::Optional => "–".to_owned(),
        Presence::Default(default)
            if default.chars().all(|c| c.is_ascii_digit()) || default.starts_with('"') =>
        {
            format!("`{default}`")
        }
        Presence::Default(default @ ("true" | "false")) => format!("`{default}`"),
        Presence::Default(default) => default.to_owned(),
        Presence::OneOf(group) if key.section == Section::Input => format!("one of {}", group.join(", ")),
        Presence::OneOf(group) => format!("one of {}", quoted_list(group, "and")),
        Presence::When(case) => format!("required with `{case}`, not allowed else"),
    };
    let mut value = match key.kind {
        Kind::Quantity => "number or formula".to_owned(),
        Kind::Amount => "number or formula, or a list of them by year".to_owned(),
        Kind::Amounts => "`{ payer = amount, … }`, each a number, a formula or a list by year".to_owned(),
        Kind::Choice(words) => quoted_list(words, "or"),
        Kind::ChoiceOrName(words, names) => format!("{}, or {}", quoted_list(words, "or"), names.one()),
        Kind::Text => "text".to_owned(),
        Kind::Formula => "formula".to_owned(),
        Kind::Path => "path".to_owned(),
        Kind::Index => "`{ year = level, … }`".to_owned(),
        Kind::Parts => "`{ part = number, … }`".to_owned(),
        Kind::Row => "`{ state = chance, … }`, or the name of a dirichlet input".to_owned(),
        Kind::Rows => {
            "`{ state = chance, … }`, the name of a dirichlet input, or a list of `{ from, row }`".to_owned()
        }
        Kind::Shares => "`{ payer = share, … }`".to_owned(),
        Kind::SharesOrSteps => "`{ payer = share, … }`, or a list of `{ from, shares }`".to_owned(),
        Kind::Years => "a year, or `{ from, to }`".to_owned(),
        Kind::Table(section) | Kind::Entries(section) if section != Section::Scenario => {
            format!("`{}`", section.heading())
        }
        Kind::Entries(_) => "`[variants.NAME]`".to_owned(),
        Kind::Steps(_) => "a list of `{ from, rate }`".to_owned(),
        kind => kind.expected().replace(" in quotes", ""),
    };
    for more in [key.range.describe(), key.unit.to_owned()] {
        if !more.is_empty() {
            value.push_str(&format!("; {more}"));
        }
    }
    format!("| `{}` | {} | {} | {} |\n", key.name, escape(&value), escape(&default), escape(key.doc))
}

fn escape(cell: &str) -> String {
    cell.replace('|', "\\|")
}

fn families() -> String {
    let mut text =
        "\nThe families, one inline table each, with exactly one of the ways to state it. Quantile keys are \
                    `p0.05` … `p99.95`; `ci95 = [0.12, 0.41]` (from `ci50` to `ci99.9`) is short for the two that leave equal \
                    tails, here `p2.5` and `p97.5`. Both have at most six decimals. `docs/distributions.md` says more about each.\n\n\
                    | family | stated by | what it is for |\n| --- | --- | --- |\n"
            .to_owned();
    for family in FAMILIES.iter().filter(|family| family.name != "fixed") {
        let ways = escape(&family.ways());
        text.push_str(&format!("| `{}` | {ways} | {} |\n", family.name, escape(family.doc)));
    }
    text.push_str("\n`dirichlet` has several parts; a table of its own, below, says what it is stated by.\n");
    text.push_str(
        "\nA data column is a CSV file with a header, UTF-8, separated by commas or (where the header has one) by \
         semicolons, with decimal points. It is read strictly: quotes enclose whole cells, every row has the cells of the \
         header, and there are no rows of totals.\n",
    );
    text
}

fn formulas() -> String {
    let functions = Function::names();
    format!(
        "\n## Formulas\n\n`+ - * / ^`, parentheses, and the functions {}. `*` and `/` bind above `+` and `-`; `^` is \
         right-associative and binds above unary minus: `-2^2` is −4, `2^3^2` is 512. Decimals have a point; `_` may \
         stand between digits. `min` and `max` take two or more arguments. Formulas may not go round in a circle.\n\n\
         `if(a < b, x, y)` is x where a is less than b, and y elsewhere; so with `<=`, `>` and `>=`, which stand nowhere else. \
         `tier(x, t1, y1, t2, y2, …)` is the y of the last listed threshold that x reaches, and 0 before the first; thresholds that \
         are numbers rise. Numbers that differ by 1e-9 of the larger or less are equal. Only the branch that is taken must be a number. \
         Both are functions only before a parenthesis: an input may be called `tier`.\n",
        quoted_list(&functions, "and")
    )
}

fn limits_in_words() -> String {
    format!(
        "\n## Limits\n\nFar above what a business case needs; passing one is an error that names it. A file: {} MiB. \
         An `extends` chain: {} files. A formula: {} characters, {} levels. Values of a law: {}. Parts of a mixture: \
         {}, {} deep. Inputs: {}, in one correlation: {}. Payers and perspectives: {} each. Outcomes: {}. States: {}. Costs and \
         effects: {} each. Payments: {}. Counts of people in a draw: {}; amounts of money: {}. A name: {} characters.\n",
        limits::FILE_BYTES >> 20,
        limits::CHAIN,
        limits::FORMULA_LENGTH,
        limits::FORMULA_DEPTH,
        limits::VALUES,
        limits::MIXTURE_PARTS,
        limits::MIXTURE_DEPTH,
        Section::Input.most_entries(),
        limits::CORRELATED,
        Section::Payer.most_entries(),
        Section::Outcome.most_entries(),
        Section::State.most_entries(),
        Section::Cost.most_entries(),
        Section::Payment.most_entries(),
        limits::COUNTS,
        limits::AMOUNTS,
        limits::NAME_LENGTH,
    )
}
