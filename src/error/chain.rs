//! Reads a chain of Rust errors into a bounded list of causes.

use crate::error::cause::Cause;
use crate::error::mcp_error::McpError;
use crate::json::{Map, Value};
use crate::limits::MAX_CAUSES;

/// The chain that begins with `first`, outermost first. It ends at the bound, so that a cycle ends too.
pub(crate) fn causes_of(first: &(dyn std::error::Error + 'static)) -> Vec<Cause> {
    let mut causes = Vec::new();
    let mut current = Some(first);
    while let Some(error) = current {
        // More than may stay, so that `bound_causes` sees that something was left out.
        if causes.len() > 4 * MAX_CAUSES {
            break;
        }
        match error.downcast_ref::<McpError>() {
            Some(ours) => {
                // Its own list has causes that are not live errors, and what it found elsewhere is redacted in them.
                causes.extend(chain_of(ours));
                break;
            }
            None => causes.push(Cause::new(type_name(error), error.to_string())),
        }
        current = error.source();
    }
    causes
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
    std::iter::once(Cause { entry }).chain(listed.into_iter().filter_map(Cause::from_value)).collect()
}

/// The path of an error's type if the standard library or `serde_json` defines it; otherwise `Error`, because a `dyn Error`
/// does not tell its type.
pub(crate) fn type_name(error: &(dyn std::error::Error + 'static)) -> &'static str {
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
