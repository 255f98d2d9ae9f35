//! What a process takes, where the system says it (`/proc`); elsewhere `None`.

use std::fs;

/// Forgets how much memory this process has taken at most.
pub(super) fn forget_peak() {
    let _ = fs::write("/proc/self/clear_refs", "5");
}

/// The most memory that this process has had since [`forget_peak`], in KiB.
pub(super) fn peak() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix(" kB")?.trim().parse().ok()
}

/// How long this thread has been on a processor, in microseconds.
pub(super) fn busy() -> Option<u64> {
    let statistics = fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    let nanoseconds: u64 = statistics.split(' ').next()?.parse().ok()?;
    Some(nanoseconds / 1000)
}

/// How much memory another process has, in KiB, and how long it has been on a processor, in hundredths of a second.
pub(super) fn of_process(id: u32) -> Option<(u64, u64)> {
    let stat = fs::read_to_string(format!("/proc/{id}/stat")).ok()?;
    // The command may have spaces, and ends with a parenthesis.
    let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
    let number = |index: usize| fields.get(index)?.parse::<u64>().ok();
    let ticks = number(11)? + number(12)?;
    // Resident pages, of 4 KiB nearly everywhere.
    Some((number(21)? * 4, ticks))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(target_os = "linux")]
    #[test]
    fn a_process_takes_something() {
        assert!(peak().unwrap() > 0);
        let (memory, _) = of_process(std::process::id()).unwrap();
        assert!(memory > 100);
    }
}
