//! Truncation: cuts what is beyond the limits of a policy, so that an error stays small.

use crate::chars::{parse_digits, split_at_chars};
use crate::json::Value;
use crate::limits::MAX_STRING_CHARS;
use crate::notes::{self, truncation_note};
use crate::redact::context::RedactionContext;
use crate::redact::policy::Limits;
use crate::redact::structure::strings::redact_string;
use crate::redact::text::marker::marker_length;
use crate::substring::find;

/// The key under which an object notes how many entries were cut.
pub(crate) const CUT_KEY: &str = "[truncated]";

/// Whether a text was cut: it has a note at its end.
pub(crate) fn is_cut(text: &str) -> bool {
    text.ends_with(" characters]") && find(text.as_bytes(), notes::TRUNCATED[0].as_bytes()).is_some()
}

/// Cuts what of `value` is beyond the limits of the policy. A second time changes nothing: notes count as what they are, and a note
/// at the end of the budget stays.
pub(crate) fn truncate_value(value: &mut Value, cx: &RedactionContext<'_>) {
    let limits = &cx.policy.limits;
    let mut size = Size { limits, nodes: 0, bytes: 0, is_too_large: false };
    size.measure(value, 0);
    if !size.fits() {
        Budget { cx, limits, nodes: limits.nodes, bytes: limits.total_bytes }.cut(value, 0);
    }
}

/// The size of a value.
struct Size<'a> {
    limits: &'a Limits,
    nodes: usize,
    bytes: usize,
    is_too_large: bool,
}

impl Size<'_> {
    fn fits(&self) -> bool {
        !self.is_too_large && self.nodes <= self.limits.nodes && self.bytes <= self.limits.total_bytes
    }

    fn is_long(&self, text: &str) -> bool {
        split_at_chars(text, self.limits.string_chars.max(LONGEST_NOTE)).1 > 0
    }

    fn measure(&mut self, value: &Value, depth: usize) {
        self.nodes += 1;
        match value {
            Value::String(text) => {
                self.bytes += text.len();
                self.is_too_large |= self.is_long(text);
            }
            Value::Array(items) => {
                self.is_too_large |=
                    items.len() > self.limits.width || (depth >= self.limits.depth && !items.is_empty());
                for item in items {
                    if !self.fits() {
                        return;
                    }
                    self.measure(item, depth + 1);
                }
            }
            Value::Object(map) => {
                self.is_too_large |=
                    map.len() > self.limits.width || (depth >= self.limits.depth && !map.is_empty());
                for (key, item) in map.iter() {
                    if !self.fits() {
                        return;
                    }
                    self.bytes += key.len();
                    self.is_too_large |= split_at_chars(key, MAX_STRING_CHARS).1 > 0;
                    self.measure(item, depth + 1);
                }
            }
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }
}

/// What may still stay.
struct Budget<'a> {
    cx: &'a RedactionContext<'a>,
    limits: &'a Limits,
    nodes: usize,
    bytes: usize,
}

impl Budget<'_> {
    fn cut(&mut self, value: &mut Value, depth: usize) {
        self.nodes = self.nodes.saturating_sub(1);
        let is_deep = depth >= self.limits.depth;
        match value {
            Value::String(text) => {
                let room = text.char_indices().take_while(|(at, _)| *at < self.bytes).count();
                shorten(text, self.limits.string_chars.min(room.max(LONGEST_NOTE)), self.cx);
                self.bytes = self.bytes.saturating_sub(text.len());
            }
            Value::Array(items) if is_deep && !items.is_empty() => *value = self.note(items.len(), "items"),
            Value::Object(map) if is_deep && !map.is_empty() => *value = self.note(map.len(), "entries"),
            Value::Array(items) => {
                let (total, allowed) = (items.len(), self.width(items.len()));
                let mut kept = 0;
                for item in &mut *items {
                    if kept == allowed || self.is_spent() && !(kept + 1 == total && is_note(item)) {
                        break;
                    }
                    self.cut(item, depth + 1);
                    kept += 1;
                }
                if kept < total {
                    self.nodes = self.nodes.saturating_sub(1);
                    items.truncate(kept);
                    items.push(self.note(total - kept, "items"));
                }
            }
            Value::Object(map) => {
                let (total, allowed) = (map.len(), self.width(map.len()));
                let mut entries: Vec<(String, Value)> = std::mem::take(map).into_iter().collect();
                let mut kept = 0;
                for (key, item) in &mut entries {
                    let is_last = kept + 1 == total && key == CUT_KEY && is_note(item);
                    if kept == allowed || self.is_spent() && !is_last {
                        break;
                    }
                    // A key that is cut may say something else of its value. A key without room ends the object.
                    shorten(key, MAX_STRING_CHARS, self.cx);
                    if key.len() > self.bytes.max(LONGEST_NOTE) {
                        break;
                    }
                    self.bytes = self.bytes.saturating_sub(key.len());
                    self.cut(item, depth + 1);
                    kept += 1;
                }
                entries.truncate(kept);
                *map = entries.into_iter().collect();
                if kept < total {
                    self.nodes = self.nodes.saturating_sub(1);
                    self.bytes = self.bytes.saturating_sub(CUT_KEY.len());
                    map.insert(CUT_KEY, self.note(total - kept, "entries"));
                }
            }
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }

    fn is_spent(&self) -> bool {
        self.nodes == 0 || self.bytes == 0
    }

    /// The note of how much was cut, which counts as well.
    fn note(&mut self, count: usize, unit: &str) -> Value {
        let note = truncation_note(count, unit);
        self.bytes = self.bytes.saturating_sub(note.len());
        Value::String(note)
    }

    /// How many of `len` entries stay. One place is for the note.
    fn width(&self, len: usize) -> usize {
        if len > self.limits.width { self.limits.width.saturating_sub(1) } else { len }
    }
}

