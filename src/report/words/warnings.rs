//! What warnings say. Records have it in English; a further language makes it of their details.

use crate::scenario::Warning;

/// What is said in a language, both as fragments that begin with a small letter.
pub(crate) struct Words {
    /// The cause.
    pub message: fn(&Warning) -> String,
    /// What to try.
    pub help: fn(&Warning) -> String,
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use serde_json::Value;

    use super::*;
    use crate::report::digits::Locale;
    use crate::report::language::Language;
    use crate::summary::results::WarningRecord;

    /// One of each kind, as results have it.
    const SAMPLES: &str = r#"
        {"unused-input":{"input":"pay"}}
        {"no-source":{"input":"pay"}}
        {"no-evidence":{"input":"pay"}}
        {"literal-zero-counterfactual":{"outcome":"home"}}
        {"before-after-rate":{"outcome":"home","input":"pay"}}
        {"pathway":{"unreachable":{"state":"street"}}}
        {"pathway":"no-difference"}
        {"pathway":{"literal-zero":{"of":"street","to":"home"}}}
        {"pathway":{"before-after":{"of":"street","input":"pay"}}}
        {"pathway":{"uncounted":{"state":"street"}}}
        {"pathway":{"never-left":{"state":"street"}}}
        {"pathway":{"late-step":{"of":"street","from":9,"of_calendar":false}}}
        {"undiscounted-horizon":{"horizon":17}}
        {"effect-beyond-horizon":{"effect":"fewer","last":19,"horizon":17}}
        {"relapse-counted-twice":{"effect":"fewer","outcome":"home","input":"pay"}}
        {"average-price-cashable":{"effect":"fewer","input":"pay"}}
        {"mixed-price-years":{"input":"pay","year":2012,"scenario":2015}}
        {"infinite-mean":{"input":"pay"}}
        {"thousands-point":{"path":"costs.a","written":"129.125","read":"129.125","meant":"129_125","more":23}}
        {"negative-cost":{"cost":"course"}}
        {"steep-rate":{"path":"discount.rate","rate":"37.5"}}
        {"wide-amount":{"input":"pay"}}
        {"cases-as-doubt":{"input":"pay"}}
        {"total-per-person":{"line":"costs.a","input":"pay"}}
        {"effect-ends-early":{"effect":"fewer","last":17,"horizon":19}}
        {"exclusive-effects":{"first":"home","second":"job","unsaid":"job"}}
        {"idle-requirement":{"requirement":"sure","holds":true,"metric":"probability_loss","low":0.0,"high":1.0}}
        {"idle-requirement":{"requirement":"sure","holds":false,"metric":"net_benefit.sd","low":0.0,"high":null}}
        {"requirement-inside-error":{"requirement":"sure","draws":4096}}
        {"too-few-draws":{"draws":4096,"enough":23000}}
        {"few-draws-decide":{"perspectives":["state","region","city"],"deciding":7,"draws":4096}}
        {"no-finite-error":{"perspectives":["state","city"],"lacking":"mean"}}
        {"no-finite-error":{"perspectives":["state"],"lacking":"sd"}}
        {"no-finite-error":{"perspectives":["state"],"lacking":"error-of-sd"}}
        {"no-finite-error":{"perspectives":["state"],"lacking":"error-of-changes"}}
        {"no-finite-error":{"perspectives":["state"],"lacking":"error-of-worth"}}
        {"no-finite-error":{"perspectives":["state"],"lacking":"variance"}}
        {"no-finite-error":{"perspectives":["state"],"lacking":"error-of-shares"}}
        {"rates-clamped":{"path":"outcomes.a.rate","within_unit":true,"share":0.0125,"adjusted":true}}
        {"rates-clamped":{"path":"outcomes.a.rate","within_unit":false,"share":0.0125,"adjusted":false}}
        {"rates-clamped-while":{"held":{"input":{"input":"pay","at":0.95}},"path":"outcomes.a.rate","within_unit":true,"share":0.5}}
        {"rates-clamped-while":{"held":"cell","path":"outcomes.a.rate","within_unit":false,"share":0.5}}
        {"rates-clamped-while":{"held":{"all":"unfavourable"},"path":"outcomes.a.rate","within_unit":true,"share":1.0}}
        {"rates-clamped-while":{"held":{"all":"median"},"path":"outcomes.a.rate","within_unit":true,"share":1.0}}
        {"rates-clamped-while":{"held":{"all":"favourable"},"path":"outcomes.a.rate","within_unit":true,"share":1.0}}
        {"group-not-valued":{"group":"wages","reason":"`costs.a` divides by 0"}}
        {"payments-not-linear":{"perspectives":["state"],"hidden":"shares-together"}}
        {"payments-not-linear":{"perspectives":["state"],"hidden":"worth"}}
        {"parts-left-out":{"inputs":["moves"]}}
        {"parts-left-out":{"inputs":["moves","ways"]}}
        {"payment-unseen":{"payment":"fee"}}
        {"precision-cap":{"draws":20000,"precision":0.0125}}
        {"comparison":{"horizon":{"base":17,"other":19}}}
        {"comparison":"discount"}
        {"comparison":"payers"}
        {"comparison":{"perspective":{"perspective":"public"}}}
        {"comparison":{"weaker-requirement":{"requirement":"require sure"}}}
        {"comparison":{"prices":{"price_year":2012,"shown":2015,"factor":1.125}}}
        {"comparison":{"other-years":{"scenario":"b.toml"}}}
        {"comparison":{"other-discount":{"scenario":"b.toml"}}}
        {"comparison":{"other-payers":{"scenario":"b.toml"}}}
        {"comparison":{"invalid-base":{"place":"a.toml:3","reason":"`pay` is no number"}}}
        {"comparison":{"stored-figures":{"stored":"a.json","perspective":"public","was":[1234.5,0.75],"now":[2345.5,0.875],"version":"0.1.9"}}}
    "#;

