//! What the crate asks of the program around it: the time, random bits, and the numbers that take long to read or print.
//!
//! The wasm of the npm package asks JavaScript, whose way of writing numbers is the canonical one: the standard library's tables
//! and code for numbers took 25 KB of the wasm.

#[cfg(all(feature = "wasm", target_arch = "wasm32"))]
pub(crate) use javascript::{now, parse_number, print_number, random_seed};
#[cfg(not(all(feature = "wasm", target_arch = "wasm32")))]
pub(crate) use rust::{now, parse_number, print_number, random_seed};

#[cfg(all(feature = "wasm", target_arch = "wasm32"))]
mod javascript {
    use wasm_bindgen::prelude::wasm_bindgen;

    #[wasm_bindgen]
    extern "C" {
        #[wasm_bindgen(js_namespace = Date, js_name = now)]
        fn date_now() -> f64;

        #[wasm_bindgen(js_namespace = Math, js_name = random)]
        fn math_random() -> f64;

        /// JavaScript's `Number(text)`.
        #[wasm_bindgen(js_name = Number)]
        pub(crate) fn parse_number(literal: &str) -> f64;

        /// JavaScript's `String(number)`.
        #[wasm_bindgen(js_name = String)]
        pub(crate) fn print_number(value: f64) -> String;
    }

    /// Microseconds since 1970-01-01T00:00:00Z.
    #[expect(clippy::cast_possible_truncation, reason = "a whole number, far below the bounds")]
    pub(crate) fn now() -> i64 {
        (date_now() * 1000.0) as i64
    }

    /// Bits that nobody can foretell.
    pub(crate) fn random_seed() -> u64 {
        math_random().to_bits()
    }
}

#[cfg(not(all(feature = "wasm", target_arch = "wasm32")))]
mod rust {
    use std::hash::{BuildHasher, RandomState};

    use web_time::{SystemTime, UNIX_EPOCH};

    /// Microseconds since 1970-01-01T00:00:00Z.
    pub(crate) fn now() -> i64 {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        i64::try_from(since.as_micros()).unwrap_or(0)
    }

    /// Bits that nobody can foretell.
    pub(crate) fn random_seed() -> u64 {
        RandomState::new().hash_one(0)
    }

    /// The double nearest to a JSON number; infinite beyond the range of doubles.
    pub(crate) fn parse_number(literal: &str) -> f64 {
        literal.parse().unwrap_or(f64::NAN)
    }

    /// The text of a finite number as ECMAScript's `Number::toString` writes it.
    pub(crate) fn print_number(value: f64) -> String {
        ryu_js::Buffer::new().format_finite(value).to_owned()
    }
}
