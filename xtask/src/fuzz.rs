//! `cargo xtask fuzz`: runs the targets of `fuzz/` under libFuzzer, one after the other.
//!
//! `fuzz/seeds` is committed; the corpus that grows from it in `fuzz/corpus` is not. An input that fails is kept in
//! `fuzz/artifacts`: it becomes a seed, a vector if it has a JSON form, and a fix.

use anyhow::{Context, Result, bail};

use crate::workspace::Workspace;
use crate::{files, tools};

/// The longest input in bytes, and the seconds after which a run counts as hanging.
const LONGEST: &str = "-max_len=4096";
const HANGS: &str = "-timeout=10";

/// Runs the named targets, or all, each for `minutes`.
pub(crate) fn run(workspace: &Workspace, names: &[String], minutes: u64) -> Result<()> {
    tools::cargo_fuzz(workspace)?;
    let folder = workspace.at("fuzz");
    let known = targets(workspace)?;
    if let Some(name) = names.iter().find(|name| !known.contains(name)) {
        bail!("no target `{name}`; the targets are: {}", known.join(", "));
    }
    let mut rows = Vec::new();
    for target in known.iter().filter(|target| names.is_empty() || names.contains(target)) {
        println!("\n=== {target}");
        let corpus = folder.join("corpus").join(target);
        std::fs::create_dir_all(&corpus)?;
        // The crate forbids unsafe code: an address sanitizer would find nothing and halve the speed. Without it, and with
        // the coverage that it brings along, the stable compiler will do.
        let job = workspace.job("cargo").args(["fuzz", "run", "--sanitizer", "none", target]);
        let job = job.arg(&corpus).arg(folder.join("seeds").join(target)).arg("--");
        let job = job.args([LONGEST, HANGS, "-len_control=20", "-print_final_stats=1"]);
        let job = job.arg(format!("-dict={}", folder.join("dictionary.txt").display()));
        let job = job.arg(format!("-max_total_time={}", minutes * 60));
        let captured = job.env("RUSTC_BOOTSTRAP", "1").dir(&folder).tee()?;
        if !captured.success {
            bail!("`{target}` failed; its input is in fuzz/artifacts/{target}");
        }
        let runs =
            captured.text.lines().find_map(|line| line.strip_prefix("stat::number_of_executed_units:"));
        rows.push(format!("{target:<16} {:>12} executions", runs.context("no statistics")?.trim()));
    }
    println!();
    for row in rows {
        println!("{row}");
    }
    Ok(())
}

/// The names of the targets, from their files.
fn targets(workspace: &Workspace) -> Result<Vec<String>> {
    let mut names: Vec<String> = files::under(&workspace.at("fuzz/targets"))?
        .iter()
        .filter_map(|file| file.file_stem().map(|stem| stem.to_string_lossy().into_owned()))
        .collect();
    names.sort();
    Ok(names)
}
