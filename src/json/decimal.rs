//! Reads and prints decimal numbers, by exact arithmetic if that is possible.
//!
//! Most numbers have few digits, and need only a multiplication or a division by a power of ten. The host reads and prints the others,
//! which takes longer, above all from wasm.

use crate::host;

/// Powers of ten that a double holds exactly.
const EXACT_POWERS: [f64; 23] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18,
    1e19, 1e20, 1e21, 1e22,
];

/// The double nearest to a JSON number, infinite outside the range of doubles. `literal` is valid JSON.
pub(super) fn parse_decimal(literal: &str) -> f64 {
    exact(literal).unwrap_or_else(|| host::parse_number(literal))
}

/// The value of a literal without an exponent and of at most fifteen digits. Both operands are exact then, so the division rounds
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
    few_decimals(value).unwrap_or_else(|| host::print_number(value))
}

/// The text of a number with up to six decimals. Two texts of at most fifteen digits never mean the same double, so the one that
/// reads back as the number is the shortest.
fn few_decimals(value: f64) -> Option<String> {
    let magnitude = value.abs();
    let mut power = 1.0;
    for decimals in 1..=6 {
        power *= 10.0;
        let scaled = magnitude * power;
        #[expect(clippy::float_cmp, reason = "exactly this double is looked for")]
        let is_exact = (1.0..1e15).contains(&scaled) && scaled.fract() == 0.0 && scaled / power == magnitude;
        if is_exact {
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "positive, below 1e15, without fraction"
            )]
            let (digits, unit) = (scaled as u64, power as u64);
            let sign = if value < 0.0 { "-" } else { "" };
            return Some(format!("{sign}{}.{:0decimals$}", digits / unit, digits % unit));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exact_arithmetic_gives_what_the_host_gives() {
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
            assert_eq!(
                exact(literal).map(f64::to_bits),
                Some(host::parse_number(literal).to_bits()),
                "{literal}"
            );
        }
        for literal in ["1e3", "1E3", "9007199254740993", "0.1234567890123456", "1.00000000000000000000000"] {
            assert_eq!(exact(literal), None, "{literal}");
        }
        for value in [0.5, -2.25, 12.5, 0.000_001, -0.001, 123_456.789, 1.0 / 8.0, 99_999_999.999_999] {
            assert_eq!(few_decimals(value), Some(host::print_number(value)), "{value}");
        }
        for value in [0.1 + 0.2, 1e-7, 1e21, 5e-324, 1.0 / 3.0, 0.000_000_5] {
            assert_eq!(few_decimals(value), None, "{value}");
        }
    }

    #[test]
    fn of_two_equally_near_texts_the_even_one_is_printed() {
        let cases = [
            ("571192902484922.25", "571192902484922.2"),
            ("5e-324", "5e-324"),
            ("-571192902484922.75", "-571192902484922.8"),
        ];
        for (literal, expected) in cases {
            assert_eq!(print_decimal(host::parse_number(literal)), expected, "{literal}");
        }
    }

    #[test]
    fn random_doubles_survive_text() {
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
