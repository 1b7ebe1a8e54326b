//! Policies: which names and texts are secret beyond the built-in rules or are none, what stands for a secret, and how
//! much may stay. What they say is data; the sanitizer above holds by it.

mod invalid;
mod names;
mod parse;
mod pattern;
pub(crate) mod process;
mod replacement;

use crate::limits::{
    MAX_CAUSES, MAX_DEPTH, MAX_NODES, MAX_STRING_CHARS, MAX_TOTAL_BYTES, MAX_VALUE_CHARS, MAX_WIDTH,
};
use crate::redact::keys::matcher::{self, KeyVerdict};

pub use self::invalid::IllegalPolicy;
pub(crate) use self::invalid::{Why, refusal, refusals, sentence};
use self::names::Names;
pub(crate) use self::parse::place_of;
pub(crate) use self::pattern::{PATTERNS, Pattern};
use self::replacement::NO_KEY;
pub(crate) use self::replacement::NOTED;
pub use self::replacement::{REDACTED, Replacement};

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

/// What the rule of the references looks for in a name.
const REFERENCE: [&[u8]; 6] = [b"password", b"token", b"secret", b"key", b"auth", b"credential"];

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

    /// The verdict on a name.
    pub(crate) fn classify(&self, name: &[u8]) -> KeyVerdict {
        if self.judges { self.own_verdict(name) } else { matcher::classify(name) }
    }

    #[cold]
    #[inline(never)]
    fn own_verdict(&self, name: &[u8]) -> KeyVerdict {
        if self.redact.has(name) {
            KeyVerdict::Secret
        } else if self.keep.has(name) {
            KeyVerdict::Safe
        } else if self.is_reference() {
            let is_secret = REFERENCE
                .iter()
                .any(|part| name.windows(part.len()).any(|window| window.eq_ignore_ascii_case(part)));
            if is_secret { KeyVerdict::Secret } else { KeyVerdict::Safe }
        } else {
            matcher::classify(name)
        }
    }

    /// The verdict on the name of a declared field, which built-in rules do not judge.
    pub(crate) fn classify_declared(&self, name: &str) -> KeyVerdict {
        let is_secret = self.judges
            && (self.is_reference() && self.own_verdict(name.as_bytes()) == KeyVerdict::Secret
                || self.redact.has(name.as_bytes()));
        if is_secret { KeyVerdict::Secret } else { KeyVerdict::Safe }
    }

    /// Whether a name is sensitive by itself.
    pub(crate) fn is_sensitive_key(&self, name: &str) -> bool {
        let bytes = name.as_bytes();
        match self.classify(bytes) {
            KeyVerdict::Secret => true,
            KeyVerdict::Weak if self.is_strict() => true,
            _ => !self.keep.has(bytes) && !self.is_reference() && matcher::is_secret_as_text(bytes),
        }
    }
}
