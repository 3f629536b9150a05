//! What a call reads it does not write over, by whatever road it is read.

use std::fs;
use std::process::Command;

use crate::call::{Answer, Desk, U_TURN};

/// A desk with a scenario that extends `u-turn.toml` and reads `data/rates.txt`, and a variant that reads another file.
fn desk() -> Desk {
    let desk = Desk::new();
    let child = "extends = \"u-turn.toml\"\n[inputs.success_rate]\nempirical = { file = \"data/rates.txt\", column = \"rate\" }\n\
                 [variants.other.inputs.success_rate]\nempirical = { file = \"data/other.txt\", column = \"rate\" }\n";
    desk.put("child.toml", child);
    desk.put("data/rates.txt", "rate\n0.3\n0.4\n");
    desk.put("data/other.txt", "rate\n0.2\n0.4\n");
    desk
}

/// Calls that read each of these files.
const READ: [&str; 3] = ["u-turn.toml", "data/rates.txt", "child.toml"];

#[track_caller]
fn refused(desk: &Desk, call: &str, read: &str) {
    let before = fs::read(desk.path(read)).unwrap();
    let answer = desk.call(call);
    assert!(
        answer.exits(2).err.contains("is read by this call and would be overwritten"),
        "{call}: {answer:?}"
    );
    assert_eq!(answer.out, "", "{call}");
    assert_eq!(fs::read(desk.path(read)).unwrap(), before, "{call}");
}

#[test]
fn nothing_that_is_read_is_written_over() {
    let desk = desk();
    desk.put("before/a.toml", U_TURN);
    desk.put("cases/base.toml", U_TURN);
    desk.put("cases/child.toml", "extends = \"base.toml\"\ntitle = \"Child\"\n");
    for read in READ {
        for call in [
            "run child.toml -o",
            "run child.toml --dump",
            "run child.toml --format json -o",
            "stress child.toml -o",
            "compare u-turn.toml child.toml -o",
            "compare child.toml u-turn.toml -o",
            "compare child.toml --variants -o",
            "run child.toml --shard 1/2 -o",
        ] {
            refused(&desk, &format!("{call} {read}"), read);
            refused(&desk, &format!("{call} ./data/../{read}"), read);
        }
    }
    // By a variant alone, and by a scenario that is invalid.
    refused(&desk, "run child.toml --variant other -o data/other.txt", "data/other.txt");
    refused(&desk, "run child.toml --all-variants -o data/other.txt", "data/other.txt");
    refused(&desk, "compare child.toml --variants -o data/other.txt", "data/other.txt");
    desk.put("broken.toml", "extends = \"u-turn.toml\"\nhorizn = 3\n");
    refused(&desk, "run broken.toml child.toml -o u-turn.toml", "u-turn.toml");
    refused(&desk, "compare child.toml broken.toml -o u-turn.toml", "u-turn.toml");
    // By standard input, and in a folder.
    let answer = desk.call_with_input("run - -o u-turn.toml", "extends = \"u-turn.toml\"\n");
    assert!(answer.exits(2).err.contains("would be overwritten"), "{answer:?}");
    refused(&desk, "run cases -o cases/base.toml", "cases/base.toml");
    refused(&desk, "compare before cases -o cases/base.toml", "cases/base.toml");
    // Stored results and pieces.
    desk.call("run u-turn.toml --format json -o stored.json").exits(0);
    refused(&desk, "compare stored.json u-turn.toml -o stored.json", "stored.json");
    desk.call("run child.toml --shard 1/1 -o piece.json").exits(0);
    refused(&desk, "merge piece.json -o ./piece.json", "piece.json");
    // What is not read may be written over, as ever.
    desk.put("old.txt", "old");
    for call in [
        "run child.toml -o old.txt",
        "compare u-turn.toml child.toml -o old.txt",
        "stress child.toml -o old.txt",
    ] {
        desk.call(call).exits(0);
        assert_ne!(desk.read("old.txt"), "old");
    }
}

/// In a repository the other side is read from the work tree, and so is what it extends.
#[test]
fn what_a_revision_is_compared_with_is_not_written_over() {
    let desk = desk();
    for arguments in [
        &["init", "-q", "-b", "main"][..],
        &["add", "."],
        &["-c", "user.name=A", "-c", "user.email=a@b.c", "commit", "-qm", "one"],
    ] {
        assert!(Command::new("git").args(arguments).current_dir(desk.path("")).status().unwrap().success());
    }
    for read in READ {
        refused(&desk, &format!("compare child.toml --against-git main -o {read}"), read);
    }
}

#[cfg(unix)]
#[test]
fn other_names_of_a_file_are_known() {
    let desk = desk();
    std::os::unix::fs::symlink("u-turn.toml", desk.path("link.toml")).unwrap();
    fs::hard_link(desk.path("u-turn.toml"), desk.path("twin.toml")).unwrap();
    std::os::unix::fs::symlink("data", desk.path("folder")).unwrap();
    for output in ["link.toml", "twin.toml", "folder/../u-turn.toml"] {
        refused(&desk, &format!("run child.toml -o {output}"), "u-turn.toml");
    }
    refused(&desk, "run child.toml -o folder/rates.txt", "data/rates.txt");
    // The scenario is named by a link; the file behind it is what would be lost.
    refused(&desk, "run link.toml -o twin.toml", "u-turn.toml");
    // A link that leads nowhere is no file to replace.
    std::os::unix::fs::symlink("gone.txt", desk.path("nowhere")).unwrap();
    let answer = desk.call("run child.toml -o nowhere");
    assert!(
        answer.exits(1).err.contains("cannot write nowhere: it is a link that leads nowhere"),
        "{answer:?}"
    );
    assert!(fs::symlink_metadata(desk.path("nowhere")).unwrap().is_symlink());
}

