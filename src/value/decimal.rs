//! Reads decimal numbers, rounded correctly, without tables.
//!
//! `str::parse::<f64>` is faster, but brings eleven kilobytes of powers of five that no compression makes smaller: a
//! seventh of the wasm. Most numbers are exact products of a short integer and a short power of ten, which one
//! multiplication or division rounds correctly; for the rest, exact integers of any size decide.

use super::big::Big;

/// More significant digits than can matter: from the 768th on, digits only tell a tie from what lies above it.
const MAX_DIGITS: usize = 800;

/// Powers of ten that a double holds exactly.
const EXACT_POWERS: [f64; 23] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18,
    1e19, 1e20, 1e21, 1e22,
];

/// The double nearest to a JSON number; infinite beyond the range of doubles. `literal` follows the grammar of JSON.
pub(super) fn parse_decimal(literal: &str) -> f64 {
    let (negative, magnitude) = match literal.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, literal),
    };
    let value = Decimal::read(magnitude).to_f64();
    if negative { -value } else { value }
}

/// `digits` times ten to the power of `exponent`.
struct Decimal {
    /// Significant digits, without leading zeros.
    digits: Vec<u8>,
    exponent: i64,
}

impl Decimal {
    fn read(magnitude: &str) -> Self {
        let (mantissa, exponent) =
            match magnitude.find(['e', 'E']).and_then(|at| magnitude.split_at_checked(at)) {
                Some((mantissa, power)) => (mantissa, read_exponent(power.get(1..).unwrap_or_default())),
                None => (magnitude, 0),
            };
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let mut digits = Vec::new();
        for part in [whole, fraction] {
            for byte in part.bytes() {
                if byte != b'0' || !digits.is_empty() {
                    digits.push(byte - b'0');
                }
            }
        }
        let mut exponent = exponent.saturating_sub(i64::try_from(fraction.len()).unwrap_or(i64::MAX));
        if digits.len() > MAX_DIGITS {
            let cut = digits.split_off(MAX_DIGITS);
            exponent = exponent.saturating_add(i64::try_from(cut.len()).unwrap_or(i64::MAX));
            if cut.iter().any(|digit| *digit != 0) {
                // Anything above the tie will do.
                digits.push(1);
                exponent -= 1;
            }
        }
        Self { digits, exponent }
    }

    fn to_f64(&self) -> f64 {
        let magnitude = self.exponent.saturating_add(i64::try_from(self.digits.len()).unwrap_or(i64::MAX));
        if self.digits.is_empty() || magnitude < -400 {
            return 0.0;
        }
        if magnitude > 400 {
            return f64::INFINITY;
        }
        self.product().unwrap_or_else(|| self.quotient())
    }

    /// The value where one rounding gives it: both factors are exact.
    fn product(&self) -> Option<f64> {
        if self.digits.len() > 15 {
            return None;
        }
        let integer = self.digits.iter().fold(0.0, |sum, digit| sum * 10.0 + f64::from(*digit));
        let power = *EXACT_POWERS.get(usize::try_from(self.exponent.unsigned_abs()).ok()?)?;
        Some(if self.exponent < 0 { integer / power } else { integer * power })
    }

    /// The value as the quotient of two integers, rounded once.
    fn quotient(&self) -> f64 {
        let mut numerator = Big::default();
        for digit in &self.digits {
            numerator.multiply_add(10, u32::from(*digit));
        }
        let mut denominator = Big::from(1_u64);
        let side = if self.exponent < 0 { &mut denominator } else { &mut numerator };
        for _ in 0..self.exponent.unsigned_abs() {
            side.multiply_add(10, 0);
        }
        // Scaled so that the quotient has 64 or 65 bits: more than a double keeps.
        let shift = 65 + denominator.bits() - numerator.bits();
        if shift >= 0 {
            numerator.shift_left(shift);
        } else {
            denominator.shift_left(-shift);
        }
        let (quotient, is_exact) = numerator.divide(&denominator);
        assemble(quotient, is_exact, -shift)
    }
}

