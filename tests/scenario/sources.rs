//! Files as they come: missing, empty, huge, in other encodings, outside the folder.

use std::fs;
use std::path::PathBuf;

use tempfile::TempDir;
use vendepunkt::scenario::{Diagnostic, Request, Source, limits, load};

use crate::support::BASE;

fn bytes(text: &[u8]) -> Vec<Diagnostic> {
    let source = Source::Text { name: "-".into(), text: text.to_vec(), folder: PathBuf::from(".") };
    match load(&Request::new(source)) {
        Ok(loaded) => loaded.warnings,
        Err(invalid) => {
            for finding in &invalid.findings {
                assert!(!finding.render(&invalid.files, 80, true).is_empty());
            }
            invalid.findings
        }
    }
}

fn only(findings: Vec<Diagnostic>) -> Diagnostic {
    assert_eq!(findings.len(), 1, "{findings:?}");
    findings.into_iter().next().expect("one")
}

#[test]
fn what_is_no_text_says_where() {
    let latin =
        BASE.replace("City of Copenhagen", "K\u{f8}benhavn").chars().map(|c| c as u8).collect::<Vec<u8>>();
    let finding = only(bytes(&latin));
    assert_eq!((finding.code, finding.line, finding.column), ("not-utf8", Some(11), Some(18)));
    assert!(finding.help.contains('ø') && finding.message.contains("0xF8"), "{finding:?}");

    let utf16: Vec<u8> =
        [0xff, 0xfe].into_iter().chain(BASE.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let finding = only(bytes(&utf16));
    assert!(finding.help.contains("UTF-16"), "{finding:?}");
    assert_eq!(only(bytes(&[0x80, 0x81])).line, Some(1));
}

#[test]
fn empty_files_and_marks() {
    for empty in ["", "\n\n", "  \t\r\n", "\u{feff}", "\u{feff}\n"] {
        assert_eq!(only(bytes(empty.as_bytes())).code, "empty-file");
    }
    assert_eq!(bytes(b"# Only a comment.\n")[0].code, "missing-key");
    let marked = format!("\u{feff}{BASE}");
    assert!(bytes(marked.as_bytes()).is_empty());
    let marked = format!("\u{feff}{}", BASE.replace("format = 1", "format = 7"));
    let finding = only(bytes(marked.as_bytes()));
    assert_eq!((finding.line, finding.column), (Some(1), Some(10)));
}

#[test]
fn zero_bytes_and_controls_do_no_harm() {
    for text in [
        "\0",
        "a = \"\u{1}\"",
        "a\u{7f}b = 1",
        "\u{2028}x = 1",
        "x = \"\u{202e}\"",
        "=\r=\r",
        "[",
        "\"",
        "'''",
        "{",
        "]]",
    ] {
        assert!(!bytes(text.as_bytes()).is_empty(), "{text:?}");
    }
}

#[test]
fn huge_files_and_deep_nests_are_refused_at_once() {
    let huge = vec![b'#'; limits::FILE_BYTES + 1];
    assert_eq!(only(bytes(&huge)).code, "too-large");
    let nests = [
        format!("x = {}1{}", "[".repeat(100_000), "]".repeat(100_000)),
        format!("x = {}", "{a=".repeat(100_000)),
        format!("{}x = 1", "a.".repeat(100_000)),
        format!("[{}x]\ny = 1", "a.".repeat(100_000)),
        "[a]\n[a.b]\n".repeat(50_000),
    ];
    for text in nests {
        assert!(!bytes(text.as_bytes()).is_empty());
    }
}

#[test]
fn a_file_full_of_slips_gives_a_page_and_not_a_book() {
    let mut text = String::from(BASE);
    for i in 0..50_000 {
        text.push_str(&format!("\nslip_{i} = {i}"));
    }
    let findings = bytes(text.as_bytes());
    assert_eq!(findings.len(), limits::FINDINGS + 1);
    assert_eq!(findings.last().map(|f| f.code), Some("too-many-findings"));
    let mut text = String::from(BASE);
    for i in 0..5_000 {
        text.push_str(&format!("\n[inputs.i{i}]\nfixed = 1\n"));
    }
    assert!(bytes(text.as_bytes()).iter().any(|f| f.code == "too-many"));
}

#[test]
fn missing_files_folders_and_slips_in_names() {
    let folder = TempDir::new().expect("a folder");
    fs::write(folder.path().join("u-turn.toml"), BASE).expect("a file");
    let load_name = |name: &str| load(&Request::path(folder.path().join(name)));
    let finding = only(load_name("u-trun.toml").expect_err("missing").findings);
    assert_eq!(finding.code, "missing-file");
    assert!(finding.help.contains("u-turn.toml") && finding.file.ends_with("u-trun.toml"), "{finding:?}");
    let rendered = finding.render(&[], 80, false);
    assert!(rendered.starts_with("error[missing-file]: there is no file"), "{rendered}");
    assert_eq!(only(load_name("").expect_err("a folder").findings).code, "not-a-file");
    assert_eq!(only(load_name("no/such/file.toml").expect_err("missing").findings).code, "missing-file");
}

#[test]
fn nothing_outside_the_folder_is_read() {
    let outer = TempDir::new().expect("a folder");
    let inner = outer.path().join("inner");
    fs::create_dir(&inner).expect("a folder");
    fs::write(outer.path().join("base.toml"), BASE).expect("a file");
    fs::write(inner.join("up.toml"), "extends = \"../base.toml\"\n").expect("a file");
    fs::write(inner.join("down.toml"), "extends = \"sub/child.toml\"\n").expect("a file");
    fs::create_dir(inner.join("sub")).expect("a folder");
    fs::write(inner.join("sub/child.toml"), "extends = \"../base.toml\"\n").expect("a file");
    fs::write(inner.join("base.toml"), BASE).expect("a file");
    fs::write(inner.join("gone.toml"), "extends = \"../../../no/such/place/base.toml\"\n").expect("a file");

    let up = Request::path(inner.join("up.toml"));
    assert_eq!(only(load(&up).expect_err("outside").findings).code, "outside-folder");
    assert!(load(&Request { allow_outside: true, ..up }).is_ok());
    // The folder is that of the scenario asked for: what lies beneath may point back up into it.
    assert!(load(&Request::path(inner.join("down.toml"))).is_ok());
    assert!(load(&Request::path(inner.join("sub/child.toml"))).is_err());
    assert!(load(&Request::path(inner.join("gone.toml"))).is_err());
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(outer.path().join("base.toml"), inner.join("link.toml")).expect("a link");
        fs::write(inner.join("linked.toml"), "extends = \"link.toml\"\n").expect("a file");
        let linked = load(&Request::path(inner.join("linked.toml")));
        assert_eq!(only(linked.expect_err("outside by a link").findings).code, "outside-folder");
    }
}

