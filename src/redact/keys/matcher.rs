//! The sensitive-key matcher: whether a name says that its value is a secret.
//!
//! A name is cut into words at separators, camel-case humps and digits. Its head noun decides, that is its last word
//! that is not neutral: `api_key_id` is an id and `password_policy` a policy, while `token_value` is a token.

use crate::redact::keys::vocabulary;
use crate::redact::keys::words::{
    ABOUT, AUTH_HOLDER, GLUED, KEY_OWNER, KEY_PLAIN, NEUTRAL, NOT_PASS, NOT_SECRET, Roles, SECRET,
    SECRET_LAST, SECRET_WHOLE, STRING_WHOLE, SWITCH, TOKEN_PLAIN, TOKENS_OWNER, WEAK_LAST,
};
use crate::redact::text::cursor::Text;
use crate::word_set::{Words, words};

/// What a name says about its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum KeyVerdict {
    /// Nothing: the value is scanned like any text.
    Safe,
    /// It may be a secret: strings are hidden, and in free text only values that look like tokens.
    Weak,
    /// It is a secret, whatever its type.
    Secret,
}

/// Longest part of a name that is looked at, in bytes, at its start and at its end.
const WINDOW: usize = 256;

/// Most words of a name that are looked at; of longer names the last ones, which hold the head noun.
const WORDS: usize = 32;

/// Whether a whole name is one whose strings are secret, in any spelling.
pub(crate) fn is_built_in_secret(key: &[u8]) -> bool {
    let name = Name::new(key.get(..WINDOW).unwrap_or(key));
    name.count > 0 && vocabulary::roles(name.span(0, name.count - 1)) & STRING_WHOLE != 0
}

/// The verdict on a name, which may be cut inside a character. Total, linear and bounded: of a name over 256 bytes only the first
/// and last 256 are looked at.
pub(crate) fn classify_bytes(key: &[u8]) -> KeyVerdict {
    if !vocabulary::may_be_secret(key) {
        return KeyVerdict::Safe;
    }
    let head = key.get(..WINDOW).unwrap_or(key);
    let verdict = Name::new(head).verdict();
    if head.len() == key.len() || verdict == KeyVerdict::Secret {
        return verdict;
    }
    let tail = key.get(key.len() - WINDOW..).unwrap_or(key);
    verdict.max(Name::new(tail).verdict())
}

/// A name cut into words: lower case, side by side without separators, so that neighbours also read as one word.
struct Name {
    text: [u8; WINDOW],
    /// Ends of the words in `text`; word `n` begins where word `n - 1` ends.
    ends: [u16; WORDS],
    roles: [Roles; WORDS],
    count: usize,
}

/// The kind of a byte in a name.
#[derive(Clone, Copy, PartialEq)]
enum Hump {
    Separator,
    Lower,
    Upper,
    Digit,
}

impl Hump {
    /// Letters beyond ASCII count as lower case: no word boundary inside `contraseña`.
    fn of(byte: u8) -> Self {
        match byte {
            b'a'..=b'z' | 0x80.. => Self::Lower,
            b'A'..=b'Z' => Self::Upper,
            b'0'..=b'9' => Self::Digit,
            _ => Self::Separator,
        }
    }

    /// Whether a word begins at a byte of this kind, seen with its neighbours.
    fn starts_word(self, before: Self, after: Self, last_s: bool) -> bool {
        match (before, self) {
            (Self::Lower | Self::Upper, Self::Lower) | (Self::Digit, Self::Digit) => false,
            // The last capital of `APIKey` begins `Key`; the plural of `IDs` does not.
            (Self::Upper, Self::Upper) => after == Self::Lower && !last_s,
            _ => true,
        }
    }
}