/// The exponent after `e`; one that is too long for an integer is as good as the largest.
fn read_exponent(text: &str) -> i64 {
    let (sign, digits) = match text.as_bytes() {
        [b'-', digits @ ..] => (-1, digits),
        [b'+', digits @ ..] | digits => (1, digits),
    };
    sign * digits.iter().fold(0_i64, |sum, byte| (sum * 10 + i64::from(byte - b'0')).min(1_000_000))
}

/// The double nearest to `quotient` times two to the power of `exponent`, ties to even. `is_exact` says that nothing was
/// cut off below.
fn assemble(quotient: u128, is_exact: bool, exponent: i64) -> f64 {
    let bits = i64::from(u128::BITS - quotient.leading_zeros());
    // The place of the last bit that a double keeps: 53 bits below the first, but not below 2^-1074.
    let last = (exponent + bits - 53).max(-1074);
    let dropped = u32::try_from(last - exponent).unwrap_or(0).min(127);
    let kept = quotient >> dropped;
    let rest = quotient - (kept << dropped);
    let half = 1_u128 << dropped >> 1;
    let round_up = rest > half || (rest == half && (!is_exact || kept & 1 == 1));
    let mantissa = u64::try_from(kept).unwrap_or(u64::MAX) + u64::from(round_up);
    // The leading bit of a normal number is still in the mantissa; added, it carries into the exponent, as it should.
    let biased = u64::try_from(last + 1074).unwrap_or(0);
    let raw = (biased << 52).saturating_add(mantissa);
    if biased > 2046 { f64::INFINITY } else { f64::from_bits(raw.min(f64::INFINITY.to_bits())) }
}

#[cfg(test)]
mod tests {
    use super::parse_decimal;

    #[test]
    fn numbers_are_rounded_as_the_standard_library_rounds_them() {
        let ties = [
            "9007199254740993",
            "9007199254740992.5",
            "9007199254740993.00000000000000000000000000000000001",
        ];
        let edges = [
            "2.2250738585072011e-308",
            "2.2250738585072014e-308",
            "4.9406564584124654e-324",
            "2.4703282292062327e-324",
        ];
        let beyond = [
            "2.4703282292062328e-324",
            "1.7976931348623157e308",
            "1.7976931348623158e308",
            "1.7976931348623159e308",
            "1e309",
        ];
        let plain = [
            "0",
            "-0",
            "0.0",
            "1",
            "30.5",
            "0.1",
            "123456789012345680000",
            "1e22",
            "1e23",
            "8.5",
            "5e-324",
            "1e-400",
            "1e400",
        ];
        let long = format!("0.{}1", "0".repeat(300));
        let longer = format!("9007199254740993.{}1", "0".repeat(1000));
        let digits = "123456789".repeat(120);
        let literals = ties.iter().chain(&edges).chain(&beyond).chain(&plain).copied();
        for literal in
            literals.chain([long.as_str(), longer.as_str(), digits.as_str(), "1e99999999999999999999"])
        {
            let expected: f64 = literal.parse().unwrap();
            assert_eq!(parse_decimal(literal).to_bits(), expected.to_bits(), "{literal}");
        }
    }

    #[test]
    fn random_doubles_come_back() {
        // A linear congruential generator: the same cases every time.
        let mut state = 0x2545_f491_4f6c_dd1d_u64;
        for _ in 0..4_000 {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let value = f64::from_bits(state);
            if !value.is_finite() {
                continue;
            }
            for literal in [format!("{value:e}"), format!("{value:.20e}"), format!("{value:.5e}")] {
                let expected: f64 = literal.parse().unwrap();
                assert_eq!(parse_decimal(&literal).to_bits(), expected.to_bits(), "{literal}");
            }
        }
    }
}
