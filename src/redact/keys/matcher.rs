//! The verdict on a key: whether its name says that its value is a secret.
//!
//! The head noun decides, which is the last word that is not neutral: `api_key_id` is an id and `password_policy` a policy,
//! while `token_value` is a token.

use crate::redact::keys::fold::{FOLDED, Folded};
use crate::redact::keys::split::{SplitKey, WINDOW};
use crate::redact::keys::vocabulary;
use crate::redact::keys::words::{
    ABOUT, AUTH_HOLDER, GLUED, KEY_OWNER, KEY_PLAIN, NOT_PASS, NOT_SECRET, SECRET, SECRET_LAST, SECRET_WHOLE,
    STRING_WHOLE, SUFFIXES, SWITCH, TOKEN_PLAIN, TOKENS_OWNER, WEAK_LAST,
};
use crate::word_set::{WordSet, words};

/// What a key says about its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum KeyVerdict {
    /// Nothing. The value is scanned like any text.
    Safe,
    /// The value may be a secret. As data, texts are redacted; in free text, only values that look like tokens are.
    Weak,
    /// The value is a secret, whatever its type.
    Secret,
}

/// Whether the whole key is one whose value is secret if it is a text, in any spelling.
pub(crate) fn is_secret_as_text(key: &[u8]) -> bool {
    let key = SplitKey::new(key.get(..WINDOW).unwrap_or(key));
    key.count() > 0 && vocabulary::roles(key.joined(0, key.count() - 1)) & STRING_WHOLE != 0
}

/// Whether a name that is a secret holds a switch where its value is true, false or nothing: `pass` of a test.
pub(crate) fn may_be_switch(key: &[u8]) -> bool {
    key.eq_ignore_ascii_case(b"pass") || key.eq_ignore_ascii_case(b"pin")
}

/// Whether a key says of what it is about, and so of what its value is: a name, an id, a number, a time.
pub(crate) fn is_about(key: &[u8]) -> bool {
    let key = SplitKey::new(key.get(..WINDOW).unwrap_or(key));
    (0..key.count()).any(|n| key.has(n, ABOUT))
}

/// The verdict on a key of an object, or on a quoted name, whose value is data. There a token may also be a word, or the token of a
/// parser.
pub(crate) fn of_data(key: &[u8], verdict: KeyVerdict) -> KeyVerdict {
    let is_ambiguous = verdict == KeyVerdict::Secret
        && (key.eq_ignore_ascii_case(b"token") || key.eq_ignore_ascii_case(b"signature"));
    if is_ambiguous { KeyVerdict::Weak } else { verdict }
}

/// The verdict on a key, which may end inside a character. Of a key over 256 bytes only the first and the last 256 count.
pub(crate) fn classify(key: &[u8]) -> KeyVerdict {
    if key.is_ascii() {
        return classify_folded(key);
    }
    let head = key.get(..FOLDED).unwrap_or(key);
    let verdict = classify_folded(Folded::of(head).bytes());
    if head.len() == key.len() {
        return verdict;
    }
    let tail = key.get(key.len() - FOLDED..).unwrap_or(key);
    verdict.max(classify_folded(Folded::of(tail).bytes()))
}

/// The verdict on a key whose letters are folded.
fn classify_folded(key: &[u8]) -> KeyVerdict {
    if !vocabulary::may_be_secret(key) {
        return KeyVerdict::Safe;
    }
    let head = key.get(..WINDOW).unwrap_or(key);
    let verdict = verdict(&SplitKey::new(head));
    if head.len() == key.len() || verdict == KeyVerdict::Secret {
        return verdict;
    }
    let tail = key.get(key.len() - WINDOW..).unwrap_or(key);
    verdict.max(self::verdict(&SplitKey::new(tail)))
}

/// The strictest verdict that any word earns.
fn verdict(key: &SplitKey) -> KeyVerdict {
    let Some(last) = key.count().checked_sub(1) else { return KeyVerdict::Safe };
    if is_secret_whole(key, last) {
        return KeyVerdict::Secret;
    }
    let mut verdict = KeyVerdict::Safe;
    // The headers of CORS: `Access-Control-Allow-Credentials`.
    if key.word(0) == b"access" && key.word(1) == b"control" {
        return verdict;
    }
    for n in 0..=last {
        verdict = verdict.max(word_verdict(key, n, last));
        if verdict == KeyVerdict::Secret {
            break;
        }
    }
    // A switch in front (`has_password`, `max_tokens`) leaves at most a doubt.
    if last > 0 && key.has(0, SWITCH) && key.word(0) != b"verify" {
        verdict = verdict.min(KeyVerdict::Weak);
    }
    verdict
}

/// Whether the whole key, or its last two words, are secret as they stand.
fn is_secret_whole(key: &SplitKey, last: usize) -> bool {
    let is_whole = |first| vocabulary::roles(key.joined(first, last)) & SECRET_WHOLE != 0;
    is_whole(0) || (last > 1 && is_whole(last - 1))
}