impl Name {
    fn new(key: &[u8]) -> Self {
        let mut name = Self { text: [0; WINDOW], ends: [0; WORDS], roles: [0; WORDS], count: 0 };
        let (mut length, mut open) = (0_u16, false);
        let mut before = Hump::Separator;
        let text = Text(key);
        for (at, &byte) in key.iter().enumerate() {
            let hump = Hump::of(byte);
            // A plural `s` that ends its word, as in `IDs`.
            let plural = text.at(at + 1) == b's' && Hump::of(text.at(at + 2)) != Hump::Lower;
            if open
                && (hump == Hump::Separator || hump.starts_word(before, Hump::of(text.at(at + 1)), plural))
            {
                name.close(length);
                open = false;
            }
            before = hump;
            if hump != Hump::Separator
                && let Some(place) = name.text.get_mut(usize::from(length))
            {
                *place = byte.to_ascii_lowercase();
                length += 1;
                open = true;
            }
        }
        if open {
            name.close(length);
        }
        for n in 0..name.count {
            let roles = vocabulary::roles(name.word(n));
            if let Some(place) = name.roles.get_mut(n) {
                *place = roles;
            }
        }
        name
    }

    /// Ends a word; when there is no room, the first word gives way and the later ones move down.
    fn close(&mut self, end: u16) {
        if self.count == WORDS {
            self.ends.copy_within(1.., 0);
            self.count -= 1;
        }
        if let Some(place) = self.ends.get_mut(self.count) {
            *place = end;
            self.count += 1;
        }
    }

    /// Where word `n` begins.
    fn start(&self, n: usize) -> usize {
        n.checked_sub(1).and_then(|before| self.ends.get(before)).map_or(0, |&end| usize::from(end))
    }

    /// The words `first..=last` read as one.
    fn span(&self, first: usize, last: usize) -> &[u8] {
        self.ends.get(last).and_then(|&end| self.text.get(self.start(first)..usize::from(end))).unwrap_or(&[])
    }

    fn word(&self, n: usize) -> &[u8] {
        self.span(n, n)
    }

    fn has(&self, n: usize, roles: Roles) -> bool {
        self.roles.get(n).is_some_and(|own| own & roles != 0)
    }

    fn is_number(&self, n: usize) -> bool {
        self.word(n).first().is_some_and(u8::is_ascii_digit)
    }

    /// The head noun among the words after `n`: the last that is neither neutral nor a number.
    fn head_after(&self, n: usize) -> Option<usize> {
        (n + 1..self.count).rev().find(|&m| !self.is_number(m) && !self.has(m, NEUTRAL))
    }

    /// The verdict: the strictest that any word earns.
    fn verdict(&self) -> KeyVerdict {
        let Some(last) = self.count.checked_sub(1) else { return KeyVerdict::Safe };
        if self.is_secret_whole(last) {
            return KeyVerdict::Secret;
        }
        let mut verdict = KeyVerdict::Safe;
        for n in 0..self.count {
            verdict = verdict.max(self.word_verdict(n, last));
            if verdict == KeyVerdict::Secret {
                break;
            }
        }
        // A switch in front (`has_password`, `max_tokens`) leaves at most a doubt.
        if last > 0 && self.has(0, SWITCH) && self.word(0) != b"verify" {
            verdict = verdict.min(KeyVerdict::Weak);
        }
        verdict
    }

    /// Whether the whole name, or its last two words, are secret as they stand.
    fn is_secret_whole(&self, last: usize) -> bool {
        let is_whole = |first| vocabulary::roles(self.span(first, last)) & SECRET_WHOLE != 0;
        is_whole(0) || (last > 1 && is_whole(last - 1))
    }

