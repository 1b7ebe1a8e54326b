//! The folders of this clone, and the versions that its lock files name.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::job::Job;

/// The folders of this clone, and the search path of its child processes.
pub(crate) struct Workspace {
    /// The folder of the root `Cargo.toml`.
    pub(crate) root: PathBuf,
    /// Cargo's target folder.
    pub(crate) target: PathBuf,
    /// The version of the crate and of the npm package: `workspace.package.version`.
    pub(crate) version: &'static str,
    /// The folder where cargo keeps sources and the tools that it installs.
    pub(crate) cargo_home: PathBuf,
    path: OsString,
}

impl Workspace {
    pub(crate) fn find() -> Result<Self> {
        // Cargo says at run time where the package is. The path from compile time would lead a copied clone to the original.
        let manifest = env::var_os("CARGO_MANIFEST_DIR")
            .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
        let root = manifest.parent().context("xtask has no folder above it")?.to_path_buf();
        let home = || env::var_os("HOME").map(|home| PathBuf::from(home).join(".cargo"));
        let cargo_home = env::var_os("CARGO_HOME").map(PathBuf::from).or_else(home).context("set HOME")?;
        let path = search_path(&root, &cargo_home)?;
        let version = env!("CARGO_PKG_VERSION");
        let mut workspace = Self { root, target: PathBuf::new(), version, cargo_home, path };
        let metadata = workspace.job("cargo").args(["metadata", "--no-deps", "--format-version=1"]).read()?;
        let metadata: Value = serde_json::from_str(&metadata).context("cargo metadata is not JSON")?;
        let target = metadata.get("target_directory").and_then(Value::as_str);
        workspace.target = PathBuf::from(target.context("cargo metadata names no target folder")?);
        Ok(workspace)
    }

    /// A child process in the root folder. It finds the tools of `js-tests` and of `cargo install`.
    pub(crate) fn job(&self, program: &str) -> Job {
        Job::new(program, &self.root).env("PATH", &self.path)
    }

    /// The path of a file or folder of the clone.
    pub(crate) fn at(&self, relative: impl AsRef<Path>) -> PathBuf {
        self.root.join(relative)
    }

    /// A path relative to the root, for messages.
    pub(crate) fn relative(&self, file: &Path) -> String {
        file.strip_prefix(&self.root).unwrap_or(file).display().to_string()
    }

    /// Returns the path of `program` if [`Workspace::job`] would find it.
    pub(crate) fn which(&self, program: &str) -> Option<PathBuf> {
        env::split_paths(&self.path).map(|folder| folder.join(program)).find(|file| file.is_file())
    }

    /// The version of a crate in `Cargo.lock`.
    pub(crate) fn locked_crate(&self, name: &str) -> Result<String> {
        let lock = fs::read_to_string(self.at("Cargo.lock")).context("cannot read Cargo.lock")?;
        let row = format!("name = \"{name}\"");
        let mut lines = lock.lines().skip_while(|line| *line != row).skip(1);
        let version = lines.next().and_then(|line| line.strip_prefix("version = \""));
        let version = version.and_then(|line| line.strip_suffix('"'));
        version
            .map(str::to_owned)
            .with_context(|| format!("Cargo.lock has no `{name}`; add it to Cargo.toml"))
    }

    /// The version of an npm package in the lock file of `js-tests`.
    pub(crate) fn locked_npm(&self, name: &str) -> Result<String> {
        let text = fs::read_to_string(self.at("js-tests/package-lock.json"))?;
        let lock: Value = serde_json::from_str(&text).context("js-tests/package-lock.json is not JSON")?;
        let row = lock.get("packages").and_then(|all| all.get(format!("node_modules/{name}")));
        match row.and_then(|row| row.get("version")).and_then(Value::as_str) {
            Some(version) => Ok(version.to_owned()),
            None => bail!("js-tests/package-lock.json has no `{name}`; run `npm install {name}` in js-tests"),
        }
    }
}

/// The tools of `js-tests` first, then those of `cargo install`, then the `PATH` of the caller.
fn search_path(root: &Path, cargo_home: &Path) -> Result<OsString> {
    let mut folders = vec![root.join("js-tests/node_modules/.bin"), cargo_home.join("bin")];
    folders.extend(env::split_paths(&env::var_os("PATH").unwrap_or_default()));
    env::join_paths(folders).context("a folder in PATH has a `:` in its name")
}
