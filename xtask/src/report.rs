//! The report of a task: its steps are named, timed and counted, and a step that ran nothing has failed.

use std::process::ExitCode;
use std::time::Instant;

use anyhow::Result;

/// The number of cases that passed and failed.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Outcome {
    pub(crate) passed: u64,
    pub(crate) failed: u64,
}

impl Outcome {
    /// Adds the counts of another.
    pub(crate) fn add(&mut self, other: &Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }

    /// One case. Prints its error.
    pub(crate) fn case(done: Result<()>) -> Self {
        match done {
            Ok(()) => Self { passed: 1, failed: 0 },
            Err(error) => {
                println!("error: {error:#}");
                Self { passed: 0, failed: 1 }
            }
        }
    }

    /// The outcome of a test runner that exited with or without success. A runner that fails without a failed case could not
    /// count it: the tests did not compile, or crashed.
    pub(crate) fn of_runner(self, success: bool) -> Self {
        let failed = if success { self.failed } else { self.failed.max(1) };
        Self { failed, ..self }
    }
}

/// The steps of a task so far.
#[derive(Default)]
pub(crate) struct Report {
    total: Outcome,
    rows: Vec<String>,
}

impl Report {
    /// Runs a step. Whatever happens in it, the next one can follow.
    pub(crate) fn step(&mut self, name: &str, run: impl FnOnce() -> Result<Outcome>) {
        println!("\n=== {name}");
        let start = Instant::now();
        let mut outcome = run().unwrap_or_else(|error| Outcome::case(Err(error)));
        if outcome == Outcome::default() {
            println!("error: this step ran nothing");
            outcome.failed = 1;
        }
        let seconds = start.elapsed().as_secs_f64();
        let row =
            format!("{name:<24} {:>6} passed {:>4} failed {seconds:>8.1} s", outcome.passed, outcome.failed);
        println!("--- {row}");
        self.rows.push(row);
        self.total.add(&outcome);
    }

    /// Prints all rows and, last, the sum.
    pub(crate) fn close(self) -> ExitCode {
        println!();
        for row in &self.rows {
            println!("{row}");
        }
        let Outcome { passed, failed } = self.total;
        println!("{passed} passed, {failed} failed");
        if failed > 0 { ExitCode::FAILURE } else { ExitCode::SUCCESS }
    }
}
