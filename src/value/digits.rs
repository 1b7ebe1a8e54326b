//! The shortest digits that read back as a double.
//!
//! The method is the one of Steele and White, in the form of Burger and Dybvig ("Printing floating-point numbers quickly
//! and accurately", 1996): exact integers, no tables. The standard library's is faster on extreme exponents, and three
//! times as large in wasm.

use super::big::Big;

/// The shortest digits of a positive, finite double, and the place of the decimal point: `0.d₁d₂… × 10^point`. Where
/// several texts of that length read back as the double, they are the one nearest to it.
pub(super) fn shortest_digits(value: f64) -> (String, i32) {
    let bits = value.to_bits();
    let biased = i32::try_from(bits >> 52 & 0x7ff).unwrap_or(0);
    let fraction = bits & ((1 << 52) - 1);
    let (mantissa, exponent) =
        if biased == 0 { (fraction, -1074) } else { (fraction | 1 << 52, biased - 1075) };
    // A double that is a power of two lies closer to the one below it than to the one above.
    let is_lopsided = fraction == 0 && biased > 1;
    let mut state = State::new(mantissa, i64::from(exponent), is_lopsided);
    let power = exponent + 63 - i32::try_from(mantissa.leading_zeros()).unwrap_or(63);
    let point = state.scale(power);
    (state.digits(), point)
}

/// `remainder / scale` is what is still to be written; `above` and `below`, in the same unit, are half the distances to
/// the neighbouring doubles.
struct State {
    remainder: Big,
    scale: Big,
    above: Big,
    below: Big,
    /// Whether the ends of the interval read back as the double too: ties go to even mantissas.
    is_closed: bool,
}

impl State {
    fn new(mantissa: u64, exponent: i64, is_lopsided: bool) -> Self {
        let lopsided = i64::from(is_lopsided);
        let power = |by: i64| {
            let mut one = Big::from(1_u64);
            one.shift_left(by.max(0));
            one
        };
        let mut remainder = Big::from(mantissa);
        remainder.shift_left(exponent.max(0) + 1 + lopsided);
        Self {
            remainder,
            scale: power(-exponent.min(0) + 1 + lopsided),
            above: power(exponent.max(0) + lopsided),
            below: power(exponent.max(0)),
            is_closed: mantissa.is_multiple_of(2),
        }
    }

    /// Scales by a power of ten so that the first digit comes next; where the decimal point then stands. `power` is the
    /// power of two at or below the value.
    fn scale(&mut self, power: i32) -> i32 {
        // log₁₀ 2 is a little less than 0.30103: never too large, and at most two too small.
        let mut point = (power * 30_103).div_euclid(100_000);
        for _ in 0..point.unsigned_abs() {
            if point > 0 {
                self.scale.multiply_add(10, 0);
            } else {
                self.advance();
            }
        }
        while self.reaches_next() {
            self.scale.multiply_add(10, 0);
            point += 1;
        }
        self.advance();
        point
    }

    /// Whether what remains, rounded up as far as it may be, is a whole unit.
    fn reaches_next(&self) -> bool {
        let order = self.remainder.plus(&self.above).compare(&self.scale);
        order.is_gt() || (self.is_closed && order.is_eq())
    }

    /// Whether what remains may be dropped.
    fn is_negligible(&self) -> bool {
        let order = self.remainder.compare(&self.below);
        order.is_lt() || (self.is_closed && order.is_eq())
    }

    /// Moves on by one decimal place.
    fn advance(&mut self) {
        for big in [&mut self.remainder, &mut self.above, &mut self.below] {
            big.multiply_add(10, 0);
        }
    }

    fn digits(&mut self) -> String {
        let mut digits = String::new();
        loop {
            let mut digit = b'0';
            while self.remainder.take(&self.scale) {
                digit += 1;
            }
            let (down, up) = (self.is_negligible(), self.reaches_next());
            if down || up {
                let half = self.remainder.plus(&self.remainder).compare(&self.scale);
                // Of two that are equally near, ECMAScript takes the even one.
                let is_nearer = half.is_gt() || (half.is_eq() && digit % 2 == 1);
                let rounds_up = up && (!down || is_nearer);
                digits.push(char::from(digit + u8::from(rounds_up)));
                return digits;
            }
            digits.push(char::from(digit));
            self.advance();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::shortest_digits;

    /// The digits and the point as the standard library finds them, but of two that are equally near the even one: it
    /// takes the upper.
    fn expected(value: f64) -> (String, i32) {
        let text = format!("{value:e}");
        let (mantissa, exponent) = text.split_once('e').unwrap();
        let mut digits = mantissa.replace('.', "");
        let exact = format!("{value:.800e}").replace('.', "");
        let (kept, rest) = exact.split_once('e').unwrap().0.split_at(digits.len());
        let is_tie = rest.starts_with('5') && rest[1..].bytes().all(|digit| digit == b'0');
        let exponent: i32 = exponent.parse().unwrap();
        let reads_back = format!("0.{kept}e{}", exponent + 1).parse() == Ok(value);
        if is_tie && reads_back && kept.ends_with(['0', '2', '4', '6', '8']) {
            kept.clone_into(&mut digits);
        }
        (digits, exponent + 1)
    }

    #[test]
    fn digits_are_those_of_the_standard_library() {
        let powers_of_ten = (-323..=308).map(|power| format!("1e{power}").parse::<f64>().unwrap());
        let powers_of_two = (1..0x7ff_u64).map(|biased| f64::from_bits(biased << 52));
        let edges = [
            f64::MAX,
            f64::MIN_POSITIVE,
            f64::from_bits(1),
            0.1 + 0.2,
            9_007_199_254_740_993.0,
            5e-324,
            1.0 / 3.0,
        ];
        for value in powers_of_ten.chain(powers_of_two).chain(edges) {
            assert_eq!(shortest_digits(value), expected(value), "{value:e}");
        }
    }

    #[test]
    fn of_two_that_are_equally_near_the_even_one_is_taken() {
        let cases = [("571192902484922.25", "5711929024849222"), ("571192902484922.75", "5711929024849228")];
        for (literal, digits) in cases {
            assert_eq!(shortest_digits(literal.parse().unwrap()), (digits.to_owned(), 15));
        }
    }

    #[test]
    fn random_doubles_have_the_digits_of_the_standard_library() {
        let mut state = 0x9e37_79b9_7f4a_7c15_u64;
        for _ in 0..4_000 {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let value = f64::from_bits(state >> 1);
            if value.is_finite() && value > 0.0 {
                assert_eq!(shortest_digits(value), expected(value), "{value:e}");
            }
        }
    }
}
