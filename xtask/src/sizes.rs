//! What the package weighs.

use std::path::Path;

use anyhow::{Context, Result};
use serde_json::Value;

use crate::workspace::Workspace;

/// Node has the compressors; prints `[[raw, gzip, brotli], …]`.
const MEASURE: &str = "
    const { readFileSync } = require('node:fs'), zlib = require('node:zlib');
    const sizes = process.argv.slice(1).map((file) => {
      const bytes = readFileSync(file);
      return [bytes, zlib.gzipSync(bytes, { level: 9 }), zlib.brotliCompressSync(bytes)].map(({ length }) => length);
    });
    console.log(JSON.stringify(sizes));";

/// A file, and the most that it may weigh.
pub(crate) struct Size {
    pub(crate) name: String,
    /// Bytes: as it is, gzip, brotli.
    bytes: [u64; 3],
    /// Which of the three is limited, and to how many bytes.
    limit: (usize, u64),
}

const WAYS: [&str; 3] = ["raw", "gzip", "brotli"];

impl Size {
    /// What is wrong, if it weighs too much.
    pub(crate) fn excess(&self) -> Option<String> {
        let (way, limit) = self.limit;
        let (bytes, way) = (self.bytes.get(way)?, WAYS.get(way)?);
        (*bytes > limit).then(|| format!("{} is {bytes} bytes ({way}), over its limit of {limit}", self.name))
    }
}

pub(crate) fn measure(workspace: &Workspace, tarball: &Path) -> Result<Vec<Size>> {
    let npm = workspace.at("dist/npm");
    let rows = [
        (npm.join("mcp_errors.wasm"), (1, 80_000)),
        (npm.join("index.mjs"), (2, 95_000)),
        (tarball.to_path_buf(), (0, 450_000)),
    ];
    let text = workspace.job("node").args(["-e", MEASURE]).args(rows.iter().map(|(file, _)| file)).read()?;
    let measured: Vec<[u64; 3]> = serde_json::from_str::<Value>(&text)
        .and_then(serde_json::from_value)
        .context("node did not print sizes")?;
    let name = |file: &Path| file.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let sizes = rows.iter().zip(measured);
    Ok(sizes.map(|((file, limit), bytes)| Size { name: name(file), bytes, limit: *limit }).collect())
}

/// Prints a table.
pub(crate) fn print(workspace: &Workspace, tarball: &Path) -> Result<()> {
    println!("{:<24} {:>9} {:>9} {:>9}   limit", "bytes", "raw", "gzip", "brotli");
    for size in measure(workspace, tarball)? {
        let [raw, gzip, brotli] = size.bytes;
        let (way, limit) = size.limit;
        let way = WAYS.get(way).copied().unwrap_or_default();
        println!("{:<24} {raw:>9} {gzip:>9} {brotli:>9}   {limit} {way}", size.name);
    }
    Ok(())
}