    fn samples() -> Vec<(Value, Warning)> {
        let samples = SAMPLES.lines().map(str::trim).filter(|line| !line.is_empty());
        let read = |line| (serde_json::from_str(line).unwrap(), serde_json::from_str(line).unwrap());
        samples.map(read).collect()
    }

    /// The names of all kinds in a schema: of those with names and figures as they begin, of the others as they are.
    fn kinds(schema: &Value, into: &mut BTreeSet<String>) {
        match schema {
            Value::Object(keys) => {
                for kind in keys.get("oneOf").and_then(Value::as_array).into_iter().flatten() {
                    let names = kind["properties"].as_object().into_iter().flatten();
                    into.extend(names.map(|(name, _)| format!("\"{name}\":")));
                    let words = kind["enum"].as_array().into_iter().flatten().chain(kind.get("const"));
                    into.extend(words.map(Value::to_string));
                }
                keys.values().for_each(|value| kinds(value, into));
            }
            Value::Array(list) => list.iter().for_each(|value| kinds(value, into)),
            _ => {}
        }
    }

    /// Names and figures: a number as programs have it, and as it may stand in Danish.
    fn said(sample: &Value, into: &mut Vec<(String, Vec<String>)>) {
        let danish = Locale::DANISH;
        match sample {
            Value::Object(fields) => fields.values().for_each(|value| said(value, into)),
            Value::Array(list) => list.iter().for_each(|value| said(value, into)),
            Value::String(name) => {
                let name = name.trim_start_matches("require ").to_owned();
                into.push((name.clone(), vec![name.clone(), name.replace('.', ",")]));
            }
            Value::Number(number) => {
                let x = number.as_f64().unwrap();
                let whole = number.as_u64().map(|whole| danish.whole(whole));
                let ways = whole.into_iter().chain([number.to_string(), danish.written(x)]);
                into.push((number.to_string(), ways.collect()));
                let share = crate::scenario::warning::percent(x);
                into.push((format!("{share}%"), vec![share.replace('.', ",") + "\u{a0}%"]));
            }
            Value::Null | Value::Bool(_) => {}
        }
    }

    #[test]
    fn danish_says_all_that_english_says_of_every_kind_of_warning() {
        let mut all = BTreeSet::new();
        kinds(schemars::schema_for!(Warning).as_value(), &mut all);
        assert!(all.len() > 50, "{all:?}");
        let left: Vec<_> = all.iter().filter(|kind| !SAMPLES.contains(*kind)).collect();
        assert!(left.is_empty(), "no sample of {left:?}");
        let mut texts = BTreeSet::new();
        for (sample, warning) in samples() {
            let record = WarningRecord::from(&warning);
            assert_eq!(Language::English.words().warned(&record), [warning.message(), warning.help()]);
            let danish = Language::Danish.words().warned(&record);
            let [message, help] = &danish;
            assert!(*message != record.message && *help != record.help, "{sample}: {danish:?}");
            assert!(!message.ends_with('.') && !help.ends_with('.'), "{danish:?}");
            assert!(texts.insert(message.clone()), "two kinds say {message}");
            let english = format!("{}; {}", record.message, record.help);
            let danish = danish.join("; ");
            let mut names = Vec::new();
            said(&sample, &mut names);
            names.retain(|(name, _)| !all.contains(&format!("{name:?}")));
            for (name, ways) in names {
                let is_there = ways.iter().any(|way| danish.contains(way));
                assert!(is_there || !english.contains(&name), "{name} is not in: {danish}");
            }
            // What is to be written in a file is the same in every language.
            for code in english.split('`').skip(1).step_by(2).filter(|code| code.contains(['_', '='])) {
                let code = code.trim_end_matches("\"share per year\"").trim_start_matches("require ");
                assert!(danish.contains(code), "{code} is not in: {danish}");
            }
        }
    }

    #[test]
    fn a_warning_is_read_back_with_its_details_and_without_them_too() {
        for (sample, warning) in samples() {
            let written = serde_json::to_value(WarningRecord::from(&warning)).unwrap();
            assert_eq!(written["details"], sample);
            let read: WarningRecord = serde_json::from_value(written.clone()).unwrap();
            assert_eq!(read.details, Some(warning));
            // Written by a version that had none, or has a kind that this one does not know.
            let mut older = written.clone();
            older.as_object_mut().unwrap().remove("details");
            let mut newer = written;
            newer["details"] = serde_json::json!({ "no-such-kind": { "input": "pay" } });
            for other in [older, newer] {
                let other: WarningRecord = serde_json::from_value(other).unwrap();
                assert_eq!((&other.details, &other), (&None, &read));
                assert_eq!(
                    Language::Danish.words().warned(&other),
                    [read.message.clone(), read.help.clone()]
                );
            }
        }
    }
}
