//! The limits of a policy.

use crate::limits::{
    MAX_CAUSES, MAX_DEPTH, MAX_NODES, MAX_STRING_CHARS, MAX_TOTAL_BYTES, MAX_VALUE_CHARS, MAX_WIDTH,
};

/// How much of a value may stay. Each is at most the constant of the same name in [`crate::limits`].
#[derive(Clone, Copy)]
pub(crate) struct Limits {
    pub(crate) depth: usize,
    pub(crate) nodes: usize,
    pub(crate) width: usize,
    pub(crate) string_chars: usize,
    pub(crate) total_bytes: usize,
    pub(crate) causes: usize,
    pub(crate) value_chars: usize,
}

impl Limits {
    /// The highest.
    pub(super) const MAX: Self = Self {
        depth: MAX_DEPTH,
        nodes: MAX_NODES,
        width: MAX_WIDTH,
        string_chars: MAX_STRING_CHARS,
        total_bytes: MAX_TOTAL_BYTES,
        causes: MAX_CAUSES,
        value_chars: MAX_VALUE_CHARS,
    };

    /// All limits with their names in a policy.
    pub(super) fn by_name(&mut self) -> [(&'static str, &mut usize); 7] {
        [
            ("depth", &mut self.depth),
            ("nodes", &mut self.nodes),
            ("width", &mut self.width),
            ("stringChars", &mut self.string_chars),
            ("totalBytes", &mut self.total_bytes),
            ("causes", &mut self.causes),
            ("valueChars", &mut self.value_chars),
        ]
    }

    /// Lowers the limit of that name to `most`. `None` if there is no such limit, or it is not from 1 to the highest.
    pub(super) fn lower(&mut self, name: &str, most: usize) -> Option<()> {
        let mut highest = Self::MAX;
        let limits = self.by_name().into_iter().zip(highest.by_name());
        let ((_, limit), (_, highest)) = limits.into_iter().find(|((own, _), _)| *own == name)?;
        (1..=*highest).contains(&most).then(|| *limit = most.min(*limit))
    }

    /// Lowers each limit to that of `other`.
    pub(super) fn lower_all(&mut self, mut other: Self) {
        for ((_, limit), (_, most)) in self.by_name().into_iter().zip(other.by_name()) {
            *limit = *most.min(limit);
        }
    }
}
