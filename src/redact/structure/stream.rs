//! Sanitizing of JSON text without making a tree of it. Contexts that come from a host take this way.
//!
//! It applies the rules of [`tree`](crate::redact::structure::tree) as far as one pass from front to back can, and gives up
//! where it cannot: where names and values that are siblings meet, where a limit would cut, where the text is not canonical.
//! Then the tree decides. What it returns is what the tree would return; a test with random values checks that.

use std::borrow::Cow;

use crate::json::{Value, parse, to_json_string};
use crate::redact::context::RedactionContext;
use crate::redact::keys::cache::KeyCache;
use crate::redact::keys::matcher::{KeyVerdict, may_be_switch};
use crate::redact::keys::siblings::{
    KEY_TYPE, KIND, LOGPROB, SECRET_KIND, is_name, last_part, may_hold, may_name,
};
use crate::redact::policy::Limits;
use crate::redact::structure::arguments::is_flag;
use crate::redact::structure::name_values::is_flat;
use crate::redact::structure::scope::holds_fields;
use crate::redact::structure::secret_value::{replace, replace_text, stays};
use crate::redact::structure::strings::redact;
use crate::redact::structure::truncate::CUT_KEY;
use crate::redact::text::classify::everyday::is_harmless;
use crate::redact::text::prefilter::plain_string_end;
use crate::redact::text::scan::has_secret;

/// Slots of the cache of keys.
const KEY_SLOTS: usize = 64;

/// Most texts of an object that may name another value.
const NAMES: usize = 6;

/// Fewest digits of an integer that a double may not hold.
const LONG_INTEGER: usize = 16;

/// Returns `text`, canonical JSON as `JSON.stringify` writes it, without its secrets; `None` if the tree has to decide. It has to
/// for a key at the top that `is_reserved`.
pub(crate) fn sanitize_stream<'a>(
    text: &'a str,
    is_reserved: &dyn Fn(&str) -> bool,
    cx: &RedactionContext<'_>,
) -> Option<Cow<'a, str>> {
    // Half of each limit, because fields may be added to the entries, and only the tree cuts.
    let limits = cx.policy.limits;
    if text.len() > limits.total_bytes / 2 {
        return None;
    }
    let of_empty = Role {
        verdict: KeyVerdict::Safe,
        may_hold: false,
        may_name: false,
        is_key: false,
        is_for_tree: false,
    };
    let mut stream = Stream {
        text,
        at: 0,
        out: String::new(),
        copied: 0,
        nodes: 0,
        is_reserved,
        cx,
        limits,
        roles: KeyCache::new(of_empty),
    };
    stream.value(0)?;
    if stream.at != text.len() {
        return None;
    }
    if stream.copied == 0 {
        return Some(Cow::Borrowed(text));
    }
    stream.out.push_str(text.get(stream.copied..)?);
    // Markers may be longer than the secrets that they replace.
    (stream.out.len() <= limits.total_bytes / 2).then_some(Cow::Owned(stream.out))
}

/// What a key says about its value, and whether it may be half of a pair of siblings, a name and a value.
#[expect(
    clippy::struct_excessive_bools,
    reason = "answers to questions that have nothing to do with each other"
)]
#[derive(Clone, Copy)]
struct Role {
    verdict: KeyVerdict,
    may_hold: bool,
    may_name: bool,
    /// Whether it may also be the key of a secret.
    is_key: bool,
    /// Whether the keys beside it decide, too.
    is_for_tree: bool,
}

/// The way through a text.
struct Stream<'a> {
    text: &'a str,
    at: usize,
    /// The output, and up to where in `text` it reaches.
    out: String,
    copied: usize,
    nodes: usize,
    is_reserved: &'a dyn Fn(&str) -> bool,
    cx: &'a RedactionContext<'a>,
    limits: Limits,
    roles: KeyCache<'a, Role, KEY_SLOTS>,
}

