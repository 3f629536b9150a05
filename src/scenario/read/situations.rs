//! What lines count of people who move between states.

use super::super::codes::Code;
use super::super::keys::{Names, Section};
use super::super::pathways::Situations;
use super::super::recognise::join;
use super::super::tree::{Node, Table};
use super::{Reader, is_misspelt};

/// The keys that say it.
const KEYS: [&str; 3] = ["states", "leaving", "entering"];

impl Reader<'_> {
    /// What a line counts that is `per` this; nothing where it is no count of situations, or is refused.
    pub(super) fn situations(
        &mut self,
        section: Section,
        table: &Table,
        (node, path): (&Node, &str),
        per: &str,
    ) -> Option<Situations> {
        let wanted: &[&str] = match per {
            "person_year" => &KEYS[..1],
            "move" => &KEYS[1..],
            _ => &[],
        };
        let mut is_sound = true;
        for (name, stated) in KEYS.iter().filter_map(|name| Some((*name, table.get(*name)?))) {
            if !wanted.contains(&name) {
                let of = if name == "states" { "person_year" } else { "move" };
                let message = format!("`{path}` is counted per {per} and states `{name}`");
                let label = format!("expected only with per = \"{of}\"");
                let help = format!("write per = \"{of}\", or remove `{name}`");
                self.error(Code::States, &stated.key, message, &label, &help);
                is_sound = false;
            }
        }
        if wanted.is_empty() {
            return None;
        }
        if !self.has_states() {
            let message = format!("`{path}` is counted per {per}, but there is no [states]");
            let help = "name the situations that people move between: [states.NAME]";
            self.error(Code::States, &table.get("per")?.place, message, "expected [states]", help);
            return None;
        }
        if !wanted.iter().any(|name| table.contains_key(*name)) {
            // A slip of the pen has been refused as such.
            if wanted.iter().any(|name| is_misspelt(section, name, table)) {
                return None;
            }
            let (label, help) = match per {
                "person_year" => {
                    ("expected `states = [\"…\"]`", "`states`: the states whose person-years count")
                }
                _ => (
                    "expected `leaving = [\"…\"]`, `entering = [\"…\"]` or both",
                    "`leaving`: the states from which a move counts; `entering`: those to which it does",
                ),
            };
            let lacks = if per == "move" { "`leaving` and `entering`" } else { "`states`" };
            self.error(Code::MissingKey, &node.place, format!("[{path}] lacks {lacks}"), label, help);
            return None;
        }
        let mut list = |name: &str| self.listed(section, table, name, path);
        let found = match per {
            "person_year" => Situations::PersonYears { states: list("states")?? },
            _ => {
                let (leaving, entering) = (list("leaving"), list("entering"));
                Situations::Moves { leaving: leaving?, entering: entering? }
            }
        };
        (is_sound && self.ends_differ(&found, table, path)).then_some(found)
    }

    /// Names of a list that may be absent.
    fn listed(
        &mut self,
        section: Section,
        table: &Table,
        name: &str,
        path: &str,
    ) -> Option<Option<Vec<String>>> {
        let Some(node) = table.get(name) else { return Some(None) };
        let path = join(path, name);
        if node.list()?.is_empty() {
            let message = format!("`{path}` is empty");
            let help = section.key(name).map(super::about).unwrap_or_default();
            self.error(Code::EmptyList, &node.place, message, "expected at least one state", &help);
            return None;
        }
        let names = if name == "leaving" { Names::Left } else { Names::States };
        self.names(names, node, &path).map(Some)
    }

    /// Nobody moves from a state to the same.
    fn ends_differ(&mut self, situations: &Situations, table: &Table, path: &str) -> bool {
        let Situations::Moves { leaving: Some(leaving), entering: Some(entering) } = situations else {
            return true;
        };
        let both = entering.iter().position(|state| leaving.contains(state));
        let (Some(at), Some(node)) = (both, table.get("entering")) else { return true };
        let place =
            node.list().and_then(|items| items.get(at)).map_or(&node.place, |item| &item.place).clone();
        let message = format!("`{path}` counts moves from `{0}` to `{0}`", entering[at]);
        let help = "who stays makes no move: name each state at one end, or write two lines";
        self.error(Code::States, &place, message, "expected another state than in `leaving`", help);
        false
    }
}
