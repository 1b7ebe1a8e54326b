//! The shared vectors, run natively.
#![cfg(not(target_arch = "wasm32"))]

mod common;

use std::env;
use std::fs::OpenOptions;
use std::io::Write as _;

#[test]
#[expect(clippy::print_stdout, reason = "people read the count and the hash")]
fn every_vector_gives_the_expected_bytes() {
    common::run("native", |line| {
        println!("{line}");
        // `cargo xtask test` compares the reports of all places.
        if let Some(file) = env::var_os("MCP_ERRORS_VECTORS_REPORT") {
            let mut file = OpenOptions::new().append(true).open(file).unwrap();
            writeln!(file, "{line}").unwrap();
        }
    });
}

#[test]
fn the_list_of_vector_files_is_complete() -> std::io::Result<()> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/vectors"))? {
        found.push(entry?.file_name().to_string_lossy().into_owned());
    }
    found.sort();
    let listed: Vec<&str> = common::FILES.iter().map(|(name, _)| *name).collect();
    assert_eq!(found, listed, "tests/common/mod.rs lists the files of vectors/");
    Ok(())
}
