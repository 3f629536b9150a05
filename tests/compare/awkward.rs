//! Names that reports stumble over: blanks, quotes, markup of every kind, letters beyond ASCII, and two hundred of them.

use crate::call::Desk;
use crate::command::uncertain;

/// Letters of a label and of a file's name.
const LETTERS: usize = 200;

/// A label: two hundred letters, most of them of two bytes.
pub fn label() -> String {
    let markup = r#"k ø '50 %' "a"&b, <b>x</b> $x_y_z# [l](u) *s* -- `c` ]] | {"#;
    markup.chars().chain("æøå".chars().cycle()).take(LETTERS).collect()
}

/// A file's name: two hundred letters that fit into the 255 bytes of a file system.
pub fn file_name() -> String {
    let start = r#"k ø '50 %' "a"&b, <b>; $x_y_z# [c] {d} `e` 100~ ("#;
    let letters = start.chars().chain("kommunens nøgletal ".chars().cycle());
    let name: String = letters.take(LETTERS - ".toml".len()).chain(".toml".chars()).collect();
    assert!(name.chars().count() == LETTERS && name.len() <= 255, "{} bytes", name.len());
    name
}

/// The longest name that a table of a scenario may have.
pub fn name(first: &str) -> String {
    first.chars().chain("_and_on".chars().cycle()).take(100).collect()
}

/// A payer's label: besides, with what would break a line or a terminal.
pub fn payer() -> String {
    format!("{}\u{1}", label())
}

/// A scenario's title, likewise.
pub fn title() -> String {
    format!("{}\n\u{1b}[31m", label())
}

/// A scenario whose title, payers, source, requirement and variant have such names.
pub fn scenario(alpha: f64, at_least: Option<f64>) -> String {
    let quoted = |text: &str| serde_json::to_string(text).expect("a JSON string is a basic string of TOML");
    let mut text = uncertain(alpha);
    for (plain, awkward) in [
        ("Københavns Kommune", payer()),
        ("U-turn, one third", title()),
        ("Dansk Socialrådgiverforening", label()),
    ] {
        text = text.replace(&format!("\"{plain}\""), &quoted(&awkward));
    }
    if let Some(at_least) = at_least {
        text.push_str(&format!(
            "\n[require.{}]\nmetric = \"probability_break_even\"\nperspective = \"public\"\nat_least = {at_least}\n",
            name("back")
        ));
    }
    text + &format!("\n[variants.{}.inputs.success_rate]\nfixed = 0.2\n", name("low"))
}

/// A desk with folders `before` and `after`: a file with such names that has changed, one that has not, a new one.
pub fn desk() -> Desk {
    let desk = Desk::new();
    desk.put(&format!("before/{}", file_name()), &scenario(12.0, None));
    desk.put(&format!("after/{}", file_name()), &scenario(10.0, Some(0.9)));
    desk.put("before/same.toml", &uncertain(12.0));
    desk.put("after/same.toml", &uncertain(12.0));
    desk.put("after/new.toml", &uncertain(12.0));
    desk
}

/// Limits of which the first fails for the changed file, and the last asks what the draws cannot tell.
pub const GATES: &str =
    "--max-drop public.probability_break_even=0.02 --no-loser state --max-rise public.net_benefit.p50=1";
