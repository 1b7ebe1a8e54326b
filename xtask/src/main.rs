//! Developer tasks. `cargo xtask demo` and `cargo xtask test` are all that a fresh clone needs: each sets up the tools it
//! lacks, and says so.

#![expect(clippy::print_stdout, reason = "developer tasks talk to who runs them")]

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
mod test;
mod tools;
mod vectors;
mod wasm;
mod workspace;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::workspace::Workspace;

#[derive(Parser)]
#[command(name = "cargo xtask", about = "developer tasks of mcp-errors")]
struct Cli {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// sets up, builds the npm package, installs it and runs the demonstration
    Demo,
    /// sets up and runs every test in every place, or only the named steps
    Test {
        /// which steps to run; all without a name
        steps: Vec<String>,
    },
    /// builds the npm package in `dist/npm` and packs it
    Build,
    /// writes all that is generated from the table of kinds
    Codegen {
        /// writes nothing; fails where a file is not what it would be
        #[arg(long)]
        check: bool,
    },
    /// runs servers and clients of every SDK through every failure, and writes `docs/interop.md`
    Interop,
    /// formats, lints, layers, licenses: all that needs no running
    Check,
    /// generates, formats, and mends what linters can mend
    Fix,
    /// sets up cargo-fuzz and runs the fuzz targets, or only the named ones
    Fuzz {
        /// which targets to run; all without a name
        targets: Vec<String>,
        /// for how long each
        #[arg(long, default_value_t = 5, value_parser = clap::value_parser!(u64).range(1..))]
        minutes: u64,
    },
    /// measures and compares, and writes the pages in `docs`, or only the named ones
    Bench {
        /// which parts to run: `speed`, `hostile`, `comparison`; all without a name
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
