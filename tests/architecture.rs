//! Data flows one way: what the files of `src/` import is held against the order of its modules (`docs/architecture.md`).
//!
//! The code of tests is left aside. A path counts as an import of the longest part of it that is a file, so that what is
//! imported through a re-export is an import of the file that re-exports it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// The modules, the ground floor first. Each imports only from the floors below its own.
const FLOORS: [&[&str]; 9] = [
    &["block", "kernel"],
    &["distribution", "sampling"],
    &["scenario"],
    &["model"],
    &["engine"],
    &["summary"],
    &["analysis"],
    &["report"],
    &["cli"],
];

/// Most lines of a file.
const MOST_LINES: usize = 450;

/// Most files that may import one another in a circle.
fn largest_circle(module: &str) -> usize {
    match module {
        "model" => 5,
        "cli" => 4,
        _ => 3,
    }
}

/// A file as the path of its module: `summary::run::ask`.
type Module = Vec<String>;

/// Modules with their text, the face (`lib.rs`) and the program (`main.rs`) left out.
type Sources = BTreeMap<Module, String>;

/// What each file imports.
type Imports = BTreeMap<Module, BTreeSet<Module>>;

fn sources() -> Sources {
    let mut sources = Sources::new();
    gather(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &[], &mut sources);
    sources.retain(|module, _| !matches!(module.as_slice(), [only] if only == "lib" || only == "main"));
    sources
}

fn gather(folder: &Path, module: &[String], sources: &mut Sources) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let stem = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let mut inner = module.to_vec();
        if stem != "mod" {
            inner.push(stem);
        }
        if path.is_dir() {
            gather(&path, &inner, sources);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            sources.insert(inner, fs::read_to_string(&path).unwrap());
        }
    }
}

/// Words, `::` and single signs, without comments and texts.
fn tokens(text: &str) -> Vec<String> {
    let chars: Vec<char> = text.chars().collect();
    let at = |i: usize| chars.get(i).copied().unwrap_or('\0');
    let (mut tokens, mut i) = (Vec::new(), 0);
    while i < chars.len() {
        match (at(i), at(i + 1)) {
            ('/', '/') => i += chars[i..].iter().take_while(|c| **c != '\n').count(),
            ('"', _) => {
                i += 1;
                while at(i) != '"' {
                    i += if at(i) == '\\' { 2 } else { 1 };
                }
                i += 1;
            }
            ('\'', '\\') => i += 4 + chars[i + 3..].iter().take_while(|c| **c != '\'').count(),
            ('\'', _) => i += if at(i + 2) == '\'' { 3 } else { 1 },
            (':', ':') => {
                tokens.push("::".to_owned());
                i += 2;
            }
            (c, _) if c.is_alphanumeric() || c == '_' => {
                let word: String =
                    chars[i..].iter().take_while(|c| c.is_alphanumeric() || **c == '_').collect();
                i += word.chars().count();
                let hashes = chars[i..].iter().take_while(|c| **c == '#').count();
                if matches!(word.as_str(), "r" | "br") && at(i + hashes) == '"' {
                    // A raw text ends with as many signs as it began with.
                    let end: Vec<char> =
                        std::iter::once('"').chain(std::iter::repeat_n('#', hashes)).collect();
                    i += hashes + 1;
                    i += chars[i..].windows(end.len()).position(|window| window == end).unwrap() + end.len();
                } else {
                    tokens.push(word);
                }
            }
            (c, _) => {
                if !c.is_whitespace() {
                    tokens.push(c.to_string());
                }
                i += 1;
            }
        }
    }
    tokens
}

fn starts_with(tokens: &[String], with: &[&str]) -> bool {
    tokens.len() >= with.len() && tokens.iter().zip(with).all(|(token, with)| token == with)
}

/// How many tokens an item has, its attributes included.
fn item_length(tokens: &[String]) -> usize {
    let (mut depth, mut is_use) = (0, false);
    for (i, token) in tokens.iter().enumerate() {
        match token.as_str() {
            "(" | "[" | "{" => depth += 1,
            ")" | "]" => depth -= 1,
            "}" => {
                depth -= 1;
                if depth == 0 && !is_use {
                    return i + 1;
                }
            }
            "use" if depth == 0 => is_use = true,
            ";" if depth == 0 => return i + 1,
            _ => {}
        }
    }
    tokens.len()
}

