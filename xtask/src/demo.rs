//! `cargo xtask demo`: the demonstration, run as a user runs it.
//!
//! `target/demo` is a project with the tarball, `@modelcontextprotocol/sdk` and zod in its `node_modules`, and a copy of
//! `examples/`. Examples import packages by name and each other by relative paths: they can be copied out of the clone.

use anyhow::Result;

use crate::install::install;
use crate::workspace::Workspace;
use crate::{files, package, tools};

/// The packages that examples import besides `mcp-errors`, in the versions of the tests.
const DEPENDENCIES: &[&str] = &["@modelcontextprotocol/sdk", "zod"];

pub(crate) fn run(workspace: &Workspace) -> Result<()> {
    tools::node_modules(workspace)?;
    let tarball = package::build(workspace)?;
    let mut others = Vec::new();
    for name in DEPENDENCIES {
        others.push((*name, workspace.locked_npm(name)?));
    }
    let folder = workspace.target.join("demo");
    let stamp = folder.join("installed-from");
    let fingerprint = format!("{} {others:?}", files::fingerprint(std::slice::from_ref(&tarball))?);
    if !files::is_stamped(&stamp, &fingerprint) {
        install(workspace, &folder, &tarball, &others)?;
        files::write(&stamp, fingerprint)?;
    }
    files::fresh(&folder.join("examples"))?;
    files::copy(&workspace.at("examples"), &folder.join("examples"))?;
    workspace.job("node").arg("examples/demo/run.mjs").dir(&folder).run()
}
