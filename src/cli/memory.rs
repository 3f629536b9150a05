//! How much memory there is.

use std::fs::read_to_string;

/// Bytes that can be had without others losing theirs, where the system says so (Linux, and the limit of a container there).
pub fn available() -> Option<u64> {
    let machine = read_to_string("/proc/meminfo").ok().and_then(|text| of_machine(&text));
    let of_container = |name: &str| read_to_string(format!("/sys/fs/cgroup/memory.{name}")).ok();
    let number = |name: &str| of_container(name)?.trim().parse().ok();
    let kept = of_container("stat").and_then(|text| cached(&text)).unwrap_or(0);
    let container = number("max")
        .zip(number("current"))
        .map(|(most, taken): (u64, u64)| most.saturating_sub(taken.saturating_sub(kept)));
    [machine, container].into_iter().flatten().min()
}

/// Bytes of files that a container's memory.stat counts as taken and that are given back when they are needed.
fn cached(text: &str) -> Option<u64> {
    text.lines().find_map(|line| line.strip_prefix("inactive_file "))?.trim().parse().ok()
}

/// `MemAvailable` of /proc/meminfo (proc(5)).
fn of_machine(text: &str) -> Option<u64> {
    let line = text.lines().find_map(|line| line.strip_prefix("MemAvailable:"))?;
    line.trim().strip_suffix("kB")?.trim().parse::<u64>().ok()?.checked_mul(1024)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_available_is_read_in_bytes() {
        let text = "MemTotal:       4016412 kB\nMemFree:         100000 kB\nMemAvailable:    2516412 kB\n";
        assert_eq!(of_machine(text), Some(2_516_412 * 1024));
        assert_eq!(of_machine("MemTotal: 1 kB\n"), None);
        assert_eq!(cached("anon 4096\ninactive_file 8192\nactive_file 1\n"), Some(8192));
    }
}
