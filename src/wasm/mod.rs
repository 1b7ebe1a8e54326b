//! The wasm exports: a line each over a door that native tests call too.

use wasm_bindgen::prelude::wasm_bindgen;

use crate::door;

/// A third of the size of the default allocator, and faster.
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();

/// See [`door::create`].
#[wasm_bindgen]
pub fn create(input: &str, context: &str) -> String {
    door::create(input, context)
}

/// See [`door::from_thrown`].
#[wasm_bindgen(js_name = fromThrown)]
pub fn from_thrown(input: &str) -> String {
    door::from_thrown(input)
}

/// See [`door::reseal`].
#[wasm_bindgen]
pub fn reseal(payload: &str, context: &str) -> String {
    door::reseal(payload, context)
}

/// See [`door::decode_error`].
#[wasm_bindgen(js_name = decodeError)]
pub fn decode_error(input: &str) -> String {
    door::decode_error(input)
}

/// See [`door::to_json_rpc`].
#[wasm_bindgen(js_name = toJsonRpc)]
pub fn to_json_rpc(payload: &str, code: Option<i32>) -> String {
    door::to_json_rpc(payload, code)
}

/// See [`door::to_tool_result`].
#[wasm_bindgen(js_name = toToolResult)]
pub fn to_tool_result(payload: &str, options: &str) -> String {
    door::to_tool_result(payload, options)
}

/// See [`door::to_problem_details`].
#[wasm_bindgen(js_name = toProblemDetails)]
pub fn to_problem_details(payload: &str) -> String {
    door::to_problem_details(payload)
}

/// See [`door::to_log_record`].
#[wasm_bindgen(js_name = toLogRecord)]
pub fn to_log_record(payload: &str) -> String {
    door::to_log_record(payload)
}

/// See [`door::describe`].
#[wasm_bindgen]
pub fn describe(payload: &str) -> String {
    door::describe(payload)
}

/// See [`door::format_chain`].
#[wasm_bindgen(js_name = formatChain)]
pub fn format_chain(links: &str) -> String {
    door::format_chain(links)
}

/// See [`door::sanitize_value`].
#[wasm_bindgen]
pub fn sanitize(value: &str) -> String {
    door::sanitize_value(value)
}

/// See [`crate::redact_text`].
#[wasm_bindgen(js_name = redactText)]
pub fn redact_text(text: &str) -> String {
    crate::redact_text(text).into_owned()
}

/// See [`crate::is_sensitive_key`].
#[wasm_bindgen(js_name = isSensitiveKey)]
pub fn is_sensitive_key(key: &str) -> bool {
    crate::is_sensitive_key(key)
}
