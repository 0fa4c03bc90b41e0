//! The person's browser.

/// Opens an address in the person's browser, if there is a screen to show it on.
///
/// That it cannot be opened is no error: the address is on the terminal.
pub(super) fn open(address: &str) {
    if has_screen(|name| std::env::var_os(name).is_some_and(|value| !value.is_empty())) {
        let _ = open::that_detached(address);
    }
}

/// Whether a window would be seen: not over a remote shell, and on Linux only with a desktop.
fn has_screen(is_set: impl Fn(&str) -> bool) -> bool {
    let desktop = !cfg!(target_os = "linux") || is_set("DISPLAY") || is_set("WAYLAND_DISPLAY");
    desktop && !is_set("SSH_CONNECTION")
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    #[test]
    fn a_browser_is_opened_only_where_it_is_seen() {
        assert!(has_screen(|name| name == "WAYLAND_DISPLAY"));
        assert!(!has_screen(|_| false));
        assert!(!has_screen(|name| matches!(name, "DISPLAY" | "SSH_CONNECTION")));
    }
}
