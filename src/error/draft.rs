//! An error under construction: nothing of it has been checked or redacted.

use crate::error::cause::Cause;
use crate::error::chain::causes_of;
use crate::error::mcp_error::McpError;
use crate::error::parts::{Parts, Provenance, Source};
use crate::error::redaction::{Redacted, Redaction};
use crate::json::{Map, Value};
use crate::kind::check_json_rpc_code;
use crate::kind::{ErrorKind, FieldSpec, FieldType, INVALID_OPTIONS, Placement, snake_case};
use crate::limits::MAX_WAIT_MS;
use crate::redact::Sanitizer;
use crate::redact::found_secrets::FoundSecrets;
use crate::time::Timestamp;

/// Collects what builders and the options of a host say of an error.
pub(crate) struct Draft {
    parts: Parts,
    /// The fields, by their Rust names.
    fields: Map,
    invalid: Vec<String>,
}

impl Draft {
    pub(crate) fn new(kind: ErrorKind, message: String) -> Self {
        Self { parts: Parts::new(kind, message), fields: Map::new(), invalid: Vec::new() }
    }

    /// Sets a field of the kind by its Rust name. A value of the wrong type is left out and reported in `invalid_options`.
    pub(crate) fn set_field(&mut self, name: &str, value: Value) {
        let is_valid =
            value.is_null() || self.parts.kind.field(name).is_some_and(|field| self.take(field, value));
        if !is_valid {
            self.invalid.push(name.to_owned());
        }
    }

    /// Sets a field if the value has the field's type; tells whether it has.
    fn take(&mut self, field: &FieldSpec, value: Value) -> bool {
        accept(field.ty, value).is_some_and(|value| {
            self.fields.insert(field.name, value);
            true
        })
    }

    /// Adds one entry to the context.
    pub(crate) fn context(&mut self, key: String, value: Value) {
        self.parts.context.insert(key, value);
    }

    pub(crate) fn error_code(&mut self, code: String) {
        self.parts.error_code = Some(code);
    }

    pub(crate) fn error_type(&mut self, name: String) {
        let row = self.parts.kind.spec();
        self.parts.error_type = (name != row.wire && name != row.class).then_some(name);
    }

    pub(crate) fn timestamp(&mut self, timestamp: Timestamp) {
        self.parts.timestamp = timestamp;
    }

    pub(crate) fn json_rpc_code(&mut self, code: f64) {
        match check_json_rpc_code(code) {
            Ok(code) => self.parts.json_rpc_code = Some(code),
            Err(_) => self.invalid.push("json_rpc_code".to_owned()),
        }
    }

    /// A draft with everything that a decoded error says, to add to it.
    pub(crate) fn reopen(error: McpError) -> Self {
        Self { parts: error.into_redacted().into_parts(), fields: Map::new(), invalid: Vec::new() }
    }

    /// Replaces the message.
    pub(crate) fn message(&mut self, message: &str) {
        message.clone_into(&mut self.parts.message);
    }

    /// Sets where the error was read from.
    pub(crate) fn provenance(&mut self, provenance: Provenance) {
        self.parts.provenance = Some(provenance);
    }

    pub(crate) fn source(&mut self, source: Source) {
        self.parts.causes = causes_of(source.as_ref());
        self.parts.source = Some(source);
    }

    /// Takes the options that a host gives as data, by their JavaScript names. An option of the wrong type is left out and
    /// reported in `invalid_options`.
    pub(crate) fn options(&mut self, options: Map) {
        for (name, value) in options {
            if !value.is_null() && !self.option(&name, value) {
                self.invalid.push(name);
            }
        }
    }

    /// Takes one option; tells whether it is valid.
    fn option(&mut self, name: &str, value: Value) -> bool {
        match name {
            "context" => match value.into_object() {
                // What a decoded error has in its context stays.
                Some(context) => self.parts.context.append(context),
                None => return false,
            },
            "errorCode" => match value.into_string() {
                Some(code) => self.error_code(code),
                None => return false,
            },
            "timestamp" => match read_timestamp(&value) {
                Some(timestamp) => self.timestamp(timestamp),
                None => return false,
            },
            "jsonRpcCode" => match check_json_rpc_code(value.as_number().unwrap_or(f64::NAN)) {
                Ok(code) => self.parts.json_rpc_code = Some(code),
                Err(_) => return false,
            },
            _ => {
                // Other options belong to a subclass.
                let Some(field) = self.parts.kind.fields().find(|field| is_named(field, name)) else {
                    return true;
                };
                // The alias counts only if the name itself is not given.
                let is_taken = field.alias == Some(name) && self.fields.get(field.name).is_some();
                return is_taken || self.take(field, value);
            }
        }
        true
    }

