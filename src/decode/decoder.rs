//! The decoder: a sanitizer, limits, and the search for an error in a text, bytes or a value.

use crate::decode::dialects::DIALECTS;
use crate::decode::envelope::Envelope;
use crate::decode::payload::{is_bare_payload, read_payload};
use crate::error::McpError;
use crate::error::parts::Parts;
use crate::error::redaction::{ParsedText, Redacted};
use crate::json::{Map, Value};
use crate::limits::MAX_ENVELOPES;
use crate::redact::Sanitizer;

/// Reads errors from what a peer sent.
///
/// Peers are not trusted: the decoder's sanitizer redacts every error that is decoded, and again when it leaves. It also sets
/// the bounds of an error, by [`limit`](crate::SanitizerBuilder::limit). [`decode`](crate::decode()) and
/// [`decode_value`](crate::decode_value) are shorthands for a decoder with the default sanitizer.
///
/// ```
/// use mcp_errors::{Decoder, Sanitizer};
///
/// let sanitizer = Sanitizer::builder().keep(["session_token"]).redact(["tenant"]).build()?;
/// let decoder = Decoder::new().sanitizer(&sanitizer).max_input_bytes(1024 * 1024);
///
/// let error = decoder.decode(r#"{"error_type":"MCPError","message":"m","context":{"session_token":"tab-3","tenant":"acme"}}"#);
/// assert_eq!(error.unwrap().to_string(), "m | Context: session_token=tab-3, tenant=[REDACTED]");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
#[must_use = "a decoder does nothing until it decodes"]
pub struct Decoder {
    sanitizer: Sanitizer,
    max_input_bytes: usize,
    max_envelopes: usize,
}

impl Default for Decoder {
    fn default() -> Self {
        Self { sanitizer: Sanitizer::default(), max_input_bytes: usize::MAX, max_envelopes: MAX_ENVELOPES }
    }
}

impl Decoder {
    /// Returns a decoder with the default sanitizer and limits.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets the sanitizer. Only its policy applies, so that names that it keeps are kept. Default: the built-in policy.
    pub fn sanitizer(mut self, sanitizer: &Sanitizer) -> Self {
        self.sanitizer = sanitizer.clone();
        self
    }

    /// Sets the longest text in bytes that is searched; a longer one counts as one without an error. Default: no limit. Does not
    /// apply to [`decode_value`](Self::decode_value).
    pub fn max_input_bytes(mut self, most: usize) -> Self {
        self.max_input_bytes = most;
        self
    }

    /// Sets how many nested envelopes are opened: results, error objects, lists, and JSON within texts. The default,
    /// [`MAX_ENVELOPES`](crate::limits::MAX_ENVELOPES), is also the largest value.
    pub fn max_envelopes(mut self, most: usize) -> Self {
        self.max_envelopes = most.min(MAX_ENVELOPES);
        self
    }

    /// Returns the error in a text; see [`decode`](crate::decode()) for the forms.
    pub fn decode(&self, text: &str) -> Option<McpError> {
        if text.len() > self.max_input_bytes {
            return None;
        }
        match ParsedText::parse(text) {
            // The most common input: it is not copied, and one scan of the text can replace the walk through the parts.
            Ok(parsed) if is_bare_payload(parsed.value()) => {
                Redacted::from_payload_text(parsed, |map| self.read(map)).map(McpError::of)
            }
            parsed => {
                let value = parsed.map(ParsedText::into_value);
                self.search(&Envelope::of_text(text, Some(value), DIALECTS, self.max_envelopes))
            }
        }
    }

    /// Returns the error in bytes of UTF-8. Invalid bytes become U+FFFD; a byte-order mark is skipped.
    pub fn decode_bytes(&self, bytes: &[u8]) -> Option<McpError> {
        if bytes.len() > self.max_input_bytes {
            return None;
        }
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        self.decode(&String::from_utf8_lossy(bytes))
    }

    /// Returns the error in a parsed value; see [`decode`](crate::decode()) for the forms.
    pub fn decode_value(&self, value: Value) -> Option<McpError> {
        if is_bare_payload(&value) {
            self.read(value.into_object()?).map(|parts| McpError::of(Redacted::new(parts)))
        } else {
            self.search(&Envelope::of_value(&value, DIALECTS, self.max_envelopes))
        }
    }

    /// The parts of the error of a payload that stands alone.
    fn read(&self, payload: Map) -> Option<Parts> {
        let mut parts = read_payload(payload, "payload")?;
        parts.sanitizer = self.sanitizer.clone();
        Some(parts)
    }

    fn search(&self, envelope: &Envelope<'_>) -> Option<McpError> {
        envelope.find().and_then(|found| found.into_error(&self.sanitizer))
    }
}
