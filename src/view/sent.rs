//! What the caller sent. It is no secret of the server, so the view for clients leaves it.

/// How many texts are kept.
const MOST: usize = 256;

/// The texts, paths and hosts in what a caller sent: its arguments, the URI that it asked for.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sent(Vec<Vec<u8>>);

impl Sent {
    /// Adds a text, a path or a host.
    pub(super) fn push(&mut self, place: &str) {
        let bare = bare(place);
        if self.0.len() < MOST && !bare.is_empty() && !self.has(place) {
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

/// A path without its line and column.
pub(super) fn without_line(path: &[u8]) -> &[u8] {
    let mut bare = path;
    for _ in 0..2 {
        let digits = bare.iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
        match bare.get(..bare.len() - digits) {
            Some([rest @ .., b':']) if digits > 0 => bare = rest,
            _ => break,
        }
    }
    bare
}