    /// What word `n` says.
    fn word_verdict(&self, n: usize, last: usize) -> KeyVerdict {
        let word = self.word(n);
        let head = self.head_after(n);
        if self.is_secret_word(n) {
            return self.unless_about(n);
        }
        // A pair read as one word, `api_key` as `apikey`: its head is looked for after the pair.
        if n < last && vocabulary::roles(self.span(n, n + 1)) & SECRET != 0 {
            return self.unless_about(n + 1);
        }
        match word {
            b"key" | b"keys" => self.key_verdict(n, head),
            b"token" => self.token_verdict(n),
            b"tokens" => self.tokens_verdict(n, head),
            b"auth" | b"oauth" | b"authorization" => self.auth_verdict(n, last),
            // Glued, as in `recaptchakey`.
            [owner @ .., b'k', b'e', b'y']
                if owner.len() > 2 && vocabulary::roles(owner) & KEY_OWNER != 0 =>
            {
                if head.is_none() {
                    KeyVerdict::Secret
                } else {
                    KeyVerdict::Safe
                }
            }
            _ if word.len() > 5 && word.ends_with(b"token") && !word.ends_with(b"webtoken") => {
                self.token_verdict(n)
            }
            _ if head.is_none() && self.has(n, SECRET_LAST) => KeyVerdict::Secret,
            _ if n == last && self.has(n, WEAK_LAST) && last < 3 => KeyVerdict::Weak,
            _ => KeyVerdict::Safe,
        }
    }

    /// Whether word `n` is a secret by itself, also glued into a longer word.
    fn is_secret_word(&self, n: usize) -> bool {
        if self.has(n, SECRET) {
            return true;
        }
        let word = self.word(n);
        let has_any = |list: Words| list.iter().any(|part| contains(word, part));
        word.len() > 4
            && (has_any(words!(GLUED))
                || (contains(word, b"secret") && !has_any(words!(NOT_SECRET)))
                || word.ends_with(b"pwd")
                || (word.ends_with(b"pass") && !words!(NOT_PASS).has(word)))
    }

    /// Secret, unless a word after `n` shows that the name only talks about the secret.
    fn unless_about(&self, n: usize) -> KeyVerdict {
        if (n + 1..self.count).any(|m| self.has(m, ABOUT)) { KeyVerdict::Safe } else { KeyVerdict::Secret }
    }

    /// `key`, `keys`: by the word before it.
    fn key_verdict(&self, n: usize, head: Option<usize>) -> KeyVerdict {
        if head.is_some() {
            return KeyVerdict::Safe;
        }
        let Some(mut owner) = n.checked_sub(1) else { return KeyVerdict::Weak };
        if self.is_number(owner) && owner > 0 {
            owner -= 1;
        }
        if self.has(owner, KEY_PLAIN) {
            KeyVerdict::Safe
        } else if self.has(owner, KEY_OWNER) {
            KeyVerdict::Secret
        } else {
            KeyVerdict::Weak
        }
    }

    /// `token`: secret, unless the words around it are about parsing, paging or progress.
    fn token_verdict(&self, n: usize) -> KeyVerdict {
        let plain = n.checked_sub(1).is_some_and(|before| self.has(before, TOKEN_PLAIN));
        if plain { KeyVerdict::Safe } else { self.unless_about(n) }
    }

    /// `tokens`: a count, unless the word before it makes it a credential.
    fn tokens_verdict(&self, n: usize, head: Option<usize>) -> KeyVerdict {
        match n.checked_sub(1) {
            _ if head.is_some() => KeyVerdict::Safe,
            None => KeyVerdict::Weak,
            Some(before) if self.has(before, TOKENS_OWNER) => KeyVerdict::Secret,
            Some(_) => KeyVerdict::Safe,
        }
    }

    /// `auth` and `authorization`: a doubt as the last word, secret before a word that holds the credential.
    fn auth_verdict(&self, n: usize, last: usize) -> KeyVerdict {
        if n == last {
            let named = n.checked_sub(1).is_some_and(|before| {
                // `X-Vendor-Auth` is a header with a credential.
                self.word(0) == b"x"
                    || words!("basic http proxy smtp npm docker user digest").has(self.word(before))
            });
            if named { KeyVerdict::Secret } else { KeyVerdict::Weak }
        } else if self.has(last, AUTH_HOLDER) && !self.has(n + 1, ABOUT) {
            KeyVerdict::Secret
        } else {
            KeyVerdict::Safe
        }
    }
}

