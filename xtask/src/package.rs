//! `cargo xtask build`: the npm package in `dist/npm`, and its tarball beside it.

use std::fs::File;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde_json::Value;

use crate::workspace::Workspace;
use crate::{codegen, files, tools, wasm};

/// Everything that the package is made from. If none of it has changed, the last build is as good as a new one.
const INPUTS: &[&str] = &[
    "Cargo.lock",
    "Cargo.toml",
    "CHANGELOG.md",
    "LICENSE-APACHE",
    "LICENSE-MIT",
    "js-tests/package-lock.json",
    "pkg-template",
    "schema",
    "src",
    "xtask",
];

/// What is copied to the package if it exists: from, to.
const COPIED: &[(&str, &str)] = &[
    ("pkg-template/README.md", "README.md"),
    ("CHANGELOG.md", "CHANGELOG.md"),
    ("LICENSE-APACHE", "LICENSE-APACHE"),
    ("LICENSE-MIT", "LICENSE-MIT"),
    ("pkg-template/bin", "bin"),
    ("schema", "schema"),
];

const MANIFEST: &str = "package.json";

/// Locks `dist` until the returned file is dropped: two builds at once would remove each other's files.
pub(crate) fn lock(workspace: &Workspace) -> Result<File> {
    let path = workspace.at("dist/lock");
    files::write(&path, "")?;
    let file = File::open(&path)?;
    file.lock().context("cannot lock dist/lock")?;
    Ok(file)
}

/// Builds the package unless it is up to date. Returns the path of the tarball.
pub(crate) fn build(workspace: &Workspace) -> Result<PathBuf> {
    let dist = workspace.at("dist");
    let _lock = lock(workspace)?;
    let tarball = dist.join(format!("mcp-errors-{}.tgz", workspace.version));
    let stamp = dist.join("built-from");
    let inputs: Vec<PathBuf> = INPUTS.iter().map(|name| workspace.at(name)).collect();
    let fingerprint = files::fingerprint(&inputs)?;
    if files::is_stamped(&stamp, &fingerprint) && tarball.is_file() {
        println!("build: dist/npm is up to date");
    } else {
        codegen::run(&workspace.root, true)?;
        assemble(workspace, &dist.join("npm"))?;
        workspace
            .job("npm")
            .args(["pack", "--silent", "--pack-destination"])
            .arg(&dist)
            .dir(dist.join("npm"))
            .run()?;
        files::write(&stamp, fingerprint)?;
    }
    Ok(tarball)
}

/// Compiles the wasm and bundles the modules to the files that `package.json` exports.
fn bundle(workspace: &Workspace, out: &Path) -> Result<()> {
    tools::node_modules(workspace)?;
    let glue = wasm::build(workspace)?;
    files::fresh(out)?;
    workspace.job("node").arg(workspace.at("pkg-template/build.mjs")).arg(glue).arg(out).run()
}

fn assemble(workspace: &Workspace, out: &Path) -> Result<()> {
    bundle(workspace, out)?;
    for (from, to) in COPIED {
        files::copy(&workspace.at(from), &out.join(to))?;
    }
    let manifest = files::read(&workspace.at("pkg-template").join(MANIFEST))?;
    files::write(&out.join(MANIFEST), with_version(&manifest, workspace.version)?)
}

/// The text of `package.json` with the version of the crate.
fn with_version(manifest: &str, version: &str) -> Result<String> {
    let mut manifest: Value =
        serde_json::from_str(manifest).context("pkg-template/package.json is not JSON")?;
    *manifest.get_mut("version").context("pkg-template/package.json has no `version`")? = version.into();
    Ok(serde_json::to_string_pretty(&manifest)? + "\n")
}
