//! Which piece of a run a call is to make, and which are missing, as schedulers of arrays of jobs say it.

use crate::summary::{MOST_SHARDS, Piece};

/// A piece of a run: `2/8`; `env` or `env/8` where the scheduler that runs the call says which.
pub fn parse_piece(text: &str) -> Result<Piece, String> {
    let variable = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
    let count = |text: &str| text.parse().ok().filter(|of| (1..=MOST_SHARDS).contains(of));
    let expected = || {
        format!(
            "expected K/N, K from 1 to N and N at most {MOST_SHARDS}, as 2/8; env or env/N under a scheduler"
        )
    };
    match text.split_once('/') {
        None if text == "env" => scheduled(None, variable),
        Some(("env", of)) => scheduled(Some(count(of).ok_or_else(expected)?), variable),
        Some((number, of)) => {
            let (number, of) = (number.parse().ok(), count(of));
            let piece = number.zip(of).map(|(number, of)| Piece { number, of });
            piece.filter(|piece| (1..=piece.of).contains(&piece.number)).ok_or_else(expected)
        }
        None => Err(expected()),
    }
}

/// The piece that a scheduler wants, from its variables; `of` is how many there are, where the call says so.
fn scheduled(of: Option<u64>, variable: impl Fn(&str) -> Option<String>) -> Result<Piece, String> {
    let number = |name: &str| match variable(name) {
        Some(value) => match value.parse::<u64>() {
            Ok(number) => Ok(Some(number)),
            Err(_) => Err(format!("the variable {name} is `{value}`, which is no whole number")),
        },
        None => Ok(None),
    };
    let piece = |by: &str, number: u64, of: u64| match number {
        number if (1..=of).contains(&number) => Ok(Piece { number, of }),
        _ => Err(format!("{by} says piece {number} of {of}: number the jobs of the array from 1 to {of}")),
    };
    let how_many = |by: &str| of.ok_or(format!("{by} says which piece, but not of how many: write env/N"));
    if let Some(id) = number("SLURM_ARRAY_TASK_ID")? {
        let by = "SLURM_ARRAY_TASK_ID";
        if let Some(of) = of {
            return piece(by, id, of);
        }
        let need =
            |name: &str| number(name)?.ok_or(format!("{by} is there, and the variable {name} is missing"));
        let (count, first, last) =
            (need("SLURM_ARRAY_TASK_COUNT")?, need("SLURM_ARRAY_TASK_MIN")?, need("SLURM_ARRAY_TASK_MAX")?);
        if !(first..=last).contains(&id) || last - first >= count || count > MOST_SHARDS {
            return Err(format!(
                "the array of {count} jobs from {first} to {last} has holes, or more than {MOST_SHARDS} jobs: it does not say of how \
                 many pieces; write env/N"
            ));
        }
        return piece(by, id - first + 1, count);
    }
    if let Some(index) = number("JOB_COMPLETION_INDEX")? {
        return piece("JOB_COMPLETION_INDEX", index.saturating_add(1), how_many("JOB_COMPLETION_INDEX")?);
    }
    if let Some(id) = number("HQ_TASK_ID")? {
        return piece("HQ_TASK_ID", id, how_many("HQ_TASK_ID")?);
    }
    Err("no scheduler says which piece: SLURM_ARRAY_TASK_ID, JOB_COMPLETION_INDEX and HQ_TASK_ID are missing"
        .to_owned())
}

/// Numbers as an array of jobs takes them: `3,7-9`.
pub fn as_array(numbers: &[u64]) -> String {
    let runs = numbers.chunk_by(|a, b| a + 1 == *b);
    let run = |run: &[u64]| match run {
        [one] => one.to_string(),
        [first, .., last] => format!("{first}-{last}"),
        [] => String::new(),
    };
    runs.map(run).collect::<Vec<String>>().join(",")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn under(of: Option<u64>, variables: &[(&str, &str)]) -> Result<(u64, u64), String> {
        let find =
            |name: &str| variables.iter().find(|(known, _)| *known == name).map(|(_, v)| (*v).to_owned());
        scheduled(of, find).map(|piece| (piece.number, piece.of))
    }

    #[test]
    fn schedulers_say_which_piece() {
        let slurm = |id, count, first, last| {
            [
                ("SLURM_ARRAY_TASK_ID", id),
                ("SLURM_ARRAY_TASK_COUNT", count),
                ("SLURM_ARRAY_TASK_MIN", first),
                ("SLURM_ARRAY_TASK_MAX", last),
            ]
        };
        assert_eq!(under(None, &slurm("3", "8", "1", "8")), Ok((3, 8)));
        assert_eq!(under(None, &slurm("0", "8", "0", "7")), Ok((1, 8)));
        // Lost pieces made again: --array=3,7-9 of ten.
        assert!(under(None, &slurm("7", "4", "3", "9")).unwrap_err().contains("write env/N"));
        assert_eq!(under(Some(10), &slurm("7", "4", "3", "9")), Ok((7, 10)));
        assert!(under(Some(8), &slurm("0", "8", "0", "7")).unwrap_err().contains("from 1 to 8"));
        assert!(under(None, &slurm("x", "8", "1", "8")).unwrap_err().contains("SLURM_ARRAY_TASK_ID is `x`"));
        let without = under(None, &slurm("3", "8", "1", "8")[..2]).unwrap_err();
        assert!(without.contains("SLURM_ARRAY_TASK_MIN is missing"), "{without}");
        assert_eq!(under(Some(4), &[("JOB_COMPLETION_INDEX", "3")]), Ok((4, 4)));
        assert!(under(Some(4), &[("JOB_COMPLETION_INDEX", "4")]).is_err());
        assert_eq!(under(Some(4), &[("HQ_TASK_ID", "4")]), Ok((4, 4)));
        assert!(under(None, &[("HQ_TASK_ID", "4")]).unwrap_err().contains("write env/N"));
        assert!(under(None, &[]).unwrap_err().contains("SLURM_ARRAY_TASK_ID"));
        assert!(under(None, &slurm("18446744073709551615", "1", "0", "18446744073709551615")).is_err());
    }

    #[test]
    fn a_piece_is_one_of_so_many() {
        assert_eq!(parse_piece("2/8"), Ok(Piece { number: 2, of: 8 }));
        for text in ["", "2", "0/3", "4/3", "-1/3", "1/0", "1/99999999", "1/2/3", "a/b"] {
            assert!(parse_piece(text).is_err(), "{text}");
        }
    }

    #[test]
    fn missing_pieces_are_listed_as_arrays_are() {
        assert_eq!(as_array(&[3, 7, 8, 9, 11, 12]), "3,7-9,11-12");
        assert_eq!(as_array(&[]), "");
    }
}