#[test]
fn the_folder_we_are_in_is_a_folder_too() {
    // Tests run in the folder of the package; a bare file name has no folder of its own.
    for (extends, code) in
        [("../no-such-file.toml", "outside-folder"), ("/etc/passwd", "outside-folder"), ("src", "not-a-file")]
    {
        let text = format!("extends = \"{extends}\"\n").into_bytes();
        let source = Source::Text { name: "-".into(), text, folder: PathBuf::new() };
        assert_eq!(only(load(&Request::new(source)).expect_err(extends).findings).code, code);
    }
    let source = Source::Text {
        name: "-".into(),
        text: b"extends = \"Cargo.toml\"\n".to_vec(),
        folder: PathBuf::from("no/such/folder"),
    };
    assert!(load(&Request::new(source)).is_err());
}

#[test]
fn one_endless_line_is_refused_soon() {
    let start = std::time::Instant::now();
    // A quarter of what a file may hold takes a quarter of the time, unless something takes its square.
    let long = limits::FILE_BYTES / 4;
    for piece in [
        ",", "a=,", "{", "[", "\"", "'", "a.b=1,", "[a]", "=", "x = 1 ", "\u{1}", "\"\\u\" ", "#", "[[a.b]]",
        "a={b=", "-", "\r",
    ] {
        let text = piece.repeat(long / piece.len());
        assert!(!bytes(text.as_bytes()).is_empty(), "{piece:?}");
        let value = format!("x = [{text}");
        assert!(!bytes(&value.as_bytes()[..long]).is_empty(), "{piece:?}");
    }
    let numbers = format!("{}\nx = [{}1]\n", BASE, "1,".repeat(limits::FILE_BYTES / 2 - 2_000));
    assert!(!bytes(numbers.as_bytes()).is_empty());
    assert!(start.elapsed() < std::time::Duration::from_secs(40), "{:?}", start.elapsed());
}

#[test]
fn long_chains_and_circles_end() {
    let folder = TempDir::new().expect("a folder");
    for i in 0..40 {
        let text = format!("extends = \"f{}.toml\"\n", i + 1);
        fs::write(folder.path().join(format!("f{i}.toml")), text).expect("a file");
    }
    fs::write(folder.path().join("f40.toml"), BASE).expect("a file");
    assert!(load(&Request::path(folder.path().join("f30.toml"))).is_ok());
    let invalid = load(&Request::path(folder.path().join("f0.toml"))).expect_err("too long");
    assert!(invalid.findings[0].message.contains("more than 16 files"));
    fs::write(folder.path().join("self.toml"), "extends = \"self.toml\"\n").expect("a file");
    let invalid = load(&Request::path(folder.path().join("self.toml"))).expect_err("a circle");
    assert_eq!(invalid.findings[0].code, "cycle");
}

