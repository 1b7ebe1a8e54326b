//! Panics in handlers: they become errors, and print no secret.

use std::any::Any;
use std::cell::Cell;
use std::future::Future;
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook, take_hook};
use std::pin::pin;
use std::sync::Once;
use std::task::Poll;

use ::rmcp::ErrorData;

use crate::display::{panic_message, print_panic};
use crate::error::{Cause, McpError};

/// Runs a future and turns a panic in it into an error. With the SDK alone, the task would end and the client would wait forever.
///
/// The redacted message of the panic is a cause of the error; it also goes to stderr, with the place. Built with `panic = "abort"`, a panic still ends the process.
///
/// # Errors
/// The future's error, or after a panic an execution error with the given `operation`.
///
/// ```
/// # tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(async {
/// use mcp_errors::{ErrorKind, rmcp::catch_panic};
///
/// async fn index() -> mcp_errors::Result<()> {
///     panic!("password=hunter2")
/// }
/// let error = catch_panic("index", index()).await.unwrap_err();
/// assert_eq!(error.kind(), ErrorKind::Execution);
/// assert_eq!(error.causes()[0].message(), "password=[REDACTED]");
/// # });
/// ```
pub async fn catch_panic<T, E: Into<McpError>>(
    operation: &str,
    future: impl Future<Output = Result<T, E>>,
) -> Result<T, McpError> {
    install_hook();
    match caught(|| future).await {
        Ok(result) => result.map_err(Into::into),
        Err(panic) => Err(of_panic(operation, panic.as_ref())),
    }
}

/// The result of a handler, or the payload of its panic.
pub(super) type Caught<T> = Result<Result<T, ErrorData>, Box<dyn Any + Send>>;

/// Runs `make` and the future that it returns. A panic in either becomes the error.
pub(super) async fn caught<F: Future>(make: impl FnOnce() -> F) -> Result<F::Output, Box<dyn Any + Send>> {
    let mut future = pin!(in_handler(make)?);
    std::future::poll_fn(move |context| {
        // A future that panicked is not polled again.
        match in_handler(|| future.as_mut().poll(context)) {
            Ok(Poll::Pending) => Poll::Pending,
            Ok(Poll::Ready(output)) => Poll::Ready(Ok(output)),
            Err(panic) => Poll::Ready(Err(panic)),
        }
    })
    .await
}

thread_local! {
    /// Whether this thread runs a handler, whose panics are ours to print.
    static IS_IN_HANDLER: Cell<bool> = const { Cell::new(false) };
}

/// Runs a part of a handler, and returns its panic as the error.
fn in_handler<T>(run: impl FnOnce() -> T) -> Result<T, Box<dyn Any + Send>> {
    let outer = IS_IN_HANDLER.replace(true);
    let outcome = catch_unwind(AssertUnwindSafe(run));
    IS_IN_HANDLER.set(outer);
    outcome
}

/// Adds the panic hook of handlers in front of the one that is there, once.
pub(super) fn install_hook() {
    static INSTALLED: Once = Once::new();
    INSTALLED.call_once(|| {
        let others = take_hook();
        set_hook(Box::new(move |info| {
            // While a thread ends, its locals are gone.
            if IS_IN_HANDLER.try_with(Cell::get).unwrap_or(false) { print_panic(info) } else { others(info) }
        }));
    });
}

/// The error of a panic in `operation`.
pub(super) fn of_panic(operation: &str, panic: &(dyn Any + Send)) -> McpError {
    let mut error = McpError::execution("the tool failed unexpectedly").operation(operation).build();
    error.parts_mut().causes.push(Cause::new("panic", panic_message(panic)));
    error
}
