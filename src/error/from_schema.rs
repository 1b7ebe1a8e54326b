//! What schemas complain of, as Zod, Standard Schema and Ajv list it: one validation error that says which field is wrong and
//! what would be accepted.

use crate::chars::{pieces, read_integer};
use crate::error::draft::Draft;
use crate::json::{Map, Value, to_json_string};
use crate::kind::ErrorKind;

/// How many fields the message names; the list of problems has all of them.
const NAMED: usize = 5;

/// Under which names Ajv gives a property that is missing, or that it does not accept.
const PROPERTIES: &str = "missingProperty additionalProperty unevaluatedProperty";

/// The draft of a validation error. `input` is what was validated, for the value of the first field; `subject` is what it was
/// given to, most often a tool.
pub(crate) fn draft(issues: &[Value], input: Option<&Value>, subject: Option<&str>) -> Draft {
    let mut message = String::from("the input");
    if let Some(subject) = subject {
        push(&mut message, &[" of `", subject, "`"]);
    }
    message.push_str(" is not valid");
    let (mut problems, mut hints, mut options) = (Vec::new(), Vec::new(), Map::new());
    let mut named: Vec<String> = Vec::new();
    for map in issues.iter().filter_map(Value::as_object) {
        let issue = Issue { map, path: path_of(map) };
        if problems.is_empty() {
            let value = issue.get("input data").or_else(|| value_at(input?, &issue.path));
            options.insert("field", Some(issue.path.as_str()).filter(|path| !path.is_empty()));
            options.insert("value", value.cloned().unwrap_or_default());
            options.insert("expectedType", issue.text("expected type origin"));
            options.insert("validationRule", issue.text("code keyword"));
        }
        let mut problem = String::new();
        if !issue.path.is_empty() {
            push(&mut problem, &[&issue.path, ": "]);
        }
        problem.push_str(issue.text("message").unwrap_or("not valid"));
        problems.push(Value::from(problem));
        hints.extend(issue.hint().map(Value::from));
        if !issue.path.is_empty() && !named.contains(&issue.path) && named.len() < NAMED {
            push(&mut message, &[if named.is_empty() { ": `" } else { ", `" }, &issue.path, "`"]);
            named.push(issue.path);
        }
    }
    options.insert("validationErrors", problems);
    options.insert("hints", hints);
    let mut draft = Draft::new(ErrorKind::Validation, message);
    draft.options(options);
    draft
}

/// The path of a field, such as `filters.0.limit`; empty for the whole input.
fn path_of(map: &Map) -> String {
    let mut path = String::new();
    let mut add = |key: &str| {
        if !path.is_empty() {
            path.push('.');
        }
        path.push_str(key);
    };
    if let Some(Value::Array(keys)) = map.get("path") {
        for key in keys {
            add(&key.get("key").unwrap_or(key).to_plain_string());
        }
    } else if let Some(Value::String(pointer)) = map.get("instancePath") {
        pieces(pointer, b'/').skip(1).for_each(&mut add);
        // Ajv complains of the object, and names the property apart.
        for key in pieces(PROPERTIES, b' ') {
            if let Some(Value::String(name)) = map.get("params").and_then(|params| params.get(key)) {
                add(name);
            }
        }
    }
    path
}

fn value_at<'a>(input: &'a Value, path: &str) -> Option<&'a Value> {
    pieces(path, b'.').try_fold(input, |value, key| match value {
        Value::Array(items) => items.get(usize::try_from(read_integer(key)?).ok()?),
        _ => value.get(key),
    })
}

/// One complaint: the keys of Zod and Standard Schema stand in it, those of Ajv partly in `params`.
struct Issue<'a> {
    map: &'a Map,
    path: String,
}

