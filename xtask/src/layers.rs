//! The order of the modules of `src/`, and the check that imports run downward in it.

use std::collections::BTreeMap;

use anyhow::{Context, Result, bail};

use crate::files;
use crate::workspace::Workspace;

/// The layers, lowest first. A module may use those of its own layer and of the layers above it in this list.
const LAYERS: &[&[&str]] = &[
    &["host"],
    &["chars", "limits", "telemetry", "time", "substring", "word_set"],
    &["notes"],
    &["kind"],
    &["json"],
    &["redact"],
    &["view"],
    &["error"],
    // what the exits do where a call does not say it
    &["settings"],
    &["display"],
    &["schema", "wire"],
    &["decode"],
    // hosts: nothing uses these
    &["ffi", "integrations"],
];

/// Targets of their own, which see what every user sees.
const OUTSIDE: &[&str] = &["bin", "lib", "main"];

/// Fails where a module uses one of a higher layer.
pub(crate) fn check(workspace: &Workspace) -> Result<()> {
    let source = workspace.at("src");
    let exports = exports(&files::read(&source.join("lib.rs"))?);
    let mut wrong = Vec::new();
    for file in files::under(&source)? {
        let inner = file.strip_prefix(&source)?;
        let first = inner.components().next().context("a file without a name")?.as_os_str().to_string_lossy();
        let module = first.trim_end_matches(".rs");
        if OUTSIDE.contains(&module) {
            continue;
        }
        for (line, problem) in judge(module, &files::read(&file)?, &exports)? {
            wrong.push(format!("{}:{line} {problem}", workspace.relative(&file)));
        }
    }
    if wrong.is_empty() { Ok(()) } else { bail!("imports run downward only:\n  {}", wrong.join("\n  ")) }
}

/// The lines of a module's file that use a module of a higher layer.
fn judge(module: &str, text: &str, exports: &BTreeMap<String, String>) -> Result<Vec<(usize, String)>> {
    let own = layer(module)?;
    let mut wrong = Vec::new();
    for (line, name) in uses(text) {
        let used = exports.get(&name).unwrap_or(&name);
        if layer(used)? > own {
            wrong.push((line, format!("`{module}` uses `{used}`, which is above it")));
        }
    }
    Ok(wrong)
}

fn layer(module: &str) -> Result<usize> {
    let place = LAYERS.iter().position(|layer| layer.contains(&module));
    place.with_context(|| format!("`{module}` is in no layer; give it its place in xtask/src/layers.rs"))
}

/// What follows `crate::`, line by line: one name, or the first names in a group.
fn uses(text: &str) -> Vec<(usize, String)> {
    let lines = code_lines(text);
    let code: String = lines.iter().flat_map(|(_, line)| [line, "\n"]).collect();
    let mut found = Vec::new();
    for (at, word) in code.match_indices("crate::") {
        let before = code.get(..at).unwrap_or_default();
        let number = lines.get(before.matches('\n').count()).map_or(0, |(number, _)| *number);
        let after = code.get(at + word.len()..).unwrap_or_default();
        let names = match after.strip_prefix('{') {
            Some(group) => heads(group),
            None => vec![name(after)],
        };
        found.extend(names.into_iter().filter(|name| !name.is_empty()).map(|name| (number, name)));
    }
    found
}

/// The first name of each entry of a group, up to its closing brace.
fn heads(group: &str) -> Vec<String> {
    let mut depth = 0_usize;
    let mut entries = vec![String::new()];
    for char in group.chars() {
        match char {
            '}' if depth == 0 => break,
            ',' if depth == 0 => entries.push(String::new()),
            _ => {
                depth = match char {
                    '{' => depth + 1,
                    '}' => depth - 1,
                    _ => depth,
                };
                if let Some(entry) = entries.last_mut() {
                    entry.push(char);
                }
            }
        }
    }
    entries.iter().map(|entry| name(entry.trim_start())).collect()
}

fn name(text: &str) -> String {
    text.chars().take_while(|char| char.is_alphanumeric() || *char == '_').collect()
}

/// Which module each name at the root of the crate comes from, as the re-exports in `lib.rs` say.
fn exports(lib: &str) -> BTreeMap<String, String> {
    let code: String = code_lines(lib).into_iter().flat_map(|(_, line)| [line.trim(), " "]).collect();
    let mut map = BTreeMap::new();
    for statement in code.split(';') {
        let Some((module, names)) =
            statement.split_once("pub use ").and_then(|(_, path)| path.split_once("::"))
        else {
            continue;
        };
        for entry in names.trim_matches(['{', '}', ' ']).split(',') {
            let shown = entry.rsplit(" as ").next().unwrap_or_default();
            map.insert(name(shown.trim()), module.trim().to_owned());
        }
    }
    map
}

/// The numbered lines of a Rust file without comments and without what only tests have.
fn code_lines(text: &str) -> Vec<(usize, &str)> {
    let mut lines = Vec::new();
    let mut in_tests = false;
    for (number, line) in (1..).zip(text.lines()) {
        in_tests |= line.starts_with("#[cfg(test)]");
        if !in_tests {
            lines.push((number, line.split("//").next().unwrap_or_default()));
        }
        // rustfmt puts the end of an item at the margin.
        let ends = line == "}" || (line.ends_with(';') && !line.starts_with(' '));
        in_tests &= !ends;
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows() {
        let lib =
            "pub use error::{McpError, Payload};\npub use json::Value;\npub use error::McpError as Error;";
        let cases: &[(&str, &str, &str, &[usize])] = &[
            ("down", "error", "use crate::json::Value;", &[]),
            ("same layer", "wire", "use crate::schema::payload_schema;", &[]),
            ("up", "error", "use crate::json::Value;\nuse crate::decode::decode;", &[2]),
            ("up, in an expression", "limits", "fn a() {\n    crate::redact::b();\n}", &[2]),
            ("up, in a group", "json", "use crate::{chars, error::{McpError, Cause}, limits};", &[1]),
            ("up, in a group of many lines", "json", "\nuse crate::{\n    chars,\n    ffi,\n};", &[2]),
            ("up, by a name at the root", "limits", "use crate::Error;", &[1]),
            ("down, by a name at the root", "error", "use crate::Value;", &[]),
            ("in a comment", "limits", "/// See [`crate::Error`].\nfn a() {}", &[]),
            ("in tests", "limits", "#[cfg(test)]\nmod tests {\n    use crate::Error;\n}", &[]),
            ("after tests", "limits", "#[cfg(test)]\nuse crate::Error;\nuse crate::Error;", &[3]),
        ];
        for (name, module, text, expected) in cases {
            let lines: Vec<usize> =
                judge(module, text, &exports(lib)).unwrap().into_iter().map(|(line, _)| line).collect();
            assert_eq!(lines, *expected, "{name}");
        }
        assert!(
            judge("limits", "use crate::unheard_of;", &exports(lib)).is_err(),
            "a module without a layer"
        );
    }
}
