//! Test runners: how many cases passed and failed, from what each writes for programs to read.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde_json::Value;

use crate::files;
use crate::job::{Captured, Job};
use crate::report::Outcome;

/// Arguments for a libtest program that make it print JSON. It needs `RUSTC_BOOTSTRAP` in its environment.
pub(crate) const LIBTEST_JSON: &[&str] = &["-Z", "unstable-options", "--format", "json"];

/// Runs a job that prints the JSON of libtest, and prints what a person wants of it: failed tests, and the sum of each
/// program.
pub(crate) fn libtest(job: Job) -> Result<Outcome> {
    let mut outcome = Outcome::default();
    let success = job.read_lines(|line| match serde_json::from_str::<Value>(line) {
        Ok(event) if event.is_object() => outcome.add(&libtest_event(&event)),
        _ => println!("{line}"),
    })?;
    Ok(outcome.of_runner(success))
}

fn libtest_event(event: &Value) -> Outcome {
    let text = |key: &str| event.get(key).and_then(Value::as_str).unwrap_or_default();
    let count = |key: &str| event.get(key).and_then(Value::as_u64).unwrap_or_default();
    match (text("type"), text("event")) {
        ("test", "ok") => Outcome { passed: 1, failed: 0 },
        ("test", "failed") => {
            println!("failed: {}\n{}{}", text("name"), text("message"), text("stdout"));
            Outcome { passed: 0, failed: 1 }
        }
        ("suite", "ok" | "failed") => {
            let seconds = event.get("exec_time").and_then(Value::as_f64).unwrap_or_default();
            let (passed, failed, ignored) = (count("passed"), count("failed"), count("ignored"));
            println!("{passed} passed, {failed} failed, {ignored} ignored in {seconds:.1} s");
            Outcome::default()
        }
        _ => Outcome::default(),
    }
}

/// The counts of wasm-bindgen's test runner, which has no other form than the text of libtest.
pub(crate) fn wasm_bindgen(captured: &Captured) -> Outcome {
    let results = || captured.text.lines().filter_map(|line| line.trim().strip_prefix("test result: "));
    let count = |label: &str| results().filter_map(|line| count_before(line, label)).sum();
    Outcome { passed: count(" passed"), failed: count(" failed") }.of_runner(captured.success)
}

/// The number right before `label`, as in `; 12 failed;`.
fn count_before(line: &str, label: &str) -> Option<u64> {
    line.split(label).next()?.rsplit(' ').next()?.parse().ok()
}

/// Runs the test files with `job`, which is `node --test`. People read the `spec` reporter; `reporter` writes to `results`.
pub(crate) fn node(job: Job, reporter: &Path, results: &Path, tests: Vec<PathBuf>) -> Result<Outcome> {
    files::write(results, "")?;
    let destination = format!("--test-reporter-destination={}", results.display());
    let job = job
        .args(["--test-reporter=spec", "--test-reporter-destination=stdout"])
        .arg(format!("--test-reporter={}", reporter.display()))
        .arg(destination)
        .args(tests);
    let success = job.succeeds()?;
    Ok(node_results(&files::read(results)?)?.of_runner(success))
}

/// The counts of js-tests/reporter.mjs: a line of JSON for each test. A skipped test has neither passed nor failed.
fn node_results(lines: &str) -> Result<Outcome> {
    let mut outcome = Outcome::default();
    for line in lines.lines() {
        let result: Value = serde_json::from_str(line).context("a result of `node --test` is not JSON")?;
        match result.get("result").and_then(Value::as_str) {
            Some("pass") => outcome.passed += 1,
            Some("fail") => outcome.failed += 1,
            _ => (),
        }
    }
    Ok(outcome)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts() {
        let libtest = |success, lines: &[&str]| {
            let mut outcome = Outcome::default();
            for line in lines {
                outcome.add(&libtest_event(&serde_json::from_str(line).unwrap()));
            }
            outcome.of_runner(success)
        };
        let wasm = |success, text: &str| wasm_bindgen(&Captured { success, text: text.to_owned() });
        let node = |success, lines| node_results(lines).unwrap().of_runner(success);
        let cases = [
            ("libtest", libtest(false, JSON), (2, 1)),
            ("libtest, did not compile", libtest(false, &[]), (0, 1)),
            ("wasm-bindgen", wasm(false, TEXT), (15, 2)),
            ("wasm-bindgen, did not compile", wasm(false, "error[E0425]"), (0, 1)),
            ("wasm-bindgen, nothing", wasm(true, ""), (0, 0)),
            ("node", node(false, LINES), (2, 1)),
            ("node, crashed", node(false, ""), (0, 1)),
        ];
        for (name, outcome, (passed, failed)) in cases {
            assert_eq!(outcome, Outcome { passed, failed }, "{name}");
        }
    }

    const JSON: &[&str] = &[
        r#"{ "type": "suite", "event": "started", "test_count": 4 }"#,
        r#"{ "type": "test", "event": "started", "name": "a" }"#,
        r#"{ "type": "test", "name": "a", "event": "ok" }"#,
        r#"{ "type": "test", "name": "b", "event": "ok" }"#,
        r#"{ "type": "test", "name": "c", "event": "ignored" }"#,
        r#"{ "type": "test", "name": "d", "event": "failed", "stdout": "left != right\n" }"#,
        r#"{ "type": "suite", "event": "failed", "passed": 2, "failed": 1, "ignored": 1, "exec_time": 0.1 }"#,
    ];
    const TEXT: &str = "test result: ok. 12 passed; 0 failed; 1 ignored; 0 filtered out; finished in 0.03s\n\
                        test result: FAILED. 3 passed; 2 failed; 0 ignored; 0 filtered out";
    const LINES: &str = r#"{"name":"a","result":"pass"}
{"name":"b","result":"pass"}
{"name":"c","result":"skip"}
{"name":"d","result":"fail"}
"#;
}
