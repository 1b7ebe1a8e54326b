//! The JavaScript classes, one per row, and the constants that the reading of values needs.

use std::fmt::Write as _;

use mcp_errors::ffi::{CALLS, constants as tables, option_names};
use mcp_errors::{
    ErrorKind, FieldSpec, FieldType, KINDS, KindSpec, Placement, RESOURCE_NOT_FOUND, limits, notes,
};

use super::NOTICE;

/// `generated/classes.js`.
pub(super) fn classes() -> String {
    let mut out = format!(
        "// {NOTICE}\n\n/* eslint-disable */\nimport {{ McpError, defineKind, readField }} from \"../src/error.js\";\n\n"
    );
    let base = KINDS.iter().find(|row| row.parent.is_none());
    if let Some(row) = base {
        let _ = writeln!(out, "defineKind(McpError, {});\n", definition(row));
    }
    for row in KINDS.iter().filter(|row| row.parent.is_some()) {
        out.push_str(&class(row));
    }
    let names: Vec<&str> = KINDS.iter().map(|row| row.class).collect();
    let _ = writeln!(out, "export {{ McpError }};\n");
    let _ = writeln!(
        out,
        "/** Every built-in class, a parent before its children. */\nexport const CLASSES = [{}];",
        names.join(", ")
    );
    out
}

fn class(row: &KindSpec) -> String {
    let parent = row.parent.unwrap_or(ErrorKind::Base).spec().class;
    let mut out = format!("/** {} */\nexport class {} extends {parent} {{\n", row.doc, row.class);
    for field in row.fields {
        let _ = write!(
            out,
            "  /** {} */\n  get {}() {{\n    return readField(this, {});\n  }}\n\n",
            field.doc,
            field.option_name(),
            arguments(field)
        );
    }
    if row.kind == ErrorKind::Resource {
        out.push_str(&NOT_FOUND.replace("RESOURCE_NOT_FOUND", &format!("{RESOURCE_NOT_FOUND:?}")));
    }
    let _ = write!(out, "  static {{\n    defineKind(this, {});\n  }}\n}}\n\n", definition(row));
    out
}

/// The named constructor for the one failure of resources that has a code of its own.
const NOT_FOUND: &str = r#"  /**
   * A resource that does not exist.
   * @param {string} uri
   * @param {any} [options]
   */
  static notFound(uri, options) {
    return new this("resource not found", { ...options, errorCode: RESOURCE_NOT_FOUND, resourceId: uri });
  }

"#;

/// What the base class needs to know about a kind.
fn definition(row: &KindSpec) -> String {
    let legacy = match row.json_rpc_legacy {
        same if same == row.json_rpc => String::new(),
        code => format!("legacyCode: {code}, "),
    };
    let code = row.error_code.map_or_else(|| "null".to_owned(), |code| format!("{code:?}"));
    format!(
        "{{ kind: {:?}, name: {:?}, wire: {:?}, title: {:?}, errorCode: {code}, code: {}, {legacy}options: {:?} }}",
        row.name,
        row.class,
        row.wire,
        row.doc.trim_end_matches('.'),
        row.json_rpc,
        option_names(row.kind)
    )
}

/// Where a field is read, and the `typeof` that its value must have.
fn arguments(field: &FieldSpec) -> String {
    let place = match field.placement {
        Placement::Context => "context",
        Placement::Top => "payload",
        Placement::Local => "header",
    };
    let types = match field.ty {
        FieldType::Integer | FieldType::Number | FieldType::Millis => "number",
        FieldType::Boolean => "boolean",
        FieldType::Code => "string|number",
        FieldType::TextList | FieldType::JsonList => "list",
        FieldType::Json => "any",
        _ => "string",
    };
    format!("{place:?}, {:?}, {types:?}", field.key())
}

/// `generated/schema.js`: the schema as text, so that a page which never asks for it does not build it.
pub(super) fn schema() -> anyhow::Result<String> {
    let text = serde_json::to_string(&mcp_errors::payload_schema().to_string())?;
    Ok(format!(
        "// {NOTICE}\n\n/* eslint-disable */\n/** The JSON Schema of the payload. */\nexport const SCHEMA = {text};\n"
    ))
}

/// `generated/constants.js`.
pub(super) fn constants() -> String {
    let numbers = [
        ("READ_DEPTH", limits::READ_DEPTH),
        ("READ_NODES", limits::READ_NODES),
        ("READ_CHARS", limits::READ_CHARS),
        ("MAX_CAUSES", limits::MAX_CAUSES),
        ("MAX_CANDIDATES", limits::MAX_CANDIDATES),
        ("CHAIN_DEPTH", limits::CHAIN_DEPTH),
    ];
    let texts = [
        ("CIRCULAR", notes::CIRCULAR),
        ("UNREADABLE", notes::UNREADABLE),
        ("REDACTED", mcp_errors::REDACTED),
        ("META_KEY", mcp_errors::META_KEY),
        ("VERSION", env!("CARGO_PKG_VERSION")),
    ];
    let mut out = format!("// {NOTICE}\n\n");
    for (name, number) in numbers {
        let _ = writeln!(out, "export const {name} = {number};");
    }
    for (name, text) in texts {
        let _ = writeln!(out, "export const {name} = {text:?};");
    }
    let tables = tables();
    let (first, last) = (tables.protocol_codes.start(), tables.protocol_codes.end());
    let _ = writeln!(out, "export const INVALID_PARAMS = {};", tables.invalid_params);
    let _ = writeln!(out, "export const PROTOCOL_CODES = {{ first: {first}, last: {last} }};");
    let lists = [
        ("BINARY", &notes::BINARY[..]),
        ("METADATA_KEYS", tables.metadata_keys),
        ("EXIT_OPTIONS", tables.exit_options),
        ("TRUNCATED", &notes::TRUNCATED[..]),
    ];
    for (name, parts) in lists {
        let _ = writeln!(out, "export const {name} = {parts:?};");
    }
    let calls: Vec<String> =
        CALLS.iter().enumerate().map(|(number, name)| format!("{name}: {number}")).collect();
    let _ = writeln!(
        out,
        "/** The numbers of the engine's calls. */\nexport const CALLS = {{ {} }};",
        calls.join(", ")
    );
    out
}

/// `generated/attributes.js`.
pub(super) fn attributes() -> String {
    let notice = NOTICE.replace("kind/table.rs", "telemetry.rs");
    let mut out = format!("// {notice}\n\n");
    for (name, text) in tables().attributes {
        let _ = writeln!(out, "export const {name} = {text:?};");
    }
    out
}
