//! `cargo xtask demo`: the demonstration, run as a user would run it.
//!
//! `target/demo` is a project with the packed tarball, `@modelcontextprotocol/sdk` and zod in its `node_modules`. All of
//! `examples/` is copied into it, and `node examples/demo/run.mjs` is run there: an example imports packages by their
//! names, and other examples by relative paths, and can be copied out of the clone as it stands.

use anyhow::Result;

use crate::install::install;
use crate::workspace::Workspace;
use crate::{files, package, tools};

/// What the examples import beside `mcp-errors`, in the versions that the tests use.
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
    let wanted = format!("{} {others:?}", files::fingerprint(std::slice::from_ref(&tarball))?);
    if !files::is_stamped(&stamp, &wanted) {
        install(workspace, &folder, &tarball, &others)?;
        files::write(&stamp, wanted)?;
    }
    files::fresh(&folder.join("examples"))?;
    files::copy(&workspace.at("examples"), &folder.join("examples"))?;
    workspace.job("node").arg("examples/demo/run.mjs").dir(&folder).run()
}
