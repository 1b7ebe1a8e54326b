//! Names with values on one line: `k=v`, `"k": "v"` (also in escaped JSON and Python's repr), YAML.

use crate::redact::keys::matcher::KeyVerdict;
use crate::redact::keys::siblings::{is_file, is_key_part, is_value, may_hold};
use crate::redact::text::classify::plausibility::{Join, is_in_connection_string, secret_of};
use crate::redact::text::cursor::{
    ALNUM, BLANK, BREAK, DASH, DIGIT, PLUS, QUOTE, Text, UNDER, UPPER, any, only,
};
use crate::redact::text::detect::cookie::CookieMemo;
use crate::redact::text::detect::extent::{self, ExtentMemo};
use crate::redact::text::detect::header::{self, HeaderValue};
use crate::redact::text::detect::name::{is_vague, name_before, verdict_in_text};
use crate::redact::text::detect::name_verdicts::NameVerdicts;
use crate::redact::text::detect::sibling::SiblingMemo;
use crate::redact::text::detect::web_key::{self, WebKeyMemo};
use crate::redact::text::detect::{echo, multipart, php, wrapper};
use crate::redact::text::marker::is_marker;
use crate::redact::text::span::{NameSpan, Span};

/// What the detector remembers of a text.
#[derive(Default)]
pub(crate) struct KeyValueMemo<'a> {
    cookies: CookieMemo,
    siblings: SiblingMemo<'a>,
    web_key: WebKeyMemo,
    extent: ExtentMemo,
}

/// The secret value after the `:` or `=` at `at`.
pub(crate) fn find<'a>(
    text: Text<'a>,
    at: usize,
    names: &mut NameVerdicts<'a>,
    memo: &mut KeyValueMemo<'a>,
) -> Option<Span> {
    let (op_from, op_to, mut join) = operator(text, at)?;
    let mut name = name_before(text, php::serialized_name_end(text, op_from).unwrap_or(op_from))?;
    if name.bytes == b"input_value" {
        name = echo::field_of_line(text, name.from)?;
    }
    let op_to = if op_to > at + 1 && text.at(at) == b'=' && extent::is_generated_at(text, at + 1) {
        // Not `==` or `=~`: the value begins with a sign.
        join = Join::Tight;
        at + 1
    } else {
        op_to
    };
    let is_numbered = text.is(op_to, BLANK) && only(name.bytes, DIGIT);
    if name.bytes == b"name"
        && let Some(secret) = multipart::find(text, op_to, names.policy)
    {
        return Some(secret);
    }
    if name.quoted
        && is_key_part(name.bytes)
        && memo.web_key.is_in(text)
        && let Some(secret) = web_key::find(text, op_to)
    {
        return Some(secret);
    }
    let own = match names.get(name.bytes) {
        KeyVerdict::Safe if is_value(name.bytes) && echo::name_of(text, name.from, names).is_some() => {
            KeyVerdict::Secret
        }
        KeyVerdict::Safe if may_hold(name.bytes) => {
            memo.siblings.verdict(text, &name, text.at(at), names.policy)
        }
        KeyVerdict::Safe | KeyVerdict::Weak if echo::is_cut_name(text, &name) => KeyVerdict::Secret,
        verdict => verdict,
    };
    let may_be_secret =
        is_numbered || own != KeyVerdict::Safe || is_value(name.bytes) || is_vague(name.bytes);
    if !may_be_secret && !memo.cookies.has(at) || join == Join::Colon && php::is_visibility(text, at) {
        return None;
    }
    // Markdown: `**password:** …`.
    let op_to = if text.has(op_to, b"** ") { op_to + 2 } else { op_to };
    let start = text.run(op_to, BLANK, 64);
    if join == Join::Tight && (start > op_to || text.was(op_from, BLANK)) {
        join = Join::Spaced;
    }
    let start = wrapper::value_start(text, name.bytes, start, join)?;
    match header::find(text, name.bytes, start, join == Join::Colon, &mut memo.cookies) {
        HeaderValue::Secret(secret) => return Some(secret),
        HeaderValue::Clean => return None,
        HeaderValue::NotAHeader => {}
    }
    let verdict = verdict_in_text(text, &name, own, join, names.policy);
    if verdict == KeyVerdict::Safe {
        return None;
    }
    // `urn:secret:name` and `a::token::b` are parts of a path, `cookie.js:12:34` is a line of a file.
    if join == Join::Colon
        && !name.quoted
        && (text.before(name.from) == b':'
            || start == op_to && is_line_number(text, start) && is_file(name.bytes))
    {
        return None;
    }
    let is_credential = matches!(join, Join::Colon | Join::Spaced)
        && verdict == KeyVerdict::Secret
        && header::is_credential(text, name.bytes, start);
    if is_credential {
        join = Join::Data;
    }
    if text.at(start) == b'{' && is_in_connection_string(text, name.from) {
        return in_braces(text, start + 1);
    }
    if text.at(start) == b'[' && text.is(start + 1, QUOTE) {
        let first = extent::locate(text, start + 1, &mut memo.extent)?;
        let first = secret_of(text, first, &name, verdict, join)?;
        return Some(Span { from: first.from, to: extent::list_end(text, first.to) });
    }
    // Without a bracket that closes it, the sign is part of the value.
    let closes = || text.find(start, start + 64, b"]").is_some();
    if text.at(start) == b'[' && start == op_to && text.marker(start).is_none() && closes() {
        return wrapper::list(text, start, &name, verdict);
    }
    if let Some(bytes) = wrapper::buffer(text, start) {
        return Some(bytes);
    }
    let value = extent::locate(text, start, &mut memo.extent)?;
    let secret = secret_of(text, value, &name, verdict, join);
    if join == Join::Colon && !value.quoted && secret.is_some() {
        return secret.map(|secret| extent::rest_of_line(text, name.from, secret));
    }
    if join != Join::Tight || value.quoted || !is_variable_of_line(text, &name) {
        return secret;
    }
    let whole = extent::whole_word(text, value);
    let rest = text.slice(value.to, whole.to);
    // In `required,min:8` and `true)` the value is a word, and no secret ends as they do.
    let is_longer = secret.is_some()
        || value.to - value.from < 3
        || rest.first() != Some(&b',') && any(rest, DIGIT | UPPER);
    if is_longer { secret_of(text, whole, &name, verdict, join).or(secret) } else { secret }
}

