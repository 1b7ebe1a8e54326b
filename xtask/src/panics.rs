//! Takes out of the wasm what only a panic needs: its message, and with it the formatting of the standard library.
//!
//! A panic ends in a trap either way, and where the wasm runs nobody reads the message: there is no stderr. The standard
//! library comes compiled, with its panics, and 3 KB of the compressed file are theirs.

use std::path::Path;

use anyhow::{Context, Result, ensure};
use walrus::ir::Value;
use walrus::ir::{Call, Visitor, dfs_in_order};
use walrus::{ConstExpr, Data, DataKind, FunctionId, Module, ModuleConfig};

/// What panics, by a part of its name. Each of these returns to nobody.
const PANICS: &[&str] = &[
    "::panicking::",
    "::alloc::handle_alloc_error",
    "::alloc::rust_oom",
    "::lazy_lock::panic_poisoned",
    "::option::expect_failed",
    "::raw_vec::capacity_overflow",
    "::raw_vec::handle_error",
    "::rust_panic",
    "::slice::index::slice_index_fail",
    "::sys::backtrace::",
    "::thread::local::panic_access_error",
];

/// What writes their messages.
const FORMATTING: &str = "::fmt::";

/// Empties the functions that panic, and those that format, in `file`. An error if something that is left calls one that
/// formats: it would trap.
pub(crate) fn remove(file: &Path) -> Result<()> {
    let mut module =
        ModuleConfig::new().parse_file(file).context("cannot read what wasm-bindgen has made")?;
    let named = |module: &Module, is_meant: &dyn Fn(&str) -> bool| -> Vec<FunctionId> {
        let locals = module.funcs.iter_local();
        locals
            .map(|(id, _)| id)
            .filter(|id| module.funcs.get(*id).name.as_deref().is_some_and(is_meant))
            .collect()
    };
    let panics = named(&module, &|name| PANICS.iter().any(|part| name.contains(part)));
    let formatting = named(&module, &|name| name.contains(FORMATTING));
    ensure!(
        !panics.is_empty() && !formatting.is_empty(),
        "no function that panics was found: are names missing?"
    );
    let is_there = |part: &&&str| {
        panics
            .iter()
            .any(|id| module.funcs.get(*id).name.as_deref().is_some_and(|name| name.contains(**part)))
    };
    let missing: Vec<_> = PANICS.iter().filter(|part| !is_there(part)).collect();
    ensure!(
        missing.len() < PANICS.len() / 2,
        "no function is named {missing:?}: has the standard library renamed them? What is left of them is in the wasm"
    );
    if !missing.is_empty() {
        // Another compiler's library may have fewer. If it has only renamed them, the size tells.
        println!("no function is named {missing:?}");
    }
    for id in panics.iter().chain(&formatting) {
        let mut body = module.funcs.get_mut(*id).kind.unwrap_local_mut().builder_mut().func_body();
        body.instrs_mut().clear();
        body.unreachable();
    }
    for (id, function) in module.funcs.iter_local() {
        let mut calls = Calls { of: &formatting, found: None };
        dfs_in_order(&mut calls, function, function.entry_block());
        let name = |id| module.funcs.get(id).name.as_deref().unwrap_or("a function");
        if let Some(callee) = calls.found {
            anyhow::bail!(
                "{} calls {}, which is not in the wasm: write the text with the helpers of src/chars.rs",
                name(id),
                name(callee)
            );
        }
    }
    let segments: Vec<_> = module.data.iter().map(Data::id).collect();
    for id in segments {
        let data = module.data.get_mut(id);
        let DataKind::Active { offset: ConstExpr::Value(Value::I32(start)), .. } = data.kind else {
            continue;
        };
        blank_locations(&mut data.value, u32::try_from(start)?);
    }
    module.emit_wasm_file(file)
}

/// Overwrites the source locations of panics with zeros, which compress to nothing: the paths, each ended by a NUL, and the
/// records of `{path, length, line, column}` that point to them. `start` is the address of the first byte.
fn blank_locations(bytes: &mut [u8], start: u32) {
    let mut paths = Vec::new();
    let mut from = 0;
    for to in 0..bytes.len() {
        if bytes.get(to) != Some(&0) {
            continue;
        }
        let path = bytes.get(from..to).unwrap_or_default();
        // What comes before a path has no end of its own.
        let begin =
            ROOTS.iter().filter_map(|root| path.windows(root.len()).rposition(|at| at == *root)).min();
        if let Some(begin) = begin.filter(|_| path.ends_with(b".rs")) {
            paths.push(from + begin..to);
        }
        from = to + 1;
    }
    let address = |at: usize| u32::try_from(at).ok().map(|at| at + start);
    let word = |bytes: &[u8], at: usize| Some(u32::from_le_bytes(*bytes.get(at..)?.first_chunk()?));
    let aligned = (4 - start as usize % 4) % 4;
    for at in (aligned..bytes.len()).step_by(4) {
        let is_record = paths.iter().any(|path| {
            word(bytes, at) == address(path.start) && word(bytes, at + 4) == u32::try_from(path.len()).ok()
        });
        if is_record && let Some(record) = bytes.get_mut(at..at + 16) {
            record.fill(0);
        }
    }
    for path in paths {
        bytes.get_mut(path).unwrap_or_default().fill(0);
    }
}

/// How the paths begin, as `--remap-path-prefix` leaves them.
const ROOTS: &[&[u8]] = &[b"src/", b"/rustc/", b"cargo/registry/"];

/// Looks for a call of one of some functions.
struct Calls<'a> {
    of: &'a [FunctionId],
    found: Option<FunctionId>,
}

impl Visitor<'_> for Calls<'_> {
    fn visit_call(&mut self, call: &Call) {
        if self.of.contains(&call.func) {
            self.found = Some(call.func);
        }
    }
}
