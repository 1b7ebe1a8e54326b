//! The wasm exports: a line each over a door that native tests call too.
//!
//! Text crosses as bytes in two buffers. The host asks for [`room`], encodes its text into it and calls a door with the
//! number of bytes; the answer is the number of bytes that wait at [`answer`]. Strings would cross by themselves, but
//! wasm-bindgen copies them a character at a time, and allocates and frees for each.

use std::cell::Cell;
use std::mem::ManuallyDrop;

use wasm_bindgen::prelude::wasm_bindgen;

use crate::door;

/// A third of the size of the default allocator, and faster.
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();

/// What a door answers instead of a length if nothing has changed, or there is nothing to say.
const NOTHING: usize = u32::MAX as usize;

/// Bytes of a buffer that are kept for the next call; a larger one is given back.
const KEPT: usize = 1 << 18;

/// Input and output. They live as long as the instance; that they need no dropping spares the wasm what thread-locals and
/// borrows do when they are misused.
#[derive(Default)]
struct Buffers {
    input: ManuallyDrop<Vec<u8>>,
    output: ManuallyDrop<Vec<u8>>,
}

thread_local! {
    static BUFFERS: Cell<Buffers> = const {
        Cell::new(Buffers { input: ManuallyDrop::new(Vec::new()), output: ManuallyDrop::new(Vec::new()) })
    };
}

/// Where `length` bytes of input may be written. What has been written there stays as long as no door is entered.
#[wasm_bindgen]
pub fn room(length: usize) -> *mut u8 {
    let mut buffers = BUFFERS.take();
    if buffers.input.len() < length {
        // All at once: `resize` would set byte for byte.
        let mut larger = vec![0; length];
        if let Some(head) = larger.get_mut(..buffers.input.len()) {
            head.copy_from_slice(&buffers.input);
        }
        drop(std::mem::replace(&mut *buffers.input, larger));
    }
    let room = buffers.input.as_mut_ptr();
    BUFFERS.set(buffers);
    room
}

/// Where the last answer is. It stays there until the next one.
#[wasm_bindgen]
pub fn answer() -> *const u8 {
    let buffers = BUFFERS.take();
    let answer = buffers.output.as_ptr();
    BUFFERS.set(buffers);
    answer
}

/// Takes the first `length` bytes of the input through `door`, and keeps its answer; the length of that.
fn through(length: usize, door: fn(&str) -> Option<String>) -> usize {
    let Buffers { input, output } = BUFFERS.take();
    drop(ManuallyDrop::into_inner(output));
    let mut input = ManuallyDrop::into_inner(input);
    let output = input.get(..length).and_then(|bytes| std::str::from_utf8(bytes).ok()).and_then(door);
    if input.len() > KEPT {
        input = Vec::new();
    }
    let length = output.as_ref().map_or(NOTHING, String::len);
    let output = output.unwrap_or_default().into_bytes();
    BUFFERS.set(Buffers { input: ManuallyDrop::new(input), output: ManuallyDrop::new(output) });
    length
}

/// The two texts of an input: JSON has no line breaks of its own.
fn two(input: &str) -> (&str, &str) {
    input.split_once('\n').unwrap_or((input, ""))
}

/// See [`door::create`].
#[wasm_bindgen]
pub fn create(length: usize) -> usize {
    through(length, |input| {
        let (context, input) = two(input);
        Some(door::create(input, context))
    })
}

/// See [`door::from_thrown`].
#[wasm_bindgen(js_name = fromThrown)]
pub fn from_thrown(length: usize) -> usize {
    through(length, |input| Some(door::from_thrown(input)))
}

/// See [`door::reseal`].
#[wasm_bindgen]
pub fn reseal(length: usize) -> usize {
    through(length, |input| {
        let (payload, context) = two(input);
        Some(door::reseal(payload, context))
    })
}

/// See [`door::decode_error`].
#[wasm_bindgen(js_name = decodeError)]
pub fn decode_error(length: usize) -> usize {
    through(length, |input| Some(door::decode_error(input)))
}

/// See [`door::to_json_rpc`].
#[wasm_bindgen(js_name = toJsonRpc)]
pub fn to_json_rpc(length: usize) -> usize {
    through(length, |input| {
        let (payload, options) = two(input);
        Some(door::to_json_rpc(payload, options))
    })
}

/// See [`door::to_tool_result`].
#[wasm_bindgen(js_name = toToolResult)]
pub fn to_tool_result(length: usize) -> usize {
    through(length, |input| {
        let (payload, options) = two(input);
        Some(door::to_tool_result(payload, options))
    })
}

/// See [`door::to_problem_details`].
#[wasm_bindgen(js_name = toProblemDetails)]
pub fn to_problem_details(length: usize) -> usize {
    through(length, |input| {
        let (payload, options) = two(input);
        Some(door::to_problem_details(payload, options))
    })
}

/// See [`door::configure`].
#[wasm_bindgen]
pub fn configure(length: usize) -> usize {
    through(length, |input| {
        let (current, settings) = two(input);
        Some(door::configure(current, settings))
    })
}

/// See [`door::to_log_record`].
#[wasm_bindgen(js_name = toLogRecord)]
pub fn to_log_record(length: usize) -> usize {
    through(length, |input| Some(door::to_log_record(input)))
}

/// See [`door::describe`].
#[wasm_bindgen]
pub fn describe(length: usize) -> usize {
    through(length, |input| Some(door::describe(input)))
}

/// See [`door::format_chain`].
#[wasm_bindgen(js_name = formatChain)]
pub fn format_chain(length: usize) -> usize {
    through(length, |input| Some(door::format_chain(input)))
}

/// See [`door::sanitize_value`].
#[wasm_bindgen]
pub fn sanitize(length: usize) -> usize {
    through(length, |input| changed(door::sanitize_value(input)))
}

/// See [`crate::redact_text`].
#[wasm_bindgen(js_name = redactText)]
pub fn redact_text(length: usize) -> usize {
    through(length, |input| changed(crate::redact_text(input)))
}

/// What a door has changed.
fn changed(text: std::borrow::Cow<'_, str>) -> Option<String> {
    match text {
        std::borrow::Cow::Borrowed(_) => None,
        std::borrow::Cow::Owned(text) => Some(text),
    }
}

/// See [`crate::is_sensitive_key`].
#[wasm_bindgen(js_name = isSensitiveKey)]
pub fn is_sensitive_key(length: usize) -> usize {
    through(length, |input| crate::is_sensitive_key(input).then(String::new))
}
