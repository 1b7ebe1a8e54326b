//! Texts that are JSON as a whole, or have lines that are: they are judged as trees, and keep their bytes but where something is
//! redacted.

use crate::json::{Value, parse, to_json_string};
use crate::redact::context::RedactionContext;

/// Longest text that is read as JSON, in bytes.
const LONGEST: usize = 1 << 20;

/// Most levels of JSON in texts of JSON.
const LEVELS: usize = 4;

/// The text without what its names call secrets; `None` if it is no JSON, or has none.
pub(super) fn sanitize(text: &str, cx: &RedactionContext<'_>) -> Option<String> {
    if text.len() > LONGEST
        || cx.sanitize_value.is_none()
        || cx.policy.is_reference()
        || cx.json_level.get() >= LEVELS
    {
        return None;
    }
    let trimmed = text.trim_ascii();
    if let Some(value) = read(trimmed) {
        let sanitized = sanitize_json(trimmed, &value, cx)?;
        let start = text.len() - text.trim_ascii_start().len();
        let mut out = text.get(..start)?.to_owned();
        out.push_str(&sanitized);
        out.push_str(text.get(start + trimmed.len()..)?);
        return Some(out);
    }
    // A log may have a value on each line.
    let mut out = String::new();
    let (mut copied, mut start) = (0, 0);
    for line in text.as_bytes().split(|byte| *byte == b'\n') {
        let from = start;
        start += line.len() + 1;
        let line = text.get(from..from + line.len())?.trim_ascii_end();
        if line.len() < trimmed.len()
            && let Some(value) = read(line)
            && let Some(sanitized) = sanitize_json(line, &value, cx)
        {
            out.push_str(text.get(copied..from)?);
            out.push_str(&sanitized);
            copied = from + line.len();
        }
    }
    out.push_str(text.get(copied..)?);
    (copied > 0).then_some(out)
}

/// The object or the list that a text is.
fn read(text: &str) -> Option<Value> {
    let may_be_json = matches!(text.as_bytes(), [b'{', .., b'}'] | [b'[', .., b']']);
    if may_be_json { parse(text).ok() } else { None }
}

/// The text of a value without its secrets; `None` if it has none.
fn sanitize_json(text: &str, value: &Value, cx: &RedactionContext<'_>) -> Option<String> {
    let mut sanitized = value.clone();
    let sanitize_value = cx.sanitize_value?;
    cx.json_level.set(cx.json_level.get() + 1);
    sanitize_value(&mut sanitized, cx);
    cx.json_level.set(cx.json_level.get() - 1);
    if sanitized == *value {
        return None;
    }
    let mut rewriter = Rewriter { text, at: 0, out: String::new(), copied: 0 };
    let rewritten = rewriter.value(&sanitized).and_then(|()| rewriter.end());
    Some(rewritten.unwrap_or_else(|| to_json_string(&sanitized)))
}

/// Writes a valid JSON text again with what is other in a value. Gives up where a key is in the text twice, or has changed.
struct Rewriter<'a> {
    text: &'a str,
    at: usize,
    /// The output, and up to where in `text` it reaches.
    out: String,
    copied: usize,
}

impl<'a> Rewriter<'a> {
    fn skip_space(&mut self) {
        let rest = self.text.as_bytes().get(self.at..).unwrap_or_default();
        self.at += rest.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
    }

    /// The next byte that is no blank, which is skipped.
    fn next(&mut self) -> Option<u8> {
        self.skip_space();
        let byte = self.text.as_bytes().get(self.at).copied();
        self.at += 1;
        byte
    }

