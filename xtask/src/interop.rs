//! `cargo xtask interop`: servers and clients of every SDK, as processes, through every failure; and the part of it that the
//! tests run.

use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde_json::Value;

use crate::install::install;
use crate::job::Job;
use crate::report::Outcome;
use crate::workspace::Workspace;
use crate::{files, package, tools};

/// The folder of the SDKs' servers and clients.
const FOLDER: &str = "interop";
const PAGE: &str = "docs/interop.md";

/// Runs everything, and writes the page.
pub(crate) fn run(workspace: &Workspace) -> Result<()> {
    let python = python(workspace)?;
    let page = matrix(workspace)?.env("INTEROP_PYTHON", python).read()?;
    files::write(&workspace.at(PAGE), page)?;
    println!("wrote {PAGE}");
    Ok(())
}

/// Runs a part, and compares it with the page.
pub(crate) fn short(workspace: &Workspace) -> Result<Outcome> {
    let results = workspace.target.join("interop-results.json");
    files::write(&results, "{}")?;
    let success = matrix(workspace)?.arg("--short").arg(&results).succeeds()?;
    let counts: Value = serde_json::from_str(&files::read(&results)?).context("no results of the matrix")?;
    let count = |name: &str| counts.get(name).and_then(Value::as_u64).unwrap_or_default();
    Ok(Outcome { passed: count("passed"), failed: count("failed") }.of_runner(success))
}

/// A job that runs the matrix, with the package installed as a user installs it.
fn matrix(workspace: &Workspace) -> Result<Job> {
    tools::npm_ci(workspace, &workspace.at(FOLDER), "the SDKs from npm")?;
    let tarball = package::build(workspace)?;
    let place = workspace.target.join("interop");
    install(workspace, &place, &tarball, &[])?;
    for name in [FOLDER, "docs"] {
        files::copy(&workspace.at(name), &place.join(name))?;
    }
    let modules = place.join(FOLDER).join("node_modules");
    if !modules.exists() {
        symlink(workspace.at(FOLDER).join("node_modules"), &modules)?;
    }
    let examples = ["--example", "interop_server", "--example", "interop_client"];
    workspace.job("cargo").args(["build", "--quiet", "--features", "rmcp"]).args(examples).run()?;
    let job = workspace.job("node").arg(place.join(FOLDER).join("run.mjs"));
    let rust = workspace.target.join("debug/examples");
    Ok(job.env("INTEROP_RUST", rust).env("INTEROP_RMCP", rmcp(workspace)?))
}

/// Returns a Python with the packages of `requirements.txt`.
fn python(workspace: &Workspace) -> Result<PathBuf> {
    let requirements = workspace.at(FOLDER).join("requirements.txt");
    let place = workspace.target.join("interop-python");
    let python = place.join("bin/python");
    let stamp = place.join("installed-from");
    let fingerprint = files::fingerprint(std::slice::from_ref(&requirements))?;
    if files::is_stamped(&stamp, &fingerprint) {
        return Ok(python);
    }
    println!("installing Python's SDK in {}", place.display());
    let made = workspace.job("python3").args(["-m", "venv"]).arg(&place).run();
    made.context("install Python 3.10 or newer, with its venv")?;
    let pip = Job::new(&python, &workspace.root).args(["-m", "pip", "install", "--quiet", "--requirement"]);
    pip.arg(&requirements).run()?;
    files::write(&stamp, fingerprint)?;
    Ok(python)
}

/// Returns the folder of the sources of rmcp: the page names lines of them.
fn rmcp(workspace: &Workspace) -> Result<PathBuf> {
    let metadata =
        workspace.job("cargo").args(["metadata", "--format-version=1", "--features", "rmcp"]).read()?;
    let metadata: Value = serde_json::from_str(&metadata).context("cargo metadata is not JSON")?;
    let packages = metadata.get("packages").and_then(Value::as_array);
    let found = packages.into_iter().flatten().find(|package| package.get("name") == Some(&"rmcp".into()));
    let manifest = found.and_then(|package| package.get("manifest_path")?.as_str());
    let folder = manifest.and_then(|path| Path::new(path).parent());
    folder.map(Path::to_path_buf).context("cargo metadata has no `rmcp`")
}