#[test]
fn nothing_is_written_twice() {
    let desk = desk();
    for (report, draws) in [("new.txt", "new.txt"), ("new.txt", "./new.txt"), ("data/x", "data/../data/x")] {
        let answer = desk.call(&format!("run child.toml -o {report} --dump {draws}"));
        assert!(answer.exits(2).err.contains("would be written twice"), "{answer:?}");
        assert!(!desk.path(report).exists());
    }
    desk.call("run child.toml -o data/x --dump x").exits(0);
}

/// `check` says what in a folder is no scenario that can be read, and reads nothing outside of it.
#[cfg(unix)]
#[test]
fn nothing_in_a_folder_is_passed_over() {
    use std::os::unix::fs::symlink;
    let desk = Desk::new();
    desk.put("cases/fine.toml", U_TURN);
    desk.put("secret.toml", "first_line_of_a_foreign_file = 1\n");
    desk.put("cases/below/notes.txt", "");
    let check = |says: &str| {
        let answer = desk.call("check cases");
        assert!(answer.exits(3).err.contains(says), "{says}: {answer:?}");
        assert!(
            answer.err.contains("cases/fine.toml: valid") && !answer.err.contains("first_line"),
            "{answer:?}"
        );
        assert!(desk.call("run cases --format csv").exits(3).err.contains(says), "{says}");
    };
    desk.call("check cases").exits(0);
    let bad = desk.path("cases/bad.toml");
    symlink("nowhere.toml", &bad).unwrap();
    check("`cases/bad.toml` is a link that leads nowhere");
    fs::remove_file(&bad).unwrap();
    for outside in ["../secret.toml", "/etc/passwd"] {
        symlink(outside, &bad).unwrap();
        check("`cases/bad.toml` lies outside the scenario's folder");
        fs::remove_file(&bad).unwrap();
    }
    // Where files outside may be read, it is; and by its own name, too.
    symlink("../u-turn.toml", &bad).unwrap();
    desk.call("check cases --allow-outside").exits(0);
    desk.call("check cases/bad.toml").exits(0);
    fs::remove_file(&bad).unwrap();
    symlink("fine.toml", &bad).unwrap();
    desk.call("check cases").exits(0);
    fs::remove_file(&bad).unwrap();
    fs::create_dir(&bad).unwrap();
    check("`cases/bad.toml` is not a file");
    fs::remove_dir(&bad).unwrap();
    assert!(Command::new("mkfifo").arg(&bad).status().unwrap().success());
    check("`cases/bad.toml` is not a file");
    fs::remove_file(&bad).unwrap();
    // Links to folders are not followed; that scenarios lie behind one is said.
    desk.put("elsewhere/more.toml", U_TURN);
    desk.put("notes/more.txt", "");
    symlink("../notes", desk.path("cases/notes")).unwrap();
    symlink("below", desk.path("cases/again")).unwrap();
    desk.call("check cases").exits(0);
    symlink("../elsewhere", desk.path("cases/more")).unwrap();
    check("`cases/more` lies outside the scenario's folder");
    fs::remove_file(desk.path("cases/more")).unwrap();
    desk.put("cases/below/CASE.TOML", U_TURN);
    check("`cases/below/CASE.TOML` ends in .TOML, and scenarios end in .toml");
    desk.call("check cases/below/CASE.TOML").exits(0);
}

/// As Windows PowerShell's `>` and some editors write.
#[test]
fn stored_results_and_pieces_in_other_encodings() {
    let desk = desk();
    let mark = |name: &str| fs::write(desk.path(name), format!("\u{feff}{}", desk.read(name))).unwrap();
    let utf16 = |name: &str| {
        let words = desk.read(name).replace('\u{feff}', "");
        let bytes = [0xff, 0xfe].into_iter().chain(words.encode_utf16().flat_map(u16::to_le_bytes));
        fs::write(desk.path(name), bytes.collect::<Vec<u8>>()).unwrap();
    };
    desk.call("run u-turn.toml --format json -o stored.json").exits(0);
    mark("stored.json");
    assert!(desk.call("compare stored.json u-turn.toml").exits(0).out.starts_with("no change"));
    utf16("stored.json");
    let answer = desk.call("compare stored.json u-turn.toml");
    assert!(answer.exits(2).err.contains("the file is UTF-16: save it as UTF-8"), "{answer:?}");
    for piece in ["1", "2"] {
        desk.call(&format!("run u-turn.toml --shard {piece}/2 -o piece{piece}.json")).exits(0);
        mark(&format!("piece{piece}.json"));
    }
    let merged: Answer = desk.call("merge piece1.json piece2.json");
    assert_eq!(merged.exits(0).out, desk.call("run u-turn.toml").out);
    utf16("piece2.json");
    let answer = desk.call("merge piece1.json piece2.json");
    assert!(answer.exits(3).err.contains("cannot read piece2.json: the file is UTF-16"), "{answer:?}");
}
