//! Reads what test runners print: how many cases ran, and what was said about the shared vectors.

use std::collections::BTreeSet;
use std::fmt;

use anyhow::{Result, bail};

use crate::run::Heard;
use crate::steps::Outcome;

/// `vectors: place=<place> cases=<n> hash=<hex>`: said once by each place that runs the shared vectors. The hash is over
/// the results of the cases that run everywhere.
#[derive(Debug, PartialEq)]
pub(crate) struct Vectors {
    pub(crate) place: String,
    cases: u64,
    hash: String,
}

impl Vectors {
    fn parse(line: &str) -> Option<Self> {
        let (_, said) = line.split_once("vectors: place=")?;
        let mut words = said.split_whitespace();
        let place = words.next()?.to_owned();
        let cases = words.next()?.strip_prefix("cases=")?.parse().ok()?;
        let hash = words.next()?.strip_prefix("hash=")?.to_owned();
        Some(Self { place, cases, hash })
    }
}

impl fmt::Display for Vectors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:<20} {:>6} cases   {}", self.place, self.cases, self.hash)
    }
}

/// The counts of everything that speaks as libtest does.
pub(crate) fn libtest(heard: &Heard) -> Outcome {
    let count = |label: &str| {
        let lines = heard.text.lines().filter_map(|line| line.trim().strip_prefix("test result: "));
        lines.filter_map(|line| count_before(line, label)).sum()
    };
    outcome(heard, count(" passed"), count(" failed"))
}

/// The counts of `node --test` with its `spec` reporter. A test that was cancelled has not passed.
pub(crate) fn node_test(heard: &Heard) -> Outcome {
    let count = |label: &str| {
        let lines = heard.text.lines().filter_map(|line| line.strip_prefix("ℹ "));
        lines.filter_map(|line| line.strip_prefix(label)?.trim().parse::<u64>().ok()).sum::<u64>()
    };
    outcome(heard, count("pass "), count("fail ") + count("cancelled "))
}

/// The number right before `label`, as in `; 12 failed;`.
fn count_before(line: &str, label: &str) -> Option<u64> {
    line.split(label).next()?.rsplit(' ').next()?.parse().ok()
}

fn outcome(heard: &Heard, passed: u64, failed: u64) -> Outcome {
    // A runner that failed without a failed case did not get to count it: it did not compile, it crashed.
    let failed = if heard.success { failed } else { failed.max(1) };
    Outcome { passed, failed, vectors: heard.text.lines().filter_map(Vectors::parse).collect() }
}

/// An error unless each of `wanted` spoke once, ran something, and agrees with the others.
pub(crate) fn compare(said: &[Vectors], wanted: &[&str]) -> Result<()> {
    for place in wanted {
        match said.iter().filter(|row| row.place == *place).count() {
            0 => bail!(
                "`{place}` said nothing about the shared vectors; it has to print `vectors: place={place} …`"
            ),
            1 => (),
            times => bail!("`{place}` spoke {times} times about the shared vectors; once is right"),
        }
    }
    if let Some(row) = said.iter().find(|row| row.cases == 0) {
        bail!("`{}` ran none of the shared vectors", row.place);
    }
    let hashes: BTreeSet<&str> = said.iter().map(|row| row.hash.as_str()).collect();
    if hashes.len() > 1 {
        bail!("the places disagree on the shared vectors; compare their results case by case");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn heard(success: bool, text: &str) -> Heard {
        Heard { success, text: text.to_owned() }
    }

    #[test]
    fn counts() {
        let rust = "test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.03s\n\
                    test result: FAILED. 3 passed; 2 failed; 0 ignored; 0 filtered out";
        let node = "vectors: place=tarball-node cases=7 hash=ab\nℹ tests 9\nℹ pass 5\nℹ fail 2\nℹ cancelled 1\nℹ skipped 1";
        let cases = [
            ("libtest", libtest(&heard(false, rust)), (15, 2, 0)),
            ("node", node_test(&heard(false, node)), (5, 3, 1)),
            ("did not compile", libtest(&heard(false, "error[E0425]")), (0, 1, 0)),
            ("nothing", libtest(&heard(true, "")), (0, 0, 0)),
        ];
        for (name, outcome, expected) in cases {
            assert_eq!((outcome.passed, outcome.failed, outcome.vectors.len()), expected, "{name}");
        }
    }

    #[test]
    fn comparison() {
        let row = |text: &str| Vectors::parse(text).unwrap();
        let native = "vectors: place=native cases=3 hash=ab";
        let cases = [
            ("equal", vec![native, "  vectors: place=node cases=3 hash=ab"], true),
            ("differ", vec![native, "vectors: place=node cases=3 hash=ac"], false),
            ("none ran", vec![native, "vectors: place=node cases=0 hash=ab"], false),
            ("silent", vec![native], false),
            ("twice", vec![native, native, "vectors: place=node cases=3 hash=ab"], false),
        ];
        for (name, lines, expected) in cases {
            let said: Vec<Vectors> = lines.into_iter().map(row).collect();
            assert_eq!(compare(&said, &["native", "node"]).is_ok(), expected, "{name}");
        }
    }
}
