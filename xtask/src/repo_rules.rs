//! Rules of this repository that no linter knows.

use anyhow::{Result, bail};

use crate::files;
use crate::workspace::Workspace;

/// A longer file has more than one subject.
const MAX_LINES: usize = 450;

/// The folders of what is written by hand, and the extensions of it.
const FOLDERS: &[&str] = &[
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
const EXTENSIONS: &[&str] = &["css", "html", "js", "mjs", "cjs", "rs", "ts"];

/// Fails where a file that is written by hand has more than [`MAX_LINES`] lines.
pub(crate) fn file_lengths(workspace: &Workspace) -> Result<()> {
    let mut long = Vec::new();
    for folder in FOLDERS {
        for file in files::under(&workspace.at(folder))? {
            let name = workspace.relative(&file);
            let is_known =
                file.extension().is_some_and(|ending| EXTENSIONS.iter().any(|known| ending == *known));
            if is_known && !name.contains("/generated/") {
                let lines = files::read(&file)?.lines().count();
                if lines > MAX_LINES {
                    long.push(format!("{name} ({lines})"));
                }
            }
        }
    }
    if long.is_empty() { Ok(()) } else { bail!("over {MAX_LINES} lines, split them: {}", long.join(", ")) }
}