impl<'a> Stream<'a> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// Skips `byte`, which must be next.
    fn expect(&mut self, byte: u8) -> Option<()> {
        let is_next = self.peek() == Some(byte);
        self.at += usize::from(is_next);
        is_next.then_some(())
    }

    /// Whether another element follows. Skips the comma, or `close`.
    fn has_next(&mut self, close: u8) -> Option<bool> {
        let next = self.peek()?;
        self.at += 1;
        match next {
            b',' => Some(true),
            other => (other == close).then_some(false),
        }
    }

    /// Replaces `from..to`.
    fn replace(&mut self, from: usize, to: usize, replacement: &str) -> Option<()> {
        self.out.push_str(self.text.get(self.copied..from)?);
        self.out.push_str(replacement);
        self.copied = to;
        Some(())
    }

    /// Sanitizes a value. The recursion is as deep as values are: 64 levels.
    fn value(&mut self, depth: usize) -> Option<()> {
        self.nodes += 1;
        if self.nodes > self.limits.nodes / 2 {
            return None;
        }
        match self.peek()? {
            b'"' => self.string_value(),
            b'{' if depth < self.limits.depth => self.object(depth),
            b'[' if depth < self.limits.depth => self.array(depth),
            b'{' | b'[' => None,
            _ => self.scalar(),
        }
    }

    /// Skips a number or a literal. The tree has to decide about integers that become texts.
    fn scalar(&mut self) -> Option<()> {
        let rest = self.text.as_bytes().get(self.at..)?;
        let length = rest.iter().take_while(|byte| !matches!(byte, b',' | b']' | b'}')).count();
        let literal = rest.get(..length)?;
        self.at += length;
        let is_long = length >= LONG_INTEGER && !literal.iter().any(|byte| matches!(byte, b'.' | b'e'));
        // Only JSON stays: a text without its quotes could be a secret.
        let is_number = literal.iter().all(|byte| matches!(byte, b'0'..=b'9' | b'-' | b'+' | b'.' | b'e'));
        let is_scalar = is_number || matches!(literal, b"null" | b"true" | b"false");
        (length > 0 && is_scalar && !is_long).then_some(())
    }

    /// Skips a string. Returns its content as it is written, and whether it has escapes.
    fn string(&mut self) -> Option<(&'a str, bool)> {
        self.expect(b'"')?;
        let start = self.at;
        let bytes = self.text.as_bytes();
        let mut has_escape = false;
        loop {
            let rest = bytes.get(self.at..)?;
            self.at += rest.iter().position(|byte| matches!(byte, b'"' | b'\\'))?;
            if self.peek() == Some(b'"') {
                let content = self.text.get(start..self.at)?;
                self.at += 1;
                return (content.len() <= self.limits.string_chars).then_some((content, has_escape));
            }
            has_escape = true;
            self.at += 2;
        }
    }

    /// Checks that a redacted text is within the limits.
    fn fits(&self, redacted: &str) -> Option<()> {
        (redacted.len() <= self.limits.string_chars).then_some(())
    }

    fn string_value(&mut self) -> Option<()> {
        let start = self.at;
        if !self.cx.policy.searches()
            && let Some(end) = plain_string_end(self.text, start + 1)
        {
            self.at = end + 1;
            return (end - start <= self.limits.string_chars).then_some(());
        }
        let (content, has_escape) = self.string()?;
        if !has_escape {
            if let Cow::Owned(redacted) = redact(content, self.cx) {
                self.fits(&redacted)?;
                // The text needed no escapes before, and a marker needs none.
                self.replace(start + 1, self.at - 1, &redacted)?;
            }
            return Some(());
        }
        let literal = self.text.get(start..self.at)?;
        // Half a surrogate pair, which becomes another character. JSON.stringify escapes no whole pairs.
        let mut escapes = literal.as_bytes().split(|byte| *byte == b'\\').skip(1);
        if escapes.any(|after| matches!(after, [b'u', b'd' | b'D', ..])) {
            return None;
        }
        let content = parse(literal).ok()?.into_string()?;
        if let Cow::Owned(redacted) = redact(&content, self.cx) {
            self.fits(&redacted)?;
            self.replace(start, self.at, &to_json_string(&Value::from(redacted)))?;
        }
        Some(())
    }

    /// Replaces a text, a number or a literal that its key calls a secret.
    fn secret(&mut self, key: &str) -> Option<()> {
        let start = self.at;
        self.nodes += 1;
        let plain = if self.peek()? == b'"' {
            let (content, has_escape) = self.string()?;
            if stays(content) {
                return Some(());
            }
            Some(content).filter(|_| !has_escape)
        } else {
            self.scalar()?;
            None
        };
        // A replacement needs no escapes.
        self.replace(start, self.at, "\"")?;
        match plain {
            Some(content) => replace_text(key, content, self.cx, &mut self.out),
            None => replace(key, &parse(self.text.get(start..self.at)?).ok()?, self.cx, &mut self.out),
        }
        self.out.push('"');
        Some(())
    }

    fn object(&mut self, depth: usize) -> Option<()> {
        self.at += 1;
        if self.peek()? == b'}' {
            self.at += 1;
            return Some(());
        }
        let (mut has_value, mut names, mut name_count) = (false, [0; NAMES], 0);
        for _ in 0..self.limits.width / 2 {
            let (key, has_escape) = self.string()?;
            self.expect(b':')?;
            let role = self.role(key)?;
            let next = self.peek()?;
            let is_text = next == b'"';
            let is_container = matches!(next, b'{' | b'[');
            if has_escape
                || role.is_for_tree
                || (depth == 0 && (self.is_reserved)(key))
                // The tree has the rules of schemas, of ambiguous names, and of secret manifests.
                || is_container && role.verdict > KeyVerdict::Safe
                || !is_text && may_be_switch(key.as_bytes())
                || next == b'[' && is_flat(key.as_bytes()).is_some()
                || key == KIND && self.is_secret_kind()
            {
                return None;
            }
            has_value |= role.may_hold;
            if role.may_name && (is_text || next == b'[') {
                // The tree decides about lists, and about `key`, whose value is secret unless it names a sibling.
                let is_plain = is_text && !role.is_key && name_count < NAMES;
                name_count = NAMES.min(name_count + 1);
                if let Some(name) = names.get_mut(name_count - 1) {
                    *name = if is_plain { self.at } else { usize::MAX };
                }
            }
            match role.verdict {
                KeyVerdict::Secret => self.secret(key)?,
                KeyVerdict::Weak if is_text || self.cx.policy.is_strict() => self.ambiguous(key, depth)?,
                _ => self.value(depth + 1)?,
            }
            if !self.has_next(b'}')? {
                let names = names.get(..name_count).filter(|_| has_value).unwrap_or_default();
                return names.iter().all(|at| self.is_harmless(*at)).then_some(());
            }
        }
        None
    }

    /// Whether the next value says that the object is the manifest of a secret.
    fn is_secret_kind(&self) -> bool {
        let rest = self.text.as_bytes().get(self.at + 1..).unwrap_or_default();
        rest.strip_prefix(SECRET_KIND.as_bytes()).is_some_and(|rest| rest.starts_with(b"\""))
    }

    /// Replaces a text under an ambiguous key if it looks like a secret, and sanitizes it otherwise.
    fn ambiguous(&mut self, key: &str, depth: usize) -> Option<()> {
        let start = self.at;
        if !self.cx.policy.is_strict() {
            let (content, has_escape) = self.string()?;
            self.at = start;
            let text = if has_escape { &parse(self.string_at(start)?).ok()?.into_string()? } else { content };
            if is_harmless(key.as_bytes(), text.as_bytes()) {
                return self.value(depth + 1);
            }
        }
        self.secret(key)
    }

    /// The string that begins at `start`, with its quotes.
    fn string_at(&mut self, start: usize) -> Option<&'a str> {
        self.string()?;
        let literal = self.text.get(start..self.at);
        self.at = start;
        literal
    }

    /// The role of a key; `None` if the key holds a secret itself.
    fn role(&mut self, key: &'a str) -> Option<Role> {
        let cx = self.cx;
        self.roles.get(key.as_bytes(), || {
            (!has_secret(key, cx.policy)).then(|| Role {
                verdict: cx.policy.classify_data(key.as_bytes()),
                may_hold: may_hold(key.as_bytes()),
                may_name: may_name(key.as_bytes()),
                is_key: is_name(key.as_bytes()) && cx.policy.classify_data(key.as_bytes()) > KeyVerdict::Safe,
                // The label of a secret in a file of translations has a key with dots.
                is_for_tree: matches!(key, KEY_TYPE | CUT_KEY | LOGPROB)
                    || key.eq_ignore_ascii_case("credentials")
                    || key.contains('.') && cx.policy.classify(key.as_bytes()) > KeyVerdict::Safe
                    || holds_fields(key.as_bytes()),
            })
        })
    }

    /// Whether the string at `at` names no secret, and holds none.
    fn is_harmless(&self, at: usize) -> bool {
        let rest = at.checked_add(1).and_then(|start| self.text.get(start..)).unwrap_or_default();
        let end = rest.bytes().position(|byte| byte == b'"');
        let is_safe = |name: &str| self.cx.policy.classify(name.as_bytes()) == KeyVerdict::Safe;
        end.and_then(|end| rest.get(..end)).is_some_and(|name| {
            !name.bytes().any(|byte| byte == b'\\')
                && is_safe(name)
                && is_safe(last_part(name))
                && !has_secret(name, self.cx.policy)
        })
    }

    /// Whether the value at `start` is a flag, and the list of it may be a command line.
    fn is_flag(&self, start: usize) -> bool {
        let read = self.text.as_bytes().get(start..self.at);
        matches!(read, Some([b'"', text @ .., b'"']) if is_flag(text))
    }

    fn array(&mut self, depth: usize) -> Option<()> {
        self.at += 1;
        if self.peek()? == b']' {
            self.at += 1;
            return Some(());
        }
        let first = self.at;
        let mut has_flag = false;
        for count in 1..=self.limits.width {
            let start = self.at;
            self.value(depth + 1)?;
            has_flag |= self.is_flag(start);
            if !self.has_next(b']')? {
                // A pair may be a name and its value.
                let byte_at = |at: usize| self.text.as_bytes().get(at).copied().unwrap_or(0);
                let is_third_mark = count == 3 && !matches!(byte_at(start), b'"' | b'{' | b'[');
                let is_pair = (count == 2 || is_third_mark) && byte_at(first) == b'"';
                return (!has_flag && (!is_pair || self.is_harmless(first))).then_some(());
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::limits::MAX_DEPTH;
    use crate::redact::policy::DEFAULT;
    use crate::redact::sanitize;
    use crate::redact::structure::tree::context;

    fn stream(text: &str) -> Option<String> {
        sanitize_stream(text, &|_| false, &context(&DEFAULT)).map(Cow::into_owned)
    }

    #[test]
    fn texts_are_sanitized_as_the_tree_sanitizes_them() {
        let cases = [
            r#"{"a":1,"b":[true,null,"x"],"c":{}}"#,
            r#"{"password":"x","token":5,"api_key":null,"author":"Ada"}"#,
            r#"{"token":"first","key":"reports/x.json","auth":"none","session":"zfwrtgnkfv","pass":"x"}"#,
            r#"{"key":"a\nb c","session":"zfwr\"tgnkfv","type":"text","id":"x7"}"#,
            r#"{"url":"postgres://app:pl8Zq4vWx0@db/app","text":"line\nAuthorization: Bearer pl8Zq4vWx0Kd83hs"}"#,
            r#"{"password":"[REDACTED]","secret":"[CUSTOM_REDACTED]"}"#,
            r#"{"key":"abc","tokens":5}"#,
            r#"["password=pl8Zq4vWx0","b","c"]"#,
            r#""token=pl8Zq4vWx0""#,
            "12.5",
            "[]",
        ];
        for text in cases {
            let value: Value = text.parse().unwrap();
            assert_eq!(stream(text), Some(sanitize(value).to_string()), "{text}");
        }
    }

    #[test]
    fn what_it_cannot_decide_is_left_to_the_tree() {
        let deep = format!("{}1{}", "[".repeat(MAX_DEPTH + 1), "]".repeat(MAX_DEPTH + 1));
        let cases = [
            ("siblings", r#"{"name":"Authorization","value":"x"}"#),
            ("siblings, the other way round", r#"{"value":"x","key":"limit"}"#),
            ("an object under a secret name", r#"{"secret":{"a":1}}"#),
            ("a list under an ambiguous name", r#"{"tokens":["a"]}"#),
            ("a switch", r#"{"pass":true}"#),
            ("schema", r#"{"properties":{"password":{"type":"string"}}}"#),
            ("siblings of a validator", r#"{"instancePath":"/password","data":"x"}"#),
            ("a path that is a list", r#"{"path":["password"],"input":"x"}"#),
            ("names with something in common", r#"{"paramName":"password","paramValue":"x"}"#),
            ("manifest of a secret", r#"{"kind":"Secret","data":{"a":"x"}}"#),
            ("token of a model", r#"{"token":"x","logprob":-1}"#),
            ("headers in a list", r#"{"headers":["x-api-key","x"]}"#),
            ("web key", r#"{"kty":"oct","k":"x"}"#),
            ("pair", r#"[["Cookie","x"]]"#),
            ("long integer", r#"{"n":9007199254740993}"#),
            ("half a pair", r#"{"s":"\ud800"}"#),
            ("secret in a key", r#"{"token=pl8Zq4vWx0":1}"#),
            ("too deep", deep.as_str()),
            ("not canonical", r#"{ "a": 1 }"#),
            ("no JSON", "password=pl8Zq4vWx0"),
            ("no JSON inside", r#"{"a":pl8Zq4vWx0}"#),
            ("no JSON in a string", r#""\x password=pl8Zq4vWx0""#),
            ("cut off", r#"{"a":"#),
            ("cut off in a string", r#"{"a":"b"#),
            ("more", "1,2"),
            ("empty", ""),
        ];
        for (name, text) in cases {
            assert_eq!(stream(text), None, "{name}");
        }
        assert_eq!(sanitize_stream(r#"{"port":1}"#, &|key| key == "port", &context(&DEFAULT)), None);
    }
}
