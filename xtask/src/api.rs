//! The public surface of the crate and of the npm package as committed text files: a change to it shows in review.

use std::env;

use anyhow::{Context, Result, bail};
use public_api::Builder;

use crate::workspace::Workspace;
use crate::{files, tools};

/// A committed file and what lists the surface that it has to match; `None` where this machine cannot.
type Snapshot = (&'static str, fn(&Workspace) -> Result<Option<String>>);

const SNAPSHOTS: &[Snapshot] =
    &[("docs/api/crate.txt", crate_surface), ("docs/api/package.txt", package_surface)];

/// The first line of each file.
const NOTICE: &str = "// Written by `cargo xtask fix`, compared by `cargo xtask check`.\n\n";

/// Fails where a surface is not the committed one.
pub(crate) fn check(workspace: &Workspace) -> Result<()> {
    let mut changed = Vec::new();
    for (file, surface) in SNAPSHOTS {
        if let Some(text) = surface(workspace)?
            && files::read(&workspace.at(file)).ok().as_deref() != Some(text.as_str())
        {
            changed.push(*file);
        }
    }
    if changed.is_empty() {
        return Ok(());
    }
    bail!(
        "the public surface is not that of {}; run `cargo xtask fix` and commit the result",
        changed.join(", ")
    )
}

/// Writes the surfaces.
pub(crate) fn write(workspace: &Workspace) -> Result<()> {
    for (file, surface) in SNAPSHOTS {
        if let Some(text) = surface(workspace)? {
            files::write(&workspace.at(file), text)?;
        }
    }
    Ok(())
}

/// Every public item of the crate with all features, a line each, as rustdoc sees it. Blanket and auto trait
/// implementations are left out.
fn crate_surface(workspace: &Workspace) -> Result<Option<String>> {
    // The format of rustdoc's JSON changes from release to release, and `public-api` reads that of one.
    if !tools::is_pinned_rust(workspace)? {
        let needs = format!("the public surface of the crate needs rustc {}", tools::PINNED_RUST);
        if env::var_os("CI").is_some() {
            bail!("{needs}; install it with rustup, and set RUSTUP_TOOLCHAIN");
        }
        println!("skipped: {needs}");
        return Ok(None);
    }
    workspace
        .job("cargo")
        .args(["rustdoc", "--quiet", "--lib", "--all-features", "--"])
        .args(["-Z", "unstable-options", "--output-format", "json"])
        .env("RUSTDOC", workspace.at("xtask/rustdoc-unstable.sh"))
        .run()?;
    let json = workspace.target.join("doc/mcp_errors.json");
    let api = Builder::from_rustdoc_json(json).omit_blanket_impls(true).omit_auto_trait_impls(true).build();
    let api = api.context("cannot read rustdoc's JSON")?;
    let items: Vec<String> = api.items().map(ToString::to_string).collect();
    Ok(Some(format!("{NOTICE}{}\n", items.join("\n"))))
}

/// Every export of every entry of the npm package, by its declaration without comments.
fn package_surface(workspace: &Workspace) -> Result<Option<String>> {
    tools::node_modules(workspace)?;
    let entries = workspace.job("node").arg(workspace.at("js-tests/package-surface.mjs")).read()?;
    Ok(Some(format!("{NOTICE}{}\n", entries.trim_end())))
}
