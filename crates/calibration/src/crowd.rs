//! Many people at once, on several threads, with the same result on any number of them.

/// Calls `with` for each of the people, numbered from 0, and gives the results in their order.
#[must_use]
pub fn each<T: Send>(people: u64, threads: usize, with: impl Fn(u64) -> T + Sync) -> Vec<T> {
    let threads = threads.max(1);
    let stride = u64::try_from(threads).unwrap_or(1);
    let mut shares: Vec<_> = std::thread::scope(|scope| {
        let with = &with;
        let start =
            |first| scope.spawn(move || (first..people).step_by(threads).map(with).collect::<Vec<T>>());
        let running: Vec<_> = (0..stride).map(start).collect();
        let finished = running.into_iter().map(|thread| match thread.join() {
            Ok(results) => results.into_iter(),
            Err(panic) => std::panic::resume_unwind(panic),
        });
        finished.collect()
    });
    // The first of each thread, then the second of each, and so on.
    let mut results = Vec::new();
    loop {
        let round: Vec<T> = shares.iter_mut().filter_map(Iterator::next).collect();
        if round.is_empty() {
            return results;
        }
        results.extend(round);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_come_back_in_order_on_any_number_of_threads() {
        for threads in [0, 1, 2, 3, 7, 20] {
            assert_eq!(each(10, threads, |person| person * 2), (0..10).map(|n| n * 2).collect::<Vec<_>>());
        }
        assert!(each(0, 3, |person| person).is_empty());
    }
}
