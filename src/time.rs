//! The current time, and RFC 3339.

use crate::host;

const MICROS_PER_SECOND: i64 = 1_000_000;
const SECONDS_PER_DAY: i64 = 86_400;
/// 0000-01-01 and 9999-12-31, the first and the last day of years with four digits, in days from 1970-01-01.
const FIRST_DAY: i64 = -719_528;
const LAST_DAY: i64 = 2_932_896;

/// An instant in UTC, in microseconds, within the years 0000 to 9999.
///
/// ```
/// use mcp_errors::Timestamp;
///
/// let at = Timestamp::parse("2024-01-15T11:30:00.5+01:00").unwrap();
/// assert_eq!(at.to_string(), "2024-01-15T10:30:00.500000+00:00");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp {
    micros: i64,
}

impl Timestamp {
    /// The current time.
    pub fn now() -> Self {
        Self::from_unix_micros(host::now()).unwrap_or(Self { micros: 0 })
    }

    /// The instant `micros` microseconds after 1970-01-01T00:00:00Z; `None` outside the years 0000 to 9999.
    pub fn from_unix_micros(micros: i64) -> Option<Self> {
        let day = micros.div_euclid(MICROS_PER_SECOND * SECONDS_PER_DAY);
        (FIRST_DAY..=LAST_DAY).contains(&day).then_some(Self { micros })
    }

    /// The instant of a peer's number: seconds since 1970, or milliseconds if as seconds it were past the year 5138. `None` outside
    /// the years 0000 to 9999.
    pub fn from_unix_number(number: f64) -> Option<Self> {
        let seconds = if number.abs() >= 1e11 { number / 1e3 } else { number };
        #[expect(clippy::cast_possible_truncation, reason = "saturates, and the ends have no day")]
        let micros = (seconds * 1e6).round() as i64;
        number.is_finite().then(|| Self::from_unix_micros(micros)).flatten()
    }

    /// Microseconds since 1970-01-01T00:00:00Z.
    pub fn unix_micros(self) -> i64 {
        self.micros
    }

    /// Parses an RFC 3339 timestamp; `None` if it is not one, or outside the years 0000 to 9999. It accepts what peers also write: a
    /// space for the `T`, an offset without its colon, no offset (which means UTC), a comma before the fraction. Of the fraction, six
    /// digits are kept.
    pub fn parse(text: &str) -> Option<Self> {
        let mut rest = Rest(text.trim_ascii().as_bytes());
        let mut parts = [0; 6];
        for (part, (width, after)) in parts.iter_mut().zip(SHAPE) {
            *part = rest.number(width)?;
            if !after.is_empty() {
                rest.one_of(after)?;
            }
        }
        let [year, month, day, hour, minute, second] = parts;
        let micros = if rest.one_of(b".,").is_some() { rest.fraction()? } else { 0 };
        let offset = rest.offset()?;
        let days = days_from_civil(year, month, day);
        // A day that does not exist comes back as another. A leap second, 60, counts as the next second.
        let in_range =
            civil_from_days(days) == (year, month, day) && hour < 24 && minute < 60 && second <= 60;
        if !in_range || !rest.0.is_empty() {
            return None;
        }
        let seconds = days * SECONDS_PER_DAY + hour * 3600 + minute * 60 + second - offset;
        Self::from_unix_micros(seconds * MICROS_PER_SECOND + micros)
    }

    /// `YYYY-MM-DDTHH:MM:SS.ffffff+00:00`, always six fraction digits and UTC.
    pub fn to_rfc3339(self) -> String {
        let seconds = self.micros.div_euclid(MICROS_PER_SECOND);
        let fraction = self.micros.rem_euclid(MICROS_PER_SECOND);
        let (year, month, day) = civil_from_days(seconds.div_euclid(SECONDS_PER_DAY));
        let second_of_day = seconds.rem_euclid(SECONDS_PER_DAY);
        let (hour, minute, second) = (second_of_day / 3600, second_of_day / 60 % 60, second_of_day % 60);
        format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{fraction:06}+00:00")
    }
}

impl std::fmt::Display for Timestamp {
    /// As [`Self::to_rfc3339`].
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.to_rfc3339())
    }
}

/// The number of digits of each part of a timestamp, and the bytes that may follow.
const SHAPE: [(usize, &[u8]); 6] = [(4, b"-"), (2, b"-"), (2, b"Tt "), (2, b":"), (2, b":"), (2, b"")];

/// The unread rest of a timestamp.
struct Rest<'a>(&'a [u8]);

impl Rest<'_> {
    fn digit(&mut self) -> Option<i64> {
        let (digit, rest) = self.0.split_first().filter(|(byte, _)| byte.is_ascii_digit())?;
        self.0 = rest;
        Some((digit - b'0').into())
    }

    /// A number of exactly `count` digits.
    fn number(&mut self, count: usize) -> Option<i64> {
        let mut number = 0;
        for _ in 0..count {
            number = number * 10 + self.digit()?;
        }
        Some(number)
    }

    /// The next byte if it is in `set`.
    fn one_of(&mut self, set: &[u8]) -> Option<u8> {
        let (first, rest) = self.0.split_first()?;
        if !set.contains(first) {
            return None;
        }
        self.0 = rest;
        Some(*first)
    }

    /// A fraction of a second, in microseconds.
    fn fraction(&mut self) -> Option<i64> {
        let (mut micros, mut unit) = (self.digit()? * 100_000, 10_000);
        while let Some(digit) = self.digit() {
            micros += digit * unit;
            unit /= 10;
        }
        Some(micros)
    }

    /// The offset from UTC, in seconds.
    fn offset(&mut self) -> Option<i64> {
        let sign = self.one_of(b"Zz+-").unwrap_or(b'Z');
        if sign | 0x20 == b'z' {
            return Some(0);
        }
        let hours = self.number(2)?;
        self.one_of(b":");
        let minutes = if self.0.is_empty() { 0 } else { self.number(2)? };
        let seconds = hours * 3600 + minutes * 60;
        (hours < 24 && minutes < 60).then_some(if sign == b'-' { -seconds } else { seconds })
    }
}

