//! What the caller sent. It is no secret of the server, so the view for clients leaves it.

use crate::json::Value;
use crate::view::file_paths::without_line;
use crate::view::paths;

/// How many texts are kept, and the longest, in bytes. A path in a longer text is not looked for.
const MOST: usize = 256;
const LONGEST: usize = 1024;

/// The texts, paths and hosts in what a caller sent: its arguments, the URI that it asked for.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sent(Vec<Vec<u8>>);

impl Sent {
    /// The texts in a value, at any depth.
    pub(crate) fn of(value: &Value) -> Self {
        let mut sent = Self::default();
        let mut open = vec![value];
        while let Some(value) = open.pop() {
            match value {
                Value::String(text) => sent.add(text),
                Value::Array(items) => open.extend(items),
                Value::Object(map) => open.extend(map.iter().map(|(_, value)| value)),
                _ => {}
            }
        }
        sent
    }

    /// Adds a text, and the paths and hosts in it.
    pub(crate) fn add(&mut self, text: &str) {
        if text.len() > LONGEST {
            return;
        }
        self.push(text);
        paths::each_place(text, &mut |place| self.push(place));
    }

    fn push(&mut self, text: &str) {
        let bare = bare(text);
        if self.0.len() < MOST && !bare.is_empty() && !self.has(text) {
            self.0.push(bare.to_vec());
        }
    }

    /// Whether the caller sent `place`, a path or a host.
    pub(super) fn has(&self, place: &str) -> bool {
        let place = bare(place);
        self.0.iter().any(|sent| sent == place)
    }
}

/// A path without the scheme of a file's URL, a line behind it, and a slash at its end.
fn bare(text: &str) -> &[u8] {
    let text = text.as_bytes();
    let text = without_line(text.strip_prefix(b"file://").unwrap_or(text));
    text.strip_suffix(b"/").unwrap_or(text)
}
