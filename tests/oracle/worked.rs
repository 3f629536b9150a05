//! The base case worked out in cells: it comes to what the program says.

use vendepunkt::model::{At, base, work_out};
use vendepunkt::scenario::Loaded;

use super::common::{load_file, shipped_files};
use super::generated;

fn assert_worked_out(name: &str, loaded: &Loaded) {
    let worked = work_out(&loaded.scenario).unwrap();
    let program = base::evaluate(&loaded.scenario).unwrap();
    assert_eq!(worked.net_benefit.len(), program.net_benefit.len(), "{name}");
    for (perspective, net_benefit, size) in &worked.net_benefit {
        let number = |row: usize| worked.rows[row].number(At::Alone).unwrap();
        let (ours, theirs) = (number(*net_benefit), program.net_benefit[perspective]);
        let apart = (ours - theirs).abs();
        assert!(apart <= 1e-12 * number(*size), "{name}, {perspective}: {ours} against {theirs}");
    }
}

#[test]
fn shipped_scenarios_are_worked_out_as_the_program_says() {
    for path in shipped_files() {
        let loaded = load_file(&path, None, &[]);
        assert_worked_out(&path.display().to_string(), &loaded);
        for variant in &loaded.variants {
            assert_worked_out(
                &format!("{}, {variant}", path.display()),
                &load_file(&path, Some(variant), &[]),
            );
        }
    }
}

#[test]
fn generated_scenarios_are_worked_out_as_the_program_says() {
    for index in 0..200 {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("scenario.toml");
        let generated = generated::scenario(index);
        std::fs::write(&path, generated.text).unwrap();
        std::fs::write(folder.path().join("data.csv"), generated::DATA).unwrap();
        if let Some(base) = generated.base {
            std::fs::write(folder.path().join("base.toml"), base).unwrap();
        }
        assert_worked_out(&format!("generated {index}"), &load_file(&path, generated.variant, &[]));
    }
}
