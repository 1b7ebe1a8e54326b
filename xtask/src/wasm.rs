//! From Rust to the wasm of the package and the JavaScript that talks to it, in `dist/glue`.

use std::path::{Path, PathBuf};

use anyhow::Result;

use crate::tools::{self, WASM_TARGET};
use crate::workspace::Workspace;

/// The profile in `Cargo.toml` that the wasm is compiled with.
const PROFILE: &str = "wasm";

/// The file name of the wasm, as cargo writes it and as the package has it.
const WASM: &str = "mcp_errors.wasm";

/// The folder of the wasm and its glue. `js-tests/tsconfig.package.json` names it, too.
const FOLDER: &str = "dist/glue";

/// What rustc uses on this target by default; wasm-opt has to be told.
const FEATURES: &[&str] = &[
    "--enable-bulk-memory",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

/// Compiles the crate to wasm, generates its glue and optimizes it. Returns their folder.
pub(crate) fn build(workspace: &Workspace) -> Result<PathBuf> {
    tools::wasm_bindgen(workspace)?;
    tools::node_modules(workspace)?;
    let folder = workspace.at(FOLDER);
    let compiled = compile(workspace)?;
    workspace
        .job("wasm-bindgen")
        .args(["--target", "web", "--omit-default-module-path", "--experimental-reset-state-function"])
        .arg("--out-dir")
        .arg(&folder)
        .arg(compiled)
        .run()?;
    workspace
        .job("wasm-opt")
        // For speed: what this inlines into code that rustc has compiled for size compresses to no more than before.
        .args(["-O3", "--converge", "-ocimfs=60", "-aimfs=5", "-fimfs=5", "--strip-target-features"])
        .args(["--strip-debug", "--strip-producers"])
        // The lowest kilobyte is the far end of the stack: nothing is ever addressed from there.
        .arg("--low-memory-unused")
        // Rust checks before it loads or divides: no instruction traps by itself.
        .arg("--ignore-implicit-traps")
        .args(FEATURES)
        .arg(folder.join("mcp_errors_bg.wasm"))
        .arg("-o")
        .arg(folder.join(WASM))
        .run()?;
    Ok(folder)
}

fn compile(workspace: &Workspace) -> Result<PathBuf> {
    // Panic messages hold the paths of source files: with these flags, they are the same on every machine.
    let remap = |from: &Path, to: &str| format!("--remap-path-prefix={}={to}", from.display());
    let flags = [remap(&workspace.cargo_home, "cargo"), remap(&workspace.root, ".")].join("\u{1f}");
    workspace
        .job("cargo")
        // The cdylib alone: together with the rlib, which `cargo build` would make, there is no link-time optimization.
        .args(["rustc", "--profile", PROFILE, "--lib", "--crate-type", "cdylib"])
        .args(["--target", WASM_TARGET, "--features", "wasm"])
        .env("CARGO_ENCODED_RUSTFLAGS", flags)
        .run()?;
    Ok(workspace.target.join(WASM_TARGET).join(PROFILE).join(WASM))
}
