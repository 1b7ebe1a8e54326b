//! Policies: which names and texts are secret beyond the built-in rules or are none, what stands for a secret, and how
//! much may stay. What they say is data; the sanitizer above holds by it.

mod names;
mod pattern;
mod read;
mod refusal;
mod replacement;
mod sanitizer;

use crate::limits::{
    MAX_CAUSES, MAX_DEPTH, MAX_NODES, MAX_STRING_CHARS, MAX_TOTAL_BYTES, MAX_VALUE_CHARS, MAX_WIDTH,
};

use self::names::Names;
pub(crate) use self::pattern::{PATTERNS, Pattern};
pub(crate) use self::read::place_of;
pub use self::refusal::{IllegalPolicy, refusals};
pub(crate) use self::refusal::{Why, refusal, sentence};
use self::replacement::NO_KEY;
pub(crate) use self::replacement::NOTED;
pub use self::replacement::{REDACTED, Replacement};
pub(crate) use self::sanitizer::added;
pub use self::sanitizer::{Sanitizer, SanitizerBuilder};

/// Which built-in rules hold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Profile {
    /// Names by their head nouns, texts by what they look like.
    #[default]
    Default,
    /// The rule of the reference systems: any name that contains `password`, `token`, `secret`, `key`, `auth` or
    /// `credential`. Texts are not looked at, and nothing is looked for elsewhere.
    Reference,
    /// As the default; values of any type under doubtful names count as secrets, and so does whatever looks like a token.
    Strict,
}

/// How much of a value may stay. None may be above the constant of the same name in [`crate::limits`].
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

/// What a policy says. The default is a constant, and costs no more than a look at it.
#[derive(Clone)]
pub(crate) struct Policy {
    pub(crate) redact: Names,
    pub(crate) keep: Names,
    pub(crate) patterns: Vec<Pattern>,
    profile: Profile,
    pub(crate) replacement: Replacement,
    pub(crate) key: [u64; 2],
    pub(crate) limits: Limits,
    /// Whether names are judged by more than the built-in rules.
    pub(crate) judges: bool,
}

/// The policy of whoever gives none.
pub(crate) static DEFAULT: Policy = Policy::new();

impl Policy {
    #[inline(never)]
    const fn new() -> Self {
        Self {
            redact: Names::new(),
            keep: Names::new(),
            patterns: Vec::new(),
            profile: Profile::Default,
            replacement: Replacement::Marker,
            key: NO_KEY,
            limits: Limits {
                depth: MAX_DEPTH,
                nodes: MAX_NODES,
                width: MAX_WIDTH,
                string_chars: MAX_STRING_CHARS,
                total_bytes: MAX_TOTAL_BYTES,
                causes: MAX_CAUSES,
                value_chars: MAX_VALUE_CHARS,
            },
            judges: false,
        }
    }

    /// The strictest: for whoever gave a policy that cannot be read.
    pub(crate) fn strict() -> Self {
        let mut policy = Self::new();
        policy.profile = Profile::Strict;
        policy
    }

    /// Adds what another policy hides. What it shows does not count.
    pub(crate) fn tighten(&mut self, other: &Self) {
        self.redact.extend(&other.redact);
        self.patterns.extend_from_slice(&other.patterns);
        if self.profile == Profile::Default {
            self.profile = other.profile;
        }
        self.limits.lower(&other.limits);
        self.settle();
    }

    /// Whether it shows nothing that the default hides, and says it as the default does.
    pub(crate) fn only_tightens(&self) -> bool {
        self.keep.is_empty()
            && self.profile != Profile::Reference
            && matches!(self.replacement, Replacement::Marker)
    }

    fn settle(&mut self) {
        self.judges = self.profile == Profile::Reference || !self.redact.is_empty() || !self.keep.is_empty();
    }

    /// Whether it looks for more in a text than the detectors do.
    pub(crate) fn searches(&self) -> bool {
        self.is_strict() || !self.patterns.is_empty()
    }

    pub(crate) fn is_reference(&self) -> bool {
        self.profile == Profile::Reference
    }

    pub(crate) fn is_strict(&self) -> bool {
        self.profile == Profile::Strict
    }
}
