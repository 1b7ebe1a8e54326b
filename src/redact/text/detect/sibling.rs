//! Names that stand beside their value in an object or a tag, before it or after: `{"value":"…","name":"password"}`,
//! `{ path: [ 'password' ], received: '…' }`, `<input value="…" name="password">`.

use crate::redact::keys::matcher::KeyVerdict;
use crate::redact::keys::siblings::{
    common_part, is_loose_name, is_loose_value, is_name, is_path_of_value, is_value, last_part, may_name,
};
use crate::redact::policy::Policy;
use crate::redact::text::cursor::{
    ALPHA, BLANK, BREAK, DASH, NAME, NAME_LIMIT, QUOTE, SPACE, STOP, Text, any, class,
};
use crate::redact::text::span::NameSpan;

/// How much of an object or a tag is read. The errors of validators are shorter.
const OBJECT_LIMIT: usize = 400;

/// Longest line with a value whose name is on the next one.
const LINE_LIMIT: usize = 128;

/// How many bytes of objects are read for each byte of the text: objects in objects would be read many times.
const BUDGET: usize = 4;

/// Most levels of objects that are followed.
const LEVELS: usize = 16;

/// What is known of the objects around the place that was asked about last.
#[derive(Default)]
pub(crate) struct SiblingMemo<'a> {
    /// Up to where the text was searched for brackets.
    searched: usize,
    /// The starts of the objects around that place.
    open: [usize; LEVELS],
    level: usize,
    /// The start of the tag around that place.
    tag: Option<usize>,
    /// The start of the object that was read last, and its names.
    read: Option<(usize, Names<'a>)>,
    /// Bytes of objects read so far.
    spent: usize,
}

/// What the names in an object or a tag say about the values in it.
#[derive(Clone, Copy)]
struct Names<'a> {
    /// The verdict on what stands under `value` and the like.
    verdict: KeyVerdict,
    /// Whether a name is unmistakable, so that `input` or `after` holds its value.
    is_loose: bool,
    /// The part that keys such as `paramName` and `paramValue` have in common.
    common: Option<&'a [u8]>,
}

impl<'a> SiblingMemo<'a> {
    /// The verdict of the names beside it on the value under `key`, which has `sign` behind it.
    pub(crate) fn verdict(
        &mut self,
        text: Text<'a>,
        key: &NameSpan<'_>,
        sign: u8,
        policy: &Policy,
    ) -> KeyVerdict {
        self.search(text, key.from);
        // With blanks around it, an equals sign is that of an assignment in code.
        let is_attribute = text.at(after_quote(text, key.from + key.bytes.len())) == b'=';
        let start = match (sign, self.tag, self.level.checked_sub(1)) {
            (b'=', ..) if !is_attribute => return KeyVerdict::Safe,
            (b'=', Some(tag), _) => tag,
            (_, _, Some(level)) => self.open.get(level).copied().unwrap_or(0),
            _ => return KeyVerdict::Safe,
        };
        if key.from - start > OBJECT_LIMIT {
            return KeyVerdict::Safe;
        }
        let names = match self.read {
            Some((from, names)) if from == start => names,
            _ => {
                if self.spent > key.from * BUDGET + OBJECT_LIMIT {
                    return KeyVerdict::Safe;
                }
                let (names, end) = read(text, start + 1, sign, policy);
                self.spent += end - start;
                self.read = Some((start, names));
                names
            }
        };
        let is_common = names.common.is_some_and(|common| {
            common_part(key.bytes, true).is_some_and(|own| own.eq_ignore_ascii_case(common))
        });
        let is_held = is_value(key.bytes) || is_loose_value(key.bytes);
        if is_common || is_held && names.is_loose {
            KeyVerdict::Secret
        } else if is_value(key.bytes) {
            names.verdict
        } else {
            KeyVerdict::Safe
        }
    }

    /// Follows the brackets up to `to`.
    fn search(&mut self, text: Text<'_>, to: usize) {
        for (at, &byte) in text.0.iter().enumerate().take(to).skip(self.searched) {
            match byte {
                b'{' => {
                    if let Some(open) = self.open.get_mut(self.level) {
                        *open = at;
                        self.level += 1;
                    }
                }
                b'}' => self.level = self.level.saturating_sub(1),
                b'<' => self.tag = Some(at),
                b'>' => self.tag = None,
                _ => {}
            }
        }
        self.searched = self.searched.max(to);
    }
}

