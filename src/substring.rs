//! Finds a text in a text.
//!
//! By trying every place that has the first byte, which is quick for the short separators of this crate. The standard
//! library's search for texts takes linear time for any text, and brings 6 KB (gzip) into the wasm: its panics print Unicode.

/// The text before and after the first `separator`.
pub(crate) fn split_once<'a>(text: &'a str, separator: &str) -> Option<(&'a str, &'a str)> {
    split_at(text, separator, find(text.as_bytes(), separator.as_bytes())?)
}

/// The text before and after the last `separator`.
pub(crate) fn rsplit_once<'a>(text: &'a str, separator: &str) -> Option<(&'a str, &'a str)> {
    let mut windows = text.as_bytes().windows(separator.len());
    split_at(text, separator, windows.rposition(|window| window == separator.as_bytes())?)
}

/// The parts of a text between its separators.
pub(crate) fn split<'a>(text: &'a str, separator: &str) -> impl Iterator<Item = &'a str> {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let text = rest?;
        let (part, behind) =
            split_once(text, separator).map_or((text, None), |(part, behind)| (part, Some(behind)));
        rest = behind;
        Some(part)
    })
}

/// Where `part` begins in `text`. An empty part is nowhere.
pub(crate) fn find(text: &[u8], part: &[u8]) -> Option<usize> {
    // Comparing first bytes first spares a call of `memcmp` at most places.
    let (first, rest) = part.split_first()?;
    let mut from = 0;
    loop {
        let at = from + text.get(from..)?.iter().position(|byte| byte == first)?;
        from = at + 1;
        if text.get(from..)?.starts_with(rest) {
            return Some(at);
        }
    }
}

fn split_at<'a>(text: &'a str, separator: &str, at: usize) -> Option<(&'a str, &'a str)> {
    Some((text.get(..at)?, text.get(at + separator.len()..)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn splits_as_the_standard_library_does() {
        for text in ["", "a", ", ", "a, b", "a, b, c", ", a,  b,", "ä, ö", "a,b", ",, ", "a: b: c"] {
            for separator in [", ", ": ", " at "] {
                assert_eq!(split_once(text, separator), text.split_once(separator), "{text:?}");
                assert_eq!(rsplit_once(text, separator), text.rsplit_once(separator), "{text:?}");
                assert!(split(text, separator).eq(text.split(separator)), "{text:?}");
                assert_eq!(find(text.as_bytes(), separator.as_bytes()), text.find(separator), "{text:?}");
            }
        }
        assert_eq!(find(b"a", b""), None, "an empty part");
        assert_eq!(find(b"aaab", b"aab"), Some(1), "a part that begins again within itself");
    }
}
