//! Numbers from decimal text and back, rounded correctly.
//!
//! The standard library does both, but brings fourteen kilobytes of tables and code into wasm, a sixth of it all. Where the
//! wasm runs under JavaScript it asks the host instead, whose way of writing numbers is the canonical one. Most numbers are
//! short, and need neither.

use crate::chars::push_integer;

/// Powers of ten that a double holds exactly.
const EXACT_POWERS: [f64; 23] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18,
    1e19, 1e20, 1e21, 1e22,
];

/// The double nearest to a JSON number; infinite beyond the range of doubles. `literal` follows the grammar of JSON.
pub(super) fn parse_decimal(literal: &str) -> f64 {
    exact(literal).unwrap_or_else(|| host::parse(literal))
}

/// The value of a literal without an exponent, of at most fifteen digits: both factors are exact, so that one division rounds
/// correctly.
fn exact(literal: &str) -> Option<f64> {
    let (mut integer, mut digits, mut decimals) = (0.0, 0, None);
    for byte in literal.bytes().skip(usize::from(literal.starts_with('-'))) {
        match byte {
            b'0'..=b'9' => {
                digits += 1;
                integer = integer * 10.0 + f64::from(byte - b'0');
                decimals = decimals.map(|count| count + 1);
            }
            b'.' => decimals = Some(0_usize),
            _ => return None,
        }
    }
    let value = integer / EXACT_POWERS.get(decimals.unwrap_or(0))?;
    (digits <= 15).then_some(if literal.starts_with('-') { -value } else { value })
}

/// The text of a finite number that is not an integer within ±(2^53 - 1), as ECMAScript's `Number::toString` writes it.
pub(super) fn print_decimal(value: f64) -> String {
    few_decimals(value).unwrap_or_else(|| host::print(value))
}

/// The text of a number with up to six decimals. Two texts of at most fifteen digits never mean the same double, so that one
/// which reads back as the number is the shortest.
fn few_decimals(value: f64) -> Option<String> {
    let magnitude = value.abs();
    let mut power = 1.0;
    for decimals in 1..=6 {
        power *= 10.0;
        let scaled = magnitude * power;
        #[expect(clippy::float_cmp, reason = "exactly this double is looked for")]
        let is_exact = (1.0..1e15).contains(&scaled) && scaled.fract() == 0.0 && scaled / power == magnitude;
        if !is_exact {
            continue;
        }
        let mut digits = String::new();
        #[expect(clippy::cast_possible_truncation, reason = "below 1e15, without fraction")]
        push_integer(scaled as i64, &mut digits);
        let mut text = String::with_capacity(24);
        if value < 0.0 {
            text.push('-');
        }
        let whole = digits.len().saturating_sub(decimals);
        let (before, after) = digits.split_at_checked(whole)?;
        text.push_str(if before.is_empty() { "0" } else { before });
        text.push('.');
        for _ in after.len()..decimals {
            text.push('0');
        }
        text.push_str(after);
        return Some(text);
    }
    None
}

/// What the host knows about numbers.
#[cfg(all(feature = "wasm", target_arch = "wasm32"))]
mod host {
    use wasm_bindgen::prelude::wasm_bindgen;

    #[wasm_bindgen]
    extern "C" {
        /// JavaScript's `Number(text)`.
        #[wasm_bindgen(js_name = Number)]
        pub(super) fn parse(literal: &str) -> f64;

        /// JavaScript's `String(number)`.
        #[wasm_bindgen(js_name = String)]
        pub(super) fn print(value: f64) -> String;
    }
}

/// What the standard library knows about numbers.
#[cfg(not(all(feature = "wasm", target_arch = "wasm32")))]
mod host {
    use crate::chars::push_integer;

    pub(super) fn parse(literal: &str) -> f64 {
        literal.parse().unwrap_or(f64::NAN)
    }

    pub(super) fn print(value: f64) -> String {
        let mut text = String::new();
        if value < 0.0 {
            text.push('-');
        }
        let (digits, point) = shortest_digits(value.abs());
        lay_out(&digits, point, &mut text);
        text
    }

