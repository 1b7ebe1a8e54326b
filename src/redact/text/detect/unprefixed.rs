//! Token formats without a prefix of their own: recognized by the form of the whole.

use crate::redact::text::cursor::{
    ALNUM, ALPHA, BLANK, Class, DASH, DIGIT, DOT, HEX, JOINT, LOWER, PLUS, Text, UNDER, any, class, only,
};
use crate::redact::text::formats::format::{BASE64, CRYPT, URL};
use crate::redact::text::randomness::{distinct, is_mixed};
use crate::redact::text::span::Span;
use crate::word_set::words;

/// The token that begins at `start`, the start of a word.
pub(crate) fn find(text: Text<'_>, start: usize) -> Option<Span> {
    let to = match text.at(start) {
        b'M' | b'N' | b'O' => macaroon(text, start).or_else(|| discord(text, start)),
        b'v' | b'k' => paseto(text, start),
        b'$' => password_hash(text, start),
        b'A' => fcm(text, start),
        b'5' | b'K' | b'L' | b'x' | b'y' | b'z' | b't' => wallet(text, start),
        _ => None,
    }?;
    (!text.is(to, ALNUM)).then_some(Span { from: start, to })
}

/// Whether three bytes begin a format that the prefilter looks for among the prefixes: web tokens, Firebase keys, wallets,
/// PASETO, password hashes.
pub(crate) fn may_begin(bytes: [u8; 3]) -> bool {
    matches!(
        bytes,
        [b'e', b'y', b'J']
            | [b'A', b'A', b'A']
            | [b'x' | b'y' | b'z' | b't', b'p', b'r']
            | [b'v' | b'k', b'1'..=b'4', b'.']
            | [b'$', b'a' | b's', b'r' | b'c']
    )
}

/// Whether the last of four bytes is an anchor, given those before it.
pub(crate) fn is_anchor([a, b, c, d]: [u8; 4]) -> bool {
    let (was, now) = ([a, b, c], class(c));
    if b == b'-' && class(a) & now & class(d) & HEX != 0 {
        return true;
    }
    match d {
        b'~' => c == b'Q' && class(b) & DIGIT != 0,
        b'|' => now & class(b) & class(a) & DIGIT != 0,
        b's' => was.ends_with(b"-u"),
        b'L' => was == *b"NRA",
        b'D' => was.ends_with(b"00"),
        b'a' | b'e' | b'u' => matches!(was, [b'A', b'z', b'S' | b'F' | b'C']) || &[a, b, c, d] == b"atla",
        b'O' => was == *b"AZD",
        b'J' => was == *b"JQQ",
        _ if c | 0x20 == b'e' => class(d) & BLANK != 0 && a | 0x20 == b'l' && b | 0x20 == b'u',
        _ => class(a) & class(d) & BLANK != 0 && matches!([b | 0x20, c | 0x20], [b'i', b's'] | [b't', b'o']),
    }
}

