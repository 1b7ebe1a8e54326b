//! Builders: one constructor per kind, one method per field, all made from the table.

use std::marker::PhantomData;
use std::time::Duration;

use crate::error::draft::Draft;
use crate::error::foreign::text_of;
use crate::error::mcp_error::McpError;
use crate::json::{Map, Value};
use crate::kind::{ErrorKind, for_each_kind};
use crate::redact::Sanitizer;
use crate::time::Timestamp;

/// Builds an error of the kind `K`, which decides the fields that it has.
///
/// It becomes an [`McpError`] by [`build`](Self::build), by `into()`, by `?`, or as a `Result` by [`fail`](Self::fail).
#[must_use = "a builder does nothing until it is built or returned"]
pub struct Builder<K> {
    draft: Draft,
    kind: PhantomData<K>,
}

impl<K> Builder<K> {
    /// A builder of the given kind.
    pub(crate) fn of(kind: ErrorKind, message: impl Into<String>) -> Self {
        Self { draft: Draft::new(kind, message.into()), kind: PhantomData }
    }

    fn set(mut self, name: &str, value: Value) -> Self {
        self.draft.set_field(name, value);
        self
    }

    /// Adds one entry to the context. [`Value::from_serialize`] converts anything that serde can serialize.
    pub fn context(mut self, key: impl Into<String>, value: impl Into<Value>) -> Self {
        self.draft.context(key.into(), value.into());
        self
    }

    /// Adds every entry of `map` to the context.
    pub fn context_map(mut self, map: Map) -> Self {
        for (key, value) in map {
            self.draft.context(key, value);
        }
        self
    }

    /// Sets `error_code`, a code for programs such as `CONN_FAILED`.
    pub fn error_code(mut self, code: impl Into<String>) -> Self {
        self.draft.error_code(code.into());
        self
    }

    /// Sets when the error happened. Default: now.
    pub fn timestamp(mut self, timestamp: Timestamp) -> Self {
        self.draft.timestamp(timestamp);
        self
    }

    /// Sets the error that caused this one. Its chain of sources is read now, redacted and bounded. It becomes `causes` in the
    /// payload, and what [`source`](std::error::Error::source) gives; the error itself is had by [`McpError::source_ref`].
    pub fn source(mut self, source: impl std::error::Error + Send + Sync + 'static) -> Self {
        self.draft.source(std::sync::Arc::new(source));
        self
    }

    /// Sets hints: what to do next, one sentence each.
    pub fn hints<T: Into<String>>(self, hints: impl IntoIterator<Item = T>) -> Self {
        self.set("hints", texts(hints))
    }

    /// Sets the id that links the client's error with the server's log.
    pub fn request_id(self, id: impl Into<String>) -> Self {
        self.set("request_id", id.into().into())
    }

    /// Sets whether repeating may help, if the author knows better than the kind.
    pub fn retryable(self, retryable: bool) -> Self {
        self.set("retryable", retryable.into())
    }

    /// Sets how long to wait before repeating, up to a day. Kept in whole milliseconds.
    pub fn retry_after(self, wait: Duration) -> Self {
        self.set("retry_after_ms", u64::try_from(wait.as_millis()).unwrap_or(u64::MAX).into())
    }

    /// Sets the JSON-RPC code. A code that [`check_json_rpc_code`](crate::check_json_rpc_code) refuses is left out and
    /// reported in the context, under `invalid_options`.
    pub fn json_rpc_code(mut self, code: i32) -> Self {
        self.draft.json_rpc_code(code.into());
        self
    }

    /// Sets the sanitizer that redacts the error, now and after every change.
    ///
    /// ```
    /// # use mcp_errors::{McpError, Sanitizer};
    /// let sanitizer = Sanitizer::builder().redact(["tenant"]).keep(["session"]).build()?;
    /// let error = McpError::tool("failed").context("tenant", "acme").context("session", "tab-3").sanitizer(&sanitizer).build();
    /// assert_eq!(error.to_string(), "failed | Context: tenant=[REDACTED], session=tab-3");
    /// # Ok::<(), mcp_errors::InvalidPolicy>(())
    /// ```
    pub fn sanitizer(mut self, sanitizer: &Sanitizer) -> Self {
        self.draft.sanitizer(sanitizer.clone());
        self
    }

    /// Sets `error_type` on the wire, the name of a type of your own. The kind stays.
    pub fn error_type(mut self, name: impl Into<String>) -> Self {
        self.draft.error_type(name.into());
        self
    }

    /// Returns the error, redacted.
    pub fn build(self) -> McpError {
        self.draft.build()
    }

    /// Returns the error as a `Result`, for a tail expression or a `return`.
    ///
    /// # Errors
    /// Always.
    ///
    /// ```
    /// # use mcp_errors::McpError;
    /// fn open() -> mcp_errors::Result<()> {
    ///     McpError::configuration("no server is configured").config_section("mcp_servers").fail()
    /// }
    /// assert!(open().is_err());
    /// ```
    pub fn fail<T>(self) -> Result<T, McpError> {
        Err(self.build())
    }
}

impl<K> From<Builder<K>> for McpError {
    fn from(builder: Builder<K>) -> Self {
        builder.build()
    }
}

impl<K> std::fmt::Debug for Builder<K> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // The content has not been redacted yet.
        formatter.debug_struct("Builder").finish_non_exhaustive()
    }
}

fn texts<T: Into<String>>(items: impl IntoIterator<Item = T>) -> Value {
    Value::Array(items.into_iter().map(|item| Value::String(item.into())).collect())
}

