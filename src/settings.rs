//! Settings of the whole process: what the exits do where a call does not say it.

use std::sync::atomic::{AtomicU8, Ordering};

use crate::json::{Map, Value};
use crate::kind::CodeProfile;
use crate::redact::Sanitizer;
use crate::redact::policy::{Policy, Why, place_of, process, refusal, sentence};
use crate::view::Audience;
use crate::word_set::words;

/// Settings of a process, each of them optional.
///
/// They can only tighten what leaves: an audience of `client` is not widened again, and what a sanitizer hides is added to what was
/// hidden before. A single call may be told otherwise, by its own options; an error, by a sanitizer of its own.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Settings {
    /// For whom errors are written; default: the operator.
    pub audience: Option<Audience>,
    /// Which JSON-RPC codes are sent; default: those of 2026.
    pub code_profile: Option<CodeProfile>,
    /// What is hidden beyond the default: names, patterns, the strict profile, lower limits.
    pub sanitizer: Option<Sanitizer>,
}

/// Why settings were refused. Nothing has changed then.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IllegalSetting {
    message: String,
}

impl IllegalSetting {
    fn of(why: Why, entry: &str) -> Self {
        Self { message: sentence(&refusal(why, entry)) }
    }

    /// What is wrong, and what would be legal.
    pub fn message(&self) -> &str {
        &self.message
    }
}

impl std::fmt::Display for IllegalSetting {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.message)
    }
}

impl std::error::Error for IllegalSetting {}

impl Settings {
    /// Sets [`Self::audience`].
    #[must_use]
    pub fn audience(mut self, audience: Audience) -> Self {
        self.audience = Some(audience);
        self
    }

    /// Sets [`Self::code_profile`].
    #[must_use]
    pub fn code_profile(mut self, profile: CodeProfile) -> Self {
        self.code_profile = Some(profile);
        self
    }

    /// Sets [`Self::sanitizer`]. It may only hide more than the default: no names to keep, no profile of the references, and no
    /// other replacement than the marker.
    #[must_use]
    pub fn sanitizer(mut self, sanitizer: &Sanitizer) -> Self {
        self.sanitizer = Some(sanitizer.clone());
        self
    }

    /// These settings, and over them `next`.
    pub(crate) fn tightened_by(&self, next: &Self) -> Result<Self, IllegalSetting> {
        if self.audience == Some(Audience::Client) && next.audience == Some(Audience::Operator) {
            return Err(IllegalSetting::of(Why::Wider, ""));
        }
        Ok(Self {
            audience: next.audience.or(self.audience),
            code_profile: next.code_profile.or(self.code_profile),
            sanitizer: next.sanitizer.clone(),
        })
    }
}

/// Tightens the settings that a host keeps by those that it gives, or refuses them. `policies` among them are what has been added to
/// the default, the first of them for the sanitizer of a call. The host keeps them, and passes them on to the exits: an instance may
/// be lost.
pub(crate) fn tighten(current: &mut Map, given: Value) -> Option<String> {
    let Value::Object(given) = given else { return Some(refusal(Why::Setting, "this")) };
    let mut policies = match current.remove("policies") {
        Some(Value::Array(items)) => items,
        _ => vec![Value::Object(Map::new())],
    };
    let mut policy = Policy::of_list(&policies);
    for (key, value) in given.iter() {
        let is_of_policy = matches!(place_of(words!(NAMES), key), Some(..POLICY));
        if is_of_policy && !matches!(value, Value::Null) && policy.read(key, value).is_none() {
            return Some(refusal(Why::Entry, key));
        }
    }
    let mut added = Map::new();
    let mut is_wider = false;
    for (key, value) in given {
        if matches!(value, Value::Null) {
            continue;
        }
        let name = value.as_str().unwrap_or_default();
        let is_legal = match place_of(words!(NAMES), &key) {
            Some(..POLICY) if key != "profile" || name == "strict" => {
                added.insert(key, value);
                continue;
            }
            Some(..AUDIENCE) => return Some(refusal(Why::Looser, &key)),
            Some(AUDIENCE) => {
                let is_client = current.get(&key).is_some_and(|now| now.as_str() == Some("client"));
                is_wider = is_client && name == "operator";
                Audience::from_name(name).is_some()
            }
            Some(_) => CodeProfile::from_name(name).is_some(),
            None => false,
        };
        if !is_legal {
            return Some(refusal(Why::Setting, &key));
        }
        current.insert(key, value);
    }
    if is_wider {
        return Some(refusal(Why::Wider, ""));
    }
    if !policy.is_within() {
        return Some(refusal(Why::TooMany, ""));
    }
    if !added.is_empty() {
        policies.push(added.into());
    }
    current.insert("policies", policies);
    None
}

