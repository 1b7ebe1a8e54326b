//! The header of an error: what the getters of a JavaScript error need, and what its payload does not say.

use crate::error::McpError;
use crate::error::cause::{Cause, take_text};
use crate::error::draft::read_timestamp;
use crate::error::parts::{Parts, Provenance};
use crate::error::redaction::{ParsedText, Redacted};
use crate::json::{Map, ObjectWriter, Value, parse};
use crate::kind::{CodeProfile, ErrorKind};
use crate::redact::Sanitizer;
use crate::redact::found_secrets::FoundSecrets;

/// The header of `error` as JSON:
///
/// - `kind`, `message`, `code`, `retryable`, `timestamp_ms`
/// - `legacy_code`, where the other profile has another code
/// - `chosen_code`, the one that the author chose
/// - `error_type`, where it is not the kind's own
/// - `verbose: false` and all `hints` of an error that shows the first two
/// - `provenance` of one that was decoded, and `ours` if it came in our form, as its sender made it
/// - `found`, the secrets that were found in an error with causes: the host keeps the raw causes anyway, and shows them
///   redacted when they are asked for
/// - `split`, if the payload is split where the entries of the host's context belong
pub(super) fn header(
    error: &McpError,
    provenance: Option<Value>,
    found: &FoundSecrets,
    [is_received, is_split]: [bool; 2],
) -> String {
    let parts = error.redacted();
    let mut json = ObjectWriter::with_capacity(512);
    json.string("kind", parts.kind.spec().name);
    json.string("message", &parts.message);
    let [code, legacy] =
        [CodeProfile::Mcp2026, CodeProfile::Legacy].map(|profile| error.json_rpc_code(profile));
    json.integer("code", code.into());
    if legacy != code {
        json.integer("legacy_code", legacy.into());
    }
    if let Some(code) = parts.json_rpc_code {
        json.integer("chosen_code", code.into());
    }
    json.boolean("retryable", error.is_retryable());
    json.integer("timestamp_ms", parts.timestamp.unix_micros().div_euclid(1000));
    if let Some(name) = &parts.error_type {
        json.string("error_type", name);
    }
    if !parts.verbose {
        json.boolean("verbose", false);
        json.value("hints", &error.hints().map(Value::from).collect::<Vec<_>>().into());
    }
    if let Some(provenance) = provenance.or_else(|| parts.provenance.map(describe)) {
        json.value("provenance", &provenance);
    }
    if is_received {
        json.boolean("ours", true);
    }
    if !found.is_empty() && !parts.causes.is_empty() {
        json.value(
            "found",
            &found.iter().map(|secret| Value::from(secret.as_str())).collect::<Vec<_>>().into(),
        );
    }
    if is_split {
        json.boolean("split", true);
    }
    json.finish()
}

fn describe(Provenance { dialect, channel, lossy }: Provenance) -> Value {
    let mut map = Map::new();
    map.insert("dialect", dialect);
    map.insert("channel", channel);
    map.insert("lossy", lossy);
    map.into()
}

/// An error that the host kept as a header and a payload.
pub(super) struct Kept<'a> {
    kind: ErrorKind,
    header: Map,
    payload: ParsedText<'a>,
    sanitizer: Sanitizer,
}

impl<'a> Kept<'a> {
    /// Reads an error back. Both texts are of our making, so that nothing is guessed or repaired, as it is for peers.
    pub(super) fn read(header: &str, payload: &'a str, sanitizer: &Sanitizer) -> Option<Self> {
        let header = parse(header).ok().and_then(Value::into_object)?;
        let kind = ErrorKind::from_name(header.get("kind").and_then(Value::as_str)?)?;
        let payload =
            ParsedText::parse(payload).ok().filter(|payload| payload.value().as_object().is_some())?;
        Some(Self { kind, header, payload, sanitizer: sanitizer.clone() })
    }

    /// The error as it is, to leave by one of the exits.
    pub(super) fn into_error(self) -> Option<McpError> {
        let Self { kind, header, payload, sanitizer } = self;
        let read = |map| Some(parts_of(kind, &header, map, sanitizer));
        Redacted::from_payload_text(payload, read).map(McpError::of)
    }

    /// The parts, to be changed, the provenance, and the secrets that were found.
    pub(super) fn into_parts(self) -> (Parts, Option<Value>, FoundSecrets) {
        let Self { kind, mut header, payload, sanitizer } = self;
        let map = payload.into_value().into_object().unwrap_or_default();
        let parts = parts_of(kind, &header, map, sanitizer);
        let found = found_in(&header);
        (parts, header.remove("provenance"), found)
    }
}

/// The parts of an error that the host kept.
fn parts_of(kind: ErrorKind, header: &Map, mut map: Map, sanitizer: Sanitizer) -> Parts {
    let mut parts = Parts::new(kind, take_text(&mut map, "message").unwrap_or_default());
    parts.error_type = header.get("error_type").and_then(Value::as_str).map(str::to_owned);
    parts.error_code = take_text(&mut map, "error_code");
    if let Some(context) = map.remove("context").and_then(Value::into_object) {
        parts.context = context;
    }
    if let Some(timestamp) = map.remove("timestamp").as_ref().and_then(read_timestamp) {
        parts.timestamp = timestamp;
    }
    if let Some(causes) = map.remove("causes").and_then(Value::into_array) {
        parts.causes = causes.into_iter().filter_map(Cause::from_value).collect();
    }
    parts.json_rpc_code =
        header.get("chosen_code").and_then(Value::as_integer).and_then(|code| code.try_into().ok());
    map.remove("error_type");
    if parts.error_type.is_some() {
        map.remove("kind");
    }
    if header.get("verbose").is_some() {
        parts.verbose = false;
        map.remove("hints_truncated");
        map.remove("hints_available");
        if let Some(hints) = header.get("hints").filter(|hints| hints.as_array() != Some(&[])) {
            map.insert("hints", hints.clone());
        }
    }
    parts.top = map;
    parts.sanitizer = sanitizer;
    parts
}

/// The secrets that were found in an error.
pub(super) fn found_in(header: &Map) -> FoundSecrets {
    let mut found = FoundSecrets::default();
    let list = header.get("found").and_then(Value::as_array).unwrap_or_default();
    list.iter().filter_map(Value::as_str).for_each(|secret| found.add(secret));
    found
}
