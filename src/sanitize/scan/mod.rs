//! The secret scanner: finds credentials in free text in linear time and hides them.
//!
//! One pass: the [`sieve`] finds the few places at which a detector may start, the detectors of that place answer with
//! a range to hide, and the ranges become markers. The detectors' look-behind and look-ahead are bounded, or they
//! remember what failed, so that a pass is linear on any input.

mod arguments;
mod auth;
mod beside;
mod headers;
mod judge;
mod jwt;
mod names;
mod pairs;
mod pem;
mod percent;
mod programs;
mod shapes;
mod sieve;
pub(crate) mod text;
mod tokens;
mod url;
mod value;
mod weigh;

use std::borrow::Cow;

pub(crate) use self::sieve::plain_string_end;
use self::sieve::{Buckets, Sieve};
use self::text::{ALNUM, Text};
use crate::policy::{NOTED, Policy, REDACTED, Sanitizer};
use crate::sanitize::judged::Judged;
use crate::sanitize::keys::KeyVerdict;
use crate::sanitize::run::Run;
pub(crate) use judge::{is_everyday, is_token};
pub(crate) use weigh::is_known;

/// Most passes over one text. One finds everything and a second one confirms it; a text that is still changing after
/// this many was built to confuse the scanner, and is hidden as a whole.
const PASSES: usize = 6;

/// Hides the secrets in a text; borrowed if there are none.
///
/// Applying it twice changes nothing: passes are repeated until one finds nothing.
#[must_use]
pub fn redact_text(text: &str) -> Cow<'_, str> {
    match redact(text, &Run::new(Sanitizer::default().effective().policy())) {
        Cow::Borrowed(_) => Cow::Borrowed(text),
        Cow::Owned(redacted) => Cow::Owned(redacted),
    }
}

/// As [`redact_text`], by a policy.
pub(crate) fn redact<'a>(text: &'a str, run: &Run<'_>) -> Cow<'a, str> {
    let Some(mut redacted) = pass(text, run) else { return Cow::Borrowed(text) };
    for _ in 1..PASSES {
        match pass(&redacted, run) {
            Some(again) => redacted = again,
            None => return Cow::Owned(redacted),
        }
    }
    Cow::Owned(REDACTED.to_owned())
}

/// The verdicts on the names of one text, by a policy.
pub(crate) struct Names<'a> {
    policy: &'a Policy,
    judged: Judged<'a, KeyVerdict, 16>,
}

impl<'a> Names<'a> {
    fn new(policy: &'a Policy) -> Self {
        Self { policy, judged: Judged::new(KeyVerdict::Safe) }
    }

