//! Flags of command lines whose value is the next word: `--password …`, `-Token …`, `curl -u user:…`.

use crate::redact::keys::matcher::KeyVerdict;
use crate::redact::policy::Policy;
use crate::redact::text::classify::placeholder::is_placeholder;
use crate::redact::text::classify::plausibility::{Join, secret_of};
use crate::redact::text::classify::prose::{is_common_word, is_words};
use crate::redact::text::cursor::{BLANK, DASH, Text};
use crate::redact::text::detect::cli_programs::{GLUED, ProgramMemo};
use crate::redact::text::detect::extent::{self, ExtentMemo};
use crate::redact::text::detect::name::{NAME, NAME_LIMIT};
use crate::redact::text::marker::is_marker;
use crate::redact::text::span::{NameSpan, Span};

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
    if dashes == 1 && bytes.len() > 3 && bytes.first() == Some(&b'p') && programs.has(text, at, GLUED) {
        let value = locate(end + 1)?;
        // `-port` is a misspelt flag.
        if is_words(value.bytes(text)) {
            return None;
        }
        return secret_of(text, value, &NameSpan { bytes: b"p", ..name }, KeyVerdict::Secret, Join::Data);
    }
    let start = text.run(name_end, BLANK, 8);
    if start == name_end || text.at(start) == b'-' {
        return None;
    }
    if matches!((dashes, bytes), (1, b"u") | (2, b"user" | b"proxy-user")) {
        return if programs.has(text, at, b'u') { password_of_user(text, start) } else { None };
    }
    if let [flag] = bytes
        && dashes == 1
        && programs.has(text, at, *flag)
    {
        return secret_of(text, locate(start)?, &name, KeyVerdict::Secret, Join::Data);
    }
    let verdict = policy.classify(bytes);
    if verdict == KeyVerdict::Safe || (dashes == 1 && bytes.len() < 4) {
        return None;
    }
    let join = if dashes == 2 { Join::Data } else { Join::Spaced };
    secret_of(text, locate(start)?, &name, verdict, join)
}

/// The password in curl's `-u user:password`.
fn password_of_user(text: Text<'_>, start: usize) -> Option<Span> {
    let value = extent::locate(text, start, &mut ExtentMemo::default())?;
    let bytes = value.bytes(text);
    let colon = bytes.iter().position(|&b| b == b':')?;
    let (user, secret) = (bytes.get(..colon)?, bytes.get(colon + 1..)?);
    let is_plain = is_common_word(secret)
        || secret == user
        || is_placeholder(secret)
        || is_marker(secret)
        || is_placeholder(user) && is_words(secret);
    let is_weak = secret.len() < 3 || matches!(secret, b"pass" | b"password" | b"passwd");
    (!is_plain && !is_weak).then_some(Span { from: value.from + colon + 1, to: value.to })
}