/// The verdict that word `n` earns.
fn word_verdict(key: &SplitKey, n: usize, last: usize) -> KeyVerdict {
    let word = key.word(n);
    let head = key.head_after(n);
    if is_secret_word(key, n) {
        return unless_about(key, n);
    }
    // Two or three words read as one, `api_key` as `apikey`. Their head noun comes after them.
    for end in n + 1..=last.min(n + 2) {
        if vocabulary::roles(key.joined(n, end)) & SECRET != 0 {
            return unless_about(key, end);
        }
    }
    match word {
        b"key" | b"keys" => key_verdict(key, n, head),
        b"token" => token_verdict(key, n),
        b"tokens" => tokens_verdict(key, n, head),
        b"auth" | b"oauth" | b"authorization" => auth_verdict(key, n, last),
        // In one word with its owner, as in `recaptchakey`.
        [owner @ .., b'k', b'e', b'y'] if owner.len() > 2 && vocabulary::roles(owner) & KEY_OWNER != 0 => {
            if head.is_none() {
                KeyVerdict::Secret
            } else {
                KeyVerdict::Safe
            }
        }
        _ if word.len() > 5 && word.ends_with(b"token") && !word.ends_with(b"webtoken") => {
            token_verdict(key, n)
        }
        _ if head.is_none() && key.has(n, SECRET_LAST) => KeyVerdict::Secret,
        _ if n == last && key.has(n, WEAK_LAST) && last < 3 => KeyVerdict::Weak,
        _ => KeyVerdict::Safe,
    }
}

/// Whether word `n` is a secret by itself, or has the word for one in it.
fn is_secret_word(key: &SplitKey, n: usize) -> bool {
    if key.has(n, SECRET) {
        return true;
    }
    let word = key.word(n);
    let has_any = |list: WordSet| list.iter().any(|part| contains(word, part));
    // Scripts without blanks between words: `数据库密码`.
    if word.last().is_some_and(|last| *last >= 0x80) && words!(SUFFIXES).iter().any(|end| word.ends_with(end))
    {
        return true;
    }
    word.len() > 4
        && !word.ends_with(b"less")
        && (has_any(words!(GLUED))
            || (contains(word, b"secret") && !has_any(words!(NOT_SECRET)))
            || word.ends_with(b"pwd")
            || (word.ends_with(b"pass") && !words!(NOT_PASS).has(word)))
}

/// Secret, unless a word after `n` shows that the key is only about the secret.
fn unless_about(key: &SplitKey, n: usize) -> KeyVerdict {
    if (n + 1..key.count()).any(|m| key.has(m, ABOUT)) { KeyVerdict::Safe } else { KeyVerdict::Secret }
}

/// `key` and `keys`: the word before decides.
fn key_verdict(key: &SplitKey, n: usize, head: Option<usize>) -> KeyVerdict {
    if head.is_some() {
        return KeyVerdict::Safe;
    }
    let Some(mut owner) = n.checked_sub(1) else { return KeyVerdict::Weak };
    if key.is_number(owner) && owner > 0 {
        owner -= 1;
    }
    if key.has(owner, KEY_PLAIN) {
        KeyVerdict::Safe
    } else if key.has(owner, KEY_OWNER) {
        KeyVerdict::Secret
    } else {
        KeyVerdict::Weak
    }
}

/// `token`: secret, unless the words around it are about parsing, paging or progress.
fn token_verdict(key: &SplitKey, n: usize) -> KeyVerdict {
    let is_plain = n.checked_sub(1).is_some_and(|before| key.has(before, TOKEN_PLAIN));
    if is_plain { KeyVerdict::Safe } else { unless_about(key, n) }
}

/// `tokens`: a count, unless the word before makes it credentials.
fn tokens_verdict(key: &SplitKey, n: usize, head: Option<usize>) -> KeyVerdict {
    match n.checked_sub(1) {
        _ if head.is_some() => KeyVerdict::Safe,
        None => KeyVerdict::Weak,
        Some(before) if key.has(before, TOKENS_OWNER) => KeyVerdict::Secret,
        Some(_) => KeyVerdict::Safe,
    }
}

/// `auth` and `authorization`: a doubt as the last word, secret before a word that holds the credential.
fn auth_verdict(key: &SplitKey, n: usize, last: usize) -> KeyVerdict {
    if n == last {
        let is_named = n.checked_sub(1).is_some_and(|before| {
            // `X-Vendor-Auth` is a header with a credential.
            key.word(0) == b"x"
                || words!("basic http proxy smtp npm docker user digest").has(key.word(before))
        });
        if is_named { KeyVerdict::Secret } else { KeyVerdict::Weak }
    } else if key.has(last, AUTH_HOLDER) && !key.has(n + 1, ABOUT) {
        KeyVerdict::Secret
    } else {
        KeyVerdict::Safe
    }
}

/// Whether `word` contains `part`. On bytes, because a long key may end inside a character.
fn contains(word: &[u8], part: &[u8]) -> bool {
    word.windows(part.len()).any(|window| window == part)
}

#[cfg(test)]
mod tests {
    use super::{KeyVerdict, classify};
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
            assert_eq!(classify(key.as_bytes()), KeyVerdict::Secret, "{key}");
        }
    }

    #[test]
    fn weak_names() {
        for key in ["key", "tokens", "acme_key", "session", "oauth", "has_password_value"] {
            assert_eq!(classify(key.as_bytes()), KeyVerdict::Weak, "{key}");
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
            assert_eq!(classify(key.as_bytes()), KeyVerdict::Safe, "{key}");
        }
    }

    #[test]
    fn any_key_gets_a_verdict_without_panic() {
        for unit in ["a", "A", "1", "_", "é", "密", "aB", "A1b_", "key", "\u{0}"] {
            for count in [0, 1, 31, 32, 33, 127, 128, 255, 256, 257, 5000] {
                let _ = classify(unit.repeat(count).as_bytes());
            }
        }
        let buried = format!("{}_password", "x".repeat(10_000));
        assert!(is_sensitive_key(&buried), "the end of a long name is looked at");
        let many = format!("{}password", "a_".repeat(100));
        assert!(is_sensitive_key(&many), "the last of many words are looked at");
    }
}
