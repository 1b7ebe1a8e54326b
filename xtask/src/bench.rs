//! `cargo xtask bench`: speed, hostile values and redaction, compared with other libraries. Each part writes a page in `docs/`.
//!
//! `target/bench` has the folders of the clone: `benches` beside the installed tarball, with the tools of `js-tests`.

use std::os::unix::fs::symlink;
use std::path::Path;

use anyhow::{Result, bail};

use crate::install::install;
use crate::workspace::Workspace;
use crate::{files, package, tools};

/// A script of `benches`, and the page that it writes.
struct Part {
    name: &'static str,
    script: &'static str,
    page: &'static str,
}

const PARTS: &[Part] = &[
    Part { name: "hostile", script: "hostile.mjs", page: "docs/hostile-values.md" },
    Part { name: "comparison", script: "comparison.mjs", page: "docs/sanitizer-comparison.md" },
    Part { name: "speed", script: "main.mjs", page: "docs/benchmarks.md" },
];

/// Runs the named parts, or all.
pub(crate) fn run(workspace: &Workspace, names: &[String]) -> Result<()> {
    if let Some(name) = names.iter().find(|name| PARTS.iter().all(|part| part.name != name.as_str())) {
        let known: Vec<&str> = PARTS.iter().map(|part| part.name).collect();
        bail!("no part `{name}`; the parts are: {}", known.join(", "));
    }
    tools::node_modules(workspace)?;
    let tarball = package::build(workspace)?;
    let folder = workspace.target.join("bench");
    install(workspace, &folder, &tarball, &[])?;
    let benches = folder.join("benches");
    files::copy(&workspace.at("benches"), &benches)?;
    symlink(workspace.at("js-tests/node_modules"), benches.join("node_modules"))?;
    for part in PARTS.iter().filter(|part| names.is_empty() || names.iter().any(|name| name == part.name)) {
        measure(workspace, part, &benches, &tarball)?;
    }
    Ok(())
}

fn measure(workspace: &Workspace, part: &Part, benches: &Path, tarball: &Path) -> Result<()> {
    println!("\n=== {}", part.name);
    let job = workspace.job("node").arg("--expose-gc").arg(benches.join(part.script));
    job.arg(workspace.at(part.page)).arg(tarball).dir(benches).run()
}
