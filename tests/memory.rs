//! How much memory hostile input takes: no more than a small multiple of its own size.

#![cfg(not(target_arch = "wasm32"))]
#![expect(unsafe_code, reason = "an allocator that counts")]

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

use mcp_errors::{Value, decode};

/// The system's allocator, which counts the bytes of each thread.
struct Counting;

thread_local! {
    static LIVE: Cell<usize> = const { Cell::new(0) };
    static PEAK: Cell<usize> = const { Cell::new(0) };
}

fn count(freed: usize, allocated: usize) {
    let live = LIVE.get().saturating_sub(freed) + allocated;
    LIVE.set(live);
    PEAK.set(PEAK.get().max(live));
}

// SAFETY: every method hands its arguments on as they are, and counting does not allocate: the cells are constants.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        count(0, layout.size());
        // SAFETY: as promised by the caller.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        count(layout.size(), 0);
        // SAFETY: as promised by the caller.
        unsafe { System.dealloc(pointer, layout) }
    }

    unsafe fn realloc(&self, pointer: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        // Both blocks exist while one is copied to the other.
        count(0, size);
        // SAFETY: as promised by the caller.
        let moved = unsafe { System.realloc(pointer, layout, size) };
        count(layout.size(), 0);
        moved
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// Bytes that `run` held at once, beyond what was held before.
fn peak_of(run: impl FnOnce()) -> usize {
    let before = LIVE.get();
    PEAK.set(before);
    run();
    PEAK.get() - before
}

#[test]
fn deep_nesting_takes_no_more_memory_than_its_text() {
    const LEVELS: usize = 400_000;
    let cases = [
        ("arrays", "[".repeat(LEVELS), ""),
        ("objects", "{\"a\":".repeat(LEVELS), ""),
        ("both", "[{\"a\":".repeat(LEVELS / 2), ""),
        ("arrays that end", "[".repeat(LEVELS), "]"),
        ("objects that end", "{\"a\":".repeat(LEVELS), "}"),
        ("items before each", "[1,".repeat(LEVELS), ""),
    ];
    for (name, mut text, end) in cases {
        if !end.is_empty() {
            text.push('1');
            text.push_str(&end.repeat(LEVELS));
        }
        let read = peak_of(|| drop(text.parse::<Value>()));
        assert!(read < text.len(), "{name}: {} bytes of text took {read} to read", text.len());
        let decoded = peak_of(|| drop(decode(&text)));
        assert!(decoded < 2 * text.len(), "{name}: {} bytes of text took {decoded} to decode", text.len());
    }
}
