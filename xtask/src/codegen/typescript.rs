//! The typings that follow from the table: options, context fields, payload and class of each kind.

use std::fmt::Write as _;

use mcp_errors::{COMMON_FIELDS, FieldSpec, FieldType, KINDS, KindSpec, Placement};

use super::NOTICE;

/// What stands above the unions.
const ANY_ERROR: &str = "\
/**
 * Any error, discriminated by `kind`; `decodeError` and `McpError.from` return it.
 *
 * ```ts
 * switch (error.kind) {
 *   case \"connection\":
 *     return error.host;
 *   case \"timeout\":
 *     return error.timeoutSeconds;
 * }
 * ```
 */";

/// `generated/kinds.d.ts`. The build joins it with `src/core.d.ts`, without the imports between the two.
pub(super) fn typings() -> String {
    let mut out = format!(
        "// {NOTICE}\n\nimport {{ type ErrorContext, type GeneralOptions, type JsonValue, McpError, type PayloadBase, \
         type PayloadContext }} from \"../src/core.js\";\n\n"
    );
    let names: Vec<String> = KINDS.iter().map(|row| format!("{:?}", row.name)).collect();
    let _ = writeln!(
        out,
        "/** The kinds, by their short names. */\nexport type ErrorKind = {};\n",
        names.join(" | ")
    );
    out.push_str(
        "/** Options of every error. */\nexport interface McpErrorOptions extends GeneralOptions {\n",
    );
    options(&mut out, COMMON_FIELDS);
    out.push_str("}\n\n");
    for row in KINDS {
        kind(&mut out, row);
    }
    let payloads: Vec<String> = KINDS.iter().map(|row| format!("{}Payload", row.class)).collect();
    let _ = writeln!(
        out,
        "/** The payload of any built-in class, discriminated by `error_type`. */\nexport type AnyMcpErrorPayload = {};\n",
        payloads.join(" | ")
    );
    let members: Vec<String> = KINDS.iter().map(member).collect();
    let _ = writeln!(out, "{ANY_ERROR}\nexport type AnyMcpError = {};", members.join(" | "));
    out
}

fn kind(out: &mut String, row: &KindSpec) {
    let parent = row.parent.map(mcp_errors::ErrorKind::spec);
    if let Some(parent) = parent {
        let _ = writeln!(out, "/** Options of {{@link {}}}. */", row.class);
        let _ = writeln!(out, "export interface {}Options extends {}Options {{", row.class, parent.class);
        options(out, row.fields);
        out.push_str("}\n\n");
    }
    context_fields(out, row);
    payload(out, row);
    if let Some(parent) = parent {
        let _ = writeln!(out, "/** {} */", row.doc);
        let _ = writeln!(out, "export declare class {} extends {} {{", row.class, parent.class);
        let _ = writeln!(out, "  constructor(message: string, options?: {}Options);", row.class);
        let _ = writeln!(out, "  readonly kind: {};", kinds_of(row));
        let _ = writeln!(out, "  get context(): ErrorContext<{}Fields>;", row.class);
        out.push_str("  set context(context: Record<string, unknown>);\n");
        let _ = writeln!(out, "  toDict(): {};", payloads_of(row));
        if row.name == "resource" {
            out.push_str("  /** A resource that does not exist. */\n");
            out.push_str(
                "  static notFound(uri: string, options?: McpResourceErrorOptions): McpResourceError;\n",
            );
        }
        for field in row.fields {
            let _ = writeln!(out, "  /** {} */", field.doc);
            let _ = writeln!(out, "  get {}(): {} | undefined;", field.option_name(), value_type(field));
        }
        out.push_str("}\n\n");
    }
    if has_children(row) {
        let _ = writeln!(out, "/** An {{@link {}}} that is of no kind below it. */", row.class);
        let _ = writeln!(out, "export interface {} extends {} {{", member(row), row.class);
        let _ = writeln!(out, "  readonly kind: {:?};\n  toDict(): {}Payload;\n}}\n", row.name, row.class);
    }
}

