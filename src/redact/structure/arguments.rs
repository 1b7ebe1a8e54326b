//! Lists of command line arguments, which are judged as the line that they make: `["mysql", "-phunter2"]`.

use crate::json::{Map, Value};
use crate::redact::context::RedactionContext;
use crate::redact::text::cursor::{ALNUM, ALPHA, DASH, DOT, PLUS, UNDER, class, only};
use crate::redact::text::scan::finders;
use crate::word_set::words;

/// Longest line, in bytes.
const LONGEST: usize = 4096;

/// Most passes over one line.
const PASSES: usize = 6;

/// Whether a key holds the arguments of the program beside it.
pub(super) fn holds_arguments(key: &[u8]) -> bool {
    words!("args argv arguments spawnargs cmdargs commandargs").has(key)
}

/// The program whose arguments stand beside it, as in `{"command": "mysql", "args": […]}` and in the errors of Node.
pub(super) fn program_of(map: &Map) -> Option<String> {
    if !map.iter().any(|(key, value)| holds_arguments(key.as_bytes()) && value.as_array().is_some()) {
        return None;
    }
    let is_program =
        |key: &str| words!("command cmd path program file executable binary").has(key.as_bytes());
    map.iter().filter(|(key, _)| is_program(key)).find_map(|(_, value)| value.as_str()).map(str::to_owned)
}

/// Whether a text may be a flag: a dash before a letter.
pub(super) fn is_flag(text: &[u8]) -> bool {
    matches!(text, [b'-', first, ..] if class(*first) & (ALPHA | DASH) != 0)
}

/// Redacts what the line hides that the items make, after `program` if that stands elsewhere. It is one if it begins with the name
/// of a program and has a flag.
pub(super) fn redact_arguments(program: Option<&str>, items: &mut [Value], cx: &RedactionContext<'_>) {
    let is_line = |items: &[Value]| {
        let first = program.or_else(|| items.first().and_then(Value::as_str)).unwrap_or_default();
        let length: usize = items.iter().map(|item| item.as_str().map_or(LONGEST, str::len) + 3).sum();
        let has_flag = items.iter().any(|item| item.as_str().is_some_and(|text| is_flag(text.as_bytes())));
        has_flag
            && length + first.len() < LONGEST
            && first.bytes().any(|byte| class(byte) & ALPHA != 0)
            && first.bytes().next() != Some(b'-')
            && only(first.as_bytes(), ALNUM | UNDER | DASH | DOT | PLUS)
    };
    if cx.policy.is_reference() || !is_line(items) {
        return;
    }
    for _ in 0..PASSES {
        let mut line = program.unwrap_or_default().to_owned();
        let mut starts = Vec::with_capacity(items.len());
        for item in &*items {
            let text = item.as_str().unwrap_or_default();
            // What has blanks in it is one argument.
            let has_blank = text.bytes().any(|byte| byte.is_ascii_whitespace())
                && !text.bytes().any(|byte| byte == b'\'');
            line.push_str(if has_blank { " '" } else { " " });
            starts.push(line.len());
            line.push_str(text);
            if has_blank {
                line.push('\'');
            }
        }
        let found: Vec<_> = finders(cx.policy).iter().flat_map(|find| find(&line, cx.policy)).collect();
        let mut has_changed = false;
        for (item, start) in items.iter_mut().zip(starts) {
            let Value::String(text) = item else { continue };
            let overlap = found.iter().find_map(|span| {
                let from = span.from.max(start) - start;
                let to = span.to.min(start + text.len()).checked_sub(start)?;
                (from < to).then_some((from, to))
            });
            let Some((from, to)) = overlap else { continue };
            let (Some(before), Some(secret), Some(after)) =
                (text.get(..from), text.get(from..to), text.get(to..))
            else {
                continue;
            };
            let mut out = before.to_owned();
            cx.replace(secret, &mut out);
            out.push_str(after);
            has_changed |= out != *text;
            *text = out;
        }
        if !has_changed {
            return;
        }
    }
}
