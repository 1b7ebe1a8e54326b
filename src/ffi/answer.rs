//! What a call answers.

use std::borrow::Cow;

use crate::error::McpError;
use crate::error::payload::PayloadText;
use crate::error::redaction::{Redacted, Redaction};
use crate::ffi::header::header;
use crate::json::Value;
use crate::redact::found_secrets::FoundSecrets;

/// What a call answers.
#[derive(Debug)]
pub enum Answer {
    /// The text stays as it is, or there is nothing to say.
    Nothing,
    /// A text, or JSON.
    Text(String),
    /// An error.
    Error(ErrorText),
}

/// An error as the host keeps it.
#[derive(Debug)]
pub struct ErrorText {
    /// What getters need, as JSON, so that they need not take the payload apart.
    pub header: String,
    payload: PayloadText,
}

impl ErrorText {
    /// The text of an error. Entries of the context that are unchanged need not be sent back. `provenance` is that of the
    /// error before an update.
    pub(super) fn new(redaction: Redaction<'_>, provenance: Option<Value>) -> Self {
        let Redaction { redacted, context, found } = redaction;
        let error = McpError::of(redacted);
        let entries = context.filter(|context| context.len() > "{}".len());
        let is_split = matches!(entries, Some(Cow::Borrowed(_)));
        let header = header(&error, provenance, &found, [false, is_split]);
        let redacted = error.into_redacted();
        let payload = match entries {
            Some(Cow::Borrowed(_)) => PayloadText::around_context(redacted),
            Some(Cow::Owned(context)) => PayloadText::whole(redacted, inside(&context)),
            None => PayloadText::whole(redacted, ""),
        };
        Self { header, payload }
    }

    /// The text of an error that is redacted already.
    pub(super) fn of(error: McpError) -> Self {
        Self::whole(error, false)
    }

    /// The text of an error that came in our form.
    pub(super) fn received(redacted: Redacted) -> Self {
        Self::whole(McpError::of(redacted), true)
    }

    fn whole(error: McpError, is_received: bool) -> Self {
        let header = header(&error, None, &FoundSecrets::default(), [is_received, false]);
        Self { header, payload: PayloadText::whole(error.into_redacted(), "") }
    }

    /// The payload, with the entries of `context`, which the host gave, at their place. The package does the same.
    pub fn payload(&self, context: &str) -> String {
        match &self.payload {
            PayloadText::Whole(payload) => payload.clone(),
            PayloadText::Around { before, after } => [before, inside(context), after].concat(),
        }
    }
}

/// What stands between the braces of an object.
fn inside(object: &str) -> &str {
    object.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')).unwrap_or_default()
}

impl Answer {
    /// The text that crosses. That of an error is two lines, its header and its payload, or three if the payload is split
    /// where the entries of the host's context belong.
    pub fn into_text(self) -> Option<String> {
        match self {
            Self::Nothing => None,
            Self::Text(text) => Some(text),
            Self::Error(ErrorText { header, payload }) => Some(match payload {
                PayloadText::Whole(payload) => [&header, "\n", &payload].concat(),
                PayloadText::Around { before, after } => [&header, "\n", &before, "\n", &after].concat(),
            }),
        }
    }

    /// The error, if it is one.
    pub fn into_error(self) -> Option<ErrorText> {
        match self {
            Self::Error(error) => Some(error),
            _ => None,
        }
    }
}
