//! The JSON Schema of payloads, made from the table of kinds.

use crate::error::parts::CORE_KEYS;
use crate::json::{Map, Value};
use crate::kind::{COMMON_FIELDS, FieldSpec, FieldType, KINDS, KindSpec, Placement};
use crate::limits::MAX_CAUSES;

/// Returns the JSON Schema (draft 2020-12) of payloads: of `toDict()` in JavaScript, and of
/// [`Payload::to_json_string`](crate::Payload::to_json_string).
pub fn payload_schema() -> Value {
    let mut properties = Map::new();
    properties
        .insert("error_type", described("string", "Name of the class: one of `$defs`, or a user's own."));
    properties.insert("message", described("string", "What happened, in one sentence, redacted."));
    properties.insert(
        "error_code",
        object([("type", Value::from(["string", "null"])), ("description", "Code for programs.".into())]),
    );
    properties.insert(
        "context",
        object([
            ("type", "object".into()),
            (
                "description",
                "The author's context and the fields of the kind, redacted; `request_id` last.".into(),
            ),
            (
                "properties",
                object([(
                    "request_id",
                    described("string", "Joins what a client sees with what a server logs."),
                )]),
            ),
        ]),
    );
    properties.insert(
        "timestamp",
        object([
            ("type", "string".into()),
            ("format", "date-time".into()),
            ("pattern", r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{6}\+00:00$".into()),
            ("description", "When it happened: UTC, six fraction digits.".into()),
        ]),
    );
    for field in COMMON_FIELDS.iter().filter(|field| field.placement == Placement::Top) {
        properties.insert(field.key(), field_schema(field));
    }
    properties.insert("hints_truncated", described("boolean", "Whether there are more hints than shown."));
    properties.insert("hints_available", described("integer", "How many hints there are."));
    properties.insert(
        "causes",
        object([
            ("type", "array".into()),
            ("maxItems", MAX_CAUSES.into()),
            ("description", "The errors behind this one, outermost first.".into()),
            ("items", cause_schema()),
        ]),
    );
    let names: Vec<&str> = KINDS.iter().map(|row| row.name).collect();
    properties.insert(
        "kind",
        object([
            ("enum", names.into()),
            ("description", "The kind of an error whose `error_type` is a user's own.".into()),
        ]),
    );

    let definitions: Map = KINDS.iter().map(|row| (row.wire.to_owned(), kind_schema(row))).collect();
    let conditions: Vec<Value> = KINDS
        .iter()
        .map(|row| {
            let is_kind =
                object([("properties", object([("error_type", object([("const", row.wire.into())]))]))]);
            object([("if", is_kind), ("then", object([("$ref", format!("#/$defs/{}", row.wire).into())]))])
        })
        .collect();
    object([
        ("$schema", "https://json-schema.org/draft/2020-12/schema".into()),
        ("$id", "urn:mcp-errors:payload".into()),
        ("title", "mcp-errors payload".into()),
        ("type", "object".into()),
        ("required", CORE_KEYS.to_vec().into()),
        ("properties", properties.into()),
        ("allOf", conditions.into()),
        ("$defs", definitions.into()),
    ])
}

fn kind_schema(row: &KindSpec) -> Value {
    let at = |placement| -> Map {
        let fields = row.kind.fields().filter(|field| field.placement == placement);
        fields.map(|field| (field.key().to_owned(), field_schema(field))).collect()
    };
    let mut properties = Map::new();
    properties.insert("context", object([("properties", at(Placement::Context).into())]));
    for (key, schema) in at(Placement::Top) {
        properties.insert(key, schema);
    }
    object([("description", row.doc.into()), ("properties", properties.into())])
}

fn field_schema(field: &FieldSpec) -> Value {
    let mut schema = match field.ty {
        FieldType::Text | FieldType::ErrorText | FieldType::Shown => object([("type", "string".into())]),
        FieldType::Integer => object([("type", "integer".into())]),
        FieldType::Number => object([("type", "number".into())]),
        FieldType::Millis => object([("type", "number".into()), ("minimum", 0.into())]),
        FieldType::Boolean => object([("type", "boolean".into())]),
        FieldType::Code => object([("type", ["string", "integer"].into())]),
        FieldType::Json => object([]),
        FieldType::TextList => {
            object([("type", "array".into()), ("items", object([("type", "string".into())]))])
        }
        FieldType::JsonList => object([("type", "array".into())]),
        FieldType::Choice(words) => object([("enum", words.to_vec().into())]),
    };
    if let Value::Object(map) = &mut schema {
        map.insert("description", field.doc);
    }
    schema
}

fn cause_schema() -> Value {
    let properties = object([
        ("error_type", described("string", "Name of the class or type.")),
        ("message", described("string", "Its message, redacted.")),
        ("error_code", described("string", "Its code for programs.")),
        ("context", described("object", "Its context, redacted.")),
        ("group", described("integer", "The aggregate that it is a member of.")),
    ]);
    object([
        ("type", "object".into()),
        ("required", ["error_type", "message"].into()),
        ("properties", properties),
    ])
}

fn described(ty: &str, description: &str) -> Value {
    object([("type", ty.into()), ("description", description.into())])
}

fn object<const N: usize>(entries: [(&str, Value); N]) -> Value {
    Value::Object(entries.into_iter().map(|(key, value)| (key.to_owned(), value)).collect())
}
