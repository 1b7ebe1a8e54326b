//! Developer tasks. `cargo xtask demo` and `cargo xtask test` work in a fresh clone: every task installs the tools that are
//! missing, and prints what it installs.

#![expect(clippy::print_stdout, reason = "developer tasks print their progress")]

mod api;
mod bench;
mod check;
mod codegen;
mod demo;
mod files;
mod fuzz;
mod install;
mod interop;
mod job;
mod layers;
mod package;
mod repo_rules;
mod report;
mod runners;
mod sizes;
mod telemetry;
mod test;
mod tools;
mod vectors;
mod wasm;
mod workspace;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::workspace::Workspace;

#[derive(Parser)]
#[command(name = "cargo xtask", about = "Developer tasks of mcp-errors")]
struct Cli {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Builds the npm package, installs it, and runs five failures without and with it
    Demo,
    /// Runs every test in every place, or only the named steps
    Test {
        /// The steps to run [default: all]
        steps: Vec<String>,
    },
    /// Builds the npm package in dist/npm, packs it, and prints its size
    Build,
    /// Writes the files that are generated from the table of error kinds
    Codegen {
        /// Writes nothing, and fails if a file is not up to date
        #[arg(long)]
        check: bool,
    },
    /// Runs servers and clients of every SDK through every failure, and writes docs/interop.md
    Interop,
    /// Hands errors to loggers, telemetry, frameworks, test runners and runtimes, and writes docs/loggers.md
    Telemetry {
        /// Another build of the package: the page is printed, not written
        #[arg(long)]
        tarball: Option<PathBuf>,
    },
    /// Checks format, lints, layers, licenses, generated files and the public surface
    Check,
    /// Writes generated files and the public surface, formats, and fixes what linters can fix
    Fix,
    /// Runs the fuzz targets, or only the named ones
    Fuzz {
        /// The targets to run [default: all]
        targets: Vec<String>,
        /// Minutes for each target
        #[arg(long, default_value_t = 5, value_parser = clap::value_parser!(u64).range(1..))]
        minutes: u64,
    },
    /// Runs the benchmarks and comparisons, and writes their pages in docs
    Bench {
        /// The parts to run: speed, hostile, comparison [default: all]
        parts: Vec<String>,
    },
}

fn main() -> ExitCode {
    let done = Workspace::find().and_then(|workspace| match Cli::parse().task {
        Task::Demo => demo::run(&workspace).map(success),
        Task::Test { steps } => test::run(&workspace, &steps),
        Task::Build => {
            let tarball = package::build(&workspace)?;
            sizes::print(&workspace, &tarball).map(success)
        }
        Task::Codegen { check } => codegen::run(&workspace.root, check).map(success),
        Task::Interop => interop::run(&workspace).map(success),
        Task::Telemetry { tarball } => telemetry::run(&workspace, tarball).map(success),
        Task::Check => Ok(check::run(&workspace)),
        Task::Fix => check::fix(&workspace).map(success),
        Task::Fuzz { targets, minutes } => fuzz::run(&workspace, &targets, minutes).map(success),
        Task::Bench { parts } => bench::run(&workspace, &parts).map(success),
    });
    done.unwrap_or_else(|error| {
        println!("error: {error:#}");
        ExitCode::FAILURE
    })
}

fn success((): ()) -> ExitCode {
    ExitCode::SUCCESS
}
