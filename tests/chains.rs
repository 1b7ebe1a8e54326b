//! What prints a chain of errors prints the redacted one, and programs still get the original.
#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, reason = "a test ends by panicking, also in its helpers")]

use std::error::Error;
use std::fmt;
use std::io;
use std::panic::{RefUnwindSafe, UnwindSafe};
use std::sync::Arc;

use mcp_errors::{Cause, McpError, decode};

/// What must not be printed. The first is a secret by its place, the second only because the first cause has it as a password.
const SECRETS: [&str; 2] = ["hunter2-Zq4vW0x", "hunter2"];

/// An error of a program's own, with another one behind it.
#[derive(Debug)]
struct Sync(io::Error);

impl fmt::Display for Sync {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("cannot sync with http://app:hunter2-Zq4vW0x@db/\u{1b}[31m")
    }
}

impl Error for Sync {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Some(&self.0)
    }
}

fn failed() -> McpError {
    McpError::tool("sync failed").source(Sync(io::Error::other("login with hunter2-Zq4vW0x refused"))).build()
}

/// A decoded error with a chain, in which an aggregate has two members.
fn received() -> McpError {
    decode(
        r#"{"error_type":"MCPToolError","message":"m","context":{},"timestamp":"2024-01-15T10:30:00.000000+00:00","causes":[
        {"error_type":"E","message":"password=hunter2-Zq4vW0x"},
        {"error_type":"AggregateError","message":"two failed"},
        {"error_type":"A","message":"first hunter2-Zq4vW0x","group":1},
        {"error_type":"B","message":"second","group":1},
        {"error_type":"Error","message":"the last\u001b[31m"}]}"#,
    )
    .unwrap()
}

fn chain(error: &dyn Error) -> Vec<String> {
    std::iter::successors(error.source(), |&error| error.source()).map(ToString::to_string).collect()
}

#[test]
fn sources_are_redacted_causes() {
    let expected = [r"cannot sync with http://app:[REDACTED]@db/\u001b[31m", "login with [REDACTED] refused"];
    assert_eq!(chain(&failed()), expected);
    assert_eq!(chain(&received()), ["password=[REDACTED]", "two failed", r"the last\u001b[31m"]);
    // The causes of the list have the same chain, and an error that repeats one of them lists it once.
    let error = failed();
    assert_eq!(chain(&error.causes()[0]), expected[1..]);
    let again = McpError::tool("again").source(error.causes()[0].clone()).build();
    assert_eq!(chain(&again), expected);
    assert_eq!(again.causes()[1].error_type(), "std::io::Error");
    assert_eq!(chain(&McpError::tool("outer").source(failed()).build()).len(), 3);
    // A change makes the chain anew.
    let mut changed = McpError::tool("m").source(io::Error::other("no user acme-corp-4711")).build();
    assert_eq!(chain(&changed), ["no user acme-corp-4711"]);
    changed.context_mut().insert("password", "acme-corp-4711");
    assert_eq!(chain(&changed), ["no user [REDACTED]"]);
}

#[test]
fn whatever_prints_a_chain_prints_no_secret() {
    for (name, make) in [("made here", failed as fn() -> McpError), ("received", received)] {
        let printed = [
            ("anyhow", format!("{:?}", anyhow::Error::from(make()))),
            ("anyhow, alternate", format!("{:#}", anyhow::Error::from(make()).context("while testing"))),
            ("anyhow, deep", format!("{:#?}", anyhow::Error::from(make()).context("while testing"))),
            ("eyre", format!("{:?}", eyre::Report::from(make()))),
            ("eyre, alternate", format!("{:#}", eyre::Report::from(make()).wrap_err("while testing"))),
            ("snafu", snafu::Report::from_error(make()).to_string()),
            ("debug", format!("{:?}", make())),
            ("debug, alternate", format!("{:#?}", make())),
            ("debug of the causes", format!("{:?} {:#?}", make().causes(), make().causes())),
            ("display", make().to_string()),
            ("display of the sources", chain(&make()).join("\n")),
            ("debug of the source", format!("{:?}", make().source())),
            ("box", format!("{:?}", Box::<dyn Error + Send + std::marker::Sync>::from(make()))),
        ];
        for (how, text) in printed {
            for secret in SECRETS {
                assert!(!text.contains(secret), "{name}, {how}: {text}");
            }
            assert!(!text.contains('\u{1b}'), "{name}, {how}: {text}");
        }
        let report = format!("{:?}", anyhow::Error::from(make()));
        assert!(report.contains("Caused by") && report.contains("[REDACTED]"), "{name}: {report}");
    }
}

#[test]
fn programs_get_the_original() {
    let error = failed();
    assert_eq!(error.source_ref::<Sync>().unwrap().0.kind(), io::ErrorKind::Other);
    assert!(error.source_ref::<io::Error>().unwrap().to_string().contains("hunter2-Zq4vW0x"));
    assert!(error.source_ref::<fmt::Error>().is_none());
    assert!(received().source_ref::<Cause>().is_none(), "a received error has no original");
    // Behind other errors of ours, behind anyhow, and behind pointers.
    let any = anyhow::Error::from(io::Error::from(io::ErrorKind::NotFound)).context("reading");
    let any: Box<dyn Error + Send + std::marker::Sync> = any.into();
    let inner =
        McpError::resource("inner").source(Arc::<dyn Error + Send + std::marker::Sync>::from(any)).build();
    let outer = McpError::tool("outer").source(Arc::new(inner)).build();
    assert_eq!(outer.source_ref::<io::Error>().unwrap().kind(), io::ErrorKind::NotFound);
    assert_eq!(outer.source_ref::<McpError>().unwrap().message(), "inner");
    let types: Vec<_> = outer.causes().iter().map(Cause::error_type).collect();
    assert_eq!(types, ["MCPResourceError", "Error", "std::io::Error"]);
}

/// An error that fails in each way in which one can.
#[derive(Debug)]
enum Hostile {
    Fails,
    Panics,
    PanicsInSource,
    Cycle,
}

impl fmt::Display for Hostile {
    #[expect(clippy::panic, reason = "panics on purpose")]
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Fails => Err(fmt::Error),
            Self::Panics => panic!("in Display"),
            Self::PanicsInSource | Self::Cycle => Ok(()),
        }
    }
}

impl Error for Hostile {
    #[expect(clippy::panic, reason = "panics on purpose")]
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::PanicsInSource => panic!("in source"),
            Self::Cycle => Some(self),
            _ => None,
        }
    }
}

#[test]
fn errors_that_fail_or_panic_are_survived() {
    let cases = [
        ("fails", Hostile::Fails, "[unreadable]", 1),
        ("panics", Hostile::Panics, "[unreadable]", 1),
        ("panics in source", Hostile::PanicsInSource, "Error", 1),
        ("a cycle", Hostile::Cycle, "Error", mcp_errors::limits::MAX_CAUSES),
    ];
    for (name, source, text, length) in cases {
        let error = McpError::unexpected("f", source);
        assert_eq!(chain(&error).first().map(String::as_str), Some(text), "{name}");
        assert_eq!(chain(&error).len(), length, "{name}");
        assert!(error.source_ref::<io::Error>().is_none(), "{name}");
    }
}

#[test]
fn an_error_may_cross_threads_and_unwinding() {
    fn is_plain<T: Send + std::marker::Sync + Clone + UnwindSafe + RefUnwindSafe + 'static>() {}
    is_plain::<McpError>();
    is_plain::<Cause>();
    is_plain::<mcp_errors::Payload>();
}
