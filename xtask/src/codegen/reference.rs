//! The error reference, in Markdown.

use std::fmt::Write as _;

use mcp_errors::{COMMON_FIELDS, FieldSpec, FieldType, KINDS, Placement, Retry, Sensitivity};

use super::NOTICE;

/// `docs/error-reference.md`.
pub(super) fn reference() -> String {
    let mut out = format!("<!-- {NOTICE} -->\n\n# Error reference\n\n");
    out.push_str("| class | `error_type` | extends | default `error_code` | JSON-RPC code | legacy code | HTTP status | retryable |\n");
    out.push_str("|---|---|---|---|---|---|---|---|\n");
    for row in KINDS {
        let parent = row.parent.map_or("Error", |parent| parent.spec().class);
        let code = row.error_code.map_or_else(|| "none".to_owned(), |code| format!("`{code}`"));
        let retry = match row.retry {
            Retry::Always => "yes",
            Retry::ByHttpStatus => "if `httpStatus` is 408, 429, 502, 503 or 504",
            Retry::Never => "no",
        };
        let _ = writeln!(
            out,
            "| [`{}`](#{}) | `{}` | `{parent}` | {code} | {} | {} | {} | {retry} |",
            row.class,
            row.class.to_lowercase(),
            row.wire,
            row.json_rpc,
            row.json_rpc_legacy,
            row.http
        );
    }
    out.push_str("\nThe fields `httpStatus`, `permissionRequired`, `error` and `serverCode` change the code or the status of their error.\n");
    out.push_str("\n## Fields of every error\n\n");
    fields(&mut out, COMMON_FIELDS);
    for row in KINDS {
        let _ = write!(out, "\n## {}\n\n{}\n", row.class, row.doc);
        if !row.fields.is_empty() {
            out.push('\n');
            fields(&mut out, row.fields);
        }
    }
    out
}

fn fields(out: &mut String, fields: &[FieldSpec]) {
    out.push_str(
        "| JavaScript | wire, Rust | type | location | visible to | meaning |\n|---|---|---|---|---|---|\n",
    );
    for field in fields {
        let wire = match field.wire {
            Some(wire) => format!("`{wire}`, `{}`", field.name),
            None => format!("`{}`", field.name),
        };
        let ty = match field.ty {
            FieldType::Text => "string".to_owned(),
            FieldType::Integer => "integer".to_owned(),
            FieldType::Number => "number".to_owned(),
            FieldType::Millis => "number, not negative".to_owned(),
            FieldType::Boolean => "boolean".to_owned(),
            FieldType::Code => "string or integer".to_owned(),
            FieldType::Json => "any JSON value".to_owned(),
            FieldType::TextList => "array of strings".to_owned(),
            FieldType::JsonList => "array".to_owned(),
            FieldType::ErrorText => "string or error".to_owned(),
            FieldType::Shown => "any value, stored as text".to_owned(),
            FieldType::Choice(words) => {
                words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
            }
            _ => "other".to_owned(),
        };
        let place = match field.placement {
            Placement::Context => "`context`",
            Placement::Top => "top level",
            Placement::Local => "not on the wire",
        };
        let seen = match field.sensitivity {
            Sensitivity::Public => "everyone",
            Sensitivity::InternalHost | Sensitivity::ServerPath => "operators",
        };
        let _ =
            writeln!(out, "| `{}` | {wire} | {ty} | {place} | {seen} | {} |", field.option_name(), field.doc);
    }
}
