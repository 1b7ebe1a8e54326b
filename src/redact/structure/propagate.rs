//! The search for found secrets in the rest of an error: as they are, percent-encoded, with the escapes of JSON, or in base64.

use std::borrow::Cow;

use crate::json::{Map, Value};
use crate::redact::context::RedactionContext;
use crate::redact::escapes::read_byte;
use crate::redact::found_secrets::FoundSecrets;
use crate::redact::policy::Policy;
use crate::redact::structure::heads::Heads;
use crate::redact::structure::strings::{redact, redact_string};
use crate::redact::structure::tree;
use crate::redact::text::marker::marker_length;

/// How often found secrets are looked for elsewhere, where redacting one shows others.
pub(crate) const ROUNDS: usize = 4;

/// Steps that the search may take for each byte of a text.
const STEPS: usize = 64;

/// Steps that the search in all texts together may take beyond that. A text that takes more was built for it: from there on it
/// is searched for the beginnings of the secrets.
const FREE_STEPS: usize = 1 << 16;

/// What a byte may begin: it may be the first or the second byte of a form, or begin an escape or a marker.
type Roles = u8;
const FIRST: Roles = 1;
const SECOND: Roles = 2;
const ESCAPE: Roles = 4;
const MARKER: Roles = 8;

/// Found secrets in the forms in which they are looked for.
pub(crate) struct EncodedForms {
    /// Each secret after its base64.
    forms: Vec<Vec<u8>>,
    roles: [Roles; 256],
    /// Steps taken in the current text.
    steps: usize,
    /// What is left of [`FREE_STEPS`].
    free_steps: usize,
    /// Whether one of the secrets was redacted.
    pub(crate) has_redacted: bool,
}

/// A form in a text.
struct Match {
    from: usize,
    to: usize,
    /// The index of the secret.
    secret: usize,
}

impl EncodedForms {
    pub(crate) fn of(found: FoundSecrets) -> Self {
        let mut forms = Self {
            forms: Vec::new(),
            roles: [0; 256],
            steps: 0,
            free_steps: FREE_STEPS,
            has_redacted: false,
        };
        for byte in *b"%\\" {
            forms.mark(byte, ESCAPE);
        }
        forms.mark(b'[', MARKER);
        for secret in found {
            forms.add(base64(secret.as_bytes()));
            forms.add(secret.into_bytes());
        }
        forms
    }

    fn mark(&mut self, byte: u8, role: Roles) {
        if let Some(roles) = self.roles.get_mut(usize::from(byte)) {
            *roles |= role;
        }
    }

    fn add(&mut self, form: Vec<u8>) {
        for (at, role) in [(0, FIRST), (1, SECOND)] {
            let byte = form.get(at).copied().unwrap_or(0);
            self.mark(byte, role);
            // The byte that stands for it in a query, or in the other alphabet of base64.
            self.mark(if byte == b' ' { b'+' } else { in_url_alphabet(byte) }, role);
        }
        self.forms.push(form);
    }

    /// Whether one of the secrets may stand in a JSON text. Also true where backslashes are escaped, which the search does not
    /// follow.
    pub(crate) fn may_stand_in(&mut self, json: &str) -> bool {
        let json = json.as_bytes();
        let is_found = self.find(json, 0).is_some() || self.has_spent(json.len());
        self.end_text(json.len());
        is_found || json.windows(2).any(|pair| pair == b"\\\\")
    }

    /// Whether the search in a text of `length` bytes has taken all steps that it may take.
    fn has_spent(&self, length: usize) -> bool {
        self.steps > STEPS * length + self.free_steps
    }

    /// Ends the search in a text of `length` bytes.
    fn end_text(&mut self, length: usize) {
        let beyond = std::mem::take(&mut self.steps).saturating_sub(STEPS * length);
        self.free_steps = self.free_steps.saturating_sub(beyond);
    }

