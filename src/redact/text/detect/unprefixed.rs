//! Token formats without a prefix of their own: recognized by the form of the whole.

use crate::redact::text::cursor::{
    ALNUM, ALPHA, BLANK, Class, DASH, DIGIT, DOT, HEX, JOINT, LOWER, Text, UNDER, any, class, only,
};
use crate::redact::text::formats::format::URL;
use crate::redact::text::randomness::{distinct, is_mixed};
use crate::redact::text::span::Span;

/// The token that begins at `start`, the start of a word.
pub(crate) fn find(text: Text<'_>, start: usize) -> Option<Span> {
    let to = match text.at(start) {
        b'M' | b'N' | b'O' => discord(text, start),
        b'A' => fcm(text, start),
        b'5' | b'K' | b'L' | b'x' | b'y' | b'z' | b't' => wallet(text, start),
        _ => None,
    }?;
    (!text.is(to, ALNUM)).then_some(Span { from: start, to })
}

/// Whether three bytes begin a format that the prefilter looks for among the prefixes: web tokens, Firebase keys, wallets.
pub(crate) fn may_begin(bytes: [u8; 3]) -> bool {
    matches!(bytes, [b'e', b'y', b'J'] | [b'A', b'A', b'A'] | [b'x' | b'y' | b'z' | b't', b'p', b'r'])
}

/// Whether the last of four bytes is an anchor, given those before it.
pub(crate) fn is_anchor([a, b, c, d]: [u8; 4]) -> bool {
    let (was, now) = ([a, b, c], class(c));
    match d {
        b'~' => c == b'Q' && class(b) & DIGIT != 0,
        b'|' => now & class(b) & class(a) & DIGIT != 0,
        b's' => was.ends_with(b"-u"),
        b'L' => was == *b"NRA",
        b'D' => was.ends_with(b"00"),
        b'a' => was == *b"atl",
        _ => class(a) & class(d) & BLANK != 0 && b | 0x20 == b'i' && c | 0x20 == b's',
    }
}

/// The token around the anchor that ends at `at`.
pub(crate) fn find_anchored(text: Text<'_>, at: usize) -> Option<Span> {
    match text.at(at) {
        b'~' => azure(text, at),
        b'|' => facebook(text, at),
        b's' => mailchimp(text, at.saturating_sub(2)),
        b'L' => new_relic(text, at + 1),
        b'D' => salesforce(text, at.saturating_sub(2)),
        b'a' => terraform(text, at.saturating_sub(3)),
        _ => None,
    }
}

/// Discord bot tokens: the bot's numeric id in base64, a timestamp, an HMAC.
fn discord(text: Text<'_>, start: usize) -> Option<usize> {
    // A digit, then another: what the base64 of a number begins with.
    if !matches!(text.at(start + 1), b'D' | b'T' | b'j' | b'z') {
        return None;
    }
    let id = text.run(start, URL, 29);
    let time = text.run(id + 1, URL, 8);
    let mac = text.run(time + 1, URL, 44);
    let is_key = (24..=26).contains(&(id - start))
        && text.at(id) == b'.'
        && time - id == 7
        && text.at(time) == b'.'
        && (27..=38).contains(&(mac - time - 1))
        && is_mixed(text.slice(start, id));
    is_key.then_some(mac)
}

/// Mailchimp keys: 32 hex digits, then `-us` at `at` and the number of the data center.
fn mailchimp(text: Text<'_>, at: usize) -> Option<Span> {
    let from = text.run_back(at, DIGIT | LOWER, 33);
    let to = text.run(at + 3, DIGIT, 3);
    let key = text.slice(from, at);
    let is_key =
        key.len() == 32 && only(key, HEX) && distinct(key) >= 8 && to > at + 3 && !text.was(from, ALPHA);
    (is_key && !text.is(to, ALNUM)).then_some(Span { from, to })
}

/// Salesforce session ids: the organization's id at `start`, `!`, the session.
fn salesforce(text: Text<'_>, start: usize) -> Option<Span> {
    let end = text.run(start, ALNUM, 19);
    let to = text.run(end + 1, ALNUM | UNDER | DOT, 160);
    let is_key = matches!(end - start, 15 | 18) && text.at(end) == b'!' && to - end > 80;
    is_key.then_some(Span { from: start, to })
}

/// Facebook application tokens: the application's id, `|` at `at`, its secret.
fn facebook(text: Text<'_>, at: usize) -> Option<Span> {
    let from = text.run_back(at, DIGIT, 19);
    let to = text.run(at + 1, URL, 41);
    let is_key =
        (13..=18).contains(&(at - from)) && !text.was(from, ALNUM) && (25..=40).contains(&(to - at - 1));
    is_key.then_some(Span { from, to })
}

