//! What was found secret, to be hidden wherever else it stands in the same error: as it is, percent-encoded, with the escapes
//! of JSON, or in base64.

use crate::json::{Map, Value};
use crate::redact::context::RedactionContext;
use crate::redact::escapes::read_byte;
use crate::redact::found_secrets::FoundSecrets;
use crate::redact::policy::REDACTED;
use crate::redact::structure::strings::redact_string;
use crate::redact::text::marker::marker_length;

/// How often what is found is looked for elsewhere, where hiding it shows more.
pub(crate) const ROUNDS: usize = 4;

/// Steps that a text may take per byte, and all texts together to begin with. One that takes more was built for it, and is hidden
/// whole.
const STEPS: usize = 64;
const STEPS_FREE: usize = 1 << 16;

impl FoundSecrets {
    /// In the forms in which they are looked for.
    pub(crate) fn forms(self) -> Forms {
        let mut forms =
            Forms { texts: Vec::new(), roles: [0; 256], steps: 0, free: STEPS_FREE, has_hidden: false };
        for byte in *b"%\\" {
            forms.mark(byte, ESCAPE);
        }
        forms.mark(b'[', MARKER);
        for secret in self {
            forms.add(base64(secret.as_bytes()));
            forms.add(secret.into_bytes());
        }
        forms
    }
}

/// What a byte may be: the first or second of a form, the beginning of an escape or of a marker.
const FIRST: u8 = 1;
const SECOND: u8 = 2;
const ESCAPE: u8 = 4;
const MARKER: u8 = 8;

/// What is looked for.
pub(crate) struct Forms {
    /// Each secret behind its base64.
    texts: Vec<Vec<u8>>,
    roles: [u8; 256],
    /// What has been spent on the text, and what is left to begin with.
    steps: usize,
    free: usize,
    /// Whether something of it was hidden.
    pub(crate) has_hidden: bool,
}

/// A form in a text.
struct Found {
    from: usize,
    to: usize,
    /// The place of the secret.
    secret: usize,
}

impl Forms {
    fn mark(&mut self, byte: u8, role: u8) {
        if let Some(roles) = self.roles.get_mut(usize::from(byte)) {
            *roles |= role;
        }
    }

    fn add(&mut self, form: Vec<u8>) {
        for (at, role) in [(0, FIRST), (1, SECOND)] {
            let byte = form.get(at).copied().unwrap_or(0);
            self.mark(byte, role);
            // What stands for it in the other alphabet, or in a form, is it as well.
            self.mark(if byte == b' ' { b'+' } else { other(byte) }, role);
        }
        self.texts.push(form);
    }

    /// Whether something of it may stand in a JSON text: yes, too, where escapes are escaped.
    pub(crate) fn stand_in(&mut self, json: &str) -> bool {
        let json = json.as_bytes();
        let may = self.find(json, 0).is_some() || self.is_spent(json.len());
        self.begin(json.len());
        may || json.windows(2).any(|pair| pair == b"\\\\")
    }

    fn is_spent(&self, length: usize) -> bool {
        self.steps > STEPS * length + self.free
    }

    /// Begins the next text, after one of `length` bytes.
    fn begin(&mut self, length: usize) {
        let over = std::mem::take(&mut self.steps).saturating_sub(STEPS * length);
        self.free = self.free.saturating_sub(over);
    }

