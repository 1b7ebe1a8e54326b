//! Integers of any size, as much of them as exact conversion between decimal and binary takes.

use std::cmp::Ordering;

/// An unsigned integer of any size, least significant word first.
#[derive(Clone, Default)]
pub(super) struct Big {
    words: Vec<u32>,
}

impl From<u64> for Big {
    fn from(value: u64) -> Self {
        Self { words: vec![low(value), low(value >> 32)] }
    }
}

impl Big {
    /// `self * factor + addend`.
    pub(super) fn multiply_add(&mut self, factor: u32, addend: u32) {
        let mut carry = u64::from(addend);
        for word in &mut self.words {
            carry += u64::from(*word) * u64::from(factor);
            *word = low(carry);
            carry >>= 32;
        }
        if carry > 0 {
            self.words.push(low(carry));
        }
    }

    /// Number of bits.
    pub(super) fn bits(&self) -> i64 {
        let used = self.words.iter().rposition(|word| *word != 0).map_or(0, |highest| highest + 1);
        let whole = i64::try_from(used).unwrap_or(0) * 32;
        whole - used.checked_sub(1).map_or(0, |highest| i64::from(self.word(highest).leading_zeros()))
    }

    pub(super) fn shift_left(&mut self, by: i64) {
        let by = usize::try_from(by).unwrap_or(0);
        let part = u32::try_from(by % 32).unwrap_or(0);
        self.multiply_add(1 << part, 0);
        self.words.splice(0..0, std::iter::repeat_n(0, by / 32));
    }

    /// The quotient, which fits 66 bits, and whether nothing remains. Bit by bit: this is the path of rare numbers.
    pub(super) fn divide(mut self, divisor: &Self) -> (u128, bool) {
        let mut quotient = 0;
        let mut step = divisor.clone();
        let places = (self.bits() - divisor.bits()).max(0);
        step.shift_left(places);
        for _ in 0..=places {
            quotient <<= 1;
            if self.take(&step) {
                quotient |= 1;
            }
            step.halve();
        }
        (quotient, self.words.iter().all(|word| *word == 0))
    }

    /// The word at `place`; zero above the highest.
    fn word(&self, place: usize) -> u32 {
        self.words.get(place).copied().unwrap_or(0)
    }

    pub(super) fn compare(&self, other: &Self) -> Ordering {
        let places = (0..self.words.len().max(other.words.len())).rev();
        places
            .map(|place| self.word(place).cmp(&other.word(place)))
            .find(|order| order.is_ne())
            .unwrap_or(Ordering::Equal)
    }

    /// `self + other`.
    pub(super) fn plus(&self, other: &Self) -> Self {
        let mut sum = Self::default();
        let mut carry = 0;
        for place in 0..self.words.len().max(other.words.len()) {
            carry += u64::from(self.word(place)) + u64::from(other.word(place));
            sum.words.push(low(carry));
            carry >>= 32;
        }
        sum.words.push(low(carry));
        sum
    }

    /// Subtracts `other` if it is not larger; whether it did.
    pub(super) fn take(&mut self, other: &Self) -> bool {
        if self.compare(other).is_lt() {
            return false;
        }
        let mut borrow = 0;
        for (place, word) in self.words.iter_mut().enumerate() {
            let (difference, first) = word.overflowing_sub(other.word(place));
            let (difference, second) = difference.overflowing_sub(borrow);
            *word = difference;
            borrow = u32::from(first || second);
        }
        true
    }

    fn halve(&mut self) {
        let mut carry = 0;
        for word in self.words.iter_mut().rev() {
            let next = *word << 31;
            *word = (*word >> 1) | carry;
            carry = next;
        }
    }
}

/// The low half.
fn low(wide: u64) -> u32 {
    #[expect(clippy::cast_possible_truncation, reason = "that is the point")]
    let low = wide as u32;
    low
}