#[test]
fn data_columns_are_read_inlined_and_kept_out_of_the_hash() {
    let folder = TempDir::new().expect("a folder");
    let scenario = BASE.replace(
        "beta = { mean = 0.42, sd = 0.08 }",
        "empirical = { file = \"data/rates.csv\", column = \"rate\" }",
    );
    fs::create_dir(folder.path().join("data")).expect("a folder");
    fs::write(folder.path().join("data/rates.csv"), "year,rate\n1,0.25\n2,0.5\n").expect("a file");
    fs::write(folder.path().join("data.toml"), &scenario).expect("a file");
    fs::write(folder.path().join("child.toml"), "extends = \"data.toml\"\n").expect("a file");
    let inline = BASE.replace("beta = { mean = 0.42, sd = 0.08 }", "empirical = { values = [0.25, 0.5] }");
    fs::write(folder.path().join("inline.toml"), &inline).expect("a file");
    let load_name = |name: &str| {
        load(&Request::path(folder.path().join(name))).unwrap_or_else(|e| panic!("{name}: {:?}", e.findings))
    };
    let loaded = load_name("data.toml");
    assert!(loaded.resolved.contains("empirical = { values = [0.25, 0.5] }"), "{}", loaded.resolved);
    assert_eq!(loaded.sha256, load_name("inline.toml").sha256);
    assert_eq!(loaded.sha256, load_name("child.toml").sha256);
    assert_eq!(loaded.files.len(), 1, "data without a fault is not kept");
}

/// A mean of 499.5 where every cell is read; a lenient reader gave 250 of the first half, or 12 for `"1"2`.
#[test]
fn data_columns_are_read_to_the_last_cell_or_refused_with_the_row() {
    let folder = TempDir::new().expect("a folder");
    let scenario = BASE.replace(
        "pert = { low = 100_000, mode = 129_000, high = 160_000 }",
        "empirical = { file = \"data.csv\", column = \"cost\" }",
    );
    fs::write(folder.path().join("x.toml"), &scenario).expect("a file");
    let load_data = |data: &[u8]| {
        fs::write(folder.path().join("data.csv"), data).expect("a file");
        load(&Request::path(folder.path().join("x.toml")))
    };
    let rows = |change: &dyn Fn(usize) -> String| {
        (0..1000).fold("who,cost\n".to_owned(), |rows, i| rows + &change(i) + "\n")
    };
    let plain = |i: usize| format!("p{i},{i}");
    let loaded = load_data(rows(&plain).as_bytes()).expect("valid");
    let values: Vec<f64> =
        loaded.resolved.split("empirical = { values = [").nth(1).map_or(Vec::new(), |list| {
            list.split(']')
                .next()
                .unwrap_or_default()
                .split(',')
                .map(|x| x.trim().parse().expect("a number"))
                .collect()
        });
    assert_eq!((values.len(), values.iter().sum::<f64>() / 1000.0), (1000, 499.5));
    let at_501 = |row: &str| {
        let row = row.to_owned();
        rows(&move |i| if i == 500 { row.clone() } else { plain(i) })
    };
    for (row, line, says) in [
        ("\"p500,500", 502, "a quote is opened here and never closed"),
        ("p500,\"500", 502, "a quote is opened here and never closed"),
        ("p500,\"1\"2", 502, "a quote stands in the middle of a cell"),
        ("p500,500,1", 502, "this row has 3 cells, the header 2"),
        ("p500", 502, "this row has 1 cells, the header 2"),
        ("p500,0,5", 502, "this row has 3 cells, the header 2"),
        ("Total,124750", 502, "this row sums up the others"),
        ("p500,", 502, "an empty cell in column `cost`"),
        ("p500,five", 502, "a cell of column `cost` is not a number"),
    ] {
        let finding = only(load_data(at_501(row).as_bytes()).expect_err(row).findings);
        assert_eq!((finding.message.as_str(), finding.line), (says, Some(line)), "{row}");
        assert!(finding.file.ends_with("data.csv"), "{finding:?}");
    }
    for (data, says) in [
        ("cost,cost\n1,2\n", "two columns are called `cost`"),
        ("sep=;\nwho;cost\na;1\n", "the first line is a hint for Excel, not the header"),
        ("who\tcost\na\t1\n", "the cells are separated by tabs"),
    ] {
        assert_eq!(only(load_data(data.as_bytes()).expect_err(data).findings).message, says);
    }
    let workbook = only(load_data(b"PK\x03\x04\x14\0\x06\0").expect_err("a workbook").findings);
    assert!(workbook.message.contains("is a workbook (.xlsx or .ods)"), "{workbook:?}");
    assert!(workbook.help.contains("as CSV"), "{workbook:?}");
    assert_eq!(load_data(b"\xef\xbb\xbfcost\n1\n2\n").expect("valid").read.len(), 2);
}
