//! The secret scanner: finds credentials in free text in linear time.
//!
//! [`prefilter`] finds the few places at which a detector may find something, [`detect`] has the detectors, which use
//! [`formats`] and [`classify`], [`scan`] runs them over a text and answers with the ranges of secrets, and [`passes`]
//! replaces them until a scan finds none.

pub(crate) mod classify;
pub(crate) mod cursor;
pub(crate) mod detect;
pub(crate) mod formats;
pub(crate) mod marker;
pub(crate) mod passes;
mod plain;
pub(crate) mod prefilter;
mod randomness;
pub(crate) mod scan;
mod span;
