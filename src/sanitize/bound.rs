//! Bounds a value, so that what an error carries stays an error's size.

use super::marker::REDACTED;
use super::scan::redact_text;
use crate::limits::{MAX_DEPTH, MAX_NODES, MAX_STRING_CHARS, MAX_TOTAL_BYTES, MAX_WIDTH};
use crate::text::{concat, split_at_chars, truncation_note};
use crate::value::{Map, Value};

/// Room kept for the markers themselves, so that a bounded value fits the bounds and is not cut a second time.
const SLACK: usize = 4 * MAX_DEPTH;

/// The key under which an object says how many entries were cut.
const CUT_KEY: &str = "[truncated]";

/// `value` within all the limits of [`crate::limits`]; the same value if it fits. Bounding twice changes nothing.
pub(crate) fn bound(value: Value) -> Value {
    let mut size = Size::default();
    size.measure(&value, 0);
    if size.fits() {
        return value;
    }
    Budget { nodes: MAX_NODES - SLACK, bytes: MAX_TOTAL_BYTES - SLACK * 32 }.cut(value, 0)
}

/// What a value takes up.
#[derive(Default)]
struct Size {
    nodes: usize,
    bytes: usize,
    overflow: bool,
}

impl Size {
    fn fits(&self) -> bool {
        !self.overflow && self.nodes <= MAX_NODES && self.bytes <= MAX_TOTAL_BYTES
    }

    fn measure(&mut self, value: &Value, depth: usize) {
        self.nodes += 1;
        match value {
            Value::String(text) => {
                self.bytes += text.len();
                self.overflow |= split_at_chars(text, MAX_STRING_CHARS).1 > 0;
            }
            Value::Array(items) => {
                self.overflow |= items.len() > MAX_WIDTH || (depth >= MAX_DEPTH && !items.is_empty());
                for item in items {
                    if !self.fits() {
                        return;
                    }
                    self.measure(item, depth + 1);
                }
            }
            Value::Object(map) => {
                self.overflow |= map.len() > MAX_WIDTH || (depth >= MAX_DEPTH && !map.is_empty());
                for (key, item) in map.iter() {
                    if !self.fits() {
                        return;
                    }
                    self.bytes += key.len();
                    self.overflow |= split_at_chars(key, MAX_STRING_CHARS).1 > 0;
                    self.measure(item, depth + 1);
                }
            }
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }
}

/// What may still be kept.
struct Budget {
    nodes: usize,
    bytes: usize,
}

impl Budget {
    fn cut(&mut self, value: Value, depth: usize) -> Value {
        self.nodes = self.nodes.saturating_sub(1);
        match value {
            Value::String(text) => Value::String(self.cut_text(text)),
            Value::Array(items) if depth >= MAX_DEPTH && !items.is_empty() => note(items.len(), "items"),
            Value::Object(map) if depth >= MAX_DEPTH && !map.is_empty() => note(map.len(), "entries"),
            Value::Array(items) => {
                let (total, allowed) = (items.len(), width(items.len()));
                let mut kept = Vec::new();
                for item in items.into_iter().take(allowed) {
                    if self.spent() {
                        break;
                    }
                    kept.push(self.cut(item, depth + 1));
                }
                if kept.len() < total {
                    kept.push(note(total - kept.len(), "items"));
                }
                Value::Array(kept)
            }
            Value::Object(map) => {
                let (total, allowed) = (map.len(), width(map.len()));
                let mut kept = Vec::new();
                for (key, item) in map.into_iter().take(allowed) {
                    if self.spent() {
                        break;
                    }
                    kept.push((self.cut_text(key), self.cut(item, depth + 1)));
                }
                let cut = total - kept.len();
                let mut kept: Map = kept.into_iter().collect();
                if cut > 0 {
                    kept.insert(CUT_KEY, note(cut, "entries"));
                }
                Value::Object(kept)
            }
            scalar => scalar,
        }
    }

    fn spent(&self) -> bool {
        self.nodes == 0 || self.bytes == 0
    }

