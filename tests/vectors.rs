//! The shared vectors, run natively.
#![cfg(not(target_arch = "wasm32"))]

mod common;

#[test]
#[expect(clippy::print_stdout, reason = "the count and the hash are read from the output")]
fn every_vector_gives_the_expected_bytes() {
    common::run("native", |line| println!("{line}"));
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
