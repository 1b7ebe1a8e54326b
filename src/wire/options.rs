//! Options of the forms in which an error is sent.

use crate::json::{Map, Value};
use crate::kind::{CodeProfile, check_json_rpc_code};
use crate::settings;
use crate::view::Audience;

/// The names of the options in JavaScript.
pub(crate) const EXIT_OPTIONS: [&str; 6] =
    ["audience", "codeProfile", "code", "includeJsonText", "structuredContent", "sent"];

/// Options of [`McpError::to_json_rpc`](crate::McpError::to_json_rpc), [`to_tool_result`](crate::McpError::to_tool_result) and
/// [`to_problem_details`](crate::McpError::to_problem_details). The settings of the process stand in for those that are not
/// given; see [`configure`](crate::configure).
///
/// ```
/// use mcp_errors::{Audience, McpError, WireOptions};
///
/// let error = McpError::resource("cannot read /srv/app/notes.md").build();
/// let sent = error.to_json_rpc(WireOptions::default().audience(Audience::Client));
/// assert_eq!(sent.get("message").and_then(|message| message.as_str()), Some("cannot read [PATH]"));
/// ```
#[derive(Clone, Copy, Debug, Default)]
#[non_exhaustive]
pub struct WireOptions {
    /// Who receives the error. Clients do not see paths, internal hosts and stacks of the server.
    pub audience: Option<Audience>,
    /// The profile of JSON-RPC codes.
    pub code_profile: Option<CodeProfile>,
    /// The JSON-RPC code that replaces the code of the error. A code that [`check_json_rpc_code`] refuses is ignored.
    pub code: Option<i32>,
    /// Adds a text block with the payload as JSON to a tool result, for clients that drop `_meta`.
    pub include_json_text: bool,
    /// Adds the payload as `structuredContent` to a tool result. Only for tools without an `outputSchema`: clients check
    /// the content against the schema, and replace the error by one of their own.
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

    /// Options from JavaScript. Invalid ones are ignored, because the caller is handling an error; an unknown audience
    /// counts as the stricter one.
    pub(crate) fn from_map(options: &Map) -> Self {
        let [audience, code_profile, code, include_json_text, structured_content, _] = EXIT_OPTIONS;
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
