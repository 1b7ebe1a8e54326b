//! Validation errors from the issues of a schema, as Zod, Standard Schema and Ajv list them: which field is wrong, and what
//! is accepted.

use crate::error::draft::Draft;
use crate::json::{Map, Value, to_json_string};
use crate::kind::ErrorKind;

/// How many fields the message names. The list of validation errors has all of them.
const NAMED_FIELDS: usize = 5;

/// The parameters in which Ajv names a property that is missing or not accepted.
const PROPERTY_PARAMS: &[&str] = &["missingProperty", "additionalProperty", "unevaluatedProperty"];

/// The draft of a validation error. `input` is what was validated, for the value of the first field; `subject` is what
/// took the input, most often a tool.
pub(crate) fn draft(issues: &[Value], input: Option<&Value>, subject: Option<&str>) -> Draft {
    let (mut problems, mut hints, mut options) = (Vec::new(), Vec::new(), Map::new());
    let mut fields: Vec<String> = Vec::new();
    for map in issues.iter().filter_map(Value::as_object) {
        let issue = Issue { map, path: path_of(map) };
        if problems.is_empty() {
            let value = issue.get(&["input", "data"]).or_else(|| value_at(input?, &issue.path));
            options.insert("field", Some(issue.path.as_str()).filter(|path| !path.is_empty()));
            options.insert("value", value.cloned().unwrap_or_default());
            options.insert("expectedType", issue.text(&["expected", "type", "origin"]));
            options.insert("validationRule", issue.text(&["code", "keyword"]));
        }
        let problem = issue.text(&["message"]).unwrap_or("not valid");
        problems.push(Value::from(match issue.path.as_str() {
            "" => problem.to_owned(),
            path => format!("{path}: {problem}"),
        }));
        hints.extend(issue.hint().map(Value::from));
        if !issue.path.is_empty() && !fields.contains(&issue.path) && fields.len() < NAMED_FIELDS {
            fields.push(issue.path);
        }
    }
    options.insert("validationErrors", problems);
    options.insert("hints", hints);
    let mut message = match subject {
        Some(subject) => format!("the input of `{subject}` is not valid"),
        None => "the input is not valid".to_owned(),
    };
    if !fields.is_empty() {
        message = format!("{message}: `{}`", fields.join("`, `"));
    }
    let mut draft = Draft::new(ErrorKind::Validation, message);
    draft.options(options);
    draft
}

/// The path of a field, such as `filters.0.limit`; empty for the whole input.
fn path_of(issue: &Map) -> String {
    let mut keys: Vec<String> = Vec::new();
    if let Some(Value::Array(path)) = issue.get("path") {
        keys.extend(path.iter().map(|key| key.get("key").unwrap_or(key).to_plain_string()));
    } else if let Some(Value::String(pointer)) = issue.get("instancePath") {
        keys.extend(pointer.split('/').skip(1).map(str::to_owned));
        // Ajv blames the object and names the property in the parameters.
        let params = issue.get("params");
        let properties = PROPERTY_PARAMS.iter().filter_map(|key| params?.get(key)?.as_str());
        keys.extend(properties.map(str::to_owned));
    }
    keys.join(".")
}

fn value_at<'a>(input: &'a Value, path: &str) -> Option<&'a Value> {
    path.split('.').try_fold(input, |value, key| match value {
        Value::Array(items) => items.get(key.parse::<usize>().ok()?),
        _ => value.get(key),
    })
}

/// One issue. Zod and Standard Schema put their entries at the top, Ajv some of them into `params`.
struct Issue<'a> {
    map: &'a Map,
    path: String,
}

impl<'a> Issue<'a> {
    /// The first of the entries that is there.
    fn get(&self, keys: &[&str]) -> Option<&'a Value> {
        keys.iter().find_map(|key| self.map.get(key).or_else(|| self.map.get("params")?.get(key)))
    }

    /// As [`Self::get`], if the entry is a text.
    fn text(&self, keys: &[&str]) -> Option<&'a str> {
        self.get(keys)?.as_str()
    }

    /// What to pass instead, if the schema says so.
    fn hint(&self) -> Option<String> {
        let name = if self.path.is_empty() { "the input" } else { &self.path };
        Some(if self.get(&["additionalProperty", "unevaluatedProperty"]).is_some() {
            format!("Leave out `{name}`: it is not accepted")
        } else if self.get(&["missingProperty"]).is_some() || self.is_key_missing() {
            format!("`{name}` is required")
        } else if let Some(keys) = self.get(&["keys"]) {
            format!("Leave out {}: not accepted here", listed(keys))
        } else {
            format!("`{name}` must be {}", self.accepted()?)
        })
    }

    /// Whether the key itself is missing. Valibot then expects the name of the key, in quotes.
    fn is_key_missing(&self) -> bool {
        let expected = self.text(&["expected"]).and_then(|text| text.strip_prefix('"')?.strip_suffix('"'));
        expected.is_some_and(|key| self.path.ends_with(key))
    }

    /// What the schema accepts, in words.
    fn accepted(&self) -> Option<String> {
        // One of a few values: Zod 4, Zod 3, Ajv.
        if let Some(values) = self.get(&["values", "options", "allowedValues", "allowedValue"]) {
            let has_choice = values.as_array().is_some_and(|values| values.len() > 1);
            return Some(format!("{}{}", if has_choice { "one of " } else { "" }, listed(values)));
        }
        if let Some(limit) = self.limit() {
            return Some(limit);
        }
        if let Some(step) = self.get(&["multipleOf", "divisor"]) {
            return Some(format!("a multiple of {}", step.to_plain_string()));
        }
        if let Some(pattern) = self.text(&["pattern"]) {
            return Some(format!("a string that matches {pattern}"));
        }
        if let Some(format) = self.text(&["format", "validation"]) {
            return Some(format!("a string in the format {format}"));
        }
        // A literal of Zod 3 may be anything.
        let expected = self.get(&["expected", "type"])?.to_plain_string();
        // A word names a type; anything else, such as `<=100`, is shown as it is.
        let article = match expected.as_bytes().first()? {
            b'a' | b'i' | b'o' => "an ",
            b'b'..=b'z' => "a ",
            _ => "",
        };
        Some(format!("{article}{expected}"))
    }

    /// A bound of a number, of the length of a text, or of the size of a list.
    fn limit(&self) -> Option<String> {
        let lower = self.get(&["minimum"]);
        let limit = lower.or_else(|| self.get(&["maximum", "limit"]))?;
        let rule = self.text(&["comparison", "keyword"]).unwrap_or_default();
        let is_exclusive =
            self.get(&["inclusive"]).and_then(Value::as_bool) == Some(false) || matches!(rule, ">" | "<");
        let is_lower = lower.is_some() || rule.starts_with('>') || rule.starts_with("min");
        let words = match (is_lower, is_exclusive) {
            (true, false) => "at least",
            (true, true) => "more than",
            (false, false) => "at most",
            (false, true) => "less than",
        };
        let unit = match self.text(&["origin", "type", "keyword"]).unwrap_or_default() {
            "string" | "minLength" | "maxLength" => " characters",
            "array" | "set" | "minItems" | "maxItems" => " items",
            _ => "",
        };
        Some(format!("{words} {}{unit}", limit.to_plain_string()))
    }
}

/// Values as JSON, with commas and without the brackets of the list.
fn listed(values: &Value) -> String {
    to_json_string(values).trim_matches(['[', ']']).to_owned()
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