    fn cut_text(&mut self, text: String) -> String {
        let text = shorten(text, MAX_STRING_CHARS.min(self.bytes.max(LONGEST_NOTE)));
        self.bytes = self.bytes.saturating_sub(text.len());
        text
    }
}

fn note(count: usize, unit: &str) -> Value {
    Value::String(truncation_note(count, unit))
}

/// Room, in characters, for the note at the end of a shortened text.
const LONGEST_NOTE: usize = 48;

/// `text` with at most `max` characters, the last of them saying how many were cut. `text` has been redacted: a cut
/// could otherwise leave a part of a secret that is too short to be recognised.
fn shorten(text: String, max: usize) -> String {
    if split_at_chars(&text, max).1 == 0 {
        return text;
    }
    let head = cut_before_marker(&text, max.saturating_sub(LONGEST_NOTE));
    let cut = text.chars().count() - head.chars().count();
    let shortened = concat(&[head, "… ", &truncation_note(cut, "characters")]);
    // The note may itself stand where a secret would (`password=… [truncated`). Redacting now what a later pass would
    // redact keeps sanitizing idempotent.
    match redact_text(&shortened) {
        std::borrow::Cow::Borrowed(_) => shortened,
        std::borrow::Cow::Owned(redacted) if split_at_chars(&redacted, max).1 == 0 => redacted,
        std::borrow::Cow::Owned(_) => truncation_note(text.chars().count(), "characters"),
    }
}

/// The first `max` characters of redacted `text`, or a few less where the cut would split a marker in two.
pub(super) fn cut_before_marker(text: &str, max: usize) -> &str {
    let (head, cut) = split_at_chars(text, max);
    if cut == 0 {
        return head;
    }
    let straddles = (1..REDACTED.len()).find(|taken| {
        REDACTED.split_at_checked(*taken).is_some_and(|(begin, end)| {
            head.ends_with(begin) && text.get(head.len()..).is_some_and(|rest| rest.starts_with(end))
        })
    });
    straddles.and_then(|taken| head.get(..head.len() - taken)).unwrap_or(head)
}

/// How many of `len` entries stay; one place is the marker's.
fn width(len: usize) -> usize {
    if len > MAX_WIDTH { MAX_WIDTH - 1 } else { len }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn nested(depth: usize) -> Value {
        (0..depth).fold(Value::from(1), |inner, _| Value::Array(vec![inner]))
    }

    #[test]
    fn values_are_cut_where_a_bound_says_and_only_once() {
        let long = "x".repeat(MAX_STRING_CHARS + 10);
        let wide: Vec<i64> = (0..i64::try_from(MAX_WIDTH).unwrap() + 5).collect();
        let wide_object: Map = wide.iter().map(|at| (format!("k{at}"), Value::from(*at))).collect();
        let many: Vec<Value> = (0..20).map(|_| Value::from((0..9_000).collect::<Vec<i32>>())).collect();
        let heavy: Vec<String> = (0..100).map(|_| "y".repeat(60_000)).collect();
        let cases = [
            ("long text", Value::from(long), "characters]"),
            ("wide array", Value::from(wide), "[truncated 6 items]"),
            ("wide object", Value::from(wide_object), "\"[truncated]\":\"[truncated 6 entries]\""),
            ("deep", nested(MAX_DEPTH + 3), "[truncated 1 items]"),
            ("many nodes", Value::from(many), "items]"),
            ("many bytes", Value::from(heavy), "characters]"),
        ];
        for (name, value, note) in cases {
            let once = bound(value);
            assert!(once.to_string().contains(note), "{name}");
            assert!(bound(once.clone()) == once, "{name}: a second time");
        }
    }

    #[test]
    fn values_that_fit_stay_as_they_are() {
        for value in
            [nested(MAX_DEPTH), Value::from("x".repeat(MAX_STRING_CHARS)), Value::from(vec![0; MAX_WIDTH])]
        {
            assert!(bound(value.clone()) == value);
        }
    }
}
