//! The tests that docs/threat-model.md names exist.
#![cfg(not(target_arch = "wasm32"))]

use std::path::Path;

#[test]
fn every_promise_names_tests_that_exist() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let text = include_str!("../docs/threat-model.md");
    let mut named = 0;
    let promises = text.lines().filter(|line| line.starts_with("| ")).skip(1);
    for promise in promises {
        let (_, tests_column) = promise.trim_end_matches([' ', '|']).rsplit_once(" | ").unwrap();
        let mut tests = 0;
        for reference in tests_column.split('`').filter(|part| part.contains(": ")) {
            let (file, name) = reference.split_once(": ").unwrap();
            let source =
                std::fs::read_to_string(root.join(file)).unwrap_or_else(|error| panic!("{file}: {error}"));
            let is_test = |line: &str| {
                if Path::new(file).extension().is_some_and(|ending| ending == "rs") {
                    line.trim_start().trim_start_matches("async ").starts_with(&format!("fn {name}("))
                } else {
                    line.trim_start().starts_with("test(") && line.contains(name)
                }
            };
            assert!(source.lines().any(is_test), "{file} has no test `{name}`");
            tests += 1;
        }
        assert!(tests > 0, "no test is named for {promise}");
        named += tests;
    }
    assert!(named > 20, "only {named} tests are named");
}
