//! The guide to the families (`docs/distributions.md`), from the key table.

use std::fmt::Write;

use super::given::Spec;
use super::keys::{FAMILIES, FamilyKeys, KeyKind};
use super::law::Law;

/// What the guide says before the families.
const PREFACE: &str = "\
# Distributions

An input is a number that is not known exactly: a *family* with its parameters, written as one inline table.

```toml
[inputs.success_rate]
beta = { mean = 0.42, sd = 0.08 }
unit = \"share of participants\"
source = \"where the figure comes from\"
```

Each family is stated in exactly one of its ways. Two keys beside the family, `min` and `max`, cut it off: what lies
outside is taken away and the rest scaled up; the parameters describe the law before it is cut.

```toml
[inputs.wage]
normal = { mean = 30_000, sd = 8_000 }
min = 0
```

*Two quantiles* are keys `pN` with N a percentage from 0.05 to 99.95, of at most six decimals: `{ p5 = 150, p95 = 300 }` says that
the quantity stays below 150 one time in twenty and above 300 one time in twenty. An interval as studies publish it, from 50 to
99.9 %, is short for the two quantiles that leave equal tails: `{ ci95 = [0.12, 0.41] }` is `{ p2.5 = 0.12, p97.5 = 0.41 }`. They are met
to nine digits, or the program says that no member of the family meets them; they describe the law before `min` and `max` cut it.

The pictures show the density of the example, from the value that one draw in 200 stays below to the value that one in
200 passes.
";

/// The family with several parts, which is no law of one number.
const DIRICHLET: &str = "
## dirichlet

The chances of 2 to 20 outcomes that exclude each other, from one count of people: where they moved, how a case ended. They sum to 1 in
every draw, and a formula names one of them as `NAME.PART`.

| key | | meaning |
|---|---|---|
| `counts` | number of each part | how often each was seen, 0 for one that is possible all the same: α = count + ½ |
| `alpha` | number of each part | the α of each part, above 0 |
| `mean` | number of each part | the mean chance of each part, together 1 |
| `n` | number | how many observations the means are worth, above 0: α = mean · n |

Ways to state it: `{ counts }`; `{ alpha }`; `{ mean, n }`.

```toml
[inputs.moves]
dirichlet = { counts = { temporary = 55, own_home = 16, long_term = 8, dead = 1 } }

[outcomes.own_home]
rate = \"moves.own_home\"
```

A part has the mean α/Σα and is beta by itself, with α and the sum of the others. `min`, `max`, `optimism`, prices, `varies = \"person\"` and
correlations say something of a single number, and do not stand beside it: write what is meant where a part is named, as
`min(0.9, moves.own_home * faster)`.

Source: Kotz, Balakrishnan & Johnson (2000), Continuous Multivariate Distributions 1, ch. 49; Briggs, Ades & Price (2003), Medical Decision
Making 23(4), for rows of transition counts.
";

/// The guide as Markdown.
pub fn guide() -> String {
    let mut text = PREFACE.to_string();
    for family in FAMILIES {
        describe(&mut text, family);
    }
    text + DIRICHLET
}

/// One family's section.
fn describe(text: &mut String, family: &FamilyKeys) {
    let example = Spec { family: family.name.to_string(), ..(family.example)() };
    let mut lines = vec![
        format!("\n## {}\n\n{}\n", family.name, family.doc),
        "| key | | meaning |\n|---|---|---|".to_string(),
    ];
    for key in family.keys {
        let kind = match key.kind {
            KeyKind::Number => "number",
            KeyKind::Numbers | KeyKind::Interval => "list of numbers",
            KeyKind::Text => "text",
            KeyKind::Families => "list of families",
        };
        lines.push(format!("| `{}` | {kind} | {} |", key.name, key.doc));
    }
    lines.push(format!("\nWays to state it: {}.\n", ways(family)));
    lines.push(format!("```toml\n{}\n```\n", written(&example)));
    if let Ok(law) = example.law() {
        lines.push(format!("```text\n{}\n```\n", picture(&law)));
        lines.push(figures(&law));
    }
    if !family.source.is_empty() {
        lines.push(format!("Source: {}.", family.source));
    }
    // Writing to a string cannot fail.
    let _ = writeln!(text, "{}", lines.join("\n"));
}

/// The ways to state a family, in code.
fn ways(family: &FamilyKeys) -> String {
    let mut ways: Vec<String> = family
        .parametrisations
        .iter()
        .map(|form| {
            if *form == [family.name] {
                "a number".to_string()
            } else {
                format!("`{{ {} }}`", form.join(", "))
            }
        })
        .collect();
    if let Some(beside) = family.beside_quantiles {
        let beside: String = beside.iter().map(|key| format!(", with `{key}`")).collect();
        ways.push(format!("any two quantiles or an interval{beside}"));
    }
    let mut text = ways.join("; ");
    if !family.optional.is_empty() {
        let optional: Vec<_> = family.optional.iter().map(|key| format!("`{key}`")).collect();
        let _ = write!(text, "; besides, if wanted, {}", optional.join(", "));
    }
    text
}

