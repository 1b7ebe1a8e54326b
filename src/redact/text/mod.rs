//! The secret scanner: finds credentials in free text in linear time and hides them.
//!
//! One pass: the [`sieve`] finds the few places at which a detector may start, the detectors of that place answer with
//! a range to hide, and the ranges become markers. The detectors' look-behind and look-ahead are bounded, or they
//! remember what failed, so that a pass is linear on any input.

pub(crate) mod classify;
pub(crate) mod cursor;
pub(crate) mod detect;
pub(crate) mod formats;
pub(crate) mod marker;
mod prefilter;

use std::borrow::Cow;

use self::cursor::{ALNUM, Text};
pub(crate) use self::prefilter::plain_string_end;
use self::prefilter::{Buckets, Sieve};
use crate::redact::context::RedactionContext;
use crate::redact::keys::cache::KeyCache;
use crate::redact::keys::matcher::KeyVerdict;
use crate::redact::policy::{NOTED, Policy, REDACTED};
pub(crate) use classify::pair::is_known;
pub(crate) use classify::value::{is_everyday, is_token};

/// Most passes over one text. One finds everything and a second one confirms it; a text that is still changing after
/// this many was built to confuse the scanner, and is hidden as a whole.
const PASSES: usize = 6;

/// As [`redact_text`], by a policy.
pub(crate) fn redact<'a>(text: &'a str, cx: &RedactionContext<'_>) -> Cow<'a, str> {
    let Some(mut redacted) = pass(text, cx) else { return Cow::Borrowed(text) };
    for _ in 1..PASSES {
        match pass(&redacted, cx) {
            Some(again) => redacted = again,
            None => return Cow::Owned(redacted),
        }
    }
    Cow::Owned(REDACTED.to_owned())
}

/// The verdicts on the names of one text, by a policy.
pub(crate) struct Names<'a> {
    policy: &'a Policy,
    cache: KeyCache<'a, KeyVerdict, 16>,
}

impl<'a> Names<'a> {
    fn new(policy: &'a Policy) -> Self {
        Self { policy, cache: KeyCache::new(KeyVerdict::Safe) }
    }

    fn verdict(&mut self, name: &'a [u8]) -> KeyVerdict {
        self.cache.get(name, || Some(self.policy.classify(name))).unwrap_or(KeyVerdict::Safe)
    }
}

/// A range of bytes to hide.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Hit {
    pub(crate) from: usize,
    pub(crate) to: usize,
}

/// What one pass has found, and what it remembers in order to stay linear.
pub(crate) struct Scan<'a> {
    text: Text<'a>,
    policy: &'a Policy,
    hits: Vec<Hit>,
    jwt: crate::redact::text::detect::jwt::Memo,
    tokens: crate::redact::text::formats::matcher::Memo,
    pem: crate::redact::text::detect::pem::Memo,
    headers: crate::redact::text::detect::header::Memo<'a>,
    programs: crate::redact::text::detect::cli_programs::Memo,
    percent: crate::redact::text::detect::percent::Memo,
}

/// One pass over a text: the redacted text, or nothing if it holds no secret.
fn pass(text: &str, cx: &RedactionContext<'_>) -> Option<String> {
    if cx.policy.searches() || cx.policy.is_reference() {
        return special_pass(text, cx);
    }
    scan(text, cx)
}

/// A pass by a policy that has not all of the detectors, or more than them.
#[cold]
#[inline(never)]
fn special_pass(text: &str, cx: &RedactionContext<'_>) -> Option<String> {
    let scanned = if cx.policy.is_reference() { None } else { scan(text, cx) };
    cx.hide_own(scanned.as_deref().unwrap_or(text)).or(scanned)
}

/// What the detectors leave of a text.
#[inline(never)]
fn scan(text: &str, cx: &RedactionContext<'_>) -> Option<String> {
    let mut scan = Scan {
        text: Text(text.as_bytes()),
        policy: cx.policy,
        hits: Vec::new(),
        jwt: crate::redact::text::detect::jwt::Memo::default(),
        tokens: crate::redact::text::formats::matcher::Memo::default(),
        pem: crate::redact::text::detect::pem::Memo::default(),
        headers: crate::redact::text::detect::header::Memo::new(cx.policy),
        programs: crate::redact::text::detect::cli_programs::Memo::default(),
        percent: crate::redact::text::detect::percent::Memo::default(),
    };
    let mut sieve = Sieve::new();
    while let Some((at, buckets)) = sieve.next(scan.text) {
        if let Some(hit) = scan.detect(at, buckets) {
            let to = scan.hide(hit);
            sieve.skip_to(scan.text, to.max(at + 1));
        }
    }
    replace(text, &scan.hits, cx)
}

/// The text with all ranges hidden.
pub(crate) fn replace(text: &str, hits: &[Hit], cx: &RedactionContext<'_>) -> Option<String> {
    if hits.is_empty() {
        return None;
    }
    let mut out = String::with_capacity(text.len());
    let mut kept = 0;
    for hit in hits {
        // All ranges end at ASCII bytes or at the end, so they are on character boundaries.
        out.push_str(text.get(kept..hit.from).unwrap_or_default());
        cx.hide(text.get(hit.from..hit.to).unwrap_or_default(), &mut out);
        kept = hit.to;
    }
    out.push_str(text.get(kept..).unwrap_or_default());
    Some(out)
}

