//! The columns of the table.

use crate::kind::case::camel_case;

/// A field of a kind.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct FieldSpec {
    /// Name in Rust: `server_name`. JavaScript writes it `serverName`.
    pub name: &'static str,
    /// Key on the wire, if it differs from the name.
    pub wire: Option<&'static str>,
    /// A second name of the option in JavaScript.
    pub alias: Option<&'static str>,
    /// Default value.
    pub default: Option<&'static str>,
    /// Which values are valid.
    pub ty: FieldType,
    /// Where the field stands in the payload.
    pub placement: Placement,
    /// Who may see the field.
    pub sensitivity: Sensitivity,
    /// What the field holds, in one sentence.
    pub doc: &'static str,
}

impl FieldSpec {
    pub(super) const fn new(
        name: &'static str,
        ty: FieldType,
        placement: Placement,
        sensitivity: Sensitivity,
        doc: &'static str,
    ) -> Self {
        Self { name, wire: None, alias: None, default: None, ty, placement, sensitivity, doc }
    }

    /// The key on the wire.
    pub fn key(&self) -> &'static str {
        self.wire.unwrap_or(self.name)
    }

    /// The name in JavaScript: `serverName`.
    pub fn option_name(&self) -> String {
        camel_case(self.name)
    }
}

/// Types of fields. Every field is optional.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum FieldType {
    /// A string.
    Text,
    /// A whole number.
    Integer,
    /// A number.
    Number,
    /// A number of milliseconds, zero or more.
    Millis,
    /// `true` or `false`.
    Boolean,
    /// A string or an integer.
    Code,
    /// Any JSON value.
    Json,
    /// A list of strings.
    TextList,
    /// A list of any JSON values.
    JsonList,
    /// A string, or an error, whose message it becomes.
    ErrorText,
    /// Any value, which becomes a short string.
    Shown,
    /// One of a few words.
    Choice(&'static [&'static str]),
}

/// Where a field stands in the payload.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Placement {
    /// In `context`.
    Context,
    /// At the top, beside `message`.
    Top,
    /// Nowhere: the field says which others are shown.
    Local,
}

/// Who may see a field. Its name does not make it a secret; secrets in its value are redacted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sensitivity {
    /// Everybody.
    Public,
    /// Operators: the field names a host.
    InternalHost,
    /// Operators: the field is a path on the server.
    ServerPath,
}

/// Whether repeating an operation may help. Only the caller knows whether it is safe.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Retry {
    /// Repeating may help.
    Always,
    /// Repeating does not help.
    Never,
    /// Repeating may help if the HTTP status is 408, 429, 502, 503 or 504.
    ByHttpStatus,
}

/// A sentence about a kind or a field. Empty in the wasm, which prints none of them (1 KB): the titles of problem details, which are
/// the sentences about kinds, stand in JavaScript.
pub(super) const fn docs(sentence: &'static str) -> &'static str {
    if cfg!(all(target_arch = "wasm32", feature = "wasm", not(debug_assertions))) {
        ""
    } else {
        sentence.trim_ascii()
    }
}
