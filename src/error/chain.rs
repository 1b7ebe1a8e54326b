//! Reads a chain of Rust errors into a bounded list of causes.

use std::error::Error;
use std::sync::Arc;

use crate::error::cause::Cause;
use crate::error::foreign::{source_of, text_of};
use crate::error::mcp_error::McpError;
use crate::json::{Map, Value};
use crate::limits::MAX_CAUSES;

/// How many errors of a chain are read, so that a cycle ends. More than may stay, so that [`bound_causes`] sees that
/// something was left out.
///
/// [`bound_causes`]: crate::error::cause::bound_causes
const LONGEST: usize = 4 * MAX_CAUSES;

/// The chain that begins with `first`, outermost first.
pub(crate) fn causes_of(first: &(dyn Error + 'static)) -> Vec<Cause> {
    let mut causes = Vec::new();
    let mut current = Some(first);
    for _ in 0..LONGEST {
        let Some(error) = current.map(unwrapped) else { break };
        if let Some(ours) = error.downcast_ref::<McpError>() {
            // Its own list has causes that are not live errors, and what it found elsewhere is redacted in them.
            causes.extend(chain_of(ours));
            break;
        }
        causes.push(match error.downcast_ref::<Cause>() {
            Some(cause) => Cause::of(cause.entry.clone()),
            None => Cause::new(type_name(error), text_of(&error)),
        });
        current = source_of(error);
    }
    causes
}

impl McpError {
    /// The first error of type `T` in the chain of the error that was given as source: the original, **not redacted**, for
    /// programs that act on it. Do not print it: [`source`](std::error::Error::source) and [`Self::causes`] are for that.
    /// `None` for a decoded error, whose causes came as data.
    ///
    /// ```
    /// # use mcp_errors::{McpError, ResultExt};
    /// let error = std::fs::read_to_string("/no/such/file").or_resource("cannot read the note").unwrap_err();
    /// let original = error.source_ref::<std::io::Error>().unwrap();
    /// assert_eq!(original.kind(), std::io::ErrorKind::NotFound);
    /// ```
    pub fn source_ref<T: std::error::Error + 'static>(&self) -> Option<&T> {
        let mut current = self.original()?;
        for _ in 0..LONGEST {
            let error = unwrapped(current);
            if let Some(found) = current.downcast_ref().or_else(|| error.downcast_ref()) {
                return Some(found);
            }
            current = match error.downcast_ref::<Self>() {
                Some(ours) => ours.original()?,
                None => source_of(error)?,
            };
        }
        None
    }
}

/// The error inside a shared pointer, which stands for it and hides its type.
fn unwrapped<'a>(error: &'a (dyn Error + 'static)) -> &'a (dyn Error + 'static) {
    if let Some(shared) = error.downcast_ref::<Arc<dyn Error + Send + Sync>>() {
        return shared.as_ref();
    }
    let ours = error.downcast_ref::<Arc<McpError>>().map(AsRef::as_ref);
    match ours.or_else(|| error.downcast_ref::<Box<McpError>>().map(AsRef::as_ref)) {
        Some(ours) => ours,
        None => error,
    }
}

/// One of our errors and its causes, as its payload shows them: by its own policy, with every later change of its
/// context redacted.
fn chain_of(error: &McpError) -> Vec<Cause> {
    let mut payload = error.payload().into_map();
    let listed = payload.remove("causes").and_then(Value::into_array).unwrap_or_default();
    let mut entry = Map::new();
    for key in ["error_type", "message", "error_code", "context"] {
        let is_empty = |value: &Value| value.is_null() || value.as_object().is_some_and(Map::is_empty);
        if let Some(value) = payload.remove(key).filter(|value| !is_empty(value)) {
            entry.insert(key, value);
        }
    }
    std::iter::once(Cause::of(entry)).chain(listed.into_iter().filter_map(Cause::from_value)).collect()
}

/// The path of an error's type if the standard library or `serde_json` defines it; otherwise `Error`, because a `dyn Error`
/// does not tell its type.
pub(crate) fn type_name(error: &(dyn Error + 'static)) -> &'static str {
    macro_rules! known {
        ($($type:ty),+ $(,)?) => { $( if error.is::<$type>() { return stringify!($type); } )+ };
    }
    known!(
        std::io::Error,
        std::fmt::Error,
        std::str::Utf8Error,
        std::string::FromUtf8Error,
        std::num::ParseIntError,
        std::num::ParseFloatError,
        std::num::TryFromIntError,
        std::env::VarError,
        std::net::AddrParseError,
        std::sync::mpsc::RecvError,
        std::sync::mpsc::RecvTimeoutError,
        std::time::SystemTimeError,
        serde_json::Error,
    );
    "Error"
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::cause::bound_causes;

    #[derive(Debug)]
    struct Link(usize);

    impl std::fmt::Display for Link {
        fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            write!(formatter, "link {}", self.0)
        }
    }

    impl std::error::Error for Link {
        fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
            // Its own source: a cycle.
            Some(self)
        }
    }

    #[test]
    fn a_cycle_of_sources_ends_at_the_bound() {
        let mut causes = causes_of(&Link(7));
        bound_causes(&mut causes, MAX_CAUSES);
        assert_eq!(causes.len(), MAX_CAUSES);
        assert!(causes.last().is_some_and(|cause| cause.message().ends_with("causes]")));
        let once = causes.clone();
        bound_causes(&mut causes, MAX_CAUSES);
        assert_eq!(causes, once);
    }

    #[test]
    fn types_are_named_where_they_are_known() {
        let refused = std::io::Error::from(std::io::ErrorKind::ConnectionRefused);
        assert_eq!(causes_of(&refused).first().map(Cause::error_type), Some("std::io::Error"));
        assert_eq!(causes_of(&Link(0)).first().map(Cause::error_type), Some("Error"));
    }
}
