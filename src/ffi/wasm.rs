//! The wasm exports: the way to the doors, which native tests call too.
//!
//! Text crosses as bytes in two buffers. The host asks for [`room`], encodes its text into it and enters a door with
//! the number of bytes; the answer is the number of bytes that wait at [`answer`]. Strings would cross by themselves, but
//! wasm-bindgen copies them a character at a time, and allocates and frees for each.

use std::cell::Cell;
use std::mem::ManuallyDrop;

use wasm_bindgen::prelude::wasm_bindgen;

use crate::ffi;

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

/// Takes the first `length` bytes of the input through the door whose place in [`door::DOORS`] is given, and keeps its answer; the
/// length of that. The first `policy` bytes of them are a policy.
#[wasm_bindgen]
pub fn enter(door: usize, length: usize, policy: usize) -> usize {
    let Buffers { input, output } = BUFFERS.take();
    drop(ManuallyDrop::into_inner(output));
    let mut input = ManuallyDrop::into_inner(input);
    let text = input.get(..length).and_then(|bytes| std::str::from_utf8(bytes).ok());
    // No host writes anything else; to say that nothing has changed would let it through.
    let Some((policy, text)) = text.and_then(|text| text.split_at_checked(policy)) else {
        core::arch::wasm32::unreachable()
    };
    let output = ffi::enter(door, text, &ffi::sanitizer(policy));
    if input.len() > KEPT {
        input = Vec::new();
    }
    let length = output.as_ref().map_or(NOTHING, String::len);
    let output = output.unwrap_or_default().into_bytes();
    BUFFERS.set(Buffers { input: ManuallyDrop::new(input), output: ManuallyDrop::new(output) });
    length
}
