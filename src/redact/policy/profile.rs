//! The profiles of a policy.

/// Which built-in rules of redaction hold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Profile {
    /// Names by their head nouns, texts by what they look like.
    #[default]
    Default,
    /// The rule of the reference systems: any name that contains `password`, `token`, `secret`, `key`, `auth` or
    /// `credential` is secret. Texts are not scanned, and secrets are not looked for elsewhere.
    Reference,
    /// As the default. In addition, a value of any type under a doubtful name is secret, and so is whatever looks like a
    /// token.
    Strict,
}

impl Profile {
    /// The name in a policy.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Default => "default",
            Self::Reference => "reference",
            Self::Strict => "strict",
        }
    }

    pub(super) fn from_name(name: &str) -> Option<Self> {
        [Self::Default, Self::Reference, Self::Strict].into_iter().find(|profile| profile.name() == name)
    }
}
