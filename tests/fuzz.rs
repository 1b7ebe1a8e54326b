//! The fuzz targets as native tests: over their seeds, which have the inputs of former failures, and over random input.
#![cfg(not(target_arch = "wasm32"))]

#[path = "../fuzz/src/lib.rs"]
pub mod fuzz;

use std::path::Path;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::{Config, TestRunner};

#[test]
fn every_target_takes_its_seeds() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/seeds");
    for (name, target) in fuzz::TARGETS {
        let mut seeds = 0;
        for entry in folder.join(name).read_dir().unwrap_or_else(|error| panic!("{name}: {error}")) {
            let data = entry.and_then(|entry| std::fs::read(entry.path())).unwrap();
            target(&data);
            seeds += 1;
        }
        assert!(seeds > 0, "`{name}` has no seeds");
    }
}

#[test]
fn every_target_has_a_binary() {
    let manifest = include_str!("../fuzz/Cargo.toml");
    for (name, _) in fuzz::TARGETS {
        assert!(manifest.contains(&format!("name = \"{name}\"\npath = \"targets/{name}.rs\"")), "{name}");
    }
    assert_eq!(manifest.matches("[[bin]]").count(), fuzz::TARGETS.len());
}

#[test]
fn every_target_takes_random_input() {
    let words: Vec<Vec<u8>> = include_str!("../fuzz/dictionary.txt").lines().filter_map(unquoted).collect();
    assert!(words.len() > 50);
    let word = prop_oneof![4 => select(words), 1 => vec(any::<u8>(), 1..8)];
    let input = prop_oneof![vec(any::<u8>(), 0..400), vec(word, 0..60).prop_map(|words| words.concat())];
    for (name, target) in fuzz::TARGETS {
        // The same input each time, so that failures are reproducible. The fuzzer tries new input.
        let mut runner = TestRunner::new_with_rng(
            Config { cases: 128, failure_persistence: None, ..Config::default() },
            proptest::test_runner::TestRng::deterministic_rng(proptest::test_runner::RngAlgorithm::ChaCha),
        );
        let done = runner.run(&input, |data| {
            target(&data);
            Ok(())
        });
        done.unwrap_or_else(|error| panic!("{name}: {error}"));
    }
}

/// Parses a word of the dictionary: in quotes, with `\xNN` for a byte.
fn unquoted(line: &str) -> Option<Vec<u8>> {
    let text = line.strip_prefix('"')?.strip_suffix('"')?;
    let mut parts = text.split("\\x");
    let mut out = parts.next()?.as_bytes().to_vec();
    for part in parts {
        out.push(u8::from_str_radix(part.get(..2)?, 16).ok()?);
        out.extend_from_slice(part.get(2..)?.as_bytes());
    }
    Some(out)
}