    /// Takes what the caller knows: options of the kind as [`Self::options`] does, everything else as context.
    pub(crate) fn caller_hints(&mut self, hints: Map) {
        let (mut options, mut rest) = (Map::new(), Vec::new());
        for (name, value) in hints {
            if is_option(self.parts.kind, &name) {
                options.insert(name, value);
            } else {
                rest.push((snake_case(&name), value));
            }
        }
        self.options(options);
        self.parts.context.append(rest.into_iter().collect());
    }

    /// A base error for something unforeseen that was thrown in `function`, in the words of the reference's wrappers.
    pub(crate) fn unexpected(function: &str, error_type: &str, message: &str) -> Self {
        let mut draft = Self::new(ErrorKind::Base, format!("Unexpected error in {function}: {message}"));
        draft.context("function".to_owned(), function.into());
        draft.context("original_error".to_owned(), error_type.into());
        draft
    }

    /// Takes the causes that a host lists; for Rust errors see [`Self::source`].
    pub(crate) fn causes(&mut self, causes: Vec<Value>) {
        self.parts.causes = causes.into_iter().filter_map(Cause::from_value).collect();
    }

    /// Sets the sanitizer of the error.
    pub(crate) fn sanitizer(&mut self, sanitizer: Sanitizer) {
        self.parts.sanitizer = sanitizer;
    }

    /// The error: the context first, then the fields of the kind, everything redacted.
    pub(crate) fn build(self) -> McpError {
        McpError::of(self.redact_with_context("").redacted)
    }

    /// As [`Self::build`], with entries of the context as JSON text; see [`Redacted::with_context`].
    pub(crate) fn redact_with_context(mut self, context: &str) -> Redaction<'_> {
        for field in self.parts.kind.fields() {
            self.place(field);
        }
        if !self.invalid.is_empty() {
            self.parts.context.insert(INVALID_OPTIONS, Value::from(self.invalid));
        }
        Redacted::with_context(self.parts, context, FoundSecrets::default())
    }

    /// Puts the value of `field` where the table places it.
    fn place(&mut self, field: &FieldSpec) {
        let Some(value) = self.fields.remove(field.name).or_else(|| field.default.map(Value::from)) else {
            return;
        };
        match field.placement {
            Placement::Context => self.parts.context.insert(field.key(), value),
            // As in the reference, an empty list at the top is left out.
            Placement::Top if value.as_array().is_some_and(<[_]>::is_empty) => {}
            Placement::Top => self.parts.top.insert(field.key(), value),
            Placement::Local => self.parts.verbose = value.as_bool().unwrap_or(true),
        }
    }
}

/// `value` as a value of type `ty`; `None` if it has another type.
pub(crate) fn accept(ty: FieldType, value: Value) -> Option<Value> {
    let fits = match ty {
        FieldType::Text => value.as_str().is_some(),
        FieldType::Integer => value.as_integer().is_some(),
        FieldType::Number => value.as_number().is_some(),
        // A negative wait says nothing.
        FieldType::Millis => {
            let millis = value.as_number().filter(|millis| *millis >= 0.0)?;
            return Some(millis.min(MAX_WAIT_MS.into()).into());
        }
        FieldType::Boolean => value.as_bool().is_some(),
        FieldType::Code => value.as_str().is_some() || value.as_integer().is_some(),
        FieldType::TextList => {
            value.as_array().is_some_and(|items| items.iter().all(|item| item.as_str().is_some()))
        }
        FieldType::JsonList => value.as_array().is_some(),
        FieldType::Choice(words) => value.as_str().is_some_and(|text| words.contains(&text)),
        FieldType::Json | FieldType::Shown => true,
        FieldType::ErrorText => return Some(error_text(&value)),
    };
    fits.then_some(value)
}

/// The message of an error, a text as it is, anything else as JSON.
fn error_text(value: &Value) -> Value {
    match value.get("message") {
        Some(message @ Value::String(_)) => message.clone(),
        _ => value.to_plain_string().into(),
    }
}

/// A timestamp as hosts and peers give it: RFC 3339, or a number of seconds or milliseconds.
pub(crate) fn read_timestamp(value: &Value) -> Option<Timestamp> {
    match value {
        Value::String(text) => Timestamp::parse(text),
        Value::Number(number) => Timestamp::from_unix_number(number.get()),
        _ => None,
    }
}

/// Whether `name` is an option of an error of `kind`.
fn is_option(kind: ErrorKind, name: &str) -> bool {
    GENERAL.contains(&name) || kind.fields().any(|field| is_named(field, name))
}

/// Whether `name` is the JavaScript name of the field, or its alias.
fn is_named(field: &FieldSpec, name: &str) -> bool {
    let mut given = name.bytes();
    let mut upper = false;
    for byte in field.name.bytes() {
        if byte == b'_' {
            upper = true;
            continue;
        }
        let wanted = if upper { byte.to_ascii_uppercase() } else { byte };
        upper = false;
        if given.next() != Some(wanted) {
            return field.alias == Some(name);
        }
    }
    given.next().is_none() || field.alias == Some(name)
}

