//! Reports in files: whole or not at all.

use std::fs;
use std::time::{Duration, Instant};

use crate::call::{Desk, permissions_do_not_bind};

#[test]
fn the_file_holds_what_standard_output_would() {
    let desk = Desk::new();
    for format in ["text", "json", "csv", "markdown"] {
        let to_file = desk.call(&format!("run u-turn.toml --format {format} --output report"));
        to_file.exits(0);
        assert_eq!(to_file.out, "");
        assert_eq!(desk.read("report"), desk.call(&format!("run u-turn.toml --format {format}")).out);
    }
    assert_eq!(desk.names(), ["report", "u-turn.toml"]);
}

#[test]
fn where_nothing_can_be_written_it_is_said_before_anything_is_run() {
    let desk = Desk::new();
    fs::create_dir(desk.path("folder")).unwrap();
    for (target, cause) in [
        ("nowhere/report.txt", "the folder nowhere does not exist; create it first"),
        ("folder", "it is a folder; name a file in it"),
        ("u-turn.toml/report.txt", "u-turn.toml is not a folder"),
    ] {
        // So many draws that the test would never end if they were made first.
        let answer = desk.call(&format!("run u-turn.toml --draws 1e12 --output {target}"));
        answer.exits(1);
        assert_eq!(answer.err, format!("error: cannot write {target}: {cause}\n"));
    }
    assert_eq!(desk.names(), ["folder", "u-turn.toml"]);
}

#[cfg(unix)]
#[test]
fn a_folder_or_file_that_is_read_only_is_respected() {
    use std::os::unix::fs::PermissionsExt;
    let desk = Desk::new();
    desk.put("locked/report.txt", "old");
    desk.put("open/report.txt", "old");
    let lock =
        |name: &str, mode| fs::set_permissions(desk.path(name), fs::Permissions::from_mode(mode)).unwrap();
    lock("locked", 0o555);
    lock("open/report.txt", 0o444);
    if !permissions_do_not_bind(&desk.path("locked")) {
        for target in ["locked/new.txt", "locked/report.txt", "open/report.txt"] {
            let answer = desk.call(&format!("run u-turn.toml --output {target}"));
            answer.exits(1);
            assert!(answer.err.contains("permission denied; write elsewhere"), "{}", answer.err);
        }
        assert_eq!(desk.read("locked/report.txt"), "old");
        assert_eq!(desk.read("open/report.txt"), "old");
    }
    lock("locked", 0o755);
}

#[cfg(unix)]
#[test]
fn permissions_and_links_are_those_of_any_file() {
    use std::os::unix::fs::PermissionsExt;
    let desk = Desk::new();
    let mode = |name: &str| fs::metadata(desk.path(name)).unwrap().permissions().mode() & 0o777;
    desk.put("made-by-others", "");
    desk.call("run u-turn.toml --output new").exits(0);
    assert_eq!(mode("new"), mode("made-by-others"));
    fs::set_permissions(desk.path("new"), fs::Permissions::from_mode(0o600)).unwrap();
    std::os::unix::fs::symlink("new", desk.path("link")).unwrap();
    desk.call("run u-turn.toml --output link --format csv").exits(0);
    assert_eq!(mode("new"), 0o600);
    assert!(fs::symlink_metadata(desk.path("link")).unwrap().is_symlink());
    assert!(desk.read("new").starts_with("scenario,variant"));
}

#[cfg(target_os = "linux")]
#[test]
fn a_device_is_written_to_and_not_replaced() {
    let desk = Desk::new();
    let answer = desk.call("run u-turn.toml --output /dev/full");
    answer.exits(1);
    assert!(answer.err.contains("cannot write /dev/full: the disk is full"), "{}", answer.err);
    let answer = desk.call("run u-turn.toml --output /dev/stdout");
    assert!(answer.exits(0).out.contains("U-turn"));
}

