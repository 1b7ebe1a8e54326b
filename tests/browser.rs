//! The shared vectors, run in wasm in a browser.
#![cfg(target_arch = "wasm32")]

mod common;

use wasm_bindgen_test::{console_log, wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen_test]
fn every_vector_gives_the_expected_bytes() {
    common::run("wasm-chromium", |line| console_log!("{line}"));
}

#[wasm_bindgen_test]
fn an_error_crosses_as_an_object() {
    common::crosses_as_an_object();
}
