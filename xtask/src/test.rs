//! `cargo xtask test`: every test in every place, and the same vectors in all of them.

use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result, bail};

use crate::install::install;
use crate::places::{compare, libtest, node_test};
use crate::steps::{Outcome, Report};
use crate::workspace::Workspace;
use crate::{files, interop, package, sizes, tools};

/// A place to run tests in.
struct Step {
    name: &'static str,
    run: fn(&Workspace) -> Result<Outcome>,
    /// The places that speak about the shared vectors in it.
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
];

/// What the JavaScript tests find beside their own folder, as in the clone.
const BESIDE: &[&str] = &[
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
    let mut report = Report::default();
    for step in steps() {
        report.step(step.name, || (step.run)(workspace));
    }
    let wanted: Vec<&str> = steps().flat_map(|step| step.places).copied().collect();
    if !wanted.is_empty() {
        let said = std::mem::take(&mut report.total.vectors);
        report.step("shared vectors", || {
            for row in &said {
                println!("{row}");
            }
            Ok(Outcome::case(compare(&said, &wanted)))
        });
    }
    Ok(report.close())
}

fn native(workspace: &Workspace) -> Result<Outcome> {
    // Captured output of passing tests would hide what the vectors have to say.
    let job = workspace.job("cargo").args([
        "test",
        "--workspace",
        "--all-features",
        "--no-fail-fast",
        "--",
        "--show-output",
    ]);
    Ok(libtest(&job.tee()?))
}

fn wasm_node(workspace: &Workspace) -> Result<Outcome> {
    tools::wasm_pack(workspace)?;
    let job =
        workspace.job("wasm-pack").args(["test", "--node", "--", "--features", "wasm", "--test", "node"]);
    Ok(libtest(&job.args(["--", "--nocapture"]).tee()?))
}

fn wasm_chromium(workspace: &Workspace) -> Result<Outcome> {
    tools::wasm_pack(workspace)?;
    let browser = tools::browser(workspace)?;
    let job = workspace
        .job("wasm-pack")
        .args(["test", "--headless", "--chrome", "--chromedriver"])
        .arg(browser.driver)
        .args(["--", "--features", "wasm", "--test", "browser", "--", "--nocapture"])
        // Without it, every test is skipped and the run is green.
        .env("WASM_BINDGEN_USE_BROWSER", "1");
    Ok(libtest(&job.tee()?))
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
    // What the package says is held against what the same functions say natively.
    let examples = ["build", "--quiet", "--all-features", "--example", "calls", "--example", "notes_server"];
    workspace.job("cargo").args(examples).run()?;
    let job = workspace
        .job("node")
        .args(["--test", "--test-reporter=spec", "--test-reporter-destination=stdout"])
        .args(files)
        .env("CHROMIUM", browser.chromium)
        .env("MCP_ERRORS_CALLS", workspace.target.join("debug/examples/calls"))
        .env("MCP_ERRORS_NOTES_SERVER", workspace.target.join("debug/examples/notes_server"))
        // The counts are read from what it prints.
        .env("FORCE_COLOR", "0")
        .dir(tests);
    Ok(node_test(&job.tee()?))
}

/// A copy of the tests beside which the tarball is installed; the tools that they use are those of `js-tests`.
fn installed(workspace: &Workspace) -> Result<PathBuf> {
    tools::node_modules(workspace)?;
    let tarball = package::build(workspace)?;
    let folder = workspace.target.join("installed");
    install(workspace, &folder, &tarball, &[])?;
    for name in BESIDE.iter().chain(&["js-tests"]) {
        files::copy(&workspace.at(name), &folder.join(name))?;
    }
    let tests = folder.join("js-tests");
    symlink(workspace.at("js-tests/node_modules"), tests.join("node_modules"))?;
    Ok(tests)
}

/// What those who judge packages say about the tarball, its size and its contents.
fn packaging(workspace: &Workspace) -> Result<Outcome> {
    tools::node_modules(workspace)?;
    let tarball = package::build(workspace)?;
    let mut outcome = Outcome::case(workspace.job("publint").args(["run", "--strict"]).arg(&tarball).run());
    // Entries without types are no business of a judge of types.
    let attw =
        workspace.job("attw").arg(&tarball).args(["--no-emoji", "--no-color", "--exclude-entrypoints"]);
    outcome.add(Outcome::case(attw.args(["./schema.json", "./mcp_errors.wasm", "./package.json"]).run()));
    sizes::print(workspace, &tarball)?;
    for size in sizes::measure(workspace, &tarball)? {
        outcome.add(Outcome::case(size.excess().map_or(Ok(()), |excess| bail!("{excess}"))));
    }
    outcome.add(Outcome::case(contents(workspace, &tarball)));
    Ok(outcome)
}

/// Everything that was built is packed, and what every package has is there.
fn contents(workspace: &Workspace, tarball: &Path) -> Result<()> {
    let listed = workspace.job("tar").arg("-tzf").arg(tarball).read()?;
    let packed: Vec<&str> = listed.lines().filter_map(|line| line.strip_prefix("package/")).collect();
    let npm = workspace.at("dist/npm");
    let mut wanted: Vec<String> =
        ["README.md", "CHANGELOG.md", "LICENSE-APACHE", "LICENSE-MIT"].map(str::to_owned).into();
    for file in files::under(&npm)? {
        wanted.push(file.strip_prefix(&npm)?.to_string_lossy().into_owned());
    }
    let missing: Vec<String> = wanted.into_iter().filter(|name| !packed.contains(&name.as_str())).collect();
    if missing.is_empty() { Ok(()) } else { bail!("not in the tarball: {}", missing.join(", ")) }
}

/// The type tests, against the installed tarball, with the newest and the oldest TypeScript that is supported.
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
            Err(error) => outcome.add(Outcome::case(Err(error))),
        }
    }
    Ok(outcome)
}
