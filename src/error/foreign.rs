//! What foreign errors say of themselves. Their code may fail or panic, and say more than anybody can read.

use std::error::Error;
use std::fmt::{self, Display, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::limits::MAX_TOTAL_BYTES;
use crate::notes::UNREADABLE;

/// A text that takes no more than it has room for.
struct Bounded {
    text: String,
    room: usize,
}

impl Write for Bounded {
    fn write_str(&mut self, part: &str) -> fmt::Result {
        let mut end = part.len().min(self.room);
        while !part.is_char_boundary(end) {
            end -= 1;
        }
        self.text.push_str(part.get(..end).unwrap_or_default());
        self.room -= end;
        if end == part.len() { Ok(()) } else { Err(fmt::Error) }
    }
}

/// The text of an error. One that fails or panics on the way gives what it has said until then.
pub(crate) fn text_of(error: &dyn Display) -> String {
    text(format_args!("{error}"))
}

/// As [`text_of`], of any format.
pub(crate) fn text(arguments: fmt::Arguments<'_>) -> String {
    let mut bounded = Bounded { text: String::new(), room: MAX_TOTAL_BYTES };
    let written = catch_unwind(AssertUnwindSafe(|| bounded.write_fmt(arguments)));
    if bounded.text.is_empty() && !matches!(written, Ok(Ok(()))) {
        return UNREADABLE.to_owned();
    }
    bounded.text
}

/// The source of an error. A source that panics is none.
pub(crate) fn source_of<'a>(error: &'a (dyn Error + 'static)) -> Option<&'a (dyn Error + 'static)> {
    catch_unwind(AssertUnwindSafe(|| error.source())).ok().flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An error that writes its texts one by one, and then does what it is told.
    #[derive(Debug)]
    struct Hostile {
        says: &'static [&'static str],
        end: fn() -> fmt::Result,
    }

    impl Display for Hostile {
        fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
            self.says.iter().try_for_each(|part| formatter.write_str(part))?;
            (self.end)()
        }
    }

    #[test]
    fn a_text_survives_its_author() {
        let panics: fn() -> fmt::Result = || panic!("in Display");
        let cases: [(&str, Hostile, &str); 5] = [
            ("says all", Hostile { says: &["a", "b"], end: || Ok(()) }, "ab"),
            ("says nothing", Hostile { says: &[], end: || Ok(()) }, ""),
            ("fails", Hostile { says: &[], end: || Err(fmt::Error) }, UNREADABLE),
            ("fails later", Hostile { says: &["a", "b"], end: || Err(fmt::Error) }, "ab"),
            ("panics", Hostile { says: &[], end: panics }, UNREADABLE),
        ];
        for (name, error, expected) in cases {
            assert_eq!(text_of(&error), expected, "{name}");
        }
    }

    #[test]
    fn a_text_ends_at_the_bound() {
        struct Endless;
        impl Display for Endless {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                loop {
                    formatter.write_str("ää")?;
                }
            }
        }
        assert_eq!(text_of(&Endless).len(), MAX_TOTAL_BYTES);
    }
}
