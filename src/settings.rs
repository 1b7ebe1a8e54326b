//! Settings of the whole process: what the exits do where a call does not say it.

use std::sync::atomic::{AtomicU8, Ordering};

use crate::audience::Audience;
use crate::status::CodeProfile;
use crate::value::{Map, Value};

/// Settings of a process, each of them optional.
///
/// They can only tighten what leaves: an audience of `client` is not widened again. A single call may, by its own options.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Settings {
    /// For whom errors are written; default: the operator.
    pub audience: Option<Audience>,
    /// Which JSON-RPC codes are sent; default: those of 2026.
    pub code_profile: Option<CodeProfile>,
}

/// Why settings were refused. Nothing has changed then.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IllegalSetting {
    message: String,
}

impl IllegalSetting {
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

const NOT_LEGAL: &str = " is not legal: settings are an object with `audience` (`operator` or `client`), `codeProfile` \
                         (the text `2026`, or `legacy`), or both";
const WIDER: &str = "audience is `client` already, and settings of the process can only tighten; give \
                     `audience: \"operator\"` to the one exit that needs it";

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

    /// Settings as a host gives them.
    pub(crate) fn from_value(value: &Value) -> Result<Self, IllegalSetting> {
        let refuse = |given: &str| {
            let mut message = given.to_owned();
            message.push_str(NOT_LEGAL);
            Err(IllegalSetting { message })
        };
        let Value::Object(map) = value else { return refuse("this") };
        let mut settings = Self::default();
        for (key, value) in map.iter().filter(|(_, value)| **value != Value::Null) {
            let name = value.as_str().unwrap_or_default();
            match key {
                "audience" => settings.audience = Audience::from_name(name),
                "codeProfile" => settings.code_profile = CodeProfile::from_name(name),
                _ => return refuse(key),
            }
            if settings.to_map().get(key).is_none() {
                return refuse(key);
            }
        }
        Ok(settings)
    }

    /// Settings as a host keeps them.
    pub(crate) fn to_map(self) -> Map {
        let mut map = Map::new();
        if let Some(audience) = self.audience {
            map.insert("audience", audience.name());
        }
        if let Some(profile) = self.code_profile {
            map.insert("codeProfile", profile.name());
        }
        map
    }

    /// These settings, and over them `next`.
    pub(crate) fn tightened_by(self, next: Self) -> Result<Self, IllegalSetting> {
        if self.audience == Some(Audience::Client) && next.audience == Some(Audience::Operator) {
            return Err(IllegalSetting { message: WIDER.to_owned() });
        }
        Ok(Self {
            audience: next.audience.or(self.audience),
            code_profile: next.code_profile.or(self.code_profile),
        })
    }
}

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
pub fn configure(settings: Settings) -> Result<(), IllegalSetting> {
    let mut before = CURRENT.load(Ordering::Acquire);
    loop {
        let next = of_bits(before).tightened_by(settings)?;
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
            let read = |text: &str| Settings::from_value(&text.parse().unwrap());
            let result = read(next).and_then(|next| read(before)?.tightened_by(next));
            match (result, expected) {
                (Ok(settings), Ok(text)) => {
                    assert_eq!(Value::from(settings.to_map()).to_string(), text, "{name}");
                }
                (Err(error), Err(part)) => assert!(error.to_string().contains(part), "{name}: {error}"),
                (result, _) => panic!("{name}: {result:?}"),
            }
        }
    }
}