impl<'a> Issue<'a> {
    /// The first of these entries, with spaces between their names, that is there, also in the parameters of Ajv.
    #[inline(never)]
    fn get(&self, keys: &str) -> Option<&'a Value> {
        pieces(keys, b' ').find_map(|key| self.map.get(key).or_else(|| self.map.get("params")?.get(key)))
    }

    #[inline(never)]
    fn text(&self, keys: &str) -> Option<&'a str> {
        self.get(keys)?.as_str()
    }

    /// What to pass instead, if the schema says so.
    fn hint(&self) -> Option<String> {
        let name = if self.path.is_empty() { "the input" } else { &self.path };
        let mut out = String::new();
        if self.get("additionalProperty unevaluatedProperty").is_some() {
            push(&mut out, &["Leave out `", name, "`: it is not accepted"]);
        } else if self.get("missingProperty").is_some() || self.wants_key() {
            push(&mut out, &["`", name, "` is required"]);
        } else if let Some(keys) = self.get("keys") {
            push(&mut out, &["Leave out ", &listed(keys), ": not accepted here"]);
        } else {
            push(&mut out, &["`", name, "` must be ", &self.accepted()?]);
        }
        Some(out)
    }

    /// Whether the key itself is missing, which Valibot says by expecting its name in quotes.
    fn wants_key(&self) -> bool {
        let expected = self.text("expected").and_then(|text| text.strip_prefix('"')?.strip_suffix('"'));
        expected.is_some_and(|key| self.path.ends_with(key))
    }

    fn accepted(&self) -> Option<String> {
        let mut out = String::new();
        // One of a few values: Zod 4, Zod 3, Ajv.
        if let Some(values) = self.get("values options allowedValues allowedValue") {
            let many = values.as_array().is_some_and(|values| values.len() > 1);
            push(&mut out, &[if many { "one of " } else { "" }, &listed(values)]);
            return Some(out);
        }
        // A literal of Zod 3 may be anything.
        let expected = self.get("expected type");
        // What is limited: the length of a text, the size of a list, or the number itself.
        let unit = match self.text("origin type keyword").unwrap_or_default() {
            "string" | "minLength" | "maxLength" => " characters",
            "array" | "set" | "minItems" | "maxItems" => " items",
            _ => "",
        };
        let above = self.get("minimum");
        let rule = self.text("comparison keyword").unwrap_or_default();
        if let Some(limit) = above.or_else(|| self.get("maximum limit")) {
            let is_open =
                self.get("inclusive").and_then(Value::as_bool) == Some(false) || matches!(rule, ">" | "<");
            let is_lower = above.is_some() || rule.starts_with('>') || rule.starts_with("min");
            let words = match (is_lower, is_open) {
                (true, false) => "at least ",
                (true, true) => "more than ",
                (false, false) => "at most ",
                (false, true) => "less than ",
            };
            push(&mut out, &[words, &limit.to_plain_string(), unit]);
        } else if let Some(step) = self.get("multipleOf divisor") {
            push(&mut out, &["a multiple of ", &step.to_plain_string()]);
        } else if let Some(pattern) = self.text("pattern") {
            push(&mut out, &["a string that matches ", pattern]);
        } else if let Some(format) = self.text("format validation") {
            push(&mut out, &["a string in the format ", format]);
        } else {
            let expected = expected?.to_plain_string();
            // A word is a type, and anything else, such as `<=100`, stands for itself.
            push(
                &mut out,
                &[
                    match expected.as_bytes().first()? {
                        b'a' | b'i' | b'o' => "an ",
                        b'b'..=b'z' => "a ",
                        _ => "",
                    },
                    &expected,
                ],
            );
        }
        Some(out)
    }
}

/// Values as JSON, with commas.
fn listed(values: &Value) -> String {
    let text = to_json_string(values);
    let is_inside = |byte| !matches!(byte, b'[' | b']');
    let start = text.bytes().position(is_inside).unwrap_or_default();
    let end = text.bytes().rposition(is_inside).map_or(0, |last| last + 1);
    text.get(start..end).unwrap_or_default().to_owned()
}

