//! The size of the package: what is limited, what is left, and the check that keeps the limits.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde_json::Value;

use crate::workspace::Workspace;

/// Node has the compressors. Prints `[[raw, gzip, brotli], …]`.
const MEASURE: &str = "
    const { readFileSync } = require('node:fs'), zlib = require('node:zlib');
    const sizes = process.argv.slice(1).map((file) => {
      const bytes = readFileSync(file);
      return [bytes, zlib.gzipSync(bytes, { level: 9 }), zlib.brotliCompressSync(bytes)].map(({ length }) => length);
    });
    console.log(JSON.stringify(sizes));";

/// Bytes of the wasm, compressed with gzip at level 9. 128 KB is one hop on any network; see DESIGN.md.
const WASM_LIMIT: u64 = 128_000;
/// Bytes of the browser file, wasm included, compressed with brotli at level 11.
const BROWSER_LIMIT: u64 = 140_000;
/// Bytes of the tarball as npm packs it.
const TARBALL_LIMIT: u64 = 1_200_000;

/// A form of a file whose bytes are counted.
#[derive(Clone, Copy)]
enum Form {
    Raw,
    Gzip,
    Brotli,
}

impl Form {
    fn name(self) -> &'static str {
        match self {
            Self::Raw => "raw",
            Self::Gzip => "gzip",
            Self::Brotli => "brotli",
        }
    }
}

/// A file of the package and its limit.
pub(crate) struct Size {
    name: String,
    raw: u64,
    gzip: u64,
    brotli: u64,
    /// The form that is limited.
    form: Form,
    limit: u64,
}

impl Size {
    /// Returns the number of bytes that are over the limit, as an error message.
    pub(crate) fn excess(&self) -> Option<String> {
        let (name, bytes, form, limit) = (&self.name, self.limited(), self.form.name(), self.limit);
        (bytes > limit).then(|| {
            format!("{name} has {bytes} bytes ({form}), {} over its limit of {limit}", bytes - limit)
        })
    }

    fn limited(&self) -> u64 {
        match self.form {
            Form::Raw => self.raw,
            Form::Gzip => self.gzip,
            Form::Brotli => self.brotli,
        }
    }
}

/// Measures the built package.
pub(crate) fn measure(workspace: &Workspace, tarball: &Path) -> Result<Vec<Size>> {
    let npm = workspace.at("dist/npm");
    let rows: [(PathBuf, Form, u64); 3] = [
        (npm.join("mcp_errors.wasm"), Form::Gzip, WASM_LIMIT),
        (npm.join("index.mjs"), Form::Brotli, BROWSER_LIMIT),
        (tarball.to_path_buf(), Form::Raw, TARBALL_LIMIT),
    ];
    let text = workspace.job("node").args(["-e", MEASURE]).args(rows.iter().map(|(file, ..)| file)).read()?;
    let measured: Vec<[u64; 3]> = serde_json::from_str::<Value>(&text)
        .and_then(serde_json::from_value)
        .context("node did not print sizes")?;
    let size = |((file, form, limit), [raw, gzip, brotli]): ((PathBuf, Form, u64), [u64; 3])| {
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        Size { name, raw, gzip, brotli, form, limit }
    };
    Ok(rows.into_iter().zip(measured).map(size).collect())
}

/// Prints a table of the sizes, the limits, and the bytes that are left free.
pub(crate) fn print(workspace: &Workspace, tarball: &Path) -> Result<()> {
    println!("{:<24} {:>9} {:>9} {:>9} {:>16} {:>9}", "bytes", "raw", "gzip", "brotli", "limit", "free");
    for size in measure(workspace, tarball)? {
        let Size { name, raw, gzip, brotli, form, limit } = &size;
        let free = limit.saturating_sub(size.limited());
        println!("{name:<24} {raw:>9} {gzip:>9} {brotli:>9} {limit:>9} {:<6} {free:>9}", form.name());
    }
    Ok(())
}