    /// The first that stands at or behind `at`, and the longest there.
    fn find(&mut self, text: &[u8], mut at: usize) -> Option<Found> {
        let role = |byte: &u8| self.roles.get(usize::from(*byte)).copied().unwrap_or(0);
        loop {
            let rest = text.get(at..)?;
            // Most bytes begin nothing.
            let mut before = 0;
            let next = rest.iter().position(|byte| {
                let now = role(byte);
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
            let is_escape = role(&first) & ESCAPE != 0;
            // To go by the forms that begin otherwise takes little.
            let mut steps = self.texts.len() / 8;
            let mut best: Option<Found> = None;
            for (number, form) in self.texts.iter().enumerate() {
                let is_base64 = number % 2 == 0;
                let begins = form.first().copied().unwrap_or(0);
                if (is_escape || begins == first || begins == twin(first))
                    && let Some(length) = length_of(rest, form, is_base64, &mut steps)
                    && best.as_ref().is_none_or(|best| best.to < at + length)
                {
                    best = Some(Found { from: at, to: at + length, secret: number | 1 });
                }
            }
            self.steps += steps;
            if best.is_some() || self.is_spent(text.len()) {
                return best;
            }
            at += 1;
        }
    }

    /// The text without them.
    fn replaced(&mut self, text: &str, cx: &RedactionContext<'_>) -> Option<String> {
        let (mut out, mut kept) = (String::new(), 0);
        while let Some(found) = self.find(text.as_bytes(), kept) {
            out.push_str(text.get(kept..found.from)?);
            cx.replace(std::str::from_utf8(self.texts.get(found.secret)?).ok()?, &mut out);
            kept = found.to;
        }
        let is_spent = self.is_spent(text.len());
        self.begin(text.len());
        if is_spent {
            return Some(REDACTED.to_owned());
        }
        out.push_str(text.get(kept..)?);
        (kept > 0).then_some(out)
    }

    /// Hides them in a text. What then looks like a secret is hidden as well, so that doing it again changes nothing.
    pub(crate) fn hide_in(&mut self, text: &mut String, cx: &RedactionContext<'_>) {
        if let Some(replaced) = self.replaced(text, cx) {
            *text = replaced;
            self.has_hidden = true;
            redact_string(text, cx);
        }
    }

    /// Hides them in every text of a value. Keys stay: their shape is the value's.
    pub(crate) fn hide_in_value(&mut self, value: &mut Value, cx: &RedactionContext<'_>) {
        match value {
            Value::String(text) => self.hide_in(text, cx),
            Value::Array(items) => items.iter_mut().for_each(|item| self.hide_in_value(item, cx)),
            Value::Object(map) => self.hide_in_map(map, cx),
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }

    pub(crate) fn hide_in_map(&mut self, map: &mut Map, cx: &RedactionContext<'_>) {
        map.iter_mut().for_each(|(_, value)| self.hide_in_value(value, cx));
    }
}

/// The length of `form` at the start of a text, each of its bytes as it is, percent-encoded or escaped as in JSON.
fn length_of(text: &[u8], form: &[u8], is_base64: bool, steps: &mut usize) -> Option<usize> {
    let mut rest = text;
    // What stands there as it is need not be read as an escape: a backslash may be one, or half of one.
    if let Some(behind) = text.strip_prefix(form) {
        *steps += form.len();
        rest = behind;
    }
    for &wanted in if rest.len() < text.len() { &[] } else { form } {
        *steps += 1;
        let (byte, length) = read_byte(rest, wanted)?;
        if byte != wanted && !(is_base64 && byte == other(wanted)) {
            return None;
        }
        rest = rest.get(length..)?;
    }
    // The padding of base64 belongs to it.
    let padding = rest.iter().take(2).take_while(|&&byte| byte == b'=' && is_base64).count();
    Some(text.len() - rest.len() + padding)
}

/// What a byte stands for in another alphabet or form: of [`other`], and a space in a query; NUL if nothing.
fn twin(byte: u8) -> u8 {
    match byte {
        b'-' => b'+',
        b'_' => b'/',
        b'+' => b' ',
        _ => 0,
    }
}

/// A character of base64 in the alphabet for URLs.
fn other(byte: u8) -> u8 {
    match byte {
        b'+' => b'-',
        b'/' => b'_',
        same => same,
    }
}

/// Base64 without padding.
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
    // The zero at the end fills the last character up, and makes up to one too many.
    if out.len() > (bytes.len() * 4).div_ceil(3) {
        out.pop();
    }
    out
}
