//! What a panic prints: its message, redacted, and where it happened.

use std::any::Any;
use std::backtrace::{Backtrace, BacktraceStatus};
use std::io::Write;
use std::panic::{PanicHookInfo, set_hook};

use crate::chars::escape_controls;
use crate::redact::redact_text;

/// Installs a panic hook that redacts what panics print, for the whole process: the message without secrets, the place, and a
/// backtrace if `RUST_BACKTRACE` asks for one. It replaces the hook that is there.
///
/// The message of a panic often holds a foreign error (`unwrap`, `expect`), and the default hook prints it as it is.
///
/// ```no_run
/// mcp_errors::install_panic_hook();
/// let password: Result<(), _> = Err("no login with password=hunter2");
/// password.unwrap(); // prints: … panicked at src/main.rs:3:10: … password=[REDACTED]
/// ```
pub fn install_panic_hook() {
    set_hook(Box::new(print_panic));
}

/// Prints a panic to stderr as the default hook does, with redacted text.
pub(crate) fn print_panic(info: &PanicHookInfo<'_>) {
    let thread = std::thread::current();
    let place = info.location().map_or_else(String::new, ToString::to_string);
    let message = panic_message(info.payload());
    let mut report = format!("\nthread '{}' panicked at {place}:\n", thread.name().unwrap_or("<unnamed>"));
    // The values of an assertion stand on lines of their own.
    for line in redact_text(message).split('\n') {
        report.push_str(&escape_controls(line));
        report.push('\n');
    }
    let backtrace = Backtrace::capture();
    if backtrace.status() == BacktraceStatus::Captured {
        report.push_str(&backtrace.to_string());
    }
    // Whoever closed stderr does not want to know.
    let _ = std::io::stderr().lock().write_all(report.as_bytes());
}

/// The message of a panic; `no message` if it was thrown with something else.
pub(crate) fn panic_message(panic: &(dyn Any + Send)) -> &str {
    let text = panic.downcast_ref::<&str>().copied();
    text.or_else(|| panic.downcast_ref::<String>().map(String::as_str)).unwrap_or("no message")
}
