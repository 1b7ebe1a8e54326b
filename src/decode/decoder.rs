//! The decoder: a sanitizer, limits, and the ways in.

use crate::decode::dialects::find;
use crate::decode::envelope::Envelope;
use crate::decode::payload::{is_bare_payload, is_canonical, read_payload};
use crate::error::McpError;
use crate::error::redaction::Redacted;
use crate::json::{Value, parse};
use crate::limits::MAX_ENVELOPES;
use crate::redact::Sanitizer;

/// Reads errors from what a peer sent.
///
/// What a peer sends is not trusted: every error is redacted by the sanitizer of the decoder, and keeps it for whenever it
/// leaves. [`decode`](crate::decode()) and [`decode_value`](crate::decode_value) are shorthands for a decoder with the default
/// sanitizer.
///
/// ```
/// use mcp_errors::{Decoder, McpError, Sanitizer};
///
/// let sanitizer = Sanitizer::builder().keep(["session_token"]).redact(["tenant"]).build()?;
/// let decoder = Decoder::new().sanitizer(&sanitizer).max_input_bytes(1024 * 1024);
///
/// let error = decoder.decode(r#"{"error_type":"MCPError","message":"m","context":{"session_token":"tab-3","tenant":"acme"}}"#);
/// assert_eq!(error.unwrap().to_string(), "m | Context: session_token=tab-3, tenant=[REDACTED]");
/// # Ok::<(), mcp_errors::IllegalPolicy>(())
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
    /// A decoder with the default sanitizer and limits.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets the sanitizer of the errors. Its policy counts alone: what it keeps is kept, what it adds is redacted.
    pub fn sanitizer(mut self, sanitizer: &Sanitizer) -> Self {
        self.sanitizer = sanitizer.clone();
        self
    }

    /// Sets how many bytes an input may have; a longer one holds no error. Default: any number. Values that are parsed already
    /// have no such limit.
    pub fn max_input_bytes(mut self, most: usize) -> Self {
        self.max_input_bytes = most;
        self
    }

    /// Sets how many envelopes inside one another are opened: results, error objects, lists, and JSON within texts. Default,
    /// and most: [`MAX_ENVELOPES`](crate::limits::MAX_ENVELOPES).
    pub fn max_envelopes(mut self, most: usize) -> Self {
        self.max_envelopes = most.min(MAX_ENVELOPES);
        self
    }

    /// Reads an error from a text, as [`decode`](crate::decode()) does.
    pub fn decode(&self, text: &str) -> Option<McpError> {
        if text.len() > self.max_input_bytes {
            return None;
        }
        match parse(text).ok() {
            Some(value) if is_bare_payload(&value) => self.decode_payload(value, Some(text)),
            json => self.search(&Envelope::of_parsed_text(text, json, self.max_envelopes)),
        }
    }

    /// Reads an error from bytes in UTF-8. Other bytes become U+FFFD, and a byte-order mark is skipped.
    pub fn decode_bytes(&self, bytes: &[u8]) -> Option<McpError> {
        if bytes.len() > self.max_input_bytes {
            return None;
        }
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        self.decode(&String::from_utf8_lossy(bytes))
    }

    /// Reads an error from a value, as [`decode_value`](crate::decode_value) does.
    pub fn decode_value(&self, value: Value) -> Option<McpError> {
        if is_bare_payload(&value) {
            self.decode_payload(value, None)
        } else {
            self.search(&Envelope::of_value(&value, self.max_envelopes))
        }
    }

    /// A payload by itself, the most common input: it is not copied, and if it is canonical one scan of its text replaces the
    /// walk through its parts.
    fn decode_payload(&self, payload: Value, text: Option<&str>) -> Option<McpError> {
        let map = payload.into_object()?;
        let text = text.filter(|_| is_canonical(&map));
        let mut parts = read_payload(map, "payload")?;
        parts.sanitizer = self.sanitizer.clone();
        Some(McpError::of(match text {
            Some(text) => Redacted::from_payload_text(parts, text),
            None => Redacted::new(parts),
        }))
    }

    fn search(&self, envelope: &Envelope<'_>) -> Option<McpError> {
        find(envelope).and_then(|found| found.into_error(&self.sanitizer))
    }
}
