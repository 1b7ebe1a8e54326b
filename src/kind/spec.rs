//! What the table says of a field, and in which terms.

use crate::kind::case::camel_case;

/// What is true of one field.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct FieldSpec {
    /// Name in Rust: `server_name`. JavaScript writes it `serverName`.
    pub name: &'static str,
    /// Key on the wire where it differs from the name.
    pub wire: Option<&'static str>,
    /// A second name under which JavaScript accepts the option.
    pub alias: Option<&'static str>,
    /// Value of a field that is not given.
    pub default: Option<&'static str>,
    /// Which values are legal.
    pub ty: FieldType,
    /// Where it stands in the payload.
    pub placement: Placement,
    /// Who may see it.
    pub sensitivity: Sensitivity,
    /// One sentence.
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

/// Types of fields. All of them are optional.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum FieldType {
    /// A text.
    Text,
    /// A number without fraction.
    Integer,
    /// A number.
    Number,
    /// A number of milliseconds, zero or more.
    Millis,
    /// `true` or `false`.
    Boolean,
    /// A text or an integer.
    Code,
    /// Any JSON value.
    Json,
    /// A list of texts.
    TextList,
    /// A list of any JSON values.
    JsonList,
    /// A text, or an error whose message counts.
    ErrorText,
    /// Any value; shown as a short text.
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
    /// Nowhere: it steers how the others are shown.
    Local,
}

/// Who may see a field. No field is masked because of its name; secrets in its value are redacted all the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sensitivity {
    /// Everybody.
    Public,
    /// Operators only: it names a host that clients need not know.
    InternalHost,
    /// Operators only: it is a path on the server.
    ServerPath,
}

/// Whether repeating an operation may help. Whether it is safe is for the caller to know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Retry {
    /// It may.
    Always,
    /// It does not.
    Never,
    /// It may if the HTTP status is 408, 429, 502, 503 or 504.
    ByHttpStatus,
}

/// The sentence that documents a kind or a field. The wasm prints none of them, so it leaves them out (1 KB): JavaScript has
/// the titles of problem details, which are the sentences about kinds, beside its classes.
pub(super) const fn docs(sentence: &'static str) -> &'static str {
    if cfg!(all(target_arch = "wasm32", feature = "wasm", not(debug_assertions))) {
        ""
    } else {
        sentence.trim_ascii()
    }
}
