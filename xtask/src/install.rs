//! Installs the packed tarball in a folder of its own, as a user would.

use std::path::Path;

use anyhow::Result;
use serde_json::{Map, Value, json};

use crate::files;
use crate::workspace::Workspace;

/// Makes `folder` a project that depends on `tarball` and on `others` (name and version), and installs them.
pub(crate) fn install(
    workspace: &Workspace,
    folder: &Path,
    tarball: &Path,
    others: &[(&str, String)],
) -> Result<()> {
    files::fresh(folder)?;
    let mut dependencies: Map<String, Value> =
        others.iter().map(|(name, version)| ((*name).to_owned(), version.as_str().into())).collect();
    dependencies.insert("mcp-errors".to_owned(), format!("file:{}", tarball.display()).into());
    let package = json!({ "private": true, "type": "module", "dependencies": dependencies });
    files::write(&folder.join("package.json"), serde_json::to_string_pretty(&package)?)?;
    let job = workspace.job("npm").args([
        "install",
        "--no-audit",
        "--no-fund",
        "--no-package-lock",
        "--prefer-offline",
    ]);
    job.dir(folder).run()
}
