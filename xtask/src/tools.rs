//! The tools that the tasks need, and how to install those that are missing.
//!
//! A tool that is there in the right version is used. Versions come from `Cargo.lock`, from the lock file of `js-tests`, and,
//! for tools that no lock file names, from the constants below.

use std::env;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::files;
use crate::workspace::Workspace;

/// The release of Rust whose lints the code follows, and whose rustdoc lists the public surface. Any other builds and tests.
pub(crate) const PINNED_RUST: &str = "1.95";

const WASM_PACK: &str = "0.15.1";
const CARGO_DENY: &str = "0.20.2";
const CARGO_FUZZ: &str = "0.13.2";
pub(crate) const WASM_TARGET: &str = "wasm32-unknown-unknown";

/// The names of Chromium's program. The first that is found is used.
const CHROMIUM: &[&str] = &["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/// The paths of a browser and of its driver.
pub(crate) struct Browser {
    pub(crate) chromium: PathBuf,
    pub(crate) driver: PathBuf,
}

/// Whether the Rust of this machine is [`PINNED_RUST`].
pub(crate) fn is_pinned_rust(workspace: &Workspace) -> Result<bool> {
    let version = workspace.job("rustc").arg("--version").read()?;
    let release = version.split_whitespace().nth(1).unwrap_or_default();
    Ok(release.strip_prefix(PINNED_RUST).is_some_and(|rest| rest.starts_with('.')))
}

/// Installs the standard library for wasm.
pub(crate) fn wasm_target(workspace: &Workspace) -> Result<()> {
    let sysroot = workspace.job("rustc").args(["--print", "sysroot"]).read()?;
    let installed = PathBuf::from(sysroot.trim()).join("lib/rustlib").join(WASM_TARGET).join("lib");
    if installed.is_dir() {
        return Ok(());
    }
    setting_up("the wasm target of Rust");
    workspace.job("rustup").args(["target", "add", WASM_TARGET]).run()
}

/// Installs rustfmt and clippy.
pub(crate) fn components(workspace: &Workspace) -> Result<()> {
    for (command, component) in [("fmt", "rustfmt"), ("clippy", "clippy")] {
        if workspace.job("cargo").args([command, "--version"]).read().is_err() {
            setting_up(component);
            workspace.job("rustup").args(["component", "add", component]).run()?;
        }
    }
    Ok(())
}

/// Installs wasm-bindgen in the version of the library: their protocol changes from release to release.
pub(crate) fn wasm_bindgen(workspace: &Workspace) -> Result<()> {
    wasm_target(workspace)?;
    // Without `--locked`: the published lock file asks for a release that was withdrawn.
    cargo_tool(workspace, "wasm-bindgen-cli", "wasm-bindgen", &workspace.locked_crate("wasm-bindgen")?, &[])
}

/// Installs wasm-pack, and the wasm-bindgen that it would otherwise download.
pub(crate) fn wasm_pack(workspace: &Workspace) -> Result<()> {
    wasm_bindgen(workspace)?;
    cargo_tool(workspace, "wasm-pack", "wasm-pack", WASM_PACK, &[])
}

pub(crate) fn cargo_deny(workspace: &Workspace) -> Result<()> {
    cargo_tool(workspace, "cargo-deny", "cargo-deny", CARGO_DENY, &["--locked"])
}

pub(crate) fn cargo_fuzz(workspace: &Workspace) -> Result<()> {
    cargo_tool(workspace, "cargo-fuzz", "cargo-fuzz", CARGO_FUZZ, &["--locked"])
}

fn cargo_tool(
    workspace: &Workspace,
    package: &str,
    binary: &str,
    version: &str,
    flags: &[&str],
) -> Result<()> {
    let found = workspace.job(binary).arg("--version").read().ok();
    if found.as_deref().and_then(|text| text.split_whitespace().nth(1)) == Some(version) {
        return Ok(());
    }
    setting_up(&format!("{package} {version}"));
    workspace.job("cargo").args(["install", package, "--version", version]).args(flags).run()
}

/// Installs the packages of `js-tests/package-lock.json`.
pub(crate) fn node_modules(workspace: &Workspace) -> Result<()> {
    let major = |version: &str| version.trim().trim_start_matches('v').split('.').next()?.parse::<u32>().ok();
    let node = workspace.job("node").arg("--version").read().context("install Node 20 or newer, with npm")?;
    if major(&node).is_none_or(|major| major < 20) {
        bail!("Node {} is too old; install Node 20 or newer", node.trim());
    }
    npm_ci(workspace, &workspace.at("js-tests"), "the developer tools from npm")
}

/// Installs the packages of the lock file of `folder`; `what` names them for people.
pub(crate) fn npm_ci(workspace: &Workspace, folder: &Path, what: &str) -> Result<()> {
    let stamp = folder.join("node_modules/.installed-from");
    let fingerprint = files::fingerprint(&[folder.join("package-lock.json"), folder.join("package.json")])?;
    if files::is_stamped(&stamp, &fingerprint) {
        return Ok(());
    }
    setting_up(what);
    workspace.job("npm").args(["ci", "--no-audit", "--no-fund"]).dir(folder).run()?;
    files::write(&stamp, fingerprint)
}

/// Finds Chromium and its driver: those that `CHROMIUM` and `CHROMEDRIVER` name, else those in `PATH`, else it installs those
/// of the distribution.
pub(crate) fn browser(workspace: &Workspace) -> Result<Browser> {
    if let Some(found) = find_browser(workspace) {
        return Ok(found);
    }
    setting_up("chromium and chromium-driver");
    let install = "install Chromium and chromedriver, or name them in CHROMIUM and CHROMEDRIVER";
    if workspace.which("apt-get").is_none() {
        bail!("Chromium and apt-get are missing; {install}");
    }
    let is_root = workspace.job("id").arg("-u").read()?.trim() == "0";
    if !is_root && workspace.job("sudo").args(["-n", "true"]).read().is_err() {
        bail!("Chromium is missing, and installing it needs root; {install}");
    }
    for args in
        [&["update"][..], &["install", "-y", "--no-install-recommends", "chromium", "chromium-driver"]]
    {
        let job =
            if is_root { workspace.job("apt-get") } else { workspace.job("sudo").args(["-n", "apt-get"]) };
        job.args(args).env("DEBIAN_FRONTEND", "noninteractive").run()?;
    }
    find_browser(workspace)
        .with_context(|| format!("Chromium is not in PATH after its installation; {install}"))
}

fn find_browser(workspace: &Workspace) -> Option<Browser> {
    let named = |variable| env::var_os(variable).map(PathBuf::from);
    let chromium = named("CHROMIUM").or_else(|| CHROMIUM.iter().find_map(|name| workspace.which(name)))?;
    let driver = named("CHROMEDRIVER").or_else(|| workspace.which("chromedriver"))?;
    Some(Browser { chromium, driver })
}

fn setting_up(what: &str) {
    println!("installing {what}, which this machine does not have yet");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_workflow_installs_the_pinned_rust() {
        let workflow = include_str!("../../.github/workflows/ci.yml");
        assert!(workflow.contains(&format!("rustup toolchain install {PINNED_RUST} ")), "{PINNED_RUST}");
    }
}
