//! Two hundred files, three of them changed: more pairs than are held in memory.

use crate::call::Desk;

#[test]
fn of_two_hundred_files_the_three_that_changed_are_named() {
    let desk = Desk::new();
    let text =
        std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/scenarios/u-turn.toml")).unwrap();
    for number in 0..200 {
        // Each is a case of its own.
        let own = text.replace("participants = 24", &format!("participants = {}", 20 + number % 40));
        desk.put(&format!("before/{number:03}.toml"), &own);
        let edited = own.replace("mean = 0.42", "mean = 0.41");
        desk.put(
            &format!("after/{number:03}.toml"),
            if [7, 99, 180].contains(&number) { &edited } else { &own },
        );
    }
    let answer = desk.call("compare before after --draws 10000 --format json");
    let json = answer.exits(0).json();
    assert_eq!((&json["counts"]["changed"], &json["counts"]["unchanged"]), (&6.into(), &394.into()));
    let changed = json["pairs"].as_array().unwrap().iter().filter(|pair| pair["unchanged"] == false);
    let names: Vec<&str> = changed.map(|pair| pair["name"].as_str().unwrap()).collect();
    // Each file has a variant, which is compared with itself.
    let files = ["007", "099", "180"]
        .map(|file| [format!("{file}.toml"), format!("{file}.toml (variant one_in_ten_anyway)")]);
    assert_eq!(names, files.as_flattened());
    for pair in json["pairs"].as_array().unwrap().iter().filter(|pair| pair["unchanged"] == true) {
        assert_eq!(pair["perspectives"]["public"]["net_benefit"]["mean"]["hi"], 0.0);
    }
    // What is put on the disk for want of memory comes back as it was: a part of a hundred files fits into memory.
    let mut parts = Vec::new();
    for part in 1..=4 {
        let call = format!("compare before after --draws 10000 --format json --part {part}/4");
        parts.extend(desk.call(&call).exits(0).json()["pairs"].as_array().unwrap().clone());
    }
    assert!(json["pairs"] == serde_json::Value::from(parts));
}
