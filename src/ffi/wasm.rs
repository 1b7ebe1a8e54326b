//! The exports of the wasm module: two buffers and one call.
//!
//! Text crosses as bytes. The host asks for the [`input_buffer`], encodes its text into it and makes a [`call`] with the
//! number of bytes; the answer is the number of bytes that wait in the [`output_buffer`]. Strings would cross by
//! themselves, but wasm-bindgen copies them a character at a time, and allocates and frees for each.

use std::cell::Cell;
use std::mem::ManuallyDrop;

use wasm_bindgen::prelude::wasm_bindgen;

use crate::ffi::{Call, call as answer_to, sanitizer};

/// A third of the size of the default allocator, and faster.
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();

/// What a call answers instead of a length if the text stays as it is, or there is nothing to say.
const NOTHING: usize = u32::MAX as usize;

/// Bytes of a buffer that are kept for the next call; a larger one is given back.
const KEPT: usize = 1 << 18;

/// Input and output. They live as long as the instance and are never dropped, so that the thread-local registers no
/// destructor.
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

/// Where `length` bytes of input may be written. What was written stays until the next call.
#[wasm_bindgen]
pub fn input_buffer(length: usize) -> *mut u8 {
    let mut buffers = BUFFERS.take();
    if buffers.input.len() < length {
        // All at once: `resize` would set byte for byte.
        let mut larger = vec![0; length];
        if let Some(head) = larger.get_mut(..buffers.input.len()) {
            head.copy_from_slice(&buffers.input);
        }
        drop(std::mem::replace(&mut *buffers.input, larger));
    }
    let start = buffers.input.as_mut_ptr();
    BUFFERS.set(buffers);
    start
}

/// Where the last answer is. It stays there until the next one.
#[wasm_bindgen]
pub fn output_buffer() -> *const u8 {
    let buffers = BUFFERS.take();
    let start = buffers.output.as_ptr();
    BUFFERS.set(buffers);
    start
}

/// Makes the call with the given number, keeps its answer and returns the answer's length. The first `length` bytes of the
/// input are the policies, `policies` bytes long, and the arguments.
#[wasm_bindgen]
pub fn call(number: usize, length: usize, policies: usize) -> usize {
    let Buffers { input, output } = BUFFERS.take();
    drop(ManuallyDrop::into_inner(output));
    let mut input = ManuallyDrop::into_inner(input);
    let text = input.get(..length).and_then(|bytes| std::str::from_utf8(bytes).ok());
    let parsed = text
        .and_then(|text| text.split_at_checked(policies))
        .and_then(|(policies, arguments)| Some((policies, Call::parse(number, arguments)?)));
    // The package makes no other calls. An answer that nothing has changed would let the input through.
    let Some((policies, call)) = parsed else { core::arch::wasm32::unreachable() };
    let output = answer_to(call, &sanitizer(policies)).into_text();
    if input.len() > KEPT {
        input = Vec::new();
    }
    let length = output.as_ref().map_or(NOTHING, String::len);
    let output = output.unwrap_or_default().into_bytes();
    BUFFERS.set(Buffers { input: ManuallyDrop::new(input), output: ManuallyDrop::new(output) });
    length
}
