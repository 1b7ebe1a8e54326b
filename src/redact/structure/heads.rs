//! The search for found secrets by their first bytes alone. It takes a few steps a byte, whatever the secrets are.

use crate::redact::escapes::read_byte;

/// How many bytes of a secret are looked for: as many as the shortest secret has.
const HEAD: usize = 8;

/// The beginnings of forms, in order, each with the number of its form.
pub(crate) struct Heads<'a> {
    forms: &'a [Vec<u8>],
    heads: Vec<([u8; HEAD], usize)>,
}

impl<'a> Heads<'a> {
    pub(crate) fn of(forms: &'a [Vec<u8>]) -> Self {
        let mut heads: Vec<([u8; HEAD], usize)> = Vec::new();
        for (number, form) in forms.iter().enumerate() {
            // A sort of the standard library would cost 1 KB of wasm.
            if let Some(head) = form.first_chunk() {
                heads.insert(heads.partition_point(|(other, _)| other < head), (*head, number));
            }
        }
        Self { forms, heads }
    }

    /// The first place at `at` or after it where a form begins, as far as the text goes on as the form does: its range, and the
    /// number of the form.
    pub(crate) fn find(&self, text: &[u8], mut at: usize) -> Option<(usize, usize, usize)> {
        while at < text.len() {
            let mut head = [0; HEAD];
            let mut end = at;
            for byte in &mut head {
                let (read, length) = read_byte(text.get(end..)?, 0)?;
                *byte = read;
                end += length;
            }
            if let Ok(place) = self.heads.binary_search_by_key(&head, |(head, _)| *head) {
                let number = self.heads.get(place)?.1;
                for &wanted in self.forms.get(number)?.get(HEAD..)? {
                    match read_byte(text.get(end..)?, wanted) {
                        Some((byte, length)) if byte == wanted => end += length,
                        _ => break,
                    }
                }
                return Some((at, end, number));
            }
            at += 1;
        }
        None
    }
}