    /// The shortest digits of a positive double that read back as it, and where the point stands: `0.d₁d₂… × 10^point`.
    fn shortest_digits(value: f64) -> (String, i32) {
        let (mut digits, point) = scientific(&format!("{value:e}"));
        // Where the exact value ends in a five behind the last digit, two texts are equally near. The standard library takes
        // the upper, ECMAScript the even one.
        let few = format!("{value:.20e}");
        if scientific(&few).0.trim_end_matches('0').len() == digits.len() + 1 {
            let (exact, exact_point) = scientific(&format!("{value:.800e}"));
            let (kept, rest) = exact.split_at_checked(digits.len()).unwrap_or((&exact, ""));
            let is_tie = rest.starts_with('5') && rest.bytes().skip(1).all(|digit| digit == b'0');
            let reads_back = || format!("0.{kept}e{exact_point}").parse() == Ok(value);
            if is_tie && kept.ends_with(['0', '2', '4', '6', '8']) && reads_back() {
                kept.clone_into(&mut digits);
            }
        }
        (digits, point)
    }

    /// The digits and the point of `d.ddde±x`.
    fn scientific(text: &str) -> (String, i32) {
        let (mantissa, exponent) = text.split_once('e').unwrap_or((text, "0"));
        (mantissa.replace('.', ""), exponent.parse::<i32>().unwrap_or(0) + 1)
    }

    /// Appends `digits` with the decimal point after `point` of them, by the layout rules of ECMAScript's `Number::toString`.
    fn lay_out(digits: &str, point: i32, text: &mut String) {
        let count = i32::try_from(digits.len()).unwrap_or(i32::MAX);
        let zeros = |count: i32, text: &mut String| (0..count).for_each(|_| text.push('0'));
        let split =
            |at: i32| digits.split_at_checked(usize::try_from(at).unwrap_or(0)).unwrap_or((digits, ""));
        if (1..=21).contains(&point) {
            let (whole, fraction) = split(point.min(count));
            text.push_str(whole);
            zeros(point - count, text);
            if !fraction.is_empty() {
                text.push('.');
                text.push_str(fraction);
            }
            return;
        }
        if (-5..=0).contains(&point) {
            text.push_str("0.");
            zeros(-point, text);
            text.push_str(digits);
            return;
        }
        let (first, rest) = split(1);
        text.push_str(first);
        if !rest.is_empty() {
            text.push('.');
            text.push_str(rest);
        }
        text.push_str(if point > 0 { "e+" } else { "e" });
        push_integer(i64::from(point - 1), text);
    }
}

#[cfg(test)]
mod tests {
    use super::{exact, few_decimals, host, parse_decimal, print_decimal};

    #[test]
    fn the_short_way_gives_what_the_long_way_gives() {
        let literals = [
            "0.1",
            "-0.5",
            "12.25",
            "1.005",
            "999999999999999",
            "0.00000000000001",
            "123456.7890123",
            "-0.0",
        ];
        for literal in literals {
            assert_eq!(exact(literal).map(f64::to_bits), Some(host::parse(literal).to_bits()), "{literal}");
        }
        for literal in ["1e3", "1E3", "9007199254740993", "0.1234567890123456", "1.00000000000000000000000"] {
            assert_eq!(exact(literal), None, "{literal}");
        }
        for value in [0.5, -2.25, 12.5, 0.000_001, -0.001, 123_456.789, 1.0 / 8.0, 99_999_999.999_999] {
            assert_eq!(few_decimals(value), Some(host::print(value)), "{value}");
        }
        for value in [0.1 + 0.2, 1e-7, 1e21, 5e-324, 1.0 / 3.0, 0.000_000_5] {
            assert_eq!(few_decimals(value), None, "{value}");
        }
    }

    #[test]
    fn of_two_that_are_equally_near_the_even_one_is_taken() {
        let cases = [
            ("571192902484922.25", "571192902484922.2"),
            ("5e-324", "5e-324"),
            ("-571192902484922.75", "-571192902484922.8"),
        ];
        for (literal, expected) in cases {
            assert_eq!(print_decimal(host::parse(literal)), expected, "{literal}");
        }
    }

    #[test]
    fn random_doubles_come_back() {
        // A linear congruential generator: the same cases every time.
        let mut state = 0x2545_f491_4f6c_dd1d_u64;
        for _ in 0..20_000 {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let value = f64::from_bits(state);
            if value.is_finite() {
                assert_eq!(parse_decimal(&print_decimal(value)).to_bits(), value.to_bits(), "{value:e}");
            }
        }
    }
}
