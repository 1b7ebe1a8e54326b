//! The error reference, in Markdown.

use std::fmt::Write as _;

use mcp_errors::{COMMON_FIELDS, FieldSpec, FieldType, KINDS, Placement, Retry, Sensitivity};

use super::NOTICE;

/// `docs/error-reference.md`.
pub(super) fn reference() -> String {
    let mut out = format!("<!-- {NOTICE} -->\n\n# Error reference\n\n");
    out.push_str("| class | on the wire | extends | `error_code` | JSON-RPC | legacy | HTTP | retry |\n");
    out.push_str("|---|---|---|---|---|---|---|---|\n");
    for row in KINDS {
        let parent = row.parent.map_or("Error", |parent| parent.spec().class);
        let code = row.error_code.map_or_else(|| "none".to_owned(), |code| format!("`{code}`"));
        let retry = match row.retry {
            Retry::Always => "may help",
            Retry::ByHttpStatus => "may help for 408, 429, 502, 503, 504",
            Retry::Never => "does not help",
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
    out.push_str("\nOf some errors a field decides: see `httpStatus`, `permissionRequired`, `error` and `serverCode`.\n");
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
        "| JavaScript | wire, Rust | type | stands in | seen by | meaning |\n|---|---|---|---|---|---|\n",
    );
    for field in fields {
        let wire = match field.wire {
            Some(wire) => format!("`{wire}`, `{}`", field.name),
            None => format!("`{}`", field.name),
        };
        let ty = match field.ty {
            FieldType::Text => "text".to_owned(),
            FieldType::Integer => "integer".to_owned(),
            FieldType::Number => "number".to_owned(),
            FieldType::Millis => "number, not negative".to_owned(),
            FieldType::Boolean => "boolean".to_owned(),
            FieldType::Code => "text or integer".to_owned(),
            FieldType::Json => "any JSON value".to_owned(),
            FieldType::TextList => "list of texts".to_owned(),
            FieldType::JsonList => "list".to_owned(),
            FieldType::ErrorText => "text or error".to_owned(),
            FieldType::Shown => "any value, shown as text".to_owned(),
            FieldType::Choice(words) => {
                words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
            }
            _ => "other".to_owned(),
        };
        let place = match field.placement {
            Placement::Context => "`context`",
            Placement::Top => "the top",
            Placement::Local => "not on the wire",
        };
        let seen = match field.sensitivity {
            Sensitivity::Public => "everybody",
            Sensitivity::InternalHost | Sensitivity::ServerPath => "operators",
        };
        let _ =
            writeln!(out, "| `{}` | {wire} | {ty} | {place} | {seen} | {} |", field.option_name(), field.doc);
    }
}
