//! `cargo xtask check`: everything that can be checked without running the code.

use std::process::ExitCode;

use anyhow::Result;

use crate::job::Job;
use crate::report::{Outcome, Report};
use crate::tools::WASM_TARGET;
use crate::workspace::Workspace;
use crate::{api, codegen, layers, package, repo_rules, tools, wasm};

type Check = fn(&Workspace) -> Result<()>;

const CHECKS: &[(&str, Check)] = &[
    ("generated files", |workspace| codegen::run(&workspace.root, true)),
    ("layers", layers::check),
    ("file lengths", repo_rules::file_lengths),
    ("rustfmt", |workspace| {
        tools::components(workspace)?;
        workspace.job("cargo").args(["fmt", "--all", "--check"]).run()
    }),
    ("clippy", |workspace| clippy(workspace, &["--workspace", "--all-targets", "--all-features"])),
    ("clippy on wasm", |workspace| {
        tools::wasm_target(workspace)?;
        clippy(workspace, &["--target", WASM_TARGET, "--features", "wasm", "--lib", "--tests"])
    }),
    ("rustdoc", |workspace| {
        let job = workspace.job("cargo").args([
            "doc",
            "--quiet",
            "--no-deps",
            "--all-features",
            "--package",
            "mcp-errors",
        ]);
        job.env("RUSTDOCFLAGS", "-D warnings").run()
    }),
    ("public surface", api::check),
    ("cargo-deny", |workspace| {
        tools::cargo_deny(workspace)?;
        workspace.job("cargo").args(["deny", "--all-features", "check", "licenses", "bans", "sources"]).run()
    }),
    ("biome", |workspace| {
        tools::node_modules(workspace)?;
        workspace.job("biome").args(["check", "--error-on-warnings"]).run()
    }),
    ("types of the package", |workspace| {
        // The modules import the glue.
        let _lock = package::lock(workspace)?;
        wasm::build(workspace)?;
        tsc(workspace).run()
    }),
];

pub(crate) fn run(workspace: &Workspace) -> ExitCode {
    let mut report = Report::default();
    for (name, check) in CHECKS {
        report.step(name, || Ok(Outcome::case(check(workspace))));
    }
    report.close()
}

/// Writes the files that `check` compares, formats, and fixes what linters can fix.
pub(crate) fn fix(workspace: &Workspace) -> Result<()> {
    codegen::run(&workspace.root, false)?;
    api::write(workspace)?;
    tools::components(workspace)?;
    workspace.job("cargo").args(["fmt", "--all"]).run()?;
    tools::node_modules(workspace)?;
    workspace.job("biome").args(["check", "--write"]).run()
}

/// Runs clippy. Its warnings are errors for the pinned release of Rust; another one may have lints that nobody has looked at,
/// and only shows them.
fn clippy(workspace: &Workspace, args: &[&str]) -> Result<()> {
    let job = workspace.job("cargo").args(["clippy", "--quiet"]).args(args);
    if tools::is_pinned_rust(workspace)? {
        return job.args(["--", "-D", "warnings"]).run();
    }
    println!("rustc is not {}: warnings are shown, and do not fail", tools::PINNED_RUST);
    job.run()
}

fn tsc(workspace: &Workspace) -> Job {
    let tsc = workspace.at("js-tests/node_modules/typescript/bin/tsc");
    workspace.job("node").arg(tsc).args(["--noEmit", "-p", "js-tests/tsconfig.package.json"])
}