/// In a file system of 64 KiB that is nearly full: the old report stays, and nothing half-written lies beside it.
#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_leaves_the_old_report_whole() {
    let desk = Desk::new();
    fs::create_dir(desk.path("disk")).unwrap();
    let script = "mount -t tmpfs -o size=64k none disk || exit 99
        printf old > disk/report && head -c 57344 /dev/zero > disk/fill
        \"$0\" run u-turn.toml --format json --output disk/report; echo $?
        \"$0\" run u-turn.toml --dump disk/draws.csv; echo $?
        rm disk/fill; cat disk/report; echo; ls -A disk";
    let program = crate::common::program();
    // A namespace of its own lets any user mount, where the system allows that at all.
    let call = ["--user", "--map-root-user", "--mount", "sh", "-c", script];
    let output = std::process::Command::new("unshare")
        .args(call)
        .arg(program.get_program())
        .current_dir(desk.path("."))
        .env("VENDEPUNKT_DRAWS", "20000")
        .output();
    let Ok(output) = output else { return eprintln!("skipped: there is no unshare") };
    let (out, err) = (String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap());
    if output.status.code() == Some(99) || out.is_empty() {
        return eprintln!("skipped: nothing can be mounted here: {err}");
    }
    assert_eq!(out, "1\n1\nold\nreport\n", "{err}");
    for file in ["report", "draws.csv"] {
        assert!(err.contains(&format!("cannot write disk/{file}: the disk is full")), "{err}");
    }
}

#[test]
fn a_call_without_results_leaves_an_older_report_alone() {
    let desk = Desk::new();
    desk.put("report.json", "old");
    desk.put("broken.toml", "title = 3");
    desk.call("run broken.toml --format json --output report.json").exits(3);
    assert_eq!(desk.read("report.json"), "old");
    desk.call("run broken.toml u-turn.toml --format json --output report.json").exits(3);
    assert!(desk.read("report.json").starts_with("[\n"));
}

/// A program killed at any moment leaves the old file or the whole new one. The moments are spread evenly over
/// a run's time; 200 of them in the slow test, which `cargo test -- --ignored` runs too.
fn kill_at_random_moments(times: u32) {
    let desk = Desk::new();
    let call = ["run", "u-turn.toml", "--format", "json", "--output", "report.json"];
    let started = Instant::now();
    assert!(desk.program().args(call).status().unwrap().success());
    let length = started.elapsed();
    let whole = desk.read("report.json");
    let mut seen = [0; 3];
    for time in 0..times {
        match time % 2 {
            0 => desk.put("report.json", "old"),
            _ => fs::remove_file(desk.path("report.json")).unwrap_or(()),
        }
        let mut child = desk.program().args(call).spawn().unwrap();
        // Golden ratio steps: no two moments alike, all parts of the run met. However busy the machine is, the first two come too early for a report
        // and the last two too late.
        let share = (f64::from(time) * 0.618_033_988_749_895).fract() * 2.0;
        match time {
            0 | 1 => {}
            _ if time + 2 < times => {
                std::thread::sleep(Duration::from_secs_f64(length.as_secs_f64() * share))
            }
            _ => assert!(child.wait().unwrap().success()),
        }
        child.kill().unwrap();
        child.wait().unwrap();
        match fs::read_to_string(desk.path("report.json")) {
            Err(_) => {
                assert_eq!(time % 2, 1, "the old report is gone");
                seen[0] += 1;
            }
            Ok(text) if text == "old" => seen[1] += 1,
            Ok(text) => {
                assert_eq!(text, whole, "half a report");
                seen[2] += 1;
            }
        }
    }
    assert!(seen.iter().all(|&count| count > 0), "all three ends were met: {seen:?}");
}

#[test]
fn killed_at_random_moments_it_leaves_no_half_file() {
    kill_at_random_moments(40);
}

#[test]
#[ignore = "200 runs take long"]
fn killed_200_times_it_leaves_no_half_file() {
    kill_at_random_moments(200);
}
