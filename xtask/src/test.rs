//! `cargo xtask test`: every test in every place, and the same vectors in all of them.
//!
//! The counts come from what the runners write for programs: see [`crate::runners`].

use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result, bail};

use crate::install::install;
use crate::job::Job;
use crate::report::{Outcome, Report};
use crate::workspace::Workspace;
use crate::{files, interop, package, runners, sizes, telemetry, tools, vectors};

/// A part of the tests.
struct Step {
    name: &'static str,
    run: fn(&Workspace) -> Result<Outcome>,
    /// The places in it that run the shared vectors.
    places: &'static [&'static str],
}

const STEPS: &[Step] = &[
    Step { name: "native", run: native, places: &["native"] },
    Step { name: "wasm-node", run: wasm_node, places: &["wasm-node"] },
    Step { name: "wasm-chromium", run: wasm_chromium, places: &["wasm-chromium"] },
    Step { name: "tarball", run: tarball, places: &["tarball-node", "tarball-chromium"] },
    Step { name: "packaging", run: packaging, places: &[] },
    Step { name: "types", run: types, places: &[] },
    Step { name: "interop", run: interop::short, places: &[] },
    Step { name: "telemetry", run: telemetry::test, places: &[] },
];

/// The files and folders that the JavaScript tests expect beside their own, as in the clone.
const TEST_INPUTS: &[&str] = &[
    "README.md",
    "benches",
    "docs",
    "examples",
    "pkg-template/README.md",
    "pkg-template/generated",
    "schema",
    "vectors",
    "www",
];

/// Runs the named steps, or all.
pub(crate) fn run(workspace: &Workspace, names: &[String]) -> Result<ExitCode> {
    if let Some(name) = names.iter().find(|name| STEPS.iter().all(|step| step.name != name.as_str())) {
        let known: Vec<&str> = STEPS.iter().map(|step| step.name).collect();
        bail!("no step `{name}`; the steps are: {}", known.join(", "));
    }
    let steps = || STEPS.iter().filter(|step| names.is_empty() || names.iter().any(|name| name == step.name));
    vectors::clear(workspace)?;
    let mut report = Report::default();
    for step in steps() {
        report.step(step.name, || (step.run)(workspace));
    }
    let places: Vec<&str> = steps().flat_map(|step| step.places).copied().collect();
    if !places.is_empty() {
        report.step("shared vectors", || Ok(Outcome::case(vectors::check(workspace, &places))));
    }
    Ok(report.close())
}

fn native(workspace: &Workspace) -> Result<Outcome> {
    // Tests run the examples as processes. `cargo test` would build them, but not where it is told its targets.
    workspace.job("cargo").args(["build", "--quiet", "--all-features", "--examples"]).run()?;
    let cargo_test = |targets: &[&str]| {
        let job = workspace.job("cargo").args(["test", "--workspace", "--all-features", "--no-fail-fast"]);
        job.args(targets)
            .arg("--")
            .args(runners::LIBTEST_JSON)
            .env(vectors::VARIABLE, vectors::file(workspace))
    };
    // RUSTC_BOOTSTRAP unlocks libtest's JSON. Only the test programs get it: see xtask/rustdoc-unstable.sh.
    let runner = "target.\"cfg(all())\".runner=['env', 'RUSTC_BOOTSTRAP=1']";
    let mut outcome = runners::libtest(cargo_test(&["--lib", "--bins", "--tests", "--config", runner]))?;
    let rustdoc = workspace.at("xtask/rustdoc-unstable.sh");
    outcome.add(&runners::libtest(cargo_test(&["--doc"]).env("RUSTDOC", rustdoc))?);
    Ok(outcome)
}

fn wasm_node(workspace: &Workspace) -> Result<Outcome> {
    tools::wasm_pack(workspace)?;
    let job =
        workspace.job("wasm-pack").args(["test", "--node", "--", "--features", "wasm", "--test", "node"]);
    wasm(workspace, job)
}

fn wasm_chromium(workspace: &Workspace) -> Result<Outcome> {
    tools::wasm_pack(workspace)?;
    let browser = tools::browser(workspace)?;
    let job = workspace
        .job("wasm-pack")
        .args(["test", "--headless", "--chrome", "--chromedriver"])
        .arg(browser.driver)
        .args(["--", "--features", "wasm", "--test", "browser"])
        // Without it, every test is skipped and the run is green.
        .env("WASM_BINDGEN_USE_BROWSER", "1");
    wasm(workspace, job)
}

fn wasm(workspace: &Workspace, job: Job) -> Result<Outcome> {
    let captured = job.args(["--", "--nocapture"]).tee()?;
    vectors::record(workspace, &captured)?;
    Ok(runners::wasm_bindgen(&captured))
}

