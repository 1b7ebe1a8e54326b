//! House rules that no linter knows: where a payload may be made, and how long a file may be.

use anyhow::{Result, bail};

use crate::files;
use crate::layers::code_lines;
use crate::workspace::Workspace;

/// Where the sanitizer hands over to the seal.
const SEALERS: &[&str] = &["src/error/"];

const MAX_LINES: usize = 450;
/// What is written by hand, and by which endings it goes.
const WRITTEN: &[&str] = &[
    "benches",
    "examples",
    "fuzz/src",
    "fuzz/targets",
    "interop",
    "js-tests",
    "pkg-template",
    "src",
    "tests",
    "www",
    "xtask",
];
const ENDINGS: &[&str] = &["css", "html", "js", "mjs", "cjs", "rs", "ts"];

/// Nobody but the sanitizer makes a `Payload`.
pub(crate) fn seal(workspace: &Workspace) -> Result<()> {
    let mut found = Vec::new();
    for file in files::under(&workspace.at("src"))? {
        let name = workspace.relative(&file);
        if SEALERS.iter().any(|sealer| name.starts_with(sealer)) {
            continue;
        }
        for (number, line) in code_lines(&files::read(&file)?) {
            if makes_payload(line) {
                found.push(format!("{name}:{number}"));
            }
        }
    }
    if found.is_empty() {
        return Ok(());
    }
    bail!("a payload is made outside the sanitizer, in {}; call `McpError::payload`", found.join(", "))
}

/// Whether a line has `Payload { …` or `Payload(…` as an expression: not a type, a definition or a longer name.
fn makes_payload(line: &str) -> bool {
    let is_word = |char: char| char.is_alphanumeric() || char == '_';
    line.match_indices("Payload").any(|(at, name)| {
        let before = line.get(..at).unwrap_or_default();
        let after = line.get(at + name.len()..).unwrap_or_default().trim_start();
        let defines = ["struct ", "impl ", "for ", "-> ", "-> &", "enum ", "union ", "mod "];
        !before.ends_with(is_word)
            && !defines.iter().any(|word| before.ends_with(word))
            && after.starts_with(['{', '('])
    })
}

/// No file that is written by hand is too long to be read in one go.
pub(crate) fn lengths(workspace: &Workspace) -> Result<()> {
    let mut long = Vec::new();
    for folder in WRITTEN {
        for file in files::under(&workspace.at(folder))? {
            let name = workspace.relative(&file);
            let is_ours = file.extension().is_some_and(|ending| ENDINGS.iter().any(|known| ending == *known));
            if is_ours && !name.contains("/generated/") {
                let lines = files::read(&file)?.lines().count();
                if lines > MAX_LINES {
                    long.push(format!("{name} ({lines})"));
                }
            }
        }
    }
    if long.is_empty() { Ok(()) } else { bail!("over {MAX_LINES} lines, split them: {}", long.join(", ")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn payloads() {
        let cases = [
            ("literal", "let payload = Payload { kind, map };", true),
            ("tuple", "Some(Payload(map))", true),
            ("path", "crate::payload::Payload { kind, map }", true),
            ("type", "fn to_text(payload: &Payload) -> String {", false),
            ("return type", "fn payload(&self) -> Payload {", false),
            ("implementation", "impl Payload {", false),
            ("of a trait", "impl fmt::Debug for Payload {", false),
            ("longer name", "DecodedPayload { map }", false),
        ];
        for (name, line, expected) in cases {
            assert_eq!(makes_payload(line), expected, "{name}");
        }
    }
}
