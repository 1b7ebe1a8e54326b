//! What an exit may be told.

use crate::json::{Map, Value};
use crate::kind::{CodeProfile, check_json_rpc_code};
use crate::settings;
use crate::view::Audience;

/// The names under which hosts give options of the exits.
pub(crate) const EXIT_OPTIONS: [&str; 5] =
    ["audience", "codeProfile", "code", "includeJsonText", "structuredContent"];

/// For whom and how an error is written: options of the exits. Where one is not given, the settings of the process decide.
#[derive(Clone, Copy, Debug, Default)]
#[non_exhaustive]
pub struct WireOptions {
    /// For whom it is written.
    pub audience: Option<Audience>,
    /// Which JSON-RPC codes are sent.
    pub code_profile: Option<CodeProfile>,
    /// The JSON-RPC code, instead of the error's. One that [`check_json_rpc_code`] refuses is left out.
    pub code: Option<i32>,
    /// In a tool result: adds the payload as JSON text, for clients that drop `_meta`.
    pub include_json_text: bool,
    /// In a tool result: adds the payload as `structuredContent`. Only for tools that declare no `outputSchema`: clients
    /// check the one against the other, and replace the error by one of their own.
    pub structured_content: bool,
}

impl WireOptions {
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

    /// Sets [`Self::code`].
    #[must_use]
    pub fn code(mut self, code: i32) -> Self {
        self.code = Some(code);
        self
    }

    /// Sets [`Self::include_json_text`].
    #[must_use]
    pub fn include_json_text(mut self, include: bool) -> Self {
        self.include_json_text = include;
        self
    }

    /// Sets [`Self::structured_content`].
    #[must_use]
    pub fn structured_content(mut self, include: bool) -> Self {
        self.structured_content = include;
        self
    }

    /// Options as a host gives them. An exit cannot refuse any: of an audience that is none, the stricter one is taken.
    pub(crate) fn from_map(options: &Map) -> Self {
        let [audience, code_profile, code, include_json_text, structured_content] = EXIT_OPTIONS;
        let given = |key: &str| options.get(key).filter(|value| !value.is_null());
        let is_set = |key: &str| options.get(key).and_then(Value::as_bool) == Some(true);
        let name = |value: &Value| value.as_str().and_then(Audience::from_name);
        Self {
            audience: Some(
                given(audience).map_or(Audience::Operator, |value| name(value).unwrap_or(Audience::Client)),
            ),
            code_profile: Some(
                given(code_profile)
                    .and_then(Value::as_str)
                    .and_then(CodeProfile::from_name)
                    .unwrap_or_default(),
            ),
            code: given(code).and_then(|code| check_json_rpc_code(code.as_number()?).ok()),
            include_json_text: is_set(include_json_text),
            structured_content: is_set(structured_content),
        }
    }

    pub(crate) fn audience_or_default(&self) -> Audience {
        self.audience.or_else(|| settings::current().audience).unwrap_or_default()
    }

    pub(crate) fn profile_or_default(&self) -> CodeProfile {
        self.code_profile.or_else(|| settings::current().code_profile).unwrap_or_default()
    }
}