/// The token around the anchor that ends at `at`.
pub(crate) fn find_anchored(text: Text<'_>, at: usize) -> Option<Span> {
    if text.before(at.saturating_sub(1)) == b'-' && text.is(at, HEX) {
        return mailgun(text, at.saturating_sub(2));
    }
    match text.at(at) {
        b'O' => azure_key(text, at, 76),
        b'J' => azure_key(text, at, 52),
        b'a' | b'e' | b'u' if text.has(at.saturating_sub(3), b"Az") => azure_key(text, at, 0),
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

/// Mailgun keys: 32 hex digits, and twice a dash and eight, of which the first dash is at `at`.
fn mailgun(text: Text<'_>, at: usize) -> Option<Span> {
    let (from, to) = (at.checked_sub(32)?, at + 18);
    // A UUID has no dash nine bytes after another.
    let is_key = text.at(at + 9) == b'-'
        && only(text.slice(from, at), HEX)
        && only(text.slice(at + 1, at + 9), HEX)
        && only(text.slice(at + 10, to), HEX)
        && text.len() >= to
        && distinct(text.slice(from, at)) >= 8;
    (is_key && !text.was(from, ALNUM) && !text.is(to, ALNUM | DASH)).then_some(Span { from, to })
}

/// Keys of Azure with a signature inside, which ends at `at`. Of Azure DevOps and of the services with the newest format, 84
/// characters, before which so many stand; of Search, Functions and Redis, 44 to 56 (Microsoft, "common annotated security keys").
fn azure_key(text: Text<'_>, at: usize, before: usize) -> Option<Span> {
    let start = at.saturating_sub(3);
    let from = text.run_back(start, URL, 78);
    let to = text.run(text.run(at + 1, URL, 34), PLUS, 2);
    let (head, length) = (start - from, to - from);
    let is_key = match before {
        0 => matches!(head, 33 | 42 | 44) && (43..=56).contains(&length),
        _ => head == before && (84..=88).contains(&length),
    };
    (is_key && is_mixed(text.slice(from, start))).then_some(Span { from, to })
}

/// Macaroons in base64: the length of the first packet in four hex digits, and the word `location`.
fn macaroon(text: Text<'_>, start: usize) -> Option<usize> {
    let to = text.run(start, BASE64, usize::MAX);
    (text.has(start, b"MDA") && text.has(start + 8, b"Y2F0aW9u") && to - start > 60).then_some(to)
}

/// PASETO tokens (`v4.local.…`), and the secret kinds of PASERK, their keys (`k4.secret.…`).
fn paseto(text: Text<'_>, start: usize) -> Option<usize> {
    let kind_end = text.run(start + 3, LOWER | DASH, 12);
    let kind = text.slice(start + 3, kind_end);
    let is_secret = match text.at(start) {
        b'v' => words!("local public").has(kind),
        _ => words!("local secret seal local-wrap secret-wrap local-pw secret-pw").has(kind),
    };
    let to = text.run(kind_end + 1, URL | DOT, usize::MAX);
    let has_form = is_secret && text.at(start + 2) == b'.' && text.at(kind_end) == b'.';
    (has_form && to - kind_end > 40).then(|| text.sentence_end(kind_end, to))
}

/// Password hashes whose parameters have commas: Argon2 and scrypt in the PHC string format.
fn password_hash(text: Text<'_>, start: usize) -> Option<usize> {
    if !text.has(start, b"$argon2") && !text.has(start, b"$scrypt$") {
        return None;
    }
    let rest = text.0.get(start..)?;
    let ends = |b: u8| class(b) & CRYPT == 0 && b != b',';
    let length = rest.iter().position(|&b| ends(b)).unwrap_or(rest.len());
    let to = text.sentence_end(start, start + length);
    (to - start > 60).then_some(to)
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
            ("mailgun", format!("{}-{}-{}", hex(32), &hex(40)[32..], &hex(48)[40..]), true),
            ("azure devops", format!("{}{}{}", fake("", 76), "AZ".to_owned() + "DO", fake("", 4)), true),
            ("azure, newest", format!("{}{}{}", fake("", 52), "JQ".to_owned() + "QJ99", fake("", 26)), true),
            ("azure search", format!("{}{}{}", fake("", 42), "Az".to_owned() + "SeC", fake("", 5)), true),
            ("azure redis", format!("{}{}{}=", fake("", 33), "Az".to_owned() + "CaB", fake("", 5)), true),
            ("paseto", format!("v4.local.{}", fake("", 60)), true),
            ("paseto with a footer", format!("v2.public.{}.{}", fake("", 60), fake("", 8)), true),
            ("paserk", format!("k4.secret.{}", fake("", 60)), true),
            ("paserk id", format!("k4.sid.{}", fake("", 60)), false),
            ("macaroon", format!("MDAxY2xvY2F0aW9u{}", fake("", 60)), true),
            ("argon2", format!("$argon2id$v=19$m=65536,t=3,p=4${}${}", fake("", 22), fake("", 43)), true),
            ("scrypt", format!("$scrypt$ln=16,r=8,p=1${}${}", fake("", 22), fake("", 43)), true),
            ("version", "v1.2.3 and v4.local.2 of k8s".to_owned(), false),
            ("uuid", "550e8400-e29b-41d4-a716-446655440000".to_owned(), false),
            ("hex with dashes", format!("{}-{}", hex(32), &hex(40)[32..]), false),
            ("git sha", hex(40), false),
            ("container", hex(64), false),
            ("integrity", format!("sha512-{}==", fake("", 86)), false),
            ("time and id", format!("12345678:{}", fake("", 20)), false),
        ];
        for (name, text, is_secret) in cases {
            let expected = if is_secret { "[REDACTED]" } else { &text };
            assert_eq!(redact_text(&text).replace("bot[", "["), expected, "{name}");
        }
    }
}
