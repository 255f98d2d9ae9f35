//! A panic of the generator is a defect of ours: it is caught, and its place is kept.

use std::any::Any;
use std::cell::{Cell, RefCell};
use std::panic::{self, AssertUnwindSafe};
use std::sync::Once;

thread_local! {
    static CATCHING: Cell<bool> = const { Cell::new(false) };
    static PLACE: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Keeps the place of a panic that is caught, where the usual hook would print it into the progress.
fn record() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let usual = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if CATCHING.get() {
                let place = info.location().map(ToString::to_string);
                PLACE.with_borrow_mut(|kept| *kept = place);
            } else {
                usual(info);
            }
        }));
    });
}

/// Runs `work`; the error says where it panicked, and with which words.
pub(crate) fn caught<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    record();
    let before = CATCHING.replace(true);
    let result = panic::catch_unwind(AssertUnwindSafe(work));
    CATCHING.set(before);
    result.map_err(|payload| {
        let place = PLACE
            .take()
            .unwrap_or_else(|| "an unknown place".to_owned());
        format!("panic at {place}: {}", words(payload.as_ref()))
    })
}

fn words(payload: &(dyn Any + Send)) -> &str {
    payload
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| payload.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("no message")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_caught_with_its_place() {
        let failure = caught(|| -> u8 { panic!("odd {}", 1) }).unwrap_err();
        assert!(failure.starts_with("panic at "), "{failure}");
        assert!(failure.ends_with(": odd 1"), "{failure}");
        assert_eq!(caught(|| 1), Ok(1));
    }
}
