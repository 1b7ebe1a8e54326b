//! Flags of command lines whose value is the next word: `--password …`, `-Token …`, `curl -u user:…`.

use crate::redact::keys::matcher::KeyVerdict;
use crate::redact::policy::Policy;
use crate::redact::text::classify::placeholder::is_placeholder;
use crate::redact::text::classify::plausibility::{Join, secret_of};
use crate::redact::text::classify::prose::{is_common_word, is_words};
use crate::redact::text::cursor::{BLANK, DASH, NAME, NAME_LIMIT, QUOTE, SPACE, Text, class};
use crate::redact::text::detect::cli_programs::{ProgramMemo, Takes};
use crate::redact::text::detect::extent::{self, ExtentMemo};
use crate::redact::text::marker::is_marker;
use crate::redact::text::span::{NameSpan, Span};
use crate::word_set::words;

/// Longest word that is skipped or looked back for.
const WORD_LIMIT: usize = 128;

/// The value of the flag whose dashes begin at `at`. A flag with `=` is a key/value pair, which has its own detector.
pub(crate) fn find(text: Text<'_>, at: usize, programs: &mut ProgramMemo, policy: &Policy) -> Option<Span> {
    let end = text.run(at, DASH, 3);
    let dashes = end - at;
    if dashes > 2 {
        return None;
    }
    let name_end = text.run(end, NAME, NAME_LIMIT);
    let bytes = text.slice(end, name_end);
    let name = NameSpan { bytes, from: end, quoted: false };
    let locate = |at: usize| extent::locate(text, at, &mut ExtentMemo::default());
    let value_at = |at: usize| secret_of(text, locate(at)?, &name, KeyVerdict::Secret, Join::Data);
    let start = text.run(name_end, BLANK, 8);
    let has_blank = start > name_end;
    if dashes == 1
        && bytes.first() == Some(&b'p')
        && (bytes.len() > 1 || !has_blank)
        && !words!(OPTIONS_IN_P).has(bytes)
        && programs.takes(text, at, b"p", Takes::Glued)
    {
        return value_at(end + 1);
    }
    if text.at(name_end) == b'=' && programs.takes(text, at, bytes, Takes::Literal) {
        let sign = text.run(name_end + 1, NAME, NAME_LIMIT);
        return if text.at(sign) == b'=' { value_at(sign + 1) } else { None };
    }
    if bytes == b"AsPlainText" {
        return word_before(text, at);
    }
    if words!("password-stdin with-token").has(bytes) {
        return piped(text, at);
    }
    if !has_blank || text.at(start) == b'-' {
        return None;
    }
    if programs.takes(text, at, bytes, Takes::User) {
        return password_of_user(text, start);
    }
    if programs.takes(text, at, bytes, Takes::Password) {
        return value_at(start);
    }
    if dashes == 1 && bytes.contains(&b'b') && programs.takes(text, at, b"b", Takes::FileUserPassword) {
        // With `n` there is no file.
        let before = if bytes.contains(&b'n') { 1 } else { 2 };
        return value_at((0..before).fold(start, |at, _| next_word(text, at)));
    }
    // `openssl -passin pass:…`; the others are `env:`, `file:`, `fd:` and `stdin`.
    if words!("passin passout pass password").has(bytes) && text.has(start, b"pass:") {
        return value_at(start + 5);
    }
    let on_pass = verdict_on_pass(bytes, policy);
    let verdict = policy.classify(bytes).max(on_pass);
    if verdict == KeyVerdict::Safe || (dashes == 1 && bytes.len() < 4) {
        return None;
    }
    let join = if dashes == 2 || on_pass != KeyVerdict::Safe { Join::Data } else { Join::Spaced };
    secret_of(text, locate(start)?, &name, verdict, join)
}

/// Long options that begin with `p`, of programs whose flag `-p` takes a password without a blank. Written with one dash they
/// are misspelt.
const OPTIONS_IN_P: &str = "port protocol pipe pager parallel password plugin-dir print-defaults progress";

/// The verdict on a flag whose last letters are the word `pass`: `-storepass`, `--rpcpass`.
fn verdict_on_pass(flag: &[u8], policy: &Policy) -> KeyVerdict {
    match flag.strip_suffix(b"pass") {
        Some(stem) if stem.len() > 1 && !words!("by com sur tres over encom under").has(stem) => {
            policy.classify(&[stem, b"_pass"].concat())
        }
        _ => KeyVerdict::Safe,
    }
}

/// The start of the word after the one at `at`.
fn next_word(text: Text<'_>, at: usize) -> usize {
    let rest = text.0.get(at..).unwrap_or(&[]);
    let length = rest.iter().take(WORD_LIMIT).position(|&b| class(b) & SPACE != 0).unwrap_or(0);
    text.run(at + length, BLANK, 8)
}

/// The word before the flag at `at`, in quotes or not: `ConvertTo-SecureString '…' -AsPlainText`.
fn word_before(text: Text<'_>, at: usize) -> Option<Span> {
    let end = text.run_back(at, BLANK, 8);
    let is_quoted = text.was(end, QUOTE);
    let to = end - usize::from(is_quoted);
    let head = text.slice(to.saturating_sub(WORD_LIMIT), to);
    let starts = |b: u8| if is_quoted { b == text.at(to) } else { class(b) & SPACE != 0 };
    let from = to - head.iter().rev().position(|&b| starts(b))?;
    let value = text.slice(from, to);
    (value.len() > 2 && !is_marker(value) && !is_placeholder(value)).then_some(Span { from, to })
}

/// The word that is piped to the program of the flag at `at`: `echo … | docker login --password-stdin`.
fn piped(text: Text<'_>, at: usize) -> Option<Span> {
    let head = text.slice(at.saturating_sub(WORD_LIMIT), at);
    let pipe = at - head.iter().rev().position(|&b| b == b'|')? - 1;
    let from = pipe.saturating_sub(WORD_LIMIT);
    text.find(from, pipe, b"echo ").or_else(|| text.find(from, pipe, b"printf "))?;
    word_before(text, pipe)
}

/// The password in `-u user:password`, or in the `-U user%password` of Samba's programs.
fn password_of_user(text: Text<'_>, start: usize) -> Option<Span> {
    let value = extent::locate(text, start, &mut ExtentMemo::default())?;
    let bytes = value.bytes(text);
    let is_sign = |sign: u8| bytes.iter().position(|&b| b == sign);
    let colon = is_sign(b':').or_else(|| is_sign(b'%'))?;
    let (user, secret) = (bytes.get(..colon)?, bytes.get(colon + 1..)?);
    let is_plain = is_common_word(secret)
        || secret == user
        || is_placeholder(secret)
        || is_marker(secret)
        || is_placeholder(user) && is_words(secret);
    let is_weak = secret.len() < 3 || matches!(secret, b"pass" | b"password" | b"passwd");
    (!is_plain && !is_weak).then_some(Span { from: value.from + colon + 1, to: value.to })
}
