//! Numbers: finite doubles, printed as `JSON.stringify` prints them.

use std::fmt::Write;

use crate::json::decimal::print_decimal;

/// 2^53 - 1, JavaScript's `Number.MAX_SAFE_INTEGER`: doubles hold every integer up to it exactly.
pub(crate) const MAX_SAFE_INTEGER: u64 = (1 << 53) - 1;

/// A finite double. JSON has no other numbers: neither NaN nor the infinities.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Number(f64);

impl Number {
    /// Returns `value` as a number, or `None` if it is not finite. Negative zero becomes zero, as in `JSON.stringify(-0)`.
    pub fn new(value: f64) -> Option<Self> {
        value.is_finite().then_some(Self(if value == 0.0 { 0.0 } else { value }))
    }

    /// The double.
    pub fn get(self) -> f64 {
        self.0
    }

    /// The number as an integer, if it has no fraction and is within ±(2^53 - 1).
    pub fn as_integer(self) -> Option<i64> {
        #[expect(clippy::cast_precision_loss, reason = "2^53 - 1 is exact")]
        let exact = self.0.fract() == 0.0 && self.0.abs() <= MAX_SAFE_INTEGER as f64;
        #[expect(clippy::cast_possible_truncation, reason = "checked on the line above")]
        exact.then_some(self.0 as i64)
    }

    /// Whether the number prints as an integer beyond ±(2^53 - 1). From 1e21 on it prints with an exponent.
    pub(super) fn is_long_integer(self) -> bool {
        #[expect(clippy::cast_precision_loss, reason = "2^53 - 1 is exact")]
        let is_long = self.0.abs() > MAX_SAFE_INTEGER as f64;
        // Doubles from 2^53 on have no fractions.
        is_long && self.0.abs() < 1e21
    }

    /// Returns the text that JavaScript's `String(number)` gives: `30`, `0.5`, `1e+21`, `1e-7`.
    pub fn to_ecma_string(self) -> String {
        let mut text = String::new();
        self.write(&mut text);
        text
    }

    /// Appends what [`Self::to_ecma_string`] returns.
    pub(super) fn write(self, text: &mut String) {
        match self.as_integer() {
            Some(integer) => {
                // Writing to a string does not fail.
                let _ = write!(text, "{integer}");
            }
            None => text.push_str(&print_decimal(self.0)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_print_as_ecmascript_prints_them() {
        let cases = [
            ("whole", 30.0, "30"),
            ("negative zero", -0.0, "0"),
            ("fraction", 0.5, "0.5"),
            ("negative fraction", -2.25, "-2.25"),
            ("largest safe integer", 9_007_199_254_740_991.0, "9007199254740991"),
            ("beyond the safe integers", 9_007_199_254_740_992.0, "9007199254740992"),
            ("last without exponent", 123_456_789_012_345_680_000.0, "123456789012345680000"),
            ("first with exponent", 1e21, "1e+21"),
            ("many digits with exponent", 1.234_567_890_123_456_8e22, "1.2345678901234568e+22"),
            ("last small without exponent", 0.000_001, "0.000001"),
            ("first small with exponent", 0.000_000_1, "1e-7"),
            ("smallest", 5e-324, "5e-324"),
            ("largest", f64::MAX, "1.7976931348623157e+308"),
            ("shortest digits", 0.1 + 0.2, "0.30000000000000004"),
        ];
        for (name, value, expected) in cases {
            assert_eq!(Number::new(value).map(Number::to_ecma_string).as_deref(), Some(expected), "{name}");
        }
        for value in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
            assert_eq!(Number::new(value), None);
        }
    }
}