    /// The literal at the next byte that is no blank: a string, a number or a word.
    fn scalar(&mut self) -> Option<&'a str> {
        self.skip_space();
        let start = self.at;
        let rest = self.text.as_bytes().get(start..)?;
        let length = if rest.first() == Some(&b'"') {
            let mut is_escaped = true;
            let is_end = |byte: &u8| {
                let is_end = *byte == b'"' && !is_escaped;
                is_escaped = *byte == b'\\' && !is_escaped;
                is_end
            };
            rest.iter().position(is_end)? + 1
        } else {
            rest.iter()
                .take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'+' | b'.'))
                .count()
        };
        self.at += length;
        self.text.get(start..self.at)
    }

    /// Skips a value.
    fn skip(&mut self) -> Option<()> {
        let mut depth = 0;
        loop {
            self.skip_space();
            match self.text.as_bytes().get(self.at)? {
                b'{' | b'[' => {
                    depth += 1;
                    self.at += 1;
                }
                b'}' | b']' => {
                    depth -= 1;
                    self.at += 1;
                }
                b',' | b':' => self.at += 1,
                _ => drop(self.scalar()?),
            }
            if depth == 0 {
                return Some(());
            }
        }
    }

    /// Writes a value.
    fn value(&mut self, value: &Value) -> Option<()> {
        self.skip_space();
        let start = self.at;
        match (self.text.as_bytes().get(start)?, value) {
            (b'{', Value::Object(map)) => {
                self.at += 1;
                let mut count = 0;
                self.skip_space();
                while self.text.as_bytes().get(self.at) == Some(&b'"') {
                    let key = parse(self.scalar()?).ok()?.into_string()?;
                    self.next()?;
                    self.value(map.get(&key)?)?;
                    count += 1;
                    self.next().filter(|next| *next == b',' || count == map.len())?;
                    self.skip_space();
                }
                if count == 0 {
                    self.at += 1;
                }
            }
            (b'[', Value::Array(items)) => {
                self.at += 1;
                for item in items {
                    self.value(item)?;
                    self.next()?;
                }
                if items.is_empty() {
                    self.next()?;
                }
            }
            (b'{' | b'[', _) => {
                self.skip()?;
                self.replace(start, value)?;
            }
            _ => {
                let literal = self.scalar()?;
                if parse(literal).ok()? != *value {
                    self.replace(start, value)?;
                }
            }
        }
        Some(())
    }

    /// Replaces what was read since `start`.
    fn replace(&mut self, start: usize, value: &Value) -> Option<()> {
        self.out.push_str(self.text.get(self.copied..start)?);
        self.out.push_str(&to_json_string(value));
        self.copied = self.at;
        Some(())
    }

    /// The whole output.
    fn end(&mut self) -> Option<String> {
        self.out.push_str(self.text.get(self.copied..)?);
        (self.at == self.text.len()).then(|| std::mem::take(&mut self.out))
    }
}

#[cfg(test)]
mod tests {
    use crate::redact::redact_text;

    #[test]
    fn json_keeps_its_bytes() {
        for (name, text, expected) in [
            (
                "spaces, order, numbers and escapes",
                " { \"b\" : 1.0e3 ,\n\t\"2\": [ 1e2, \"\\u0041\" ], \"1\": {}, \"e\": [ ], \"secret\" : {\"a\": [\"}\"]} }\n",
                " { \"b\" : 1.0e3 ,\n\t\"2\": [ 1e2, \"\\u0041\" ], \"1\": {}, \"e\": [ ], \"secret\" : \"[REDACTED]\" }\n",
            ),
            ("a key that comes twice", r#"{"a":1,"secret":["x"],"a":2}"#, r#"{"a":2,"secret":"[REDACTED]"}"#),
            (
                "a line of a log",
                "start\n{\"secret\": [1], \"n\": 1.0}\r\n{\"a\": 1}\n{\"secret\": {}}",
                "start\n{\"secret\": \"[REDACTED]\", \"n\": 1.0}\r\n{\"a\": 1}\n{\"secret\": \"[REDACTED]\"}",
            ),
            (
                "JSON in JSON",
                r#"{"body": "{\"secret\": [1], \"n\": 1.0}"}"#,
                r#"{"body": "{\"secret\": \"[REDACTED]\", \"n\": 1.0}"}"#,
            ),
            ("no JSON", "{\"secret\": [1]", "{\"secret\": [1]"),
            (
                "placeholders and sentences",
                r#"{"password": "${DB_PASSWORD}", "secret": "must be at least 8 characters"}"#,
                r#"{"password": "${DB_PASSWORD}", "secret": "must be at least 8 characters"}"#,
            ),
        ] {
            let redacted = redact_text(text);
            assert_eq!(redacted, expected, "{name}");
            assert_eq!(redact_text(&redacted), expected, "{name}: a second time");
        }
    }
}
