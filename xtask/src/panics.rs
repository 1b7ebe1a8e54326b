//! Takes out of the wasm what only a panic needs: its message, and with it the formatting of the standard library.
//!
//! A panic ends in a trap either way, and where the wasm runs nobody reads the message: there is no stderr. The standard
//! library comes compiled, with its panics, and 2.4 KB of the compressed file are theirs.

use std::path::Path;

use anyhow::{Context, Result, ensure};
use walrus::ir::{Call, Visitor, dfs_in_order};
use walrus::{FunctionId, Module, ModuleConfig};

/// What panics, by a part of its name. Each of these returns to nobody.
const PANICS: &[&str] = &[
    "::panicking::",
    "::alloc::handle_alloc_error",
    "::alloc::rust_oom",
    "::cell::panic_already",
    "::lazy_lock::panic_poisoned",
    "::option::expect_failed",
    "::option::unwrap_failed",
    "::raw_vec::capacity_overflow",
    "::raw_vec::handle_error",
    "::result::unwrap_failed",
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
    let mut module = ModuleConfig::new().parse_file(file).context("cannot read what wasm-bindgen has made")?;
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
        panics.len() > PANICS.len() / 2 && !formatting.is_empty(),
        "of the functions that panic only {} were found: has the standard library renamed them, or are names missing?",
        panics.len()
    );
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
                "{} calls {}, which is not in the wasm: write the text with the helpers of src/text.rs",
                name(id),
                name(callee)
            );
        }
    }
    module.emit_wasm_file(file)
}

/// Looks for a call of one of some functions.
struct Calls<'a> {
    of: &'a [FunctionId],
    found: Option<FunctionId>,
}

impl<'a> Visitor<'a> for Calls<'_> {
    fn visit_call(&mut self, call: &Call) {
        if self.of.contains(&call.func) {
            self.found = Some(call.func);
        }
    }
}