fn has_children(row: &KindSpec) -> bool {
    KINDS.iter().any(|other| other.parent == Some(row.kind))
}

/// What stands for a kind in the union of errors: its class, if no other kind is below it. The `kind` of such a class would
/// match those of its children as well, and narrow nothing.
fn member(row: &KindSpec) -> String {
    if has_children(row) { row.class.replacen("Mcp", "McpBase", 1) } else { row.class.to_owned() }
}

/// The kinds of a class and of the classes below it: a literal for a leaf.
fn kinds_of(row: &KindSpec) -> String {
    let kinds =
        KINDS.iter().filter(|other| other.kind.is_a(row.kind)).map(|other| format!("{:?}", other.name));
    kinds.collect::<Vec<_>>().join(" | ")
}

/// The payloads of a class and of the classes below it.
fn payloads_of(row: &KindSpec) -> String {
    let below = KINDS.iter().filter(|other| other.kind.is_a(row.kind));
    below.map(|other| format!("{}Payload", other.class)).collect::<Vec<_>>().join(" | ")
}

fn options(out: &mut String, fields: &[FieldSpec]) {
    for field in fields {
        let names = [Some(field.option_name()), field.alias.map(str::to_owned)];
        for name in names.into_iter().flatten() {
            let default = field.default.map_or_else(String::new, |default| format!(" Default: `{default}`."));
            let _ =
                writeln!(out, "  /** {}{default} */\n  {name}?: {} | null;", field.doc, option_type(field));
        }
    }
}

fn context_fields(out: &mut String, row: &KindSpec) {
    let _ = writeln!(out, "/** Fields of {{@link {}}} in its context. */", row.class);
    let _ = writeln!(out, "export interface {}Fields {{", row.class);
    wire_fields(out, row, Placement::Context);
    out.push_str("}\n\n");
}

fn payload(out: &mut String, row: &KindSpec) {
    let _ = writeln!(out, "/** Payload of {{@link {}}}. */", row.class);
    let _ = writeln!(out, "export interface {}Payload extends PayloadBase {{", row.class);
    let _ = writeln!(out, "  error_type: {:?};", row.wire);
    let _ = writeln!(out, "  context: PayloadContext<{}Fields>;", row.class);
    wire_fields(out, row, Placement::Top);
    out.push_str("}\n\n");
}

/// The fields of a kind at one place of the payload, by their keys on the wire.
fn wire_fields(out: &mut String, row: &KindSpec, placement: Placement) {
    for field in row.kind.fields().filter(|field| field.placement == placement) {
        let _ = writeln!(out, "  /** {} */\n  {}?: {};", field.doc, field.key(), value_type(field));
    }
}

/// The type in which a field comes out.
fn value_type(field: &FieldSpec) -> String {
    match field.ty {
        FieldType::Integer | FieldType::Number | FieldType::Millis => "number".to_owned(),
        FieldType::Boolean => "boolean".to_owned(),
        FieldType::Code => "string | number".to_owned(),
        FieldType::Json => "JsonValue".to_owned(),
        FieldType::TextList => "string[]".to_owned(),
        FieldType::JsonList => "JsonValue[]".to_owned(),
        FieldType::Choice(words) => {
            words.iter().map(|word| format!("{word:?}")).collect::<Vec<_>>().join(" | ")
        }
        _ => "string".to_owned(),
    }
}

/// The type in which a field is given.
fn option_type(field: &FieldSpec) -> String {
    match field.ty {
        FieldType::Json | FieldType::Shown => "unknown".to_owned(),
        FieldType::TextList => "readonly string[]".to_owned(),
        FieldType::JsonList => "readonly unknown[]".to_owned(),
        FieldType::ErrorText => "string | Error".to_owned(),
        _ => value_type(field),
    }
}