/// What settings are told apart by: first those that are a policy, then those of a policy that no process has, last those that are
/// none.
const NAMES: &str = "redact patterns limits profile keep replacement hashKey audience codeProfile";
const POLICY: usize = 4;
const AUDIENCE: usize = 7;

/// The settings of this process, a bit for each that is not the default.
static CURRENT: AtomicU8 = AtomicU8::new(0);
const CLIENT: u8 = 1;
const LEGACY: u8 = 2;

/// Changes the settings of this process, most often once, at its start. What is not given stays as it is.
///
/// # Errors
/// [`IllegalSetting`], if it would show more than before. Nothing has changed then.
///
/// ```
/// use mcp_errors::{Audience, McpError, Settings, WireOptions, configure};
///
/// configure(Settings::default().audience(Audience::Client))?;
///
/// let error = McpError::resource("cannot read /srv/app/notes.db").build();
/// let object = error.to_json_rpc(WireOptions::default());
/// assert_eq!(object.get("message").and_then(|text| text.as_str()), Some("cannot read [PATH]"));
///
/// assert!(configure(Settings::default().audience(Audience::Operator)).is_err());
/// # Ok::<(), mcp_errors::IllegalSetting>(())
/// ```
#[expect(clippy::needless_pass_by_value, reason = "settings are made for the call")]
pub fn configure(settings: Settings) -> Result<(), IllegalSetting> {
    let policy = settings.sanitizer.as_ref().map(Sanitizer::policy);
    if policy.is_some_and(|policy| !policy.only_tightens()) {
        return Err(IllegalSetting::of(Why::Looser, "sanitizer"));
    }
    let tightens = |next: &Settings| of_bits(CURRENT.load(Ordering::Acquire)).tightened_by(next).map(|_| ());
    tightens(&settings)?;
    if policy.is_some_and(|policy| !process::add(policy)) {
        return Err(IllegalSetting::of(Why::TooMany, ""));
    }
    let mut before = CURRENT.load(Ordering::Acquire);
    loop {
        let next = of_bits(before).tightened_by(&settings)?;
        let bits = bit(next.audience == Some(Audience::Client), CLIENT)
            | bit(next.code_profile == Some(CodeProfile::Legacy), LEGACY);
        match CURRENT.compare_exchange(before, bits, Ordering::AcqRel, Ordering::Acquire) {
            Ok(_) => return Ok(()),
            Err(now) => before = now,
        }
    }
}

/// The settings of this process.
pub(crate) fn current() -> Settings {
    of_bits(CURRENT.load(Ordering::Acquire))
}

fn of_bits(bits: u8) -> Settings {
    Settings {
        audience: (bits & CLIENT != 0).then_some(Audience::Client),
        code_profile: (bits & LEGACY != 0).then_some(CodeProfile::Legacy),
        sanitizer: None,
    }
}

fn bit(is_set: bool, bit: u8) -> u8 {
    if is_set { bit } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_are_checked_and_only_tighten() {
        let client = r#"{"audience":"client"}"#;
        let cases = [
            ("nothing", "{}", "{}", Ok("{}")),
            ("null is absent", "{}", r#"{"audience":null}"#, Ok("{}")),
            (
                "both",
                "{}",
                r#"{"audience":"client","codeProfile":"legacy"}"#,
                Ok(r#"{"audience":"client","codeProfile":"legacy"}"#),
            ),
            (
                "one after the other",
                client,
                r#"{"codeProfile":"legacy"}"#,
                Ok(r#"{"audience":"client","codeProfile":"legacy"}"#),
            ),
            (
                "back to the codes of 2026",
                r#"{"codeProfile":"legacy"}"#,
                r#"{"codeProfile":"2026"}"#,
                Ok(r#"{"codeProfile":"2026"}"#),
            ),
            ("wider", client, r#"{"audience":"operator"}"#, Err("can only tighten")),
            ("unknown", "{}", r#"{"audiense":"client"}"#, Err("audiense is not legal")),
            ("no audience", "{}", r#"{"audience":"public"}"#, Err("audience is not legal")),
            ("a number", "{}", r#"{"codeProfile":2026}"#, Err("codeProfile is not legal")),
            ("no object", "{}", "[]", Err("an object")),
        ];
        for (name, before, next, expected) in cases {
            let mut settings: Map = before.parse::<Value>().unwrap().as_object().unwrap().clone();
            match (tighten(&mut settings, next.parse().unwrap()), expected) {
                (None, Ok(text)) => {
                    settings.remove("policies");
                    assert_eq!(Value::from(settings).to_string(), text, "{name}");
                }
                (Some(problem), Err(part)) => {
                    let sentence = sentence(&problem);
                    assert!(sentence.contains(part), "{name}: {sentence}");
                }
                (problem, _) => panic!("{name}: {problem:?}"),
            }
        }
    }
}