impl Scan<'_> {
    /// Runs the detectors whose patterns end at `at`, until one finds something.
    fn detect(&mut self, at: usize, buckets: Buckets) -> Option<Hit> {
        // Most patterns have their first byte three back, and a word start one behind it.
        let (first, second) = (at.saturating_sub(3), at.saturating_sub(2));
        let text = self.text;
        let mut hit = None;
        if buckets & (prefilter::PREFIX | prefilter::SHORT) != 0 {
            hit = self.prefixed(second);
        }
        if hit.is_none() && buckets & prefilter::PAIR != 0 {
            hit = self.pair(at);
        }
        if hit.is_none() && buckets & prefilter::NAME_END != 0 {
            hit = crate::redact::text::detect::auth_header::find(text, at)
                .or_else(|| crate::redact::text::detect::space_separated::find(text, at, self.policy))
                .or_else(|| crate::redact::text::detect::unprefixed::identified(text, at));
        }
        if hit.is_none() && buckets & prefilter::COMMA != 0 {
            hit = crate::redact::text::detect::cli_args::find_argument(text, at, &mut self.headers.names);
        }
        if hit.is_none() && buckets & prefilter::TAG != 0 {
            hit = crate::redact::text::detect::cli_args::find_element(text, at, &mut self.headers.names);
        }
        if hit.is_none() && buckets & prefilter::FLAG != 0 {
            hit = self.dashed(at);
        }
        if hit.is_none() && buckets & prefilter::ESCAPE != 0 {
            hit = self.escaped(first);
        }
        if hit.is_none() && buckets & prefilter::SHAPE != 0 {
            hit = crate::redact::text::detect::unprefixed::find_anchored(text, at).or_else(|| {
                crate::redact::text::detect::cli_args::find_copula(text, at, &mut self.headers.names)
            });
        }
        hit
    }

    /// A token or another known shape that begins at `at`.
    fn prefixed(&mut self, at: usize) -> Option<Hit> {
        // At the start of the text the pattern has taken blanks for what stands before.
        if self.text.was(at, ALNUM) {
            return None;
        }
        self.token(at).or_else(|| crate::redact::text::detect::unprefixed::find(self.text, at))
    }

    /// A PEM header or a flag whose pattern ends at `at`.
    fn dashed(&mut self, at: usize) -> Option<Hit> {
        let header = at.saturating_sub(5);
        if self.text.has(header, b"-----B") {
            return crate::redact::text::detect::pem::find(self.text, header, &mut self.pem);
        }
        crate::redact::text::detect::cli_args::find_flag(
            self.text,
            at.saturating_sub(2),
            &mut self.programs,
            self.policy,
        )
    }

    /// A token with a prefix, or a web token, at `at`.
    fn token(&mut self, at: usize) -> Option<Hit> {
        match self.text.at(at) {
            b'e' => crate::redact::text::detect::jwt::find(self.text, at, &mut self.jwt),
            _ => None,
        }
        .or_else(|| crate::redact::text::formats::matcher::find(self.text, at, &mut self.tokens))
    }

    /// A token right behind the escape at `at` that ends in letters or digits, `\nghp_…`, `\u0022ghp_…`, `%3Dghp_…`, or what
    /// a percent-escape joins to a name.
    fn escaped(&mut self, at: usize) -> Option<Hit> {
        let length = match (self.text.at(at), self.text.at(at + 1)) {
            (b'%', _) => 3,
            (_, b'u') => 6,
            _ => 2,
        };
        self.token(at + length).or_else(|| {
            crate::redact::text::detect::percent::find(
                self.text,
                at,
                &mut self.headers.names,
                &mut self.percent,
            )
        })
    }

    /// A secret around the `:` or `=` at `at`.
    fn pair(&mut self, at: usize) -> Option<Hit> {
        let text = self.text;
        if text.at(at) == b':' {
            // The colon of a marker.
            if text.before(at) == b'D' && text.marker(at.wrapping_sub(NOTED.len() - 1)).is_some() {
                return None;
            }
            let hit = crate::redact::text::detect::unprefixed::telegram(text, at)
                .or_else(|| crate::redact::text::detect::url::find(text, at));
            if hit.is_some() {
                return hit;
            }
        }
        crate::redact::text::detect::key_value::find(text, at, &mut self.headers)
    }

    /// Notes a range to hide and returns its end. Ranges that touch become one.
    fn hide(&mut self, hit: Hit) -> usize {
        match self.hits.last_mut() {
            Some(last) if hit.from <= last.to => last.to = last.to.max(hit.to),
            _ => self.hits.push(hit),
        }
        hit.to
    }
}

/// Redacts a text in place.
pub(crate) fn redact_string(text: &mut String, cx: &RedactionContext<'_>) {
    if let Cow::Owned(redacted) = redact(text, cx) {
        *text = redacted;
    }
}
