//! Values that only a space separates from their name: `API_KEY a8f3…`.

use crate::redact::policy::Policy;
use crate::redact::text::classify::placeholder::is_placeholder;
use crate::redact::text::classify::value::is_token;
use crate::redact::text::cursor::{
    ALNUM, ALPHA, BLANK, BREAK, DASH, DIGIT, DOT, HEX, HIGH, JOINT, LOWER, NAME, NAME_LIMIT, PLUS, QUOTE,
    SPACE, Text, UNDER, UPPER, any, only,
};
use crate::redact::text::detect::extent::{self, ExtentMemo};
use crate::redact::text::detect::name::is_secret_name_before;
use crate::redact::text::detect::{netrc, one_time};
use crate::redact::text::marker::is_marker;
use crate::redact::text::randomness::{VALUE_WINDOW, is_generated};
use crate::redact::text::span::Span;
use crate::word_set::words;

/// Shortest value.
const VALUE_MIN: usize = 16;

/// Whether three letters may be the last ones of a secret name or of an authentication scheme; `before` stands before
/// them.
pub(crate) fn ends_name(before: u8, letters: [u8; 3]) -> bool {
    match &letters.map(|byte| byte | 0x20) {
        // Digest, Negotiate. Too many other English words end in these letters.
        b"est" => before | 0x20 == b'g',
        b"ate" => before | 0x20 == b'i',
        // IDENTIFIED.
        b"ied" => before | 0x20 == b'f',
        // Code, login.
        b"ode" => before | 0x20 == b'c',
        b"gin" => before | 0x20 == b'o',
        letters => words!("key ken ret rer ord swd pwd uth sic tlm sws ass pat otp").has(letters),
    }
}

/// The value after a secret name that ends at `end`: a token, or for some names a quoted word.
pub(crate) fn find(text: Text<'_>, end: usize, policy: &Policy) -> Option<Span> {
    if !text.is(end, BLANK) {
        return None;
    }
    let value = text.run(end, BLANK, 16);
    if let Some(secret) = stated(text, end, value, policy) {
        return Some(secret);
    }
    if let Some(secret) = netrc::find(text, end, value, policy) {
        return Some(secret);
    }
    if text.is(value, DIGIT)
        && let Some(secret) = one_time::digits(text, end, policy)
    {
        return Some(secret);
    }
    let start = end.saturating_sub(4);
    let is_command = text.slice(start, end) == b"AUTH" && !text.was(start, NAME);
    let value = if is_command { behind_mechanism(text, value) } else { value };
    let from = value + usize::from(text.is(value, QUOTE));
    let to = text.run(from, ALNUM | UNDER | DASH | DOT | PLUS | JOINT, usize::MAX);
    if to - from < VALUE_MIN {
        return None;
    }
    let to = text.sentence_end(from, to);
    let is_secret = is_token(text.slice(from, to))
        && !is_fingerprint(text, end, text.slice(from, to))
        && !text.is(to, HIGH)
        && (is_command || is_secret_name_before(text, end, policy) || one_time::is_named(text, end, policy));
    is_secret.then_some(Span { from, to })
}

/// Whether a value is the fingerprint or the id of a public key, as GPG writes them: `using RSA key 4AEE…`.
fn is_fingerprint(text: Text<'_>, end: usize, value: &[u8]) -> bool {
    let kind_end = text.run_back(end.saturating_sub(3), BLANK, 2);
    let kind = text.slice(text.run_back(kind_end, ALNUM, 8), kind_end);
    matches!(value.len(), 16 | 40)
        && only(value, HEX)
        && !any(value, LOWER)
        && words!("rsa dsa ecdsa eddsa gpg pgp").has(kind)
}

/// Where the argument of `AUTH` at `at` begins, after the SASL mechanism that SMTP, IMAP and POP3 name first: `AUTH PLAIN …`.
fn behind_mechanism(text: Text<'_>, at: usize) -> usize {
    let end = text.run(at, UPPER | DIGIT | DASH, 16);
    let next = text.run(end, BLANK, 2);
    if next > end && matches!(text.slice(at, end), b"PLAIN" | b"LOGIN" | b"XOAUTH2" | b"OAUTHBEARER") {
        next
    } else {
        at
    }
}

/// The word at `at` after a secret name that ends at `end`: quoted after the name of a password (`password 'hunter2' rejected`), or
/// where the line has nothing else (`requirepass hunter22`), or after `with` (`login with password hunter22 failed`). Without
/// a digit or signs it may be anything.
fn stated(text: Text<'_>, end: usize, at: usize, policy: &Policy) -> Option<Span> {
    let from = text.run_back(end, NAME, NAME_LIMIT);
    let before = text.run_back(from, BLANK, 4);
    let is_line = before == 0 || text.was(before, BREAK);
    let letters = text.slice(end.saturating_sub(2), end);
    let is_named = if text.is(at, QUOTE) {
        words!("rd wd").has(letters)
    } else {
        words!("rd wd ss th").has(letters) && is_line
            || words!("with using").has(text.slice(text.run_back(before, ALPHA, 8), before))
    };
    if !is_named {
        return None;
    }
    let value = extent::locate(text, at, &mut ExtentMemo::default())?;
    let bytes = value.bytes(text);
    let is_alone = !is_line || value.to >= text.len() || text.is(value.to, BREAK);
    // `PASS src/a1.test.js` is the result of a test, `password sha256` a kind.
    let is_likely = if value.quoted {
        bytes.len() >= 4
    } else {
        is_alone && bytes.len() >= 8 && !bytes.iter().any(|b| b"=/_.".contains(b))
    };
    let is_secret = is_likely
        && bytes.len() < VALUE_WINDOW
        && (any(bytes, DIGIT) && any(bytes, ALPHA) || is_generated(bytes))
        && !any(bytes, SPACE)
        && !is_marker(bytes)
        && !is_placeholder(bytes)
        && is_secret_name_before(text, end, policy);
    is_secret.then(|| value.secret())
}

#[cfg(test)]
mod tests {
    use crate::redact::redact_text;
    use crate::redact::text::formats::matcher::fake;

    #[test]
    fn values_behind_their_names() {
        let token = fake("", 24);
        for (name, text, is_secret) in [
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
            let expected = if is_secret { text.replace(&token, "[REDACTED]") } else { text.clone() };
            assert_eq!(redact_text(&text), expected, "{name}");
        }
    }
}
