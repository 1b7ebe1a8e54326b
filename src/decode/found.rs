//! What is found in an envelope.

use crate::chars::escape_controls;
use crate::error::McpError;
use crate::error::draft::Draft;
use crate::error::parts::Parts;
use crate::error::redaction::Redacted;
use crate::redact::Sanitizer;

/// What a dialect reads in an envelope, not yet redacted.
pub(super) enum Found {
    /// An error in our form, or in another one that has the fields of ours.
    Parts(Parts),
    /// An error as another system describes it.
    Draft(Draft),
    /// The envelope is of this dialect, and holds no error.
    NoError,
}

impl Found {
    /// The error, redacted by `sanitizer`.
    pub(super) fn into_error(self, sanitizer: &Sanitizer) -> Option<McpError> {
        match self {
            Self::Parts(mut parts) => {
                parts.sanitizer = sanitizer.clone();
                Some(McpError::of(Redacted::new(parts)))
            }
            Self::Draft(mut draft) => {
                draft.sanitizer(sanitizer.clone());
                Some(draft.build())
            }
            Self::NoError => None,
        }
    }

    /// What is found in the only part of an envelope that may hold an error.
    pub(super) fn or_none(found: Option<Self>) -> Self {
        found.unwrap_or(Self::NoError)
    }

    /// Whether it is the text for the model of the same error as `payload`.
    pub(super) fn is_text_of(&self, payload: &Self) -> bool {
        let (Self::Parts(text), Self::Parts(payload)) = (self, payload) else { return false };
        // A text has its control characters escaped, but line breaks.
        let lines = || payload.message.split('\n').map(escape_controls);
        text.kind == payload.kind
            && text.error_type == payload.error_type
            && text.error_code == payload.error_code
            && text.message.split('\n').eq(lines())
    }

    /// Says that something was left out.
    pub(super) fn set_lossy(&mut self) {
        if let Self::Parts(parts) = self
            && let Some(from) = &mut parts.provenance
        {
            from.lossy = true;
        }
    }

    /// Whether it was sent by this library or igloo-mcp.
    pub(super) fn is_ours(&self) -> bool {
        match self {
            Self::Parts(parts) => parts.provenance.is_some_and(|from| from.is_ours()),
            Self::Draft(_) | Self::NoError => false,
        }
    }
}