/// A family table as a scenario writes it.
fn written(spec: &Spec) -> String {
    if let (true, Some(value)) = (spec.family == "fixed", spec.numbers.get("fixed")) {
        return format!("fixed = {}", grouped(*value));
    }
    let order = |key: &str| {
        let family = FAMILIES.iter().find(|family| family.name == spec.family);
        family.and_then(|family| family.keys.iter().position(|k| k.name == key)).unwrap_or(usize::MAX)
    };
    let parts: Vec<_> = spec.parts.iter().map(|part| format!("{{ {} }}", written(part))).collect();
    let mut entries: Vec<(usize, String)> =
        spec.numbers.iter().map(|(key, &x)| (order(key), format!("{key} = {}", grouped(x)))).collect();
    for (key, list) in &spec.lists {
        let list: Vec<_> = list.iter().map(|&x| grouped(x)).collect();
        entries.push((order(key), format!("{key} = [{}]", list.join(", "))));
    }
    if !parts.is_empty() {
        entries.push((order("parts"), format!("parts = [{}]", parts.join(", "))));
    }
    // Quantiles are in no list of keys; they rise.
    entries.sort_by_key(|(place, text)| (*place, text.len()));
    let entries: Vec<_> = entries.into_iter().map(|(_, text)| text).collect();
    format!("{} = {{ {} }}", spec.family, entries.join(", "))
}

/// A number with its thousands set apart as TOML does it.
fn grouped(x: f64) -> String {
    let text = format!("{x}");
    let whole = text.split('.').next().map_or(0, str::len);
    if whole <= 3 || !text.bytes().all(|b| b.is_ascii_digit()) {
        return text;
    }
    let mut parts = Vec::new();
    let mut end = whole;
    while end > 3 {
        parts.push(&text[end - 3..end]);
        end -= 3;
    }
    parts.push(&text[..end]);
    parts.reverse();
    parts.join("_")
}

/// A number to four digits, without trailing zeros.
fn rounded(x: f64) -> String {
    let magnitude = if x == 0.0 { 0 } else { libm::floor(libm::log10(x.abs())) as i32 };
    let decimals = (3 - magnitude).clamp(0, 12) as usize;
    let text = format!("{x:.decimals$}");
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_string() } else { text }
}

/// Mean, sd and median of a law, in one line.
fn figures(law: &Law) -> String {
    let figure = |x: Option<f64>| x.map_or("none".to_string(), rounded);
    format!(
        "Mean {}, standard deviation {}, median {}.\n",
        figure(law.mean()),
        figure(law.sd()),
        rounded(law.median())
    )
}

/// Columns and rows of a picture.
const WIDTH: usize = 61;
const HEIGHT: usize = 6;

/// The probability of equally wide intervals as columns of blocks, over a scale with its ends and middle.
fn picture(law: &Law) -> String {
    let (mut low, mut high) = (law.quantile(0.005), law.quantile(0.995));
    if low == high {
        (low, high) = (low - 1.0, high + 1.0);
    }
    // Columns side by side; single values lie in the middle of theirs.
    let (offset, count) = if law.family.smooth().is_some() { (0.0, WIDTH) } else { (0.5, WIDTH - 1) };
    let edge = |i: usize| low + (high - low) * (i as f64 - offset) / count as f64;
    let shares: Vec<f64> = (0..WIDTH).map(|i| law.cdf(edge(i + 1)) - law.cdf(edge(i))).collect();
    let top = shares.iter().fold(0.0, |top, &share| if share > top { share } else { top });
    let eighths: Vec<usize> =
        shares.iter().map(|share| libm::floor(share / top * (8 * HEIGHT) as f64 + 0.5) as usize).collect();
    let mut rows: Vec<String> = (0..HEIGHT)
        .rev()
        .map(|row| {
            let cell = |&height: &usize| match height.saturating_sub(8 * row) {
                0 => ' ',
                part => ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'][part.min(8) - 1],
            };
            eighths.iter().map(cell).collect::<String>().trim_end().to_string()
        })
        .collect();
    let (start, middle, end) = (rounded(low), rounded(0.5 * (low + high)), rounded(high));
    rows.push(format!("{}┴{}", "─".repeat(WIDTH / 2), "─".repeat(WIDTH / 2)));
    let gap = WIDTH - end.chars().count();
    let mut scale =
        format!("{start:<width$}{middle}", width = WIDTH / 2 + 1 - middle.chars().count().div_ceil(2));
    scale = format!("{scale:<gap$}{end}");
    rows.push(scale);
    rows.join("\n")
}
