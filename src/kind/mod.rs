//! The kinds of errors: the table, and queries of it.

mod case;
mod codes;
mod serde;
mod spec;
mod table;

pub(crate) use case::snake_case;
pub use codes::{CodeProfile, InvalidCode, RESOURCE_NOT_FOUND, check_json_rpc_code};
pub(crate) use codes::{INTERNAL_ERROR, INVALID_PARAMS, PROTOCOL_CODES};
use spec::docs;
pub use spec::{FieldSpec, FieldType, Placement, Retry, Sensitivity};
pub use table::COMMON_FIELDS;
pub(crate) use table::for_each_kind;

/// The key of the context that lists the names of invalid options.
pub(crate) const INVALID_OPTIONS: &str = "invalid_options";

/// A row of the table: everything about a kind.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct KindSpec {
    /// The kind.
    pub kind: ErrorKind,
    /// Name of the class in JavaScript: `McpConnectionError`.
    pub class: &'static str,
    /// Name on the wire, `error_type`: `MCPConnectionError`.
    pub wire: &'static str,
    /// Short name: `connection`.
    pub name: &'static str,
    /// The kind that this one specializes; `None` for the base kind.
    pub parent: Option<ErrorKind>,
    /// The default `error_code`.
    pub error_code: Option<&'static str>,
    /// JSON-RPC code.
    pub json_rpc: i32,
    /// JSON-RPC code in the profile [`CodeProfile::Legacy`].
    pub json_rpc_legacy: i32,
    /// HTTP status, unless a field decides: see [`McpError::http_status`](crate::McpError::http_status).
    pub http: u16,
    /// Whether repeating the operation may help.
    pub retry: Retry,
    /// Own fields, in their order in the context.
    pub fields: &'static [FieldSpec],
    /// What the kind stands for, in one sentence.
    pub doc: &'static str,
}

macro_rules! define_kinds {
    ($(
        $(#[doc = $doc:literal])+
        $variant:ident ($constructor:ident, $extension:ident) { $($attribute:ident: $value:expr),+ $(,)? } {
            $(
                $(#[doc = $field_doc:literal])+
                $field:ident: $ty:ident $(($choices:expr))?, $placement:ident, $sensitivity:ident
                $(, $key:ident = $text:literal)*;
            )*
        }
    )+) => {
        /// The kinds of errors. Serde writes and reads a kind as its short name, `"connection"`.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum ErrorKind {
            $( $(#[doc = $doc])+ $variant, )+
        }

        const ROWS: [KindSpec; [$(ErrorKind::$variant),+].len()] = [ $(
            KindSpec {
                kind: ErrorKind::$variant,
                doc: docs(concat!($($doc),+)),
                $($attribute: $value,)+
                fields: &[ $(
                    FieldSpec {
                        $($key: Some($text),)*
                        ..FieldSpec::new(
                            stringify!($field),
                            FieldType::$ty $(($choices))?,
                            Placement::$placement,
                            Sensitivity::$sensitivity,
                            docs(concat!($($field_doc),+)),
                        )
                    },
                )* ],
            },
        )+ ];

        /// The table: a row for each kind, a parent before its children.
        pub static KINDS: &[KindSpec] = &ROWS;

        impl ErrorKind {
            /// The row of this kind.
            #[expect(clippy::indexing_slicing, reason = "evaluated by the compiler, which would refuse it")]
            pub fn spec(self) -> &'static KindSpec {
                match self {
                    $( Self::$variant => const { &ROWS[ErrorKind::$variant as usize] }, )+
                }
            }
        }
    };
}

for_each_kind!(define_kinds);

impl ErrorKind {
    /// The kind with a short name: `connection`.
    pub fn from_name(name: &str) -> Option<Self> {
        KINDS.iter().find(|row| row.name == name).map(|row| row.kind)
    }

    /// The kind with an `error_type`, in the spelling of the wire (`MCPConnectionError`) or of JavaScript (`McpConnectionError`).
    pub fn from_error_type(error_type: &str) -> Option<Self> {
        KINDS.iter().find(|row| row.wire == error_type || row.class == error_type).map(|row| row.kind)
    }

    /// Whether this kind is `ancestor` or specializes it.
    pub fn is_a(self, ancestor: Self) -> bool {
        self == ancestor || self.spec().parent.is_some_and(|parent| parent.is_a(ancestor))
    }

    /// The fields of this kind: its parent's, its own, and the common ones.
    pub fn fields(self) -> impl Iterator<Item = &'static FieldSpec> {
        let inherited = self.spec().parent.map_or(&[][..], |parent| parent.spec().fields);
        Fields { current: inherited, later: [self.spec().fields, COMMON_FIELDS].into_iter() }
    }

    /// The field with a name: `server_name`.
    pub fn field(self, name: &str) -> Option<&'static FieldSpec> {
        self.fields().find(|field| field.name == name)
    }
}

/// The fields of several lists. The standard library's chain of iterators is compiled into every loop over it, 0.5 KB of the wasm.
struct Fields {
    current: &'static [FieldSpec],
    later: std::array::IntoIter<&'static [FieldSpec], 2>,
}

impl Iterator for Fields {
    type Item = &'static FieldSpec;

    #[inline(never)]
    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some((first, rest)) = self.current.split_first() {
                self.current = rest;
                return Some(first);
            }
            self.current = self.later.next()?;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_stand_in_the_order_of_the_enum_and_parents_before_children() {
        for (at, row) in KINDS.iter().enumerate() {
            assert_eq!(row.kind as usize, at, "{}", row.class);
            assert_eq!(row.kind.spec().class, row.class);
            assert!(row.parent.is_none_or(|parent| (parent as usize) < at), "{}", row.class);
            // `fields` takes the fields of one parent.
            let grandparent = row.parent.and_then(|parent| parent.spec().parent);
            assert!(grandparent.is_none_or(|kind| kind.spec().fields.is_empty()), "{}", row.class);
        }
    }

    #[test]
    fn names_are_unique_and_follow_the_conventions() {
        for row in KINDS {
            assert_eq!(KINDS.iter().filter(|other| other.name == row.name).count(), 1, "{}", row.name);
            assert_eq!(row.class.replacen("Mcp", "MCP", 1), row.wire);
            assert!(row.doc.ends_with('.') && !row.doc.contains('\n'), "{}: {}", row.class, row.doc);
            let keys: Vec<_> = row.kind.fields().map(FieldSpec::key).collect();
            for key in &keys {
                assert_eq!(keys.iter().filter(|other| *other == key).count(), 1, "{}.{key}", row.class);
            }
        }
    }

    #[test]
    fn kinds_are_found_by_either_spelling() {
        for name in ["MCPSelectorError", "McpSelectorError"] {
            assert_eq!(ErrorKind::from_error_type(name), Some(ErrorKind::Selector));
        }
        assert_eq!(ErrorKind::from_error_type("ValueError"), None);
        assert!(ErrorKind::Selector.is_a(ErrorKind::Tool) && ErrorKind::Selector.is_a(ErrorKind::Base));
        assert!(!ErrorKind::Tool.is_a(ErrorKind::Selector));
    }
}