/// The paths of a tree (`a::{b, c::d}`) that begins here, and how many tokens it has.
fn paths(tokens: &[String]) -> (Vec<Vec<String>>, usize) {
    let (mut path, mut i) = (Vec::new(), 0);
    loop {
        match tokens.get(i).map(String::as_str) {
            Some("{") => {
                let (mut all, mut next) = (Vec::new(), i + 1);
                while tokens[next] != "}" {
                    if tokens[next] == "," {
                        next += 1;
                        continue;
                    }
                    let (inner, length) = paths(&tokens[next..]);
                    all.extend(inner.into_iter().map(|inner| [path.clone(), inner].concat()));
                    next += length;
                    if tokens[next] == "as" {
                        next += 2;
                    }
                }
                return (all, next + 1);
            }
            Some(word) => path.push(word.to_owned()),
            None => return (vec![path], i),
        }
        if tokens.get(i + 1).is_none_or(|token| token != "::") {
            return (vec![path], i + 1);
        }
        i += 2;
    }
}

/// The file that a path leads to, from a file in some modules of its own text.
fn resolve(path: &[String], module: &[String], inline: usize, sources: &Sources) -> Option<Module> {
    let mut found = if path[0] == "crate" { Vec::new() } else { module.to_vec() };
    let mut inline = inline;
    let mut rest = path.iter().skip(usize::from(path[0] == "crate")).peekable();
    while let Some(step) = rest.next_if(|step| *step == "super" || *step == "self") {
        match (step.as_str(), inline) {
            ("super", 0) => drop(found.pop()),
            ("super", _) => inline -= 1,
            _ => {}
        }
    }
    for step in rest {
        found.push(step.clone());
        if !sources.contains_key(&found) {
            found.pop();
            break;
        }
    }
    sources.contains_key(&found).then_some(found)
}

/// What a file imports, and the files that are of tests alone.
fn imports_of(module: &Module, sources: &Sources, of_tests: &mut BTreeSet<Module>) -> BTreeSet<Module> {
    let tokens = tokens(&sources[module]);
    let child = |name: &str| [module.as_slice(), &[name.to_owned()]].concat();
    let (mut imports, mut i) = (BTreeSet::new(), 0);
    // Whether each open brace is a module's.
    let mut braces: Vec<bool> = Vec::new();
    while i < tokens.len() {
        let rest = &tokens[i..];
        if starts_with(rest, &["#", "[", "cfg", "(", "test", ")", "]"]) {
            let item = 7 + item_length(&rest[7..]);
            if let Some(at) = rest[..item].iter().position(|token| token == "mod") {
                of_tests.insert(child(&rest[at + 1]));
            }
            i += item;
        } else if starts_with(rest, &["pub", "(", "in"]) {
            i += rest.iter().position(|token| token == ")").unwrap();
        } else if rest.len() > 2 && rest[0] == "mod" && rest[2] == "{" {
            braces.push(true);
            i += 3;
        } else if rest[0] == "{" {
            braces.push(false);
            i += 1;
        } else if rest[0] == "}" {
            braces.pop();
            i += 1;
        } else if rest.len() > 1
            && rest[1] == "::"
            && (i == 0 || tokens[i - 1] != "::")
            && (["crate", "super", "self"].contains(&rest[0].as_str())
                || sources.contains_key(&child(&rest[0])))
        {
            let inline = braces.iter().filter(|is_module| **is_module).count();
            let (all, length) = paths(rest);
            let found = all.iter().filter_map(|path| resolve(path, module, inline, sources));
            imports.extend(found.filter(|found| found != module));
            i += length;
        } else {
            i += 1;
        }
    }
    imports
}

fn imports(sources: &Sources) -> Imports {
    let mut of_tests = BTreeSet::new();
    let mut imports: Imports =
        sources.keys().map(|module| (module.clone(), imports_of(module, sources, &mut of_tests))).collect();
    imports.retain(|module, _| !of_tests.contains(module));
    imports
}

