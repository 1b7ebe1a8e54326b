//! Integrations with other crates, each behind a feature of its name. They translate errors, and decide nothing about them.

#[cfg(feature = "opentelemetry")]
pub mod opentelemetry;
#[cfg(feature = "rmcp")]
pub mod rmcp;
#[cfg(feature = "tracing")]
mod tracing;