    /// The first match at `at` or after it; of those that begin there, the longest.
    fn find(&mut self, text: &[u8], mut at: usize) -> Option<Match> {
        let roles = |byte: &u8| self.roles.get(usize::from(*byte)).copied().unwrap_or(0);
        loop {
            let rest = text.get(at..)?;
            // Most bytes begin nothing.
            let mut before = 0;
            let next = rest.iter().position(|byte| {
                let now = roles(byte);
                let begins =
                    before & FIRST != 0 && now & (SECOND | ESCAPE) != 0 || before & (ESCAPE | MARKER) != 0;
                before = now;
                begins
            })?;
            at += next - 1;
            let rest = text.get(at..)?;
            if let Some(length) = marker_length(rest) {
                at += length;
                continue;
            }
            let first = rest.first().copied().unwrap_or(0);
            let is_escape = roles(&first) & ESCAPE != 0;
            // A fraction of a step for each form, also for those that the first byte rules out.
            let mut steps = self.forms.len() / 8;
            let mut longest: Option<Match> = None;
            for (number, form) in self.forms.iter().enumerate() {
                let is_base64 = number % 2 == 0;
                let begin = form.first().copied().unwrap_or(0);
                if (is_escape || begin == first || begin == counterpart(first))
                    && let Some(length) = length_of(rest, form, is_base64, &mut steps)
                    && longest.as_ref().is_none_or(|longest| longest.to < at + length)
                {
                    longest = Some(Match { from: at, to: at + length, secret: number | 1 });
                }
            }
            self.steps += steps;
            if longest.is_some() || self.has_spent(text.len()) {
                return longest;
            }
            at += 1;
        }
    }

    /// The text without the secrets; `None` if it has none.
    fn replaced(&mut self, text: &str, cx: &RedactionContext<'_>) -> Option<String> {
        let (mut out, mut copied) = (String::new(), 0);
        while let Some(found) = self.find(text.as_bytes(), copied) {
            out.push_str(text.get(copied..found.from)?);
            cx.replace(std::str::from_utf8(self.forms.get(found.secret)?).ok()?, &mut out);
            copied = found.to;
        }
        if self.has_spent(text.len()) {
            let heads = Heads::of(&self.forms);
            while let Some((from, mut to, form)) = heads.find(text.as_bytes(), copied) {
                while !text.is_char_boundary(to) {
                    to += 1;
                }
                out.push_str(text.get(copied..from)?);
                cx.replace(std::str::from_utf8(self.forms.get(form | 1)?).ok()?, &mut out);
                copied = to;
            }
        }
        self.end_text(text.len());
        out.push_str(text.get(copied..)?);
        (copied > 0).then_some(out)
    }

    /// Redacts the secrets in a text. What looks like a secret then is redacted, too, so that a second time changes nothing.
    pub(crate) fn redact_text(&mut self, text: &mut String, cx: &RedactionContext<'_>) {
        if let Some(replaced) = self.replaced(text, cx) {
            *text = replaced;
            self.has_redacted = true;
            redact_string(text, cx);
        }
    }

    /// Redacts the secrets in every text of a value. Its keys stay, because they give the value its structure.
    pub(crate) fn redact_value(&mut self, value: &mut Value, cx: &RedactionContext<'_>) {
        match value {
            Value::String(text) => self.redact_text(text, cx),
            Value::Array(items) => items.iter_mut().for_each(|item| self.redact_value(item, cx)),
            Value::Object(map) => self.redact_map(map, cx),
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }

    /// As [`Self::redact_value`], of the entries of an object.
    pub(crate) fn redact_map(&mut self, map: &mut Map, cx: &RedactionContext<'_>) {
        map.iter_mut().for_each(|(_, value)| self.redact_value(value, cx));
    }
}

/// `text` without its secrets, and without those of them that stand in it again; borrowed if it has none.
pub(crate) fn redact_everywhere<'a>(text: &'a str, policy: &Policy) -> Cow<'a, str> {
    let cx = tree::context(policy);
    let mut redacted = redact(text, &cx);
    for _ in 0..ROUNDS {
        let found = cx.take_found();
        if found.is_empty() {
            break;
        }
        let mut forms = EncodedForms::of(found);
        forms.redact_text(redacted.to_mut(), &cx);
        if !forms.has_redacted {
            break;
        }
    }
    redacted
}

