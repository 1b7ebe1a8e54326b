//! The calls that the npm package makes.

/// Defines the calls: an enum whose variants name their arguments, and the table of names from which the package has their
/// numbers. An argument is JSON or text; all but the last of a call have no line breaks.
macro_rules! calls {
    ($(
        $(#[doc = $doc:literal])+
        $name:ident = $text:literal { $($argument:ident),+ }
    )+) => {
        /// A call with its arguments.
        #[derive(Clone, Copy, Debug)]
        pub enum Call<'a> {
            $(
                $(#[doc = $doc])+
                $name {
                    $(
                        #[expect(missing_docs, reason = "the variant says what its arguments are")]
                        $argument: &'a str,
                    )+
                },
            )+
        }

        /// The names of the calls in JavaScript. The number of a call is its place here; `cargo xtask codegen` writes
        /// both into the package.
        pub const CALLS: &[&str] = &[$($text),+];

        impl<'a> Call<'a> {
            /// The call with the given number; its arguments stand in `input`, one a line. `None` if there is no such
            /// call, or one of its arguments is missing.
            pub fn parse(number: usize, input: &'a str) -> Option<Self> {
                let name = *CALLS.get(number)?;
                $(
                    if name == $text {
                        let count = [$(stringify!($argument)),+].len();
                        let mut lines = input.splitn(count, '\n');
                        return Some(Self::$name { $($argument: lines.next()?),+ });
                    }
                )+
                None
            }
        }
    };
}

calls! {
    /// Makes an error of `input`, `{kind, message, options, causes, error_type}`; with `unexpected_in`, the name of a
    /// function, one that stands for its first cause. `context` is the option of that name, or empty if it is no object.
    Create = "create" { context, input }

    /// Redacts an error again after a change: `header` and `payload` are what an earlier answer gave, `message` is a JSON
    /// string or `null` if it stays, `causes` are a list or `null`, `context` is the context as it is now, or empty if it
    /// stays.
    Update = "update" { header, payload, message, causes, context }

    /// An error as the error object of a JSON-RPC response; `options` are `{audience, codeProfile, code}`.
    ToJsonRpc = "toJsonRpc" { header, payload, options }

    /// An error as the result of a tool call; `options` are `{audience, includeJsonText, structuredContent}`.
    ToToolResult = "toToolResult" { header, payload, options }

    /// An error as problem details of RFC 9457; `options` are `{audience}`.
    ToProblemDetails = "toProblemDetails" { header, payload, options }

    /// An error as the record of a log, `{timestamp, level, message, mcp_error}`, the shape of the reference's structured
    /// handler.
    ToLogRecord = "toLogRecord" { header, payload }

    /// An error on one line, as text.
    Describe = "describe" { header, payload }

    /// Makes an error of whatever was thrown: `{thrown, links, issues, options}`, where `thrown` is the value as data, `links`
    /// are the value and its causes as `{name, message, code, …}` and `options` are hints of the caller; those that the kind
    /// has no field for go into the context. With `issues`, what a schema complained of in `options.input`, it is a
    /// validation error. An error that came in our form stays as its sender made it, and its header says `ours`.
    FromThrown = "fromThrown" { input }

    /// Decodes any form of an error; nothing comes back if there is none.
    Decode = "decode" { input }

    /// A chain on one line, as text; `causes` is an array of `{error_type, message}`, outermost first.
    FormatChain = "formatChain" { causes }

    /// A value without its secrets, as JSON; nothing if it needs no change.
    Sanitize = "sanitize" { value }

    /// As `sanitize`, for what belongs to an error and is not in its payload: what was found in the error goes too. The
    /// answer is never nothing.
    SanitizePart = "sanitizePart" { header, value }

    /// A text without its secrets; nothing if it needs no change.
    RedactText = "redactText" { text }

    /// A text with an escape for each control character but line breaks, for formats that people read.
    EscapeControls = "escapeControls" { text }

    /// Whether a key names a secret; nothing if it does not.
    IsSensitiveKey = "isSensitiveKey" { key }

    /// What is wrong with a policy; nothing if it is valid.
    CheckPolicy = "checkPolicy" { policy }

    /// The settings of a process after a change: `current`, and over it `settings`, or `{problem}`.
    Configure = "configure" { current, settings }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn calls_are_parsed_by_their_number_and_need_all_their_arguments() {
        let number = |name: &str| CALLS.iter().position(|call| *call == name).unwrap();
        let cases = [
            (
                "one argument keeps its line breaks",
                "redactText",
                "a\nb",
                r#"Some(RedactText { text: "a\nb" })"#,
            ),
            (
                "two arguments",
                "create",
                "{}\n{\"a\":1}",
                r#"Some(Create { context: "{}", input: "{\"a\":1}" })"#,
            ),
            ("an empty argument", "create", "\n{}", r#"Some(Create { context: "", input: "{}" })"#),
            ("one is missing", "update", "{}\n{}\nnull", "None"),
        ];
        for (name, call, input, expected) in cases {
            assert_eq!(format!("{:?}", Call::parse(number(call), input)), expected, "{name}");
        }
        assert!(Call::parse(CALLS.len(), "").is_none(), "no such call");
        for (at, name) in CALLS.iter().enumerate() {
            assert_eq!(number(name), at, "{name} is there once");
        }
    }
}
