//! Other people's crates, each behind a feature of its name. Nothing here decides anything about an error: it is
//! translated, in and out.

#[cfg(feature = "opentelemetry")]
pub mod opentelemetry;
#[cfg(feature = "rmcp")]
pub mod rmcp;
#[cfg(feature = "tracing")]
mod tracing;