/// The options that are not fields.
const GENERAL: [&str; 4] = ["context", "errorCode", "timestamp", "jsonRpcCode"];

/// The JavaScript names of the options of an error of `kind`, in the order of the table.
pub fn option_names(kind: ErrorKind) -> Vec<String> {
    let general = GENERAL.map(str::to_owned);
    let own = kind.fields().flat_map(|field| [Some(field.option_name()), field.alias.map(str::to_owned)]);
    general.into_iter().chain(own.flatten()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::parse;
    use crate::kind::COMMON_FIELDS;

    fn built(kind: ErrorKind, options: &str) -> McpError {
        let options = parse(options).unwrap().into_object().unwrap();
        let mut draft = Draft::new(kind, "m".to_owned());
        draft.options(options);
        draft.build()
    }

    #[test]
    fn options_that_cannot_be_used_are_left_out_and_named() {
        let cases = [
            ("wrong type", r#"{"port":"8080"}"#, r#"{"invalid_options":["port"]}"#),
            ("fraction", r#"{"port":80.5}"#, r#"{"invalid_options":["port"]}"#),
            (
                "camel case",
                r#"{"serverName":1,"retryCount":"x"}"#,
                r#"{"invalid_options":["serverName","retryCount"]}"#,
            ),
            ("no object", r#"{"context":"x","host":"h"}"#, r#"{"host":"h","invalid_options":["context"]}"#),
            ("invalid code", r#"{"jsonRpcCode":404}"#, r#"{"invalid_options":["jsonRpcCode"]}"#),
            ("a wait in the past", r#"{"retryAfterMs":-1}"#, r#"{"invalid_options":["retryAfterMs"]}"#),
            ("no date", r#"{"timestamp":"yesterday"}"#, r#"{"invalid_options":["timestamp"]}"#),
            ("a number for a name", r#"{"errorCode":5}"#, r#"{"invalid_options":["errorCode"]}"#),
            ("null is absent", r#"{"port":null,"context":null,"errorCode":null}"#, "{}"),
            ("a wait that is over", r#"{"retryAfterMs":-1}"#, r#"{"invalid_options":["retryAfterMs"]}"#),
            ("falsy stays", r#"{"port":0,"serverName":""}"#, r#"{"server_name":"","port":0}"#),
            ("unknown options belong to a subclass", r#"{"mine":1}"#, "{}"),
        ];
        for (name, options, context) in cases {
            let error = built(ErrorKind::Connection, options);
            assert_eq!(Value::from(error.context().clone()).to_string(), context, "{name}");
        }
    }

    #[test]
    fn fields_stand_where_the_table_says() {
        let cases = [
            (
                "context first, then fields",
                ErrorKind::Connection,
                r#"{"port":1,"context":{"a":1}}"#,
                r#"{"a":1,"port":1}"#,
            ),
            (
                "a field replaces in place",
                ErrorKind::Connection,
                r#"{"port":1,"context":{"port":2,"b":3}}"#,
                r#"{"port":1,"b":3}"#,
            ),
            (
                "request id last",
                ErrorKind::Connection,
                r#"{"requestId":"r","context":{"a":1},"port":1}"#,
                r#"{"a":1,"port":1,"request_id":"r"}"#,
            ),
            (
                "another key on the wire",
                ErrorKind::Server,
                r#"{"serverCode":-32603}"#,
                r#"{"server_error_code":-32603}"#,
            ),
            ("a second name", ErrorKind::Server, r#"{"code":"E_FAIL"}"#, r#"{"server_error_code":"E_FAIL"}"#),
            (
                "a value as text",
                ErrorKind::Validation,
                r#"{"value":{"a":[1]}}"#,
                r#"{"value":"{\"a\":[1]}"}"#,
            ),
            (
                "a value named secret",
                ErrorKind::Validation,
                r#"{"field":"password","value":"hunter2"}"#,
                r#"{"field":"password","value":"[REDACTED]"}"#,
            ),
        ];
        for (name, kind, options, context) in cases {
            assert_eq!(Value::from(built(kind, options).context().clone()).to_string(), context, "{name}");
        }
    }

    #[test]
    fn every_field_of_every_kind_can_be_given_as_an_option() {
        for row in crate::kind::KINDS {
            let names = option_names(row.kind);
            for field in row.kind.fields() {
                assert!(names.contains(&field.option_name()), "{}.{}", row.class, field.name);
            }
            assert_eq!(
                COMMON_FIELDS.iter().filter(|field| names.contains(&field.option_name())).count(),
                COMMON_FIELDS.len()
            );
        }
    }
}
