//! `cargo xtask telemetry`: errors in the hands of real loggers, telemetry, frameworks, test runners and runtimes; and the same as
//! a step of the tests.
//!
//! `target/telemetry` has the folders of the clone: `js-tests` beside the installed tarball. The consumers are packages of
//! `js-tests/telemetry`, in a lock file of their own, because most tasks do without them.

use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};

use anyhow::Result;

use crate::install::install;
use crate::report::Outcome;
use crate::workspace::Workspace;
use crate::{files, package, runners, tools};

const FOLDER: &str = "js-tests/telemetry";
const PAGE: &str = "docs/loggers.md";

/// Runs every consumer, and writes the page; for another `tarball` than that of this clone, prints it.
pub(crate) fn run(workspace: &Workspace, tarball: Option<PathBuf>) -> Result<()> {
    let job = |tests: &Path| workspace.job("node").arg(tests.join("page.mjs")).dir(tests);
    if let Some(tarball) = tarball {
        return job(&installed(workspace, &tarball.canonicalize()?)?).run();
    }
    let tests = installed(workspace, &package::build(workspace)?)?;
    job(&tests).arg(workspace.at(PAGE)).run()?;
    println!("wrote {PAGE}");
    Ok(())
}

/// Runs every consumer, and compares what it printed with the page.
pub(crate) fn test(workspace: &Workspace) -> Result<Outcome> {
    let tests = installed(workspace, &package::build(workspace)?)?;
    let job = workspace.job("node").arg("--test").dir(&tests);
    let results = workspace.target.join("telemetry-results.jsonl");
    runners::node(job, &workspace.at("js-tests/reporter.mjs"), &results, vec![tests.join("telemetry.mjs")])
}

/// Installs a tarball beside a copy of the tests. Returns the folder of the copy.
fn installed(workspace: &Workspace, tarball: &Path) -> Result<PathBuf> {
    tools::node_modules(workspace)?;
    tools::npm_ci(workspace, &workspace.at(FOLDER), "loggers, telemetry, frameworks and runtimes from npm")?;
    let place = workspace.target.join("telemetry");
    install(workspace, &place, tarball, &[])?;
    for name in ["js-tests", "docs"] {
        files::copy(&workspace.at(name), &place.join(name))?;
    }
    for name in ["js-tests", FOLDER] {
        symlink(workspace.at(name).join("node_modules"), place.join(name).join("node_modules"))?;
    }
    Ok(place.join(FOLDER))
}