/// Whether a value is the note of how much was cut.
pub(crate) fn is_note(value: &Value) -> bool {
    value.as_str().is_some_and(is_note_text)
}

/// As [`is_note`], of a text.
pub(crate) fn is_note_text(text: &str) -> bool {
    let count = text.strip_prefix(notes::TRUNCATED[0]).and_then(|rest| rest.split_once(' '));
    count.is_some_and(|(count, unit)| parse_digits(count).is_some() && matches!(unit, "items]" | "entries]"))
}

/// Room for the note at the end of a shortened text, in characters.
const LONGEST_NOTE: usize = 48;

/// Cuts `text` to at most `max` characters, with a note of how many were cut at its end. There is always room for the note. `text`
/// must be redacted already, because a part of a secret may be too short to be recognized.
pub(crate) fn shorten(text: &mut String, max: usize, cx: &RedactionContext<'_>) {
    let max = max.max(LONGEST_NOTE);
    if split_at_chars(text, max).1 == 0 {
        return;
    }
    let head = cut_before_marker(text, max.saturating_sub(LONGEST_NOTE));
    let all = text.chars().count();
    let cut = all - head.chars().count();
    let mut shortened = format!("{head}… {}", truncation_note(cut, "characters"));
    // The note may stand where a secret would, as in `password=… [truncated`. A later pass would redact it, so it is redacted
    // now: sanitizing must be idempotent.
    redact_string(&mut shortened, cx);
    *text =
        if split_at_chars(&shortened, max).1 == 0 { shortened } else { truncation_note(all, "characters") };
}

/// The first `max` characters of redacted `text`, or a few less if the cut would split a marker.
pub(crate) fn cut_before_marker(text: &str, max: usize) -> &str {
    let (head, cut) = split_at_chars(text, max);
    if cut == 0 {
        return head;
    }
    let start = head.bytes().rposition(|byte| byte == b'[').unwrap_or(head.len());
    let length = text.as_bytes().get(start..).and_then(marker_length).unwrap_or(0);
    if start + length > head.len() { head.get(..start).unwrap_or(head) } else { head }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::Map;
    use crate::limits::{MAX_DEPTH, MAX_WIDTH};
    use crate::redact::policy::DEFAULT;

    fn truncated(mut value: Value) -> Value {
        super::truncate_value(&mut value, &RedactionContext::new(&DEFAULT));
        value
    }

    fn nested(depth: usize) -> Value {
        (0..depth).fold(Value::from(1), |inner, _| Value::Array(vec![inner]))
    }

    #[test]
    fn values_are_cut_where_a_limit_says_and_only_once() {
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
            let once = truncated(value);
            assert!(once.to_string().contains(note), "{name}");
            assert!(truncated(once.clone()) == once, "{name}: a second time");
        }
    }

    #[test]
    fn values_that_fit_stay_as_they_are() {
        for value in
            [nested(MAX_DEPTH), Value::from("x".repeat(MAX_STRING_CHARS)), Value::from(vec![0; MAX_WIDTH])]
        {
            assert!(truncated(value.clone()) == value);
        }
    }
}