/// Whether `word` contains `part`.
pub(crate) fn contains(word: &[u8], part: &[u8]) -> bool {
    word.windows(part.len()).any(|window| window == part)
}

#[cfg(test)]
mod tests {
    use super::{KeyVerdict, classify_bytes};
    use crate::redact::is_sensitive_key;

    #[test]
    fn secret_names() {
        for key in [
            "password",
            "api_key",
            "auth_token",
            "secret_key",
            "credential",
            "clientSecret",
            "db_password",
            "Authorization",
            "PASSWORD",
            "token",
            "private_key",
            "session_token",
            "apikey",
            "APIKey",
            "X-API-Key",
            "accessToken",
            "access-token",
            "refreshToken",
            "OAuthToken",
            "set-cookie",
            "Cookie",
            "csrf_token",
            "password_b64",
            "token_value",
            "auth_header",
            "passwordConfirmation",
            "DB_PASS",
            "mysqlpassword",
            "dbpass",
            "DBPWD",
            "openaiapikey",
            "AWS_SECRET_ACCESS_KEY",
            "aws.secret.access.key",
            "user_token5",
            "contraseña",
            "密码",
            "connection_string",
            "pass_word",
            "api_tokens",
            "encryption_key",
            "ssh_key",
            "proxyAuthorization",
            "DPoP",
            "X-Hub-Signature-256",
            "X-Honeycomb-Team",
            "X-Acme-Auth",
            "recaptchakey",
            "resetToken",
            "reset_password_token",
            "smsCode",
            "unseal_key",
            "id_token_hint",
            "laravel_session",
            "card_number",
            ".dockerconfigjson",
            "id_rsa",
        ] {
            assert_eq!(classify_bytes(key.as_bytes()), KeyVerdict::Secret, "{key}");
        }
    }

    #[test]
    fn weak_names() {
        for key in ["key", "tokens", "acme_key", "session", "oauth", "has_password_value"] {
            assert_eq!(classify_bytes(key.as_bytes()), KeyVerdict::Weak, "{key}");
        }
    }

    #[test]
    fn safe_names() {
        for key in [
            "",
            "_",
            "username",
            "server_url",
            "timeout",
            "auth_type",
            "missing_keys",
            "author",
            "monkey",
            "token_count",
            "max_tokens",
            "api_key_id",
            "apiKeyIDs",
            "token_url",
            "password_policy",
            "secret_name",
            "primary_key",
            "partitionKey",
            "idempotency_key",
            "progressToken",
            "nextPageToken",
            "total_tokens",
            "compass",
            "highpass",
            "pass_rate",
            "bypass",
            "secretary",
            "keyboard",
            "turkey",
            "donkey",
            "publickey",
            "session_id",
            "session_name",
            "keyword",
            "authored_date",
            "authority",
            "password_expires_at",
            "tokenizer",
            "cookie_policy",
            "publicKey",
            "s3_key",
            "client_secret_expires_at",
        ] {
            assert_eq!(classify_bytes(key.as_bytes()), KeyVerdict::Safe, "{key}");
        }
    }

    #[test]
    fn any_key_is_judged_without_panic() {
        for unit in ["a", "A", "1", "_", "é", "密", "aB", "A1b_", "key", "\u{0}"] {
            for count in [0, 1, 31, 32, 33, 127, 128, 255, 256, 257, 5000] {
                let _ = classify_bytes(unit.repeat(count).as_bytes());
            }
        }
        let buried = format!("{}_password", "x".repeat(10_000));
        assert!(is_sensitive_key(&buried), "the end of a long name is looked at");
        let many = format!("{}password", "a_".repeat(100));
        assert!(is_sensitive_key(&many), "the last of many words are looked at");
    }
}
