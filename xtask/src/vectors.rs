//! The shared vectors: what each place that runs them reports, and whether the places agree.
//!
//! A place reports with one line, `vectors: place=<place> cases=<n> hash=<hex>`. The hash is over the results of the cases
//! that run everywhere. Programs append the line to the file that [`VARIABLE`] names; wasm has no files, and prints it.

use std::collections::BTreeSet;
use std::fmt;
use std::path::PathBuf;

use anyhow::{Result, bail};

use crate::files;
use crate::job::Captured;
use crate::workspace::Workspace;

/// The environment variable with the path of the reports.
pub(crate) const VARIABLE: &str = "MCP_ERRORS_VECTORS_REPORT";

/// The file with the reports of one run of the tests.
pub(crate) fn file(workspace: &Workspace) -> PathBuf {
    workspace.target.join("vectors-report.txt")
}

/// Removes the reports of the run before.
pub(crate) fn clear(workspace: &Workspace) -> Result<()> {
    files::write(&file(workspace), "")
}

/// Adds the reports that a place without files has printed.
pub(crate) fn record(workspace: &Workspace, printed: &Captured) -> Result<()> {
    let mut reports = files::read(&file(workspace))?;
    for line in printed.text.lines().filter(|line| Vectors::parse(line).is_some()) {
        reports.push_str(line);
        reports.push('\n');
    }
    files::write(&file(workspace), reports)
}

/// Prints the reports. An error unless each of `places` reported once, ran something, and agrees with the others.
pub(crate) fn check(workspace: &Workspace, places: &[&str]) -> Result<()> {
    let reports: Vec<Vectors> = files::read(&file(workspace))?.lines().filter_map(Vectors::parse).collect();
    for report in &reports {
        println!("{report}");
    }
    compare(&reports, places)
}

/// The report of a place.
struct Vectors {
    place: String,
    cases: u64,
    hash: String,
}

impl Vectors {
    fn parse(line: &str) -> Option<Self> {
        let (_, report) = line.split_once("vectors: place=")?;
        let mut words = report.split_whitespace();
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

fn compare(reports: &[Vectors], places: &[&str]) -> Result<()> {
    for place in places {
        match reports.iter().filter(|report| report.place == *place).count() {
            0 => bail!("`{place}` did not report on the shared vectors: `vectors: place={place} …`"),
            1 => (),
            times => bail!("`{place}` reported {times} times on the shared vectors; once is right"),
        }
    }
    if let Some(report) = reports.iter().find(|report| report.cases == 0) {
        bail!("`{}` ran none of the shared vectors", report.place);
    }
    let hashes: BTreeSet<&str> = reports.iter().map(|report| report.hash.as_str()).collect();
    if hashes.len() > 1 {
        bail!("the places disagree on the shared vectors; compare their results case by case");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comparison() {
        let native = "vectors: place=native cases=3 hash=ab";
        let cases = [
            ("equal", vec![native, "  vectors: place=node cases=3 hash=ab"], true),
            ("differ", vec![native, "vectors: place=node cases=3 hash=ac"], false),
            ("none ran", vec![native, "vectors: place=node cases=0 hash=ab"], false),
            ("silent", vec![native], false),
            ("twice", vec![native, native, "vectors: place=node cases=3 hash=ab"], false),
        ];
        for (name, lines, expected) in cases {
            let reports: Vec<Vectors> = lines.into_iter().filter_map(Vectors::parse).collect();
            assert_eq!(compare(&reports, &["native", "node"]).is_ok(), expected, "{name}");
        }
    }
}