fn tarball(workspace: &Workspace) -> Result<Outcome> {
    let browser = tools::browser(workspace)?;
    let tests = installed(workspace)?;
    let files: Vec<PathBuf> = files::under(&tests)?
        .into_iter()
        .filter(|file| file.to_string_lossy().ends_with(".test.mjs"))
        .collect();
    if files.is_empty() {
        bail!("no `*.test.mjs` in js-tests");
    }
    // Tests compare the answers of the package with those of the same functions natively.
    let examples = ["build", "--quiet", "--all-features", "--example", "calls", "--example", "notes_server"];
    workspace.job("cargo").args(examples).run()?;
    let job = workspace
        .job("node")
        .arg("--test")
        .env("CHROMIUM", browser.chromium)
        .env("MCP_ERRORS_CALLS", workspace.target.join("debug/examples/calls"))
        .env("MCP_ERRORS_NOTES_SERVER", workspace.target.join("debug/examples/notes_server"))
        .env(vectors::VARIABLE, vectors::file(workspace))
        .dir(&tests);
    let results = workspace.target.join("node-results.jsonl");
    runners::node(job, &tests.join("reporter.mjs"), &results, files)
}

/// Installs the tarball beside a copy of the tests, which use the tools of `js-tests`. Returns the folder of the copy.
fn installed(workspace: &Workspace) -> Result<PathBuf> {
    tools::node_modules(workspace)?;
    let tarball = package::build(workspace)?;
    let folder = workspace.target.join("installed");
    install(workspace, &folder, &tarball, &[])?;
    for name in TEST_INPUTS.iter().chain(&["js-tests"]) {
        files::copy(&workspace.at(name), &folder.join(name))?;
    }
    let tests = folder.join("js-tests");
    symlink(workspace.at("js-tests/node_modules"), tests.join("node_modules"))?;
    Ok(tests)
}

/// Checks the tarball: publint, attw, its size, its contents.
fn packaging(workspace: &Workspace) -> Result<Outcome> {
    tools::node_modules(workspace)?;
    let tarball = package::build(workspace)?;
    let mut outcome = Outcome::case(workspace.job("publint").args(["run", "--strict"]).arg(&tarball).run());
    // These entries have no types.
    let attw =
        workspace.job("attw").arg(&tarball).args(["--no-emoji", "--no-color", "--exclude-entrypoints"]);
    outcome.add(&Outcome::case(attw.args(["./schema.json", "./mcp_errors.wasm", "./package.json"]).run()));
    sizes::print(workspace, &tarball)?;
    for size in sizes::measure(workspace, &tarball)? {
        outcome.add(&Outcome::case(size.excess().map_or(Ok(()), |excess| bail!("{excess}"))));
    }
    outcome.add(&Outcome::case(contents(workspace, &tarball)));
    Ok(outcome)
}

/// Fails unless the tarball has everything that was built, and the files that every package has.
fn contents(workspace: &Workspace, tarball: &Path) -> Result<()> {
    let listed = workspace.job("tar").arg("-tzf").arg(tarball).read()?;
    let packed: Vec<&str> = listed.lines().filter_map(|line| line.strip_prefix("package/")).collect();
    let npm = workspace.at("dist/npm");
    let mut expected: Vec<String> =
        ["README.md", "CHANGELOG.md", "LICENSE-APACHE", "LICENSE-MIT"].map(str::to_owned).into();
    for file in files::under(&npm)? {
        expected.push(file.strip_prefix(&npm)?.to_string_lossy().into_owned());
    }
    let missing: Vec<String> = expected.into_iter().filter(|name| !packed.contains(&name.as_str())).collect();
    if missing.is_empty() { Ok(()) } else { bail!("not in the tarball: {}", missing.join(", ")) }
}

/// Compiles the type tests against the installed tarball, with the newest and the oldest TypeScript that is supported.
fn types(workspace: &Workspace) -> Result<Outcome> {
    let tests = installed(workspace)?;
    let mut outcome = Outcome::default();
    for compiler in ["typescript", "typescript-oldest"] {
        let tsc = || workspace.job("node").arg(tests.join("node_modules").join(compiler).join("bin/tsc"));
        let project = tests.join("tsconfig.json");
        let listed = tsc().args(["--listFilesOnly", "-p"]).arg(&project).dir(&tests).read()?;
        let is_own =
            |line: &&str| line.starts_with(&*tests.to_string_lossy()) && !line.contains("/node_modules/");
        let count = listed.lines().filter(is_own).count();
        let done = tsc()
            .args(["--noEmit", "-p"])
            .arg(&project)
            .dir(&tests)
            .run()
            .with_context(|| compiler.to_owned());
        match done {
            Ok(()) => outcome.passed += u64::try_from(count)?,
            Err(error) => outcome.add(&Outcome::case(Err(error))),
        }
    }
    Ok(outcome)
}