/// Whether the number of a line is at `start`, alone or before that of a column.
fn is_line_number(text: Text<'_>, start: usize) -> bool {
    let end = text.run(start, DIGIT, 8);
    end > start && !text.is(end, ALNUM | UNDER | DASH | PLUS)
}

/// Whether a name is an environment variable at the start of a line, as in `.env` and in what `env` prints. All that follows
/// is its value.
fn is_variable_of_line(text: Text<'_>, name: &NameSpan<'_>) -> bool {
    if !only(name.bytes, UPPER | DIGIT | UNDER) {
        return false;
    }
    let from = text.run_back(name.from, BLANK, 8);
    let exported = from.saturating_sub(6);
    let from = if text.slice(exported, from) == b"export" { exported } else { from };
    from == 0 || text.was(from, BREAK)
}

/// The value in braces from `from` on, as ODBC quotes it: `;PWD={…};`.
fn in_braces(text: Text<'_>, from: usize) -> Option<Span> {
    // A brace in the value is written twice.
    let mut to = text.find(from, from + 128, b"}")?;
    while text.at(to + 1) == b'}' {
        to = text.find(to + 2, from + 128, b"}")?;
    }
    (to > from + 2 && text.at(from) != b'{' && !is_marker(text.slice(from, to))).then_some(Span { from, to })
}

/// The operator that begins with the `:` or `=` at `at`: its range and kind. Signs before it count.
fn operator(text: Text<'_>, at: usize) -> Option<(usize, usize, Join)> {
    // The full-width signs of Chinese and Japanese text.
    match text.slice(at.saturating_sub(2), at + 1) {
        [0xef, 0xbc, 0x9a] => return Some((at - 2, at + 1, Join::Colon)),
        [0xef, 0xbc, 0x9d] => return Some((at - 2, at + 1, Join::Tight)),
        _ => {}
    }
    let first = text.at(at);
    let before = text.before(at);
    if matches!(before, b':' | b'=' | b'<' | b'>') {
        return None;
    }
    let mut from = at;
    while at - from < 2 && matches!(text.before(from), b'!' | b'?' | b'|' | b'+' | b'.') {
        from -= 1;
    }
    let mut to = at + 1;
    while to - at < 4
        && matches!(text.at(to), b'=' | b':' | b'>' | b'~')
        && !(first == b':' && text.at(to) == b'~')
    {
        to += 1;
    }
    let join = match *text.slice(at, to) {
        [b':'] => Join::Colon,
        // LDIF, where base64 follows. Without the blank it is a path.
        [b':', b':'] if text.is(to, BLANK) => Join::Data,
        [b':', b':'] => return None,
        [b'=', b'=' | b'~'] | [b'=', b'=', b'='] => Join::Compared,
        [b'='] if before == b'!' => Join::Compared,
        [b'='] => Join::Tight,
        _ => Join::Spaced,
    };
    Some((from, to, join))
}