/// Firebase cloud messaging server keys: `AAAA` and seven characters, a colon, 140 characters.
fn fcm(text: Text<'_>, start: usize) -> Option<usize> {
    let end = text.run(start, URL, 12);
    let to = text.run(end + 1, URL, 200);
    (text.has(start, b"AAAA") && end - start == 11 && text.at(end) == b':' && to - end > 130).then_some(to)
}

/// New Relic license keys: 40 characters of which the last four, before `end`, are `NRAL`.
fn new_relic(text: Text<'_>, end: usize) -> Option<Span> {
    let from = text.run_back(end, ALNUM, 41);
    let is_alone = !text.is(end, ALNUM) && end - from == 40;
    (is_alone && any(text.slice(from, end), DIGIT)).then_some(Span { from, to: end })
}

/// HCP Terraform tokens: 14 characters, a dot, `atlasv1.` at `at`, 60 characters and more.
fn terraform(text: Text<'_>, at: usize) -> Option<Span> {
    if text.before(at) != b'.' || !text.has(at, b"atlasv1.") {
        return None;
    }
    let from = text.run_back(at - 1, URL, 20);
    let to = text.run(at + 8, URL, 200);
    (to - at > 48 && at - 1 - from == 14).then_some(Span { from, to })
}

/// Bitcoin private keys in wallet import format, and extended private keys (BIP 32), in base 58.
fn wallet(text: Text<'_>, start: usize) -> Option<usize> {
    let end = text.run(start, ALNUM, 112);
    let key = text.slice(start, end);
    let has_form = match key {
        [b'5', b'H' | b'J' | b'K', ..] => key.len() == 51,
        [b'K' | b'L', ..] => key.len() == 52,
        [_, b'p', b'r', b'v', ..] => key.len() == 111,
        _ => false,
    };
    let is_base_58 = !key.iter().any(|b| matches!(b, b'0' | b'O' | b'I' | b'l'));
    (has_form && is_base_58 && distinct(key) >= 20).then_some(end)
}

/// Telegram bot tokens: the bot's id, the colon at `at`, 35 characters.
pub(crate) fn telegram(text: Text<'_>, at: usize) -> Option<Span> {
    if !text.was(at, DIGIT) {
        return None;
    }
    let from = text.run_back(at, DIGIT, 12);
    let to = text.run(at + 1, URL, 36);
    // In URLs of the bot API the id follows the word `bot`.
    let is_alone = !text.was(from, ALPHA) || text.slice(from.saturating_sub(3), from) == b"bot";
    ((8..=10).contains(&(at - from)) && to - at - 1 == 35 && is_alone && is_mixed(text.slice(at + 1, to)))
        .then_some(Span { from, to })
}

/// Microsoft Entra client secrets: three characters and a digit, `Q~` at `at`, 31 to 34 characters.
pub(crate) fn azure(text: Text<'_>, at: usize) -> Option<Span> {
    const SECRET: Class = URL | DOT | JOINT;
    if text.before(at) != b'Q' || at < 5 || !text.is(at - 2, DIGIT) {
        return None;
    }
    let from = at - 5;
    let head = text.slice(from, at - 1);
    if !only(head, SECRET) || text.was(from, ALNUM | DASH | UNDER | DOT) || text.before(from) == b'~' {
        return None;
    }
    let to = text.run(at + 1, SECRET, 40);
    ((31..=34).contains(&(to - at - 1)) && is_mixed(text.slice(at + 1, to))).then_some(Span { from, to })
}

#[cfg(test)]
mod tests {
    use crate::redact::redact_text;
    use crate::redact::text::formats::matcher::fake;

    #[test]
    fn shapes() {
        let hex = |n| {
            fake("", n * 9).to_lowercase().chars().filter(char::is_ascii_hexdigit).take(n).collect::<String>()
        };
        let cases = [
            ("discord", format!("{}.{}.{}", fake("MT", 24), fake("G", 5), fake("", 38)), true),
            ("mailchimp", format!("{}-us12", hex(32)), true),
            ("telegram", format!("123456789:{}", fake("AA", 33)), true),
            ("telegram url", format!("bot123456789:{}", fake("AA", 33)), true),
            ("entra", format!("a1b8Q~{}", fake("", 34)), true),
            ("new relic", format!("{}NRAL", hex(36)), true),
            ("git sha", hex(40), false),
            ("time and id", format!("12345678:{}", fake("", 20)), false),
        ];
        for (name, text, is_secret) in cases {
            let expected = if is_secret { "[REDACTED]" } else { &text };
            assert_eq!(redact_text(&text).replace("bot[", "["), expected, "{name}");
        }
    }
}