fn push(out: &mut String, parts: &[&str]) {
    for part in parts {
        out.push_str(part);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made(issue: &str) -> (Vec<String>, Vec<String>) {
        let issue: Value = issue.parse().unwrap();
        let error = draft(&[issue], None, None).build();
        let problems = error.field("validation_errors").and_then(Value::as_array).unwrap_or_default();
        (problems.iter().map(Value::to_plain_string).collect(), error.hints().map(str::to_owned).collect())
    }

    /// Rows of name, issue, problem and hint.
    fn check(cases: &[(&str, &str, &str, &str)]) {
        for (name, issue, problem, hint) in cases {
            let (problems, hints) = made(issue);
            assert_eq!((problems.join("|").as_str(), hints.join("|").as_str()), (*problem, *hint), "{name}");
        }
    }

    #[test]
    fn hints_of_zod_name_the_field_and_what_is_accepted() {
        check(&[
            (
                "zod 4, type",
                r#"{"code":"invalid_type","expected":"number","path":["a",0],"message":"m"}"#,
                "a.0: m",
                "`a.0` must be a number",
            ),
            (
                "zod 4, too big",
                r#"{"origin":"number","code":"too_big","maximum":100,"inclusive":true,"path":["limit"],"message":"m"}"#,
                "limit: m",
                "`limit` must be at most 100",
            ),
            (
                "zod 4, text too short",
                r#"{"origin":"string","code":"too_small","minimum":3,"inclusive":true,"path":["q"],"message":"m"}"#,
                "q: m",
                "`q` must be at least 3 characters",
            ),
            (
                "zod 4, choice",
                r#"{"code":"invalid_value","values":["open","shut"],"path":["s"],"message":"m"}"#,
                "s: m",
                "`s` must be one of \"open\",\"shut\"",
            ),
            (
                "zod 4, literal",
                r#"{"code":"invalid_value","values":[1],"path":["s"],"message":"m"}"#,
                "s: m",
                "`s` must be 1",
            ),
            (
                "zod, unknown keys",
                r#"{"code":"unrecognized_keys","keys":["x","y"],"path":[],"message":"m"}"#,
                "m",
                "Leave out \"x\",\"y\": not accepted here",
            ),
            (
                "zod 4, format",
                r#"{"code":"invalid_format","format":"email","path":["e"],"message":"m"}"#,
                "e: m",
                "`e` must be a string in the format email",
            ),
            (
                "zod 3, type",
                r#"{"code":"invalid_type","expected":"integer","received":"float","path":["n"],"message":"m"}"#,
                "n: m",
                "`n` must be an integer",
            ),
            (
                "zod 3, exclusive",
                r#"{"code":"too_small","type":"number","minimum":0,"inclusive":false,"exact":false,"path":["n"],"message":"m"}"#,
                "n: m",
                "`n` must be more than 0",
            ),
            (
                "zod 3, choice",
                r#"{"code":"invalid_enum_value","received":"c","options":["a","b"],"path":["o"],"message":"m"}"#,
                "o: m",
                "`o` must be one of \"a\",\"b\"",
            ),
            (
                "zod 3, step",
                r#"{"code":"not_multiple_of","multipleOf":5,"path":["n"],"message":"m"}"#,
                "n: m",
                "`n` must be a multiple of 5",
            ),
        ]);
    }

    #[test]
    fn hints_of_others_name_the_field_and_what_is_accepted() {
        check(&[
            (
                "ajv, type",
                r#"{"instancePath":"/a/0","keyword":"type","params":{"type":"integer"},"message":"must be integer"}"#,
                "a.0: must be integer",
                "`a.0` must be an integer",
            ),
            (
                "ajv, missing",
                r#"{"instancePath":"","keyword":"required","params":{"missingProperty":"b"},"message":"must have required property 'b'"}"#,
                "b: must have required property 'b'",
                "`b` is required",
            ),
            (
                "ajv, additional",
                r#"{"instancePath":"","keyword":"additionalProperties","params":{"additionalProperty":"c"},"message":"m"}"#,
                "c: m",
                "Leave out `c`: it is not accepted",
            ),
            (
                "ajv, limit",
                r#"{"instancePath":"/n","keyword":"minimum","params":{"comparison":">=","limit":1},"message":"m"}"#,
                "n: m",
                "`n` must be at least 1",
            ),
            (
                "ajv, length",
                r#"{"instancePath":"/q","keyword":"maxLength","params":{"limit":9},"message":"m"}"#,
                "q: m",
                "`q` must be at most 9 characters",
            ),
            (
                "ajv, choice",
                r#"{"instancePath":"/s","keyword":"enum","params":{"allowedValues":["a","b"]},"message":"m"}"#,
                "s: m",
                "`s` must be one of \"a\",\"b\"",
            ),
            ("standard, keys in objects", r#"{"path":[{"key":"a"},{"key":1}],"message":"m"}"#, "a.1: m", ""),
            (
                "valibot",
                r#"{"kind":"schema","type":"string","expected":"string","received":"5","path":[{"key":"q"}],"message":"m"}"#,
                "q: m",
                "`q` must be a string",
            ),
            (
                "valibot, missing",
                r#"{"kind":"schema","type":"object","expected":"\"q\"","received":"undefined","path":[{"key":"q"}],"message":"m"}"#,
                "q: m",
                "`q` is required",
            ),
            (
                "valibot, limit",
                r#"{"kind":"validation","type":"max_value","expected":"<=100","requirement":100,"path":[{"key":"n"}],"message":"m"}"#,
                "n: m",
                "`n` must be <=100",
            ),
            (
                "a rule of the user's own",
                r#"{"code":"custom","path":["x"],"message":"must be even"}"#,
                "x: must be even",
                "",
            ),
            ("hardly anything", "{}", "not valid", ""),
        ]);
    }

    #[test]
    fn the_first_field_is_described() {
        let issues: Value = r#"[{"code":"too_big","origin":"number","maximum":9,"path":["q","n"],"message":"m"},{"path":["s"],"message":"m"},{"path":["s"],"message":"k"}]"#.parse().unwrap();
        let input: Value = r#"{"q":{"n":12}}"#.parse().unwrap();
        let error = draft(issues.as_array().unwrap_or_default(), Some(&input), Some("find")).build();
        assert_eq!(error.message(), "the input of `find` is not valid: `q.n`, `s`");
        assert_eq!(
            Value::from(error.context().clone()).to_string(),
            r#"{"field":"q.n","value":"12","expected_type":"number","validation_rule":"too_big"}"#
        );
    }
}
