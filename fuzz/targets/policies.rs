#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| mcp_errors_fuzz::policies(data));
