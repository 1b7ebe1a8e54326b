//! The private members of JSON web keys: `"d":"…"`.

use crate::redact::keys::siblings::KEY_TYPE;
use crate::redact::text::cursor::{ALNUM, BLANK, DASH, Text, UNDER, only};
use crate::redact::text::detect::extent::{self, ExtentMemo};
use crate::redact::text::span::Span;

/// Shortest private member in base64: 15 bytes.
const MEMBER_MIN: usize = 20;

/// Whether the text has a JSON web key in it, once a detector has asked.
#[derive(Default)]
pub(crate) struct WebKeyMemo(Option<bool>);

impl WebKeyMemo {
    pub(crate) fn is_in(&mut self, text: Text<'_>) -> bool {
        *self.0.get_or_insert_with(|| text.find(0, text.len(), KEY_TYPE.as_bytes()).is_some())
    }
}

/// The value of the private member whose colon ends before `at`.
pub(crate) fn find(text: Text<'_>, at: usize) -> Option<Span> {
    let value = extent::locate(text, text.run(at, BLANK, 64), &mut ExtentMemo::default())?;
    let bytes = value.bytes(text);
    let is_base64 = bytes.len() >= MEMBER_MIN && only(bytes, ALNUM | DASH | UNDER);
    (value.quoted && is_base64).then(|| value.secret())
}
