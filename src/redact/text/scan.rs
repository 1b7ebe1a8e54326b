//! One scan of a text: the prefilter's candidates, each given to its detectors, and the ranges of secrets that they find.
//!
//! Detectors look back and ahead in bounds, or remember what failed, so that a scan takes linear time on any input.

use crate::redact::policy::{MARKER_WITH_NOTE, Policy};
use crate::redact::text::cursor::{ALNUM, Text};
use crate::redact::text::detect::cli_programs::ProgramMemo;
use crate::redact::text::detect::jwt::JwtMemo;
use crate::redact::text::detect::key_value::KeyValueMemo;
use crate::redact::text::detect::name_verdicts::NameVerdicts;
use crate::redact::text::detect::one_time::CodeMemo;
use crate::redact::text::detect::pem::PemMemo;
use crate::redact::text::detect::percent::PercentMemo;
use crate::redact::text::detect::url::UrlMemo;
use crate::redact::text::detect::{
    arguments, arrow, auth_header, cli_args, echo, environment, jwt, key_value, markup, mnemonic, one_time,
    password_is, pem, percent, policy_pattern, space_separated, sql, unprefixed, url, xml_key,
};
use crate::redact::text::formats::matcher::{self, DigitMemo};
use crate::redact::text::plain::{self, PlainText};
use crate::redact::text::prefilter::{
    ANCHOR, ARGUMENT, DASHES, DetectorMask, ESCAPE, NAME_END, PAIR, PREFIX, Prefilter, SHORT_PREFIX, TAG,
};
use crate::redact::text::span::Span;

/// What finds the secrets of a text: ranges in the order of the text that do not touch.
pub(crate) type Finder = fn(&str, &Policy) -> Vec<Span>;

/// What finds the secrets of a text by a policy. The second of two looks at what the first has left.
pub(crate) fn finders(policy: &Policy) -> &'static [Finder] {
    match (policy.is_reference(), policy.searches()) {
        (true, _) => &[policy_pattern::find],
        (false, true) => &[detected, policy_pattern::find],
        (false, false) => &[detected],
    }
}

/// The secrets in a text by a policy, as far as one scan finds them.
pub(crate) fn secrets<'a>(text: &'a str, policy: &Policy) -> Vec<&'a str> {
    let mut secrets: Vec<Span> = Vec::new();
    for find in finders(policy) {
        let mut found = find(text, policy);
        // A part of what another finder has found is not a secret by itself.
        let mut others = secrets.iter().peekable();
        found.retain(|span| {
            while others.next_if(|other| other.to <= span.from).is_some() {}
            others.peek().is_none_or(|other| span.to <= other.from)
        });
        secrets.append(&mut found);
    }
    secrets.iter().filter_map(|span| text.get(span.from..span.to)).collect()
}

/// Whether a text has a secret by a policy.
pub(crate) fn has_secret(text: &str, policy: &Policy) -> bool {
    finders(policy).iter().any(|find| !find(text, policy).is_empty())
}

/// What the detectors find. A text with control sequences is read without them, and once more with blanks in their places if
/// one may have separated two words.
fn detected(text: &str, policy: &Policy) -> Vec<Span> {
    if let Some(secrets) = found(text, policy, false) {
        return secrets;
    }
    let plain = PlainText::new(text, "");
    let mut secrets = found_in(&plain, policy);
    if plain.is_glued {
        let mut others = found_in(&PlainText::new(text, " "), policy).into_iter().peekable();
        for secret in std::mem::take(&mut secrets) {
            while let Some(other) = others.next_if(|other| other.from < secret.from) {
                add(&mut secrets, other);
            }
            add(&mut secrets, secret);
        }
        others.for_each(|other| add(&mut secrets, other));
    }
    secrets
}

/// What the detectors find in a plain text, as ranges of the original.
fn found_in(plain: &PlainText, policy: &Policy) -> Vec<Span> {
    let secrets = found(&plain.text, policy, true).unwrap_or_default();
    secrets.into_iter().map(|secret| plain.original(secret)).collect()
}

/// What the detectors find in a text. `None` if it is not plain, unless `is_plain` says that it is taken for plain.
fn found(text: &str, policy: &Policy, is_plain: bool) -> Option<Vec<Span>> {
    let mut scan = Scan::new(text, policy);
    let mut prefilter = Prefilter::new();
    let mut secrets: Vec<Span> = Vec::new();
    while let Some((at, detectors)) = prefilter.next(scan.text) {
        if !is_plain && is_sign(scan.text, at, detectors) {
            return None;
        }
        let Some(secret) = scan.detect(at, detectors) else { continue };
        if !is_plain && (secret.from..secret.to).any(|at| plain::begins(scan.text, at)) {
            return None;
        }
        add(&mut secrets, secret);
        prefilter.skip_to(scan.text, secret.to.max(at + 1));
    }
    Some(secrets)
}

/// Whether the pattern that ends at `at` is that of a control sequence or of a spelled character.
fn is_sign(text: Text<'_>, at: usize, detectors: DetectorMask) -> bool {
    detectors & PAIR != 0 && is_sequence(text.at(at))
        || detectors & ESCAPE != 0 && plain::begins(text, at.saturating_sub(3))
}

/// Whether the last byte of a pair's pattern is that of a control sequence.
fn is_sequence(byte: u8) -> bool {
    matches!(byte, 0x1b | 0x9b)
}