#[cfg(test)]
mod tests {
    use crate::redact::redact_text;
    use crate::redact::text::formats::matcher::fake;

    #[test]
    fn pairs_are_redacted() {
        let token = fake("", 20);
        let cases = [
            ("json", "{\"password\": \"hunter2\", \"a\": 1}", "{\"password\": \"[REDACTED]\", \"a\": 1}"),
            (
                "json in json",
                r#"{\"token\":\"a7x\\\"b9k\",\"x\":1}"#,
                r#"{\"token\":\"[REDACTED]\",\"x\":1}"#,
            ),
            ("repr", "{'api_key': 'abc', 'n': 1}", "{'api_key': '[REDACTED]', 'n': 1}"),
            ("repr of bytes", "{'secret': b'abc'}", "{'secret': b'[REDACTED]'}"),
            ("query", "https://h/x?api_key=abc1&limit=10#t", "https://h/x?api_key=[REDACTED]&limit=10#t"),
            ("fragment", "https://h/#access_token=abc1&x=1", "https://h/#access_token=[REDACTED]&x=1"),
            ("env", "DB_PASSWORD=hunter2 NODE_ENV=test", "DB_PASSWORD=[REDACTED] NODE_ENV=test"),
            (
                "env, with brackets",
                "A=1\nDB_PASSWORD=Zx8]kQ}9\nexport PGPASSWORD=p)s<w0&d",
                "A=1\nDB_PASSWORD=[REDACTED]\nexport PGPASSWORD=[REDACTED]",
            ),
            ("env, like a variable", "DB_PASSWORD=$Ab9)kQ7x", "DB_PASSWORD=[REDACTED]"),
            (
                "brackets elsewhere",
                "f(DB_PASSWORD=Zx8kQ9) [DB_PASSWORD=Zx8kQ9]",
                "f(DB_PASSWORD=[REDACTED]) [DB_PASSWORD=[REDACTED]]",
            ),
            ("yaml", "password: hunter2\nuser: bob", "password: [REDACTED]\nuser: bob"),
            ("two words", "Api key: a8f3k2\n", "Api key: [REDACTED]\n"),
            ("go", "apiToken := `a8f3k2`", "apiToken := `[REDACTED]`"),
            ("typed", "var token string = \"a8f3k2\"", "var token string = \"[REDACTED]\""),
            ("ruby", "'token' => 'a8f3k2'", "'token' => '[REDACTED]'"),
            ("index", "config['password'] = 'x y z'", "config['password'] = '[REDACTED]'"),
            ("connection", "Server=db;Password=abc;Timeout=3", "Server=db;Password=[REDACTED];Timeout=3"),
            (
                "account key",
                "AccountName=n;AccountKey=ab+/c9==;X=1",
                "AccountName=n;AccountKey=[REDACTED];X=1",
            ),
            ("argument", "set(\"TOKEN\", \"a8f3k2\")", "set(\"TOKEN\", \"[REDACTED]\")"),
            ("element", "<password>hunter2</password>", "<password>[REDACTED]</password>"),
            (
                "attributes",
                "<add key=\"ApiPassword\" value=\"abc d\" />",
                "<add key=\"ApiPassword\" value=\"[REDACTED]\" />",
            ),
            ("flag", "app --password hunter2 --port 1", "app --password [REDACTED] --port 1"),
            ("flag with equals", "app --api-key=hunter2 --x", "app --api-key=[REDACTED] --x"),
            ("argv", "['--token', 'a8f3k2']", "['--token', '[REDACTED]']"),
            ("sshpass", "sshpass -p hunter2 ssh h", "sshpass -p [REDACTED] ssh h"),
            ("list", "\"passwords\": [\"a1b\", \"c2d\"]", "\"passwords\": [\"[REDACTED]\"]"),
            ("curl", "curl -u bob:hunter2 http://h", "curl -u bob:[REDACTED] http://h"),
            ("copula", "the password is \"hunter\"", "the password is \"[REDACTED]\""),
            (
                "markdown",
                "**password**: `hunter2`, **token:** a8f3k2",
                "**password**: `[REDACTED]`, **token:** [REDACTED]",
            ),
            ("debug", "C { token: Some(\"a8f3k2\"), a: 1 }", "C { token: Some(\"[REDACTED]\"), a: 1 }"),
            ("yaml block", "password: >-\n  hunter2\nnext: 1", "password: >-\n  [REDACTED]\nnext: 1"),
            ("odbc", "UID=sa;PWD={hunter2};X=1", "UID=sa;PWD={[REDACTED]};X=1"),
            ("comma in a value", "password=ab,cd34 next", "password=[REDACTED] next"),
            (
                "cdata",
                "<password><![CDATA[hunter2]]></password>",
                "<password><![CDATA[[REDACTED]]]></password>",
            ),
            (
                "attributes of an element",
                "<w:Password Type=\"x\">hunter2</w:Password>",
                "<w:Password Type=\"x\">[REDACTED]</w:Password>",
            ),
            ("sql", "CREATE USER a IDENTIFIED BY 'hunter2'", "CREATE USER a IDENTIFIED BY '[REDACTED]'"),
            ("beside, in quotes", "password 'hunter2' rejected", "password '[REDACTED]' rejected"),
            ("glued flag", "mysql -u root -phunter2 -h db", "mysql -u root -p[REDACTED] -h db"),
            ("data source name", "app:hunter2@tcp(db:3306)/x", "app:[REDACTED]@tcp(db:3306)/x"),
            ("ampersand in a value", "password=a&b", "password=[REDACTED]"),
            (
                "entities",
                "&quot;password&quot;: &quot;hunter2&quot;, a",
                "&quot;password&quot;: &quot;[REDACTED]&quot;, a",
            ),
            ("entities by number", "token=&#39;a8f3k2&#39;", "token=&#39;[REDACTED]&#39;"),
            (
                "web key",
                r#"{"kty":"EC","x":"aaaaBBBBccccDDDDeeee","d":"aaaaBBBBccccDDDDeeee"}"#,
                r#"{"kty":"EC","x":"aaaaBBBBccccDDDDeeee","d":"[REDACTED]"}"#,
            ),
            ("done", "password=[REDACTED]", "password=[REDACTED]"),
            ("spoofed", "password=[REDACTED]live", "password=[REDACTED]"),
            ("spoofed inside", "password=a[REDACTED]live x", "password=[REDACTED] x"),
            ("spoofed in quotes", "\"password\": \"[REDACTED] live\"", "\"password\": \"[REDACTED]\""),
            ("cut off", "{\"password\": \"hunter2 and", "{\"password\": \"[REDACTED]"),
            ("scheme", "\"auth_header\": \"Token abc\"", "\"auth_header\": \"Token [REDACTED]\""),
        ];
        for (name, text, expected) in cases {
            assert_eq!(redact_text(text), expected, "{name}");
        }
        let text = format!("vendor API_KEY {token}, then");
        assert_eq!(redact_text(&text), "vendor API_KEY [REDACTED], then", "beside");
    }