/// The length of `form` at the start of a text, if it stands there: each of its bytes as it is, percent-encoded or escaped as
/// in JSON.
fn length_of(text: &[u8], form: &[u8], is_base64: bool, steps: &mut usize) -> Option<usize> {
    let mut rest = text;
    // As it is first: a backslash in it may begin an escape, or stand for itself.
    let is_plain = text.starts_with(form);
    if is_plain {
        *steps += form.len();
        rest = text.get(form.len()..)?;
    }
    for &wanted in if is_plain { &[] } else { form } {
        *steps += 1;
        let (byte, length) = read_byte(rest, wanted)?;
        if byte != wanted && !(is_base64 && byte == in_url_alphabet(wanted)) {
            return None;
        }
        rest = rest.get(length..)?;
    }
    // The padding of base64 belongs to it.
    let padding = rest.iter().take(2).take_while(|&&byte| byte == b'=' && is_base64).count();
    Some(text.len() - rest.len() + padding)
}

/// The byte that a form begins with if the text has `byte` there: the same character in the standard alphabet of base64, or the
/// space that a query writes as `+`. NUL if there is none.
fn counterpart(byte: u8) -> u8 {
    match byte {
        b'-' => b'+',
        b'_' => b'/',
        b'+' => b' ',
        _ => 0,
    }
}

/// A character of base64 in the alphabet for URLs.
fn in_url_alphabet(byte: u8) -> u8 {
    match byte {
        b'+' => b'-',
        b'/' => b'_',
        same => same,
    }
}

/// The bytes in base64, without padding.
fn base64(bytes: &[u8]) -> Vec<u8> {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let (mut out, mut bits, mut count) = (Vec::new(), 0_usize, 0);
    for at in 0..=bytes.len() {
        bits = bits << 8 | usize::from(bytes.get(at).copied().unwrap_or(0));
        count += 8;
        while count >= 6 {
            count -= 6;
            out.push(ALPHABET.get(bits >> count & 63).copied().unwrap_or(b'A'));
        }
    }
    // The zero byte after the last one completes its last character, and may add one that is too many.
    if out.len() > (bytes.len() * 4).div_ceil(3) {
        out.pop();
    }
    out
}

#[cfg(test)]
mod tests {
    use super::base64;
    use crate::redact::redact_text;
    use crate::redact::text::formats::matcher::fake;

    #[test]
    fn base64_is_without_padding() {
        for (bytes, expected) in [("", ""), ("f", "Zg"), ("fo", "Zm8"), ("foo", "Zm9v"), ("foob", "Zm9vYg")] {
            assert_eq!(String::from_utf8(base64(bytes.as_bytes())).unwrap(), expected, "{bytes}");
        }
    }

    #[test]
    fn what_is_found_in_one_place_of_a_text_is_looked_for_in_the_rest() {
        let secret = fake("", 20);
        for (name, rest, expected) in [
            ("as it is", format!("retry {secret}!"), "retry [REDACTED]!"),
            ("in base64", format!("got {}", base64_text(&secret)), "got [REDACTED]"),
            ("a part", format!("retry {}", &secret[..12]), &format!("retry {}", &secret[..12])),
        ] {
            let text = format!("password={secret}\n{rest}");
            assert_eq!(redact_text(&text), format!("password=[REDACTED]\n{expected}"), "{name}");
        }
        // A word may stand elsewhere by accident.
        assert_eq!(redact_text("password=hunting a hunting"), "password=[REDACTED] a hunting");
    }

    #[test]
    fn many_secrets_that_begin_as_the_text_does_cost_nothing_else() {
        let head = "abcdE1".repeat(100);
        let secrets: Vec<String> = (0..64).map(|number| format!("password={head}{number:02}x\n")).collect();
        let secrets = secrets.concat();
        let text = format!("{secrets}before {} after", "abcdE1".repeat(2000));
        let redacted = redact_text(&text).into_owned();
        assert!(redacted.contains("before [REDACTED]") && redacted.ends_with(" after"), "{redacted}");
        assert!(!redacted.contains(&head[..16]), "{redacted}");
        assert_eq!(redact_text(&redacted), redacted);
    }

    fn base64_text(text: &str) -> String {
        String::from_utf8(base64(text.as_bytes())).unwrap()
    }
}
