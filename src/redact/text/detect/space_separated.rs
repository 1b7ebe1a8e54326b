//! Names followed by their value without a separator: `API_KEY a8f3…`.

use crate::redact::keys::matcher::KeyVerdict;
use crate::redact::policy::Policy;
use crate::redact::text::Hit;
use crate::redact::text::classify::pair::is_done;
use crate::redact::text::classify::value::{JUDGED, any, is_placeholder, is_token, only};
use crate::redact::text::cursor::{
    ALNUM, ALPHA, BLANK, DASH, DIGIT, DOT, HEX, HIGH, JOINT, LOWER, PLUS, QUOTE, SPACE, Text, UNDER, UPPER,
    class,
};
use crate::redact::text::detect::{extent, name};
use crate::word_set::words;

/// Shortest value.
const VALUE_MIN: usize = 16;

/// Whether three letters are the last of a secret name or of an authentication scheme; `before` stands in front of them.
pub(crate) fn ends_name(before: u8, letters: [u8; 3]) -> bool {
    match &letters.map(|byte| byte | 0x20) {
        // Digest, Negotiate: English has too many other words that end so.
        b"est" => before | 0x20 == b'g',
        b"ate" => before | 0x20 == b'i',
        letters => {
            words!("key ken ret rer ord swd pwd uth sic tlm sws ass pat").has(letters) || letters == b"by "
        }
    }
}

/// The value that looks like a token after a secret name that ends at `end`.
pub(crate) fn find(text: Text<'_>, end: usize, policy: &Policy) -> Option<Hit> {
    if !text.is(end, BLANK) {
        return None;
    }
    let value = text.run(end, BLANK, 16);
    let name_end = text.slice(end.saturating_sub(2), end);
    if text.is(value, QUOTE) && (name_end.eq_ignore_ascii_case(b"rd") || name_end.eq_ignore_ascii_case(b"wd"))
    {
        return quoted(text, end, value, policy);
    }
    if let Some(hit) = netrc(text, end, value, policy) {
        return Some(hit);
    }
    let start = end.saturating_sub(4);
    let is_command = text.slice(start, end) == b"AUTH" && !text.was(start, name::NAME);
    let value = if is_command { behind_mechanism(text, value) } else { value };
    let from = value + usize::from(text.is(value, QUOTE));
    let to = text.run(from, ALNUM | UNDER | DASH | DOT | PLUS | JOINT, usize::MAX);
    if to - from < VALUE_MIN {
        return None;
    }
    let to = text.sentence_end(from, to);
    let secret = is_token(text.slice(from, to))
        && !is_fingerprint(text, end, text.slice(from, to))
        && !text.is(to, HIGH)
        && (is_command || name::is_secret_name_before(text, end, policy));
    secret.then_some(Hit { from, to })
}

/// Whether a value is the fingerprint or the id of a public key, as GPG writes it: `using RSA key 4AEE…`.
fn is_fingerprint(text: Text<'_>, end: usize, value: &[u8]) -> bool {
    let kind_end = text.run_back(end.saturating_sub(3), BLANK, 2);
    let kind = text.slice(text.run_back(kind_end, ALNUM, 8), kind_end);
    matches!(value.len(), 16 | 40)
        && only(value, HEX)
        && !any(value, LOWER)
        && words!("rsa dsa ecdsa eddsa gpg pgp").has(kind)
}

/// Where the argument of `AUTH` begins, behind the mechanism of SASL that SMTP, IMAP and POP3 name first: `AUTH PLAIN …`.
fn behind_mechanism(text: Text<'_>, at: usize) -> usize {
    let end = text.run(at, UPPER | DIGIT | DASH, 16);
    let next = text.run(end, BLANK, 2);
    if next > end && matches!(text.slice(at, end), b"PLAIN" | b"LOGIN" | b"XOAUTH2" | b"OAUTHBEARER") {
        next
    } else {
        at
    }
}

/// The password of a line as `.netrc` has it, `machine host login ada password …`, whose word `password` ends at `end`.
fn netrc(text: Text<'_>, end: usize, from: usize, policy: &Policy) -> Option<Hit> {
    let word_before = |to: usize| {
        let end = text.run_back(to, SPACE, 8);
        let head = text.slice(end.saturating_sub(64), end);
        let from = end - head.iter().rev().take_while(|&&b| class(b) & SPACE == 0).count();
        (from, end)
    };
    let start = end.saturating_sub(8);
    if text.slice(start, end) != b"password" || policy.classify(b"password") != KeyVerdict::Secret {
        return None;
    }
    let (login, _) = word_before(start);
    let (keyword, keyword_end) = word_before(login);
    let (machine, machine_end) = word_before(keyword);
    let (before, before_end) = word_before(machine);
    if text.slice(keyword, keyword_end) != b"login"
        || text.slice(before, before_end) != b"machine" && text.slice(machine, machine_end) != b"default"
    {
        return None;
    }
    let value = text.0.get(from..)?;
    let length = value.iter().position(|&b| class(b) & SPACE != 0).unwrap_or(value.len());
    let value = value.get(..length)?;
    let head = value.get(..JUDGED).unwrap_or(value);
    (length > 0 && !is_done(value) && !is_placeholder(head)).then_some(Hit { from, to: from + length })
}

/// The word in quotes after a password's name that ends at `end`: `password 'hunter2' rejected`. Without a digit it may be
/// anything.
fn quoted(text: Text<'_>, end: usize, at: usize, policy: &Policy) -> Option<Hit> {
    let value = extent::locate(text, at, &mut extent::Memo::default())?;
    let bytes = value.bytes(text);
    let secret = value.quoted
        && (4..JUDGED).contains(&bytes.len())
        && any(bytes, DIGIT)
        && any(bytes, ALPHA)
        && !any(bytes, SPACE)
        && !is_done(bytes)
        && !is_placeholder(bytes)
        && name::is_secret_name_before(text, end, policy);
    secret.then_some(Hit { from: value.from, to: value.to })
}

#[cfg(test)]
mod tests {
    use crate::redact::redact_text;
    use crate::redact::text::formats::matcher::fake;

    #[test]
    fn values_beside_their_names() {
        let token = fake("", 24);
        for (name, text, hidden) in [
            ("upper case", format!("ACME_API_KEY {token} rejected"), true),
            ("prose", format!("my access token {token}."), true),
            ("quoted", format!("secret '{token}'"), true),
            ("command", format!("AUTH {token}\r\n"), true),
            ("command with a mechanism", format!("C: AUTH PLAIN {token}"), true),
            ("fingerprint", "using RSA key 4AEE18F83AFDEB23".to_owned(), false),
            ("no fingerprint", ["API_KEY ", &token].concat(), true),
            ("no command", format!("by OAUTH {token}"), false),
            ("no secret name", format!("the monkey {token} slept"), false),
            ("no token", "the api key required-by-the-server".to_owned(), false),
            ("uuid", "key 550e8400-e29b-41d4-a716-446655440000".to_owned(), false),
        ] {
            let expected = if hidden { text.replace(&token, "[REDACTED]") } else { text.clone() };
            assert_eq!(redact_text(&text), expected, "{name}");
        }
    }
}
