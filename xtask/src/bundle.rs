//! From Rust and the modules in `pkg-template` to the files that are published: wasm and JavaScript.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde_json::Value;

use crate::files;
use crate::manifest::{ENTRIES, Entry, WASM};
use crate::tools::{self, WASM_TARGET};
use crate::workspace::Workspace;

/// What rustc uses on this target by default; wasm-opt has to be told.
const WASM_FEATURES: &[&str] = &[
    "--enable-bulk-memory",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

/// The profile in `Cargo.toml` that the wasm is compiled with.
const WASM_PROFILE: &str = "wasm";

/// Behind the space, `!` and `"`: no byte becomes a control character or the quote of a string.
const INLINE_OFFSET: u32 = 0x23;

/// What is made on the way. The settings of TypeScript name it, too.
const GLUE: &str = "dist/glue";

/// The wasm file and the module that talks to it.
pub(crate) struct Glue {
    pub(crate) module: PathBuf,
    pub(crate) wasm: PathBuf,
}

/// How one flavour of an entry differs from another.
struct Flavour {
    format: &'static str,
    /// Gives `#load`, in `pkg-template/src`.
    load: &'static str,
    /// Gives `#wasm`; `None` puts the bytes into the bundle.
    wasm: Option<&'static str>,
}

const MODULE: Flavour = Flavour { format: "esm", load: "load-inline.js", wasm: None };
const COMMONJS: Flavour = Flavour { format: "cjs", load: "load-cjs.js", wasm: Some("./wasm.cjs") };
const WORKERD: Flavour = Flavour { format: "esm", load: "load-workerd.js", wasm: Some("./mcp_errors.wasm") };

/// Compiles the crate to wasm and makes the glue, in `dist/glue`.
pub(crate) fn glue(workspace: &Workspace) -> Result<Glue> {
    tools::wasm_bindgen(workspace)?;
    tools::node_modules(workspace)?;
    // Panic messages hold the paths of source files: with these, the same on every machine.
    let remap = |from: &Path, to: &str| format!("--remap-path-prefix={}={to}", from.display());
    let flags = [remap(&workspace.cargo_home, "cargo"), remap(&workspace.root, ".")].join("\u{1f}");
    workspace
        .job("cargo")
        // Together with the rlib, which `cargo build` would make, there is no link-time optimisation.
        .args([
            "rustc",
            "--profile",
            WASM_PROFILE,
            "--lib",
            "--crate-type",
            "cdylib",
            "--target",
            WASM_TARGET,
            "--features",
            "wasm",
        ])
        .env("CARGO_ENCODED_RUSTFLAGS", flags)
        .run()?;
    let built = workspace.target.join(WASM_TARGET).join(WASM_PROFILE).join(WASM);
    let folder = workspace.at(GLUE);
    workspace
        .job("wasm-bindgen")
        .args(["--target", "web", "--omit-default-module-path", "--experimental-reset-state-function"])
        .arg("--out-dir")
        .arg(&folder)
        .arg(built)
        .run()?;
    let wasm = folder.join(WASM);
    let bound = folder.join("mcp_errors_bg.wasm");
    workspace
        .job("wasm-opt")
        // For speed: what it inlines of code that rustc has compiled for size compresses to no more than before.
        .args(["-O3", "--converge", "-ocimfs=60", "-aimfs=5", "-fimfs=5", "--strip-target-features"])
        .args(["--strip-debug", "--strip-producers"])
        // The lowest kilobyte is the far end of the stack: nothing is ever addressed from there.
        .arg("--low-memory-unused")
        // Rust checks before it loads or divides: no instruction traps by itself.
        .arg("--ignore-implicit-traps")
        .args(WASM_FEATURES)
        .arg(bound)
        .arg("-o")
        .arg(&wasm)
        .run()?;
    // Without the default export, which fetches, and with short names, so that ours keep theirs in the bundle.
    let facade = folder.join("facade.js");
    files::write(&facade, "export * from \"./mcp_errors.js\";\n")?;
    let module = folder.join("glue.js");
    esbuild(workspace)
        .arg(facade)
        .args(["--bundle", "--format=esm", "--minify"])
        .arg(option("--outfile", &module))
        .run()?;
    Ok(Glue { module, wasm })
}

/// Writes all JavaScript files, and the wasm file, to `out`.
pub(crate) fn bundle(workspace: &Workspace, glue: &Glue, out: &Path) -> Result<()> {
    files::copy(&glue.wasm, &out.join(WASM))?;
    // A file of its own: Node looks for export names in CommonJS files, and this one is long.
    let text = workspace.at(GLUE).join("text.cjs");
    files::write(&text, format!("module.exports = require(\"./{WASM}\");\n"))?;
    esbuild(workspace)
        .arg(text)
        .args(["--bundle", "--format=cjs", "--minify", "--loader:.wasm=base64"])
        .arg(option("--outfile", &out.join("wasm.cjs")))
        .run()?;
    files::write(&inlined(workspace), text_module(&fs::read(&glue.wasm).context("no wasm was made")?)?)?;
    for entry in ENTRIES {
        let stem = entry.stem();
        let names = flavour(workspace, glue, entry, &MODULE, &out.join(format!("{stem}.mjs")))?;
        flavour(workspace, glue, entry, &COMMONJS, &out.join(format!("{stem}.cjs")))?;
        if entry.sub_path.is_none() {
            flavour(workspace, glue, entry, &WORKERD, &out.join("workerd.mjs"))?;
        }
        let text =
            format!("import all from \"./{stem}.cjs\";\nexport const {{ {} }} = all;\n", names.join(", "));
        files::write(&out.join(entry.node()), text)?;
    }
    Ok(())
}

/// Bundles one file; the names that it exports.
fn flavour(
    workspace: &Workspace,
    glue: &Glue,
    entry: &Entry,
    flavour: &Flavour,
    file: &Path,
) -> Result<Vec<String>> {
    let source = workspace.at("pkg-template");
    let meta = workspace.at(GLUE).join("esbuild.json");
    let job = esbuild(workspace)
        .arg(source.join(entry.source))
        .args(["--bundle", "--target=es2022", "--legal-comments=none", "--charset=utf8"])
        // Not the identifiers: a stack trace from the package has to say something.
        .args(["--minify-whitespace", "--minify-syntax", "--external:mcp-errors"])
        .arg(format!("--format={}", flavour.format))
        .arg(format!("--inject:{}", source.join("src/text-codec.js").display()))
        .arg(option("--alias:#load", &source.join("src").join(flavour.load)))
        .arg(option("--alias:#glue", &glue.module))
        .arg(option("--metafile", &meta))
        .arg(option("--outfile", file));
    let job = match flavour.wasm {
        None => job.arg(option("--alias:#wasm", &inlined(workspace))),
        Some(beside) => job.arg(format!("--alias:#wasm={beside}")).arg(format!("--external:{beside}")),
    };
    job.run()?;
    exported(&meta)
}

/// The module that holds the wasm as text, for bundles that carry it.
fn inlined(workspace: &Workspace) -> PathBuf {
    workspace.at(GLUE).join("wasm-text.js")
}

/// The bytes as a string, a character each, moved past the quotes and the control characters. Compressed, it is a fifth
/// smaller than base64, which hides from a compressor where bytes begin; `load-inline.js` moves them back.
fn text_module(bytes: &[u8]) -> Result<String> {
    let text: String =
        bytes.iter().filter_map(|byte| char::from_u32(u32::from(*byte) + INLINE_OFFSET)).collect();
    Ok(format!(
        "export const offset = {INLINE_OFFSET};\nexport const text = {};\n",
        serde_json::to_string(&text)?
    ))
}

fn esbuild(workspace: &Workspace) -> crate::run::Job {
    workspace.job("esbuild").arg("--log-level=warning")
}

fn option(name: &str, path: &Path) -> String {
    format!("{name}={}", path.display())
}

/// The exports that esbuild's account of a bundle lists.
fn exported(meta: &Path) -> Result<Vec<String>> {
    let meta: Value =
        serde_json::from_str(&fs::read_to_string(meta)?).context("esbuild's metafile is not JSON")?;
    let outputs = meta.get("outputs").and_then(Value::as_object);
    let exports = outputs.and_then(|all| all.values().next()).and_then(|output| output.get("exports"));
    let names = exports.and_then(Value::as_array).context("esbuild's metafile lists no exports")?;
    Ok(names.iter().filter_map(Value::as_str).map(str::to_owned).collect())
}