    fn verdict(&mut self, name: &'a [u8]) -> KeyVerdict {
        self.judged.get(name, || Some(self.policy.classify(name))).unwrap_or(KeyVerdict::Safe)
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
    jwt: jwt::Memo,
    tokens: tokens::Memo,
    pem: pem::Memo,
    headers: headers::Memo<'a>,
    programs: programs::Memo,
    percent: percent::Memo,
}

/// One pass over a text: the redacted text, or nothing if it holds no secret.
fn pass(text: &str, run: &Run<'_>) -> Option<String> {
    if run.policy.searches() || run.policy.is_reference() {
        return special_pass(text, run);
    }
    scan(text, run)
}

/// A pass by a policy that has not all of the detectors, or more than them.
#[cold]
#[inline(never)]
fn special_pass(text: &str, run: &Run<'_>) -> Option<String> {
    let scanned = if run.policy.is_reference() { None } else { scan(text, run) };
    run.hide_own(scanned.as_deref().unwrap_or(text)).or(scanned)
}

/// What the detectors leave of a text.
#[inline(never)]
fn scan(text: &str, run: &Run<'_>) -> Option<String> {
    let mut scan = Scan {
        text: Text(text.as_bytes()),
        policy: run.policy,
        hits: Vec::new(),
        jwt: jwt::Memo::default(),
        tokens: tokens::Memo::default(),
        pem: pem::Memo::default(),
        headers: headers::Memo::new(run.policy),
        programs: programs::Memo::default(),
        percent: percent::Memo::default(),
    };
    let mut sieve = Sieve::new();
    while let Some((at, buckets)) = sieve.next(scan.text) {
        if let Some(hit) = scan.detect(at, buckets) {
            let to = scan.hide(hit);
            sieve.skip_to(scan.text, to.max(at + 1));
        }
    }
    replace(text, &scan.hits, run)
}

/// The text with all ranges hidden.
pub(crate) fn replace(text: &str, hits: &[Hit], run: &Run<'_>) -> Option<String> {
    if hits.is_empty() {
        return None;
    }
    let mut out = String::with_capacity(text.len());
    let mut kept = 0;
    for hit in hits {
        // All ranges end at ASCII bytes or at the end, so they are on character boundaries.
        out.push_str(text.get(kept..hit.from).unwrap_or_default());
        run.hide(text.get(hit.from..hit.to).unwrap_or_default(), &mut out);
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
        if buckets & (sieve::PREFIX | sieve::SHORT) != 0 {
            hit = self.prefixed(second);
        }
        if hit.is_none() && buckets & sieve::PAIR != 0 {
            hit = self.pair(at);
        }
        if hit.is_none() && buckets & sieve::NAME_END != 0 {
            hit = auth::find(text, at)
                .or_else(|| beside::find(text, at, self.policy))
                .or_else(|| shapes::identified(text, at));
        }
        if hit.is_none() && buckets & sieve::COMMA != 0 {
            hit = arguments::find_argument(text, at, &mut self.headers.names);
        }
        if hit.is_none() && buckets & sieve::TAG != 0 {
            hit = arguments::find_element(text, at, &mut self.headers.names);
        }
        if hit.is_none() && buckets & sieve::FLAG != 0 {
            hit = self.dashed(at);
        }
        if hit.is_none() && buckets & sieve::ESCAPE != 0 {
            hit = self.escaped(first);
        }
        if hit.is_none() && buckets & sieve::SHAPE != 0 {
            hit = shapes::find_anchored(text, at)
                .or_else(|| arguments::find_copula(text, at, &mut self.headers.names));
        }
        hit
    }

    /// A token or another known shape that begins at `at`.
    fn prefixed(&mut self, at: usize) -> Option<Hit> {
        // At the start of the text the pattern has taken blanks for what stands before.
        if self.text.was(at, ALNUM) {
            return None;
        }
        self.token(at).or_else(|| shapes::find(self.text, at))
    }

    /// A PEM header or a flag whose pattern ends at `at`.
    fn dashed(&mut self, at: usize) -> Option<Hit> {
        let header = at.saturating_sub(5);
        if self.text.has(header, b"-----B") {
            return pem::find(self.text, header, &mut self.pem);
        }
        arguments::find_flag(self.text, at.saturating_sub(2), &mut self.programs, self.policy)
    }

    /// A token with a prefix, or a web token, at `at`.
    fn token(&mut self, at: usize) -> Option<Hit> {
        match self.text.at(at) {
            b'e' => jwt::find(self.text, at, &mut self.jwt),
            _ => None,
        }
        .or_else(|| tokens::find(self.text, at, &mut self.tokens))
    }

    /// A token right behind the escape at `at` that ends in letters or digits, `\nghp_…`, `\u0022ghp_…`, `%3Dghp_…`, or what
    /// a percent-escape joins to a name.
    fn escaped(&mut self, at: usize) -> Option<Hit> {
        let length = match (self.text.at(at), self.text.at(at + 1)) {
            (b'%', _) => 3,
            (_, b'u') => 6,
            _ => 2,
        };
        self.token(at + length)
            .or_else(|| percent::find(self.text, at, &mut self.headers.names, &mut self.percent))
    }

    /// A secret around the `:` or `=` at `at`.
    fn pair(&mut self, at: usize) -> Option<Hit> {
        let text = self.text;
        if text.at(at) == b':' {
            // The colon of a marker.
            if text.before(at) == b'D' && text.marker(at.wrapping_sub(NOTED.len() - 1)).is_some() {
                return None;
            }
            let hit = shapes::telegram(text, at).or_else(|| url::find(text, at));
            if hit.is_some() {
                return hit;
            }
        }
        pairs::find(text, at, &mut self.headers)
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
