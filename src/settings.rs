//! Settings of the whole process: what the exits do if a call does not say it.

use std::fmt;
use std::sync::atomic::{AtomicU8, Ordering};

use crate::json::{Map, Value};
use crate::kind::CodeProfile;
use crate::redact::Sanitizer;
use crate::redact::policy::{self, Reason, parse, process};
use crate::view::Audience;

/// Settings of a process, each of them optional.
///
/// They can only tighten what leaves the process: an audience of `client` is not widened again, and what a sanitizer redacts is
/// added to what was redacted before. The options of a single exit may say otherwise, and so may the sanitizer of an error.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Settings {
    /// For whom errors are written. Default: the operator.
    pub audience: Option<Audience>,
    /// Which JSON-RPC codes are sent. Default: those of 2026.
    pub code_profile: Option<CodeProfile>,
    /// What is redacted beyond the default: names, patterns, the strict profile, lower limits.
    pub sanitizer: Option<Sanitizer>,
}

/// What is wrong with a setting.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Problem {
    /// A setting that does not exist, or has a value of another kind.
    NotASetting(String),
    /// An entry of a policy that is not valid.
    Policy(Reason),
    /// An entry of a policy that shows more than the default.
    Looser(String),
    TooMany,
    /// The audience would be widened.
    Wider,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotASetting(name) => write!(
                f,
                "{name} is not valid: settings are an object with `audience` (`operator` or `client`), `codeProfile` (the text \
                 `2026`, or `legacy`), `redact`, `patterns`, `profile` and `limits`"
            ),
            Self::Policy(reason) => reason.fmt(f),
            Self::Looser(name) => write!(
                f,
                "`{name}` is not valid for the process, whose settings can only tighten: give it to `createSanitizer`, and the \
                 sanitizer to the class or the call that needs it"
            ),
            Self::TooMany => write!(
                f,
                "there are too many names or patterns: the process may have {} names and {} patterns",
                policy::MOST_NAMES,
                policy::MOST_PATTERNS
            ),
            Self::Wider => f.write_str(
                "audience is `client` already, and settings of the process can only tighten; give `audience: \"operator\"` to the \
                 one exit that needs it",
            ),
        }
    }
}

/// A setting that is not valid. Its text says what is wrong, and what would be right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidSetting {
    problem: Problem,
}

impl From<Problem> for InvalidSetting {
    fn from(problem: Problem) -> Self {
        Self { problem }
    }
}

impl fmt::Display for InvalidSetting {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.problem.fmt(f)
    }
}

impl std::error::Error for InvalidSetting {}

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

    /// Sets [`Self::sanitizer`]. It may only redact more than the default: it has no names to keep, not the profile of the
    /// references, and no other replacement than the marker.
    #[must_use]
    pub fn sanitizer(mut self, sanitizer: &Sanitizer) -> Self {
        self.sanitizer = Some(sanitizer.clone());
        self
    }

    /// These settings, and over them `next`.
    fn tightened_by(&self, next: &Self) -> Result<Self, Problem> {
        if self.audience == Some(Audience::Client) && next.audience == Some(Audience::Operator) {
            return Err(Problem::Wider);
        }
        Ok(Self {
            audience: next.audience.or(self.audience),
            code_profile: next.code_profile.or(self.code_profile),
            sanitizer: next.sanitizer.clone(),
        })
    }
}

/// Tightens the settings that a host keeps by those that it is given. `policies` among them are the policies of the process, after
/// a first one that stands for the sanitizer of a call. The host keeps the settings, and passes them to the exits, because an
/// instance of the engine may be lost.
pub(crate) fn tighten(current: &mut Map, given: Value) -> Result<(), InvalidSetting> {
    let given = given.into_object().ok_or_else(|| Problem::NotASetting("this".to_owned()))?;
    let own = || vec![Value::Object(Map::new())];
    let mut policies = current.remove("policies").and_then(Value::into_array).unwrap_or_else(own);
    let mut policy = parse::from_list(&policies);
    for (key, value) in given.iter() {
        if matches!(key, "redact" | "patterns" | "limits" | "profile") && !value.is_null() {
            parse::apply_entry(&mut policy, key, value).map_err(Problem::Policy)?;
        }
    }
    let mut added = Map::new();
    let mut is_wider = false;
    for (key, value) in given {
        let name = value.as_str().unwrap_or_default();
        let is_valid = match key.as_str() {
            _ if value.is_null() => continue,
            "redact" | "patterns" | "limits" => {
                added.insert(key, value);
                continue;
            }
            "profile" if name == "strict" => {
                added.insert(key, value);
                continue;
            }
            "profile" | "keep" | "replacement" | "hashKey" => return Err(Problem::Looser(key).into()),
            "audience" => {
                let is_client = current.get(&key).is_some_and(|now| now.as_str() == Some("client"));
                is_wider = is_client && name == "operator";
                Audience::from_name(name).is_some()
            }
            "codeProfile" => CodeProfile::from_name(name).is_some(),
            _ => false,
        };
        if !is_valid {
            return Err(Problem::NotASetting(key).into());
        }
        current.insert(key, value);
    }
    if is_wider {
        return Err(Problem::Wider.into());
    }
    if !policy.is_within_bounds() {
        return Err(Problem::TooMany.into());
    }
    if !added.is_empty() {
        policies.push(added.into());
    }
    current.insert("policies", policies);
    Ok(())
}

/// The settings of this process: a bit for each that is not the default.
static CURRENT: AtomicU8 = AtomicU8::new(0);
const CLIENT: u8 = 1;
const LEGACY: u8 = 2;

/// Changes the settings of this process. Programs call it once, at their start. A setting that is not given stays as it is.
///
/// # Errors
/// [`InvalidSetting`] if more would leave the process than before. Nothing has changed then.
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
/// # Ok::<(), mcp_errors::InvalidSetting>(())
/// ```
#[expect(clippy::needless_pass_by_value, reason = "settings are made for the call")]
pub fn configure(settings: Settings) -> Result<(), InvalidSetting> {
    let policy = settings.sanitizer.as_ref().map(Sanitizer::policy);
    if policy.is_some_and(|policy| !policy.only_tightens()) {
        return Err(Problem::Looser("sanitizer".to_owned()).into());
    }
    let mut before = CURRENT.load(Ordering::Acquire);
    of_bits(before).tightened_by(&settings)?;
    if policy.is_some_and(|policy| !process::add(policy)) {
        return Err(Problem::TooMany.into());
    }
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
            ("unknown", "{}", r#"{"audiense":"client"}"#, Err("audiense is not valid")),
            ("no audience", "{}", r#"{"audience":"public"}"#, Err("audience is not valid")),
            ("a number", "{}", r#"{"codeProfile":2026}"#, Err("codeProfile is not valid")),
            ("no object", "{}", "[]", Err("an object")),
        ];
        for (name, before, next, expected) in cases {
            let mut settings: Map = before.parse::<Value>().unwrap().as_object().unwrap().clone();
            match (tighten(&mut settings, next.parse().unwrap()), expected) {
                (Ok(()), Ok(text)) => {
                    settings.remove("policies");
                    assert_eq!(Value::from(settings).to_string(), text, "{name}");
                }
                (Err(problem), Err(part)) => assert!(problem.to_string().contains(part), "{name}: {problem}"),
                (outcome, _) => panic!("{name}: {outcome:?}"),
            }
        }
    }
}
