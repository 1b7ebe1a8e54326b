//! Redaction of a text: scans it, replaces what the scan finds, and scans the result again.

use std::borrow::Cow;

use crate::redact::policy::{Policy, REDACTED};
use crate::redact::text::cursor::{BREAK, Class, SPACE, class};
use crate::redact::text::scan::{Finder, finders};
use crate::redact::text::span::Span;

/// Most passes over one text. One finds everything and the second confirms it.
const PASSES: usize = 6;

/// What ends the part of a text that is redacted with what is still found after all passes: the word, then the line.
const WIDER: [Class; 2] = [SPACE, BREAK];

/// `text` without its secrets by a policy; borrowed if it has none. `record` is called with each secret.
///
/// Applying it twice changes nothing.
pub(crate) fn redact<'a>(text: &'a str, policy: &Policy, record: &mut dyn FnMut(&str)) -> Cow<'a, str> {
    redact_by(finders(policy), text, policy, record)
}

fn redact_by<'a>(
    finders: &[Finder],
    text: &'a str,
    policy: &Policy,
    record: &mut dyn FnMut(&str),
) -> Cow<'a, str> {
    let mut redacted = Cow::Borrowed(text);
    // A text that still changes after so many passes was built to confuse the scanner. The rest of it stays.
    for wider in [None; PASSES].into_iter().chain(WIDER.map(Some)) {
        let mut is_clean = true;
        for find in finders {
            let secrets = find(&redacted, policy);
            if !secrets.is_empty() {
                let secrets = match wider {
                    Some(stops) => widened(&redacted, &secrets, stops),
                    None => secrets,
                };
                redacted = Cow::Owned(replace(&redacted, &secrets, policy, record));
                is_clean = false;
            }
        }
        if is_clean {
            return redacted;
        }
    }
    if finders.iter().all(|find| find(&redacted, policy).is_empty()) {
        return redacted;
    }
    Cow::Owned(REDACTED.to_owned())
}

/// The ranges, each up to the next byte in `stops` on both sides. Ranges that touch become one.
fn widened(text: &str, secrets: &[Span], stops: Class) -> Vec<Span> {
    let bytes = text.as_bytes();
    let is_stop = |byte: &u8| class(*byte) & stops != 0;
    let mut wide: Vec<Span> = Vec::new();
    for secret in secrets {
        let done = wide.last().map_or(0, |last| last.to);
        if secret.to <= done {
            continue;
        }
        let before = bytes.get(done..secret.from).unwrap_or_default();
        let from = before.iter().rposition(is_stop).map_or(done, |at| done + at + 1);
        let after = bytes.get(secret.to..).unwrap_or_default();
        let to = after.iter().position(is_stop).map_or(bytes.len(), |at| secret.to + at);
        match wide.last_mut() {
            Some(last) if from <= last.to => last.to = to,
            _ => wide.push(Span { from, to }),
        }
    }
    wide
}

/// `text` with a replacement for each secret.
fn replace(text: &str, secrets: &[Span], policy: &Policy, record: &mut dyn FnMut(&str)) -> String {
    let mut out = String::with_capacity(text.len());
    let mut copied = 0;
    for span in secrets {
        // Ranges begin and end at ASCII bytes or at an end of the text, so they do not cut characters.
        let secret = text.get(span.from..span.to).unwrap_or_default();
        out.push_str(text.get(copied..span.from).unwrap_or_default());
        policy.replacement.push(policy.key, secret, &mut out);
        record(secret);
        copied = span.to;
    }
    out.push_str(text.get(copied..).unwrap_or_default());
    out
}

#[cfg(test)]
mod tests {
    use super::{Finder, redact_by};
    use crate::redact::policy::DEFAULT;
    use crate::redact::redact_text;
    use crate::redact::text::span::Span;

    /// A finder of the first place of a letter.
    fn first(text: &str, letter: char) -> Vec<Span> {
        text.find(letter).map(|from| Span { from, to: from + 1 }).into_iter().collect()
    }

    #[test]
    fn what_does_not_come_to_an_end_is_redacted_with_what_is_around_it() {
        let in_word: Finder = |text, _| first(text, 'x');
        let of_marker: Finder = |text, _| first(text, 'R');
        for (name, find, text, expected) in [
            (
                "six",
                in_word,
                "a xxxxxx b",
                "a [REDACTED][REDACTED][REDACTED][REDACTED][REDACTED][REDACTED] b",
            ),
            ("a word", in_word, "a b-xxxxxxxxx-c d\ne", "a [REDACTED] d\ne"),
            ("a line", in_word, "a xxxxxxx x x b\nc", "[REDACTED]\nc"),
            ("never", of_marker, "a R b\nc", "[REDACTED]"),
        ] {
            assert_eq!(redact_by(&[find], text, &DEFAULT, &mut |_| {}), expected, "{name}");
        }
    }

    #[test]
    fn one_part_of_a_text_does_not_cost_the_rest() {
        let text = format!("before https://u:{}host/x after", "u:p@".repeat(640));
        assert_eq!(redact_text(&text), "before https://u:[REDACTED]@host/x after");
    }
}
