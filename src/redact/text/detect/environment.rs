//! Values that commands take after the name that they set: `setenv NAME …`, `ENV NAME …`, `set -x NAME …`, `config set name …`;
//! and the token after `login`.

use crate::redact::keys::matcher::KeyVerdict;
use crate::redact::policy::Policy;
use crate::redact::text::classify::plausibility::{Join, secret_of};
use crate::redact::text::cursor::{
    ALNUM, ALPHA, BLANK, DASH, DIGIT, NAME, NAME_LIMIT, SPACE, Text, UNDER, any, class,
};
use crate::redact::text::detect::extent::{self, ExtentMemo};
use crate::redact::text::detect::header;
use crate::redact::text::span::{NameSpan, Span};
use crate::word_set::words;

/// Longest word that is looked back for.
const WORD_LIMIT: usize = 96;

/// Shortest token after `login`.
const TOKEN_MIN: usize = 8;

/// The value after the name, or the word `login`, that ends at `end`.
pub(crate) fn find(text: Text<'_>, end: usize, policy: &Policy) -> Option<Span> {
    let start = text.run(end, BLANK, 16);
    if start == end {
        return None;
    }
    let from = text.run_back(end, NAME, NAME_LIMIT);
    let name = NameSpan { bytes: text.slice(from, end), from, quoted: false };
    // `npm config set //registry/:_authToken …`: the name is the last part of a word.
    let before = text.run_back(word_start(text, from), BLANK, 4);
    let command_from = word_start(text, before);
    let command = text.slice(command_from, before);
    let value = || extent::locate(text, start, &mut ExtentMemo::default());
    if name.bytes == b"login" {
        let value = value()?;
        let bytes = value.bytes(text);
        let is_token = bytes.len() >= TOKEN_MIN
            && any(bytes, DIGIT)
            && any(bytes, ALPHA)
            && bytes.iter().all(|&b| class(b) & (ALNUM | UNDER | DASH) != 0 || b == b'.');
        return (words!("vault cargo wandb railway fly flyctl").has(command) && is_token)
            .then(|| value.secret());
    }
    let word_before = || {
        let to = text.run_back(command_from, BLANK, 4);
        text.slice(word_start(text, to), to)
    };
    let sets = match command {
        [b'-', options @ ..] => options.contains(&b'x') && word_before() == b"set",
        b"set" => words!("config configure secrets user-secrets requestheader header").has(word_before()),
        // Lines of a Dockerfile.
        [b'A'..=b'Z', ..] if words!("env arg").has(command) => true,
        // The last ones set headers in the configuration of servers.
        _ => {
            words!("setenv setx fastcgi_param uwsgi_param").has(command)
                || words!("proxy_set_header add_header set-header header_up add append").has(command)
                    && header::has_name(name.bytes)
        }
    };
    if !sets || policy.classify(name.bytes) != KeyVerdict::Secret {
        return None;
    }
    secret_of(text, value()?, &name, KeyVerdict::Secret, Join::Data)
}

/// Where the word before `to` begins.
fn word_start(text: Text<'_>, to: usize) -> usize {
    let head = text.slice(to.saturating_sub(WORD_LIMIT), to);
    to - head.iter().rev().take_while(|&&b| class(b) & SPACE == 0).count()
}
