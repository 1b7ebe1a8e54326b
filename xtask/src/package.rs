//! `cargo xtask build`: the npm package, in `dist/npm`, and its tarball beside it.

use std::fs::File;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::manifest::{ENTRIES, package_json};
use crate::workspace::Workspace;
use crate::{bundle, codegen, files};

/// All that the package is made from. Where none of it has changed, the last build is as good as a new one.
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

/// What goes into the package as it stands, where it is there: from, to.
const COPIED: &[(&str, &str)] = &[
    ("pkg-template/README.md", "README.md"),
    ("CHANGELOG.md", "CHANGELOG.md"),
    ("LICENSE-APACHE", "LICENSE-APACHE"),
    ("LICENSE-MIT", "LICENSE-MIT"),
    ("pkg-template/bin", "bin"),
    ("schema", "schema"),
];

/// Held while something is made in `dist`: two builds at once would take each other's files away.
pub(crate) fn lock(workspace: &Workspace) -> Result<File> {
    let path = workspace.at("dist/lock");
    files::write(&path, "")?;
    let file = File::open(&path)?;
    file.lock().context("cannot lock dist/lock")?;
    Ok(file)
}

/// Builds the package unless it is up to date; the tarball.
pub(crate) fn build(workspace: &Workspace) -> Result<PathBuf> {
    let dist = workspace.at("dist");
    let _lock = lock(workspace)?;
    let tarball = dist.join(format!("mcp-errors-{}.tgz", workspace.version));
    let stamp = dist.join("built-from");
    let inputs: Vec<PathBuf> = INPUTS.iter().map(|name| workspace.at(name)).collect();
    let wanted = files::fingerprint(&inputs)?;
    if files::is_stamped(&stamp, &wanted) && tarball.is_file() {
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
        files::write(&stamp, wanted)?;
    }
    Ok(tarball)
}

fn assemble(workspace: &Workspace, out: &Path) -> Result<()> {
    let glue = bundle::glue(workspace)?;
    files::fresh(out)?;
    bundle::bundle(workspace, &glue, out)?;
    for entry in ENTRIES {
        let types = files::read(&workspace.at("pkg-template").join(entry.types))?;
        for extension in ["d.ts", "d.cts"] {
            files::write(&out.join(format!("{}.{extension}", entry.stem())), &types)?;
        }
    }
    for (from, to) in COPIED {
        files::copy(&workspace.at(from), &out.join(to))?;
    }
    files::write(&out.join("package.json"), package_json(workspace)?)
}