/// Reads the entries of an object or the attributes of a tag from `at` on: what its names say, and where it ends.
fn read<'a>(text: Text<'a>, mut at: usize, sign: u8, policy: &Policy) -> (Names<'a>, usize) {
    let limit = text.len().min(at + OBJECT_LIMIT);
    let mut names = Names { verdict: KeyVerdict::Safe, is_loose: false, common: None };
    let is_tag = text.before(at) == b'<';
    let mut depth = 0_usize;
    while at < limit {
        let byte = text.at(at);
        match byte {
            b'{' | b'[' => depth += 1,
            b'}' | b']' if depth == 0 => break,
            b'}' | b']' => depth -= 1,
            b'>' if is_tag => break,
            _ => {}
        }
        if depth > 0 || class(byte) & NAME == 0 {
            at += 1;
            continue;
        }
        let end = text.run(at, NAME, NAME_LIMIT);
        let key = text.slice(at, end);
        at = end.max(at + 1);
        let behind = after_quote(text, end);
        let behind = if sign == b':' { text.run(behind, BLANK, 4) } else { behind };
        if text.at(behind) == sign && may_name(key) {
            let value = text.run(behind + 1, SPACE, 8);
            if let Some(name) = name_at(text, value, is_path_of_value(key)) {
                names.add(key, name, policy);
            }
        }
    }
    (names, at)
}

impl<'a> Names<'a> {
    /// Adds what the name under a key says.
    fn add(&mut self, key: &'a [u8], name: &[u8], policy: &Policy) {
        let verdict = policy.classify(name);
        if is_name(key) {
            self.verdict = self.verdict.max(verdict);
        }
        if verdict == KeyVerdict::Secret {
            let is_unmistakable = policy.of_data(name, verdict) == KeyVerdict::Secret;
            self.is_loose |= is_unmistakable && (is_name(key) || is_loose_name(key) || is_path_of_value(key));
            self.common = self.common.or(common_part(key, false));
        }
    }
}

/// The verdict on the name that stands as a value right before or below the key `value`: `name="password" value="…"`, in YAML on a
/// line of its own.
pub(crate) fn adjacent(text: Text<'_>, key: &NameSpan<'_>, policy: &Policy) -> KeyVerdict {
    let gap = text.run_back(key.from, SPACE | QUOTE | STOP, 24);
    let gap = if text.before(gap) == b'\\' { gap - 1 } else { gap };
    let between = text.slice(gap, key.from);
    let from = text.run_back(gap, NAME, NAME_LIMIT);
    let name = text.slice(from, gap);
    if any(between, QUOTE) {
        let sign = text.run_back(from, QUOTE | BLANK, 4);
        let sign = if text.before(sign) == b'\\' { sign - 1 } else { sign };
        // `{"type":"token","value":…}` is a token of a parser.
        let is_named = !matches!(text.before(sign), b':' | b'=') || {
            let end = text.run_back(sign - 1, QUOTE | BLANK, 4);
            let end = if text.before(end) == b'\\' { end - 1 } else { end };
            let key = text.slice(text.run_back(end, NAME, NAME_LIMIT), end);
            is_name(key) || may_name(key) && policy.classify_data(name) == KeyVerdict::Secret
        };
        return if text.was(from, QUOTE) && is_named { policy.classify(name) } else { KeyVerdict::Safe };
    }
    let is_key = |end: usize| {
        let key = text.slice(text.run_back(end, ALPHA, 8), end);
        text.at(end) == b':' && matches!(key, b"name" | b"key")
    };
    let colon = text.run_back(from, BLANK, 2);
    if any(between, BREAK) && colon.checked_sub(1).is_some_and(is_key) {
        return policy.classify(name);
    }
    // `value: …`, and on the next line `name: DB_PASSWORD`.
    let rest = text.slice(key.from, text.len().min(key.from + LINE_LIMIT));
    let line = rest.iter().position(|&b| b == b'\n').map_or(0, |at| text.run(key.from + at, SPACE, 32));
    let colon = text.run(line, ALPHA, 8);
    if line == 0 || !is_key(colon) {
        return KeyVerdict::Safe;
    }
    let name = text.run(colon + 1, BLANK, 2);
    policy.classify(text.slice(name, text.run(name, NAME, NAME_LIMIT)))
}

/// The place after a quote at `at`, escaped or not.
fn after_quote(text: Text<'_>, at: usize) -> usize {
    let escapes = text.0.get(at..).unwrap_or(&[]).iter().take(7).take_while(|&&b| b == b'\\').count();
    if text.is(at + escapes, QUOTE) { at + escapes + 1 } else { at }
}

/// The name that is the text at `at`, or if `is_path` its last part, or the last text in the list there.
fn name_at(text: Text<'_>, at: usize, is_path: bool) -> Option<&[u8]> {
    if text.at(at) == b'[' && is_path {
        let close = text.find(at, at + NAME_LIMIT, b"]")?;
        let end = text.run_back(close, SPACE | QUOTE, 8);
        let end = end - usize::from(text.before(end) == b'\\');
        let from = text.run_back(end, NAME, NAME_LIMIT);
        return text.was(from, QUOTE).then(|| text.slice(from, end));
    }
    let from = after_quote(text, at);
    let rest = text.slice(from, text.len().min(from + NAME_LIMIT));
    let is_part = |b: u8| {
        class(b) & (NAME | BLANK | DASH) != 0 || is_path && matches!(b, b'/' | b'[' | b']' | b'$' | b'#')
    };
    let length = rest.iter().position(|&b| !is_part(b))?;
    let name = rest.get(..length)?;
    if !is_path {
        return (length > 0).then_some(name);
    }
    str::from_utf8(name).ok().map(|path| last_part(path).as_bytes())
}
