//! Events and spans that a real subscriber and a real exporter receive.
#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, reason = "a test ends by panicking, also in its helpers")]

use std::fmt::Debug;
use std::sync::{Arc, Mutex};

use mcp_errors::opentelemetry::Operation;
use mcp_errors::{McpError, Value};
use opentelemetry::Context;
use opentelemetry::trace::{Status, TraceContextExt, Tracer, TracerProvider};
use opentelemetry_sdk::trace::{InMemorySpanExporter, SdkTracerProvider, SpanData};
use tracing::field::{Field, Visit};
use tracing_subscriber::layer::{Context as LayerContext, SubscriberExt};
use tracing_subscriber::{Layer, registry};

fn failure() -> McpError {
    McpError::timeout("read timed out, password=hunter2\nforged line")
        .error_code("SLOW")
        .request_id("r-1")
        .context("api_key", "hunter2")
        .context("path", "/srv/notes")
        .source(std::io::Error::other("token=hunter2"))
        .build()
}

/// The fields of an event, as texts.
type Event = Vec<(String, String)>;

/// Every event that was emitted.
#[derive(Clone, Default)]
struct Seen(Arc<Mutex<Vec<Event>>>);

impl<S: tracing::Subscriber> Layer<S> for Seen {
    fn on_event(&self, event: &tracing::Event<'_>, _: LayerContext<'_, S>) {
        let mut fields = Fields(vec![("level".to_owned(), event.metadata().level().to_string())]);
        fields.0.push(("target".to_owned(), event.metadata().target().to_owned()));
        event.record(&mut fields);
        self.0.lock().unwrap().push(fields.0);
    }
}

struct Fields(Event);

impl Visit for Fields {
    fn record_str(&mut self, field: &Field, value: &str) {
        self.0.push((field.name().to_owned(), value.to_owned()));
    }

    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.0.push((field.name().to_owned(), format!("{value:?}")));
    }
}

#[test]
fn an_event_has_the_fields_of_the_payload_and_no_secret() {
    let seen = Seen::default();
    tracing::subscriber::with_default(registry().with(seen.clone()), || {
        failure().emit();
        McpError::tool("plain").build().emit();
    });
    let events = seen.0.lock().unwrap();
    let text = |event: usize, name: &str| {
        events[event].iter().find(|(key, _)| key == name).map(|(_, value)| value.clone())
    };
    let cases = [
        ("level", Some("ERROR")),
        ("target", Some("mcp_errors")),
        ("message", Some(r"read timed out, password=[REDACTED]\nforged line")),
        ("error_type", Some("MCPTimeoutError")),
        ("error_code", Some("SLOW")),
        ("request_id", Some("r-1")),
        ("retryable", Some("true")),
        ("context", Some(r#"{"api_key":"[REDACTED]","path":"/srv/notes","request_id":"r-1"}"#)),
        ("causes", Some(r#"[{"error_type":"std::io::Error","message":"token=[REDACTED]"}]"#)),
    ];
    for (name, expected) in cases {
        assert_eq!(text(0, name).as_deref(), expected, "{name}");
    }
    assert_eq!(text(1, "error_code"), None);
    assert_eq!(text(1, "causes"), None);
    assert!(!format!("{events:?}").contains("hunter2"));
}

/// What a subscriber writes.
#[derive(Clone, Default)]
struct Written(Arc<Mutex<Vec<u8>>>);

impl std::io::Write for Written {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[test]
fn an_error_as_a_field_of_an_event_shows_its_redacted_chain() {
    let written = Written::default();
    let writer = written.clone();
    let subscriber = tracing_subscriber::fmt().with_ansi(false).with_writer(move || writer.clone()).finish();
    tracing::subscriber::with_default(subscriber, || {
        let error = failure();
        tracing::error!(error = &error as &(dyn std::error::Error + 'static), "as an error");
        tracing::error!(error = ?error, "as {error:#?}");
        tracing::error!(%error, "as {error}");
    });
    let text = String::from_utf8(written.0.lock().unwrap().clone()).unwrap();
    assert!(text.contains("error.sources=[token=[REDACTED]]"), "{text}");
    assert!(!text.contains("hunter2") && !text.contains("\nforged"), "{text}");
}

/// Calls `record` in a span, and returns the exported span.
fn span(record: impl FnOnce()) -> SpanData {
    let exporter = InMemorySpanExporter::default();
    let provider = SdkTracerProvider::builder().with_simple_exporter(exporter.clone()).build();
    let span = provider.tracer("test").start("tools/call read_note");
    let active = Context::current_with_span(span).attach();
    record();
    drop(active);
    provider.force_flush().unwrap();
    exporter.get_finished_spans().unwrap().pop().unwrap()
}

fn attributes<'a>(entries: impl IntoIterator<Item = &'a opentelemetry::KeyValue>) -> String {
    Value::from(
        entries
            .into_iter()
            .map(|entry| (entry.key.to_string(), entry.value.to_string().into()))
            .collect::<mcp_errors::Map>(),
    )
    .to_string()
}

#[test]
fn a_span_gets_the_attributes_of_the_conventions() {
    let cases: [(&str, Operation, &str); 3] = [
        (
            "a tool result",
            Operation::new("tools/call").tool("read_note").request_id("7"),
            r#"{"error.type":"tool_error","mcp.method.name":"tools/call","gen_ai.tool.name":"read_note","jsonrpc.request.id":"7"}"#,
        ),
        (
            "a tool's JSON-RPC error",
            Operation::new("tools/call").as_json_rpc_error(),
            r#"{"error.type":"-32603","rpc.response.status_code":"-32603","mcp.method.name":"tools/call"}"#,
        ),
        (
            "a resource",
            Operation::new("resources/read"),
            r#"{"error.type":"-32603","rpc.response.status_code":"-32603","mcp.method.name":"resources/read"}"#,
        ),
    ];
    for (name, operation, expected) in cases {
        let data = span(|| operation.record(&failure()));
        assert_eq!(attributes(&data.attributes), expected, "{name}");
        assert_eq!(data.status, Status::error(r"read timed out, password=[REDACTED]\nforged line"), "{name}");
        let event = data.events.iter().next().unwrap();
        assert_eq!(event.name, "exception", "{name}");
        assert_eq!(
            attributes(&event.attributes),
            r#"{"exception.type":"MCPTimeoutError","exception.message":"read timed out, password=[REDACTED]\nforged line","exception.stacktrace":"MCPTimeoutError: read timed out, password=[REDACTED]\\nforged line -> std::io::Error: token=[REDACTED]","mcp_errors.error_code":"SLOW"}"#,
            "{name}"
        );
        assert!(!format!("{data:?}").contains("hunter2"), "{name}");
    }
}

#[test]
fn without_an_active_span_nothing_happens() {
    Operation::new("tools/call").record(&failure());
}