    #[test]
    fn other_text_stays() {
        for text in [
            "password: incorrect",
            "token expired",
            "the secret is out",
            "invalid api key",
            "password = input()",
            "token = getToken()",
            "password = req.body.password",
            "api_key=process.env.API_KEY",
            "token=${TOKEN}",
            "token=$TOKEN",
            "password=<your-password>",
            "secret: {{ secret }}",
            "password=****",
            "token: xxxx",
            "\"password\": \"must be at least 8 characters\"",
            "password: 8 characters minimum",
            "api_key=api_key",
            "missing_keys: [\"api_key\", \"auth_token\"]",
            "max_tokens: 4096",
            "token: Optional",
            "password: null",
            "key=user_123",
            "key: 550e8400-e29b-41d4-a716-446655440000",
            "secret_name=prod/db",
            "token_type: bearer",
            "arn:aws:secretsmanager:us-east-1:123456789012:secret:prod/db-AbCdEf",
            "std::token::Kind",
            "a=b:c=d",
            "password_file=/run/secrets/pw",
            "token=/var/run/secrets/token",
            "Unexpected token: }",
            "password\n: x",
            "ssh -p 2222 host",
            "expected token: 'ident', got 'number'",
            "credentials: 'same-origin'",
            "password 'changed' by admin",
            "<a href=\"x\">token</a>",
            "mysql -port 3306",
            "PASSWORD=required,min:8",
            "SECRET=true,OTHER=false",
            "at parse (/app/cookie/cookie.js:123:45)",
            "src/auth/token.rs:12:34: expected u8",
            "token.ts:12:34 - error TS2345",
            "passwords.rb:45",
            "let token: u32 = 7",
            "let token = Token::parse(input)?",
            "Passwort: ungültig",
            "密码: 错误",
            r#"{"d":"aaaaBBBBccccDDDDeeee"}"#,
            r#"got {"kty":"EC","d":"short"}"#,
            "a=&quot;b&quot;",
        ] {
            assert_eq!(redact_text(text), text);
        }
    }
}
