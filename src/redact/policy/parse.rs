//! Reads a policy as a host gives it.

use crate::json::{Value, parse};
use crate::redact::policy::names::NAMES;
use crate::redact::policy::pattern::{Alphabet, PATTERNS, PREFIX, PREFIX_MIN, Pattern, TAIL_MAX};
use crate::redact::policy::replacement::{NO_KEY, key_of};
use crate::redact::policy::{DEFAULT, Limits, Policy, Profile, Replacement, Why, refusal};
use crate::word_set::{WordSet, words};

/// Fewest bytes of a key.
pub(crate) const KEY_MIN: usize = 16;

impl Policy {
    /// A policy as a host gives it, or its refusal.
    pub(crate) fn from_value(value: &Value) -> Result<Self, String> {
        let mut policy = Self::new();
        policy.take_in(value).map_or(Ok(policy), Err)
    }

    /// The policy in a text from a host: the first of a list is the one of a sanitizer, and the rest the process has added.
    pub(crate) fn from_text(text: &str) -> Self {
        match parse(text) {
            Ok(Value::Array(items)) => Self::of_list(&items),
            _ => Self::strict(),
        }
    }

    /// The policy that a list makes together; the strictest if not all of it is legal.
    #[inline(never)]
    pub(crate) fn of_list(items: &[Value]) -> Self {
        let mut policy = Self::new();
        for item in items {
            if policy.take_in(item).is_some() {
                return Self::strict();
            }
        }
        policy
    }

    /// Takes what a policy says in, over what there is; its refusal, if it is not legal.
    #[inline(never)]
    pub(crate) fn take_in(&mut self, value: &Value) -> Option<String> {
        let Value::Object(map) = value else { return Some(refusal(Why::NoPolicy, "")) };
        for (key, value) in map.iter() {
            if !matches!(value, Value::Null) && self.read(key, value).is_none() {
                return Some(refusal(Why::Entry, key));
            }
        }
        self.settle();
        None
    }

    /// Takes one entry in; `None` if it is not legal.
    #[inline(never)]
    pub(crate) fn read(&mut self, key: &str, value: &Value) -> Option<()> {
        let entry = place_of(words!("redact keep patterns limits hashKey profile replacement"), key)?;
        match entry {
            0 | 1 => {
                let names = if entry == 0 { &mut self.redact } else { &mut self.keep };
                for name in list(value, NAMES)? {
                    names.push(name.as_str()?)?;
                }
            }
            2 => {
                for item in list(value, PATTERNS)? {
                    self.patterns.push(read_pattern(item)?);
                }
            }
            3 => {
                for (name, value) in value.as_object()?.iter() {
                    let place = place_of(words!(LIMITS), name)?;
                    let given = whole(value, *{ DEFAULT.limits }.slot(place)?)?;
                    let limit = self.limits.slot(place)?;
                    *limit = given.min(*limit);
                }
            }
            _ => {
                let text = value.as_str()?;
                match (entry, place_of(words!("default reference strict marker hash partial"), text)) {
                    (4, _) if text.len() >= KEY_MIN => self.key = key_of(text),
                    (5, Some(0)) | (6, Some(3)) => {}
                    (5, Some(1)) => self.profile = Profile::Reference,
                    // Of the process, it does not concern a sanitizer that goes by the references.
                    (5, Some(2)) if self.is_reference() => {}
                    (5, Some(2)) => self.profile = Profile::Strict,
                    (6, Some(4)) => self.replacement = Replacement::Hash,
                    (6, Some(5)) => self.replacement = Replacement::Partial,
                    _ => return None,
                }
            }
        }
        Some(())
    }

    /// Sets the key of the hash.
    pub(crate) fn set_key(&mut self, key: [u64; 2]) {
        self.key = key;
    }

    /// Whether there is a key where one is needed.
    pub(crate) fn needs_key(&self) -> bool {
        self.replacement == Replacement::Hash && self.key == NO_KEY
    }

    /// Whether it has no more names and patterns than one policy may have.
    pub(crate) fn is_within(&self) -> bool {
        self.redact.len() <= NAMES && self.patterns.len() <= PATTERNS
    }
}

/// Limits by their names in hosts.
pub(crate) const LIMITS: &str = "depth nodes width stringChars totalBytes causes valueChars";

impl Limits {
    /// The limit whose name has that place.
    pub(crate) fn slot(&mut self, place: usize) -> Option<&mut usize> {
        let all = [
            &mut self.depth,
            &mut self.nodes,
            &mut self.width,
            &mut self.string_chars,
            &mut self.total_bytes,
            &mut self.causes,
            &mut self.value_chars,
        ];
        all.into_iter().nth(place)
    }

    /// Lowers each to that of `other`.
    pub(crate) fn lower(&mut self, other: &Self) {
        let mut other = *other;
        for place in 0.. {
            let (Some(own), Some(least)) = (self.slot(place), other.slot(place)) else { break };
            *own = *least.min(own);
        }
    }
}

/// The place of a name in a list.
#[inline(never)]
pub(crate) fn place_of(names: WordSet, name: &str) -> Option<usize> {
    names.iter().position(|known| known == name.as_bytes())
}

fn read_pattern(value: &Value) -> Option<Pattern> {
    let given = value.get("prefix")?.as_str()?.as_bytes();
    let length = value.get("length")?;
    let (min, max) = (length.get("min").unwrap_or(length), length.get("max").unwrap_or(length));
    let length = (whole(min, TAIL_MAX)?, whole(max, TAIL_MAX)?);
    if given.len() < PREFIX_MIN || length.0 > length.1 {
        return None;
    }
    let mut prefix = [0; PREFIX];
    for (at, byte) in given.iter().enumerate() {
        if !byte.is_ascii_graphic() {
            return None;
        }
        *prefix.get_mut(at)? = *byte;
    }
    let alphabet = Alphabet::read(value.get("alphabet")?.as_str()?)?;
    Some(Pattern { prefix: (prefix, given.len()), alphabet, length })
}

/// The items of a list of at most so many.
fn list(value: &Value, most: usize) -> Option<&[Value]> {
    value.as_array().filter(|items| items.len() <= most)
}

/// A whole number from 1 to `most`.
#[inline(never)]
fn whole(value: &Value, most: usize) -> Option<usize> {
    usize::try_from(value.as_integer()?).ok().filter(|given| (1..=most).contains(given))
}