/// Adds a range that ends after the others. Ranges that touch become one.
fn add(secrets: &mut Vec<Span>, mut secret: Span) {
    while let Some(last) = secrets.pop_if(|last| secret.from <= last.to) {
        secret = Span { from: secret.from.min(last.from), to: secret.to.max(last.to) };
    }
    secrets.push(secret);
}

/// A text with what the detectors remember of it.
struct Scan<'a> {
    text: Text<'a>,
    policy: &'a Policy,
    names: NameVerdicts<'a>,
    digits: DigitMemo,
    jwt: JwtMemo,
    key_value: KeyValueMemo<'a>,
    pem: PemMemo,
    percent: PercentMemo,
    programs: ProgramMemo,
    url: UrlMemo,
    code: CodeMemo,
}

impl<'a> Scan<'a> {
    fn new(text: &'a str, policy: &'a Policy) -> Self {
        Self {
            text: Text(text.as_bytes()),
            policy,
            names: NameVerdicts::new(policy),
            digits: DigitMemo::default(),
            jwt: JwtMemo::default(),
            key_value: KeyValueMemo::default(),
            pem: PemMemo::default(),
            percent: PercentMemo::default(),
            programs: ProgramMemo::default(),
            url: UrlMemo::default(),
            code: CodeMemo::default(),
        }
    }

    /// The answer of the first detector that finds something. Their patterns end at `at`.
    fn detect(&mut self, at: usize, detectors: DetectorMask) -> Option<Span> {
        let text = self.text;
        let mut secret = None;
        if detectors & (PREFIX | SHORT_PREFIX) != 0 {
            // The pattern is the byte before the token, and its first three bytes.
            secret = self.token_at_word_start(at.saturating_sub(2));
        }
        if secret.is_none() && detectors & PAIR != 0 && !is_sequence(text.at(at)) {
            secret = self.pair(at);
        }
        if secret.is_none() && detectors & NAME_END != 0 {
            secret = auth_header::find(text, at)
                .or_else(|| space_separated::find(text, at, self.policy))
                .or_else(|| sql::find(text, at))
                .or_else(|| environment::find(text, at, self.policy))
                .or_else(|| one_time::find_in_prose(text, at));
        }
        if secret.is_none() && detectors & ARGUMENT != 0 {
            secret = arguments::find(text, at, &mut self.names);
        }
        if secret.is_none() && detectors & TAG != 0 {
            secret = markup::find(text, at, &mut self.names)
                .or_else(|| arrow::find(text, at, &mut self.names))
                .or_else(|| xml_key::find(text, at));
        }
        if secret.is_none() && detectors & DASHES != 0 {
            secret = self.dashes(at);
        }
        if secret.is_none() && detectors & ESCAPE != 0 {
            // The pattern begins with the escape and has four bytes.
            secret = self.escape(at.saturating_sub(3));
        }
        if secret.is_none() && detectors & ANCHOR != 0 {
            secret = unprefixed::find_anchored(text, at)
                .or_else(|| password_is::find(text, at, &mut self.names))
                .or_else(|| echo::find(text, at, &mut self.names));
        }
        secret
    }

    /// The token that begins at `at`, if a word begins there.
    fn token_at_word_start(&mut self, at: usize) -> Option<Span> {
        // At the start of the text the prefilter takes blanks for the bytes before it.
        if self.text.was(at, ALNUM) {
            return None;
        }
        self.token(at).or_else(|| unprefixed::find(self.text, at))
    }

    /// The web token, or the token with a prefix, that begins at `at`.
    fn token(&mut self, at: usize) -> Option<Span> {
        let web_token = if self.text.at(at) == b'e' { jwt::find(self.text, at, &mut self.jwt) } else { None };
        web_token.or_else(|| matcher::find(self.text, at, &mut self.digits))
    }

    /// A key/value pair, a token or user info around the `:` or `=` at `at`.
    fn pair(&mut self, at: usize) -> Option<Span> {
        let text = self.text;
        if text.at(at) == b':' {
            // The colon of a marker.
            if text.before(at) == b'D' && text.marker(at.wrapping_sub(MARKER_WITH_NOTE.len() - 1)).is_some() {
                return None;
            }
            let secret = unprefixed::telegram(text, at).or_else(|| url::find(text, at, &mut self.url));
            if secret.is_some() {
                return secret;
            }
        }
        if text.at(at) == 0x92 {
            return arrow::find(text, at, &mut self.names);
        }
        mnemonic::find(text, at)
            .or_else(|| one_time::find(text, at, &mut self.code))
            .or_else(|| key_value::find(text, at, &mut self.names, &mut self.key_value))
    }

    /// The body of a PEM block, or the value of a flag. Their patterns end at `at`.
    fn dashes(&mut self, at: usize) -> Option<Span> {
        let header = at.saturating_sub(5);
        if self.text.has(header, b"-----") {
            return pem::find(self.text, header, &mut self.pem);
        }
        cli_args::find(self.text, at.saturating_sub(2), &mut self.programs, self.policy)
    }

    /// The token right after the escape at `at`, which ends in a letter or a digit (`\nghp_…`, `\u0022ghp_…`, `%3Dghp_…`), or
    /// the value that a percent-escape joins to its name.
    fn escape(&mut self, at: usize) -> Option<Span> {
        let length = match (self.text.at(at), self.text.at(at + 1)) {
            (b'%', _) => 3,
            (_, b'u') => 6,
            _ => 2,
        };
        self.token(at + length).or_else(|| percent::find(self.text, at, &mut self.names, &mut self.percent))
    }
}