fn floor(module: &str) -> usize {
    let found = FLOORS.iter().position(|floor| floor.contains(&module));
    found.unwrap_or_else(|| panic!("src/{module} has no place in the order of the modules"))
}

/// Imports that run upward, or along a floor.
fn upward(imports: &Imports) -> Vec<String> {
    let mut upward = Vec::new();
    for (module, all) in imports {
        for import in all.iter().filter(|import| import[0] != module[0]) {
            if floor(&import[0]) >= floor(&module[0]) {
                upward.push(format!("{} imports {}", module.join("::"), import.join("::")));
            }
        }
    }
    upward
}

/// Files of one module that import one another, in circles larger than they may be: each file reaches each other one.
fn circles(imports: &Imports) -> Vec<String> {
    let reach = |from: &Module| {
        let (mut reached, mut open) = (BTreeSet::new(), vec![from]);
        while let Some(module) = open.pop() {
            let inner = imports[module].iter().filter(|import| import[0] == from[0]);
            open.extend(inner.filter(|import| reached.insert((*import).clone())));
        }
        reached
    };
    let reached: Imports = imports.keys().map(|module| (module.clone(), reach(module))).collect();
    let mut circles = BTreeSet::new();
    for (module, all) in &reached {
        let mutual = |other: &&Module| *other == module || reached[*other].contains(module);
        let circle: BTreeSet<String> = all.iter().filter(mutual).map(|other| other.join("::")).collect();
        if circle.len() > largest_circle(&module[0]) {
            circles.insert(circle);
        }
    }
    circles.into_iter().map(|circle| circle.into_iter().collect::<Vec<_>>().join(", ")).collect()
}

#[test]
fn imports_run_downward_only() {
    let found = upward(&imports(&sources()));
    assert!(found.is_empty(), "imports that run upward:\n{}", found.join("\n"));
}

#[test]
fn few_files_import_one_another_in_a_circle() {
    let found = circles(&imports(&sources()));
    let help = "import from the file that defines a thing, or give what both need a file of its own";
    assert!(found.is_empty(), "files that import one another ({help}):\n{}", found.join("\n"));
}

#[test]
fn files_are_short() {
    for (module, text) in sources() {
        let lines = text.lines().count();
        assert!(
            lines <= MOST_LINES,
            "src/{}.rs has {lines} lines: it probably holds two ideas",
            module.join("/")
        );
    }
}

/// Sources of a few files, by path.
fn some(files: &[(&str, &str)]) -> Sources {
    let module = |path: &str| path.split("::").map(str::to_owned).collect();
    files.iter().map(|(path, text)| (module(path), (*text).to_owned())).collect()
}

#[test]
fn a_breach_of_the_order_is_seen() {
    let upward_of = |model: &str| {
        let others = [("summary", ""), ("summary::plan", ""), ("scenario", ""), ("model", model)];
        upward(&imports(&some(&others)))
    };
    assert_eq!(
        upward_of("use crate::{scenario::Scenario, summary::plan::Plan};"),
        ["model imports summary::plan"]
    );
    assert_eq!(upward_of("fn f() { crate::summary::run() }"), ["model imports summary"]);
    assert_eq!(upward_of("pub(in crate::summary) fn f() -> &'static str { \"crate::summary::x\" }"), [""; 0]);
    assert_eq!(
        upward_of("// crate::summary::x\n#[cfg(test)] mod tests { use crate::summary::plan; }"),
        [""; 0]
    );
    assert_eq!(
        upward_of("const C: char = '\\''; fn f<'a>(_: &'a str) { crate::summary::x }"),
        ["model imports summary"]
    );
}

#[test]
fn a_circle_is_seen() {
    let four = |last: &str| {
        let files = [
            ("summary", "mod a; mod b; pub use a::A; pub use b::B;"),
            ("summary::a", "use super::b::B;"),
            ("summary::b", "mod inner { use super::own; } use super::c::C;"),
            ("summary::c", last),
        ];
        circles(&imports(&some(&files)))
    };
    assert_eq!(four("use super::b::B as Other;"), [""; 0], "a circle of two is none");
    assert_eq!(four("use crate::summary::A;"), ["summary, summary::a, summary::b, summary::c"]);
}