/// Defines the method that sets a field, by the type of the field.
macro_rules! setter {
    (Text, $field:ident, $doc:expr) => {
        #[doc = $doc]
        pub fn $field(self, $field: impl Into<String>) -> Self {
            self.set(stringify!($field), Value::String($field.into()))
        }
    };
    (Choice, $field:ident, $doc:expr) => {
        setter!(Text, $field, $doc);
    };
    (ErrorText, $field:ident, $doc:expr) => {
        setter!(Text, $field, $doc);
    };
    (Integer, $field:ident, $doc:expr) => {
        #[doc = $doc]
        pub fn $field(self, $field: impl Into<i64>) -> Self {
            self.set(stringify!($field), $field.into().into())
        }
    };
    (Number, $field:ident, $doc:expr) => {
        #[doc = $doc]
        pub fn $field(self, $field: impl Into<f64>) -> Self {
            self.set(stringify!($field), $field.into().into())
        }
    };
    (Boolean, $field:ident, $doc:expr) => {
        #[doc = $doc]
        pub fn $field(self, $field: bool) -> Self {
            self.set(stringify!($field), $field.into())
        }
    };
    (TextList, $field:ident, $doc:expr) => {
        #[doc = $doc]
        pub fn $field<T: Into<String>>(self, $field: impl IntoIterator<Item = T>) -> Self {
            self.set(stringify!($field), texts($field))
        }
    };
    (JsonList, $field:ident, $doc:expr) => {
        #[doc = $doc]
        pub fn $field<T: Into<Value>>(self, $field: impl IntoIterator<Item = T>) -> Self {
            self.set(stringify!($field), Value::Array($field.into_iter().map(Into::into).collect()))
        }
    };
    // `Code`, `Json` and `Shown` take any value.
    ($any:ident, $field:ident, $doc:expr) => {
        #[doc = $doc]
        pub fn $field(self, $field: impl Into<Value>) -> Self {
            self.set(stringify!($field), $field.into())
        }
    };
}

macro_rules! define_builders {
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
        /// The kinds as types, for [`Builder`].
        pub mod kinds {
            $( $(#[doc = $doc])+ #[derive(Debug)] pub enum $variant {} )+
        }

        impl McpError {
            $(
                $(#[doc = $doc])+
                pub fn $constructor(message: impl Into<String>) -> Builder<kinds::$variant> {
                    Builder::of(ErrorKind::$variant, message)
                }
            )+
        }

        $(
            impl Builder<kinds::$variant> {
                $( setter!($ty, $field, concat!($($field_doc),+)); )*
            }
        )+

        /// Turns the error of a `Result` into a typed error with that error as its source.
        ///
        /// ```
        /// use mcp_errors::ResultExt;
        ///
        /// fn load(path: &str) -> mcp_errors::Result<String> {
        ///     let text = std::fs::read_to_string(path).or_resource("cannot read the resource")?;
        ///     Ok(text)
        /// }
        ///
        /// let error = load("/no/such/file").unwrap_err();
        /// assert_eq!(error.causes()[0].error_type(), "std::io::Error");
        /// ```
        pub trait ResultExt<T> {
            /// Turns the error into the typed error that `describe` begins, with the error as its source.
            ///
            /// # Errors
            /// The error that `describe` began, if there was one.
            ///
            /// ```
            /// # use mcp_errors::{McpError, ResultExt};
            /// let port = "http".parse::<u16>().or_else_mcp(|error| {
            ///     McpError::validation(error.to_string()).field("port").value("http").expected_type("integer")
            /// });
            /// assert_eq!(port.unwrap_err().field_str("expected_type"), Some("integer"));
            /// ```
            fn or_else_mcp<K>(self, describe: impl FnOnce(&dyn std::error::Error) -> Builder<K>) -> Result<T, McpError>;
            $(
                /// Turns the error into one of the kind of the same name, with `message`.
                ///
                /// # Errors
                /// The new error, if there was one.
                fn $extension(self, message: impl Into<String>) -> Result<T, McpError>;
            )+
        }

        impl<T, E: std::error::Error + Send + Sync + 'static> ResultExt<T> for Result<T, E> {
            fn or_else_mcp<K>(self, describe: impl FnOnce(&dyn std::error::Error) -> Builder<K>) -> Result<T, McpError> {
                self.map_err(|source| describe(&source).source(source).build())
            }
            $(
                fn $extension(self, message: impl Into<String>) -> Result<T, McpError> {
                    self.map_err(|source| McpError::$constructor(message).source(source).build())
                }
            )+
        }
    };
}

for_each_kind!(define_builders);

impl McpError {
    /// An error for something unforeseen in `function`: for the outermost layer of a program.
    ///
    /// ```
    /// # use mcp_errors::McpError;
    /// let surprise = "x".parse::<u16>().unwrap_err();
    /// let error = McpError::unexpected("read_port", surprise);
    /// assert_eq!(error.message(), "Unexpected error in read_port: invalid digit found in string");
    /// ```
    pub fn unexpected(function: &str, source: impl std::error::Error + Send + Sync + 'static) -> Self {
        let error_type = crate::error::chain::causes_of(&source)
            .first()
            .map_or("Error", |cause| cause.error_type())
            .to_owned();
        let mut draft = Draft::unexpected(function, &error_type, &text_of(&source));
        draft.source(std::sync::Arc::new(source));
        draft.build()
    }
}

impl Builder<kinds::Resource> {
    /// Says that the resource does not exist: sets `error_code` to `RESOURCE_NOT_FOUND`, and a JSON-RPC error carries `uri`.
    pub fn not_found(self, uri: impl Into<String>) -> Self {
        self.error_code(crate::kind::RESOURCE_NOT_FOUND).resource_id(uri)
    }
}