/// Days from the first of March of the year -400 to 1970-01-01. Days of the years 0000 to 9999 are counted from there, so that none
/// is negative.
const DAYS_BEFORE_1970: i64 = 719_468 + 146_097;

/// Days from there to the first of March of a year, which also counts from -400.
fn days_before(year: i64) -> i64 {
    365 * year + year / 4 - year / 100 + year / 400
}

/// Days from 1970-01-01 to a day of the proleptic Gregorian calendar. Years begin in March, so that a leap day is their last day.
fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    let year = year + 400 - i64::from(month <= 2);
    days_before(year) + (153 * ((month + 9) % 12) + 2) / 5 + day - 1 - DAYS_BEFORE_1970
}

/// The inverse of [`days_from_civil`]: year, month, day.
fn civil_from_days(days: i64) -> (i64, i64, i64) {
    let days = days + DAYS_BEFORE_1970;
    // By the mean length of a year, this may be one year too many.
    let mut year = (days * 400 + 600) / 146_097;
    if days < days_before(year) {
        year -= 1;
    }
    let day_of_year = days - days_before(year);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = (shifted_month + 2) % 12 + 1;
    (year - 400 + i64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn timestamps_are_written_with_six_digits_in_utc() {
        let cases = [
            ("canonical", "2024-01-15T10:30:00.123456+00:00", Some("2024-01-15T10:30:00.123456+00:00")),
            ("zulu, no fraction", "2024-01-15T10:30:00Z", Some("2024-01-15T10:30:00.000000+00:00")),
            ("milliseconds", "2024-01-15T10:30:00.123Z", Some("2024-01-15T10:30:00.123000+00:00")),
            ("nanoseconds", "2024-01-15T10:30:00.123456789Z", Some("2024-01-15T10:30:00.123456+00:00")),
            ("offset", "2024-01-01T00:30:00-05:30", Some("2024-01-01T06:00:00.000000+00:00")),
            ("offset without colon", "2024-01-01T00:30:00+0100", Some("2023-12-31T23:30:00.000000+00:00")),
            ("Python without offset", "2024-01-15 10:30:00.5", Some("2024-01-15T10:30:00.500000+00:00")),
            ("leap day", "2024-02-29T00:00:00Z", Some("2024-02-29T00:00:00.000000+00:00")),
            ("leap second", "2016-12-31T23:59:60Z", Some("2017-01-01T00:00:00.000000+00:00")),
            ("before 1970", "1969-12-31T23:59:59.999999Z", Some("1969-12-31T23:59:59.999999+00:00")),
            ("first", "0000-01-01T00:00:00Z", Some("0000-01-01T00:00:00.000000+00:00")),
            ("last", "9999-12-31T23:59:59Z", Some("9999-12-31T23:59:59.000000+00:00")),
            ("beyond the last", "9999-12-31T23:59:59-01:00", None),
            ("no leap day", "2023-02-29T00:00:00Z", None),
            ("month 13", "2024-13-01T00:00:00Z", None),
            ("date alone", "2024-01-15", None),
            ("trailing text", "2024-01-15T10:30:00Z?", None),
            ("not ASCII", "２０２４-01-15T10:30:00Z", None),
            ("empty", "", None),
        ];
        for (name, text, expected) in cases {
            assert_eq!(Timestamp::parse(text).map(|at| at.to_string()).as_deref(), expected, "{name}");
        }
    }

    #[test]
    fn numbers_are_seconds_or_milliseconds() {
        let cases = [
            ("seconds", 1_705_314_600.25, Some("2024-01-15T10:30:00.250000+00:00")),
            ("milliseconds", 1_705_314_600_250.0, Some("2024-01-15T10:30:00.250000+00:00")),
            ("zero", 0.0, Some("1970-01-01T00:00:00.000000+00:00")),
            ("too large", 1e300, None),
            ("not a number", f64::NAN, None),
        ];
        for (name, number, expected) in cases {
            assert_eq!(
                Timestamp::from_unix_number(number).map(|at| at.to_string()).as_deref(),
                expected,
                "{name}"
            );
        }
    }

    #[test]
    fn every_day_comes_back_and_follows_the_day_before() {
        let mut before = (-1, 12, 31);
        for day in FIRST_DAY..=LAST_DAY {
            let (year, month, date) = civil_from_days(day);
            assert_eq!(days_from_civil(year, month, date), day);
            let next = [(0, 0, 1), (0, 1, 1 - before.2), (1, -11, -30)];
            let next =
                next.map(|(years, months, days)| (before.0 + years, before.1 + months, before.2 + days));
            assert!(next.contains(&(year, month, date)), "{year}-{month}-{date}");
            before = (year, month, date);
        }
        assert_eq!(before, (9999, 12, 31));
    }
}
